"""Texts that hold no fact, full of names and words that elsewhere do: sport, weather, recipes, courts, myths, reviews."""

from __future__ import annotations

import json
from pathlib import Path

from kg.model import Claim, Document
from kg.pipeline import read_document

DOCUMENTS = [json.loads(line) for line in (Path(__file__).parent / "documents.jsonl").read_text(encoding="utf-8").splitlines()]


def claims(record: dict[str, str]) -> tuple[Claim, ...]:
    text = f"{record['title']}\n\n{record['text']}"
    document = Document(text, record["title"], record["date"], id=record["id"], key=record["id"])
    return read_document(document)[1]


def test_there_are_fifty() -> None:
    assert len({record["id"] for record in DOCUMENTS}) == 50


def test_at_most_one_wrong_fact() -> None:
    wrong = [f"{r['id']}: {c.subject.label} {c.predicate} {c.object.label} <- {c.quote}" for r in DOCUMENTS for c in claims(r)]
    assert len(wrong) <= 1, "\n".join(wrong)


def test_facts_among_them_are_still_found() -> None:
    """The words of sport and weather switch nothing off where companies act."""
    text = "Amazon will build a data center in Phoenix. Cloud broke over the river."
    record = {"id": "x", "title": "", "date": "2024-05-01", "text": text}
    assert [(c.subject.label, c.predicate, c.object.label) for c in claims(record)] == [("Amazon", "plansDataCenterIn", "Phoenix")]
