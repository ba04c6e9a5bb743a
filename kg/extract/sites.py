"""Facilities: who plans, builds, runs or cancels them, and where.

Each facility phrase is read in its role: as the object of a verb ("will open a data centre in Oslo"), behind a noun
("plans for a campus"), as a subject ("the campus will open"), or as somebody's ("Acme's Ohio data center").
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import cache

from kg.extract.chart import Atom, Chart
from kg.extract.clause import BREAKS, QUOTES, SUBORDINATE, Argument, Clauses
from kg.extract.draft import Draft, Qualifiers, date_of, measure_qualifiers, money_qualifiers, of_type, past, power_qualifiers, referents
from kg.extract.facility import Facility, phrase_of
from kg.extract.memory import Memory, SiteMemory
from kg.extract.table import table
from kg.extract.verbs import VerbGroup
from kg.model import EntityType, Kind, Mention, Money, Quantity, Unit, When

PART_OF = re.compile(r"\b(?:first|second|third|one|two|N|F) of $")
ATTACHED = re.compile(r"F (?:[a-zQM,-]+ ){0,12}?(?:at|on|next to|beside|adjacent to|alongside|within) F\b")
RELATIVE_GAP = re.compile(r"F (?:(?:(?:in|near) L )?(?:, )?(?:which|that) )?(?:the )?O\b(?= (?!'s)[a-z])")
HOME = re.compile(r"\bL (?:[a-z]+ ){0,4}home (?:to|of) (?:[a-z]+ ){0,5}F$")
REGION_CODE = re.compile(r"\b(?:af|ap|ca|cn|eu|il|me|mx|sa|us|asia|europe|northamerica|southamerica|australia|africa)-(?:gov-)?(?:[a-z]+-?)+\d\b")


IN_THE_CITY_OF = re.compile(
    r"\b(?:in|at|near|outside|on|across) (?:the |downtown |a )?(?:\w+ ){0,2}(?:village|town|city|county|state|province|suburb|district|island|region|port|municipality|heart|outskirts"
    r"|north|south|east|west|capital|area|parish|borough|prefecture|community|cent(?:er|re)|middle|desert|province|emirate|township|municipality) of(?: the| greater)?$"
)


@cache
def words(section: str, name: str) -> frozenset[str]:
    return frozenset(table("sites")[section][name])


@cache
def verbs(name: str) -> frozenset[str]:
    return frozenset(v.split()[0] for v in table("sites")["verbs"][name])


@dataclass(slots=True)
class Role:
    """How a facility phrase stands in its sentence."""

    verb: VerbGroup | None = None
    nouns: list[str] = field(default_factory=list)
    owner: Atom | None = None
    is_subject: bool = False
    noun_negated: bool = False
    phase: bool = False
    of_money: bool = False
    listed: bool = False
    path: list[str] = field(default_factory=list)
    link: str | None = None


def extract(chart: Chart, clauses: Clauses, memory: Memory) -> Iterator[Draft]:
    """The site drafts of one sentence."""
    previous: tuple[str, list[int], Role] | None = None
    for index, atom in enumerate(chart.atoms):
        if atom.code != "F":
            continue
        phrase = phrase_of(atom)
        role = _role(chart, clauses, index)
        verdict = _verdict(chart, clauses, memory, index, phrase, role)
        listed = role.listed and (verdict is None or (role.verb is not None and role.verb.lemma == "include" and role.verb.tense == "participle"))
        if previous is not None and listed:
            verdict = (previous[0], previous[1], 0.8, False)
        if verdict is None:
            _remember(chart, clauses, memory, index, phrase, role)
            continue
        stage, agents, sure, considered = verdict
        previous = (stage, agents, role)
        yield from _tell(chart, clauses, memory, index, phrase, role, stage, agents, sure, considered)
    yield from _pronouns(chart, clauses, memory)
    yield from phases(chart, memory)
    yield from _building_in(chart, clauses, memory)


def _pronouns(chart: Chart, clauses: Clauses, memory: Memory) -> Iterator[Draft]:
    """ "It will open in 2027", "They are located in Oslo and Bergen": the facility told before is the subject."""
    for group in clauses.groups:
        argument = clauses.subject(group)
        if argument is None or group.negated or not memory.sites:
            continue
        atom = chart.atoms[argument.index]
        if not (atom.reference and atom.word in ("it", "they")) and atom.code != "w":
            continue
        fitting = group.passive and group.lemma in ("locate", "situate", "build", "construct", "complete", "finish", "open", "launch", "place")
        if not fitting and not (not group.passive and group.lemma in ("open", "launch") and next(clauses.objects(group, "OFLM"), None) is None):
            continue
        phrase = Facility(None, pointing=True, plural=atom.word == "they")
        role = Role(verb=group, is_subject=True)
        stage, sure = _as_subject(chart, clauses, group, phrase)
        site = memory.pointed(chart.number, [], phrase.plural, reach=2)
        if stage is not None and stage != "follows" and site is not None and site.agents:
            yield from _tell(chart, clauses, memory, argument.index, phrase, role, stage, site.agents, sure * 0.8, group.considered)


def _building_in(chart: Chart, clauses: Clauses, memory: Memory) -> Iterator[Draft]:
    """ "It is also building in Fort Worth": the facilities that the text is about."""
    for group in clauses.groups:
        if group.lemma != "build" or group.tense not in ("progressive", "future") or group.negated or group.passive or not memory.sites:
            continue
        m = re.compile(r"[a-z]+ (?:in|near) (?:the )?L\b").match(chart.line, chart.offsets[group.head])
        argument = clauses.subject(group)
        if m is None or argument is None:
            continue
        stage = "builds" if group.tense == "progressive" else "plans"
        for agent in of_type(chart, chart.atoms[argument.index].members, EntityType.ORGANIZATION):
            for place in of_type(chart, chart.atoms[chart.at(m.end() - 1)].members, EntityType.PLACE):
                yield Draft(agent, f"{stage}{memory.sites[-1].kind}In", place, {}, chart.sentence.start, chart.sentence.end, 0.7 * argument.sure, "sites.building-in", chart.number)


def _remember(chart: Chart, clauses: Clauses, memory: Memory, f: int, phrase: Facility, role: Role) -> None:
    """Keeps a facility that nobody is named for yet: "A developer has withdrawn plans for a campus in Ohio"."""
    if phrase.kind is None or phrase.plural or phrase.owner is not None:
        return
    places, _, _ = _places(chart, clauses, f, phrase, role)
    if places:
        memory.sites.append(SiteMemory([], [p for p, _ in places], phrase.kind, chart.number, False))


def _role(chart: Chart, clauses: Clauses, f: int) -> Role:
    """Walks from the phrase to the left up to the verb that governs it."""
    atoms, role = chart.atoms, Role()
    relative: VerbGroup | None = None
    for g in clauses.groups:
        if g.head > f:
            subject = clauses.subject(g)
            if subject is not None and subject.index == f:
                between = atoms[f + 1 : g.first]
                if any(a.word in ("that", "which") for a in between) or g.tense == "participle":
                    relative = relative or g  # "a campus that includes …": says nothing of its stage, unless nothing else does
                    continue
                role.verb, role.is_subject = g, True
                break
    gap = RELATIVE_GAP.match(chart.line, chart.offsets[f])
    if gap is not None and not role.is_subject:
        agent = chart.at(gap.end() - 1)
        for g in clauses.groups:
            subject = clauses.subject(g) if g.head > agent else None
            if subject is not None and subject.index == agent:
                role.verb = g  # "the campus that Acme plans to open"
                return role
    if role.is_subject:
        return role
    i, steps = f - 1, 0
    nouns: list[str] = []
    while i >= 0 and steps < 26:
        a = atoms[i]
        steps += 1
        if a.code == "O":
            if (i + 1 < len(atoms) and atoms[i + 1].word in ("'s", "'")) or (a.reference and a.word in ("its", "their", "our")):
                role.owner = role.owner or a
            elif nouns and nouns[-1] in words("nouns", "plan") | words("nouns", "build") and i + 1 < len(atoms) and atoms[i + 1].code == "w":
                role.owner = role.owner or a  # "Acme plans for a campus"
            elif i and atoms[i - 1].word in ("for", "with", "by", "from", "to", "of"):
                pass
            else:
                break
        elif a.code == "F":
            between = [x.word for x in atoms[i + 1 : f] if x.code == "w"]
            if any(w in ("and", ",", "or", "including", "plus") for w in between):
                role.listed = True
        elif a.code == "w":
            word = a.word
            group = clauses.at_head.get(i)
            if group is not None and group.first <= i:
                if not role.is_subject:
                    role.verb = group
                break
            if word in BREAKS or word in QUOTES or (word in SUBORDINATE and word != "but"):
                break
            if word in ("that", "as") and i + 1 < len(atoms) and atoms[i + 1].code in "OP":
                break
            if word == "no" and nouns:
                role.noun_negated = True
            if word in ("phase", "phases", "stage"):
                role.phase = True
            if (word.isalpha() and len(word) > 3) or word in ("bid",):
                nouns.append(word)
            role.path.append(word)
        elif a.code == "M":
            role.of_money = True
        elif a.code == "P":
            break
        i -= 1
    participle = next((g for g in clauses.groups if g.first == g.head and g.tag in ("ed", "en") and f < g.head <= f + 2), None)
    if participle is not None and all(a.code == "w" for a in atoms[f + 1 : participle.head]):
        known = verbs("construct") | verbs("start") | verbs("run") | verbs("announce") | verbs("cancel") | {"plan", "propose", "design", "own"}
        if participle.lemma in known and (role.verb is None or clauses.agent(participle) is not None):
            role.verb, role.is_subject = replace(participle, passive=True), True
    if role.verb is None and relative is not None:
        role.verb, role.is_subject = relative, True
    role.nouns = nouns
    role.link = _link_noun(chart, f)
    return role


def _link_noun(chart: Chart, f: int) -> str | None:
    """The word that a preposition ties the phrase to: "construction" in "construction of F"; None where nothing stands between."""
    atoms = chart.atoms
    i = f - 1
    while i >= 0 and atoms[i].code == "w" and atoms[i].word in ("the", "a", "an", "its", "their", "new", "both"):
        i -= 1
    if i >= 1 and atoms[i].code == "w" and atoms[i].word in ("in", "of", "for", "on", "at", "to", "with", "from", "into") and atoms[i - 1].code == "w":
        return atoms[i - 1].word
    return None


def _verdict(chart: Chart, clauses: Clauses, memory: Memory, f: int, phrase: Facility, role: Role) -> tuple[str, list[int], float, bool] | None:
    """Stage, agents, certainty, and whether it is only considered; None where nothing is stated."""
    verb = role.verb
    plan, build, opening = (words("nouns", n) for n in ("plan", "build", "open"))
    if "as" in role.path[:4] and phrase.words & words("words", "considered"):
        return None  # "as a potential data center site"
    noun = next((n for n in role.nouns if n in plan | build | opening), None)
    considered = bool(phrase.words & words("words", "considered")) or (verb is not None and verb.considered)
    stage: str | None = None
    sure = 0.9
    if (verb is None or role.is_subject) and role.link in build | opening:
        stage = _work_goes_on(chart, clauses, f, role.link in build)
    if stage is not None:
        sure = 0.85
    elif verb is not None and (verb.negated or role.noun_negated):
        if verb.lemma in verbs("cancel") or (verb.lemma in ("consider", "pursue", "proceed", "build", "develop", "plan") and any(w in ("longer",) for w in _around(chart, verb))):
            stage = "cancels" if verb.lemma not in verbs("cancel") else None
        if stage is None:
            return None
    elif verb is not None and role.is_subject:
        stage, sure = _as_subject(chart, clauses, verb, phrase)
    elif verb is not None:
        stage = _as_object(verb, noun, plan, build, opening, phrase, chart, role)
        if stage is None and verb.lemma in ("say", "be"):
            stage = None
    if stage is None and noun in plan and role.owner is not None and "no" not in role.path:
        stage, sure = "plans", 0.75
    if stage is None and noun in build and role.owner is not None:
        stage, sure = "builds", 0.6
    agents = [a for a in _agents(chart, clauses, memory, f, phrase, role) if not public_body(chart.reading.referents[a].label)]
    if stage is None and phrase.owner is not None and (phrase.kind is not None or phrase.places):
        owned = phrase.owner_possessive or phrase.owner.score > 0.6
        if owned and (verb is None or verb.lemma not in verbs("announce") | verbs("construct")):
            stage = "plans" if phrase.planned else "operates"
            sure = 0.6 if phrase.owner_possessive else 0.5
    if stage is None and verb is not None and verb.lemma in ("acquire", "buy", "invest", "spend", "pour", "pump", "commit", "pledge"):
        return None
    if stage is None:
        stage, agents, sure = _with_sites(chart, f, role)
    if stage is None or not agents:
        return None
    if phrase.planned and stage == "operates":
        stage = "plans"
    return stage, agents, sure, considered and stage != "cancels"


def _around(chart: Chart, verb: VerbGroup) -> list[str]:
    return [a.word for a in chart.atoms[max(0, verb.first - 3) : verb.head] if a.code == "w"]


def _work_goes_on(chart: Chart, clauses: Clauses, f: int, building: bool) -> str | None:
    """ "Construction of F began", "work on F is under way", "the opening of F is planned for 2027"."""
    group = next((g for g in clauses.groups if g.head > f and g.first == g.head - (g.head - g.first)), None)
    if group is None or group.negated:
        return None
    after = chart.words(group.head + 1, min(group.head + 4, len(chart.atoms)))
    future = group.tense in ("future", "infinitive") or group.lemma in ("schedule", "expect", "plan", "slate", "set")
    if not building:
        return "plans" if future or group.lemma in ("delay", "postpone") else "operates" if group.lemma in ("take", "follow", "mark", "bring", "come", "be") else None
    if group.lemma in ("begin", "start", "commence", "continue", "progress", "proceed", "resume", "kick", "get", "advance") or re.match(r"(?:now |already |well )?(?:under ?way|ongoing|in progress|on track|on schedule)", after):
        return "plans" if future else "builds"
    if group.lemma in ("complete", "finish", "end", "conclude", "wrap"):
        return "plans" if future else "operates"
    return "plans" if future else None


def public_body(name: str) -> bool:
    """Whether an organisation is a government body: it builds no data centre of somebody else."""
    return bool(PUBLIC.search(name))


PUBLIC = re.compile(r"^(?:the )?(?:city|county|town|village|state|government|ministry|department|board|office|port|province) of\b|\b(?:council|commission|authority|ministry|department|government|commissioners|administration|chamber of commerce|parliament|senate|legislature|agency)\b", re.I)


def _as_subject(chart: Chart, clauses: Clauses, verb: VerbGroup, phrase: Facility) -> tuple[str | None, float]:
    """The stage that a verb gives to the facility that is its subject."""
    lemma, tense = verb.lemma, verb.tense
    atoms = chart.atoms
    after = " ".join(a.word for a in atoms[verb.head + 1 : verb.head + 5] if a.code == "w")
    if verb.passive and lemma in ("reject", "block", "freeze", "leave", "drop", "pull") and lemma == "reject":
        return "plans", 0.6
    if verb.passive and (lemma in verbs("cancel")):
        return "cancels", 0.85
    if lemma in ("close", "shut", "shutter") and not verb.passive:
        return "cancels", 0.8
    if verb.passive and lemma in verbs("construct") | verbs("start"):
        if lemma in ("locate", "situate", "place", "base", "site", "house", "spread") and tense in ("past", "present"):
            return "operates", 0.6
        stage = {"future": "plans", "infinitive": "plans", "progressive": "builds", "past": "operates", "present": "builds"}.get(tense, "operates")
        return stage, 0.85
    if verb.passive and lemma in verbs("run"):
        return ("plans" if tense in ("future", "infinitive") else "operates"), 0.85
    if verb.passive and lemma in ("plan", "propose", "announce", "design", "schedule", "slate", "expect", "develop"):
        return "plans", 0.75
    if not verb.passive and lemma in ("open", "launch", "go", "come", "start", "begin", "debut", "enter"):
        if lemma == "come" and re.match(r"to (?:the )?L\b", chart.words(verb.head + 1, min(verb.head + 4, len(atoms)))) and tense in ("future", "progressive"):
            return "plans", 0.8
        if lemma in ("go", "come") and not re.search(r"\b(?:live|online|on ?-? ?line|on ?-? ?stream|into)\b", after):
            return None, 0.0
        if lemma in ("start", "begin", "enter") and not re.search(r"operati|service|running|production", after):
            return None, 0.0
        return ("plans" if tense in ("future", "infinitive") else "operates" if tense in ("past", "present") else "plans"), 0.85
    if lemma == "be":
        if re.search(r"^(?:now |currently |already |still )?(?:under|being built|in the works)", after):
            return ("builds" if "under" in after else "plans"), 0.85
        if re.search(r"^(?:now |currently |already |fully |expected )*(?:operational|live|online|open|in operation|in service|ready|up and|complete|completed|available|running|on ?- ?line|on stream)", after):
            return ("plans" if tense in ("future", "infinitive") else "operates"), 0.8
        return "follows", 0.5
    if lemma in ("serve", "provide", "offer", "support", "span", "cover", "have", "create", "feature", "include", "house", "cost", "employ", "use", "reach", "comprise", "consist", "take"):
        return ("plans" if tense in ("future", "infinitive") else "follows"), 0.5
    return None, 0.0


def _as_object(
    verb: VerbGroup, noun: str | None, plan: frozenset[str], build: frozenset[str], opening: frozenset[str], phrase: Facility, chart: Chart, role: Role
) -> str | None:
    """The stage that a governing verb gives to its object."""
    lemma, tense = verb.lemma, verb.tense
    known = plan | build | opening | words("nouns", "neutral")
    if role.link is not None and role.link not in known and role.link != chart.atoms[verb.head].word and noun is None and role.link.isalpha():
        if role.link not in ("out", "up", "off", "down", "back", "away", "more", "than", "total"):
            return None
    if lemma == "be":
        there = verb.first and chart.atoms[verb.first - 1].word == "there"
        return "plans" if there and tense == "future" else None
    if lemma in ("expand", "extend", "enlarge", "upgrade", "double", "triple") and phrase.owner is not None and phrase.owner_possessive:
        return "builds" if tense == "progressive" else "operates"
    future = tense in ("future", "infinitive") or (tense == "gerund" and verb.preposition in ("for", "of", "before", "without", "about", "in", "to", "towards", "toward"))
    if lemma in verbs("cancel") and not (lemma in ("leave", "close", "block", "drop", "pull") and noun is None and not phrase.pointing and lemma != "close"):
        if lemma == "close" and noun is not None:
            return "plans" if noun in plan else None
        return "cancels"
    if lemma == "break" and "ground" in role.nouns + [chart.atoms[verb.head + 1].word if verb.head + 1 < len(chart.atoms) else ""]:
        return "plans" if future else "builds"
    if noun in plan and lemma not in verbs("run") | verbs("construct") | {"acquire", "buy", "purchase"}:
        return "plans"
    if noun in plan and lemma in ("have", "develop", "include", "own", "create"):
        return "plans" if noun not in ("land", "site") else None
    if noun in plan and lemma in ("acquire", "buy", "purchase"):
        return "plans" if noun in ("land", "site") else None
    if noun in build and (lemma in ("begin", "start", "continue", "commence", "resume", "kick", "undertake", "break", "announce", "complete", "finish", "plan", "have", "do", "advance", "progress", "launch", "unveil")):
        if lemma in ("complete", "finish") and not future:
            return "operates"
        return "plans" if future or lemma in ("announce", "plan", "unveil") else "builds"
    if noun in opening:
        return "plans" if future or tense == "progressive" or lemma == "plan" else "operates"
    if lemma in verbs("announce"):
        if lemma in ("begin", "follow", "need", "confirm", "market", "expect", "schedule", "reveal") and lemma not in ("reveal", "announce", "confirm"):
            return None
        return "plans"
    if lemma in verbs("construct"):
        if lemma in ("place", "put", "bring", "base", "scale", "grow", "double", "triple") and not (noun or phrase.kind or phrase.pointing):
            return None
        if future:
            return "plans"
        if tense in ("progressive", "participle"):
            return "builds"
        if tense == "gerund":
            return "builds" if verb.preposition in ("by", "while", "with") else "operates"
        if tense == "present":
            return "builds"
        return "operates"
    if lemma in verbs("start"):
        if future or tense == "progressive":
            return "plans"
        if lemma == "unveil" and phrase.planned:
            return "plans"
        return "operates"
    if lemma in verbs("run"):
        if lemma == "have" and tense == "future" and phrase.count is not None and re.search(r"\b(?:deal|acquisition|transaction|purchase|merger|takeover)\b", chart.line):
            return "operates"  # "with the deal, Acme will have 16 data centers"
        if lemma == "have" and phrase.plural and phrase.words & {"facilities", "campuses", "sites"}:
            return "plans" if future else "operates"
        if lemma in ("include", "span", "comprise", "count", "offer", "house", "host", "control", "manage", "maintain", "occupy", "have") and phrase.kind is None and not (phrase.pointing or phrase.count or phrase.one):
            return None
        return "plans" if future else "operates"
    return None


def _with_sites(chart: Chart, f: int, role: Role) -> tuple[str | None, list[int], float]:
    """ "Acme, with data centers in Ohio"; "Acme has offices in Oslo and data centers in Bergen"."""
    atoms = chart.atoms
    for i in range(f - 1, max(-1, f - 5), -1):
        if atoms[i].code == "w" and atoms[i].word == "with":
            for j in range(i - 1, max(-1, i - 4), -1):
                if atoms[j].code == "O":
                    return "operates", referents(atoms[j]), 0.6
            break
    return None, [], 0.0


def _agents(chart: Chart, clauses: Clauses, memory: Memory, f: int, phrase: Facility, role: Role) -> list[int]:
    """The organisations that do it: the verb's subject, the "by", the owner, else whose site it was before."""
    verb = role.verb
    argument: Argument | None = None
    if verb is not None:
        argument = clauses.agent(verb) if verb.passive else (None if role.is_subject else clauses.subject(verb))
        if verb.passive and not role.is_subject:
            argument = argument or clauses.subject(verb)
    if argument is not None:
        found = of_type(chart, chart.atoms[argument.index].members, EntityType.ORGANIZATION)
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
    behind = _behind(chart, f)
    if behind:
        return behind
    if phrase.pointing or phrase.ordinal and not phrase.places:
        site = memory.pointed(chart.number, [], phrase.plural)
        if site is not None:
            return site.agents
    return []


