"""How many jobs come with a site."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.extract.anchors import sought
from kg.extract.chart import Chart
from kg.extract.clause import FINITE, SPEECH, Clauses
from kg.extract.draft import Draft, Qualifiers, of_type, referents
from kg.extract.facility import phrase_of
from kg.extract.memory import Memory
from kg.extract.money.terms import agents_of, draft_of, status_of, time_at, verbs
from kg.extract.verbs import VerbGroup
from kg.model import EntityType, Quantity, Unit

# verbs by which jobs come into being even without a sum before them; the others tell of jobs only where they are to come
CREATING = frozenset({"create", "add", "bring", "generate", "hire", "recruit", "produce", "promise", "employ", "fill"})
RUNNING = frozenset({"have", "provide", "support", "need", "require", "deliver", "mean", "expect"})
AREA = re.compile(
    r"\b(?:in|to|for|across) (?:the|this) (?:state|county|city|region|country|area|town|province|kingdom|community|district)\b"
)


ACCORDING = re.compile(r"\baccording to (?:the )?O\b(?! 's)")


def jobs(chart: Chart, clauses: Clauses, memory: Memory, group: VerbGroup) -> Iterator[Draft]:
    """ "The campus will create 300 jobs in Oslo", "will employ 50 people", "300 jobs would be created"."""
    atoms = chart.atoms
    stop = clauses.end(group.head)
    near = range(group.head + 1, min(stop, group.head + 10))
    before = range(max(0, group.first - 6), group.first) if group.passive else ()
    at = next((j for j in (*near, *before) if _are_jobs(chart, j)), None)
    if at is None and group.lemma in ("employ", "hire", "recruit"):  # "would employ 150"
        at = next((j for j in near if atoms[j].code == "N" and STAFF.match(chart.words(j + 1, min(j + 3, len(atoms))))), None)
    if at is None and group.lemma in CREATING:
        yield from _uncounted(chart, clauses, memory, group, stop)
    if at is None or any(g.head in range(group.head + 1, at) and g.lemma in verbs("jobs") for g in clauses.groups):
        return  # a nearer verb tells it
    if group.lemma == "add" and group.head + 1 < len(atoms) and atoms[group.head + 1].word == "to":
        return
    if group.lemma in RUNNING and group.tense in ("present", "past", "participle") and group.lemma not in ("expect",):
        return
    if group.lemma == "expect" and not group.passive and group.tense not in ("present", "past"):
        return
    beside = [a.word for a in atoms[at + 1 : at + 3]]
    if {"indirect", "induced", "supply"} & set(beside) and "direct" not in beside:
        return
    agents, sure = _agents(chart, clauses, memory, group)
    if not agents:
        return
    argument = clauses.subject(group)
    places, told, less = _places(chart, memory, agents, at, stop, group.first, argument.index if argument is not None else None)
    if group.tense == "present" and group.lemma == "employ" and not told:
        return
    status = "completed" if group.tense == "present" and group.lemma == "employ" else _status(clauses, group)
    following = next((g.first for g in clauses.groups if g.first > max(at, group.head)), stop)
    when = time_at(chart, at, min(stop, following))
    for n in (at, *_more(chart, at, min(stop, following))):
        q = _qualifiers(atoms[n].quantity, status)
        if when is not None and (when.date or when.end):
            q["date"] = when.date or when.end or ""
        for agent in agents:
            for place in places:
                yield draft_of(chart, agent, "createsJobsIn", place, q, sure * less * 0.8, "money.jobs")


OF_ALL_KINDS = re.compile(
    r"(?:new )?(?:direct|indirect|permanent)(?: (?:and|or) (?:direct|indirect|temporary|induced))? (?:jobs|positions|workers)"
)


STAFF = re.compile(r"(?:$|[.,;]|at|in|there|when|once|by|and|more)\b|[.,;]")


def _are_jobs(chart: Chart, j: int) -> bool:
    """Whether a number counts jobs: "200 jobs", "200 direct and indirect jobs"."""
    a = chart.atoms[j]
    return a.measures(Unit.JOB) or (
        a.quantity is not None and OF_ALL_KINDS.match(chart.words(j + 1, min(j + 6, len(chart.atoms)))) is not None
    )


def _more(chart: Chart, at: int, stop: int) -> Iterator[int]:
    """Further numbers of the same verb: "30 permanent jobs and 800 construction jobs"."""
    for j in range(at + 1, stop):
        between = chart.words(at + 1, j)
        if chart.atoms[j].measures(Unit.JOB) and re.fullmatch(
            r"(?:[a-z-]+ ){0,4}?(?:,|and|as well as|plus|, and)(?: [a-z]+){0,3}", between
        ):
            yield j


MANY = re.compile(
    r"(?:[a-z-]+ ){0,3}?(?:hundreds|thousands|dozens|scores|number|many|several|new|additional|significant|substantial|more) "
    r"(?:[a-z-]+ ){0,4}?(?:jobs|positions)\b"
)


def _uncounted(chart: Chart, clauses: Clauses, memory: Memory, group: VerbGroup, stop: int) -> Iterator[Draft]:
    """ "will create thousands of jobs in Oslo": where the text gives no number."""
    m = MANY.match(chart.line, chart.offsets[group.head + 1]) if group.head + 1 < len(chart.atoms) else None
    if m is None:
        return
    agents, sure = _agents(chart, clauses, memory, group)
    places, told, _ = _places(chart, memory, agents, chart.at(m.end() - 1), stop)
    for agent in agents:
        for place in places if told else ():
            yield draft_of(chart, agent, "createsJobsIn", place, {"status": _status(clauses, group)}, sure * 0.7, "money.jobs")


def _qualifiers(quantity: Quantity | None, status: str) -> Qualifiers:
    assert quantity is not None
    q: Qualifiers = {"count": quantity.number, "status": status}
    if quantity.bound is not None:
        q["bound"] = str(quantity.bound)
    if quantity.of and quantity.unit is Unit.JOB:
        q["jobKind"] = quantity.of
    return q


PROMISED = ("commit", "pledge", "promise", "agree", "vow", "announce", "unveil", "say", "plan", "propose", "choose", "select", "pick")


def _status(clauses: Clauses, group: VerbGroup) -> str:
    """Of "…, creating 40 jobs" the verb before it tells whether they are there."""
    if group.tense not in ("participle", "gerund"):
        return "announced" if group.lemma in ("expect", "promise") else status_of(group)
    main = next((g for g in reversed(clauses.groups) if g.head < group.first and g.tense in FINITE), None)
    if main is None or main.tense != "past" or main.lemma in PROMISED:
        return "considered" if main is not None and main.considered else "announced"
    return "completed"


def _agents(chart: Chart, clauses: Clauses, memory: Memory, group: VerbGroup) -> tuple[list[int], float]:
    """Whose jobs they are: the subject's, else of the site or the investment that was told last."""
    agents, sure = agents_of(chart, clauses, memory, group)
    named = [chart.reading.referents[a].label.casefold() for a in agents]
    for told in memory.sites[-4:] if agents else ():
        if told.agents and any(str(d.qualifiers.get("site", "")).casefold() in named for d in told.drafts):
            return list(told.agents), sure * 0.9  # "Frontier is to create 500 jobs": the name of the campus
    if agents:
        return agents, sure
    site, deal = memory.pointed(chart.number, [], False, reach=4), memory.deal
    if (
        deal is not None
        and THE_MONEY.search(chart.line)
        and chart.number - deal.sentence <= 4
        and isinstance(deal.subject, int)
        and not agents
    ):
        return [deal.subject], 0.75
    before = next((g for g in reversed(clauses.groups) if g.lemma in SPEECH and g.head < group.first), None)
    sayer = clauses.subject(before) if before is not None else None
    if sayer is not None and chart.atoms[sayer.index].code == "O":  # "Acme said the campus in Oslo would mean 20 jobs"
        return of_type(chart, chart.atoms[sayer.index].members, EntityType.ORGANIZATION), 0.75 * sayer.sure
    owned = OWNED.search(chart.line) if not agents else None
    if owned is not None:  # "Acme's expansion in Oslo will add 20 jobs"
        return referents(chart.atoms[chart.at(owned.start())]), 0.8
    if site is not None and site.agents:
        return site.agents, 0.7
    if deal is not None and chart.number - deal.sentence <= 3 and deal.predicate == "investsIn" and isinstance(deal.subject, int):
        return [deal.subject], 0.7
    source = ACCORDING.search(chart.line, chart.offsets[group.head])
    if source is not None:
        return of_type(chart, chart.atoms[chart.at(source.end() - 1)].members, EntityType.ORGANIZATION), 0.7
    speaker = next((g for g in clauses.groups if g.lemma in SPEECH and g.head > group.head), None)
    argument = clauses.subject(speaker) if speaker is not None else None
    if argument is not None and chart.atoms[argument.index].code == "O":  # "the expansion in Oslo will add 20 jobs, Acme said"
        return of_type(chart, chart.atoms[argument.index].members, EntityType.ORGANIZATION), 0.7
    return [], 0.0


