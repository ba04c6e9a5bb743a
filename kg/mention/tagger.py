"""A small trained tagger of names: a linear-chain CRF over the stretches of text around capitals.

The weights are made by ``seeds/tagger/train.py``, which uses the features of this module. All that a word contributes is cached
for it, so that a document costs a few look-ups a word and a dozen numpy operations in all.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from kg.mention import words as lists

LABELS = ("O", "B-ORG", "I-ORG", "B-PER", "I-PER", "B-LOC", "I-LOC")
PAD = "<>"  # no token of a text looks so
OFFSETS = (0, -1, 1, -2, 2)
LONGEST = 48  # islands are cut after so many tokens, so that no text makes a long chain
CACHE = 60_000  # words kept; a fuller cache starts anew

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """What the tagger knows of single words: names of places, parts of such names, given names, family names, word clusters."""

    places: frozenset[str]
    place_parts: frozenset[str]
    given: frozenset[str]
    family: frozenset[str]
    clusters: dict[str, tuple[int, int]]

    def flags(self, word: str) -> str:
        """The lists that a word is in: "P" place, "p" part of one, "G" given name, "F" family name."""
        return (
            ("P" if word in self.places else "p" if word in self.place_parts else "")
            + ("G" if word in self.given else "")
            + ("F" if word in self.family else "")
        )


_CLASSES: tuple[tuple[str, frozenset[str]], ...] = (
    ("legal", lists.LEGAL),
    ("group", lists.GROUP_HEADS),
    ("public", lists.PUBLIC_HEADS),
    ("head", lists.COMPANY_HEADS),
    ("honor", lists.HONORIFICS),
    ("month", lists.MONTHS),
    ("title", lists.TITLES),
    ("terrain", lists.PLACE_HEADS),
    ("speech", lists.SPEECH),
    ("deal", lists.DEAL_VERBS),
    ("firm", lists.COMPANY_NOUNS),
    ("where", lists.PLACE_NOUNS),
)
_ITSELF = lists.members(
    'of and & for the in at to by from with on a an , . ( ) \'s ’s - : ; " “ ” / \' – — as its or near | •'
)


def word_class(word: str, gazetteer: Gazetteer) -> str:
    """A coarse class of a word, for features over neighbouring words."""
    lower = word.lower()
    if word == PAD or word in _ITSELF:
        return "'s" if word == "’s" else word
    if not word[0].isalnum():
        return "sign"
    if word[0].isdigit():
        return "number"
    case = "l" if word == lower else ("U" if word.isupper() and len(word) > 1 else "C" if word[1:] == lower[1:] else "M")
    for name, members in _CLASSES:
        if lower in members:
            return case + name
    if lower in lists.FUNCTION_WORDS:
        return case + "function"
    return case + gazetteer.flags(word if case != "U" else word.capitalize()) if case != "l" else "l"


def shape(word: str) -> str:
    """The pattern of capitals, small letters and digits, with runs shortened.

    >>> shape("CyrusOne"), shape("AWS"), shape("T5"), shape("eBay"), shape("U.S.")
    ('XxXx', 'XX', 'X9', 'xXx', 'X.X.')
    """
    out: list[str] = []
    for char in word[:24]:
        sign = "X" if char.isupper() else "9" if char.isdigit() else "x" if char.isalpha() else char
        if out and out[-1] == sign and (sign != "X" or out[-2:-1] == ["X"]):
            continue
        out.append(sign)
    return "".join(out)


def is_candidate(word: str) -> bool:
    """Whether a word can be part of a name: it has a capital or a digit."""
    first = word[0]
    return first.isupper() or first.isdigit() or (first.isalpha() and word != word.lower())


def word_features(word: str, gazetteer: Gazetteer) -> tuple[tuple[str, ...], ...]:
    """What a word says of itself and of the words at the distances OFFSETS before it: the features that it gives as neighbour."""
    lower = word.lower()
    kind = word_class(word, gazetteer)
    fine, coarse = gazetteer.clusters.get(lower, (-1, -1))
    near = (f"w={lower}", f"c={fine}", f"k={coarse}", f"t={kind}")
    own = [*near, f"s={shape(word)}"]
    if is_candidate(word):
        own += [f"W={word}", f"p2={lower[:2]}", f"p3={lower[:3]}", f"e2={lower[-2:]}", f"e3={lower[-3:]}", f"e4={lower[-4:]}"]
        own += [f"g={gazetteer.flags(word)}", f"n={min(len(word), 9)}"]
    far = (near[0], near[2], near[3])
    return (
        tuple(own),
        tuple(f"-1{name}" for name in near),
        tuple(f"+1{name}" for name in near),
        tuple(f"-2{name}" for name in far),
        tuple(f"+2{name}" for name in far),
    )


def pair_features(before: str, here: str, after: str) -> tuple[str, str, str]:
    """Features over the classes of three neighbouring words."""
    return f"a|{before}|{here}", f"b|{here}|{after}", f"c|{before}|{after}"


def run_features(words: Sequence[str], start: int, end: int, kinds: Sequence[str]) -> tuple[tuple[str, ...], ...]:
    """What the whole capitalised run ``words[start:end]`` says of each of its words, of its first and of its last word."""
    before, after = start - 1, end
    first, last = words[start].lower(), words[end - 1].lower()
    length = min(end - start, 5)
    run = kinds[start:end]
    firm = "y" if any(kind[1:] in ("legal", "group", "head", "public") for kind in run) else "n"
    place_before, place_after = kinds[before], kinds[after]
    inside = (
        f"rf={first}",
        f"rl={last}",
        f"rn={length}|{firm}",
        f"rk={run[0]}|{run[-1]}|{length}",
        f"rw={' '.join(words[start:end]).lower() if length < 5 else ''}",
        f"r--={words[before - 1].lower()} {words[before].lower()}",
        f"r++={words[after].lower()} {words[after + 1].lower()}",
        f"r-={words[before].lower()}|{firm}",
        f"r+={words[after].lower()}|{firm}",
        f"r-k={place_before}|{run[-1]}",
        f"r+k={run[-1]}|{place_after}",
        f"r-+={place_before}|{place_after}|{min(length, 2)}",
        f"rp={'.'.join(run[:3])}|{length}",
    )
    return inside, (f"rb={length}|{run[0]}|{run[-1]}",), (f"re={length}|{run[0]}|{run[-1]}",)


def case_features(capital: bool, style: str) -> tuple[str, ...]:
    """The style of the sentence: "t" plain, "T" title case, "U" all capitals."""
    return () if style == "t" else (f"tc={style}{'C' if capital else 'c'}",)


def style_of(letters: int, capitals: int, uppers: int) -> str:
    """The style of a sentence from its numbers of words, of capitalised words, of words all in capitals."""
    if letters > 3 and uppers > 0.6 * letters:
        return "U"
    return "T" if letters > 2 and capitals > 0.65 * letters else "t"


def islands(words: Sequence[str], candidate: Sequence[bool]) -> list[tuple[int, int]]:
    """Stretches that can hold names: capitalised words and at most two small words or one sign between them."""
    found: list[tuple[int, int]] = []
    size = len(words)
    i = 0
    while i < size:
        if not candidate[i]:
            i += 1
            continue
        j = i + 1
        letters = words[i][0].isalpha()
        while j < size and j - i < LONGEST:
            if candidate[j]:
                letters = letters or words[j][0].isalpha()
                j += 1
            elif j + 1 < size and candidate[j + 1] and (words[j] in lists.CONNECTORS or not words[j][0].isalpha()) and words[j] != PAD:
                j += 1
            elif j + 2 < size and candidate[j + 2] and words[j] in ("of", "and", "for") and words[j + 1] == "the":
                j += 2
            elif words[j] == "-" and j + 1 < size and words[j + 1][0].isalpha():
                j += 2  # "Dong-yeon", but "Seattle-based" too
            else:
                break
        if letters:
            found.append((i, j))
        i = j
    return found


def runs(words: Sequence[str], candidate: Sequence[bool], start: int, end: int) -> list[tuple[int, int]]:
    """The capitalised runs of an island; a run goes across "of", "&", "-" and the like, not across commas and "and"."""
    found: list[tuple[int, int]] = []
    i = start
    while i < end:
        if not candidate[i]:
            i += 1
            continue
        j = i + 1
        while j < end:
            if candidate[j]:
                j += 1
            elif j + 1 < end and candidate[j + 1] and words[j] != "and" and words[j] in lists.CONNECTORS:
                j += 2
            elif j + 2 < end and candidate[j + 2] and words[j] in ("of", "for") and words[j + 1] == "the":
                j += 3
            else:
                break
        found.append((i, j))
        i = j
    return found


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
        total: Floats = self._weights[[get(name, none) for name in features] or [none]].sum(axis=0)
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
        emissions: Floats = np.array(rows)
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
    scores = np.exp(emissions - emissions.max(axis=1, keepdims=True))
    starts = np.concatenate([[0], np.cumsum(lengths)[:-1]])
    order = np.argsort(-lengths, kind="stable")
    starts, lengths = starts[order], lengths[order]
    alive = [int((lengths > step).sum()) for step in range(int(lengths[0]))]
    forward = np.empty_like(scores)
    state = scores[starts]
    state /= state.sum(axis=1, keepdims=True)
    forward[starts] = state
    for step in range(1, len(alive)):
        rows = starts[: alive[step]] + step
        state = (state[: alive[step]] @ transitions) * scores[rows]
        state /= state.sum(axis=1, keepdims=True)
        forward[rows] = state
    backward = np.ones_like(scores)
    for step in range(len(alive) - 1, 0, -1):
        rows = starts[: alive[step]] + step
        state = (scores[rows] * backward[rows]) @ transitions.T
        state /= state.sum(axis=1, keepdims=True)
        backward[rows - 1] = state
    table: Floats = forward * backward
    table /= table.sum(axis=1, keepdims=True)
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
