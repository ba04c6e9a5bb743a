"""Facility phrases: "its second 40 MW data centre", "the $2bn campus", "Google's Oklahoma data center".

A phrase collects what stands inside it (sum, power, count, place, owner) and what hangs on it ("in Oslo", "with 20 MW", "worth $1bn").
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache

from kg.extract.chart import Atom, Chart
from kg.extract.held import HELD_SITES, is_held, is_opened
from kg.extract.table import table
from kg.model import Mention, Money, Quantity, Unit

WORDS = table("words")["facility"]
DETERMINERS = frozenset(WORDS["determiners"])
POINTING = frozenset(WORDS["pointing"])
OLD = frozenset(["existing", "current", "operational", "operating"])
STOP = frozenset(WORDS["stop"])
ADJECTIVES = frozenset(WORDS["adjectives"])
PLANNED = frozenset(["planned", "proposed", "future", "upcoming", "forthcoming", "prospective", "potential", "next"])
OTHER_KINDS = frozenset(WORDS["other_kinds"])
NAMED_SITE = re.compile(r"\w data ?cent(?:er|re)(?: campus)?$")
PLURAL = re.compile(r"(?:s|campuses|facilities|halls|headquarters)$")


@dataclass(slots=True)
class Facility:
    """What a facility phrase says of itself. ``kind`` is None where only the context tells it ("the site")."""

    kind: str | None
    pointing: bool = False  # "the campus", "its two sites"
    plural: bool = False
    planned: bool = False
    existing: bool = False
    owner: Atom | None = None
    owner_possessive: bool = False
    places: tuple[Mention, ...] = ()
    near: bool = False
    money: Money | None = None
    power: Quantity | None = None
    count: Quantity | None = None
    ordinal: bool = False
    measures: list[Quantity] = field(default_factory=list)
    words: frozenset[str] = frozenset()
    one: bool = False  # "one near Dublin": the head is a pronoun
    first: int = 0
    last: int = 0
    more: bool = False  # "another", "an additional", "new"
    name: str | None = None

    @property
    def own(self) -> bool:
        """Whether it is said to be somebody's: "its campus", "Acme's campus"."""
        return self.owner_possessive or bool(self.words & {"its", "their", "our"})


@cache
def _heads() -> tuple[dict[tuple[str, ...], str | None], int, frozenset[str], frozenset[str], frozenset[str]]:
    data = table("facilities")
    heads: dict[tuple[str, ...], str | None] = {}
    for kind, phrases in data["strong"].items():
        for phrase in phrases:
            heads[tuple(re.findall(r"[a-z&]+|[-]", phrase))] = kind
    for word in data["weak"]["words"]:
        heads.setdefault(tuple(re.findall(r"[a-z&]+|[-]", word)), None)
    for kind in ("CloudRegion", "AvailabilityZone"):
        for word in data["weak"][kind]:
            heads[(word,)] = None
    return (
        heads,
        max(map(len, heads)),
        frozenset(data["weak"]["pointing"]),
        frozenset(data["compound"]["heads"]),
        frozenset(data["compound"]["others"]),
    )


@cache
def _openers() -> frozenset[str]:
    """The first words of heads."""
    return frozenset(head[0] for head in _heads()[0])


@cache
def strong_phrases() -> frozenset[str]:
    """The phrases that name a kind of facility by themselves."""
    return frozenset(p for kind in table("facilities")["strong"].values() for p in kind)


Named = Callable[[Atom, bool], bool]


def _never(atom: Atom, owned: bool) -> bool:
    return False


