"""The stage that a verb gives to a facility: as its subject ("the campus will open") or as its object ("is building a campus")."""

from __future__ import annotations

import re

from kg.extract.chart import Chart
from kg.extract.clause import FINITE, Clauses
from kg.extract.facility import Facility
from kg.extract.sites.role import Role, verbs, words
from kg.extract.verbs import VerbGroup

AT_WORK = re.compile(  # "is live", "is partly in use"
    r"(?:now |currently |already |partly |partially |fully |expected |to be |set |due )*(?:operational|live|online|open|in operation"
    r"|in service|in use|ready|up and|complete|completed|available|running|on ?- ?line|on stream|finished)\b"
)
BEING_BUILT = re.compile(
    r"(?:now |currently |already |still |also )*(?:under (?:construction|development|way)|underway|being built|taking shape)\b"
)
GIVEN_UP = re.compile(
    r"(?:now |also |still |currently |effectively |all but )*(?:dead|off|off the table|over|no more|on hold|history|doomed)\b"
    r"(?! (?:track|the coast))"
)
PLANNED = re.compile(
    r"(?:now |currently |also |still )*(?:in the works|planned|proposed|on the way|coming|in the pipeline"
    r"|on (?:the|O|its|their) (?:wish list|drawing board|agenda|cards|horizon|to - do list))\b"
)
AWAY_FROM = re.compile(r"\baway from $")  # "is weeks away from opening its campus"
BOUGHT = re.compile(r"\b(?:acquisition|deal|purchase|transaction|takeover|merger)\b")
BUILDING = re.compile(r"(?:construction|building|work)\b")
NOT_YET = "once|until|before|by the time|as soon as"  # what they open is not there
AS_SOON = re.compile(rf"\b(?:{NOT_YET}) (?:[a-z]+ )?F (?:(?:in|near) L )?$")
ONCE = re.compile(rf"\b(?:when|after|{NOT_YET}) (?:[a-z]+ )?F (?:(?:in|near) L )?$")
STARTS = re.compile(r"(?:operati|service|running|production|up\b)")
GOES = re.compile(r"\b(?:live|online|on ?-? ?line|on ?-? ?stream|into (?:operation|service|use|production))\b")


def as_subject(chart: Chart, clauses: Clauses, verb: VerbGroup, phrase: Facility) -> tuple[str | None, float]:
    """The stage that a verb gives to the facility that is its subject."""
    lemma, tense = verb.lemma, verb.tense
    atoms = chart.atoms
    behind = chart.words(verb.head + 1, min(verb.head + 7, len(atoms)))
    ahead = tense in ("future", "infinitive")
    if verb.passive:
        return _done_to(lemma, tense, behind)
    if lemma in ("close", "shut", "shutter"):
        return "cancels", 0.8
    if lemma == "rise":
        return ("plans" if ahead else "builds" if tense == "progressive" else "operates"), 0.8
    if lemma in ("open", "launch", "go", "come", "start", "begin", "debut", "enter", "follow"):
        if lemma == "follow":
            return ("plans", 0.8) if ahead and re.match(r"(?:[a-z]+ )?(?:in|by|at|near|D)\b", behind) else (None, 0.0)
        if lemma == "come" and ahead | (tense == "progressive") and re.match(r"to (?:the )?L\b", behind):
            return "plans", 0.8
        if lemma == "go" and re.match(r"up\b", behind):
            return ("plans" if ahead else "builds" if tense == "progressive" else "operates"), 0.8
        if lemma in ("go", "come") and not GOES.search(behind):
            return None, 0.0
        if lemma in ("start", "begin") and BUILDING.match(behind):
            return ("plans" if ahead else "builds"), 0.8  # "the campus could soon start construction"
        if (
            lemma in ("start", "begin", "enter")
            and not STARTS.search(behind)
            and not (ahead and re.match(r"(?:in |by |later )?(?:D\b|$)", behind))
        ):
            return None, 0.0
        soon = tense == "present" and ONCE.search(chart.line, 0, chart.offsets[verb.first]) is not None
        return ("plans" if ahead or soon or tense == "progressive" else "operates"), 0.85
    if lemma == "have" and behind.startswith("been "):  # "has been in service since 2025"
        lemma, behind = "be", behind.removeprefix("been ")
    if lemma in ("expand", "grow"):  # what is enlarged stands already
        return (("builds" if tense == "progressive" else "operates"), 0.7) if phrase.own else ("follows", 0.5)
    if lemma == "be":
        if BEING_BUILT.match(behind):
            return ("plans" if ahead else "builds"), 0.85
        if re.match(r"(?:only |about |now |almost )?(?:half|partly|nearly|almost) (?:finished|built|complete|completed|done)\b", behind):
            return ("plans" if ahead else "builds"), 0.8
        if AT_WORK.match(behind):
            if AS_SOON.search(chart.line, 0, chart.offsets[verb.first]):
                return "follows", 0.5  # "once both phases were operational"
            return ("plans" if ahead else "operates"), 0.8
        if GIVEN_UP.match(behind) and (atoms[verb.first - 1].code == "F" or "over" not in behind):
            return "cancels", 0.75
        if PLANNED.match(behind):
            return "plans", 0.8
        if re.match(r"(?:all |both |now |also )*(?:in|at|near) (?:the )?L\b", behind) and phrase.own:
            return ("plans" if ahead else "operates"), 0.75  # "Acme's campuses are in Oslo and Bergen"
        return "follows", 0.5
    return ("follows", 0.5) if lemma in verbs("tell") else (None, 0.0)  # it tells more of a site, not its stage