OWNED = re.compile(
    r"\bO(?: 's)? (?:[a-zAN-]+ |L ){0,3}?"
    r"(?:expansion|project|campus|site|plan|plans|investment|facility|facilities|development|centre|center|spending)\b"
)
THE_MONEY = re.compile(r"\b(?:the|this|that|its) (?:spending|investment|money|outlay) (?:will|would|is|are|should)\b")
SPENDING = re.compile(r"\b(?:investments?|spending|money|outlay|expansion|F)\b[^,;.]{0,30} (?:in|at|near|for|,) L\b")


def _places(
    chart: Chart, memory: Memory, agents: list[int], at: int, stop: int, first: int = 0, subject: int | None = None
) -> tuple[list[int], bool, float]:
    """Where the jobs are; whether the sentence tells it; how much less sure that makes. ``first``: where the verb begins."""
    atoms, known, told = chart.atoms, chart.reading.referents, memory.deal
    if THE_MONEY.search(chart.line) and told is not None and told.subject in agents and chart.number - told.sentence <= 4:
        where = told.object
        if isinstance(where, int) and known[where].type is EntityType.PLACE:
            return [where], True, 0.9  # "the spending will support 200 jobs"
    for j in range(at + 1, min(stop, at + 14)):
        if atoms[j].word in ("headquarters", "headquartered", "based"):
            break
        if atoms[j].code == "L" and any(a.word in ("in", "at", "across", "near", "there", "to", "for") for a in atoms[j - 2 : j + 1]):
            return of_type(chart, atoms[j].members, EntityType.PLACE), True, 1.0
    here = (j for j in range(1, min(5, at)) if atoms[j].code == "L" and atoms[j - 1].word in ("in", "for", "at"))
    fronted = next((j for j in here if atoms[j - 2].word not in ("headquartered", "based", "headquarters")), None)
    if fronted is not None:
        return of_type(chart, atoms[fronted].members, EntityType.PLACE), True, 1.0
    own = re.search(r"\bO(?: 's)? (?P<l>L) (?:site|campus|project|facility|plant|expansion|hub)\b", chart.line)
    if own is not None:  # "Acme's Oslo site is to employ 20 people"
        return of_type(chart, atoms[chart.at(own.start("l"))].members, EntityType.PLACE), True, 0.9
    left = [*SPENDING.finditer(chart.words(0, first) + " ")] if first else []
    if left:  # "expects its investment in Oslo to support 200 jobs", "the campus in Oslo will need 20 workers"
        return of_type(chart, atoms[chart.at(left[-1].end() - 1)].members, EntityType.PLACE), True, 0.95
    if subject is not None and atoms[subject].code == "F" and phrase_of(atoms[subject]).places:
        return of_type(chart, phrase_of(atoms[subject]).places, EntityType.PLACE), True, 0.9  # "the Oslo campus will need 20 workers"
    site, deal = memory.pointed(chart.number, agents, False, reach=6), memory.deal
    spent = (
        [deal.object]
        if deal is not None
        and chart.number - deal.sentence <= 4
        and deal.subject in agents
        and isinstance(deal.object, int)
        and known[deal.object].type is EntityType.PLACE
        else []
    )
    if spent and AREA.search(chart.line):
        return spent, True, 0.9
    if site is not None and site.places:
        return site.places[:1], False, 0.9
    return spent, False, 0.85


