"""`kg diff`: what one graph says that another does not."""

from __future__ import annotations

from collections.abc import Mapping

import click

from kg.cli import options
from kg.cli.output import json_line
from kg.cli.show import told
from kg.rows import Row


@click.command()
@click.argument("old", metavar="STORE_A")
@click.argument("new", metavar="STORE_B")
@options.choice("text", "jsonl", default="text")
def command(old: str, new: str, format: str) -> None:
    """Tell what is new in STORE_B, what is gone from STORE_A, and which facts are told by more or fewer documents or with another status.

    \b
    Example:
      kg diff last-week this-week
    """
    from kg.rows import rows
    from kg.store import open_store

    held: list[Mapping[str, Row]] = []
    for path in (old, new):
        graph = open_store(path, read_only=True)
        try:
            held.append({row.fact: row for row in rows(graph)})
        finally:
            graph.close()
    before, after = held
    counts = dict.fromkeys("+-~", 0)
    for fact in sorted(before.keys() | after.keys(), key=lambda f: _order(after.get(f) or before[f])):
        one, other = before.get(fact), after.get(fact)
        if one is None or other is None:
            sign, row, note = ("+", other, "") if other is not None else ("-", one, "")
        else:
            sign, row, note = "~", other, _change(one, other)
            if not note:
                continue
        assert row is not None
        counts[sign] += 1
        if format == "jsonl":
            from kg.cli.dump import record

            click.echo(json_line({"change": {"+": "new", "-": "gone", "~": "changed"}[sign], "note": note} | record(row, iris=False)))
        else:
            triple, details = f"{sign} {row.subject_label} {row.predicate} {row.object_label}", ", ".join(filter(None, (told(row), note)))
            click.echo(click.style(f"{triple}  {details}".rstrip(), fg={"+": "green", "-": "red"}.get(sign)))
    click.echo(f"{counts['+']:,} new, {counts['-']:,} gone, {counts['~']:,} changed", err=True)


def _order(row: Row) -> tuple[str, str, str, str]:
    return row.subject_label, row.predicate, row.object_label, row.fact


def _change(one: Row, other: Row) -> str:
    parts = []
    if one.status != other.status:
        parts.append(f"status was {one.status or 'unknown'}")
    if one.documents != other.documents:
        parts.append(f"documents {one.documents} -> {other.documents}")
    if one.conflicts_with != other.conflicts_with:
        parts.append("conflicts changed")
    if one.qualifiers != other.qualifiers and one.status == other.status:
        parts.append(f"was {told(one)}")
    return ", ".join(parts)
