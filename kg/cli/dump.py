"""`kg dump`: the graph as rows of facts or as triples."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import click

from kg.cli import options
from kg.cli.output import json_line, on_terminal, table
from kg.iris import BASE, cx
from kg.model import Iri, Quad
from kg.protocols import EVERYWHERE, Store
from kg.rows import TOLD_APART, Row, lines, rows

FACTS = ("table", "tsv", "csv", "jsonl")
TRIPLES = ("nt", "nq", "ttl", "trig", "jsonld")
HEAD = ("subject", "predicate", "object", *TOLD_APART, "qualifiers", "documents", "publishers", "confidence")
MORE = ("firstSaid", "lastSaid", "fact")  # for programs


@click.command()
@options.choice(*FACTS, *TRIPLES, help="How to print it.  [default: table on a terminal, tsv in a pipe]")
@click.option("--subject", metavar="NAME", help="Only facts about this (a name, a key such as org/oracle, or an IRI).")
@click.option("--predicate", metavar="NAME", help="Only this relation and what is narrower (investsIn, plansFacilityIn).")
@click.option("--object", "object_", metavar="NAME", help="Only facts that end in this.")
@click.option("--iris", is_flag=True, help="IRIs instead of names.")
@click.option("--raw", is_flag=True, help="In csv, leave cells that begin with = + - @ as they are (spreadsheets would run them).")
@options.min_confidence
@options.store
def command(
    format: str | None,
    subject: str | None,
    predicate: str | None,
    object_: str | None,
    iris: bool,
    raw: bool,
    min_confidence: float,
    store: str,
) -> None:
    """Print the graph. table, tsv, csv and jsonl have one row a fact; nt, ttl and jsonld are what is known (the default graph), nq and trig
    also who said it (a graph for each document). All are the same on each run, nt and nq sorted by their bytes.

    \b
    Examples:
      kg dump | head
      kg dump --subject "Alibaba Cloud" --format table
      kg dump --predicate plansFacilityIn --format csv > plans.csv
      kg dump --format nq > graph.nq
    """
    from kg.store import open_store

    chosen = format or ("table" if on_terminal() else "tsv")
    graph = open_store(store, read_only=True)
    try:
        if chosen in TRIPLES:
            if min_confidence:
                raise click.UsageError("--min-confidence is for rows of facts (table, tsv, csv, jsonl)")
            for text in _triples(chosen, graph, subject, predicate, object_):
                click.echo(text, nl=False)
            return
        found = rows(graph, subject=subject, predicate=predicate, object=object_, min_confidence=min_confidence)
        if chosen == "jsonl":
            for row in found:
                click.echo(json_line(record(row, iris)))
        elif chosen == "table":
            shown = [_cells(row, iris) for row in found]
            for text in table(HEAD, shown) if shown else ["no facts"]:
                click.echo(text)
        else:
            write = _csv_line(chosen, raw)
            click.echo(write((*HEAD, *MORE)), nl=False)
            for row in found:
                click.echo(write([*_cells(row, iris), row.first_said or "", row.last_said or "", row.fact]), nl=False)
    finally:
        graph.close()


def record(row: Row, iris: bool) -> dict[str, Any]:
    """A fact for programs."""
    return {
        "fact": row.fact,
        "subject": row.subject if iris else row.subject_label,
        "predicate": cx(row.predicate) if iris else row.predicate,
        "object": row.object if iris else row.object_label,
        "status": row.status or None,
        "qualifiers": row.qualifiers,
        "documents": row.documents,
        "publishers": row.publishers,
        "confidence": row.confidence,
        "firstSaid": row.first_said,
        "lastSaid": row.last_said,
    }


def _cells(row: Row, iris: bool) -> list[Any]:
    others = "; ".join(f"{name}={value}" for name, value in row.qualifiers.items() if name not in TOLD_APART)
    told = [row.status if name == "status" else row.qualifiers.get(name, "") for name in TOLD_APART]
    ends = (row.subject, cx(row.predicate), row.object) if iris else (row.subject_label, row.predicate, row.object_label)
    return [*ends, *told, others, row.documents, row.publishers, row.confidence]


def _csv_line(format: str, raw: bool) -> Callable[[Any], str]:
    from kg.export.cells import line

    if format == "csv":
        return lambda cells: line(cells, raw=raw)
    return lambda cells: "\t".join(" ".join(str(cell).split()) for cell in cells) + "\n"


def _triples(format: str, graph: Store, subject: str | None, predicate: str | None, object_: str | None) -> Iterator[str]:
    from kg.graph.choice import check_known
    from kg.graph.facts import Facts

    facts = Facts(graph)
    if predicate and ":" not in predicate:
        check_known("relation", predicate, facts.relations())
    heads = [Iri(iri) for iri in facts.entities(subject)] if subject else [None]
    tails = [Iri(iri) for iri in facts.entities(object_)] if object_ else [None]
    terms: list[Iri | None] = [Iri(predicate) if ":" in predicate else cx(predicate)] if predicate else [None]
    where = EVERYWHERE if format in ("nq", "trig") else None
    quads = (
        quad if where is EVERYWHERE else Quad(quad.subject, quad.predicate, quad.object)
        for head in heads
        for term in terms
        for tail in tails
        for quad in graph.match(head, term, tail, where)
    )
    if format in ("nt", "nq"):
        return lines(quads)
    return _serialised(format, quads)


def _serialised(format: str, quads: Iterator[Quad]) -> Iterator[str]:
    """Turtle, TriG or JSON-LD, of sorted quads, so that the text is the same on each run."""
    import pyoxigraph as ox

    from kg.iris import PREFIXES

    kind = {"ttl": ox.RdfFormat.TURTLE, "trig": ox.RdfFormat.TRIG, "jsonld": ox.RdfFormat.STREAMING_JSON_LD}[format]
    parsed: Any = ox.parse("".join(lines(quads)).encode(), format=ox.RdfFormat.N_QUADS)
    if format == "ttl":
        parsed = (quad.triple for quad in parsed)
    text = ox.serialize(parsed, format=kind, prefixes={**PREFIXES, "": BASE})
    yield (text or b"").decode()
    if format == "jsonld":
        yield "\n"
