"""Dates of any precision as whole days, and stretches of time, in the shape that timelines can take."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from kg.days import span
from kg.graph.nouns import Spell


@lru_cache(maxsize=65536)
def days(date: str | None) -> tuple[str, str, str] | None:
    """The first and the last day of a date and its precision (year, half, quarter, month, day); None for what is no date.

    >>> days("2015")
    ('2015-01-01', '2015-12-31', 'year')
    >>> days("2015-07-29 01:02:03")
    ('2015-07-29', '2015-07-29', 'day')
    >>> days("2015-02-30"), days("soon"), days(None)
    (None, None, None)
    """
    found = span(date)
    if not found or not date:
        return None
    precision = {"Q": "quarter", "H": "half"}.get(date[5:6]) or {4: "year", 7: "month"}.get(len(date), "day")
    return found.first.isoformat(), found.last.isoformat(), precision


def merged(spells: Iterable[Spell]) -> tuple[Spell, ...]:
    """The spells in order, overlapping ones joined; importers drop what overlaps. Needs whole days with start <= end.

    >>> merged([Spell("2019-01-01", "2020-06-30"), Spell("2020-01-01", None), Spell("2012-01-01", "2012-12-31")])
    (Spell(start='2012-01-01', end='2012-12-31'), Spell(start='2019-01-01', end=None))
    """
    joined: list[Spell] = []
    for spell in sorted(set(spells), key=lambda spell: (spell.start or "", spell.end or "9999-12-31")):
        last = joined[-1] if joined else None
        if last and (last.end is None or (spell.start or "") <= last.end):
            end = None if last.end is None or spell.end is None else max(last.end, spell.end)
            joined[-1] = Spell(last.start, end)
        else:
            joined.append(spell)
    return tuple(joined)
