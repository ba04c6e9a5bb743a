"""One suite for every store."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from kg import iris
from kg.errors import QueryError, StoreError
from kg.model import Iri, Literal, Quad
from kg.protocols import Solutions, Store, Triples
from kg.store import building, exists, open_store
from kg.store.memory import MemoryStore

A, B, P, Q, G, H = (Iri(f"https://example.com/{name}") for name in "abpqgh")
QUADS = [
    Quad(A, P, B),
    Quad(A, P, Literal("plain")),
    Quad(A, Q, Literal("1.50", iris.DECIMAL), G),
    Quad(A, P, B, G),
    Quad(B, Q, Literal('"quotes"\\ and\nlines\t\x01 \\u0022 } é 阿'), H),
    Quad(B, Q, Literal("2016-02-03", iris.DATE)),
]
CANONICAL = [quad._replace(object=Literal("1.5", iris.DECIMAL)) if quad.object == Literal("1.50", iris.DECIMAL) else quad for quad in QUADS]


@pytest.fixture(params=["memory", "disk"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    store = open_store(None if request.param == "memory" else tmp_path / "graph")
    yield store
    store.close()


def test_what_goes_in_comes_out(store: Store) -> None:
    store.load(CANONICAL)
    assert sorted(map(iris.line, store)) == sorted(map(iris.line, CANONICAL))
    assert len(store) == len(CANONICAL)


@pytest.mark.parametrize("write", ["load", "apply"])
def test_writing_twice_is_writing_once(store: Store, write: str) -> None:
    act: Callable[[], None] = (lambda: store.load(CANONICAL)) if write == "load" else (lambda: store.apply([], CANONICAL))
    act()
    act()
    assert len(store) == len(CANONICAL)


def test_match_by_every_part(store: Store) -> None:
    store.load(CANONICAL)
    assert set(store.match(A)) == {q for q in CANONICAL if q.subject == A}
    assert set(store.match(predicate=Q)) == {q for q in CANONICAL if q.predicate == Q}
    assert set(store.match(object=B)) == {q for q in CANONICAL if q.object == B}
    assert set(store.match(graph=None)) == {q for q in CANONICAL if q.graph is None}
    assert set(store.match(graph=G)) == {q for q in CANONICAL if q.graph == G}
    assert set(store.match(A, P, B)) == {Quad(A, P, B), Quad(A, P, B, G)}
    assert list(store.match(A, P, B, H)) == []
    assert list(store.match(graph=Iri("https://example.com/none"))) == []
    assert list(store.match(object=Literal("b"))) == []


def test_apply_removes_then_adds(store: Store) -> None:
    store.load(CANONICAL)
    store.apply([Quad(A, P, B), Quad(B, P, A)], [Quad(B, P, B), Quad(A, P, B, G)])
    assert set(store) == (set(CANONICAL) - {Quad(A, P, B)}) | {Quad(B, P, B)}
    store.apply(CANONICAL, [])
    assert set(store) == {Quad(B, P, B)}
    assert not list(_rows(store, "SELECT ?g { GRAPH ?g {} }"))


def test_a_bad_quad_changes_nothing(store: Store) -> None:
    store.load(CANONICAL)
    with pytest.raises(ValueError, match="IRI"):
        store.apply([Quad(A, P, B)], [Quad(A, P, Iri("https://example.com/> <a"), G)])
    assert set(store) == set(CANONICAL)


def test_queries(store: Store) -> None:
    store.load(CANONICAL)
    assert _rows(store, f"SELECT ?o {{ <{A}> <{P}> ?o }}") == {(B,), (Literal("plain"),)}
    assert _rows(store, f"SELECT ?g ?o {{ GRAPH ?g {{ <{A}> <{Q}> ?o }} }}") == {(G, Literal("1.5", iris.DECIMAL))}
    assert _rows(store, f"SELECT ?x ?y {{ ?x <{Q}> ?z OPTIONAL {{ ?x <{A}> ?y }} }}") == {(B, None)}
    assert store.query(f"ASK {{ <{A}> <{P}> <{B}> }}") is True
    assert store.query(f"ASK {{ <{B}> <{P}> <{B}> }}") is False
    triples = store.query(f"CONSTRUCT {{ ?o <{Q}> ?s }} WHERE {{ ?s <{P}> ?o FILTER(isIRI(?o)) }}")
    assert isinstance(triples, Triples)
    assert list(triples) == [Quad(B, Q, A)]
    with pytest.raises(QueryError):
        store.query("SELECT ?x { ?x ")


def test_a_fact_in_two_graphs_counts_once(store: Store) -> None:
    """What we know is in the default graph; that documents say it too must not multiply it (oxigraph #1919)."""
    amount = Literal("10", iris.DECIMAL)
    store.load([Quad(A, P, amount), Quad(A, P, amount, G), Quad(A, P, amount, H)])
    (row,) = _rows(store, f"SELECT (SUM(?o) AS ?sum) {{ ?s <{P}> ?o }}")
    assert row[0] is not None
    assert iris.value_of(row[0]) == 10


def test_no_solutions_make_no_groups(store: Store) -> None:
    store.load(CANONICAL)

    def answer(sparql: str) -> list[tuple[str | None, ...]]:
        found = store.query(sparql)
        assert isinstance(found, Solutions)
        return [tuple(None if term is None else str(iris.value_of(term)) for term in row) for row in found]

    assert answer(f"SELECT ?s (COUNT(*) AS ?n) {{ ?s <{H}> ?o }} GROUP BY ?s") == []
    assert answer(f"SELECT (COUNT(*) AS ?n) {{ {{ SELECT ?s (SUM(?o) AS ?t) {{ ?s <{H}> ?o }} GROUP BY ?s }} }}") == [("0",)]
    assert answer(f"SELECT (COUNT(*) AS ?n) {{ ?s <{H}> ?o }}") == [("0",)]
    assert answer(f"SELECT ?no (SAMPLE(?never) AS ?n) {{ ?s <{P}> ?o }} GROUP BY ?no") == [(None, None)]
    assert not store.query(f"ASK {{ {{ SELECT ?s (COUNT(*) AS ?n) {{ ?s <{H}> ?o }} GROUP BY ?s }} }}")


@pytest.mark.parametrize(
    ("sparql", "things"),
    [
        (f"DESCRIBE <{A}>", {A}),
        (f"DESCRIBE <{A}> <{G}>", {A}),
        (f"DESCRIBE ?s {{ ?s <{P}> ?o }}", {A}),
        (f"DESCRIBE ?s <{B}> {{ ?s <{P}> ?o }}", {A, B}),
        (f"DESCRIBE * {{ ?s <{P}> ?o }}", {A, B}),
        (f"DESCRIBE ?g {{ GRAPH ?g {{ ?s <{P}> ?o }} }}", set()),
        (f"DESCRIBE <{H}>", set()),
    ],
)
def test_descriptions(store: Store, sparql: str, things: set[Iri]) -> None:
    """What the default graph says of the things themselves."""
    store.load(CANONICAL)
    answer = store.query(sparql)
    assert isinstance(answer, Triples)
    assert set(answer) == {quad for quad in CANONICAL if quad.graph is None and quad.subject in things}


def test_only_triples_are_constructed(store: Store) -> None:
    store.load(CANONICAL)
    answer = store.query(f"CONSTRUCT {{ ?o <{Q}> ?s }} {{ ?s <{P}> ?o }}")
    assert isinstance(answer, Triples)
    assert set(answer) == {Quad(B, Q, A)}


def test_closed_stores_say_so(store: Store) -> None:
    store.close()
    store.close()
    with pytest.raises(StoreError, match="closed"):
        store.match(A).__next__()


def test_what_rdflib_put_in_is_there() -> None:
    store = MemoryStore()
    store.dataset.parse(data="".join(map(iris.line, CANONICAL)), format="nquads")
    assert set(store.match(graph=None)) == {quad for quad in CANONICAL if quad.graph is None}
    assert set(store.match(graph=G)) == {quad for quad in CANONICAL if quad.graph == G}
    assert list(store.match(graph=Iri("https://example.com/none"))) == []
    assert len(list(_rows(store, "SELECT ?g { GRAPH ?g {} }"))) == 2


def test_disk_keeps(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "graph"
    store = open_store(path)
    store.apply([], CANONICAL)
    store.close()
    reader, other = open_store(path, read_only=True), open_store(str(path), read_only=True)
    assert set(reader) == set(other) == set(CANONICAL)
    with pytest.raises(StoreError, match="used by another process"):
        open_store(path)
    reader.close()
    other.close()
    writer = open_store(path)
    with pytest.raises(StoreError, match="another process"):
        open_store(path)
    with pytest.raises(StoreError, match="being written"):
        open_store(path, read_only=True)
    writer.close()


def test_reading_creates_nothing(tmp_path: Path) -> None:
    path = tmp_path / "graph"
    assert not exists(path)
    with pytest.raises(StoreError, match="there is no store; make one with: kg build"):
        open_store(path, read_only=True)
    assert not path.exists()
    open_store(path).close()
    assert exists(path)
    before = sorted(p.name for p in path.rglob("*"))
    open_store(path, read_only=True).close()
    assert sorted(p.name for p in path.rglob("*")) == before


def test_folders_of_others_are_left_alone(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("mine")
    with pytest.raises(StoreError, match=r"something else than a store \(notes.txt\)"):
        open_store(tmp_path)
    with pytest.raises(StoreError, match="is a file"):
        open_store(tmp_path / "notes.txt")
    assert [p.name for p in tmp_path.iterdir()] == ["notes.txt"]


def test_building_swaps_at_the_end(tmp_path: Path) -> None:
    path = tmp_path / "graph"
    with building(path) as store:
        store.load(QUADS[:2])
        assert not exists(path)
    reader = open_store(path, read_only=True)
    with pytest.raises(RuntimeError):
        _fail_building(path)
    assert len(reader) == 2
    with building(path) as store:
        store.load(CANONICAL)
        with pytest.raises(StoreError, match="another process"):
            _fail_building(path)
    assert len(reader) == 2  # goes on with what it opened
    reader.close()
    again = open_store(path, read_only=True)
    assert set(again) == set(CANONICAL)
    again.close()
    assert len([p for p in path.iterdir() if p.is_dir()]) == 1


def test_no_swap_under_a_writer(tmp_path: Path) -> None:
    path = tmp_path / "graph"
    writer = open_store(path)
    with pytest.raises(StoreError, match="being written"):
        _fail_building(path)
    writer.close()
    with building(path) as store:
        store.load(CANONICAL)
        with pytest.raises(StoreError, match="used by another process"):
            open_store(path)
    again = open_store(path)
    assert set(again) == set(CANONICAL)
    again.close()


def test_what_a_crash_leaves_is_swept(tmp_path: Path) -> None:
    path = tmp_path / "graph"
    (path / "data-1").mkdir(parents=True)
    (path / "data-1" / "half").write_text("written")
    assert not exists(path)
    with building(path) as store:
        store.load(QUADS)
    assert [p.name for p in path.iterdir() if p.is_dir()] == ["data-2"]


def test_failed_first_build_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(RuntimeError):
        _fail_building(tmp_path / "graph")
    assert not list(tmp_path.iterdir())


def test_broken_pointer(tmp_path: Path) -> None:
    open_store(tmp_path).close()
    (tmp_path / "current").write_text("elsewhere")
    with pytest.raises(StoreError, match="broken"):
        open_store(tmp_path, read_only=True)


def _rows(store: Store, sparql: str) -> set[tuple[Iri | Literal | None, ...]]:
    answer = store.query(sparql)
    assert isinstance(answer, Solutions)
    return set(answer)


def _fail_building(path: Path) -> None:
    with building(path) as store:
        store.load(QUADS)
        raise RuntimeError
