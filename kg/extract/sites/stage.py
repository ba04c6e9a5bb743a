"""What is told of a facility: planned, building, operating, cancelled, by the verb, the noun or the owner that it stands with."""

from __future__ import annotations

import re

from kg.extract.anchors import sought
from kg.extract.chart import Chart
from kg.extract.clause import Clauses
from kg.extract.draft import of_type, referents
from kg.extract.facility import Facility, phrase_of
from kg.extract.memory import Memory
from kg.extract.sites.agents import agents_of_site
from kg.extract.sites.role import Role, verbs, words
from kg.extract.sites.verb_stages import as_object, as_subject
from kg.extract.verb_forms import lexicon
from kg.extract.verbs import VerbGroup
from kg.model import EntityType

PROJECTS = frozenset(("project", "projects", "proposal"))  # what is called so stands not yet
OWNED = 0.6  # how sure "Acme's campus" alone makes that Acme runs it


def verdict(
    chart: Chart, clauses: Clauses, memory: Memory, f: int, phrase: Facility, role: Role
) -> tuple[str, list[int], float, bool] | None:
    """Stage, agents (none where the sentence names nobody), certainty, and whether it is only considered; None where nothing is stated."""
    verb = role.verb
    plan, build, opening = (words("nouns", n) for n in ("plan", "build", "open"))
    if "as" in role.path[:4] and phrase.words & words("words", "considered"):
        return None  # "as a potential data center site"
    if "no" in phrase.words and phrase.owner is not None:  # "There will be no Acme data centre in Athenry after all"
        return "cancels", of_type(chart, phrase.owner.members, EntityType.ORGANIZATION), 0.75, False
    if is_complement(chart, clauses, f, phrase):
        return None
    an_office = phrase.kind == "Office" and chart.atoms[f].word.startswith("office")
    if an_office and role.preposition == "with" and not phrase.words & {"new", "planned"}:
        agents = agents_of_site(chart, clauses, memory, f, phrase, role)
        return ("operates", agents, 0.8, False) if agents else None  # "will launch in Oslo, with offices in Bergen"
    of_another = _of_another(chart, clauses, phrase, role)
    if of_another:
        return "operates", of_another, OWNED, False
    noun = next((n for n in role.nouns if n in plan | build | opening), None)
    considered = bool(phrase.words & words("words", "considered")) or (
        verb is not None and (verb.considered or (verb.lemma in verbs("weigh") and verb.tense != "past"))
    )
    stage: str | None = None
    sure = 0.9
    if (verb is None or role.is_subject) and role.link in build | opening:
        stage = _work_goes_on(chart, clauses, f, role.link in build)
    if stage is None:
        stage = _noun_is_told(chart, clauses, f, role)
    if stage is not None:
        sure = 0.85
    elif verb is not None and (verb.negated or role.noun_negated):
        if verb.lemma in verbs("cancel") or (
            verb.lemma in ("consider", "pursue", "proceed", "build", "develop", "plan")
            and any(w in ("longer",) for w in _around(chart, verb))
        ):
            stage = "cancels" if verb.lemma not in verbs("cancel") else None
        if verb.lemma in verbs("construct", "start") and verb.tense == "future" and _after_all(chart, phrase):
            stage = "cancels"
        if verb.passive and role.is_subject and verb.lemma in ("build", "construct", "erect") and verb.tense == "future":
            stage = "cancels" if phrase.own or phrase.pointing or phrase.owner is not None else None  # "Acme's campus will not be built"
        if stage is None:
            return None
    elif verb is not None and not role.is_subject and _given_up(chart, clauses, verb):
        stage = "cancels"
    elif verb is not None and role.is_subject:
        stage, sure = as_subject(chart, clauses, verb, phrase)
        if stage == "follows" and phrase.owner_possessive and phrase.owner is not None and not phrase.owner.reference:
            stage, sure = ("plans" if verb.tense == "future" else "operates"), 0.6  # "Acme's new campus in Ohio will span"
        elif stage == "follows" and verb.tense in ("present", "past") and _names_its_own(phrase, memory):
            stage, sure = "operates", 0.6  # "The Acme data center in Oslo employs 50 people", of which nothing was told before
        elif stage == "follows" and phrase.planned and phrase.owner is not None and phrase.kind is not None:
            stage, sure = "plans", 0.75  # "the proposed Acme data center would use"
    elif verb is not None:
        stage = as_object(verb, noun, plan, build, opening, phrase, chart, clauses, role)
        if stage is None and verb.lemma in ("say", "be"):
            stage = None
    if stage == "operates" and (later := BEHIND.match(chart.line, chart.offsets[f])):
        stage = (
            "builds" if BUILT.search(later.group()) else "plans"
        )  # "has two data centers under construction"
    if stage == "follows" and phrase.own and not phrase.planned and phrase.places == ():
        stage, sure = "owned", 0.6
    if stage is None and noun in plan and role.owner is not None and "no" not in role.path:
        stage, sure = "plans", 0.75
    if stage is None and noun in build and role.owner is not None:
        stage, sure = "builds", 0.6
    agents = [a for a in agents_of_site(chart, clauses, memory, f, phrase, role) if not public_body(chart.reading.referents[a].label)]
    if (
        verb is not None
        and verb.lemma in ("build", "construct", "erect")
        and phrase.pointing
        and phrase.owner is None
        and not role.is_subject
    ):
        site = memory.pointed(chart.number, [], phrase.plural)
        if site is not None and site.agents and agents and not set(agents) & set(site.agents):
            stage, agents = "follows", site.agents  # "Bolt will build the facility, which is to open in 2027": a contractor
    building = verb is not None and verb.lemma in ("build", "construct", "erect", "develop", "design") and not role.is_subject
    hired = verb is not None and building and HIRED_TO.search(chart.line, 0, chart.offsets[verb.head]) is not None
    if hired and phrase.owner is not None and phrase.owner_possessive and agents:
        owners = [a for a in referents(phrase.owner) if not public_body(chart.reading.referents[a].label)]
        if owners and not set(owners) & set(agents):
            agents = owners  # "Bolt has been hired to build Acme's campus": a contractor
    developer = DEVELOPER.search(chart.line, 0, chart.offsets[f] + 1)
    if developer is not None and stage is None:  # "Acme, the developer of a data center in Ohio"
        agents = of_type(chart, chart.atoms[chart.at(developer.start())].members, EntityType.ORGANIZATION)
        return ("follows" if phrase.pointing and not phrase.planned else "plans"), agents, 0.75, False
    if stage == "builds" and noun in BUILD_OUTS and ((verb is not None and verb.lemma == "continue") or CONTINUED & set(role.path)):
        stage = "operates"  # "the continued buildout of its campus": what goes on stands
    if stage is None and phrase.owner is not None and role.link in plan and not role.noun_negated:
        stage, sure = "plans", 0.7  # "Plans for an Acme data center have been approved"
    if stage is None and phrase.owner is not None and (phrase.kind is not None or phrase.places):
        owned = phrase.owner_possessive or phrase.owner.score > 0.6
        if NOT_THERE.match(chart.line, chart.offsets[f]):
            return None
        if owned and (verb is None or verb.lemma not in verbs("announce") | verbs("construct")):
            coming = role.is_subject and verb is not None and verb.tense == "future" and (phrase.ordinal or "new" in phrase.words)
            stage = "plans" if phrase.planned or coming or phrase.words & PROJECTS else "operates"
            agents = [
                a
                for a in of_type(chart, phrase.owner.members, EntityType.ORGANIZATION)
                if not public_body(chart.reading.referents[a].label)
            ]
            sure = OWNED if phrase.owner_possessive else OWNED - 0.1
    if stage is None and verb is not None and verb.lemma in ("invest", "spend", "pour", "pump", "commit", "pledge", "put"):
        coming = verb.tense in ("future", "infinitive", "present") or (verb.tense == "progressive" and "new" in phrase.words)
        new = not phrase.pointing and not phrase.own and coming
        return ("plans", agents, 0.75, considered) if new and agents else None
    if stage is None and verb is not None and verb.lemma in ("acquire", "buy"):
        return None
    if stage is None:
        stage, agents, sure = _with_sites(chart, f, role)
    if stage is None:
        return None
    if stage == "owned":  # "Acme's data center in Chicago is full": it stands, where its place is told right behind it
        stage = "operates" if OWN_PLACE.match(chart.line, chart.offsets[f]) else "follows"
    if stage == "operates" and sure <= OWNED and (later := BEHIND.match(chart.line, chart.offsets[f])):
        stage = "builds" if BUILT.search(later.group()) else "plans"  # "its Ohio data center, which is still being built"
    if phrase.planned and stage == "operates":
        stage = "plans"
    if phrase.existing and stage == "plans" and role.is_subject and role.verb is not None and role.verb.passive:
        stage = "operates"  # "Existing data centers in Oslo will be enlarged"
    return stage, agents, sure, considered and stage != "cancels"


