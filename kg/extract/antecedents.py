"""Whom a relative clause or a description speaks of: "Acme, which", "Acme, the company that", "the company behind the project, Acme"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from kg.extract.chart import Atom
from kg.extract.nouns import BREAKS, PREPOSITIONS
from kg.extract.verbs import VerbGroup

FIRMS = frozenset(("company", "developer", "firm", "operator", "utility", "provider", "startup", "entity", "group", "owner", "builder"))
EXPLAINING = frozenset(("a", "an", "the", "one", "which", "who", "whose"))
VENTURES = frozenset(("venture", "ventures", "partnership", "consortium", "jv"))


@dataclass(frozen=True, slots=True)
class Argument:
    """The atom that fills a slot, and how sure the walk to it was (1 down to 0)."""

    index: int
    sure: float = 1.0


class Sentence(Protocol):
    """What is asked of a sentence: its atoms, its verb groups, in order and by their heads, and their subjects."""

    atoms: list[Atom]
    groups: list[VerbGroup]
    at_head: dict[int, VerbGroup]

    def subject(self, group: VerbGroup, depth: int = 0) -> Argument | None: ...


def describes(atoms: Sequence[Atom], comma: int) -> bool:
    """Whether "the company behind the project" stands before a comma: who it is comes behind it."""
    for j in range(comma - 1, max(-1, comma - 9), -1):
        a = atoms[j]
        if a.code == "w" and a.word in FIRMS:
            return j > 0 and atoms[j - 1].code == "w" and (atoms[j - 1].word == "the" or atoms[j - 2].word == "the")
        if a.code in "OP" or (a.code == "w" and (a.word in BREAKS or a.word == ",")):
            return False
    return False


def antecedent(clauses: Sentence, relative: int) -> Argument | None:
    """What "which", "that", "who" stand for: the name or facility right before."""
    atoms = clauses.atoms
    i = relative - 1
    if i >= 0 and atoms[i].word == ",":
        i -= 1
    if i >= 0 and atoms[i].word == ")":
        opening = next((j for j in range(i - 1, max(-1, i - 20), -1) if atoms[j].word == "("), None)
        i = (opening or 0) - 1
    steps = 0
    while i >= 0 and steps < 9:
        a = atoms[i]
        if a.code in "OFP":
            return Argument(i, 0.95)
        if a.code == "w" and a.word in FIRMS:  # "Acme, the company that will build", "Acme is an operator that has built"
            return _called(clauses, i)
        if a.code == "w" and a.word in VENTURES:  # "have formed a joint venture that will build": those who formed it
            maker = next((g for g in reversed(clauses.groups) if i - 8 <= g.head < i), None)
            made = clauses.subject(maker) if maker is not None else None
            return Argument(made.index, 0.75) if made is not None else None
        if a.code == "L" and i and atoms[i - 1].word in PREPOSITIONS:
            i -= 2
            steps += 1
            continue
        if a.code == "w" and a.word in ("-", "based", "the", "a", "an", "now", "also", "then", "already", "currently"):
            i -= 1
            continue
        if a.code in "QMND":
            i -= 1
            steps += 1
            continue
        return None
    return None


def _called(clauses: Sentence, noun: int) -> Argument | None:
    """Whom a description means that stands behind a name or behind "is"."""
    atoms = clauses.atoms
    first = next((j for j in range(noun - 1, max(1, noun - 9), -1) if atoms[j].code not in "wAFLNQ" or atoms[j].word in EXPLAINING), 0)
    if first < 2 or atoms[first].word not in EXPLAINING:
        return None
    if atoms[first - 1].word == "," and atoms[first - 2].code == "O":
        return Argument(first - 2, 0.9)
    copula = clauses.at_head.get(first - 1)
    return clauses.subject(copula) if copula is not None and copula.lemma == "be" and not copula.negated else None
