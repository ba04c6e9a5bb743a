"""A sentence as a row of atoms: mentions, facility phrases and plain words, with lists and place chains drawn together.

Frames do not look at characters but at this row. Each atom has a one-letter code (`O` organisation, `P` person, `L` place,
`A` adjective of a place, `M` money, `D` date, `Q` measure, `N` number, `F` facility); words stand for themselves in lower case.
``Chart.line`` is the row as a string, so that a frame can be a regular expression; ``Chart.at`` leads back from it.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field

from kg.model import EntityType, Kind, Mention, Money, Quantity, Reading, Sentence, Unit, When

CODES = {EntityType.ORGANIZATION: "O", EntityType.PERSON: "P", EntityType.PLACE: "L"}


@dataclass(slots=True)
class Atom:
    """A mention, a facility phrase or a word. ``members`` are the mentions of a list, each with the wider places said behind it."""

    code: str
    word: str
    start: int
    end: int
    members: tuple[Mention, ...] = ()
    reference: bool = False
    phrase: object = None  # the Facility of an F
    score: float = 1.0
    glue: str = ""  # "and" | "or" for lists
    wider: tuple[Mention, ...] = ()

    @property
    def value(self) -> Money | When | Quantity | None:
        return self.members[0].value if self.members else None

    @property
    def money(self) -> Money | None:
        return self.value if isinstance(self.value, Money) else None

    @property
    def when(self) -> When | None:
        return self.value if isinstance(self.value, When) else None

    @property
    def quantity(self) -> Quantity | None:
        return self.value if isinstance(self.value, Quantity) else None

    def measures(self, *units: Unit) -> bool:
        """Whether the atom is a quantity in one of these units."""
        return self.quantity is not None and self.quantity.unit in units


@dataclass(slots=True)
class Chart:
    """The atoms of one sentence, and the string that frames match on."""

    reading: Reading
    sentence: Sentence
    atoms: list[Atom]
    number: int = 0
    line: str = ""
    offsets: list[int] = field(default_factory=list)

    def render(self) -> Chart:
        """Writes ``line`` anew after the atoms changed."""
        parts, offsets, at = [], [], 0
        for atom in self.atoms:
            part = atom.code if atom.code != "w" else atom.word
            offsets.append(at)
            parts.append(part)
            at += len(part) + 1
        self.line = " ".join(parts)
        self.offsets = offsets
        return self

    def at(self, position: int) -> int:
        """The index of the atom that stands at a position of ``line``."""
        return bisect_right(self.offsets, position) - 1

    def text(self, first: int, last: int) -> str:
        """The words of the document from atom ``first`` up to, not including, atom ``last``."""
        return self.reading.document.text[self.atoms[first].start : self.atoms[last - 1].end]

    def words(self, first: int, last: int) -> str:
        return self.line[self.offsets[first] : self.offsets[last] - 1 if last < len(self.offsets) else None] if first < last else ""


def code_of(mention: Mention) -> str:
    """The letter of a mention."""
    value = mention.value
    if isinstance(value, Money):
        return "M"
    if isinstance(value, When):
        return "D"
    if isinstance(value, Quantity):
        return "N" if value.unit in (Unit.COUNT, Unit.ORDINAL) else "Q"
    if mention.kind is Kind.ADJECTIVE:
        return "A"
    return CODES.get(mention.type, "w") if mention.type else "w"
