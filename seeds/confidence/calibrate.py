"""Makes weights.toml, the weights of `kg.extract.confidence`, from gold documents; prints how reliable they are.

    python seeds/confidence/calibrate.py GOLD_FOLDER…            fits, cross-validates, writes weights.toml
    python seeds/confidence/calibrate.py GOLD_FOLDER… --check    measures the weights that are there

A claim is right where `kg evaluate` says so; one that only an optional fact matches counts neither way. Documents that the frames were
made on hold fewer mistakes than others will, too few to tell what mistakes have in common. So the weights of the features are held near
those that were fitted when the frames were young (459 claims, 51 of them wrong), and a share of what is right counts as wrong. Ridge
keeps the weights of the frames small, since most have few claims; no feature may have a negative weight. Folds are whole documents.
"""

from __future__ import annotations

import itertools
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

import kg.extract as extractor
from kg.evaluate import as_record, evaluate, read_gold
from kg.extract.assemble import weighed
from kg.extract.confidence import FEATURES, LEAST, MOST, Evidence, confidence
from kg.pipeline import read_document
from kg.read.records import document

YOUNG = {"sure": 1.08, "score": 1.49, "named": 0.35, "told": 0.24}
RIDGE, FRAME_RIDGE = 10.0, 20.0
HARDER = 0.08  # how much less is right in documents that nobody made frames on
FOLDS = 10
BINS = (0.0, 0.5, 0.7, 0.8, 0.9, 0.95, 1.0)
ROUNDS = 200
Row = tuple[str, Evidence, bool]
Weights = tuple[float, NDArray[np.float64], dict[str, float]]


def rows(golds: Sequence[dict[str, Any]]) -> list[Row]:
    """Each claim of the documents: the document's id, what speaks for it, whether it is right."""
    out: list[Row] = []
    for gold in golds:
        read = document(gold, str(gold["id"]))
        assert not isinstance(read, Exception)
        reading = read_document(read)[0]
        told, _ = weighed(reading, extractor.drafts_of(reading)[0], extractor.EXTRACTOR)
        records = [as_record(read, claim) for claim, _ in told]
        wrong = _wrong(gold, records)
        asked = {**gold, "facts": [fact for fact in gold["facts"] if not fact.get("optional")]}
        optional = _wrong(asked, records) - wrong
        for record, (_, evidence) in zip(records, told, strict=True):
            key = (record["subject"], record["predicate"], record["object"], record["evidence"])
            if key not in optional:
                out.append((read.id, evidence, key not in wrong))
    return out


def _wrong(gold: dict[str, Any], records: list[dict[str, Any]]) -> set[tuple[str, ...]]:
    return {(m.subject, m.predicate, m.object, m.sentence) for m in evaluate([gold], records).misses if m.kind == "wrong"}


def fit(data: Sequence[Row]) -> Weights:
    """The weights that make what was right most likely: Newton's method; a weight that would be negative is left at 0."""
    frames = sorted({evidence.frame for _, evidence, _ in data})
    ones = [[float(evidence.frame == frame) for frame in frames] for _, evidence, _ in data]
    a = np.array([[1.0, *evidence.features(), *of] for (_, evidence, _), of in zip(data, ones, strict=True)])
    right = np.array([float(r) * (1 - HARDER) for _, _, r in data])
    young = np.array([0.0, *(YOUNG[name] for name in FEATURES), *[0.0] * len(frames)])
    ridge = np.array([1e-6, *[RIDGE] * len(FEATURES), *[FRAME_RIDGE] * len(frames)])
    w, free = np.zeros(a.shape[1]), np.ones(a.shape[1], dtype=bool)
    for _ in range(ROUNDS):
        p = 1 / (1 + np.exp(-a @ w))
        slope = a.T @ (right - p) - ridge * (w - young)
        bend = (a * (p * (1 - p))[:, None]).T @ a + np.diag(ridge)
        step = np.zeros_like(w)
        step[free] = np.linalg.solve(bend[np.ix_(free, free)], slope[free])
        w += step
        negative = np.zeros_like(free)
        negative[1 : 1 + len(FEATURES)] = w[1 : 1 + len(FEATURES)] < 0
        free &= ~negative
        w[negative] = 0.0
        if not negative.any() and np.abs(step).max() < 1e-9:
            break
    return float(w[0]), w[1 : 1 + len(FEATURES)], dict(zip(frames, w[1 + len(FEATURES) :].tolist(), strict=True))


def said(weights: Weights, evidence: Evidence) -> float:
    """The confidence that these weights give."""
    constant, features, frames = weights
    odds = constant + frames.get(evidence.frame, 0.0) + float(features @ np.array(evidence.features()))
    return min(max(float(1 / (1 + np.exp(-odds))), LEAST), MOST)


def cross_validated(data: Sequence[Row]) -> list[tuple[float, bool]]:
    """What each claim would be given by weights that its document had no part in, and whether it is right."""
    fold = {name: i % FOLDS for i, name in enumerate(sorted({name for name, _, _ in data}))}
    out: list[tuple[float, bool]] = []
    for k in range(FOLDS):
        weights = fit([row for row in data if fold[row[0]] != k])
        out += [(said(weights, evidence), right) for name, evidence, right in data if fold[name] == k]
    return out


def reliability(pairs: Sequence[tuple[float, bool]]) -> list[str]:
    """A table: of the claims whose confidence lies in a range, what was said on the average and which share was right."""
    lines = ["| confidence | claims | said | right |", "|---|---:|---:|---:|"]
    for low, high in itertools.pairwise(BINS):
        inside = [(p, r) for p, r in pairs if low <= p < high or p == high == 1.0]
        if inside:
            mean, share = (sum(x) / len(inside) for x in zip(*inside, strict=True))
            lines.append(f"| {low:.2f}–{high:.2f} | {len(inside)} | {mean:.3f} | {share:.3f} |")
    off = sum((p - r) ** 2 for p, r in pairs) / len(pairs)
    mean, share = (sum(x) / len(pairs) for x in zip(*pairs, strict=True))
    lines.append(f"| all | {len(pairs)} | {mean:.3f} | {share:.3f} |")
    return [*lines, "", f"Brier score {off:.4f}; for one number for all it would be {share * (1 - share):.4f}."]


def write(weights: Weights, documents: int, claims: int) -> None:
    constant, features, frames = weights
    lines = [
        "# Weights of kg/extract/confidence.py, made by calibrate.py beside this file: run it again when frames change.",
        f"# Fitted on {claims} claims of {documents} gold documents.",
        f"constant = {constant:.3f}",
        "",
        "[weights]",
        *(f"{name} = {weight:.3f}" for name, weight in zip(FEATURES, features, strict=True)),
        "",
        "[frames]",
        *(f'"{frame}" = {weight:.3f}' for frame, weight in sorted(frames.items())),
    ]
    Path(__file__).with_name("weights.toml").write_text("\n".join(lines) + "\n", encoding="utf-8")


def main(arguments: list[str]) -> None:
    golds = read_gold(argument for argument in arguments if argument != "--check")
    data = rows(golds)
    if "--check" in arguments:
        print("\n".join(reliability([(confidence(evidence), right) for _, evidence, right in data])))
        return
    print("\n".join(reliability(cross_validated(data))))
    write(fit(data), len(golds), len(data))


if __name__ == "__main__":
    main(sys.argv[1:])
