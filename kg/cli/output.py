"""What commands print: tables, JSON Lines, errors by source, progress."""

from __future__ import annotations

import json
import shutil
import sys
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import click

from kg.errors import SourceError

GAP = "  "
NARROWEST = 12  # columns of a cell that has to give way
WIDEST = 60


def complain(error: SourceError) -> None:
    """Names a source that failed."""
    click.echo(f"kg: {error}", err=True)


def on_terminal() -> bool:
    """Whether people read standard output."""
    return sys.stdout.isatty()


def json_line(row: Mapping[str, Any]) -> str:
    """A row as one line of JSON."""
    return json.dumps(row, ensure_ascii=False, default=str)


def table(head: Sequence[str], rows: Iterable[Sequence[object]], *, whole: bool = False) -> Iterator[str]:
    """A table with aligned columns, each no wider than it must; numbers stand right. ``whole`` cuts nothing.

    >>> print("\\n".join(table(["who", "sum"], [["Borealis", 1200000], ["Castor", None]])))
    who             sum
    Borealis  1,200,000
    Castor
    """
    held = [list(row) for row in rows]
    columns = list(zip(*held, strict=True)) or [() for _ in head]
    right = [any(map(_is_number, c)) and all(_is_number(cell) or cell in (None, "") for cell in c) for c in columns]
    cells = [[_flat(cell) for cell in row] for row in held]
    widths = [max(map(_width, (name, *(row[i] for row in cells)))) for i, name in enumerate(head)]
    if not whole:
        _fit(widths)
    for line in [list(head), *cells]:
        yield GAP.join(_padded(cell, width, end) for cell, width, end in zip(line, widths, right, strict=True)).rstrip()


def _is_number(cell: object) -> bool:
    return isinstance(cell, int | float) and not isinstance(cell, bool)


def _fit(widths: list[int]) -> None:
    """Narrows the widest columns until a line fits the terminal (or people's eyes, where there is none)."""
    room = shutil.get_terminal_size((160, 24)).columns - len(GAP) * (len(widths) - 1)
    for i, width in enumerate(widths):
        widths[i] = min(width, WIDEST)
    while sum(widths) > room and max(widths) > NARROWEST:
        widths[widths.index(max(widths))] -= 1


def _flat(cell: object) -> str:
    """A cell on one line; large numbers in groups of three digits (years never are so large)."""
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        return f"{cell:,}" if abs(cell) >= 10_000 else f"{cell:g}"
    return " ".join(str(cell).split()) if cell is not None else ""


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 0 if unicodedata.combining(c) else 1 for c in text)


def _padded(text: str, width: int, right: bool) -> str:
    if _width(text) > width:
        while text and _width(text) > width - 1:
            text = text[:-1]
        text += "…"
    space = " " * (width - _width(text))
    return space + text if right else text + space


class Progress:
    """A line on standard error that says how far a long command is; nothing where nobody looks."""

    def __init__(self, what: str) -> None:
        self._what = what
        self._shown = sys.stderr.isatty()
        self._last = 0.0

    def __call__(self, **counts: int) -> None:
        import time

        now = time.monotonic()
        if self._shown and now - self._last > 0.1:
            self._last = now
            told = ", ".join(f"{count:,} {name}" for name, count in counts.items())
            click.echo(f"\r\x1b[K{self._what}: {told}", nl=False, err=True)

    def end(self) -> None:
        """Takes the line away."""
        if self._shown:
            click.echo("\r\x1b[K", nl=False, err=True)
