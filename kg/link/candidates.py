"""What else a name might mean: entities that look like it, each with a score and a reason. A person decides."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from kg.link import fold
from kg.link.likeness import blocks, likeness
from kg.link.linker import Linker
from kg.model import Entity, EntityType, Referent

LEAST = 0.5
"""Below this score nothing is offered."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """An entity that a name may mean."""

    entity: Entity
    score: float
    reason: str


class Finder:
    """Looks for candidates among the organisations of the tables and the entities of a graph."""

    def __init__(self, linker: Linker, entities: Iterable[Entity] = ()) -> None:
        self._linker = linker
        self._blocks: dict[str, list[Entity]] = {}
        known = (
            Entity(linker.base + each.key, EntityType.ORGANIZATION, each.label, (each.label, *each.names), each.identifiers)
            for each in linker.lexicon.organisations()
        )
        for entity in {each.iri: each for each in (*known, *entities)}.values():
            for key in set(blocks(entity)):
                self._blocks.setdefault(key, []).append(entity)

    def candidates(self, referent: Referent) -> tuple[Candidate, ...]:
        """What the referent may mean, best first: the linked entity itself at 1.0, then what looks like it (never joined)."""
        linked = self._linker.link(referent)
        found = {linked.iri: Candidate(linked, 1.0, self._why(referent, linked))}
        written = Entity(linked.iri, linked.type, referent.label, tuple(dict.fromkeys((referent.label, *referent.names))))
        for other in self._near(written):
            like = likeness(written, other)
            if like is not None and like.score >= LEAST and not self._decided(linked.iri, other.iri):
                score, reason = self._vague(referent, other) or (like.score, like.reason)
                if other.iri not in found or score > found[other.iri].score:
                    found[other.iri] = Candidate(other, score, reason)
        return tuple(sorted(found.values(), key=lambda each: (-each.score, each.entity.iri)))

    def _near(self, entity: Entity) -> Iterator[Entity]:
        seen = {entity.iri}
        for key in sorted(set(blocks(entity))):
            for other in self._blocks.get(key, ()):
                if other.iri not in seen:
                    seen.add(other.iri)
                    yield other

    def _decided(self, one: str, other: str) -> bool:
        return frozenset((self._linker.path(one), self._linker.path(other))) in self._linker.decisions.apart

    def _vague(self, referent: Referent, other: Entity) -> tuple[float, str] | None:
        """A common word that is also another name of the company."""
        known = self._linker.lexicon.get(self._linker.path(other.iri))
        vague = {fold.fold(name) for name in known.ambiguous} if known else set()
        for name in (referent.label, *referent.names):
            if fold.fold(name) in vague:
                return 0.7, f"{name!r} is a name of it, but a common word, too"
        return None

    def _why(self, referent: Referent, linked: Entity) -> str:
        key = self._linker.path(linked.iri)
        if key == referent.known:
            return "known name, settled by the text"
        if self._linker.lexicon.get(key) is not None:
            return "a name in the tables"
        return "the name itself"


def candidates(referent: Referent, linker: Linker, entities: Iterable[Entity] = ()) -> tuple[Candidate, ...]:
    """What a referent may mean; for many referents keep a `Finder`.

    >>> from kg.lexicon import load
    >>> found = candidates(Referent(EntityType.ORGANIZATION, "Compass"), Linker(load()))
    >>> [(each.entity.label, each.score) for each in found]
    [('Compass', 1.0), ('Compass Datacenters', 0.7)]
    """
    return Finder(linker, entities).candidates(referent)
