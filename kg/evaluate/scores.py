"""The figures of an evaluation: right answers against those given and asked for, and what counts against them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Miss:
    """Something that counts against the extraction: a fact ``missed`` or ``wrong``, or a ``slot`` (qualifier) that is not as asked."""

    kind: str
    doc: str
    subject: str
    predicate: str
    object: str
    sentence: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Rate:
    """Right answers against those given and those asked for."""

    right: int = 0
    given: int = 0
    asked: int = 0

    @property
    def precision(self) -> float:
        return self.right / self.given if self.given else 0.0

    @property
    def recall(self) -> float:
        return self.right / self.asked if self.asked else 0.0

    @property
    def f1(self) -> float:
        p, r = self.precision, self.recall
        return 2 * p * r / (p + r) if p + r else 0.0


@dataclass(frozen=True, slots=True)
class Scores:
    """The figures of an evaluation. ``quoted`` is the share of the right facts whose quote overlaps the gold evidence."""

    documents: int
    facts: Rate
    qualifiers: Rate
    status: Rate
    strict: Rate  # a fact counts only with every qualifier that was asked for
    quoted: float
    predicates: Mapping[str, Rate] = field(default_factory=dict)
    misses: tuple[Miss, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """The figures as plain values."""
        return {
            "documents": self.documents,
            "gold": self.facts.asked,
            "tp": self.facts.right,
            "fp": self.facts.given - self.facts.right,
            "fn": self.facts.asked - self.facts.right,
            "precision": self.facts.precision,
            "recall": self.facts.recall,
            "f1": self.facts.f1,
            "qualifier_precision": self.qualifiers.precision,
            "qualifier_recall": self.qualifiers.recall,
            "qualifier_f1": self.qualifiers.f1,
            "status_f1": self.status.f1,
            "quoted": self.quoted,
            "strict_precision": self.strict.precision,
            "strict_recall": self.strict.recall,
            "strict_f1": self.strict.f1,
            "predicates": {
                name: {"right": r.right, "given": r.given, "asked": r.asked, "precision": r.precision, "recall": r.recall, "f1": r.f1}
                for name, r in self.predicates.items()
            },
        }
