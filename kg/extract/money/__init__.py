"""Money: investments, funding, and the jobs that come with them."""

from __future__ import annotations

from collections.abc import Iterator

from kg.extract.chart import Chart
from kg.extract.clause import Clauses
from kg.extract.draft import Draft
from kg.extract.memory import Memory
from kg.extract.money.flows import flows, pays_for, receives, set_aside
from kg.extract.money.funding import funding_nouns, lenders_later, raises, took_part
from kg.extract.money.jobs import expected, jobs, with_site
from kg.extract.money.nouns import investment_nouns, investors, shares
from kg.extract.money.spending import invests, uses_the_funds
from kg.extract.money.terms import verbs


def extract(chart: Chart, clauses: Clauses, memory: Memory) -> Iterator[Draft]:
    """The drafts about money and jobs of one sentence."""
    for group in clauses.groups:
        if group.negated:
            continue
        if group.lemma in verbs("invest"):
            yield from invests(chart, clauses, memory, group)
        if group.lemma in verbs("raise"):
            yield from raises(chart, clauses, memory, group)
        if group.lemma in verbs("jobs"):
            yield from jobs(chart, clauses, memory, group)
    yield from investment_nouns(chart, clauses, memory)
    yield from investors(chart)
    yield from funding_nouns(chart, clauses, memory)
    yield from lenders_later(chart, memory)
    yield from took_part(chart)
    yield from flows(chart, clauses, memory)
    yield from set_aside(chart, clauses, memory)
    yield from receives(chart, clauses, memory)
    yield from shares(chart, clauses, memory)
    yield from uses_the_funds(chart, clauses, memory)
    yield from pays_for(chart, clauses, memory)
    yield from expected(chart, clauses, memory)
    yield from with_site(chart, clauses, memory)
