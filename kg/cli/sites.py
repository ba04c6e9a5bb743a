"""`kg sites`: the table that trackers of data centres keep."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

import click

from kg.cli import options
from kg.cli.output import json_line, table
from kg.sites import COLUMNS, STAGES, SiteRow

SHOWN = (
    *("company", "name", "place", "country", "kind", "status", "since"),
    *("planned_mw", "operating_mw", "expected", "opened", "documents", "conflict"),
)


@click.command()
@click.option("--company", metavar="NAME", help="Only sites of this company.")
@click.option("--place", metavar="NAME", help="Only sites in this place and what lies in it.")
@click.option("--stage", "stages", type=click.Choice(STAGES), multiple=True, help="Only sites that stand so now; repeatable.")
@click.option("--all", "wider", is_flag=True, help="Also sites in a country or region that say no more than those within it.")
@click.option("--raw", is_flag=True, help="In csv, leave cells that begin with = + - @ as they are (spreadsheets would run them).")
@options.choice("table", "csv", "jsonl", "geojson", "md", default="table")
@options.store
def command(company: str | None, place: str | None, stages: tuple[str, ...], wider: bool, raw: bool, format: str, store: str) -> None:
    """List the sites: company, place with coordinates and their precision, what stands now, megawatts, sums, dates, sources. Blank where
    nothing is said. csv, jsonl and geojson have all columns; `kg why SITE COLUMN` shows the sentences that a cell comes from.

    \b
    Examples:
      kg sites --place India
      kg sites --stage planned --stage building --format csv > pipeline.csv
      kg sites --format geojson > sites.geojson
    """
    from kg.sites import geojson, sites
    from kg.store import open_store

    graph = open_store(store, read_only=True)
    try:
        rows = list(sites(graph, company=company, place=place, stages=stages, wider=wider))
    finally:
        graph.close()
    if format == "geojson":
        click.echo(json.dumps(geojson(rows), ensure_ascii=False, indent=1))
    elif format == "jsonl":
        for row in rows:
            click.echo(json_line({name: getattr(row, name) for name in COLUMNS}))
    elif format == "csv":
        from kg.export.cells import line

        click.echo(line(COLUMNS), nl=False)
        for row in rows:
            click.echo(line([" ".join(row.facts) if name == "facts" else getattr(row, name) for name in COLUMNS], raw=raw), nl=False)
    elif format == "md":
        for text in _markdown(rows):
            click.echo(text)
    else:
        for text in table(SHOWN, [[getattr(row, name) for name in SHOWN] for row in rows]) if rows else ["no sites"]:
            click.echo(text)


def _markdown(rows: Iterable[SiteRow]) -> Iterator[str]:
    def cell(value: object) -> str:
        return "" if value is None else f"{value:g}" if isinstance(value, float) else str(value).replace("|", "\\|")

    def line(cells: Iterable[object]) -> str:
        return f"| {' | '.join(map(cell, cells))} |"

    yield line(SHOWN)
    yield line("---" for _ in SHOWN)
    for row in rows:
        yield line(getattr(row, name) for name in SHOWN)
