"""All values of a text: money first, then dates, then quantities in what is left."""

from __future__ import annotations

from kg.mention.dates import dates
from kg.mention.money import money
from kg.mention.quantities import quantities
from kg.model import Mention


def values(text: str, start: int = 0, end: int | None = None, published: str | None = None) -> list[Mention]:
    """The money, dates and quantities in ``text[start:end]``, sorted, not overlapping, of kind VALUE.

    ``published`` is the document's date (ISO 8601 of any precision) that relative dates are resolved against; without it they stay out.

    >>> [m.text for m in values("Over the next two years it puts $2bn into three sites of 60MW.", published="2024-05-01")]
    ['Over the next two years', '$2bn', 'three', '60MW']
    """
    ceiling = len(text) if end is None else end
    found: list[Mention] = []
    for mentions in (money(text, start, ceiling), dates(text, start, ceiling, published), quantities(text, start, ceiling)):
        found = _merged(found, list(mentions))
    return found


def _merged(kept: list[Mention], more: list[Mention]) -> list[Mention]:
    """Both lists by position; of two that overlap the one in ``kept``."""
    merged: list[Mention] = []
    i = 0
    for mention in more:
        while i < len(kept) and kept[i].end <= mention.start:
            merged.append(kept[i])
            i += 1
        if i == len(kept) or kept[i].start >= mention.end:
            merged.append(mention)
    return merged + kept[i:]
