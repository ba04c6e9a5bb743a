"""The table that trackers of data centres keep: one row a site, blank where nothing is said."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields

from kg import days, iris, lexicon
from kg.errors import QueryError
from kg.graph.facts import FactRow, Facts
from kg.iris import cx
from kg.model import Iri
from kg.protocols import Store

STAGES = ("planned", "building", "operating", "cancelled")
MIDDLE = {"city": "city", "town": "city", "county": "county", "state": "state", "division": "state", "country": "country"}


@dataclass(frozen=True, slots=True)
class SiteRow:
    """A site. ``precision`` says of what the coordinates are the middle; megawatts are the most that is told (those of a plan that was
    cancelled, too); dates are as said. What was only considered counts where nothing firm is told.

    ``amount_usd`` is the sum in dollars, at the rate of its day where it is told in another currency. ``jobs_of`` says which jobs
    ("construction"). ``announced`` is the day when it was first said, ``expected`` the latest word on when it opens, ``opened`` when it
    did. ``conflict`` is yes where documents contradict each other. ``facts`` are what `kg why` takes, and ``cells`` those that each column
    comes from.
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
    jobs_of: str
    announced: str
    expected: str
    opened: str
    documents: int
    publishers: int
    conflict: str
    site: str
    facts: tuple[str, ...]
    company_iri: str = field(compare=False)
    cells: Mapping[str, tuple[str, ...]] = field(compare=False)


COLUMNS = tuple(each.name for each in fields(SiteRow) if each.name not in ("cells", "company_iri"))


