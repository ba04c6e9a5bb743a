"""Who leases from whom."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.extract.anchors import sought
from kg.extract.chart import Chart
from kg.extract.clause import SPEECH, Clauses
from kg.extract.deals.terms import draft_of, price, time_of
from kg.extract.draft import Draft, Qualifiers, measure_qualifiers, money_qualifiers, power_qualifiers, referents
from kg.extract.facility import phrase_of
from kg.extract.memory import Memory
from kg.extract.money.terms import agents_of
from kg.extract.trades import kind_of
from kg.extract.verbs import VerbGroup
from kg.model import Quantity, Unit

LEASE = sought(
    r"\b(?P<v>signed|signs|inked|has|have|entered into|entered|executed|announced|sign|struck|agreed|completed|finalized|finalised|"
    r"secured|won|landed|reached) "
    r"(?:an? |its |the |two |three )?(?:[a-zQDNM-]+ ){0,7}?(?:leases?|leasing|lease deals?|rental|colocation)(?: (?:agreements?|deals?|"
    r"contracts?))? "
    r"(?:(?!with |from )[a-zQMDFL,-]+ ){0,7}?(?P<p>with|from) (?:the )?(?:[a-zA-]+ ){0,4}?(?P<o>O)\b"
)
WORTH = re.compile(
    r"\b(?:worth|valued at|of|for|totaling|totalling|generate|bring|brings|generates) (?:(?!of |for )[a-zO]+ ){0,7}?(?P<m>M)(?! (?:data|"
    r"campus|facility|site|project)\b)"
)


def lease_nouns(chart: Chart, clauses: Clauses, memory: Memory) -> Iterator[Draft]:
    """ "signed a 15-year lease with Core": the signer is the tenant unless the text says that the other one leases."""
    for m in LEASE.finditer(chart.line):
        group = clauses.at_head.get(chart.at(m.start("v"))) or next((g for g in clauses.groups if g.head <= chart.at(m.end() - 1)), None)
        if group is None or group.negated:
            continue
        agents, sure = agents_of(chart, clauses, memory, group)
        worth = WORTH.search(chart.line, m.start())
        q = _measures(chart, 0, len(chart.atoms))
        if worth is not None:
            q |= money_qualifiers(chart.atoms[chart.at(worth.start("m"))].money)
        for a in agents:
            for b in referents(chart.atoms[chart.at(m.start("o"))]):
                if a == b:
                    continue
                tenant, landlord = (b, a) if _other_is_tenant(chart, a, b) else (a, b)
                yield draft_of(chart, tenant, "leasesFrom", landlord, q, sure * 0.65, "deals.lease")


def _other_is_tenant(chart: Chart, signer: int, other: int) -> bool:
    """Whether the text says that the other one leases, or only the signer lives on letting data centres."""
    names = "|".join(re.escape(n) for n in chart.reading.referents[other].names or (chart.reading.referents[other].label,))
    text = chart.reading.document.text
    if re.search(
        rf"\b(?:{names}) (?:will |has |would |is to |plans to |to )?(?:lease|leases|leased|rent|rents|rented|occupy|take)\b", text
    ):
        return True
    if re.search(
        rf"\b(?:leased|rented|let) to (?:the )?(?:{names})\b|\b(?:{names})(?:'s)? (?:as|is) (?:an? |the |its )?(?:[a-z]+ ){{0,2}}tenant",
        text,
    ):
        return True
    lets = {"operator", "developer"}
    return kind_of(chart, signer) in lets and kind_of(chart, other) not in lets | {"", "investor"}


def _measures(chart: Chart, start: int, stop: int) -> Qualifiers:
    """Megawatts, acres, term of a lease."""
    values = [a.value for a in chart.atoms[start:stop] if isinstance(a.value, Quantity)]
    power = next((v for v in values if v.unit is Unit.MEGAWATT), None)
    years = next((v for v in values if v.unit is Unit.YEAR), None)
    q: Qualifiers = power_qualifiers(power) | measure_qualifiers([v for v in values if v.unit in (Unit.ACRE, Unit.SQUARE_FOOT)])
    if years is not None:
        q["term"] = years.number
    return q


LETTABLE = re.compile(
    r"\b(?:F|Q|capacity|space|land|acres|building|buildings|site|megawatts|facility|campus|hall|halls|property|warehouse|floor|floors)\b"
)


def leases(chart: Chart, clauses: Clauses, memory: Memory, group: VerbGroup) -> Iterator[Draft]:
    """ "Acme leased 100 MW from Bolt", "Bolt has leased the campus to Acme", "the hall was leased by Acme from Bolt"."""
    if group.lemma == "take":
        return
    stop = clauses.end(group.head)
    tail = chart.words(group.head + 1, stop)
    if group.lemma == "rent" and not LETTABLE.search(tail):
        return  # "rents servers": a customer
    agents, sure = agents_of(chart, clauses, memory, group)
    landlords: list[int] = []
    for j in clauses.objects(group, "O", ("from",)):
        landlords = referents(chart.atoms[j])
        break
    tenants = agents
    if not landlords and not group.passive:
        f = next((j for j in range(group.head + 1, stop) if chart.atoms[j].code == "F"), None)
        owner = phrase_of(chart.atoms[f]).owner if f is not None and chart.atoms[f - 1].word in ("at", "in", "of", "inside") else None
        speaker = next((g for g in reversed(clauses.groups) if g.head < group.first and g.lemma in SPEECH), None)
        said_by = clauses.subject(speaker) if speaker is not None else None
        if (
            owner is None
            and f is not None
            and phrase_of(chart.atoms[f]).own
            and said_by is not None
            and chart.atoms[said_by.index].code == "O"
        ):
            landlords = [r for r in referents(chart.atoms[said_by.index]) if r not in agents]  # "Core said Acme leased 5 MW at its campus"
        if owner is not None:  # "leased 50 MW at Core's campus"
            landlords = referents(owner)
    if not landlords:
        to = list(clauses.objects(group, "O", ("to",)))
        if to:
            landlords, tenants, sure = agents, referents(chart.atoms[to[0]]), max(sure, 0.6)
        if not landlords and (group.passive or group.tense == "participle"):
            argument = clauses.subject(group)
            if argument is not None and chart.atoms[argument.index].code == "F" and to:
                owner = phrase_of(chart.atoms[argument.index]).owner
                site = memory.site(chart.number)
                landlords = referents(owner) if owner is not None else site.agents if site is not None else []
    q = _measures(chart, group.head + 1, stop)
    q |= money_qualifiers(price(chart, group.head, stop))
    when = time_of(chart, clauses, group, stop)
    if when and group.tense == "past":
        q["date"] = when
    for t in tenants:
        for x in landlords:
            if t != x:
                yield draft_of(chart, t, "leasesFrom", x, q, sure * 0.8, "deals.leases")
