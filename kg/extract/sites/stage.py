"""What is told of a facility: planned, building, operating, cancelled, by the verb, the noun or the owner that it stands with."""

from __future__ import annotations

import re

from kg.extract.chart import Chart
from kg.extract.clause import Clauses
from kg.extract.draft import of_type, referents
from kg.extract.facility import Facility
from kg.extract.memory import Memory
from kg.extract.sites.agents import agents_of_site
from kg.extract.sites.role import Role, verbs, words
from kg.extract.verbs import VerbGroup
from kg.model import EntityType


def verdict(
    chart: Chart, clauses: Clauses, memory: Memory, f: int, phrase: Facility, role: Role
) -> tuple[str, list[int], float, bool] | None:
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
        if verb.lemma in verbs("cancel") or (
            verb.lemma in ("consider", "pursue", "proceed", "build", "develop", "plan")
            and any(w in ("longer",) for w in _around(chart, verb))
        ):
            stage = "cancels" if verb.lemma not in verbs("cancel") else None
        if stage is None:
            return None
    elif verb is not None and role.is_subject:
        stage, sure = as_subject(chart, clauses, verb, phrase)
    elif verb is not None:
        stage = _as_object(verb, noun, plan, build, opening, phrase, chart, role)
        if stage is None and verb.lemma in ("say", "be"):
            stage = None
    if stage is None and noun in plan and role.owner is not None and "no" not in role.path:
        stage, sure = "plans", 0.75
    if stage is None and noun in build and role.owner is not None:
        stage, sure = "builds", 0.6
    agents = [a for a in agents_of_site(chart, clauses, memory, f, phrase, role) if not public_body(chart.reading.referents[a].label)]
    if stage is None and phrase.owner is not None and (phrase.kind is not None or phrase.places):
        owned = phrase.owner_possessive or phrase.owner.score > 0.6
        if owned and (verb is None or verb.lemma not in verbs("announce") | verbs("construct")):
            stage = "plans" if phrase.planned else "operates"
            agents = [
                a
                for a in of_type(chart, phrase.owner.members, EntityType.ORGANIZATION)
                if not public_body(chart.reading.referents[a].label)
            ]
            sure = 0.6 if phrase.owner_possessive else 0.5
    if stage is None and verb is not None and verb.lemma in ("invest", "spend", "pour", "pump", "commit", "pledge", "put"):
        new = not phrase.pointing and not phrase.own and verb.tense in ("future", "infinitive", "present")
        return ("plans", agents, 0.75, considered) if new and agents else None
    if stage is None and verb is not None and verb.lemma in ("acquire", "buy"):
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
        return (
            "plans"
            if future or group.lemma in ("delay", "postpone")
            else "operates"
            if group.lemma in ("take", "follow", "mark", "bring", "come", "be")
            else None
        )
    if group.lemma in ("begin", "start", "commence", "continue", "progress", "proceed", "resume", "kick", "get", "advance") or re.match(
        r"(?:now |already |well )?(?:under ?way|ongoing|in progress|on track|on schedule)", after
    ):
        return "plans" if future else "builds"
    if group.lemma in ("complete", "finish", "end", "conclude", "wrap"):
        return "plans" if future else "operates"
    return "plans" if future else None


def public_body(name: str) -> bool:
    """Whether an organisation is a government body: it builds no data centre of somebody else."""
    return bool(PUBLIC.search(name))


PUBLIC = re.compile(
    r"^(?:the )?(?:city|county|town|village|state|government|ministry|department|board|office|port|province) of\b|\b(?:council|commission|authority|ministry|department|government|commissioners|administration|chamber of commerce|parliament|senate|legislature|agency)\b",
    re.I,
)


