"""Facilities: who plans, builds, runs or cancels them, and where.

Each facility phrase is read in its role: as the object of a verb ("will open a data centre in Oslo"), behind a noun
("plans for a campus"), as a subject ("the campus will open"), or as somebody's ("Acme's Ohio data center").
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from kg.extract.chart import Chart
from kg.extract.clause import FINITE, Clauses
from kg.extract.draft import Draft, date_of, of_type
from kg.extract.facility import Facility, phrase_of
from kg.extract.memory import NOBODY, Memory, SiteMemory
from kg.extract.sites.codes import by_code
from kg.extract.sites.figures import figures
from kg.extract.sites.given_up import given_up
from kg.extract.sites.names import name_of, phase_of
from kg.extract.sites.phases import phases
from kg.extract.sites.places import attached, places_of
from kg.extract.sites.role import Role, apposed, role_of, words
from kg.extract.sites.shares import shared_out
from kg.extract.sites.stage import OWNED, is_complement, public_body, stage_detail, stage_of, starts_work, verdict
from kg.extract.sites.told import seat_of_council
from kg.extract.sites.told import told as in_other_words
from kg.extract.sites.unveiled import unveiled
from kg.extract.sites.verb_stages import as_subject
from kg.extract.sites.zones import zones_of_region
from kg.model import EntityType, Quantity, Unit

SAME_TOWN = re.compile(r"\bthe (?:A )?(?:[a-z]+ )?(?:capital|city|town)\b")
OFFICE_OF = re.compile(r"F of (?:the )?(?:governor|attorney|mayor|president|secretary|comptroller|inspector|state|prime|public|special)\b")
OF_WHOM = re.compile(r"F of (?:the )?(?P<o>O)\b(?! (?:'s|and) )")
CAMPUSES = frozenset(["campus", "campuses"])
PART_OF = re.compile(r"\b(?:first|second|third|one|two|N|F) of $")


def extract(chart: Chart, clauses: Clauses, memory: Memory) -> Iterator[Draft]:
    """The site drafts of one sentence."""
    previous: tuple[str, list[int], Role] | None = None
    kind: str | None = None  # of the facility named last in this sentence
    bases: set[int] = set()  # the facilities at which others stand
    found: list[Draft] = []
    for index, atom in enumerate(chart.atoms):
        if atom.code != "F":
            continue
        phrase = phrase_of(atom)
        if phrase.one and phrase.kind is None:
            phrase.kind = kind  # "20 cloud regions, six of them in Europe"
        kind = phrase.kind or kind
        _take_owner(chart, clauses, index, phrase)
        if phrase.kind == "Office" and OFFICE_OF.match(chart.line, chart.offsets[index]):
            continue  # "the Office of the Governor"
        if "no" in phrase.words and not (phrase.owner is not None and " after all" in chart.line):
            continue  # "no data center of Acme's is larger"
        if _only_counts(chart, index, phrase):
            continue
        role = role_of(chart, clauses, index)
        if phrase.kind == "AvailabilityZone" and not places_of(chart, clauses, index, phrase, role):
            found += zones_of_region(chart, clauses, memory, index, phrase, role)
            continue
        told = verdict(chart, clauses, memory, index, phrase, role)
        if index in bases and phrase.owner is not None:  # "adds points of presence at Acme's data centers": Acme runs those
            told = ("operates", of_type(chart, phrase.owner.members, EntityType.ORGANIZATION), OWNED, False)
        base = attached(chart, index)
        first = (phrase.ordinal or phrase.words & {"first", "initial"}) and chart.line.startswith("F of F", chart.offsets[index])
        if base is not None and phrase_of(chart.atoms[base]).owner_possessive and not first:  # "the first phase of Acme's campus will open"
            bases.add(base)
        included = role.verb is not None and role.verb.lemma == "include" and role.verb.tense in ("participle", "gerund")
        new_clause = phrase.one and role.is_subject  # "and a second one, in Bergen, is being built"
        listed = (role.listed and told is None and not new_clause) or (included and (role.listed or phrase.one))
        listed = listed or (phrase.one and index > 0 and chart.atoms[index - 1].word in ("and", ",", "plus", "with") and _unclaimed(told))
        if previous is not None and listed:
            planned = bool((words("nouns", "plan") - {"land", "site"}) & set(role.nouns))  # "runs one in Oslo, and has plans for a second"
            told = ("plans" if planned else previous[0], previous[1], 0.8, False)
        if told is None:
            _remember(chart, clauses, memory, index, phrase, role)
            continue
        stage, agents, sure, considered = told
        if not agents and stage != "follows":
            agents, sure = _whose_sites(chart, memory), sure * 0.7
        if not agents:
            _await(chart, clauses, memory, index, phrase, role, stage, considered)
            continue
        previous = (stage, agents, role)
        found += _tell(chart, clauses, memory, index, phrase, role, stage, agents, sure, considered)
    found += [
        *_pronouns(chart, clauses, memory),
        *phases(chart, memory),
        *_building_in(chart, clauses, memory),
        *given_up(chart, clauses, memory),
        *by_code(chart, memory),
        *shared_out(chart, memory),
        *unveiled(chart, clauses, memory),
    ]
    for draft in in_other_words(chart, clauses, memory, found):
        if isinstance(draft.subject, int) and isinstance(draft.object, int):
            kind = draft.predicate.removeprefix(stage_of(draft.predicate)).removesuffix("In")
            memory.sites.append(SiteMemory([draft.subject], [draft.object], kind, chart.number, False, [draft]))
        found.append(draft)
    yield from found


def _whose_sites(chart: Chart, memory: Memory) -> list[int]:
    """Whose a facility is that a sentence gives to nobody: all sites told so far are of one company, and the sentence names no other."""
    owners = {a for site in memory.sites for a in site.agents}
    if len(owners) > 1 and memory.topic in owners and memory.sites[-1].agents in ([memory.topic], []):
        owners = {memory.topic}  # the text speaks of others only by the way
    if len(owners) != 1 or any(public_body(chart.reading.referents[a].label) for a in owners):
        return []
    if any(a.code == "P" or (a.code == "w" and a.word in words("words", "somebody")) for a in chart.atoms):
        return []
    named = {r for a in chart.atoms if a.code == "O" for r in of_type(chart, a.members, EntityType.ORGANIZATION)}
    return list(owners) if not named - owners else []


def _take_owner(chart: Chart, clauses: Clauses, index: int, phrase: Facility) -> None:
    """ "Acme's newest facility, a 60 MW data center in Ohio, opened": both phrases speak of one facility, which is Acme's.

    "At its Oslo data center, Acme said", "Acme spoke from their campus in Oslo": what nothing before has settled is the subject's.
    """
    atoms = chart.atoms
    if phrase.owner is not None:
        return
    of = OF_WHOM.match(chart.line, chart.offsets[index]) if phrase.kind is not None else None
    if of is not None:  # "the data centers of Acme"
        phrase.owner, phrase.owner_possessive = atoms[chart.at(of.start("o"))], True
        return
    if not index:
        return
    if index > 1 and atoms[index - 1].word == "," and atoms[index - 2].code == "F":
        before = phrase_of(atoms[index - 2])
        if before.owner is not None and not (before.plural or phrase.plural or phrase.one) and phrase.words & {"a", "an", "the"}:
            phrase.owner, phrase.owner_possessive = before.owner, before.owner_possessive
    elif phrase.words & {"its", "their"} and phrase.kind is not None and atoms[index - 1].word in ("at", "from", "in", "on", "with"):
        fronted = index < 3
        told = clauses.groups if fronted else [g for g in reversed(clauses.groups) if g.head < index]
        subjects = (clauses.subject(g) for g in told if g.tense in FINITE and (g.head > index) == fronted)
        who = next((s for s in subjects if s is not None and atoms[s.index].code == "O" and s.sure >= 0.9), None)
        if who is not None:
            phrase.owner, phrase.owner_possessive = atoms[who.index], True


def _only_counts(chart: Chart, index: int, phrase: Facility) -> bool:
    """Whether a phrase only counts what stands before it: "a campus in Oslo, Norway – its second in the country"."""
    before = chart.atoms[max(0, index - 2) : index]
    set_off = len(before) == 2 and before[0].code == "L" and before[1].word in ("—", "–", "-", ",")
    site_before = any(a.code == "F" for a in chart.atoms[max(0, index - 5) : max(0, index - 2)])
    return set_off and site_before and phrase.ordinal and phrase.owner_possessive and phrase.owner is not None and phrase.owner.reference


def _unclaimed(told: tuple[str, list[int], float, bool] | None) -> bool:
    return told is None or not told[1]


DONE_TO = frozenset(
    ("locate", "situate", "build", "construct", "complete", "finish", "open", "launch", "place", "plan", "propose", "erect")
)
SEEING = re.compile(r"(?:^|, |; |while |and )(?P<when>D) (?:will see|is to see|sees|saw|has seen)\b")


def _pronouns(chart: Chart, clauses: Clauses, memory: Memory) -> Iterator[Draft]:
    """ "It will open in 2027", "They are located in Oslo and Bergen": the facility told before is the subject."""
    for group in clauses.groups:
        argument = clauses.subject(group)
        index = argument.index if argument is not None else group.first - 1
        atom = chart.atoms[index]
        if group.negated or not memory.sites or index < 0 or atom.word not in ("it", "they") or not (atom.reference or atom.code == "w"):
            continue
        fitting = group.passive and group.lemma in DONE_TO
        alone = not group.passive and group.lemma in ("open", "launch") and next(clauses.objects(group, "OFLM"), None) is None
        if not (fitting or alone or (not group.passive and group.lemma in ("go", "come", "be"))):
            continue
        phrase = Facility(None, pointing=True, plural=atom.word == "they")
        role = Role(verb=group, is_subject=True)
        stage, sure = as_subject(chart, clauses, group, phrase)
        site = memory.pointed(chart.number, [], phrase.plural, reach=2)
        if phrase.plural and site is not None and site.drafts and group.lemma in ("locate", "situate"):
            told = site.drafts[0].qualifiers.get("count")  # "They are located in Oslo and Bergen": as many as were told
            phrase.count = Quantity(told, Unit.COUNT) if isinstance(told, Decimal) else None
        if stage is not None and stage != "follows" and site is not None and site.agents:
            yield from _tell(chart, clauses, memory, index, phrase, role, stage, site.agents, sure * 0.8, group.considered)


THERE = re.compile(r"[a-z]+ (?:in|near) (?:the (?:(?:city|town|village|county|state) of )?)?L\b")


def _building_in(chart: Chart, clauses: Clauses, memory: Memory) -> Iterator[Draft]:
    """ "It is also building in Fort Worth": the facilities that the text is about."""
    for group in clauses.groups:
        if group.lemma != "build" or group.tense not in ("progressive", "future") or group.negated or group.passive:
            continue
        kind = memory.sites[-1].kind if memory.sites else memory.dominant if memory.about_facilities and memory.topic is not None else None
        if kind is None:
            continue
        m = THERE.match(chart.line, chart.offsets[group.head])
        argument = clauses.subject(group)
        if m is None or argument is None:
            continue
        stage = "builds" if group.tense == "progressive" else "plans"
        for agent in of_type(chart, chart.atoms[argument.index].members, EntityType.ORGANIZATION):
            if not memory.sites and agent != memory.topic:
                continue
            for place in of_type(chart, chart.atoms[chart.at(m.end() - 1)].members, EntityType.PLACE):
                yield Draft(
                    agent,
                    f"{stage}{kind}In",
                    place,
                    {},
                    chart.sentence.start,
                    chart.sentence.end,
                    0.7 * argument.sure,
                    "sites.building-in",
                    chart.number,
                )


def _remember(chart: Chart, clauses: Clauses, memory: Memory, f: int, phrase: Facility, role: Role) -> None:
    """Keeps a facility that nobody is named for yet: "A developer has withdrawn plans for a campus in Ohio"."""
    if phrase.kind is None or phrase.plural or phrase.owner is not None or is_complement(chart, clauses, f, phrase):
        return
    if role.verb is not None and role.verb.lemma == "be" and not role.is_subject:
        return  # "will be the first U.S. data center with …"
    places = places_of(chart, clauses, f, phrase, role)
    if places:
        memory.sites.append(SiteMemory([], [p for p, _ in places], phrase.kind, chart.number, False))


def _await(chart: Chart, clauses: Clauses, memory: Memory, f: int, phrase: Facility, role: Role, stage: str, considered: bool) -> None:
    """Keeps what is told of a facility until the text names who it is: "A campus is proposed in Ohio. … The campus is Acme's"."""
    places = places_of(chart, clauses, f, phrase, role)
    if stage == "follows" or not places or phrase.kind is None or phrase.plural:
        _remember(chart, clauses, memory, f, phrase, role)
        return
    q = figures(chart, clauses, f, phrase, role, stage) | ({"status": "considered"} if considered and stage != "cancels" else {})
    detail = stage_detail(role, stage)
    if detail:
        q["stage"] = detail
    s = chart.sentence
    drafts = [
        Draft(NOBODY, f"{stage}{phrase.kind}In", place, dict(q), s.start, s.end, 0.7, f"sites.{stage}", chart.number) for place, _ in places
    ]
    memory.sites.append(SiteMemory([], [p for p, _ in places], phrase.kind, chart.number, False, pending=drafts))


def _tell(
    chart: Chart,
    clauses: Clauses,
    memory: Memory,
    f: int,
    phrase: Facility,
    role: Role,
    stage: str,
    agents: list[int],
    sure: float,
    considered: bool,
) -> Iterator[Draft]:
    places = places_of(chart, clauses, f, phrase, role)
    kind = phrase.kind
    follows = apart = False
    site: SiteMemory | None = None
    at = attached(chart, f)
    there = at is not None and phrase_of(chart.atoms[at]).pointing
    if at is not None and not places:
        places = places_of(chart, clauses, at, phrase_of(chart.atoms[at]), role)  # "a building at its campus in Oslo"
    if not places and (phrase.pointing or phrase.ordinal or there or (role.is_subject and not phrase.plural)):
        site = memory.pointed(chart.number, agents, phrase.plural)
        if site is None and there:
            site = memory.site(chart.number, agents, reach=8)
        if site is None or (phrase.owner is not None and phrase.plural and not there):
            return
        here = {r for a in chart.atoms if a.code == "L" for r in of_type(chart, a.members, EntityType.PLACE)}
        other = phrase.kind is not None and "Office" in (phrase.kind, site.kind) and phrase.kind != site.kind
        if other and not here & set(site.places) and not SAME_TOWN.search(chart.line):
            return  # an office is no data center
        places = [(p, None) for p in site.places]
        kind = kind or site.kind
        apart = PART_OF.search(chart.line, 0, chart.offsets[f]) is not None  # "the first of the three facilities"
        follows = not (phrase.ordinal and not phrase.pointing) and not there and not apart
        sure *= 0.85
    if not places and phrase.more and not phrase.pointing and not role.is_subject and stage in ("plans", "builds"):
        site = memory.site(chart.number, agents, reach=3)  # "plans to build two more data centers": where it has others
        if site is not None and len(site.places) == 1 and site.agents:
            places, apart = [(p, phrase.count.number if phrase.count is not None and phrase.plural else None) for p in site.places], True
            sure *= 0.8
            site = None
    if not places and stage in ("plans", "builds", "cancels") and not phrase.pointing:
        places = [(p, None) for p in seat_of_council(chart, f)]  # it decides on its own place
        sure *= 0.85
    if stage == "follows" and places and not follows and phrase.pointing and phrase.owner is None:
        before = memory.pointed(chart.number, agents, phrase.plural, reach=2)
        if before is not None and before.drafts:  # "has started its first in Chile. The site in Lampa will hold 28 MW"
            stage, sure = stage_of(before.drafts[0].predicate), sure * 0.9
    if not places or (stage == "follows" and not follows):
        return
    if kind is None:
        near = memory.site(chart.number)
        kind = near.kind if near is not None else memory.dominant
        if not memory.about_facilities:
            return
        sure *= 0.9
        if kind == "EdgeLocation" and phrase.words & CAMPUSES:
            kind = "DataCenter"  # a campus is no landing station
    untold = "plans" if (role.verb is not None and role.verb.tense in ("future", "infinitive")) or stage == "builds" else "operates"
    if stage == "builds" and follows and site is not None and role.verb is not None and role.verb.lemma == "develop":
        stage = "follows"  # "is being developed by Acme" says no more than that it is Acme's
    if stage == "follows":
        told_before = site.drafts or site.pending if site else []
        stage = next((stage_of(d.predicate) for d in told_before), untold)
    q = figures(chart, clauses, f, phrase, role, stage)
    if "date" in q and stage in ("plans", "builds") and starts_work(chart, f, role):
        q["constructionStart"] = q.pop("date")
    seen = SEEING.search(chart.line)
    if seen is not None and "date" not in q and (when := date_of(chart.atoms[chart.at(seen.start("when"))].when)):
        q["date"] = when  # "March saw Acme open a data center"
    if considered:
        q["status"] = "considered"
    if apposed(chart, clauses, f) and not phrase.plural:
        phrase.name = phrase.name or chart.atoms[f - 2].members[0].text
    name = name_of(chart, f, phrase, chart.line.count("F") == 1) if not phrase.plural else None
    if name:
        q["site"] = name
    part = phase_of(chart, f - 5, f + 1)
    if part:
        q["phase"] = part
    detail = stage_detail(role, stage)
    if detail:
        q["stage"] = detail
    sentence = chart.sentence
    drafts: list[Draft] = []
    for agent in agents:
        for place, count in places:
            mine_q = dict(q)
            if count is not None:
                mine_q["count"] = count
                if phrase.count is not None and phrase.count.bound is not None:
                    mine_q.setdefault("bound", str(phrase.count.bound))
            drafts.append(
                Draft(
                    agent,
                    f"{stage}{kind}In",
                    place,
                    mine_q,
                    sentence.start,
                    sentence.end,
                    sure * chart.atoms[f].score,
                    f"sites.{stage}",
                    chart.number,
                    follows=follows,
                    apart=apart,
                    weak=stage == "operates" and sure <= OWNED and not phrase.plural and not phrase.existing,
                )
            )
    nameless = site
    if (site is None or not (site.agents or site.pending)) and phrase.pointing and phrase.owner is None:
        nameless = memory.nameless(chart.number) or site
    if nameless is not None and not nameless.agents and drafts:
        nameless.agents = agents  # now the text has said who it is
        told = [replace(d, subject=a, qualifiers=dict(d.qualifiers)) for d in nameless.pending for a in agents]
        nameless.drafts += told
        yield from told
    if follows and site is not None:
        site.sentence = chart.number
        site.drafts += drafts
    else:
        memory.sites.append(SiteMemory(agents, [p for p, _ in places], kind, chart.number, phrase.plural, drafts))
    yield from drafts
