"""Verb groups: what tense, hedge, denial and voice the words around a verb give it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache
from types import MappingProxyType
from typing import Any

from kg.extract.chart import Atom
from kg.extract.table import table
from kg.extract.verb_forms import inflect, lexicon

WORDS = table("words")["verbs"]


@dataclass(frozen=True, slots=True)
class VerbGroup:
    """A verb with its auxiliaries. ``first`` is the index of the group's leftmost atom, ``head`` that of the verb itself.

    ``tense``: future, present, progressive, past (simple past and perfect), infinitive (purpose: "a loan to build"), gerund, participle.
    """

    lemma: str
    tag: str
    head: int
    first: int
    tense: str
    passive: bool = False
    negated: bool = False
    considered: bool = False
    preposition: str | None = None  # before a gerund: "by", "after"
    coordinated: bool = False  # shares auxiliaries or subject with the verb before it


@cache
def _chain() -> MappingProxyType[str, frozenset[str]]:
    chain = {k: frozenset(v) for k, v in table("verbs")["chain"].items()}
    chain["perfect"] = chain["be"] | chain["have"]
    chain["auxiliary"] = chain["future"] | chain["hedged"] | chain["do"]
    chain["before"] = chain["perfect"] | chain["auxiliary"] | chain["adverbs"] | chain["negative"]
    return MappingProxyType(chain)


NOUNISH = frozenset(WORDS["nounish"])
PREPOSITIONS = frozenset(WORDS["prepositions"])
BEHIND_VERB = PREPOSITIONS | {"to", "a", "an", "the", "its", "their", "out", "off", "up", "down"}
NOUN_FORMS = frozenset(WORDS["noun_forms"])
ADVERBIAL = MappingProxyType({"back": ("in", "to", "at", "from", "home", "then", "on"), "close": ("to",)})
"""Words that are no verbs before some others: "opened back in 2021", "a campus close to home"."""


def group_at(atoms: list[Atom], v: int, headline: bool = False) -> VerbGroup | None:
    """The verb group whose verb stands at ``v``, or None where the word is no verb there."""
    form = lexicon().get(atoms[v].word) if atoms[v].code == "w" else None
    if form is None:
        return None
    if form.lemma == "have" and _of_another(atoms, v):
        return None
    behind = atoms[v + 1].word if v + 1 < len(atoms) else ""
    if behind in ADVERBIAL.get(atoms[v].word, ()):
        return None
    chain = _chain()
    negated = considered = False
    i = v - 1
    adverbs = chain["adverbs"]
    while i >= 0 and atoms[i].code == "w":
        word = atoms[i].word
        if word in chain["negative"]:
            negated = True
        elif word in chain["hedge_adverbs"]:
            considered = True
        elif word == "longer" and i and atoms[i - 1].word == "no":
            negated = True
            i -= 1
        elif word not in adverbs or word in ("all", "both", "since", "first"):
            break
        i -= 1
    left = atoms[i] if i >= 0 else None
    word = left.word if left is not None and left.code == "w" else ""
    tag = form.tag
    if tag == "base" and word in chain["perfect"] and word != "be" and inflect(form.lemma)["en"] == atoms[v].word:
        tag = "en"  # "is run by", "has come"

    told: dict[str, Any] = {"negated": negated, "considered": considered}

    def make(tense: str, first: int, **more: Any) -> VerbGroup:
        return VerbGroup(form.lemma, tag, v, first, tense, **{**told, **more})

    if tag in ("base", "s") and atoms[v].word in NOUN_FORMS and _noun_slot(atoms, v, i, word):
        return None
    if tag == "ing" and (word in NOUNISH or word == "'s") and atoms[v].word in NOUN_FORMS:
        return None
    if tag == "ing" and atoms[v].word in NOUN_FORMS and word.isalpha() and word not in chain["be"] and _ends_item(atoms, v):
        return None  # "media planning, consulting, and sales"
    if word == "to" and tag == "base":
        return _infinitive(atoms, i, v, make)
    if tag == "base" or (
        tag in ("ed", "en")
        and form.lemma in ("put", "set", "shut", "read", "split", "bid", "outbid", "run")
        and (word in chain["future"] or word in chain["hedged"])
    ):
        if word in chain["future"]:
            return make("future", i)
        if word in chain["hedged"] or (word == "should"):
            return make("future", i, considered=word != "should" or considered)
        if word in chain["do"]:
            return make("past" if word == "did" else "present", i, negated=negated)
        if word in ("and", "or", ",") and i > 0:
            before = _previous(atoms, i - 1, headline)
            if before is not None and before.tag == "base":
                return make(
                    before.tense, i + 1, coordinated=True, considered=considered or before.considered, negated=negated or before.negated
                )
        if left is not None and (left.code in "OP" or word in ("they", "we", "i", "you", "that", "which", "who")):
            return make("present", i + 1)
        if atoms[v].word in ("put", "set", "shut", "split"):
            return make("past", i + 1)
        return (
            make("present", i + 1)
            if (left is not None and left.code in "FL") or word in ("companies", "firms", "partners", "both", "also", "all", "each")
            else None
        )
    if tag == "s":
        return make("present", i + 1)
    if tag == "ing":
        return _gerund(atoms, i, v, word, make)
    # past forms
    owned = left is not None and left.code == "O" and left.reference and word == "" and left.word in ("its", "their", "our")
    if owned or word in ("'s", "a", "an", "the", "its", "their", "our", "his", "new"):
        return None  # "Acme's planned campus", "its proposed site"
    if word in chain["have"]:
        first = _left_of(atoms, i)
        return make("future" if atoms[first].word in chain["future"] else "past", first)  # "will have opened by 2027"
    if word in ("been",):
        return make("past", _left_of(atoms, i), passive=True)
    if word == "being":
        return make("progressive", _left_of(atoms, i), passive=True)
    if word == "be":
        aux = atoms[i - 1].word if i else ""
        if aux in chain["negative"] and i > 1:
            negated = True
            i -= 1
            aux = atoms[i - 1].word
        if aux in adverbs and i > 1:
            i -= 1
            aux = atoms[i - 1].word
        if aux == "to":
            inner = _infinitive(atoms, i - 1, v, make)
            return make(inner.tense, inner.first, passive=True, considered=considered or inner.considered, negated=negated or inner.negated)
        return make("future", i - 1, passive=True, considered=considered or aux in chain["hedged"], negated=negated)
    if word in chain["be"]:
        return make("past" if word in ("was", "were") else "present", i, passive=True)
    if word in ("and", "or", ",") and i > 0:
        before = _previous(atoms, i - 1, headline)
        if before is not None and before.tag in ("ed", "en") and before.head >= i - 12:
            return make(
                before.tense,
                i + 1,
                passive=before.passive,
                coordinated=True,
                considered=considered or before.considered,
                negated=negated or before.negated,
            )
    return make("past", i + 1)


def _of_another(atoms: list[Atom], v: int) -> bool:
    """Whether "has" is the auxiliary of a verb that no table knows: "has settled on Ohio"."""
    if v + 2 >= len(atoms) or atoms[v + 1].code != "w" or atoms[v + 2].code != "w":
        return False
    verb = atoms[v + 1].word
    return (
        verb.endswith("ed")
        and verb not in lexicon()
        and atoms[v + 2].word in BEHIND_VERB
    )


def _noun_slot(atoms: list[Atom], v: int, i: int, left: str) -> bool:
    """Whether a word that is noun or verb stands where a noun stands."""
    if i < 0:
        return atoms[v].word not in ("build",)
    before = atoms[i]
    after = atoms[v + 1] if v + 1 < len(atoms) else None
    if left == "to" or left in _chain()["auxiliary"] or left in ("and", "which", "that", "who"):
        return left in ("and",) and (after is None or after.word in ("of", "for", ",", "."))
    if left in NOUNISH or left in PREPOSITIONS or left in ("'s", "'") or before.code in "MQNAD":
        return True
    if before.code in "OP":
        if before.reference and before.word in ("its", "their", "our"):
            return True
        return (
            after is not None
            and after.code == "w"
            and after.word in ("for", "of", "by", "at", "from", "are", "were", "is", "was", "have", "has", "will", "said")
        )
    if before.code in "FL":
        return after is None or (
            after.code == "w" and after.word in ("for", "of", "by", "are", "were", "is", "was", "have", "has", "will", "that")
        )
    return (
        before.code == "w"
        and left.isalpha()
        and left not in _chain()["adverbs"]
        and left not in ("company", "firm", "group", "unit", "companies", "firms", "and", "it", "they", "we", "all", "both", "partners")
    )


def _left_of(atoms: list[Atom], i: int) -> int:
    """The leftmost auxiliary of a perfect or passive: "will have been", "has not yet been"."""
    chain = _chain()
    while (
        i > 0
        and atoms[i - 1].code == "w"
        and (
            atoms[i - 1].word in chain["have"]
            or atoms[i - 1].word in chain["be"]
            or atoms[i - 1].word in chain["adverbs"]
            or atoms[i - 1].word in chain["negative"]
            or atoms[i - 1].word in chain["future"]
        )
    ):
        i -= 1
    return i


def _ends_item(atoms: list[Atom], v: int) -> bool:
    """Whether a word stands right before a comma or the end, so that nothing is done to anything."""
    return v + 1 >= len(atoms) or atoms[v + 1].word in (",", ";", ".")


def _infinitive(atoms: list[Atom], to: int, v: int, make: Callable[..., VerbGroup]) -> VerbGroup:
    """The group of "… to build": what stands before "to" decides."""
    chain = _chain()
    i = to - 1
    while i > 0 and atoms[i].code == "w" and atoms[i].word in chain["adverbs"]:
        i -= 1
    word = atoms[i].word if i >= 0 and atoms[i].code == "w" else ""
    if word == "not":
        return make("infinitive", i, negated=True)
    if word in chain["refused"]:
        return make("infinitive", _governor(atoms, i), negated=True)
    if word in chain["considered"]:
        return make("future", _governor(atoms, i), considered=True)
    if word in chain["progress"]:
        return make("progressive", _governor(atoms, i))
    if word in chain["past"]:
        return make("past", _governor(atoms, i))
    if word in chain["plan"]:
        negated = any(atoms[k].word in chain["negative"] or atoms[k].word == "no" for k in range(max(0, i - 3), i) if atoms[k].code == "w")
        considered = any(
            atoms[k].word in chain["hedged"] or atoms[k].word in chain["hedge_adverbs"]
            for k in range(max(0, i - 2), i)
            if atoms[k].code == "w"
        )
        return make("future", _governor(atoms, i), **({"negated": True} if negated else {}), **({"considered": True} if considered else {}))
    before = i - 1
    while before > 0 and (atoms[before].code == "A" or atoms[before].word in ("the", "a", "an", "its", "their")):
        before -= 1
    if i >= 0 and atoms[i].code == "O" and not (before >= 0 and atoms[before].word in PREPOSITIONS):
        return make("future", to)  # a headline: "Acme to build …", but not "a venture with Acme to build"
    return make("infinitive", to)


def _governor(atoms: list[Atom], i: int) -> int:
    """The leftmost word of the verb that governs an infinitive: "is also said", "has been planning"."""
    chain = _chain()
    j = i
    while (
        j > 0
        and atoms[j - 1].code == "w"
        and (
            atoms[j - 1].word
            in chain["before"]
            or atoms[j - 1].word in ("in", "on", "advanced", "early", "stage", "-", "has", "a", "its", "no")
        )
    ):
        if atoms[j - 1].word in ("in", "on", "a", "its", "no", "-", "stage", "early", "advanced") and not (
            j > 1 and atoms[j - 2].code == "w"
        ):
            break
        j -= 1
    return j


def _gerund(atoms: list[Atom], i: int, v: int, word: str, make: Callable[..., VerbGroup]) -> VerbGroup | None:
    chain = _chain()
    if word in chain["be"]:
        if word in ("be", "been"):
            first = _left_of(atoms, i)
            future = any(atoms[k].word in chain["future"] for k in range(max(0, first - 1), i) if atoms[k].code == "w")
            return make("future" if future else "progressive", first)
        return make("progressive", i)
    if word in chain["considering"]:
        return make("future", _governor(atoms, i), considered=True)
    if word in ("finished", "completed"):
        return make("past", _governor(atoms, i))
    if word in chain["progress"]:
        first = _governor(atoms, i)
        opener = atoms[first].word if first < i else atoms[first - 1].word if first else ""
        ahead = opener == "to" or opener in chain["future"] or opener in chain["hedged"]
        return make("future" if ahead else "progressive", first)  # "will start building": not yet
    if word in chain["planning"]:
        return make("future", _governor(atoms, i))
    if word == "at" and i and atoms[i - 1].word in ("looking", "look", "looks"):
        return make("future", _governor(atoms, i - 1), considered=True)
    if word in PREPOSITIONS:
        return make("gerund", i, preposition=word, **({"negated": True} if word in ("against", "without") else {}))
    if word in NOUNISH or word == "'s":
        return None
    return make("participle", i + 1)


def _previous(atoms: list[Atom], i: int, headline: bool) -> VerbGroup | None:
    """The nearest verb group to the left of ``i``."""
    for j in range(i, max(-1, i - 25), -1):
        if atoms[j].code == "w" and atoms[j].word in lexicon():
            group = group_at(atoms, j, headline)
            if group is not None:
                return group
        if atoms[j].code == "w" and atoms[j].word in (";", ":"):
            return None
    return None


SEEN_WITHIN = 8  # atoms between "saw" and what was seen


def _seen(found: list[VerbGroup], atoms: list[Atom]) -> list[VerbGroup]:
    """ "May saw Acme open a campus", "the year will see Acme open a campus": what is seen has the time of the seeing."""
    out: list[VerbGroup] = []
    for group in found:
        before = out[-1] if out else None
        bare = group.tag == "base" and group.tense == "present" and group.first == group.head
        if bare and before is not None and before.lemma == "see" and group.head - before.head <= SEEN_WITHIN and not before.negated:
            other = any(a.code == "w" and a.word in (",", "that", "to", "no") for a in atoms[before.head : group.head])
            group = group if other else replace(group, tense="future" if before.tense in ("future", "infinitive") else "past")
        elif bare and before is not None and before.lemma in ("let", "help") and group.head - before.head <= SEEN_WITHIN:
            denied = before.negated or any(a.word == "no" for a in atoms[max(0, before.first - 3) : before.first])
            group = replace(group, tense="infinitive", negated=denied)  # "saw no reason to let Acme build a campus"
        out.append(group)
    return out


def groups(atoms: list[Atom], headline: bool = False) -> list[VerbGroup]:
    """All verb groups of a sentence, from left to right."""
    words = lexicon()
    found = (group_at(atoms, i, headline) for i, a in enumerate(atoms) if a.code == "w" and a.word in words)
    all_groups = _seen([g for g in found if g is not None], atoms)
    inside = {i for g in all_groups for i in range(g.first, g.head)}
    return [g for g in all_groups if g.head not in inside]  # an auxiliary is part of another group
