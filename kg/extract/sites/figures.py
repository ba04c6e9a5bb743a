"""Sum, power, land and date of a facility: only what is told of the facility itself."""

from __future__ import annotations

import re

from kg.extract.chart import Chart
from kg.extract.clause import BREAKS, QUOTES, Clauses
from kg.extract.draft import Qualifiers, date_of, measure_qualifiers, money_qualifiers, past, power_qualifiers
from kg.extract.facility import Facility, phrase_of
from kg.extract.sites.places import clause_stop
from kg.extract.sites.role import NAMING, Role, verbs, words
from kg.extract.verbs import VerbGroup
from kg.model import Money, Quantity, Unit, When

OPENING = frozenset(["open", "complete", "launch", "go", "come", "finish", "schedule", "expect", "slate", "be", "deliver", "start"])
STARTING = frozenset(["follow", "enter", "go", "come", "be", "enter", "begin", "start"])
DESCRIBING = NAMING | {"locate", "situate", "base", "own", "design", "power", "cool", "back"}  # they part no clause
COSTING = frozenset(["worth", "costing", "valued", "cost", "costs", "priced", "budgeted"])
REGION_CODE = re.compile(
    r"\b(?:af|ap|ca|cn|eu|il|me|mx|sa|us|asia|europe|northamerica|southamerica|australia|africa)-(?:gov-)?(?:[a-z]+-?)+\d\b"
)


COST_BEFORE = re.compile(r"\bM (?:[a-z-]+ ){0,2}(?:project|development|plan|scheme|proposal) (?:to [a-z]+|for|of) F$")


def figures(chart: Chart, clauses: Clauses, f: int, phrase: Facility, role: Role, stage: str) -> Qualifiers:
    """Sum, power, land, date of the site: only what is told of the facility itself."""
    atoms = chart.atoms
    q: Qualifiers = measure_qualifiers(phrase.measures)
    money, power = phrase.money, phrase.power
    told = COST_BEFORE.search(chart.line, 0, chart.offsets[f] + 1)
    if told is not None and money is None and not phrase.plural:  # "a $25bn project to build a campus"
        money = atoms[chart.at(told.start())].money
    if role.link in ("capacity", "cost", "size", "value", "total", "number", "budget"):
        return q  # "raise the capacity of the project to 7 GW": a figure of the whole
    stop = clause_stop(clauses, f, role)
    path: list[str] = []
    allowed_power, allowed_cost = words("prepositions", "power"), words("prepositions", "cost")
    for j in range(f + 1, min(len(atoms), f + 30)):
        a = atoms[j]
        if a.code == "w":
            if a.word in BREAKS or a.word in QUOTES:
                break
            path.append(a.word)
            continue
        if a.code == "L":
            path = []
            continue
        if a.code == "D":
            path = []
            continue
        if a.code == "Q" and isinstance(a.value, Quantity):
            tail = atoms[j + 1].word if j + 1 < len(atoms) and atoms[j + 1].code == "w" else ""
            bracketed = path == ["("] and tail == ")"  # "a campus in Oslo (300 MW)"
            if (
                a.value.unit is Unit.MEGAWATT
                and power is None
                and path
                and (bracketed or all(w in allowed_power for w in path))
                and path[-1] not in (",",)
            ):
                if tail not in ("solar", "wind", "gas", "power plant", "plant", "plants", "of") or (
                    tail == "of"
                    and j + 2 < len(atoms)
                    and atoms[j + 2].word
                    in ("capacity", "power", "it", "critical", "electricity", "load", "compute", "computing", "electrical")
                ):
                    power = a.value
            elif a.value.unit in (Unit.ACRE, Unit.SQUARE_FOOT) and len(path) <= 8:
                q = measure_qualifiers([a.value]) | q
            path = []
        elif a.code == "M" and isinstance(a.value, Money):
            costing = bool(path) and all(w in allowed_cost for w in path) and bool(set(path) & COSTING)
            if money is None and (costing or _called_by_its_cost(chart, j, path)):
                money = a.money
            path = []
        elif a.code in "OPF":
            break
    q |= money_qualifiers(money)
    q |= power_qualifiers(power)
    when = _date(chart, clauses, f, role, stage, stop)
    if when and not (stage in ("plans", "builds") and past(when, chart.reading.document.published)):
        q["date"] = when
    code = REGION_CODE.search(chart.reading.document.text, chart.sentence.start, chart.sentence.end)
    if (code and "Region" in (phrase.kind or "")) or (code and phrase.kind == "DataCenter"):
        q["regionCode"] = code.group()
    return q


def _called_by_its_cost(chart: Chart, j: int, path: list[str]) -> bool:
    """Whether a sum names the whole site: "a campus in Oslo, a $2bn project", "… in a $2bn investment"."""
    behind = chart.words(j + 1, min(j + 4, len(chart.atoms)))
    return tuple(path) in APPOSED and re.match(r"(?:[a-z-]+ )?(?:project|development|scheme|venture|investment)\b", behind) is not None


APPOSED = frozenset(((",", "a"), (",", "an"), ("in", "a"), ("as", "part", "of", "a"), ("–", "a"), ("-", "a"), ("—", "a")))


def _of_relative(clauses: Clauses, f: int, verb: VerbGroup | None) -> str | None:
    """ "plans three data centres, which are due to open in 2022": the time that a clause of the facility's own tells."""
    for group in clauses.groups:
        if group.head < f or group is verb or group.negated or group.lemma not in OPENING:
            continue
        subject = clauses.subject(group)
        if subject is not None and subject.index == f:
            when = next((a.when for a in clauses.atoms[group.head : clauses.end(group.head)] if a.code == "D"), None)
            if when is not None:
                return date_of(when)
    return None


def _date(chart: Chart, clauses: Clauses, f: int, role: Role, stage: str, stop: int) -> str | None:
    """When it opens, opened or is due."""
    atoms = chart.atoms
    verb = role.verb
    if stage == "operates":
        until = len(atoms) if role.is_subject else stop
        since = next((w for a in atoms[f:until] if (w := a.when) is not None and w.role == "since"), None)
        if since is not None:
            return since.start or date_of(since)
        if verb is None or verb.lemma in verbs("run") or verb.lemma not in verbs("construct") | verbs("start") | STARTING:
            return None
    low = verb.head if verb is not None and verb.head < f else f
    heads = [g.head for g in clauses.groups if (verb is None or g.head != verb.head) and g.lemma not in DESCRIBING]
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
    own_clause = _of_relative(clauses, f, verb)
    if own_clause is not None:
        return own_clause
    opening = clauses.groups[0].first if clauses.groups else 0
    for j in range(min(low, opening)):  # "In 2022, Acme opened …"
        if atoms[j].code == "D" and isinstance(atoms[j].value, When):
            if j > 2 and not all(
                a.code == "w" and a.word in ("in", "on", "by", "early", "late", ",", "the", "and", "back") for a in atoms[max(0, j - 2) : j]
            ):
                continue
            first = verb.first if verb is not None else f
            if not any(g.head > j and g.head < first and g.lemma != "say" for g in clauses.groups) and j <= 4:
                return date_of(atoms[j].when)
    return None
