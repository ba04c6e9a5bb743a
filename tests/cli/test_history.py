"""The commands about time, contradiction and identity: timeline, conflicts, diff, review, validate."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from called import Call
from click.testing import CliRunner

import kg.cli

QUARREL = {
    "one": ("2024-03-04", "A Times", "Borealis Cloud will invest $2 billion in Norway in 2025."),
    "two": ("2024-03-09", "B Post", "Borealis Cloud will invest $3 billion in Norway in 2025."),
}


@pytest.fixture
def quarrel(kg: Call, tmp_path: Path) -> str:
    """A store with two documents that contradict each other."""
    for name, (date, publisher, text) in QUARREL.items():
        (tmp_path / f"{name}.json").write_text(json.dumps({"id": name, "date": date, "publisher": publisher, "text": text}))
    assert kg("build", "one.json", "two.json", "--store", "q").status == 0
    return "q"


def test_timeline(kg: Call, graph: Path) -> None:
    head, *lines = kg("timeline", "Borealis Cloud", "--store", graph).out.splitlines()
    assert head.split()[:3] == ["happens", "first", "said"]
    assert any("2024-03-04" in line and "2024-03-05" in line and "plansDataCenterIn Oslo" in line for line in lines)
    days = [line[:10].strip() for line in lines]
    assert days == sorted(days)
    records = [json.loads(line) for line in kg("timeline", "Turku", "--format", "jsonl", "--store", graph).out.splitlines()]
    assert [r["subject"] for r in records] == ["Castor Hosting"]
    assert kg("timeline", "Borealis Cloud", "--since", "2030", "--store", graph).out == "no facts\n"
    assert kg("timeline", "Nobody", "--store", graph).status == 2


def test_conflicts_quote_both_sides(kg: Call, quarrel: str, graph: Path) -> None:
    done = kg("conflicts", "--store", quarrel)
    assert done.status == 0
    for _, publisher, text in QUARREL.values():
        assert publisher in done.out
        assert text in done.out
    assert done.err == "1 conflict\n"
    (pair,) = [json.loads(line)["facts"] for line in kg("conflicts", "--format", "jsonl", "--store", quarrel).out.splitlines()]
    assert sorted(fact["qualifiers"]["amount"] for fact in pair) == [2_000_000_000, 3_000_000_000]
    assert kg("conflicts", "--store", graph) == (0, "", "0 conflicts\n")


def test_diff(kg: Call, quarrel: str, graph: Path, news: Path) -> None:
    assert kg("diff", graph, graph).err == "0 new, 0 gone, 0 changed\n"
    kg("build", news / "borealis-oslo.json", "--store", "part")
    done = kg("diff", "part", graph)
    assert done.status == 0
    assert "+ Castor Hosting operatesDataCenterIn Turku" in done.out
    assert "~ Borealis Cloud plansDataCenterIn Oslo" in done.out
    assert "documents 1 -> 2" in done.out
    back = [json.loads(line) for line in kg("diff", graph, "part", "--format", "jsonl").out.splitlines()]
    assert {r["change"] for r in back} == {"gone", "changed"}
    assert kg("diff", "part", "nowhere").status == 2


def test_review_asks_and_applies(tmp_path: Path, kg: Call) -> None:
    texts = (
        "Borealis Cloud Services will build a data center in Oslo, Norway.",
        "Borealis Cloud will build a data center in Turku, Finland.",
        "Dr John A. Smith is chief executive of Castor Hosting.",
        "John Smith is chief executive of Castor Hosting.",
    )
    for number, text in enumerate(texts):
        (tmp_path / f"{number}.json").write_text(json.dumps({"text": text, "date": "2024-01-01"}))
    kg("build", *(f"{n}.json" for n in range(len(texts))), "--store", "g")
    listed = [json.loads(line) for line in kg("review", "--format", "jsonl", "--store", "g").out.splitlines()]
    assert listed
    assert len({frozenset(pair["labels"]) for pair in listed}) == len(listed)
    done = CliRunner().invoke(kg_command(), ["review", "--answer", "--who", "ada", "--store", "g"], input="s\nq\n")
    assert done.exit_code == 0, done.output
    written = (tmp_path / "g.judgements.tsv").read_text().splitlines()
    assert written[0].split("\t") == ["verdict", "one", "other", "who", "why"]
    assert written[1].split("\t")[0] == "same"
    assert written[1].split("\t")[3] == "ada"
    after = [json.loads(line) for line in kg("review", "--format", "jsonl", "--store", "g").out.splitlines()]
    assert [pair["labels"] for pair in after] == [pair["labels"] for pair in listed[1:]]
    applied = kg("dump", "--format", "nq", "--store", "g").out
    kg("build", *(f"{n}.json" for n in range(len(texts))), "--store", "h", "--judgements", "g.judgements.tsv")
    assert kg("dump", "--format", "nq", "--store", "h").out == applied
    (tmp_path / "g.judgements.tsv").unlink()
    assert kg("review", "--apply", "--store", "g").status == 0
    assert kg("dump", "--format", "nq", "--store", "g").out != applied


def test_review_says_when_there_is_nothing_to_ask(kg: Call, quarrel: str) -> None:
    for answer in ((), ("--answer",)):
        assert kg("review", *answer, "--store", quarrel) == (0, "no doubtful pairs\n", "")


def kg_command() -> kg.cli.Commands:
    assert isinstance(kg.cli.kg, kg.cli.Commands)
    return kg.cli.kg


def test_validate(kg: Call, graph: Path, tmp_path: Path) -> None:
    pytest.importorskip("pyshacl", reason="shapes need the extra `validate`")
    assert kg("validate", "--store", graph) == (0, "", "0 findings\n")
    text = "Borealis Cloud plans a 90,000-megawatt data center in Oslo, Norway."
    (tmp_path / "x.json").write_text(json.dumps({"text": text, "date": "2024-01-01", "publisher": "A Times"}))
    kg("build", "x.json", "--store", "odd")
    done = kg("validate", "--only-sense", "--store", "odd")
    assert done.status == 1
    assert text in done.out
    assert "A Times, 2024-01-01" in done.out
    records = [json.loads(line) for line in kg("validate", "--format", "jsonl", "--store", "odd").out.splitlines()]
    assert records[0].keys() == {"rule", "message", "about", "quotes"}
    assert kg("validate", "--today", "2026", "--store", graph).status == 2
