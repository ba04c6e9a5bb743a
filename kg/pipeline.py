"""The whole way, on one screen: the only module that knows all stages."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import islice

import kg
from kg import extract, fuse, iris, lexicon, ontology
from kg.errors import SourceError
from kg.iris import cx
from kg.link import Judgement, Linker
from kg.link.judgements import with_shipped
from kg.mention import mention
from kg.merge import document_graph, document_iri
from kg.model import Claim, Document, Dropped, Iri, Literal, Quad, Reading
from kg.protocols import Store
from kg.query.rules import Conclusions
from kg.read import read
from kg.scan import TRIGGER, Scanner, gate
from kg.segment import segment
from kg.workers import Lost, in_order

READ_BY = cx("readBy")
EXTRACTOR = f"{extract.EXTRACTOR}, kg {kg.__version__}"
"""Documents that this one read before are not read again."""
TRANSACTION = 200  # documents


@dataclass(frozen=True, slots=True)
class Said:
    """What a document says, and how many candidates were dropped, by reason."""

    claims: tuple[Claim, ...]
    dropped: Counter[str]


@dataclass
class Report:
    """What became of the sources. ``dropped`` counts candidates that became no claim, by reason."""

    documents: int = 0
    silent: int = 0  # documents without a claim
    unchanged: int = 0  # documents that were there already
    outdated: int = 0  # documents of which a later version is there
    replaced: list[Iri] = field(default_factory=list)
    claims: int = 0
    dropped: Counter[str] = field(default_factory=Counter)
    failed: list[SourceError] = field(default_factory=list)


def read_document(document: Document, *, every: bool = False) -> tuple[Reading, tuple[Claim, ...], tuple[Dropped, ...]]:
    """What a document mentions, what it says, and what was dropped and why: a pure function of the document.

    A document without a trigger ends at the scan, one with a trigger is read there and in the neighbouring sentences;
    ``every`` reads all sentences, for `kg explain`.
    """
    hits = scanner().scan(document.text)
    weak = frozenset() if extract.about_facilities(document) else extract.weak()
    opening = [hit for hit in hits if TRIGGER in hit.what and hit.pattern not in weak]
    if not every and not opening:
        return Reading(document, (), (), ()), (), ()
    sentences = segment(document)
    hot = gate(sentences, opening)
    active = frozenset(range(len(sentences))) if every else frozenset(n for i in hot for n in (i - 1, i, i + 1) if 0 <= n < len(sentences))
    if not active:
        return Reading(document, sentences, (), ()), (), ()
    reading = mention(document, sentences, hits, lexicon.load(), active)
    claims, dropped = extract.extract(reading)
    return reading, claims, dropped


def build(
    sources: Iterable[str],
    store: Store,
    jobs: int = 1,
    *,
    rules: fuse.Rules | None = None,
    date: str | None = None,
    publisher: str | None = None,
    again: bool = False,
    watch: Callable[[Report], None] = lambda report: None,
) -> Report:
    """Reads sources into a store. The same documents give the same graph, whatever their order and the number of ``jobs``.

    Goes on where an earlier run ended: what this version of the extractor has read is passed over, unless ``again``. Each transaction
    holds some hundred documents, so memory does not grow with their number. ``date`` and ``publisher`` are for documents that
    name none; ``watch`` is called after each transaction.
    """
    rules, report = rules or rules_of(), Report()

    def new_documents() -> Iterator[Document]:
        for item in read(sources, date=date, publisher=publisher, jobs=jobs):
            if isinstance(item, SourceError):
                report.failed.append(item)
                continue
            report.documents += 1
            if again or not is_there(store, item, rules.base):
                yield item
            else:
                report.unchanged += 1

    def graphs() -> Iterator[tuple[Quad, ...]]:
        for document, result in read_documents(new_documents(), jobs):
            if isinstance(result, SourceError):
                report.failed.append(result)
                continue
            report.claims += len(result.claims)
            report.silent += not result.claims
            report.dropped.update(result.dropped)
            yield graph_of(document, result.claims, rules.base)

    waiting = graphs()
    while batch := list(islice(waiting, TRANSACTION)):
        outcome = fuse.add_graphs(store, batch, rules)
        report.outdated += len(outcome.outdated)
        report.replaced += outcome.removed
        watch(report)
    return report


def graph_of(document: Document, claims: Iterable[Claim], base: str = iris.BASE) -> tuple[Quad, ...]:
    """The named graph of a document, with the extractor that read it."""
    iri = document_iri(document, base)
    return (*document_graph(document, claims, base), Quad(iri, READ_BY, Literal(EXTRACTOR), iri))


def is_there(store: Store, document: Document, base: str = iris.BASE) -> bool:
    """Whether the document was read into the store, under its key, by this version of the extractor."""
    iri = document_iri(document, base)
    facts = ((READ_BY, EXTRACTOR), (cx("versionKey"), document.key or document.url or document.hash))
    return all(any(store.match(iri, predicate, Literal(text), iri)) for predicate, text in facts)


def rules_of(judgements: Iterable[Judgement] = (), base: str = iris.BASE) -> fuse.Rules:
    """What turns documents' graphs into what we know: tables, judgements (the user's, then those that are shipped), ontology, rules."""
    tables = lexicon.load()
    linker = Linker(tables, with_shipped(judgements), base)
    return fuse.Rules(linker.link, ontology.load(), tables.get, base, linker.fingerprint, Conclusions(base))


@lru_cache(maxsize=1)
def scanner() -> Scanner:
    """The one pass over a text: all names that are known, all words that can state a fact."""
    return Scanner(lexicon.load().surfaces(), extract.triggers())


def read_documents(documents: Iterable[Document], jobs: int = 1) -> Iterator[tuple[Document, Said | SourceError]]:
    """Each document with what it says, in order; one that cannot be read, for a bug or for want of memory, takes no other with it."""
    for result in in_order(_read_one, documents, jobs, size=lambda document: len(document.text)):
        if isinstance(result, Lost):
            reason = "ended the process that read it (memory?); it was left out, please report it"
            yield result.item, SourceError(result.item.key, reason)
        else:
            yield result


def _read_one(document: Document) -> tuple[Document, Said | SourceError]:
    try:
        _, claims, dropped = read_document(document)
    except Exception as error:
        return document, SourceError(document.key, f"could not be read: {type(error).__name__}: {error} (a bug in kg, please report it)")
    return document, Said(claims, Counter(d.reason for d in dropped))
