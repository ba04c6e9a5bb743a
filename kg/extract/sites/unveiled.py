"""Who is behind a site that the text told of without a name: "A data center is coming to Ohio. … The developer is Acme"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from kg.extract.chart import Chart
from kg.extract.clause import Clauses
from kg.extract.draft import Draft, of_type
from kg.extract.facility import phrase_of
from kg.extract.memory import Memory
from kg.extract.sites.stage import public_body
from kg.model import EntityType

REACH = 4  # sentences
SURE = 0.65
ROLE = r"(?:owner|developer|builder|applicant|company|firm|operator|backer|end user|user|party|petitioner|business|giant)"
OF_IT = r"(?:of|behind|for|proposing|planning|leading|developing|seeking)"
PROJECT = r"(?:F|project|proposal|plans?|development|it)"
NAMED = re.compile(
    rf"\b{ROLE} (?:{OF_IT} (?:the |this )?(?:[a-z]+ )?(?:{PROJECT} )?)?(?:,|is|was|are|would be|will be"
    r"|is (?:listed|named) as|was (?:listed|named) as|(?:has been|was) identified as) (?:the )?(?P<who>O)(?! ')"
)
AT_WORK = frozenset(
    (
        "propose",
        "plan",
        "develop",
        "build",
        "spend",
        "invest",
        "seek",
        "ask",
        "apply",
        "file",
        "submit",
        "want",
        "hope",
        "intend",
        "request",
    )
)
POINTED = re.compile(r"\b(?:the|this|that) (?:[a-z]+ )?(?:project|development|proposal|plan|land|property)\b|\b(?:rezon|zoning)")
SUPPLIES = re.compile(r"\b(?:power|gas|solar|wind|substations?|transmission|turbines?|generators?|cooling|pipelines?|water|equipment)\b")
"""What others build for a site."""


def unveiled(chart: Chart, clauses: Clauses, memory: Memory) -> Iterator[Draft]:
    """What was told of a nameless site, now that a sentence says whose it is."""
    site = memory.nameless(chart.number, REACH)
    if site is None or site.sentence == chart.number:
        return
    named = {r for a in chart.atoms if a.code == "O" and not a.reference for r in of_type(chart, a.members, EntityType.ORGANIZATION)}
    firms = [r for r in named if not public_body(chart.reading.referents[r].label)]
    who = _named(chart)
    if who is None and len(firms) == 1:
        who = _at_work(chart, clauses)
    if who is None or who not in firms:
        return
    site.agents, site.sentence = [who], chart.number
    told = [replace(d, subject=who, qualifiers=dict(d.qualifiers), sure=min(d.sure, SURE)) for d in site.pending]
    site.drafts += told
    yield from told


def _points(chart: Chart) -> bool:
    """Whether a sentence speaks of a site told before: "the project", "the campus"."""
    phrases = [phrase_of(a) for a in chart.atoms if a.code == "F"]
    if any(p.places or p.plural or p.one or (p.owner is not None and not p.owner.reference) for p in phrases):
        return False  # of others too
    return any(p.pointing for p in phrases) or POINTED.search(chart.line) is not None


def _named(chart: Chart) -> int | None:
    m = NAMED.search(chart.line)
    found = of_type(chart, chart.atoms[chart.at(m.start("who"))].members, EntityType.ORGANIZATION) if m is not None else []
    return found[0] if len(found) == 1 else None


def _at_work(chart: Chart, clauses: Clauses) -> int | None:
    """The subject of a verb of planning, in a sentence that points to the site."""
    if not _points(chart) or SUPPLIES.search(chart.line) is not None:
        return None
    for group in clauses.groups:
        if group.lemma not in AT_WORK or group.negated:
            continue
        subject = clauses.agent(group) if group.passive else clauses.subject(group)
        if subject is None or subject.sure < 0.7:
            continue
        found = of_type(chart, chart.atoms[subject.index].members, EntityType.ORGANIZATION)
        if len(found) == 1:
            return found[0]
    return None