USING = frozenset(("select", "choose", "pick", "tap", "deploy", "use", "install", "host", "run", "place", "move", "put"))


def _of_another(chart: Chart, clauses: Clauses, phrase: Facility, role: Role) -> list[int]:
    """Whose facility somebody else only uses: "Bolt has selected Acme's data center in Oslo for its platform"."""
    verb, owner = role.verb, phrase.owner
    if verb is None or role.is_subject or verb.lemma not in USING or owner is None or owner.reference or not phrase.owner_possessive:
        return []
    owners = of_type(chart, owner.members, EntityType.ORGANIZATION)
    user = clauses.subject(verb)
    users = set(of_type(chart, chart.atoms[user.index].members, EntityType.ORGANIZATION)) if user is not None else set()
    return owners if users and users.isdisjoint(owners) else []


BUILD_OUTS = frozenset(("buildout", "build-out", "expansion"))
CONTINUED = frozenset(("continued", "continuing", "ongoing", "further"))
NOT_THERE = re.compile(r"F (?:of O )?(?:is|are|was|were) (?:not|never)\b")
BEHIND = re.compile(
    r"F (?:(?:in|near|at) L )?(?:, )?(?:(?:which|that) (?:is|are) )?(?:now |currently |already |still )?"
    r"(?:under construction|being built|under development|in development|in the works|in the pipeline|on the drawing board|lined up"
    r"|(?:is |are )?(?:nearing|approaching|close to|near) (?:its |O )?completion)\b"
)
BUILT = re.compile(r"construction|built|under development|completion")
OWN_PLACE = re.compile(r"F (?:[a-z]+ )?(?:in|at|near|outside) (?:the |downtown )?L\b")
DEVELOPER = sought(
    r"\bO , (?:the |a )?(?:[a-z-]+ ){0,3}(?:developers?|company|firm|builder) "
    r"(?:of|behind|planning|proposing|developing|building) F$"
)
WORK = frozenset(["construction", "work", "building", "groundwork", "groundbreaking"])


