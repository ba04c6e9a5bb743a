"""How good extraction is, measured on documents whose facts people wrote down (the format and the rules: `docs/cli.md`).

Entities come first: a label names the entity of the gold document that has it among its names; only if none does, the other names
of the fact are tried. A fact matches where subject, predicate and object do; each fact counts once, best agreement first.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from kg.evaluate.agreement import predicate_key, slot_equal
from kg.evaluate.records import as_record, read_gold
from kg.evaluate.scores import Miss, Rate, Scores
from kg.evaluate.sheet import Sheet

__all__ = ["Miss", "Rate", "Scores", "as_record", "evaluate", "predicate_key", "read_gold", "slot_equal"]


def evaluate(golds: Sequence[Mapping[str, Any]], facts: Iterable[Mapping[str, Any]]) -> Scores:
    """Compares extracted facts (as `as_record` gives them) with gold documents; facts of other documents are ignored."""
    by_doc: dict[str, list[Mapping[str, Any]]] = defaultdict(list)
    for fact in facts:
        by_doc[str(fact.get("doc"))].append(fact)
    tally: Counter[str] = Counter()
    predicates: dict[str, Counter[str]] = defaultdict(Counter)
    misses: list[Miss] = []
    for gold in golds:
        Sheet(gold, by_doc.get(gold["id"], [])).mark(tally, predicates, misses)
    right, wrong, missed = tally["right"], tally["wrong"], tally["missed"]
    slots = tally["slots right"]
    return Scores(
        documents=len(golds),
        facts=Rate(right, right + wrong, right + missed),
        qualifiers=Rate(slots, slots + tally["slots wrong"], slots + tally["slots missed"]),
        status=Rate(tally["status right"], tally["status given"], tally["status asked"]),
        strict=Rate(tally["strict"], right + wrong, right + missed),
        quoted=tally["quoted"] / right if right else 0.0,
        predicates={name: Rate(c["right"], c["right"] + c["wrong"], c["right"] + c["missed"]) for name, c in sorted(predicates.items())},
        misses=tuple(misses),
    )
