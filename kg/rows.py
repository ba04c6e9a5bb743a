"""Facts as rows, for tables and for programs; and the whole graph as sorted lines."""

from __future__ import annotations

import heapq
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from functools import lru_cache

from kg import ontology
from kg.graph.choice import check_known
from kg.graph.facts import FactRow, Facts
from kg.iris import line
from kg.model import Quad
from kg.protocols import Store

TOLD_APART = ("amount", "currency", "status", "date")
"""The qualifiers that have columns of their own in a table."""
NEVER = frozenset(  # no qualifiers, or told elsewhere in a row
    {
        *("group", "year", "yearOf", "from", "to", "type", "documents", "publishers", "confidence", "combinedConfidence"),
        *("firstSaid", "lastSaid", "stage", "stageFrom", "ofSite", "facilityKind", "statusSaid", "rule"),
    }
)
IN_DOLLARS = "amountUSD"
"""A sum in another currency, converted: no qualifier that documents tell, but told like one."""
SORTED_AT_ONCE = 500_000  # lines held in memory


@dataclass(frozen=True, slots=True)
class Row:
    """A fact with the names of its ends. ``status`` is the status, else the stage of a site.

    What a rule concludes has the name of the ``rule`` and the facts that it follows from, and no documents.
    """

    fact: str
    subject: str
    predicate: str
    object: str
    subject_label: str
    object_label: str
    status: str
    qualifiers: dict[str, str | int | float] = field(default_factory=dict)
    stage: str | None = None
    documents: int = 0
    publishers: int = 0
    confidence: float = 0.0
    first_said: str | None = None
    last_said: str | None = None
    claims: tuple[str, ...] = ()
    conflicts_with: tuple[str, ...] = ()
    supersedes: tuple[str, ...] = ()
    rule: str = ""
    premises: tuple[str, ...] = ()

    def when(self) -> str:
        """The day from which the row sorts in time: its date, else its start, else when it was first said."""
        return str(self.qualifiers.get("date") or self.qualifiers.get("start") or self.first_said or "")


def rows(
    store: Store,
    *,
    subject: str | None = None,
    predicate: str | None = None,
    object: str | None = None,
    min_confidence: float = 0.0,
    concluded: bool = False,
) -> Iterator[Row]:
    """The facts of a store that documents state, or (``concluded``) those that rules conclude, sorted by subject, predicate, object, time.

    Ends are named by IRI, key ("org/alibaba-cloud") or any label; a predicate takes in what is narrower. A symmetric relation matches
    either way round. Raises `QueryError`, before the first row is asked for, for a name that nothing has.
    """
    facts = Facts(store)
    if predicate is not None:
        check_known("relation", predicate, facts.relations())
    heads = set(facts.entities(subject)) if subject else None
    tails = set(facts.entities(object)) if object else None
    return _rows(facts, heads, predicate, tails, min_confidence, concluded)


def _rows(
    facts: Facts, heads: set[str] | None, predicate: str | None, tails: set[str] | None, min_confidence: float, concluded: bool
) -> Iterator[Row]:
    label = lru_cache(1 << 16)(lambda iri: facts.node(iri).label)
    if heads is not None:
        found = _once(row for head in sorted(heads) for rows in (facts.of_subject(head), facts.of_object(head)) for row in rows)
        groups: Iterable[Iterable[FactRow]] = [found]
    elif tails is not None:
        found = _once(row for tail in sorted(tails) for rows in (facts.of_object(tail), facts.of_subject(tail)) for row in rows)
        groups = [found]
    else:
        subjects, _ = facts.subjects()
        groups = (list(facts.of_subject(s)) for s in sorted(subjects, key=lambda s: (label(s), s)))
    for group in groups:
        kept = [
            _row(fact, label(fact.subject), label(fact.object))
            for fact in group
            if fact.derived is concluded
            and _fits(fact, heads, tails, facts.symmetric)
            and (predicate is None or predicate in facts.wider_terms(fact.predicate))
            and (concluded or (fact.number("confidence") or 0.0) >= min_confidence)
        ]
        yield from sorted(kept, key=lambda row: (row.subject_label, row.predicate, row.object_label, row.when(), row.fact))


def around(store: Store, entity: str, min_confidence: float = 0.0) -> list[Row]:
    """The facts with a thing at either end, each once; the thing is named as for `rows`."""
    ends = (rows(store, subject=entity, min_confidence=min_confidence), rows(store, object=entity, min_confidence=min_confidence))
    return list({row.fact: row for found in ends for row in found}.values())


def row(store: Store, fact: str) -> Row | None:
    """One fact by its IRI; None where there is none of it."""
    facts = Facts(store)
    found = facts.fact(fact)
    if not found.subject or not found.predicate or not found.object:
        return None
    return _row(found, facts.node(found.subject).label, facts.node(found.object).label)


def lines(quads: Iterable[Quad]) -> Iterator[str]:
    """Quads as N-Quads (N-Triples where they have no graph), sorted by their bytes, in bounded memory."""
    with ExitStack() as stack:
        runs: list[Iterable[bytes]] = []
        held: list[bytes] = []
        for quad in quads:
            held.append(line(quad).encode())
            if len(held) >= SORTED_AT_ONCE:
                file = stack.enter_context(tempfile.TemporaryFile())
                file.writelines(sorted(held))
                file.seek(0)
                runs.append(file)
                held.clear()
        for text in heapq.merge(*runs, sorted(held)):
            yield text.decode()


def _row(fact: FactRow, subject_label: str, object_label: str) -> Row:
    values = fact.values
    return Row(
        fact=fact.iri,
        subject=fact.subject,
        predicate=fact.predicate,
        object=fact.object,
        subject_label=subject_label,
        object_label=object_label,
        status=values.get("status") or values.get("stage") or "",
        qualifiers=dict(sorted((name, _value(name, text)) for name, text in values.items() if name not in NEVER)),
        stage=values.get("stage"),
        documents=fact.integer("documents"),
        publishers=fact.integer("publishers"),
        confidence=fact.number("confidence") or 0.0,
        first_said=values.get("firstSaid"),
        last_said=values.get("lastSaid"),
        claims=tuple(sorted(fact.linked.get("claim", ()))),
        conflicts_with=tuple(sorted(fact.linked.get("conflictsWith", ()))),
        supersedes=tuple(sorted(fact.linked.get("supersedes", ()))),
        rule=values.get("rule", ""),
        premises=tuple(sorted(fact.linked.get("wasDerivedFrom", ()))),
    )


def _value(name: str, text: str) -> str | int | float:
    """A number where the ontology says that the qualifier is one, or it is a sum."""
    known = ontology.load().qualifiers.get(name)
    if name == IN_DOLLARS or (known is not None and known.datatype in ("decimal", "integer")):
        number = float(text)
        return int(number) if number.is_integer() else number
    return text


def _fits(fact: FactRow, heads: set[str] | None, tails: set[str] | None, symmetric: set[str]) -> bool:
    def is_between(subject: str, object: str) -> bool:
        return (heads is None or subject in heads) and (tails is None or object in tails)

    return is_between(fact.subject, fact.object) or (fact.predicate in symmetric and is_between(fact.object, fact.subject))


def _once(rows: Iterable[FactRow]) -> Iterable[FactRow]:
    return {row.iri: row for row in rows}.values()
