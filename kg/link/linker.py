"""Which entity a document means by a name: a pure function of the referent, the tables and the judgements.

Nothing else of the graph is asked, so neither the order of documents nor their number matters, and linking again never means
reading again. What only *looks* like the same is offered for review (`kg.link.candidates`), never joined.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from functools import cached_property

from kg import iris
from kg import lexicon as tables
from kg.link import fold
from kg.link.judgements import Decisions, Judgement, slug
from kg.link.places import link_place
from kg.model import Entity, EntityType, Referent

_SAME_TOPIC = {
    "ai": "artificial-intelligence",
    "ai-infrastructure": "artificial-intelligence-infrastructure",
    "cloud": "cloud-computing",
    "cloud-computing-services": "cloud-services",
    "data-center": "data-centers",
    "gen-ai": "generative-artificial-intelligence",
    "generative-ai": "generative-artificial-intelligence",
}


class Linker:
    """Finds the entity behind a referent. IRIs lie below ``base``: ":org/alibaba-cloud", ":person/simon-hu"."""

    def __init__(self, lexicon: tables.Lexicon, judgements: Iterable[Judgement] = (), base: str = iris.BASE) -> None:
        self.lexicon = lexicon
        self.base = base
        self._full: dict[str, str] = {}  # folded name -> key
        self._short: dict[str, str | None] = {}  # without legal form -> key; None where it means two
        self._family: dict[str, frozenset[str]] = {}
        vague = {fold.fold(name) for known in lexicon.organisations() for name in known.ambiguous}
        for known in lexicon.organisations():
            folded = {name: fold.fold(name) for name in (known.label, *known.names)}
            for name, full in folded.items():
                short = fold.core(full)
                if full in vague and name != known.label:
                    continue
                self._full.setdefault(full, known.key)
                if short == full or short not in vague:
                    self._short[short] = known.key if self._short.get(short, known.key) == known.key else None
            self._family[known.key] = frozenset(f"org/{fold.core(full)}" for full in folded.values())
        self.judgements = tuple(sorted(set(judgements)))
        self._raw = Decisions(self.judgements)
        resolved = [Judgement(judged.verdict, self._side(judged.one), self._side(judged.other)) for judged in self.judgements]
        sides = {side for judged in resolved for side in judged.pair}
        preferred = [side for side in sides if lexicon.get(side) is not None]
        self.decisions = Decisions((judged for judged in resolved if judged.one != judged.other), preferred)

    def link(self, referent: Referent) -> Entity:
        """The entity that a document means. Never fails: an unknown name is an entity of its own.

        >>> from kg.lexicon import load
        >>> linker = Linker(load())
        >>> [linker.link(Referent(EntityType.ORGANIZATION, name)).label for name in ("Aliyun", "Foo Grid Pte Ltd")]
        ['Alibaba Cloud', 'Foo Grid']
        """
        names = _names(referent)
        if referent.type is EntityType.PLACE:
            return self._place(referent)
        if referent.type is EntityType.ORGANIZATION:
            node, label = self._organisation(referent, names)
        elif referent.type is EntityType.PERSON:
            node, label = self._person(referent, names)
        else:
            label = fold.clean(referent.label) or referent.label
            key = slug("topic", label)
            node = f"topic/{_SAME_TOPIC.get(key, key)}"
        return self._entity(self.decisions.leader(node), referent.type, label, names)

    def path(self, iri: str) -> str:
        """An entity's IRI without the base: "org/alibaba-cloud", which is how judgements and tables name it."""
        return iri.removeprefix(self.base)

    @cached_property
    def fingerprint(self) -> str:
        """Changes when the judgements or the names in the table of organisations do: then the graph is to be fused anew."""
        names = (repr((known.key, known.label, known.names, known.ambiguous)) for known in self.lexicon.organisations())
        return iris.digest(*names, *(repr(judged) for judged in self.judgements))

    def known(self, name: str) -> str | None:
        """The key of the organisation of the tables that a name means for sure, or None; common words mean none."""
        if fold.is_disguised(name):
            return None
        return self._full.get(fold.fold(name)) or self._short.get(fold.canonical(name))

    def _organisation(self, referent: Referent, names: tuple[str, ...]) -> tuple[str, str]:
        """The node of an organisation, and how to call it."""
        best = max(names, key=lambda name: (not fold.is_disguised(name), len(fold.canonical(name)), name))
        own = f"org/{slug('org', best)}"
        if referent.known and referent.known.startswith("org/"):
            return (own if self._parted(own, referent.known) else referent.known), fold.display(best)
        for name in dict.fromkeys((referent.label, *names)):
            key = self.known(name)
            if key is not None and not self._parted(f"org/{slug('org', name)}", key):
                return key, fold.display(name)
        return own, fold.display(best)

    def _parted(self, name: str, key: str) -> bool:
        return self._raw.parts(name, key, self._family.get(key, frozenset()))

    def _person(self, referent: Referent, names: tuple[str, ...]) -> tuple[str, str]:
        """The node of a person: by the full name; a bare surname only together with the organisation."""
        best = max(names, key=lambda name: (fold.person(name).count("-") > 0, len(fold.person(name)), name))
        own = slug("person", best)
        node = f"person/{own}"
        homes = tuple(dict.fromkeys(self.path(self.link(Referent(EntityType.ORGANIZATION, home)).iri) for home in referent.context))
        if homes and "-" not in own:
            node = f"person/{own}-{homes[0].partition('/')[2]}"
        for home in homes:
            if f"{node} @ {home}" in self.decisions.nodes:
                return f"{node} @ {home}", best
        return node, best

    def _place(self, referent: Referent) -> Entity:
        found = link_place(referent, self.lexicon)
        leader = self.decisions.leader(found.iri)
        if leader != found.iri:
            return self._entity(leader, EntityType.PLACE, found.label, found.names)
        return replace(found, iri=self.base + found.iri)

    def _entity(self, leader: str, type: EntityType, label: str, names: tuple[str, ...]) -> Entity:
        """The entity of a node: what the tables know of it, else what the document calls it."""
        known = self.lexicon.get(leader)
        if known is not None:
            every = dict.fromkeys((known.label, *known.names, *names))
            return Entity(self.base + leader, type, known.label, tuple(every), known.identifiers)
        path, _, home = leader.partition(" @ ")
        if home:
            path = f"{path}-{home.partition('/')[2]}"
        return Entity(self.base + path, type, label, tuple(dict.fromkeys((label, *names))))

    def _side(self, side: str) -> str:
        """A side of a judgement, as the tables mean it: "org/aliyun" is "org/alibaba-cloud", unless that is what is denied."""
        path, at, home = side.partition(" @ ")
        if path.startswith("org/"):
            name = path.removeprefix("org/")
            key = self._full.get(name) or self._short.get(name)
            if key is not None and not self._parted(path, key):
                path = key
        return f"{path}{at}{self._side(home)}" if home else path


def _names(referent: Referent) -> tuple[str, ...]:
    """All names of a referent, the fullest first, whatever the order in which they come."""
    found = {fold.clean(name) or name for name in (referent.label, *referent.names) if name}
    return tuple(sorted(found, key=lambda name: (-len(name), name))) or ("?",)
