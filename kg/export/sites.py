"""Sites and investments with places on the map: what GeoJSON, the page and pictures draw."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from kg.export.status import words
from kg.graph import Node, Stream
from kg.graph.facts import FactRow
from kg.graph.stream import started
from kg.iris import CX, RDF, RDFS
from kg.model import Iri
from kg.protocols import Store

_TYPE, _SITE_CLASS, _SITE, _BASED_IN = Iri(RDF + "type"), Iri(CX + "Site"), Iri(CX + "ofSite"), Iri(CX + "basedIn")
_MONEY = ("investsIn", "acquires")


@dataclass(frozen=True, slots=True)
class Spot:
    """Where something is drawn. ``approximate`` where the coordinates are those of a wider place, called ``of``."""

    longitude: float
    latitude: float
    of: str
    approximate: bool


@dataclass(frozen=True, slots=True)
class Site:
    """One company's facility in one place, with what its facts say. ``history`` holds (day, stage), the earliest first."""

    iri: str
    name: str | None
    company: Node
    place: Node
    spot: Spot
    kind: str
    stage: str
    since: str | None
    history: tuple[tuple[str, str], ...]
    capacity_mw: float | None
    count: int | None
    amount: float | None
    currency: str | None
    year: int | None
    sources: int
    publishers: int
    facts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Arc:
    """An investment from the home of the investor to the place that it goes to."""

    fact: str
    relation: str
    source: Node
    target: Node
    start: Spot
    end: Spot
    amount: float | None
    currency: str | None
    status: str | None
    since: str | None
    year: int | None
    sources: int


class Atlas:
    """The sites and arcs of a selection; counts in ``missing`` what cannot be drawn, by reason."""

    def __init__(self, store: Store, stream: Stream, status_words: str = "own") -> None:
        self._store = store
        self._stream = stream
        self._rename = words(status_words) or (lambda word: word)
        self._nodes: dict[str, Node] = {}
        self._spots: dict[str, Spot | None] = {}
        self.missing: dict[str, int] = {}

    def sites(self) -> Iterator[Site]:
        """The sites of which the selection lets a fact through, sorted by IRI."""
        for iri in sorted({str(quad.subject) for quad in self._store.match(None, _TYPE, _SITE_CLASS, None)}):
            rows = sorted(
                (self._stream.facts.fact(quad.subject) for quad in self._store.match(None, _SITE, Iri(iri), None)),
                key=lambda row: (started(row) or "", row.iri),
            )
            rows = [row for row in rows if self._stream.admits(row)]
            values = self._stream.facts.fact(iri).values
            if not rows or "place" not in values or "company" not in values:
                continue
            spot = self.spot(values["place"])
            if spot is None:
                self._miss("sites whose place has no coordinates")
                continue
            yield self._site(iri, values, rows, spot)

    def arcs(self) -> Iterator[Arc]:
        """The investments and purchases that go to a place, from where the investor is based, sorted by fact."""
        for subject in self._stream.subjects():
            rows = [row for row in self._stream.facts.of_subject(subject) if row.predicate in _MONEY and self._stream.admits(row)]
            for row in sorted(rows, key=lambda row: row.iri):
                if self._stream.facts.type(row.object) != "Place":
                    continue
                start, end = self._home(subject), self.spot(row.object)
                if start is None or end is None:
                    self._miss("investments whose ends have no coordinates")
                elif (start.longitude, start.latitude) != (end.longitude, end.latitude):
                    yield Arc(
                        fact=row.iri,
                        relation=row.predicate,
                        source=self.node(subject),
                        target=self.node(row.object),
                        start=start,
                        end=end,
                        amount=row.number("amount"),
                        currency=row.values.get("currency"),
                        status=self._rename(row.values.get("status")),
                        since=started(row),
                        year=row.integer("year") or None,
                        sources=row.integer("documents"),
                    )

    def node(self, iri: str) -> Node:
        """An entity, read once."""
        if iri not in self._nodes:
            self._nodes[iri] = self._stream.facts.node(iri)
        return self._nodes[iri]

    def spot(self, place: str) -> Spot | None:
        """The coordinates of a place, else of the nearest wider one below a country; None where neither has any."""
        if place not in self._spots:
            self._spots[place] = self._found(place)
        return self._spots[place]

    def _found(self, place: str) -> Spot | None:
        step = [place]
        seen: set[str] = set()
        while step:
            nodes = [self.node(iri) for iri in step]
            for node in nodes:
                if (
                    node.latitude is not None
                    and node.longitude is not None
                    and (node.id == place or node.kind not in ("region", "world region"))
                ):
                    return Spot(node.longitude, node.latitude, node.label, node.id != place)
            seen.update(step)
            step = sorted({wider for iri in step for wider in self._stream.facts.one_wider(iri)} - seen)
        return None

    def _home(self, company: str) -> Spot | None:
        homes = sorted({str(quad.object) for quad in self._store.match(Iri(company), _BASED_IN, None, None)})
        spots = [spot for home in homes if (spot := self.spot(home))]
        return min(spots, key=lambda spot: (spot.approximate, spot.of), default=None)

    def _site(self, iri: str, values: dict[str, str], rows: list[FactRow], spot: Spot) -> Site:
        last = {name: row.values[name] for row in rows for name in row.values}
        costs = [row for row in rows if row.number("amount") is not None]
        stage = values.get("stage") or last.get("stage", "planned")
        return Site(
            iri=iri,
            name=self.node(iri).label if any(True for _ in self._labels(iri)) else None,
            company=self.node(values["company"]),
            place=self.node(values["place"]),
            spot=spot,
            kind=values.get("facilityKind", ""),
            stage=self._rename(stage) or stage,
            since=values.get("stageFrom"),
            history=tuple(dict.fromkeys((day, row.values["stage"]) for row in rows if "stage" in row.values and (day := started(row)))),
            capacity_mw=max((n for row in rows if (n := row.number("capacityMW")) is not None), default=None),
            count=max((row.integer("count") for row in rows), default=0) or None,
            amount=costs[-1].number("amount") if costs else None,
            currency=costs[-1].values.get("currency") if costs else None,
            year=min((row.integer("year") for row in rows if "year" in row.values), default=None),
            sources=max(row.integer("documents") for row in rows),
            publishers=max(row.integer("publishers") for row in rows),
            facts=tuple(row.iri for row in rows),
        )

    def _labels(self, iri: str) -> Iterator[object]:
        return self._store.match(Iri(iri), Iri(RDFS + "label"), None, None)

    def _miss(self, reason: str) -> None:
        self.missing[reason] = self.missing.get(reason, 0) + 1
