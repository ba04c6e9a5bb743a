"""`kg extract`: what documents say, without a store."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from typing import Any

import click

from kg.cli import DONE, SOME_FAILED, options
from kg.cli.output import complain, json_line, table
from kg.errors import SourceError
from kg.model import Claim, Document

COLUMNS = ("doc", "subject", "predicate", "object", "qualifiers", "evidence")


@click.command()
@options.sources
@options.choice("jsonl", "table", "nt", default="table", help="How to print it; nt holds what the sources together say, as triples.")
@options.min_confidence
@options.jobs(None)
def command(sources: tuple[str, ...], date: str | None, publisher: str | None, format: str, min_confidence: float, jobs: int | None) -> int:
    """Print what documents say: each claim with its qualifiers and the words that state it.

    SOURCE is a file (plain text, a saved web page, JSON or JSON Lines with "text", RSS or Atom, PDF), a folder, or - for standard input.

    \b
    Examples:
      kg extract article.txt --date 2015-07-29
      kg extract articles.jsonl --format jsonl > claims.jsonl
      curl -sL https://example.com/news | kg extract -
    """
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

    def told() -> Iterator[tuple[Document, list[Claim]]]:
        for document, said in read_documents(documents(), jobs or os.cpu_count() or 1):
            if isinstance(said, SourceError):
                fail(said)
            else:
                yield document, [claim for claim in said.claims if claim.confidence >= min_confidence]

    for line in {"jsonl": _records, "table": _table, "nt": _triples}[format](told()):
        click.echo(line)
    return SOME_FAILED if failed else DONE


Told = Iterable[tuple[Document, list[Claim]]]


def _records(told: Told) -> Iterator[str]:
    from kg.evaluate import as_record

    return (json_line(as_record(document, claim)) for document, claims in told for claim in claims)


def _table(told: Told) -> Iterator[str]:
    from kg.evaluate import as_record

    records = (as_record(document, claim) for document, claims in told for claim in claims)
    rows = [[_cell(record[column]) for column in COLUMNS] for record in records]
    return iter(table(COLUMNS, rows) if rows else ["no claims"])


def _triples(told: Told) -> Iterator[str]:
    """What the documents together say, fused as `kg build` does it."""
    from kg.fuse import add_graphs
    from kg.pipeline import graph_of, rules_of
    from kg.rows import lines
    from kg.store import open_store

    graph = open_store()
    add_graphs(graph, (graph_of(document, claims) for document, claims in told), rules_of())
    return (line.rstrip("\n") for line in lines(graph.match(graph=None)))


def _cell(value: Any) -> str:
    return " ".join(f"{name}={part}" for name, part in value.items()) if isinstance(value, dict) else str(value)
