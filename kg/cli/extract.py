"""`kg extract`: what documents say, without a store."""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import Any

import click

from kg.cli import DONE, SOME_FAILED, options
from kg.cli.output import complain, json_line, table
from kg.errors import SourceError
from kg.model import Document

COLUMNS = ("doc", "subject", "predicate", "object", "qualifiers", "evidence")


@click.command()
@options.sources
@options.choice("jsonl", "table", "nt", default="table", help="How to print it; nt holds what the sources together say, as triples.")
@options.min_confidence
@options.jobs(None)
def command(
    sources: tuple[str, ...], date: str | None, publisher: str | None, format: str, min_confidence: float, jobs: int | None
) -> int:
    """Print what documents say: each claim with its qualifiers and the words that state it.

    SOURCE is a file (plain text, a saved web page, JSON or JSON Lines with "text", RSS or Atom, PDF), a folder, or - for standard input.

    \b
    Examples:
      kg extract article.txt --date 2015-07-29
      kg extract articles.jsonl --format jsonl > claims.jsonl
      curl -sL https://example.com/news | kg extract -
    """
    if format == "nt":
        return _triples(sources, date, publisher, min_confidence)
    from kg.evaluate import as_record
    from kg.pipeline import read_documents
    from kg.read import read

    failed = 0

    def fail(error: SourceError) -> None:
        nonlocal failed
        failed += 1
        complain(error)

    def documents() -> Iterator[Document]:
        for item in read(sources, date=date, publisher=publisher, jobs=jobs or os.cpu_count() or 1):
            if isinstance(item, SourceError):
                fail(item)
            else:
                yield item

    def records() -> Iterator[dict[str, Any]]:
        for document, said in read_documents(documents(), jobs or os.cpu_count() or 1):
            if isinstance(said, SourceError):
                fail(said)
            else:
                yield from (as_record(document, claim) for claim in said.claims if claim.confidence >= min_confidence)

    if format == "jsonl":
        for record in records():
            click.echo(json_line(record))
    else:
        rows = [[_cell(record[column]) for column in COLUMNS] for record in records()]
        for line in table(COLUMNS, rows) if rows else ["no claims"]:
            click.echo(line)
    return SOME_FAILED if failed else DONE


def _triples(sources: tuple[str, ...], date: str | None, publisher: str | None, min_confidence: float) -> int:
    from kg.pipeline import build
    from kg.rows import lines
    from kg.store import open_store

    if min_confidence:
        raise click.UsageError("--min-confidence is for jsonl and table")
    graph = open_store()
    report = build(sources, graph, date=date, publisher=publisher)
    for error in report.failed:
        complain(error)
    for line in lines(graph.match(graph=None)):
        click.echo(line, nl=False)
    return SOME_FAILED if report.failed else DONE


def _cell(value: Any) -> str:
    return " ".join(f"{name}={part}" for name, part in value.items()) if isinstance(value, dict) else str(value)
