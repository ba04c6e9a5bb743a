"""Texts on other subjects, in which the words of business mean something else."""

from __future__ import annotations

import re

from kg.model import Document

SPORT = re.compile(  # in lower case
    r"\b(?:coach|striker|midfielder|goalkeeper|winger|defender|quarterback|linebacker|pitcher|batsman|bowler|innings|wickets?|playoffs?"
    r"|touchdowns?|semi-?finals?|quarter-?finals?|knockout|penalt(?:y|ies)|derby|scored|scorers?|league|season|squad|teammates?|kick-off"
    r"|half-time|overtime|tournament|first-round|free agent|[0-9]{1,3}-[0-9]{1,3} (?:win|loss|defeat|victory|draw)|beat|drew|club)\b"
)
LEAST = 5
NOT_OF_CLUBS = frozenset({"competesWith", "acquires", "partnersWith"})


def about_sport(document: Document) -> bool:
    """Whether a text tells of games: its rivals are teams, who is bought there is a player.

    >>> about_sport(Document("United beat their rivals. The coach praised the striker, who scored in every game of the season."))
    True
    """
    found: set[str] = set()
    for m in SPORT.finditer(document.text.lower()):
        found.add(m.group())
        if len(found) >= LEAST:
            return True
    return False
