"""Noun phrases in a row of atoms: where one begins, which noun a verb stands behind, what is inserted between commas."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from kg.extract.chart import Atom
from kg.extract.table import table
from kg.extract.verbs import VerbGroup

WORDS = table("words")["clause"]
PREPOSITIONS = frozenset(WORDS["prepositions"])
INSERTS = frozenset(WORDS["inserts"])
BREAKS = frozenset({";", ":"})
SUBORDINATE = frozenset(WORDS["subordinate"])
SPEECH = frozenset(WORDS["speech"])
SKIPPED = frozenset(WORDS["skipped"])
INSERT = 44  # atoms that an insert may hold: press releases describe the company at length
Heads = Mapping[int, VerbGroup]


def other_noun(atoms: Sequence[Atom], heads: Heads, i: int) -> bool:
    """Whether the word before a finite verb is a noun of its own: "the utility said", "the spokesman told"."""
    a = atoms[i] if i >= 0 else None
    if a is None or a.code != "w" or not a.word.isalpha() or i in heads:
        return False
    if a.word in SKIPPED or a.word in PREPOSITIONS or a.word in SUBORDINATE or a.word.endswith("ly"):
        return False
    for j in range(i - 1, max(-1, i - 5), -1):
        b = atoms[j]
        if (
            b.code == "w"
            and b.word in ("the", "a", "an", "its", "their", "his", "her", "this", "that", "these", "each", "no", "'s", "of", ",")
        ) or b.code in "NQM":
            return not (b.word == "'s" and a.word in ("management",))
        if b.code == "w" and (b.word in SUBORDINATE or b.word in PREPOSITIONS or j in heads):
            return False
        if b.code != "w" and b.code not in "AL":
            return b.code == "O" and a.word in (
                "officials",
                "executives",
                "spokesman",
                "spokeswoman",
                "spokesperson",
                "shares",
                "board",
                "shareholders",
                "customers",
                "stock",
                "sources",
                "documents",
                "records",
                "investors",
                "analysts",
                "leaders",
                "residents",
            )
    return True


def _acts(atoms: Sequence[Atom], heads: Heads, i: int) -> bool:
    """Whether a word is a verb, not the end of "Ohio-based"."""
    return i in heads and not (i > 0 and atoms[i - 1].word == "-")


def np_start(atoms: Sequence[Atom], heads: Heads, i: int) -> int:
    """Where the noun phrase that ends at ``i`` begins: adjectives and a determiner before a name."""
    j = i
    while j > 0:
        b = atoms[j - 1]
        if b.code == "A" or b.code == "N":
            j -= 1
        elif b.code == "w" and (b.word == "-" or b.word.isalpha()) and b.word not in PREPOSITIONS and not _acts(atoms, heads, j - 1):
            if b.word in (
                "and",
                "or",
                "but",
                "that",
                "which",
                "who",
                "as",
                "while",
                "when",
                "where",
                "if",
                "because",
                "so",
                "then",
                "said",
                "says",
            ):
                break
            j -= 1
            if b.word in ("the", "a", "an", "its", "their"):
                break
        elif b.code == "L" and j > 1 and atoms[j].word in ("-", "based"):
            j -= 1
        elif b.word in ("'s", "'") and j > 1 and atoms[j - 2].code == "L":
            j -= 2  # "Norway's Bolt"
        else:
            break
    return j


def before_insert(atoms: Sequence[Atom], heads: Heads, comma: int) -> int | None:
    """The index before the comma that opens the insert which ``comma`` closes, if there is one."""
    for j in range(comma - 2, max(0, comma - INSERT), -1):
        if atoms[j].code == "w" and atoms[j].word in BREAKS:
            return None
        if not (atoms[j].code == "w" and atoms[j].word == ","):
            continue
        before, opening = atoms[j - 1], atoms[j + 1]
        if before.code == "w" and before.word == ")":
            k = next((k for k in range(j - 2, max(-1, j - 20), -1) if atoms[k].word == "("), None)
            before = atoms[k - 1] if k else before
            at = (k or j) - 1
        else:
            at = j - 1
        inserted = (
            opening.word in INSERTS
            or opening.code in "AOLN"
            or (j + 1 in heads and heads[j + 1].tense in ("participle", "past") and heads[j + 1].first == j + 1)
        )
        if not inserted:
            continue
        if before.code in "OFP":
            return at
        if before.code == "L" and at > 1:
            # "a data center in Ohio, which …, will": the head stands further left
            return at
    return None


def speech_before(atoms: Sequence[Atom], heads: Heads, i: int) -> bool:
    for j in range(i - 1, max(-1, i - 4), -1):
        g = heads.get(j)
        if g is not None:
            return g.lemma in SPEECH
    return False


def ends_examples(atoms: Sequence[Atom], head: int, verb: int) -> bool:
    """Whether a name at ``head`` only ends examples before a verb: "made acquisitions including Bolt and Core, and bought Dyna"."""
    named = head > 1 and " ".join(a.word for a in atoms[head - 2 : head]).endswith(("including", "like", "such as"))
    return named and atoms[head - 2].word != "," and atoms[verb - 1].word == ","
