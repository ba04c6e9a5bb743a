"""Whose facility it is: the verb's subject, the \"by\", the owner, else whose site it was before."""

from __future__ import annotations

import re

from kg.extract.anchors import sought
from kg.extract.chart import Chart
from kg.extract.clause import Argument, Clauses
from kg.extract.draft import of_type, referents
from kg.extract.facility import Facility, phrase_of
from kg.extract.memory import Memory
from kg.extract.sites.places import attached
from kg.extract.sites.role import Role, verbs, words
from kg.model import EntityType


def agents_of_site(chart: Chart, clauses: Clauses, memory: Memory, f: int, phrase: Facility, role: Role) -> list[int]:
    """The organisations that do it: the verb's subject, the "by", the owner, else whose site it was before."""
    verb = role.verb
    argument: Argument | None = None
    if verb is not None:
        argument = clauses.agent(verb) if verb.passive else (None if role.is_subject else clauses.subject(verb))
        if verb.passive and not role.is_subject:
            argument = argument or clauses.subject(verb)
    if argument is None and verb is not None and not role.is_subject and verb.first and chart.atoms[verb.first - 1].word == "it":
        before = memory.actors(chart.number)  # an "it" that nothing settled: who the last sentence was about
        if len(before) == 1:
            return before
        alone = {r for a in chart.atoms[: verb.first - 1] if a.code == "O" for r in of_type(chart, a.members, EntityType.ORGANIZATION)}
        if not before and len(alone) == 1:  # "Acme's arrival in Ohio, where it is building a campus"
            return list(alone)
    if argument is None and verb is not None and not role.is_subject and COMPANY.search(chart.line, 0, chart.offsets[verb.first]):
        developer = chart.atoms[verb.first - 1].word == "developer"
        before = memory.actors(chart.number) or ([memory.topic] if memory.topic is not None and not developer else [])
        if len(before) == 1:
            return before
    if role.link in words("nouns", "build") and (behind := _behind(chart, f)):
        return behind  # "pays for the construction of a data center by Acme"
    if argument is not None:
        found = [r for i in clauses.joint(argument.index) for r in of_type(chart, chart.atoms[i].members, EntityType.ORGANIZATION)]
        if found and argument.sure >= 0.4:
            return found
        if chart.atoms[argument.index].code == "F":
            inner = phrase_of(chart.atoms[argument.index])
            if inner.owner is not None:
                return referents(inner.owner)
            site = memory.pointed(chart.number, [], inner.plural) if inner.pointing else None
            if site is not None:
                return site.agents
    for owner in (phrase.owner, role.owner):
        if owner is not None:
            found = of_type(chart, owner.members, EntityType.ORGANIZATION)
            if found:
                return found
    client = CLIENT.match(chart.line, chart.offsets[f])
    if client is not None and role.is_subject:
        return referents(chart.atoms[chart.at(client.end() - 1)])
    planner = PLANNER.search(chart.line, 0, chart.offsets[f] + 1)
    if planner is not None:
        return referents(chart.atoms[chart.at(planner.start("who"))])
    behind = _behind(chart, f)
    if behind:
        return behind
    told_by_verb = verb is not None and not role.is_subject and not verb.passive
    if not told_by_verb and (phrase.pointing or (phrase.ordinal and not phrase.places)):
        site = memory.pointed(chart.number, [], phrase.plural)
        if site is not None:
            return site.agents
    if verb is not None and not role.is_subject and verb.lemma == "include" and not phrase.pointing:
        owning = OWNED.search(chart.line, 0, chart.offsets[verb.first])  # "Acme's investment includes a region"
        if owning is not None:
            return referents(chart.atoms[chart.at(owning.start())])
        return memory.actors(chart.number)  # "The investment includes a new campus in Ohio"
    at = attached(chart, f)
    if at is not None and role.is_subject:  # "Another two halls will rise on the campus"
        owner = phrase_of(chart.atoms[at]).owner  # "The first building of Acme's campus will open"
        if owner is not None:
            return of_type(chart, owner.members, EntityType.ORGANIZATION)
        site = memory.pointed(chart.number, [], False)
        return site.agents if site is not None else []
    if phrase.one and role.is_subject and not phrase.pointing:  # "Acme runs one in Oslo. Another, in Bergen, is being built."
        near = memory.site(chart.number, reach=1)
        return near.agents if near is not None else []
    if (verb is not None and role.is_subject and (verb.passive or verb.lemma in COMING)) or role.link in WORK:
        said = SAID.search(chart.line, chart.offsets[f])
        if said is not None:  # "A third data center is planned for Oslo, Acme said."
            return of_type(
                chart, chart.atoms[chart.at(said.start("who") if said["who"] else said.start("by"))].members, EntityType.ORGANIZATION
            )
    if verb is not None and role.is_subject and (not phrase.pointing or phrase.places):
        told = TOLD.search(chart.line, 0, chart.offsets[f] + 1) or WHERE.search(chart.line, 0, chart.offsets[f] + 1)
        if told is not None:  # "Acme disclosed that two data centers were being built"; "by Acme in Ohio, where a campus will go up"
            return of_type(chart, chart.atoms[chart.at(told.start("who"))].members, EntityType.ORGANIZATION)
    if verb is not None and role.is_subject and not verb.passive and not phrase.pointing and verb.lemma in COMING and "O" not in chart.line:
        return memory.actors(chart.number)  # "Acme will open a region in Oslo. A region in Bergen is due to go live."
    if verb is not None and role.is_subject and verb.passive and not phrase.pointing and verb.lemma in verbs("construct"):
        near = memory.site(chart.number, reach=3) if phrase.existing and "O" not in chart.line else None
        if near is not None and near.agents:
            return near.agents  # "Existing data centers in Oslo will be enlarged as well."
        return memory.actors(chart.number)  # "Acme will invest in Ohio. New data centers will be built in Butts County."
    return []


