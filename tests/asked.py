"""Stores with the graph of ``data/questions.trig`` and the ontology, and answers by value, for the tests of questions and checks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal
from functools import lru_cache
from pathlib import Path

import pyoxigraph as ox

from kg import ontology
from kg.iris import DECIMAL, INTEGER, XSD, local
from kg.model import Iri, Literal, Quad
from kg.protocols import Solutions, Store
from kg.store import open_store

DATA = Path(__file__).parent / "data" / "questions.trig"
NUMBERS = frozenset({INTEGER, DECIMAL, XSD + "double"})

Value = str | Decimal | None


@lru_cache(maxsize=1)
def quads() -> tuple[Quad, ...]:
    """The graph of the questions and the ontology."""
    return (*read(DATA.read_bytes()), *ontology.load().quads())


def read(trig: bytes) -> tuple[Quad, ...]:
    return tuple(map(_quad, ox.parse(trig, format=ox.RdfFormat.TRIG)))


def memory(content: Iterable[Quad]) -> Store:
    store = open_store(None)
    store.apply([], content)
    return store


def disk(content: Iterable[Quad], folder: Path) -> Store:
    store = open_store(folder / "graph")
    store.apply([], content)
    return store


def rows(answer: object) -> list[tuple[Value, ...]]:
    """The rows of a SELECT by value: engines may write 40.5 as 40.50, and what they compute as another kind of number."""
    assert isinstance(answer, Solutions)
    return [tuple(map(_value, row)) for row in answer]


def columns(answer: object) -> Iterator[dict[str, Value]]:
    assert isinstance(answer, Solutions)
    for row in answer:
        yield dict(zip(answer.variables, map(_value, row), strict=True))


def _value(term: Iri | Literal | None) -> Value:
    if isinstance(term, Literal):
        return Decimal(term.text) if term.datatype in NUMBERS else term.text
    return None if term is None else local(term)


def _quad(quad: ox.Quad) -> Quad:
    graph = quad.graph_name
    value = quad.object
    assert isinstance(quad.subject, ox.NamedNode)
    assert isinstance(value, ox.NamedNode | ox.Literal)
    if isinstance(value, ox.NamedNode):
        term: Iri | Literal = Iri(value.value)
    else:
        term = Literal(value.value, None if value.datatype.value == XSD + "string" else value.datatype.value)
    return Quad(Iri(quad.subject.value), Iri(quad.predicate.value), term, Iri(graph.value) if isinstance(graph, ox.NamedNode) else None)
