"""Options that several commands share, so that they mean the same everywhere."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from kg.link import Judgement

F = TypeVar("F", bound=Callable[..., Any])

DEFAULT_STORE = "graph"


def iso_date(context: click.Context, parameter: click.Parameter, value: str | None) -> str | None:
    """A date of any precision: 2015-07-29, 2015-07, 2015-Q3, 2015."""
    from kg.read.text import iso_date

    if value is None:
        return None
    date = iso_date(value)
    if date is None:
        raise click.BadParameter(f"{value!r} is no date; write 2015-07-29, 2015-07 or 2015", context, parameter)
    return date


def sources(function: F) -> F:
    """The sources of documents, and what to assume of those that tell neither date nor publisher."""
    function = click.argument("sources", nargs=-1, required=True, metavar="SOURCE...")(function)
    function = click.option(
        "--date", callback=iso_date, metavar="DATE", help="Date of the documents that carry none (2015-07-29, 2015-07, 2015)."
    )(function)
    return click.option("--publisher", metavar="NAME", help="Publisher of the documents that name none.")(function)


def store(function: F) -> F:
    """Which graph to read or write."""
    return click.option(
        "--store",
        "store",
        envvar="KG_STORE",
        default=DEFAULT_STORE,
        show_default=True,
        show_envvar=True,
        metavar="DIR",
        help="Folder of the graph.",
    )(function)


def judgements(function: F) -> F:
    """What people decided about identity."""
    return click.option(
        "--judgements",
        envvar="KG_JUDGEMENTS",
        metavar="FILE",
        show_envvar=True,
        help="What people decided about who is the same.  [default: DIR.judgements.tsv where it is there]",
    )(function)


def read_judgements(path: str | None, store: str) -> tuple[Judgement, ...]:
    """The judgements of a file, else of the file beside the store, else none."""
    from kg.link.judgements import read

    beside = judgements_beside(store)
    if path is not None:
        return read(Path(path))
    return read(beside) if beside.exists() else ()


def judgements_beside(store: str) -> Path:
    """The file of judgements that belongs to a store."""
    folder = Path(store)
    return folder.with_name(f"{folder.name}.judgements.tsv")


def jobs(default: int | None) -> Callable[[F], F]:
    """How many processes read; the result is the same with any number."""
    return click.option(
        "--jobs",
        "-j",
        type=click.IntRange(min=1),
        default=default,
        metavar="N",
        help="Processes that read at the same time; the result does not depend on it."
        + ("  [default: the number of processors]" if default is None else ""),
    )


def min_confidence(function: F) -> F:
    """Leave out what is less sure."""
    return click.option(
        "--min-confidence",
        type=click.FloatRange(0, 1),
        default=0.0,
        metavar="0..1",
        help="Leave out what is less sure than this.",
    )(function)


def choice(*names: str, default: str | None = None, help: str = "How to print it.") -> Callable[[F], F]:
    """The option --format."""
    return click.option(
        "--format", "-f", "format", type=click.Choice(names), default=default, show_default=default is not None, help=help
    )
