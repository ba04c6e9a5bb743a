"""Every shipped question, on both stores, over a small graph made by hand: the same answers, and the right ones."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal as D
from pathlib import Path

import pyoxigraph as ox
import pytest
from asked import Value, disk, memory, quads, rows

from kg import ontology
from kg.iris import DECIMAL, RDF, cx
from kg.model import Iri, Literal, Quad
from kg.protocols import Store
from kg.query import query, run, shipped
from kg.validate import CHECKS

Row = tuple[Value, ...]

# What the graph of data/questions.trig answers: by question, the parameters, and the rows in their order.
EXPECTED: dict[str, tuple[dict[str, str], list[Row]]] = {
    "acquisitions": ({}, [("Basalt", "Tern Hosting", D(250000000), "USD", D(100), "completed", "2025-04", D(1))]),
    "biggest-sites": (
        {"least": "80"},
        [("Kestrel Cloud", "Falcon", "Hanau", "building", D(300)), ("Northcloud", None, "Frankfurt", "planned", D(100))],
    ),
    "cancelled": ({}, [("Basalt", "Singapore", "DataCenter", "withdrawn", None, None, None, "2025-05-02")]),
    "company": (
        {"company": "Basalt"},
        [
            ("Basalt", "acquires", "Tern Hosting", "completed", "2025-04", D(250000000), "USD", None, D(1)),
            ("Basalt", "cancels a data center in", "Singapore", None, None, None, None, None, D(1)),
            ("Kestrel Cloud", "leases from", "Basalt", None, "2025-Q1", None, None, D(48), D(1)),
            ("Basalt", "plans a data center in", "Singapore", None, None, None, None, D(60), D(1)),
        ],
    ),
    "conflicting-words": (
        {},
        [
            ("Kestrel Cloud", "invests in", "Germany", D(3000000000), "EUR", "Northern Wire", "2025-05-02",
             "Kestrel Cloud puts 3 billion euros into Germany."),
            ("Kestrel Cloud", "invests in", "Germany", D(3000000000), "EUR", "Own Desk", "2025-05-03",
             "Three billion euros go to Germany."),
            ("Kestrel Cloud", "invests in", "Germany", D(4000000000), "EUR", "Main Post", "2025-05-01",
             "Kestrel Cloud will invest 4 billion euros in Germany."),
        ],
    ),
    "conflicts": (
        {},
        [("Kestrel Cloud", "invests in", "Germany", D(4000000000), D(3000000000), "EUR", "EUR", None, None, None, None, D(1), D(2))],
    ),
    "corroborated": (
        {"least": "2"},
        [
            ("Ada Berg", "holds a position at", "Northcloud", None, None, None, D(2), D(2)),
            ("Halden Group", "invests in", "Northcloud", None, D(1000000000), "USD", D(2), D(2)),
            ("Kestrel Cloud", "invests in", "Germany", None, D(3000000000), "EUR", D(2), D(2)),
        ],
    ),
    "customers": ({}, [("Tern Hosting", "Northcloud", D(50000000), "USD", "announced", None, D(1))]),
    "energy-buyers": ({}, [("Northcloud", "Gridwind", D(80), "2025", D(1))]),
    "funding": ({}, [("Northcloud", "Fjord Bank", D(283000000), "EUR", "completed", None, D(1))]),
    "group": ({"company": "Halden Group"}, [("Northcloud", "Halden Group"), ("Northcloud Edge", "Northcloud")]),
    "investments": (
        {},
        [("Kestrel Cloud", "Germany", "EUR", D(3000000000), D(1)), ("Halden Group", "Northcloud", "USD", D(1000000000), D(1))],
    ),
    "jobs-by-country": ({}, [("Germany", D(150), D(1))]),
    "leaders": (
        {"company": "Northcloud AS"},
        [("Ada Berg", "chief executive", "current", "2025-05-02"), ("Liv Dahl", "CEO", "former", "2024-03-01")],
    ),
    "leases": ({}, [("Kestrel Cloud", "Basalt", D(48), None, None, "2025-Q1", D(1))]),
    "market-positions": ({}, [("Northcloud", "Norway", D(1), D("40.5"), None, D(1))]),
    "newest": (
        {"since": "2025-05-02"},
        [
            ("2025-05-02", "Basalt", "acquires", "Tern Hosting", "completed", "2025-04", D(250000000), "USD", None),
            ("2025-05-02", "Basalt", "cancels a data center in", "Singapore", None, None, None, None, None),
            ("2025-05-02", "Gridwind", "partners with", "Northcloud", "inProgress", None, None, None, None),
            ("2025-05-02", "Kestrel Cloud", "invests in", "Germany", "announced", None, D(3000000000), "EUR", None),
            ("2025-05-02", "Kestrel Cloud", "leases from", "Basalt", None, "2025-Q1", None, None, D(48)),
            ("2025-05-02", "Northcloud", "buys energy from", "Gridwind", None, "2025", None, None, D(80)),
            ("2025-05-02", "Northcloud", "raises funding from", "Fjord Bank", "completed", None, D(283000000), "EUR", None),
            ("2025-05-02", "Tern Hosting", "is a customer of", "Northcloud", "announced", None, D(50000000), "USD", None),
        ],
    ),
    "overdue": (
        {"day": "2027-03-31"},
        [("Kestrel Cloud", "Hanau", "DataCenter", "Falcon", "building", "2026", "2025-05-01")],
    ),
    "partners": ({"company": "Northcloud"}, [("Gridwind", "inProgress", None, "2025-05-02")]),
    "pipeline": (
        {},
        [("Basalt", "cancelled", D(1), D(60)), ("Kestrel Cloud", "building", D(1), D(300)), ("Northcloud", "planned", D(1), D(100))],
    ),
    "place": (
        {"place": "Hesse"},
        [
            ("Northcloud", "creates jobs in", "Frankfurt", "announced", None, None, None, None, D(1)),
            ("Northcloud", "plans a data center in", "Frankfurt", None, "2026-06", None, None, D(100), D(1)),
            ("Northcloud", "plans a data center in", "Frankfurt", None, "2027-03", None, None, None, D(1)),
            ("Kestrel Cloud", "builds a data center in", "Hanau", None, "2026", D(2000000000), "EUR", D(300), D(1)),
        ],
    ),
    "plans-of-year": (
        {"year": "2024"},
        [
            ("Basalt", "Singapore", "DataCenter", None, None, "cancelled", "2025-05-02"),
            ("Northcloud", "Frankfurt", "DataCenter", None, "2026-06", "planned", "2024-03-01"),
        ],
    ),
    "publishers": (
        {},
        [("Northern Wire", D(2), D(18)), ("Fjord Times", D(1), D(4)), ("Main Post", D(1), D(4)), ("Alster Zeitung", D(1), D(1))],
    ),
    "rivals-in": ({"place": "Germany"}, [("Kestrel Cloud", "Northcloud")]),
    "site-history": (
        {"company": "Basalt"},
        [
            ("Singapore", "DataCenter", None, "planned", None, None, "2024-03-01", None, D(60), "2024-03-01"),
            ("Singapore", "DataCenter", None, "cancelled", "withdrawn", None, "2025-05-02", None, None, "2025-05-02"),
        ],
    ),
    "sites": (
        {"only": "operating"},
        [("Northcloud", None, "Oslo", "NO", "CloudRegion", "operating", "2022-05-10", None)],
    ),
    "sites-by-country": (
        {},
        [
            ("Germany", "building", D(1), D(300)),
            ("Germany", "planned", D(1), D(100)),
            ("Norway", "operating", D(1), ""),
            ("Singapore", "cancelled", D(1), D(60)),
        ],
    ),
    "slips": ({}, [("Northcloud", "Frankfurt", "DataCenter", "2026-06", "2027-03", "2025-05-01")]),
    "stage-at": (
        {"day": "2025-05-01"},
        [
            ("Basalt", "Singapore", "DataCenter", None, "planned"),
            ("Kestrel Cloud", "Hanau", "DataCenter", "Falcon", "building"),
            ("Northcloud", "Frankfurt", "DataCenter", None, "planned"),
            ("Northcloud", "Oslo", "CloudRegion", None, "operating"),
        ],
    ),
    "sums-in-dollars": ({}, [(D(2024), D(1000000000), D(1), D(0), D(0)), (D(2025), D(3396000000), D(1), D(1), D(0))]),
    "sums-by-year": ({}, [(D(2024), "USD", D(1000000000), D(1)), (D(2025), "EUR", D(3000000000), D(1))]),
    "to-check": (
        {"below": "0.6"},
        [("Halden Group", "invests in", "cloud computing", D("0.5"), "Halden may put $9 billion into cloud computing.")],
    ),
    "who-says-so": (
        {"company": "Gridwind"},
        [
            ("Northcloud", "buys energy from", "Gridwind", "Northern Wire", "2025-05-02", "Northcloud buys 80 MW from Gridwind from 2025."),
            ("Gridwind", "partners with", "Northcloud", "Northern Wire", "2025-05-02", "Gridwind and Northcloud work together."),
        ],
    ),
}  # fmt: skip


@pytest.fixture(scope="module", params=["memory", "disk"])
def store(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    made = memory(quads()) if request.param == "memory" else disk(quads(), tmp_path_factory.mktemp("store"))
    yield made
    made.close()


def test_every_question_has_an_expected_answer() -> None:
    assert set(EXPECTED) == set(shipped())
    assert len(EXPECTED) >= 24


def test_the_docs_name_every_question_and_check() -> None:
    page = (Path(__file__).parent.parent / "docs" / "asking.md").read_text("utf-8")
    for name, question in shipped().items():
        assert f"| `{name}` | {question.title} |" in page
    for rule in CHECKS:
        assert f"| `{rule}` |" in page


@pytest.mark.parametrize("name", sorted(EXPECTED))
def test_question(store: Store, name: str) -> None:
    values, expected = EXPECTED[name]
    assert expected, "each question must have something to answer"
    assert rows(run(store, name, values)) == expected


@pytest.mark.parametrize("name", sorted(EXPECTED))
def test_question_runs_with_its_defaults_and_says_what_it_is(store: Store, name: str) -> None:
    question = shipped()[name]
    rows(run(store, name))
    assert len(question.title) > 8
    assert question.description.endswith(".")
    assert all(p.description and f"${p.name}" in question.text for p in question.parameters)
    assert "$" not in question.ask().replace('"$"', "")  # every parameter is bound


@pytest.mark.parametrize("name", sorted(EXPECTED))
def test_question_is_sparql_that_any_engine_takes_when_bound(name: str) -> None:
    ox.Store().query(shipped()[name].ask())  # with no prefix that only we declare


@pytest.mark.parametrize("name", sorted(EXPECTED))
def test_no_optional_of_several_triples_outside_a_subselect(name: str) -> None:
    """notes/rdf.md: such an OPTIONAL is a full scan in Oxigraph."""
    text = shipped()[name].text
    for line in text.splitlines():
        if "OPTIONAL {" in line:
            inside = line.partition("OPTIONAL {")[2]
            assert inside == "" or (inside.endswith("}") and ";" not in inside and " . " not in inside), line
    for block in text.split("OPTIONAL {\n")[1:]:
        assert "".join(block.split()).startswith("{SELECT"), block


def test_questions_use_integers_and_days_only(store: Store) -> None:
    """gYear and friends differ between engines; so do AVG and the functions on dates."""
    for question in shipped().values():
        for word in ("gYear", "dateTime", "AVG(", "YEAR(", "MONTH(", "NOW("):
            assert word not in question.text, (question.name, word)


def test_a_fact_told_by_two_documents_counts_once_in_a_sum(store: Store) -> None:
    """The trap of union graphs (oxigraph #1919): Halden's sum is claimed by two documents."""
    answer = rows(
        query(store, 'SELECT (SUM(?a) AS ?sum) { ?f rdf:predicate cx:investsIn ; cx:amount ?a ; cx:currency "USD" ; cx:publishers 2 }')
    )
    assert answer == [(D(1000000000),)]
    claims = rows(query(store, 'SELECT ?a { GRAPH ?d { ?c cx:amount ?a ; cx:currency "USD" . FILTER(?a = 1000000000) } }'))
    assert len(claims) == 2


@pytest.mark.parametrize("status", ["considered", "denied", "cancelled"])
def test_sums_leave_out_what_does_not_stand(tmp_path: Path, status: str) -> None:
    halden = Iri("https://w3id.org/cloud-expansion/id/fact/01")
    changed = [q._replace(object=Literal(status)) if q.subject == halden and q.predicate == cx("status") else q for q in quads()]
    for store in (memory(changed), disk(changed, tmp_path)):
        assert rows(run(store, "sums-by-year")) == [(D(2025), "EUR", D(3000000000), D(1))]
        assert [row[0] for row in rows(run(store, "investments"))] == ["Kestrel Cloud"]
        store.close()


def test_of_a_conflict_with_as_many_publishers_one_still_counts(tmp_path: Path) -> None:
    eight = Iri("https://w3id.org/cloud-expansion/id/fact/08")
    changed = [q for q in quads() if not (q.subject == eight and q.predicate == cx("publishers"))]
    changed.append(Quad(eight, cx("publishers"), Literal("1", "http://www.w3.org/2001/XMLSchema#integer")))
    for store in (memory(changed), disk(changed, tmp_path)):
        assert (D(2025), "EUR", D(4000000000), D(1)) in rows(run(store, "sums-by-year"))
        store.close()


def test_years_narrow_the_sums(store: Store) -> None:
    assert [row[0] for row in rows(run(store, "investments", {"from": "2025"}))] == ["Kestrel Cloud"]
    assert [row[0] for row in rows(run(store, "investments", {"to": "2024"}))] == ["Halden Group"]


@pytest.mark.parametrize("where", ["memory", "disk"])
def test_an_empty_graph_answers_nothing(where: str, tmp_path: Path) -> None:
    store = memory(ontology.load().quads()) if where == "memory" else disk(ontology.load().quads(), tmp_path)
    assert {name: answer for name in shipped() if (answer := rows(run(store, name)))} == {}
    store.close()


def test_kinds_narrow_the_sites(store: Store) -> None:
    assert rows(run(store, "sites-by-country", {"kind": "CloudRegion"})) == [("Norway", "operating", D(1), "")]


def stages(store: Store, day: str) -> dict[Value, Value]:
    return {row[0]: row[4] for row in rows(run(store, "stage-at", {"day": day}))}


def test_stage_on_a_day_follows_the_history(store: Store) -> None:
    assert rows(run(store, "stage-at", {"day": "2020-01-01"})) == []
    assert ("Northcloud", "Oslo", "CloudRegion", None, "operating") in rows(run(store, "stage-at", {"day": "2022-05-10"}))
    assert stages(store, "2025-05-01")["Basalt"] == "planned"
    assert stages(store, "2025-05-02")["Basalt"] == "cancelled"


def test_a_site_that_is_taken_up_again_is_planned_again(tmp_path: Path) -> None:
    fact = Iri("https://w3id.org/cloud-expansion/id/fact/99")
    day = "http://www.w3.org/2001/XMLSchema#date"
    again = [
        Quad(fact, Iri(RDF + "type"), cx("Fact")),
        Quad(fact, cx("ofSite"), Iri("https://w3id.org/cloud-expansion/id/site/basalt/singapore/data-center")),
        Quad(fact, cx("stage"), Literal("planned")),
        Quad(fact, cx("stageFrom"), Literal("2026-01-01", day)),
        Quad(fact, cx("capacityMW"), Literal("90", DECIMAL)),
    ]
    for store in (memory([*quads(), *again]), disk([*quads(), *again], tmp_path)):
        assert stages(store, "2025-12-31")["Basalt"] == "cancelled"
        assert stages(store, "2026-01-01")["Basalt"] == "planned"
        store.close()
