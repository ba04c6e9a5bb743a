"""A small trained tagger of names: a linear-chain CRF over the stretches of text around capitals.

The weights are made by ``seeds/tagger/train.py`` with the same features (`kg.mention.features`). All that a word contributes is cached
for it, so that a document costs a few look-ups a word and a dozen numpy operations in all.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from kg.mention.features import (
    OFFSETS,
    PAD,
    Gazetteer,
    case_features,
    is_candidate,
    islands,
    pair_features,
    run_features,
    runs,
    style_of,
    word_class,
    word_features,
)

LABELS = ("O", "B-ORG", "I-ORG", "B-PER", "I-PER", "B-LOC", "I-LOC")
CACHE = 60_000  # words kept; a fuller cache starts anew

Floats = NDArray[np.float32]


class Span(NamedTuple):
    """A stretch of tokens that the tagger takes for a name of type ``ORG``, ``PER`` or ``LOC``."""

    start: int
    end: int
    type: str


class Tagged(NamedTuple):
    """The tagger's view of a text: its words with two pads before each sentence and at the end, and what it makes of them.

    ``kinds`` are the classes of the words, ``runs`` the capitalised runs, ``table[rows[i]]`` the probabilities of LABELS for word i
    (``rows[i]`` is -1 where word i can be no part of a name), ``spans`` the most likely names.
    """

    words: list[str]
    kinds: list[str]
    runs: list[tuple[int, int]]
    rows: list[int]
    table: list[list[float]]
    spans: list[Span]


class Tagger:
    """Tags names in tokenised text; see `tag`."""

    def __init__(self, gazetteer: Gazetteer, names: Sequence[str], weights: Floats, transitions: Floats) -> None:
        self.gazetteer = gazetteer
        self._row = {name: row for row, name in enumerate(names)}
        self._weights = np.vstack([weights, np.zeros((1, len(LABELS)), np.float32)])
        self._none = len(names)
        self._transitions = np.exp(transitions).astype(np.float32)
        self._pairs: dict[tuple[str, str, str], Floats] = {}
        self._runs: dict[tuple[str, ...], tuple[Floats, Floats, Floats]] = {}
        self._styles = {
            (capital, style): self._sum(case_features(capital, style)) for capital in (True, False) for style in ("T", "U", "t")
        }
        self._forget()

    def _forget(self) -> None:
        self._ids: dict[str, int] = {}
        self._vectors: Floats = np.zeros((1024, len(OFFSETS) * len(LABELS)), np.float32)
        self._kinds: list[str] = []
        self._candidate: list[bool] = []
        self._pairs.clear()
        self._runs.clear()
        self._learn(PAD)

    def _sum(self, features: Iterable[str]) -> Floats:
        get, none = self._row.get, self._none
        total: Floats = np.add.reduce(self._weights[[get(name, none) for name in features] or [none]])
        return total

    def _learn(self, word: str) -> int:
        number = len(self._ids)
        if number == len(self._vectors):
            self._vectors = np.vstack([self._vectors, np.zeros_like(self._vectors)])
        self._vectors[number] = np.concatenate([self._sum(features) for features in word_features(word, self.gazetteer)])
        self._kinds.append(word_class(word, self.gazetteer))
        self._candidate.append(is_candidate(word))
        self._ids[word] = number
        return number

    def tag(self, sentences: Sequence[Sequence[str]]) -> Tagged:
        """Tags sentences, given as their words."""
        if len(self._ids) > CACHE:
            self._forget()
        ids, learn = self._ids, self._learn
        words: list[str] = []
        bounds: list[tuple[int, int]] = []
        for sentence in sentences:
            words += (PAD, PAD)
            bounds.append((len(words), len(words) + len(sentence)))
            words += sentence
        words += (PAD, PAD)
        number = [ids[word] if word in ids else learn(word) for word in words]
        candidate = [self._candidate[n] for n in number]
        kinds = [self._kinds[n] for n in number]
        rows = [-1] * len(words)
        stretches = islands(words, candidate)
        if not stretches:
            return Tagged(words, kinds, [], rows, [], [])
        where = [place for i, j in stretches for place in range(i, j)]
        for row, place in enumerate(where):
            rows[place] = row
        capitalised = [run for i, j in stretches for run in runs(words, candidate, i, j)]
        emissions = self._near(number, kinds, where)
        for start, end in capitalised:
            inside, first, last = self._run(words, start, end, kinds)
            row, stop = rows[start], rows[start] + end - start
            emissions[row:stop] += inside
            emissions[row] += first
            emissions[stop - 1] += last
        for i, j in bounds:
            self._add_style(words, i, j, rows, emissions)
        table = _marginals(emissions, np.array([j - i for i, j in stretches]), self._transitions)
        return Tagged(words, kinds, capitalised, rows, table.tolist(), list(_spans(table, where)))

    def _near(self, number: list[int], kinds: list[str], where: list[int]) -> Floats:
        """What each word and its neighbours add to the scores of the labels."""
        numbers, places, wide = np.array(number), np.array(where), len(LABELS)
        pairs = self._pairs
        rows = []
        for place in where:
            key = (kinds[place - 1], kinds[place], kinds[place + 1])
            found = pairs.get(key)
            if found is None:
                found = pairs[key] = self._sum(pair_features(*key))
            rows.append(found)
        emissions: Floats = np.concatenate(rows).reshape(-1, wide)
        for k, offset in enumerate(OFFSETS):
            emissions += self._vectors[numbers[places + offset], k * wide : (k + 1) * wide]
        return emissions

    def _add_style(self, words: list[str], start: int, end: int, rows: list[int], emissions: Floats) -> None:
        letters = sum(1 for word in words[start:end] if word[0].isalpha())
        capitals = sum(1 for word in words[start:end] if word[0].isupper())
        uppers = sum(1 for word in words[start:end] if word.isupper()) if 2 * capitals > letters else 0
        style = style_of(letters, capitals, uppers)
        if style != "t":
            for place in range(start, end):
                if rows[place] >= 0:
                    emissions[rows[place]] += self._styles[words[place][0].isupper(), style]

    def _run(self, words: list[str], start: int, end: int, kinds: list[str]) -> tuple[Floats, Floats, Floats]:
        key = tuple(words[start - 2 : end + 2])
        found = self._runs.get(key)
        if found is None:
            if len(self._runs) > CACHE:
                self._runs.clear()
            inside, first, last = run_features(words, start, end, kinds)
            found = self._runs[key] = (self._sum(inside), self._sum(first), self._sum(last))
        return found


def _marginals(emissions: Floats, lengths: NDArray[Any], transitions: Floats) -> Floats:
    """The probabilities of the labels, by forward and backward sums over all chains at once. ``transitions`` are exponentials."""
    add = np.add.reduce  # what `sum` calls, at half the cost for so few numbers
    scores = np.exp(emissions - emissions.max(axis=1, keepdims=True))
    starts = np.concatenate([[0], np.cumsum(lengths)[:-1]])
    order = np.argsort(-lengths, kind="stable")
    starts, lengths = starts[order], lengths[order]
    alive = np.searchsorted(-lengths, -np.arange(lengths[0])).tolist()
    forward = np.empty_like(scores)
    state = scores[starts]
    state /= add(state, axis=1, keepdims=True)
    forward[starts] = state
    at = [starts[:many] + step for step, many in enumerate(alive)]
    for step in range(1, len(alive)):
        rows = at[step]
        state = (state[: alive[step]] @ transitions) * scores[rows]
        state /= add(state, axis=1, keepdims=True)
        forward[rows] = state
    backward = np.ones_like(scores)
    for step in range(len(alive) - 1, 0, -1):
        rows = at[step]
        state = (scores[rows] * backward[rows]) @ transitions.T
        state /= add(state, axis=1, keepdims=True)
        backward[rows - 1] = state
    table: Floats = forward * backward
    table /= add(table, axis=1, keepdims=True)
    return table


def _spans(table: Floats, places: list[int]) -> Iterable[Span]:
    best = table.argmax(axis=1).tolist()
    row, size = 0, len(best)
    while row < size:
        label = best[row]
        if not label:
            row += 1
            continue
        inside = label + label % 2  # the I- label of the type
        end = row + 1
        while end < size and best[end] == inside and places[end] == places[end - 1] + 1:
            end += 1
        yield Span(places[row], places[end - 1] + 1, LABELS[inside][2:])
        row = end


def save(path: Path, gazetteer: Gazetteer, names: Sequence[str], weights: Floats, transitions: Floats) -> None:
    """Writes a model: one compressed file, weights rounded to 8 bits of a common scale."""
    scale = float(np.abs(weights).max()) / 127
    clusters = sorted(gazetteer.clusters)
    numbers = np.array([gazetteer.clusters[word] for word in clusters], np.uint8)
    parts = [
        repr(scale),
        *("\n".join(sorted(members)) for members in (gazetteer.places, gazetteer.place_parts, gazetteer.given, gazetteer.family)),
        "\n".join(clusters),
        "\n".join(names),
    ]
    body = "\0".join(parts).encode()
    blob = len(body).to_bytes(4, "little") + body + numbers.tobytes() + transitions.astype("<f4").tobytes()
    blob += np.ascontiguousarray(np.rint(weights / scale).astype(np.int8).T).tobytes()
    path.write_bytes(zlib.compress(blob, 9))


@cache
def load(path: Path) -> Tagger:
    """The tagger whose weights lie in a file that `save` wrote."""
    blob = zlib.decompress(path.read_bytes())
    end = 4 + int.from_bytes(blob[:4], "little")
    scale, places, parts, given, family, clusters, names = blob[4:end].decode().split("\0")
    words, features = clusters.split("\n"), names.split("\n")
    wide = len(LABELS)
    pairs = np.frombuffer(blob, np.uint8, 2 * len(words), end).reshape(-1, 2).tolist()
    end += 2 * len(words)
    transitions = np.frombuffer(blob, "<f4", wide * wide, end).reshape(wide, wide)
    weights = np.frombuffer(blob, np.int8, wide * len(features), end + 4 * wide * wide).reshape(wide, -1).T * np.float32(float(scale))
    gazetteer = Gazetteer(
        frozenset(places.split("\n")),
        frozenset(parts.split("\n")),
        frozenset(given.split("\n")),
        frozenset(family.split("\n")),
        {word: (fine, coarse) for word, (fine, coarse) in zip(words, pairs, strict=True)},
    )
    return Tagger(gazetteer, features, weights, transitions)
