"""Which facts a selection lets through."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Set
from dataclasses import replace
from difflib import get_close_matches

from kg.errors import QueryError
from kg.graph.facts import TYPES, FactRow, Facts
from kg.graph.nouns import GraphSelection
from kg.iris import CX
from kg.model import Iri
from kg.protocols import Solutions, Triples

Triple = tuple[str, str, str]


class Choice:
    """A selection with its names resolved in the graph. Raises `QueryError` for a name that nothing has."""

    def __init__(self, facts: Facts, selection: GraphSelection) -> None:
        self._facts = facts
        self._selection = selection
        self._companies = {iri for name in selection.companies for iri in facts.entities(name)}
        self._places = {iri for name in selection.places for iri in facts.entities(name)}
        centres = facts.entities(selection.around) if selection.around else []
        self._reach = {iri for centre in centres for iri in facts.around(centre, selection.hops)} if centres else None
        _check(facts, selection)
        self._wanted = frozenset(selection.predicates)
        self._statuses = frozenset(selection.statuses)
        self._stated_somewhere: set[Triple] = set()
        self._triples: dict[str, set[Triple]] = defaultdict(set)
        for triple in selection.triples or ():
            self._triples[triple[0]].add(triple)

    def subjects(self) -> tuple[list[str], int]:
        """The subjects whose facts are worth reading, sorted, and how many facts there are in all (0 where that was not counted)."""
        if self._reach is not None:
            return sorted(self._reach), 0
        if self._selection.triples is not None and self._selection.facts is None:
            return sorted({end for triples in self._triples.values() for triple in triples for end in (triple[0], triple[2])}), 0
        return self._facts.subjects()

    def objects(self) -> set[str]:
        """The objects whose facts are worth reading, for edges that go either way."""
        return self._reach if self._reach is not None else self._facts.objects()

    def admits(self, row: FactRow) -> bool:
        """Whether a fact becomes (part of) an edge. What a rule concluded does so only where its predicate is asked for."""
        selection = self._selection
        values = row.values
        if row.derived:
            return row.predicate in self._wanted
        if selection.triples:
            self._stated_somewhere |= self._stated(row) & selection.triples
        if self._wanted and not self._wanted & self._facts.wider_terms(row.predicate):
            return False
        if self._statuses and not self._statuses & {values.get("status"), values.get("stage"), values.get("stageDetail")}:
            return False
        if row.integer("documents") < selection.min_sources or (row.number("confidence") or 0.0) < selection.min_confidence:
            return False
        if not self._in_years(row):
            return False
        if self._companies and row.subject not in self._companies and row.object not in self._companies:
            return False
        if self._reach is not None and not (row.subject in self._reach and row.object in self._reach):
            return False
        if selection.types and not all(self._facts.type(end) in selection.types for end in (row.subject, row.object)):
            return False
        if self._places and not any(self._places & self._facts.wider_places(end) for end in (row.subject, row.object)):
            return False
        return self._asked(row)

    def unmatched(self, subject: str) -> list[Triple]:
        """The triples of the query with this subject that no fact states; to be asked when its facts went by, subjects in order."""
        mine = self._triples.get(subject)
        return sorted(mine - self._stated_somewhere) if mine else []

    def _in_years(self, row: FactRow) -> bool:
        first, last = self._selection.years
        if first is None and last is None:
            return True
        year = row.integer("year")
        return year != 0 and (first is None or year >= first) and (last is None or year <= last)

    def _asked(self, row: FactRow) -> bool:
        facts, triples = self._selection.facts, self._selection.triples
        if facts is None and triples is None:
            return True
        if facts is not None and row.iri in facts:
            return True
        return triples is not None and not triples.isdisjoint(self._stated(row))

    def _stated(self, row: FactRow) -> set[Triple]:
        """The direct triples that a fact stands for."""
        names = self._facts.wider_terms(row.predicate)
        stated = {(row.subject, CX + name, row.object) for name in names}
        if row.predicate in self._facts.symmetric:
            stated |= {(row.object, CX + name, row.subject) for name in names}
        return stated


def _check(facts: Facts, selection: GraphSelection) -> None:
    """Raises `QueryError` for words that the ontology in the store does not know, so that a slip of the pen is no empty graph."""
    relations, words = facts.relations(), facts.words()
    for kind, given, known in (
        ("relation", selection.predicates, relations),
        ("type", selection.types, set(TYPES)),
        ("status or stage", selection.statuses, words),
    ):
        for name in given:
            check_known(kind, name, known)


def check_known(kind: str, name: str, known: Set[str]) -> None:
    """Raises `QueryError`, with the nearest names, where a word is none of those known (of which there are none without an ontology)."""
    if known and name not in known:
        near = get_close_matches(name, sorted(known), 3, 0.5)
        raise QueryError(f"no {kind} is called {name!r}" + (f"; did you mean {' or '.join(near)}?" if near else ""))


def asked(selection: GraphSelection, answer: Solutions | Triples) -> GraphSelection:
    """The selection narrowed to what a SPARQL query answers.

    Of a CONSTRUCT all triples between IRIs; one that no fact states becomes an edge of its own. Of a SELECT its variable ``fact``,
    else ``subject``, ``predicate``, ``object`` (or ``s``, ``p``, ``o``). Raises `QueryError` where it has neither.
    """
    if isinstance(answer, Triples):
        return replace(selection, triples=_between_iris((quad.subject, quad.predicate, quad.object) for quad in answer))
    place = {name.lstrip("?"): number for number, name in enumerate(answer.variables)}
    if "fact" in place:
        return replace(selection, facts=frozenset(str(fact) for row in answer if isinstance(fact := row[place["fact"]], Iri)))
    for names in (("subject", "predicate", "object"), ("s", "p", "o")):
        if all(name in place for name in names):
            s, p, o = (place[name] for name in names)
            return replace(selection, triples=_between_iris((row[s], row[p], row[o]) for row in answer))
    raise QueryError("a SELECT that chooses edges needs the variable ?fact, or ?subject ?predicate ?object")


def _between_iris(triples: Iterable[tuple[object, object, object]]) -> frozenset[Triple]:
    return frozenset((str(s), str(p), str(o)) for s, p, o in triples if isinstance(s, Iri) and isinstance(p, Iri) and isinstance(o, Iri))
