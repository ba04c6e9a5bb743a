"""Forty-odd faults planted in a clean graph, each found with the right rule and message; none found in the clean one."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache
from pathlib import Path

import pytest
import rdflib
from asked import disk, memory, quads
from rdflib.collection import Collection

from kg import ontology
from kg.errors import MissingExtraError
from kg.iris import BASE, DATE, DECIMAL, GEO, INTEGER, OBJECT, PREDICATE, PROV, RDF, RDFS, SUBJECT, cx, local
from kg.model import Iri, Literal, Quad
from kg.protocols import Store
from kg.validate import CHECKS, Finding, check, validate, violations


def iri(path: str) -> Iri:
    return Iri(BASE + path)


def term(value: object) -> Iri | Literal:
    """42, Decimal, date, "text", Iri as a term."""
    if isinstance(value, Iri | Literal):
        return value
    if isinstance(value, int):
        return Literal(str(value), INTEGER)
    if isinstance(value, Decimal):
        return Literal(str(value), DECIMAL)
    if isinstance(value, date):
        return Literal(value.isoformat(), DATE)
    return Literal(str(value))


def predicate(name: str) -> Iri:
    return Iri(name) if ":" in name else cx(name)


@dataclass(frozen=True)
class Fault:
    """A fault in a node: ``values`` take the place of what the node has there; None takes it away."""

    rule: str
    message: str
    node: str
    values: tuple[tuple[str, object], ...]
    about: str | None = None  # what the finding is about, where that is not the node

    def plant(self, content: tuple[Quad, ...]) -> list[Quad]:
        node, graph = iri(self.node), None
        if self.node.startswith("claim/"):
            graph = iri("doc/" + self.node[6:8])
        elif self.node.startswith("doc/"):
            graph = iri("doc/" + self.node[4:6])
        changed = {predicate(name) for name, _ in self.values}
        graphs = {predicate(name): None if name in {"refersTo"} else graph for name, _ in self.values}
        kept = [q for q in content if not (q.subject == node and q.predicate in changed)]
        new = [Quad(node, predicate(name), term(value), graphs[predicate(name)]) for name, value in self.values if value is not None]
        return [*kept, *new]


def fault(rule: str, message: str, node: str, about: str | None = None, **values: object) -> Fault:
    names = {"predicate": PREDICATE, "subject": SUBJECT, "object": OBJECT, "type": RDF + "type", "label": RDFS + "label"}
    names |= {"lat": GEO + "lat", "long": GEO + "long", "quotedFrom": PROV + "wasQuotedFrom", "from_": "from"}
    return Fault(rule, message, node, tuple((names.get(name, name), value) for name, value in values.items()), about)


D = Decimal
SENSE = [
    fault("thousandfold", "the same figure 1,000 times apart, 4,000,000,000 and 4,000,000", "fact/08", "fact/07",
          amount=D(4000000)),
    fault("thousandfold", "1,000,000 times apart", "fact/08", "fact/07", amount=D("4000.0")),
    fault("thousandfold", "the same figure 1,000 times apart, 100 and 0.1", "fact/03", "fact/02", capacityMW=D("0.1")),
    fault("campus-too-big", "9,500 MW, more than any campus", "fact/05", capacityMW=D(9500), amount=None),
    fault("sum-per-megawatt", "about 6,666.667 million US dollars a megawatt is too much", "fact/05",
          amount=D(2000000000000), currency="EUR"),
    fault("sum-per-megawatt", "a megawatt is too little", "fact/05", amount=D(2000000)),
    fault("sum-per-megawatt", "about 0.033 million US dollars a megawatt is too little", "fact/05", amount=D(2000000000), currency="JPY"),
    fault("sum-out-of-range", "9,000,000,000,000,000 USD is too large a sum", "fact/23", amount=D(9000000000000000)),
    fault("sum-out-of-range", "250 USD is too small a sum", "fact/18", amount=D(250)),
    fault("too-many", "20,000 facilities of the kind in one place", "fact/16", count=20000),
    fault("too-many", "1,500,000 jobs in one place", "fact/20", count=1500000),
    fault("phase-larger-than-site", "phase 1 of 600 MW is larger than its site of 100 MW", "fact/03", phase="1", capacityMW=D(600)),
    fault("shares-above-100", "shares of one market that come to 130.5 percent", "fact/24", "fact/11", predicate=cx("hasMarketPositionIn"),
          subject=iri("org/kestrel-cloud"), object=iri("place/norway"), share=D(90)),
    fault("dates-reversed", "ends in 2023, before it starts in 2024", "fact/01", end="2023"),
    fault("dates-reversed", "construction starts in 2027-Q1, after the opening in 2026", "fact/05", constructionStart="2027-Q1"),
    fault("opened-ahead", "open since 2024-09, which was still to come when it was said on 2024-03-02", "fact/04", date="2024-09",
          from_=date(2024, 9, 1), to=date(2024, 9, 30)),
    fault("opened-before-announced", "opened in 2020, before it was announced on 2025-05-01", "fact/02", stage="operating", phase="1",
          date="2020", from_=date(2020, 1, 1), to=date(2020, 12, 31)),
    fault("due-in-the-past", "building for 2023, which was over when it was said on 2025-05-01", "fact/05", date="2023",
          from_=date(2023, 1, 1), to=date(2023, 12, 31)),
    fault("overdue", "due in 2024-12, still building on 2025-05-01", "fact/03", "fact/02", stage="building", date=None, supersedes=None),
    fault("before-its-time", "a cloud region in 2002, before there was a public cloud", "fact/04", date="2002",
          from_=date(2002, 1, 1), to=date(2002, 12, 31)),
    fault("before-its-time", "2206 is more than 30 years after it was said", "fact/05", date="2206",
          from_=date(2206, 1, 1), to=date(2206, 12, 31)),
    fault("self-relation", "Northcloud partnersWith Northcloud: nothing stands in such a relation to itself", "fact/22",
          subject=iri("org/northcloud")),
    fault("units-of-each-other", "each is said to be a unit of the other", "fact/15", "fact/14", subject=iri("org/halden-group")),
    fault("outside-the-country", "the document places Frankfurt in Norway, the graph in Germany", "doc/a1/m2", "fact/02",
          context="Oslo > Norway"),
    fault("country-code", "Frankfurt has the country code US, Germany that it lies in has DE", "place/frankfurt", countryCode="US"),
    fault("far-off", "Frankfurt lies 6,2.. km from Hesse, of which it is said to be a part", "place/frankfurt",
          lat=D("40.7"), long=D("-74.0")),
    fault("quote-length", "a quote of 61 characters stands from 0 to 400", "claim/a1-1", "fact/01", quoteEnd=400),
]  # fmt: skip

SHAPES = [
    fault("shape amount", "the amount must be one decimal above 0, not -5", "fact/01", amount=D(-5)),
    fault("shape amount", "the amount must be one decimal above 0, not a billion", "fact/18", amount="a billion"),
    fault("shape", "an amount must have a currency", "fact/21", currency=None),
    fault("shape currency", "the currency must be one ISO 4217 code, not dollars", "fact/19", currency="dollars"),
    fault("shape status", "the status must be one of .*, not maybe", "fact/22", status="maybe"),
    fault("shape date", "the date must be one of ISO 8601: .*, not spring 2025", "fact/10", date="spring 2025"),
    fault("shape count", "the count must be one integer from 1 up, not 0", "fact/16", count=0),
    fault("shape share", "the share must be one percentage from 0 to 100, not 140", "fact/11", share=D(140)),
    fault("shape stageDetail", "the stage in detail must be one of .*, not stalled", "fact/17", stageDetail="stalled"),
    fault("shape publishers", "one number of publishers, from 1 to that of the documents, not 7", "fact/08", publishers=7),
    fault("shape claim", "there must be a claim that states the fact", "fact/09", claim=None),
    fault("shape predicate", "one predicate, a relation of the ontology", "fact/06", predicate=cx("dislikes")),
    fault("shape object", "there must be one object, an entity", "fact/12", object=iri("org/nobody")),
    fault("shape from", "from must be one day, not after to", "fact/02", from_=date(2030, 1, 1)),
    fault("shape firstSaid", "first said must be one day, not after last said", "fact/03", firstSaid=date(2025, 6, 1)),
    fault("shape year", "the year must be one integer from 1900 to 2100, not 20255", "fact/07", year=20255),
    fault("shape confidence", "one confidence from 0 to 1, not 90", "fact/13", confidence=D(90)),
    fault("shape stage", "a site must be at one stage", "site/basalt/singapore/data-center", stage="maybe"),
    fault("shape company", "a site must have a company", "site/kestrel-cloud/falcon", company=iri("place/hanau")),
    fault("shape quote", "there must be one quote of 1 to 600 characters", "claim/a4-4", quote="x" * 601),
    fault("shape subject", "there must be one subject, a mention", "claim/a4-3", subject=iri("org/kestrel-cloud")),
    fault("shape wasQuotedFrom", "the quote must be from one document", "claim/a3-3", quotedFrom=None),
    fault("shape entityType", "there must be one type of entity", "doc/a2/m3", entityType="City"),
    fault("shape refersTo", "a mention must refer to one entity", "doc/a2/m4", refersTo=None),
    fault("shape versionKey", "there must be one version key", "doc/a5", versionKey=None),
    fault("shape lat", "the latitude must be one number from -90 to 90, not 591", "place/oslo", lat=D(591)),
    fault("shape label", "an entity must have one label", "org/fjord-bank", label=None),
    fault("shape wikidata", "the Wikidata id must be one Q and a number, not 456", "org/gridwind", wikidata="456"),
]  # fmt: skip


def extra(planted: Fault) -> list[Quad]:
    """What a fault needs besides its node."""
    if planted.rule == "overdue":
        due = iri("fact/02")
        gone = {cx("date"), cx("from"), cx("to")}
        kept = [q for q in planted.plant(quads()) if not (q.subject == due and q.predicate in gone)]
        return [
            *kept,
            Quad(due, cx("date"), Literal("2024-12")),
            Quad(due, cx("from"), term(date(2024, 12, 1))),
            Quad(due, cx("to"), term(date(2024, 12, 31))),
        ]
    if planted.rule == "opened-before-announced":
        return [*planted.plant(quads()), Quad(iri("fact/03"), cx("phase"), Literal("1"))]
    if planted.rule == "far-off":
        return [
            *planted.plant(quads()),
            *(Quad(iri("place/hesse"), Iri(GEO + n), term(D(v))) for n, v in (("lat", "50.6"), ("long", "9.0"))),
        ]
    return planted.plant(quads())


def test_there_are_forty_faults_and_one_for_each_check() -> None:
    assert len(SENSE) + len(SHAPES) >= 40
    assert {f.rule for f in SENSE} == {*CHECKS, "far-off"}


@pytest.mark.parametrize("where", ["memory", "disk"])
def test_a_clean_graph_gives_nothing(where: str, tmp_path: Path) -> None:
    store = memory(quads()) if where == "memory" else disk(quads(), tmp_path)
    before = set(store)
    assert validate(store) == ()
    assert validate(store, today=date(2026, 1, 1), only_sense=True) == ()
    assert set(store) == before
    store.close()


@pytest.mark.parametrize("planted", SENSE, ids=lambda f: f"{f.rule}-{f.node}")
def test_common_sense_finds(planted: Fault) -> None:
    store = memory(extra(planted))
    before = set(store)
    found = [f for f in check(store) if f.rule == planted.rule]
    assert found, "the fault is not found"
    finding = found[0]
    assert re.search(planted.message, finding.message), finding.message
    assert finding.about[0] == iri(planted.about or planted.node)
    if finding.about[0].startswith(BASE + "fact/"):
        assert finding.quotes, "the claims are quoted"
        assert all(q.text and q.publisher and q.day for q in finding.quotes)
        assert set(finding.documents) == {q.document for q in finding.quotes}
    assert set(store) == before, "nothing is changed"


@pytest.mark.parametrize(
    "planted", [f for f in SENSE if f.rule not in {"thousandfold", "campus-too-big"}], ids=lambda f: f"{f.rule}-{f.node}"
)
def test_one_fault_gives_one_kind_of_finding(planted: Fault) -> None:
    also = {("dates-reversed", "before-its-time")}
    rules = {f.rule for f in check(memory(extra(planted)))}
    assert rules == {planted.rule} or any(rules == {*pair} for pair in also), rules


@lru_cache(maxsize=1)
def shaped() -> tuple[Finding, ...]:
    """The findings of the shapes over a graph that holds all faults of its kind at once (each is at another node)."""
    pytest.importorskip("pyshacl")
    content = quads()
    for planted in SHAPES:
        content = tuple(planted.plant(content))
    return tuple(violations(memory(content)))


@pytest.mark.parametrize("planted", SHAPES, ids=lambda f: f"{f.rule}-{f.node}")
def test_shapes_find(planted: Fault) -> None:
    found = [f for f in shaped() if f.about == (iri(planted.node),) and f.rule == planted.rule]
    assert found, [f for f in shaped() if f.about == (iri(planted.node),)]
    assert any(re.search(planted.message, f.message) for f in found), [f.message for f in found]
    if planted.node.startswith(("fact/", "claim/")) and planted.rule not in {"shape claim"}:
        assert found[0].quotes


def test_shapes_find_nothing_else() -> None:
    nodes = {iri(planted.node) for planted in SHAPES}
    others = [f for f in shaped() if f.about[0] not in nodes]
    # What loses its type or its sense with a fault: claims and mentions at the ends of what was changed.
    assert {f.rule for f in others} <= {"shape refersTo", "shape", "shape object", "shape subject"}, others


def test_ends_of_relations_are_held_to_the_ontology() -> None:
    pytest.importorskip("pyshacl")
    wrong = [
        Quad(iri("person/ada-berg"), cx("investsIn"), iri("place/oslo")),
        Quad(iri("org/basalt"), cx("basedIn"), iri("org/gridwind")),
        Quad(iri("org/tern-hosting"), cx("holdsPosition"), iri("org/basalt")),
    ]
    found = {(f.about[0].removeprefix(BASE), f.message) for f in violations(memory([*quads(), *wrong]))}
    assert found == {
        ("person/ada-berg", "only an organisation can be at this end of the relation"),
        ("org/gridwind", "only a place can be at this end of the relation"),
        ("org/tern-hosting", "only a person holds a position"),
    }


def test_the_shapes_say_what_the_ontology_says() -> None:
    """Lists and ends are written down in both files."""
    shapes = rdflib.Graph().parse(ontology.folder() / "shapes.ttl")
    sh = rdflib.Namespace("http://www.w3.org/ns/shacl#")
    known = ontology.load()

    def listed(property: str) -> list[set[str]]:
        nodes = [n for n in shapes.subjects(sh.path, rdflib.URIRef(cx(property))) if shapes.value(n, sh["in"])]
        return [{str(item) for item in Collection(shapes, shapes.value(n, sh["in"]))} for n in nodes]

    assert listed("status") == [set(known.statuses)]
    assert listed("stage") == [set(known.stages.values())] * 2
    assert listed("stageDetail") == [set(known.stages) - set(known.stages.values())]
    assert listed("facilityKind") == [{kind for p in known.predicates if (kind := known.kind_of(p))}]
    for shape, type_ in (("OrganizationEnds", "Organization"), ("PlaceEnds", "Place"), ("PersonEnds", "Person")):
        for target, ends in ((sh.targetSubjectsOf, known.subjects), (sh.targetObjectsOf, known.objects)):
            held = {local(str(p)) for p in shapes.objects(rdflib.URIRef(cx(shape)), target)}
            promised = {p for p in known.predicates if ends[p] == {type_}}
            assert all(held & {p, *known.super_predicates[p]} for p in promised), (shape, promised)
            assert held == {p if p in held else known.super_predicates[p][0] for p in promised}


def test_the_calendar_is_looked_at_on_request() -> None:
    store = memory(quads())
    found = [f for f in check(store, today=date(2027, 6, 1)) if f.rule == "overdue"]
    assert {(f.about[0].removeprefix(BASE), f.message.partition(": ")[2]) for f in found} == {
        ("fact/03", "due in 2027-03, still planned on 2027-06-01"),
        ("fact/05", "due in 2026, still building on 2027-06-01"),
    }


def test_findings_are_sorted_and_the_same_on_both_stores(tmp_path: Path) -> None:
    content = quads()
    for planted in (SENSE[0], SENSE[8], SENSE[10]):
        content = tuple(planted.plant(content))
    one, other = memory(content), disk(content, tmp_path)
    found = validate(one, only_sense=True)
    assert found == validate(other, only_sense=True)
    assert list(found) == sorted(found)
    assert len(found) == 3
    other.close()


def test_without_pyshacl_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyshacl", None)
    store = memory(quads())
    with pytest.raises(MissingExtraError, match=r"cloud-expansion-kg\[validate\]"):
        validate(store)
    assert validate(store, only_sense=True) == ()


def test_garbage_is_no_crash() -> None:
    """Whatever a foreign store holds: the checks look past what they cannot read."""

    def garbage() -> Iterator[Quad]:
        for node in ("fact/01", "fact/04", "fact/05"):
            for name in ("amount", "capacityMW", "count", "from", "to", "firstSaid", "lastSaid", "share", "start", "end"):
                yield Quad(iri(node), cx(name), Literal("NaN\n"))
                yield Quad(iri(node), cx(name), iri("x"))
        yield Quad(iri("fact/77"), Iri(RDF + "type"), cx("Fact"))
        yield Quad(iri("place/oslo"), cx("partOf"), iri("place/oslo"))
        yield Quad(iri("place/europe"), cx("partOf"), iri("place/oslo"))

    cleared = [q for q in quads() if q.subject not in {iri("fact/01"), iri("fact/05")} or q.predicate.startswith(RDF)]
    store: Store = memory([*cleared, *garbage()])
    list(check(store, today=date(2026, 1, 1)))
