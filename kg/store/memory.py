"""A store in memory: rdflib, for graphs that a notebook makes and for looking over Oxigraph's shoulder."""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Any

import rdflib
from rdflib.graph import DATASET_DEFAULT_GRAPH_ID
from rdflib.plugins.sparql import CUSTOM_EVALS
from rdflib.plugins.sparql.evaluate import evalAggregateJoin, evalPart
from rdflib.term import Node

from kg import iris
from kg.errors import QueryError, StoreError
from kg.model import Iri, Literal, Quad
from kg.protocols import EVERYWHERE, Everywhere, Solutions, Term, Triples

rdflib.NORMALIZE_LITERALS = False  # else "1.50" is stored as "1.5" and a decimal 3 as 3.0, here and in queries

_DESCRIBE_ALL = re.compile(r"\bDESCRIBE\s*\*", re.IGNORECASE)
_VARIABLE = re.compile(r"[?$](\w+)")


class _Dataset(rdflib.Dataset):
    """A Dataset for which rdflib answers as SPARQL 1.1 has it, and as Oxigraph does."""


def _evaluated(ctx: Any, part: Any) -> Any:
    """What rdflib evaluates otherwise: no solutions make no groups; a description is what the default graph says of the thing itself."""
    if not isinstance(getattr(ctx, "_dataset", None), _Dataset):
        raise NotImplementedError  # this is how rdflib is told to go on by itself
    if part.name == "AggregateJoin" and part.p.expr is not None:
        groups = list(evalAggregateJoin(ctx, part))
        return groups if any(groups) or any(True for _ in evalPart(ctx, part.p)) else []
    if part.name == "DescribeQuery":
        return {"type_": "DESCRIBE", "graph": _description(ctx, part)}
    raise NotImplementedError


def _description(ctx: Any, part: Any) -> rdflib.Graph:
    asked = part.PV or ()
    things = {term for term in asked if isinstance(term, rdflib.URIRef)}
    for solution in evalPart(ctx, part.p) if part.p is not None else ():
        things |= {term for name, term in solution.items() if name in asked}
    graph = rdflib.Graph()
    for thing in things:
        if not isinstance(thing, rdflib.Literal):
            graph += ctx.graph.triples((thing, None, None))
    return graph


CUSTOM_EVALS["kg"] = _evaluated


class MemoryStore:
    """Implements `kg.protocols.Store`; made by `kg.store.open_store`. ``dataset`` is the rdflib Dataset, for what rdflib can do besides."""

    def __init__(self) -> None:
        self.dataset: rdflib.Dataset = _Dataset(default_union=False)
        self._graphs: dict[Iri | None, rdflib.Graph] = {}
        self._closed = False

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def __iter__(self) -> Iterator[Quad]:
        return self.match()

    def match(
        self,
        subject: Iri | None = None,
        predicate: Iri | None = None,
        object: Term | None = None,
        graph: Iri | Everywhere | None = EVERYWHERE,
    ) -> Iterator[Quad]:
        self._check()
        pattern = (_node(subject), _node(predicate), None if object is None else _term(object))
        if not isinstance(graph, Everywhere):
            for (s, p, o), _ in self.dataset.store.triples(pattern, self._read(graph)):
                yield Quad(Iri(s), Iri(p), _back(o), graph)
            return
        for (s, p, o), contexts in self.dataset.store.triples(pattern, None):
            for context in contexts:
                if context is not None:
                    name = context.identifier
                    yield Quad(Iri(s), Iri(p), _back(o), None if name == DATASET_DEFAULT_GRAPH_ID else Iri(name))

    def query(self, sparql: str) -> Solutions | Triples | bool:
        self._check()
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore", DeprecationWarning)  # rdflib's Dataset.query warns about itself
                answer = self.dataset.query(_with_names(sparql))
                if answer.type == "ASK":
                    return bool(answer.askAnswer)
                if answer.type == "SELECT":
                    variables = answer.vars or []
                    rows = [tuple(None if (t := row.get(v)) is None else _back(t) for v in variables) for row in answer.bindings]
                    return Solutions(tuple(map(str, variables)), iter(rows))
                made = (triple for triple in answer.graph or () if not isinstance(triple[0], rdflib.Literal))  # no triples, but rdflib's
                return Triples(iter([Quad(Iri(s), Iri(p), _back(o)) for s, p, o in made]))
        except Exception as error:  # rdflib raises whatever its parser and its functions raise
            raise QueryError(f"the query is broken: {error}") from error

    def apply(self, remove: Iterable[Quad], add: Iterable[Quad]) -> None:
        self._check()
        before = [(quad, _to_triple(quad)) for quad in remove]
        after = [(quad, _to_triple(quad)) for quad in add]  # every term is made before anything changes: bad ones raise here
        for quad, triple in before:
            self.dataset.store.remove(triple, self._graph(quad.graph))
        for quad, triple in after:
            self.dataset.store.add(triple, self._graph(quad.graph))
        for name in {quad.graph for quad, _ in before if quad.graph is not None}:
            if not len(self._graph(name)):  # else its name would go on being a graph for GRAPH ?g
                self.dataset.store.remove_graph(self._graphs.pop(name))

    def load(self, quads: Iterable[Quad]) -> None:
        self._check()
        for quad in quads:
            self.dataset.store.add(_to_triple(quad), self._graph(quad.graph))

    def close(self) -> None:
        self._closed = True

    def _check(self) -> None:
        if self._closed:
            raise StoreError("the store is closed")

    def _read(self, name: Iri | None) -> rdflib.Graph:
        """A graph to look into; unlike `_graph` it does not come to be by that."""
        known = self._graphs.get(name)
        if known is not None:
            return known
        return self.dataset.default_graph if name is None else rdflib.Graph(self.dataset.store, _reference(name))

    def _graph(self, name: Iri | None) -> rdflib.Graph:
        graph = self._graphs.get(name)
        if graph is None:
            graph = self.dataset.default_graph if name is None else self.dataset.graph(rdflib.URIRef(name))
            self._graphs[name] = graph
        return graph


def _with_names(sparql: str) -> str:
    """The query with the variables that ``DESCRIBE *`` stands for, which rdflib cannot read.

    >>> _with_names("DESCRIBE * { ?s ?p 1 }")
    'DESCRIBE ?p ?s { ?s ?p 1 }'
    """
    if not _DESCRIBE_ALL.search(sparql):
        return sparql
    names = sorted({f"?{name}" for name in _VARIABLE.findall(sparql)})
    return _DESCRIBE_ALL.sub(f"DESCRIBE {' '.join(names)}", sparql) if names else sparql


@lru_cache(maxsize=4096)
def _reference(iri: str) -> rdflib.URIRef:
    iris.term_text(Iri(iri))  # rdflib takes anything for an IRI, and breaks when it writes it
    return rdflib.URIRef(iri)


def _node(iri: Iri | None) -> rdflib.URIRef | None:
    return None if iri is None else _reference(iri)


def _term(term: Term) -> rdflib.URIRef | rdflib.Literal:
    if isinstance(term, Literal):
        return rdflib.Literal(term.text, datatype=_reference(term.datatype) if term.datatype else None)
    return _reference(term)


def _to_triple(quad: Quad) -> tuple[rdflib.URIRef, rdflib.URIRef, rdflib.URIRef | rdflib.Literal]:
    return _reference(quad.subject), _reference(quad.predicate), _term(quad.object)


def _back(term: Node) -> Term:
    if isinstance(term, rdflib.Literal):
        datatype = term.datatype
        return Literal(str(term), None if datatype is None or datatype == rdflib.XSD.string else str(datatype))
    return Iri(str(term))
