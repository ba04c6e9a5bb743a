"""The sockets: what a reader, a store and an exporter must offer. Tables in `kg.plugins` name the implementations."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import Enum
from typing import BinaryIO, Protocol

from kg.model import Document, Iri, Literal, Quad


class Reader(Protocol):
    """Reads one format. A record that cannot be read comes out as a `SourceError` value, so that the others are not lost."""

    def sniff(self, head: bytes, name: str) -> bool:
        """Whether bytes that begin so (4 KiB at most), under this name, are in the format."""

    def read(self, data: BinaryIO, name: str) -> Iterator[Document | Exception]:
        """The documents in the data, one after the other; the data may be larger than memory."""


class Everywhere(Enum):
    """Stands for any graph in `Store.match`; None there is the default graph, as in a `Quad`."""

    EVERYWHERE = "everywhere"


EVERYWHERE = Everywhere.EVERYWHERE

Term = Iri | Literal


@dataclass(frozen=True, slots=True)
class Solutions:
    """The answer to a SELECT: variables, and rows of terms (None where unbound) that can be read once."""

    variables: tuple[str, ...]
    rows: Iterator[tuple[Term | None, ...]]

    def __iter__(self) -> Iterator[tuple[Term | None, ...]]:
        return self.rows


@dataclass(frozen=True, slots=True)
class Triples:
    """The answer to a CONSTRUCT or DESCRIBE: quads of the default graph that can be read once."""

    quads: Iterator[Quad]

    def __iter__(self) -> Iterator[Quad]:
        return self.quads


class Store(Protocol):
    """Quads under SPARQL. All stores give the same answers; one test suite runs over each."""

    def __len__(self) -> int:
        """How many quads there are."""

    def __iter__(self) -> Iterator[Quad]:
        """All quads, in no order."""

    def match(
        self,
        subject: Iri | None = None,
        predicate: Iri | None = None,
        object: Term | None = None,
        graph: Iri | Everywhere | None = EVERYWHERE,
    ) -> Iterator[Quad]:
        """The quads that fit a pattern, in no order; a part that is None fits everything, but the graph None is the default graph.

        The store must not be changed while the iterator is read.
        """

    def query(self, sparql: str) -> Solutions | Triples | bool:
        """The answer to a SPARQL 1.1 query, over the default graph and with GRAPH over the named ones.

        Raises `QueryError` for a query that is broken. Does not stop SERVICE: `kg.query` refuses what reaches out.
        """

    def apply(self, remove: Iterable[Quad], add: Iterable[Quad]) -> None:
        """Removes, then adds, in one transaction: all or nothing. Removing what is not there and adding what is there is no error."""

    def load(self, quads: Iterable[Quad]) -> None:
        """Adds many quads fast. A crash can leave a part: build aside for more (`kg.store.building`)."""

    def close(self) -> None:
        """Releases files and locks."""
