"""A store in a folder: Oxigraph, which keeps its data in RocksDB."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import islice
from pathlib import Path

import pyoxigraph as ox

from kg import iris
from kg.errors import QueryError, StoreError
from kg.model import Iri, Literal, Quad
from kg.protocols import EVERYWHERE, Everywhere, Solutions, Term, Triples
from kg.store.folder import Lock, current, lock_of, prepared

_XSD_STRING = iris.XSD + "string"
_DEFAULT = ox.DefaultGraph()
_LINES = 50_000  # of N-Quads handed over at a time
_FLUSH = 200_000  # changed quads: RocksDB would hold up to a gigabyte before it writes its tables by itself


class DiskStore:
    """Implements `kg.protocols.Store`; made by `kg.store.open_store`."""

    def __init__(self, path: Path, read_only: bool = False) -> None:
        folder = current(path) if read_only else prepared(path)
        if folder is None:
            raise StoreError(f"{path}: there is no store; make one with: kg build SOURCE… --store {path}")
        self._open(folder, read_only)

    @classmethod
    def at(cls, folder: Path) -> DiskStore:
        """A store whose data lies right in a folder (`kg.store.folder` keeps count of them)."""
        store = cls.__new__(cls)
        store._open(folder, read_only=False)
        return store

    def _open(self, folder: Path, read_only: bool) -> None:
        self._where = folder.parent
        self._unflushed = 0
        self._lock: Lock = lock_of(folder, shared=read_only)
        try:
            self._store: ox.Store | None = ox.Store.read_only(str(folder)) if read_only else ox.Store(str(folder))
        except OSError as error:
            self._lock.release()
            reason = "it is being used by another process" if "lock" in str(error).lower() else str(error)
            raise StoreError(f"{self._where}: cannot open the store: {reason}") from error

    @property
    def _data(self) -> ox.Store:
        if self._store is None:
            raise StoreError(f"{self._where}: the store is closed")
        return self._store

    def __len__(self) -> int:
        return len(self._data)

    def __iter__(self) -> Iterator[Quad]:
        return map(_quad, self._data)

    def match(
        self,
        subject: Iri | None = None,
        predicate: Iri | None = None,
        object: Term | None = None,
        graph: Iri | Everywhere | None = EVERYWHERE,
    ) -> Iterator[Quad]:
        where = None if isinstance(graph, Everywhere) else _DEFAULT if graph is None else _node(graph)
        found = self._data.quads_for_pattern(
            None if subject is None else _node(subject),
            None if predicate is None else _known(predicate),
            None if object is None else _term(object),
            where,
        )
        return map(_quad, found)

    def query(self, sparql: str) -> Solutions | Triples | bool:
        try:
            answer = self._data.query(sparql)
        except (SyntaxError, ValueError) as error:
            raise QueryError(f"the query is broken: {error}") from error
        except OSError as error:
            raise StoreError(f"{self._where}: {error}") from error
        if isinstance(answer, ox.QueryBoolean):
            return bool(answer)
        if isinstance(answer, ox.QuerySolutions):
            variables = tuple(variable.value for variable in answer.variables)
            rows = (tuple(None if term is None else _back(term) for term in solution) for solution in answer)
            return Solutions(variables, rows)
        return Triples(Quad(_iri(t.subject), _iri(t.predicate), _back(t.object)) for t in answer)

    def apply(self, remove: Iterable[Quad], add: Iterable[Quad]) -> None:
        removed, added = list(remove), list(add)
        try:
            if removed:
                self._data.update(f"DELETE DATA {{\n{_blocks(removed)}}};\nINSERT DATA {{\n{_blocks(added)}}}")
            elif added:
                self._data.extend(map(_to_quad, added))
            for graph in {quad.graph for quad in removed if quad.graph is not None}:
                if next(self._data.quads_for_pattern(None, None, None, _node(graph)), None) is None:
                    self._data.remove_graph(_node(graph))  # else its name would go on being a graph for GRAPH ?g
            self._unflushed += len(removed) + len(added)
            if self._unflushed >= _FLUSH:
                self._data.flush()
                self._unflushed = 0
        except OSError as error:
            raise StoreError(f"{self._where}: cannot write the store: {error}") from error

    def load(self, quads: Iterable[Quad]) -> None:
        try:
            lines = map(iris.line, quads)
            while chunk := "".join(islice(lines, _LINES)):
                self._data.bulk_load(chunk.encode(), format=ox.RdfFormat.N_QUADS)
        except OSError as error:
            raise StoreError(f"{self._where}: cannot write the store: {error}") from error

    def optimize(self) -> None:
        """Brings the data into the form that is read fastest, and onto the disk."""
        self._data.optimize()
        self._data.flush()

    def close(self) -> None:
        self._store = None  # the last reference: RocksDB closes its files
        self._lock.release()


@lru_cache(maxsize=1024)
def _known(predicate: str) -> ox.NamedNode:
    return ox.NamedNode(predicate)


def _node(iri: str) -> ox.NamedNode:
    return ox.NamedNode(iri)


def _term(term: Term) -> ox.NamedNode | ox.Literal:
    if isinstance(term, Literal):
        return ox.Literal(term.text, datatype=_known(term.datatype)) if term.datatype else ox.Literal(term.text)
    return ox.NamedNode(term)


def _to_quad(quad: Quad) -> ox.Quad:
    graph = _DEFAULT if quad.graph is None else _node(quad.graph)
    return ox.Quad(_node(quad.subject), _known(quad.predicate), _term(quad.object), graph)


def _quad(quad: ox.Quad) -> Quad:
    graph = quad.graph_name
    return Quad(_iri(quad.subject), _iri(quad.predicate), _back(quad.object), Iri(graph.value) if isinstance(graph, ox.NamedNode) else None)


def _iri(node: object) -> Iri:
    return Iri(node.value if isinstance(node, ox.NamedNode) else str(node))


def _back(term: object) -> Term:
    if isinstance(term, ox.Literal):
        datatype = term.datatype.value
        return Literal(term.value, None if datatype == _XSD_STRING or term.language else datatype)
    return _iri(term)


def _blocks(quads: list[Quad]) -> str:
    """Quads as the data block of an update; terms are written by the serialiser, never pasted."""
    by_graph: dict[Iri | None, list[str]] = {}
    for quad in quads:
        by_graph.setdefault(quad.graph, []).append(iris.line(Quad(quad.subject, quad.predicate, quad.object)))
    return "".join(
        "".join(lines) if graph is None else f"GRAPH {iris.term_text(graph)} {{\n{''.join(lines)}}}\n" for graph, lines in by_graph.items()
    )
