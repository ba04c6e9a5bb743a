"""How good extraction is, measured on documents whose facts people wrote down (the format and the rules: `docs/cli.md`).

Entities come first: a label names the entity of the gold document that has it among its names; only if none does, the other names
of the fact are tried. A fact matches where subject, predicate and object do; each fact counts once, best agreement first.
"""

from __future__ import annotations

import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any

from kg.errors import SourceError
from kg.model import Claim, Document

SITE = re.compile(r"^(plans|builds|operates|cancels)(DataCenter|CloudRegion|AvailabilityZone|EdgeLocation|Office)In$")
SYMMETRIC = frozenset({"partnersWith", "competesWith"})
SLOTS = ("amount", "status", "date", "start", "end", "count", "capacityMW", "share", "rank", "stake", "title", "regionCode")
TALKATIVE = frozenset({"status", "title"})  # qualifiers that may be said unasked
LEGAL = re.compile(
    r"\b(inc|incorporated|ltd|limited|llc|plc|corp|corporation|co|company|group|holdings?|ag|sa|nv|gmbh|bhd|sdn|pte|lp|com)\b"
)
TITLES = {
    "ceo": "chief executive",
    "cfo": "chief financial",
    "cto": "chief technology",
    "coo": "chief operating",
    "vp": "vice president",
    "evp": "executive vice president",
    "svp": "senior vice president",
}
QUOTE_LENGTH = 600
QUOTE_WORDS = 4


@dataclass(frozen=True, slots=True)
class Miss:
    """Something that counts against the extraction: a fact ``missed`` or ``wrong``, or a ``slot`` (qualifier) that is not as asked."""

    kind: str
    doc: str
    subject: str
    predicate: str
    object: str
    sentence: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Rate:
    """Right answers against those given and those asked for."""

    right: int = 0
    given: int = 0
    asked: int = 0

    @property
    def precision(self) -> float:
        return self.right / self.given if self.given else 0.0

    @property
    def recall(self) -> float:
        return self.right / self.asked if self.asked else 0.0

    @property
    def f1(self) -> float:
        p, r = self.precision, self.recall
        return 2 * p * r / (p + r) if p + r else 0.0