def _behind(chart: Chart, f: int) -> list[int]:
    """ "a data center by Acme", "operated by Acme", "belonging to Acme"."""
    m = re.compile(r"F (?:(?:in|near|at|outside) L )?(?:, )?(?:being |to be |that is |which is |which are |that are )?(?:(?:now |currently )?(?:operated|owned|run|built|developed|managed|planned|proposed|constructed|used) )?(?:by|belonging to|from) (?:the )?O\b").match(
        chart.line, chart.offsets[f]
    )
    if m is None:
        return []
    return referents(chart.atoms[chart.at(m.end() - 1)])


# -- places, figures, dates ------------------------------------------------------------------------------------------


def _tell(
    chart: Chart, clauses: Clauses, memory: Memory, f: int, phrase: Facility, role: Role, stage: str, agents: list[int], sure: float, considered: bool
) -> Iterator[Draft]:
    places, counts, own_place = _places(chart, clauses, f, phrase, role)
    kind = phrase.kind
    follows = False
    site: SiteMemory | None = None
    there = _attached(chart, f)
    if not places and (phrase.pointing or phrase.ordinal or there or (role.is_subject and not phrase.plural)):
        site = memory.pointed(chart.number, agents, phrase.plural)
        if site is None and there:
            site = memory.site(chart.number, agents, reach=8)
        if site is None or (phrase.owner is not None and phrase.plural and not there):
            return
        places = [(p, None) for p in site.places]
        kind = kind or site.kind
        apart = PART_OF.search(chart.line, 0, chart.offsets[f]) is not None  # "the first of the three facilities"
        follows = not (phrase.ordinal and not phrase.pointing) and not there and not apart
        sure *= 0.85
    if not places or (stage == "follows" and not follows):
        return
    if kind is None:
        near = memory.site(chart.number)
        kind = near.kind if near is not None else memory.dominant
        if not memory.about_facilities:
            return
        sure *= 0.9
    if stage == "follows":
        stage = next((_stage_of(d.predicate) for d in (site.drafts if site else [])), "operates")
    q = _figures(chart, clauses, f, phrase, role, stage)
    if considered:
        q["status"] = "considered"
    detail = _stage_detail(role, stage)
    if detail:
        q["stage"] = detail
    sentence = chart.sentence
    drafts: list[Draft] = []
    for agent in agents:
        for place, count in places:
            mine_q = dict(q)
            if count is not None:
                mine_q["count"] = count
            drafts.append(Draft(agent, f"{stage}{kind}In", place, mine_q, sentence.start, sentence.end, sure * chart.atoms[f].score, f"sites.{stage}", chart.number, follows))
    if follows and site is not None:
        site.sentence = chart.number
        site.drafts += drafts
    else:
        memory.sites.append(SiteMemory(agents, [p for p, _ in places], kind, chart.number, phrase.plural, drafts))
    yield from drafts


