"""What the default graph is made by, besides the documents' graphs: the link function, the ontology, the tables."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Protocol

from kg import iris, rates
from kg.model import Entity, EntityType, Iri, Quad, Referent

_FUSION = "6"  # goes up when fusion makes other Facts of the same claims


class Schema(Protocol):
    """What fusion asks of an ontology; `kg.ontology.load` gives one."""

    @property
    def symmetric(self) -> frozenset[str]:
        """Predicates that hold either way round."""

    @property
    def super_predicates(self) -> Mapping[str, tuple[str, ...]]:
        """The wider predicates that hold with each."""

    def stage_of(self, predicate: str) -> str | None:
        """planned, building, operating or cancelled for a site predicate, else None."""

    def kind_of(self, predicate: str) -> str | None:
        """The kind of facility of a site predicate ("DataCenter")."""

    def quads(self) -> tuple[Quad, ...]:
        """The ontology's own triples."""


class Known(Protocol):
    """A row of the tables: an organisation or a place (`kg.lexicon.Known`)."""

    @property
    def key(self) -> str: ...
    @property
    def type(self) -> EntityType: ...
    @property
    def label(self) -> str: ...
    @property
    def names(self) -> tuple[str, ...]: ...
    @property
    def kind(self) -> str | None: ...
    @property
    def part_of(self) -> tuple[str, ...]: ...
    @property
    def country(self) -> str | None: ...
    @property
    def latitude(self) -> float | None: ...
    @property
    def longitude(self) -> float | None: ...
    @property
    def population(self) -> int | None: ...
    @property
    def identifiers(self) -> tuple[tuple[str, str], ...]: ...


class Conclusions(Protocol):
    """What fusion asks of rules; `kg.query.rules.Conclusions` answers."""

    @property
    def fingerprint(self) -> str:
        """Another one where the rules are others."""

    @property
    def reads(self) -> frozenset[Iri]:
        """The predicates that rules read."""

    @property
    def along(self) -> Mapping[str, str]:
        """The rules that follow a relation from thing to thing, and which one; in all others each premise is enough by itself."""

    def of(self, quads: Iterable[Quad]) -> Iterator[Quad]:
        """What the rules conclude from these quads, each quad once."""


def _nothing(_: str) -> Known | None:
    return None


@dataclass(frozen=True)
class Rules:
    """Everything that turns documents' graphs into the default graph. ``link`` must be a pure function of the referent.

    ``known`` finds the row of the tables under a key such as "place/singapore". ``base`` is where resources live. ``version`` tells
    tables, judgements and link function apart: a store whose default graph was made by another one is fused anew. ``conclusions`` are
    what follows from Facts by rules.
    """

    link: Callable[[Referent], Entity]
    ontology: Schema
    known: Callable[[str], Known | None] = _nothing
    base: str = iris.BASE
    version: str = ""
    conclusions: Conclusions | None = None
    fingerprint: str = field(init=False, repr=False, compare=False)
    _link: Callable[[Referent], Entity] = field(init=False, repr=False, compare=False)
    _subs: Mapping[str, tuple[str, ...]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_link", lru_cache(maxsize=200_000)(self.link))
        subs: dict[str, list[str]] = {}
        for predicate, wider in sorted(self.ontology.super_predicates.items()):
            for name in wider:
                subs.setdefault(name, []).append(predicate)
        ontology = sorted(map(iris.line, self.ontology.quads()))
        concluded = self.conclusions.fingerprint if self.conclusions else ""
        object.__setattr__(self, "fingerprint", iris.digest(_FUSION, rates.version(), self.version, self.base, concluded, *ontology))
        object.__setattr__(self, "_subs", {name: tuple(below) for name, below in subs.items()})

    def entity(self, referent: Referent) -> Entity:
        """The entity that a referent means."""
        return self._link(referent)

    def sub_predicates(self, predicate: str) -> tuple[str, ...]:
        """The predicates that imply this one."""
        return self._subs.get(predicate, ())

    def triple(self, subject: Iri, predicate: str, target: Iri) -> tuple[Iri, str, Iri]:
        """The triple of a group; of a symmetric predicate with the smaller IRI first."""
        if predicate in self.ontology.symmetric and target < subject:
            return target, predicate, subject
        return subject, predicate, target
