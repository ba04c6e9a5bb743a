"""Where an export goes: a path (written aside and put in place when it is whole) or a stream."""

from __future__ import annotations

import gzip
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, cast

from kg.errors import KgError
from kg.export.text import Repairs
from kg.graph import ExportReport, Stream


@contextmanager
def opened(out: str | Path | IO[bytes]) -> Iterator[IO[bytes]]:
    """A binary file to write to. A path ending in .gz is compressed, with the same bytes on each run; a path appears only when it is whole.

    Raises `KgError` where the folder is not there or cannot be written.
    """
    if not isinstance(out, str | Path):
        yield out
        return
    path = Path(out)
    aside = path.with_name(f".{path.name}.{os.getpid()}.tmp")
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
        aside.replace(path)
    finally:
        aside.unlink(missing_ok=True)


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
    )
