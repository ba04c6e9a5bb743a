"""Which of several places a name means: the text says it, or what else the document speaks of decides."""

from __future__ import annotations

from collections.abc import Sequence
from math import log10

from kg.lexicon import COUNTRY_WEIGHT, Known, Lexicon
from kg.mention.place_spots import SURE, Spot

DIVISION_BONUS = 2.0
COUNTRY_BONUS = 1.0
CLEAR = 1.5
"""A name is clear where its first meaning is likelier than the second by so many powers of ten."""
HELPED = 0.2


def choose(spots: Sequence[Spot], lexicon: Lexicon) -> None:
    """Sets ``known`` and ``context`` of every candidate."""
    senses = _Senses(lexicon, _support(spots, lexicon))
    told: dict[str, Known] = {}
    placed: dict[str, Spot] = {}
    for spot in spots:
        if spot.fixed and spot.senses:
            told.setdefault(spot.text.lower(), senses.best(spot.senses))
        elif spot.fixed:
            placed.setdefault(spot.text.lower(), spot)
    for spot in spots:
        name = spot.text.lower()
        known = told.get(name) or (senses.best(spot.senses) if spot.senses else None)
        if not spot.senses and spot.behind is None and name in placed:
            spot.behind = placed[name].behind
        if spot.form == "compass":
            spot.known, spot.context = None, (known.label, *senses.context(known)) if known else ()
        elif known is not None:
            spot.known, spot.context = known, senses.context(known)
            if 0.3 <= spot.score < SURE and not spot.inside and senses.division_told(known):
                spot.score += HELPED
        elif spot.behind is not None and spot.behind.senses:
            outer = senses.best(spot.behind.senses)
            spot.context = (outer.label, *senses.context(outer))


class _Senses:
    """How likely places are in one document."""

    def __init__(self, lexicon: Lexicon, support: frozenset[str]) -> None:
        self._lexicon = lexicon
        self._support = support
        self._scores: dict[str, float] = {}

    def best(self, senses: Sequence[Known]) -> Known:
        """The likeliest of some places."""
        return senses[0] if len(senses) == 1 else max(senses, key=lambda known: (self._score(known), known.key))

    def context(self, known: Known) -> tuple[str, ...]:
        """The division and the country that hold a place, narrow to wide."""
        holders = self._lexicon.containers(known)
        found = (next((c.label for c in holders if c.kind == kind), "") for kind in ("division", "country"))
        return tuple(label for label in found if label)

    def division_told(self, known: Known) -> bool:
        """Whether the document speaks of the division that holds a place."""
        return any(c.kind == "division" and c.key in self._support for c in self._lexicon.containers(known))

    def _score(self, known: Known) -> float:
        score = self._scores.get(known.key)
        if score is None:
            weight = (known.population * 3 or known.weight) if known.weight >= COUNTRY_WEIGHT else known.weight
            kinds = {c.kind for c in self._lexicon.containers(known) if c.key in self._support}
            score = log10(max(weight, 1)) + DIVISION_BONUS * ("division" in kinds) + COUNTRY_BONUS * ("country" in kinds)
            self._scores[known.key] = score
        return score


def _support(spots: Sequence[Spot], lexicon: Lexicon) -> frozenset[str]:
    """The countries and divisions that the document certainly speaks of."""
    support: set[str] = set()
    for spot in spots:
        if not spot.senses or spot.score < SURE:
            continue
        first = spot.senses[0]
        clear = len(spot.senses) == 1 or spot.fixed
        if not clear:
            weights = [max(1, min(known.weight, COUNTRY_WEIGHT)) for known in spot.senses[:2]]
            clear = log10(weights[0]) - log10(weights[1]) > CLEAR
        if clear and (spot.fixed or first.doubt != "person"):
            support.add(first.key)
            support.update(c.key for c in lexicon.containers(first) if c.kind in {"country", "division"})
    return frozenset(support)
