"""Facts and entities as they lie in a store (docs/rdf.md), read one subject at a time so that memory does not grow with the facts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from kg.errors import QueryError
from kg.graph.nouns import Node
from kg.iris import BASE, CX, OWL, RDF, RDFS, SKOS
from kg.model import Iri, Literal
from kg.protocols import Store

TYPES = ("Organization", "Person", "Place", "Topic")
IDENTIFIERS = ("wikidata", "geonames", "lei")
_IRI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\x00-\x20<>\"{}|^`\\]*")
_TYPE, _LABEL, _ALIAS = Iri(RDF + "type"), Iri(RDFS + "label"), Iri(SKOS + "altLabel")
_SUBJECT, _OBJECT, _PART_OF = Iri(RDF + "subject"), Iri(RDF + "object"), Iri(CX + "partOf")


@dataclass(slots=True)
class FactRow:
    """A fact of the default graph: its three ends and every other property by local name (of several values the smallest)."""

    iri: str
    subject: str = ""
    predicate: str = ""
    object: str = ""
    values: dict[str, str] = field(default_factory=dict)
    linked: dict[str, list[str]] = field(default_factory=dict)  # conflictsWith, supersedes, claim, wasDerivedFrom: all values

    @property
    def derived(self) -> bool:
        """Whether a rule concluded it and no document states it."""
        return self.values.get("type", "").endswith("DerivedFact")

    def number(self, name: str) -> float | None:
        """A value as a number; None where there is none or it is not one."""
        try:
            return float(self.values[name])
        except (KeyError, ValueError, OverflowError):
            return None

    def integer(self, name: str) -> int:
        """A count; 0 where there is none."""
        number = self.number(name)
        return int(number) if number is not None and abs(number) < 1e15 else 0


class Facts:
    """A reader of facts and entities. Keeps what is asked again and again: local names, types, containment."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self.symmetric = {local(q.subject) for q in store.match(None, _TYPE, Iri(OWL + "SymmetricProperty"), None)}
        self._wider_terms: dict[str, set[str]] = {}
        for quad in store.match(None, Iri(RDFS + "subPropertyOf"), None, None):
            if isinstance(quad.object, Iri) and quad.object.startswith(CX):
                self._wider_terms.setdefault(local(quad.subject), set()).add(local(quad.object))
        self.type = lru_cache(1 << 17)(self._type)
        self.wider_places = lru_cache(1 << 16)(self._wider_places)

    def subjects(self) -> tuple[list[str], int]:
        """The subjects of all facts, sorted, and the number of facts that documents state."""
        found: set[str] = set()
        count = 0
        for quad in self._store.match(None, _SUBJECT, None, None):
            count += "/derived/" not in quad.subject
            found.add(str(quad.object))
        return sorted(found), count

    def objects(self) -> set[str]:
        """The objects of all facts."""
        return {str(quad.object) for quad in self._store.match(None, _OBJECT, None, None)}

    def of_subject(self, entity: str) -> Iterator[FactRow]:
        """The facts about an entity, in no order."""
        for quad in self._store.match(None, _SUBJECT, Iri(entity), None):
            yield self.fact(quad.subject)

    def of_object(self, entity: str) -> Iterator[FactRow]:
        """The facts that end in an entity, in no order."""
        for quad in self._store.match(None, _OBJECT, Iri(entity), None):
            yield self.fact(quad.subject)

    def fact(self, iri: str) -> FactRow:
        """All that the default graph says of a fact."""
        row = FactRow(str(iri))
        values = row.values
        for _, predicate, value, _ in self._store.match(Iri(iri), None, None, None):
            name = local(predicate)
            text = value.text if isinstance(value, Literal) else str(value)
            if name == "subject":
                row.subject = text
            elif name == "predicate":
                row.predicate = local(text)
            elif name == "object":
                row.object = text
            elif name in ("claim", "conflictsWith", "supersedes", "wasDerivedFrom"):
                row.linked.setdefault(name, []).append(text)
            elif name not in values or text < values[name]:
                values[name] = text
        return row

    def relations(self) -> set[str]:
        """The predicates of the ontology in the store, wider ones too, by local name; empty where it holds none."""
        known = {local(q.subject) for q in self._store.match(None, _TYPE, Iri(CX + "Relation"), None)}
        derived = {local(q.subject) for q in self._store.match(None, _TYPE, Iri(OWL + "ObjectProperty"), None) if q.subject.startswith(CX)}
        return known | derived

    def words(self) -> set[str]:
        """The words for statuses and stages of the ontology in the store; empty where it holds none."""
        return {q.object.text for q in self._store.match(None, Iri(SKOS + "notation"), None, None) if isinstance(q.object, Literal)}

    def wider_terms(self, predicate: str) -> set[str]:
        """The predicate and all its super-properties, by local name."""
        found: set[str] = set()
        queue = {predicate}
        while queue:
            found |= queue
            queue = {wider for term in queue for wider in self._wider_terms.get(term, ())} - found
        return found

    def one_wider(self, place: str) -> list[str]:
        """The places one step wider, sorted."""
        return sorted(str(quad.object) for quad in self._store.match(Iri(place), _PART_OF, None, None))

    def _type(self, entity: str) -> str:
        types = sorted(local(str(q.object)) for q in self._store.match(Iri(entity), _TYPE, None, None))
        return next((name for name in TYPES if name in types), types[0] if types else "Thing")

    def _wider_places(self, place: str) -> frozenset[str]:
        """The place and all places that hold it."""
        found: set[str] = set()
        queue = {place}
        while queue:
            found |= queue
            queue = {wider for p in queue for wider in self.one_wider(p)} - found
        return frozenset(found)

    def node(self, entity: str) -> Node:
        """What the graph says of an entity. Without a label it is called by the end of its IRI."""
        labels: list[str] = []
        aliases: list[str] = []
        types: list[str] = []
        values: dict[str, str] = {}
        for _, predicate, value, _ in self._store.match(Iri(entity), None, None, None):
            if predicate == _TYPE:
                types.append(local(str(value)))
            elif isinstance(value, Literal):
                if predicate == _LABEL:
                    labels.append(value.text)
                elif predicate == _ALIAS:
                    aliases.append(value.text)
                else:
                    name = local(predicate)
                    if name not in values or value.text < values[name]:
                        values[name] = value.text
        types.sort()
        label = min(labels, default="") or entity.rstrip("/").rsplit("/", 1)[-1]
        return Node(
            id=entity,
            label=label,
            type=next((name for name in TYPES if name in types), types[0] if types else "Thing"),
            kind=values.get("kind"),
            aliases=tuple(sorted({*aliases, *labels} - {label})),
            country=values.get("countryCode"),
            latitude=_degrees(values.get("lat"), 90),
            longitude=_degrees(values.get("long"), 180),
            identifiers=tuple((name, values[name]) for name in IDENTIFIERS if name in values),
        )

    def entities(self, name: str) -> list[str]:
        """The entities that a name, a key ("org/alibaba-cloud") or an IRI means, sorted. Raises `QueryError` where there is none."""
        for iri in (name, BASE + name):
            if _IRI.fullmatch(iri) and any(True for _ in self._store.match(Iri(iri), _TYPE, None, None)):
                return [iri]
        found = {str(q.subject) for p in (_LABEL, _ALIAS) for q in self._store.match(None, p, Literal(name), None)}
        if not found:
            folded = name.casefold()
            found = {
                str(q.subject)
                for p in (_LABEL, _ALIAS)
                for q in self._store.match(None, p, None, None)
                if isinstance(q.object, Literal) and q.object.text.casefold() == folded
            }
        found = {iri for iri in found if self.type(iri) in TYPES}
        if not found:
            raise QueryError(f"nothing in the graph is called {name!r}")
        return sorted(found)

    def around(self, entity: str, hops: int) -> set[str]:
        """Everything that is at most so many facts away from an entity."""
        reached = {entity}
        edge = {entity}
        for _ in range(hops):
            step = {row.object for e in edge for row in self.of_subject(e)} | {row.subject for e in edge for row in self.of_object(e)}
            edge = step - reached
            reached |= edge
        return reached


@lru_cache(4096)
def local(iri: str) -> str:
    """The last part of a term's IRI.

    >>> local("http://www.w3.org/1999/02/22-rdf-syntax-ns#subject")
    'subject'
    """
    return iri.rsplit("#", 1)[-1] if "#" in iri else iri.rsplit("/", 1)[-1]


def _degrees(text: str | None, limit: float) -> float | None:
    try:
        number = float(text or "")
    except ValueError:
        return None
    return number if -limit <= number <= limit else None
