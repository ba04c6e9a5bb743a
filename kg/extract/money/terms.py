"""What tellings about money share: who, status, sum, time."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache

from kg.extract.chart import Chart
from kg.extract.clause import BREAKS, FINITE, SPEECH, Clauses
from kg.extract.draft import Draft, Qualifiers, Thing, money_qualifiers, of_type, referents
from kg.extract.facility import phrase_of
from kg.extract.memory import Memory
from kg.extract.table import table
from kg.extract.verbs import VerbGroup
from kg.model import EntityType, Money, SentenceKind, When

STATUS = {
    "future": "announced",
    "infinitive": "announced",
    "progressive": "inProgress",
    "past": "completed",
    "present": "announced",
    "gerund": "announced",
    "participle": "inProgress",
}


@cache
def verbs(name: str) -> frozenset[str]:
    return frozenset(v.split()[0] for v in table("money")["verbs"][name])


@cache
def nouns(name: str) -> frozenset[str]:
    return frozenset(table("money")["nouns"][name])


def status_of(group: VerbGroup) -> str:
    """The status that a verb group gives to what it tells."""
    if group.considered:
        return "considered"
    if group.lemma in table("money")["words"]["pledging"]:
        return "announced"
    return STATUS.get(group.tense, "announced")


def went_on(chart: Chart, group: VerbGroup, memory: Memory) -> list[int]:
    """Who an "it" or "they" before a verb stands for where the reading left it open: the subject of the sentence before."""
    at, who = memory.spoken
    before = chart.atoms[group.first - 1] if group.first else None
    if before is None or before.code != "w" or before.word not in ("it", "they") or chart.number - at != 1:
        return []
    if any(a.code == "O" for a in chart.atoms[: group.first - 1]):
        return []
    return who if (before.word == "they") == (len(who) > 1) else []


def speak(chart: Chart, clauses: Clauses, memory: Memory) -> None:
    """Keeps in mind whose sentence this was."""
    for group in clauses.groups:
        if group.tense not in FINITE or group.passive:
            continue
        argument = clauses.subject(group)
        if argument is None:
            who = went_on(chart, group, memory)
            if who:
                memory.spoken = (chart.number, who)
                return
        elif chart.atoms[argument.index].code == "O" and argument.sure >= 0.9:
            memory.spoken = (chart.number, of_type(chart, chart.atoms[argument.index].members, EntityType.ORGANIZATION))
            return


def agents_of(chart: Chart, clauses: Clauses, memory: Memory, group: VerbGroup) -> tuple[list[int], float]:
    """The organisations that are the subject (or the "by") of a verb; a facility stands for whose it is."""
    argument = clauses.agent(group) if group.passive else clauses.subject(group)
    if argument is None and group.tense == "participle" and group.first and chart.atoms[group.first - 1].word == ",":
        main = next((g for g in reversed(clauses.groups) if g.head < group.first and g.tense in FINITE and not g.passive), None)
        argument = clauses.subject(main) if main is not None else None  # "announced a plan for Oslo, committing $1bn"
    if argument is None and group.tense == "gerund" and group.preposition in ("of", "about", "on"):  # "Acme spoke of investing"
        near = next((j for j in range(group.first - 1, max(-1, group.first - 4), -1) if chart.atoms[j].code == "O"), None)
        if near is not None:
            return of_type(chart, chart.atoms[near].members, EntityType.ORGANIZATION), 0.6
    pronoun = chart.atoms[group.first - 1].word if group.first and chart.atoms[group.first - 1].code == "w" else ""
    if pronoun in ("it", "they") and chart.words(0, group.first - 1).endswith("which"):
        return _which_it(chart, clauses, memory, group)
    if argument is None:
        return (went_on(chart, group, memory) or _speaker_behind(chart, clauses, group), 0.7) if not group.passive else ([], 0.0)
    atom = chart.atoms[argument.index]
    found = [r for i in clauses.joint(argument.index) for r in of_type(chart, chart.atoms[i].members, EntityType.ORGANIZATION)]
    if found:
        return found, argument.sure * atom.score
    if atom.code == "F":
        phrase = phrase_of(atom)
        if phrase.owner is not None:
            return referents(phrase.owner), argument.sure * 0.8
        site = memory.pointed(chart.number, [], phrase.plural)
        if site is not None:
            return site.agents, argument.sure * 0.8
    return [], 0.0


def _which_it(chart: Chart, clauses: Clauses, memory: Memory, group: VerbGroup) -> tuple[list[int], float]:
    """Who "it" is in ", which it bought", ", on which it spent $1bn": the subject of the sentence, else who was spoken of before."""
    main = next((g for g in clauses.groups if g.head < group.head and g.tense in FINITE and not g.passive), None)
    argument = clauses.subject(main) if main is not None else None
    if argument is not None and chart.atoms[argument.index].code == "O":
        return of_type(chart, chart.atoms[argument.index].members, EntityType.ORGANIZATION), 0.8
    at, who = memory.spoken
    return (list(who[:1]), 0.7) if chart.number - at <= 2 else ([], 0.0)


def _speaker_behind(chart: Chart, clauses: Clauses, group: VerbGroup) -> list[int]:
    """Who "it" or "they" is where the speaker comes last: "In May it also leased a floor, Acme said"."""
    if not group.first or chart.atoms[group.first - 1].word not in ("it", "they") or "O" in chart.words(0, group.first - 1).split():
        return []
    speaker = next((g for g in clauses.groups if g.lemma in SPEECH and g.head > group.head), None)
    argument = clauses.subject(speaker) if speaker is not None else None
    if argument is None or chart.atoms[argument.index].code != "O":
        return []
    return of_type(chart, chart.atoms[argument.index].members, EntityType.ORGANIZATION)


def money_at(chart: Chart, start: int, stop: int) -> int | None:
    for j in range(start, min(stop, len(chart.atoms))):
        if chart.atoms[j].code == "M":
            return j
        if chart.atoms[j].code in "OLPF" or chart.atoms[j].word in BREAKS:
            return None
    return None


def time_at(chart: Chart, start: int, stop: int) -> When | None:
    """The first time told between two indices; one behind ", its largest …" or ", so that …" tells of something else."""
    atoms = chart.atoms
    for j in range(start, min(stop, len(atoms))):
        value = atoms[j].value
        if atoms[j].code == "D" and isinstance(value, When):
            return value
        if j > start and atoms[j].word in ("so", "its", "the") and atoms[j - 1].word == "," and atoms[j].code in "wO":
            return None
    return None


SCALE = {"thousand": 3, "million": 6, "m": 6, "mn": 6, "billion": 9, "bn": 9, "b": 9, "trillion": 12}
IN_BRACKETS = re.compile(r"\((?:[^()\d]*)([\d.,]*\d)\s*([a-z]*)[^()]*\)?$", re.IGNORECASE)


def sum_qualifiers(chart: Chart, at: int | None) -> Qualifiers:
    """The sum at an index. One that a headline gives in another currency than the text is told in that of the text."""
    money = chart.atoms[at].money if at is not None else None
    if money is not None and chart.sentence.kind is SentenceKind.HEADLINE:
        for told in chart.reading.mentions:
            if not isinstance(told.value, Money) or told.value.currency == money.currency:
                continue
            m = IN_BRACKETS.search(told.text)
            if m is None:
                continue
            converted = Decimal(m.group(1).replace(",", "")).scaleb(SCALE.get(m.group(2).lower(), 0))
            if abs(converted - money.amount) * 50 <= money.amount:
                return money_qualifiers(told.value)
    return money_qualifiers(money)


def draft_of(chart: Chart, subject: Thing, predicate: str, thing: Thing, q: Qualifiers, sure: float, frame: str) -> Draft:
    return Draft(subject, predicate, thing, dict(q), chart.sentence.start, chart.sentence.end, sure, frame, chart.number)


def remember(memory: Memory, draft: Draft) -> Draft:
    """Keeps the last deal of money in mind: "the unit will use the funds", "part of the money will pay for"."""
    memory.deal = draft
    return draft


def listed(chart: Chart, start: int, limit: int = 30) -> list[int]:
    """The organisations of a list that begins at ``start``, descriptions between them included: "the bank Bolt, the chip maker Core
    and Doe"."""
    atoms, out = chart.atoms, list[int]()
    gap = 0
    for j in range(start, min(len(atoms), start + limit)):
        a = atoms[j]
        if a.code == "O" and not (a.reference and a.word in ("its", "their", "our")):
            if j > start and atoms[j - 1].word in ("on", "over", "about"):
                break  # "with Bolt on Core": what they work on
            behind = next((b for b in atoms[j + 1 : j + 7] if b.code != "w" or b.word in (",", "and", "'s")), None)
            part = (j > start and atoms[j - 1].word in ("of", "as")) or (j + 1 < len(atoms) and atoms[j + 1].word == "-")
            if part or (behind is not None and (behind.word == "'s" or behind.code == "P")):
                continue  # "a unit of Bolt", "Bolt's chief Jane Roe", "Bolt founder Jane Roe"
            out += [r for r in of_type(chart, a.members, EntityType.ORGANIZATION) if r not in out]
            gap = 0
        elif a.code in "MDQPF" or (a.code == "w" and (a.word in BREAKS or a.word in LIST_ENDS)) or gap > 6:
            break
        else:
            gap += 1
    return out


LIST_ENDS = frozenset(table("money")["words"]["list_ends"])


WEIGHING = re.compile(
    r"\b(?:considering|considers|considered|weighing|weighs|mulling|mulls|exploring|explores|studying|eyeing|eyes|evaluating|discussing|"
    r"discussed|"
    r"in talks|talks (?:about|over|on)|possible|potential)\b"
)


def denied(chart: Chart, at: int) -> bool:
    """Whether a noun is said not to be: "has no partnership with", "without an agreement"."""
    return any(a.word in ("no", "without", "nor", "neither") for a in chart.atoms[max(0, at - 5) : at] if a.code == "w")


def weighed(chart: Chart, at: int) -> bool:
    """Whether a noun is only thought about: "is considering an acquisition of", "a possible takeover of"."""
    return WEIGHING.search(chart.words(max(0, at - 6), at)) is not None
