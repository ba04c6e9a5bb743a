"""Who buys energy from whom."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.extract.anchors import sought
from kg.extract.chart import Chart
from kg.extract.clause import Clauses
from kg.extract.deals.terms import draft_of, nouns, verbs
from kg.extract.draft import Draft, Qualifiers, power_qualifiers, referents
from kg.extract.facility import phrase_of
from kg.extract.memory import Memory
from kg.extract.money.terms import agents_of, denied
from kg.extract.trades import sells_energy
from kg.extract.verbs import VerbGroup
from kg.model import Quantity, Unit, When

AGREEMENT = sought(
    r"\b(?:power purchase(?: agreements?| deals?| contracts?)?|ppas?|virtual power purchase agreements?|"
    r"(?:energy|power|electricity|renewables?|off - take|offtake|nuclear|solar|wind|geothermal|hydro|clean)(?: (?!with |from |to |by "
    r")[a-z-]+){0,3} "
    r"(?:agreements?|deals?|contracts?|pacts?)|"
    r"(?:agreements?|deals?|contracts?) (?:[a-z]+ )?(?:(?:for|to (?:buy|purchase|procure|supply|source)) (?:[a-zQD-]+ ){0,5}?(?:power|"
    r"energy|electricity)))\b"
)
SUPPLY = sought(
    r"\bsupply (?:agreements?|deals?|contracts?) with (?:[a-zA-]+ ){0,4}?(?P<o>O)\b"
    r"|\b(?:agreements?|deals?|contracts?) (?:[a-z-]+ ){0,2}?with (?:[a-zA-]+ ){0,4}?(?P<p>O)\b(?=[^.]{0,80}\b(?:power|energy|"
    r"electricity)\b)"
)
OTHER = re.compile(r"(?: (?!and )[a-zA-NQMD,()'-]+){0,10}? (?:with|from) (?:(?!which )[a-zA-]+ ){0,5}?(?P<o>O)\b")
BETWEEN = re.compile(r"(?: [a-zQMD]+){0,4}? between (?P<a>O)")
POWER = re.compile(r"\b(?:(?:power|energy|electricity)\b(?! (?:of|purchase|plants? in))|output\b|megawatt - hours\b)")
GOODS = re.compile(r"\b(?:equipment|systems|cooling|plants?|infrastructure|servers|chips|technology|storage)\b")


def energy(chart: Chart, clauses: Clauses, memory: Memory) -> Iterator[Draft]:
    """ "signed a power purchase agreement with Bolt", "will buy 100 MW of wind power from Bolt", "Bolt will supply the campus"."""
    found = (
        _by_agreement(chart, clauses, memory)
        or _by_verb(chart, clauses, memory)
        or _by_promise(chart, memory)
        or _to_power_a_site(chart, clauses, memory)
    )
    if found is None:
        return
    buyers, sellers, sure, group = found
    q: Qualifiers = {"status": "considered"} if group is not None and group.considered else {}
    power = [a.value for a in chart.atoms if isinstance(a.value, Quantity) and a.value.unit is Unit.MEGAWATT]
    if len(power) == 1 and isinstance(power[0], Quantity):
        q |= power_qualifiers(power[0])
    when = _date(chart, group)
    if when:
        q["date"] = when
    for b in buyers:
        for s in sellers:
            if b != s:
                yield draft_of(chart, b, "buysEnergyFrom", s, q, sure * 0.85, "deals.energy")


Found = tuple[list[int], list[int], float, VerbGroup | None]


def _by_agreement(chart: Chart, clauses: Clauses, memory: Memory) -> Found | None:
    """The two sides of an agreement about power; who sells is told by the trade that a company is in, else the other one."""
    atoms = chart.atoms
    m = AGREEMENT.search(chart.line)
    with_whom = m and OTHER.match(chart.line, m.end())
    if m is None or with_whom is None:
        supply = SUPPLY.search(chart.line)
        if supply is not None and all(sells_energy(chart, r) for r in referents(atoms[chart.at(supply.start(supply.lastgroup or "o"))])):
            m, with_whom = supply, supply
        elif with_whom is None and m is not None and BETWEEN.match(chart.line, m.end()) is None:
            return None
    if m is None:
        return None
    at = chart.at(m.start())
    group = next((g for g in reversed(clauses.groups) if g.head < at), None)
    if denied(chart, at) or (group is not None and group.negated):
        return None
    if with_whom is None:
        between = BETWEEN.match(chart.line, m.end())
        if between is None:
            return None
        pair = referents(atoms[chart.at(between.start("a"))])
        first, second, sure = pair[:1], pair[1:2], 0.8
        if not second:
            return None
    else:
        second = referents(atoms[chart.at(with_whom.start(with_whom.lastgroup or "o"))])
        first, sure = agents_of(chart, clauses, memory, group) if group is not None else ([], 0.0)
        owner = re.compile(r"(?P<o>O)(?: 's)? (?:[a-zQD-]+ ){0,4}$").search(chart.line, 0, m.start())
        if not first and owner is not None:
            first, sure = referents(atoms[chart.at(owner.start("o"))]), 0.7
        first = [r for r in first if r not in second]
        site = memory.site(chart.number, reach=3)
        if not first and site is not None and all(sells_energy(chart, r) for r in second):
            first, sure = list(site.agents), 0.6
        if not first:
            return None
    turned = any(sells_energy(chart, r) for r in first) and not any(sells_energy(chart, r) for r in second)
    said = BUYS.search(chart.line, m.end()) if with_whom is not None else None
    if said is not None and set(referents(atoms[chart.at(said.start("o"))])) == set(second):
        turned = True  # "with Bolt, which will buy electricity"
    return (second, first, sure, group) if turned else (first, second, sure, group)


BUYS = re.compile(
    r"\b(?P<o>O) ,? ?(?:which|who|that) (?:will |is to |would |has agreed to |plans to )?(?:buy|buys|purchase|take|receive|use|get|"
    r"consume)\b"
)


BUYING = frozenset(("buy", "purchase", "procure", "source", "take", "get", "receive", "obtain", "draw", "secure"))


def _by_verb(chart: Chart, clauses: Clauses, memory: Memory) -> Found | None:
    atoms = chart.atoms
    for g in clauses.groups:
        if g.negated or not (g.lemma in BUYING or g.lemma == "power" or g.lemma in verbs("supply")):
            continue
        stop = clauses.end(g.head)
        tail = chart.words(g.head + 1, stop)
        m = POWER.search(tail)
        if g.lemma in BUYING and m:
            of = GOODS.search(tail, 0, m.end() + 12)
            found = list(clauses.objects(g, "O", ("from",)))
            if found and found[0] + 1 < len(atoms) and atoms[found[0] + 1].word in nouns("plants"):
                continue  # "from the SMR modules": no company
            if found and not of and "M" not in tail[: m.start()]:
                buyers, sure = agents_of(chart, clauses, memory, g)
                sellers = [r for r in referents(atoms[found[0]]) if r not in buyers]
                named = g.lemma in ("buy", "purchase", "procure") or any(sells_energy(chart, r) for r in sellers)
                if buyers and sellers and named:
                    return buyers, sellers, sure, g
        if g.lemma == "power":  # "powers its campus with energy from Bolt", "the campus is powered by Bolt"
            powered_by = _powered(chart, clauses, memory, g, stop)
            if powered_by is not None:
                return powered_by
        if g.lemma in verbs("supply"):
            sellers, sure = agents_of(chart, clauses, memory, g)
            if not sellers and g.first and chart.atoms[g.first - 1].word in ("that", "which"):  # "builds plants that will supply"
                main = next((x for x in clauses.groups if x.head < g.first), None)
                sellers, sure = agents_of(chart, clauses, memory, main) if main is not None else ([], 0.0)
            powered = m and not GOODS.search(tail, 0, m.end() + 10) and " for " not in tail[: m.start()]
            code = chart.atoms[g.head + 1].code if g.head + 1 < len(chart.atoms) else ""
            site = code == "F" or (code == "O" and "F" in tail.split()[:7])
            told = powered and site and " with " in f" {tail} "  # "will supply the site with wind energy"
            if not sellers or not (powered or site) or not (told or all(sells_energy(chart, r) for r in sellers)):
                continue
            buyers = _supplied(chart, clauses, memory, g, stop)
            if buyers:
                return buyers, sellers, sure * 0.9, g
    return None


PROMISED = sought(
    r"\b(?:power|energy|electricity|output|megawatts)\b[^.;]{0,90}?\b(?:promised|sold|committed|contracted|pledged|go|goes|delivered|"
    r"supplied) to (?:[a-z]+ )?(?P<b>O)\b"
)


def _by_promise(chart: Chart, memory: Memory) -> Found | None:
    """ "All electricity of the solar farm that Bolt Energy builds has been promised to Acme"."""
    m = PROMISED.search(chart.line)
    if m is None:
        return None
    buyers = referents(chart.atoms[chart.at(m.start("b"))])
    sellers = [
        r
        for a in chart.atoms[: chart.at(m.start("b"))]
        if a.code == "O"
        for r in referents(a)
        if r not in buyers and sells_energy(chart, r)
    ]
    return (buyers, sellers[:1], 0.75, None) if sellers else None


FOR_A_SITE = sought(
    r"(?:Q|power|energy|electricity)?(?: [a-z]+){0,2} ?\b(?:agreements?|deals?|contracts?|pacts?) with (?:[a-zLA-]+ ){0,5}?(?P<b>O) "
    r"(?:[a-zQ]+ ){0,4}?to (?:serve|power|supply|energi[sz]e|feed|fuel|provide (?:power|energy|electricity) (?:to|for)) F\b"
)
DEAL_TO_POWER = sought(
    r"\b(?:agreements?|deals?|contracts?|pacts?) to (?:power|supply|serve|energi[sz]e|fuel|(?:provide|deliver|sell) (?:[a-zQ]+ ){0,4}?"
    r"(?:power|energy|electricity) (?:to|for)) F\b"
)


def _to_power_a_site(chart: Chart, clauses: Clauses, memory: Memory) -> Found | None:
    """ "announced a 190 MW agreement with Acme to serve a new data center", "signed a deal to power Acme's campus"."""
    for pattern in (FOR_A_SITE, DEAL_TO_POWER):
        m = pattern.search(chart.line)
        if m is None:
            continue
        at = chart.at(m.start() if pattern is DEAL_TO_POWER else m.start("b"))
        group = next((g for g in reversed(clauses.groups) if g.head < at), None)
        if group is None or group.negated or denied(chart, at):
            continue
        sellers, sure = agents_of(chart, clauses, memory, group)
        owner = phrase_of(chart.atoms[chart.at(m.end() - 1)]).owner
        buyers = referents(chart.atoms[at]) if pattern is FOR_A_SITE else referents(owner) if owner is not None else []
        selling = [r for r in sellers if sells_energy(chart, r)]
        if not buyers and len(sellers) == 2 and len(selling) == 1:  # "Acme and Bolt Energy announced an agreement to power a data center"
            buyers, sellers = [r for r in sellers if r not in selling], selling
        if any(sells_energy(chart, r) for r in buyers) and not any(sells_energy(chart, r) for r in sellers):
            buyers, sellers = sellers, buyers
        if buyers and sellers:
            return buyers, sellers, sure * 0.9, group
    return None


def _powered(chart: Chart, clauses: Clauses, memory: Memory, group: VerbGroup, stop: int) -> Found | None:
    """The sides of "powers its site with energy from Bolt Energy" and "the site is powered by Bolt Energy"."""
    argument = clauses.subject(group)
    if group.passive and argument is not None and chart.atoms[argument.index].code == "F":
        sellers, sure = agents_of(chart, clauses, memory, group)
        phrase = phrase_of(chart.atoms[argument.index])
        site = memory.pointed(chart.number, [], phrase.plural)
        buyers = referents(phrase.owner) if phrase.owner is not None else list(site.agents) if site is not None else []
    else:
        found = list(clauses.objects(group, "O", ("from",)))
        sellers = referents(chart.atoms[found[0]]) if found else []
        buyers, sure = agents_of(chart, clauses, memory, group)
    if buyers and sellers and all(sells_energy(chart, r) for r in sellers):
        return buyers, sellers, sure * 0.85, group
    return None


def _supplied(chart: Chart, clauses: Clauses, memory: Memory, group: VerbGroup, stop: int) -> list[int]:
    """Who gets the power: "to Acme", "Acme's campus", "the site" of who builds it."""
    atoms = chart.atoms
    for j in range(group.head + 1, stop):
        a = atoms[j]
        if a.code == "O" and not (a.reference and a.word in ("its", "their", "our")):
            return referents(a)
        if a.code == "F":
            phrase = phrase_of(a)
            if phrase.owner is not None:
                return referents(phrase.owner)
            site = memory.site(chart.number, reach=6)
            return list(site.agents) if site is not None else []
    return []


def _date(chart: Chart, group: VerbGroup | None) -> str | None:
    """When the agreement was signed, else when delivery begins."""
    atoms = chart.atoms
    start = re.search(r"\b(?:start|starting|begin|beginning|from|deliveries|delivery|effective)\b(?: [a-z]+){0,3}? D\b", chart.line)
    if group is not None and group.lemma in ("sign", "ink", "strike", "enter", "reach", "agree", "announce") and group.tense == "past":
        for j in [*range(group.head + 1, len(atoms)), *range(min(group.first, 4))]:
            value = atoms[j].value
            early = start is not None and j >= chart.at(start.start())
            if isinstance(value, When) and value.date and value.role not in ("by", "over", "since", "until", "within") and not early:
                return value.date
    begun = next(
        (a.when for a in atoms if a.when is not None and not a.when.end and (a.when.start or a.when.role in ("from", "since"))), None
    )
    if begun is not None:
        return begun.start or begun.date
    if start is not None:
        value = atoms[chart.at(start.end() - 1)].value
        return (value.date or value.start) if isinstance(value, When) else None
    return None
