"""What a pattern cannot do without, read off what `re` itself makes of it: literals outside of what may be absent, and branches
all of whose alternatives hold such literals. To look for these takes a small part of the time that a search takes."""

from __future__ import annotations

import itertools
import re
import sys
from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator
from re import _constants as signs  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

FRAGMENT = re.compile(r"\S+")
REPEATS = (signs.MAX_REPEAT, signs.MIN_REPEAT, signs.POSSESSIVE_REPEAT)
Need = frozenset[str]


def needs(pattern: re.Pattern[str]) -> frozenset[Need]:
    """What a text must hold for a pattern to match: of each set one fragment at least. Fragments hold no white space.

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
        begun, openings = _last_word(literal), _openings(sign, value)
        if openings and all(openings) and (begun or sign is signs.IN):
            yield frozenset(begun + opening for opening in openings)  # `re` makes of "has|have" a "ha" with two ends
            literal = literal.removesuffix(begun)
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


def _openings(sign: Any, value: Any) -> list[str]:
    """The letters of words with which alternatives begin, "" for one that begins otherwise."""
    if sign is signs.IN:
        return [chr(letter).strip() if kind is signs.LITERAL else "" for kind, letter in value]
    if sign is not signs.BRANCH:
        return []
    literals = (itertools.takewhile(lambda item: item[0] is signs.LITERAL, branch) for branch in value[1])
    return [_first_word("".join(chr(letter) for _, letter in literal)) for literal in literals]


def _first_word(text: str) -> str:
    return "" if text[:1].isspace() else "".join(text.split()[:1])


def _last_word(text: str) -> str:
    return "" if text[-1:].isspace() else "".join(text.split()[-1:])


def _one(fragment: str) -> Need:
    return frozenset((fragment,))


def _of_branches(branches: list[frozenset[Need]]) -> Iterator[Need]:
    """One need for all alternatives: each adds the rarest of its own."""
    if all(branches):
        yield frozenset().union(*(max(needs, key=rarity) for needs in branches))


COMMON = frozenset(
    ("an", "and", "are", "as", "at", "by", "for", "from", "has", "have", "in", "into", "is", "its", "of", "on", "or", "that", "the", "to")
)


def rarity(need: Need) -> tuple[bool, float, bool, list[str]]:
    """Common words and letters are not; else the longer its words, and the fewer, the rarer, and names before words."""
    shortest = min(map(len, need))
    return shortest > 1 and need.isdisjoint(COMMON), shortest / len(need) ** 0.5, not any(map(str.islower, need)), sorted(need)


class Gated(ABC):
    """A pattern that seldom matches: `re` is asked only where it can."""

    def __init__(self, pattern: re.Pattern[str]) -> None:
        self.patterns = [pattern]
        self._search, self._finditer = pattern.search, pattern.finditer

    @abstractmethod
    def can_match(self, text: str, start: int, end: int) -> bool:
        """Whether ``text[start:end]`` may hold a match; a no is sure."""

    def search(self, text: str, start: int = 0, end: int = sys.maxsize) -> re.Match[str] | None:
        return self._search(text, start, end) if self.can_match(text, start, end) else None

    def finditer(self, text: str, start: int = 0, end: int = sys.maxsize) -> Iterator[re.Match[str]]:
        return self._finditer(text, start, end) if self.can_match(text, start, end) else iter(())


class Rare(Gated):
    """A pattern that few texts match: each need is looked for in the text."""

    def __init__(self, pattern: re.Pattern[str]) -> None:
        super().__init__(pattern)
        self._needs = sorted((sorted(need) for need in needs(pattern)), key=len)

    def can_match(self, text: str, start: int, end: int) -> bool:
        piece = text[start:end]
        for need in self._needs:
            for fragment in need:
                if fragment in piece:
                    break
            else:
                return False
        return True


def rare(pattern: str, flags: int = 0) -> Rare:
    """A pattern that few texts match."""
    return Rare(re.compile(pattern, flags))