def mark_facilities(atoms: list[Atom], verb_words: frozenset[str], is_name: Named = _never, about_regions: bool = False) -> list[Atom]:
    """Draws each facility phrase, with what stands before its head, into one `F` atom.

    ``is_name(atom, owned)`` tells whether an organisation before a head is the facility's own name; ``about_regions`` whether
    the document speaks of cloud regions, so that "region" alone can be one.
    """
    heads, longest, pointing_only, compound, others = _heads()
    openers = _openers()
    out: list[Atom] = []
    i, n = 0, len(atoms)
    while i < n:
        placed = atoms[i].code == "L" and i + 1 < n and atoms[i + 1].code == "w" and atoms[i + 1].word in ("in", "near", "at", "outside")
        if placed and not atoms[i].reference and NAMED_SITE.search(atoms[i].word):  # "Jukjeon Data Centre"
            named = Facility("DataCenter", name=atoms[i].members[0].text)
            out.append(Atom("F", atoms[i].word, atoms[i].start, atoms[i].end, phrase=named))
            i += 1
            continue
        size = kind = None
        if atoms[i].code == "w" and atoms[i].word in openers:
            for length in range(min(longest, n - i), 0, -1):
                key = tuple(a.word for a in atoms[i : i + length] if a.code == "w")
                if len(key) == length and key in heads:
                    size, kind = length, heads[key]
                    break
        if size is None:
            out.append(atoms[i])
            i += 1
            continue
        head_word = atoms[i + size - 1].word
        end = i + size
        while end < n and atoms[end].code == "w" and atoms[end].word in compound:
            head_word = atoms[end].word
            end += 1
        region = kind is None and head_word.startswith(("region", "zone"))
        if region and end + 1 < n and atoms[end].word == "of" and atoms[end + 1].code == "L":  # "the Amazon region of Pará"
            out += atoms[i:end]
            i = end
            continue
        if (
            kind is None
            and head_word in ("facility", "facilities")
            and i
            and atoms[i - 1].word in ("loan", "credit", "debt", "borrowing", "finance", "financing", "lending")
        ):
            out.append(atoms[i])
            i += 1
            continue
        if end < n and atoms[end].word in ("space", "capacity") and kind is not None and _measured(out):
            end += 1  # "one million square feet of data center space"
        if (
            end < n
            and _goes_on(atoms[end], verb_words, others)
            and not (atoms[end].word in ("plan", "plans") and end + 1 < n and atoms[end + 1].word == "to")
        ):
            out += atoms[i:end]  # "data center operator"
            i = end
            continue
        if end + 1 < n and atoms[end].word == "-" and atoms[end].start == atoms[end - 1].end and atoms[end + 1].code == "w":
            out += atoms[i:end]
            i = end
            continue
        phrase, first = _collect(out, verb_words, is_name)
        phrase.kind = kind
        phrase.plural = bool(PLURAL.search(head_word)) and head_word not in ("campus", "complex", "headquarters")
        if region and first and out[first - 1].word in ("in", "across", "throughout") and phrase.words <= {"the", "this", "that"}:
            out += atoms[i:end]  # "demand in the region"
            i = end
            continue
        opened = region and (is_opened(out, atoms, end) or (is_held(out, atoms, end) and phrase.plural))
        if region:
            phrase.kind = "CloudRegion" if head_word.startswith("region") else "AvailabilityZone"
            cloudy = phrase.words & {"cloud", "aws", "azure", "new", "second", "third", "first"} and (
                phrase.owner or "cloud" in phrase.words
            )
            if not cloudy and not about_regions and not opened and not (phrase.owner is not None and phrase.owner_possessive is False):
                phrase.kind = None
        if (
            phrase.kind is None
            and head_word in pointing_only
            and not (phrase.pointing or phrase.power or (phrase.count and phrase.count.unit is Unit.COUNT) or "new" in phrase.words)
            and not (phrase.ordinal and head_word in ("building", "buildings", "site"))
            and not (head_word in HELD_SITES and (is_held(out, atoms, end) or (region and opened)))
        ):
            out.append(atoms[i])
            i += 1
            continue
        if (phrase.kind is None and phrase.words & OTHER_KINDS) or "registered" in phrase.words:  # "the business park"
            out += atoms[i:end]
            i = end
            continue
        start = out[first].start if first < len(out) else atoms[i].start
        del out[first:]
        phrase.words |= {head_word}
        out.append(Atom("F", head_word, start, atoms[end - 1].end, phrase=phrase))
        i = end
    return out


