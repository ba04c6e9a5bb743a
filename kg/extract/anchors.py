"""Many patterns over one row: only those are tried all of whose needs the row meets.

What a pattern cannot do without is read off what `re` itself makes of it: literals outside of what may be absent, and branches
all of whose alternatives hold such literals. Parts of words suffice, so a need is met by each word that holds one of its fragments.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import lru_cache
from re import _constants as signs  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any, Generic, TypeVar

T = TypeVar("T")
VOCABULARY = 20_000  # words whose fragments are remembered
FRAGMENT = re.compile(r"\S+")
REPEATS = (signs.MAX_REPEAT, signs.MIN_REPEAT, signs.POSSESSIVE_REPEAT)
Need = frozenset[str]


def needs(pattern: re.Pattern[str]) -> frozenset[Need]:
    """What a row must hold for a pattern to match: of each set one fragment at least. Fragments hold no white space.

    >>> sorted(map(sorted, needs(re.compile("(?P<s>O) (?:has |have )?(?:leased|rented) (?:out )?Q"))))
    [['O'], ['Q'], ['leased', 'rented']]
    >>> sorted(map(sorted, needs(re.compile("tenants? of F|(?:old )?O"))))
    [['O', 'tenant']]
    """
    return frozenset() if pattern.flags & re.IGNORECASE else frozenset(_needs(parser.parse(pattern.pattern, pattern.flags)))


def _needs(sequence: Iterable[Any]) -> Iterator[Need]:
    """The needs of what stands one behind the other."""
    literal = ""
    for sign, value in sequence:
        if sign is signs.LITERAL:
            literal += chr(value)
            continue
        yield from map(_one, FRAGMENT.findall(literal))
        literal = ""
        if sign is signs.SUBPATTERN:
            yield from () if value[1] & re.IGNORECASE else _needs(value[3])
        elif sign in REPEATS:
            yield from _needs(value[2]) if value[0] else ()
        elif sign is signs.ATOMIC_GROUP:
            yield from _needs(value)
        elif sign is signs.BRANCH:
            yield from _of_branches([frozenset(_needs(branch)) for branch in value[1]])
    yield from map(_one, FRAGMENT.findall(literal))


def _one(fragment: str) -> Need:
    return frozenset((fragment,))


def _of_branches(branches: list[frozenset[Need]]) -> Iterator[Need]:
    """One need for all alternatives: each adds the rarest of its own."""
    if all(branches):
        yield frozenset().union(*(max(needs, key=_rarity) for needs in branches))


def _rarity(need: Need) -> tuple[float, list[str]]:
    """The longer its words, and the fewer, the rarer."""
    return min(map(len, need)) / len(need) ** 0.5, sorted(need)


@lru_cache(maxsize=1)
def _words(line: str) -> frozenset[str]:
    return frozenset(line.split())


class Anchored(Generic[T]):
    """Things with a pattern each, found by the words of a row."""

    def __init__(self, things: Iterable[tuple[re.Pattern[str], T]]) -> None:
        read = list(things)
        self.patterns = [pattern for pattern, _ in read]
        rows = [(needs(pattern), thing) for pattern, thing in read]
        bits = {need: 1 << n for n, need in enumerate(sorted({need for found, _ in rows for need in found}, key=_rarity))}
        self._fragments: dict[str, int] = defaultdict(int)  # the needs that a fragment meets, as bits
        for need, bit in bits.items():
            for fragment in need:
                self._fragments[fragment] |= bit
        self._rows = [(sum(bits[need] for need in found), thing) for found, thing in rows]
        self._by_anchor: dict[int, list[int]] = defaultdict(list)  # the rarest need of a pattern, 0 for those without any
        for number, (found, _) in enumerate(rows):
            self._by_anchor[bits[max(found, key=_rarity)] if found else 0].append(number)
        self._anchors = sum(self._by_anchor)
        self._by_word: dict[str, int] = {}

    def candidates(self, line: str) -> list[T]:
        """The things whose pattern can match a row, in their order."""
        met = 0
        for word in _words(line):
            met |= self._by_word[word] if word in self._by_word else self._of(word)
        numbers = self._by_anchor.get(0, [])[:]
        rest = met & self._anchors
        while rest:
            bit = rest & -rest
            numbers += self._by_anchor[bit]
            rest ^= bit
        rows = self._rows
        return [rows[number][1] for number in sorted(numbers) if not rows[number][0] & ~met]

    def _of(self, word: str) -> int:
        if len(self._by_word) >= VOCABULARY:
            self._by_word.clear()
        met = 0
        for fragment, bits in self._fragments.items():
            if fragment in word:
                met |= bits
        self._by_word[word] = met
        return met


def rated(*patterns: tuple[re.Pattern[str], float]) -> Anchored[tuple[re.Pattern[str], float]]:
    """Patterns, each with how sure it is."""
    return Anchored((pattern, (pattern, sure)) for pattern, sure in patterns)


def plain(*patterns: re.Pattern[str]) -> Anchored[re.Pattern[str]]:
    """Patterns alone."""
    return Anchored((pattern, pattern) for pattern in patterns)
