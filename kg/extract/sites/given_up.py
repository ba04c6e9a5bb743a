"""Plans that are given up without naming the facility again: "The company dropped the idea", "The proposal was withdrawn in May"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.extract.chart import Chart
from kg.extract.clause import Clauses
from kg.extract.draft import Draft, Qualifiers, date_of, of_type
from kg.extract.memory import Memory
from kg.extract.sites.role import verbs
from kg.extract.sites.stage import DETAILS
from kg.extract.verbs import VerbGroup
from kg.model import EntityType

PLAN = r"(?:plans?|proposals?|applications?|project|idea|scheme|bid|(?:rezoning |zoning )?request)"
OBJECT = re.compile(
    rf"[a-z]+ (?:the |this |that |O |its |their ){{1,2}}{PLAN}(?= (?:[,.;]|after|in|on|D|because|following|when|but|and|over)|$)"
)
SUBJECT = re.compile(
    rf"(?:^|, |and |but )(?:the |its |O |that |O 's ){{1,2}}{PLAN} (?:was|were|has been|have been|had been|is being|is|are) (?:[a-z]+ )?$"
)
REACH = 4  # sentences back to the site


def given_up(chart: Chart, clauses: Clauses, memory: Memory) -> Iterator[Draft]:
    """Cancelled sites of the text whose plan is only pointed to."""
    for group in clauses.groups:
        if group.lemma not in verbs("cancel") - {"close", "shut", "block", "leave"} or group.negated or group.considered:
            continue
        if group.tense not in ("past", "present", "progressive"):
            continue
        yield from _told(chart, clauses, memory, group)


def _told(chart: Chart, clauses: Clauses, memory: Memory, group: VerbGroup) -> Iterator[Draft]:
    site = memory.pointed(chart.number, [], False, reach=REACH)
    if site is None or not site.agents or not site.drafts or not site.drafts[0].predicate.startswith("plans"):
        return
    if group.passive:
        if SUBJECT.search(chart.line, 0, chart.offsets[group.head]) is None or group.lemma == "reject":
            return
        sure = 0.65
    else:
        who = clauses.subject(group)
        if who is None or OBJECT.match(chart.line, chart.offsets[group.head]) is None:
            return
        if not set(of_type(chart, chart.atoms[who.index].members, EntityType.ORGANIZATION)) & set(site.agents):
            return
        sure = 0.75 * who.sure
    q: Qualifiers = {}
    when = next((a.when for a in chart.atoms[group.head : clauses.end(group.head)] if a.code == "D"), None)
    if when is not None and date_of(when):
        q["date"] = date_of(when) or ""
    if DETAILS.get(group.lemma) in ("paused", "withdrawn"):
        q["stage"] = DETAILS[group.lemma]
    sentence = chart.sentence
    for agent in site.agents:
        for place in site.places:
            predicate = f"cancels{site.kind}In"
            yield Draft(agent, predicate, place, dict(q), sentence.start, sentence.end, sure, "sites.given-up", chart.number)
