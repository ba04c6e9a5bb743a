"""Which of several places a name means: the text says it, or what else the document speaks of decides."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from math import log10

from kg.lexicon import COUNTRY_WEIGHT, Known, Lexicon
from kg.mention.place_spots import BIG, LIST_SIGNS, SURE, Spot

NAMED = {"division": 2.0, "country": 0.7}
IMPLIED = {"division": 0.5, "country": 0.5}
"""What a place gains, in powers of ten, where the text names what holds it, or names other places there."""
CLEAR = 1.5
"""A name is clear where its first meaning is likelier than the second by so many powers of ten."""
HELPED = 0.2


def choose(text: str, spots: Sequence[Spot], lexicon: Lexicon) -> None:
    """Sets ``known`` and ``context`` of every candidate."""
    for left, right in pairwise(spots):
        if text[left.end : right.start] in LIST_SIGNS:
            _agree(left, right)
            _agree(right, left)
    senses = _Senses(lexicon, *_support(spots, lexicon))
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
        if known is not None and name not in told and spot.form == "name":
            known = senses.nearer(spot.text, known)
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


def _agree(spot: Spot, other: Spot) -> None:
    """Beside a state "Georgia" is a state, beside a country a country, beside a city "New York" a city."""
    if len(spot.senses) > 1 and other.senses and not spot.fixed:
        kind, country = other.senses[0].kind, other.senses[0].country
        clear = all(known.kind == kind or known.weight * 30 < other.senses[0].weight for known in other.senses)
        same = tuple(k for k in spot.senses if k.kind == kind and (kind != "division" or k.country == country))
        if clear and same:
            spot.senses = same


class _Senses:
    """How likely places are in one document."""

    def __init__(self, lexicon: Lexicon, named: frozenset[str], implied: frozenset[str]) -> None:
        self._lexicon = lexicon
        self._named = named
        self._implied = implied
        self._scores: dict[str, float] = {}
        self._divisions = any(known is not None and known.kind == "division" for known in map(lexicon.get, named))

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
        return any(c.kind == "division" and c.key in self._named for c in self._lexicon.containers(known))

    def nearer(self, name: str, known: Known) -> Known:
        """A small town of the name in a division that the document names, where the town in the tables lies elsewhere."""
        if known.kind != "city" or known.weight >= BIG or not self._divisions or self.division_told(known):
            return known
        towns = (town for town in self._lexicon.towns(name) if self.division_told(town))
        return next(towns, known)

    def _score(self, known: Known) -> float:
        score = self._scores.get(known.key)
        if score is None:
            weight = (known.population * 3 or known.weight) if known.weight >= COUNTRY_WEIGHT else known.weight
            score = log10(max(weight, 1))
            if known.kind == "division" and known.key in self._implied:
                score += IMPLIED["division"]
            for holder in self._lexicon.containers(known):
                bonus = NAMED if holder.key in self._named else IMPLIED if holder.key in self._implied else {}
                score += bonus.get(holder.kind, 0.0)
            self._scores[known.key] = score
        return score


def _support(spots: Sequence[Spot], lexicon: Lexicon) -> tuple[frozenset[str], frozenset[str]]:
    """The countries and divisions that the document certainly names, and those in which it names a place."""
    named: set[str] = set()
    implied: set[str] = set()
    for spot in spots:
        if not spot.senses or spot.score < SURE:
            continue
        first = spot.senses[0]
        clear = len(spot.senses) == 1 or spot.fixed
        if not clear:
            weights = [max(1, min(known.weight, COUNTRY_WEIGHT)) for known in spot.senses[:2]]
            clear = log10(weights[0]) - log10(weights[1]) > CLEAR
        if clear and (spot.fixed or first.doubt != "person"):
            named.add(first.key)
            implied.update(holder.key for holder in lexicon.containers(first) if holder.kind in {"country", "division"})
    return frozenset(named), frozenset(implied)
