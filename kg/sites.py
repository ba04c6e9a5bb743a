"""The table that trackers of data centres keep: one row a site, blank where nothing is said."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields

from kg import iris
from kg.errors import QueryError
from kg.graph.facts import FactRow, Facts
from kg.iris import cx
from kg.model import Iri
from kg.protocols import Store

STAGES = ("planned", "building", "operating", "cancelled")
MIDDLE = {"city": "city", "town": "city", "county": "county", "state": "state", "division": "state", "country": "country"}


@dataclass(frozen=True, slots=True)
class SiteRow:
    """A site. ``precision`` says of what the coordinates are the middle; megawatts are the most that is told; dates are as said.

    ``amount_usd`` is the sum in dollars, at the rate of its day where it is told in another currency. ``announced`` is the day when it
    was first said, ``expected`` the latest word on when it opens, ``opened`` when it did. ``conflict`` is yes where documents contradict
    each other. ``facts`` are what `kg why` takes, and ``cells`` those that each column comes from.
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
    amount_usd: float | None
    acres: float | None
    jobs: float | None
    announced: str
    expected: str
    opened: str
    documents: int
    publishers: int
    conflict: str
    site: str
    facts: tuple[str, ...]
    cells: Mapping[str, tuple[str, ...]] = field(compare=False)


COLUMNS = tuple(each.name for each in fields(SiteRow) if each.name != "cells")


def sites(store: Store, *, company: str | None = None, place: str | None = None, stages: Sequence[str] = ()) -> Iterator[SiteRow]:
    """The sites of a graph, by company, place and name; of a company, within a place, at some stages.

    Raises `QueryError` for a company or place that nothing is called.
    """
    facts = Facts(store)
    companies = set(facts.entities(company)) if company else None
    places = set(facts.entities(place)) if place else None
    found = []
    for quad in store.match(None, iris.TYPE, cx("Site"), None):
        values = _values(store, quad.subject)
        if companies is not None and values["company"] not in companies:
            continue
        if places is not None and not places & facts.wider_places(values["place"]):
            continue
        if stages and values.get("stage") not in stages:
            continue
        found.append(_row(store, facts, quad.subject, values))
    yield from sorted(found, key=lambda row: (row.company, row.place, row.kind, row.name, row.facts))


def one(store: Store, site: str) -> SiteRow:
    """The row of a site, named by its IRI or by what follows the base in it. Raises `QueryError` where there is none."""
    iri = Iri(site if site.startswith(iris.BASE) else iris.BASE + site)
    if not any(store.match(iri, iris.TYPE, cx("Site"), None)):
        raise QueryError(f"the graph has no site {site!r} (the column site of `kg sites --format csv` names them)")
    return _row(store, Facts(store), iri, _values(store, iri))


def _values(store: Store, site: Iri) -> dict[str, str]:
    """What the graph says of a site; of several values the smallest."""
    values: dict[str, str] = {}
    for quad in store.match(site, None, None, None):
        name, text = iris.local(quad.predicate), str(iris.value_of(quad.object))
        values[name] = min(values.get(name, text), text)
    return values


