"""From the claims of one subject, predicate and object to Facts, and from Facts to quads."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from kg import days, iris, rates
from kg.fuse.agreement import canonical, cluster, discriminators
from kg.fuse.conflicts import Rival, related
from kg.fuse.independence import sources
from kg.fuse.rules import Rules
from kg.fuse.said import Saying
from kg.fuse.sites import site_iri
from kg.iris import cx, decimal, integer, string
from kg.model import Fact, Iri, Literal, Quad, Scalar

Triple = tuple[Iri, str, Iri]

_NOT_STANDING = frozenset({"considered", "denied", "cancelled", "former"})
_NOT_STANDING_SITE = frozenset({"considered", "denied"})  # a cancelled plan was a plan: the Site tells what stands now
_FROM_DISCRIMINATORS = frozenset({"amount", "currency", "start", "end", "date", "capacityMW", "count", "share", "rank", "stake"})
_PROPERTIES = {"stage": "stageDetail"}  # of qualifiers that are not called as the property is
_INTEGERS = frozenset({"count", "rank"})


def group_key(triple: Triple) -> str:
    """What all Facts of one subject, predicate and object have in common (``cx:group``)."""
    return iris.digest(*triple)


def fuse(triple: Triple, sayings: Sequence[Saying], rules: Rules) -> tuple[Fact, ...]:
    """The Facts of one triple, sorted by IRI; a pure function of the set of claims."""
    predicate = triple[1]
    stage = rules.ontology.stage_of(predicate)
    by_signature: dict[str, tuple[dict[str, Any], list[Saying]]] = {}
    for saying in sorted(sayings, key=_known_day_first):
        said = saying.source.day.isoformat() if saying.source.day else None
        signature = discriminators(predicate, stage is not None, saying.qualifiers, said, is_open=stage == "operating")
        by_signature.setdefault(canonical(signature), (signature, []))[1].append(saying)
    told: dict[str, tuple[dict[str, Any], list[Saying]]] = {}
    for values, members in cluster(signature for signature, _ in by_signature.values()):
        together = [saying for member in members for saying in by_signature[canonical(member)][1]]
        told.setdefault(canonical(values), (values, []))[1].extend(together)
    prefix = f"{rules.base}fact/"
    found = [(_fact(prefix + iris.digest(*triple, key), triple, values, group), values, group) for key, (values, group) in told.items()]
    if len(found) == 1:
        return (found[0][0],)
    return related([Rival.of(*each) for each in sorted(found, key=lambda each: each[0].iri)], stage)


def stands(facts: Iterable[Fact], rules: Rules) -> bool:
    """Whether the direct triple of these Facts is in the graph."""
    return any(_stands(fact, rules) for fact in facts)


def fact_quads(fact: Fact, rules: Rules) -> Iterator[Quad]:
    """A Fact in the default graph."""
    iri = Iri(fact.iri)
    yield Quad(iri, iris.TYPE, cx("Fact"))
    yield Quad(iri, iris.SUBJECT, Iri(fact.subject))
    yield Quad(iri, iris.PREDICATE, cx(fact.predicate))
    yield Quad(iri, iris.OBJECT, Iri(fact.object))
    yield Quad(iri, cx("group"), Literal(group_key((Iri(fact.subject), fact.predicate, Iri(fact.object)))))
    for name, value in fact.qualifiers:
        yield Quad(iri, cx(_PROPERTIES.get(name, name)), _literal(name, value))
    if (in_dollars := _in_dollars(fact)) is not None:
        yield Quad(iri, cx("amountUSD"), decimal(in_dollars))
    for said in fact.status_said:
        yield Quad(iri, cx("statusSaid"), Literal(said))
    yield from (Quad(iri, cx(name), value) for name, value in _times(fact))
    yield Quad(iri, cx("documents"), integer(fact.documents))
    yield Quad(iri, cx("publishers"), integer(fact.publishers))
    yield Quad(iri, cx("confidence"), decimal(fact.confidence))
    yield Quad(iri, cx("combinedConfidence"), decimal(fact.combined))
    for other in fact.conflicts_with:
        yield Quad(iri, cx("conflictsWith"), Iri(other))
    for other in fact.supersedes:
        yield Quad(iri, cx("supersedes"), Iri(other))
    for claim in fact.claims:
        yield Quad(iri, cx("claim"), Iri(claim))
    stage = rules.ontology.stage_of(fact.predicate)
    if stage:
        yield Quad(iri, cx("stage"), Literal(stage))
        kind = rules.ontology.kind_of(fact.predicate)
        if kind:
            yield Quad(iri, cx("facilityKind"), Literal(kind))
        since = stage_from(fact, stage)
        if since:
            yield Quad(iri, cx("stageFrom"), iris.day(since))
        yield Quad(iri, cx("ofSite"), site_iri(fact, kind, rules.base))


def stage_from(fact: Fact, stage: str) -> date | None:
    """From when a stage is known to stand: the told day of opening or closing where that is not ahead, else when it was first said."""
    said = days.span(fact.first_said)
    when = days.span(_text(fact, "date")) if stage in ("operating", "cancelled") else None
    if when and (said is None or when.first <= said.first):
        return when.first
    return said.first if said else None


def _fact(iri: str, triple: Triple, values: dict[str, Any], sayings: list[Saying]) -> Fact:
    sayings = sorted(sayings, key=lambda saying: saying.age)
    qualifiers: dict[str, Scalar] = {}
    for saying in sayings:  # the latest claim that tells one has the last word
        for name, value in saying.qualifiers.items():
            if name not in _FROM_DISCRIMINATORS:
                qualifiers[name] = value
    for saying in reversed(sayings):  # what is no discriminator of this predicate
        for name, value in saying.qualifiers.items():
            if name in _FROM_DISCRIMINATORS:
                qualifiers.setdefault(name, value)
    for name, value in values.items():
        qualifiers.update(_as_qualifiers(name, value))
    apart = sources(sayings)
    said = [saying.source.day for saying in sayings if saying.source.day]
    best = max(saying.confidence for saying in sayings)
    doubt = math.prod((1 - max(saying.confidence for saying in source) for source in apart), start=Decimal(1))
    return Fact(
        iri=iri,
        subject=triple[0],
        predicate=triple[1],
        object=triple[2],
        qualifiers=tuple(sorted(qualifiers.items())),
        claims=tuple(sorted(saying.iri for saying in sayings)),
        documents=len({saying.source.iri for saying in sayings}),
        publishers=len(apart),
        confidence=float(best),
        combined=float(round(1 - doubt, 4)),
        first_said=min(said).isoformat() if said else None,
        last_said=max(said).isoformat() if said else None,
        status_said=_history(sayings),
    )


def _known_day_first(saying: Saying) -> tuple[date, Iri]:
    """Of claims that say the same the earliest with a day gives the rate of exchange."""
    return saying.source.day or date.max, saying.iri


def _as_qualifiers(name: str, value: Any) -> Iterator[tuple[str, Scalar]]:
    """A discriminator's value as qualifiers; texts (titles, names, phases) stay as the latest claim writes them."""
    if name == "sum":
        yield "amount", value[0]
        if value[1]:
            yield "currency", value[1]
    elif name == "period":
        for end, told in zip(("start", "end"), value, strict=True):
            if told:
                yield end, told
    elif name == "capacity":
        yield "capacityMW", value[0]
    elif name in ("date", "count", "share", "rank", "stake"):
        yield name, value


