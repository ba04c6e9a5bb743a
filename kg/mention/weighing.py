"""How what speaks for a name is weighed: a log-linear model over ORG, PER, LOC and none, fitted by ``seeds/tagger/weigh.py``."""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray


class Evidence(NamedTuple):
    """What speaks for and against a candidate; for each occurrence see `at`. Triples are for ORG, PER, LOC; yes and no are 1 and 0."""

    mean: tuple[float, float, float]  # of the tagger's probabilities over the occurrences in the document
    most: tuple[float, float, float]
    here: tuple[float, float, float]
    forms: tuple[float, float, float]  # of the form rules
    alias: tuple[float, float, float]  # a short form of a longer name
    known: float
    known_doubtful: float  # known, but a common word too
    known_goes_on: float  # known, but a capitalised word that may make it a product stands behind it
    small: float  # the word stands in the text without a capital
    small_outside: float  # so, and as a candidate it only begins sentences
    common: float  # a common English word
    common_outside: float
    single: float
    capitals: float
    mixed: float  # capitals within
    excluded: float
    adjective: float
    often: float
    length: float
    whole: float  # all of a capitalised run
    opens: float  # begins the sentence, so that the capital says nothing
    place: float  # the score that the place has here
    is_place: float
    covered: float  # the strength of the strongest candidate that holds this one
    crossed: float  # the strength of the strongest candidate that this one crosses

    def row(self) -> Row:
        """All as numbers, with a constant."""
        return [1.0, *self.mean, *self.most, *self.here, *self.forms, *self.alias, *self[5:]]


NAMES = (
    "constant",
    *(f"{field} {kind}" for field in Evidence._fields[:5] for kind in ("ORG", "PER", "LOC")),
    *Evidence._fields[5:],
)


Row = list[float]
"""Evidence as numbers, in the order of NAMES."""
HERE, FORMS = (slice(NAMES.index(f"{field} ORG"), NAMES.index(f"{field} ORG") + 3) for field in ("here", "forms"))
KNOWN, GOES_ON, WHOLE, OPENS, PLACE, IS_PLACE, COVERED, CROSSED = map(
    NAMES.index, ("known", "known_goes_on", "whole", "opens", "place", "is_place", "covered", "crossed")
)


def at(steady: Row, here: tuple[float, float, float], known_goes_on: float, whole: float, opens: float, place: float) -> Row:
    """The same with what speaks for one occurrence alone."""
    row = steady.copy()
    row[HERE] = here
    row[GOES_ON], row[WHOLE], row[OPENS], row[PLACE], row[IS_PLACE] = known_goes_on, whole, opens, place, float(place >= 0.5)
    return row


def strength(row: Row) -> float:
    """How much by itself this looks like a name, whatever its type: from 0 to 1 and a little more."""
    return max(*row[HERE], *row[FORMS], row[KNOWN], row[PLACE])


class Weighing:
    """Turns evidence into probabilities; ``weights`` has a row for each of NAMES and a column for ORG, PER, LOC and none."""

    def __init__(self, weights: NDArray[np.float64]) -> None:
        self._weights = weights

    def probabilities(self, evidence: Sequence[Row]) -> list[list[float]]:
        """For each piece of evidence the probabilities of ORG, PER and LOC; what is left to 1 is that of none."""
        scores = np.array(evidence) @ self._weights
        scores = np.exp(scores - scores.max(axis=1, keepdims=True))
        scores /= scores.sum(axis=1, keepdims=True)
        found: list[list[float]] = scores[:, :3].tolist()
        return found


@cache
def load(path: Path) -> Weighing:
    """Reads weights that `save` wrote."""
    table = json.loads(path.read_text(encoding="utf-8"))
    return Weighing(np.array([table[name] for name in NAMES], np.float64))


def save(path: Path, weights: NDArray[np.float64]) -> None:
    """Writes weights as JSON: for each of NAMES four numbers."""
    rows = [f'  "{name}": {[round(float(weight), 3) for weight in row]}' for name, row in zip(NAMES, weights, strict=True)]
    path.write_text("{\n" + ",\n".join(rows) + "\n}\n", encoding="utf-8")
