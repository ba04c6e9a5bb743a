"""What the rules conclude, on both stores: the right facts, from which facts, and the same whether asked at once or step by step."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

import pytest
from asked import disk, memory, quads, rows
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg.iris import BASE, INTEGER, OBJECT, PREDICATE, RDF, SUBJECT, cx
from kg.model import Iri, Literal, Quad
from kg.protocols import Store
from kg.query import query
from kg.query.rules import changes, derive, entities_of, rules

Make = Callable[[Iterable[Quad]], Store]


@pytest.fixture(params=["memory", "disk"])
def make(request: pytest.FixtureRequest, tmp_path: Path) -> Make:
    return memory if request.param == "memory" else lambda content: disk(content, tmp_path)


def iri(path: str) -> Iri:
    return Iri(BASE + path)


def concluded(store: Store, predicate: str) -> set[tuple[str, str]]:
    return {(q.subject.rpartition("/")[2], str(q.object).rpartition("/")[2]) for q in store.match(None, cx(predicate), None, None)}


def test_each_rule_says_what_it_is_and_has_a_test() -> None:
    assert set(rules()) == {"presence", "group"}
    for rule in rules().values():
        assert rule.description.endswith(".")
        assert [p.name for p in rule.parameters] == ["entity", "base"]
        assert f'cx:rule "{rule.name}"' in rule.text


def test_presence_in_a_country_through_its_cities(make: Make) -> None:
    store = make(quads())
    derive(store)
    # Basalt gave its plans for Singapore up, Northcloud only plans in Frankfurt: neither is there.
    assert concluded(store, "presentIn") == {("northcloud", "norway"), ("kestrel-cloud", "germany")}
    told = rows(
        query(
            store,
            "SELECT ?rule ?fact { ?d a cx:DerivedFact ; rdf:subject <org/kestrel-cloud> ; cx:rule ?rule ; prov:wasDerivedFrom ?fact }",
        )
    )
    assert told == [("presence", BASE + "fact/05")]


@pytest.mark.parametrize(("status", "stays"), [("considered", False), ("denied", False), ("completed", True)])
def test_presence_needs_more_than_a_thought(make: Make, status: str, stays: bool) -> None:
    store = make([*quads(), Quad(iri("fact/05"), cx("status"), Literal(status))])
    derive(store)
    assert (("kestrel-cloud", "germany") in concluded(store, "presentIn")) is stays


def test_presence_ends_with_the_site(make: Make) -> None:
    store = make(quads())
    derive(store)
    falcon = iri("site/kestrel-cloud/falcon")
    store.apply([Quad(falcon, cx("stage"), Literal("building"))], [Quad(falcon, cx("stage"), Literal("cancelled"))])
    derive(store, [iri("org/kestrel-cloud")])
    assert concluded(store, "presentIn") == {("northcloud", "norway")}


def test_group_membership_through_units(make: Make) -> None:
    store = make(quads())
    derive(store)
    assert concluded(store, "inGroup") == {
        ("northcloud", "halden-group"),
        ("northcloud-edge", "northcloud"),
        ("northcloud-edge", "halden-group"),
    }
    facts = rows(
        query(
            store, "SELECT ?f { ?d rdf:subject <org/northcloud-edge> ; rdf:object <org/halden-group> ; prov:wasDerivedFrom ?f } ORDER BY ?f"
        )
    )
    assert facts == [(BASE + "fact/14",), (BASE + "fact/15",)]


def unit(below: str, above: str, number: int) -> list[Quad]:
    fact = iri(f"fact/u{number}")
    return [
        Quad(fact, Iri(RDF + "type"), cx("Fact")),
        Quad(fact, SUBJECT, iri(below)),
        Quad(fact, PREDICATE, cx("unitOf")),
        Quad(fact, OBJECT, iri(above)),
        Quad(fact, cx("publishers"), Literal("1", INTEGER)),
        Quad(iri(below), cx("unitOf"), iri(above)),
    ]


def test_a_new_parent_reaches_the_units_below(make: Make) -> None:
    store = make(quads())
    derive(store)
    new = unit("org/halden-group", "org/basalt", 1)
    store.apply([], new)
    derive(store, [iri("org/halden-group"), iri("org/basalt")])
    assert ("northcloud-edge", "basalt") in concluded(store, "inGroup")
    assert changes(store) == (set(), set()), "as if all had been asked"
    store.apply(new, [])
    derive(store, [iri("org/halden-group"), iri("org/basalt")])
    assert ("northcloud-edge", "basalt") not in concluded(store, "inGroup")
    assert changes(store) == (set(), set())


def test_circles_end(make: Make) -> None:
    store = make(unit("org/a", "org/b", 1) + unit("org/b", "org/a", 2))
    derive(store)
    assert concluded(store, "inGroup") == {("a", "b"), ("b", "a")}


def test_both_stores_conclude_the_same_and_again_changes_nothing(tmp_path: Path) -> None:
    one, other = memory(quads()), disk(quads(), tmp_path)
    derive(one)
    derive(other)
    assert set(one) == set(other)
    derive(one)
    derive(one, [iri("org/northcloud")])
    assert set(one) == set(other)
    other.close()


def test_derived_facts_are_no_facts(make: Make) -> None:
    """What counts facts, publishers or sums must not count what nobody said."""
    store = make(quads())
    before = rows(query(store, "SELECT (COUNT(?f) AS ?n) { ?f a cx:Fact }"))
    derive(store)
    assert rows(query(store, "SELECT (COUNT(?f) AS ?n) { ?f a cx:Fact }")) == before
    assert not query(store, "ASK { ?d a cx:DerivedFact ; cx:publishers ?p }")


def test_the_entities_of_documents(make: Make) -> None:
    store = make(quads())
    assert entities_of(store, [iri("doc/a5")]) == {iri("org/kestrel-cloud"), iri("place/germany")}
    assert entities_of(store, [iri("doc/nothing")]) == set()
    derive(store, entities_of(store, [iri("doc/a3")]))
    assert concluded(store, "presentIn") == {("northcloud", "norway"), ("kestrel-cloud", "germany")}


def test_another_base(make: Make) -> None:
    store = make([q for q in quads() if q.graph is None])
    derive(store, base="https://example.org/id/")
    assert all(
        q.subject.startswith("https://example.org/id/derived/") for q in store.match(None, Iri(RDF + "type"), cx("DerivedFact"), None)
    )


@given(steps=st.lists(st.tuples(st.integers(0, 5), st.integers(0, 5), st.booleans()), max_size=12))
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_step_by_step_is_as_all_at_once(tmp_path: Path, steps: list[tuple[int, int, bool]]) -> None:
    store = disk([], tmp_path)
    try:
        store.apply(list(store), [])
        for below, above, there in steps:
            content = unit(f"org/o{below}", f"org/o{above}", 10 * below + above)
            store.apply(*((), content) if there else (content, ()))
            derive(store, [iri(f"org/o{below}"), iri(f"org/o{above}")])
        assert changes(store) == (set(), set())
    finally:
        store.close()
