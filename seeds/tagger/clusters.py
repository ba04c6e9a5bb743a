"""Groups words by meaning, for the tagger's features: ``python clusters.py MODEL OUT.json``.

MODEL is a folder with the files ``vocab.txt`` and ``model.safetensors`` of all-MiniLM-L6-v2 (sentence-transformers,
Apache-2.0). Of its input vectors those of whole English words are clustered twice, by spherical k-means with a fixed seed:
into 256 and into 48 groups.
"""

from __future__ import annotations

import json
import struct
import sys
from pathlib import Path

import numpy as np

FINE, COARSE = 256, 48
TYPES = {"F32": np.float32, "F16": np.float16}


def read_vectors(folder: Path) -> tuple[list[str], np.ndarray]:
    """The words of the vocabulary and their vectors, centred and of length one."""
    words = (folder / "vocab.txt").read_text(encoding="utf-8").split("\n")
    with (folder / "model.safetensors").open("rb") as file:
        (size,) = struct.unpack("<Q", file.read(8))
        header = json.loads(file.read(size))
        tensor = header[next(name for name in header if "word_embeddings" in name)]
        start, end = tensor["data_offsets"]
        file.seek(8 + size + start)
        table = np.frombuffer(file.read(end - start), TYPES[tensor["dtype"]]).reshape(tensor["shape"]).astype(np.float32)
    chosen = [i for i, word in enumerate(words[: len(table)]) if len(word) > 1 and word.isascii() and word.isalpha() and word.islower()]
    vectors = table[chosen] - table[chosen].mean(axis=0)
    return [words[i] for i in chosen], vectors / np.linalg.norm(vectors, axis=1, keepdims=True)


def cluster(vectors: np.ndarray, count: int, rounds: int = 25) -> np.ndarray:
    """The number of the cluster of each vector."""
    random = np.random.default_rng(0)
    centres = vectors[random.choice(len(vectors), count, replace=False)]
    for _ in range(rounds):
        nearest = (vectors @ centres.T).argmax(axis=1)
        members = [vectors[nearest == k] for k in range(count)]
        centres = np.stack([group.mean(axis=0) if len(group) else vectors[random.integers(len(vectors))] for group in members])
        centres /= np.linalg.norm(centres, axis=1, keepdims=True)
    return nearest


def main() -> None:
    """Reads the arguments and writes the clusters."""
    folder, out = map(Path, sys.argv[1:])
    words, vectors = read_vectors(folder)
    fine, coarse = cluster(vectors, FINE), cluster(vectors, COARSE)
    out.write_text(json.dumps({word: [int(a), int(b)] for word, a, b in zip(words, fine, coarse, strict=True)}))


if __name__ == "__main__":
    main()