def is_complement(chart: Chart, clauses: Clauses, f: int, phrase: Facility) -> bool:
    """ "A campus that will be the first U.S. data center with its own plant": no site beside the one told."""
    being = clauses.at_head.get(f - 1) if phrase.ordinal else None
    return being is not None and being.lemma == "be" and (being.first == 0 or chart.atoms[being.first - 1].word != "there")


def _noun_is_told(chart: Chart, clauses: Clauses, f: int, role: Role) -> str | None:
    """ "Construction is under way on F", "Acme's proposal for F was withdrawn": a noun is the subject, the facility hangs on it."""
    atoms, verb = chart.atoms, role.verb
    if verb is not None and not role.is_subject and not verb.negated and verb.first and atoms[verb.first - 1].word in WORK:
        if verb.lemma in ("be", "begin", "start", "commence", "continue", "resume", "get", "proceed", "progress"):
            return "plans" if verb.tense in ("future", "infinitive") else "builds"
        if verb.lemma in ("finish", "complete", "end", "wrap"):
            return "plans" if verb.tense in ("future", "infinitive") else "operates"
    if role.link in words("nouns", "plan") and (verb is None or role.is_subject or verb.lemma in ("say", "announce", "report")):
        group = next((g for g in clauses.groups if g.head > f), None)
        if (
            group is not None
            and group.passive
            and group.lemma in verbs("cancel")
            and not group.negated
            and group.lemma not in ("reject", "block")
        ):
            return "cancels"
    return None


def _after_all(chart: Chart, phrase: Facility) -> bool:
    """ "will not build its data centre after all": a known plan that is given up, not one that never was."""
    return (phrase.own or phrase.pointing or phrase.owner is not None) and bool(re.search(r" after all\b| no longer ", chart.line))


def _given_up(chart: Chart, clauses: Clauses, verb: VerbGroup) -> bool:
    """ "has suspended its plan to build": the verb that governs the plan gives it up."""
    plan = words("nouns", "plan") | {"effort", "efforts", "scheme", "idea", "project", "ambition", "ambitions"}
    for group in clauses.groups:
        if group.lemma in verbs("cancel") and not group.negated and 0 < verb.head - group.head <= 9:
            between = chart.atoms[group.head + 1 : verb.head]
            return any(a.word in plan for a in between) and between[-1].word == "to"
    return False


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
        return (
            "plans"
            if future or group.lemma in ("delay", "postpone")
            else "operates"
            if group.lemma in ("take", "follow", "bring", "come", "be")
            else None
        )
    if group.lemma in ("begin", "start", "commence", "continue", "progress", "proceed", "resume", "kick", "get", "advance") or re.match(
        r"(?:now |already |well |still )?(?:under ?way|ongoing|in progress|on track|on schedule)", after
    ):
        return "plans" if future else "builds"
    if group.lemma in ("complete", "finish", "end", "conclude", "wrap"):
        return "plans" if future else "operates"
    return "plans" if future or (group.lemma == "be" and re.match(r"(?:due|set|scheduled|expected|to)\b", after)) else None


FINISHED = re.compile(r"\b(?:complet|open|ready|online|operational|finish|deliver|live)")


