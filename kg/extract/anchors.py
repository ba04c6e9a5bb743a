"""Many patterns over one row: only those are tried all of whose needs (`kg.needs`) the row meets.

Parts of words suffice, so a need is met by each word that holds one of its fragments.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from functools import reduce
from operator import or_
from typing import Generic, TypeVar

from kg.needs import Gated, Need, needs, rarity

T = TypeVar("T")
VOCABULARY = 20_000  # words whose fragments are remembered


class Vocabulary(dict[str, int]):
    """All needs of all patterns, each a bit; so a row is looked through once, however many ask. Keeps what words meet."""

    def __init__(self) -> None:
        self._bits: dict[Need, int] = {}
        self._fragments: dict[str, int] = defaultdict(int)  # the needs that a fragment meets
        self._lengths: list[int] = []
        self._line, self._unmet = "", -1

    def bits(self, found: Iterable[Need]) -> int:
        """The bits of some needs."""
        return sum(map(self._bit, found))

    def _bit(self, need: Need) -> int:
        if need not in self._bits:
            self._bits[need] = bit = 1 << len(self._bits)
            for fragment in need:
                self._fragments[fragment] |= bit
            self._lengths = sorted(set(map(len, self._fragments)))
            self.clear()
            self._line, self._unmet = "", -1
        return self._bits[need]

    def unmet(self, line: str) -> int:
        """All needs but those that a row meets."""
        if line is not self._line:
            self._line, self._unmet = line, ~reduce(or_, map(self.__getitem__, line.split()), 0)
        return self._unmet

    def __missing__(self, word: str) -> int:
        if len(self) >= VOCABULARY:
            self.clear()
        met = 0
        for length in self._lengths:
            for start in range(len(word) - length + 1):
                met |= self._fragments.get(word[start : start + length], 0)
        self[word] = met
        return met


NEEDS = Vocabulary()


class Anchored(Generic[T]):
    """Things with a pattern each, found by the words of a row."""

    def __init__(self, things: Iterable[tuple[re.Pattern[str], T]]) -> None:
        read = list(things)
        self.patterns = [pattern for pattern, _ in read]
        rows = [(needs(pattern), thing) for pattern, thing in read]
        bits = NEEDS.bits
        self._rows = [(bits(found), thing) for found, thing in rows]
        self._by_anchor: dict[int, list[int]] = defaultdict(list)  # the rarest need of a pattern, 0 for those without any
        for number, (found, _) in enumerate(rows):
            self._by_anchor[bits([max(found, key=rarity)]) if found else 0].append(number)
        self._anchors = sum(self._by_anchor)

    def candidates(self, line: str) -> list[T]:
        """The things whose pattern can match a row, in their order."""
        unmet = NEEDS.unmet(line)
        numbers = self._by_anchor.get(0, [])[:]
        rest = self._anchors & ~unmet
        while rest:
            bit = rest & -rest
            numbers += self._by_anchor[bit]
            rest ^= bit
        rows = self._rows
        return [rows[number][1] for number in sorted(numbers) if not rows[number][0] & unmet]


class Sought(Gated):
    """A pattern that is looked for in rows: the needs of all are looked for once in a whole row."""

    def __init__(self, pattern: re.Pattern[str]) -> None:
        super().__init__(pattern)
        self._needs = NEEDS.bits(needs(pattern))

    def can_match(self, text: str, start: int, end: int) -> bool:
        return not self._needs & NEEDS.unmet(text)


def sought(pattern: str) -> Sought:
    """A pattern on rows that seldom matches."""
    return Sought(re.compile(pattern))


def rated(*patterns: tuple[re.Pattern[str], float]) -> Anchored[tuple[re.Pattern[str], float]]:
    """Patterns, each with how sure it is."""
    return Anchored((pattern, (pattern, sure)) for pattern, sure in patterns)


def plain(*patterns: re.Pattern[str]) -> Anchored[re.Pattern[str]]:
    """Patterns alone."""
    return Anchored((pattern, pattern) for pattern in patterns)
