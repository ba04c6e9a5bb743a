"""Titles: where in a sentence a post is named, what it is called, and whether it is a past or a coming one.

``titled`` draws each title into one atom of the code `T`, so that frames read "P , T of O" and need not know what titles look like.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass, replace
from functools import cache

from kg.extract.chart import Atom, Chart
from kg.extract.facility import FOLLOWING
from kg.extract.table import table
from kg.extract.verbs import verb_words

LONGEST = 8
COMPLEMENTS = frozenset(("of", "for"))
DASHES = frozenset("-–—")
HYPHENS = frozenset("-‑")
AND = frozenset(("and", "&", "/"))
REGIONS = re.compile(r"(?i)americas?|asia|pacific|europe|africa|middle east|emea|apac|latin america|north america|mena|nordics?|benelux|iberia")


@dataclass(frozen=True, slots=True)
class Title:
    """What a `T` says: the title as written; ``of_body`` where it goes on with somebody's name ("director of the authority")."""

    text: str
    heads: frozenset[str]
    former: bool = False
    coming: bool = False
    of_body: bool = False
    of_place: bool = False
    plural: bool = False
    capital: bool = False
    named: bool = False  # begins with capitals that may be somebody's name: "Lincoln Executive Vice President"


@cache
def words(group: str, name: str) -> frozenset[str]:
    return frozenset(table("positions")[group][name])


def titled(chart: Chart) -> Chart:
    """The sentence with each title as one atom."""
    spans = _joined(chart, list(_spans(chart)))
    if not spans:
        return chart
    atoms: list[Atom] = []
    at = 0
    for first, start, last, title in spans:
        atoms += chart.atoms[at:first]
        inner = chart.atoms[start:last]
        atoms.append(Atom("T", title.text, inner[0].start, inner[-1].end, phrase=title))
        at = last
    atoms += chart.atoms[at:]
    return Chart(chart.reading, chart.sentence, atoms, chart.number).render()


def title_of(atom: Atom) -> Title:
    assert isinstance(atom.phrase, Title)
    return atom.phrase


def is_department(row: Chart, i: int) -> bool:
    """Whether a name is made of nothing but words for departments: "Global Sales"."""
    return _Row(row).swallowed(i)


Span = tuple[int, int, int, Title]
"""First atom with "former" and the like, first atom of the title, the atom behind it, the title."""


def _spans(chart: Chart) -> list[Span]:
    atoms, heads = chart.atoms, words("heads", "words")
    row = _Row(chart)
    spans: list[Span] = []
    done = 0
    i = 0
    while i < len(atoms):
        if not (row.is_word(i) and (atoms[i].word in heads or row.swallowed(i))):
            i += 1
            continue
        last = row.core_end(i)
        first = row.leftwards(i, done)
        if row.is_other_noun(i, last) or not row.stands_as_noun(first, i, last):
            i = max(last, i + 1)
            continue
        last, of_body, of_place = row.complement(first, i, last)
        outer, former, coming = row.edge(first, done)
        core = {a.word for a in atoms[first:last] if a.code == "w"} & heads or {"officer"}
        plurals = table("positions")["heads"]["plural"]
        text = _clean(chart.text(first, last))
        plural = atoms[i].word in plurals and atoms[i].word == atoms[row.core_end(i) - 1].word
        if plural:
            text = re.sub(rf"(?i)\b{atoms[i].word}\b", plurals[atoms[i].word], text)
            text = re.sub(r"(?i)\bco-co-", "co-", text)
        spans.append((outer, first, last, Title(text, frozenset(core), former, coming, of_body, of_place, plural, row.capital(i), row.begins_named(first, i))))
        done = i = last
    return spans


