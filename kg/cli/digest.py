"""`kg digest`: what is new since a day."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from itertools import groupby

import click

from kg.cli import options
from kg.cli.output import json_line
from kg.digest import Change
from kg.wording import counted

HEADINGS = {
    "new site": "New sites",
    "moved on": "Moved on",
    "enlarged": "Enlarged",
    "slipped": "Slipped",
    "brought forward": "Brought forward",
    "given up": "Given up",
    "new fact": "Other news",
}


@click.command()
@click.option("--since", required=True, callback=options.iso_date, metavar="DATE", help="What was first said on this day or later.")
@click.option("--company", metavar="NAME", help="Only what concerns this company.")
@click.option("--place", metavar="NAME", help="Only what is in this place and what lies in it.")
@options.choice("md", "json", "jsonl", default="md")
@options.store
def command(since: str, company: str | None, place: str | None, format: str, store: str) -> None:
    """Tell what is new since a day: sites that are new, moved on, were enlarged, slipped or were given up, and other facts. What happens,
    and when it was learned, are told apart.

    \b
    Examples:
      kg digest --since 2025-01-01
      kg digest --since 2024 --place India --format jsonl
    """
    from kg.digest import digest
    from kg.store import open_store

    graph = open_store(store, read_only=True)
    try:
        changes = digest(graph, since, company=company, place=place)
    finally:
        graph.close()
    if format == "jsonl":
        for change in changes:
            click.echo(json_line(asdict(change)))
        return
    if format == "json":
        told = {"since": since, "company": company, "place": place, "changes": [asdict(change) for change in changes]}
        click.echo(json.dumps(told, ensure_ascii=False, indent=1))
        return
    about = ", ".join(filter(None, (company, place)))
    click.echo(f"# What is new since {since}{': ' + about if about else ''}")
    for line in _markdown(changes) if changes else ["", "Nothing."]:
        click.echo(line)


def _markdown(changes: Sequence[Change]) -> Iterator[str]:
    from kg.ontology import load

    labels = load().labels
    for kind, group in groupby(changes, key=lambda change: change.kind):
        yield f"\n## {HEADINGS[kind]}\n"
        for change in group:
            from_to = f"{change.before} → {change.after}" if change.before else ""
            happens = f"happens {change.happens}" if change.happens else ""
            documents = counted(change.documents, "document")
            told = ", ".join(filter(None, (from_to, happens, f"learned {change.learned}", documents)))
            facts = " ".join(fact.rpartition("/")[2][:8] for fact in change.facts)
            yield f"* **{change.subject}** {labels.get(change.predicate, change.predicate)} **{change.object}** ({told}; {facts})"