BARE = sought(
    r"(?P<n>Q) (?:[a-z-]+ ){0,4}?(?:jobs|positions|posts|roles)?(?: [a-z]+)? ?(?:are|is|were|was) (?:also )?(?:expected|foreseen|"
    r"promised|planned|anticipated|projected|forecast)\b"
    r"|\b(?:jobs|employment|work|positions|posts) (?:[a-z]+ ){0,3}?for (?:[a-z]+ ){0,2}?(?P<m>Q)"
)


def expected(chart: Chart, clauses: Clauses, memory: Memory) -> Iterator[Draft]:
    """ "1,000 jobs are expected from the project", "employment for 6,800 people is foreseen"."""
    for m in BARE.finditer(chart.line):
        at = chart.at(m.start("n") if m.group("n") else m.start("m"))
        if not chart.atoms[at].measures(Unit.JOB):
            continue
        site, deal = memory.pointed(chart.number, [], False, reach=3), memory.deal
        agents = site.agents if site is not None else []
        source = re.compile(r" (?:from|by|at) (?:[a-z]+ )?O\b").search(chart.line, m.end())
        if source is not None:
            agents = referents(chart.atoms[chart.at(source.end() - 1)])
        if not agents and deal is not None and chart.number - deal.sentence <= 2 and isinstance(deal.subject, int):
            agents = [deal.subject]
        places, _, less = _places(chart, memory, agents, at, len(chart.atoms))
        for agent in agents:
            for place in places:
                yield draft_of(
                    chart,
                    agent,
                    "createsJobsIn",
                    place,
                    _qualifiers(chart.atoms[at].quantity, "announced"),
                    0.6 * less,
                    "money.jobs",
                )


