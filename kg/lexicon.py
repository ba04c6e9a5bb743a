"""What is known beforehand: places of the world and organisations of the field, found by any of their names.

Tables in ``seeds/`` (see there for sources) are read once a process; rows become `Known` objects only when they are asked for.
Nothing here says *facts*: labels, other names, identifiers, coordinates and containment only.
"""

from __future__ import annotations

import gc
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from kg.model import EntityType

COUNTRY_WEIGHT = 1_000_000_000
"""Countries and world regions weigh at least so much, towns as much as people live there."""

_SIGNS = str.maketrans("’‘`‐‑–\n\t\u00a0\u202f\u2009", "'''---     ")
_LETTERS = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ı": "i", "æ": "ae", "ß": "ss", "ð": "d", "þ": "th", "œ": "oe"})
_ACRONYM = 6  # names in capitals up to this length ("US", "APAC") count only when written so



@dataclass(frozen=True, slots=True)
class Known:
    """A place or an organisation of the tables.

    ``key`` is its IRI path ("place/singapore", "org/alibaba-cloud"), ``names`` holds all names but the label, ``part_of`` the keys of
    what it directly belongs to (of a town the county or state, of a company its owner), ``country`` is ISO 3166 alpha-2, ``weight``
    tells how likely a bare name means it, ``doubt`` is "word" or "person" for a place whose name is a common word or a person's.
    ``home`` of an organisation is its seat as text ("Zurich, Switzerland"), ``ambiguous`` those of its names that are also common words.
    """

    key: str
    type: EntityType
    label: str
    names: tuple[str, ...] = ()
    kind: str = ""
    part_of: tuple[str, ...] = ()
    country: str = ""
    latitude: float | None = None
    longitude: float | None = None
    population: int = 0
    identifiers: tuple[tuple[str, str], ...] = ()
    abbreviations: tuple[str, ...] = ()
    adjectives: tuple[str, ...] = ()
    former: tuple[str, ...] = ()
    home: str = ""
    weight: int = 0
    doubt: str = ""
    ambiguous: tuple[str, ...] = ()


@cache
def data_folder() -> Path:
    """The folder that holds ``seeds/`` and ``ontology/``: inside an installed package, else the clone."""
    package = Path(__file__).parent
    packed = package / "_data"
    return packed if packed.is_dir() else package.parent


def plain(name: str) -> str:
    """A name as it is compared: lower case, no accents, plain signs.

    >>> plain("Łódź"), plain("Côte d’Ivoire")
    ('lodz', "cote d'ivoire")
    """
    name = name.translate(_SIGNS).lower()
    if name.isascii():
        return name
    return "".join(c for c in unicodedata.normalize("NFKD", name.translate(_LETTERS)) if not unicodedata.combining(c))


