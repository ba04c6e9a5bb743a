"""Deals: who buys, partners with, serves, houses and powers whom."""

from __future__ import annotations

from collections.abc import Iterator

from kg.extract.chart import Chart
from kg.extract.clause import Clauses
from kg.extract.deals.acquisitions import acquires, sells
from kg.extract.deals.customers import chooses, contracts, customers, supplies
from kg.extract.deals.energy import energy
from kg.extract.deals.leases import lease_nouns, leases
from kg.extract.deals.partnerships import agreements, partners, partners_of, partnership_nouns
from kg.extract.deals.sayings import told
from kg.extract.deals.takeovers import acquisition_nouns, ended, followed, sales, stakes
from kg.extract.deals.terms import verbs
from kg.extract.draft import Draft
from kg.extract.memory import Memory
from kg.extract.money.terms import speak


def extract(chart: Chart, clauses: Clauses, memory: Memory) -> Iterator[Draft]:
    """The drafts about deals of one sentence."""
    for group in clauses.groups:
        if group.negated:
            continue
        lemma = group.lemma
        if lemma in verbs("acquire"):
            yield from acquires(chart, clauses, memory, group)
        if lemma in verbs("sell"):
            yield from sells(chart, clauses, memory, group)
        if lemma in verbs("partner"):
            yield from partners(chart, clauses, memory, group)
        if lemma in verbs("lease"):
            yield from leases(chart, clauses, memory, group)
        if lemma in verbs("choose"):
            yield from chooses(chart, clauses, memory, group)
        if lemma in verbs("supply"):
            yield from supplies(chart, clauses, memory, group)
    yield from acquisition_nouns(chart, clauses, memory)
    yield from stakes(chart, clauses, memory)
    yield from sales(chart, clauses, memory)
    yield from followed(chart, clauses, memory)
    yield from ended(chart, clauses, memory)
    yield from partnership_nouns(chart, clauses, memory)
    yield from partners_of(chart, clauses, memory)
    yield from agreements(chart, clauses, memory)
    yield from lease_nouns(chart, clauses, memory)
    yield from energy(chart, clauses, memory)
    yield from customers(chart, clauses, memory)
    yield from contracts(chart, clauses, memory)
    yield from told(chart, clauses, memory)
    speak(chart, clauses, memory)
