"""CSV whose cells are text and nothing else."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from io import StringIO

_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def line(cells: Iterable[object], *, raw: bool = False) -> str:
    """One line of CSV. Text that a spreadsheet would take for a formula gets an apostrophe in front, unless ``raw``; numbers stay.

    >>> line(["=1+1", -33.9, None, "a, b"]) == "'=1+1,-33.9,,\\"a, b\\"\\n"
    True
    """
    text = StringIO()
    csv.writer(text, lineterminator="\n").writerow([_cell(cell, raw) for cell in cells])
    return text.getvalue()


def row(columns: Sequence[str], values: Iterable[tuple[str, object]]) -> list[object]:
    """The values in the order of the columns, None where there is none."""
    told = dict(values)
    return [told.get(name) for name in columns]


def _cell(cell: object, raw: bool) -> object:
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, str):
        clean = cell.replace("\0", "").encode("utf-8", "ignore").decode()
        return "'" + clean if not raw and clean.startswith(_FORMULA) else clean
    return cell
