"""How a facility phrase stands in its sentence: the verb that governs it, the nouns between, whose it is."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from functools import cache

from kg.extract.chart import Atom, Chart
from kg.extract.clause import BREAKS, FINITE, PREPOSITIONS, QUOTES, SPEECH, SUBORDINATE, Clauses
from kg.extract.facility import phrase_of
from kg.extract.table import table
from kg.extract.verbs import VerbGroup

INTRANSITIVE = frozenset(["open", "launch", "go", "come", "start", "begin", "close", "shut", "debut", "begin", "enter", "cost", "have"])
NAMING = frozenset(["know", "call", "dub", "name", "nickname", "up"])  # "known as Frontier", "up and running"
DUE = frozenset(["expected", "due", "slated", "scheduled", "set", "planned", "projected", "targeted"])
LETTING = frozenset(  # "expects the campus to open"
    ("expect", "want", "allow", "enable", "help", "let", "require", "need", "cause", "lead", "force", "ask", "get", "permit", "believe")
)
TELLING = SPEECH | NAMING
CLOSING = BREAKS | SUBORDINATE | {",", "that"}
RELATIVE_GAP = re.compile(r"F (?:(?:(?:in|near) L )?(?:, )?(?:which|that) )?(?:the )?O\b(?= (?!'s)[a-z])")


@cache
def words(section: str, *names: str) -> frozenset[str]:
    return frozenset(word for name in names for word in table("sites")[section][name])


@cache
def verbs(*names: str) -> frozenset[str]:
    return frozenset(verb.split()[0] for name in names for verb in table("sites")["verbs"][name])


@dataclass(slots=True)
class Role:
    """How a facility phrase stands in its sentence."""

    verb: VerbGroup | None = None
    nouns: list[str] = field(default_factory=list)
    owner: Atom | None = None
    is_subject: bool = False
    noun_negated: bool = False
    phase: bool = False
    of_money: bool = False
    listed: bool = False
    path: list[str] = field(default_factory=list)
    link: str | None = None
    preposition: str | None = None  # right before the phrase


def _inserted(clauses: Clauses, g: VerbGroup) -> bool:
    """Whether a participle stands in an insert: "a region in Oslo, made up of two zones, has been in service"."""
    opens = g.first == g.head and g.tag in ("ed", "en") and clauses.atoms[g.first - 1].word == ","
    return opens and any(h.first > g.head + 1 and h.tense in FINITE and clauses.atoms[h.first - 1].word == "," for h in clauses.groups)


def _is_governed(clauses: Clauses, f: int) -> bool:
    """Whether a phrase is what the verb before it is about; then no later verb is said of it ("opened a campus in Oslo to serve banks")."""
    verb = next((g for g in reversed(clauses.groups) if g.head < f), None)
    if verb is None or verb.passive or verb.lemma in SPEECH | LETTING or clauses.subject(verb) is None:
        return False
    between = clauses.atoms[verb.head + 1 : f]
    return all(a.code in "wQNMDA" and a.word not in CLOSING for a in between)


def _runs_on(atoms: list[Atom], f: int, g: VerbGroup) -> bool:
    """Whether a phrase and the verb behind it make a clause of their own: "hopes the campus in Oslo will open"."""
    return g.tense in FINITE and all(a.code in "LD" or a.word in ("in", "near", "at", "outside") for a in atoms[f + 1 : g.first])


def role_of(chart: Chart, clauses: Clauses, f: int) -> Role:
    """Walks from the phrase to the left up to the verb that governs it."""
    atoms, role = chart.atoms, Role(link=link_noun(chart, f))
    relative: VerbGroup | None = None
    governed = _is_governed(clauses, f)
    for g in clauses.groups:
        if g.head > f and g.lemma not in TELLING:  # ", the company said": no facility speaks
            subject = clauses.subject(g)
            nearer = _stand_in_before(chart, g)
            if nearer == f or (subject is not None and subject.index == f and nearer is None):
                behind = atoms[f + 1 : g.first]
                reduced = g.first == g.head <= f + 2 and g.tag in ("ed", "en") and g.lemma not in INTRANSITIVE  # "a campus located in …"
                reduced = reduced or (atoms[g.first].word in DUE and atoms[g.first - 1].word == "," and _is_object(clauses, f))
                reduced = reduced or _inserted(clauses, g) or (governed and not _runs_on(atoms, f, g))
                if any(a.word in ("that", "which") for a in behind) or g.tense == "participle" or reduced:
                    relative = relative or g  # "a campus that includes …": says nothing of its stage, unless nothing else does
                    continue
                role.verb, role.is_subject = g, True
                break
    gap = RELATIVE_GAP.match(chart.line, chart.offsets[f])
    if gap is not None and not role.is_subject:
        agent = chart.at(gap.end() - 1)
        for g in clauses.groups:
            subject = clauses.subject(g) if g.head > agent else None
            if subject is not None and subject.index == agent and g.lemma not in SPEECH:  # ", which it said was overdue"
                role.link = None
                given_up = _given_up(chart, clauses, f)
                if given_up is not None:
                    role.verb = given_up  # "has dropped the campus that it had proposed"
                    return role
                role.verb = g  # "the campus that Acme plans to open"
                return role
    if role.is_subject:
        return role
    i, steps = f - 1, 0
    if apposed(chart, clauses, f):
        i = f - 3
    nouns: list[str] = []
    while i >= 0 and steps < 26:
        a = atoms[i]
        steps += 1
        if a.code == "O":
            if (i + 1 < len(atoms) and atoms[i + 1].word in ("'s", "'")) or (a.reference and a.word in ("its", "their", "our")):
                role.owner = role.owner or a
            elif (
                nouns and nouns[-1] in words("nouns", "plan", "build") and i + 1 < len(atoms) and atoms[i + 1].code == "w"
            ):
                role.owner = role.owner or a  # "Acme plans for a campus"
            elif i > 1 and atoms[i - 1].word in ("by", "from") and atoms[i - 2].word in words("nouns", "plan"):
                role.owner = role.owner or a  # "plans by Acme for a campus"
            elif i and atoms[i - 1].word in ("for", "with", "by", "from", "to", "of"):
                pass
            else:
                break
        elif a.code == "F":
            between = [x.word for x in atoms[i + 1 : f] if x.code == "w"]
            if any(w in ("and", ",", "or", "including", "plus") for w in between):
                role.listed = True
        elif a.code == "w":
            word = a.word
            group = clauses.at_head.get(i)
            if group is not None and group.first <= i:
                if not role.is_subject:
                    role.verb = group
                break
            if word == ":" and i and atoms[i - 1].code == "F" and i + 3 >= f:
                role.listed = True  # "84 sites: 53 in the US, 31 in Europe"
                i -= 1
                continue
            if word in BREAKS or word in QUOTES or (word in SUBORDINATE and word != "but"):
                break
            if word in ("that", "as") and i + 1 < len(atoms) and atoms[i + 1].code in "OP":
                break
            if word == "there" and atoms[i + 1].word in ("is", "are", "were", "was", "will"):
                break  # "runs one in Oslo, and there are plans for a second"
            if word == "no" and nouns:
                role.noun_negated = True
            if word in ("phase", "phases", "stage"):
                role.phase = True
            if (word.isalpha() and len(word) > 3) or word in ("bid",):
                nouns.append(word)
            role.path.append(word)
        elif a.code == "M":
            role.of_money = True
        elif a.code == "P":
            break
        i -= 1
    participle = next((g for g in clauses.groups if g.first == g.head and g.tag in ("ed", "en") and f < g.head <= f + 2), None)
    if participle is not None and all(a.code == "w" for a in atoms[f + 1 : participle.head]):
        lemma = participle.lemma
        known = lemma in verbs("construct", "start", "run", "announce", "cancel") or lemma in ("plan", "propose", "design", "own")
        if known and (role.verb is None or clauses.agent(participle) is not None):
            role.verb, role.is_subject = replace(participle, passive=True), True
    if role.verb is None and relative is not None:
        role.verb, role.is_subject = relative, True
    role.nouns = nouns
    role.preposition = atoms[f - 1].word if f and atoms[f - 1].code == "w" and atoms[f - 1].word in PREPOSITIONS else None
    return role


def apposed(chart: Chart, clauses: Clauses, f: int) -> bool:
    """ "plans Fjord One, a data center in Oslo": whether the facility's own name stands before it, taken for an organisation or place."""
    atoms = chart.atoms
    named = f > 2 and atoms[f - 1].word == "," and atoms[f - 2].code in "OL" and not atoms[f - 2].reference
    return named and f - 3 in clauses.at_head and clauses.at_head[f - 3].lemma in verbs("construct", "start", "announce")


