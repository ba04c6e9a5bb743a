"""What a validation finds, and the facts as the checks read them from a store."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from functools import cached_property
from typing import TypeVar

from kg import iris
from kg.iris import cx
from kg.model import Iri, Literal, Quad
from kg.protocols import Store

K = TypeVar("K")


@dataclass(frozen=True, slots=True, order=True)
class Quote:
    """The words of a document that a finding is about."""

    document: Iri
    publisher: str
    day: str
    text: str


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """One thing that is wrong, or looks so: by which rule, about which nodes (a fact first, if there is one), and why."""

    rule: str
    about: tuple[Iri, ...]
    message: str
    quotes: tuple[Quote, ...] = ()

    @property
    def documents(self) -> tuple[Iri, ...]:
        """The documents that are concerned, each once."""
        return tuple(dict.fromkeys(quote.document for quote in self.quotes))


@dataclass(frozen=True)
class Node:
    """What a graph says of one thing. Values that are no number or day where one is asked for are the shapes' business: None here."""

    iri: Iri
    quads: tuple[Quad, ...]

    @cached_property
    def _values(self) -> dict[str, list[Iri | Literal]]:
        values: dict[str, list[Iri | Literal]] = {}
        for quad in self.quads:
            values.setdefault(quad.predicate, []).append(quad.object)
        for several in values.values():
            if len(several) > 1:
                several.sort(key=str)
        return values

    def all(self, predicate: str) -> list[Iri | Literal]:
        """The values of a property of ours (by its name) or any other (by its IRI), sorted."""
        return self._values.get(predicate if ":" in predicate else cx(predicate), [])

    def links(self, predicate: str) -> list[Iri]:
        """The values that are IRIs."""
        return [value for value in self.all(predicate) if isinstance(value, Iri)]

    def text(self, predicate: str) -> str | None:
        """The first value that is a literal."""
        return next((value.text for value in self.all(predicate) if isinstance(value, Literal)), None)

    def number(self, predicate: str) -> Decimal | None:
        """The first value, as a number."""
        text = self.text(predicate)
        try:
            number = Decimal(text) if text is not None else None
        except InvalidOperation:
            return None
        return number if number is not None and number.is_finite() else None

    def day(self, predicate: str) -> date | None:
        """The first value, as a day."""
        try:
            return date.fromisoformat(self.text(predicate) or "")
        except ValueError:
            return None

    def end(self, predicate: str) -> Iri | None:
        """The first value that is an IRI."""
        return next(iter(self.links(predicate)), None)

    @property
    def relation(self) -> str:
        """The local name of the predicate that a fact or claim states."""
        return iris.local(self.end(iris.PREDICATE) or "")


class Graph:
    """A store as the checks look at it: facts, sites and entities of the default graph, claims with their documents."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self._nodes: dict[Iri, Node] = {}

    def nodes(self, type_: str) -> Iterator[Node]:
        """Everything of a class of ours in the default graph, sorted by IRI."""
        for iri in sorted({quad.subject for quad in self.store.match(None, iris.TYPE, cx(type_), None)}):
            yield self.node(iri)

    def node(self, iri: Iri) -> Node:
        """What the default graph says of something; looked up once."""
        found = self._nodes.get(iri)
        if found is None:
            found = self._nodes[iri] = Node(iri, tuple(self.store.match(iri, None, None, None)))
        return found

    @cached_property
    def facts(self) -> tuple[Node, ...]:
        """All Facts, sorted by IRI."""
        return tuple(self.nodes("Fact"))

    @cached_property
    def sites(self) -> dict[Iri, list[Node]]:
        """For each Site its Facts."""
        return _grouped((site, fact) for fact in self.facts for site in fact.links("ofSite"))

    @cached_property
    def pairs(self) -> dict[tuple[Iri | None, Iri | None], list[Node]]:
        """The Facts of each subject and object, whatever the predicate."""
        return _grouped(((fact.end(iris.SUBJECT), fact.end(iris.OBJECT)), fact) for fact in self.facts)

    def label(self, iri: Iri | None) -> str:
        """What a thing is called."""
        if iri is None:
            return "?"
        found = next((quad.object for quad in self.store.match(iri, iris.LABEL, None, None)), None)
        return found.text if isinstance(found, Literal) else iri

    def says(self, fact: Node) -> str:
        """A fact in short: "Northcloud plansDataCenterIn Frankfurt"."""
        return f"{self.label(fact.end(iris.SUBJECT))} {fact.relation} {self.label(fact.end(iris.OBJECT))}"

    def claims(self, fact: Node) -> Iterator[Node]:
        """The claims of a Fact, each as its document has it."""
        for claim in fact.links("claim"):
            yield Node(claim, tuple(self.store.match(claim)))

    def quotes(self, *facts: Node) -> tuple[Quote, ...]:
        """The words behind facts."""
        return tuple(quote for fact in facts for claim in self.claims(fact) for quote in self.quotes_of(claim))

    def quotes_of(self, claim: Node) -> tuple[Quote, ...]:
        """The words of a claim."""
        found = []
        for graph in sorted({quad.graph for quad in claim.quads if quad.graph is not None}):
            document = Node(graph, tuple(self.store.match(graph, None, None, graph)))
            publisher = document.text(iris.SCHEMA + "publisher") or ""
            found.append(Quote(graph, publisher, document.text("publishedOn") or "", claim.text("quote") or ""))
        return tuple(found)


def _grouped(pairs: Iterable[tuple[K, Node]]) -> dict[K, list[Node]]:
    groups: dict[K, list[Node]] = {}
    for key, node in pairs:
        groups.setdefault(key, []).append(node)
    return groups
