"""Facts become edges: chosen, grouped and put on a timeline, subject after subject in the order of their IRIs."""

from __future__ import annotations

from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from hashlib import blake2b
from typing import TYPE_CHECKING

from kg.graph.choice import Choice
from kg.graph.facts import FactRow, Facts, local
from kg.graph.nouns import Edge, EdgeMode, GraphSelection, Node, Spell
from kg.graph.time import days, merged
from kg.protocols import Store

if TYPE_CHECKING:
    import numpy as np

_LADDER = ("plans", "builds", "operates", "cancels")
_STATES = frozenset(
    {"unitOf", "competesWith", "basedIn", "holdsPosition", "hasMarketPositionIn", "customerOf", "leasesFrom", "partnersWith"}
)
_OVER = frozenset({"former", "cancelled", "denied"})
_PLUMBING = frozenset(  # properties of a fact that are no qualifiers
    (
        *("type", "group", "documents", "publishers", "confidence", "combinedConfidence", "firstSaid", "lastSaid"),
        *("year", "yearOf", "from", "to", "status", "statusSaid", "stage", "stageFrom", "facilityKind", "ofSite", "amountUSD"),
        *("rule", "wasDerivedFrom"),
    )
)


class Stream:
    """The edges of a selection, and after them the nodes that they touch. Holds a few dozen bytes an edge and the names of the nodes."""

    def __init__(self, store: Store, selection: GraphSelection) -> None:
        self.facts = Facts(store)
        self.selection = selection
        self._choice = Choice(self.facts, selection)
        self._start()

    def _start(self) -> None:
        self.kept = 0
        self.filtered = 0
        self.aggregated = 0
        self.dropped: Counter[str] = Counter()
        self._numbers: dict[str, int] = {}
        self._first: dict[str, str] = {}
        self._ends = array("i")

    def edges(self) -> Iterator[Edge]:
        """The edges, sorted by source; each call starts anew."""
        self._start()
        for subject, rows in self._groups():
            groups: dict[tuple[str, str, str], list[FactRow]] = defaultdict(list)
            for row in rows:
                groups[self._key(row)].append(row)
            found = [edge for key, group in groups.items() for edge in self._made(key, group, rows)]
            found += [self._bare(*triple) for triple in self._choice.unmatched(subject)]
            for edge in sorted(found, key=lambda edge: (edge.source, edge.target, edge.kind)):
                self._note(edge)
                yield edge

    def admits(self, row: FactRow) -> bool:
        """Whether the selection lets a fact through; counts it."""
        admitted = self._choice.admits(row)
        self.kept += admitted
        self.filtered += not admitted
        return admitted

    def subjects(self) -> list[str]:
        """The subjects that the selection can have, sorted."""
        return self._choice.subjects()[0]

    def nodes(self) -> list[Node]:
        """The nodes that the edges touched, sorted by IRI, with degree and the day of their first edge."""
        degrees = Counter(self._ends)
        return [self._node(iri, degrees[self._numbers[iri]]) for iri in sorted(self._numbers)]

    def ends(self) -> np.ndarray:
        """For each edge its two ends, as places in the list of nodes."""
        import numpy as np

        place = np.empty(len(self._numbers), dtype=np.int32)
        place[[self._numbers[iri] for iri in sorted(self._numbers)]] = np.arange(len(self._numbers), dtype=np.int32)
        return place[np.frombuffer(self._ends, dtype=np.int32)].reshape(-1, 2) if self._ends else np.empty((0, 2), dtype=np.int32)

    def _node(self, iri: str, degree: int) -> Node:
        return replace(self.facts.node(iri), degree=degree, start=self._first.get(iri))

    def _groups(self) -> Iterator[tuple[str, list[FactRow]]]:
        subjects, total = self._choice.subjects()
        pairs = self.selection.mode is EdgeMode.PAIR
        if pairs:
            subjects = sorted({*subjects, *self._choice.objects()})
        for subject in subjects:
            rows = [row for row in self.facts.of_subject(subject) if not pairs or row.object >= subject]
            if pairs:
                rows += [row for row in self.facts.of_object(subject) if row.subject > subject]
            kept = []
            for row in rows:
                if not (row.subject and row.predicate and row.object):
                    self.dropped["without subject, predicate or object"] += 1
                elif self._choice.admits(row):
                    kept.append(row)
            self.kept += len(kept)
            self.filtered += sum(not row.derived for row in rows) - sum(not row.derived for row in kept)
            kept.sort(key=lambda row: (started(row) or "9", row.iri))
            yield subject, kept
        self.filtered = max(self.filtered, total - self.kept - sum(self.dropped.values()))

    def _key(self, row: FactRow) -> tuple[str, str, str]:
        if self.selection.mode is EdgeMode.PAIR:
            return min(row.subject, row.object), max(row.subject, row.object), "related"
        return row.subject, row.object, row.predicate

    def _made(self, key: tuple[str, str, str], rows: list[FactRow], all_rows: list[FactRow]) -> Iterator[Edge]:
        if self.selection.mode is not EdgeMode.FACT:
            self.aggregated += len(rows) if len(rows) > 1 else 0
            yield self._edge(key, rows, all_rows)
            return
        for number, row in enumerate(rows, 1):
            # Gephi merges edges with the same ends and kind: so the second fact of a triple is of a kind of its own
            yield self._edge((key[0], key[1], key[2] if number == 1 else f"{key[2]} ({number})"), [row], all_rows)

    def _edge(self, key: tuple[str, str, str], rows: list[FactRow], all_rows: list[FactRow]) -> Edge:
        source, target, kind = key
        last = max(rows, key=lambda row: (row.values.get("lastSaid", ""), row.iri))
        starts = [(start, row) for row in rows if (start := started(row))]
        first_date, first = min(starts, key=lambda pair: pair[0], default=(None, rows[0]))
        until = [day for row in rows for name in ("to", "from", "lastSaid") if (day := row.values.get(name))]
        relations = sorted({row.predicate for row in rows})
        years = [row.integer("year") for row in rows if "year" in row.values]
        confidences = [number for row in rows if (number := row.number("confidence")) is not None]
        stages = [row for row in rows if "stage" in row.values]
        return Edge(
            id=edge_id(source, target, kind),
            source=source,
            target=target,
            kind=kind,
            relation=" | ".join(relations),
            weight=len(rows),
            facts=tuple(row.iri for row in rows),
            amount_usd=_dollars(rows),
            first_date=first_date,
            last_date=max(until, default=None),
            date_precision=_precision(first) if first_date else None,
            year=min(years, default=None),
            status=last.values.get("status") or last.values.get("stage"),
            stage=max(stages, key=lambda row: (row.values.get("stageFrom", ""), row.iri)).values["stage"] if stages else None,
            sources=_told(rows, "documents"),
            publishers=_told(rows, "publishers"),
            confidence=max(confidences, default=None),
            symmetric=all(relation in self.facts.symmetric for relation in relations) or kind == "related",
            spells=self._spells(rows, all_rows),
            qualifiers=self._qualifiers(rows),
        )

    def _qualifiers(self, rows: list[FactRow]) -> tuple[tuple[str, str], ...]:
        if len(rows) > 1:
            return ()
        return qualifiers(rows[0]) + ((("fact", rows[0].iri),) if self.selection.mode is EdgeMode.FACT else ())

    def _bare(self, source: str, predicate: str, target: str) -> Edge:
        """An edge for a triple that a query made and no fact states."""
        kind = local(predicate)
        return Edge(
            id=edge_id(source, target, kind), source=source, target=target, kind=kind, relation=kind, symmetric=kind in self.facts.symmetric
        )

    def _spells(self, rows: list[FactRow], all_rows: list[FactRow]) -> tuple[Spell, ...]:
        """When the edge is there. An event stays from its day on, so that the timeline grows; a state ends where its end is told; a plan
        ends where the site is built, opened or cancelled."""
        spells = [spell for row in rows if (spell := _spell(row, all_rows))]
        starts = [spell.start for spell in spells if spell.start]
        if not any(row.predicate in _STATES or row.predicate.startswith(_LADDER) for row in rows):
            return (Spell(min(starts)),) if starts else ()
        return merged(spells)

    def _note(self, edge: Edge) -> None:
        start = edge.spells[0].start if edge.spells else None
        for iri in (edge.source, edge.target):
            self._ends.append(self._numbers.setdefault(iri, len(self._numbers)))
            if start is not None and start < self._first.get(iri, "9"):
                self._first[iri] = start


