"""Each frame against its examples: what it says, and what it must not say."""

from __future__ import annotations

import tomllib
from pathlib import Path

import marked
import pytest

import kg.extract
from kg.model import Claim

EXAMPLES = Path(kg.extract.__file__).parent / "frames" / "examples"
FRAMES = [frame for file in sorted(EXAMPLES.glob("*.toml")) for frame in tomllib.loads(file.read_text(encoding="utf-8"))["frame"]]
SAYS = [pytest.param(one["text"], one["facts"], id=f"{frame['name']}-{i}") for frame in FRAMES for i, one in enumerate(frame["says"])]
SILENT = [pytest.param(text, id=f"{frame['name']}-{i}") for frame in FRAMES for i, text in enumerate(frame["silent"])]


def triple(claim: Claim) -> str:
    return f"{claim.subject.label} | {claim.predicate} | {claim.object.label}"


@pytest.mark.parametrize("frame", FRAMES, ids=lambda f: f["name"])
def test_every_frame_has_its_examples(frame: dict[str, list[object]]) -> None:
    assert len(frame["says"]) >= 5
    assert len(frame["silent"]) >= 3


@pytest.mark.parametrize(("text", "facts"), SAYS)
def test_says(text: str, facts: list[str]) -> None:
    """The facts told, with the qualifiers that the example names, and no others. "?" marks one that may or may not be found."""
    claims, _ = kg.extract.extract(marked.read(text))
    wanted = [f.removeprefix("? ") for f in facts]
    assert {triple(c) for c in claims} <= {" | ".join(f.split(" | ")[:3]) for f in wanted}
    for fact in facts:
        if fact.startswith("? "):
            continue
        head, qualifiers = " | ".join(fact.split(" | ")[:3]), dict(q.split("=", 1) for q in fact.split(" | ")[3:])
        found = [c for c in claims if triple(c) == head]
        told = [(triple(c), c.qualifiers) for c in claims]
        assert any(all(str(c.get(k)) == v for k, v in qualifiers.items()) for c in found), (fact, told)


@pytest.mark.parametrize("text", SILENT)
def test_silent(text: str) -> None:
    claims, _ = kg.extract.extract(marked.read(text))
    assert [(triple(c), c.extractor) for c in claims] == []


def test_a_quote_is_what_stands_there() -> None:
    reading = marked.read("{Acme} will build a data centre in <Oslo>. It will open in 2027.")
    claims, _ = kg.extract.extract(reading)
    assert claims
    assert all(c.quote == reading.document.text[c.start : c.end] and 0 < len(c.quote) <= 600 for c in claims)
