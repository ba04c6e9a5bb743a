"""Sites told by their codes: "DFW17 is a $375 million development", "DFW17B, a $500m project", "the $400m DFW11"."""

from __future__ import annotations

from collections.abc import Iterator

from kg.extract.anchors import sought
from kg.extract.chart import Chart
from kg.extract.draft import Draft, money_qualifiers
from kg.extract.memory import Memory

THING = r"(?:[a-z-]+ ){0,3}?(?:developments?|projects?|facility|building|campus|complex|scheme|F)\b"
WORD = r"(?P<c>[a-z]{2,5}\d{1,3})(?P<x> [a-z])?"  # "DFW17B" is two words of the row
TOLD = (
    sought(rf"(?<![^ ]){WORD} (?:is|will be|would be) (?:an? |the )?(?P<m>M) {THING}"),
    sought(rf"(?<![^ ]){WORD} , (?:an? |the )?(?P<m>M) {THING}(?= ,)"),
    sought(rf"(?<![^ ])(?P<m>M) {WORD} (?:is (?:set|due|expected|planned|to)|will|would)\b"),
)
DONE = sought(r"\b(?:opened|was|were|went|completed|denied|rejected|not)\b")


def by_code(chart: Chart, memory: Memory) -> Iterator[Draft]:
    """What a sentence tells of the cost of one building of the campus that the text has just told of."""
    text, s = chart.reading.document.text, chart.sentence
    if DONE.search(chart.line):
        return
    for m in (m for pattern in TOLD for m in pattern.finditer(chart.line)):
        code, money = chart.atoms[chart.at(m.start("c"))], chart.atoms[chart.at(m.start("m"))].money
        last = chart.atoms[chart.at(m.end("x") - 1)] if m.group("x") else code
        name = text[code.start : last.end]
        site = memory.site(chart.number, reach=8)
        if site is None or not site.agents or len(site.places) != 1 or not name.isupper():
            continue
        q = money_qualifiers(money) | {"site": name}
        when = next((a.when for a in chart.atoms[chart.at(m.end() - 1) :] if a.when is not None), None)
        if when is not None and (when.end or when.date):
            q["date"] = when.end or when.date or ""
        for agent in site.agents:
            yield Draft(agent, f"plans{site.kind}In", site.places[0], q, s.start, s.end, 0.75, "sites.code", chart.number, apart=True)
