"""What is compared: claims as records, gold documents from files."""

from __future__ import annotations

import json
from collections.abc import Iterable
from decimal import Decimal
from pathlib import Path
from typing import Any

from kg.errors import SourceError
from kg.model import Claim, Document


def as_record(document: Document, claim: Claim) -> dict[str, Any]:
    """A claim as `kg extract --format jsonl` writes it and `evaluate` reads it."""
    return {
        "doc": document.id,
        "subject": claim.subject.label,
        "predicate": claim.predicate,
        "object": claim.object.label,
        "qualifiers": {name: _plain(value) for name, value in claim.qualifiers},
        "evidence": claim.quote,
        "start": claim.start,
        "end": claim.end,
        "confidence": round(claim.confidence, 4),
        "extractor": claim.extractor,
        "subject_type": claim.subject.type.value,
        "object_type": claim.object.type.value,
        "subject_names": list(claim.subject.names),
        "object_names": list(claim.object.names),
    }


def read_gold(paths: Iterable[str]) -> list[dict[str, Any]]:
    """The gold documents of files and folders. Raises `SourceError` for what is none."""
    golds: list[dict[str, Any]] = []
    for path in map(Path, paths):
        files = sorted(path.glob("*.json")) if path.is_dir() else [path]
        if not files:
            raise SourceError(str(path), "there are no gold documents (*.json) in this folder")
        for file in files:
            try:
                gold = json.loads(file.read_text(encoding="utf-8"))
            except FileNotFoundError:
                raise SourceError(str(file), "there is no such file or folder") from None
            except (OSError, ValueError) as error:
                raise SourceError(str(file), f"is no gold document: {error}") from None
            if not isinstance(gold, dict) or not {"id", "text", "entities", "facts"} <= gold.keys():
                raise SourceError(str(file), 'is no gold document: it needs "id", "text", "entities" and "facts"')
            golds.append(gold)
    return golds


def _plain(value: object) -> object:
    """A qualifier's value in JSON: whole numbers as such."""
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    return value
