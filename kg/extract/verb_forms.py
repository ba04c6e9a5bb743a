"""The forms of verbs: which word can be which form of which verb."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from kg.extract.table import table

VOWELS = "aeiou"
DOUBLING = frozenset(table("words")["verbs"]["doubling"])
SINGULAR = {"have": "has", "be": "is", "do": "does"}


@dataclass(frozen=True, slots=True)
class Form:
    """A form of a verb: ``tag`` is base, s, ed, en, ing, or both "ed" and "en" as "ed"."""

    lemma: str
    tag: str


def inflect(lemma: str) -> dict[str, str]:
    """The forms of a regular verb by tag; irregular ones from the table.

    >>> inflect("supply")["ed"], inflect("plan")["ing"], inflect("build")["en"]
    ('supplied', 'planning', 'built')
    """
    irregular = table("verbs")["irregular"].get(lemma)
    y = lemma.endswith("y") and len(lemma) > 1 and lemma[-2] not in VOWELS
    double = lemma[-1] if lemma in DOUBLING else ""
    s = lemma + "es" if lemma.endswith(("s", "x", "z", "ch", "sh", "o")) else lemma[:-1] + "ies" if y else lemma + "s"
    stem = lemma[:-1] if lemma.endswith("e") and not lemma.endswith(("ee", "oe", "ye")) else lemma
    ing = stem + double + "ing"
    ed = lemma[:-1] + "ied" if y else stem + double + "ed"
    past, participle = irregular or (ed, ed)
    s = SINGULAR.get(lemma, s)
    return {"base": lemma, "s": s, "ing": ing, "ed": past, "en": participle}


@cache
def lexicon() -> MappingProxyType[str, Form]:
    """Every form of every verb that a table names, the triggers of all families and the common ones."""
    out: dict[str, Form] = {}
    lemmas: set[str] = set(table("verbs")["common"]["lemmas"]) | set(table("verbs")["irregular"])
    for family in ("sites", "money", "deals", "relations"):
        for group in table(family).get("verbs", {}).values():
            lemmas |= {v.split()[0] for v in group}
    for lemma in sorted(lemmas):
        forms = inflect(lemma)
        for tag in ("base", "s", "ing", "ed", "en"):
            out.setdefault(forms[tag], Form(lemma, tag))
        if lemma.endswith("el"):  # "cancelled" beside "canceled"
            out.setdefault(lemma + "led", Form(lemma, "ed"))
            out.setdefault(lemma + "ling", Form(lemma, "ing"))
    out["'ve"] = Form("have", "base")
    return MappingProxyType(out)


@cache
def verb_words() -> frozenset[str]:
    return frozenset(lexicon())
