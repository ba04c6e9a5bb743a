"""Standing relations: whose unit, where based, what place in a market, who competes with whom. All are patterns on the row."""

from __future__ import annotations

from collections.abc import Iterator

from kg.extract.chart import Chart
from kg.extract.clause import Clauses
from kg.extract.draft import Draft
from kg.extract.memory import Memory
from kg.extract.relations import bases, markets, rivals, units


def extract(chart: Chart, clauses: Clauses, memory: Memory) -> Iterator[Draft]:
    """The drafts about standing relations of one sentence."""
    yield from units.extract(chart, memory)
    yield from bases.extract(chart, clauses, memory)
    yield from markets.extract(chart, clauses, memory)
    yield from rivals.extract(chart, clauses, memory)
