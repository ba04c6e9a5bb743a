"""Which sentences can state a fact: those with a trigger. The scan and the extractor ask the same words, so none is lost between them."""

from __future__ import annotations

import re
from functools import cache

from kg.extract import facility, positions
from kg.extract.chart import Chart
from kg.extract.table import table
from kg.extract.verbs import inflect
from kg.model import Document

# What a text speaks of where "the facility", "the campus" can be a data centre or a cloud region.
ABOUT = re.compile(
    r"\bdata[ -]?cent(?:er|re)s?\b|\bdatacent(?:er|re)s?\b|\bserver farms?\b|\bhyperscale\b|\bcolocation\b|\b(?:cloud|aws|azure) regions?\b",
    re.I,
)


def about_facilities(document: Document) -> bool:
    """Whether a document speaks of data centres or cloud regions, so that weaker words for a facility count in it."""
    return bool(ABOUT.search(document.text))


@cache
def words() -> frozenset[str]:
    """The triggers of one word, facility phrases left out."""
    data = table("triggers")
    return frozenset(form for verb in data["verbs"] for form in inflect(verb).values()) | frozenset(data["words"]) | positions.HEADS


@cache
def weak() -> frozenset[str]:
    """The words for a facility that count only where the document is `about_facilities`."""
    return frozenset(table("facilities")["weak"]["words"]) - words()


def triggers() -> frozenset[str]:
    """All patterns of the gate."""
    return words() | weak() | facility.strong_phrases()


def is_open(chart: Chart) -> bool:
    """Whether a sentence holds a trigger or a facility phrase; a sum ("$2 billion") holds its own words."""
    known = words()
    sums = any(not known.isdisjoint(a.word.split()) for a in chart.atoms if a.code == "M")
    return sums or any(a.code == "F" or a.word in known or (a.code == "O" and a.wider) for a in chart.atoms)