def sites(
    store: Store, *, company: str | None = None, place: str | None = None, stages: Sequence[str] = (), wider: bool = False
) -> Iterator[SiteRow]:
    """The sites of a graph, by company, place and name; of a company, within a place, at some stages.

    A site without a name shares the row of the one with a name that the company has there, where it can be what was told of that one
    before. A site in a country or region is left out, unless ``wider``, where the same documents tell the company's sites within, and it
    says no more than those: "a region in Mexico" in the headline, "in Querétaro" in the text; so is that of a parent beside its unit's.
    Raises `QueryError` for a name that nothing has.
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
        found.append((values["place"], _row(store, facts, quad.subject, values)))
    found = list(_named_later(store, facts, found))
    alike: dict[tuple[str, str], list[tuple[str, SiteRow]]] = {}
    for at, row in found:
        alike.setdefault((row.company, row.kind), []).append((at, row))
    rows = [row for at, row in found if wider or not _says_no_more(store, facts, at, row, alike[row.company, row.kind])]
    rows = [row for row in rows if wider or not _is_told_of_another(store, row, rows)]
    yield from sorted(
        (row for row in rows if not stages or row.status in stages), key=lambda row: (row.company, row.place, row.kind, row.name, row.facts)
    )


def one(store: Store, site: str) -> SiteRow:
    """The row of a site, named by its IRI or by what follows the base in it. Raises `QueryError` where there is none."""
    iri = Iri(site if site.startswith(iris.BASE) else iris.BASE + site)
    if not any(store.match(iri, iris.TYPE, cx("Site"), None)):
        raise QueryError(f"the graph has no site {site!r} (the column site of `kg sites --format csv` names them)")
    facts, values = Facts(store), _values(store, iri)
    found = [(values["place"], _row(store, facts, iri, values))]
    for quad in store.match(None, cx("company"), Iri(values["company"]), None):  # one of them may be the same, told without a name
        more = _values(store, quad.subject)
        if quad.subject != iri and more["place"] == values["place"]:
            found.append((more["place"], _row(store, facts, quad.subject, more)))
    return next((row for _, row in _named_later(store, facts, found) if row.site == iri), found[0][1])


Placed = tuple[str, SiteRow]
"""A row with the IRI of its place."""


def _named_later(store: Store, facts: Facts, found: Sequence[Placed]) -> Iterator[Placed]:
    """The rows, those of a site first told without its name joined with the one that has it."""
    named: dict[tuple[str, str], list[Placed]] = {}
    for at, row in found:
        if row.name:
            named.setdefault((row.company, row.kind), []).append((at, row))
    joined: dict[str, Iri] = {}  # by the site that has a name
    for at, row in found:
        here = [] if row.name else [each for spot, each in named.get((row.company, row.kind), ()) if at == spot]
        if len(here) == 1 and here[0].site not in joined and _can_be(facts, row, here[0]):
            joined[here[0].site] = Iri(row.site)
    gone = {str(site) for site in joined.values()}
    for at, row in found:
        if row.site in joined:
            values, before = _values(store, Iri(row.site)), _values(store, joined[row.site])
            further = max(values, before, key=lambda told: STAGES.index(told["stage"]))
            values |= {name: further[name] for name in ("stage", "stageFrom") if name in further}
            yield at, _row(store, facts, Iri(row.site), values, joined[row.site])
        elif row.site not in gone:
            yield at, row


def _can_be(facts: Facts, early: SiteRow, late: SiteRow) -> bool:
    """Whether a site without a name can be what is told of one with a name: told no later, and not further on, or opened since."""
    if _count(facts, early) > 1 or not early.announced or not late.announced:
        return False
    if early.kind == "CloudRegion" or early.opened > late.announced:  # one region in a place; opened after the plan
        return True
    return early.announced <= late.announced and STAGES.index(early.status) <= STAGES.index(late.status)


def _is_told_of_another(store: Store, row: SiteRow, others: Iterable[SiteRow]) -> bool:
    """Whether a site is told of a parent, which is that of its unit, or as data centers, which are those of a cloud region: at the same
    place and stage, with no more figures."""
    for other in others:
        if other is row or (other.place, other.status) != (row.place, row.status) or row.name not in ("", other.name):
            continue
        of_region = row.kind == "DataCenter" and other.kind == "CloudRegion"
        if not of_region and (row.kind != other.kind or other.company_iri == row.company_iri):
            continue
        if other.company_iri != row.company_iri and not _is_unit(store, other.company_iri, row.company_iri):
            continue
        figures = ("planned_mw", "operating_mw", "amount", "acres", "tenant", "expected", "opened")
        if all(getattr(row, name) in (None, "", getattr(other, name)) for name in figures):
            return True
    return False


def _is_unit(store: Store, unit: str, parent: str) -> bool:
    """Whether a company is a unit of another, by what documents tell or by the tables."""
    if any(store.match(Iri(unit), cx("unitOf"), Iri(parent), None)):
        return True
    row = lexicon.load().get(unit.removeprefix(iris.BASE))
    return row is not None and parent.removeprefix(iris.BASE) in row.part_of


def _values(store: Store, site: Iri) -> dict[str, str]:
    """What the graph says of a site; of several values the smallest."""
    values: dict[str, str] = {}
    for quad in store.match(site, None, None, None):
        name, text = iris.local(quad.predicate), str(iris.value_of(quad.object))
        values[name] = min(values.get(name, text), text)
    return values


def _row(store: Store, facts: Facts, site: Iri, values: dict[str, str], before: Iri | None = None) -> SiteRow:
    """The row of a site; ``before`` is the same site as it was told without a name."""
    found = [quad for each in (site, before) if each for quad in store.match(None, cx("ofSite"), each, None)]
    all_told = sorted((facts.fact(quad.subject) for quad in found), key=_latest)
    told = [fact for fact in all_told if fact.values.get("status") not in ("considered", "denied")] or all_told
    company, place, name = facts.node(values["company"]), facts.node(values["place"]), values.get(iris.LABEL, "")
    to_come = [fact for fact in told if fact.values.get("stage") in ("planned", "building")]
    running = [fact for fact in told if fact.values.get("stage") == "operating"]
    not_yet = [fact for fact in told if fact.values.get("stage") != "operating"]
    planned, operating, largest = (_most(of, "capacityMW") for of in (not_yet, running, told))
    price = next((fact for fact in reversed(told) if fact.number("amount") is not None), None)
    acres = _most(told, "landAcres")
    jobs = _most((f for f in facts.of_subject(company.id) if f.predicate == "createsJobsIn" and f.object == place.id), "count")
    tenants = list(_leases(facts, company.id, name))
    detail = next((fact for fact in reversed(told) if "stageDetail" in fact.values), None)
    expected = next((fact for fact in reversed(to_come) if _is_due(fact)), None)
    opened = min((fact for fact in running if "date" in fact.values), key=lambda f: (f.values.get("from", ""), f.iri), default=None)
    if opened and opened.values.get("from", "") > values.get("stageFrom", "9"):
        opened = None  # it was open before: what opened then is more of it
    announced = min((fact for fact in all_told if "firstSaid" in fact.values), key=lambda f: (f.values["firstSaid"], f.iri), default=None)
    standing = [fact for fact in told if fact.values.get("stage") == values.get("stage")]
    disputed = [fact for fact in told if fact.linked.get("conflictsWith")]
    located = place.latitude is not None and place.longitude is not None
    all_ = tuple(fact.iri for fact in all_told)
    cells = dict.fromkeys(("company", "place", "country", "kind", "documents", "publishers"), all_)
    cells |= dict.fromkeys(("latitude", "longitude", "precision"), all_ if located else ())
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
        "jobs_of": _iris(jobs) if jobs and "jobKind" in jobs.values else (),
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
        jobs_of=_text(jobs, "jobKind"),
        announced=_text(announced, "firstSaid"),
        expected=_text(expected, "date"),
        opened=_text(opened, "date"),
        documents=max((fact.integer("documents") for fact in told), default=0),
        publishers=max((fact.integer("publishers") for fact in told), default=0),
        conflict="yes" if disputed else "",
        site=site,
        facts=all_,
        company_iri=company.id,
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


def _says_no_more(store: Store, facts: Facts, place: str, row: SiteRow, others: Iterable[tuple[str, SiteRow]]) -> bool:
    """Whether others of the same company and kind within the place tell all that a nameless site does, in the same documents."""
    within = [each for at, each in others if at != place and place in facts.wider_places(at)]
    if row.name or not within or _count(facts, row) > len(within):
        return False
    if not _documents(store, facts, row) <= {document for each in within for document in _documents(store, facts, each)}:
        return False
    figures = ("planned_mw", "operating_mw", "amount", "acres", "tenant", "detail", "jobs")
    if any((told := getattr(row, name)) not in (None, "") and told not in {getattr(each, name) for each in within} for name in figures):
        return False
    dates = ((getattr(row, name), [getattr(each, name) for each in within]) for name in ("expected", "opened"))
    return all(not told or any(days.agree(told, other) for other in others_) for told, others_ in dates)


def _count(facts: Facts, row: SiteRow) -> int:
    return max((facts.fact(fact).integer("count") for fact in row.facts), default=0)


def _documents(store: Store, facts: Facts, row: SiteRow) -> set[Iri]:
    claims = (claim for fact in row.facts for claim in facts.fact(fact).linked.get("claim", ()))
    return {graph for claim in claims for graph in (quad.graph for quad in store.match(Iri(claim), iris.TYPE, None)) if graph is not None}


def _is_due(fact: FactRow) -> bool:
    """Whether the date of a plan was ahead when it was told; else it is that of the announcement or of the first spade."""
    due, said = days.span(fact.values.get("date")), days.span(fact.values.get("firstSaid"))
    if due is None or said is None:
        return due is not None
    if fact.values.get("stage") == "building" and due.days <= 31:
        return due.first > said.first
    return due.last >= said.first


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