DETAILS = {
    "file": "filed", "submit": "filed", "apply": "filed", "approve": "approved", "clear": "approved", "pause": "paused", "halt": "paused", "suspend": "paused", "freeze": "paused",
    "withdraw": "withdrawn", "pull": "withdrawn", "reject": "rejected", "close": "closed", "shut": "closed", "shutter": "closed", "decommission": "closed",
}


def _stage_detail(role: Role, stage: str) -> str | None:
    """The finer stage: filed, approved, paused, withdrawn, rejected, closed."""
    lemma = role.verb.lemma if role.verb is not None else ""
    if stage == "cancels" and DETAILS.get(lemma) in ("paused", "withdrawn", "rejected", "closed"):
        return DETAILS[lemma]
    if stage == "plans" and DETAILS.get(lemma) in ("filed", "approved", "rejected"):
        return DETAILS[lemma]
    if stage == "plans" and {"approval", "permission", "permit", "permits"} & set(role.nouns) and lemma in ("win", "receive", "get", "secure", "obtain", "gain", "grant", "have"):
        return "approved"
    if stage == "plans" and {"application", "applications"} & set(role.nouns):
        return "filed"
    return None


def _stage_of(predicate: str) -> str:
    return re.split(r"(?=[A-Z])", predicate, maxsplit=1)[0]


