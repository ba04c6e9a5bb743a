"""Places that a text names, and which of the world's places each one means.

Capitalised words are looked up in the lexicon (`place_finder`); what stands around them ("near", ", Va.", "Hilton") tells whether they
are places at all (`place_evidence`), and what else the document speaks of tells which Paris it is (`place_senses`). Places that nobody
knows are found by form: "in Vint Hill, Virginia", "Tunica County".
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kg.lexicon import Lexicon
from kg.mention.place_evidence import Weigher
from kg.mention.place_finder import Finder
from kg.mention.place_senses import choose
from kg.mention.place_spots import SURE, Spot
from kg.model import EntityType, Hit, Kind, Mention, Referent, Sentence

__all__ = ["LEAST", "SURE", "Located", "places"]

LEAST = 0.25
"""Candidates below this score are left out."""


@dataclass(frozen=True, slots=True)
class Located:
    """A mention of a place with the thing it means.

    ``form`` tells how it was found: "name", "adjective", "abbreviation" ("Va."), "head" ("Tunica County"), "compass" ("western Iowa"),
    "street", "town" (by what stands around it).
    """

    mention: Mention
    referent: Referent
    form: str


def places(
    text: str, sentences: Sequence[Sentence], hits: Iterable[Hit], lexicon: Lexicon, active: frozenset[int] | None = None
) -> list[Located]:
    """The places that a text mentions, sorted, without overlaps, with scores; those inside longer known names (``hits``) are left out.

    The whole text is read, since places elsewhere tell which one is meant; those of the ``active`` sentences are returned (None: all).
    """
    finder = Finder(text, lexicon)
    longer = [(hit.start, hit.end) for hit in hits if "name" in hit.what and (" " in hit.pattern or "-" in hit.pattern)]
    spots = Weigher(text, sentences, lexicon, finder.words, longer).weigh(finder.find())
    choose(text, spots, lexicon)
    located = [_located(spot) for spot in spots if spot.score >= LEAST]
    if active is None:
        return located
    spans = sorted((sentences[i].start, sentences[i].end) for i in active)
    starts = [start for start, _ in spans]
    kept = []
    for item in located:
        i = bisect_right(starts, item.mention.start) - 1
        if i >= 0 and item.mention.start < spans[i][1]:
            kept.append(item)
    return kept


def _located(spot: Spot) -> Located:
    adjective = spot.form == "adjective"
    kind = Kind.ADJECTIVE if adjective else Kind.NAME
    mention = Mention(spot.start, spot.end, spot.text, kind, EntityType.PLACE, round(spot.score, 2))
    name = " ".join(spot.text.split())
    shouted = name.isupper() and len(name) > 4 and spot.known is not None and spot.known.label.upper() == name
    label = spot.known.label if spot.known and (adjective or shouted) else name
    return Located(mention, Referent(EntityType.PLACE, label, (name,), spot.context, spot.known.key if spot.known else None), spot.form)
