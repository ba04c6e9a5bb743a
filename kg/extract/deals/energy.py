"""Who buys energy from whom."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.extract.chart import Chart
from kg.extract.clause import Clauses
from kg.extract.deals.terms import draft_of
from kg.extract.draft import Draft, Qualifiers, power_qualifiers, referents
from kg.extract.memory import Memory
from kg.extract.money.terms import agents_of
from kg.model import Quantity, Unit

AGREEMENT = re.compile(
    r"\b(?:power purchase|ppas?|(?:energy|power|electricity|renewable|offtake|nuclear|solar|wind)(?: [a-z]+){0,2} (?:agreements?|deals?|contracts?))\b"
)


def energy(chart: Chart, clauses: Clauses, memory: Memory) -> Iterator[Draft]:
    """ "signed a power purchase agreement with Bolt", "will buy 100 MW of wind power from Bolt"."""
    atoms = chart.atoms
    buyers: list[int] = []
    sellers: list[int] = []
    sure, group = 0.8, None
    m = AGREEMENT.search(chart.line)
    if m is not None:
        at = chart.at(m.start())
        group = next((g for g in reversed(clauses.groups) if g.head < at), None)
        other = re.compile(r"(?: [a-zA-NQMD,()'-]+){0,9}? (?:with|from) (?:[a-zA-]+ ){0,4}?O\b").match(chart.line, m.end())
        if other is not None and group is not None and not group.negated:
            sellers = referents(atoms[chart.at(other.end() - 1)])
            buyers, more = agents_of(chart, clauses, memory, group)
            sure *= more
        elif group is not None and not group.negated:
            between = re.compile(r"(?: [a-zQMD]+){0,4}? between (?P<a>O)").match(chart.line, m.end())
            if between is not None:
                pair = referents(atoms[chart.at(between.start("a"))])
                buyers, sellers = pair[1:2], pair[:1]
    else:
        for g in clauses.groups:
            if g.negated:
                continue
            stop = clauses.end(g.head)
            tail = chart.words(g.head + 1, stop)
            if g.lemma in ("buy", "purchase", "procure", "source", "take") and re.search(
                r"\b(?:power|energy|electricity|output)\b(?!ed)", tail
            ):
                found = list(clauses.objects(g, "O", ("from",)))
                if found:
                    sellers, group = referents(atoms[found[0]]), g
                    buyers, sure = agents_of(chart, clauses, memory, g)
                    break
            if g.lemma in ("supply", "provide", "deliver", "sell") and re.search(r"\b(?:power|energy|electricity)\b(?!ed)", tail):
                found = list(clauses.objects(g, "O", ("to", "with"))) or list(clauses.objects(g, "O"))
                if found:
                    buyers, group = referents(atoms[found[0]]), g
                    sellers, sure = agents_of(chart, clauses, memory, g)
                    break
    if not buyers or not sellers:
        return
    q: Qualifiers = {}
    power = [a.value for a in atoms if isinstance(a.value, Quantity) and a.value.unit is Unit.MEGAWATT]
    if len(power) == 1 and isinstance(power[0], Quantity):
        q |= power_qualifiers(power[0])
    for b in buyers:
        for s in sellers:
            if b != s:
                yield draft_of(chart, b, "buysEnergyFrom", s, q, sure * 0.85, "deals.energy")
