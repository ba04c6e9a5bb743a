"""What the needs of patterns sort out could not have matched."""

from __future__ import annotations

import importlib
import inspect
import json
import pkgutil
import random
from collections.abc import Iterator
from functools import _lru_cache_wrapper
from pathlib import Path

import pytest

import kg.extract
from kg.extract import charts
from kg.extract.anchors import Anchored, Sought
from kg.model import Document
from kg.needs import needs
from kg.pipeline import read_document

SEEDS = sorted((Path(__file__).parents[2] / "seeds" / "documents").glob("*.json"))


def tables() -> Iterator[Anchored[object]]:
    """All tables of patterns that are found by their needs."""
    for info in pkgutil.walk_packages(kg.extract.__path__, "kg.extract."):
        for thing in vars(importlib.import_module(info.name)).values():
            if isinstance(thing, _lru_cache_wrapper) and "-> 'Anchored" in str(inspect.signature(thing)):
                thing = thing()
            if isinstance(thing, Anchored):
                yield thing


TABLES = list({id(table): table for table in tables()}.values())


def single(thing: object) -> Iterator[Sought]:
    if isinstance(thing, Sought):
        yield thing
    elif isinstance(thing, tuple):
        for part in thing:
            yield from single(part)


MODULES = [importlib.import_module(info.name) for info in pkgutil.walk_packages(kg.extract.__path__, "kg.extract.")]
SINGLE = list({id(one): one for module in MODULES for thing in vars(module).values() for one in single(thing)}.values())


@pytest.fixture(scope="module")
def rows() -> list[str]:
    """Rows of the seeds, and others that hold words of two."""
    texts = [json.loads(path.read_text(encoding="utf-8"))["text"] for path in SEEDS]
    found = [chart.line for text in texts for chart in charts(read_document(Document(text), every=True)[0])]
    draw = random.Random(3)
    halves = [(draw.choice(found).split(), draw.choice(found).split()) for _ in range(300)]
    return found + [" ".join(one[: len(one) // 2] + other[len(other) // 2 :]) for one, other in halves]


def test_nothing_that_matches_is_sorted_out(rows: list[str]) -> None:
    assert len(TABLES) > 8
    for table in TABLES:
        numbered = Anchored((pattern, number) for number, pattern in enumerate(table.patterns))
        for row in rows:
            matching = {number for number, pattern in enumerate(table.patterns) if pattern.search(row)}
            assert matching <= set(numbered.candidates(row)), row


def test_a_pattern_alone_finds_what_it_matches(rows: list[str]) -> None:
    assert len(SINGLE) > 50
    for one in SINGLE:
        (pattern,) = one.patterns
        for row in rows:
            assert [m.span() for m in one.finditer(row)] == [m.span() for m in pattern.finditer(row)], row
            assert (one.search(row) is None) == (pattern.search(row) is None)


def test_what_matches_meets_all_needs(rows: list[str]) -> None:
    matches = 0
    for pattern in (pattern for table in [*TABLES, *SINGLE] for pattern in table.patterns):
        for match in (match for row in rows if (match := pattern.search(row))):
            matches += 1
            assert all(any(fragment in match.group() for fragment in need) for need in needs(pattern)), (pattern.pattern, match.group())
    assert matches > 50
