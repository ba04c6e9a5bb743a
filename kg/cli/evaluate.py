"""`kg evaluate`: how good extraction is on anybody's gold documents."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

import click

from kg.cli import options
from kg.cli.output import table
from kg.errors import SourceError
from kg.evaluate import Rate, Scores, as_record, evaluate, read_gold
from kg.wording import counted


@click.command()
@click.argument("gold", nargs=-1, required=True, metavar="GOLD...")
@click.option(
    "--facts", metavar="FILE", help="Score these facts (JSON Lines, as `kg extract --format jsonl` writes them) instead of extracting."
)
@click.option("--errors", is_flag=True, help="List what was missed, what was wrong and which qualifiers differ, with the sentences.")
@options.choice("table", "json", default="table")
@options.min_confidence
def command(gold: tuple[str, ...], facts: str | None, errors: bool, format: str, min_confidence: float) -> None:
    """Precision, recall and F1 of extraction, by predicate, for qualifiers, status, and strict (every qualifier right).

    GOLD is a JSON file with "id", "text", "entities" and "facts", or a folder of them; docs/cli.md describes the format.

    \b
    Examples:
      kg evaluate my-gold/ --errors
      kg evaluate my-gold/ --facts other-tool.jsonl --format json
    """
    golds = read_gold(gold)
    scores = evaluate(golds, _read_facts(facts) if facts else _extracted(golds, min_confidence))
    if format == "json":
        misses = {"errors": [_miss(m) for m in scores.misses]} if errors else {}
        click.echo(json.dumps(scores.as_json() | misses, indent=1, ensure_ascii=False))
        return
    if errors:
        for m in scores.misses:
            click.echo(f"{m.kind:7} {m.doc}  {m.subject} | {m.predicate} | {m.object}" + (f"  {m.note}" if m.note else ""))
            click.echo(f"        {' '.join(m.sentence.split())}")
        click.echo()
    for line in _figures(scores):
        click.echo(line)


def _extracted(golds: Iterable[dict[str, Any]], min_confidence: float) -> Iterator[dict[str, Any]]:
    from kg.pipeline import read_document
    from kg.read.records import document

    for gold in golds:
        read = document(gold, str(gold["id"]))
        if isinstance(read, SourceError):
            raise read
        for claim in read_document(read)[1]:
            if claim.confidence >= min_confidence:
                yield as_record(read, claim)


def _read_facts(path: str) -> Iterator[dict[str, Any]]:
    try:
        with click.open_file(path, encoding="utf-8") as lines:
            for number, line in enumerate(lines, 1):
                if line.strip():
                    fact = json.loads(line)
                    if not isinstance(fact, dict) or not {"doc", "subject", "predicate", "object"} <= fact.keys():
                        raise SourceError(f"{path}#{number}", 'is no fact: it needs "doc", "subject", "predicate" and "object"')
                    yield fact
    except OSError as error:
        raise SourceError(path, f"cannot be opened: {error.strerror}") from None
    except ValueError as error:
        raise SourceError(f"{path}#{number}", f"is broken JSON: {error}") from None


def _miss(m: Any) -> dict[str, str]:
    return {name: getattr(m, name) for name in ("kind", "doc", "subject", "predicate", "object", "note", "sentence")}


def _figures(scores: Scores) -> Iterator[str]:
    def row(name: str, rate: Rate) -> list[str]:
        counts = (str(rate.right), str(rate.asked - rate.right), str(rate.given - rate.right))
        return [name, *counts, f"{rate.precision:.3f}", f"{rate.recall:.3f}", f"{rate.f1:.3f}"]

    head = ["", "right", "missed", "wrong", "P", "R", "F1"]
    rows = [row(name, rate) for name, rate in scores.predicates.items()]
    rows.append([""] * len(head))
    for name in ("facts", "qualifiers", "status", "strict"):
        rows.append(row(name, getattr(scores, name)))
    yield from table(head, rows)
    yield ""
    yield f"{counted(scores.documents, 'document')}; {scores.quoted:.1%} of the right facts quote the gold evidence"
