"""What the rules conclude: the right things, from which Facts; and what becomes of it when documents come and go."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import permutations

import pytest
from asked import quads
from telling import RULES, claim, document, graph, org, place

from kg import iris
from kg.fuse import add_graphs, forget, refuse
from kg.iris import BASE, INTEGER, OBJECT, PREDICATE, RDF, SUBJECT, cx
from kg.model import Iri, Literal, Quad
from kg.protocols import Store
from kg.query.rules import Conclusions, rules
from kg.store import open_store

FROM = Iri(iris.PROV + "wasDerivedFrom")


def iri(path: str) -> Iri:
    return Iri(BASE + path)


def told() -> list[Quad]:
    """The default graph of ``data/questions.trig``."""
    return [quad for quad in quads() if quad.graph is None]


def conclude(quads: Iterable[Quad], base: str = BASE) -> set[Quad]:
    found = list(Conclusions(base).of(quads))
    assert len(found) == len(set(found))
    return set(found)


def concluded(quads: Iterable[Quad], predicate: str) -> set[tuple[str, str]]:
    return {(q.subject.rpartition("/")[2], str(q.object).rpartition("/")[2]) for q in quads if q.predicate == cx(predicate)}


def test_each_rule_says_what_it_is_and_has_a_test() -> None:
    assert set(rules()) == {"presence", "group"}
    for rule in rules().values():
        assert rule.description.endswith(".")
        assert [p.name for p in rule.parameters] == ["base"]
        assert f'cx:rule "{rule.name}"' in rule.text
    assert Conclusions().along == {"group": "unitOf"}
    assert {cx("unitOf"), cx("stage"), SUBJECT} <= Conclusions().reads


def test_presence_in_a_country_through_its_cities() -> None:
    found = conclude(told())
    # Basalt gave its plans for Singapore up, Northcloud only plans in Frankfurt: neither is there.
    assert concluded(found, "presentIn") == {("northcloud", "norway"), ("kestrel-cloud", "germany")}
    (node,) = {q.subject for q in found if q.predicate == SUBJECT and q.object == iri("org/kestrel-cloud")}
    assert {(q.predicate, q.object) for q in found if q.subject == node} == {
        (Iri(RDF + "type"), cx("DerivedFact")),
        (SUBJECT, iri("org/kestrel-cloud")),
        (PREDICATE, cx("presentIn")),
        (OBJECT, iri("place/germany")),
        (cx("rule"), Literal("presence")),
        (FROM, iri("fact/05")),
    }


@pytest.mark.parametrize(("status", "stays"), [("considered", False), ("denied", False), ("completed", True)])
def test_presence_needs_more_than_a_thought(status: str, stays: bool) -> None:
    found = conclude([*told(), Quad(iri("fact/05"), cx("status"), Literal(status))])
    assert (("kestrel-cloud", "germany") in concluded(found, "presentIn")) is stays


def test_group_membership_through_units() -> None:
    found = conclude(told())
    assert concluded(found, "inGroup") == {
        ("northcloud", "halden-group"),
        ("northcloud-edge", "northcloud"),
        ("northcloud-edge", "halden-group"),
    }
    (node,) = {q.subject for q in found if q.predicate == OBJECT and q.object == iri("org/halden-group")} & {
        q.subject for q in found if q.predicate == SUBJECT and q.object == iri("org/northcloud-edge")
    }
    assert {q.object for q in found if q.subject == node and q.predicate == FROM} == {iri("fact/14"), iri("fact/15")}


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


def test_circles_end() -> None:
    found = conclude(unit("org/a", "org/b", 1) + unit("org/b", "org/a", 2))
    assert concluded(found, "inGroup") == {("a", "b"), ("b", "a")}


def test_derived_facts_are_no_facts() -> None:
    """What counts facts, publishers or sums must not count what nobody said."""
    found = conclude(told())
    assert not any(q.object == cx("Fact") or q.predicate == cx("publishers") for q in found)


def test_another_base() -> None:
    found = conclude(told(), "https://example.org/id/")
    assert all(q.subject.startswith("https://example.org/id/derived/") for q in found if q.predicate == FROM)


CLOUD, EDGE, GROUP = org("Foo Cloud"), org("Foo Edge"), org("Foo Group")
PARENT = graph(document("parent", "2020-01-01", "Times"), claim(CLOUD, "unitOf", GROUP))
CHILD = graph(document("child", "2020-02-01", "Post"), claim(EDGE, "unitOf", CLOUD))
FORMER = graph(document("former", "2021-01-01", "Post"), claim(CLOUD, "unitOf", GROUP, status="former"))
OPENED = graph(document("opened", "2020-03-01", "Times"), claim(EDGE, "operatesDataCenterIn", place("Tokyo")))
AGAIN = graph(document("again", "2020-04-01", "Post"), claim(EDGE, "operatesDataCenterIn", place("Tokyo"), capacityMW=30))
MORE = graph(document("more", "2020-04-01", "Herald"), claim(EDGE, "operatesDataCenterIn", place("Tokyo"), capacityMW=60))
CLOSED = graph(document("closed", "2022-01-01", "Times"), claim(EDGE, "cancelsDataCenterIn", place("Tokyo"), date="2022"))


def known(store: Store) -> set[Quad]:
    return set(store.match(graph=None))


def test_conclusions_come_and_go_with_documents() -> None:
    store = open_store()
    add_graphs(store, [CHILD, OPENED], RULES)
    assert concluded(known(store), "presentIn") == {("foo-edge", "japan")}
    assert concluded(known(store), "inGroup") == {("foo-edge", "foo-cloud")}
    add_graphs(store, [PARENT], RULES)  # reaches the units below
    assert ("foo-edge", "foo-group") in concluded(known(store), "inGroup")
    add_graphs(store, [FORMER], RULES)
    assert concluded(known(store), "inGroup") == {("foo-edge", "foo-cloud")}
    forget(store, [FORMER[0].subject], RULES)
    assert ("foo-edge", "foo-group") in concluded(known(store), "inGroup")
    add_graphs(store, [CLOSED], RULES)  # the site does not stand any more, though its Fact does
    assert not concluded(known(store), "presentIn")
    forget(store, [CLOSED[0].subject, CHILD[0].subject], RULES)
    assert concluded(known(store), "presentIn") == {("foo-edge", "japan")}
    assert concluded(known(store), "inGroup") == {("foo-cloud", "foo-group")}
    forget(store, [OPENED[0].subject, PARENT[0].subject], RULES)
    assert not any(quad.predicate == FROM for quad in known(store))
    assert not concluded(known(store), "presentIn") | concluded(known(store), "inGroup")


def test_a_conclusion_stands_as_long_as_one_premise_does() -> None:
    store = open_store()
    add_graphs(store, [AGAIN, MORE], RULES)
    premises = {quad.object for quad in known(store) if quad.predicate == FROM}
    assert len(premises) == 2
    forget(store, [AGAIN[0].subject], RULES)
    assert len({quad.object for quad in known(store) if quad.predicate == FROM}) == 1
    assert concluded(known(store), "presentIn") == {("foo-edge", "japan")}


def test_any_order_concludes_the_same_and_making_it_anew_changes_nothing() -> None:
    stores = []
    for order in list(permutations([PARENT, CHILD, OPENED, MORE, CLOSED]))[::17]:
        store = open_store()
        for each in order:
            add_graphs(store, [each], RULES)
        stores.append(known(store))
        refuse(store, RULES)
        assert known(store) == stores[-1]
    assert all(each == stores[0] for each in stores)
