"""Where an export goes: a path (written aside and put in place when it is whole) or a stream."""

from __future__ import annotations

import gzip
import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from itertools import islice
from pathlib import Path
from shutil import copyfileobj, rmtree
from tempfile import SpooledTemporaryFile, mkdtemp
from typing import IO, cast

from kg.errors import KgError
from kg.export.options import ExportOptions
from kg.export.status import words
from kg.export.text import Repairs
from kg.graph import Edge, ExportReport, Stream

_SPOOL = 4 << 20


@contextmanager
def opened(out: str | Path | IO[bytes]) -> Iterator[IO[bytes]]:
    """A binary file to write to. A path ending in .gz is compressed, with the same bytes on each run; a path appears only when it is whole.

    Raises `KgError` where the folder is not there or cannot be written, or ``out`` is a folder itself.
    """
    if not isinstance(out, str | Path):
        yield out
        return
    path = Path(out)
    if path.is_dir():
        raise KgError(f"{path}: is a folder, and this format is one file: name a file")
    special = path.exists() and not path.is_file()  # a device or a pipe is written to, never replaced
    aside = path if special else path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        plain = aside.open("wb")
    except OSError as error:
        raise KgError(f"{path}: cannot be written: {error.strerror or error}") from error
    try:
        with plain:
            if path.suffix == ".gz":
                with gzip.GzipFile("", "wb", 6, plain, mtime=0) as packed:
                    yield cast(IO[bytes], packed)
            else:
                yield plain
        if not special:
            aside.replace(path)
    finally:
        if not special:
            aside.unlink(missing_ok=True)


def named(edges: Iterable[Edge], options: ExportOptions) -> Iterator[Edge]:
    """The edges with their status in the words that the user wants."""
    rename = words(options.status_words)
    if rename is None:
        yield from edges
        return
    for edge in edges:
        finer = dict(edge.qualifiers).get("stageDetail")
        yield replace(edge, status=rename(finer or edge.status), stage=rename(edge.stage)) if edge.status else edge


def report(
    name: str,
    stream: Stream,
    out: object,
    *,
    nodes: int,
    edges: int,
    undated: int = 0,
    repairs: Repairs | None = None,
    files: tuple[str, ...] = (),
    dropped: tuple[tuple[str, int], ...] = (),
    notes: tuple[str, ...] = (),
    things: tuple[str, str] = ("nodes", "edges"),
) -> ExportReport:
    """The report of an export, with what its stream of edges counted."""
    repairs = repairs or Repairs()
    return ExportReport(
        format=name,
        nodes=nodes,
        edges=edges,
        facts=stream.kept,
        aggregated=stream.aggregated,
        filtered=stream.filtered,
        dropped=tuple(sorted(stream.dropped.items())) + dropped,
        undated=undated,
        repaired=tuple(sorted(repairs.counts.items())),
        infected=tuple(repairs.infected),
        files=files or ((str(out),) if isinstance(out, str | Path) else ()),
        notes=notes,
        things=things,
    )


def assembled(
    file: IO[bytes],
    edges: Iterable[str],
    nodes: Callable[[], Iterable[str]],
    head: Callable[[int, int], str],
    between: Callable[[int], str],
    foot: str,
) -> tuple[int, int]:
    """Writes a format that puts nodes before edges, though the nodes are known only when all edges went by: the edges wait in a spool.

    ``head`` gets the numbers of nodes and edges, ``between`` that of edges; both are called when everything is known. Gives both numbers.
    """
    with SpooledTemporaryFile(_SPOOL) as edge_spool, SpooledTemporaryFile(_SPOOL) as node_spool:
        edge_count = _spooled(edges, edge_spool)
        node_count = _spooled(nodes(), node_spool)
        file.write(head(node_count, edge_count).encode())
        node_spool.seek(0)
        copyfileobj(node_spool, file)
        file.write(between(edge_count).encode())
        edge_spool.seek(0)
        copyfileobj(edge_spool, file)
        file.write(foot.encode())
    return node_count, edge_count


def _spooled(elements: Iterable[str], spool: IO[bytes]) -> int:
    count = 0
    rest = iter(elements)
    while batch := list(islice(rest, 256)):
        spool.write("".join(batch).encode())
        count += len(batch)
    return count


@contextmanager
def folder(out: object) -> Iterator[Path]:
    """A new folder to write several files in, put in place of ``out`` file by file when all are whole.

    Raises `KgError` where it cannot be made, or ``out`` is a file.
    """
    if not isinstance(out, str | Path):
        raise KgError("this format is several files: name a folder to write them in")
    path = Path(out)
    try:
        path.mkdir(exist_ok=True)
        aside = Path(mkdtemp(prefix=".", suffix=".tmp", dir=path))
    except OSError as error:
        raise KgError(f"{path}: no folder to write in: {error.strerror or error}") from error
    try:
        yield aside
        for file in sorted(aside.iterdir()):
            file.replace(path / file.name)
    finally:
        rmtree(aside, ignore_errors=True)
