"""Who holds which post: "Acme CEO Jane Roe", "Jane Roe, head of data centers at Acme", "the firm is led by Jane Roe"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.extract.chart import Chart
from kg.extract.clause import Clauses
from kg.extract.draft import Draft, Qualifiers, of_type
from kg.extract.memory import Memory
from kg.extract.positions import context, frames
from kg.extract.positions.careers import careers
from kg.extract.positions.titles import is_department, title_of, titled
from kg.extract.table import table
from kg.model import EntityType

HEADS = frozenset(table("positions")["heads"]["words"])
"""Words that head a title; the gate asks for them."""

LEAST = 0.55
NO_NAMES = frozenset(("dr", "mr", "ms", "mrs", "prof", "sir"))


def extract(chart: Chart, clauses: Clauses, memory: Memory) -> Iterator[Draft]:
    """The positions that a sentence tells."""
    if "P" not in chart.line or context.is_byline(chart):
        return
    yield from Posts(titled(chart), memory, bool(clauses.groups)).drafts()


class Posts:
    """The posts of one sentence. A title is told once, by the surest frame that reads it."""

    def __init__(self, row: Chart, memory: Memory, sentence: bool) -> None:
        self.sentence = sentence  # with a verb, no line of a list
        self.row, self.memory = row, memory
        self.used: set[int] = set()  # titles by atom
        self.last: tuple[int, int, str] | None = None  # the last post told
        self.told: set[tuple[int, int]] = set()  # person and organisation

    def drafts(self) -> Iterator[Draft]:
        row = self.row
        if "T" in row.line:
            for pattern, sure in frames.explicit().candidates(row.line):
                at = 0
                while (m := pattern.search(row.line, at)) is not None:
                    at = m.start() + 1
                    found = list(self._explicit(m, sure))
                    yield from found
                    if found:
                        yield from self._more(m, sure)
        if not (self.sentence or self.told):
            yield from self._listed()
        for seat in frames.BOARD:
            for m in seat.finditer(row.line):
                yield from self._seat(m)
        for led in frames.LED:
            for m in led.finditer(row.line):
                yield from self._led(m)
        if "T" in row.line and self.sentence:
            for pattern in (
                frames.TAKES,
                frames.RUNS,
                frames.REMAINS,
                frames.AS,
                frames.NAMED,
                frames.OBJECT,
                frames.BEFORE,
                frames.BEHIND,
            ):
                for m in pattern.finditer(row.line):
                    yield from self._bare(m)
        yield from self._succeeded()
        for c in careers(row):
            if (c.person, c.organisation) not in self.told and self._is_company(c.organisation):
                yield self._draft(c.person, c.organisation, c.title, c.status, c.sure)

    # -- with an organisation -----------------------------------------------------------------------------------------

    def _explicit(self, m: re.Match[str], sure: float, persons: list[int] | None = None, was: bool = False) -> Iterator[Draft]:
        row = self.row
        at = row.at(m.start("t"))
        if at in self.used:
            return
        title = title_of(row.atoms[at])
        whose = "own" if m.groupdict().get("own") else "o"  # "named Jane Roe as its chief executive", "… as Bolt's chief executive"
        o = row.at(m.start(whose))
        atom = row.atoms[o]
        if atom.reference and atom.word in ("it", "they", "we"):
            return
        between = m.start("o") - m.end("t")
        if between > 0 and not context.may_follow(row, title, m.end("t"), m.start("o")):
            return
        if title.of_body and between < 0 and not row.line.startswith(" of the board", m.end("t")):
            return
        if row.line[m.end("t") : m.start("o")].strip() in (",", "-", "–") and is_department(row, o):
            return
        if not context.is_post(title):
            return
        people = persons if persons is not None else self._people(m, title.plural)
        organisations = [o for o in context.owner_of(row, atom, people) if self._is_company(o)]
        if between > 0 and len(organisations) > 1:
            organisations = organisations if atom.glue == "and" else organisations[:1]
        elif between <= 0:
            organisations = organisations[-1:]
        if context.is_political(title):
            organisations = [o for o in organisations if context.is_public(row.reading.referents[o].label)]
        if not organisations or not people:
            return
        self.used.add(at)
        status = "former" if was else context.status_of(row, m, title)
        for p in people:
            for organisation in organisations:
                yield self._draft(p, organisation, title.text, status, sure * atom.score**0.5)

    def _listed(self) -> Iterator[Draft]:
        """ "* Jane Roe, Director, IT Hardware & Partnerships, Acme": a line of a list, whatever its department is called."""
        row = self.row
        m = frames.LISTED.match(row.line)
        if m is None or row.at(m.start("t")) in self.used:
            return
        first, last = row.at(m.start("t")), row.at(m.start("o")) - 1
        title = title_of(row.atoms[first])
        if not context.is_post(title) or context.is_political(title):
            return
        self.used.add(first)
        for p in self._people(m, False):
            for o in of_type(row, row.atoms[last + 1].members, EntityType.ORGANIZATION)[-1:]:
                yield self._draft(p, o, " ".join(row.text(first, last).split()).rstrip(" ,"), "current", 0.75)

    def _more(self, m: re.Match[str], sure: float) -> Iterator[Draft]:
        """ "… and chairman of Bolt, and a director of Core"."""
        people = self._people(m, False)
        end = m.end()
        was = context.was(m)
        while (n := frames.MORE.match(self.row.line, end)) is not None:
            found = list(self._explicit(n, sure - 0.04, people, was and not context.is_now(n)))
            if not found:
                return
            yield from found
            end = n.end()

    def _people(self, m: re.Match[str], plural: bool) -> list[int]:
        row = self.row
        atoms = [row.atoms[i] for i in range(row.at(m.start("p")), row.at(m.end("p") - 1) + 1) if row.atoms[i].code == "P"]
        found = [p for a in atoms for p in of_type(row, a.members, EntityType.PERSON)]
        if plural:
            return found
        return found[-1:] if "t" in m.re.groupindex and m.start("p") < m.start("t") else found[:1]

    def _led(self, m: re.Match[str]) -> Iterator[Draft]:
        row = self.row
        verb = m.group("v").split()[0]
        title = self._named_behind(m) or table("positions")["verbs"]["lead"][verb]
        atom = row.atoms[row.at(m.start("o"))]
        if atom.reference and atom.word in ("they", "we"):
            return
        for p in self._people(m, True):
            for o in of_type(row, atom.members, EntityType.ORGANIZATION)[:1]:
                if (p, o) not in self.told:
                    past = (verb in ("led", "headed", "chaired") and m.start("p") < m.start("o")) or "founded" in m.group("v")
                    status = None if "founded" in m.group("v") else "former" if past else "current"
                    yield self._draft(p, o, title, status, 0.72 * atom.score**0.5)

    def _named_behind(self, m: re.Match[str]) -> str | None:
        """The title that the text adds to a leader's name: "Acme is headed by Jane Roe, its chairman and CEO"."""
        row = self.row
        added = frames.ADDED.match(row.line, m.end()) if m.start("o") < m.start("p") else None
        if added is None or row.at(added.start("t")) in self.used:
            return None
        title = title_of(row.atoms[row.at(added.start("t"))])
        if not context.is_post(title):
            return None
        self.used.add(row.at(added.start("t")))
        return title.text

    def _seat(self, m: re.Match[str]) -> Iterator[Draft]:
        """ "Jane Roe sits on Acme's board"."""
        if "o" not in m.re.groupindex:
            found, score = ([self.memory.topic] if self.memory.topic is not None else []), 0.8
        else:
            atom = self.row.atoms[self.row.at(m.start("o"))]
            if atom.reference and atom.word in ("they", "we"):
                return
            found, score = of_type(self.row, atom.members, EntityType.ORGANIZATION)[:1], atom.score
        said = m.group("v")
        coming = re.search(r"\b(?:will|to|would) (?:[a-z]+ )?(?:join|be|sit|serve)", said)
        status = None if coming else "former" if re.search(r"\b(?:sat|served)\b", said) and "has" not in said.split() else "current"
        for p in self._people(m, False):
            for o in found:
                yield self._draft(p, o, "board member", status, 0.75 * score**0.5)

    def _succeeded(self) -> Iterator[Draft]:
        """Those whose post was taken held it: the last one that the sentence has told of somebody else."""
        taken = frames.SUCCEEDS.search(self.row.line) if self.last is None else None
        for p in self._people(taken, False) if taken is not None else ():
            if p in self.memory.titles:  # "Per Lie succeeds Jane Roe", whose post the text has told
                self.last = (p, self.memory.posts[p], self.memory.titles[p])
        if self.last is None:
            return
        for m in frames.SUCCEEDED.finditer(self.row.line):
            for p in self._people(m, "predecessors" in m.group()):
                if p != self.last[0] and not any(t[0] == p for t in self.told):
                    yield self._draft(p, self.last[1], self.last[2], "former", 0.7)

        for m in frames.SUCCESSOR.finditer(self.row.line):
            for p in self._people(m, False):
                if p != self.last[0] and not any(t[0] == p for t in self.told):
                    yield self._draft(p, self.last[1], self.last[2], "current" if m.group("v") in ("was ", "has been ") else None, 0.65)

    # -- without -------------------------------------------------------------------------------------------------------

    def _bare(self, m: re.Match[str]) -> Iterator[Draft]:
        """A title without a company: "Chief Executive Jane Roe said" speaks for the one that the sentence or the text is about."""
        row = self.row
        at = row.at(m.start("t"))
        if at in self.used:
            return
        title = title_of(row.atoms[at])
        people = self._people(m, title.plural)
        if not people:
            return
        found, sure = context.speaks_for(row, self.memory, m, title, people[0])
        if not found:
            return
        self.used.add(at)
        status = context.status_of(row, m, title)
        for p in people:
            for o in filter(self._is_company, found):
                if (p, o) not in self.told or sure >= LEAST:
                    yield self._draft(p, o, title.text, status, sure)

    def _is_company(self, organisation: int) -> bool:
        """False for what is no name at all: "Dr"."""
        return self.row.reading.referents[organisation].label.lower().strip(".") not in NO_NAMES

    def _draft(self, person: int, organisation: int, title: str | None, status: str | None, sure: float) -> Draft:
        self.told.add((person, organisation))
        if status != "former" and title is not None:
            self.last = (person, organisation, title)
        if status != "former":
            if person not in self.memory.posts and title is not None:
                self.memory.titles[person] = title
            self.memory.posts.setdefault(person, organisation)
        q: Qualifiers = {**({"title": title} if title else {}), **({"status": status} if status else {})}
        s = self.row.sentence
        return Draft(person, "holdsPosition", organisation, q, s.start, s.end, sure, "positions", self.row.number)
