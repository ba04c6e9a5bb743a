"""Sums in US dollars, at the reference rates of the European Central Bank that ship in a package: derived values, not said ones."""

from __future__ import annotations

from datetime import date
from decimal import Context, Decimal
from functools import lru_cache
from importlib.metadata import version as _version
from typing import TYPE_CHECKING

from kg import days

if TYPE_CHECKING:
    from currency_converter import CurrencyConverter  # type: ignore[import-untyped]

_FOUR_DIGITS = Context(prec=4)  # more would claim more than a rate of the day can tell


@lru_cache(maxsize=65536)
def dollars(amount: Decimal, currency: str, day: date) -> Decimal | None:
    """A sum in US dollars at the last reference rate up to a day, four digits of it; None for a currency or a day without a rate.

    >>> dollars(Decimal("100000000"), "EUR", date(2016, 1, 4))
    Decimal('109000000')
    """
    if currency == "USD":
        return amount
    try:
        found = _converter().convert(amount, currency, "USD", day)
    except ValueError:  # unknown currency, or no rate for the day
        return None
    return Decimal(format(_FOUR_DIGITS.create_decimal(found), "f"))


def day_of(told: str | None, said: str | None) -> date | None:
    """The day whose rate fits a sum: the told date's where that is past when it is said, else the day on which it is said.

    >>> day_of("2014", "2016-05-01"), day_of("2030", "2016-05-01")
    (datetime.date(2014, 1, 1), datetime.date(2016, 5, 1))
    """
    date_, published = days.span(told), days.span(said)
    if date_ and (published is None or date_.last <= published.first):
        return date_.first
    return published.first if published else None


def version() -> str:
    """Which rates these are."""
    return _version("currencyconverter")


@lru_cache(maxsize=1)
def _converter() -> CurrencyConverter:
    from currency_converter import CurrencyConverter  # 0.3 s, only where there is a sum to convert

    return CurrencyConverter(decimal=True, fallback_on_missing_rate=True, fallback_on_missing_rate_method="last_known")
