"""The nouns of graph export: what selection gives and what every writer takes."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from enum import StrEnum

from kg.wording import counted


class EdgeMode(StrEnum):
    """What one edge stands for."""

    RELATION = "relation"  # all facts with one subject, predicate and object
    FACT = "fact"  # one fact
    PAIR = "pair"  # all facts between two things, whatever the predicate and the direction


@dataclass(frozen=True, slots=True)
class GraphSelection:
    """Which facts become edges, and what an edge stands for. An empty tuple or None lets everything through.

    Companies, places and ``around`` are named by IRI, by key ("org/alibaba-cloud") or by any of their labels. ``predicates`` are
    local names; a super-property takes in its sub-properties. ``companies`` keeps facts with one of them at either end,
    ``places`` those with an end in one of them, ``types`` those whose both ends are of a type named. ``years`` is inclusive at both ends.
    ``around`` keeps the facts among everything that is at most ``hops`` steps from it. ``triples`` (subject, predicate, object,
    as IRIs) and ``facts`` (IRIs) are the choice of a SPARQL query: None where there was none.
    """

    mode: EdgeMode = EdgeMode.RELATION
    predicates: tuple[str, ...] = ()
    types: tuple[str, ...] = ()
    companies: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    years: tuple[int | None, int | None] = (None, None)
    statuses: tuple[str, ...] = ()
    min_sources: int = 0
    min_confidence: float = 0.0
    around: str | None = None
    hops: int = 2
    triples: frozenset[tuple[str, str, str]] | None = None
    facts: frozenset[str] | None = None


@dataclass(frozen=True, slots=True, order=True)
class Spell:
    """A stretch of time, both days included (ISO 8601 days); an end that is None is open."""

    start: str | None = None
    end: str | None = None


@dataclass(frozen=True, slots=True)
class Node:
    """A thing in the graph. ``start`` is the day of its first fact. The last four fields say something only after a layout."""

    id: str
    label: str
    type: str
    kind: str | None = None  # "cloud provider", "city"
    aliases: tuple[str, ...] = ()
    country: str | None = None
    latitude: float | None = None
    longitude: float | None = None
    identifiers: tuple[tuple[str, str], ...] = ()  # ("wikidata", "Q456")
    degree: int = 0
    start: str | None = None
    community: int | None = None
    x: float = 0.0
    y: float = 0.0
    size: float = 4.0


@dataclass(frozen=True, slots=True)
class Edge:
    """One or several facts between two things. ``(source, target, kind)`` is unique but in mode ``fact``, where ``kind`` carries the fact.

    ``amount_usd`` is the sum over the facts that have one; ``status`` (of the last fact) is the status, else the stage;
    ``qualifiers`` are those of the fact, in mode ``fact`` or where there is only one.
    """

    id: str
    source: str
    target: str
    kind: str
    relation: str
    weight: int = 1
    facts: tuple[str, ...] = ()
    amount_usd: float | None = None
    first_date: str | None = None
    last_date: str | None = None
    date_precision: str | None = None
    year: int | None = None
    status: str | None = None
    stage: str | None = None
    sources: int = 0
    publishers: int = 0
    confidence: float | None = None
    symmetric: bool = False
    spells: tuple[Spell, ...] = ()
    qualifiers: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class ExportReport:
    """What an export wrote, left out, and put right."""

    format: str
    nodes: int = 0
    edges: int = 0
    facts: int = 0
    aggregated: int = 0  # facts that share an edge with another one
    filtered: int = 0  # facts that the selection left out
    dropped: tuple[tuple[str, int], ...] = ()  # facts that cannot be shown, by reason
    undated: int = 0  # edges without a start, visible at all times
    repaired: tuple[tuple[str, int], ...] = ()  # values put right, by reason
    infected: tuple[str, ...] = ()  # values with "INF" in them, which Gephi's importer corrupts ("INFOSYS")
    files: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    things: tuple[str, str] = ("nodes", "edges")  # what this format has in their place

    def as_dict(self) -> dict[str, object]:
        """The report as plain values, for JSON."""
        plain = asdict(self)
        plain["dropped"] = dict(self.dropped)
        plain["repaired"] = dict(self.repaired)
        return plain

    def lines(self) -> list[str]:
        """The report for people, a line each."""
        lines = [f"{self.format}: {self.nodes:,} {self.things[0]}, {self.edges:,} {self.things[1]} from {counted(self.facts, 'fact')}"]
        lines += [
            f"  {counted(count, 'fact')} {what}"
            for what, count in (("share an edge with another", self.aggregated), ("filtered out", self.filtered))
            if count
        ]
        lines += [f"  {counted(count, 'fact')} dropped: {reason}" for reason, count in self.dropped]
        if self.undated:
            lines.append(f"  {self.undated:,} edges without a date (always visible on the timeline)")
        lines += [f"  {count:,} values repaired: {reason}" for reason, count in self.repaired]
        if self.infected:
            lines.append(f"  {len(self.infected):,} values hold INF, which Gephi reads as Infinity: {', '.join(self.infected[:5])}")
        return lines + [f"  {note}" for note in self.notes]
