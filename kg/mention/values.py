"""All values of a text in one pass: at each cue a sum, else a date, else a quantity."""

from __future__ import annotations

import re

from kg.mention import date_words, dates, money, quantities
from kg.mention.numerals import NUMBERS
from kg.model import Mention

_CUE = re.compile(
    rf"(?<![\w€£¥₹,#/:+-])(?<!\d[.,])(?:(?P<any>{NUMBERS})|(?P<date>{date_words.CUES})|(?P<quantity>{quantities.CUES})|(?P<money>{money.CUES}))"
)


def values(text: str, start: int = 0, end: int | None = None, published: str | None = None) -> list[Mention]:
    """The money, dates and quantities in ``text[start:end]``, sorted, not overlapping, of kind VALUE.

    ``published`` is the document's date (ISO 8601 of any precision) that relative dates are resolved against; without it they stay out.

    >>> [m.text for m in values("Over the next two years it puts $2bn into three sites of 60MW.", published="2024-05-01")]
    ['Over the next two years', '$2bn', 'three', '60MW']
    """
    ceiling = len(text) if end is None else end
    bare = money.dollar(text)
    found: list[Mention] = []
    said: int | None = None
    floor = position = start
    while cue := _CUE.search(text, position, ceiling):
        at = cue.start()
        kind = cue.lastgroup
        mention = money.money_at(text, at, floor, ceiling, bare) if kind in ("any", "money") else None
        if mention is None and kind in ("any", "date"):
            mention = dates.date_at(text, at, floor, ceiling, published, None, said)
        if mention is None and kind != "money":
            mention = quantities.quantity_at(text, at, floor, ceiling)
        if mention:
            found.append(mention)
            floor = mention.end
            said = dates.year_of(mention) or said
        position = max(cue.end(), floor)
    return found
