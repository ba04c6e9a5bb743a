"""`kg stats`: how much is in the graph."""

from __future__ import annotations

import json

import click

from kg.cli import options
from kg.cli.output import table

MOST = 12


@click.command()
@options.choice("table", "json", default="table")
@options.store
def command(format: str, store: str) -> None:
    """Count what is in the graph: documents, claims, facts by relation and by year, entities, publishers, conflicts.

    \b
    Example:
      kg stats --format json
    """
    from kg import stats
    from kg.store import open_store

    graph = open_store(store, read_only=True)
    try:
        counts, by_predicate, by_year = stats.counts(graph), stats.predicates(graph), stats.years(graph)
        by_publisher, conflicts = stats.publishers(graph), stats.conflicts(graph)
    finally:
        graph.close()
    if format == "json":
        told = {"conflicts": conflicts, "predicates": by_predicate, "years": by_year, "publishers": by_publisher}
        click.echo(json.dumps(counts | told, indent=1, sort_keys=True, ensure_ascii=False))
        return
    for line in table(("what", "count"), [*counts.items(), ("conflicts", conflicts)]):
        click.echo(line)
    for name, counter in (("relation", by_predicate), ("publisher", by_publisher)):
        ranked = sorted(counter.items(), key=lambda item: (-item[1], item[0]))
        shown = [(label or "(unknown)", count) for label, count in ranked[:MOST]]
        if ranked[MOST:]:
            shown.append((f"({len(ranked) - MOST} more)", sum(count for _, count in ranked[MOST:])))
        click.echo()
        for line in table((name, "facts" if name == "relation" else "documents"), shown):
            click.echo(line)
    click.echo()
    for line in table(("year", "facts"), [(str(year), count) for year, count in sorted(by_year.items())]):
        click.echo(line)