FOLLOWING = frozenset(WORDS["following"])
BE = frozenset(["is", "are", "was", "were", "be", "been", "being"])


def _measured(row: list[Atom]) -> bool:
    """Whether "… MW of (new) (hyperscale)" stands before a head."""
    j = len(row) - 1
    while j >= 0 and row[j].code == "w" and row[j].word.isalpha() and row[j].word not in STOP and len(row) - j < 5:
        j -= 1
    return j >= 1 and row[j].word == "of" and row[j - 1].code == "Q"


def _goes_on(atom: Atom, verb_words: frozenset[str], others: frozenset[str]) -> bool:
    """Whether the word behind a head makes it a part of another noun: "data center operator", "data centre fight"."""
    word = atom.word
    if atom.code != "w" or not word.isalpha():
        return False
    if word in others:
        return True
    closed = word in STOP or word in FOLLOWING or word in verb_words or word in DETERMINERS
    return not closed and not word.endswith(("ing", "ed", "ly"))


def _collect(row: list[Atom], verb_words: frozenset[str], is_name: Named) -> tuple[Facility, int]:
    """Reads leftwards from the end of ``row`` what belongs to the phrase; returns it and where it begins."""
    phrase = Facility(None)
    words: set[str] = set()
    j = len(row) - 1
    determined = False
    while j >= 0 and len(row) - j <= 16:
        atom = row[j]
        if atom.code == "M" and isinstance(atom.value, Money):
            phrase.money = phrase.money or atom.value
        elif atom.code == "Q" and isinstance(atom.value, Quantity):
            if atom.value.unit is Unit.MEGAWATT:
                phrase.power = phrase.power or atom.value
            phrase.measures.append(atom.value)
        elif atom.code == "N" and isinstance(atom.value, Quantity):
            if atom.value.unit is Unit.ORDINAL:
                phrase.ordinal = True
            else:
                phrase.count = phrase.count or atom.value
        elif atom.code == "D":
            break
        elif atom.code == "A":
            phrase.places = phrase.places or atom.members
        elif atom.code == "L":
            if atom.reference or phrase.places:
                break
            phrase.places = atom.members
        elif atom.code == "O":
            if atom.glue and not (j + 1 < len(row) and row[j + 1].word == "'s"):
                break
            if is_name(atom, _owned(row, j, verb_words)):
                phrase.name = phrase.name or atom.members[0].text
                j -= 1
                continue
            if phrase.count is not None:
                break  # "Acme readies two data centers"
            phrase.owner = atom
            j -= 1
            determined = True
            break
        elif atom.code in "PF":
            break
        elif atom.word in ("'s", "'"):
            if j and row[j - 1].code == "O":
                phrase.owner, phrase.owner_possessive = row[j - 1], True
                j -= 2
                determined = True
                break
            if j and row[j - 1].code == "L" and not phrase.places:
                phrase.places = row[j - 1].members
                j -= 2
                continue
            break
        elif atom.word == ")" and j > 1 and row[j - 1].code == "L" and row[j - 2].word == "(":
            phrase.places = phrase.places or row[j - 1].members  # "the Asia Pacific (Auckland) region"
            j -= 3
            continue
        elif atom.word in ("building", "constructing", "developing") and j and row[j - 1].code == "M":
            break  # "will spend $2bn building data centers"
        elif atom.word == "whose":
            k = j - 2 if j > 1 and row[j - 1].word == "," else j - 1
            if k >= 0 and row[k].code == "O":  # "Acme, whose data centre in Oslo …"
                phrase.owner, phrase.owner_possessive = row[k], True
            break
        elif atom.word == "that" and j and row[j - 1].word in verb_words:
            break  # "said that data centers …"
        elif atom.word in DETERMINERS:
            words.add(atom.word)
            j -= 1
            determined = True
            if atom.word in POINTING:
                phrase.pointing = True
            break
        elif atom.word == ",":
            if not _adjective_comma(row, j, verb_words):
                break
        elif atom.word == "-" or (atom.word == "of" and j and row[j - 1].measures(Unit.MEGAWATT, Unit.SQUARE_FOOT)):
            pass
        elif atom.word in STOP or not (atom.word[0].isalnum()) or _verbal(row, j, verb_words):
            break
        else:
            words.add(atom.word)
        j -= 1
    first = j + 1
    while first < len(row) and row[first].code == "w" and row[first].word in (",", "-", "'s", "'"):
        first += 1
    # "its", "their" are references to organisations: they own what follows
    if first and not determined and row[first - 1].code == "O" and row[first - 1].reference:
        phrase.owner, phrase.owner_possessive, phrase.pointing = row[first - 1], True, True
        first -= 1
    if phrase.owner is not None and phrase.owner.reference and phrase.owner.word in ("its", "their", "our"):
        phrase.owner_possessive = phrase.pointing = True
    if phrase.owner is not None and not phrase.owner_possessive:  # "a new Acme data center"
        while first and row[first - 1].code == "w" and (row[first - 1].word in DETERMINERS or row[first - 1].word in ADJECTIVES):
            words.add(row[first - 1].word)
            phrase.pointing = phrase.pointing or row[first - 1].word == "the"
            first -= 1
    phrase.words = frozenset(words)
    phrase.planned = bool(words & PLANNED)
    phrase.existing = bool(words & OLD)
    phrase.more = bool(words & {"another", "additional", "new", "more", "further", "second"}) or phrase.ordinal
    return phrase, first