def _is_object(clauses: Clauses, f: int) -> bool:
    """Whether a verb of building stands right before a phrase: "is building a campus in Oslo, due to open in May"."""
    return any(g.head in (f - 1, f - 2) and g.lemma in verbs("construct") and not g.passive for g in clauses.groups)


def _stand_in_before(chart: Chart, verb: VerbGroup) -> int | None:
    """The stand-in right before a verb, with its place: "and a second one, in Bergen, is being built"."""
    i = verb.first - 1
    if i < 3 or chart.words(i - 2, i + 1) not in ("in L ,", "near L ,") or chart.atoms[i - 3].code != "F":
        return None
    return i - 3 if phrase_of(chart.atoms[i - 3]).one else None


def _given_up(chart: Chart, clauses: Clauses, f: int) -> VerbGroup | None:
    """The verb right before a phrase, where it gives the facility up and a company does it."""
    for group in reversed(clauses.groups):
        if group.head < f <= group.head + 3 and group.lemma in verbs("cancel") and not group.passive:
            subject = clauses.subject(group)
            return group if subject is not None and chart.atoms[subject.index].code == "O" else None
    return None


def link_noun(chart: Chart, f: int) -> str | None:
    """The word that a preposition ties the phrase to: "construction" in "construction of F"; None where nothing stands between."""
    atoms = chart.atoms
    i = f - 1
    while i >= 0 and atoms[i].code == "w" and atoms[i].word in ("the", "a", "an", "its", "their", "new", "both"):
        i -= 1
    if (
        i >= 1
        and atoms[i].code == "w"
        and atoms[i].word in ("in", "of", "for", "on", "at", "to", "with", "from", "into")
        and atoms[i - 1].code == "w"
    ):
        return atoms[i - 1].word
    return None
