"""Who leases from whom."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.extract.chart import Chart
from kg.extract.clause import Clauses
from kg.extract.deals.terms import draft_of, price
from kg.extract.draft import Draft, Qualifiers, money_qualifiers, power_qualifiers, referents
from kg.extract.facility import phrase_of
from kg.extract.memory import Memory
from kg.extract.money.terms import agents_of
from kg.extract.verbs import VerbGroup
from kg.model import Quantity, Unit

LEASE = re.compile(
    r"\b(?:signed|signs|inked|has|entered into|executed|announced|sign) (?:an? |its )?(?:[a-zQDNM-]+ ){0,5}?leases? (?:agreement |deal )?(?:[a-zQM]+ ){0,3}?(?P<p>with|from) (?:[a-zA]+ ){0,3}?(?P<o>O)\b"
)


def lease_nouns(chart: Chart, clauses: Clauses, memory: Memory) -> Iterator[Draft]:
    """ "signed a 15-year lease with Core": the signer is the tenant unless the text says that the other one leases."""
    for m in LEASE.finditer(chart.line):
        group = clauses.at_head.get(chart.at(m.start())) or next((g for g in clauses.groups if g.head <= chart.at(m.end() - 1)), None)
        if group is None or group.negated:
            continue
        agents, sure = agents_of(chart, clauses, memory, group)
        value = next((a.value for a in chart.atoms if isinstance(a.value, Quantity) and a.value.unit is Unit.MEGAWATT), None)
        q: Qualifiers = power_qualifiers(value) | money_qualifiers(price(chart, chart.at(m.end() - 1), len(chart.atoms)))
        for a in agents:
            for b in referents(chart.atoms[chart.at(m.start("o"))]):
                if a == b:
                    continue
                names = "|".join(re.escape(n) for n in chart.reading.referents[b].names or (chart.reading.referents[b].label,))
                leases = re.search(
                    rf"\b(?:{names}) (?:will |has |would |is to |plans to )?(?:lease|leases|leased|rent|take)\b",
                    chart.reading.document.text,
                )
                tenant, landlord = (b, a) if leases else (a, b)
                yield draft_of(chart, tenant, "leasesFrom", landlord, q, sure * 0.65, "deals.lease")


def leases(chart: Chart, clauses: Clauses, memory: Memory, group: VerbGroup) -> Iterator[Draft]:
    """ "Acme leased 100 MW from Bolt"."""
    if group.lemma == "take":
        return
    stop = clauses.end(group.head)
    agents, sure = agents_of(chart, clauses, memory, group)
    landlords: list[int] = []
    for j in clauses.objects(group, "O", ("from",)):
        landlords = referents(chart.atoms[j])
        break
    tenants = agents
    if not landlords:
        to = list(clauses.objects(group, "O", ("to",)))
        if to:
            landlords, tenants = agents, referents(chart.atoms[to[0]])
            if group.passive:
                argument = clauses.subject(group)
                if argument is not None and chart.atoms[argument.index].code == "F":
                    owner = phrase_of(chart.atoms[argument.index]).owner
                    site = memory.site(chart.number)
                    landlords = referents(owner) if owner is not None else site.agents if site is not None else []
    q: Qualifiers = {}
    for j in range(group.head + 1, stop):
        value = chart.atoms[j].value
        if isinstance(value, Quantity) and value.unit is Unit.MEGAWATT:
            q |= power_qualifiers(value)
            break
    money = price(chart, group.head, stop)
    q |= money_qualifiers(money)
    for t in tenants:
        for x in landlords:
            if t != x:
                yield draft_of(chart, t, "leasesFrom", x, q, max(sure, 0.6) * 0.8, "deals.leases")
