"""How often a claim like this one is right: the frames' own judgement, corrected by what was counted on documents with gold facts.

A frame says how sure it is (``Draft.sure``: its pattern, the walk to the subject, hedges). That orders claims but is no share of right
ones. A logistic curve over a few features makes it one; its weights lie in ``seeds/confidence/weights.toml``, which the script beside
them makes. Each feature can only raise the confidence, so more evidence never makes a claim less sure.
"""

from __future__ import annotations

import math
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from kg.extract.draft import Draft, Thing
from kg.lexicon import data_folder
from kg.model import Kind, Reading

FEATURES = ("sure", "score", "named", "told")
"""The features with a weight, in order; `Evidence.features` gives them."""
LEAST, MOST = 0.01, 0.99
TELLINGS = 4  # more than so many add nothing


@dataclass(frozen=True, slots=True)
class Evidence:
    """What speaks for a claim."""

    frame: str
    sure: float  # the frame's own judgement, 0 to 1
    score: float  # of the less sure of the two names, 0 to 1
    named: float  # share of the two ends that the quote names, the other is meant by "it", "the company" or by what stood before
    told: int  # sentences of the document that tell the triple

    def features(self) -> tuple[float, ...]:
        """Numbers that grow with the evidence, in the order of `FEATURES`."""
        return (logit(self.sure), self.score, self.named, math.log2(min(max(self.told, 1), TELLINGS)))


def logit(share: float) -> float:
    """The log odds of a share, of one that is kept from 0 and 1.

    >>> logit(0.5), round(logit(1.0), 2)
    (0.0, 4.6)
    """
    share = min(max(share, LEAST), MOST)
    return math.log(share / (1 - share))


def confidence(evidence: Evidence) -> float:
    """The share of claims with this evidence that are right, 0.01 to 0.99."""
    constant, weights, frames = _weights()
    odds = constant + frames.get(evidence.frame, 0.0) + sum(w * x for w, x in zip(weights, evidence.features(), strict=True))
    return min(max(1 / (1 + math.exp(-odds)), LEAST), MOST)


@cache
def _weights() -> tuple[float, tuple[float, ...], dict[str, float]]:
    data = tomllib.loads((data_folder() / "seeds" / "confidence" / "weights.toml").read_text(encoding="utf-8"))
    return data["constant"], tuple(data["weights"][name] for name in FEATURES), data["frames"]


class Weigher:
    """Gathers the evidence for the drafts of one document."""

    def __init__(self, reading: Reading, drafts: Iterable[Draft]) -> None:
        self._best: dict[int, float] = {}
        self._places: dict[int, list[int]] = {}
        for m in reading.mentions:
            if m.kind is not Kind.REFERENCE:
                for r in m.referents:
                    self._best[r] = max(self._best.get(r, 0.0), m.score)
                    self._places.setdefault(r, []).append(m.start)
        self._told: dict[tuple[Thing, str, Thing], set[int]] = {}
        for draft in drafts:
            self._told.setdefault((draft.subject, draft.predicate, draft.object), set()).add(draft.sentence)

    def evidence(self, draft: Draft) -> Evidence:
        """What speaks for a draft. A topic is no name: it counts as sure and said."""
        ends = [end for end in (draft.subject, draft.object) if isinstance(end, int)]
        score = min((self._best.get(end, 0.5) for end in ends), default=1.0)
        absent = sum(not any(draft.start <= at < draft.end for at in self._places.get(end, ())) for end in ends)
        told = len(self._told[(draft.subject, draft.predicate, draft.object)])
        return Evidence(draft.frame, draft.sure, score, 1 - absent / 2, told)
