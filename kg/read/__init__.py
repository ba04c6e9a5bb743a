"""From paths to documents: `read` walks the sources, finds out each format by its content, and names what cannot be read."""

from __future__ import annotations

import gzip
import io
import os
import sys
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import BinaryIO, cast

from kg.errors import MissingExtraError, SourceError
from kg.model import Document
from kg.plugins import READERS, load
from kg.protocols import Reader
from kg.workers import Lost, in_order

HEAD = 4096
GZIP = b"\x1f\x8b"
SLOW = frozenset({"HTML", "PDF"})


def read(
    sources: Iterable[str], *, date: str | None = None, publisher: str | None = None, jobs: int = 1
) -> Iterator[Document | SourceError]:
    """The documents of files, folders (recursively, in order of their names) and ``-`` (standard input).

    ``date`` (ISO 8601) and ``publisher`` are for documents that name none. What cannot be read comes out as a `SourceError`
    and the rest goes on. Formats that are slow to parse are read by as many processes as there are ``jobs``.
    """
    for item in _items((found for source in sources for found in files(source)), jobs):
        if isinstance(item, Document):
            item = replace(item, published=item.published or date, publisher=item.publisher or publisher)
        yield item


def files(source: str) -> Iterator[str | SourceError]:
    """The paths of the files that a source stands for."""
    if source == "-":
        yield source
    elif "://" in source:
        yield SourceError(source, f"kg fetches nothing itself; hand the page over: curl -sL '{source}' | kg extract -")
    elif os.path.isdir(source):
        empty = True
        for folder, folders, names in os.walk(source):
            folders[:] = sorted(f for f in folders if not f.startswith("."))
            for name in sorted(n for n in names if not n.startswith(".")):
                empty = False
                yield os.path.join(folder, name)
        if empty:
            yield SourceError(source, "there are no documents in this folder")
    elif os.path.exists(source):
        yield source
    else:
        yield SourceError(source, "there is no such file or folder")


def read_file(path: str) -> Iterator[Document | SourceError]:
    """The documents of one file; ``-`` is standard input."""
    name = "standard input" if path == "-" else path
    try:
        with _open(path) as stream:
            head = stream.peek(HEAD)[:HEAD]
            if not head.strip():
                yield SourceError(name, "is empty")
                return
            format = format_of(head, path)
            if format is None:
                yield SourceError(name, f"is in no format that kg reads ({', '.join(READERS)}); it looks like binary data")
                return
            reader: Reader = load(READERS, format)()
            for item in reader.read(cast(BinaryIO, stream), path):
                if isinstance(item, MissingExtraError):
                    yield SourceError(name, str(item))
                elif isinstance(item, Document):
                    yield item
                elif isinstance(item, SourceError):
                    yield SourceError(name + item.source.removeprefix(path), item.reason) if path == "-" else item
                else:
                    yield SourceError(name, str(item) or type(item).__name__)
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        yield SourceError(name, f"its compression is broken ({error}); what came before was read")
    except OSError as error:
        yield SourceError(name, f"cannot be opened: {error.strerror or error}")


def format_of(head: bytes, name: str) -> str | None:
    """The first format of the table whose reader knows bytes that begin so."""
    return next((key for key in READERS if load(READERS, key)().sniff(head, name)), None)


def _items(found: Iterable[str | SourceError], jobs: int) -> Iterator[Document | SourceError]:
    for result in in_order(_page, found, jobs):
        if isinstance(result, Lost):
            yield SourceError(str(result.item), "ended the process that parsed it (memory?); it was left out")
        else:
            path, items = result
            yield from items if items is not None else read_file(path)


def _page(found: str | SourceError) -> tuple[str, list[Document | SourceError] | None]:
    """What a file in a slow format holds; None for others, which are read as they stream."""
    if isinstance(found, SourceError):
        return found.source, [found]
    if found != "-":
        try:
            with _open(found) as stream:
                if format_of(stream.peek(HEAD)[:HEAD], found) in SLOW:
                    return found, list(read_file(found))
        except (OSError, EOFError, zlib.error):
            pass  # named when the file is read
    return found, None


def _open(path: str) -> io.BufferedReader:
    raw = cast(io.BufferedReader, sys.stdin.buffer) if path == "-" else open(path, "rb")  # noqa: SIM115 - the caller closes it
    if raw.peek(2)[:2] == GZIP:
        return io.BufferedReader(cast(io.RawIOBase, gzip.GzipFile(fileobj=raw)))
    return raw