WORK = frozenset(["construction", "work", "opening", "completion"])
COMING = frozenset(["open", "launch", "go", "come", "start", "follow", "be"])
PLANNER = sought(  # "plans by Acme for a data center"
    r"\b(?:plans?|proposals?|applications?|bid|scheme) (?:by|from) (?:the )?(?P<who>O) (?:for|to [a-z]+|of) F$"
)
OWNED = re.compile(r"\bO 's (?:(?:[a-zM-]+|in L) ){1,6}(?:, [^,]{1,60} , )?$")
SAID = re.compile(r", (?:the )?(?P<who>O) (?:said|says|announced|confirmed|added)\b|\baccording to (?:the )?(?P<by>O)\b(?! 's)")
TOLD = re.compile(r"\b(?P<who>O) (?:also |has |had |D ){0,2}(?:said|says|announced|disclosed|revealed|confirmed) (?:D )?(?:that )?F$")
WHERE = re.compile(r"\b(?:by|from) (?P<who>O) (?:[a-z]+ |, |L |D ){1,12}(?:where|L) F$")
CLIENT = re.compile(
    r"F (?:is|are|was|will be) (?:now |being )?(?:under construction|built|developed|planned|proposed)(?: (?:in|at|near) L)?"
    r" for (?:the )?O\b(?! (?:'s|property|site|park|land|township|area|district|neighborhood))"
)
COMPANY = re.compile(r"\bthe (?:company|firm|operator|provider|developer) (?:[a-z]+ )?$")
BEHIND = re.compile(
    r"F (?:(?:in|near|at|outside) L )?(?:, )?(?:being |to be |that is |which is |which are |that are )?"
    r"(?:(?:now |currently )?(?:operated|owned|run|built|developed|managed|planned|proposed|constructed|used) )?"
    r"(?:by|belonging to|from|of) (?:the |L 's |A )?O\b(?! 's)"
)


def _behind(chart: Chart, f: int) -> list[int]:
    """ "a data center by Acme", "operated by Acme", "belonging to Acme"."""
    m = BEHIND.match(chart.line, chart.offsets[f])
    if m is None:
        return []
    return referents(chart.atoms[chart.at(m.end() - 1)])
