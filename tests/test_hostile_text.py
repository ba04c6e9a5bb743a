"""Text made to break a reader: it ends, in time that grows with the text, and the fact beside it is still found."""

from __future__ import annotations

import time

import pytest

from kg.model import Document
from kg.pipeline import read_document

FACT = "Acme will build a data center in Oslo."
UNITS = {
    "one sentence": "Acme will build a data center in Oslo and ",
    "capitals": "ACME WILL BUILD A DATA CENTER IN OSLO AND ",
    "names": "Acme Corp, Bolt Inc and ",
    "no spaces": "AcmewillbuildadatacenterinOslo",
    "brackets": "([{",
    "quotes": '"',
    "that": "Acme said that ",
    "commas": ", , Acme",
    "one-word lines": "Acme\n",
    "full stops": "阿里。",
    "numbers": "9" * 300 + " $1 billion 20 MW ",
    "emoji": "😀 Acme 🚀 ",
    "right to left": "\u202eشركة\u202c Acme ",
    "control": "\x00\x01 Acme\x0b",
    "surrogates": "\ud800 Acme\udfff ",
    "combining": "A\u0301\u0301\u0301 ",
    "owners": "Acme's unit of ",
}


def seconds(text: str) -> float:
    started = time.process_time()
    read_document(Document(text, published="2024-05-01"))
    return time.process_time() - started


@pytest.mark.parametrize("name", UNITS)
def test_linear(name: str) -> None:
    unit = UNITS[name]
    seconds(FACT)  # loads what is read once
    short, long = (seconds(f"{unit * (size // len(unit))}\n\n{FACT}") for size in (10_000, 100_000))
    assert long < 25 * short + 0.5


@pytest.mark.parametrize("name", UNITS)
def test_the_fact_is_found(name: str) -> None:
    text = f"{UNITS[name] * 20}\n\nBorealis Cloud Inc. will build a data center in Oslo."
    found = {(c.subject.label, c.predicate, c.object.label) for c in read_document(Document(text))[1]}
    assert any(s.startswith("Borealis Cloud") and p == "plansDataCenterIn" and o.lower() == "oslo" for s, p, o in found)


@pytest.mark.benchmark
def test_a_million_characters_in_one_sentence() -> None:
    assert seconds("Acme will build a data center in Oslo and " * 24_000) < 120
