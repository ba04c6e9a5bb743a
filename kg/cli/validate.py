"""`kg validate`: what is wrong with the graph, or looks so."""

from __future__ import annotations

import textwrap
from datetime import date

import click

from kg.cli import DONE, options
from kg.cli.output import json_line
from kg.wording import counted

FOUND = 1


@click.command()
@options.choice("text", "jsonl", default="text")
@click.option("--today", callback=options.iso_date, metavar="DAY", help="Look at due dates as of this day (2026-11-26).")
@click.option("--only-sense", is_flag=True, help="Only the checks of common sense; needs no pyshacl.")
@options.store
def command(format: str, today: str | None, only_sense: bool, store: str) -> int:
    """Check the graph against the shapes of the ontology and against common sense: figures a thousand times apart, sites opened before they
    were announced, places outside the country that was said. Names the rule, the fact, the documents, quotes the claims, changes nothing.

    Exit status 1 when something is found.

    \b
    Examples:
      kg validate
      kg validate --today 2026-11-26 --format jsonl
    """
    from kg.store import open_store
    from kg.validate import validate

    if today is not None and len(today) != 10:
        raise click.UsageError("--today: write a day: 2026-11-26")
    graph = open_store(store, read_only=True)
    try:
        findings = validate(graph, today=date.fromisoformat(today) if today else None, only_sense=only_sense)
    finally:
        graph.close()
    for finding in findings:
        if format == "jsonl":
            quotes = [{"document": q.document, "publisher": q.publisher, "day": q.day, "quote": q.text} for q in finding.quotes]
            click.echo(json_line({"rule": finding.rule, "message": finding.message, "about": finding.about, "quotes": quotes}))
            continue
        click.echo(f"{click.style(finding.rule, bold=True)}: {finding.message}")
        for node in finding.about:
            click.echo(f"  {node}")
        for quote in finding.quotes:
            click.echo(f"  {', '.join(filter(None, (quote.publisher, quote.day))) or quote.document}")
            for line in textwrap.wrap(" ".join(quote.text.split()), 96, initial_indent="    “", subsequent_indent="     "):
                click.echo(line)
    count = len(findings)
    click.echo(counted(count, "finding"), err=True)
    return FOUND if findings else DONE
