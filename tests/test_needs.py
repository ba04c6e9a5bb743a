"""A text that lacks a need of a pattern is none that the pattern matches."""

from __future__ import annotations

import importlib
import json
import pkgutil
from pathlib import Path

import pytest

import kg
from kg.needs import Rare, needs, rare

SEEDS = sorted((Path(__file__).parents[1] / "seeds" / "documents").glob("*.json"))
TEXTS = [json.loads(path.read_text(encoding="utf-8"))["text"] for path in SEEDS]
SIGNED = (
    "Acme™ (SG) Pte. Ltd. named Jane “Jo” Roe C.E.O. and Sam al-Amin, MD, its head; today announced. Photo: Getty Images\nAdvertisement\n"
    "Read more: Acme plans.\nThe hall in Cary, N.C. Duke Energy powers it."
)
RARE = {
    f"{info.name}.{name}": thing
    for info in pkgutil.walk_packages(kg.__path__, "kg.")
    if not info.name.endswith("__main__")
    for name, thing in vars(importlib.import_module(info.name)).items()
    if isinstance(thing, Rare)
}


@pytest.mark.parametrize("name", RARE)
def test_finds_what_the_pattern_finds(name: str) -> None:
    (pattern,) = RARE[name].patterns
    for text in (*TEXTS, *(text[at : at + 300] + SIGNED for at, text in enumerate(TEXTS)), SIGNED.lower()):
        for start in range(0, len(text), 97):
            found = RARE[name].finditer(text, start, start + 400)
            assert [m.span() for m in found] == [m.span() for m in pattern.finditer(text, start, start + 400)]
            assert (RARE[name].search(text, start) is None) == (pattern.search(text, start) is None)


def test_needs_of_signs() -> None:
    assert needs(rare(r"\s?[™®]|\s?\(R\)").patterns[0]) == {frozenset("™®") | {"(R)"}}
    assert not needs(rare(r"[^a]b?\d").patterns[0])
