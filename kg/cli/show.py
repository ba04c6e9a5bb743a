"""`kg show`: all that the graph knows of a thing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import click

from kg.cli import options
from kg.cli.output import json_line, table
from kg.protocols import Store
from kg.rows import IN_DOLLARS, Row

FACT_LETTERS = 8
"""So much of the hash of a fact is shown, and is enough for `kg why`."""


@click.command()
@click.argument("entity", metavar="ENTITY")
@options.choice("table", "jsonl", default="table")
@options.min_confidence
@options.store
def command(entity: str, format: str, min_confidence: float, store: str) -> None:
    """Show what the graph knows of an organisation, a person, a place or a topic: its names and every fact with it, at either end.

    ENTITY is a name, a key (org/alibaba-cloud) or an IRI. The first column of a fact is what `kg why` takes.

    \b
    Examples:
      kg show "Alibaba Cloud"
      kg show place/singapore
    """
    from kg.graph.facts import Facts
    from kg.rows import around
    from kg.store import open_store

    graph = open_store(store, read_only=True)
    try:
        facts = Facts(graph)
        for iri in facts.entities(entity):
            node = facts.node(iri)
            found = around(graph, iri, min_confidence)
            if format == "jsonl":
                from kg.cli.dump import record

                for row in found:
                    click.echo(json_line(record(row, iris=False)))
                continue
            click.echo(f"{click.style(node.label, bold=True)}  {', '.join(filter(None, (node.type.lower(), node.kind, node.country)))}")
            click.echo(f"  {iri}")
            if node.aliases:
                click.echo(f"  also called: {', '.join(node.aliases)}")
            for name, value in node.identifiers:
                click.echo(f"  {name}: {value}")
            if node.latitude is not None:
                click.echo(f"  at {node.latitude:.4f}, {node.longitude:.4f}")
            click.echo()
            for line in fact_table(found):
                click.echo(line)
            click.echo()
            for told_by_rule in _concluded(graph, iri):
                click.echo(told_by_rule)
    finally:
        graph.close()


def fact_table(rows: Iterable[Row]) -> Iterator[str]:
    """Facts for people, with the beginning of their hash."""
    lines = [(short(r), r.subject_label, r.predicate, r.object_label, told(r), r.documents) for r in rows]
    return table(("fact", "subject", "predicate", "object", "told", "documents"), lines) if lines else iter(["  no facts"])


def _concluded(graph: Store, entity: str) -> Iterator[str]:
    """What follows by rules of a thing, one line for each relation."""
    from kg.rows import rows

    found: dict[tuple[str, str], list[str]] = {}
    for row in rows(graph, subject=entity, concluded=True):
        found.setdefault((row.predicate, row.rule), []).append(row.object_label)
    for (predicate, rule), labels in found.items():
        yield f"follows by the rule {rule}: {predicate} {', '.join(labels)}"
    if found:
        yield ""


def short(row: Row) -> str:
    """The beginning of the hash of a fact."""
    return row.fact.rpartition("/")[2][:FACT_LETTERS]


def told(row: Row) -> str:
    """The qualifiers of a fact in a few words.

    >>> told(Row("f", "s", "p", "o", "S", "O", "planned", {"amount": 2000000000, "currency": "USD", "count": 3, "date": "2026"}))
    'planned, USD 2,000,000,000, 2026, count 3'
    """
    q = dict(row.qualifiers)
    amount, currency = q.pop("amount", None), q.pop("currency", "")
    sum_ = f"{currency} {amount:,}".strip() if isinstance(amount, int | float) else ""
    if in_dollars := q.pop(IN_DOLLARS, None):
        sum_ += f" (USD {in_dollars:,})"
    parts = [row.status, sum_, str(q.pop("date", ""))]
    q.pop("status", None)
    start, end = q.pop("start", ""), q.pop("end", "")
    parts.append(f"{start}–{end}" if start or end else "")
    parts += [f"{name} {value:,}" if isinstance(value, int | float) else f"{name} {value}" for name, value in q.items()]
    return ", ".join(filter(None, parts))
