"""The atoms of a sentence as title words see them: where a title begins and ends around the word that heads it."""

from __future__ import annotations

import re
from functools import cache

from kg.extract.chart import Chart
from kg.extract.facility import FOLLOWING
from kg.extract.table import table
from kg.extract.verb_forms import verb_words

LONGEST = 8
HYPHENS = frozenset("-‑")
AND = frozenset(("and", "&", "/"))


@cache
def words(group: str, name: str) -> frozenset[str]:
    """A list of words of ``frames/positions.toml``."""
    return frozenset(table("positions")[group][name])


class Row:
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
        return self.atoms[i].code == "w" or self.holds_head(i)

    def holds_head(self, i: int) -> bool:
        return self.swallowed(i) and any(
            w in self.heads for w in re.findall(r"[\w-]+", self.text[self.atoms[i].start : self.atoms[i].end].lower())
        )

    def title_word(self, i: int, capital: bool) -> bool:
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
                if not tight or self.word(k - 2) in edge or not self.title_word(k - 2, capital):
                    break
                k -= 2
                continue
            if word in AND and k - 2 >= done and self.capital(k - 2) and capital and self.atoms[k - 2].code in "wFO":
                if (
                    not self.title_word(k - 2, capital)
                    or self.word(k - 2) in self.heads
                    or not (self.word(k - 2) in self.department or self.atoms[k - 2].code != "w")
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
            if not self.title_word(k - 1, capital):
                break
            k -= 1
        while k < i and (self.word(k) in AND or self.atoms[k].code == "A" or (self.atoms[k].code == "F" and not self.capital(k))):
            k += 1
        return k

    def begins_named(self, first: int, i: int) -> bool:
        """Whether what stands before the head may be the name of a company that nobody found, or somebody's "'s" before it."""
        before = self.word(first - 1) if first else ""
        if before in ("'s", "'"):
            return first < 2 or (self.atoms[first - 2].code == "w" and self.word(first - 2) not in words("around", "bodies"))
        if before and self.capital(first - 1) and before not in self.stop and before.isalpha() and before not in words("around", "edge"):
            return True
        a = self.atoms[first]
        return (
            first < i
            and a.code == "w"
            and self.capital(first)
            and not (a.word in self.department or a.word in self.modifiers or a.word in self.heads)
        )

    def core_end(self, i: int) -> int:
        """Behind the last head of a run: "chief | data and innovation | officer", "executive | vice president"."""
        capital, n = self.capital(i), len(self.atoms)
        if self.word(i) in ("chief",):
            for j in range(i + 1, min(i + LONGEST, n)):
                w = self.word(j)
                if w in words("heads", "closes") or (self.holds_head(j)):
                    return self._run(j + 1)
                inside = (
                    w in AND
                    or w == ","
                    or w == "-"
                    or w in self.department
                    or self.title_word(j, capital)
                    or (w == "of" and self.word(j + 1) == "staff")
                )
                if w == "staff":
                    return j + 1
                if not inside:
                    break
        return self._run(i + 1)

    def _run(self, j: int) -> int:
        n = len(self.atoms)
        while j < n:
            if self.word(j) in self.heads or self.holds_head(j) or self.word(j) in ("emeritus", "general"):
                j += 1
            elif (j + 1 < n and self.word(j) in self.modifiers and self.word(j + 1) in self.heads) or (
                j + 1 < n and self.word(j) in HYPHENS and self.word(j + 1) in self.heads and self.atoms[j].start == self.atoms[j - 1].end
            ):
                j += 2
            elif j + 3 < n and self.word(j) in HYPHENS and self.word(j + 1) == "in" and self.word(j + 3) == "chief":
                j += 4
            elif (
                j + 1 < n
                and self.word(j) in HYPHENS
                and self.word(j + 1) in ("general", "elect", "designate")
                and self.atoms[j].start == self.atoms[j - 1].end
            ):
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
            return self.capital(last) and word in (
                "nominee",
                "candidate",
                "designate",
                "office",
                "award",
                "awards",
                "role",
                "magazine",
                "position",
                "search",
                "pay",
                "board",
                "committee",
                "team",
                "summit",
                "forum",
                "order",
                "orders",
                "branch",
            )
        return not (word in verb_words() or word.endswith("ly") or word in FOLLOWING or word in words("around", "after"))

    def stands_as_noun(self, first: int, i: int, last: int) -> bool:
        """Whether a weak head ("lead", "head", "partner", "member") is a noun here and not a verb."""
        if last - first > 1 or self.word(i) not in words("heads", "weak"):
            return True
        before = self.word(first - 1) if first else ""
        if before in (
            "to",
            "will",
            "would",
            "can",
            "who",
            "and",
            "not",
            "also",
            "they",
            "we",
            "jointly",
            "may",
            "must",
            "should",
            "could",
        ) and not self.capital(i):
            return False
        verbal = self.word(last) in ("to", "up", "the", "with", "into", "back", "a", "its", "their") and before not in (
            "the",
            "a",
            "as",
            ",",
        )
        return not (self.word(i) in ("head", "chair", "lead", "partner") and verbal)

    def edge(self, first: int, done: int) -> tuple[int, bool, bool]:
        """Takes in "former", "newly appointed", "ex-" to the left."""
        edge, k = words("around", "edge"), first
        while k > done:
            word = self.word(k - 1)
            if word == "-" and k > 1 and self.word(k - 2) in edge and self.atoms[k - 2].end == self.atoms[k - 1].start:
                k -= 2
            elif word in edge and not (
                word
                in ("late", "now", "long", "named", "appointed", "elected", "hired", "promoted", "own", "its", "next", "first", "fellow")
                and not self._adjectival(k - 1)
            ):
                k -= 1
            else:
                break
        taken = {a.word for a in self.atoms[k:first]}
        return k, bool(taken & words("around", "former")), bool(taken & words("around", "coming"))

    def _adjectival(self, k: int) -> bool:
        before = self.word(k - 1) if k else ""
        return before in ("the", "a", "an", "newly", "recently", "its", "'s") and self.word(k) not in ("its", "own")
