"""Arithmetic of dates that keeps their precision: what "next year" or "in May" is, seen from the document's date."""

from __future__ import annotations

import re
from datetime import date, timedelta
from decimal import Decimal
from functools import lru_cache
from typing import Literal, NamedTuple

from kg.mention.numerals import listed, number

Tense = Literal["past", "future"]

_MONTHS = listed("january february march april may june july august september october november december")
_DAYS = listed("monday tuesday wednesday thursday friday saturday sunday")
_RANKS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "1st": 1, "2nd": 2, "3rd": 3, "4th": 4}
SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}


class Anchor(NamedTuple):
    """The document's date; what its precision leaves open is None."""

    year: int
    month: int | None
    day: int | None

    @property
    def whole(self) -> date | None:
        return date(self.year, self.month, self.day) if self.month and self.day else None

    def months_on(self, months: int) -> str:
        """The month that lies so many months ahead, or the year where the anchor has no month and the distance is whole years."""
        if self.month is None:
            return f"{self.year + round(months / 12):04d}"
        index = self.year * 12 + self.month - 1 + months
        return f"{index // 12:04d}-{index % 12 + 1:02d}"


@lru_cache(maxsize=256)
def anchor_of(published: str | None) -> Anchor | None:
    found = re.match(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?(?=$|[T ])", published or "")
    if not found:
        return None
    year, month, day = (int(part) if part else None for part in found.groups())
    assert year is not None
    try:
        date(year, month or 1, day or 1)
    except ValueError:
        return None
    return Anchor(year, month, day)


def month_number(name: str) -> int:
    return next(i for i, month in enumerate(_MONTHS, start=1) if month.startswith(name.lower().rstrip(".")[:3]))


def iso(year: int, month: int | None = None, day: int | None = None) -> str | None:
    if day is not None and month is not None:
        try:
            return date(year, month, day).isoformat()
        except ValueError:
            return None
    return f"{year:04d}-{month:02d}" if month else f"{year:04d}"


def relative_year(words: str, anchor: Anchor | None, said: int | None, tense: Tense = "past") -> int | None:
    """The year that "next year", "that year" speak of; ``said`` is the year last spoken of."""
    words = words.lower()
    if words.startswith("the next") and said and tense == "past":
        return said + 1
    if words.startswith(("that", "the same")):
        return said
    if words.startswith(("the following", "the previous", "the prior")) and said:
        return said + (1 if "following" in words else -1)
    if anchor is None:
        return None
    if words.startswith(("last", "the previous", "the prior", "the past")):
        return anchor.year - 1
    if words.startswith(("next", "the coming", "the following", "new", "the next")):
        return anchor.year + 1
    return anchor.year


def near_month(month: int, anchor: Anchor | None, tense: Tense) -> int | None:
    """The year of a month that is named alone."""
    if anchor is None:
        return None
    if anchor.month is None or month == anchor.month:
        return anchor.year
    if tense == "past":
        return anchor.year - (month > anchor.month)
    return anchor.year + (month < anchor.month)


def near_day(month: int, day: int, anchor: Anchor | None, tense: Tense | None) -> int | None:
    """The year of a day that is named without one: on the side that the tense says, else the nearest."""
    if anchor is None or anchor.month is None or tense:
        return near_month(month, anchor, tense or "past")
    whole = date(anchor.year, anchor.month, anchor.day or 15)
    try:
        return min(
            (date(year, month, day) for year in (anchor.year - 1, anchor.year, anchor.year + 1)), key=lambda d: abs((d - whole).days)
        ).year
    except ValueError:
        return anchor.year


def weekday(name: str, which: str, anchor: Anchor | None, tense: Tense) -> str | None:
    whole = anchor.whole if anchor else None
    if whole is None:
        return None
    behind = (whole.weekday() - next(i for i, day in enumerate(_DAYS) if day.startswith(name.lower()[:3]))) % 7
    if which == "next":
        return (whole + timedelta(days=7 - behind)).isoformat()
    if which == "last":
        return (whole - timedelta(days=behind or 7)).isoformat()
    if tense == "future" and behind:
        return (whole + timedelta(days=7 - behind)).isoformat()
    return (whole - timedelta(days=behind)).isoformat()


def season(name: str, which: str, anchor: Anchor | None, tense: Tense) -> str | None:
    if anchor is None:
        return None
    first = SEASONS[name.lower()]
    now = anchor.month or 6
    if which == "last":
        return str(anchor.year - (now <= first + 2))
    if which == "next":
        return str(anchor.year + (now >= first))
    return str(anchor.year)


def months_in(n: str, unit: str) -> Decimal | None:
    """Months in so many units."""
    count = Decimal(1) if n.lower() in ("a", "an", "") else number(n)
    per = {
        "year": Decimal(12),
        "decade": Decimal(120),
        "quarter": Decimal(3),
        "month": Decimal(1),
        "week": Decimal(7) / 30,
        "day": Decimal(1) / 30,
    }
    return count * per[unit] if count is not None else None


def moved(n: str, unit: str, way: int, anchor: Anchor | None) -> str | None:
    months = months_in(n, unit)
    if months is None or anchor is None or months > 2400:
        return None
    if unit in ("year", "decade"):
        return f"{anchor.year + way * int(months / 12):04d}" if months % 12 == 0 else anchor.months_on(way * int(months))
    if unit in ("month", "quarter"):
        return anchor.months_on(way * int(months)) if anchor.month else None
    if anchor.whole is None:
        return None
    days = int(number(n) or 1) * (7 if unit == "week" else 1)
    moved = anchor.whole + timedelta(days=way * days)
    return moved.isoformat() if unit == "day" else moved.isoformat()[:7]


def part_of_year(nth: str, part: str, year: str | None, anchor: Anchor | None, tense: Tense, said: int | None) -> str | None:
    """A quarter or half: "the second quarter of 2016", "the first half of next year", "the third quarter"."""
    quarter = part.lower() == "quarter"
    letter, of = ("Q", 4) if quarter else ("H", 2)
    if year:
        number_ = of if nth in ("final", "last") else _RANKS[nth]
        in_year = int(year) if year.isdigit() else relative_year(year, anchor, said)
    elif quarter and nth in _RANKS and anchor and anchor.month:
        number_ = _RANKS[nth]
        now = (anchor.month - 1) // 3 + 1
        in_year = anchor.year - (number_ > now) if tense == "past" else anchor.year + (number_ < now)
    else:
        return None
    return f"{in_year:04d}-{letter}{number_}" if in_year and number_ <= of else None


def current(which: str, unit: str, anchor: Anchor | None, said: int | None, tense: Tense) -> str | None:
    """ "last month", "this quarter", "next year"."""
    which, unit = which.lower(), unit.lower()
    if unit == "year":
        year = relative_year(which, anchor, said, tense)
        return str(year) if year else None
    if anchor is None or anchor.month is None or which in ("that", "the same") or which.startswith("the f"):
        return None
    step = -1 if which in ("last", "the previous", "the prior", "the past") else 1 if which in ("next", "the coming", "the next") else 0
    if unit == "month":
        return anchor.months_on(step)
    if unit == "quarter":
        index = anchor.year * 4 + (anchor.month - 1) // 3 + step
        return f"{index // 4:04d}-Q{index % 4 + 1}"
    if unit == "week" and anchor.whole:
        middle = anchor.whole + timedelta(days=7 * step + 3 - anchor.whole.weekday())
        return middle.isoformat()[:7]
    return None
