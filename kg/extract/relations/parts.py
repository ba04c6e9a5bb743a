"""What the four relations share: a draft over a sentence, whose "its" is, what words may stand in a gap."""

from __future__ import annotations

import re

from kg.extract.chart import Chart
from kg.extract.draft import Draft, Qualifiers, Thing, of_type
from kg.extract.verb_forms import verb_words
from kg.model import EntityType

POSSESSIVE = frozenset(("its", "their", "our"))
NOUNS_TOO = frozenset(
    [
        "based",
        "headquartered",
        "leading",
        "operating",
        "building",
        "computing",
        "hosting",
        "networking",
        "trading",
        "holding",
        "mining",
        "marketing",
        "publishing",
        "listed",
        "backed",
        "owned",
        "focused",
        "managed",
        "engineering",
        "consulting",
        "processing",
        "manufacturing",
        "power",
        "network",
        "lease",
        "supply",
        "design",
        "store",
        "market",
        "cloud",
        "growing",
        "run",
        "led",
        "fast",
        "supporting",
        "advertising",
        "shipping",
        "financing",
        "lending",
        "training",
        "gaming",
        "streaming",
        "emerging",
        "developing",
        "pioneering",
        "located",
        "used",
        "state",
        "private",
        "public",
        "financial",
    ]
)


def draft(chart: Chart, subject: Thing, predicate: str, thing: Thing, q: Qualifiers, sure: float, frame: str) -> Draft:
    """A draft whose evidence is the sentence."""
    return Draft(subject, predicate, thing, dict(q), chart.sentence.start, chart.sentence.end, sure, frame, chart.number)


def organisations(chart: Chart, at: int) -> list[int]:
    """The organisations that an atom names or refers to."""
    return of_type(chart, chart.atoms[at].members, EntityType.ORGANIZATION)


def owner(chart: Chart, at: int) -> list[int]:
    """Whose "its" at an atom is: of what it refers to, else of the first organisation of the sentence before it."""
    atom = chart.atoms[at]
    if atom.code == "O":
        return organisations(chart, at)
    for j in range(at):
        a = chart.atoms[j]
        if a.code == "O" and not (a.reference and a.word in POSSESSIVE):
            return organisations(chart, j)
    return []


def has_verb(words: str) -> bool:
    """Whether a stretch of the row holds a verb, so that it is no noun phrase."""
    return any(w in verb_words() and w not in NOUNS_TOO for w in words.split() if w.isalpha())


def finite(words: str) -> bool:
    """Whether a stretch of the row holds a verb with tense."""
    return bool(re.search(r"\b(?:is|are|was|were|has|have|had|will|would|said|says|can|could|may)\b", words)) or has_verb(words)
