"""What trade a company is in, as far as the table of organisations or its name tells: who sells power, who sells computing."""

from __future__ import annotations

import re

from kg.extract.chart import Chart
from kg.lexicon import load

ENERGY_NAME = re.compile(
    r"\b(?:energy|energie|energia|energias|power|electric|electricity|utilities|renewables?|solar|wind|nuclear|hydro|edison|gas|light|grid|"
    r"geothermal|fusion)\b",
    re.IGNORECASE,
)
DATA_NAME = re.compile(r"\b(?:data|cloud|digital|computing|realty|colocation|ai)\b", re.IGNORECASE)

COMPUTING_NAME = re.compile(r"\b(?:cloud|hosting|colocation|compute|datacenters?|data cent(?:er|re)s?)\b", re.IGNORECASE)


def kind_of(chart: Chart, referent: int) -> str:
    """The kind of a known organisation ("utility", "cloud"); "" where no table knows it."""
    key = chart.reading.referents[referent].known
    known = load().get(key) if key else None
    return known.kind if known is not None else ""


def sells_energy(chart: Chart, referent: int) -> bool:
    """Whether an organisation is a utility or an energy firm.

    A firm of another trade that has "Power" in its name is none where the table knows it.
    """
    kind = kind_of(chart, referent)
    if kind:
        return kind in ("utility", "energy")
    names = (chart.reading.referents[referent].label, *chart.reading.referents[referent].names)
    return any(ENERGY_NAME.search(name) and not DATA_NAME.search(name) for name in names)


def sells_computing(chart: Chart, referent: int) -> bool:
    """Whether an organisation lives on renting out computers: a cloud or an operator of data centres, by the table or by its name."""
    kind = kind_of(chart, referent)
    return kind in ("cloud", "operator") or (not kind and COMPUTING_NAME.search(chart.reading.referents[referent].label) is not None)


def is_cloud(chart: Chart, referent: int) -> bool:
    """Whether an organisation is a cloud, by the table or by its name ("Bolt Cloud")."""
    return kind_of(chart, referent) == "cloud" or chart.reading.referents[referent].label.casefold().endswith(" cloud")
