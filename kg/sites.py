"""The table that trackers of data centres keep: one row a site, blank where nothing is said."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, fields

from kg import iris
from kg.graph.facts import FactRow, Facts
from kg.graph.nouns import Node
from kg.iris import cx
from kg.protocols import Store

STAGES = ("planned", "building", "operating", "cancelled")
MIDDLE = {"city": "city", "town": "city", "county": "county", "state": "state", "division": "state", "country": "country"}


@dataclass(frozen=True, slots=True)
class SiteRow:
    """A site. ``precision`` says of what the coordinates are the middle; megawatts are the most that is told; dates are as said.

    ``announced`` is the day when it was first said, ``expected`` the latest word on when it opens, ``opened`` when it did.
    ``conflict`` is yes where documents contradict each other; ``facts`` are what `kg why` takes.
    """

    name: str
    company: str
    tenant: str
    place: str
    country: str
    latitude: float | None
    longitude: float | None
    precision: str
    kind: str
    status: str
    detail: str
    since: str
    planned_mw: float | None
    operating_mw: float | None
    mw_of: str
    amount: float | None
    currency: str
    acres: float | None
    jobs: float | None
    announced: str
    expected: str
    opened: str
    documents: int
    publishers: int
    conflict: str
    facts: tuple[str, ...]


COLUMNS = tuple(field.name for field in fields(SiteRow))


def sites(store: Store, *, company: str | None = None, place: str | None = None, stages: Sequence[str] = ()) -> Iterator[SiteRow]:
    """The sites of a graph, by company, place and name; of a company, within a place, at some stages.

    Raises `QueryError` for a company or place that nothing is called.
    """
    facts = Facts(store)
    companies = set(facts.entities(company)) if company else None
    places = set(facts.entities(place)) if place else None
    found = []
    for quad in store.match(None, iris.TYPE, cx("Site"), None):
        values = {iris.local(q.predicate): str(iris.value_of(q.object)) for q in store.match(quad.subject, None, None, None)}
        if companies is not None and values["company"] not in companies:
            continue
        if places is not None and not places & facts.wider_places(values["place"]):
            continue
        if stages and values.get("stage") not in stages:
            continue
        told = [facts.fact(q.subject) for q in store.match(None, cx("ofSite"), quad.subject, None)]
        label = values.get(iris.LABEL, "")
        found.append(_row(facts, label, values, sorted(told, key=_latest), facts.node(values["company"]), facts.node(values["place"])))
    yield from sorted(found, key=lambda row: (row.company, row.place, row.kind, row.name, row.facts))


def _row(facts: Facts, name: str, values: dict[str, str], told: list[FactRow], company: Node, place: Node) -> SiteRow:
    open_to_come = [f for f in told if f.values.get("stage") in ("planned", "building")]
    running = [f for f in told if f.values.get("stage") == "operating"]
    sizes = [f for f in told if f.number("capacityMW") is not None]
    largest = max(sizes, key=lambda f: f.number("capacityMW") or 0.0, default=None)
    priced = [f for f in told if f.number("amount") is not None]
    latest_price = priced[-1] if priced else None
    country = place.country or ""
    return SiteRow(
        name=name,
        company=company.label,
        tenant=", ".join(sorted(_tenants(facts, company.id, name))),
        place=place.label,
        country=country,
        latitude=place.latitude,
        longitude=place.longitude,
        precision=f"middle of the {MIDDLE.get(place.kind or '', place.kind or 'place')}" if place.latitude is not None else "",
        kind=values.get("facilityKind", ""),
        status=values.get("stage", ""),
        detail=next((f.values["stageDetail"] for f in reversed(told) if "stageDetail" in f.values), ""),
        since=values.get("stageFrom", ""),
        planned_mw=_most(open_to_come, "capacityMW"),
        operating_mw=_most(running, "capacityMW"),
        mw_of=largest.values.get("capacityOf", "") if largest else "",
        amount=latest_price.number("amount") if latest_price else None,
        currency=latest_price.values.get("currency", "") if latest_price else "",
        acres=_most(told, "landAcres"),
        jobs=_most((f for f in facts.of_subject(company.id) if f.predicate == "createsJobsIn" and f.object == place.id), "count"),
        announced=min((f.values["firstSaid"] for f in told if "firstSaid" in f.values), default=""),
        expected=next((f.values["date"] for f in reversed(open_to_come) if "date" in f.values), ""),
        opened=next((f.values["date"] for f in running if "date" in f.values), ""),
        documents=max((f.integer("documents") for f in told), default=0),
        publishers=max((f.integer("publishers") for f in told), default=0),
        conflict="yes" if any(f.linked.get("conflictsWith") for f in told) else "",
        facts=tuple(f.iri for f in told),
    )


def geojson(rows: Iterable[SiteRow]) -> dict[str, object]:
    """The rows as a FeatureCollection (RFC 7946); a site whose place has no coordinates has no geometry."""
    return {"type": "FeatureCollection", "features": [_feature(row) for row in rows]}


def _feature(row: SiteRow) -> dict[str, object]:
    geometry = None
    if row.latitude is not None and row.longitude is not None:
        geometry = {"type": "Point", "coordinates": [row.longitude, row.latitude]}
    told = {name: getattr(row, name) for name in COLUMNS if name not in ("latitude", "longitude")}
    properties = {name: value for name, value in told.items() if value not in (None, "", ())}
    return {"type": "Feature", "geometry": geometry, "properties": properties}


def _latest(fact: FactRow) -> tuple[str, str]:
    return fact.values.get("lastSaid", ""), fact.iri


def _most(facts: Iterable[FactRow], name: str) -> float | None:
    return max((number for f in facts if (number := f.number(name)) is not None), default=None)


def _tenants(facts: Facts, company: str, name: str) -> Iterator[str]:
    """Who is said to lease that very site, by its name."""
    if not name:
        return
    for fact in facts.of_object(company):
        if fact.predicate == "leasesFrom" and iris.fold(fact.values.get("site", "")) == iris.fold(name):
            yield facts.node(fact.subject).label
