"""Answers as text: a table for people, and what W3C has for programs.

A SELECT: table, csv (SPARQL 1.1 CSV: bare values, CRLF), tsv (terms as Turtle has them), json, xml; an ASK: table, json, xml, csv and
tsv too (one word); a CONSTRUCT or DESCRIBE: nt, ttl, table.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from decimal import Decimal
from types import MappingProxyType
from xml.sax.saxutils import escape, quoteattr

import pyoxigraph as ox

from kg.errors import QueryError
from kg.iris import BASE, DECIMAL, INTEGER, PREFIXES, XSD, line, term_text
from kg.model import Iri, Literal
from kg.protocols import Solutions, Triples

Term = Iri | Literal
Row = tuple[Term | None, ...]

_DOUBLE = XSD + "double"
_BOOLEAN = XSD + "boolean"
_NUMERIC = frozenset({INTEGER, DECIMAL, _DOUBLE})
_TABLE_MOST = 60  # characters of a cell that people read


def write(answer: Solutions | Triples | bool, format: str = "table", *, base: str = BASE) -> Iterator[str]:
    """The answer as pieces of text, line by line where the format allows. Raises QueryError for a format that does not fit the answer."""
    kind = "select" if isinstance(answer, Solutions) else "graph" if isinstance(answer, Triples) else "ask"
    if format not in FORMATS[kind]:
        names = ", ".join(FORMATS[kind])
        raise QueryError(f"{format} is no format for {_KINDS[kind]}: it comes as {names}")
    if isinstance(answer, bool):
        return iter(_ASK[format](answer))
    if isinstance(answer, Triples):
        return _GRAPH[format](answer, base)
    return _SELECT[format](answer, base)


def formats_of(answer: Solutions | Triples | bool) -> tuple[str, ...]:
    """The formats that fit an answer."""
    return FORMATS["select" if isinstance(answer, Solutions) else "graph" if isinstance(answer, Triples) else "ask"]


# -- SELECT


def _table(answer: Solutions, base: str) -> Iterator[str]:
    return _aligned(answer.variables, answer.rows, base)


def _aligned(heads: tuple[str, ...], rows: Iterable[Row], base: str) -> Iterator[str]:
    held = list(rows)
    cells = [tuple(_cell(term, base) for term in row) for row in held]
    right = [all(row[i] is None or _is_number(row[i]) for row in held) and bool(held) for i in range(len(heads))]
    widths = [max([len(head), *(len(row[i]) for row in cells)]) for i, head in enumerate(heads)]

    def laid(row: Iterable[str]) -> str:
        padded = (c.rjust(w) if r else c.ljust(w) for c, w, r in zip(row, widths, right, strict=True))
        return "  ".join(padded).rstrip() + "\n"

    yield laid(heads)
    yield laid("-" * width for width in widths)
    for row in cells:
        yield laid(row)


def _is_number(term: Term | None) -> bool:
    return isinstance(term, Literal) and term.datatype in _NUMERIC


def _cell(term: Term | None, base: str) -> str:
    """A term for people: sums with commas (years and counts without), IRIs by prefix or below the base, no line ends."""
    if term is None:
        return ""
    if isinstance(term, Literal):
        if term.datatype == DECIMAL:
            return _grouped(term.text)
        text = " ".join(term.text.split())
        return text if len(text) <= _TABLE_MOST else text[: _TABLE_MOST - 1].rstrip() + "…"
    if term.startswith(base):
        return term.removeprefix(base)
    for prefix, namespace in PREFIXES.items():
        if prefix and term.startswith(namespace):
            return f"{prefix}:{term.removeprefix(namespace)}"
    return term


def _grouped(text: str) -> str:
    """
    >>> _grouped("1000000000.0"), _grouped("2.50"), _grouped("1E+3")
    ('1,000,000,000', '2.5', '1,000')
    """
    grouped = f"{Decimal(text):,f}"
    return grouped.rstrip("0").rstrip(".") if "." in grouped else grouped


def _csv(answer: Solutions, base: str) -> Iterator[str]:
    return _separated(answer.variables, ([_bare(t) for t in row] for row in answer.rows))


def _bare(term: Term | None) -> str:
    return "" if term is None else term.text if isinstance(term, Literal) else term


def _separated(heads: Iterable[str], rows: Iterable[Iterable[str]]) -> Iterator[str]:
    buffer = io.StringIO()
    writer = csv.writer(buffer)
    writer.writerow(heads)
    yield buffer.getvalue()
    for row in rows:
        buffer.seek(0)
        buffer.truncate()
        writer.writerow(row)
        yield buffer.getvalue()


def _tsv(answer: Solutions, base: str) -> Iterator[str]:
    yield "\t".join(f"?{v}" for v in answer.variables) + "\n"
    for row in answer.rows:
        yield "\t".join("" if t is None else _short(t) for t in row) + "\n"


def _short(term: Term) -> str:
    """A term as Turtle writes it: numbers bare, unless their form would change their type."""
    if isinstance(term, Literal):
        text = term.text
        digits = text.lstrip("+-")
        if term.datatype == INTEGER and digits.isdecimal():
            return text
        if term.datatype == DECIMAL and "." in digits and digits.replace(".", "", 1).isdecimal() and not digits.endswith("."):
            return text
        if term.datatype == _BOOLEAN and text in {"true", "false"}:
            return text
    return term_text(term)


def _json(answer: Solutions, base: str) -> Iterator[str]:
    yield f'{{"head":{{"vars":{json.dumps(list(answer.variables), ensure_ascii=False)}}},"results":{{"bindings":['
    comma = ""
    for row in answer.rows:
        binding = {v: _json_term(t) for v, t in zip(answer.variables, row, strict=True) if t is not None}
        yield f"{comma}\n{json.dumps(binding, ensure_ascii=False, separators=(',', ':'))}"
        comma = ","
    yield "\n]}}\n"


def _json_term(term: Term) -> dict[str, str]:
    if isinstance(term, Literal):
        found = {"type": "literal", "value": term.text}
        return found if term.datatype is None else {**found, "datatype": term.datatype}
    return {"type": "uri", "value": term}


_XML_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n<sparql xmlns="http://www.w3.org/2005/sparql-results#">\n'
_NOT_XML = dict.fromkeys((*range(9), 11, 12, *range(14, 32), 65534, 65535), "�")


def _xml(answer: Solutions, base: str) -> Iterator[str]:
    yield _XML_HEAD
    yield "<head>" + "".join(f"<variable name={quoteattr(v)}/>" for v in answer.variables) + "</head>\n<results>\n"
    for row in answer.rows:
        cells = (
            f"<binding name={quoteattr(v)}>{_xml_term(t)}</binding>" for v, t in zip(answer.variables, row, strict=True) if t is not None
        )
        yield f"<result>{''.join(cells)}</result>\n"
    yield "</results>\n</sparql>\n"


def _xml_term(term: Term) -> str:
    if isinstance(term, Literal):
        datatype = "" if term.datatype is None else f" datatype={quoteattr(term.datatype)}"
        # A bare carriage return would be read as a line end.
        return f"<literal{datatype}>{escape(term.text.translate(_NOT_XML), {chr(13): '&#13;'})}</literal>"
    return f"<uri>{escape(term)}</uri>"


# -- ASK


def _word(answer: bool) -> str:
    return "true" if answer else "false"


_ASK: Mapping[str, Callable[[bool], list[str]]] = MappingProxyType(
    {
        "table": lambda yes: ["yes\n" if yes else "no\n"],
        "csv": lambda yes: [_word(yes) + "\r\n"],
        "tsv": lambda yes: [_word(yes) + "\n"],
        "json": lambda yes: [f'{{"head":{{}},"boolean":{_word(yes)}}}\n'],
        "xml": lambda yes: [f"{_XML_HEAD}<head/>\n<boolean>{_word(yes)}</boolean>\n</sparql>\n"],
    }
)

# -- CONSTRUCT and DESCRIBE


def _nt(answer: Triples, base: str) -> Iterator[str]:
    """Sorted, each once: an engine may give a triple as often as it finds it."""
    return iter(sorted({line(quad) for quad in answer.quads}, key=lambda text: text.encode()))


def _ttl(answer: Triples, base: str) -> Iterator[str]:
    lines = "".join(_nt(answer, base)).encode()
    triples = list(ox.parse(lines, format=ox.RdfFormat.N_TRIPLES))
    used = {**{p: n for p, n in PREFIXES.items() if p and n.encode() in lines}, **({"": base} if base.encode() in lines else {})}
    turtle = ox.serialize(triples, format=ox.RdfFormat.TURTLE, prefixes=used)
    yield (turtle or b"").decode()


def _triples(answer: Triples, base: str) -> Iterator[str]:
    rows = sorted({(q.subject, q.predicate, q.object) for q in answer.quads}, key=lambda row: [term_text(t) for t in row])
    return _aligned(("subject", "predicate", "object"), rows, base)


_SELECT: Mapping[str, Callable[[Solutions, str], Iterator[str]]] = MappingProxyType(
    {"table": _table, "csv": _csv, "tsv": _tsv, "json": _json, "xml": _xml}
)
_GRAPH: Mapping[str, Callable[[Triples, str], Iterator[str]]] = MappingProxyType({"nt": _nt, "ttl": _ttl, "table": _triples})

FORMATS: Mapping[str, tuple[str, ...]] = MappingProxyType({"select": tuple(_SELECT), "ask": tuple(_ASK), "graph": tuple(_GRAPH)})
"""For a SELECT, an ASK and a graph (CONSTRUCT, DESCRIBE) the formats that its answer comes in."""

_KINDS = {"select": "the answer to a SELECT", "ask": "the answer to an ASK", "graph": "the answer to a CONSTRUCT or DESCRIBE"}
