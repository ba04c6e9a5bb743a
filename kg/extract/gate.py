"""Which sentences can state a fact: those with a trigger. The scan and the extractor ask the same words, so none is lost between them."""

from __future__ import annotations

import re
from functools import cache

from kg.extract import facility, positions
from kg.extract.chart import Chart
from kg.extract.table import table
from kg.extract.verb_forms import inflect
from kg.model import Document
from kg.needs import rare

# What a text speaks of where "the facility", "the campus" can be a data centre or a cloud region.
ABOUT = rare(  # in lower case
    r"\bdata[ -]?cent(?:er|re)s?\b|\bserver farms?\b|\bhyperscale\b|\bcolocation\b|\b(?:cloud|aws|azure) regions?\b"
)


def about_facilities(document: Document) -> bool:
    """Whether a document speaks of data centres or cloud regions, so that weaker words for a facility count in it."""
    return bool(ABOUT.search(document.text.lower()))


WORD = re.compile(r"[^\W_]+(?:-[^\W_]+)*")


@cache
def words() -> frozenset[str]:
    """The triggers that count in any document, facility phrases left out."""
    return _listed(table("triggers")) | positions.HEADS


@cache
def weak() -> frozenset[str]:
    """The triggers that count only where the document is `about_facilities`."""
    weaker = _listed(table("triggers")["weak"]) | frozenset(table("facilities")["weak"]["words"])
    return weaker - words() - facility.strong_phrases()


def triggers() -> frozenset[str]:
    """All patterns of the gate."""
    return words() | weak() | facility.strong_phrases()


def is_open(chart: Chart, about: bool) -> bool:
    """Whether the scan opens the sentence: it holds a trigger, a weak one only in a document that is ``about`` facilities."""
    text = " ".join(chart.reading.document.text[chart.sentence.start : chart.sentence.end].lower().split())
    single, phrases = _patterns(about)
    found = WORD.findall(text)
    if not single.isdisjoint(found) or any("-" in word and not single.isdisjoint(word.split("-")) for word in found):
        return True
    return phrases.search(text) is not None


def _listed(data: dict[str, list[str]]) -> frozenset[str]:
    return frozenset(form for verb in data["verbs"] for form in inflect(verb).values()) | frozenset(data["words"])


@cache
def _patterns(about: bool) -> tuple[frozenset[str], re.Pattern[str]]:
    """The triggers of one word, and those of several as one pattern."""
    known = words() | facility.strong_phrases() | (weak() if about else frozenset())
    several = sorted(phrase for phrase in known if " " in phrase)
    return known.difference(several), re.compile(rf"(?<![^\W_])(?:{'|'.join(map(re.escape, several))})(?![^\W_])")
