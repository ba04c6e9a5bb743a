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


WORD = re.compile(r"[^\W_]+(?:-[^\W_]+)*")


@cache
def words() -> frozenset[str]:
    """The triggers of one word that count in any document, facility phrases left out."""
    data = table("triggers")
    return frozenset(form for verb in data["verbs"] for form in inflect(verb).values()) | frozenset(data["words"]) | positions.HEADS


@cache
def weak() -> frozenset[str]:
    """The words that count only where the document is `about_facilities`."""
    data = table("triggers")["weak"]
    forms = frozenset(form for verb in data["verbs"] for form in inflect(verb).values())
    return (forms | frozenset(data["words"]) | frozenset(table("facilities")["weak"]["words"])) - words() - facility.strong_phrases()


def triggers() -> frozenset[str]:
    """All patterns of the gate."""
    return words() | weak() | facility.strong_phrases()


def is_open(chart: Chart, about: bool) -> bool:
    """Whether the scan opens the sentence: it holds a trigger, a weak one only in a document that is ``about`` facilities."""
    text = chart.reading.document.text[chart.sentence.start : chart.sentence.end].lower()
    for word in WORD.findall(text):
        parts = word.split("-") if "-" in word else ()
        for known in (words(), weak()) if about else (words(),):
            if word in known or not known.isdisjoint(parts):
                return True
    return any(a.code == "F" for a in chart.atoms) and any(phrase in " ".join(text.split()) for phrase in facility.strong_phrases())