def _owned(row: list[Atom], j: int, verb_words: frozenset[str]) -> bool:
    """Whether an owner stands before a name: "Acme's flagship Hyperion", "its Hyperion"."""
    k = j - 1
    while k > max(0, j - 4) and row[k].code == "w" and row[k].word.isalpha():
        if row[k].word in STOP or row[k].word in DETERMINERS or row[k].word in verb_words:
            break
        k -= 1
    return k >= 0 and (row[k].word in ("'s", "'", "its", "their", "our") or (row[k].reference and row[k].code == "O"))


def _adjective_comma(row: list[Atom], j: int, verb_words: frozenset[str]) -> bool:
    """Whether a comma stands between two modifiers: "a $2bn, 300MW campus"."""
    if j == 0 or j + 1 >= len(row):
        return False
    before, after = row[j - 1], row[j + 1]
    if before.code in "MQ" and after.code in "MQw":
        return True
    if after.code == "MQ":
        return True
    return (
        before.code == "w"
        and after.code == "w"
        and before.word in {"new", "large", "massive", "modern", "sustainable", "secure", "hyperscale", "sprawling", "existing"}
    )


def _verbal(row: list[Atom], j: int, verb_words: frozenset[str]) -> bool:
    """Whether a word that can be a verb is one here: not behind a determiner, adjective or number."""
    word = row[j].word
    if word not in verb_words:
        return False
    if j and row[j - 1].word == "-":
        return False  # "purpose-built", "company-run"
    if word == "based" and j and row[j - 1].code == "L":
        return False  # "its Oslo based data centers"
    if j > 1 and row[j - 1].word in ("both", "all", "each") and row[j - 2].word in ("have", "has", "had", "are", "were", "is", "was"):
        return True  # "have both announced campuses"
    if (
        word.endswith(("ed", "ing"))
        and j
        and (
            row[j - 1].word in DETERMINERS
            or row[j - 1].code in "NMQ"
            or row[j - 1].word in ("'s", "new", "-")
            or (row[j - 1].word.endswith("ly") and not (j > 1 and row[j - 2].word in BE))  # "are jointly developing two campuses"
        )
    ):
        return False
    return not (word in ("plans", "plan", "build", "lease", "design", "scale", "power") and j and row[j - 1].word in DETERMINERS)


def phrase_of(atom: Atom) -> Facility:
    assert isinstance(atom.phrase, Facility)
    return atom.phrase


def facilities(chart: Chart) -> list[int]:
    """The indices of the facility phrases of a sentence."""
    return [i for i, a in enumerate(chart.atoms) if a.code == "F"]
