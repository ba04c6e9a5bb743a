"""`kg query`: ask the graph in SPARQL, or one of the questions that come with kg."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import click

from kg.cli import options
from kg.errors import QueryError

FORMATS = ("table", "csv", "tsv", "json", "xml", "nt", "ttl")


@click.command()
@click.argument("question", required=False, metavar="['SELECT ...' | FILE.rq | NAME]")
@click.argument("values", nargs=-1, metavar="[NAME=VALUE]...")
@click.option("--list", "listed", is_flag=True, help="Name the questions that come with kg, with their parameters.")
@click.option("--show", is_flag=True, help="Print the query instead of asking it.")
@options.choice(*FORMATS, default="table", help="How to print the answer; csv, tsv, json and xml are those of SPARQL 1.1.")
@options.store
def command(question: str | None, values: tuple[str, ...], listed: bool, show: bool, format: str, store: str) -> None:
    """Ask the graph in SPARQL 1.1, or one of the questions that come with kg, by its name.

    Prefixes (cx:, rdfs:, skos:, schema:, xsd: ... and : for the things of the graph) need not be declared. - reads the query from
    standard input.

    \b
    Examples:
      kg query --list
      kg query leaders company=Oracle
      kg query 'SELECT ?who ?where { ?who cx:plansFacilityIn ?where }' --format csv
      kg query my-question.rq --format json
    """
    if listed:
        _list()
        return
    if question is None:
        raise click.UsageError("ask something: a query, the name of a file, or a NAME of `kg query --list`")
    given = _given(values)
    text = text_of(question, given)
    if show:
        click.echo(text.rstrip())
        return
    from kg.query import query, write
    from kg.store import open_store

    graph = open_store(store, read_only=True)
    try:
        for piece in write(query(graph, text), format):
            click.echo(piece, nl=False)
    finally:
        graph.close()


def text_of(question: str, given: dict[str, str]) -> str:
    """The query that an argument stands for: with white space it is one, else it names a file or a question that comes with kg."""
    from kg.query import find, parse

    if question == "-":
        return parse("standard input", sys.stdin.read()).ask(given)
    if re.search(r"\s", question.strip()):
        return parse("the query", question).ask(given)
    path = Path(question)
    if path.is_file():
        try:
            return parse(path.stem, path.read_text(encoding="utf-8")).ask(given)
        except (OSError, UnicodeDecodeError) as error:
            raise QueryError(f"{path}: cannot be read: {error}") from None
    if path.suffix == ".rq" and ("/" in question or not _is_shipped(path.stem)):
        raise QueryError(f"{question}: there is no such file")
    return find(question).ask(given)


def _is_shipped(name: str) -> bool:
    from kg.query import shipped

    return name in shipped()


def _given(values: tuple[str, ...]) -> dict[str, str]:
    given = {}
    for value in values:
        name, equals, text = value.partition("=")
        if not equals:
            raise click.UsageError(f"{value!r}: write parameters as NAME=VALUE (a query with spaces needs quotes around it)")
        if name in given:
            raise click.UsageError(f"{name} is given twice")
        given[name] = text
    return given


def _list() -> None:
    from kg.query import shipped

    for name, question in shipped().items():
        click.echo(f"{click.style(name, bold=True)}: {question.title}")
        if question.description:
            click.echo(f"    {question.description}")
        for parameter in question.parameters:
            click.echo(f"    {parameter.name}={parameter.default}  ({parameter.description})")
