"""Versions of documents: of those that share a key the later date counts, then the greater hash, whatever the order of reading.

A document that was read from several places has several keys, and stays as long as it counts under one of them.
"""

from __future__ import annotations

import json
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
_READ_AS = cx("readAs")
_NAMES = (_KEY, Iri(iris.SCHEMA + "identifier"), Iri(iris.SCHEMA + "inLanguage"), cx("digestOfPublisher"), cx("digestOfUrl"))
_IRI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\x00-\x20<>\"{}|^`\\]*")
_LOOKED_UP = (Iri(iris.SCHEMA + "url"), Iri(iris.SCHEMA + "identifier"), _KEY)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of documents, by their IRIs. ``removed`` ones gave way to a later version or were forgotten; ``outdated`` ones did
    not come in, since a later version is there; ``unchanged`` ones were there already, with the same claims. ``touched`` are the
    entities of which something changed (for rules that conclude from Facts); None where the default graph was made anew.
    """

    added: tuple[Iri, ...] = ()
    removed: tuple[Iri, ...] = ()
    outdated: tuple[Iri, ...] = ()
    unchanged: tuple[Iri, ...] = ()
    touched: tuple[Iri, ...] | None = ()


class Versions:
    """Settles which of the documents that are offered, and of those in the store, stay."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._offered: dict[Iri, frozenset[Quad]] = {}
        self._noted: dict[Iri, Source] = {}

    def offer(self, quads: tuple[Quad, ...]) -> None:
        """Takes in a document's graph; read twice, it has the names of both."""
        document = _document(quads)
        self._offered[document] = _joined(document, quads, self._offered.get(document, ()))

    def settle(self) -> tuple[Outcome, dict[Iri, frozenset[Quad]], dict[Iri, frozenset[Quad]]]:
        """The outcome, and the graphs of all documents concerned as they are and as they will be (missing where they are not there)."""
        before: dict[Iri, frozenset[Quad]] = {}
        after: dict[Iri, frozenset[Quad]] = {}
        for document, quads in self._offered.items():
            after[document] = quads
            if stored := frozenset(self._store.match(graph=document)):
                before[document] = stored
                after[document] = _joined(document, quads, stored)
        sources = {document: _source(document, quads) for document, quads in after.items()}
        for key in sorted({key for source in sources.values() for key in source.keys}):
            for quad in self._store.match(None, _KEY, Literal(key)):
                if quad.subject not in sources and quad.subject == quad.graph:
                    before[quad.subject] = after[quad.subject] = frozenset(self._store.match(graph=quad.subject))
                    sources[quad.subject] = _source(quad.subject, after[quad.subject])
        # A stored document that came in by one key may have others, under which it competes with nobody here.
        lost = _lost(sources.values())
        for document, keys in lost.items():
            after[document] = without(document, after[document], keys)
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

    def settle_noted(self) -> tuple[Outcome, dict[Iri, set[str]]]:
        """The outcome for the documents that were noted, and the keys that those lose which stay under another."""
        lost = _lost(self._noted.values())
        outdated = {document for document, keys in lost.items() if keys.issuperset(self._noted[document].keys)}
        outcome = Outcome(added=tuple(sorted(self._noted.keys() - outdated)), outdated=tuple(sorted(outdated)))
        return outcome, {document: keys for document, keys in lost.items() if document not in outdated}


def names(quads: Iterable[Quad]) -> Iterator[Quad]:
    """What the hash of a document does not cover: under which names it was read, and as what."""
    return (quad for quad in quads if quad.predicate in _NAMES or quad.predicate == _READ_AS)


def without(document: Iri, quads: Iterable[Quad], keys: Iterable[str]) -> frozenset[Quad]:
    """A document's graph without what was read under some keys."""
    gone = set(keys)
    return _named(document, quads, {text for text in _readings(quads) if json.loads(text)[0] not in gone})


def _joined(document: Iri, quads: Iterable[Quad], earlier: Iterable[Quad]) -> frozenset[Quad]:
    """A document's graph under the names of two readings."""
    return _named(document, quads, _readings(quads) | _readings(earlier))


def _readings(quads: Iterable[Quad]) -> set[str]:
    return {quad.object.text for quad in quads if quad.predicate == _READ_AS and isinstance(quad.object, Literal)}


def _named(document: Iri, quads: Iterable[Quad], readings: set[str]) -> frozenset[Quad]:
    named = {Quad(document, _READ_AS, Literal(text), document) for text in readings}
    for text in readings:
        told = zip(_NAMES, json.loads(text), strict=True)
        named |= {Quad(document, predicate, Literal(name), document) for predicate, name in told if name}
    return frozenset(quads) - frozenset(names(quads)) | named


def documents_named(store: Store, name: str) -> tuple[Iri, ...]:
    """The documents that a user can mean: by IRI, url, id or path."""
    found = {Iri(name)} if _IRI.fullmatch(name) and next(store.match(graph=Iri(name)), None) else set()
    for predicate in _LOOKED_UP:
        found |= {quad.subject for quad in store.match(None, predicate, Literal(name)) if quad.subject == quad.graph}
    return tuple(sorted(found))


def _lost(sources: Iterable[Source]) -> dict[Iri, set[str]]:
    """Which documents lose which keys to another."""
    by_key: dict[str, list[Source]] = {}
    for source in sources:
        for key in source.keys:
            by_key.setdefault(key, []).append(source)
    lost: dict[Iri, set[str]] = {}
    for key, rivals in by_key.items():
        winner = max(rivals, key=_lateness)
        for rival in rivals:
            if rival is not winner:
                lost.setdefault(rival.iri, set()).add(key)
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
