"""Doubtful pairs for a person to judge, the most connected first, and the answers into the judgements file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations

from kg import iris
from kg.iris import cx
from kg.link.judgements import Decisions, Judgement, Verdict
from kg.link.likeness import blocks, likeness
from kg.model import Entity, EntityType, Iri, Literal
from kg.protocols import Store

LEAST = 0.5
_CROWD = 60  # entities under one key that are all compared; in a greater crowd only neighbours by name
_NEIGHBOURS = 8
_APART = ("unitOf", "partnersWith", "competesWith", "acquires", "investsIn", "customerOf", "leasesFrom", "buysEnergyFrom", "raisesFunding")
"""Two ends of these are two things."""


@dataclass(frozen=True, slots=True)
class Doubt:
    """A question: are ``one`` and ``other`` the same? Both are sides for a judgement.

    ``score`` is how likely they are one; ``connections`` how many facts hang on the answer.
    """

    one: str
    other: str
    score: float
    reason: str
    connections: int
    labels: tuple[str, str]

    def answer(self, verdict: Verdict, who: str = "", why: str = "") -> Judgement:
        """The judgement that settles it; goes into the file by `kg.link.judgements.append`."""
        return Judgement(verdict, min(self.one, self.other), max(self.one, self.other), who, why or self.reason)


def doubts(store: Store, judgements: Iterable[Judgement] = (), base: str = iris.BASE) -> tuple[Doubt, ...]:
    """The doubtful pairs of a graph, the most connected first; nothing is changed. Memory holds the entities' names."""
    counts: dict[str, int] = {}
    for end in (iris.SUBJECT, iris.OBJECT):
        for quad in store.match(None, end, None, None):
            counts[str(quad.object)] = counts.get(str(quad.object), 0) + 1
    homes: dict[str, set[str]] = {}
    for quad in store.match(None, cx("holdsPosition"), None, None):
        homes.setdefault(quad.subject, set()).add(str(quad.object))
    apart = (frozenset((str(quad.subject), str(quad.object))) for name in _APART for quad in store.match(None, cx(name), None, None))
    posts = {person: frozenset(at) for person, at in homes.items()}
    rows = {quad.subject for quad in store.match(None, cx("kind"), None, None)}
    return doubtful(entities(store), judgements, counts, posts, apart, rows, base)


def entities(store: Store) -> Iterator[Entity]:
    """The organisations and people of a graph, with all their names."""
    for type in (EntityType.ORGANIZATION, EntityType.PERSON):
        for iri in sorted({quad.subject for quad in store.match(None, iris.TYPE, cx(type), None)}):
            labels, others = (_texts(store, iri, predicate) for predicate in (iris.LABEL, iris.ALT_LABEL))
            if labels:
                yield Entity(iri, type, labels[0], (*labels, *others))


def _texts(store: Store, iri: Iri, predicate: Iri) -> list[str]:
    return sorted(quad.object.text for quad in store.match(iri, predicate, None, None) if isinstance(quad.object, Literal))


def doubtful(
    entities: Iterable[Entity],
    judgements: Iterable[Judgement] = (),
    connections: Mapping[str, int] | None = None,
    homes: Mapping[str, frozenset[str]] | None = None,
    related: Iterable[frozenset[str]] = (),
    rows: Iterable[str] = (),
    base: str = iris.BASE,
) -> tuple[Doubt, ...]:
    """The pairs that a person should look at, those with the most connections first.

    ``entities`` are those of the graph, ``connections`` their number of facts, ``homes`` the organisations in which a person
    holds posts, ``related`` pairs that the graph knows to be two things (parent and unit, partners, competitors), ``rows`` the
    entities that the tables know, of which no two are one; all by IRI. Pairs that were judged, also `unsure`, are not asked again.
    """
    counts = {iri.removeprefix(base): count for iri, count in (connections or {}).items()}
    posts = {iri.removeprefix(base): frozenset(home.removeprefix(base) for home in at) for iri, at in (homes or {}).items()}
    listed = {entity.iri.removeprefix(base): entity for entity in entities}
    decisions = Decisions(judgements)
    known = frozenset(row.removeprefix(base) for row in rows)
    settled = decisions.seen | {frozenset(side.removeprefix(base) for side in pair) for pair in related}
    found = []
    for one, other in _pairs(listed):
        if frozenset((one, other)) in settled or {one, other} <= known or decisions.leader(one) == decisions.leader(other):
            continue
        like = likeness(listed[one], listed[other], bool(posts.get(one, frozenset()) & posts.get(other, frozenset())))
        if like is not None and like.score >= LEAST:
            labels = (listed[one].label, listed[other].label)
            found.append(Doubt(one, other, like.score, like.reason, counts.get(one, 0) + counts.get(other, 0), labels))
    found += _namesakes(listed, posts, counts, settled, decisions)
    return tuple(sorted(found, key=lambda doubt: (-doubt.connections, -doubt.score, doubt.one, doubt.other)))


def _pairs(listed: Mapping[str, Entity]) -> Iterator[tuple[str, str]]:
    """Pairs that share a key, each once."""
    crowds: dict[tuple[EntityType, str], set[str]] = {}
    for path, entity in listed.items():
        if entity.type in (EntityType.ORGANIZATION, EntityType.PERSON):
            for key in blocks(entity):
                crowds.setdefault((entity.type, key), set()).add(path)
    pairs: set[tuple[str, str]] = set()
    for crowd in crowds.values():
        members = sorted(crowd)
        if len(members) <= _CROWD:
            pairs.update(combinations(members, 2))
        else:
            for step in range(1, _NEIGHBOURS + 1):
                pairs.update(zip(members, members[step:], strict=False))
    yield from sorted(pairs)


def _namesakes(
    listed: Mapping[str, Entity],
    posts: Mapping[str, frozenset[str]],
    counts: Mapping[str, int],
    settled: frozenset[frozenset[str]],
    decisions: Decisions,
) -> Iterator[Doubt]:
    """One name with posts in several organisations that have nothing to do with each other: perhaps two people."""
    for iri, homes in sorted(posts.items()):
        if iri not in listed or listed[iri].type is not EntityType.PERSON:
            continue
        for one, other in combinations(sorted(homes), 2):
            sides = (f"{iri} @ {one}", f"{iri} @ {other}")
            if frozenset((one, other)) in settled or frozenset(sides) in settled or decisions.leader(one) == decisions.leader(other):
                continue
            reason = f"{listed[iri].label} has posts in {one.partition('/')[2]} and {other.partition('/')[2]}"
            yield Doubt(*sides, 0.6, reason, counts.get(iri, 0), (listed[iri].label, listed[iri].label))
