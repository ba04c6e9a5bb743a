"""`kg sites` and `kg digest`: a row a site, blank where nothing is said; what changed since a day."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from called import Call

STORY = {
    "plan": ("2023-01-10", "Borealis Cloud plans a 40-megawatt data center in Oslo, Norway. It is scheduled to open in 2025."),
    "more": ("2024-02-10", "Borealis Cloud plans a 90-megawatt data center in Oslo, Norway. It is scheduled to open in 2026."),
    "open": ("2026-03-01", "Borealis Cloud has opened a data center in Oslo, Norway."),
    "plan2": ("2023-05-01", "Castor Hosting will build a data center in Turku, Finland."),
    "end": ("2024-06-01", "Castor Hosting has scrapped plans for a data center in Turku, Finland."),
}


@pytest.fixture(scope="module")
def story(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with the story of two sites."""
    from kg.cli import run

    folder = tmp_path_factory.mktemp("story")
    for name, (date, text) in STORY.items():
        (folder / f"{name}.json").write_text(json.dumps({"id": name, "date": date, "text": text, "publisher": name}))
    assert run(["build", *(str(folder / f"{name}.json") for name in STORY), "--store", str(folder / "graph")]) == 0
    return folder / "graph"


def test_a_row_a_site(kg: Call, story: Path) -> None:
    oslo, turku = (json.loads(line) for line in kg("sites", "--format", "jsonl", "--store", story).out.splitlines())
    assert (oslo["company"], oslo["place"], oslo["country"], oslo["kind"]) == ("Borealis Cloud", "Oslo", "NO", "DataCenter")
    assert (oslo["status"], oslo["planned_mw"], oslo["operating_mw"]) == ("operating", 90, None)
    assert (oslo["announced"], oslo["precision"]) == ("2023-01-10", "middle of the city")
    assert oslo["latitude"] == pytest.approx(59.9, abs=0.1)
    assert (turku["status"], turku["planned_mw"], turku["amount"], turku["expected"]) == ("cancelled", None, None, "")
    assert kg("why", oslo["facts"][0], "--store", story).status == 0


def test_each_cell_can_be_asked_for_its_sentence(kg: Call, story: Path) -> None:
    oslo = json.loads(kg("sites", "--company", "Borealis Cloud", "--format", "jsonl", "--store", story).out)
    for column, value in oslo.items():
        asked = kg("why", oslo["site"], column, "--store", story)
        blank = value in ("", None, [])
        assert asked.status == (2 if blank else 0), column
        assert ("“" in asked.out) is not blank
    assert "90-megawatt" in kg("why", oslo["site"], "planned_mw", "--store", story).out
    assert "has opened" in kg("why", oslo["site"].removeprefix("https://w3id.org/cloud-expansion/id/"), "status", "--store", story).out
    assert "40-megawatt" in kg("why", oslo["site"], "--store", story).out
    assert kg("why", oslo["site"], "colour", "--store", story).status == 2
    assert kg("why", "site/nobody/nowhere/data-center", "--store", story).status == 2


def test_what_rules_conclude_is_told_apart(kg: Call, story: Path) -> None:
    assert "presentIn" not in kg("dump", "--format", "tsv", "--store", story).out
    assert "presentIn" not in kg("stats", "--store", story).out
    assert "follows by the rule presence: presentIn Norway" in kg("show", "Borealis Cloud", "--store", story).out
    why = kg("why", "Borealis Cloud", "presentIn", "Norway", "--store", story).out
    assert "follows by the rule presence from 1 fact" in why
    assert "has opened a data center" in why


def test_narrowed_and_in_other_formats(kg: Call, story: Path) -> None:
    table = list(csv.DictReader(io.StringIO(kg("sites", "--stage", "cancelled", "--format", "csv", "--store", story).out)))
    assert [(row["company"], row["planned_mw"]) for row in table] == [("Castor Hosting", "")]
    assert "Turku" not in kg("sites", "--place", "Norway", "--store", story).out
    assert "Oslo" not in kg("sites", "--company", "Castor Hosting", "--format", "md", "--store", story).out
    assert kg("sites", "--stage", "building", "--store", story).out == "no sites\n"
    collection = json.loads(kg("sites", "--format", "geojson", "--store", story).out)
    assert collection["type"] == "FeatureCollection"
    for feature in collection["features"]:
        longitude, latitude = feature["geometry"]["coordinates"]
        assert -180 <= longitude <= 180
        assert -90 <= latitude <= 90
        assert feature["properties"]["company"]
    assert kg("sites", "--place", "Atlantis", "--store", story).status == 2


def test_what_is_new(kg: Call, story: Path) -> None:
    def changes(since: str, *more: str) -> list[tuple[str, str, str]]:
        lines = kg("digest", "--since", since, *more, "--format", "jsonl", "--store", story).out.splitlines()
        return [(c["kind"], c["before"], c["after"]) for c in map(json.loads, lines)]

    assert changes("2026-01-01") == [("moved on", "planned", "operating")]
    assert ("enlarged", "40 MW", "90 MW") in changes("2024-01-01", "--company", "Borealis Cloud")
    assert changes("2024-01-01", "--place", "Finland") == [("given up", "planned", "cancelled")]
    assert {(kind, before) for kind, before, _ in changes("2020")} == {("new site", ""), ("given up", "planned")}
    text = kg("digest", "--since", "2026-01-01", "--store", story).out
    assert "## Moved on" in text
    assert "**Borealis Cloud** operates a data center in **Oslo** (planned → operating, learned 2026-03-01" in text
    told = json.loads(kg("digest", "--since", "2026-01-01", "--format", "json", "--store", story).out)
    assert told["since"] == "2026-01-01"
    assert [change["learned"] for change in told["changes"]] == ["2026-03-01"]
    assert "Nothing." in kg("digest", "--since", "2027", "--store", story).out
    assert kg("digest", "--store", story).status == 2


def test_a_site_that_is_first_told_when_it_is_given_up_is_no_new_site(kg: Call, tmp_path: Path) -> None:
    (tmp_path / "end.json").write_text(json.dumps({"date": STORY["end"][0], "text": STORY["end"][1]}))
    assert kg("build", "end.json", "--store", "g").status == 0
    (change,) = map(json.loads, kg("digest", "--since", "2024", "--format", "jsonl", "--store", "g").out.splitlines())
    assert (change["kind"], change["before"], change["after"]) == ("given up", "", "cancelled")


def test_a_sum_in_dollars_is_a_number_and_told_beside_the_sum(kg: Call, tmp_path: Path) -> None:
    text = "Borealis Cloud will invest 500 million euros in Norway."
    (tmp_path / "euros.json").write_text(json.dumps({"date": "2024-03-04", "text": text}))
    assert kg("build", "euros.json", "--store", "g").status == 0
    (fact,) = map(json.loads, kg("dump", "--format", "jsonl", "--store", "g").out.splitlines())
    dollars = fact["qualifiers"]["amountUSD"]
    assert 500_000_000 < dollars < 600_000_000
    assert f"EUR 500,000,000 (USD {dollars:,})" in kg("show", "Borealis Cloud", "--store", "g").out
