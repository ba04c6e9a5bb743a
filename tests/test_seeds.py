"""The shipped tables and documents keep their promises."""

from __future__ import annotations

import csv
import json
import re
from collections import Counter
from pathlib import Path

import pytest

from kg.iris import slug
from kg.link.fold import canonical, fold

SEEDS = Path(__file__).parent.parent / "seeds"
KINDS = (
    "cloud operator telecom internet software hardware chip ai investor bank conglomerate developer contractor utility energy consulting "
    "research government media retail other"
)


def organisations() -> list[dict[str, str]]:
    with (SEEDS / "organisations.tsv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def names_of(row: dict[str, str]) -> list[str]:
    return [name for name in (row["label"], *row["aliases"].split("|"), *row["former"].split("|")) if name]


@pytest.fixture(scope="module")
def rows() -> list[dict[str, str]]:
    return organisations()


def test_the_table_is_whole(rows: list[dict[str, str]]) -> None:
    assert len(rows) >= 400
    keys = [row["key"] for row in rows]
    assert keys == sorted(set(keys)), "keys are unique and sorted"
    for row in rows:
        assert None not in (*row, *row.values()), f"{row['key']}: wrong number of columns"
        assert row["label"], row["key"]
        assert row["kind"] in KINDS.split(), row["key"]
        assert all(value == value.strip() for value in row.values()), f"{row['key']}: white space at an end"


def test_a_key_is_the_folded_label(rows: list[dict[str, str]]) -> None:
    taken = {slug(canonical(row["label"])) for row in rows}
    for row in rows:
        short, full = slug(canonical(row["label"])), slug(fold(row["label"]))
        assert row["key"] == short or (row["key"] == full and short in taken), row


def test_parents_exist_and_form_no_circle(rows: list[dict[str, str]]) -> None:
    parents = {row["key"]: row["parent"] for row in rows}
    for key in parents:
        seen, at = {key}, parents[key]
        while at:
            assert at in parents, f"{key}: unknown parent {at}"
            assert at not in seen, f"{key}: its own ancestor"
            seen.add(at)
            at = parents[at]


def test_no_name_means_two_organisations(rows: list[dict[str, str]]) -> None:
    owners: dict[str, set[str]] = {}
    for row in rows:
        for name in names_of(row):
            owners.setdefault(fold(name), set()).add(row["key"])
    assert not {name: keys for name, keys in owners.items() if len(keys) > 1}


def test_ambiguous_names_are_names_of_their_line(rows: list[dict[str, str]]) -> None:
    for row in rows:
        found = re.match(r"ambiguous: ([^;]+)", row["note"])
        assert ("ambiguous" in row["note"]) == bool(found), row["key"]
        if found:
            assert set(found[1].split("|")) <= set(names_of(row)), row["key"]


@pytest.mark.parametrize("name", ["Apple", "Meta", "Oracle", "Switch", "Compass", "Stack", "Ark", "Lambda", "Vantage", "Aligned", "Bulk"])
def test_common_words_are_flagged(rows: list[dict[str, str]], name: str) -> None:
    line = next(row for row in rows if name in names_of(row))
    assert name in line["note"]


@pytest.mark.parametrize(("unit", "parent"), [("alibaba-cloud", "alibaba"), ("amazon-web-services", "amazon"), ("ntt-data", "ntt")])
def test_units_stand_apart_from_parents(rows: list[dict[str, str]], unit: str, parent: str) -> None:
    assert {row["key"]: row["parent"] for row in rows}[unit] == parent


DOCUMENTS = sorted((SEEDS / "documents").glob("*.json"))


def test_there_are_documents_to_start_from() -> None:
    assert len(DOCUMENTS) >= 24
    publishers = Counter(json.loads(path.read_text("utf-8"))["digest_of"]["publisher"] for path in DOCUMENTS)
    assert len(publishers) >= 10


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.stem)
def test_a_seed_document_is_a_record_with_its_source(path: Path) -> None:
    record = json.loads(path.read_text("utf-8"))
    assert record["id"] == path.stem
    assert re.fullmatch(r"20(1\d|2[0-6])(-\d\d){0,2}", record["date"])
    assert record["title"]
    assert len(record["text"]) > 250
    assert record["digest_of"]["publisher"]
    assert record["digest_of"]["url"].startswith("https://") or record["digest_of"]["url"].startswith("http://")
