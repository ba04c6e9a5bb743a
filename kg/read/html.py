"""Web pages as they were saved: trafilatura finds the article in the page, its title, date and publisher."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from typing import Any, BinaryIO

from kg.errors import SourceError
from kg.model import Document
from kg.read.text import bounded, iso_date, join, plain_lines, stem

MARKUP = re.compile(rb"<(?:!doctype\s+html|html|head|body|article|meta|title|h1|div|p)\b", re.IGNORECASE)
ATTRIBUTES = 2000
"""The most attributes of one tag: lxml needs quadratic time for more."""
TAG = re.compile(rb"<[a-zA-Z][^<>]*>")


class Html:
    """HTML pages; the encoding is the page's own."""

    def sniff(self, head: bytes, name: str) -> bool:
        start = head.lstrip(b"\xef\xbb\xbf \t\r\n")
        return start.startswith(b"<") and MARKUP.search(head) is not None

    def read(self, data: BinaryIO, name: str) -> Iterator[Document | Exception]:
        from trafilatura import bare_extraction

        try:
            page = bounded(data, name)
        except SourceError as error:
            yield error
            return
        if any(tag.group().count(b"=") > ATTRIBUTES for tag in TAG.finditer(page)):
            yield SourceError(name, f"has a tag with more than {ATTRIBUTES} attributes; that is no page that people read")
            return
        logging.getLogger("trafilatura").setLevel(logging.CRITICAL)  # what fails is told below
        found: Any = bare_extraction(
            page,
            with_metadata=True,
            include_comments=False,
            include_tables=True,
            date_extraction_params={"extensive_search": False, "original_date": True},
        )
        body = plain_lines(found.text or "") if found is not None else ""
        if found is None or not body:
            yield SourceError(name, "no article was found in this page; save its text as plain text")
            return
        title = plain_lines(found.title or "")
        url = found.url or None
        yield Document(
            text=join(title, re.sub(r"\n(?!\n)", "\n\n", body)),
            title=title,
            published=iso_date(found.date) if found.date else None,
            publisher=found.sitename or found.hostname or None,
            url=url,
            language=found.language or "en",
            id=stem(name),
            key=url or name,
        )