@dataclass(frozen=True, slots=True)
class Scores:
    """The figures of an evaluation. ``quoted`` is the share of the right facts whose quote overlaps the gold evidence."""

    documents: int
    facts: Rate
    qualifiers: Rate
    status: Rate
    strict: Rate  # a fact counts only with every qualifier that was asked for
    quoted: float
    predicates: Mapping[str, Rate] = field(default_factory=dict)
    misses: tuple[Miss, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """The figures as plain values."""
        return {
            "documents": self.documents,
            "gold": self.facts.asked,
            "tp": self.facts.right,
            "fp": self.facts.given - self.facts.right,
            "fn": self.facts.asked - self.facts.right,
            "precision": self.facts.precision,
            "recall": self.facts.recall,
            "f1": self.facts.f1,
            "qualifier_precision": self.qualifiers.precision,
            "qualifier_recall": self.qualifiers.recall,
            "qualifier_f1": self.qualifiers.f1,
            "status_f1": self.status.f1,
            "quoted": self.quoted,
            "strict_precision": self.strict.precision,
            "strict_recall": self.strict.recall,
            "strict_f1": self.strict.f1,
            "predicates": {
                name: {"right": r.right, "given": r.given, "asked": r.asked, "precision": r.precision, "recall": r.recall, "f1": r.f1}
                for name, r in self.predicates.items()
            },
        }


def as_record(document: Document, claim: Claim) -> dict[str, Any]:
    """A claim as `kg extract --format jsonl` writes it and `evaluate` reads it."""
    return {
        "doc": document.id,
        "subject": claim.subject.label,
        "predicate": claim.predicate,
        "object": claim.object.label,
        "qualifiers": {name: _plain(value) for name, value in claim.qualifiers},
        "evidence": claim.quote,
        "start": claim.start,
        "end": claim.end,
        "confidence": round(claim.confidence, 4),
        "extractor": claim.extractor,
        "subject_type": claim.subject.type.value,
        "object_type": claim.object.type.value,
        "subject_names": list(claim.subject.names),
        "object_names": list(claim.object.names),
    }


def read_gold(paths: Iterable[str]) -> list[dict[str, Any]]:
    """The gold documents of files and folders. Raises `SourceError` for what is none."""
    golds: list[dict[str, Any]] = []
    for path in map(Path, paths):
        files = sorted(path.glob("*.json")) if path.is_dir() else [path]
        if not files:
            raise SourceError(str(path), "there are no gold documents (*.json) in this folder")
        for file in files:
            try:
                gold = json.loads(file.read_text(encoding="utf-8"))
            except FileNotFoundError:
                raise SourceError(str(file), "there is no such file or folder") from None
            except (OSError, ValueError) as error:
                raise SourceError(str(file), f"is no gold document: {error}") from None
            if not isinstance(gold, dict) or not {"id", "text", "entities", "facts"} <= gold.keys():
                raise SourceError(str(file), 'is no gold document: it needs "id", "text", "entities" and "facts"')
            golds.append(gold)
    return golds


def evaluate(golds: Sequence[Mapping[str, Any]], facts: Iterable[Mapping[str, Any]]) -> Scores:
    """Compares extracted facts (as `as_record` gives them) with gold documents; facts of other documents are ignored."""
    by_doc: dict[str, list[Mapping[str, Any]]] = defaultdict(list)
    for fact in facts:
        by_doc[str(fact.get("doc"))].append(fact)
    tally: Counter[str] = Counter()
    predicates: dict[str, Counter[str]] = defaultdict(Counter)
    misses: list[Miss] = []
    for gold in golds:
        _Sheet(gold, by_doc.get(gold["id"], [])).mark(tally, predicates, misses)
    right, wrong, missed = tally["right"], tally["wrong"], tally["missed"]
    slots = tally["slots right"]
    return Scores(
        documents=len(golds),
        facts=Rate(right, right + wrong, right + missed),
        qualifiers=Rate(slots, slots + tally["slots wrong"], slots + tally["slots missed"]),
        status=Rate(tally["status right"], tally["status given"], tally["status asked"]),
        strict=Rate(tally["strict"], right + wrong, right + missed),
        quoted=tally["quoted"] / right if right else 0.0,
        predicates={
            name: Rate(c["right"], c["right"] + c["wrong"], c["right"] + c["missed"]) for name, c in sorted(predicates.items())
        },
        misses=tuple(misses),
    )


class _Sheet:
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
            key = (tuple(sorted(_names(fact, "subject"))), predicate_key(fact["predicate"]), tuple(sorted(_names(fact, "object"))))
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
                subject, object_ = _label(fact["subject"]), _label(fact["object"])
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
            (self._fit(want, j), -i, -j)
            for i, want in enumerate(self.wants)
            for j in range(len(self.facts))
            if self._matches(want, j)
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
        label = fold(_label(fact[side]))
        hits = {entity for entity, names in self.names.items() if label in names}
        if not hits:
            known = _names(fact, side)
            hits = {entity for entity, names in self.names.items() if known & names}
            if hits and not set.intersection(*(self.names[entity] for entity in hits)):
                return set()  # names of two entities under one fact: it is neither
        return hits

    def _wider_place(self, j: int) -> bool:
        """Whether the object only widens the place of a gold fact: "Texas" in "Taylor, Texas"."""
        fact = self.facts[j]
        wider = re.escape(_label(fact["object"]))
        return any(
            re.search(re.escape(name) + r",?\s+(?:in\s+)?(?:the\s+)?" + wider + r"\b", self.page)
            for want in self.wants
            if predicate_key(want["p"]) == predicate_key(fact["predicate"]) and want["s"] in self.subjects[j]
            if self.entities[want["o"]]["type"] == "Place"
            for name in self.entities[want["o"]]["names"]
        )


def fold(name: str) -> str:
    """A name without case, article, possessive, legal form and punctuation.

    >>> fold("The Foo-Bar Group's"), fold("Group")
    ('foo bar', 'group')
    """
    name = name.casefold().replace("’", "'").replace("&", " and ")
    name = re.sub(r"'s?\b", "", name).replace("u.s.", "us").replace("u.k.", "uk")
    name = re.sub(r"[^\w\s]", " ", name)
    name = re.sub(r"^\s*(the|a|an)\s+", "", name)
    stripped = LEGAL.sub(" ", name)
    return " ".join((stripped if stripped.strip() else name).split())


def predicate_key(predicate: str) -> str:
    """Predicates that may stand for each other share a key: a cloud region counts as a data centre.

    >>> predicate_key("plansCloudRegionIn"), predicate_key("unitOf")
    ('plansDataCenterIn', 'unitOf')
    """
    site = SITE.match(predicate)
    return f"{site[1]}{'DataCenter' if site[2] == 'CloudRegion' else site[2]}In" if site else predicate


def slot_equal(slot: str, want: Mapping[str, Any], got: Mapping[str, Any]) -> bool:
    """Whether a qualifier is as asked: numbers within 1 %, dates as precise or finer, titles by the posts that they name.

    >>> slot_equal("date", {"date": "2018-H1"}, {"date": "2018-03"}), slot_equal("date", {"date": "2018-03"}, {"date": "2018"})
    (True, False)
    """
    a, b = want.get(slot), got.get(slot)
    if b is None:
        return False
    if slot in ("amount", "count", "capacityMW", "share", "rank", "stake"):
        x, y = _number(a), _number(b)
        same_currency = slot != "amount" or want.get("currency", "USD") == got.get("currency", "USD")
        return x is not None and y is not None and abs(x - y) <= 0.01 * abs(x) and same_currency
    if slot in ("date", "start", "end"):
        a, b = str(a), str(b)
        return len(a) >= 4 and (b.startswith(a) or _within(a, b))
    if slot == "title":
        return bool(_posts(str(a)) & _posts(str(b)))
    return fold(str(a)) == fold(str(b))


def quotes(said: object, asked: object) -> bool:
    """Whether a quote of at most 600 characters shares words in a row with the gold evidence."""
    quote, evidence = " ".join(str(said or "").split()), " ".join(str(asked or "").split())
    if not quote or len(quote) > QUOTE_LENGTH:
        return False
    words = quote.split()
    size = min(QUOTE_WORDS, len(words))
    return any(" ".join(words[i : i + size]) in evidence for i in range(len(words) - size + 1))


def _label(value: object) -> str:
    if isinstance(value, dict):
        value = value.get("label") or value.get("name") or value.get("id") or ""
    return str(value)


def _names(fact: Mapping[str, Any], side: str) -> set[str]:
    return {fold(str(n)) for n in [_label(fact[side]), *fact.get(f"{side}_names", [])] if n}


def _number(value: object) -> float | None:
    try:
        return float(value)  # type: ignore[arg-type]
    except (TypeError, ValueError):
        return None


def _within(asked: str, said: str) -> bool:
    """Whether a month, day or quarter lies in the half or quarter that was asked for."""
    part = re.fullmatch(r"(\d{4})-([QH])(\d)", asked)
    month = re.match(r"(\d{4})-(\d\d)", said)
    quarter = re.fullmatch(r"(\d{4})-Q(\d)", said)
    fine = month or quarter
    if part is None or fine is None or fine[1] != part[1]:
        return False
    first = int(fine[2]) if month else 3 * int(fine[2]) - 2
    size = 3 if part[2] == "Q" else 6
    return (first - 1) // size + 1 == int(part[3])


def _posts(title: str) -> set[str]:
    """The posts that a title names: "President & CEO of X" gives "president" and "chief executive"."""
    out = set()
    for part in re.split(r"\band\b|&|,|/", title.casefold()):
        part = re.split(r"\b(?:of|for|at)\b", part)[0]
        words = [w for w in re.split(r"\W+", part) if w and w not in ("the", "former", "its", "group", "acting")]
        post = " ".join(TITLES.get(w, w) for w in words).removesuffix(" officer").replace("vicepresident", "vice president")
        if post:
            out.add(TITLES.get(post, post))
    return out


def _plain(value: object) -> object:
    """A qualifier's value in JSON: whole numbers as such."""
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    return value
