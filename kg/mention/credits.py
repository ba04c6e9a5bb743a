"""Picture credits: "REUTERS/Ann Lee Jane Roe, founder of Acme" names the photographer, then the person who is shown."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from kg.model import EntityType, Mention

AGENCY = re.compile(
    r"\b(?:REUTERS|Reuters|AP|AFP|EPA|PA|Getty Images|Getty|Bloomberg|Alamy|Shutterstock|Photo(?: by)?|Picture(?: by)?)"
    r"\s*(?:Photo)?[\s/:–—-]+$"
)
NAME = re.compile(r"\S{1,60}\s{1,9}\S{1,60}")


def split_credits(text: str, mentions: Iterable[Mention]) -> Iterator[Mention]:
    """The mentions, a person of four or more words behind an agency's name told apart into photographer and person shown.

    Captions lose the comma between the two when a page becomes text.
    """
    for mention in mentions:
        first = NAME.match(mention.text)
        shown = mention.text[first.end() :].strip() if first else ""
        both = mention.type is EntityType.PERSON and first and len(shown.split()) >= 2
        if first and both and AGENCY.search(text[max(0, mention.start - 24) : mention.start]):
            cut = mention.end - len(shown)
            yield replace(mention, end=mention.start + first.end(), text=first.group())
            yield replace(mention, start=cut, text=shown)
        else:
            yield mention
