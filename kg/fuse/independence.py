"""Which documents are one source: of one publisher, copies of one text, or telling the fact in the same sentence."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import lru_cache

from kg import iris
from kg.fuse.said import Saying
from kg.model import Iri

_SKETCH = 48  # hashes of a full sketch; a shorter one holds all of its text
_SHARED = 0.6  # of the shorter text, from which on it is a copy
_ENOUGH = 8  # hashes to compare
_SENTENCE = re.compile(r"(?<=[.!?])[\"”']?\s+")
_WORDS = 7  # a shorter sentence may well be written twice


def sources(sayings: Sequence[Saying]) -> list[list[Saying]]:
    """The claims by independent source, whatever the order of the claims."""
    documents = {saying.source.iri: saying.source for saying in sayings}
    if len(documents) == 1:
        return [list(sayings)]
    groups = _Groups(documents)
    seen: dict[str, Iri] = {}
    for iri, source in documents.items():
        groups.join(seen.setdefault("publisher " + source.publisher, iri), iri)
        if source.fingerprint:
            groups.join(seen.setdefault("text " + source.fingerprint, iri), iri)
    for saying in sayings:
        for sentence in _sentences(saying.quote):
            groups.join(seen.setdefault("sentence " + sentence, saying.source.iri), saying.source.iri)
    if not groups.are_one():
        _join_copies(groups, {source.fingerprint: iri for iri, source in documents.items() if source.fingerprint})
    found: dict[Iri, list[Saying]] = {}
    for saying in sayings:
        found.setdefault(groups.first(saying.source.iri), []).append(saying)
    return list(found.values())


def is_copy(one: str, other: str) -> bool:
    """Whether one of two texts is, for the most part, in the other; by their fingerprints."""
    return one == other or _contained(_hashes(one), _hashes(other))


def _join_copies(groups: _Groups, texts: dict[str, Iri]) -> None:
    """Joins documents of which one holds most of the other; only those that share hashes and are not one source yet are compared."""
    holders: dict[int, list[str]] = {}
    for text in texts:
        shared: Counter[str] = Counter()
        for value in _hashes(text):
            shared.update(holders.setdefault(value, []))
            holders[value].append(text)
        for other, count in shared.items():
            if count >= _ENOUGH * _SHARED and not groups.together(texts[text], texts[other]) and is_copy(text, other):
                groups.join(texts[text], texts[other])


def _contained(one: tuple[int, ...], other: tuple[int, ...]) -> bool:
    limit = min(one[-1] if len(one) == _SKETCH else 1 << 32, other[-1] if len(other) == _SKETCH else 1 << 32)
    a, b = ({value for value in hashes if value <= limit} for hashes in (one, other))
    fewer = min(len(a), len(b))
    return fewer >= _ENOUGH and len(a & b) >= _SHARED * fewer


@lru_cache(maxsize=4096)
def _hashes(fingerprint: str) -> tuple[int, ...]:
    return tuple(int(fingerprint[i : i + 8], 16) for i in range(0, len(fingerprint), 8))


def _sentences(quote: str) -> list[str]:
    folded = (iris.fold(sentence) for sentence in _SENTENCE.split(quote))
    return [sentence for sentence in folded if sentence.count("-") + 1 >= _WORDS]


class _Groups:
    """Disjoint sets of documents."""

    def __init__(self, members: Iterable[Iri]) -> None:
        self._parent = {member: member for member in members}

    def first(self, member: Iri) -> Iri:
        while (parent := self._parent[member]) != member:
            self._parent[member] = member = self._parent[parent]
        return member

    def together(self, one: Iri, other: Iri) -> bool:
        return self.first(one) == self.first(other)

    def are_one(self) -> bool:
        return len({self.first(member) for member in self._parent}) == 1

    def join(self, one: Iri, other: Iri) -> None:
        a, b = sorted((self.first(one), self.first(other)))
        self._parent[b] = a
