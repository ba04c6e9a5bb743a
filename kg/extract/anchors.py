"""Many patterns over one row: only those are tried of which the row holds a word that they cannot match without.

What a pattern cannot do without is read off its text: words outside of all groups, and groups all of whose alternatives hold such words.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Generic, TypeVar

T = TypeVar("T")
VOCABULARY = 20_000  # words whose anchors are remembered
OPTIONAL = ("?", "*", "{0")
FRAGMENT = re.compile(r"[a-z]{2,}")


def needed(pattern: str) -> frozenset[str]:
    """Fragments of words one of which each match of a pattern holds; empty where the pattern names none for certain.

    >>> sorted(needed("(?P<s>O) (?:has |have )?(?:leased|rented) (?:out )?Q to (?P<o>O)"))
    ['leased', 'rented']
    >>> sorted(needed("tenants? of (?P<f>F)")), sorted(needed("(?:old )?(?P<s>O)"))
    (['tenant'], [])
    """
    found: list[frozenset[str]] = []
    for part, optional in _parts(pattern):
        if optional:
            continue
        if part.startswith("("):
            inner = [needed(alternative) for alternative in _alternatives(_inside(part))]
            if inner and all(inner):
                found.append(frozenset().union(*inner))
        else:
            found += [frozenset((word,)) for word in FRAGMENT.findall(part)]
    return max(found, key=lambda words: (min(map(len, words)) / len(words) ** 0.5, sorted(words)), default=frozenset())


def _parts(pattern: str) -> Iterator[tuple[str, bool]]:
    """The stretches of a pattern outside of groups, and its groups, each with whether it may be absent."""
    if len(_alternatives(pattern)) > 1:
        pattern = f"(?:{pattern})"
    literal, i = "", 0
    while i < len(pattern):
        char = pattern[i]
        if char in "([":
            end = _closing(pattern, i)
            if literal:
                yield literal, False
                literal = ""
            if char == "(" and not pattern.startswith(("(?=", "(?!", "(?<!", "(?<="), i):
                yield pattern[i:end], pattern.startswith(OPTIONAL, end)
            i = end
        elif char == "\\":
            literal += " "
            i += 2
        elif pattern.startswith(OPTIONAL, i + 1) and char not in "?*+}":
            if literal:
                yield literal, False  # the character before the sign may be absent
                literal = ""
            i += 1
        else:
            literal += char
            i += 1
    if literal:
        yield literal, False


def _closing(pattern: str, start: int) -> int:
    """Behind the bracket that closes the one at ``start``."""
    if pattern[start] == "[":
        return pattern.index("]", start + 2) + 1
    depth, i = 0, start
    while i < len(pattern):
        if pattern[i] == "\\":
            i += 1
        elif pattern[i] == "[":
            i = _closing(pattern, i) - 1
        elif pattern[i] == "(":
            depth += 1
        elif pattern[i] == ")":
            depth -= 1
            if not depth:
                return i + 1
        i += 1
    raise ValueError(f"no bracket closes the one at {start}: {pattern}")


def _inside(group: str) -> str:
    """What stands in a group, without the signs that open it."""
    return re.sub(r"^\((?:\?(?::|P<\w+>))?", "", group)[:-1]


def _alternatives(pattern: str) -> list[str]:
    """The alternatives of a pattern, cut outside of its groups."""
    out, begin, i = [], 0, 0
    while i < len(pattern):
        if pattern[i] in "([":
            i = _closing(pattern, i)
            continue
        if pattern[i] == "\\":
            i += 1
        elif pattern[i] == "|":
            out.append(pattern[begin:i])
            begin = i + 1
        i += 1
    return [*out, pattern[begin:]]


class Anchored(Generic[T]):
    """Things with a pattern each, found by the words of a row."""

    def __init__(self, things: Iterable[tuple[str, T]]) -> None:
        rows = list(things)
        self._things = [thing for _, thing in rows]
        self._always: list[int] = []
        self._by_fragment: dict[str, list[int]] = defaultdict(list)
        self._by_word: dict[str, frozenset[int]] = {}
        for number, (pattern, _) in enumerate(rows):
            fragments = needed(pattern)
            for fragment in fragments:
                self._by_fragment[fragment].append(number)
            if not fragments:
                self._always.append(number)

    def candidates(self, line: str) -> list[T]:
        """The things whose pattern can match a row, in their order."""
        found = set(self._always)
        for word in line.split():
            found |= self._of(word)
        return [self._things[number] for number in sorted(found)]

    def _of(self, word: str) -> frozenset[int]:
        numbers = self._by_word.get(word)
        if numbers is None:
            if len(self._by_word) >= VOCABULARY:
                self._by_word.clear()
            numbers = frozenset(n for fragment, owners in self._by_fragment.items() if fragment in word for n in owners)
            self._by_word[word] = numbers
        return numbers
