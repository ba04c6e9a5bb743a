"""Names in the graph: namespaces, IRIs, slugs, literals in canonical form, and the one way to write a quad as a line.

Every IRI is a function of what it names, so that any machine, any order and any repeat give the same graph.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from functools import lru_cache
from types import MappingProxyType

from kg.model import Iri, Literal, Quad

BASE = "https://w3id.org/cloud-expansion/id/"
"""Where resources live unless another base is given."""

CX = "https://w3id.org/cloud-expansion/ontology#"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"
OWL = "http://www.w3.org/2002/07/owl#"
XSD = "http://www.w3.org/2001/XMLSchema#"
SKOS = "http://www.w3.org/2004/02/skos/core#"
SCHEMA = "https://schema.org/"
PROV = "http://www.w3.org/ns/prov#"
GEO = "http://www.w3.org/2003/01/geo/wgs84_pos#"
WIKIDATA = "http://www.wikidata.org/entity/"
GEONAMES = "https://sws.geonames.org/"

PREFIXES: Mapping[str, str] = MappingProxyType(
    {
        "cx": CX,
        "": BASE,
        "rdf": RDF,
        "rdfs": RDFS,
        "owl": OWL,
        "xsd": XSD,
        "skos": SKOS,
        "schema": SCHEMA,
        "prov": PROV,
        "geo": GEO,
        "wd": WIKIDATA,
    }
)
"""The prefixes that are declared for queries and written in Turtle."""

TYPE = Iri(RDF + "type")
SUBJECT = Iri(RDF + "subject")
PREDICATE = Iri(RDF + "predicate")
OBJECT = Iri(RDF + "object")
LABEL = Iri(RDFS + "label")
ALT_LABEL = Iri(SKOS + "altLabel")
EXACT_MATCH = Iri(SKOS + "exactMatch")
QUOTED_FROM = Iri(PROV + "wasQuotedFrom")

DECIMAL = XSD + "decimal"
INTEGER = XSD + "integer"
DATE = XSD + "date"

_LETTERS = str.maketrans({"ø": "o", "æ": "ae", "œ": "oe", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i", "&": " and ", "+": " plus "})
_DOTTED = re.compile(r"\b(?:\w\.){2,}(?:\w\b)?")  # U.S., A.B.C
_FORBIDDEN = re.compile(r"[\x00-\x20<>\"{}|^`\\]|[\ud800-\udfff]")
_SURROGATES = re.compile(r"[\ud800-\udfff]")
_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t", "\b": "\\b", "\f": "\\f"}
_TO_ESCAPE = re.compile(r'[\\"\x00-\x1f\x7f]')
_SLUG_LENGTH = 80


@lru_cache(maxsize=4096)
def cx(name: str) -> Iri:
    """The IRI of a term of our ontology.

    >>> cx("investsIn")
    'https://w3id.org/cloud-expansion/ontology#investsIn'
    """
    return Iri(CX + name)


def local(iri: str) -> str:
    """The name of a term of our ontology; other IRIs stay whole.

    >>> local("https://w3id.org/cloud-expansion/ontology#investsIn")
    'investsIn'
    """
    return iri.removeprefix(CX)


def digest(*parts: str, length: int = 32) -> str:
    """A hash of texts, in hexadecimal digits; the parts stay apart ("ab", "c" is not "a", "bc").

    >>> digest("ab", "c") == digest("a", "bc")
    False
    """
    return hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:length]


def fold(name: str) -> str:
    """The name in lower case, without accents, dots and signs, its words joined by hyphens; may be empty.

    Letters of all scripts stay, so that names in Chinese or Arabic keep apart.

    >>> fold("Nestlé S.A."), fold("AT&T"), fold("  Iron  Mountain "), fold("阿里云"), fold("…")
    ('nestle-sa', 'at-and-t', 'iron-mountain', '阿里云', '')
    """
    name = unicodedata.normalize("NFKC", name)
    name = "".join(c for c in name if c.isspace() or unicodedata.category(c) not in ("Cf", "Cc", "Cs"))
    name = _DOTTED.sub(lambda match: match.group().replace(".", ""), name)
    name = unicodedata.normalize("NFKD", name.casefold().translate(_LETTERS)).replace("'", "").replace("’", "")
    letters = (c for c in name if not "\u0300" <= c <= "\u036f" and c < "\U000e0000")  # no accents; no signs that no IRI may hold
    kept = (c if c.isalnum() or unicodedata.category(c)[0] == "M" else " " for c in letters)
    return unicodedata.normalize("NFC", "-".join("".join(kept).split()))


def slug(name: str) -> str:
    """The last part of an IRI for a name: folded, never empty, at most 80 characters and a hash.

    >>> slug("Alibaba Cloud")
    'alibaba-cloud'
    >>> slug("!!!")
    'x-e84c538e7fe2'
    """
    folded = fold(name)
    if not folded:
        return "x-" + digest(unicodedata.normalize("NFKC", name), length=12)
    if len(folded) > _SLUG_LENGTH:
        return folded[:_SLUG_LENGTH].rstrip("-") + "-" + digest(folded, length=12)
    return folded


def checked_base(base: str) -> str:
    """A base that resources can be put below. Raises ValueError where it is no absolute IRI that ends in ``/`` or ``#``.

    >>> checked_base("https://example.com/id/")
    'https://example.com/id/'
    """
    if not re.match(r"[A-Za-z][A-Za-z0-9+.-]*:.", base) or not base.endswith(("/", "#")) or _FORBIDDEN.search(base):
        raise ValueError(f"base {base!r} must be an absolute IRI that ends in / or #")
    return base


def string(text: str) -> Literal:
    """A plain string; a lone surrogate, which no RDF file can hold, becomes U+FFFD."""
    return Literal(_SURROGATES.sub("\ufffd", text) if not text.isascii() else text)


def decimal(number: Decimal | int | float) -> Literal:
    """A decimal without exponent and without zeros at its end.

    >>> decimal(Decimal("1.50")).text, decimal(Decimal("1E+9")).text, decimal(3).text, decimal(0.9).text
    ('1.5', '1000000000', '3', '0.9')
    """
    value = number if isinstance(number, Decimal) else Decimal(str(number))
    if not value.is_finite():
        raise ValueError(f"{number} is no decimal")
    text = format(value, "f")
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return Literal("0" if text in ("-0", "") else text, DECIMAL)


def integer(number: int) -> Literal:
    """An integer.

    >>> integer(5)
    Literal(text='5', datatype='http://www.w3.org/2001/XMLSchema#integer')
    """
    return Literal(str(int(number)), INTEGER)


def day(value: date) -> Literal:
    """A day as xsd:date.

    >>> day(date(2015, 7, 29)).text
    '2015-07-29'
    """
    return Literal(value.isoformat(), DATE)


def value_of(term: Iri | Literal) -> str | int | Decimal:
    """What a term says, as a Python value: `int`, `Decimal` or `str` (dates too).

    >>> value_of(Literal("5", INTEGER)), value_of(Literal("2015"))
    (5, '2015')
    """
    if isinstance(term, Literal):
        if term.datatype == INTEGER:
            return int(term.text)
        if term.datatype == DECIMAL:
            return Decimal(term.text)
        return term.text
    return str(term)


def term_text(term: Iri | Literal) -> str:
    """A term as N-Quads writes it. Raises ValueError for an IRI that no file may hold.

    >>> term_text(Literal('say "x"')), term_text(Iri("https://example.com/"))
    ('"say \\\\"x\\\\""', '<https://example.com/>')
    """
    if isinstance(term, Literal):
        text = _TO_ESCAPE.sub(_escape, term.text) if _TO_ESCAPE.search(term.text) else term.text
        return f'"{text}"^^<{term.datatype}>' if term.datatype else f'"{text}"'
    if _FORBIDDEN.search(term):
        raise ValueError(f"{term!r} is no IRI")
    return f"<{term}>"


def line(quad: Quad) -> str:
    """A quad as a line of N-Quads, with its end of line; of N-Triples where the graph is the default one.

    >>> line(Quad(Iri("a:s"), Iri("a:p"), Literal("x"), Iri("a:g")))
    '<a:s> <a:p> "x" <a:g> .\\n'
    """
    graph = f" {term_text(quad.graph)}" if quad.graph is not None else ""
    return f"{term_text(quad.subject)} {term_text(quad.predicate)} {term_text(quad.object)}{graph} .\n"


def _escape(match: re.Match[str]) -> str:
    character = match.group()
    return _ESCAPES.get(character) or f"\\u{ord(character):04X}"
