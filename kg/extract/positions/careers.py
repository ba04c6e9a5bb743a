"""Posts that are told by what somebody did, not by a title: "worked for Acme", "chairs Acme's board", "looks after sales at Acme"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from kg.extract.anchors import sought
from kg.extract.chart import Chart
from kg.extract.draft import of_type
from kg.extract.positions.frames import DET, PEOPLE
from kg.model import EntityType


@dataclass(frozen=True, slots=True)
class Career:
    """A person, an organisation (both as atoms), what the person is or was there, and how sure that is."""

    person: int
    organisation: int
    title: str | None
    status: str | None
    sure: float


# what a person's clause may hold before the verb: ", who is 44," "also"
ASIDE = (
    r"(?:, [^,;P]{1,40} , )?(?:(?:, )?(?:who|and|he|she) )?(?:also |then |once |earlier |previously |later |first |before that |has |had )*"
)
JOBS = r"(?:jobs|roles|positions|posts|titles|responsibilities)"
TIME = r"(?:years|decades|months|spells?|stints?|time|tenure|careers?|Q|D)"

# Jane Roe worked for Acme; she held senior jobs at Acme and Bolt; she spent ten years with Acme
WAS = (
    sought(
        rf"\b(?P<p>P) {ASIDE}(?:worked|had worked|been employed|was employed) (?:[a-z]+ )?(?:D |Q |Q D )?(?:for|at|by) (?:the )?(?P<o>O)\b"
    ),
    sought(
        rf"\b(?P<p>P) {ASIDE}(?:held|holding|occupied|filled) (?:an? |the |Q |N )?(?:(?!and |or |that |which )[a-zF,-]+ ){{0,6}}?{JOBS} "
        r"(?:at|with|in|for|within) (?:(?!and |where |which )[a-zAL&-]+ ){0,6}?(?P<o>O)\b"
    ),
    sought(
        rf"\b(?P<p>P) {ASIDE}(?:(?:spent|served|logged) (?:[a-z]+ ){{0,3}}?{TIME} (?:[a-z]+ )?(?:with|at|in|for)"
        rf"|joins? (?:O )?after (?:[a-z]+ ){{0,3}}?{TIME} (?:with|at|in)) (?:the )?(?P<o>O)\b"
    ),
    sought(
        r"\b(?P<p>P) (?:, |\( )(?:who (?:was|had been) )?(?:formerly|previously|once|until recently|late) (?:of|with|at) (?P<o>O)\b"
    ),
    sought(
        rf"\b(?P<p>P) {ASIDE}(?:came|comes|moved|moves|arrives|arrived|joins|joined|joining|hired|poached|recruited) (?:(?:to )?O )?"
        r"from (?P<o>O)\b"
    ),
    sought(r"\b(?:hired|hires|poached|poaches|recruited|recruits|lured|signed) (?P<p>P) (?:away )?from (?P<o>O)\b"),
)
# Jane Roe chairs Acme's board
CHAIRS = sought(
    rf"\b(?P<p>P) (?:[^;:P]{{0,70}} (?:and|,) )?{ASIDE}(?P<v>chairs|chaired|chairing) (?:the )?"
    r"(?:(?P<o>O) (?:'s )?boards?|boards? (?:of directors )?of (?:the )?(?P<b>O))\b"
)
# Acme will be run from Oslo by Jane Roe; a firm headed since 2019 by Jane Roe
RUN = sought(
    r"\b(?P<o>O) (?:, )?(?:which |that )?(?P<v>will be|is to be|would be|is|was|has been|being|to be) (?:[a-z]+ )?"
    r"(?:run|led|headed|managed|chaired"
    rf"|directed|overseen) (?:(?:from|out of|in) (?:the )?L (?:, )?|D )*by (?:(?!T |O |and |the )[a-z' -]+ ){{0,3}}?{PEOPLE}\b"
)
# Jane Roe, who looks after private funds at Acme
AFTER = sought(
    r"\b(?P<p>P) (?:, )?(?:who )?(?:also |now |currently )?(?:looks after|oversees|is responsible for|is in charge of|heads|runs"
    r"|leads|manages|supervises|directs|, in charge of|, responsible for) "
    r"(?P<d>(?:the )?(?:(?!who |which |that |and he |and she )(?:[a-z-]+|F|A|L|&|,) ){1,8}?)"
    r"(?:at|for|within) (?:the )?(?P<o>O)\b"
)
# after nine years with Acme, most recently as head of sales
RECENTLY = sought(
    rf"\b(?P<p>P) [^;:P]{{1,110}}?(?:with|at|from|for) (?P<o>O) (?:in L )?(?:, )?"
    rf"(?:most recently|latterly|lately|finally|latest) (?:as )?{DET}(?:O )?(?P<t>T)\b"
)


def careers(row: Chart) -> Iterator[Career]:
    """What the row tells of careers without a title that stands by the company."""
    for m in RECENTLY.finditer(row.line):
        yield from _told(row, m, "o", row.text(row.at(m.start("t")), row.at(m.start("t")) + 1), "former", 0.75)
    for pattern in WAS:
        for m in pattern.finditer(row.line):
            yield from _told(row, m, "o", None, "former", 0.7)
    for m in CHAIRS.finditer(row.line):
        yield from _told(row, m, "o" if m.group("o") else "b", "chairman", "current" if m.group("v") != "chaired" else None, 0.72)
    for m in RUN.finditer(row.line):
        coming = m.group("v") in ("will be", "is to be", "would be", "to be")
        yield from _told(row, m, "o", "head", None if coming else "current", 0.75)
    for m in AFTER.finditer(row.line):
        first, last = row.at(m.start("d")), row.at(m.end("d") - 2) + 1
        what = row.text(first, last).removeprefix("the ")
        yield from _told(row, m, "o", f"head of {what}", "current", 0.72)


def _told(row: Chart, m: re.Match[str], group: str, title: str | None, status: str | None, sure: float) -> Iterator[Career]:
    atom = row.atoms[row.at(m.start(group))]
    if atom.reference and atom.word in ("they", "we", "our", "us"):
        return
    organisations = of_type(row, atom.members, EntityType.ORGANIZATION)
    people = [row.atoms[i] for i in range(row.at(m.start("p")), row.at(m.end("p") - 1) + 1) if row.atoms[i].code == "P"]
    for a in people:
        for p in of_type(row, a.members, EntityType.PERSON):
            for o in organisations if title is None else organisations[:1]:
                yield Career(p, o, title, status, sure * atom.score**0.5)
