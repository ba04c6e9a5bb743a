"""What is wrong with a graph, or looks so: the shapes of the ontology, and checks of common sense. Nothing is changed.

A `Finding` says which rule, about what, in which documents, and quotes the claims.
"""

from __future__ import annotations

from datetime import date

from kg.protocols import Store
from kg.validate.findings import Finding, Quote
from kg.validate.sense import CHECKS, check
from kg.validate.shapes import violations

__all__ = ["CHECKS", "Finding", "Quote", "check", "validate", "violations"]


def validate(store: Store, *, today: date | None = None, only_sense: bool = False) -> tuple[Finding, ...]:
    """All findings, sorted by rule and by what they are about; none in a graph that is well.

    ``today`` lets the check on due dates look at the calendar too, besides what documents of a later day say. ``only_sense`` leaves
    the shapes out. Raises MissingExtraError where pyshacl is not installed.
    """
    found = {*check(store, today=today), *(() if only_sense else violations(store))}
    return tuple(sorted(found))
