"""Versions of documents: of those that share a key the later date counts, then the greater hash, whatever the order of reading.

A document that was read from several places has several keys, and stays as long as it counts under one of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from kg import iris
from kg.fuse.said import Source, node, read_source
from kg.iris import cx
from kg.model import Iri, Literal, Quad
from kg.protocols import Store

_KEY = cx("versionKey")
_KEPT = frozenset({_KEY, Iri(iris.SCHEMA + "identifier"), Iri(iris.SCHEMA + "inLanguage"), cx("digestOfPublisher"), cx("digestOfUrl")})
_IRI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\x00-\x20<>\"{}|^`\\]*")
_LOOKED_UP = (Iri(iris.SCHEMA + "url"), Iri(iris.SCHEMA + "identifier"), _KEY)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of documents, by their IRIs. ``removed`` ones gave way to a later version or were forgotten; ``outdated`` ones did
    not come in, since a later version is there; ``unchanged`` ones were there already, with the same claims.
    """

    added: tuple[Iri, ...] = ()
    removed: tuple[Iri, ...] = ()
    outdated: tuple[Iri, ...] = ()
    unchanged: tuple[Iri, ...] = ()


class Versions:
    """Settles which of the documents that are offered, and of those in the store, stay."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._offered: dict[Iri, frozenset[Quad]] = {}
        self._noted: dict[Iri, Source] = {}

    def offer(self, quads: tuple[Quad, ...]) -> None:
        """Takes in a document's graph; read twice, it has the names of both."""
        document = _document(quads)
        earlier = self._offered.get(document, frozenset())
        self._offered[document] = frozenset(quads) | frozenset(united(earlier))

    def settle(self) -> tuple[Outcome, dict[Iri, frozenset[Quad]], dict[Iri, frozenset[Quad]]]:
        """The outcome, and the graphs of all documents concerned as they are and as they will be (missing where they are not there)."""
        before: dict[Iri, frozenset[Quad]] = {}
        after: dict[Iri, frozenset[Quad]] = {}
        for document, quads in self._offered.items():
            after[document] = quads
            if stored := frozenset(self._store.match(graph=document)):
                before[document] = stored
                after[document] = quads | frozenset(united(stored))
        sources = {document: _source(document, quads) for document, quads in after.items()}
        for key in sorted({key for source in sources.values() for key in source.keys}):
            for quad in self._store.match(None, _KEY, Literal(key)):
                if quad.subject not in sources and quad.subject == quad.graph:
                    before[quad.subject] = after[quad.subject] = frozenset(self._store.match(graph=quad.subject))
                    sources[quad.subject] = _source(quad.subject, after[quad.subject])
        # A stored document that came in by one key may have others, under which it competes with nobody here.
        lost = _lost(sources.values())
        for document, key in lost:
            after[document] -= {Quad(document, _KEY, Literal(key), document)}
        for document in [document for document, quads in after.items() if not any(quad.predicate == _KEY for quad in quads)]:
            del after[document]
        offered = sorted(self._offered)
        outcome = Outcome(
            added=tuple(each for each in offered if each in after and before.get(each) != after[each]),
            removed=tuple(sorted(each for each in before if each not in after)),
            outdated=tuple(each for each in offered if each not in after and each not in before),
            unchanged=tuple(each for each in offered if each in after and before.get(each) == after[each]),
        )
        return outcome, before, after

    def note(self, source: Source) -> None:
        """Takes in a document whose graph is on its way into the store."""
        earlier = self._noted.get(source.iri)
        keys = source.keys if earlier is None else tuple(sorted({*source.keys, *earlier.keys}))
        self._noted[source.iri] = Source(source.iri, source.day, source.publisher, source.fingerprint, keys)

    def settle_noted(self) -> tuple[Outcome, list[Quad]]:
        """The outcome for the documents that were noted, and the keys that those lose which stay under another."""
        left = {document: set(source.keys) for document, source in self._noted.items()}
        lost = _lost(self._noted.values())
        for document, key in lost:
            left[document].discard(key)
        outdated = tuple(sorted(document for document, keys in left.items() if not keys))
        quads = [Quad(document, _KEY, Literal(key), document) for document, key in lost if left[document]]
        return Outcome(added=tuple(sorted(left.keys() - set(outdated))), outdated=outdated), quads


def united(quads: Iterable[Quad]) -> Iterator[Quad]:
    """What a document keeps of an earlier reading of it, since its hash does not cover it: under which names it was read, and as what."""
    return (quad for quad in quads if quad.predicate in _KEPT)


def documents_named(store: Store, name: str) -> tuple[Iri, ...]:
    """The documents that a user can mean: by IRI, url, id or path."""
    found = {Iri(name)} if _IRI.fullmatch(name) and next(store.match(graph=Iri(name)), None) else set()
    for predicate in _LOOKED_UP:
        found |= {quad.subject for quad in store.match(None, predicate, Literal(name)) if quad.subject == quad.graph}
    return tuple(sorted(found))


def _lost(sources: Iterable[Source]) -> list[tuple[Iri, str]]:
    """Which documents lose which keys to another."""
    by_key: dict[str, list[Source]] = {}
    for source in sources:
        for key in source.keys:
            by_key.setdefault(key, []).append(source)
    lost: list[tuple[Iri, str]] = []
    for key, rivals in by_key.items():
        winner = max(rivals, key=_lateness)
        lost.extend((rival.iri, key) for rival in rivals if rival is not winner)
    return lost


def _lateness(source: Source) -> tuple[date, Iri]:
    return source.day or date.min, source.iri


def _document(quads: tuple[Quad, ...]) -> Iri:
    graph = quads[0].graph if quads else None
    if graph is None:
        raise ValueError("not the graph of a document")
    return graph


def _source(document: Iri, quads: Iterable[Quad]) -> Source:
    return read_source(document, node(quad for quad in quads if quad.subject == document))
