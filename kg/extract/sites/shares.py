"""Facilities told with their number, then shared out among places: "Six lie in Oslo, two in Bergen, and Narvik has one"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from kg.extract.chart import Chart
from kg.extract.draft import Draft, of_type
from kg.extract.facility import phrase_of
from kg.extract.memory import Memory
from kg.extract.sites.stage import stage_of
from kg.model import EntityType, Unit

SOME = r"(?:N|F|one|some|others?|another|the (?:rest|others?|remainder|other N|remaining N))"
OPENS = re.compile(
    rf"(?:(?:and|but|of (?:them|these|those|F|the N)) )?,? ?{SOME} (?:of (?:them|these|those|F) )?"
    r"(?:(?P<coming>will be|are to be|is to be|will stand|will rise|would be)|are|is|were|stand|stands|lie|lies|sit|sits) "
    r"(?:(?!headquartered|based)[a-z]+ )?(?:in|near|at|outside) L\b"
)
IN_PLACE = re.compile(
    rf"(?:^|, |and |; )(?:of (?:them|these|those) )?(?P<number>{SOME}) (?:[a-z]+ ){{0,3}}(?:in|near|at|outside) (?:the )?(?P<where>L)\b"
)
HAS = re.compile(
    r"(?P<where>L) (?:[a-z]+ )?(?:has|have|hosts?|gets?|holds?|will have|will get|makes? do with|accounts? for|boasts?) "
    r"(?:[a-z]+ )?(?P<number>N|one|F)(?: (?P<each>each|apiece))?(?= [,.;]| and|$)"
)


def shared_out(chart: Chart, memory: Memory) -> Iterator[Draft]:
    """A fact for each place among which a sentence shares out the facilities of the sentence before."""
    site = memory.sites[-1] if memory.sites else None
    if site is None or not site.agents or not site.plural or chart.number - site.sentence > 1 or not site.drafts:
        return
    opening = OPENS.match(chart.line)
    if opening is None or any(a.code == "O" and not a.reference for a in chart.atoms):
        return
    stage = "plans" if opening["coming"] else stage_of(site.drafts[0].predicate)
    where: dict[int, Decimal | None] = {}
    first: dict[int, int] = {}  # the atoms that a number stands before, with the place that it counts
    for m in IN_PLACE.finditer(chart.line):
        at, number = chart.at(m.start("where")), _number(chart, chart.at(m.start("number")))
        places = of_type(chart, chart.atoms[at].members, EntityType.PLACE)
        where |= dict.fromkeys(places, number if len(places) == 1 else None)
        first |= {at: places[0]} if places else {}
    for m in HAS.finditer(chart.line):
        at, number = chart.at(m.start("where")), _number(chart, chart.at(m.start("number")))
        places = of_type(chart, chart.atoms[at].members, EntityType.PLACE)
        if at in first and len(places) > 1:  # "Four are in Oslo, Bergen and Narvik have three each"
            places = [p for p in places if p != first[at]]
        where |= dict.fromkeys(places, number if len(places) == 1 or m["each"] else None)
    s = chart.sentence
    for place, count in where.items():
        told = {"count": count} if count is not None else {}
        for agent in site.agents:
            yield Draft(agent, f"{stage}{site.kind}In", place, dict(told), s.start, s.end, 0.8, "sites.shared-out", chart.number)


def _number(chart: Chart, at: int) -> Decimal | None:
    """The count that stands at an atom, alone or in a phrase such as "one of them"."""
    atom = chart.atoms[at]
    quantity = phrase_of(atom).count if atom.code == "F" else atom.quantity
    return quantity.number if quantity is not None and quantity.unit is Unit.COUNT else None