def _places(chart: Chart, clauses: Clauses, f: int, phrase: Facility, role: Role) -> tuple[list[tuple[int, object]], None, bool]:
    """The places of a facility, each with the count that belongs to it."""
    atoms = chart.atoms
    prepositions = words("prepositions", "place")
    count = phrase.count.number if phrase.count is not None and phrase.count.unit is Unit.COUNT else None
    if count is not None and not phrase.plural and count != 1:
        count = None
    found: list[tuple[int, object]] = []

    def take(atom: Atom, with_count: object) -> None:
        for r in of_type(chart, atom.members, EntityType.PLACE):
            if all(r != p for p, _ in found):
                found.append((r, with_count))

    stop = _stop(clauses, f, role)
    j = f + 1
    seen_place = False
    while j < len(atoms) and j < max(stop, f + 2):
        a = atoms[j]
        if a.code == "A" and not seen_place and j + 1 < len(atoms) and atoms[j + 1].word in ("cities", "countries", "markets", "states", "locations", "metros") and atoms[j - 1].word in prepositions:
            take(a, count)
            seen_place = True
        elif a.code == "L":
            before = atoms[j - 1].word if atoms[j - 1].code == "w" else ""
            ahead = " ".join(x.word for x in atoms[max(f, j - 5) : j] if x.code == "w")
            prep = next((w for w in reversed(ahead.split()) if w in prepositions or w in ("of", "by", "against", "with")), "")
            if a.reference and a.word in ("there", "here") and not seen_place:
                take(a, count)
                seen_place = True
            elif before == "'s" or (j + 1 < len(atoms) and atoms[j + 1].word == "'s" and j + 2 < len(atoms) and atoms[j + 2].code not in "L"):
                # "in Ohio's capital": the possessive place stands for what follows unless a place follows
                if prep in prepositions and not seen_place:
                    take(a, count)
                    seen_place = True
            elif (prep in prepositions and prep not in ("from", "to", "for", "into", "between")) or (prep == "of" and IN_THE_CITY_OF.search(ahead)) or (not seen_place and ahead.split()[-1:] == ["downtown"]):
                number = _own_number(chart, j)
                if number is None and seen_place:
                    count = None  # "four in Korea, in Busan and Incheon": four is told of Korea
                if not seen_place or number is not None or _list_goes_on(chart, f, j):
                    take(a, number if number is not None else count)
                    seen_place = True
            elif before in (":", "including", "–", "-", "—") or (prep in ("to",) and role.verb is not None and role.verb.lemma in ("expand", "bring", "come", "move")) or (
                prep == "for" and role.verb is not None and role.verb.lemma in ("plan", "propose", "slate", "set", "destine", "earmark", "choose", "announce")
            ):
                if not seen_place:
                    take(a, count)
                    seen_place = True
        elif a.code == "F" and j > f:
            break
        j += 1
    if not found:
        for m in phrase.places:
            for r in m.referents:
                if chart.reading.referents[r].type is EntityType.PLACE:
                    found.append((r, count))
    if not found:
        found += [(r, count) for r in _fronted_places(chart, clauses, f, role)]
    return found, None, bool(found)


