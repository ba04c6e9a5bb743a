"""Picture credits: "REUTERS/Ann Lee Jane Roe, founder of Acme" names the photographer, then the person who is shown.

"Credit: AFP Acme has announced" names the agency, then begins the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from kg.model import EntityType, Mention

AGENCIES = "REUTERS|Reuters|AP|AFP|EPA|PA|Getty Images|Getty|Bloomberg|Alamy|Shutterstock"
AGENCY = re.compile(
    rf"\b(?:{AGENCIES}|Photo(?: by)?|Picture(?: by)?)"
    r"\s*(?:Photo)?[\s/:–—-]+$"
)
NAME = re.compile(r"\S{1,60}\s{1,9}\S{1,60}")
CREDIT = re.compile(r"\b(?:Credit|Credits|Photo|Image|Source|Courtesy|Picture)(?: by| of)?\s*[:–—-]?\s*$")
OWN = re.compile(rf"(?:{AGENCIES}|iStock|Unsplash)\s+(?=[A-Z])")


def split_credits(text: str, mentions: Iterable[Mention]) -> Iterator[Mention]:
    """The mentions, a person of four or more words behind an agency's name told apart into photographer and person shown.

    Captions lose the comma between the two when a page becomes text.
    """
    for mention in mentions:
        first = NAME.match(mention.text)
        shown = mention.text[first.end() :].strip() if first else ""
        both = mention.type is EntityType.PERSON and first and len(shown.split()) >= 2
        own = OWN.match(mention.text) if mention.type is EntityType.ORGANIZATION else None
        if own and CREDIT.search(text[max(0, mention.start - 24) : mention.start]):  # "Credit: AFP Acme has announced"
            yield replace(mention, start=mention.start + own.end(), text=mention.text[own.end() :])
        elif first and both and AGENCY.search(text[max(0, mention.start - 24) : mention.start]):
            cut = mention.end - len(shown)
            yield replace(mention, end=mention.start + first.end(), text=first.group())
            yield replace(mention, start=cut, text=shown)
        else:
            yield mention
