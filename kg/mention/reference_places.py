"""What "the country", "the city", "the area" stand for. ``near`` is where the sentence before begins: what was named since is fresh."""

from __future__ import annotations

import re
from collections.abc import Callable

from kg.mention.reference_context import Context
from kg.mention.reference_words import KIND_OF_PLACE
from kg.model import EntityType, Mention

Make = Callable[[EntityType, tuple[int, ...], float], Mention]


_AFTER = re.compile(
    r"\b(?:after|following|besides|beyond|outside|behind|unlike) "
    r"(?:(?:the )?[A-Z][\w.'’-]{0,30}(?: [A-Z][\w.'’-]{0,30}){0,2}(?:, | and |, and )){0,4}(?:the )?$"
)


def place(document: Context, noun: str, at: int, near: int, made: Make) -> Mention | None:
    """ "the country", "the city": the last place that is one, or the country of the last place."""
    wanted = KIND_OF_PLACE[noun]
    referents = document.reading.referents
    main = document.main_place(wanted) if "country" not in wanted else None
    for mention in reversed(document.places_before(at)):
        index = mention.referents[0]
        if _AFTER.search(document.reading.document.text, max(0, mention.start - 90), mention.start):
            continue  # "in Thailand, its third region after Singapore and Indonesia"
        if main is not None and mention.start < near:  # named too long ago to be meant, unless the text is about it
            return made(EntityType.PLACE, (main,), 0.75)
        if document.place_kind(index) in wanted:
            return made(EntityType.PLACE, (index,), 0.8)
        if "country" in wanted and referents[index].context:
            country = document.countries.get(referents[index].context[-1])
            if country is not None:
                return made(EntityType.PLACE, (country,), 0.75)
    return None


def around(document: Context, noun: str, at: int, near: int, made: Make) -> Mention | None:
    """ "in the area", "in the region": around the place that was just named, if it is of a kind that has surroundings of that size."""
    fresh = [mention for mention in document.places_before(at) if mention.start >= near]
    fitting = (
        mention.referents[0] for mention in reversed(fresh) if document.place_kind(mention.referents[0]) in KIND_OF_PLACE[noun]
    )
    index = next(fitting, None)
    if index is None and noun == "area":
        index = document.main_place(KIND_OF_PLACE["city"])
    return made(EntityType.PLACE, (index,), 0.7) if index is not None else None