def _attached(chart: Chart, f: int) -> bool:
    """Whether the facility stands at one told before: "a second data center at the site"."""
    m = ATTACHED.match(chart.line, chart.offsets[f])
    return m is not None and phrase_of(chart.atoms[chart.at(m.end() - 1)]).pointing


def _stop(clauses: Clauses, f: int, role: Role) -> int:
    """Where the clause ends in which the facility is told of, its own or that of the verb behind it."""
    return max(clauses.end(f), clauses.end(role.verb.head)) if role.verb is not None and role.verb.head > f else clauses.end(f)


def _own_number(chart: Chart, j: int) -> object:
    """ "five in China and two in Hong Kong": the number that stands right before "in"."""
    atoms = chart.atoms
    if j >= 2 and atoms[j - 1].word in ("in", "near", "at", "outside") and atoms[j - 2].code == "N" and isinstance(atoms[j - 2].value, Quantity):
        return atoms[j - 2].value.number if atoms[j - 2].value.unit is Unit.COUNT else None
    if j >= 2 and atoms[j - 1].word in ("in", "near", "at", "outside") and atoms[j - 2].word in ("one",) and atoms[j - 2].code == "w":
        return 1
    return None


def _list_goes_on(chart: Chart, f: int, j: int) -> bool:
    """Whether a further place behind the first still belongs to the facility: "in Ohio and near Dublin", "in A, with others in B"."""
    between = " ".join(a.word for a in chart.atoms[max(f, j - 6) : j] if a.code == "w")
    return bool(re.search(r"(?:\band\b|\bas well as\b|\bincluding\b|\bplus\b|\bothers?\b|\banother\b)(?: (?:also|one|two|another|others|in|near|at|the|a|second|outside|as|well))*$", between))


