"""The sentences behind a fact, and the documents that they stand in."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from kg.graph.facts import FactRow, local
from kg.iris import CX, PROV
from kg.model import Iri, Literal
from kg.protocols import Store

_QUOTED_FROM = PROV + "wasQuotedFrom"


@dataclass(frozen=True, slots=True)
class Source:
    """A document; ``digest`` is the publisher whose report it retells, where it is a digest."""

    iri: str
    headline: str = ""
    date: str = ""
    publisher: str = ""
    url: str = ""
    digest: str = ""


@dataclass(frozen=True, slots=True)
class Quote:
    """The words of one claim."""

    text: str
    confidence: float
    source: Source


class Evidence:
    """A reader of quotes that reads each document once."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self.source = lru_cache(1 << 14)(self._source)

    def of(self, row: FactRow) -> list[Quote]:
        """The quotes behind a fact, each wording once, the surest and then the earliest first."""
        quotes: dict[str, Quote] = {}
        for iri in row.linked.get("claim", ()):
            text, confidence, document = "", 0.0, ""
            for _, predicate, value, _ in self._store.match(Iri(iri)):
                if predicate == CX + "quote" and isinstance(value, Literal):
                    text = value.text
                elif predicate == CX + "confidence" and isinstance(value, Literal):
                    confidence = float(value.text)
                elif predicate == _QUOTED_FROM:
                    document = str(value)
            if text and document:
                quote = Quote(text, confidence, self.source(document))
                if text not in quotes or _rank(quote) < _rank(quotes[text]):
                    quotes[text] = quote
        return sorted(quotes.values(), key=_rank)

    def _source(self, iri: str) -> Source:
        values: dict[str, str] = {}
        for _, predicate, value, _ in self._store.match(Iri(iri)):
            if isinstance(value, Literal):
                values[local(predicate)] = value.text
        digest = values.get("digestOfPublisher", "")
        return Source(
            iri=iri,
            headline=values.get("headline", ""),
            date=values.get("datePublished", ""),
            publisher=values.get("publisher", "") if not digest else "",
            url=values.get("digestOfUrl") or values.get("url", ""),
            digest=digest,
        )


def _rank(quote: Quote) -> tuple[float, str, str, str]:
    return -quote.confidence, quote.source.date or "9", quote.source.iri, quote.text
