"""How many jobs come with a site."""

from __future__ import annotations

from collections.abc import Iterator

from kg.extract.chart import Chart
from kg.extract.clause import Clauses
from kg.extract.draft import Draft, Qualifiers, of_type
from kg.extract.memory import Memory
from kg.extract.money.terms import agents_of, draft_of, status_of, time_at
from kg.extract.verbs import VerbGroup
from kg.model import EntityType, Quantity, Unit


def jobs(chart: Chart, clauses: Clauses, memory: Memory, group: VerbGroup) -> Iterator[Draft]:
    atoms = chart.atoms
    stop = clauses.end(group.head)
    near = range(group.head + 1, min(stop, group.head + 10))
    before = range(max(0, group.first - 5), group.first) if group.passive else ()
    at = next((j for j in (*near, *before) if atoms[j].measures(Unit.JOB)), None)
    if at is None:
        return
    quantity = atoms[at].value
    assert isinstance(quantity, Quantity)
    if group.lemma == "add" and group.head + 1 < len(atoms) and atoms[group.head + 1].word == "to":
        return
    if (
        group.lemma in ("have", "employ", "provide", "support", "need", "require")
        and group.tense in ("present", "past")
        and group.lemma != "employ"
    ):
        return
    agents, sure = agents_of(chart, clauses, memory, group)
    if not agents:
        site = memory.pointed(chart.number, [], False, reach=4)
        if site is None:
            return
        agents, sure = site.agents, 0.7
    places: list[int] = []
    for j in range(at + 1, min(stop, at + 12)):
        if atoms[j].code == "L" and any(a.word in ("in", "at", "across", "near", "there") for a in atoms[j - 2 : j + 1]):
            places = of_type(chart, atoms[j].members, EntityType.PLACE)
            break
    told = bool(places)
    if not places:
        site = memory.pointed(chart.number, agents, False, reach=6)
        places = site.places[:1] if site is not None else []
        sure *= 0.9
    if group.tense == "present" and group.lemma == "employ" and not told:
        return
    status = "completed" if group.tense == "present" and group.lemma == "employ" else status_of(group)
    q: Qualifiers = {"count": quantity.number, "status": status}
    if quantity.bound is not None:
        q["bound"] = str(quantity.bound)
    if quantity.of:
        q["jobKind"] = quantity.of
    when = time_at(chart, at, stop)
    if when is not None and (when.date or when.end):
        q["date"] = when.date or when.end or ""
    for agent in agents:
        for place in places:
            yield draft_of(chart, agent, "createsJobsIn", place, q, sure * 0.8, "money.jobs")
