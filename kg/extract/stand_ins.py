"""Numbers and pronouns that stand for facilities: "one near Dublin", "its first in Ohio", "six of them in Europe", "a second in 2014"."""

from __future__ import annotations

from decimal import Decimal

from kg.extract.chart import Atom
from kg.extract.facility import Facility, phrase_of
from kg.model import Quantity, Unit

BEFORE_PLACE = frozenset(["the", "downtown", "nearby", "neighbouring", "northern", "southern", "central", "state", "of", "city"])
PLACING = frozenset(["in", "near", "at", "outside", "around"])
PRONOUNS = frozenset(["one", "another", "others", "other", "some", "several"])
MORE = frozenset(["more", "others", "other", "sites", "also"])
WHOLES = frozenset(["them", "these", "those", "which", "its", "the"])
BEING = frozenset(["is", "was", "will", "has", "would", "should", "opened", "went", "came"])
SUPERLATIVES = frozenset(["largest", "biggest", "smallest", "oldest", "newest", "latest", "first", "last", "other"])
OPENERS = frozenset(["a", "another", "an"])


def mark_pronouns(atoms: list[Atom]) -> list[Atom]:
    """The row with each such number or pronoun as an `F` of open kind."""
    out: list[Atom] = []
    counted = False
    i = 0
    while i < len(atoms):
        a = atoms[i]
        counted = counted or (a.code == "F" and phrase_of(a).count is not None)
        k = (_ordinal_end(atoms, i) or _number_end(atoms, i)) if a.code == "N" or a.word in PRONOUNS else _superlative_end(atoms, i)
        if k is None:
            out.append(a)
            i += 1
            continue
        out.append(_stand_in(atoms[i:k], counted))
        i = k
    return out


def _stand_in(span: list[Atom], counted: bool) -> Atom:
    a = span[0]
    one = a.word in ("one", "1", "another") or a.word in SUPERLATIVES or a.measures(Unit.ORDINAL)
    phrase = Facility(None, one=True, more=a.word == "another", plural=not one, ordinal=a.measures(Unit.ORDINAL))
    if a.measures(Unit.COUNT) and not one:
        phrase.count = a.quantity
    elif a.word == "one" and counted:
        phrase.count = Quantity(Decimal(1), Unit.COUNT)
    phrase.power = next((x.quantity for x in span if x.measures(Unit.MEGAWATT)), None)
    return Atom("F", a.word, a.start, span[-1].end, a.members, phrase=phrase)


def _places_at(atoms: list[Atom], k: int) -> bool:
    """Whether "in Oslo", "near the city of Oslo" begins at ``k``."""
    if k + 1 >= len(atoms) or atoms[k].word not in PLACING:
        return False
    behind = next((b for b in atoms[k + 1 : k + 4] if b.code != "w" or b.word not in BEFORE_PLACE), None)
    return behind is not None and behind.code in "LA"


def _measured(atoms: list[Atom], k: int) -> int:
    """Behind "of 150 MW", "with 20 MW"."""
    measured = k + 1 < len(atoms) and atoms[k].word in ("of", "with") and atoms[k + 1].measures(Unit.MEGAWATT)
    return k + 2 if measured else k


