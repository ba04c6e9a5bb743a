"""What pronouns and descriptions stand for: "the company", "its cloud arm", "it", "there", "the two companies", "Mr Hu", "we".

A reference takes the subject of its own sentence, else that of the sentence before, else the topic of the document; it must fit
in number and kind, and is left alone where the text does not settle it.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from kg.mention.reference_context import Focus, prepared
from kg.mention.reference_state import SentenceReader
from kg.model import EntityType, Kind, Mention, Reading, SentenceKind

_TITLED = re.compile(r"\b(?:Mr|Mrs|Ms|Dr|Sir|Madam|Datuk|Tan Sri)\.? ([A-Z][\w’'-]+)")


def references(reading: Reading, place_kind: Callable[[int], str] | None = None) -> list[Mention]:
    """The references of a document whose names have their referents.

    ``place_kind`` tells of the place with an index into ``reading.referents`` what it is ("country", "state", "city" …; "" where
    unknown). Returns mentions of kind REFERENCE, sorted, that overlap no other mention; each with a score of how sure it is.
    """
    document = prepared(reading, place_kind or (lambda index: ""))
    by_start = _by_sentence(reading)
    found: list[Mention] = []
    before = Focus()
    last_place: int | None = None
    people: list[int] = []
    recent: int | None = None
    paragraph = -1
    pair: tuple[int, ...] = ()
    last_pair: tuple[int, ...] = ()
    earlier = 0
    for number, sentence in enumerate(reading.sentences):
        mentions = by_start.get(number, [])
        if sentence.paragraph - paragraph > 1 and sentence.kind is not SentenceKind.BODY:
            before = Focus()
        if sentence.paragraph != paragraph:
            recent = None
        paragraph = sentence.paragraph
        state = SentenceReader(
            document, sentence.start, sentence.end, mentions, before, last_place, people, recent, pair, last_pair, earlier
        )
        made = state.read() if sentence.kind is not SentenceKind.HEADLINE else []
        found += made
        focus = _headed(mentions, sentence.start) if sentence.kind is SentenceKind.HEADLINE and number else state.focus
        if focus.organisations or focus.person is not None or focus.thing:
            before = focus
        if len(focus.organisations) == 1:
            recent = focus.organisations[0]
        pair = state.pair or pair
        earlier = sentence.start
        last_pair = state.pair or (last_pair if sentence.kind is SentenceKind.CAPTION else ())
        last_place, people = state.last_place, state.people
    found += _titled(reading)
    return _free(found, [(m.start, m.end) for m in reading.mentions])


def _headed(mentions: list[Mention], at: int) -> Focus:
    """Whom the lines under a heading are about: the one organisation that it names."""
    named = tuple({m.referents[0] for m in mentions if m.type is EntityType.ORGANIZATION and m.referents})
    return Focus(organisations=named, only=named[0], at=at) if len(named) == 1 else Focus()


def _titled(reading: Reading) -> list[Mention]:
    """ "Mr Hu" where the document names one person of that surname."""
    surnames: dict[str, set[int]] = {}
    for index, referent in enumerate(reading.referents):
        if referent.type is EntityType.PERSON:
            for name in (referent.label, *referent.names):
                if " " in name:
                    surnames.setdefault(name.split()[-1], set()).add(index)
    return [
        Mention(found.start(), found.end(), found[0], Kind.REFERENCE, EntityType.PERSON, 0.9, referents=tuple(surnames[found[1]]))
        for found in _TITLED.finditer(reading.document.text)
        if len(surnames.get(found[1], ())) == 1
    ]


def _by_sentence(reading: Reading) -> dict[int, list[Mention]]:
    grouped: dict[int, list[Mention]] = {}
    number = 0
    for mention in reading.mentions:
        while number < len(reading.sentences) and reading.sentences[number].end <= mention.start:
            number += 1
        grouped.setdefault(number, []).append(mention)
    return grouped


def _free(found: list[Mention], taken: list[tuple[int, int]]) -> list[Mention]:
    """Those that overlap nothing that is there already, nor one another."""
    out: list[Mention] = []
    i = end = 0
    for mention in sorted(found, key=lambda m: (m.start, -m.end)):
        while i < len(taken) and taken[i][1] <= mention.start:
            i += 1
        if (i == len(taken) or taken[i][0] >= mention.end) and mention.start >= end:
            out.append(mention)
            end = mention.end
    return out
