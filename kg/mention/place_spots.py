"""Candidates for places while evidence is gathered."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass

from kg.lexicon import Known

SURE = 0.5
"""Mentions below this score are candidates that something else must confirm."""
BIG = 500_000
"""A place of so much weight is meant by its bare name, common word or not."""

LIST_SIGNS = frozenset({", ", " and ", ", and ", " or ", " & ", ",\n", " to ", "/", " and in ", ", in ", " and the ", ", the "})
"""What stands between the members of a list."""


@dataclass(slots=True)
class Spot:
    """A candidate while evidence is gathered."""

    start: int
    end: int
    text: str
    senses: tuple[Known, ...]
    form: str = "name"
    score: float = 0.0
    behind: Spot | None = None  # the wider place right behind it: ", Texas"
    known: Known | None = None
    context: tuple[str, ...] = ()
    fixed: bool = False  # the text itself says which place it is
    inside: bool = False  # capitalised words beside it make it part of a longer name


class Cover:
    """The stretches that candidates take."""

    def __init__(self, spots: Iterable[Spot]) -> None:
        self._spans = sorted((s.start, s.end) for s in spots)
        self._starts = [start for start, _ in self._spans]

    def holds(self, start: int, end: int) -> bool:
        """Whether a stretch overlaps one of them."""
        i = bisect_right(self._starts, end - 1) - 1
        return i >= 0 and self._spans[i][1] > start


def is_doubtful(spot: Spot) -> bool:
    """Whether the bare name may well be something else."""
    best = spot.senses[0] if spot.senses else None
    return best is None or bool(best.doubt) or best.weight < BIG


def without_overlaps(spots: Iterable[Spot]) -> list[Spot]:
    """The longest of those that overlap, sorted."""
    kept: list[Spot] = []
    for spot in sorted(spots, key=lambda s: (s.start, -(s.end - s.start), s.form != "head")):
        if kept and spot.start < kept[-1].end:
            if spot.end - spot.start > kept[-1].end - kept[-1].start and kept[-1].start == spot.start:
                kept[-1] = spot
            continue
        kept.append(spot)
    return kept