WORKING = (
    r"(?:work|be employed|be hired|be recruited|be needed|be on site|be on F|be based|have jobs|find work|find jobs|get jobs|be required)"
)
WITH_SITE = (
    # "about 500 people will work on its construction and 100 will be employed there"
    sought(
        rf"(?P<n>Q) (?:[a-z-]+ ){{0,3}}?(?:will|would|are to|should|are expected to|are due to) (?:[a-z]+ )?{WORKING}\b"
        rf"(?:[^.;]{{0,60}}? and (?P<k>[NQ]) (?:[a-z]+ ){{0,2}}?(?:will|would|are to|should) (?:[a-z]+ )?{WORKING}\b)?"
    ),
    # "a campus in Oslo, with 40 jobs"; "which comes with 40 jobs"
    sought(
        r"(?:,|comes?|coming|along|together) with (?:[a-z]+ ){0,3}?(?P<n>Q) (?:[a-z-]+ ){0,5}?(?:jobs|positions|employees|workers|posts)\b"
    ),
    sought(r"(?P<n>Q) (?:[a-z-]+ ){0,2}?(?:workers|people|jobs) (?:are|were) (?:needed|required)\b"),
    sought(r"\b(?:take|takes|taking|taken|took) on (?:[a-z]+ ){0,2}?(?P<n>Q)"),
    sought(r"\bnumber of (?:[a-z-]+ ){0,2}?(?:jobs|positions|employees|workers) (?:[a-z]+ )?at (?:[a-z]+ )?(?P<n>[NQ])"),
    sought(
        r"\b(?:will|would|to) (?:have|need|need|employ|require) (?:an? )?(?:permanent )?(?:staff|workforce|team) of (?:[a-z]+ )?(?P<n>[NQ])"
    ),
    sought(r"(?P<n>Q) (?:[a-z-]+ ){0,4}?(?:jobs|positions) (?:will |would )?(?:come|comes|go|goes|are linked|are tied) (?:with|to)\b"),
)


def with_site(chart: Chart, clauses: Clauses, memory: Memory) -> Iterator[Draft]:
    """ "About 50 people will work there", "a campus in Oslo, with 40 jobs": numbers told beside a site, without a verb of creating."""
    atoms = chart.atoms
    for m in (m for pattern in WITH_SITE for m in pattern.finditer(chart.line)):
        numbers = [chart.at(m.start(g)) for g in ("n", "k") if m.groupdict().get(g)]
        if atoms[numbers[0]].code == "Q" and not atoms[numbers[0]].measures(Unit.JOB):
            continue
        group = next((g for g in clauses.groups if chart.at(m.start()) <= g.head <= chart.at(m.end() - 1)), None)
        if group is not None and group.negated:
            continue
        here = memory.sites[-1] if memory.sites and memory.sites[-1].sentence == chart.number else None
        site = here or memory.pointed(chart.number, [], False, reach=3)
        deal = memory.deal
        agents = list(site.agents) if site is not None else []
        if not agents and deal is not None and chart.number - deal.sentence <= 3 and isinstance(deal.subject, int):
            agents = [deal.subject]
        argument = clauses.subject(group) if group is not None and not agents else None
        if argument is not None and atoms[argument.index].code == "O":
            agents = referents(atoms[argument.index])
        places, _, less = _places(chart, memory, agents, numbers[-1], len(atoms), numbers[0])
        if here is not None and here.places:
            places = here.places[:1]
        for n in numbers:
            q = _qualifiers(atoms[n].quantity, "considered" if group is not None and group.considered else "announced")
            for agent in agents:
                for place in places[:1]:
                    yield draft_of(chart, agent, "createsJobsIn", place, q, 0.7 * less, "money.jobs")
