"""`kg build`: from sources to a graph."""

from __future__ import annotations

import os
import time
from collections.abc import Mapping
from typing import TYPE_CHECKING

import click

from kg.cli import DONE, SOME_FAILED, options
from kg.cli.output import Progress, complain
from kg.wording import counted

if TYPE_CHECKING:
    from kg.pipeline import Report
    from kg.protocols import Store

REASONS = 8


@click.command()
@options.sources
@options.store
@options.judgements
@options.jobs(None)
@click.option("--again", is_flag=True, help="Read also what this version of kg has read before.")
@click.option("--fresh", is_flag=True, help="Begin with an empty graph; the old one stays in use until the new one is whole.")
def command(
    sources: tuple[str, ...],
    date: str | None,
    publisher: str | None,
    store: str,
    judgements: str | None,
    jobs: int | None,
    again: bool,
    fresh: bool,
) -> int:
    """Read documents, extract what they say, and put it into the graph.

    SOURCE is a file (plain text, a saved web page, JSON or JSON Lines with "text", RSS or Atom, PDF), a folder, or - for standard input.
    What was read before is passed over, so the same command goes on after an interruption. The result does not depend on the order
    of the documents, on how they are spread over calls, nor on the number of processes.

    \b
    Examples:
      kg build seeds/documents
      kg build news/*.html press.jsonl --store my-graph --jobs 4
      curl -sL https://example.com/feed.xml | kg build -
    """
    from kg.stats import counts
    from kg.store import building, exists, open_store

    start = time.monotonic()
    if fresh:
        with building(store) as graph:
            report = _build(graph, sources, date, publisher, store, judgements, jobs, again)
            held = counts(graph)
    else:
        made = not exists(store)
        graph = open_store(store)
        try:
            report = _build(graph, sources, date, publisher, store, judgements, jobs, again)
            held = counts(graph)
        finally:
            graph.close()
        if made and report.failed and not report.documents:
            _take_away(store)
            click.echo("kg: nothing could be read; no graph was made", err=True)
            return SOME_FAILED
    _tell(report, store, held, time.monotonic() - start)
    return SOME_FAILED if report.failed else DONE


def _build(
    graph: Store,
    sources: tuple[str, ...],
    date: str | None,
    publisher: str | None,
    store: str,
    judgements: str | None,
    jobs: int | None,
    again: bool,
) -> Report:
    from kg.pipeline import build, rules_of

    progress, told = Progress("reading"), 0

    def watch(report: Report) -> None:
        nonlocal told
        if told < len(report.failed):
            progress.end()
            for error in report.failed[told:]:
                complain(error)
            told = len(report.failed)
        progress(documents=report.documents, claims=report.claims, failed=len(report.failed))

    rules = rules_of(options.read_judgements(judgements, store))
    report = build(sources, graph, jobs or os.cpu_count() or 1, rules=rules, date=date, publisher=publisher, again=again, watch=watch)
    watch(report)
    progress.end()
    return report


def _take_away(store: str) -> None:
    """Removes the folder of a store that was made for nothing."""
    import shutil

    shutil.rmtree(store, ignore_errors=True)


def _tell(report: Report, store: str, held: Mapping[str, int], seconds: float) -> None:
    new = report.documents - report.unchanged
    click.echo(f"{counted(new, 'document')} read, {counted(report.claims, 'claim')} found ({seconds:.1f} s)", err=True)
    for count, noun, what in (
        (report.unchanged, "document", "already there"),
        (report.silent, "document", "without anything of the kind"),
        (report.outdated, "document", "left out: a later version is there"),
        (len(report.replaced), "document", "replaced by a later version"),
        (sum(report.dropped.values()), "candidate", "became no claim (kg explain tells which and why):"),
    ):
        if count:
            click.echo(f"  {counted(count, noun)} {what}", err=True)
    for reason, count in report.dropped.most_common(REASONS):
        click.echo(f"      {count:,} {reason}", err=True)
    if report.failed:
        click.echo(f"  {counted(len(report.failed), 'source')} failed, named above", err=True)
    nouns = (("documents", "document"), ("claims", "claim"), ("facts", "fact"), ("entities", "entity"), ("sites", "site"))
    click.echo(f"{store}: {', '.join(counted(held[several], noun, several) for several, noun in nouns)}", err=True)