def _fronted_places(chart: Chart, clauses: Clauses, f: int, role: Role) -> list[int]:
    """ "In Ohio, Acme will build a campus"; "in Johor, where it will build a campus"; "the site in Ohio will host a campus"."""
    atoms = chart.atoms
    if role.verb is not None and role.verb.lemma in ("choose", "pick", "select", "tap", "eye", "target", "consider") and role.verb.head < f:
        chosen = [j for j in range(role.verb.head + 1, f) if atoms[j].code == "L"]  # "chose Ohio for a new data center"
        if chosen:
            return of_type(chart, atoms[chosen[0]].members, EntityType.PLACE)
    home = HOME.search(chart.line, 0, chart.offsets[f] + 1)
    if home is not None and chart.at(home.end() - 1) == f:
        return of_type(chart, atoms[chart.at(home.start())].members, EntityType.PLACE)
    start = role.verb.first if role.verb is not None else f
    for j in range(min(start, f) - 1, -1, -1):
        a = atoms[j]
        if a.code == "w" and (a.word in BREAKS or a.word in QUOTES):
            break
        if a.code == "w" and a.word == "where":
            for k in range(j - 1, max(-1, j - 4), -1):
                if atoms[k].code == "L":
                    return of_type(chart, atoms[k].members, EntityType.PLACE)
            break
        if a.code == "L" and j and atoms[j - 1].code == "w" and atoms[j - 1].word in ("in", "at", "near", "outside", "across"):
            opening = " ".join(x.word for x in atoms[: j - 1] if x.code == "w")
            if j <= 2 or not opening or opening in ("and", "but", "also", "elsewhere", "meanwhile ,"):
                return of_type(chart, a.members, EntityType.PLACE)
            if atoms[j - 2].code == "F" and role.verb is not None:
                return of_type(chart, a.members, EntityType.PLACE)
    return []


