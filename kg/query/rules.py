"""Rules: questions whose answers go into the graph. ``ontology/rules/*.rq``, one CONSTRUCT each.

What a rule concludes of an entity depends on the Facts, Sites and direct triples that have the entity as their subject, and on what
contains a place or stands above a company. So after a change only the entities that it touched are asked about, and the units below them.
Each conclusion is a direct triple and a ``cx:DerivedFact`` that says by which rule, and from which Facts.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache

from kg import iris
from kg.iris import BASE, SUBJECT, TYPE, cx
from kg.model import Iri, Literal, Quad
from kg.ontology import folder
from kg.protocols import Store, Triples
from kg.query.shipped import Shipped, parse
from kg.query.text import bind, with_prefixes

_DERIVED = cx("DerivedFact")
_ABOVE = (cx("unitOf"), cx("inGroup"))


@lru_cache(maxsize=1)
def rules() -> Mapping[str, Shipped]:
    """The rules that come with the program, by name, sorted."""
    return {path.stem: parse(path.stem, path.read_text("utf-8")) for path in sorted((folder() / "rules").glob("*.rq"))}


def derive(store: Store, touched: Iterable[Iri] | None = None, *, base: str = BASE) -> None:
    """Brings what the rules conclude up to date, in one transaction.

    ``touched`` are the entities that a change was about (those that left too); None stands for all, and asks each rule once.
    Applied twice, or to more entities than were touched, it gives the same graph.
    """
    store.apply(*changes(store, touched, base=base))


def changes(store: Store, touched: Iterable[Iri] | None = None, *, base: str = BASE) -> tuple[set[Quad], set[Quad]]:
    """What `derive` would remove and add."""
    entities: list[Iri] | None = None if touched is None else sorted(_with_units(store, touched))
    new = set(_concluded(store, entities, base))
    old = set(_standing(store, entities))
    return old - new, new - old


def entities_of(store: Store, documents: Iterable[Iri]) -> set[Iri]:
    """The entities that documents in the store speak of; for `derive`, of what goes before it goes, and of what came."""
    return {
        quad.object
        for document in documents
        for mention in store.match(None, TYPE, cx("Mention"), document)
        for quad in store.match(mention.subject, cx("refersTo"), None, None)
        if isinstance(quad.object, Iri)
    }


def _concluded(store: Store, entities: list[Iri] | None, base: str) -> Iterator[Quad]:
    for rule in rules().values():
        values: dict[str, Iri | Literal] = {"base": Literal(base)}
        for bound in [values] if entities is None else [{**values, "entity": entity} for entity in entities]:
            answer = store.query(with_prefixes(bind(rule.text, bound), base))
            assert isinstance(answer, Triples)
            yield from answer


def _standing(store: Store, entities: list[Iri] | None) -> Iterator[Quad]:
    """What stands of earlier conclusions: the derived facts, and the direct triples that they are about."""
    if entities is None:
        nodes = {quad.subject for quad in store.match(None, TYPE, _DERIVED, None)}
    else:
        about = (quad.subject for entity in entities for quad in store.match(None, SUBJECT, entity, None))
        nodes = {node for node in about if next(store.match(node, TYPE, _DERIVED, None), None)}
    for node in nodes:
        quads = list(store.match(node, None, None, None))
        yield from quads
        ends = {quad.predicate: quad.object for quad in quads}
        subject, predicate = ends[SUBJECT], ends[iris.PREDICATE]
        assert isinstance(subject, Iri)
        assert isinstance(predicate, Iri)
        yield from store.match(subject, predicate, ends[iris.OBJECT], None)


def _with_units(store: Store, touched: Iterable[Iri]) -> set[Iri]:
    """The entities, and whatever is or was below them as a unit."""
    found, queue = set[Iri](), list(touched)
    while queue:
        entity = queue.pop()
        if entity not in found:
            found.add(entity)
            queue.extend(quad.subject for above in _ABOVE for quad in store.match(None, above, entity, None))
    return found
