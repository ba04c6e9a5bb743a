"""The sockets: what a reader, a store and an exporter must offer. Tables in `kg.plugins` name the implementations."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import BinaryIO, Protocol

from kg.model import Document, Iri, Quad


class Reader(Protocol):
    """Reads one format. A record that cannot be read comes out as a `SourceError` value, so that the others are not lost."""

    def sniff(self, head: bytes, name: str) -> bool:
        """Whether bytes that begin so (4 KiB at most), under this name, are in the format."""

    def read(self, data: BinaryIO, name: str) -> Iterator[Document | Exception]:
        """The documents in the data, one after the other; the data may be larger than memory."""


class Solutions(Protocol):
    """The answer to a SELECT: variables and rows of terms (None where unbound)."""

    variables: list[str]

    def __iter__(self) -> Iterator[tuple[object, ...]]: ...


class Store(Protocol):
    """Quads under SPARQL. All stores give the same answers; one test suite runs over each."""

    def __iter__(self) -> Iterator[Quad]:
        """All quads, in no order."""

    def match(self, subject: Iri | None = None, predicate: Iri | None = None, object: object = None, graph: object = None) -> Iterator[Quad]:
        """The quads that fit a pattern; see `kg.store` for how graphs are named."""

    def apply(self, remove: Iterable[Quad], add: Iterable[Quad]) -> None:
        """Removes and adds in one transaction: all or nothing."""

    def close(self) -> None:
        """Releases files and locks."""
