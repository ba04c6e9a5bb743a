"""Facts of one subject, predicate and object that cannot all be true, and those that replace others."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from typing import Any

from kg import days
from kg.fuse.agreement import agree, comparable, differ, dollars
from kg.fuse.said import Saying
from kg.model import Fact, Iri

_FIGURES = ("sum", "capacity", "count", "share", "stake")
_IDENTITY = ("posts", "site", "phase")
_CONFLICT_DAYS = 60  # between first sayings, where no time is told
_DUE_STAGES = frozenset({"planned", "building"})
_AFTER_DUE = 366  # days after which a new due date is another project's


@dataclass(frozen=True, slots=True)
class Rival:
    """A Fact with what it takes to compare it with another of its triple."""

    fact: Fact
    values: Mapping[str, Any]
    documents: frozenset[Iri]
    times: Mapping[str, Any]
    said: int | None
    job: str
    bound: str

    @classmethod
    def of(cls, fact: Fact, values: Mapping[str, Any], sayings: Iterable[Saying]) -> Rival:
        """Made of a Fact, the values of its discriminators and its claims."""
        first = days.span(fact.first_said)
        return cls(
            fact,
            values,
            frozenset(saying.source.iri for saying in sayings),
            {name: values[name] for name in ("date", "period") if name in values},
            first.first.toordinal() if first else None,
            next((str(value) for name, value in fact.qualifiers if name == "jobKind"), ""),
            next((str(value) for name, value in fact.qualifiers if name == "bound"), ""),
        )


def related(rivals: Sequence[Rival], stage: str | None) -> tuple[Fact, ...]:
    """The Facts with what they contradict and what they replace. ``stage`` is that of a site predicate, else None."""
    conflicts: dict[str, set[str]] = {}
    replaced: dict[str, set[str]] = {}
    for one, other in combinations(rivals, 2) if stage else _pairs(rivals):
        if not one.documents.isdisjoint(other.documents):
            continue  # told apart in one document: tranches, phases, several sites
        if _any_differs(_IDENTITY, one.values, other.values):
            continue
        if _conflict(one, other, stage):
            conflicts.setdefault(one.fact.iri, set()).add(other.fact.iri)
            conflicts.setdefault(other.fact.iri, set()).add(one.fact.iri)
        elif stage in _DUE_STAGES and one.said is not None and other.said is not None and one.said != other.said:
            later, earlier = (one, other) if one.said > other.said else (other, one)
            if _slipped(later, earlier) or _resized(later, earlier):
                replaced.setdefault(later.fact.iri, set()).add(earlier.fact.iri)
    return tuple(
        replace(
            rival.fact,
            conflicts_with=tuple(sorted(conflicts.get(rival.fact.iri, ()))),
            supersedes=tuple(sorted(replaced.get(rival.fact.iri, ()))),
        )
        if rival.fact.iri in conflicts or rival.fact.iri in replaced
        else rival.fact
        for rival in rivals
    )


def _pairs(rivals: Sequence[Rival]) -> Iterator[tuple[Rival, Rival]]:
    """The pairs that can be of one time: dated ones only within a year, since a busy pair of companies may have hundreds."""
    by_year: dict[int, list[Rival]] = {}
    others = []
    for rival in rivals:
        span = days.span(rival.times["date"]) if rival.times.keys() == {"date"} else None
        if span:
            by_year.setdefault(span.first.year, []).append(rival)
        else:
            others.append(rival)
    for year in by_year.values():
        yield from combinations(year, 2)
        yield from ((one, other) for one in year for other in others)
    yield from combinations(others, 2)


def _conflict(one: Rival, other: Rival, stage: str | None) -> bool:
    """Whether two Facts give different figures for one thing at one time, or one named site two openings."""
    if any(not _allows(name, one, other) and not _allows(name, other, one) for name in _differing(_FIGURES, one.values, other.values)):
        if one.job != other.job:
            return False
        if one.times and other.times:
            return agree(one.times, other.times)
        return one.said is not None and other.said is not None and abs(one.said - other.said) <= _CONFLICT_DAYS
    return stage == "operating" and "site" in one.values and "site" in other.values and _any_differs(("date",), one.values, other.values)


def _slipped(later: Rival, earlier: Rival) -> bool:
    """Whether the later Fact gives a new due date for the plan of the earlier one."""
    if not _any_differs(("date",), later.values, earlier.values):
        return False
    ours, theirs = ({name: value for name, value in rival.values.items() if name != "date"} for rival in (later, earlier))
    if not agree(ours, theirs):
        return False
    if not ours.keys().isdisjoint(theirs):
        return True  # the same name, phase or figure
    due = days.span(earlier.values["date"])
    return due is not None and later.said is not None and later.said - due.last.toordinal() <= _AFTER_DUE


def _resized(later: Rival, earlier: Rival) -> bool:
    """Whether the later Fact gives a new size, number or sum to the plan of the earlier one: it is of the same name."""
    named = "site" in later.values and "site" in earlier.values
    return named and later.job == earlier.job and _any_differs(_FIGURES, later.values, earlier.values)


def _any_differs(names: Iterable[str], values: Mapping[str, Any], others: Mapping[str, Any]) -> bool:
    return any(True for _ in _differing(names, values, others))


def _differing(names: Iterable[str], values: Mapping[str, Any], others: Mapping[str, Any]) -> Iterator[str]:
    shared = (name for name in names if name in values and name in others)
    return (name for name in shared if differ(name, values[name], others[name]) and comparable(name, values[name], others[name]))


def _allows(name: str, one: Rival, other: Rival) -> bool:
    """Whether the figure of one is a bound that leaves room for the other's: "up to 19.4 billion" for 17.4 billion."""
    ours, theirs = one.values[name], other.values[name]
    if isinstance(ours, tuple):
        in_dollars = name == "sum" and ours[1] != theirs[1] and None not in (ours[1], theirs[1])
        ours, theirs = (dollars(ours), dollars(theirs)) if in_dollars else (ours[0], theirs[0])
    return bool((one.bound == "atMost" and theirs <= ours) or (one.bound == "atLeast" and theirs >= ours))