def _done_to(lemma: str, tense: str, behind: str) -> tuple[str | None, float]:
    """The stage of a facility that something is, was or will be done to."""
    ahead = tense in ("future", "infinitive")
    if lemma in DELAYING:
        return "plans", 0.75
    if lemma == "reject":
        return "plans", 0.6
    if lemma in verbs("cancel") or (lemma == "put" and re.match(r"(?:on (?:hold|ice)|off)\b", behind)):
        return "cancels", 0.85
    if lemma in verbs("construct", "start"):
        if lemma in ("locate", "situate", "place", "base", "site", "house", "spread") and tense in ("past", "present"):
            return "operates", 0.6
        return ("plans" if ahead else "builds" if tense in ("progressive", "present") else "operates"), 0.85
    if lemma in verbs("run"):
        return ("plans" if ahead else "operates"), 0.85
    if lemma in ("approve", "authorize", "clear", "permit") and tense in ("past", "present"):
        return "plans", 0.7
    if lemma in ("expand", "enlarge", "extend", "upgrade", "refurbish", "modernize"):  # what is enlarged stands already
        return ("builds" if tense == "progressive" else "operates"), 0.7
    if lemma == "design" and tense == "present":
        return "follows", 0.7  # "is designed for mission-critical workloads": of one that may long run
    return ("plans", 0.75) if lemma in ("plan", "propose", "announce", "design", "schedule", "slate", "expect", "develop") else (None, 0.0)


DELAYING = frozenset(("delay", "postpone", "defer"))
GIVING_UP = re.compile(
    r"give up (?!to\b)|call (?:[a-zF]+ )?off\b|walk away from\b|back (?:out|away)\b|pull (?:out of|the plug)\b"
    r"|turn (?:its )?back on\b|drop out\b"
)
INTO = frozenset(
    (
        "move",
        "relocate",
        "shift",
        "expand",
        "come",
        "add",
        "convert",
        "turn",
        "transform",
        "withdraw",
        "pull",
        "amount",
        "commit",
        "exit",
        "bring",
    )
)
IN_SERVICE = re.compile(r"\b(?:into (?:operation|service|use)|online|on - ?line|on - ?stream|live)\b")
INVESTED = re.compile(
    r"\b(?:investment|expansion|plan|program|programme|package|commitment|scheme|initiative|announcement) (?:[^.;]{0,60} )?$"
)
WORK_BEFORE = re.compile(r"\b(?:work|works|construction|building work) $")


def words_behind(chart: Chart, verb: VerbGroup) -> list[str]:
    return [a.word for a in chart.atoms[verb.head + 1 : verb.head + 8] if a.code == "w"]


def _project_under_way(chart: Chart, clauses: Clauses, verb: VerbGroup) -> bool:
    """ "is undertaking a $25bn project to build a campus": what is under way is being built."""
    atoms = chart.atoms
    if verb.tense != "infinitive" or not verb.first or atoms[verb.first - 1].word not in ("project", "programme", "program", "effort"):
        return False
    before = next((g for g in reversed(clauses.groups) if g.head < verb.first), None)
    return before is not None and before.tense == "progressive" and before.lemma in ("undertake", "lead", "run", "pursue", "work", "carry")


def _land_for(chart: Chart, verb: VerbGroup, role: Role) -> bool:
    """ "bought 440 acres in Ohio for its planned data centers"."""
    between = chart.words(verb.head + 1, min(verb.head + 26, len(chart.atoms)))
    land = re.match(r"(?:[a-z-]+ |[NQML] ){0,5}?(?:Q|land|site|parcel|parcels|plot|property|acres)\b", between)
    return land is not None and "for" in role.path[:3]


