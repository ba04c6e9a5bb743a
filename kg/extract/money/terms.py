"""What tellings about money share: who, status, sum, time."""

from __future__ import annotations

from functools import cache

from kg.extract.chart import Chart
from kg.extract.clause import BREAKS, Clauses
from kg.extract.draft import Draft, Qualifiers, Thing, of_type, referents
from kg.extract.facility import phrase_of
from kg.extract.memory import Memory
from kg.extract.table import table
from kg.extract.verbs import VerbGroup
from kg.model import EntityType, When

STATUS = {
    "future": "announced",
    "infinitive": "announced",
    "progressive": "inProgress",
    "past": "completed",
    "present": "announced",
    "gerund": "announced",
    "participle": "inProgress",
}


@cache
def verbs(name: str) -> frozenset[str]:
    return frozenset(v.split()[0] for v in table("money")["verbs"][name])


@cache
def nouns(name: str) -> frozenset[str]:
    return frozenset(table("money")["nouns"][name])


def status_of(group: VerbGroup) -> str:
    """The status that a verb group gives to what it tells."""
    if group.considered:
        return "considered"
    if group.lemma in table("money")["words"]["pledging"]:
        return "announced"
    return STATUS.get(group.tense, "announced")


def agents_of(chart: Chart, clauses: Clauses, memory: Memory, group: VerbGroup) -> tuple[list[int], float]:
    """The organisations that are the subject (or the "by") of a verb; a facility stands for whose it is."""
    argument = clauses.agent(group) if group.passive else clauses.subject(group)
    if argument is None:
        return [], 0.0
    atom = chart.atoms[argument.index]
    found = [r for i in clauses.joint(argument.index) for r in of_type(chart, chart.atoms[i].members, EntityType.ORGANIZATION)]
    if found:
        return found, argument.sure * atom.score
    if atom.code == "F":
        phrase = phrase_of(atom)
        if phrase.owner is not None:
            return referents(phrase.owner), argument.sure * 0.8
        site = memory.pointed(chart.number, [], phrase.plural)
        if site is not None:
            return site.agents, argument.sure * 0.8
    return [], 0.0


def money_at(chart: Chart, start: int, stop: int) -> int | None:
    for j in range(start, min(stop, len(chart.atoms))):
        if chart.atoms[j].code == "M":
            return j
        if chart.atoms[j].code in "OLPF" or chart.atoms[j].word in BREAKS:
            return None
    return None


def time_at(chart: Chart, start: int, stop: int) -> When | None:
    for j in range(start, min(stop, len(chart.atoms))):
        value = chart.atoms[j].value
        if chart.atoms[j].code == "D" and isinstance(value, When):
            return value
    return None


def draft_of(chart: Chart, subject: Thing, predicate: str, thing: Thing, q: Qualifiers, sure: float, frame: str) -> Draft:
    return Draft(subject, predicate, thing, dict(q), chart.sentence.start, chart.sentence.end, sure, frame, chart.number)
