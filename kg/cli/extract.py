"""`kg extract`: what documents say, without a store."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import click

from kg.cli import DONE, SOME_FAILED, options
from kg.cli.output import complain, json_line, table
from kg.errors import SourceError

COLUMNS = ("doc", "subject", "predicate", "object", "qualifiers", "evidence")


@click.command()
@options.sources
@options.choice("jsonl", "table", default="table")
@options.min_confidence
def command(sources: tuple[str, ...], date: str | None, publisher: str | None, format: str, min_confidence: float) -> int:
    """Print what documents say: each claim with its qualifiers and the words that state it.

    SOURCE is a file (plain text, a saved web page, JSON or JSON Lines with "text", RSS or Atom, PDF), a folder, or - for standard input.

    \b
    Examples:
      kg extract article.txt --date 2015-07-29
      kg extract articles.jsonl --format jsonl > claims.jsonl
      curl -sL https://example.com/news | kg extract -
    """
    from kg.evaluate import as_record
    from kg.pipeline import read_document
    from kg.read import read

    failed = 0

    def records() -> Iterator[dict[str, Any]]:
        nonlocal failed
        for item in read(sources, date=date, publisher=publisher):
            if isinstance(item, SourceError):
                failed += 1
                complain(item)
                continue
            _, claims, _ = read_document(item)
            yield from (as_record(item, claim) for claim in claims if claim.confidence >= min_confidence)

    if format == "jsonl":
        for record in records():
            click.echo(json_line(record))
    else:
        rows = [[_cell(record[column]) for column in COLUMNS] for record in records()]
        for line in table(COLUMNS, rows) if rows else ["no claims"]:
            click.echo(line)
    return SOME_FAILED if failed else DONE


def _cell(value: Any) -> str:
    return " ".join(f"{name}={part}" for name, part in value.items()) if isinstance(value, dict) else str(value)
