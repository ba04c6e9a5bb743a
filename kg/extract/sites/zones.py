"""Availability zones of a region told before: "with three availability zones", "Each region has two zones"."""

from __future__ import annotations

from collections.abc import Iterator

from kg.extract.chart import Chart
from kg.extract.clause import Clauses
from kg.extract.draft import Draft
from kg.extract.facility import Facility, phrase_of
from kg.extract.memory import Memory
from kg.extract.sites.role import Role
from kg.extract.sites.stage import stage_of
from kg.model import Unit

HOLDING = frozenset(("have", "include", "offer", "comprise", "consist", "feature", "contain", "span", "provide", "launch", "open", "debut"))
REACH = 3  # sentences back to the region


def zones_of_region(chart: Chart, clauses: Clauses, memory: Memory, f: int, phrase: Facility, role: Role) -> Iterator[Draft]:
    """The zones as facts of their own: whose, where and at which stage the region is."""
    atoms = chart.atoms
    count = phrase.count.number if phrase.count is not None and phrase.count.unit is Unit.COUNT else None
    if count is None or (role.verb is not None and (role.verb.negated or role.verb.lemma not in HOLDING)):
        return
    held = f and atoms[f - 1].code == "w" and atoms[f - 1].word in ("with", "of", "comprising", "including", "has", "have", "containing")
    subject = clauses.subject(role.verb) if role.verb is not None else None
    owned = subject is not None and atoms[subject.index].code == "F" and subject.index != f
    if not (held or owned):
        return
    regions = [s for s in memory.sites if s.kind in ("CloudRegion", "DataCenter") and s.agents and chart.number - s.sentence <= REACH]
    if not regions:
        return
    every = subject is not None and owned and bool(phrase_of(atoms[subject.index]).words & {"each", "both", "all"})
    ahead = owned and role.verb is not None and role.verb.tense == "future"
    for region in regions if every else regions[-1:]:
        stage = "plans" if ahead or not region.drafts else stage_of(region.drafts[0].predicate)
        for agent in region.agents:
            for place in region.places:
                sentence = chart.sentence
                predicate = f"{stage}AvailabilityZoneIn"
                yield Draft(agent, predicate, place, {"count": count}, sentence.start, sentence.end, 0.8, f"sites.{stage}", chart.number)