def as_object(
    verb: VerbGroup,
    noun: str | None,
    plan: frozenset[str],
    build: frozenset[str],
    opening: frozenset[str],
    phrase: Facility,
    chart: Chart,
    clauses: Clauses,
    role: Role,
) -> str | None:
    """The stage that a governing verb gives to its object."""
    lemma, tense = verb.lemma, verb.tense
    behind = chart.words(verb.head + 1, min(verb.head + 7, len(chart.atoms)))
    if lemma == "cut" and re.match(r"(?:the |a )?ribbon\b", behind):
        return "operates"
    around = chart.words(max(0, verb.first - 3), min(verb.head + 5, len(chart.atoms)))
    if lemma == "break" and not re.search(r"\b(?:ground|earth)\b", around):
        return None  # "a fire broke out at the campus"
    if lemma in ("expand", "extend", "enlarge", "grow", "boost") and role.preposition == "with" and "new" in phrase.words:
        return "operates" if tense == "past" else "plans"  # "expanding its cloud with new campuses in Ohio"
    known = plan | build | opening | words("nouns", "neutral") | {"developer", "developers"}
    if (
        role.link is not None
        and role.link not in known
        and role.link != chart.atoms[verb.head].word
        and noun is None
        and role.link.isalpha()
    ) and role.link not in ("out", "up", "off", "down", "back", "away", "more", "than", "total"):
        return None
    if lemma == "be" and role.preposition == "with" and re.match(r"(?:now |also )?(?:present|active|represented)\b", behind):
        return "operates"
    if lemma in ("build", "expand") and re.match(r"(?:up)?on\b", behind) and (phrase.existing or phrase.own):
        return "operates"  # "building on its operational sites in Oslo"
    if noun in build and tense in ("past", "present") and {"start", "beginning", "commencement"} & set(role.path):
        return "builds"  # "announced the start of construction of a campus"
    if lemma == "target" and phrase.owner is not None and not phrase.own:
        return None  # "strikes targeted three Acme data centers"
    if GIVING_UP.match(f"{lemma} {behind}"):
        return "cancels"
    if lemma == "be" and (role.preposition == "behind" or role.link in ("developer", "developers")):
        return "follows" if phrase.pointing and not phrase.planned else "plans"  # "is the company behind the project"
    if lemma == "bring" and tense == "progressive":
        return "plans"
    if lemma == "bring" and tense == "present" and IN_SERVICE.search(chart.words(verb.head + 1, min(verb.head + 16, len(chart.atoms)))):
        return "operates"  # "in June Acme brings its campus in Oslo on line"
    if lemma == "be":
        there = verb.first and chart.atoms[verb.first - 1].word == "there"
        return "plans" if there and tense == "future" else None
    if lemma in ("expand", "extend", "enlarge", "upgrade", "double", "triple") and phrase.own:
        return "builds" if tense == "progressive" else "operates"
    if role.preposition in ("to", "from", "by") and lemma not in INTO:
        return None  # "will deliver 400 MW to data centers in Ohio"
    if role.preposition in ("at", "in", "near", "on") and lemma in verbs("run") and not phrase.one:
        return None  # "has space in a data center in Ohio", "offers services at its data centers"
    if verb.passive and role.preposition in ("on", "at", "in", "near", "within", "inside", "of"):
        return None  # "are located on a campus in Ohio"
    if lemma == "include" and INVESTED.search(chart.line, 0, chart.offsets[verb.first]) and not phrase.pointing and not phrase.existing:
        return "plans"  # "the investment includes a new campus in Ohio"
    if lemma == "add" and role.preposition == "to" and phrase.own:
        return "builds" if tense == "progressive" else "plans" if tense in ("future", "infinitive") else "operates"
    if lemma == "add" and noun is None and BOUGHT.search(chart.line, 0, chart.offsets[verb.first]):
        return "operates"  # "with this acquisition, Acme adds five data centers in Oslo"
    if lemma == "add" and phrase.pointing and "to" in words_behind(chart, verb):
        return None  # "has added the Ohio campus to its website"
    if lemma == "put" and re.match(r".{0,60}\bon (?:hold|ice)\b", chart.words(verb.head + 1, len(chart.atoms))):
        return "cancels"
    if lemma == "put" and re.match(r"in\b", behind) and noun in plan:
        return "plans"  # "has put in an application for a campus"
    if lemma in DELAYING and not phrase.existing:
        return "plans"
    if lemma == "push" and (noun in opening or noun in build):
        return "plans"
    if lemma in ("turn", "switch", "flip") and re.match(r"(?:on|the switch on|a switch on)\b", behind):
        return "plans" if tense in ("future", "infinitive") else "operates"
    if lemma in ("turn", "convert", "transform"):
        if "into" not in role.path[:4]:
            return None
        return "builds" if tense == "progressive" else "operates" if tense == "past" else "plans"
    if lemma in ("move", "relocate", "shift"):
        moved = phrase.kind == "Office" and re.match(r".{0,60}\bto (?:the )?L\b", chart.words(verb.head + 1, len(chart.atoms)))
        return ("operates" if tense == "past" else "plans") if moved else None
    if lemma in ("enter", "follow") and "with" in role.path[:4]:
        return "plans" if tense in ("future", "infinitive", "progressive") else "operates"
    if lemma in ("start", "begin") and role.preposition == "on" and noun is None:  # "Acme starts on its Oslo facility"
        return "plans" if tense in ("future", "infinitive") else "builds"
    if lemma in ("start", "begin", "continue", "commence", "resume") and WORK_BEFORE.search(chart.line, 0, chart.offsets[verb.first]):
        return "plans" if tense in ("future", "infinitive") else "builds"  # "work has started on the campus"
    if _project_under_way(chart, clauses, verb):
        return "builds"
    if noun is None and lemma in ("acquire", "buy", "purchase") and _land_for(chart, verb, role):
        return "plans"
    future = tense in ("future", "infinitive") or AWAY_FROM.search(chart.line, 0, chart.offsets[verb.head]) is not None or (
        tense == "gerund" and verb.preposition in ("for", "of", "before", "without", "about", "in", "into", "to", "towards", "toward")
    )
    if lemma in verbs("cancel") and not (
        lemma in ("leave", "close", "block", "drop", "pull") and noun is None and not phrase.pointing and lemma != "close"
    ):
        if lemma == "close" and noun is not None:
            return "plans" if noun in plan else None
        return "cancels"
    if lemma == "break" and "ground" in [*role.nouns, chart.atoms[verb.head + 1].word if verb.head + 1 < len(chart.atoms) else ""]:
        return "plans" if future else "builds"
    if noun in plan and lemma not in verbs("run", "construct") and lemma not in ("acquire", "buy", "purchase"):
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
            "lay",
            "turn",
            "hold",
        )
    ):
        if lemma in ("complete", "finish") and not future:
            return "operates"
        return "plans" if future or lemma in ("announce", "plan", "unveil") else "builds"
    if noun in opening:
        return "plans" if future or tense == "progressive" or lemma == "plan" else "operates"
    if lemma in verbs("announce") and role.link in ("investment", "commitment", "spending") and not (phrase.pointing or phrase.own):
        return "plans"  # "announced a $3bn investment for a campus in Nevada"
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
        if tense == "participle":  # "will invest $40 billion, adding three campuses"
            main = next((g for g in reversed(clauses.groups) if g.head < verb.first and g.tense in FINITE and g.head != verb.head), None)
            return "plans" if main is not None and main.tense == "future" else "builds"
        if tense == "progressive":
            return "builds"
        if tense == "gerund":
            if verb.preposition == "by":  # "has grown by adding", "will grow by adding"
                before = next((g for g in reversed(clauses.groups) if g.head < verb.first), None)
                return {"past": "operates", "future": "plans"}.get(before.tense if before is not None else "", "builds")
            return "builds" if verb.preposition in ("while", "with") else "operates"
        if tense == "present":
            return "builds"
        return "operates"
    if lemma in verbs("start"):
        if tense == "progressive" and lemma in ("complete", "finish"):
            return "builds"
        if future or tense == "progressive":
            return "plans"
        if lemma == "unveil" and (phrase.planned or phrase.words & {"project", "projects"}):
            return "plans"
        return "operates"
    if lemma in verbs("run"):
        if lemma == "own" and tense == "future" and phrase.count is not None:
            return "operates"  # what a company will own once a deal is done
        if (
            lemma == "have"
            and tense == "future"
            and phrase.count is not None
            and re.search(r"\b(?:deal|acquisition|transaction|purchase|merger|takeover)\b", chart.line)
        ):
            return "operates"  # "with the deal, Acme will have 16 data centers"
        if lemma == "own" and tense == "future" and phrase.pointing:
            return None  # what a venture will own is there already, or told elsewhere
        if lemma == "have" and phrase.plural and phrase.words & {"facilities", "campuses", "sites"}:
            return "plans" if future else "operates"
        if (
            lemma in ("include", "span", "comprise", "count", "offer", "house", "host", "control", "manage", "maintain", "occupy", "have")
            and phrase.kind is None
            and not (phrase.pointing or phrase.count or phrase.one or phrase.power)
        ):
            return None
        return "plans" if future else "operates"
    return None
