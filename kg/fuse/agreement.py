"""When claims of one subject, predicate and object tell one fact: clusters by discriminators, whatever the order of the claims."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from kg import days, iris, rates
from kg.model import Scalar

Discriminators = dict[str, Any]
"""Name to value: sum (amount, currency, in dollars if in another currency), capacity (MW, of what), stake, share, rank, posts,
site, phase, count, period (start, end), date; and "by", the day on which something undated was said to be open: no part of identity."""

_ORDER = ("sum", "capacity", "stake", "share", "rank", "posts", "site", "phase", "count", "period", "date")
_RANK = {name: number for number, name in enumerate(_ORDER)}
_TOLERANCE = Decimal("0.01")
_RATES = Decimal("0.1")  # between sums in two currencies: other days, other roundings
_NONE: frozenset[str] = frozenset()
_SITE = frozenset({"capacity", "count", "phase", "site"})
_OF_PREDICATE: Mapping[str, frozenset[str]] = {
    "createsJobsIn": frozenset({"count"}),
    "holdsPosition": frozenset({"posts"}),
    "hasMarketPositionIn": frozenset({"share", "rank"}),
    "acquires": frozenset({"stake"}),
    "investsIn": frozenset({"stake"}),
    "unitOf": frozenset({"stake"}),
}
_POSTS = re.compile(r"\s*(?:,|;|/|&|\band\b|\bsowie\b)\s*")
_SAME_POST = {
    "chief executive officer": "ceo",
    "chief executive": "ceo",
    "chief financial officer": "cfo",
    "finance chief": "cfo",
    "chief operating officer": "coo",
    "chief technology officer": "cto",
    "chief information officer": "cio",
    "chief marketing officer": "cmo",
    "chief strategy officer": "cso",
    "chief revenue officer": "cro",
    "chairman": "chair",
    "chairwoman": "chair",
    "chairperson": "chair",
    "executive chairman": "executive chair",
    "executive chairwoman": "executive chair",
    "cofounder": "founder",
    "co-founder": "founder",
    "vp": "vice president",
    "vice-president": "vice president",
    "svp": "senior vice president",
    "senior vice-president": "senior vice president",
    "evp": "executive vice president",
    "md": "managing director",
}


def discriminators(
    predicate: str, is_site: bool, qualifiers: Mapping[str, Scalar], said: str | None = None, *, is_open: bool = False
) -> Discriminators:
    """What tells a claim's fact from other facts of its triple. ``said`` is the day of publication, for the rate of exchange, and since
    what is open then (``is_open``) did not open later.

    >>> discriminators("investsIn", False, {"amount": Decimal(5), "currency": "USD", "status": "announced"})
    {'sum': (Decimal('5'), 'USD', None)}
    """
    found: Discriminators = {}
    amount = qualifiers.get("amount")
    if isinstance(amount, int | Decimal):
        currency = str(qualifiers.get("currency") or "") or None
        day = rates.day_of(str(qualifiers.get("date") or ""), said) if currency and currency != "USD" else None
        in_dollars = rates.dollars(Decimal(amount), currency, day) if currency and day else None
        found["sum"] = (Decimal(amount), currency, in_dollars)
    more = _SITE if is_site else _OF_PREDICATE.get(predicate, _NONE)
    if more:
        _add(found, more, qualifiers)
    start, end = qualifiers.get("start"), qualifiers.get("end")
    if start or end:
        found["period"] = (str(start) if start else None, str(end) if end else None)
    if date := qualifiers.get("date"):
        found["date"] = str(date)
    elif is_open and said and "period" not in found:
        found["by"] = said
    return found


def _add(found: Discriminators, names: frozenset[str], qualifiers: Mapping[str, Scalar]) -> None:
    """Those discriminators that only some predicates have."""
    for name in ("stake", "share"):
        value = qualifiers.get(name)
        if name in names and isinstance(value, int | Decimal):
            found[name] = Decimal(value)
    for name in ("rank", "count"):
        value = qualifiers.get(name)
        if name in names and isinstance(value, int | Decimal):
            found[name] = int(value)
    for name in ("site", "phase"):
        if name in names and name in qualifiers and (text := iris.fold(str(qualifiers[name]))):
            found[name] = text
    power = qualifiers.get("capacityMW")
    if "capacity" in names and isinstance(power, int | Decimal):
        of = qualifiers.get("capacityOf")
        found["capacity"] = (Decimal(power), str(of) if of else None)
    if "posts" in names and (title := qualifiers.get("title")):
        found["posts"] = posts(str(title))


def posts(title: str) -> frozenset[str]:
    """The posts that a title names.

    >>> sorted(posts("Founder and Executive Chairman")), sorted(posts("Chief Executive Officer")) == sorted(posts("CEO"))
    (['executive chair', 'founder'], True)
    """
    parts = (re.sub(r"^(?:the|its|their|interim|acting) ", "", part.strip()) for part in _POSTS.split(" ".join(title.casefold().split())))
    return frozenset(_SAME_POST.get(part, part) for part in parts if part)


def differ(name: str, one: Any, other: Any) -> bool:
    """Whether two values of one discriminator cannot be of one fact."""
    if one == other or name == "by":
        return False
    if name == "sum":
        if one[1] == other[1] or None in (one[1], other[1]):
            return _apart(one[0], other[0])
        return not comparable(name, one, other) or _apart(dollars(one), dollars(other), _RATES)
    if name == "capacity":
        return _apart(one[0], other[0]) and (one[1] == other[1] or None in (one[1], other[1]))
    if name in ("stake", "share"):
        return _apart(one, other)
    if name == "posts":
        return not (one <= other or other <= one)
    if name == "date":
        return not days.agree(one, other)
    if name == "period":
        pairs = [(a, b) for a, b in zip(one, other, strict=True) if a and b]
        return not pairs or not all(days.agree(a, b) for a, b in pairs)  # "since 2011" and "by 2040" share no end: two periods
    return True


def comparable(name: str, one: Any, other: Any) -> bool:
    """Whether two values of one discriminator can contradict each other: sums in two currencies only where there are rates for them."""
    return name != "sum" or one[1] == other[1] or None in (one[1], other[1]) or None not in (dollars(one), dollars(other))


def agree(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    """Whether no discriminator that both have differs; a date must touch a period, and not lie behind the day when it was open."""
    for name, value in one.items():
        if name in other and differ(name, value, other[name]):
            return False
    return not (_outside(one, other) or _outside(other, one) or _too_early(one, other) or _too_early(other, one))


def cluster(signatures: Iterable[Discriminators]) -> list[tuple[Discriminators, list[Discriminators]]]:
    """Puts what can be one fact together: for each cluster its value for every discriminator, and its members.

    The most telling signatures come first; each joins the only cluster that it agrees with. One that fits several (after those
    with which it has nothing in common are left out) stays for itself, so that nothing is guessed. One without any discriminator
    joins where there is exactly one cluster. The outcome depends on the set of signatures alone.
    """
    clusters: list[tuple[Discriminators, list[Discriminators]]] = []
    for signature in sorted(signatures, key=_specificity):
        telling = signature.keys() - {"by"}
        fits = [found for found in clusters if agree(signature, found[0])] if telling or len(clusters) == 1 else clusters
        if len(fits) > 1:
            related = [found for found in fits if not telling.isdisjoint(found[0])]
            fits = related or fits
        if len(fits) == 1:
            values, members = fits[0]
            members.append(signature)
            for name, value in signature.items():
                values[name] = _merged(name, values[name], value) if name in values else value
        else:
            clusters.append((dict(signature), [signature]))
    return clusters


def canonical(values: Mapping[str, Any]) -> str:
    """The values as a text, the same for equal values.

    >>> canonical({"date": "2016", "sum": (Decimal("1.0E+9"), "USD")})
    'sum=1000000000 USD;date=2016'
    """
    return ";".join(f"{name}={_canonical(values[name])}" for name in _ORDER if name in values)


def _canonical(value: Any) -> str:
    if isinstance(value, Decimal):
        return iris.decimal(value).text
    if isinstance(value, frozenset):
        return ",".join(sorted(value))
    if isinstance(value, tuple):
        return " ".join("-" if part is None else _canonical(part) for part in value[:2])  # a converted sum is no part of it
    return str(value)


def _apart(one: Decimal, other: Decimal, tolerance: Decimal = _TOLERANCE) -> bool:
    return abs(one - other) > tolerance * max(abs(one), abs(other))


def dollars(money: Any) -> Any:
    """The value of a sum in US dollars; None where there is no rate."""
    return money[0] if money[1] == "USD" else money[2]


def _outside(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    """Whether the date of one lies outside of the period of the other."""
    date, period = one.get("date"), other.get("period")
    if not date or not period or "period" in one or "date" in other:
        return False
    span, start, end = days.span(date), days.span(period[0]), days.span(period[1])
    return span is not None and ((start is not None and span.last < start.first) or (end is not None and span.first > end.last))


def _too_early(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    """Whether one was said to be open before the date of the other."""
    open_by, date = days.span(one.get("by")), days.span(other.get("date"))
    return open_by is not None and date is not None and "date" not in one and date.first > open_by.last


def _merged(name: str, value: Any, other: Any) -> Any:
    """What a cluster has after a member with another value: the finer one of dates and posts, else the value that it had."""
    if name == "date":
        return _finer(value, other)
    if name == "by":
        return min(value, other)
    if name == "period":
        return tuple(_finer(a, b) for a, b in zip(value, other, strict=True))
    if name == "posts":
        return value | other
    if name == "sum":
        if None in (value[1], other[1]) or value[1] == other[1]:
            return (*value[:1], *(value if value[1] else other)[1:])
        return min(value, other, key=lambda money: (len(money[0].normalize().as_tuple().digits), money[1]))  # the rounder was not converted
    if name == "capacity":
        return value[0], value[1] or other[1]
    return value


def _finer(one: str | None, other: str | None) -> str | None:
    a, b = days.span(one), days.span(other)
    if a is None or b is None:
        return one or other
    return min((a.days, one), (b.days, other))[1]


def _specificity(values: Discriminators) -> tuple[int, int, str]:
    """Sorts the most telling first: most discriminators, then finest values, then by what they are."""
    detail = 0
    for name, value in values.items():
        if name == "date":
            detail += _precision(value)
        elif name == "period":
            detail += sum(map(_precision, value))
        elif name == "posts":
            detail += len(value)
        elif name in ("sum", "capacity"):
            detail += len(value[0].normalize().as_tuple().digits) + (value[1] is not None)
    ranks = "".join(f"{_RANK[name]:02d}" for name in _ORDER if name in values)
    return -len(ranks), -detail, ranks + canonical(values)


def _precision(date: str | None) -> int:
    span = days.span(date)
    return 0 if span is None else 4 if span.days == 1 else 3 if span.days <= 31 else 2 if span.days <= 184 else 1
