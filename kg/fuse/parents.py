"""Two parents of one unit: facts of different objects that cannot both be true at one time, and the sale that replaces one by the other.

A unit may well have two parents: one above the other, two partners of a venture, two owners that one document names. Else the later one
replaces the earlier one where it bought the unit or where the earlier one has not been told for a while, and contradicts it otherwise.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import combinations
from typing import Protocol

from kg import iris
from kg.fuse.facts import Triple
from kg.iris import cx
from kg.model import Iri, Quad
from kg.protocols import Store

UNIT_OF, PARTNERS, ACQUIRES = "unitOf", "partnersWith", "acquires"
CONFLICTS, SUPERSEDES = cx("conflictsWith"), cx("supersedes")
_CLAIM = cx("claim")
_AT_ONCE = 60  # days between the sayings of two parents that are told as of one time
_NOT_STANDING = frozenset({"considered", "denied", "cancelled", "former"})
_WHOLE = 100  # percent


@dataclass(frozen=True, slots=True)
class Parenthood:
    """A Fact that says whose a unit is."""

    fact: Iri
    parent: Iri
    first: date | None
    last: date | None
    stake: Decimal | None
    documents: frozenset[Iri]

    @classmethod
    def of(cls, quads: Iterable[Quad], documents: frozenset[Iri]) -> Parenthood | None:
        """Made of a Fact's quads and the documents of its claims; None where it says what is not so, or not yet."""
        values = {iris.local(quad.predicate): quad.object for quad in quads}
        fact = next(quad.subject for quad in quads)
        if str(iris.value_of(values["status"])) in _NOT_STANDING if "status" in values else False:
            return None
        first, last = (_day(values.get(name)) for name in ("firstSaid", "lastSaid"))
        stake = iris.value_of(values["stake"]) if "stake" in values else None
        parent = next(Iri(str(quad.object)) for quad in quads if quad.predicate == iris.OBJECT)
        return cls(fact, parent, first, last, stake if isinstance(stake, Decimal) else None, documents)


def rivalries(told: Collection[Parenthood], kin: Collection[frozenset[Iri]], buyers: Collection[Iri]) -> Iterator[Quad]:
    """What two parents of one unit make of each other. ``kin`` are the pairs of parents of which one belongs to the other or works
    together with it, ``buyers`` those that bought the unit."""
    for one, other in combinations(sorted(told, key=lambda each: each.fact), 2):
        if one.parent == other.parent or frozenset((one.parent, other.parent)) in kin or one.documents & other.documents:
            continue
        if one.stake is not None and other.stake is not None and one.stake + other.stake <= _WHOLE:
            continue
        if one.first is None or other.first is None or one.last is None or other.last is None:
            continue
        earlier, later = sorted((one, other), key=lambda each: (each.first or date.min, each.fact))
        bought = later.parent in buyers and earlier.parent not in buyers and later.first != earlier.first
        if bought or (later.first or date.min).toordinal() - (earlier.last or date.max).toordinal() > _AT_ONCE:
            yield Quad(later.fact, SUPERSEDES, earlier.fact)
        else:
            yield Quad(one.fact, CONFLICTS, other.fact)
            yield Quad(other.fact, CONFLICTS, one.fact)


class Change(Protocol):
    """A change of the default graph (`kg.fuse.update`), Facts and direct triples worked out."""

    store: Store
    new_facts: dict[Iri, list[Quad]]
    remove: set[Quad]
    add: set[Quad]

    @property
    def triples(self) -> Iterable[Triple]:
        """The triples of the groups that were fused again."""

    def facts_now(self, triple: Triple) -> list[Iri]:
        """The Facts that a triple will have."""

    def document_of(self, claim: Iri) -> Iri:
        """The document that makes a claim."""


def compare(change: Change) -> None:
    """Brings what parents make of each other into a change, for the units that it touches."""
    coming: dict[tuple[Iri, Iri], set[Quad]] = {}
    for quad in change.add:
        if quad.graph is None and quad.predicate in (cx(UNIT_OF), cx(PARTNERS), cx(ACQUIRES)):
            for end in (quad.subject, Iri(str(quad.object))):
                coming.setdefault((end, quad.predicate), set()).add(quad)

    def near(thing: Iri, predicate: str, *, behind: bool) -> list[Iri]:
        """What a relation leads to from a thing, or, ``behind``, what it leads to it from, once the change is made."""
        name = cx(predicate)
        stored = change.store.match(None, name, thing, None) if behind else change.store.match(thing, name, None, None)
        quads = {quad for quad in stored if quad not in change.remove} | coming.get((thing, name), set())
        ends = {(quad.subject, Iri(str(quad.object))) for quad in quads}
        return sorted(one if behind else other for one, other in ends if (other if behind else one) == thing)

    units: set[Iri] = set()
    for subject, predicate, target in change.triples:
        if predicate == UNIT_OF:
            units |= {subject, *near(subject, UNIT_OF, behind=True)}
        elif predicate == ACQUIRES:
            units.add(target)
        elif predicate == PARTNERS:
            units.update(near(subject, UNIT_OF, behind=True))
    for unit in units:
        parents = near(unit, UNIT_OF, behind=False)
        facts = {fact: parent for parent in parents for fact in change.facts_now((unit, UNIT_OF, parent))}
        told = [each for fact in facts if (each := _parenthood(change, fact)) is not None]
        beside = {frozenset((one, other)) for one in parents for p in (UNIT_OF, PARTNERS) for other in near(one, p, behind=False)}
        beside |= {frozenset((one, other)) for one in parents for other in near(one, PARTNERS, behind=True)}
        for fact, parent in facts.items():
            if fact not in change.new_facts:  # what it had with Facts of other parents
                own = set(change.facts_now((unit, UNIT_OF, parent)))
                stored = (quad for predicate in (CONFLICTS, SUPERSEDES) for quad in change.store.match(fact, predicate, None, None))
                change.remove.update(quad for quad in stored if quad.object not in own)
        change.add.update(rivalries(told, beside, near(unit, ACQUIRES, behind=True)))


def _parenthood(change: Change, fact: Iri) -> Parenthood | None:
    quads = change.new_facts.get(fact) or list(change.store.match(fact, None, None, None))
    claims = (Iri(str(quad.object)) for quad in quads if quad.predicate == _CLAIM)
    return Parenthood.of(quads, frozenset(map(change.document_of, claims)))


def _day(value: object) -> date | None:
    text = str(iris.value_of(value))[:10] if value is not None else ""  # type: ignore[arg-type]
    return date.fromisoformat(text) if text else None
