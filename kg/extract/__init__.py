"""Claims from a reading: a cascade over typed mentions, facility phrases, verb groups and frames, without a model.

``extract`` walks through the sentences of a document once, carrying what it has spoken of (`Memory`); each family of frames is
a module with a table of words beside it in ``frames/``. Method: notes in docs/extraction.md.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from kg.extract import deals, money, positions, relations, sites
from kg.extract.assemble import claims_of
from kg.extract.chart import Chart
from kg.extract.clause import Clauses
from kg.extract.draft import Draft
from kg.extract.gate import about_facilities, is_open, triggers, weak
from kg.extract.genre import NOT_OF_CLUBS, about_sport
from kg.extract.memory import Memory, topic_of
from kg.extract.rows import chart_of
from kg.model import Claim, Dropped, Reading, Sentence, SentenceKind

__all__ = ["EXTRACTOR", "about_facilities", "extract", "triggers", "weak"]

FAMILIES = (sites, money, deals, relations, positions)
EXTRACTOR = "frames/1"
LONGEST = 1500  # characters of a sentence that are read as one


def extract(reading: Reading) -> tuple[tuple[Claim, ...], tuple[Dropped, ...]]:
    """The claims of a document, sorted by where they stand, and the candidates that were dropped with the reason."""
    return claims_of(reading, drafts_of(reading), EXTRACTOR)


def drafts_of(reading: Reading) -> list[Draft]:
    """What the frames find in a document, sentence by sentence."""
    memory = Memory(about_facilities=about_facilities(reading.document), topic=topic_of(reading))
    drafts: list[Draft] = []
    for chart in charts(reading):
        if not is_open(chart) or chart.atoms[-1].word == "?":  # an open question states nothing
            continue
        clauses = Clauses(chart, chart.sentence.kind is SentenceKind.HEADLINE)
        for family in FAMILIES:
            drafts += family.extract(chart, clauses, memory)
    if drafts and about_sport(reading.document):
        drafts = [draft for draft in drafts if draft.predicate not in NOT_OF_CLUBS]
    return drafts


def pieces(reading: Reading) -> Iterable[Sentence]:
    """The sentences, those of monstrous length cut at a space, so that time stays linear in the text."""
    for sentence in reading.sentences:
        start = sentence.start
        while sentence.end - start > LONGEST:
            cut = reading.document.text.rfind(" ", start + LONGEST // 2, start + LONGEST)
            cut = cut if cut > 0 else start + LONGEST
            yield replace(sentence, start=start, end=cut)
            start = cut
        yield replace(sentence, start=start) if start > sentence.start else sentence


def charts(reading: Reading) -> Iterable[Chart]:
    """The sentences that mention something, as rows of atoms."""
    mentions, at = reading.mentions, 0
    for number, sentence in enumerate(pieces(reading)):
        while at < len(mentions) and mentions[at].start < sentence.start:
            at += 1
        first = at
        while at < len(mentions) and mentions[at].start < sentence.end:
            at += 1
        if first < at:
            yield chart_of(reading, sentence, number, list(mentions[first:at]))
