"""Fails where extraction falls below the floors in floors.json: python .ci/floors.py GOLD_FOLDER

Gold documents are told apart by their "style" (plain, real; elaborate where there is none) and by the folder ``seed``.
"""

from __future__ import annotations

import json
import sys
from collections import defaultdict
from pathlib import Path

from kg.evaluate import as_record, evaluate
from kg.pipeline import read_document
from kg.read.records import document


def main(folder: str) -> int:
    floors = json.loads(Path(__file__).with_name("floors.json").read_text(encoding="utf-8"))
    kinds = defaultdict(list)
    for path in sorted(Path(folder).rglob("*.json")):
        gold = json.loads(path.read_text(encoding="utf-8"))
        if "facts" in gold:
            kinds["seed" if path.parent.name == "seed" else gold.get("style", "elaborate")].append(gold)
    failed = False
    for kind, asked in floors.items():
        if not kinds[kind]:
            print(f"none  {kind}: no documents of this kind in {folder}")
            continue
        documents = [document(gold, gold["id"]) for gold in kinds[kind]]
        scores = evaluate(kinds[kind], [as_record(d, claim) for d in documents for claim in read_document(d)[1]]).as_json()
        for name, floor in asked.items():
            below = scores[name] < floor
            failed |= below
            print(f"{'BELOW' if below else 'ok':6}{kind:10} {name:22} {scores[name]:.3f}  floor {floor:.3f}  ({len(documents)} documents)")
    return int(failed)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
