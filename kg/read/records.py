"""Records in JSON and JSON Lines.

A record is ``{"id", "title", "date", "text", "url", "publisher", "language", "digest_of": {"publisher", "url"}}``, of which only
``text`` must be there; other keys are ignored.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any, BinaryIO

from kg.errors import SourceError
from kg.model import Document, Publication
from kg.read.text import LIMIT, iso_date, join, plain_lines, stem

OPENING = re.compile(rb'\s*(?:\{\s*"|\[\s*\{)')
ENDINGS = (".json", ".jsonl", ".ndjson")
WHOLE = 256 * 2**20
"""The most bytes of a JSON file that is one value; JSON Lines are read line by line and have no limit."""


class Records:
    """One record, a list of records, or a record a line."""

    def sniff(self, head: bytes, name: str) -> bool:
        return bool(OPENING.match(head.removeprefix(b"\xef\xbb\xbf"))) or name.removesuffix(".gz").lower().endswith(ENDINGS)

    def read(self, data: BinaryIO, name: str) -> Iterator[Document | Exception]:
        first, number = data.readline(LIMIT + 1), 1
        while first and not first.strip():
            first, number = data.readline(LIMIT + 1), number + 1
        try:
            value = json.loads(first.removeprefix(b"\xef\xbb\xbf"))
        except (ValueError, RecursionError):
            if name.removesuffix(".gz").lower().endswith(ENDINGS[1:]):
                yield from self._lines(first, number, data, name)
            else:
                yield from self._whole(first, data, name)
            return
        if isinstance(value, list):
            yield from _records(value, name)
        else:
            yield from self._lines(first, number, data, name)

    def _whole(self, first: bytes, data: BinaryIO, name: str) -> Iterator[Document | Exception]:
        content = first + data.read(WHOLE + 1)
        if len(content) > WHOLE:
            yield SourceError(name, f"is a JSON value of more than {WHOLE // 2**20} MiB; write it as JSON Lines (a record a line)")
            return
        try:
            value = json.loads(content.removeprefix(b"\xef\xbb\xbf"))
        except UnicodeDecodeError as error:
            yield SourceError(name, f"is not UTF-8 (byte {error.start})")
        except (ValueError, RecursionError) as error:
            yield SourceError(name, f"is broken JSON: {error}")
        else:
            yield from _records(value if isinstance(value, list) else [value], name)

    def _lines(self, first: bytes, number: int, data: BinaryIO, name: str) -> Iterator[Document | Exception]:
        line = first.removeprefix(b"\xef\xbb\xbf")
        only = True
        while line:
            following = data.readline(LIMIT + 1)
            only = only and not following.strip()
            if len(line) > LIMIT:
                while following and not line.endswith(b"\n"):
                    line, following = following, data.readline(LIMIT + 1)
                yield SourceError(f"{name}#{number}", f"the record is larger than {LIMIT // 2**20} MiB")
            elif line.strip():
                try:
                    value = json.loads(line)
                except UnicodeDecodeError as error:
                    yield SourceError(f"{name}#{number}", f"line {number} is not UTF-8 (byte {error.start})")
                except (ValueError, RecursionError) as error:
                    yield SourceError(f"{name}#{number}", f"line {number} is broken JSON: {error}")
                else:
                    yield document(value, name, None if only else number)
            line, number = following, number + 1


def _records(values: list[Any], name: str) -> Iterator[Document | Exception]:
    if not values:
        yield SourceError(name, "holds no records")
    for number, value in enumerate(values, 1):
        yield document(value, name, number if len(values) > 1 else None)


def document(record: Any, name: str, number: int | None = None) -> Document | SourceError:
    """The document of a record of a file; ``number`` tells it from the other records of the file."""
    place = name if number is None else f"{name}#{number}"
    if not isinstance(record, dict):
        return SourceError(place, 'is no record; kg reads objects like {"title": …, "date": …, "text": …}')
    fields: dict[str, str] = {}
    for field in ("id", "title", "date", "text", "url", "publisher", "language"):
        value = record.get(field)
        if value is not None and not isinstance(value, (str, int)):
            return SourceError(place, f'"{field}" is no text')
        fields[field] = plain_lines(str(value)) if value is not None else ""
    if not fields["text"]:
        return SourceError(place, 'the record has no "text"' + (f" (it has {', '.join(sorted(map(str, record)))})" if record else ""))
    date = iso_date(fields["date"]) if fields["date"] else None
    if fields["date"] and date is None:
        return SourceError(place, f'"date" is no date: {fields["date"]!r} (write 2015-07-29)')
    id = fields["id"] or (stem(name) if number is None else f"{stem(name)}#{number}")
    publisher = fields["publisher"] or None
    return Document(
        text=join(fields["title"], fields["text"]),
        title=fields["title"],
        published=date,
        publisher=publisher,
        url=fields["url"] or None,
        language=fields["language"] or "en",
        id=id,
        key=fields["url"] or (f"{publisher}/{fields['id']}" if publisher and fields["id"] else place),
        digest_of=_publication(record.get("digest_of")),
    )


def _publication(value: Any) -> Publication | None:
    if isinstance(value, dict) and value.get("publisher"):
        return Publication(str(value["publisher"]), str(value["url"]) if value.get("url") else None)
    return None
