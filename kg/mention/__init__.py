"""From hits to mentions: who and what a document speaks of, and the sums, dates and numbers in it."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from kg.lexicon import Lexicon, data_folder
from kg.mention.credits import split_credits
from kg.mention.names import names as find_names
from kg.mention.names import organisations_of
from kg.mention.places import Located
from kg.mention.places import places as find_places
from kg.mention.reference import references
from kg.mention.referents import gather
from kg.mention.spelling import degrees
from kg.mention.tagger import Tagger, load
from kg.mention.values import values as find_values
from kg.mention.weighing import Weighing
from kg.mention.weighing import load as load_weighing
from kg.model import Document, Hit, Kind, Mention, Reading, Sentence

SURE = 0.5  # names below it are candidates, and give way to all else


def mention(document: Document, sentences: tuple[Sentence, ...], hits: Iterable[Hit], lexicon: Lexicon, active: frozenset[int]) -> Reading:
    """Reads what the sentences with the indices ``active`` mention.

    Names that are mere candidates (score below 0.5) are among the mentions, for whoever can confirm them.
    """
    hits = tuple(hits)
    spans = [(sentences[i].start, sentences[i].end) for i in sorted(active)]
    measured = [value for start, end in spans for value in find_values(document.text, start, end, document.published)]
    located = list(_without_degrees(document.text, spans, find_places(document.text, sentences, hits, lexicon, active)))
    places = [item.mention for item in located]
    named = find_names(document, sentences, hits, lexicon, active, places, _tagger(), _weighing())
    ends = {place.end for place in places}
    named = [item for item in named if not _is_common(document.text, item, ends)]
    chosen = settle(len(document.text), list(split_credits(document.text, named)), places, measured)
    meant = {(item.mention.start, item.mention.end): item.referent for item in located}
    mentions, referents = gather(document.text, chosen, organisations_of(named, lexicon), meant)
    reading = Reading(document, sentences, tuple(mentions), tuple(referents))
    referred = references(reading, lambda index: _kind_of_place(referents[index].known, lexicon))
    return replace(reading, mentions=tuple(sorted((*mentions, *referred), key=lambda item: item.start)))


_COMMON = re.compile(r"data ?-?cent(?:er|re)s?", re.IGNORECASE)
_STATE = re.compile(r"[A-Z]{2}")


def _without_degrees(text: str, spans: Sequence[tuple[int, int]], places: Iterable[Located]) -> Iterator[Located]:
    """The places that are no degree behind a person and end before none: "Jane Roe, MD" is not in Maryland."""
    starts = [start for start, _ in spans]
    given = _tagger().gazetteer.given
    told: dict[int, list[tuple[int, int]]] = {}  # by sentence, of those that hold a place
    for item in places:
        at = bisect_right(starts, item.mention.start) - 1
        if at not in told:
            told[at] = list(degrees(text, *spans[at], given))
        if not any(start <= item.mention.start < end or item.mention.end == start for start, end in told[at]):
            yield item


def _is_common(text: str, item: Mention, ends: set[int]) -> bool:
    """Whether a capitalised run is no name: "our Data Centers", the state in "Boca Raton (FL)"."""
    bracketed = text[item.start - 2 : item.start] == " (" and text[item.end : item.end + 1] == ")"
    state = bracketed and bool(_STATE.fullmatch(item.text)) and item.start - 2 in ends
    return state or bool(_COMMON.fullmatch(item.text))


def _kind_of_place(key: str | None, lexicon: Lexicon) -> str:
    known = lexicon.get(key) if key else None
    return known.kind if known is not None else ""


def _tagger() -> Tagger:
    return load(data_folder() / "seeds" / "tagger" / "weights.bin")


def _weighing() -> Weighing:
    return load_weighing(data_folder() / "seeds" / "tagger" / "weighing.json")


def settle(length: int, named: Sequence[Mention], located: Sequence[Mention], measured: Sequence[Mention]) -> list[Mention]:
    """One reading for each stretch of a text of some length: what is longest and surest wins.

    A name swallows the place or the number in it ("Texas Instruments", "365 Data Centers"), a sum or a date swallows
    names ("US$2bn", "May 2019"), candidates give way to everything.
    """

    def strength(item: Mention) -> tuple[bool, int, bool, float, int]:
        return (item.score >= SURE, item.end - item.start, item.kind is Kind.VALUE, item.score, -item.start)

    taken = bytearray(length)
    chosen: list[Mention] = []
    for item in sorted((*measured, *located, *named), key=strength, reverse=True):
        if 1 not in taken[item.start : item.end]:
            taken[item.start : item.end] = b"\1" * (item.end - item.start)
            chosen.append(item)
    return sorted(chosen, key=lambda item: item.start)