def as_subject(chart: Chart, clauses: Clauses, verb: VerbGroup, phrase: Facility) -> tuple[str | None, float]:
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
        stage = {"future": "plans", "infinitive": "plans", "progressive": "builds", "past": "operates", "present": "builds"}.get(
            tense, "operates"
        )
        return stage, 0.85
    if verb.passive and lemma in verbs("run"):
        return ("plans" if tense in ("future", "infinitive") else "operates"), 0.85
    if verb.passive and lemma in ("plan", "propose", "announce", "design", "schedule", "slate", "expect", "develop"):
        return "plans", 0.75
    if not verb.passive and lemma in ("open", "launch", "go", "come", "start", "begin", "debut", "enter"):
        if (
            lemma == "come"
            and re.match(r"to (?:the )?L\b", chart.words(verb.head + 1, min(verb.head + 4, len(atoms))))
            and tense in ("future", "progressive")
        ):
            return "plans", 0.8
        if lemma == "go" and re.match(r"up\b", after):
            return ("plans" if tense in ("future", "infinitive") else "builds" if tense == "progressive" else "operates"), 0.8
        if lemma in ("go", "come") and not re.search(r"\b(?:live|online|on ?-? ?line|on ?-? ?stream|into)\b", after):
            return None, 0.0
        if lemma in ("start", "begin", "enter") and not re.search(r"operati|service|running|production", after):
            return None, 0.0
        return ("plans" if tense in ("future", "infinitive") else "operates" if tense in ("past", "present") else "plans"), 0.85
    if lemma == "be":
        if re.search(r"^(?:now |currently |already |still )?(?:under|being built|in the works)", after):
            return ("builds" if "under" in after else "plans"), 0.85
        if re.search(
            r"^(?:now |currently |already |fully |expected )*(?:operational|live|online|open|in operation|in service|ready|up and|complete|completed|available|running|on ?- ?line|on stream)",
            after,
        ):
            return ("plans" if tense in ("future", "infinitive") else "operates"), 0.8
        return "follows", 0.5
    if lemma in (
        "serve",
        "provide",
        "offer",
        "support",
        "span",
        "cover",
        "have",
        "create",
        "feature",
        "include",
        "house",
        "cost",
        "employ",
        "use",
        "reach",
        "comprise",
        "consist",
        "take",
    ):
        return "follows", 0.5  # it tells more of a site, not its stage
    return None, 0.0


def _as_object(
    verb: VerbGroup,
    noun: str | None,
    plan: frozenset[str],
    build: frozenset[str],
    opening: frozenset[str],
    phrase: Facility,
    chart: Chart,
    role: Role,
) -> str | None:
    """The stage that a governing verb gives to its object."""
    lemma, tense = verb.lemma, verb.tense
    known = plan | build | opening | words("nouns", "neutral")
    if (
        role.link is not None
        and role.link not in known
        and role.link != chart.atoms[verb.head].word
        and noun is None
        and role.link.isalpha()
    ) and role.link not in ("out", "up", "off", "down", "back", "away", "more", "than", "total"):
        return None
    if lemma == "be":
        there = verb.first and chart.atoms[verb.first - 1].word == "there"
        return "plans" if there and tense == "future" else None
    if lemma in ("expand", "extend", "enlarge", "upgrade", "double", "triple") and phrase.own:
        return "builds" if tense == "progressive" else "operates"
    future = tense in ("future", "infinitive") or (
        tense == "gerund" and verb.preposition in ("for", "of", "before", "without", "about", "in", "to", "towards", "toward")
    )
    if lemma in verbs("cancel") and not (
        lemma in ("leave", "close", "block", "drop", "pull") and noun is None and not phrase.pointing and lemma != "close"
    ):
        if lemma == "close" and noun is not None:
            return "plans" if noun in plan else None
        return "cancels"
    if lemma == "break" and "ground" in [*role.nouns, chart.atoms[verb.head + 1].word if verb.head + 1 < len(chart.atoms) else ""]:
        return "plans" if future else "builds"
    if noun in plan and lemma not in verbs("run") | verbs("construct") | {"acquire", "buy", "purchase"}:
        return "plans"
    if noun in plan and lemma in ("have", "develop", "include", "own", "create"):
        return "plans" if noun not in ("land", "site") else None
    if noun in plan and lemma in ("acquire", "buy", "purchase"):
        return "plans" if noun in ("land", "site") else None
    if noun in build and (
        lemma
        in (
            "begin",
            "start",
            "continue",
            "commence",
            "resume",
            "kick",
            "undertake",
            "break",
            "announce",
            "complete",
            "finish",
            "plan",
            "have",
            "do",
            "advance",
            "progress",
            "launch",
            "unveil",
        )
    ):
        if lemma in ("complete", "finish") and not future:
            return "operates"
        return "plans" if future or lemma in ("announce", "plan", "unveil") else "builds"
    if noun in opening:
        return "plans" if future or tense == "progressive" or lemma == "plan" else "operates"
    if lemma in verbs("announce"):
        if lemma in ("begin", "follow", "need", "confirm", "market", "expect", "schedule", "reveal") and lemma not in (
            "reveal",
            "announce",
            "confirm",
        ):
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
        if (
            lemma == "have"
            and tense == "future"
            and phrase.count is not None
            and re.search(r"\b(?:deal|acquisition|transaction|purchase|merger|takeover)\b", chart.line)
        ):
            return "operates"  # "with the deal, Acme will have 16 data centers"
        if lemma == "have" and phrase.plural and phrase.words & {"facilities", "campuses", "sites"}:
            return "plans" if future else "operates"
        if (
            lemma in ("include", "span", "comprise", "count", "offer", "house", "host", "control", "manage", "maintain", "occupy", "have")
            and phrase.kind is None
            and not (phrase.pointing or phrase.count or phrase.one)
        ):
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