def _figures(chart: Chart, clauses: Clauses, f: int, phrase: Facility, role: Role, stage: str) -> Qualifiers:
    """Sum, power, land, date of the site: only what is told of the facility itself."""
    atoms = chart.atoms
    q: Qualifiers = measure_qualifiers(phrase.measures)
    money, power = phrase.money, phrase.power
    stop = _stop(clauses, f, role)
    path: list[str] = []
    allowed_power, allowed_cost = words("prepositions", "power"), words("prepositions", "cost")
    placed = False
    for j in range(f + 1, min(len(atoms), f + 30)):
        a = atoms[j]
        if a.code == "w":
            if a.word in BREAKS or a.word in QUOTES:
                break
            path.append(a.word)
            continue
        if a.code == "L":
            path = []
            placed = True
            continue
        if a.code == "Q" and isinstance(a.value, Quantity):
            tail = atoms[j + 1].word if j + 1 < len(atoms) and atoms[j + 1].code == "w" else ""
            if a.value.unit is Unit.MEGAWATT and power is None and path and all(w in allowed_power for w in path) and path[-1] not in (",",):
                if tail not in ("solar", "wind", "gas", "power plant", "plant", "plants", "of") or (tail == "of" and j + 2 < len(atoms) and atoms[j + 2].word in ("capacity", "power", "it", "critical", "electricity", "load", "compute", "computing", "electrical")):
                    power = a.value
            elif a.value.unit in (Unit.ACRE, Unit.SQUARE_FOOT) and len(path) <= 8:
                q = measure_qualifiers([a.value]) | q
            path = []
        elif a.code == "M" and isinstance(a.value, Money):
            if money is None and path and all(w in allowed_cost for w in path) and path[0] not in ("a", "for", "of", "with"):
                money = a.value
            elif money is None and path[:2] in (["at", "a"], ["with", "an"], ["for", "an"]) and all(w in allowed_cost for w in path) and stage != "operates":
                money = a.value if "cost" in path else None
            path = []
        elif a.code in "OPF":
            break
    q |= money_qualifiers(money)
    q |= power_qualifiers(power)
    count = phrase.count
    if count is not None and count.unit is Unit.COUNT and count.bound is not None and "bound" not in q:
        q["bound"] = str(count.bound)
    when = _date(chart, clauses, f, role, stage, stop)
    if when and not (stage in ("plans", "builds") and past(when, chart.reading.document.published)):
        q["date"] = when
    code = REGION_CODE.search(chart.reading.document.text, chart.sentence.start, chart.sentence.end)
    if (code and "Region" in (phrase.kind or "")) or (code and phrase.kind == "DataCenter"):
        q["regionCode"] = code.group()
    del placed
    return q


