"""The tagger: its numbers are those of a linear-chain CRF, its time is linear, its answer does not depend on its memory."""

from __future__ import annotations

import itertools
import math
from pathlib import Path

import numpy as np
from linear import assert_linear

from kg.lexicon import data_folder
from kg.mention import tagger
from kg.mention.features import Gazetteer
from kg.mention.tagger import LABELS, Tagger, _marginals
from kg.tokens import tokenize

WEIGHTS = data_folder() / "seeds" / "tagger" / "weights.bin"


def words(text: str) -> list[str]:
    return [token.text for token in tokenize(text)]


def test_marginals_are_those_of_all_paths() -> None:
    random = np.random.default_rng(1)
    size = len(LABELS)
    emissions = random.normal(size=(5, size)).astype(np.float32)
    transitions = random.normal(size=(size, size)).astype(np.float32)
    found = _marginals(emissions, np.array([3, 2]), np.exp(transitions))
    for start, length in ((0, 3), (3, 2)):
        total = np.zeros((length, size))
        for path in itertools.product(range(size), repeat=length):
            score = sum(float(emissions[start + k, label]) for k, label in enumerate(path))
            score += sum(float(transitions[a, b]) for a, b in itertools.pairwise(path))
            for k, label in enumerate(path):
                total[k, label] += math.exp(score)
        assert np.allclose(found[start : start + length], total / total.sum(axis=1, keepdims=True), atol=1e-4)


def test_a_model_is_read_as_it_was_written(tmp_path: Path) -> None:
    lists = Gazetteer(frozenset({"Oslo"}), frozenset({"York"}), frozenset({"Anna"}), frozenset({"Berg"}), {"firm": (3, 1)})
    weights = np.array([[0, 1.27, 0, 0, 0, 0, -1.27], [0.5, 0, 0, 0, 0, 0, 0]], np.float32)
    transitions = np.arange(49, dtype=np.float32).reshape(7, 7) / 10
    tagger.save(tmp_path / "w.bin", lists, ["w=oslo", "w=firm"], weights, transitions)
    loaded = tagger.load(tmp_path / "w.bin")
    assert loaded.gazetteer == lists
    assert np.allclose(loaded._weights[:2], weights, atol=0.006)
    assert np.allclose(loaded._transitions, np.exp(transitions), rtol=1e-4)


def test_it_finds_names_of_three_types() -> None:
    found = tagger.load(WEIGHTS).tag([words("Calvora Networks CEO Anna Lindqvist spoke in Rotterdam.")])
    said = {(" ".join(found.words[s.start : s.end]), s.type) for s in found.spans}
    assert said == {("Calvora Networks", "ORG"), ("Anna Lindqvist", "PER"), ("Rotterdam", "LOC")}


def test_the_cache_changes_nothing() -> None:
    model = tagger.load(WEIGHTS)
    fresh = Tagger(model.gazetteer, list(model._row), model._weights[:-1], np.log(model._transitions))
    texts = ["Hallmere bought Orvix in Ghent.", "Ghent is where Orvix was born.", "HALLMERE BUYS ORVIX", "Hallmere bought Orvix in Ghent."]
    first = [model.tag([words(text)]).spans for text in texts]
    again = [model.tag([words(text)]).spans for text in reversed(texts)][::-1]
    assert first == again == [fresh.tag([words(text)]).spans for text in texts]


def test_sentences_do_not_touch_each_other() -> None:
    model = tagger.load(WEIGHTS)
    texts = ["Orvix opened in Ghent.", "Anna Lindqvist left Hallmere Group"]
    together = model.tag([words(text) for text in texts])
    apart = [model.tag([words(text)]) for text in texts]
    said = [(together.words[s.start : s.end], s.type) for s in together.spans]
    assert said == [(one.words[s.start : s.end], s.type) for one in apart for s in one.spans]


def test_text_without_capitals_has_no_names() -> None:
    found = tagger.load(WEIGHTS).tag([words("nothing to see here, said the clerk.")])
    assert found.spans == []
    assert set(found.rows) == {-1}
    assert tagger.load(WEIGHTS).tag([]).spans == []


def test_time_is_linear_in_pathological_text() -> None:
    model = tagger.load(WEIGHTS)

    assert_linear(lambda size: model.tag([words("Alpha Beta and Gamma, " * size + "( " * size + "AAAA " * size)]), 1500, 6000)