class _Table:
    """Rows of one TSV file, found by key and by name; a row stays a line of text until it is asked for."""

    def __init__(self, path: Path, make: Callable[[dict[str, str]], Known], names: Sequence[str]) -> None:
        self._make = make
        self._made: dict[int, Known] = {}
        self.by_key: dict[str, int] = {}
        self.by_name: dict[str, list[int]] = {}  # as `_SIGNS` and lower case make it
        self.exact: dict[str, list[int]] = {}  # acronyms
        self.adjectives: dict[str, list[int]] = {}
        self.abbreviations: dict[str, list[int]] = {}
        text = path.read_text(encoding="utf-8") if path.is_file() else "key\n"
        head, *self._lines = (line for line in text.split("\n") if line and line[0] != "#")
        self._columns = head.split("\t")
        collecting = gc.isenabled()
        gc.disable()  # a hundred thousand small lists, none of them garbage
        try:
            self._fill([self._columns.index(name) for name in names if name in self._columns])
        finally:
            if collecting:
                gc.enable()

    def _fill(self, columns: Sequence[int]) -> None:
        if not columns:
            return
        first, others = columns[0], columns[1:]
        words = [
            (self._columns.index(name), index)
            for name, index in (("adjectives", self.adjectives), ("abbreviations", self.abbreviations))
            if name in self._columns
        ]
        last = max([first, *others, *(place for place, _ in words)]) + 1
        by_name, exact, by_key = self.by_name, self.exact, self.by_key
        for number, line in enumerate(self._lines):
            row = line.split("\t", last)
            by_key[row[0]] = number
            names = [row[first]]
            for place in others:
                if row[place]:
                    names += row[place].split("|")
            for name in names:
                if len(name) <= _ACRONYM and not name.istitle() and name.isalnum():  # "US", "APAC", "LatAm"
                    exact.setdefault(name, []).append(number)
                    continue
                key = name.lower() if name.isascii() else name.translate(_SIGNS).lower()
                if (numbers := by_name.get(key)) is None:
                    by_name[key] = [number]
                elif numbers[-1] != number:
                    numbers.append(number)
            for place, index in words:
                if row[place]:
                    for word in row[place].split("|"):
                        index.setdefault(word, []).append(number)

    def __len__(self) -> int:
        return len(self._lines)

    def known(self, number: int) -> Known:
        made = self._made.get(number)
        if made is None:
            row = self._lines[number].split("\t")
            made = self._made[number] = self._make(dict(zip(self._columns, row, strict=False)))
        return made

    def find(self, name: str) -> list[Known]:
        key = name.translate(_SIGNS).lower()
        numbers = self.exact.get(name) or self.by_name.get(key)
        if not numbers and not key.isascii():  # else `plain` makes the same of it
            numbers = self.by_name.get(plain(name))
        numbers = numbers or self.abbreviations.get(name)
        return [self.known(n) for n in numbers or ()]


def _split(text: str) -> tuple[str, ...]:
    return tuple(part for part in text.split("|") if part)


def _place(row: dict[str, str]) -> Known:
    population = int(row["population"] or 0)
    return Known(
        key=f"place/{row['key']}",
        type=EntityType.PLACE,
        label=row["label"],
        names=_split(row["names"]),
        kind=row["kind"],
        part_of=tuple(f"place/{key}" for key in _split(row["part_of"])),
        country=row["country"],
        latitude=float(row["latitude"]) if row["latitude"] else None,
        longitude=float(row["longitude"]) if row["longitude"] else None,
        population=population,
        identifiers=(("geonames", row["geonames"]),) if row["geonames"] else (),
        abbreviations=_split(row["abbreviations"]),
        adjectives=_split(row["adjectives"]),
        weight=int(row["weight"]) if row["weight"] else population,
        doubt=row["doubt"],
    )


def _organisation(row: dict[str, str]) -> Known:
    former = _split(row.get("former", ""))
    note = row.get("note", "")
    return Known(
        key=f"org/{row['key']}",
        type=EntityType.ORGANIZATION,
        label=row["label"],
        names=(*_split(row.get("aliases", "")), *former),
        kind=row.get("kind", ""),
        part_of=tuple(f"org/{key}" for key in _split(row.get("parent", ""))),
        identifiers=(("wikidata", row["wikidata"]),) if row.get("wikidata") else (),
        former=former,
        home=row.get("home", ""),
        ambiguous=_split(note.removeprefix("ambiguous: ").partition(";")[0]) if note.startswith("ambiguous: ") else (),
    )


