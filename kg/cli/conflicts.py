"""`kg conflicts`: facts that contradict each other, with the words of both."""

from __future__ import annotations

from collections.abc import Iterator

import click

from kg.cli import options
from kg.cli.output import json_line
from kg.cli.why import evidence, print_fact
from kg.model import Iri
from kg.protocols import Store
from kg.rows import Row, row, rows
from kg.wording import counted


@click.command()
@click.option("--subject", metavar="NAME", help="Only facts about this.")
@click.option("--predicate", metavar="NAME", help="Only this relation and what is narrower.")
@click.option("--object", "object_", metavar="NAME", help="Only facts that end in this.")
@options.choice("text", "jsonl", default="text")
@options.store
def command(subject: str | None, predicate: str | None, object_: str | None, format: str, store: str) -> None:
    """Show facts that tell the same thing otherwise, in pairs, each with its sources and their words.

    \b
    Examples:
      kg conflicts
      kg conflicts --subject Alibaba --format jsonl
    """
    from kg.store import open_store

    graph = open_store(store, read_only=True)
    count = 0
    try:
        for one, other in _pairs(graph, subject, predicate, object_):
            count += 1
            if format == "jsonl":
                click.echo(json_line({"facts": [_record(graph, one), _record(graph, other)]}))
                continue
            print_fact(one, [evidence(graph, Iri(claim)) for claim in one.claims])
            click.echo("\n  — but —\n")
            print_fact(other, [evidence(graph, Iri(claim)) for claim in other.claims])
            click.echo()
    finally:
        graph.close()
    click.echo(counted(count, "conflict"), err=True)


def _pairs(graph: Store, subject: str | None, predicate: str | None, object_: str | None) -> Iterator[tuple[Row, Row]]:
    for one in rows(graph, subject=subject, predicate=predicate, object=object_):
        for iri in one.conflicts_with:
            other = row(graph, iri)
            if other is not None and one.fact < other.fact:
                yield one, other


def _record(graph: Store, fact: Row) -> dict[str, object]:
    from kg.cli.dump import record

    return record(fact, iris=False) | {"claims": [evidence(graph, Iri(claim)) for claim in fact.claims]}
