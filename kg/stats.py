"""How much is in a graph."""

from __future__ import annotations

from collections import Counter

from kg import iris
from kg.iris import cx
from kg.model import Iri
from kg.protocols import EVERYWHERE, Store

THINGS = {"documents": "Document", "claims": "Claim", "facts": "Fact", "sites": "Site"}
ENTITIES = ("Organization", "Person", "Place", "Topic")


def counts(store: Store) -> dict[str, int]:
    """Documents, claims, facts, entities (and each type of them), sites; of those things that facts speak of or documents name."""
    found = {name: _count(store, kind) for name, kind in THINGS.items()}
    types = {kind: _count(store, kind, default_only=True) for kind in ENTITIES}
    return found | {"entities": sum(types.values())} | types


def predicates(store: Store) -> Counter[str]:
    """The number of facts that documents state, by predicate."""
    derived = {q.subject for q in store.match(None, iris.TYPE, cx("DerivedFact"), None)}
    return Counter(iris.local(str(q.object)) for q in store.match(None, iris.PREDICATE, None, None) if q.subject not in derived)


def publishers(store: Store) -> Counter[str]:
    """The number of documents by publisher; "" where it is not known."""
    publisher = Iri(iris.SCHEMA + "publisher")
    named = Counter(str(iris.value_of(q.object)) for q in store.match(None, publisher, None, EVERYWHERE))
    unnamed = _count(store, "Document") - sum(named.values())
    return named + Counter({"": unnamed})


def years(store: Store) -> Counter[int]:
    """The number of facts by year; facts without one are left out."""
    return Counter(int(str(iris.value_of(q.object))) for q in store.match(None, cx("year"), None, None))


def conflicts(store: Store) -> int:
    """The number of pairs of facts that contradict each other."""
    return sum(1 for _ in store.match(None, cx("conflictsWith"), None, None)) // 2


def _count(store: Store, kind: str, default_only: bool = False) -> int:
    where = None if default_only or kind in ("Fact", "Site") else EVERYWHERE
    return sum(1 for _ in store.match(None, iris.TYPE, cx(kind), where))
