"""Who is served by whom."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.extract.chart import Chart
from kg.extract.clause import Clauses
from kg.extract.deals.terms import draft_of
from kg.extract.draft import Draft, Qualifiers, money_qualifiers, referents
from kg.extract.memory import Memory
from kg.extract.money.terms import agents_of, status_of
from kg.extract.verbs import VerbGroup
from kg.model import Money


def chooses(chart: Chart, clauses: Clauses, memory: Memory, group: VerbGroup) -> Iterator[Draft]:
    """ "Acme chose Bolt as its cloud provider", "runs on Azure", "migrates to AWS"."""
    stop = clauses.end(group.head)
    tail = chart.words(group.head + 1, stop)
    lemma = group.lemma
    suppliers: list[int] = []
    if lemma in ("choose", "select", "pick", "tap", "use", "adopt"):
        found = next(iter(clauses.objects(group, "O")), None)
        if found is None or not re.search(
            r"\b(?:cloud|provider|supplier|platform|infrastructure|hosting|workloads|host|computing|services|hosted)\b", tail
        ):
            return
        if lemma in ("use", "adopt", "tap") and not re.search(r"\b(?:cloud|platform|services)\b|^O (?:for|as|to)", tail):
            return
        suppliers = referents(chart.atoms[found])
    elif lemma in ("migrate", "move", "shift", "switch", "run", "rely", "standardize"):
        if not re.search(
            r"\b(?:workloads?|applications?|data|infrastructure|systems?|services|operations|website|it)\b", tail
        ) and lemma not in ("run", "rely", "migrate", "standardize"):
            return
        for j in clauses.objects(group, "O", ("to", "on", "onto")):
            suppliers = referents(chart.atoms[j])
            break
    elif lemma in ("contract", "rent", "order"):
        for j in clauses.objects(group, "O", ("from", "with")):
            suppliers = referents(chart.atoms[j])
            break
    if not suppliers:
        return
    agents, sure = agents_of(chart, clauses, memory, group)
    for a in agents:
        for s in suppliers:
            if a != s:
                yield draft_of(chart, a, "customerOf", s, {"status": status_of(group)}, sure * 0.7, "deals.chooses")


CUSTOMERS = (
    # "O counts O among its customers"
    (
        re.compile(
            r"\bO(?P<s>) (?:[a-z]+ )?(?:counts?|counted|lists?|includes?|numbers?|has) (?P<c>O) (?:among|as) (?:its|O|the|an?)? ?(?:[a-z]+ ){0,4}(?:customers?|clients?|tenants?|users?)"
        ),
        "sc",
    ),
    # "its customers include O"; "customers such as O"
    (
        re.compile(
            r"(?P<s>O)(?: 's)? (?:[a-zA]+ ){0,3}(?:customers|clients|tenants|users) (?:[a-z]+ )?(?:include|includes|included|including|are|such as) (?:[a-zA]+ ){0,4}(?P<c>O)"
        ),
        "sc",
    ),
    # "O is a customer of O"; "O, a customer of O"
    (
        re.compile(
            r"(?P<c>O) (?:, )?(?:[a-z]+ )?(?:is |was |became |, )?(?:also |now )?(?:an?|the|its|one of the) (?:[a-z-]+ ){0,5}(?:customer|client|tenant|user|customers|clients)s? (?:of|for|at) (?P<s>O)"
        ),
        "cs",
    ),
    (re.compile(r"\b(?:customers?|clients?) (?:of|for) (?P<s>O) (?:, )?(?:include|including|such as|like) (?P<c>O)"), "sc"),
    # "signed a $14bn contract with O for computing capacity"
    (
        re.compile(
            r"(?P<c>O) (?:[a-z]+ ){0,6}(?:signed|struck|inked|agreed|announced|reached|sealed) (?:an? )?(?:[a-zDQ-]+ ){0,4}(?P<m>M )?(?:[a-zDQ-]+ ){0,5}(?:contract|deal|agreement) (?:[a-z]+ ){0,2}with (?P<s>O) (?:[a-z]+ ){0,6}(?:for|to (?:use|buy|rent|supply|provide)) (?:[a-zQ,]+ ){0,8}(?:computing|compute|cloud|gpu|gpus|servers|capacity)"
        ),
        "cs",
    ),
)


def customers(chart: Chart, clauses: Clauses, memory: Memory) -> Iterator[Draft]:
    for pattern, _ in CUSTOMERS:
        for m in pattern.finditer(chart.line):
            supplier, customer = chart.at(m.start("s")), chart.at(m.start("c"))
            if m.group("s") == "":
                supplier = chart.at(m.start())
            q: Qualifiers = {}
            if "m" in pattern.groupindex and m.group("m"):
                value = chart.atoms[chart.at(m.start("m"))].value
                q |= money_qualifiers(value if isinstance(value, Money) else None)
                q["status"] = "announced"
            for c in referents(chart.atoms[customer]):
                for s in referents(chart.atoms[supplier]):
                    if c != s:
                        yield draft_of(chart, c, "customerOf", s, q, 0.8, "deals.customers")
