"""Reading documents' graphs back: the source, what it speaks of, what it says.

Linking and fusing work from here, so they never need the text again.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from kg import days, iris
from kg.iris import cx
from kg.model import Claim, EntityType, Iri, Literal, Quad, Referent, Scalar
from kg.protocols import Store

_CLAIM = cx("Claim")
_MENTION = cx("Mention")
_DOCUMENT = cx("Document")
_QUALIFIER_NAMES = {"stageDetail": "stage"}  # where the property is not called as the qualifier is
_NO_QUALIFIER = frozenset({"quote", "quoteStart", "quoteEnd", "extractor", "confidence"})
_HOST = re.compile(r"^[a-z][a-z0-9+.-]*://(?:[^/@]*@)?([^/:?#]+)", re.IGNORECASE)
_DOMAIN = re.compile(r"^(?:www\.)?([\w-]+(?:\.[\w-]+)*?)(?:\.(?:com|org|net|co|info|io|gov|edu|news))?(?:\.[a-z]{2})?$")


@dataclass(frozen=True, slots=True)
class Source:
    """A document as far as fusion asks. ``publisher`` is folded, and is the original one of a digest or of wire copy; "" where unknown."""

    iri: Iri
    day: date | None
    publisher: str
    fingerprint: str
    keys: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Saying:
    """A claim as its graph holds it; ends are mention nodes, qualifiers go by the names that claims use."""

    iri: Iri
    source: Source
    subject: Iri
    predicate: str
    object: Iri
    qualifiers: Mapping[str, Scalar]
    quote: str
    confidence: Decimal

    @property
    def age(self) -> tuple[date, Iri]:
        """Sorts from the earliest to the latest: undated first, then by the hash of the claim."""
        return self.source.day or date.min, self.iri


@dataclass(frozen=True, slots=True)
class Told:
    """A document's graph, read."""

    source: Source
    mentions: Mapping[Iri, Referent]
    sayings: tuple[Saying, ...]


def read_graph(quads: Iterable[Quad]) -> Told | None:
    """What a document's graph holds; None where there is no document in it."""
    nodes: dict[Iri, dict[Iri, list[Iri | Literal]]] = {}
    kinds: dict[Iri, list[Iri]] = {_CLAIM: [], _MENTION: [], _DOCUMENT: []}
    for subject, predicate, value, _ in quads:
        nodes.setdefault(subject, {}).setdefault(predicate, []).append(value)
        if predicate == iris.TYPE and isinstance(value, Iri) and value in kinds:
            kinds[value].append(subject)
    if not kinds[_DOCUMENT]:
        return None
    source = read_source(kinds[_DOCUMENT][0], nodes[kinds[_DOCUMENT][0]])
    mentions = {iri: read_mention(nodes[iri]) for iri in kinds[_MENTION]}
    return Told(source, mentions, tuple(read_saying(iri, nodes[iri], source) for iri in kinds[_CLAIM]))


Node = Mapping[Iri, list[Iri | Literal]]
"""The values of a subject, by predicate."""


def node(quads: Iterable[Quad]) -> dict[Iri, list[Iri | Literal]]:
    """The values of one subject, by predicate."""
    values: dict[Iri, list[Iri | Literal]] = {}
    for quad in quads:
        values.setdefault(quad.predicate, []).append(quad.object)
    return values


def read_source(iri: Iri, values: Node) -> Source:
    """The source that a document node tells of."""
    published = days.span(_text(values, cx("publishedOn")))
    publisher = (
        _text(values, cx("digestOfPublisher"))
        or _text(values, cx("wire"))
        or _text(values, Iri(iris.SCHEMA + "publisher"))
        or _host(_text(values, cx("digestOfUrl")) or _text(values, Iri(iris.SCHEMA + "url")) or "")
    )
    return Source(
        iri,
        published.first if published else None,
        publisher_key(publisher),
        _text(values, cx("fingerprint")) or "",
        tuple(sorted(term.text for term in values.get(cx("versionKey"), ()) if isinstance(term, Literal))),
    )


def read_mention(values: Node) -> Referent:
    """The referent that a mention node stands for: its names sorted, the fullest first."""
    names = {term.text for term in values.get(cx("name"), ()) if isinstance(term, Literal)}
    context = _text(values, cx("context"))
    return Referent(
        EntityType(_text(values, cx("entityType")) or "Organization"),
        _text(values, iris.LABEL) or "",
        tuple(sorted(names, key=lambda name: (-len(name), name))),
        tuple(context.split(" > ")) if context else (),
        _text(values, cx("known")),
    )


def read_saying(iri: Iri, values: Node, source: Source) -> Saying:
    """The claim that a claim node tells of."""
    qualifiers: dict[str, Scalar] = {}
    for predicate, terms in values.items():
        name = iris.local(predicate)
        if len(name) < len(predicate) and name not in _NO_QUALIFIER:
            qualifiers[_QUALIFIER_NAMES.get(name, name)] = iris.value_of(terms[0])
    subject, target = values[iris.SUBJECT][0], values[iris.OBJECT][0]
    confidence = values[cx("confidence")][0]
    assert isinstance(subject, Iri)
    assert isinstance(target, Iri)
    assert isinstance(confidence, Literal)
    relation = iris.local(str(values[iris.PREDICATE][0]))
    return Saying(iri, source, subject, relation, target, qualifiers, _text(values, cx("quote")) or "", Decimal(confidence.text))


def claims_of(store: Store, document: Iri) -> tuple[Claim, ...]:
    """The claims of a document as they were put into the store, in the order of the text. The names of a referent come sorted."""
    quads = list(store.match(graph=document))
    told = read_graph(quads)
    if told is None:
        return ()
    nodes: dict[Iri, list[Quad]] = {}
    for quad in quads:
        nodes.setdefault(quad.subject, []).append(quad)
    claims = []
    for saying in told.sayings:
        values = node(nodes[saying.iri])
        claims.append(
            Claim(
                told.mentions[saying.subject],
                saying.predicate,
                told.mentions[saying.object],
                tuple(sorted(saying.qualifiers.items())),
                int(_text(values, cx("quoteStart")) or 0),
                int(_text(values, cx("quoteEnd")) or 0),
                saying.quote,
                float(saying.confidence),
                _text(values, cx("extractor")) or "",
            )
        )
    return tuple(sorted(claims, key=lambda claim: (claim.start, claim.end, claim.predicate, claim.subject.label, claim.object.label)))


def publisher_key(name: str | None) -> str:
    """A publisher's name as a key: of a domain what matters, no leading "the".

    >>> publisher_key("The Example Times"), publisher_key("www.reuters.com"), publisher_key("Reuters")
    ('example-times', 'reuters', 'reuters')
    """
    name = (name or "").strip().casefold()
    if "." in name and " " not in name:
        match = _DOMAIN.match(name)
        name = match.group(1).rsplit(".", 1)[-1] if match else name
    return iris.fold(name.removeprefix("the "))


def _host(url: str) -> str:
    match = _HOST.match(url)
    return match.group(1) if match else ""


def _text(values: Node, predicate: Iri) -> str | None:
    """The text of a value; the smallest where there are several, so that order cannot matter."""
    texts = [term.text for term in values.get(predicate, ()) if isinstance(term, Literal)]
    return min(texts) if texts else None
