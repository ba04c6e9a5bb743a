"""The commands that need no store: extract, explain, evaluate."""

from __future__ import annotations

import json
from pathlib import Path

from articles import ARTICLES
from called import Call

KEYS = {"doc", "subject", "predicate", "object", "qualifiers", "evidence", "start", "end", "confidence", "extractor"}


def test_extract(kg: Call, news: Path) -> None:
    done = kg("extract", news, "--format", "jsonl")
    assert done.status == 0
    records = [json.loads(line) for line in done.out.splitlines()]
    texts = {a["id"]: f"{a['title']}\n\n{a['text']}" for a in ARTICLES}
    for record in records:
        assert record.keys() >= KEYS | {"subject_names", "object_names"}
        assert texts[record["doc"]][record["start"] : record["end"]] == record["evidence"]
    invests = next(r for r in records if r["predicate"] == "investsIn")
    assert (invests["subject"], invests["object"], invests["qualifiers"]["amount"]) == ("Borealis Cloud", "Norway", 2000000000)
    assert "Castor Hosting" in kg("extract", news).out
    assert kg("extract", news, "--min-confidence", "1").out == "no claims\n"


def test_extract_names_what_it_cannot_read(kg: Call, news: Path) -> None:
    done = kg("extract", "missing.txt", news, "--format", "jsonl")
    assert done.status == 1
    assert done.err == "kg: missing.txt: there is no such file or folder\n"
    assert done.out
    assert kg("extract", news, "--format", "word").status == 2


def test_extract_as_triples(kg: Call, news: Path) -> None:
    lines = kg("extract", news, "--format", "nt").out.splitlines()
    assert lines == sorted(lines)
    assert any("plansDataCenterIn> <https://w3id.org/cloud-expansion/id/place/oslo>" in line for line in lines)
    assert kg("extract", news, "--format", "nt").out.splitlines() == lines
    sure = kg("extract", news, "--format", "nt", "--min-confidence", "1").out
    assert "plansDataCenterIn> <https://w3id.org/cloud-expansion/id/place/oslo>" not in sure


def test_only_what_is_sure_is_extracted(kg: Call, news: Path) -> None:
    records = [json.loads(line) for line in kg("extract", news, "--format", "jsonl").out.splitlines()]
    middle = sorted(r["confidence"] for r in records)[len(records) // 2]
    sure = [json.loads(line) for line in kg("extract", news, "--format", "jsonl", "--min-confidence", str(middle)).out.splitlines()]
    assert sure == [r for r in records if r["confidence"] >= middle]
    assert kg("extract", news, "--min-confidence", "2").status == 2


def test_explain(kg: Call, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Chinese firm Borealis Cloud will build a data center in Oslo for $2 billion.\n\nIt rained.")
    text = kg("explain", "a.txt").out
    assert "CLAIM     Borealis Cloud | plansDataCenterIn | Oslo" in text
    assert "It rained." in text
    records = [json.loads(line) for line in kg("explain", "a.txt", "--format", "jsonl").out.splitlines()]
    kinds = {(r["kind"], r.get("text"), r.get("type")) for r in records}
    assert kinds >= {("mention", "Oslo", "Place"), ("mention", "Borealis Cloud", "Organization"), ("adjective", "Chinese", "Place")}
    assert {"value", "trigger", "claim"} <= {r["kind"] for r in records}
    assert all(r["doc"] == "a" for r in records)


def test_explain_tells_why_there_is_no_claim(kg: Call, tmp_path: Path) -> None:
    sentences = {
        "Borealis Cloud has no plans for a data center in Spain.": "it is denied",
        "Will Borealis Cloud build a data center in Oslo?": "a question states nothing",
        "Borealis Cloud will build a data center.": "no place is named",
        "A data center will be built in Ohio.": "no organisation is named that does it",
        "Borealis Cloud asked whether Castor Hosting will acquire Pollux Networks.": "it stands under a condition",
    }
    for text, reason in sentences.items():
        (tmp_path / "a.txt").write_text(text)
        records = [json.loads(line) for line in kg("explain", "a.txt", "--format", "jsonl").out.splitlines()]
        dropped = [r for r in records if r["kind"] == "dropped"]
        assert reason in {r["reason"] for r in dropped}, (text, dropped)
        assert all(r["doc"] == "a" and 0 <= r["start"] < r["end"] <= len(text) and r["what"] for r in dropped)
        assert f": {reason}" in kg("explain", "a.txt").out


def test_evaluate(kg: Call, tmp_path: Path) -> None:
    gold = {
        "id": "g", "date": "2024-01-01", "text": "Borealis Cloud will build a data center in Oslo, Norway. Ann Lee runs it.",
        "entities": {
            "b": {"type": "Organization", "names": ["Borealis Cloud"]}, "o": {"type": "Place", "names": ["Oslo"]},
            "l": {"type": "Person", "names": ["Ann Lee"]},
        },
        "facts": [{"s": "b", "p": "plansDataCenterIn", "o": "o", "evidence": "Borealis Cloud will"}, {"s": "l", "p": "unitOf", "o": "b"}],
    }  # fmt: skip
    (tmp_path / "gold").mkdir()
    (tmp_path / "gold" / "g.json").write_text(json.dumps(gold))
    figures = json.loads(kg("evaluate", "gold", "--format", "json", "--errors").out)
    assert (figures["tp"], figures["fn"]) == (1, 1)
    assert {e["kind"] for e in figures["errors"]} >= {"missed"}
    listed = kg("evaluate", "gold", "--errors")
    assert "missed  g  l | unitOf | b" in listed.out
    assert "facts" in listed.out
    (tmp_path / "facts.jsonl").write_text('{"doc": "g", "subject": "Borealis Cloud", "predicate": "plansDataCenterIn", "object": "Oslo"}\n')
    other = json.loads(kg("evaluate", "gold", "--facts", "facts.jsonl", "--format", "json").out)
    assert (other["precision"], other["recall"]) == (1, 0.5)
    (tmp_path / "bad.jsonl").write_text('{"doc": "g"}\n')
    for arguments in (("none",), ("gold", "--facts", "none.jsonl"), ("gold", "--facts", "bad.jsonl"), ("facts.jsonl",)):
        done = kg("evaluate", *arguments)
        assert done.status == 2
        assert len(done.err.splitlines()) == 1
