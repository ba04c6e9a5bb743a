"""Gold documents, their names, and a lexicon that knows no organisation: what training, weighing and measuring share."""

from __future__ import annotations

import re
import tempfile
from pathlib import Path

from kg.lexicon import Lexicon, data_folder
from kg.model import Document


def document_of(record: dict[str, str]) -> Document:
    """A gold record as the reader would give it."""
    title, body = record.get("title", ""), record["text"]
    text = body if not title or body.startswith(title) else f"{title}\n\n{body}"
    return Document(text, title, record.get("date"), id=record["id"])


def find_names(text: str, names: dict[str, list[str]]) -> list[tuple[int, int, str]]:
    """Where the names of a document stand in its text: the longest first, at word boundaries."""
    taken = bytearray(len(text))
    found = []
    rows = [(name, kind) for kind in ("ORG", "PER", "LOC") for name in names[kind]]
    for name, kind in sorted(rows, key=lambda row: -len(row[0])):
        for match in re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", text):
            if not any(taken[match.start() : match.end()]):
                taken[match.start() : match.end()] = b"\1" * len(name)
                found.append((match.start(), match.end(), kind))
    return sorted(found)


def without_organisations() -> Lexicon:
    """The lexicon with an empty table of organisations."""
    seeds = data_folder() / "seeds"
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "places").symlink_to(seeds / "places")
        head = (seeds / "organisations.tsv").read_text(encoding="utf-8").split("\n")[0]
        (Path(folder) / "organisations.tsv").write_text(head + "\n", encoding="utf-8")
        lexicon = Lexicon(Path(folder))
        lexicon.towns("Reading")  # the table of towns is read when it is first asked for
    return lexicon
