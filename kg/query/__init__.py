"""Ask a store in SPARQL 1.1: prefixes are there, values are bound safely, nothing reaches out, errors are one clear line.

``query(store, "SELECT …")`` answers a text, ``run(store, "leaders", {"company": "Oracle"})`` a question that comes with the program,
and ``write(answer, "csv")`` gives an answer as W3C's formats have it, or as a table for people.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

import pyoxigraph as ox

from kg.errors import QueryError
from kg.iris import BASE
from kg.model import Iri, Literal
from kg.protocols import Solutions, Store, Triples
from kg.query import text as texts
from kg.query.formats import FORMATS, formats_of, write
from kg.query.shipped import Parameter, Shipped, find, parse, shipped

__all__ = ["FORMATS", "Answer", "Parameter", "Shipped", "find", "formats_of", "parse", "prepare", "query", "run", "shipped", "write"]

Answer = Solutions | Triples | bool
"""Of a SELECT, of a CONSTRUCT or DESCRIBE, of an ASK."""

_PLACE = re.compile(r"error at (\d+):(\d+): (?:expected (?:one of )?)?(.*)", re.DOTALL)
_LONGEST = 1_000_000


def query(store: Store, text: str, values: Mapping[str, Iri | Literal] | None = None, *, base: str = BASE) -> Answer:
    """The answer of a store to a SPARQL query.

    The prefixes of `kg.iris.PREFIXES` need no declaration; ``:`` and relative IRIs are below ``base``. ``values`` stand in for ``$name``
    in the text. Raises QueryError, with line and column, for what is no query, for an update, and for SERVICE, FROM and LOAD.
    """
    ready = prepare(text, values, base=base)
    answer = store.query(ready)
    order = texts.columns(ready)
    return _ordered(answer, order) if order and isinstance(answer, Solutions) else answer


def run(store: Store, name: str, values: Mapping[str, str] | None = None, *, base: str = BASE) -> Answer:
    """The answer to a question that comes with the program, with values for its parameters as people type them.

    Raises QueryError for a name, a parameter or a value that does not exist or fit.
    """
    return query(store, find(name).ask(values, base), base=base)


def prepare(text: str, values: Mapping[str, Iri | Literal] | None = None, *, base: str = BASE) -> str:
    """The query as any SPARQL 1.1 engine takes it, checked. Raises QueryError as `query` does."""
    if len(text) > _LONGEST:
        raise QueryError(f"a query of {len(text):,} characters: {_LONGEST:,} are the most")
    bound = texts.bind(text, values) if values else text
    texts.form(bound)
    ready = texts.with_prefixes(bound, base)
    _check(ready)
    return ready


def _ordered(answer: Solutions, order: tuple[str, ...]) -> Solutions:
    """Engines give the columns of ``SELECT *`` in orders of their own; people expect that of the text."""
    places = sorted(range(len(answer.variables)), key=lambda i: (order.index(v) if (v := answer.variables[i]) in order else len(order), v))
    return Solutions(tuple(answer.variables[i] for i in places), (tuple(row[i] for i in places) for row in answer.rows))


def _check(ready: str) -> None:
    """All stores take the same queries: those that Oxigraph parses. An empty store parses and answers at once."""
    try:
        _empty().query(ready)
    except SyntaxError as error:
        raise QueryError(_line(str(error))) from None
    except (ValueError, OSError, RuntimeError) as error:
        raise QueryError(f"the query cannot be answered: {str(error).splitlines()[0]}") from None


@lru_cache(maxsize=1)
def _empty() -> ox.Store:
    return ox.Store()


def _line(message: str) -> str:
    """The parser's message as one line; lines count without the one that declares prefixes.

    >>> _line('error at 2:11: expected one of "(", "?", [' + "'a'..='z'" + "]")
    'line 1, column 11: not SPARQL from here on (expected one of "(" or "?")'
    """
    match = _PLACE.match(message)
    if match is None:
        return message.splitlines()[0]
    line, column, rest = int(match[1]) - 1, match[2], match[3]
    words = dict.fromkeys(re.findall(r'"[^"\s]{1,12}"|\b[A-Z]{2,}\b', rest))
    wanted = [word for word in words if word not in {"SERVICE", "LATERAL"}][:8]
    hint = (
        f" (expected {'one of ' if len(wanted) > 1 else ''}{' or '.join(filter(None, (', '.join(wanted[:-1]), wanted[-1])))})"
        if wanted
        else ""
    )
    return f"line {line}, column {column}: not SPARQL from here on{hint}"
