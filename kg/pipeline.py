"""The whole way, on one screen: the only module that knows all stages."""

from __future__ import annotations

from functools import lru_cache

from kg import extract, lexicon
from kg.mention import mention
from kg.model import Claim, Document, Dropped, Reading
from kg.scan import Scanner, gate
from kg.segment import segment


def read_document(document: Document, *, every: bool = False) -> tuple[Reading, tuple[Claim, ...], tuple[Dropped, ...]]:
    """What a document mentions, what it says, and what was dropped and why: a pure function of the document.

    A document without a trigger ends at the scan, one with a trigger is read there and in the neighbouring sentences;
    ``every`` reads all sentences, for `kg explain`.
    """
    sentences = segment(document)
    hits = scanner().scan(document.text)
    hot = gate(sentences, hits)
    active = frozenset(range(len(sentences))) if every else frozenset(n for i in hot for n in (i - 1, i, i + 1) if 0 <= n < len(sentences))
    if not active:
        return Reading(document, sentences, (), ()), (), ()
    reading = mention(document, sentences, hits, lexicon.load(), active)
    claims, dropped = extract.extract(reading)
    return reading, claims, dropped


@lru_cache(maxsize=1)
def scanner() -> Scanner:
    """The one pass over a text: all names that are known, all words that can state a fact."""
    return Scanner(lexicon.load().surfaces(), extract.triggers())
