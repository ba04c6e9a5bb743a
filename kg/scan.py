"""One pass over the text finds all known names and triggers; a document without a trigger ends here."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence

from ahocorasick_rs import AhoCorasick, MatchKind

from kg.model import Hit, Sentence

NAME = "name"
TRIGGER = "trigger"

# Typographic variants of signs within names; each one character for one. Lone surrogates are no text to the automaton.
SIGNS = str.maketrans(
    {"’": "'", "‘": "'", "`": "'", "‐": "-", "‑": "-", "\n": " ", "\t": " ", "\u00a0": " ", "\u202f": " ", "\u2009": " "}
    | {chr(code): "\ufffd" for code in range(0xD800, 0xE000)}
)
SEPARATOR = re.compile(r"[\W_]")


class Separators(dict[int, str]):
    """Letters and digits as they are, all other signs as spaces: for `str.translate`."""

    def __missing__(self, code: int) -> str:
        self[code] = sign = SEPARATOR.sub(" ", chr(code))
        return sign


SPACED = Separators()


def form(text: str) -> str:
    """The text as it is compared: lower case, plain apostrophes, hyphens and spaces; of the same length.

    >>> form("O’Brien\\nİÇ")
    "o'brien İç"
    """
    lower = text.lower()
    if len(lower) != len(text):
        lower = "".join(c if len(c.lower()) > 1 else c.lower() for c in text)
    return lower.translate(SIGNS)


class Scanner:
    """Finds patterns at word boundaries, whatever their case.

    Names and triggers are each taken leftmost and longest, independently of each other.

    >>> hits = Scanner(["Singapore", "York", "New York", "US"], ["new", "plans"]).scan("It plans a New York–Singapore link for US$1.")
    >>> [(h.pattern, sorted(h.what)) for h in hits]
    [('plans', ['trigger']), ('new', ['trigger']), ('new york', ['name']), ('singapore', ['name'])]
    """

    def __init__(self, names: Iterable[str], triggers: Iterable[str]) -> None:
        kinds: dict[str, set[str]] = {}
        for what, patterns in ((NAME, names), (TRIGGER, triggers)):
            for pattern in patterns:
                if pattern.strip():
                    kinds.setdefault(form(pattern.strip()), set()).add(what)
        # The automaton sees words between single spaces, so that it reports whole words only; `scan` compares the signs.
        keys: dict[str, list[tuple[str, int, frozenset[str]]]] = {}
        for pattern, of in sorted(kinds.items()):
            key = SEPARATOR.sub(" ", pattern)
            lead = "" if key[0] == " " else " "
            key = lead + key + ("" if key[-1] == " " else " ")
            keys.setdefault(key, []).append((pattern, len(lead) - 1, frozenset(of)))
        self._patterns = list(keys.values())
        self._automaton = AhoCorasick(list(keys), matchkind=MatchKind.Standard, store_patterns=False)

    def scan(self, text: str) -> tuple[Hit, ...]:
        """All hits, sorted by start, end and pattern; ``pattern`` is its `form`."""
        if not self._patterns:
            return ()
        plain = form(text)
        words = " " + plain.translate(SPACED) + " "
        found: list[tuple[int, int, str, frozenset[str]]] = []
        for index, begin, _ in self._automaton.find_matches_as_indexes(words, overlapping=True):
            for pattern, shift, what in self._patterns[index]:
                start = begin + shift
                # "US$1" names no country.
                if plain.startswith(pattern, start) and not plain.startswith("$", start + len(pattern)):
                    found.append((start, start + len(pattern), pattern, what))
        found.sort(key=lambda hit: (hit[0], -hit[1]))
        kept: dict[tuple[int, int, str], set[str]] = {}
        for kind in (NAME, TRIGGER):
            free = 0
            for start, end, pattern, what in found:
                if kind in what and start >= free:
                    kept.setdefault((start, end, pattern), set()).add(kind)
                    free = end
        return tuple(Hit(pattern, start, end, frozenset(what)) for (start, end, pattern), what in sorted(kept.items()))


def gate(sentences: Sequence[Sentence], hits: Iterable[Hit]) -> frozenset[int]:
    """The indices of the sentences that hold a trigger: no other can state a fact."""
    starts = [s.start for s in sentences]
    found = set()
    for hit in hits:
        if TRIGGER in hit.what:
            index = bisect_right(starts, hit.start) - 1
            if index >= 0 and hit.start < sentences[index].end:
                found.add(index)
    return frozenset(found)