def _history(sayings: Sequence[Saying]) -> tuple[str, ...]:
    said = {(saying.source.day, str(status)) for saying in sayings if (status := saying.qualifiers.get("status"))}
    if len({status for _, status in said}) < 2:
        return ()
    return tuple(sorted(f"{day.isoformat() if day else 'unknown'} {status}" for day, status in said))


def _stands(fact: Fact, rules: Rules) -> bool:
    against = _NOT_STANDING if rules.ontology.stage_of(fact.predicate) is None else _NOT_STANDING_SITE
    return _text(fact, "status") not in against


def _in_dollars(fact: Fact) -> Decimal | None:
    """The sum of another currency in US dollars."""
    currency, amount = _text(fact, "currency"), _text(fact, "amount")
    if not amount or currency in (None, "USD"):
        return None
    day = rates.day_of(_text(fact, "date"), fact.first_said)
    return rates.dollars(Decimal(amount), str(currency), day) if day else None


def _times(fact: Fact) -> Iterator[tuple[str, Literal]]:
    """The times for asking: year and what it is of, first and last day told, first and last day said."""
    date, start, end = (days.span(_text(fact, name)) for name in ("date", "start", "end"))
    first, last = days.span(fact.first_said), days.span(fact.last_said)
    for name, span in (("date", date), ("start", start), ("firstSaid", first)):
        if span:
            yield "year", integer(span.first.year)
            yield "yearOf", Literal(name)
            break
    if begin := date or start:
        yield "from", iris.day(begin.first)
    if finish := date or end:
        yield "to", iris.day(finish.last)
    if first:
        yield "firstSaid", iris.day(first.first)
    if last:
        yield "lastSaid", iris.day(last.first)


def _text(fact: Fact, name: str) -> str | None:
    for each, value in fact.qualifiers:
        if each == name:
            return str(value)
    return None


def _literal(name: str, value: Scalar) -> Literal:
    if isinstance(value, Decimal):
        return decimal(value)
    if isinstance(value, int):
        return integer(value) if name in _INTEGERS else decimal(value)
    return string(value)
