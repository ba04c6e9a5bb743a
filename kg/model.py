"""The nouns: what the stages take and return. All are frozen, picklable and compare by value.

``read`` makes a `Document`, ``segment`` its `Sentence`s, ``scan`` its `Hit`s, ``mention`` a `Reading` of it, ``extract``
`Claim`s, ``link`` finds the `Entity` behind a `Referent`, and ``fuse`` makes `Fact`s of the claims of all documents.
Offsets are character offsets into ``Document.text``, half open.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

Scalar = str | int | Decimal
"""The value of a qualifier. Sums, megawatts and percents are `Decimal` or `int`, dates ISO 8601 strings of any precision."""


class EntityType(StrEnum):
    """What a thing is; the value is its class in the ontology."""

    ORGANIZATION = "Organization"
    PERSON = "Person"
    PLACE = "Place"
    TOPIC = "Topic"


class Kind(StrEnum):
    """How a mention speaks of a thing."""

    NAME = "mention"
    ADJECTIVE = "adjective"  # "German", "Californian"
    REFERENCE = "reference"  # "the company", "it", "there"
    VALUE = "value"  # money, dates, quantities


@dataclass(frozen=True, slots=True)
class Publication:
    """Where a text was published."""

    publisher: str
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """A text as it was read.

    ``text`` is title + blank line + body, unless the body begins with the title. ``published`` is ISO 8601 of any precision.
    ``id`` is the name for people (a record's id, a file's name without its ending); ``key`` names the document through its
    versions (url, else publisher and id, else the path as given).
    """

    text: str
    title: str = ""
    published: str | None = None
    publisher: str | None = None
    url: str | None = None
    language: str = "en"
    id: str = ""
    key: str = ""
    digest_of: Publication | None = None

    @property
    def hash(self) -> str:
        """SHA-256 (hexadecimal) of what makes this document this one."""
        parts = (self.text, self.title, self.published or "", self.publisher or "", self.url or "")
        return hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()


class SentenceKind(StrEnum):
    """The part that a sentence plays on the page."""

    HEADLINE = "headline"  # the title, sub-heads
    BODY = "body"
    BULLET = "bullet"
    CAPTION = "caption"


@dataclass(frozen=True, slots=True)
class Sentence:
    """A span of the text that is read as one; never across a paragraph."""

    start: int
    end: int
    paragraph: int = 0
    kind: SentenceKind = SentenceKind.BODY


class Token(NamedTuple):
    """A word or a sign of the text."""

    text: str
    start: int
    end: int


class Hit(NamedTuple):
    """An occurrence of a known pattern: ``what`` tells the kinds of pattern it is (``"name"``, ``"trigger"``)."""

    pattern: str
    start: int
    end: int
    what: frozenset[str]


class Bound(StrEnum):
    """How a stated number bounds the true one."""

    AT_LEAST = "atLeast"
    AT_MOST = "atMost"
    ABOUT = "about"


@dataclass(frozen=True, slots=True)
class Money:
    """A sum; of a range the upper end, with the lower one in ``low``."""

    amount: Decimal
    currency: str  # ISO 4217
    low: Decimal | None = None
    bound: Bound | None = None


@dataclass(frozen=True, slots=True)
class When:
    """A day, month, quarter ("2016-Q4"), half ("2018-H1") or year, or a period between two of them.

    For a single date ``date`` is set; for a period ``start`` and/or ``end`` (each ISO 8601 of any precision).
    ``role`` tells how the text introduces it where that matters: "by", "since", "until", "over", "within".
    ``years`` is the length of a period that has no anchor ("over four years" in an undated document).
    """

    date: str | None = None
    start: str | None = None
    end: str | None = None
    role: str | None = None
    years: Decimal | None = None


class Unit(StrEnum):
    """What a quantity counts or measures; numbers are converted to it."""

    MEGAWATT = "MW"
    PERCENT = "%"
    ACRE = "acre"
    SQUARE_FOOT = "sqft"
    YEAR = "year"
    KILOMETRE = "km"
    JOB = "job"  # "500 jobs", "1,000 employees"
    COUNT = "count"  # a bare number or ordinal-free numeral: "five", "three of the"
    ORDINAL = "ordinal"  # "second", "No. 2", "third-largest"
    OTHER = "other"  # a number of something that we do not measure (kilometres of fibre, megabytes, square kilometres)


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with its unit; of a range the upper end."""

    number: Decimal
    unit: Unit
    low: Decimal | None = None
    bound: Bound | None = None
    of: str | None = None  # "it", "facility", "grid", "generation", "storage" for power where the text says so; job kind for jobs


