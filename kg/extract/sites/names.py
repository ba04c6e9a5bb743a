"""What a site is called: "called JH1", "known as Frontier", "the Hyperion data center", "Project Cannoli"."""

from __future__ import annotations

import re

from kg.extract.chart import Chart
from kg.extract.facility import Facility
from kg.model import EntityType

CALLED = re.compile(
    r"F (?:(?:in|near|at|on|outside|of|with) (?:the )?[LQMD] |, |which |that |is |was |has been |to be |will be |- ){0,5}"
    r"(?:called|known as|dubbed|named|codenamed|code - named|nicknamed|branded|referred to as) (?:the )?"
)
KNOWN_AS = re.compile(r"^(?:known as|called|dubbed|named|codenamed|nicknamed|code - named) (?:the )?")
NAME = re.compile(r"[\"“‘']?((?:Project |Campus )?[A-Z][\w&'’-]*(?: (?:[A-Z][\w&'’-]*|\d+)){0,3})")
PROJECT = re.compile(r"\bProject [A-Z][a-z]+\b")
CODE = re.compile(r"\b[A-Z]{2,5}[- ]?\d{1,2}(?:\.\d)?\b")


PHASE = re.compile(r"\b(first|second|third|fourth|final|initial|next)\s+phase\b|\bphase\s+(one|two|three|four|[1-9]|I{1,3}|IV)\b", re.I)


def phase_of(chart: Chart, first: int, last: int) -> str | None:
    """The phase told between two atoms: "first", "2"."""
    found = PHASE.search(chart.text(max(0, first), last))
    return (found.group(1) or found.group(2)).lower() if found else None


def name_of(chart: Chart, f: int, phrase: Facility, alone: bool) -> str | None:
    """The name of a site, as written; ``alone`` where the sentence tells of one facility only."""
    atoms, text = chart.atoms, chart.reading.document.text
    if phrase.name:
        places = (r for r in chart.reading.referents if r.type is EntityType.PLACE)
        return None if any(phrase.name in (r.label, *r.names) for r in places) else phrase.name  # "the Ellendale campus"
    for m in (CALLED.match(chart.line, chart.offsets[f]), KNOWN_AS.match(chart.line) if alone else None):
        at = chart.at(m.end()) if m is not None and m.end() < len(chart.line) else None
        if at is not None:
            found = NAME.match(text, atoms[at].start, chart.sentence.end)
            return found.group(1).rstrip("'’") if found else None
    code = CODE.search(text, atoms[f].start, atoms[f].end)
    if code is not None and not phrase.plural:
        return code.group()
    projects = set(PROJECT.findall(text, chart.sentence.start, chart.sentence.end)) if alone else set()
    return projects.pop() if len(projects) == 1 else None
