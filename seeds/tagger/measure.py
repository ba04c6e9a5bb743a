"""How well names are found: ``python measure.py DOCUMENTS… --names FOLDER [--weights FILE] [--without K N]``.

Distinct names of a document by type against a list of them, precision, recall and F1; and words per CPU second of the whole mention stage.
With ``--only K N`` it measures on every Nth document from the Kth: those that ``train.py --without K N`` left out.
"""

from __future__ import annotations

import argparse
import json
import time
from dataclasses import dataclass, field
from pathlib import Path

from gold import document_of, find_names, without_organisations

import kg.mention
from kg.lexicon import load
from kg.mention import tagger
from kg.mention.weighing import load as load_weighing
from kg.model import EntityType, Kind
from kg.scan import Scanner
from kg.segment import segment


@dataclass
class Score:
    """Counts for one type."""

    right: int = 0
    wrong: list[str] = field(default_factory=list)
    missed: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        p = self.right / ((self.right + len(self.wrong)) or 1)
        r = self.right / ((self.right + len(self.missed)) or 1)
        f = 2 * p * r / ((p + r) or 1)
        return f"P {p:.3f}  R {r:.3f}  F {f:.3f}  ({self.right} right, {len(self.wrong)} wrong, {len(self.missed)} missed)"


def main() -> None:
    """Measures and prints."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("documents", type=Path, nargs="+")
    parser.add_argument("--names", type=Path)
    parser.add_argument("--weights", type=Path)
    parser.add_argument("--weighing", type=Path)
    parser.add_argument("--only", type=int, nargs=2, metavar=("K", "N"))
    parser.add_argument("--empty", action="store_true", help="with an empty table of organisations")
    parser.add_argument("--errors", action="store_true")
    parser.add_argument("--minimum", type=float, default=0.5)
    arguments = parser.parse_args()
    if arguments.weights:
        found = tagger.load(arguments.weights)
        kg.mention._tagger = lambda: found
    if arguments.weighing:
        weighing = load_weighing(arguments.weighing)
        kg.mention._weighing = lambda: weighing
    lexicon = without_organisations() if arguments.empty else load()
    scanner = Scanner(lexicon.surfaces(), ())
    paths = sorted(arguments.documents)
    if arguments.names:
        paths = [path for path in paths if (arguments.names / path.name).exists()]
    if arguments.only:
        k, n = arguments.only
        paths = paths[k::n]
    scores = {kind: Score() for kind in ("ORG", "PER", "LOC")}
    of = {EntityType.ORGANIZATION: "ORG", EntityType.PERSON: "PER", EntityType.PLACE: "LOC"}
    words, spent = 0, 0.0
    for path in paths:
        record = json.loads(path.read_text(encoding="utf-8"))
        document = document_of(record)
        sentences = segment(document)
        hits = scanner.scan(document.text)
        start = time.process_time()
        reading = kg.mention.mention(document, sentences, hits, lexicon, frozenset(range(len(sentences))))
        spent += time.process_time() - start
        words += len(document.text.split())
        said = {(of[m.type], m.text) for m in reading.mentions if m.kind is Kind.NAME and m.type in of and m.score >= arguments.minimum}
        if not arguments.names:
            for mention in reading.mentions:
                print(path.stem, mention.kind.value, mention.type, mention.score, repr(mention.text))
            continue
        truth = json.loads((arguments.names / path.name).read_text(encoding="utf-8"))
        wanted = {(kind, document.text[start:end]) for start, end, kind in find_names(document.text, truth)}
        for kind, score in scores.items():
            here, there = {n for k, n in said if k == kind}, {n for k, n in wanted if k == kind}
            score.right += len(here & there)
            score.wrong += [f"{path.stem}: {name}" for name in sorted(here - there)]
            score.missed += [f"{path.stem}: {name}" for name in sorted(there - here)]
    for kind, score in scores.items():
        print(kind, score)
        if arguments.errors:
            print("   wrong: ", " | ".join(score.wrong))
            print("   missed:", " | ".join(score.missed))
    print(f"{words / (spent or 1):,.0f} words per CPU second")


if __name__ == "__main__":
    main()
