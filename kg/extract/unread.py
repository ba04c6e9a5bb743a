"""Why a sentence that could state a fact states none: for `kg explain`, and for the report of a build.

A family of frames that finds nothing in a sentence is asked for its first candidate there: a facility, a verb or a noun of its table, a
title. Whatever the frames' own ways, the reasons are the same few: denied, conditional, a question, nobody who does it, no place.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from kg.extract import positions
from kg.extract.chart import Atom, Chart
from kg.extract.clause import Clauses
from kg.extract.facility import phrase_of
from kg.extract.memory import Memory
from kg.extract.money.terms import agents_of
from kg.extract.sites.agents import agents_of_site
from kg.extract.sites.places import places_of
from kg.extract.sites.role import role_of
from kg.extract.sites.stage import public_body
from kg.extract.table import table
from kg.extract.verbs import VerbGroup
from kg.extract.vouching import SUPPOSING
from kg.model import Dropped

DENIED = "it is denied"
CONDITION = "it stands under a condition"
QUESTION = "a question states nothing"
NOBODY = "no organisation is named that does it"
PUBLIC = "a public body builds no data center of its own"
NOWHERE = "no place is named"
NO_STAGE = "nothing tells whether it is planned, being built or there"
NO_OBJECT = "nothing is named that it is done to"
NO_FRAME = "no frame reads it like this"
NO_EMPLOYER = "no organisation is named whose post it is"
SPORT = "a text about games, whose rivals are teams"
FAINT = 0.4  # subjects that are less sure are taken by no frame

NOUNS = {"money": ("investment",), "deals": ("acquisition", "partnership", "energy"), "relations": ("rival",)}
SHOWN = 8  # words of a candidate


def why_nothing(family: str, chart: Chart, clauses: Clauses, memory: Memory) -> Iterator[Dropped]:
    """The first candidate of a family that told nothing in this sentence, if there is one, with the reason."""
    if family == "sites":
        at = next((i for i, a in enumerate(chart.atoms) if a.code == "F"), None)
        if at is not None:
            yield _dropped(chart, at, at + 1, _facility(chart, clauses, memory, at))
    elif family == "positions":
        atoms = chart.atoms if "P" in chart.line else ()
        at = next((i for i, a in enumerate(atoms) if a.code == "w" and a.word in positions.HEADS), None)
        if at is not None:
            yield _dropped(chart, at, at + 1, NO_FRAME if "O" in chart.line else NO_EMPLOYER)
    else:
        verbs, nouns = _verbs(family), _nouns(family)
        group = next((g for g in clauses.groups if g.lemma in verbs), None)
        if group is not None:
            yield _dropped(chart, group.first, _shown(clauses, group), _verb(chart, clauses, memory, group))
            return
        at = next((i for i, a in enumerate(chart.atoms) if a.code == "w" and a.word in nouns), None)
        if at is not None:
            before = next((g for g in reversed(clauses.groups) if g.head < at), None)
            reason = _denial(clauses, before) or (NO_FRAME if "O" in chart.line else NOBODY)
            yield _dropped(chart, at, min(at + SHOWN, len(chart.atoms)), reason)


def question(chart: Chart) -> Iterator[Dropped]:
    """A question with a facility, or with a verb of a frame, in it."""
    if any(map(_tells, chart.atoms)):
        yield _dropped(chart, 0, min(SHOWN, len(chart.atoms)), QUESTION)


def unvouched(chart: Chart, told: Chart) -> Iterator[Dropped]:
    """What stands in the whole sentence and not in what is left of it, where a facility or a verb of a frame is among it."""
    kept = {a.start for a in told.atoms}
    gone = [j for j, a in enumerate(chart.atoms) if a.start not in kept]
    if any(_tells(chart.atoms[j]) for j in gone):
        supposed = chart.atoms[gone[0]].word in SUPPOSING
        yield _dropped(chart, gone[0], min(gone[0] + SHOWN, gone[-1] + 1), CONDITION if supposed else DENIED)


def _tells(atom: Atom) -> bool:
    return atom.code == "F" or atom.word in _all_verbs()


def _facility(chart: Chart, clauses: Clauses, memory: Memory, at: int) -> str:
    phrase, role = phrase_of(chart.atoms[at]), role_of(chart, clauses, at)
    denial = DENIED if role.noun_negated else _denial(clauses, role.verb)
    if denial:
        return denial
    agents = agents_of_site(chart, clauses, memory, at, phrase, role)
    if not agents:
        return NOBODY
    if all(public_body(chart.reading.referents[agent].label) for agent in agents):
        return PUBLIC
    return NO_STAGE if places_of(chart, clauses, at, phrase, role) else NOWHERE


def _verb(chart: Chart, clauses: Clauses, memory: Memory, group: VerbGroup) -> str:
    denial = _denial(clauses, group)
    if denial:
        return denial
    agents, sure = agents_of(chart, clauses, memory, group)
    if not agents or sure < FAINT:
        return NOBODY
    named = any(chart.atoms[j].code in "OLFM" for j in range(group.head + 1, clauses.end(group.head)))
    return NO_FRAME if named or group.passive else NO_OBJECT


def _denial(clauses: Clauses, group: VerbGroup | None) -> str | None:
    if group is None or not group.negated:
        return None
    return CONDITION if clauses.conditional(group) else DENIED


def _shown(clauses: Clauses, group: VerbGroup) -> int:
    return max(min(clauses.end(group.head), group.first + SHOWN), group.head + 1)


def _dropped(chart: Chart, first: int, last: int, reason: str) -> Dropped:
    start, end = chart.atoms[first].start, chart.atoms[last - 1].end
    return Dropped(start, end, " ".join(chart.reading.document.text[start:end].split()), reason)


@cache
def _verbs(family: str) -> frozenset[str]:
    """The verbs of a family that hardly mean anything else: those that open the gate in any document."""
    known = {verb.split()[0] for group in table(family)["verbs"].values() for verb in group}
    return frozenset(known & set(table("triggers")["verbs"]))


@cache
def _all_verbs() -> frozenset[str]:
    return frozenset().union(*map(_verbs, NOUNS))


@cache
def _nouns(family: str) -> frozenset[str]:
    return frozenset(noun for name in NOUNS[family] for noun in table(family)["nouns"][name] if " " not in noun)
