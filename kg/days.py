"""ISO 8601 dates of any precision, as the documents tell them: the days that they span, and which one is finer.

Forms: 2016, 2016-11, 2016-11-21, 2016-Q4, 2018-H1; a time of day behind a date is ignored.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import lru_cache
from typing import NamedTuple

_FORM = re.compile(r"(\d{4})(?:-(?:Q([1-4])|H([12])|(\d{2})(?:-(\d{2}))?))?(?=$|[T ])")


class Span(NamedTuple):
    """The first and the last day."""

    first: date
    last: date

    def within(self, other: Span) -> bool:
        """Whether all days lie in the other span."""
        return other.first <= self.first and self.last <= other.last

    @property
    def days(self) -> int:
        """How many days; the fewer, the finer."""
        return (self.last - self.first).days + 1


@lru_cache(maxsize=65536)
def span(text: str | None) -> Span | None:
    """The days that a date spans, or None for what is no date.

    >>> str(span("2016-Q4").first), str(span("2018-H1").last), span("soon")
    ('2016-10-01', '2018-06-30', None)
    """
    match = _FORM.match(text or "")
    if not match:
        return None
    year, quarter, half, month, day = (int(part) if part else None for part in match.groups())
    try:
        assert year is not None
        if day and month:
            return Span(date(year, month, day), date(year, month, day))
        if month:
            return _months(year, month, 1)
        if quarter:
            return _months(year, 3 * quarter - 2, 3)
        if half:
            return _months(year, 6 * half - 5, 6)
        return _months(year, 1, 12)
    except ValueError:  # 2016-13, 0000
        return None


def agree(one: str, other: str) -> bool:
    """Whether two dates can be the same: one lies within the other. What is no date agrees with its equal only.

    >>> agree("2016", "2016-11-21"), agree("2016-Q4", "2016-06"), agree("2016-H2", "2016-Q4")
    (True, False, True)
    """
    a, b = span(one), span(other)
    if a is None or b is None:
        return one == other
    return a.within(b) or b.within(a)


def _months(year: int, month: int, count: int) -> Span:
    after = (date(year + (month + count - 1) // 12, (month + count - 1) % 12 + 1, 1)) if year < 9999 else date.max
    return Span(date(year, month, 1), after - timedelta(days=1) if after != date.max else after)
