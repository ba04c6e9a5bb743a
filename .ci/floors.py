"""Fails where extraction falls below the floors in floors.json: python .ci/floors.py GOLD_FOLDER…

Gold documents are told apart by their "style" (plain, real; elaborate where there is none) and by the folder ``seed``. Those without a text
(real articles come as addresses; join.py beside them puts the texts in) are passed over: give the folder of the joined ones too.
"""

from __future__ import annotations

import json
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from kg import lexicon, pipeline
from kg.evaluate import Scores, as_record, evaluate
from kg.model import Document
from kg.read.records import document

FLOORS: dict[str, dict[str, float]] = json.loads(Path(__file__).with_name("floors.json").read_text(encoding="utf-8"))
WORTH = 0.05
"""What the table of organisations may be worth at most, in F1 on plain documents: texts must be read right without it."""


def gold_documents(folders: Sequence[str | Path]) -> dict[str, list[dict[str, Any]]]:
    """The gold documents by kind."""
    kinds: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for path in sorted(path for folder in folders for path in Path(folder).rglob("*.json")):
        gold = json.loads(path.read_text(encoding="utf-8"))
        if isinstance(gold, dict) and {"facts", "text"} <= gold.keys():
            kinds["seed" if path.parent.name == "seed" else gold.get("style", "elaborate")].append(gold)
    return kinds


def measured(golds: Sequence[dict[str, Any]]) -> Scores:
    """The figures of the extraction as it is."""
    read = [item for gold in golds if isinstance(item := document(gold, gold["id"]), Document)]
    return evaluate(golds, [as_record(item, claim) for item in read for claim in pipeline.read_document(item)[1]])


@contextmanager
def without_organisations() -> Iterator[None]:
    """Inside, the table of organisations has no rows. The one lexicon that all stages share is emptied, and filled again."""
    tables, full = lexicon.load(), dict(vars(lexicon.load()))
    seeds = lexicon.data_folder() / "seeds"
    head = (seeds / "organisations.tsv").read_text(encoding="utf-8").split("\n", 1)[0]
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "places").symlink_to(seeds / "places")
        (Path(folder) / "organisations.tsv").write_text(head + "\n", encoding="utf-8")
        vars(tables).update(vars(lexicon.Lexicon(Path(folder))))
        pipeline.scanner.cache_clear()
        try:
            yield
        finally:
            vars(tables).update(full)
            pipeline.scanner.cache_clear()


def checks(kinds: dict[str, list[dict[str, Any]]]) -> Iterator[tuple[bool, str]]:
    """Each floor: whether it holds, and a line that tells."""
    for kind, floors in FLOORS.items():
        golds = kinds.get(kind)
        if not golds:
            yield True, f"none  {kind}: no documents of this kind"
            continue
        figures = measured(golds).as_json()
        for name, floor in floors.items():
            told = f"{kind:10} {name:22} {figures[name]:.3f}  floor {floor:.3f}  ({len(golds)} documents)"
            yield figures[name] >= floor, ("ok    " if figures[name] >= floor else "BELOW ") + told
        if kind == "plain":
            with without_organisations():
                worth = figures["f1"] - measured(golds).facts.f1
            told = f"{kind:10} {'organisations worth':22} {worth:.3f}  at most {WORTH:.3f}"
            yield worth <= WORTH, ("ok    " if worth <= WORTH else "ABOVE ") + told


def main(folders: Sequence[str]) -> int:
    failed = False
    for holds, line in checks(gold_documents(folders)):
        failed |= not holds
        print(line, flush=True)
    return int(failed)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
