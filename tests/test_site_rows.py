"""Rows of `kg sites`: which facts a cell comes from, what is left blank, and which rows say nothing of their own."""

from __future__ import annotations

from collections.abc import Iterable

from telling import RULES, claim, document, graph, org, place

from kg.fuse import add_graphs
from kg.model import Quad
from kg.sites import COLUMNS, SiteRow, sites
from kg.store import open_store

ACME, TOKYO, JAPAN = org("Acme"), place("Tokyo"), place("Japan")


def rows(*graphs: Iterable[Quad], wider: bool = False) -> list[SiteRow]:
    store = open_store()
    add_graphs(store, graphs, RULES)
    return list(sites(store, wider=wider))


def test_what_is_considered_counts_only_where_nothing_is_firm() -> None:
    may = graph(
        document("a", "2023-01-01", "Times"), claim(ACME, "plansDataCenterIn", TOKYO, amount=9, currency="USD", status="considered")
    )
    built = graph(document("b", "2024-01-01", "Post"), claim(ACME, "buildsDataCenterIn", TOKYO, capacityMW=40))
    (thought,) = rows(may)
    assert (thought.amount, thought.planned_mw) == (9, None)
    (row,) = rows(may, built)
    assert (row.amount, row.planned_mw, row.announced, row.status) == (None, 40, "2023-01-01", "building")
    assert row.cells["planned_mw"] != row.facts
    assert set(row.cells) <= set(COLUMNS)
    assert not {"amount", "operating_mw", "tenant", "expected"} & row.cells.keys(), "what is blank comes from nowhere"


def test_a_date_that_was_over_is_no_due_date() -> None:
    spade = graph(document("a", "2023-01-25", "Times"), claim(ACME, "buildsDataCenterIn", TOKYO, date="2023-01"))
    assert [row.expected for row in rows(spade)] == [""]
    due = graph(document("b", "2023-01-25", "Times"), claim(ACME, "buildsDataCenterIn", TOKYO, date="2024-Q1"))
    assert [row.expected for row in rows(due)] == ["2024-Q1"]
    this_year = graph(document("c", "2023-01-25", "Times"), claim(ACME, "plansDataCenterIn", TOKYO, date="2023"))
    assert [row.expected for row in rows(this_year)] == ["2023"]


def test_megawatts_of_a_cancelled_plan_and_dollars() -> None:
    halted = claim(ACME, "cancelsDataCenterIn", TOKYO, capacityMW=200, amount=100000000, currency="EUR")
    (row,) = rows(graph(document("a", "2016-01-04", "Times"), halted))
    assert (row.planned_mw, row.operating_mw, row.amount, row.currency, row.amount_usd) == (200, None, 100000000, "EUR", 109000000)


def test_a_country_of_the_headline_is_no_row_beside_the_city_of_the_text() -> None:
    both = document("a", "2023-01-01", "Times")
    headline = claim(ACME, "plansDataCenterIn", JAPAN, date="2024")
    text = claim(ACME, "plansDataCenterIn", TOKYO, date="2024-Q3")
    assert [row.place for row in rows(graph(both, headline, text))] == ["Tokyo"]
    assert [row.place for row in rows(graph(both, headline, text), wider=True)] == ["Japan", "Tokyo"]
    more = claim(ACME, "plansDataCenterIn", JAPAN, count=3)
    assert [row.place for row in rows(graph(both, more, text))] == ["Japan", "Tokyo"]
    another = graph(document("b", "2023-02-01", "Post"), headline)
    assert [row.place for row in rows(graph(both, text), another)] == ["Japan", "Tokyo"]


def test_a_site_that_is_named_later_is_one_row() -> None:
    plan = graph(document("a", "2023-01-01", "Times"), claim(ACME, "plansDataCenterIn", TOKYO, capacityMW=40))
    named = graph(document("b", "2024-01-01", "Post"), claim(ACME, "buildsDataCenterIn", TOKYO, site="Frontier", date="2025"))
    (row,) = rows(plan, named)
    assert (row.name, row.status, row.planned_mw, row.announced, row.expected) == ("Frontier", "building", 40, "2023-01-01", "2025")
    assert len(row.facts) == 2


def test_a_site_without_a_name_that_was_there_before_the_named_one_is_its_own() -> None:
    old = graph(document("a", "2023-01-01", "Times"), claim(ACME, "operatesDataCenterIn", TOKYO, date="2010"))
    named = graph(document("b", "2024-01-01", "Post"), claim(ACME, "plansDataCenterIn", TOKYO, site="Frontier"))
    other = graph(document("c", "2024-01-02", "Post"), claim(ACME, "plansDataCenterIn", TOKYO, site="Cannoli"))
    assert len(rows(old, named)) == 2
    first = graph(document("d", "2022-01-01", "Times"), claim(ACME, "plansDataCenterIn", TOKYO))
    assert len(rows(first, named, other)) == 3, "nobody can tell which of the two it is"


def test_what_is_told_of_a_parent_is_no_row_beside_its_unit() -> None:
    unit = org("Acme Cloud")
    told = graph(
        document("a", "2023-01-01", "Times"),
        claim(unit, "unitOf", ACME),
        claim(unit, "plansDataCenterIn", TOKYO, capacityMW=40),
        claim(ACME, "plansDataCenterIn", TOKYO),
    )
    assert [row.company for row in rows(told)] == ["Acme Cloud"]
    more = graph(document("b", "2023-01-02", "Post"), claim(ACME, "plansDataCenterIn", TOKYO, capacityMW=90))
    assert [row.company for row in rows(told, more)] == ["Acme", "Acme Cloud"]


def test_data_centers_of_a_cloud_region_are_no_row_beside_it() -> None:
    region = graph(document("a", "2023-03-07", "Times"), claim(ACME, "plansCloudRegionIn", TOKYO))
    centers = graph(document("b", "2023-03-02", "Post"), claim(ACME, "plansDataCenterIn", TOKYO))
    assert [row.kind for row in rows(region, centers)] == ["CloudRegion"]
    larger = graph(document("c", "2023-03-03", "Post"), claim(ACME, "plansDataCenterIn", TOKYO, capacityMW=90))
    assert [row.kind for row in rows(region, larger)] == ["CloudRegion", "DataCenter"]


def test_a_named_region_that_opened_without_its_name() -> None:
    named = graph(document("a", "2023-01-01", "Times"), claim(ACME, "plansCloudRegionIn", TOKYO, site="Japan Central"))
    opened = graph(document("b", "2024-05-01", "Post"), claim(ACME, "operatesCloudRegionIn", TOKYO))
    (row,) = rows(named, opened)
    assert (row.name, row.status, row.since) == ("Japan Central", "operating", "2024-05-01")