def qualifiers(row: FactRow) -> tuple[tuple[str, str], ...]:
    """What a fact says besides its ends, its sources and its status, sorted by name."""
    return tuple(sorted((name, value) for name, value in row.values.items() if name not in _PLUMBING))


def started(row: FactRow) -> str | None:
    """The day from which a fact stands: a site's stage since it was reached; anything else since it happened or was announced, whichever
    is earlier, so that what is due in ten years is there from its announcement on."""
    values = row.values
    if row.predicate.startswith(_LADDER):
        return (
            values.get("stageFrom")
            or values.get("firstSaid")
            or (None if row.predicate.startswith(("plans", "builds")) else values.get("from"))
        )
    return min((day for name in ("from", "firstSaid") if (day := values.get(name))), default=None)


def _spell(row: FactRow, all_rows: Iterable[FactRow]) -> Spell | None:
    start, end = started(row), None
    if row.predicate.startswith(_LADDER):
        rung = _rung(row)
        later = [
            day for other in all_rows
            if other.object == row.object and other.subject == row.subject and _rung(other) > rung and _same_site(row, other)
            and (day := started(other)) and day >= (start or "")
        ]  # fmt: skip
        end = min(later, default=None)
    elif row.predicate in _STATES:
        if row.values.get("status") in _OVER:
            start, end = (row.values.get("from") if "start" in row.values else None), row.values.get("to") or row.values.get("firstSaid")
        elif "end" in row.values:
            end = row.values.get("to")
    if start and end and end < start:
        end = None
    return Spell(start, end) if start or end else None


