"""Parts of a site with a power and a date of their own: "The first 45 MW should be ready in 2027"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.extract.chart import Chart
from kg.extract.draft import Draft, date_of, of_type, power_qualifiers
from kg.extract.memory import Memory
from kg.extract.sites.names import phase_of
from kg.model import EntityType, Quantity, Unit, When

PHASE = re.compile(
    r"\b(?:the |an? )?(?:(?:first|initial|second|third|next|additional|another|remaining|final|N) ){0,2}"
    r"(?:(?:phase|stage|building|portion) (?:of |, |with )?)?(?:the )?Q (?:[a-z]+ |, ){0,4}?"
    r"(?:is|are|will|to be|would|targeted|expected|scheduled|slated|due|set|planned)\b (?:[a-z]+ ){0,10}?D\b"
)


def phases(chart: Chart, memory: Memory) -> Iterator[Draft]:
    """ "The first 45 MW should be ready in 2027": a part of the site told before, with its own power and date."""
    site = memory.pointed(chart.number, [], False) if "Q" in chart.line and "D" in chart.line else None
    if site is None:
        return
    for m in PHASE.finditer(chart.line):
        at, last = chart.at(m.start() + m.group().index("Q")), chart.at(m.end() - 1)
        power, when = chart.atoms[at].value, chart.atoms[last].value
        others = [r for a in chart.atoms[:at] if a.code == "O" for r in of_type(chart, a.members, EntityType.ORGANIZATION)]
        if others and not set(others) & set(site.agents):
            continue  # "Bolt's fleet has 477 MW, with another 150 MW due in 2026"
        if not (isinstance(power, Quantity) and power.unit is Unit.MEGAWATT and isinstance(when, When)) or not date_of(when):
            continue
        if not re.search(
            r"\b(?:ready|online|live|available|delivered|delivery|operational|complete|completed|service|energized|open|operation|operations|opened|launched|come|stream)\b",
            m.group(),
        ):
            continue
        q = power_qualifiers(power) | {"date": date_of(when) or ""}
        part = phase_of(chart, chart.at(m.start()), last)
        if part:
            q["phase"] = part
        for agent in site.agents:
            for place in site.places:
                yield Draft(
                    agent,
                    f"plans{site.kind}In",
                    place,
                    dict(q),
                    chart.sentence.start,
                    chart.sentence.end,
                    0.75,
                    "sites.phase",
                    chart.number,
                    apart=bool({"capacityMW", "count"} & site.drafts[0].qualifiers.keys()) if site.drafts else False,
                )
