"""Any order, any batches, forgetting and reading again: the same bytes; and each step leaves what the whole would be by definition."""

from __future__ import annotations

import json
from collections.abc import Sequence
from decimal import Decimal
from itertools import chain
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from telling import RULES, SAME, claim, link, org, person, place

from kg import iris
from kg.fuse import Rules, add_graphs, default_graph, fill, forget, read_graph, refuse
from kg.fuse.versions import names
from kg.merge import document_graph
from kg.model import Claim, Document, Publication, Quad, Scalar
from kg.protocols import Store
from kg.store import building, open_store

ORGS = (org("Alibaba"), org("Aliyun", "Alibaba Cloud"), org("Alibaba Cloud"), org("Borealis"), org("BOREALIS", "Borealis Ltd"))
PLACES = (place("Singapore"), place("Tokyo", "Japan"), place("Japan"), place("Nowhere"), place("Nowhere", "Japan"))
QUOTES = ("Borealis will open two halls near the harbour next year.", "The sum was told to investors on a call this week.", "")


@st.composite
def claims(draw: st.DrawFn) -> Claim:
    shape = draw(st.sampled_from(("money", "pair", "site", "post")))
    told: dict[str, Scalar] = {}
    if draw(st.booleans()):
        told["date"] = draw(st.sampled_from(("2016", "2016-Q4", "2016-11", "2017", "2018-H1")))
    if shape == "post":
        target, predicate, subject = draw(st.sampled_from(ORGS)), "holdsPosition", person(draw(st.sampled_from(("Simon Hu", "Ann Lee"))))
        told = {"title": draw(st.sampled_from(("CEO", "chief executive", "President and CEO", "founder")))}
    elif shape == "site":
        subject, target = draw(st.sampled_from(ORGS)), draw(st.sampled_from(PLACES))
        verb, kind = draw(st.sampled_from(("plans", "builds", "operates", "cancels"))), draw(st.sampled_from(("DataCenter", "CloudRegion")))
        predicate = f"{verb}{kind}In"
        more: dict[str, st.SearchStrategy[Scalar]] = {
            "site": st.sampled_from(("Frontier", "frontier", "Cannoli")), "phase": st.sampled_from(("1", "2")),
            "capacityMW": st.sampled_from((100, Decimal("100.5"), 200)), "count": st.integers(1, 3),
            "status": st.just("considered"), "stage": st.sampled_from(("filed", "withdrawn")),
        }  # fmt: skip
        told |= draw(st.fixed_dictionaries({}, optional=more))
    else:
        subject, target = draw(st.sampled_from(ORGS)), draw(st.sampled_from(ORGS))
        predicate = "investsIn" if shape == "money" else draw(st.sampled_from(("partnersWith", "unitOf", "unitOf", "acquires")))
        told |= draw(st.fixed_dictionaries({}, optional={
            "amount": st.sampled_from((1000000000, 1005000000, 2000000000)), "currency": st.just("USD"),
            "start": st.sampled_from(("2011", "2015-03")), "end": st.sampled_from(("2018", "2040")),
            "status": st.sampled_from(("announced", "completed", "denied", "cancelled")),
        }))  # fmt: skip
    return claim(subject, predicate, target, draw(st.sampled_from(QUOTES)), draw(st.sampled_from((0.6, 0.9))), **told)


@st.composite
def documents(draw: st.DrawFn) -> tuple[Quad, ...]:
    """Few keys and few texts, so that versions, copies and the same text under two keys happen."""
    name = draw(st.sampled_from("abcd"))
    document = Document(
        text=f"Text {draw(st.sampled_from('pqr'))}",
        published=draw(st.sampled_from((None, "2015", "2015-07-29", "2016-01-02"))),
        publisher=draw(st.sampled_from((None, "Times", "Post"))),
        id=name,
        key=name,
        digest_of=draw(st.sampled_from((None, None, Publication("Wire")))),
    )
    return document_graph(document, CLAIMS_OF.setdefault(document.hash, tuple(draw(st.lists(claims(), max_size=4)))))


CLAIMS_OF: dict[str, tuple[Claim, ...]] = {}
"""What a text says is a function of the text: the same document always makes the same claims."""


def lines(store: Store) -> list[str]:
    return sorted(map(iris.line, store))


def expected(graphs: Sequence[tuple[Quad, ...]]) -> list[str]:
    """The bytes by definition: the last word on every key, then the whole default graph at once."""
    store = open_store()
    fill(store, graphs, RULES)
    return lines(store)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(documents(), min_size=1, max_size=7), st.data())
