"""`kg why`: the words behind a fact."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterable
from typing import Any

import click

from kg import iris
from kg.cli import options
from kg.cli.output import json_line
from kg.cli.show import short, told
from kg.errors import QueryError
from kg.iris import cx
from kg.model import Iri
from kg.protocols import Store
from kg.rows import Row, row, rows
from kg.wording import counted


@click.command()
@click.argument("fact", nargs=-1, required=True, metavar="FACT | SUBJECT PREDICATE OBJECT | SITE [COLUMN]")
@options.choice("text", "jsonl", default="text")
@options.store
def command(fact: tuple[str, ...], format: str, store: str) -> None:
    """Show the documents that state a fact, with their words.

    FACT is its IRI or the beginning of its hash (first column of `kg show`); or name subject, predicate and object. SITE is a site of
    `kg sites` (its IRI, or site/…), with a column of that table for the facts that a cell comes from.

    \b
    Examples:
      kg why 3f2a9c1b
      kg why Alibaba investsIn "Alibaba Cloud"
      kg why site/alibaba-cloud/mumbai/data-center expected
    """
    from kg.store import open_store

    if len(fact) > 3:
        raise click.UsageError("name one fact; a subject, a predicate and an object; or a site and a column")
    graph = open_store(store, read_only=True)
    try:
        for found in [each for named in _facts(graph, fact) for each in (named, *_premises(graph, named))]:
            claims = [evidence(graph, Iri(claim)) for claim in found.claims]
            claims.sort(key=lambda claim: (claim["published"] or "", claim["document"], claim["start"]))
            if format == "jsonl":
                for claim in claims:
                    click.echo(json_line({"fact": found.fact, **claim}))
            else:
                print_fact(found, claims)
    finally:
        graph.close()


def evidence(graph: Store, claim: Iri) -> dict[str, Any]:
    """A claim with its quote and the document that it stands in."""
    said: dict[str, Any] = {}
    document = None
    for _, predicate, value, where in graph.match(claim):
        said[iris.local(predicate)] = iris.value_of(value)
        document = where
    ends = [Iri(str(said[end])) for end in (iris.SUBJECT, iris.OBJECT) if end in said]
    words = sorted({str(iris.value_of(q.object)) for end in ends for q in graph.match(end, cx("name"), None, document)})
    quads = graph.match(document, None, None, document)
    about = {q.predicate.removeprefix(iris.SCHEMA).removeprefix(iris.CX): iris.value_of(q.object) for q in quads}
    return {
        "quote": said.get("quote", ""),
        "words": words,
        "start": said.get("quoteStart", 0),
        "confidence": float(said.get("confidence", 0)),
        "extractor": said.get("extractor"),
        "document": str(document),
        "id": about.get("identifier"),
        "title": about.get("headline"),
        "published": about.get("datePublished"),
        "publisher": about.get("publisher"),
        "url": about.get("url"),
        "digest_of": about.get("digestOfPublisher"),
        "digest_url": about.get("digestOfUrl"),
    }


def _facts(graph: Store, named: tuple[str, ...]) -> list[Row]:
    if len(named) == 3:
        subject, predicate, target = named
        found = list(rows(graph, subject=subject, predicate=predicate, object=target))
        found = found or list(rows(graph, subject=subject, predicate=predicate, object=target, concluded=True))
        if not found:
            raise QueryError(f"the graph has no fact: {' '.join(named)}")
        return found
    if re.match(rf"(?:{re.escape(iris.BASE)})?site/", named[0]):
        return _of_site(graph, *named)
    if len(named) == 2:
        raise QueryError(f"{named[0]!r} is no site (`kg sites --format csv` names them); a fact has a subject, a predicate and an object")
    name = named[0]
    one = row(graph, name) if ":" in name else None
    if one is not None:
        return [one]
    key = name.rpartition("/")[2]
    known = (str(q.subject) for q in graph.match(None, iris.TYPE, cx("Fact"), None))
    matching = sorted({iri for iri in known if iri.rpartition("/")[2].startswith(key)})
    if not matching:
        raise QueryError(f"the graph has no fact {name!r} (`kg show` names them)")
    if len(matching) > 1:
        raise QueryError(f"{len(matching)} facts begin with {key!r}: write more of it")
    return [found for found in [row(graph, matching[0])] if found is not None]


def _marked(quote: str, words: Iterable[str]) -> str:
    """The quote with the names of both ends marked (on a terminal; in a pipe the marks fall away)."""
    names = sorted((r"\s+".join(map(re.escape, word.split())) for word in words if word.strip()), key=len, reverse=True)
    return re.sub(rf"(?<!\w)(?:{'|'.join(names)})(?!\w)", lambda match: click.style(match.group(), bold=True), quote) if names else quote


def _of_site(graph: Store, site: str, column: str | None = None) -> list[Row]:
    """The facts of a site, or those that one cell of its row in `kg sites` comes from."""
    from kg.sites import COLUMNS, one

    if column is not None and column not in COLUMNS:
        raise QueryError(f"`kg sites` has no column {column!r} (it has: {', '.join(COLUMNS)})")
    told = one(graph, site)
    facts = told.facts if column is None else told.cells.get(column, ())
    if not facts:
        raise QueryError(f"{told.site}: {column} is blank, nothing says it" if column else f"{told.site}: has no facts")
    return [found for fact in facts if (found := row(graph, fact)) is not None]


def _premises(graph: Store, fact: Row) -> list[Row]:
    """What a fact that a rule concludes follows from."""
    return [found for premise in fact.premises if (found := row(graph, premise)) is not None]


def print_fact(fact: Row, claims: list[dict[str, Any]]) -> None:
    """A fact for people, with its sources and their words."""
    click.echo(f"{click.style(f'{fact.subject_label} {fact.predicate} {fact.object_label}', bold=True)}  {told(fact)}".rstrip())
    if fact.rule:
        click.echo(f"  follows by the rule {fact.rule} from {counted(len(fact.premises), 'fact')}:\n")
        return
    said = f"{counted(fact.documents, 'document')}, {counted(fact.publishers, 'publisher')}"
    click.echo(f"  {said}, confidence {fact.confidence:g}  ({short(fact)})")
    for other in fact.conflicts_with:
        click.echo(f"  conflicts with {other.rpartition('/')[2][:8]} (kg why {other.rpartition('/')[2][:8]})")
    for other in fact.supersedes:
        click.echo(f"  takes the place of {other.rpartition('/')[2][:8]}")
    for claim in claims:
        where = ", ".join(str(part) for part in (claim["publisher"], claim["published"], claim["title"]) if part)
        click.echo(f"\n  {where or claim['id'] or claim['document']}")
        if claim["digest_of"]:
            click.echo(f"  digest of {claim['digest_of']}, our words" + (f": {claim['digest_url']}" if claim["digest_url"] else ""))
        elif claim["url"]:
            click.echo(f"  {claim['url']}")
        quote = " ".join(claim["quote"].split())
        lines = textwrap.fill(f"{quote}”", 96, initial_indent="    “", subsequent_indent="     ")
        click.echo(_marked(lines, claim["words"]))