@dataclass(frozen=True, slots=True)
class Mention:
    """A span that speaks of something. A name has one referent, a reference none to several ("the two companies"), a value none.

    ``type`` is None for a value and for a reference whose kind of thing is open.
    """

    start: int
    end: int
    text: str
    kind: Kind
    type: EntityType | None = None
    score: float = 1.0
    value: Money | When | Quantity | None = None
    referents: tuple[int, ...] = ()  # indices into Reading.referents


@dataclass(frozen=True, slots=True)
class Referent:
    """A thing that one document speaks of: all its mentions together, under the names that the document uses.

    ``names`` holds every surface form once, the fullest first; ``context`` of a place the wider places that settle which one is
    meant, narrow to wide ("Virginia", "United States"), of a person the organisation; ``known`` is the key of a known
    organisation or place in the lexicon, where the mention stage is sure.
    """

    type: EntityType
    label: str
    names: tuple[str, ...] = ()
    context: tuple[str, ...] = ()
    known: str | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """A document with what it mentions. ``mentions`` are sorted and do not overlap."""

    document: Document
    sentences: tuple[Sentence, ...]
    mentions: tuple[Mention, ...]
    referents: tuple[Referent, ...]


@dataclass(frozen=True, slots=True)
class Claim:
    """What one document says, with the words that say it: ``quote == text[start:end]``, at most 600 characters."""

    subject: Referent
    predicate: str
    object: Referent
    qualifiers: tuple[tuple[str, Scalar], ...]  # sorted by name
    start: int
    end: int
    quote: str
    confidence: float
    extractor: str

    def get(self, name: str) -> Scalar | None:
        """The value of a qualifier, or None."""
        return dict(self.qualifiers).get(name)


@dataclass(frozen=True, slots=True)
class Dropped:
    """A candidate that became no claim, and why; for `kg explain`."""

    start: int
    end: int
    what: str
    reason: str


@dataclass(frozen=True, slots=True)
class Entity:
    """An organisation, person, place or topic that documents speak of. ``iri`` is its identity."""

    iri: str
    type: EntityType
    label: str
    names: tuple[str, ...] = ()
    identifiers: tuple[tuple[str, str], ...] = ()  # ("wikidata", "Q456"), ("geonames", "1880252")


class Iri(str):
    """An RDF IRI."""

    __slots__ = ()


class Literal(NamedTuple):
    """An RDF literal in our canonical lexical form; ``datatype`` None is xsd:string."""

    text: str
    datatype: str | None = None


class Quad(NamedTuple):
    """An RDF statement; ``graph`` None is the default graph. There are no blank nodes."""

    subject: Iri
    predicate: Iri
    object: Iri | Literal
    graph: Iri | None = None


@dataclass(frozen=True, slots=True)
class Fact:
    """What the graph knows: the claims of all documents that agree, fused."""

    iri: str
    subject: str
    predicate: str
    object: str
    qualifiers: tuple[tuple[str, Scalar], ...]
    claims: tuple[str, ...]
    documents: int
    publishers: int
    confidence: float
    first_said: str | None = None
    last_said: str | None = None
    conflicts_with: tuple[str, ...] = field(default=())
    supersedes: tuple[str, ...] = field(default=())
    combined: float = 0.0  # confidence of all independent sources together
    status_said: tuple[str, ...] = field(default=())  # "2015-07-29 announced", only where documents differ


