"""Which of several places a name means: the text says it, or what else the document speaks of decides."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from math import log10
from typing import TYPE_CHECKING

from kg.lexicon import COUNTRY_WEIGHT, Known, Lexicon

if TYPE_CHECKING:
    from kg.mention.places import Spot

DIVISION_BONUS = 2.0
COUNTRY_BONUS = 1.0
WIDE = frozenset({"country", "division"})


def choose(spots: Sequence[Spot], lexicon: Lexicon) -> None:
    """Sets ``known`` and ``context`` of every candidate."""
    support = _support(spots, lexicon)
    told: dict[str, Known] = {}
    placed: dict[str, Spot] = {}
    for spot in spots:
        if spot.fixed:
            if spot.senses:
                told.setdefault(spot.text.lower(), max(spot.senses, key=lambda k: _likelihood(k, support, lexicon)))
            else:
                placed.setdefault(spot.text.lower(), spot)
    for spot in spots:
        known = told.get(spot.text.lower())
        if known is None and spot.senses:
            known = max(spot.senses, key=lambda k: (_likelihood(k, support, lexicon), k.key))
        if not spot.senses and spot.behind is None and spot.text.lower() in placed:
            spot.behind = placed[spot.text.lower()].behind
        if spot.form == "compass":
            spot.known, spot.context = None, (known.label, *_context(known, lexicon)) if known else ()
        elif known is not None:
            spot.known, spot.context = known, _context(known, lexicon)
        elif spot.behind is not None and spot.behind.senses:
            outer = max(spot.behind.senses, key=lambda k: _likelihood(k, support, lexicon))
            spot.context = (outer.label, *_context(outer, lexicon))
        else:
            spot.context = ()


def _support(spots: Sequence[Spot], lexicon: Lexicon) -> Counter[str]:
    """The countries and divisions that the document certainly speaks of, with how often."""
    support: Counter[str] = Counter()
    for spot in spots:
        if not spot.senses or spot.score < 0.5:
            continue
        first = spot.senses[0]
        clear = len(spot.senses) == 1 or spot.fixed or log10(max(1, min(first.weight, COUNTRY_WEIGHT))) - log10(max(1, spot.senses[1].weight)) > 1.5
        if clear and not (first.doubt == "person" and not spot.fixed):
            for known in {first.key: first, **{c.key: c for c in lexicon.containers(first) if c.kind in WIDE}}.values():
                support[known.key] += 1
    return support


def _likelihood(known: Known, support: Counter[str], lexicon: Lexicon) -> float:
    """A logarithm of how likely a name means a place in this document."""
    weight = known.weight
    if weight >= COUNTRY_WEIGHT:
        weight = known.population * 3 or COUNTRY_WEIGHT
    score = log10(max(weight, 1))
    keys = {c.key: c.kind for c in lexicon.containers(known)}
    keys[known.key] = "self"
    if any(kind == "division" and key in support for key, kind in keys.items()):
        score += DIVISION_BONUS
    if any(kind == "country" and key in support for key, kind in keys.items()):
        score += COUNTRY_BONUS
    return score


def _context(known: Known, lexicon: Lexicon) -> tuple[str, ...]:
    """The division and the country that hold a place, narrow to wide."""
    holders = lexicon.containers(known)
    division = next((c.label for c in holders if c.kind == "division"), None)
    country = next((c.label for c in holders if c.kind == "country"), None)
    return tuple(label for label in (division, country) if label)
