"""Entities in the default graph: from the tables where they are known, else from what documents call them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kg import iris
from kg.fuse.rules import Known, Rules
from kg.iris import cx, integer, string
from kg.model import Entity, EntityType, Iri, Literal, Quad, Referent

REFERS_TO = cx("refersTo")
PART_OF = cx("partOf")

_DEGREES = 6  # decimal places: 0.1 m
_WEB = {"wikidata": iris.WIKIDATA, "geonames": iris.GEONAMES}
_SAFE = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.")
_NAME = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_")

DESCRIBES = frozenset({iris.TYPE, iris.LABEL, iris.ALT_LABEL})
"""The predicates that describe an entity without an entry in the tables; its other triples are facts."""


def known(iri: str, rules: Rules) -> Known | None:
    """The row of the tables for an entity."""
    return rules.known(iri.removeprefix(rules.base)) if iri.startswith(rules.base) else None


def known_quads(iri: Iri, row: Known, rules: Rules) -> Iterator[Quad]:
    """An entity as the tables describe it. ``part_of`` is told of places alone: who owns whom only documents say."""
    yield Quad(iri, iris.TYPE, cx(row.type))
    yield Quad(iri, iris.LABEL, string(row.label))
    names = set(row.names)
    country = _country(row, rules) if row.type is EntityType.PLACE else None
    if country:
        names.add(f"{row.label}, {country}")
    for name in sorted(names - {row.label, ""}):
        yield Quad(iri, iris.ALT_LABEL, string(name))
    if row.kind:
        yield Quad(iri, cx("kind"), string(row.kind))
    if row.type is EntityType.PLACE:
        for key in sorted(set(row.part_of)):
            yield Quad(iri, PART_OF, Iri(rules.base + key))
    if row.country:
        yield Quad(iri, cx("countryCode"), string(row.country))
    if row.latitude is not None and row.longitude is not None:
        yield Quad(iri, Iri(iris.GEO + "lat"), iris.decimal(round(row.latitude, _DEGREES)))
        yield Quad(iri, Iri(iris.GEO + "long"), iris.decimal(round(row.longitude, _DEGREES)))
    if row.population:
        yield Quad(iri, cx("population"), integer(row.population))
    for scheme, value in sorted(set(row.identifiers)):
        if _NAME.issuperset(scheme):
            yield Quad(iri, cx(scheme), string(value))
        if scheme in _WEB and value and _SAFE.issuperset(value):
            yield Quad(iri, iris.EXACT_MATCH, Iri(f"{_WEB[scheme]}{value}/" if scheme == "geonames" else f"{_WEB[scheme]}{value}"))


def told_quads(iri: Iri, type: EntityType, labels: Iterable[str], names: Iterable[str]) -> Iterator[Quad]:
    """An entity as documents tell of it: the shortest label is its label, every other name an alternative."""
    labels = {label for label in labels if label}
    label = min(labels, key=lambda each: (len(each), each)) if labels else iri.rsplit("/", 1)[-1]
    yield Quad(iri, iris.TYPE, cx(type))
    yield Quad(iri, iris.LABEL, string(label))
    for name in sorted((labels | set(names)) - {label, ""}):
        yield Quad(iri, iris.ALT_LABEL, string(name))


def widening(iri: Iri, rules: Rules) -> Iterator[tuple[Iri, Known]]:
    """A known place and every place around it, each once."""
    seen: set[Iri] = set()
    queue = [iri]
    while queue:
        place = queue.pop()
        row = known(place, rules)
        if place in seen or row is None:
            continue
        seen.add(place)
        yield place, row
        if row.type is EntityType.PLACE:
            queue.extend(Iri(rules.base + key) for key in row.part_of)


def names_of(entity: Entity, referent: Referent) -> set[str]:
    """All names that a mention brings for its entity."""
    return {entity.label, referent.label, *referent.names} - {""}


def label_of(term: Literal | Iri) -> str:
    """The text of a label."""
    return term.text if isinstance(term, Literal) else ""


def _country(row: Known, rules: Rules) -> str | None:
    """The name of the country that a place lies in; None for countries and what is wider."""
    if row.kind == "country":
        return None
    queue, seen = list(row.part_of), set()
    while queue:
        key = queue.pop(0)
        around = rules.known(key)
        if key in seen or around is None:
            continue
        if around.kind == "country":
            return around.label
        seen.add(key)
        queue.extend(around.part_of)
    return None
