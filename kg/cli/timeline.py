"""`kg timeline`: what happened around a thing, and when it was learned."""

from __future__ import annotations

import click

from kg.cli import options
from kg.cli.output import json_line, table
from kg.cli.show import short, told


@click.command()
@click.argument("entity", metavar="ENTITY")
@click.option("--since", callback=options.iso_date, metavar="DATE", help="Nothing that happened before.")
@options.choice("table", "jsonl", default="table")
@options.min_confidence
@options.store
def command(entity: str, since: str | None, format: str, min_confidence: float, store: str) -> None:
    """Show the facts with a company, place or person in the order of time: when it happens or is due, and when it was first and last said.

    \b
    Examples:
      kg timeline "Alibaba Cloud"
      kg timeline Singapore --since 2016
    """
    from kg.rows import around
    from kg.store import open_store

    graph = open_store(store, read_only=True)
    try:
        found = around(graph, entity, min_confidence)
    finally:
        graph.close()
    ordered = sorted((r for r in found if not since or r.when() >= since), key=lambda r: (r.when(), r.first_said or "", r.fact))
    if format == "jsonl":
        from kg.cli.dump import record

        for row in ordered:
            click.echo(json_line({"happens": row.when() or None} | record(row, iris=False)))
        return
    lines = []
    for row in ordered:
        again = row.last_said if row.last_said != row.first_said else ""
        what = f"{row.subject_label} {row.predicate} {row.object_label}"
        lines.append((row.when(), row.first_said, again, what, told(row), short(row)))
    for line in table(("happens", "first said", "last said", "what", "told", "fact"), lines) if lines else ["no facts"]:
        click.echo(line)
