"""From the claims of a document to its named graph: who said what, in which words. See `docs/rdf.md`.

Entities have no place here: a claim's ends are mention nodes, so that linking again changes no document's graph.
"""

from __future__ import annotations

import json
import re
import zlib
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from heapq import nsmallest

from kg import days, iris, ontology
from kg.iris import cx, decimal, integer, string
from kg.model import Claim, Document, Iri, Literal, Quad, Referent, Scalar

_WORD = re.compile(r"\w+")
_SHINGLE = 5  # words
_SKETCH = 48  # hashes kept
_MIX = 0x9E3779B1  # spreads the bits of a checksum, odd

_WIRES = (
    "AFP", "AP", "Associated Press", "ANI", "Bernama", "Bloomberg", "Business Wire", "DPA", "EFE", "Globe Newswire", "IANS", "Kyodo",
    "PR Newswire", "PTI", "Reuters", "TASS", "UPI", "Xinhua", "Yonhap", "ACN Newswire", "Marketwired", "Accesswire", "EQS News",
)  # fmt: skip
_WIRE_BY_KEY: Mapping[str, str] = {re.sub(r"\W", "", wire).casefold(): wire for wire in _WIRES}
_CREDIT = re.compile(r"[(/]\s*([A-Za-z][A-Za-z .]{0,18}[A-Za-z])\s*[)/]")
_CREDIT_WITHIN = 600  # characters of the beginning


def document_iri(document: Document, base: str = iris.BASE) -> Iri:
    """The IRI of a document, which also names its graph."""
    return Iri(f"{base}doc/{document.hash}")


def document_graph(document: Document, claims: Iterable[Claim], base: str = iris.BASE) -> tuple[Quad, ...]:
    """The named graph of a document: the document, the mentions that its claims speak of, the claims.

    A pure function of the document and the set of claims; claims that differ in extractor or confidence only are one, the surest.
    """
    graph = document_iri(document, base)
    told = tuple(claims)
    referents = {_order(end): end for claim in told for end in (claim.subject, claim.object)}
    numbers = {key: Iri(f"{graph}/m{number}") for number, key in enumerate(sorted(referents), start=1)}
    mentions = {end: numbers[_order(end)] for claim in told for end in (claim.subject, claim.object)}
    surest: dict[Iri, Claim] = {}
    for claim in told:
        iri = claim_iri(document.hash, claim, base)
        if iri not in surest or (surest[iri].confidence, surest[iri].extractor) < (claim.confidence, claim.extractor):
            surest[iri] = claim
    return tuple(
        Quad(subject, predicate, value, graph)
        for part in (
            _document(graph, document),
            *(_mention(iri, referents[key], document.text) for key, iri in numbers.items()),
            *(_claim(iri, claim, mentions, graph) for iri, claim in sorted(surest.items())),
        )
        for subject, predicate, value in part
    )


def claim_iri(document: str, claim: Claim, base: str = iris.BASE) -> Iri:
    """The IRI of what a document (by its hash) says: of the ends, the predicate, the qualifiers and the place in the text."""
    qualifiers = (f"{name}={term.text}" for name, term in sorted(_qualifiers(claim.qualifiers)))
    ends = (repr(_order(claim.subject)), repr(_order(claim.object)))
    return Iri(f"{base}claim/{iris.digest(document, claim.predicate, *ends, str(claim.start), str(claim.end), *qualifiers)}")


def fingerprint(text: str) -> str:
    """A sketch of a text by which its copies are known, also shortened or retitled ones; hexadecimal, 8 digits a hash, ascending.

    It holds the 48 smallest hashes of the runs of five words, so two sketches tell how much of the shorter text is in the longer.

    >>> fingerprint("Too short") == fingerprint("too short!")
    True
    """
    words = _WORD.findall(text.casefold())
    runs = {" ".join(words[i : i + _SHINGLE]) for i in range(max(1, len(words) - _SHINGLE + 1))}
    hashes = {zlib.crc32(run.encode("utf-8", "surrogatepass")) * _MIX & 0xFFFFFFFF for run in runs}
    return "".join(f"{value:08x}" for value in nsmallest(_SKETCH, hashes))