def _date(chart: Chart, clauses: Clauses, f: int, role: Role, stage: str, stop: int) -> str | None:
    """When it opens, opened or is due."""
    atoms = chart.atoms
    verb = role.verb
    if stage == "operates" and verb is not None and verb.lemma in verbs("run"):
        opened = [j for j in range(f, stop) if atoms[j].code == "D" and isinstance(atoms[j].value, When) and atoms[j].value.role == "since"]
        return (atoms[opened[0]].value.start or date_of(atoms[opened[0]].value)) if opened else None  # type: ignore[union-attr]
    if stage == "operates" and verb is None:
        return None
    low = verb.head if verb is not None and verb.head < f else f
    heads = [g.head for g in clauses.groups if verb is None or g.head != verb.head]
    right = [j for j in range(low, min(len(atoms), max(stop, f + 1))) if atoms[j].code == "D"]
    next_site = next((j for j in range(f + 1, len(atoms)) if atoms[j].code == "F"), len(atoms))
    own = [j for j in right if f < j < next_site]
    right = own + [j for j in right if j not in own and j < next_site]
    if atoms[f].code == "F" and phrase_of(atoms[f]).one and not own:
        right = []
    if not right and verb is not None:
        right = [j for j in range(verb.head, clauses.end(verb.head)) if atoms[j].code == "D"]
    for j in right:
        between = [h for h in heads if low < h < j and clauses.at_head[h].tense not in ("participle",)]
        if stage in ("plans", "builds") and verb is not None and between:
            lemmas = {clauses.at_head[h].lemma for h in between}
            if not lemmas & {"open", "complete", "launch", "go", "come", "finish", "begin", "start", "operate", "be", "schedule", "expect"}:
                continue
        elif between:
            continue
        when = atoms[j].value
        if isinstance(when, When):
            return date_of(when)
    opening = clauses.groups[0].first if clauses.groups else 0
    for j in range(min(low, opening)):  # "In 2022, Acme opened …"
        if atoms[j].code == "D" and isinstance(atoms[j].value, When):
            if j > 2 and not all(a.code == "w" and a.word in ("in", "on", "by", "early", "late", ",", "the", "and", "back") for a in atoms[max(0, j - 2) : j]):
                continue
            first = verb.first if verb is not None else f
            if not any(g.head > j and g.head < first and g.lemma != "say" for g in clauses.groups) and j <= 4:
                return date_of(atoms[j].value)
    return None


PHASE = re.compile(
    r"\b(?:the |an? )?(?:(?:first|initial|second|third|next|additional|another|remaining|final|N) ){0,2}(?:(?:phase|stage|building|portion) (?:of |, |with )?)?(?:the )?Q (?:[a-z]+ ){0,4}?(?:is|are|will|to be|would|targeted|expected|scheduled|slated|due|set|planned)\b (?:[a-z]+ ){0,9}?(?:[a-z]+ )?D\b"
)


def phases(chart: Chart, memory: Memory) -> Iterator[Draft]:
    """ "The first 60 MW is expected to be ready in 2027": a part of the site told before, with its own power and date."""
    site = memory.pointed(chart.number, [], False) if "Q" in chart.line and "D" in chart.line else None
    if site is None:
        return
    for m in PHASE.finditer(chart.line):
        at, last = chart.at(m.start() + m.group().index("Q")), chart.at(m.end() - 1)
        power, when = chart.atoms[at].value, chart.atoms[last].value
        if not (isinstance(power, Quantity) and power.unit is Unit.MEGAWATT and isinstance(when, When)) or not date_of(when):
            continue
        if not re.search(r"\b(?:ready|online|live|available|delivered|delivery|operational|complete|completed|service|energized|open|operation|operations|opened|launched|come|stream)\b", m.group()):
            continue
        q = power_qualifiers(power) | {"date": date_of(when) or ""}
        for agent in site.agents:
            for place in site.places:
                yield Draft(agent, f"plans{site.kind}In", place, dict(q), chart.sentence.start, chart.sentence.end, 0.75, "sites.phase", chart.number)


def kinds_said(mentions: tuple[Mention, ...]) -> bool:
    """Whether any mention is a place by adjective only."""
    return all(m.kind is Kind.ADJECTIVE for m in mentions)