def starts_work(chart: Chart, f: int, role: Role) -> bool:
    """Whether the time told is that of a start of construction: "broke ground", "construction of the campus will begin"."""
    if role.verb is None or FINISHED.search(chart.line, chart.offsets[f]):
        return False
    if role.verb.lemma == "break":
        return "ground" in chart.words(role.verb.head, min(role.verb.head + 3, len(chart.atoms)))
    return (role.link in words("nouns", "build") or bool({"construction", "work"} & set(role.nouns))) and role.verb.lemma in (
        "begin",
        "start",
        "commence",
        "kick",
    )


def _names_its_own(phrase: Facility, memory: Memory) -> bool:
    """Whether a phrase names the owner of a site that stands, and the text has told of no site of this owner."""
    owner = phrase.owner
    if owner is None or owner.reference or phrase.kind is None or phrase.planned or not phrase.pointing:
        return False
    return not any(set(referents(owner)) & set(site.agents) for site in memory.sites)


def public_body(name: str) -> bool:
    """Whether an organisation is a government body: it builds no data centre of somebody else."""
    return bool(PUBLIC.search(name))


HIRED_TO = re.compile(
    r"\b(?:hire[sd]?|contract(?:ed|s)|appoint(?:ed|s)|commission(?:ed|s)|engaged?"
    r"|enlist(?:ed|s)) (?:the )?(?:[a-z]+ ){0,2}(?:O )?to (?:[a-z]+ )?$"
)
PUBLIC = re.compile(
    r"^(?:the )?(?:city|county|town|village|state|government|ministry|department|board|office|port|province) of\b"
    r"|\b(?:council|commission|authority|ministry|department|government|commissioners|administration|chamber of commerce|parliament|senate"
    r"|legislature|agency"
    r"|(?:economic|industrial|urban|community|regional|area|county|city|town|housing) development (?:corporation|corp\b)"
    r"|development (?:partnership|alliance|board)|university)\b",
    re.I,
)


OPENING = re.compile(r"(?:along with|together with|with|in addition to|besides) F")


def _next_subject(chart: Chart, f: int) -> list[int]:
    """ "With data centers in Oslo, Acme has …": the organisation behind the comma."""
    atoms = chart.atoms
    last = next(
        (
            i
            for i in range(f + 1, len(atoms) - 1)
            if atoms[i].code == "O" and atoms[i - 1].word == "," and atoms[i + 1].code == "w" and atoms[i + 1].word not in (",", "'s")
        ),
        None,
    )
    return [last] if last is not None else []


def _with_sites(chart: Chart, f: int, role: Role) -> tuple[str | None, list[int], float]:
    """ "Acme, with data centers in Ohio"; "Acme has offices in Oslo and data centers in Bergen"."""
    atoms = chart.atoms
    opening = OPENING.match(chart.line)
    if opening is not None and chart.at(opening.end() - 1) == f and phrase_of(atoms[f]).plural:
        return "operates", [r for i in _next_subject(chart, f) for r in of_type(chart, atoms[i].members, EntityType.ORGANIZATION)], 0.75
    for i in range(f - 1, max(-1, f - 5), -1):
        if atoms[i].code == "w" and atoms[i].word == "with":
            for j in range(i - 1, max(-1, i - 4), -1):
                if atoms[j].code == "O" and not any(a.word in lexicon() for a in atoms[j + 1 : i] if a.code == "w"):
                    told = BEHIND.match(chart.line, chart.offsets[f])  # "with cloud regions under construction in"
                    stage = "operates" if told is None else "builds" if BUILT.search(told.group()) else "plans"
                    return stage, referents(atoms[j]), 0.6
            break
    return None, [], 0.0


DETAILS = {
    "file": "filed",
    "submit": "filed",
    "apply": "filed",
    "approve": "approved",
    "clear": "approved",
    "pause": "paused",
    "halt": "paused",
    "suspend": "paused",
    "freeze": "paused",
    "withdraw": "withdrawn",
    "pull": "withdrawn",
    "reject": "rejected",
    "close": "closed",
    "shut": "closed",
    "shutter": "closed",
    "decommission": "closed",
}


def stage_detail(role: Role, stage: str) -> str | None:
    """The finer stage: filed, approved, paused, withdrawn, rejected, closed."""
    lemma = role.verb.lemma if role.verb is not None else ""
    if stage == "cancels" and DETAILS.get(lemma) in ("paused", "withdrawn", "rejected", "closed"):
        return DETAILS[lemma]
    if stage == "plans" and DETAILS.get(lemma) in ("filed", "approved", "rejected"):
        return DETAILS[lemma]
    if (
        stage == "plans"
        and {"approval", "permission", "permit", "permits"} & set(role.nouns)
        and lemma in ("win", "receive", "get", "secure", "obtain", "gain", "grant", "have")
    ):
        return "approved"
    if stage == "plans" and {"application", "applications"} & set(role.nouns):
        return "filed"
    return None


def stage_of(predicate: str) -> str:
    return re.split(r"(?=[A-Z])", predicate, maxsplit=1)[0]
