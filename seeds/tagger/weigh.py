"""Fits how evidence for names is weighed: ``python weigh.py GOLD… --names FOLDER --models M0 M1 …``; writes weighing.json beside this file.

Model k was trained without every nth gold document from the kth (``train.py --without k n``) and tags just these, so that
the weights are learned from what the tagger says of unseen text. Each document is read twice: with the table of organisations and
with an empty one, so that nothing hinges on it.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from gold import document_of, find_names, without_organisations

from kg.lexicon import Lexicon, load
from kg.mention import tagger, weighing
from kg.mention.name_choice import KINDS
from kg.mention.names import Reader
from kg.mention.places import places
from kg.mention.weighing import Row
from kg.scan import Scanner
from kg.segment import segment

NONE = len(KINDS)


def observations(path: Path, names: Path, model: tagger.Tagger, lexicon: Lexicon, scanner: Scanner) -> Iterator[tuple[Row, int]]:
    """The evidence for each candidate of a gold document, with the index of its type in KINDS, or NONE."""
    document = document_of(json.loads(path.read_text(encoding="utf-8")))
    truth = json.loads((names / path.name).read_text(encoding="utf-8"))
    right = {(start, end): KINDS.index(kind) for start, end, kind in find_names(document.text, truth)}
    right |= {(start, end - 1): kind for (start, end), kind in right.items() if document.text[end - 1] == "."}
    sentences = segment(document)
    active = frozenset(range(len(sentences)))
    hits = scanner.scan(document.text)
    reader = Reader.of(document, sentences, active, model)
    if reader is None:
        return
    located = [item.mention for item in places(document.text, sentences, hits, lexicon, active)]
    for (start, end), row in zip(*reader.gather(reader.look(hits, lexicon, located)), strict=True):
        yield row, right.get((reader.starts[start], reader.ends[end - 1]), NONE)


def shared() -> np.ndarray:
    """What the three types have in common, as masks over the weights: an own triple ("here PER" for PER), another's, any other evidence."""
    kinds = len(KINDS)
    masks = []
    for row in range(1, 1 + 5 * kinds, kinds):
        for pick in (np.eye(kinds), 1 - np.eye(kinds)):
            mask = np.zeros((len(weighing.NAMES), kinds + 1))
            mask[row : row + kinds, :kinds] = pick
            masks.append(mask)
        mask = np.zeros((len(weighing.NAMES), kinds + 1))
        mask[row : row + kinds, kinds] = 1
        masks.append(mask)
    for row in (0, *range(1 + 5 * kinds, len(weighing.NAMES))):
        mask = np.zeros((len(weighing.NAMES), kinds + 1))
        mask[row, :kinds] = 1
        masks.append(mask)
    return np.array(masks)


def fit(rows: np.ndarray, types: np.ndarray, penalty: float, rounds: int = 3000) -> np.ndarray:
    """The weights of a log-linear model, by Adam on all rows at once.

    A weight is a part that the types share, and one of its own whose square is punished ``penalty`` times: people are rare, and
    most of what makes a name makes one of any type.
    """
    truth = np.eye(NONE + 1)[types]
    masks = shared()
    parts = np.zeros(len(masks) + rows.shape[1] * (NONE + 1))
    cost = np.array([0.3] * len(masks) + [penalty] * (rows.shape[1] * (NONE + 1)))
    mean, square = np.zeros_like(parts), np.zeros_like(parts)
    weights = np.zeros((rows.shape[1], NONE + 1))
    for step in range(1, rounds + 1):
        scores = rows @ weights
        scores = np.exp(scores - scores.max(axis=1, keepdims=True))
        scores /= scores.sum(axis=1, keepdims=True)
        slope = rows.T @ (scores - truth)
        both = (np.concatenate([np.tensordot(masks, slope, 2), slope.ravel()]) + cost * parts) / len(rows)
        mean = 0.9 * mean + 0.1 * both
        square = 0.999 * square + 0.001 * both**2
        parts -= 0.03 * (mean / (1 - 0.9**step)) / (np.sqrt(square / (1 - 0.999**step)) + 1e-8)
        weights = np.tensordot(parts[: len(masks)], masks, 1) + parts[len(masks) :].reshape(weights.shape)
    return weights


def main() -> None:
    """Reads the arguments and fits."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path, nargs="+")
    parser.add_argument("--names", type=Path, required=True)
    parser.add_argument("--models", type=Path, nargs="+", required=True)
    parser.add_argument("--folds", type=int, nargs="+", help="the folds of the models, where not 0, 1, …")
    parser.add_argument("--of", type=int, default=5, help="the number of folds")
    parser.add_argument("--penalty", type=float, default=3.0)
    parser.add_argument("--out", type=Path, default=Path(__file__).parent / "weighing.json")
    arguments = parser.parse_args()
    paths = sorted(path for path in arguments.gold if (arguments.names / path.name).exists())
    found: list[tuple[Row, int]] = []
    for lexicon in (load(), without_organisations()):
        scanner = Scanner(lexicon.surfaces(), ())
        for fold, file in zip(arguments.folds or range(arguments.of), arguments.models, strict=False):
            model = tagger.load(file)
            for path in paths[fold :: arguments.of]:
                found += observations(path, arguments.names, model, lexicon, scanner)
    rows = np.array([row for row, _ in found])
    types = np.array([kind for _, kind in found])
    weighing.save(arguments.out, fit(rows, types, arguments.penalty))
    print(f"{arguments.out}: {len(rows)} candidates, {[int((types == kind).sum()) for kind in range(NONE + 1)]}")


if __name__ == "__main__":
    main()