def _rung(row: FactRow) -> int:
    return next((number for number, name in enumerate(_LADDER) if row.predicate.startswith(name)), -1)


def _same_site(one: FactRow, other: FactRow) -> bool:
    if "ofSite" in one.values and "ofSite" in other.values and one.values["ofSite"] != other.values["ofSite"]:
        return False
    if one.values.get("phase") != other.values.get("phase") and "phase" in one.values and "phase" in other.values:
        return False
    return one.values.get("facilityKind") == other.values.get("facilityKind")


def _precision(row: FactRow) -> str:
    """How finely the start of a fact is known; "said" where it is the day on which a document said so."""
    found = days(row.values.get("date") or row.values.get("start"))
    return found[2] if found and found[0] == started(row) else "said"


def _dollars(rows: list[FactRow]) -> float | None:
    """What was spent, in US dollars: of sums that contradict each other the best told one, none that was replaced, denied or cancelled."""
    replaced = {iri for row in rows for iri in row.linked.get("supersedes", ())}
    counted: set[str] = set()
    total = None
    for row in sorted(rows, key=lambda row: (-row.integer("publishers"), -(row.number("confidence") or 0), row.iri)):
        sum_ = row.number("amount") if row.values.get("currency") == "USD" else row.number("amountUSD")
        if (
            sum_ is None
            or row.iri in replaced
            or row.values.get("status") in ("denied", "cancelled")
            or counted & set(row.linked.get("conflictsWith", ()))
        ):
            continue
        counted.add(row.iri)
        total = (total or 0.0) + sum_
    return total


def _told(rows: list[FactRow], name: str) -> int:
    """The largest count of one fact: two facts may come from the same document, so that a sum would count it twice."""
    return max(row.integer(name) for row in rows)


def edge_id(source: str, target: str, kind: str) -> str:
    """A name for an edge that is the same in each export, so that Gephi can append one to another."""
    return blake2b(f"{source}\0{target}\0{kind}".encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()