def _joined(chart: Chart, spans: list[Span]) -> list[Span]:
    """ "Founder, CEO and President" is one title of three posts."""
    out: list[Span] = []
    for span in spans:
        outer, first, last, title = span
        if out:
            before, start, end, other = out[-1]
            glue = " ".join(a.word if a.code == "w" else a.code for a in chart.atoms[end:outer])
            same = not (title.former or title.coming) and not (other.of_body or other.of_place or other.plural or title.plural)
            if same and glue in (",", "and", "&", ", and", "/", "as well as", "- and"):
                text = _clean(chart.text(start, last))
                out[-1] = (before, start, last, replace(title, text=text, heads=title.heads | other.heads, former=other.former, coming=other.coming))
                continue
        out.append(span)
    return out


def _clean(text: str) -> str:
    text = re.sub(r"\s*\([^()]{1,40}\)?|\b(?:current|currently) ", "", text)
    return re.sub(r"\s+", " ", text).strip(" ,-–—&")


class _Row:
    """The atoms of a sentence as title words see them."""

    def __init__(self, chart: Chart) -> None:
        self.atoms = chart.atoms
        self.text = chart.reading.document.text
        self.referents = chart.reading.referents
        self.department = words("around", "department")
        self.heads = words("heads", "words")
        self.modifiers = words("heads", "modifiers")
        self.stop = words("around", "stop")

    def word(self, i: int) -> str:
        return self.atoms[i].word if 0 <= i < len(self.atoms) and self.atoms[i].code == "w" else ""

    def capital(self, i: int) -> bool:
        return self.text[self.atoms[i].start].isupper()

    def swallowed(self, i: int) -> bool:
        """Whether a name is no name but a part of a title: "National Accounts", "Technical Strategist"."""
        a = self.atoms[i]
        if a.code not in "OPL" or a.reference or len(a.members) != 1 or any(self.referents[r].known for r in a.members[0].referents):
            return False
        text = re.findall(r"[\w-]+", self.text[a.start : a.end].lower())
        return bool(text) and all(w in self.department or w in self.heads or w in self.modifiers or w in ("and", "of", "for") for w in text)

    def is_word(self, i: int) -> bool:
        return self.atoms[i].code == "w" or self._holds_head(i)

    def _holds_head(self, i: int) -> bool:
        return self.swallowed(i) and any(w in self.heads for w in re.findall(r"[\w-]+", self.text[self.atoms[i].start : self.atoms[i].end].lower()))

    def _title_word(self, i: int, capital: bool) -> bool:
        """Whether an atom can stand inside a title."""
        a = self.atoms[i]
        if a.code == "w":
            if a.word in self.stop or not a.word[0].isalpha():
                return False
            if capital and a.word in self.department and a.word not in self.modifiers and not self.capital(i):
                return False
            if a.word in self.heads or a.word in self.modifiers or a.word in self.department:
                return True
            if capital != self.capital(i) and not (self.text[a.start : a.end].isupper() and len(a.word) < 6):
                return False
            return not (a.word.endswith("ly") or (a.word in verb_words() and not a.word.endswith("ing")))
        return a.code == "F" or self.swallowed(i)

    def leftwards(self, i: int, done: int) -> int:
        """The first atom of the title whose head stands at ``i``."""
        capital = self.capital(i)
        k = i
        edge = words("around", "edge")
        while k > done and i - k < LONGEST:
            b, word = self.atoms[k - 1], self.word(k - 1)
            if word in HYPHENS:
                tight = k - 2 >= done and self.atoms[k - 2].end == b.start and b.end == self.atoms[k].start
                if not tight or self.word(k - 2) in edge or not self._title_word(k - 2, capital):
                    break
                k -= 2
                continue
            if word in AND and k - 2 >= done and self.capital(k - 2) and capital and self.atoms[k - 2].code in "wFO":
                if not self._title_word(k - 2, capital) or self.word(k - 2) in self.heads or not (
                    self.word(k - 2) in self.department or self.atoms[k - 2].code != "w"
                ):
                    break
                k -= 2
                continue
            if word in edge and word not in self.modifiers:
                break
            if b.code in "AL" and not b.reference and k - 1 > done - 1:
                before = self.word(k - 2)
                if before == "-" or (b.code == "L" and before in (",", "in", "at", "near", "from")):
                    break
                k -= 1
                continue
            if not self._title_word(k - 1, capital):
                break
            k -= 1
        while k < i and (self.word(k) in AND or self.atoms[k].code == "A" or self.atoms[k].code == "F" and not self.capital(k)):
            k += 1
        return k

    def begins_named(self, first: int, i: int) -> bool:
        """Whether what stands before the head may be the name of a company that nobody found, or somebody's "'s" before it."""
        before = self.word(first - 1) if first else ""
        if before in ("'s", "'"):
            return first < 2 or self.atoms[first - 2].code == "w"
        if before and self.capital(first - 1) and before not in self.stop and before.isalpha() and before not in words("around", "edge"):
            return True
        a = self.atoms[first]
        return first < i and a.code == "w" and self.capital(first) and not (a.word in self.department or a.word in self.modifiers or a.word in self.heads)

    def core_end(self, i: int) -> int:
        """Behind the last head of a run: "chief | data and innovation | officer", "executive | vice president"."""
        capital, n = self.capital(i), len(self.atoms)
        if self.word(i) in ("chief",):
            for j in range(i + 1, min(i + LONGEST, n)):
                w = self.word(j)
                if w in words("heads", "closes") or (self._holds_head(j)):
                    return self._run(j + 1)
                inside = w in AND or w == "," or w == "-" or self._title_word(j, capital) or (w == "of" and self.word(j + 1) == "staff")
                if w == "staff":
                    return j + 1
                if not inside:
                    break
        return self._run(i + 1)

    def _run(self, j: int) -> int:
        n = len(self.atoms)
        while j < n:
            if self.word(j) in self.heads or self._holds_head(j) or self.word(j) in ("emeritus", "general"):
                j += 1
            elif j + 1 < n and self.word(j) in self.modifiers and self.word(j + 1) in self.heads:
                j += 2
            elif j + 1 < n and self.word(j) in HYPHENS and self.word(j + 1) in self.heads and self.atoms[j].start == self.atoms[j - 1].end:
                j += 2
            elif j + 3 < n and self.word(j) in HYPHENS and self.word(j + 1) == "in" and self.word(j + 3) == "chief":
                j += 4
            elif j + 1 < n and self.word(j) in HYPHENS and self.word(j + 1) in ("general", "elect", "designate") and self.atoms[j].start == self.atoms[j - 1].end:
                j += 2
            else:
                break
        return j

    def is_other_noun(self, i: int, last: int) -> bool:
        """Whether the head is only a part of another noun or a verb: "executive candidate", "CEO-led", "head office"."""
        if last >= len(self.atoms):
            return False
        a, word = self.atoms[last], self.word(last)
        if a.code != "w":
            return a.code in "MQ" or (a.code == "F" and self.atoms[last - 1].end + 1 >= a.start and not self.capital(i))
        if word in HYPHENS:
            return self.atoms[last - 1].end == a.start and last + 1 < len(self.atoms) and self.atoms[last + 1].start == a.end
        if word in ("'s", "'"):
            return True
        if not word.isalpha() or word in self.stop or word in self.department or word in words("around", "edge"):
            return word in ("nominee", "candidate", "designate") or (word in self.department and not self.capital(i))
        if self.capital(i):
            return self.capital(last) and word in ("nominee", "candidate", "designate", "office", "award", "awards", "role", "magazine", "position", "search", "pay", "board", "committee", "team", "summit", "forum", "order", "orders", "branch")
        return not (word in verb_words() or word.endswith("ly") or word in FOLLOWING or word in words("around", "after"))

    def stands_as_noun(self, first: int, i: int, last: int) -> bool:
        """Whether a weak head ("lead", "head", "partner", "member") is a noun here and not a verb."""
        if last - first > 1 or self.word(i) not in words("heads", "weak"):
            return True
        before = self.word(first - 1) if first else ""
        if before in ("to", "will", "would", "can", "who", "and", "not", "also", "they", "we", "jointly", "may", "must", "should", "could") and not self.capital(i):
            return False
        after = self.word(last)
        if self.word(i) in ("head", "chair", "lead", "partner") and after in ("to", "up", "the", "with", "into", "back", "a", "its", "their") and before not in ("the", "a", "as", ","):
            return False
        return True

    def edge(self, first: int, done: int) -> tuple[int, bool, bool]:
        """Takes in "former", "newly appointed", "ex-" to the left."""
        edge, k = words("around", "edge"), first
        while k > done:
            word = self.word(k - 1)
            if word == "-" and k > 1 and self.word(k - 2) in edge and self.atoms[k - 2].end == self.atoms[k - 1].start:
                k -= 2
            elif word in edge and not (word in ("late", "now", "long", "named", "appointed", "elected", "hired", "promoted", "own", "its", "next", "first", "fellow") and not self._adjectival(k - 1)):
                k -= 1
            else:
                break
        taken = {a.word for a in self.atoms[k:first]}
        return k, bool(taken & words("around", "former")), bool(taken & words("around", "coming"))

    def _adjectival(self, k: int) -> bool:
        before = self.word(k - 1) if k else ""
        return before in ("the", "a", "an", "newly", "recently", "its", "'s") and self.word(k) not in ("its", "own")

    def complement(self, first: int, i: int, last: int) -> tuple[int, bool, bool]:
        """Takes in "of data centers for Asia", ", Americas"; tells whether a body or a place is named instead."""
        capital, n = self.capital(i), len(self.atoms)
        of_body = of_place = False
        if capital:
            while last < n and self.atoms[last].code in "wOL" and (
                (self.atoms[last].code == "w" and self.word(last) in self.department and self.capital(last)) or (self.atoms[last].code != "w" and self.swallowed(last) and self.word(last + 1) in (",", "at", "for", "of"))
            ):
                last += 1
        for _ in range(4):
            if last + 1 >= n:
                break
            word = self.word(last)
            if word in COMPLEMENTS or (word == "in" and self.word(last + 1) == "charge"):
                start = last + (3 if word == "in" else 1)
                end, body, place = self._phrase(start, capital, bool(words("heads", "whole") & {self.word(j) for j in range(first, last)}) and "vice" not in {self.word(j) for j in range(first, last)})
                of_body, of_place = of_body or body, of_place or place
                if end is None:
                    break
                last = end
            elif capital and (word == "," or word in DASHES or word in AND) and self._detached(last + 1) and not self._opens_title(last + 1):
                end, _, _ = self._phrase(last + 1, capital, False)
                if end is None:
                    break
                last = end
            else:
                break
        return last, of_body, of_place

    def _opens_title(self, k: int) -> bool:
        """Whether the words from ``k`` on run into a head: "and National Data Center Group Leader"."""
        for j in range(k, min(k + 7, len(self.atoms))):
            if self.word(j) in self.heads:
                return True
            if not (self._title_word(j, True) or self.word(j) in AND):
                return False
        return False

    def _detached(self, k: int) -> bool:
        """Whether what stands behind a comma or dash is a department: ", Data Centers, Acme"."""
        a = self.atoms[k]
        if a.code == "L":
            return bool(REGIONS.search(self.text[a.start : a.end])) or self.word(k + 1) in ("at", "for")
        if a.code == "O":
            return self.swallowed(k) and not self._holds_head(k)
        if a.code == "F":
            return self.capital(k)
        return a.code == "w" and self.capital(k) and a.word in self.department

    def _phrase(self, start: int, capital: bool, whole: bool) -> tuple[int | None, bool, bool]:
        """Where the noun phrase behind "of" ends, or None where it names a body (told by the second) or nothing that belongs to a title."""
        atoms, n = self.atoms, len(self.atoms)
        bodies = words("around", "bodies")
        k = start
        content = False
        while k < n and k - start < 14:
            a, w = atoms[k], self.word(k)
            if a.code == "w" and (w in AND or w == "-" or w == "," or (w in COMPLEMENTS and content) or (w == "outside" and content)):
                follows = k + 1 < n and (
                    atoms[k + 1].code in "LFA" or (atoms[k + 1].code == "w" and self._title_word(k + 1, capital) and self.word(k + 1) not in self.heads) or self.swallowed(k + 1)
                )
                if w == "," and not (capital and follows and self._listed(k + 1)):
                    break
                if (not follows and not (w in COMPLEMENTS and self.word(k + 1) == "the")) or (self.word(k + 1) in self.heads) or self._heads_soon(k + 1, capital):
                    break
                k += 1
                continue
            if a.code == "w" and w == "the" and k + 1 < n and (self.word(k + 1) in self.department or self.word(k + 1) in ("board", "economy") or atoms[k + 1].code == "L"):
                k += 1
                continue
            if a.code == "w" and w == "board" and content is False:
                content = True
                k += 1
                continue
            if a.code in "LA" and not a.reference:
                if a.glue and a.code == "L":
                    pass
                content = True
                k += 1
                continue
            if self._title_word(k, capital):
                if a.code == "w" and w in self.heads and w not in self.department and content:
                    break
                content = True
                k += 1
                continue
            break
        while k > start and (self.word(k - 1) in AND or self.word(k - 1) in COMPLEMENTS or self.word(k - 1) in (",", "-", "the", "outside")):
            k -= 1
        taken = atoms[start:k]
        body = any(a.code == "w" and a.word in bodies and a.word not in ("company", "firm", "group") for a in taken) or (
            not taken and self.word(start) in ("the", "that", "a") and any(self.word(j) in bodies for j in range(start, min(start + 4, n)))
        )
        if taken and taken[-1].code == "w" and taken[-1].word in words("around", "units") and self.word(k) == "," and k + 1 < n and atoms[k + 1].code == "O":
            return None, False, False  # "of subsidiary, Acme"
        if not taken:
            return None, body or self._unknown(start), False
        follower = atoms[k] if k < n else None
        if follower is not None and (follower.code in "OP" or self.word(k) in ("'s", "'")) and follower.word not in ("he", "she", "they", "it"):
            return None, False, False  # "of Norwegian operator Acme", "of Germany's Siemens"
        if follower is not None and self.word(k) == "-" and any(a.code == "L" for a in taken):
            return None, False, False  # "of Oslo-based Acme"
        if body:
            return None, True, False
        if whole and any(a.code == "O" for a in taken) and not (
            (self.word(k) in ("at", "for", "with", ",") or self.word(k) in DASHES) and any(a.code == "O" for a in atoms[k + 1 : k + 4])
        ):
            return None, False, False  # "of Mission Critical Group": a name after all
        if capital and all(a.code == "w" for a in taken) and not any(a.word in self.department for a in taken):
            return None, True, False  # "President of Foo Bar": a name that nobody found
        place = all(a.code in "LA" or a.word in ("the", ",", "and") for a in taken)
        return k, False, place

    def _unknown(self, k: int) -> bool:
        return k < len(self.atoms) and self.atoms[k].code == "w" and self.capital(k)

    def _listed(self, k: int) -> bool:
        """Whether a comma goes on with the departments of a list: "of Sales, Marketing and Service"."""
        return self.atoms[k].code in "LF" and self.word(k + 1) in ("and", "&", "at", ",") or (self.word(k) in self.department and self.capital(k)) or (self.swallowed(k) and not self._holds_head(k))

    def _heads_soon(self, k: int, capital: bool) -> bool:
        """Whether a new title begins at ``k``: "of Sales and General Manager"."""
        for j in range(k, min(k + 5, len(self.atoms))):
            if self.word(j) in self.heads:
                return True
            if not (self.word(j) in self.modifiers or (self.atoms[j].code == "w" and self.capital(j) and capital and self.word(j).isalpha())):
                return False
        return False



def holds(title: Title, names: Collection[str]) -> bool:
    """Whether one of these words heads the title."""
    return bool(title.heads & frozenset(names))
