"""`kg review`: which names might be one, and what people decide about it."""

from __future__ import annotations

import getpass
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli import options
from kg.cli.output import json_line, table
from kg.wording import counted

if TYPE_CHECKING:
    from kg.link import Judgement
    from kg.link.review import Doubt

ANSWERS = {"s": "same", "d": "different", "u": "unsure"}


@click.command()
@options.choice("table", "jsonl", default="table")
@click.option("--most", type=click.IntRange(min=1), default=30, show_default=True, metavar="N", help="So many pairs.")
@click.option("--answer", is_flag=True, help="Ask about each pair, write the answers into the judgements, and bring the graph in step.")
@click.option("--apply", "only_apply", is_flag=True, help="Only bring the graph in step with judgements that were edited by hand.")
@click.option("--who", metavar="NAME", help="Who decides; written beside each answer.  [default: you]")
@options.judgements
@options.store
def command(format: str, most: int, answer: bool, only_apply: bool, who: str | None, judgements: str | None, store: str) -> None:
    """List pairs of names that might mean one thing, most connected first; with --answer, decide about them.

    Decisions win over every rule and are applied without reading documents again. They are lines in a file that you can edit:
    same, different or unsure, the two sides, who and why.

    \b
    Examples:
      kg review
      kg review --answer --who ada
      kg review --apply
    """
    from kg.link.judgements import append, with_shipped
    from kg.link.review import doubts
    from kg.store import open_store

    known = with_shipped(options.read_judgements(judgements, store))
    graph = open_store(store, read_only=True)
    try:
        found = () if only_apply else doubts(graph, known)[:most]
    finally:
        graph.close()
    given: list[Judgement] = []
    if answer and found:
        given = list(_ask(found, who or getpass.getuser()))
        if given:
            append(Path(judgements) if judgements else options.judgements_beside(store), given)
    elif format == "jsonl":
        for doubt in found:
            click.echo(json_line(asdict(doubt)))
    elif found:
        rows = [(*d.labels, round(d.score, 2), d.connections, d.reason, f"{d.one} {d.other}") for d in found]
        for line in table(("one", "other", "score", "facts", "why", "sides"), rows):
            click.echo(line)
    elif not only_apply:
        click.echo("no doubtful pairs")
    if only_apply or given:
        _apply(store, judgements)


def _ask(found: tuple[Doubt, ...], who: str) -> list[Judgement]:
    from kg.link import Verdict

    given = []
    for doubt in found:
        one, other = doubt.labels
        click.echo(f"\n{one}  =?  {other}\n  {doubt.one}  {doubt.other}\n  {doubt.reason}; {counted(doubt.connections, 'fact')}")
        choice = click.prompt(
            "  (s)ame, (d)ifferent, (u)nsure, (n)ext, (q)uit", type=click.Choice([*ANSWERS, "n", "q"]), default="n", show_choices=False
        )
        if choice == "q":
            break
        if choice in ANSWERS:
            given.append(doubt.answer(Verdict(ANSWERS[choice]), who))
    return given


def _apply(store: str, judgements: str | None) -> None:
    from kg import fuse
    from kg.pipeline import rules_of
    from kg.store import open_store

    graph = open_store(store)
    try:
        fuse.refuse(graph, rules_of(options.read_judgements(judgements, store)))
    finally:
        graph.close()
    click.echo(f"{store}: in step with the judgements", err=True)
