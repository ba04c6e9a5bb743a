"""`kg export`: the graph in the formats of other programs."""

from __future__ import annotations

import json
import sys
from dataclasses import fields
from typing import Any

import click

from kg.cli import options
from kg.errors import KgError
from kg.plugins import EXPORTERS, load


@click.command()
@click.argument("format", type=click.Choice(list(EXPORTERS)), metavar=f"[{'|'.join(EXPORTERS)}]")
@click.argument("out", metavar="OUT")
@options.store
@options.min_confidence
@click.option("--mode", type=click.Choice(["relation", "fact", "pair"]), default="relation", show_default=True,
              help="An edge for each relation of two things, for each fact, or for each pair of things.")  # fmt: skip
@click.option("--predicate", "predicates", multiple=True, metavar="NAME", help="Only these relations (investsIn ...); repeatable.")
@click.option("--type", "types", multiple=True, metavar="TYPE", help="Only things of these types (Organization, Place, Person, Topic).")
@click.option("--company", "companies", multiple=True, metavar="NAME", help="Only facts of these companies.")
@click.option("--place", "places", multiple=True, metavar="NAME", help="Only facts in these places and what lies in them.")
@click.option("--status", "statuses", multiple=True, metavar="WORD", help="Only this status or stage (announced, planned, building ...).")
@click.option("--from", "first", type=int, metavar="YEAR", help="Nothing before this year.")
@click.option("--to", "last", type=int, metavar="YEAR", help="Nothing after this year.")
@click.option("--min-sources", type=click.IntRange(min=0), default=0, metavar="N", help="Only what so many documents say.")
@click.option("--around", metavar="NAME", help="Only what is near this thing.")
@click.option("--hops", type=click.IntRange(min=1), default=2, metavar="N", show_default=True, help="How near, in steps.")
@click.option("--query", "sparql", metavar="SPARQL", help="Only what a query (its text, file or name) answers: a CONSTRUCT, or ?fact.")
@click.option("--layout", type=click.Choice(["force", "geo", "none"]), default="force", show_default=True, help="Where nodes are put.")
@click.option("--no-timeline", is_flag=True, help="Leave out the intervals of time.")
@click.option("--status-words", type=click.Choice(["own", "tracker"]), default="own", show_default=True,
              help="The words for stages: planned, building ... or announced, under construction ...")  # fmt: skip
@click.option("--raw", is_flag=True, help="Leave cells that begin with = + - @ as they are (spreadsheets would run them).")
@click.option("--title", metavar="TEXT", help="Title of a page or a picture.")
@click.option("--theme", type=click.Choice(["light", "dark"]), default="light", show_default=True, help="Colours.")
@click.option("--picture", type=click.Choice(["graph", "map"]), default="graph", show_default=True, help="What a still picture shows.")
@click.option("--report", "as_json", metavar="FILE",
              help="Tell what was written, left out and put right as JSON too; - is standard output.")  # fmt: skip
@click.option("--width", type=click.IntRange(100, 10_000), metavar="N", help="Of a picture, in pixels.")
@click.option("--height", type=click.IntRange(100, 10_000), metavar="N", help="Of a picture, in pixels.")
def command(
    format: str,
    out: str,
    store: str,
    sparql: str | None,
    first: int | None,
    last: int | None,
    no_timeline: bool,
    as_json: str | None,
    **given: Any,
) -> None:
    """Write the graph, or a part of it, to OUT in a format of another program. A path that ends in .gz is compressed; - is standard output.

    \b
    Examples:
      kg export gexf graph.gexf                              for Gephi
      kg export gexf asia.gexf --place Asia --from 2018 --layout geo
      kg export gexf near.gexf --around "Alibaba Cloud" --hops 1
    """
    from kg.export.options import ExportOptions
    from kg.graph import GraphSelection, asked
    from kg.store import open_store

    selection = GraphSelection(years=(first, last), **_of(GraphSelection, given))
    looks = ExportOptions(timeline=not no_timeline, **_of(ExportOptions, given))
    graph = open_store(store, read_only=True)
    try:
        if sparql is not None:
            from kg.cli.query import text_of
            from kg.query import query

            answer = query(graph, text_of(sparql, {}))
            if isinstance(answer, bool):
                raise click.UsageError("--query: a yes or no chooses nothing; use CONSTRUCT, or SELECT ?fact")
            selection = asked(selection, answer)
        report = load(EXPORTERS, format)(graph, sys.stdout.buffer if out == "-" else out, selection, looks)
    finally:
        graph.close()
    for line in report.lines():
        click.echo(line, err=True)
    if as_json is not None:
        try:
            with click.open_file(as_json, "w", encoding="utf-8") as file:
                file.write(json.dumps(report.as_dict(), indent=1, ensure_ascii=False) + "\n")
        except BrokenPipeError:
            raise
        except OSError as error:
            raise KgError(f"{as_json}: the report cannot be written: {error.strerror or error}") from error


def _of(kind: Any, given: dict[str, Any]) -> dict[str, Any]:
    """Those of the options given that belong to a selection or to looks."""
    names = {field.name for field in fields(kind)}
    return {name: value for name, value in given.items() if name in names and value is not None}
