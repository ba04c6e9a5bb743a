"""Checks of common sense: what no shape can tell, because it takes two facts, a calendar or some knowledge of the trade to see.

Each check is a function from a `Graph` to findings, under its name in `CHECKS`. A check had better be silent than wrong:
what may well be so is left alone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from itertools import combinations
from types import MappingProxyType

from kg import days, iris
from kg.model import Iri
from kg.protocols import Store
from kg.validate.findings import Finding, Graph, Node

_SAME = Decimal("0.02")
_LARGEST_CAMPUS = Decimal(8_000)  # MW; the largest campuses that are planned are of 5 to 7 GW
_DOLLARS_PER_MW = (Decimal(200_000), Decimal(150_000_000))  # a bare shell, and a campus with its chips, both with room to spare
_SUMS = (Decimal(10_000), Decimal(2_000_000_000_000))  # US dollars in a fact
_MOST = MappingProxyType({"DataCenter": 200, "CloudRegion": 100, "AvailabilityZone": 200, "EdgeLocation": 2_000, "Office": 500})
_MOST_JOBS = 200_000
_FIRST_CLOUD = 2006
_FAR = 30  # years ahead; most that is told of later days was no date
_POWER_OF_SITES = frozenset({None, "it", "facility", "grid"})  # not what plants and batteries give

# How many US dollars a unit of a currency is, in order of magnitude: enough to see that a sum is out of all proportion.
_DOLLARS = MappingProxyType(
    {
        **dict.fromkeys(("USD", "EUR", "GBP", "CHF", "CAD", "AUD", "NZD", "SGD", "KWD", "BHD", "OMR", "JOD"), Decimal(1)),
        **dict.fromkeys(("AED", "SAR", "QAR", "BRL", "CNY", "PLN", "MYR", "ILS", "RON", "GEL"), Decimal("0.25")),
        **dict.fromkeys(("HKD", "DKK", "NOK", "SEK", "ZAR", "MXN", "TRY", "EGP", "MAD", "UAH"), Decimal("0.1")),
        **dict.fromkeys(("INR", "THB", "TWD", "PHP", "CZK", "RUB", "BDT", "KES", "LKR", "ISK"), Decimal("0.02")),
        **dict.fromkeys(("JPY", "HUF", "PKR", "NGN", "KZT", "RSD"), Decimal("0.005")),
        **dict.fromkeys(("KRW", "CLP", "COP", "ARS", "CRC"), Decimal("0.0006")),
        **dict.fromkeys(("IDR", "VND", "IRR", "LAK", "UZS"), Decimal("0.00006")),
    }
)


def check(store: Store, *, today: date | None = None) -> Iterator[Finding]:
    """What looks wrong in a store. ``today`` turns on the look at the calendar in the check on due dates."""
    graph = Graph(store)
    for look in CHECKS.values():
        yield from look(graph)
    if today is not None:
        yield from _overdue_today(graph, today)


def _finding(rule: str, graph: Graph, message: str, *facts: Node) -> Finding:
    says = "; ".join(dict.fromkeys(map(graph.says, facts)))
    return Finding(rule, tuple(fact.iri for fact in facts), f"{says}: {message}", graph.quotes(*facts))


# -- figures


def _thousandfold(graph: Graph) -> Iterator[Finding]:
    """Thousands for millions, millions for billions, kilowatts for megawatts."""
    seen = set()
    for facts in (*graph.pairs.values(), *graph.sites.values()):
        for one, other in combinations(facts, 2):
            for figure, unit in (("amount", "currency"), ("capacityMW", "capacityOf")):
                a, b = one.number(figure) or Decimal(0), other.number(figure) or Decimal(0)
                if a <= 0 or b <= 0 or one.text(unit) != other.text(unit) or (one.iri, other.iri) in seen:
                    continue
                ratio = max(a, b) / min(a, b)
                power = next((power for power in (1_000, 1_000_000) if abs(ratio / power - 1) < _SAME), None)
                if power is not None:
                    seen.add((one.iri, other.iri))
                    yield _finding("thousandfold", graph, f"the same figure {power:,} times apart, {_plain(a)} and {_plain(b)}", one, other)


def _campus_too_big(graph: Graph) -> Iterator[Finding]:
    for fact in graph.facts:
        power = fact.number("capacityMW")
        if fact.text("stage") and power is not None and power > _LARGEST_CAMPUS and fact.text("capacityOf") in _POWER_OF_SITES:
            yield _finding("campus-too-big", graph, f"{_plain(power)} MW, more than any campus ({_plain(_LARGEST_CAMPUS)} MW)", fact)


def _sum_per_megawatt(graph: Graph) -> Iterator[Finding]:
    low, high = _DOLLARS_PER_MW
    for fact in graph.facts:
        power, dollars = fact.number("capacityMW"), _dollars(fact)
        if not fact.text("stage") or not power or dollars is None or fact.text("capacityOf") not in _POWER_OF_SITES:
            continue
        each = dollars / power
        if not low <= each <= high:
            many = "much" if each > high else "little"
            yield _finding(
                "sum-per-megawatt", graph, f"about {_plain(round(each / 1_000_000, 3))} million US dollars a megawatt is too {many}", fact
            )


def _sum_out_of_range(graph: Graph) -> Iterator[Finding]:
    low, high = _SUMS
    for fact in graph.facts:
        dollars = _dollars(fact)
        if dollars is not None and not low <= dollars <= high:
            size = "large" if dollars > high else "small"
            told = f"{_plain(fact.number('amount') or Decimal(0))} {fact.text('currency')}"
            yield _finding("sum-out-of-range", graph, f"{told} is too {size} a sum for such a fact", fact)


def _too_many(graph: Graph) -> Iterator[Finding]:
    for fact in graph.facts:
        count = fact.number("count")
        most = _MOST_JOBS if fact.relation == "createsJobsIn" else _MOST.get(fact.text("facilityKind") or "")
        if count is not None and most is not None and count > most:
            what = "jobs" if fact.relation == "createsJobsIn" else "facilities of the kind"
            yield _finding("too-many", graph, f"{_plain(count)} {what} in one place, {most:,} are the most that is credible", fact)


def _phase_too_large(graph: Graph) -> Iterator[Finding]:
    for facts in graph.sites.values():
        wholes = [f for f in facts if f.text("phase") is None and f.number("capacityMW") is not None]
        if not wholes:
            continue
        whole = max(wholes, key=lambda f: f.number("capacityMW") or Decimal(0))
        size = whole.number("capacityMW") or Decimal(0)
        for phase in facts:
            power = phase.number("capacityMW")
            if phase.text("phase") is not None and power is not None and power > size * Decimal("1.01"):
                message = f"phase {phase.text('phase')} of {_plain(power)} MW is larger than its site of {_plain(size)} MW"
                yield _finding("phase-larger-than-site", graph, message, phase, whole)


def _shares(graph: Graph) -> Iterator[Finding]:
    """Shares of one market in one year that come to more than all of it."""
    markets: dict[tuple[object, ...], list[Node]] = {}
    for fact in graph.facts:
        if fact.number("share") is not None and fact.relation == "hasMarketPositionIn":
            markets.setdefault((fact.end(iris.OBJECT), fact.text("market"), fact.text("year")), []).append(fact)
    for facts in markets.values():
        best: dict[Iri | None, Node] = {}
        for fact in sorted(facts, key=lambda f: (f.number("share") or 0, f.iri)):
            best[fact.end(iris.SUBJECT)] = fact
        total = sum((f.number("share") or Decimal(0) for f in best.values()), Decimal(0))
        if len(best) > 1 and total > 101:
            yield _finding("shares-above-100", graph, f"shares of one market that come to {_plain(total)} percent", *best.values())


# -- dates


def _order_of_dates(graph: Graph) -> Iterator[Finding]:
    """A period that ends before it begins, and works that begin after the opening."""
    for fact in graph.facts:
        start, end = fact.text("start"), fact.text("end")
        if _after(start, end):
            yield _finding("dates-reversed", graph, f"ends in {end}, before it starts in {start}", fact)
        works, opens = fact.text("constructionStart"), fact.text("date")
        if fact.text("stage") != "cancelled" and _after(works, opens):
            yield _finding("dates-reversed", graph, f"construction starts in {works}, after the opening in {opens}", fact)


def _opened_ahead(graph: Graph) -> Iterator[Finding]:
    """Said to be open since a day that was still to come."""
    for fact in graph.facts:
        opened, said = fact.day("from"), fact.day("lastSaid")
        if fact.text("stage") == "operating" and fact.text("date") and opened and said and opened > said:
            yield _finding(
                "opened-ahead", graph, f"open since {fact.text('date')}, which was still to come when it was said on {said}", fact
            )


def _opened_before_announced(graph: Graph) -> Iterator[Finding]:
    """Of one named site, or one phase: open before anybody planned it."""
    for facts in graph.sites.values():
        for opened in facts:
            day = opened.day("to")
            if opened.text("stage") != "operating" or not opened.text("date") or day is None:
                continue
            for plan in facts:
                said = plan.day("firstSaid")
                same = plan.text("phase") == opened.text("phase") and (plan.text("site") or plan.text("phase")) is not None
                if plan.text("stage") == "planned" and same and said and said > day:
                    message = f"opened in {opened.text('date')}, before it was announced on {said}"
                    yield _finding("opened-before-announced", graph, message, opened, plan)


def _due_in_the_past(graph: Graph) -> Iterator[Finding]:
    """Planned for a day that was over when it was said."""
    for fact in graph.facts:
        due, said = fact.day("to"), fact.day("firstSaid")
        if fact.text("stage") in {"planned", "building"} and fact.text("date") and due and said and due < said:
            message = f"{fact.text('stage')} for {fact.text('date')}, which was over when it was said on {said}"
            yield _finding("due-in-the-past", graph, message, fact)


def _overdue(graph: Graph) -> Iterator[Finding]:
    """The due date is past, and a document of a later day says that the works still go on, without another date."""
    replaced = _superseded(graph)
    for facts in graph.sites.values():
        for due, later in ((a, b) for a in facts for b in facts if a is not b):
            last, said = due.day("to"), later.day("lastSaid")
            if due.iri in replaced or not due.text("date") or last is None or said is None or due.text("phase") != later.text("phase"):
                continue
            if (
                due.text("stage") in {"planned", "building"}
                and later.text("stage") == "building"
                and not later.text("date")
                and said > last
            ):
                yield _finding("overdue", graph, f"due in {due.text('date')}, still building on {said}", due, later)


def _overdue_today(graph: Graph, today: date) -> Iterator[Finding]:
    replaced = _superseded(graph)
    for site, facts in graph.sites.items():
        stage = graph.node(site).text("stage")
        for fact in facts:
            last = fact.day("to")
            waits = stage in {"planned", "building"} and fact.text("stage") in {"planned", "building"} and fact.text("date")
            if waits and fact.iri not in replaced and last and last < today:
                yield _finding("overdue", graph, f"due in {fact.text('date')}, still {stage} on {today}", fact)


def _before_its_time(graph: Graph) -> Iterator[Finding]:
    """Cloud regions before there were any, and days that are out of this world."""
    for fact in graph.facts:
        day, said = fact.day("from"), fact.day("lastSaid")
        if fact.text("facilityKind") in {"CloudRegion", "AvailabilityZone"} and day and day.year < _FIRST_CLOUD:
            yield _finding("before-its-time", graph, f"a cloud region in {day.year}, before there was a public cloud", fact)
        last = fact.day("to")
        if last and said and last.year > said.year + _FAR:
            yield _finding("before-its-time", graph, f"{last.year} is more than {_FAR} years after it was said", fact)


# -- who and where


def _self_relation(graph: Graph) -> Iterator[Finding]:
    for fact in graph.facts:
        if fact.end(iris.SUBJECT) == fact.end(iris.OBJECT):
            yield _finding("self-relation", graph, "nothing stands in such a relation to itself", fact)


def _units_of_each_other(graph: Graph) -> Iterator[Finding]:
    for (below, above), facts in graph.pairs.items():
        back = graph.pairs.get((above, below), [])
        for one in facts:
            for other in back:
                if one.relation == other.relation == "unitOf" and one.iri < other.iri:
                    yield _finding("units-of-each-other", graph, "each is said to be a unit of the other", one, other)


def _outside_the_country(graph: Graph) -> Iterator[Finding]:
    """The document places it in one country, the graph in another."""
    for fact in graph.facts:
        for claim in graph.claims(fact):
            for end in (iris.SUBJECT, iris.OBJECT):
                mention = claim.end(end)
                if mention is None:
                    continue
                told = Node(mention, tuple(graph.store.match(mention)))
                place = told.end("refersTo")
                country = (told.text("context") or "").rpartition(" > ")[2].strip()
                if place is None or not country or told.text("entityType") != "Place":
                    continue
                wider = tuple(_wider(graph, place))
                known = {name.casefold() for node in wider for name in _names(node)}
                states = [node for node in wider if node.text("kind") == "country"]
                if states and country.casefold() not in known and _is_country(graph, country):
                    where = f"the document places {told.text(iris.LABEL)} in {country}, the graph in {graph.label(states[0].iri)}"
                    message = f"{graph.says(fact)}: {where}"
                    yield Finding("outside-the-country", (fact.iri,), message, graph.quotes_of(claim))


def _country_codes(graph: Graph) -> Iterator[Finding]:
    """A place whose code is not that of its country, and coordinates far off those of what lies around it."""
    for place in graph.nodes("Place"):
        for wider in _wider(graph, place.iri):
            code, other = place.text("countryCode"), wider.text("countryCode")
            if wider.text("kind") == "country" and code and other and code != other:
                message = f"{graph.label(place.iri)} has the country code {code}, {graph.label(wider.iri)} that it lies in has {other}"
                yield Finding("country-code", (place.iri, wider.iri), message)
        inside = [n for n in _wider(graph, place.iri) if n.iri != place.iri and n.text("kind") not in {"country", "region", None}]
        for wider in inside:
            away = _kilometres(place, wider)
            if away is not None and away > 2_000:
                message = f"{graph.label(place.iri)} lies {away:,} km from {graph.label(wider.iri)}, of which it is said to be a part"
                yield Finding("far-off", (place.iri, wider.iri), message)


def _quote_length(graph: Graph) -> Iterator[Finding]:
    """The offsets of a quote fit its length: else it is not what stands in the text."""
    for fact in graph.facts:
        for claim in graph.claims(fact):
            start, end, quote = claim.number("quoteStart"), claim.number("quoteEnd"), claim.text("quote")
            if start is not None and end is not None and quote is not None and end - start != len(quote):
                message = f"{graph.says(fact)}: a quote of {len(quote)} characters stands from {start} to {end}"
                yield Finding("quote-length", (fact.iri, claim.iri), message, graph.quotes_of(claim))


# -- on the way


def _dollars(fact: Node) -> Decimal | None:
    amount, rate = fact.number("amount"), _DOLLARS.get(fact.text("currency") or "")
    return None if amount is None or rate is None else amount * rate


def _superseded(graph: Graph) -> frozenset[Iri]:
    return frozenset(before for fact in graph.facts for before in fact.links("supersedes"))


def _wider(graph: Graph, place: Iri) -> Iterator[Node]:
    """The place and what contains it."""
    queue, seen = [place], set[Iri]()
    while queue:
        iri = queue.pop(0)
        if iri not in seen:
            seen.add(iri)
            node = graph.node(iri)
            yield node
            queue.extend(node.links("partOf"))


def _names(node: Node) -> Iterator[str]:
    for predicate in (iris.LABEL, iris.ALT_LABEL):
        yield from (value.text for value in node.all(predicate) if not isinstance(value, Iri))


def _is_country(graph: Graph, name: str) -> bool:
    """Whether the graph knows a country by the name. What it does not know may be a county as well as a country."""
    return any(node.text("kind") == "country" and name.casefold() in {n.casefold() for n in _names(node)} for node in graph.nodes("Place"))


def _kilometres(one: Node, other: Node) -> int | None:
    from math import asin, cos, radians, sin, sqrt

    points = [(node.number(iris.GEO + "lat"), node.number(iris.GEO + "long")) for node in (one, other)]
    if any(part is None for point in points for part in point):
        return None
    (a, b), (c, d) = [(radians(float(lat or 0)), radians(float(long or 0))) for lat, long in points]
    return round(12_742 * asin(sqrt(sin((c - a) / 2) ** 2 + cos(a) * cos(c) * sin((d - b) / 2) ** 2)))


def _plain(number: Decimal) -> str:
    """
    >>> _plain(Decimal("1000000000.0")), _plain(Decimal("40.50"))
    ('1,000,000,000', '40.5')
    """
    text = f"{number:,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _after(one: str | None, other: str | None) -> bool:
    """Whether a day is certainly after another; of what is no date nothing is certain.

    >>> _after("2017", "2016-Q4"), _after("2016", "2016-Q4"), _after("soon", "2016")
    (True, False, False)
    """
    late, early = days.span(one), days.span(other)
    return late is not None and early is not None and late.first > early.last


CHECKS: Mapping[str, Callable[[Graph], Iterator[Finding]]] = MappingProxyType(
    {
        "thousandfold": _thousandfold,
        "campus-too-big": _campus_too_big,
        "sum-per-megawatt": _sum_per_megawatt,
        "sum-out-of-range": _sum_out_of_range,
        "too-many": _too_many,
        "phase-larger-than-site": _phase_too_large,
        "shares-above-100": _shares,
        "dates-reversed": _order_of_dates,
        "opened-ahead": _opened_ahead,
        "opened-before-announced": _opened_before_announced,
        "due-in-the-past": _due_in_the_past,
        "overdue": _overdue,
        "before-its-time": _before_its_time,
        "self-relation": _self_relation,
        "units-of-each-other": _units_of_each_other,
        "outside-the-country": _outside_the_country,
        "country-code": _country_codes,
        "quote-length": _quote_length,
    }
)
"""All checks, by the name under which `Finding.rule` knows them."""