def wire(text: str) -> str | None:
    """The news or press-release wire that a text credits near its beginning.

    >>> wire("SINGAPORE (Reuters) - A company said …"), wire("OSLO, May 2 /PRNewswire/ -- Today …"), wire("A company (NYSE) said")
    ('Reuters', 'PR Newswire', None)
    """
    for match in _CREDIT.finditer(text[:_CREDIT_WITHIN]):
        name = _WIRE_BY_KEY.get(re.sub(r"\W", "", match.group(1)).casefold())
        if name:
            return name
    return None


def _document(iri: Iri, document: Document) -> Iterator[tuple[Iri, Iri, Iri | Literal]]:
    yield iri, iris.TYPE, cx("Document")
    yield iri, iris.TYPE, Iri(iris.SCHEMA + "NewsArticle")
    published = days.span(document.published)
    digest = document.digest_of
    read_as = (  # what its hash does not cover: the same text may be read under several names
        (iris.CX + "versionKey", document.key or document.url or document.hash),
        (iris.SCHEMA + "identifier", document.id),
        (iris.SCHEMA + "inLanguage", document.language),
        (iris.CX + "digestOfPublisher", digest.publisher if digest else ""),
        (iris.CX + "digestOfUrl", (digest.url if digest else "") or ""),
    )
    strings = (
        (iris.SCHEMA + "headline", document.title),
        (iris.SCHEMA + "datePublished", document.published),
        (iris.SCHEMA + "publisher", document.publisher),
        (iris.SCHEMA + "url", document.url),
        *read_as,
        (iris.CX + "readAs", json.dumps([text for _, text in read_as], ensure_ascii=False)),
        (iris.CX + "wire", wire(document.text)),
        (iris.CX + "fingerprint", fingerprint(document.text)),
    )
    for predicate, text in strings:
        if text:
            yield iri, Iri(predicate), string(text)
    if published:
        yield iri, cx("publishedOn"), iris.day(published.first)


def _mention(iri: Iri, referent: Referent, text: str) -> Iterator[tuple[Iri, Iri, Iri | Literal]]:
    yield iri, iris.TYPE, cx("Mention")
    yield iri, cx("entityType"), string(referent.type)
    yield iri, iris.LABEL, string(referent.label)
    for name in sorted({referent.label, *referent.names}):
        yield iri, cx("name"), string(name)
    start = text.find(referent.label)
    if start >= 0 and referent.label:
        yield iri, cx("start"), integer(start)
        yield iri, cx("end"), integer(start + len(referent.label))
    if referent.context:
        yield iri, cx("context"), string(" > ".join(referent.context))
    if referent.known:
        yield iri, cx("known"), string(referent.known)


def _claim(iri: Iri, claim: Claim, mentions: Mapping[Referent, Iri], document: Iri) -> Iterator[tuple[Iri, Iri, Iri | Literal]]:
    yield iri, iris.TYPE, cx("Claim")
    yield iri, iris.SUBJECT, mentions[claim.subject]
    yield iri, iris.PREDICATE, cx(claim.predicate)
    yield iri, iris.OBJECT, mentions[claim.object]
    for name, value in _qualifiers(claim.qualifiers):
        yield iri, cx(name), value
    yield iri, cx("quote"), string(claim.quote)
    yield iri, cx("quoteStart"), integer(claim.start)
    yield iri, cx("quoteEnd"), integer(claim.end)
    yield iri, cx("extractor"), string(claim.extractor)
    yield iri, cx("confidence"), decimal(round(claim.confidence, 4))
    yield iri, iris.QUOTED_FROM, document


def _qualifiers(qualifiers: Iterable[tuple[str, Scalar]]) -> Iterator[tuple[str, Literal]]:
    """Names of properties and literals of the type that the ontology gives them; a value that is not of its type stays a string."""
    known = ontology.load().qualifiers
    for name, value in qualifiers:
        qualifier = known.get(name)
        datatype = qualifier.datatype if qualifier else None
        number = isinstance(value, int | Decimal) and Decimal(value).is_finite()
        if number and (datatype == "decimal" or (datatype is None and isinstance(value, Decimal))):
            term = decimal(Decimal(value))
        elif number and datatype in ("integer", None) and value == int(value):
            term = integer(int(value))
        else:
            term = string(str(value))
        yield (qualifier.property if qualifier else name), term


def _order(referent: Referent) -> tuple[str, str, tuple[str, ...], tuple[str, ...], str]:
    return (referent.type.value, referent.label, tuple(sorted({referent.label, *referent.names})), referent.context, referent.known or "")
