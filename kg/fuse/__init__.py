"""From what documents say to what the graph knows: Facts, Sites, entities, direct triples. See `docs/rdf.md`.

The default graph is a pure function of the documents' graphs and of `Rules`. `add_graphs` and `forget` keep it so in one
transaction, at a cost that does not grow with the graph; `fill` makes it for an empty store, `refuse` makes it anew after the
rules changed (a judgement, a table, the ontology).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import chain

from kg import iris
from kg.fuse.rules import Known, Rules, Schema
from kg.fuse.said import Told, claims_of, read_graph
from kg.fuse.update import Change
from kg.fuse.versions import Outcome, Versions, documents_named, names, without
from kg.fuse.whole import default_graph
from kg.iris import cx
from kg.model import Iri, Literal, Quad
from kg.protocols import Store

__all__ = [
    "Known",
    "Outcome",
    "Rules",
    "Schema",
    "add_graphs",
    "claims_of",
    "default_graph",
    "documents_named",
    "fill",
    "forget",
    "read_graph",
    "refuse",
]

_MADE_BY = cx("madeBy")
_ONTOLOGY = Iri(iris.CX.rstrip("#"))


def add_graphs(store: Store, graphs: Iterable[Iterable[Quad]], rules: Rules) -> Outcome:
    """Puts documents' graphs (of `kg.merge.document_graph`) into a store, in one transaction with what they change of the default graph.

    Of the versions of a document that share a key the one of the later date stays, then that of the greater hash; a document
    that is there is read anew. Memory grows with the batch, not with the store.
    """
    anew = _follow_rules(store, rules)
    versions = Versions(store)
    for graph in graphs:
        versions.offer(tuple(graph))
    outcome, before, after = versions.settle()
    touched = _apply(store, before, after, rules)
    return replace(outcome, touched=None if anew else touched)


def forget(store: Store, documents: Iterable[Iri], rules: Rules) -> Outcome:
    """Takes documents out, with what dies with their claims; one that is not there is no error (it is not in the outcome)."""
    anew = _follow_rules(store, rules)
    before = {document: frozenset(store.match(graph=document)) for document in documents}
    before = {document: quads for document, quads in before.items() if quads}
    touched = _apply(store, before, {}, rules)
    return Outcome(removed=tuple(sorted(before)), touched=None if anew else touched)


def fill(store: Store, graphs: Iterable[Iterable[Quad]], rules: Rules) -> Outcome:
    """As `add_graphs` for an empty store and many documents: faster, but not in one transaction (use `kg.store.building`).

    Documents' graphs go to the store as they come; what fusion needs of them is held in memory (about 2 KB a claim).
    """
    told: dict[Iri, Told] = {}
    again: set[Iri] = set()
    versions = Versions(store)

    def passing() -> Iterator[Quad]:
        for graph in graphs:
            quads = tuple(graph)
            read = read_graph(quads)
            if read is None:
                continue
            versions.note(read.source)
            if read.source.iri in told:
                again.add(read.source.iri)
                yield from names(quads)
            else:
                told[read.source.iri] = read
                yield from quads

    store.load(passing())
    outcome, lost_keys = versions.settle_noted()
    for document in outcome.outdated:
        del told[document]
        store.apply(store.match(graph=document), ())
    for document, keys in lost_keys.items():
        stored = frozenset(store.match(graph=document))
        left = without(document, stored, keys)
        store.apply(stored - left, left - stored)
    for document in (again & told.keys()) | lost_keys.keys():  # what was read twice is what both readings make of it
        told[document] = read_graph(store.match(graph=document)) or told[document]
    store.load(chain(_by_rules(rules), default_graph(told.values(), rules)))
    return replace(outcome, touched=None)


def refuse(store: Store, rules: Rules) -> None:
    """Makes the default graph anew from the documents' graphs, in one transaction: after a judgement, a table or the ontology changed."""
    documents = sorted({quad.subject for quad in store.match(None, iris.TYPE, cx("Document")) if quad.graph == quad.subject})
    told = (read for document in documents if (read := read_graph(store.match(graph=document))))
    new = set(chain(_by_rules(rules), default_graph(told, rules)))
    old = set(store.match(graph=None))
    store.apply(old - new, new - old)


def _apply(store: Store, before: dict[Iri, frozenset[Quad]], after: dict[Iri, frozenset[Quad]], rules: Rules) -> tuple[Iri, ...]:
    """Takes graphs out and puts graphs in, with what this changes of the default graph. Gives the entities that this touches."""
    changed = sorted(document for document in before.keys() | after.keys() if before.get(document) != after.get(document))
    if not changed:
        return ()
    gone = tuple(told for document in changed if (told := read_graph(before.get(document, ()))))
    come = tuple(told for document in changed if (told := read_graph(after.get(document, ()))))
    change = Change(store, rules, gone, come).work_out()
    for document in changed:
        old, new = before.get(document, frozenset()), after.get(document, frozenset())
        change.remove |= old - new
        change.add |= new - old
    store.apply(change.remove, change.add)
    return tuple(sorted(change.touched))


def _follow_rules(store: Store, rules: Rules) -> bool:
    """Makes the default graph anew where it was made by other rules, and says whether; in an empty store puts down what the rules bring."""
    made_by = next(store.match(_ONTOLOGY, _MADE_BY, None, None), None)
    if made_by is not None and made_by.object == Literal(rules.fingerprint):
        return False
    refuse(store, rules)
    return made_by is not None


def _by_rules(rules: Rules) -> Iterator[Quad]:
    """What the default graph holds whatever documents say: the ontology's own triples, and by which rules it was made."""
    yield from rules.ontology.quads()
    yield Quad(_ONTOLOGY, _MADE_BY, Literal(rules.fingerprint))