def _number_end(atoms: list[Atom], i: int) -> int | None:
    """Where a number or pronoun for facilities ends that begins at ``i`` and has a place behind it; None where none begins."""
    a = atoms[i]
    number = a.code == "N" and a.measures(Unit.COUNT)
    if not (number or (a.code == "w" and a.word in PRONOUNS)):
        return None
    k = i + 1
    if number and k < len(atoms) and atoms[k].code == "w" and atoms[k].word in MORE:
        k += 1
        if k < len(atoms) and atoms[k].reference and atoms[k].word in ("there", "here"):
            return k  # "plans to build two more there"
    if k + 1 < len(atoms) and atoms[k].word == "of" and atoms[k + 1].code == "w" and atoms[k + 1].word in WHOLES - {"its", "the"}:
        k += 2
    elif a.word in ("some", "several"):
        return None
    if a.word in ("another", "others") and k < len(atoms) and atoms[k].word == "," and _places_at(atoms, k + 1):
        return k + 1  # "Another, in Bergen, is being built"
    if a.word == "another" and not i and k < len(atoms) and atoms[k].word in BEING:
        return k if any(_places_at(atoms, j) for j in range(k, min(k + 8, len(atoms)))) else None  # "Another is to open in Bergen"
    k = _measured(atoms, k)
    if k > i + 2 and k < len(atoms) and atoms[k].word == "," and _places_at(atoms, k + 1):
        return k + 1  # "three of these, in Oslo and Bergen,"
    return k if _places_at(atoms, k) else None


def _superlative_end(atoms: list[Atom], i: int) -> int | None:
    """Where "largest of these" ends in "The largest of these stands in Oslo", "the newest" in "the newest, in Oslo, opened"."""
    if not i or atoms[i].code != "w" or atoms[i].word not in SUPERLATIVES or atoms[i - 1].word != "the":
        return None
    k = i + 1
    if k + 1 < len(atoms) and atoms[k].word == "of" and atoms[k + 1].code == "w" and atoms[k + 1].word in WHOLES - {"its", "the", "which"}:
        k += 2
        if k < len(atoms) and (_places_at(atoms, k) or atoms[k].word in BEING | {"stands", "lies"}):
            return k
    return k + 1 if k < len(atoms) and atoms[k].word == "," and _places_at(atoms, k + 1) else None


def _opening_end(atoms: list[Atom], i: int) -> int | None:
    """The same at the head of a sentence: "A second, in Oslo, opened", "A third one is due to open in Oslo"."""
    if atoms[0].word not in OPENERS | {"the"}:
        return None
    k = i + 2 if i + 1 < len(atoms) and atoms[i + 1].word in ("one", "site") else i + 1
    k = _measured(atoms, k)
    if k < len(atoms) and atoms[k].word == "," and _places_at(atoms, k + 1):
        return k + 1
    placed = any(_places_at(atoms, j) for j in range(k, min(k + 8, len(atoms))))
    return k if placed and atoms[0].word != "the" and atoms[k].word in BEING | PLACING else None


def _ordinal_end(atoms: list[Atom], i: int) -> int | None:
    """ "opened its first in Ohio", "and a second in 2014", "a second one of 150 MW in Oslo": where the stand-in ends."""
    if not i or atoms[i].code != "N" or not atoms[i].measures(Unit.ORDINAL):
        return None
    if i == 1:
        return _opening_end(atoms, i)
    before, opener = atoms[i - 2], atoms[i - 1]
    owned = (
        opener.reference and opener.word in ("its", "their", "our") and before.code == "w" and before.word not in (",", "and", "of", "(")
    )
    later = opener.word == "the" and i + 1 < len(atoms) and atoms[i + 1].word in BEING and any(x.code == "F" for x in atoms[:i])
    if not owned and not later and not (opener.code == "w" and opener.word in OPENERS and before.word != ","):
        return None
    k = i + 1
    if k < len(atoms) and atoms[k].word in ("one", "site"):
        k += 1
    k = _measured(atoms, k)
    if k < len(atoms) and atoms[k].code == "w" and atoms[k].word in ("there", "here"):
        return k
    if k < len(atoms) and atoms[k].word == "," and _places_at(atoms, k + 1):
        return k + 1  # "a second one, in Bergen,"
    dated = k + 1 < len(atoms) and atoms[k].word in ("in", "for", "by") and atoms[k + 1].code == "D"
    told = opener.code == "w" and k < len(atoms) and atoms[k].code == "w" and atoms[k].word in BEING
    return k if told or dated or (k < len(atoms) and atoms[k].code == "D") or _places_at(atoms, k) else None
