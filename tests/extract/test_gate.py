"""The gate loses nothing: what is read of the sentences that it opens is what is read of all."""

from __future__ import annotations

import json
import random
import tomllib
from pathlib import Path

import marked
import pytest

import kg.extract
from kg.extract.chart import Chart
from kg.model import Claim, Document, Reading
from kg.pipeline import read_document, scanner
from kg.read.records import document
from kg.scan import gate
from kg.segment import segment

EXAMPLES = Path(kg.extract.__file__).parent / "frames" / "examples"
FRAMES = [frame for file in sorted(EXAMPLES.glob("*.toml")) for frame in tomllib.loads(file.read_text(encoding="utf-8"))["frame"]]
SENTENCES = [one["text"] for frame in FRAMES for one in frame["says"]] + [text for frame in FRAMES for text in frame["silent"]]
SEEDS = sorted((Path(__file__).parents[2] / "seeds" / "documents").glob("*.json"))
BETWEEN = ("It rained for three days.", "|Ann Lee| waved from the balcony.", "The road from <Oslo> to the coast is narrow.", "")

# Other subjects, in the words that they are told in.
IRRELEVANT = """
The storm crossed the coast shortly before dawn. Gusts of 90 kilometres an hour tore branches from the plane trees. Forecasters in Bergen
expect sunshine by Thursday, with temperatures near 14 degrees. Fog will linger in the valleys. Snow is likely above 800 metres. A cold
front arrives from Iceland on Friday night. Rain spreads slowly to the east. The river at Passau stayed below its spring mark. Morning
frost may damage the early blossom. Winds ease towards the evening. The home side scored twice before half-time. Lindqvist headed the
equaliser in the 71st minute. The goalkeeper saved a penalty with his left foot. Rain stopped play at Lord's after lunch. She won the
slalom by a tenth of a second. The referee showed two yellow cards. Kenya's runners broke away on the last hill. He has not lost a set
since March. The visitors from Graz defended deep. Their captain limped off after an hour. The crowd sang until midnight. Beat the eggs
until they are pale. Fold in the flour with a wooden spoon. Let the dough rest overnight in the fridge. Season with salt and a little
lemon. The village of Marstal smelled of tar and rope. My grandmother never threw away a button. The novel begins with a funeral in
Lisbon. Its hero, a shy clockmaker, falls for a trapeze artist. The second act drags. Moss grows on the northern side of the trunks.
A heron waited by the pond. Swifts arrive in Zurich at the beginning of May. The ferry to Naxos was late again. We climbed for six hours
without a word. Nobody had told the children about the wolf. The comet will be visible with binoculars. Jupiter rises around nine.
"""


def triples(claims: tuple[Claim, ...]) -> list[tuple[object, ...]]:
    return [(c.start, c.end, c.subject, c.predicate, c.object, c.qualifiers) for c in claims]


def with_every_sentence(reading: Reading) -> tuple[Claim, ...]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(kg.extract, "is_open", lambda chart, about: True)
        return kg.extract.extract(reading)[0]


def opened_by_the_scan(text: Document) -> list[bool]:
    sentences = segment(text)
    strong = kg.extract.about_facilities(text)
    hits = [hit for hit in scanner().scan(text.text) if strong or hit.pattern not in kg.extract.weak()]
    opened = gate(sentences, hits)
    return [i in opened for i in range(len(sentences))]


@pytest.mark.parametrize("frame", FRAMES, ids=lambda frame: frame["name"])
def test_no_example_is_lost(frame: dict[str, list[dict[str, str]]]) -> None:
    for one in frame["says"]:
        reading = marked.read(one["text"])
        assert kg.extract.extract(reading)[0] == with_every_sentence(reading), one["text"]


@pytest.mark.parametrize("seed", range(60))
def test_no_telling_of_several_sentences_is_lost(seed: int) -> None:
    dice = random.Random(seed)
    text = " ".join(f"{sentence} {dice.choice(BETWEEN)}" for sentence in dice.sample(SENTENCES, 12))
    reading = marked.read(text)
    assert triples(kg.extract.extract(reading)[0]) == triples(with_every_sentence(reading))


@pytest.mark.parametrize("seed", range(20))
def test_the_scan_opens_what_the_extractor_reads(seed: int) -> None:
    dice = random.Random(seed)
    reading = marked.read(" ".join(dice.sample(SENTENCES, min(60, len(SENTENCES)))))
    opened, about = opened_by_the_scan(reading.document), kg.extract.about_facilities(reading.document)
    charts: list[Chart] = list(kg.extract.charts(reading))
    for chart in charts:
        index = reading.sentences.index(chart.sentence)
        text = reading.document.text[chart.sentence.start : chart.sentence.end]
        assert kg.extract.is_open(chart, about) == opened[index], text


@pytest.mark.parametrize("path", SEEDS, ids=lambda path: path.stem)
def test_seed_documents_say_the_same_through_the_gate(path: Path) -> None:
    read = document(json.loads(path.read_text(encoding="utf-8")), path.stem)
    assert isinstance(read, Document)
    assert triples(read_document(read)[1]) == triples(read_document(read, every=True)[1])


def test_texts_on_other_subjects_stay_outside() -> None:
    opened = opened_by_the_scan(Document(IRRELEVANT))
    assert len(opened) > 35
    assert sum(opened) / len(opened) <= 0.1


def test_a_sentence_that_is_one_bracket_is_read_without_harm() -> None:
    claims, _ = kg.extract.extract(marked.read("{Acme} owns a data center in <Oslo>. (NOTE: {Acme} owns shares of {Bolt}.)"))
    assert [c.predicate for c in claims] == ["operatesDataCenterIn"]