def test_any_order_and_any_batches(graphs: list[tuple[Quad, ...]], data: st.DataObject) -> None:
    whole = expected(graphs)
    store = open_store()
    rest = data.draw(st.permutations(graphs))
    while rest:
        size = data.draw(st.integers(1, len(rest)))
        add_graphs(store, rest[:size], RULES)
        rest = rest[size:]
        by_definition(store)
    assert not set(lines(store)) ^ set(whole)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(documents(), min_size=1, max_size=6), st.data())
def test_forgetting_and_reading_again(graphs: list[tuple[Quad, ...]], data: st.DataObject) -> None:
    graphs = list({quads[0].graph: quads for quads in graphs}.values())
    graphs = [_with_own_key(quads) for quads in graphs]
    store = open_store()
    add_graphs(store, graphs, RULES)
    whole = lines(store)
    assert whole == expected(graphs)
    gone = data.draw(st.lists(st.sampled_from(graphs), min_size=1, unique_by=lambda quads: quads[0].graph))
    forget(store, [quads[0].graph for quads in gone if quads[0].graph], RULES)
    by_definition(store)
    assert lines(store) == expected([quads for quads in graphs if quads not in gone])
    add_graphs(store, gone, RULES)
    assert lines(store) == whole


def by_definition(store: Store) -> None:
    """The default graph is the function of the named graphs that `default_graph` is."""
    named: dict[str, list[Quad]] = {}
    for quad in store:
        if quad.graph is not None:
            named.setdefault(quad.graph, []).append(quad)
    told = [read for quads in named.values() if (read := read_graph(quads))]
    own = {quad for quad in store.match(graph=None) if not quad.subject.startswith(iris.CX.rstrip("#"))}
    whole = list(default_graph(told, RULES))
    assert len(whole) == len(set(whole))
    assert sorted(map(iris.line, own)) == sorted(map(iris.line, whole))


def _with_own_key(quads: tuple[Quad, ...]) -> tuple[Quad, ...]:
    """The graph under a key that no other document has."""
    document = quads[0].subject
    read_as = json.dumps([document, "", "", "", ""])
    own = [Quad(document, iris.cx(name), iris.string(text), document) for name, text in (("versionKey", document), ("readAs", read_as))]
    return (*(quad for quad in quads if quad not in set(names(quads))), *own)


STORY = [
    document_graph(
        Document(f"Story {number}", published=f"2016-0{1 + number % 9}-01", publisher=f"Paper {number % 3}", key=str(number)),
        [
            claim(ORGS[number % 5], "investsIn", ORGS[(number + 2) % 5], amount=10**9 + number // 4 * 10**8, currency="USD"),
            claim(ORGS[number % 5], "plansDataCenterIn", PLACES[number % 4], date=f"201{6 + number % 3}"),
        ],
    )
    for number in range(24)
]


def test_both_stores_hold_the_same(tmp_path: Path) -> None:
    memory, disk = open_store(), open_store(tmp_path / "graph")
    for start in range(0, len(STORY), 5):
        add_graphs(memory, STORY[start : start + 5], RULES)
        add_graphs(disk, STORY[start : start + 5][::-1], RULES)
    forget(memory, [STORY[3][0].subject], RULES)
    forget(disk, [STORY[3][0].subject], RULES)
    assert lines(memory) == lines(disk)
    disk.close()
    with building(tmp_path / "graph") as store:
        fill(store, STORY[:3] + STORY[4:], RULES)
    disk = open_store(tmp_path / "graph", read_only=True)
    assert lines(disk) == lines(memory)
    disk.close()


def test_a_judgement_changes_the_default_graph_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store, other = open_store(), open_store()
    add_graphs(store, STORY, RULES)
    named = {quad for quad in store if quad.graph is not None}
    monkeypatch.setitem(SAME, "borealis", "alibaba")
    judged = Rules(link, RULES.ontology, RULES.known, conclusions=RULES.conclusions, version="borealis is alibaba")
    add_graphs(other, STORY, judged)
    refuse(store, judged)
    assert {quad for quad in store if quad.graph is not None} == named
    assert lines(store) == lines(other)
    add_graphs(store, (), judged)
    assert lines(store) == lines(other)
    monkeypatch.undo()
    add_graphs(store, STORY[:1], RULES)  # other rules: all is fused anew by itself
    add_graphs(original := open_store(), STORY, RULES)
    assert lines(store) == lines(original)


def test_an_empty_graph_is_what_the_rules_bring() -> None:
    store, never = open_store(), open_store()
    add_graphs(store, STORY, RULES)
    forget(store, chain.from_iterable([quads[0].subject] for quads in STORY), RULES)
    add_graphs(never, (), RULES)
    assert lines(store) == lines(never)