class Lexicon:
    """The tables together. ``folder`` holds ``organisations.tsv`` and ``places/``."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._places = _Table(folder / "places" / "places.tsv", _place, ("label", "names"))
        self._organisations = _Table(folder / "organisations.tsv", _organisation, ("label", "aliases", "former"))
        self._small: _Table | None = None
        self._held: dict[str, tuple[Known, ...]] = {}

    @property
    def _towns(self) -> _Table:
        if self._small is None:
            self._small = _Table(self._folder / "places" / "towns.tsv", _place, ("label", "names"))
        return self._small

    def find(self, name: str, type: EntityType | None = None) -> tuple[Known, ...]:
        """What a name can mean, most likely first; case, accents and a leading "the" do not matter, but "US" is not "us".

        Small towns are not among the answers: see `towns`.

        >>> [k.key for k in load().find("Zurich")][:1], load().find("us"), load().find("U.S.")[0].label
        (['place/zurich'], (), 'United States')
        """
        found: list[Known] = []
        for written in (name, name[4:] if name[:4].lower() == "the " else ""):
            if not written or found:
                continue
            if type is not EntityType.PLACE:
                found += self._organisations.find(written)
            if type is not EntityType.ORGANIZATION:
                places = sorted(self._places.find(written), key=lambda k: (-k.weight, k.key))
                # A company of the field comes before a town of its name, not before a country.
                found = [*places, *found] if places and places[0].weight >= COUNTRY_WEIGHT else [*found, *places]
        return tuple(found)

    def places(self, name: str) -> tuple[Known, ...]:
        """The places that a name can mean, most likely first."""
        return self.find(name, EntityType.PLACE)

    def is_place(self, name: str) -> bool:
        """Whether the first table has a place of this name, as written; faster than `places`."""
        table = self._places
        if name.lower() in table.by_name or name in table.exact:
            return True
        if not name.isalpha() and name.translate(_SIGNS).lower() in table.by_name:
            return True
        return not name.isascii() and bool(table.find(name))

    def adjective(self, word: str) -> tuple[Known, ...]:
        """The places that an adjective or demonym speaks of ("German", "Texans"), most likely first."""
        numbers = self._places.adjectives.get(word)
        if numbers is None:
            return ()
        return tuple(sorted((self._places.known(n) for n in numbers), key=lambda k: (-k.weight, k.key)))

    def abbreviated(self, word: str) -> tuple[Known, ...]:
        """The divisions that an abbreviation stands for behind a town ("Va.", "TX", "N.C.")."""
        return tuple(self._places.known(n) for n in self._places.abbreviations.get(word, ()))

    def towns(self, name: str) -> tuple[Known, ...]:
        """The small towns of a name. Only texts that place the name in a country or state mean them."""
        return tuple(sorted(self._towns.find(name), key=lambda k: (-k.weight, k.key)))

    def get(self, key: str) -> Known | None:
        """The place or organisation with a key ("place/singapore"), or None."""
        kind, _, rest = key.partition("/")
        for table in (self._organisations,) if kind == "org" else (self._places,):
            if rest in table.by_key:
                return table.known(table.by_key[rest])
        if kind == "place" and rest in self._towns.by_key:
            return self._towns.known(self._towns.by_key[rest])
        return None

    def containers(self, known: Known) -> tuple[Known, ...]:
        """Everything that a place lies in, or that owns an organisation, narrow to wide, each once.

        >>> [k.label for k in load().containers(load().places("Ashburn")[0])][:3]
        ['Loudoun County', 'Virginia', 'United States']
        """
        held = self._held.get(known.key)
        if held is None:
            found: dict[str, Known] = {}
            waiting = list(known.part_of)
            for key in waiting:
                holder = self.get(key)
                if holder is not None and key not in found and key != known.key:
                    found[key] = holder
                    waiting.extend(holder.part_of)
            held = self._held[known.key] = tuple(found.values())
        return held

    def surfaces(self) -> Iterable[str]:
        """All names of organisations, for `scan`. Places are looked up at capitalised words instead (`kg.mention.places`):
        tens of thousands of town names would fire at every "mobile", "reading" and "of".
        """
        for known in self.organisations():
            yield known.label
            yield from known.names

    def organisations(self) -> Iterator[Known]:
        """All organisations of the table, in its order."""
        for number in range(len(self._organisations)):
            yield self._organisations.known(number)

    def all_places(self) -> Iterator[Known]:
        """All places of the first table, in its order."""
        for number in range(len(self._places)):
            yield self._places.known(number)


@lru_cache(maxsize=1)
def load() -> Lexicon:
    """The lexicon that ships with `kg`, read once a process."""
    return Lexicon(data_folder() / "seeds")
