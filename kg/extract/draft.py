"""What a frame found, before it is a claim: referents by number, qualifiers, where it stands, how sure."""

from __future__ import annotations

from dataclasses import dataclass, field

from kg.extract.chart import Atom, Chart
from kg.model import Bound, EntityType, Mention, Money, Quantity, Referent, Scalar, Unit, When

Qualifiers = dict[str, Scalar]
Thing = int | Referent
"""A referent of the reading by its index, or one that the extractor makes (a topic)."""


@dataclass(slots=True)
class Draft:
    """A candidate claim. ``follows`` marks one that only adds to a site told before ("The campus will open in 2027"),
    ``apart`` one that is a part of it and a fact of its own ("The first 60 MW will be ready in 2026"), ``weak``
    one that says only that there is such a site ("its Ohio campus"): what the text plans or builds there is the same."""

    subject: Thing
    predicate: str
    object: Thing
    qualifiers: Qualifiers
    start: int
    end: int
    sure: float
    frame: str
    sentence: int
    follows: bool = False
    apart: bool = False
    weak: bool = False
    wider: bool = False
    merged: list[int] = field(default_factory=list)


def money_qualifiers(money: Money | None) -> Qualifiers:
    """Amount and currency, with the bound and the lower end where told."""
    if money is None:
        return {}
    out: Qualifiers = {"amount": money.amount, "currency": money.currency}
    if money.bound is not None:
        out["bound"] = str(money.bound)
    if money.low is not None:
        out["amountMin"] = money.low
    return out


def power_qualifiers(power: Quantity | None) -> Qualifiers:
    if power is None:
        return {}
    out: Qualifiers = {"capacityMW": power.number}
    if power.bound is not None:
        out["bound"] = str(power.bound)
    if power.low is not None:
        out["capacityMin"] = power.low
    if power.of:
        out["capacityOf"] = power.of
    return out


def measure_qualifiers(measures: list[Quantity]) -> Qualifiers:
    """Land and floor area."""
    out: Qualifiers = {}
    for m in measures:
        if m.unit is Unit.ACRE:
            out.setdefault("landAcres", m.number)
        elif m.unit is Unit.SQUARE_FOOT:
            out.setdefault("floorAreaSqFt", m.number)
    return out


def date_of(when: When | None) -> str | None:
    """The single date that stands for a time: the date, else the end of the period."""
    return (when.date or when.end) if when is not None else None


def past(date: str, published: str | None) -> bool:
    """Whether a date lies before the document's own, as far as the coarser of the two tells.

    >>> past("2023-05", "2023-05-22"), past("2022", "2023-05-22"), past("2023", None)
    (False, True, False)
    """
    if not published or "Q" in date or "H" in date:
        return bool(published) and date[:4] < str(published)[:4]
    size = min(len(date), len(published))
    return date[:size] < published[:size] or (size == 10 and date == published)


def spent_over(when: When | None) -> Qualifiers:
    """The qualifiers of a time over which money is spent: a period, else a date."""
    if when is None:
        return {}
    out: Qualifiers = {}
    if when.start:
        out["start"] = when.start
    if when.end:
        out["end"] = when.end
    if when.date and when.role == "since":
        return {"start": when.date}
    if when.date:
        out["end" if when.role in ("by", "until", "through") else "date"] = when.date
    return out


def referents(atom: Atom) -> list[int]:
    """The referents of an atom's members, each once."""
    out: list[int] = []
    for m in atom.members:
        for r in m.referents:
            if r not in out:
                out.append(r)
    return out


def of_type(chart: Chart, mentions: tuple[Mention, ...], *types: EntityType) -> list[int]:
    """The referents of mentions that are of these types, each once."""
    known = chart.reading.referents
    out: list[int] = []
    for m in mentions:
        for r in m.referents:
            if known[r].type in types and r not in out:
                out.append(r)
    return out


def topic(label: str) -> Referent:
    """A referent for what money goes into, where no organisation or place is named."""
    return Referent(EntityType.TOPIC, label, (label,))


def bounded(q: Qualifiers) -> bool:
    return q.get("bound") in set(map(str, Bound))
