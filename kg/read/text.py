"""Plain text, one document a file; and what all readers share: decoding, names, dates."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from email.utils import parsedate_to_datetime
from pathlib import PurePath
from typing import BinaryIO

from kg.errors import SourceError
from kg.model import Document

LIMIT = 5 * 2**20
"""The most bytes of one document: what web crawls keep of a page."""

BOMS = {b"\xef\xbb\xbf": "utf-8-sig", b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}
CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
YEAR_FIRST = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?=[T\s]|$)")
FORMS = ("%Y-%m-%d", "%B %d, %Y", "%b %d, %Y", "%d %B %Y", "%d %b %Y", "%A, %B %d, %Y")
ISO_DATE = re.compile(r"\d{4}(?:-(?:Q[1-4]|H[12]|\d\d(?:-\d\d)?))?")
FRONT_MATTER = re.compile(r"---\n((?:[A-Za-z_]+:.*\n|[ \t#-].*\n){1,40})---(?:\n|$)")
FIELDS = frozenset({"title", "date", "publisher", "url", "id"})
TITLE_LINES, TITLE_WORDS = 6, range(3, 21)


class Text:
    """UTF-8 (or UTF-16 with its mark)."""

    def sniff(self, head: bytes, name: str) -> bool:
        return head.startswith((b"\xff\xfe", b"\xfe\xff")) or not CONTROL.search(head)

    def read(self, data: BinaryIO, name: str) -> Iterator[Document | Exception]:
        try:
            text = decode(bounded(data, name), name)
        except SourceError as error:
            yield error
            return
        head, body = front_matter(text)
        date = iso_date(head["date"]) if "date" in head else None
        if "date" in head and date is None:
            yield SourceError(name, f"its date is none: {head['date']!r} (write 2015-07-29)")
            return
        title = head.get("title") or _title(body)
        yield Document(
            text=join(head.get("title", ""), body),
            title=title,
            published=date,
            publisher=head.get("publisher"),
            url=head.get("url"),
            id=head.get("id") or stem(name),
            key=head.get("url") or name,
        )


def front_matter(text: str) -> tuple[dict[str, str], str]:
    """What the lines between ``---`` and ``---`` at the top of a text say (title, date, publisher, url, id), and the rest of the text.

    >>> front_matter("---\\ntitle: Big plans\\ndate: 2024-05\\n---\\nText.")
    ({'title': 'Big plans', 'date': '2024-05'}, 'Text.')
    """
    match = FRONT_MATTER.match(text)
    if match is None:
        return {}, text
    pairs = (line.partition(":") for line in match[1].split("\n"))
    said = {name.strip().lower(): value.strip().strip("\"'") for name, _, value in pairs}
    return {name: value for name, value in said.items() if name in FIELDS and value}, text[match.end() :].strip()


def bounded(data: BinaryIO, name: str) -> bytes:
    """All bytes of one document. Raises `SourceError` for more than `LIMIT`."""
    content = data.read(LIMIT + 1)
    if len(content) > LIMIT:
        raise SourceError(name, f"is larger than {LIMIT // 2**20} MiB; split it into documents (one a file, or JSON Lines)")
    return content


def decode(content: bytes, name: str) -> str:
    """The text of bytes, with plain line ends. Raises `SourceError` where they are not UTF-8."""
    encoding = next((e for bom, e in BOMS.items() if content.startswith(bom)), "utf-8")
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        reason = f"is not {encoding.upper()} (line {line}, byte {error.start}); convert it: iconv -f WINDOWS-1252 -t UTF-8"
        raise SourceError(name, reason) from None
    return plain_lines(text)


def plain_lines(text: str) -> str:
    """Line ends as ``\\n``, no NUL and no white space around."""
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "").replace("\u2028", "\n").replace("\u2029", "\n\n").strip()


def stem(name: str) -> str:
    """A file's name without its ending: ``a/b.c.txt`` gives ``b.c``, standard input ``stdin``."""
    return "stdin" if name == "-" else PurePath(name.removesuffix(".gz")).stem


def join(title: str, body: str) -> str:
    """Title, blank line and body, unless the body begins with the title."""
    return body if not title or body.startswith(title) else f"{title}\n\n{body}".rstrip()


def iso_date(value: str) -> str | None:
    """A date as ISO 8601 of the precision that it has, from ISO 8601, RFC 2822 or English words, with or without a time of day.

    Day and month by numbers alone ("7/8/2015") are ambiguous, and none.

    >>> iso_date("2015-07-29T08:00:00Z"), iso_date("2015-07"), iso_date("Wed, 29 Jul 2015 08:00:00 GMT"), iso_date("soon")
    ('2015-07-29', '2015-07', '2015-07-29', None)
    >>> iso_date("July 29, 2015"), iso_date("29 Jul 2015"), iso_date("2015/7/29 07:00 UTC"), iso_date("7/8/2015")
    ('2015-07-29', '2015-07-29', '2015-07-29', None)
    """
    value = value.strip()
    if ISO_DATE.fullmatch(value):
        parts = value.split("-")
        try:
            if len(parts) > 1 and parts[1].isdigit():
                datetime(int(parts[0]), int(parts[1]), int(parts[2]) if len(parts) > 2 else 1)
        except ValueError:
            return None
        return value
    for parse in (datetime.fromisoformat, parsedate_to_datetime):
        try:
            return parse(value).date().isoformat()
        except (ValueError, IndexError, TypeError):
            continue
    if numbers := YEAR_FIRST.match(value):
        value = "-".join(numbers.groups())
    for form in FORMS:
        try:
            return datetime.strptime(value, form).date().isoformat()
        except ValueError:
            continue
    return None


def _title(text: str) -> str:
    """The first of the opening lines that looks like a headline: some words without a full stop."""
    for line in [line.strip() for line in text.split("\n", 4 * TITLE_LINES)[:-1] if line.strip()][:TITLE_LINES]:
        if len(line.split()) in TITLE_WORDS:
            return "" if line.endswith((".", ":", ";", ",")) else line.lstrip("# ")
        if len(line.split()) > TITLE_WORDS[-1]:
            return ""
    return ""
