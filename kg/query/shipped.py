"""The questions that come with the program: ``ontology/queries/*.rq``.

A file begins with comments that say what it is::

    # title: Leaders of a company
    # description: Who holds or held which post there, the latest word first.
    # param company: string = "Alibaba" | The company, by a name of it

and uses the parameter as ``$company``, which becomes a term of RDF when it is asked.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from pathlib import Path
from typing import Literal as OneOf
from typing import cast, get_args

from kg.errors import QueryError
from kg.iris import BASE, DATE, DECIMAL, INTEGER
from kg.model import Iri, Literal
from kg.ontology import folder
from kg.query.text import bind

Type = OneOf["string", "integer", "decimal", "date", "iri"]
"""What a value can be; in a file also the words that it can be: ``planned|building``."""

_PARAMETER = re.compile(r'# param (?P<name>\w+): (?P<type>\w+(?:\|\w+)*) = "(?P<default>[^"]*)" \| (?P<description>.+)')


@dataclass(frozen=True, slots=True)
class Parameter:
    """What a question can be asked with."""

    name: str
    type: Type
    default: str
    description: str
    words: tuple[str, ...] = ()
    """All that a string can be beside the default; () where it can be anything."""

    def term(self, value: str, base: str = BASE) -> Iri | Literal:
        """The RDF term of a value as people type it. Raises QueryError where it is none of the type.

        >>> Parameter("year", "integer", "2016", "").term("2020")
        Literal(text='2020', datatype='http://www.w3.org/2001/XMLSchema#integer')
        """
        if self.words and value not in (*self.words, self.default):
            raise QueryError(f"{self.name}={value}: must be one of {', '.join(self.words)}")
        try:
            match self.type:
                case "integer":
                    return Literal(str(int(value)), INTEGER)
                case "decimal":
                    number = Decimal(value)
                    if not number.is_finite():
                        raise ValueError
                    return Literal(f"{number:f}", DECIMAL)
                case "date":
                    return Literal(date.fromisoformat(value).isoformat(), DATE)
                case "iri":
                    return Iri(value if re.match(r"[A-Za-z][A-Za-z0-9+.-]*:", value) else base + value)
                case "string":
                    return Literal(value)
        except (ValueError, InvalidOperation):
            wanted = {"date": "a day like 2016-11-21", "integer": "a whole number", "decimal": "a number"}[self.type]
            raise QueryError(f"{self.name}={value}: must be {wanted}") from None


@dataclass(frozen=True, slots=True)
class Shipped:
    """A question that comes with the program."""

    name: str
    title: str
    description: str
    parameters: tuple[Parameter, ...]
    text: str

    def ask(self, values: Mapping[str, str] | None = None, base: str = BASE) -> str:
        """The query with its parameters bound: those given, the others at their defaults.

        Raises QueryError for a parameter that it does not have and for a value that does not fit.
        """
        values = values or {}
        unknown = sorted(values.keys() - {p.name for p in self.parameters})
        if unknown:
            known = ", ".join(p.name for p in self.parameters) or "none"
            raise QueryError(f"{self.name} has no parameter {unknown[0]} (it has: {known})")
        return bind(self.text, {p.name: p.term(values.get(p.name, p.default), base) for p in self.parameters})


@lru_cache(maxsize=1)
def shipped() -> Mapping[str, Shipped]:
    """All questions that come with the program, by name, sorted."""
    return {path.stem: parse(path.stem, path.read_text("utf-8")) for path in sorted(queries().glob("*.rq"), key=lambda path: path.stem)}


def queries() -> Path:
    """The folder that holds them."""
    return folder() / "queries"


def find(name: str) -> Shipped:
    """The question of that name. Raises QueryError, with the nearest names, where there is none."""
    found = shipped().get(name.removesuffix(".rq"))
    if found is None:
        from difflib import get_close_matches

        near = get_close_matches(name, shipped(), n=3, cutoff=0.4)
        raise QueryError(f"no query called {name}" + (f"; did you mean {', '.join(near)}?" if near else "; `kg query --list` names them"))
    return found


def parse(name: str, text: str) -> Shipped:
    """A question from its file. A file of the user's own may lack any of the header. Raises QueryError for a header that is wrong."""
    fields = {"title": name.replace("-", " "), "description": ""}
    parameters: list[Parameter] = []
    for line in text.splitlines():
        if not line.startswith("#"):
            break
        if line.startswith("# param "):
            parameters.append(_parameter(name, line))
        elif (match := re.fullmatch(r"# (title|description): (.+)", line)) is not None:
            fields[match[1]] = match[2]
    return Shipped(name, fields["title"], fields["description"], tuple(parameters), text)


def _parameter(name: str, line: str) -> Parameter:
    match = _PARAMETER.fullmatch(line)
    words = tuple(match["type"].split("|")) if match is not None and "|" in match["type"] else ()
    if match is None or not (words or match["type"] in get_args(Type)):
        raise QueryError(f'{name}: not a parameter: {line} (write # param NAME: TYPE = "DEFAULT" | DESCRIPTION)')
    return Parameter(match["name"], cast(Type, "string" if words else match["type"]), match["default"], match["description"], words)
