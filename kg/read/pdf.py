"""PDF files that hold text, such as filings and reports; needs the extra ``pdf``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import BinaryIO

from kg.errors import MissingExtraError, SourceError
from kg.model import Document
from kg.read.text import LIMIT, iso_date, join, plain_lines, stem

BYTES = 20 * LIMIT  # pictures make files large, texts stay within LIMIT
DATE = re.compile(r"D:(\d{4})(\d\d)(\d\d)")
HYPHEN = re.compile(r"(?<=[a-z])[-\u00ad\ufffe\x02]\n(?=[a-z])")


class Pdf:
    """One document a file; pages are joined, words that were parted at line ends are whole again."""

    def sniff(self, head: bytes, name: str) -> bool:
        return head.startswith(b"%PDF-")

    def read(self, data: BinaryIO, name: str) -> Iterator[Document | Exception]:
        try:
            import pypdfium2
        except ImportError:
            yield MissingExtraError("reading PDF", "pdf")
            return
        content = data.read(BYTES + 1)
        if len(content) > BYTES:
            yield SourceError(name, f"is larger than {BYTES // 2**20} MiB")
            return
        try:
            pdf = pypdfium2.PdfDocument(content)
            pages = [page.get_textpage().get_text_range() for page in pdf]
            facts = pdf.get_metadata_dict(skip_empty=True)
        except pypdfium2.PdfiumError as error:
            yield SourceError(name, f"is a PDF that cannot be opened: {error}")
            return
        text = HYPHEN.sub("", plain_lines("\n\n".join(map(plain_lines, pages))))
        if not text:
            yield SourceError(name, "is a PDF without text (a scan?); recognise its text first")
            return
        if len(text.encode()) > LIMIT:
            yield SourceError(name, f"holds more than {LIMIT // 2**20} MiB of text; split it")
            return
        title = facts.get("Title", "").strip()
        date = DATE.match(facts.get("CreationDate", ""))
        yield Document(
            text=join(title, text),
            title=title,
            published=iso_date("-".join(date.groups())) if date else None,
            publisher=facts.get("Author") or None,
            id=stem(name),
            key=name,
        )
