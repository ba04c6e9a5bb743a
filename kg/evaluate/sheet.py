"""One gold document marked against what was extracted from it."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from kg.evaluate.agreement import fold, label_of, names_of, predicate_key, quotes, slot_equal
from kg.evaluate.scores import Miss

SYMMETRIC = frozenset({"partnersWith", "competesWith"})
SLOTS = ("amount", "status", "date", "start", "end", "count", "capacityMW", "share", "rank", "stake", "title", "regionCode")
TALKATIVE = frozenset({"status", "title"})  # qualifiers that may be said unasked


class Sheet:
    """One gold document beside what was extracted from it."""

    def __init__(self, gold: Mapping[str, Any], facts: Sequence[Mapping[str, Any]]) -> None:
        self.id = str(gold["id"])
        self.page = f"{gold.get('title', '')}\n{gold.get('text', '')}"
        self.entities: Mapping[str, Mapping[str, Any]] = gold["entities"]
        self.names = {entity: {fold(n) for n in e.get("names", [])} for entity, e in self.entities.items()}
        self.wants: Sequence[Mapping[str, Any]] = gold["facts"]
        self.facts: list[Mapping[str, Any]] = []
        seen = set()
        for fact in facts:  # the same telling twice in one document counts once
            key = (tuple(sorted(names_of(fact, "subject"))), predicate_key(fact["predicate"]), tuple(sorted(names_of(fact, "object"))))
            told = (key, json.dumps(fact.get("qualifiers") or {}, sort_keys=True, default=str))
            if told not in seen:
                seen.add(told)
                self.facts.append(fact)
        self.subjects = [self._resolve(f, "subject") for f in self.facts]
        self.objects = [self._resolve(f, "object") for f in self.facts]

    def mark(self, tally: Counter[str], predicates: dict[str, Counter[str]], misses: list[Miss]) -> None:
        """Adds this document's figures and misses."""
        mates = self._pair()
        for i, want in enumerate(self.wants):
            if want.get("optional"):
                continue
            outcome = "missed" if i not in mates else "right"
            tally[outcome] += 1
            predicates[predicate_key(want["p"])][outcome] += 1
            if i in mates:
                self._mark_slots(want, self.facts[mates[i]], tally, misses)
            else:
                misses.append(Miss("missed", self.id, want["s"], want["p"], want["o"], want.get("evidence", "")))
        used = set(mates.values())
        for j, fact in enumerate(self.facts):
            if j in used:
                continue
            same = [w for w in self.wants if self._matches(w, j, loose=False)]
            if same:  # told once more: the fact is right, what it adds must be too
                have = fact.get("qualifiers") or {}
                tally["slots wrong"] += sum(
                    have.get(s) is not None and not any(slot_equal(s, w.get("q") or {}, have) for w in same)
                    for s in SLOTS
                    if s not in TALKATIVE
                )
            elif not self._wider_place(j):
                tally["wrong"] += 1
                predicates[predicate_key(fact["predicate"])]["wrong"] += 1
                subject, object_ = label_of(fact["subject"]), label_of(fact["object"])
                note = " ".join(str(fact[key]) for key in ("extractor", "confidence") if fact.get(key) is not None)
                misses.append(Miss("wrong", self.id, subject, fact["predicate"], object_, fact.get("evidence") or "", note))

    def _mark_slots(self, want: Mapping[str, Any], fact: Mapping[str, Any], tally: Counter[str], misses: list[Miss]) -> None:
        asked, have = want.get("q") or {}, fact.get("qualifiers") or {}
        slots = [s for s in SLOTS if asked.get(s) is not None]
        right = [s for s in slots if slot_equal(s, asked, have)]
        unasked = [s for s in SLOTS if have.get(s) is not None and asked.get(s) is None and s not in TALKATIVE]
        tally["quoted"] += quotes(fact.get("evidence"), want.get("evidence"))
        tally["status asked"] += "status" in slots
        tally["status given"] += "status" in slots and have.get("status") is not None
        tally["status right"] += "status" in right
        tally["slots right"] += len(right)
        tally["slots missed"] += len(slots) - len(right)
        tally["slots wrong"] += len(unasked) + sum(have.get(s) is not None for s in slots if s not in right)
        tally["strict"] += len(right) == len(slots)
        sentence = want.get("evidence", "")
        for slot in slots:
            if slot not in right:
                note = f"{slot}: want {asked.get(slot)} got {have.get(slot)}"
                misses.append(Miss("slot", self.id, want["s"], want["p"], want["o"], sentence, note))
        for slot in unasked:
            misses.append(Miss("slot", self.id, want["s"], want["p"], want["o"], sentence, f"{slot}: not asked, got {have.get(slot)}"))

    def _pair(self) -> dict[int, int]:
        """Which fact answers which question: what is asked for first, then by agreement, each fact once."""
        candidates = [
            (self._fit(want, j), -i, -j) for i, want in enumerate(self.wants) for j in range(len(self.facts)) if self._matches(want, j)
        ]
        mates: dict[int, int] = {}
        used: set[int] = set()
        for _, i, j in sorted(candidates, reverse=True):
            if -i not in mates and -j not in used:
                mates[-i] = -j
                used.add(-j)
        return mates

    def _fit(self, want: Mapping[str, Any], j: int) -> tuple[bool, bool, float, bool]:
        asked, have = want.get("q") or {}, self.facts[j].get("qualifiers") or {}
        agreed = sum(asked.get(s) is not None and slot_equal(s, asked, have) for s in SLOTS)
        unasked = sum(have.get(s) is not None and asked.get(s) is None for s in SLOTS)
        exact = self._matches(want, j, loose=False)
        return not want.get("optional"), exact, agreed - 0.5 * unasked, bool(want["p"] == self.facts[j]["predicate"])

    def _matches(self, want: Mapping[str, Any], j: int, loose: bool = True) -> bool:
        """Same predicate, subject and object; with ``loose``, a topic also takes an object that is no other entity here."""
        if predicate_key(want["p"]) != predicate_key(self.facts[j]["predicate"]):
            return False
        s, o = self.subjects[j], self.objects[j]
        topic = loose and not o and self.entities.get(want["o"], {}).get("type") == "Topic"
        if want["s"] in s and (want["o"] in o or topic):
            return True
        return want["p"] in SYMMETRIC and want["s"] in o and want["o"] in s

    def _resolve(self, fact: Mapping[str, Any], side: str) -> set[str]:
        """The entities that the fact's label names, else the one entity that all its names point to."""
        label = fold(label_of(fact[side]))
        hits = {entity for entity, names in self.names.items() if label in names}
        if not hits:
            known = names_of(fact, side)
            hits = {entity for entity, names in self.names.items() if known & names}
            if hits and not set.intersection(*(self.names[entity] for entity in hits)):
                return set()  # names of two entities under one fact: it is neither
        return hits

    def _wider_place(self, j: int) -> bool:
        """Whether the object only widens the place of a gold fact: "Texas" in "Taylor, Texas"."""
        fact = self.facts[j]
        wider = re.escape(label_of(fact["object"]))
        return any(
            re.search(re.escape(name) + r",?\s+(?:in\s+)?(?:the\s+)?" + wider + r"\b", self.page)
            for want in self.wants
            if predicate_key(want["p"]) == predicate_key(fact["predicate"]) and want["s"] in self.subjects[j]
            if self.entities[want["o"]]["type"] == "Place"
            for name in self.entities[want["o"]]["names"]
        )
