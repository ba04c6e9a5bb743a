"""Claims from a reading: a cascade over typed mentions, facility phrases, verb groups and frames, without a model.

``extract`` walks through the sentences of a document once, carrying what it has spoken of (`Memory`); each family of frames is
a module with a table of words beside it in ``frames/``. Method: notes in docs/extraction.md.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from kg.extract import deals, money, positions, relations, sites
from kg.extract.assemble import claims_of
from kg.extract.chart import Chart
from kg.extract.clause import Clauses
from kg.extract.draft import Draft
from kg.extract.gate import about_facilities, is_open, triggers, weak
from kg.extract.genre import NOT_OF_CLUBS, about_sport
from kg.extract.memory import Memory, topic_of
from kg.extract.rows import chart_of
from kg.extract.unread import SPORT, question, unvouched, why_nothing
from kg.extract.vouching import without_unvouched
from kg.model import Claim, Dropped, Reading, SentenceKind

__all__ = ["EXTRACTOR", "about_facilities", "extract", "triggers", "weak"]

FAMILIES = {"sites": sites, "money": money, "deals": deals, "relations": relations, "positions": positions}
"""By the name of their table in frames/."""
EXTRACTOR = "frames/1"


def extract(reading: Reading) -> tuple[tuple[Claim, ...], tuple[Dropped, ...]]:
    """The claims of a document, sorted by where they stand, and the candidates that were dropped with the reason."""
    drafts, unread = drafts_of(reading)
    claims, dropped = claims_of(reading, drafts, EXTRACTOR)
    return claims, tuple(sorted((*unread, *dropped), key=lambda d: (d.start, d.end)))


def drafts_of(reading: Reading) -> tuple[list[Draft], list[Dropped]]:
    """What the frames find in a document, sentence by sentence, and why they find nothing where they could."""
    memory = Memory(about_facilities=about_facilities(reading.document), topic=topic_of(reading))
    drafts: list[Draft] = []
    unread: list[Dropped] = []
    for chart in charts(reading):
        if not chart.atoms or not is_open(chart, memory.about_facilities):
            continue
        if chart.atoms[-1].word == "?":
            unread += question(chart)
            continue
        told = without_unvouched(chart)
        if told is not chart:
            unread += unvouched(chart, told)
            chart = told
        clauses = Clauses(chart, chart.sentence.kind is SentenceKind.HEADLINE)
        for name, family in FAMILIES.items():
            found = list(family.extract(chart, clauses, memory))
            drafts += found
            if not found:
                unread += why_nothing(name, chart, clauses, memory)
    if any(draft.predicate in NOT_OF_CLUBS for draft in drafts) and about_sport(reading.document):
        unread += [Dropped(d.start, d.end, d.predicate, SPORT) for d in drafts if d.predicate in NOT_OF_CLUBS]
        drafts = [draft for draft in drafts if draft.predicate not in NOT_OF_CLUBS]
    return drafts, unread


# What tells of a facility without naming anything: "The project was abandoned."
BARE = re.compile(
    r"\b(?:project|campus|facility|data cent(?:er|re)|site|plans?|proposal|application)\b[^.]{0,40}"
    r"\b(?:withdrawn|scrapped|abandoned|cancell?ed|shelved|dropped|paused|halted|suspended|frozen|under construction)\b",
    re.I,
)


def charts(reading: Reading) -> Iterable[Chart]:
    """The sentences that mention something, as rows of atoms."""
    mentions, at = reading.mentions, 0
    for number, sentence in enumerate(reading.sentences):
        while at < len(mentions) and mentions[at].start < sentence.start:
            at += 1
        first = at
        while at < len(mentions) and mentions[at].start < sentence.end:
            at += 1
        if first < at or BARE.search(reading.document.text, sentence.start, sentence.end):
            yield chart_of(reading, sentence, number, list(mentions[first:at]))