def _row(store: Store, facts: Facts, site: Iri, values: dict[str, str]) -> SiteRow:
    told = sorted((facts.fact(quad.subject) for quad in store.match(None, cx("ofSite"), site, None)), key=_latest)
    company, place, name = facts.node(values["company"]), facts.node(values["place"]), values.get(iris.LABEL, "")
    to_come = [fact for fact in told if fact.values.get("stage") in ("planned", "building")]
    running = [fact for fact in told if fact.values.get("stage") == "operating"]
    planned, operating, largest = (_most(of, "capacityMW") for of in (to_come, running, told))
    price = next((fact for fact in reversed(told) if fact.number("amount") is not None), None)
    acres = _most(told, "landAcres")
    jobs = _most((f for f in facts.of_subject(company.id) if f.predicate == "createsJobsIn" and f.object == place.id), "count")
    tenants = list(_leases(facts, company.id, name))
    detail = next((fact for fact in reversed(told) if "stageDetail" in fact.values), None)
    expected = next((fact for fact in reversed(to_come) if "date" in fact.values), None)
    opened = next((fact for fact in running if "date" in fact.values), None)
    announced = min((fact for fact in told if "firstSaid" in fact.values), key=lambda f: (f.values["firstSaid"], f.iri), default=None)
    standing = [fact for fact in told if fact.values.get("stage") == values.get("stage")]
    disputed = [fact for fact in told if fact.linked.get("conflictsWith")]
    located = place.latitude is not None and place.longitude is not None
    all_ = tuple(fact.iri for fact in told)
    cells = dict.fromkeys(("company", "place", "country", "latitude", "longitude", "precision", "kind", "documents", "publishers"), all_)
    cells |= dict.fromkeys(("amount", "currency", "amount_usd"), _iris(price))
    cells |= {
        "name": tuple(fact.iri for fact in told if "site" in fact.values),
        "tenant": tuple(fact.iri for fact in tenants),
        "status": tuple(fact.iri for fact in standing),
        "since": tuple(fact.iri for fact in standing if fact.values.get("stageFrom") == values.get("stageFrom")),
        "detail": _iris(detail),
        "planned_mw": _iris(planned),
        "operating_mw": _iris(operating),
        "mw_of": _iris(largest) if largest and "capacityOf" in largest.values else (),
        "acres": _iris(acres),
        "jobs": _iris(jobs),
        "announced": _iris(announced),
        "expected": _iris(expected),
        "opened": _iris(opened),
        "conflict": tuple(fact.iri for fact in disputed),
        "site": all_,
        "facts": all_,
    }
    currency = price.values.get("currency", "") if price else ""
    return SiteRow(
        name=name,
        company=company.label,
        tenant=", ".join(sorted({facts.node(fact.subject).label for fact in tenants})),
        place=place.label,
        country=place.country or "",
        latitude=place.latitude if located else None,
        longitude=place.longitude if located else None,
        precision=f"middle of the {MIDDLE.get(place.kind or '', place.kind or 'place')}" if located else "",
        kind=values.get("facilityKind", ""),
        status=values.get("stage", ""),
        detail=_text(detail, "stageDetail"),
        since=values.get("stageFrom", ""),
        planned_mw=_number(planned, "capacityMW"),
        operating_mw=_number(operating, "capacityMW"),
        mw_of=_text(largest, "capacityOf"),
        amount=_number(price, "amount"),
        currency=currency,
        amount_usd=_number(price, "amount" if currency == "USD" else "amountUSD"),
        acres=_number(acres, "landAcres"),
        jobs=_number(jobs, "count"),
        announced=_text(announced, "firstSaid"),
        expected=_text(expected, "date"),
        opened=_text(opened, "date"),
        documents=max((fact.integer("documents") for fact in told), default=0),
        publishers=max((fact.integer("publishers") for fact in told), default=0),
        conflict="yes" if disputed else "",
        site=site,
        facts=all_,
        cells={column: from_ for column, from_ in cells.items() if from_},
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


def _most(facts: Iterable[FactRow], name: str) -> FactRow | None:
    """The fact with the largest figure; of several the first."""
    return max((fact for fact in facts if fact.number(name) is not None), key=lambda fact: fact.number(name) or 0.0, default=None)


def _number(fact: FactRow | None, name: str) -> float | None:
    return fact.number(name) if fact else None


def _text(fact: FactRow | None, name: str) -> str:
    return fact.values.get(name, "") if fact else ""


def _iris(fact: FactRow | None) -> tuple[str, ...]:
    return (fact.iri,) if fact else ()


def _leases(facts: Facts, company: str, name: str) -> Iterator[FactRow]:
    """Who is said to lease that very site, by its name."""
    if name:
        for fact in facts.of_object(company):
            if fact.predicate == "leasesFrom" and iris.fold(fact.values.get("site", "")) == iris.fold(name):
                yield fact
