"""The figures of `kg evaluate`, by hand and against the scorer of the gold standard where that lies beside the clone."""

from __future__ import annotations

import copy
import importlib.util
import json
import random
from decimal import Decimal
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from kg.errors import SourceError
from kg.evaluate import as_record, evaluate, predicate_key, read_gold, slot_equal
from kg.model import Claim, Document, EntityType, Referent

SHARED = Path(__file__).parents[2] / "shared" / "gold"

GOLD = {
    "id": "g1",
    "title": "Borealis grows",
    "text": "Borealis will spend $2bn on three data centers in Taylor, Texas. Ann Lee is its CEO. It rivals Castor.",
    "entities": {
        "borealis": {"type": "Organization", "names": ["Borealis", "Borealis Inc."]},
        "castor": {"type": "Organization", "names": ["Castor"]},
        "taylor": {"type": "Place", "names": ["Taylor"]},
        "lee": {"type": "Person", "names": ["Ann Lee"]},
        "cloud": {"type": "Topic", "names": ["cloud computing"]},
    },
    "facts": [
        {"s": "borealis", "p": "plansDataCenterIn", "o": "taylor", "q": {"count": 3, "amount": 2e9, "currency": "USD"},
         "evidence": "Borealis will spend $2bn on three data centers in Taylor, Texas."},
        {"s": "lee", "p": "holdsPosition", "o": "borealis", "q": {"title": "CEO", "status": "current"}, "evidence": "Ann Lee is its CEO."},
        {"s": "borealis", "p": "competesWith", "o": "castor", "evidence": "It rivals Castor."},
        {"s": "borealis", "p": "investsIn", "o": "cloud", "optional": True},
    ],
}  # fmt: skip


def fact(subject: str, predicate: str, object: str, evidence: str = "", **qualifiers: Any) -> dict[str, Any]:
    return {"doc": "g1", "subject": subject, "predicate": predicate, "object": object, "qualifiers": qualifiers, "evidence": evidence}


def test_all_right_is_one() -> None:
    scores = evaluate([GOLD], [
        fact("Borealis Inc", "plansCloudRegionIn", "Taylor", "three data centers in Taylor", count=3, amount=2000000000, currency="USD"),
        fact("Ann Lee", "holdsPosition", "the Borealis", "Ann Lee is its CEO", title="Chief Executive Officer", status="current"),
        fact("Castor", "competesWith", "Borealis", "It rivals Castor."),
    ])  # fmt: skip
    assert (scores.facts.f1, scores.qualifiers.f1, scores.status.f1, scores.strict.f1, scores.quoted) == (1, 1, 1, 1, 1)
    assert scores.misses == ()


def test_what_is_missed_wrong_and_not_as_asked_is_listed_with_its_sentence() -> None:
    scores = evaluate([GOLD], [
        fact("Borealis", "plansDataCenterIn", "Taylor", count=4, amount=2e9, currency="EUR"),
        fact("Borealis", "unitOf", "Castor", "It rivals Castor."),
    ])  # fmt: skip
    assert (scores.facts.right, scores.facts.given, scores.facts.asked) == (1, 2, 3)
    assert scores.predicates["unitOf"].precision == 0
    assert scores.predicates["competesWith"].recall == 0
    kinds = {(m.kind, m.predicate, m.note) for m in scores.misses}
    assert ("wrong", "unitOf", "") in kinds
    assert ("missed", "competesWith", "") in kinds
    assert ("slot", "plansDataCenterIn", "count: want 3 got 4") in kinds
    assert next(m for m in scores.misses if m.kind == "wrong").sentence == "It rivals Castor."
    framed = {**fact("Borealis", "unitOf", "Castor"), "extractor": "frames/1:relations.unit", "confidence": 0.6}
    assert [m.note for m in evaluate([GOLD], [framed]).misses if m.kind == "wrong"] == ["frames/1:relations.unit 0.6"]
    assert (scores.qualifiers.right, scores.qualifiers.given, scores.qualifiers.asked) == (0, 2, 2)


def test_optional_facts_wider_places_and_repetitions_are_not_wrong() -> None:
    once = fact("Borealis", "plansDataCenterIn", "Taylor", count=3)
    scores = evaluate([GOLD], [once, once, fact("Borealis", "plansDataCenterIn", "Texas"), fact("Borealis", "investsIn", "the cloud")])
    assert scores.facts.given == scores.facts.right == 1


def test_facts_of_other_documents_do_not_count() -> None:
    assert evaluate([GOLD], [{**fact("Borealis", "unitOf", "Castor"), "doc": "other"}]).facts.given == 0


@pytest.mark.parametrize(
    ("slot", "want", "got", "equal"),
    [
        ("amount", {"amount": 100}, {"amount": 100.9}, True),
        ("amount", {"amount": 100}, {"amount": 102}, False),
        ("amount", {"amount": 100, "currency": "USD"}, {"amount": 100, "currency": "EUR"}, False),
        ("date", {"date": "2016"}, {"date": "2016-11"}, True),
        ("date", {"date": "2016-11"}, {"date": "2016"}, False),
        ("end", {"end": "2018-H2"}, {"end": "2018-Q3"}, True),
        ("end", {"end": "2018-H2"}, {"end": "2018-Q2"}, False),
        ("title", {"title": "President and CEO"}, {"title": "chief executive officer of Foo"}, True),
        ("title", {"title": "President"}, {"title": "Vice President"}, False),
        ("status", {"status": "announced"}, {}, False),
    ],
)
def test_qualifiers(slot: str, want: dict[str, Any], got: dict[str, Any], equal: bool) -> None:
    assert slot_equal(slot, want, got) is equal


def test_a_claim_becomes_a_record() -> None:
    claim = Claim(
        Referent(EntityType.ORGANIZATION, "Borealis", ("Borealis Inc.", "Borealis")), "investsIn",
        Referent(EntityType.PLACE, "Oslo", ("Oslo",)),
        (("amount", Decimal("2000000000")), ("stake", Decimal("12.5"))), 0, 4, "Bore", 0.9, "frames/1",
    )  # fmt: skip
    record = json.loads(json.dumps(as_record(Document("Bore", id="d"), claim)))
    assert record["qualifiers"] == {"amount": 2000000000, "stake": 12.5}
    assert (record["doc"], record["subject_names"], record["evidence"]) == ("d", ["Borealis Inc.", "Borealis"], "Bore")


def test_what_is_no_gold_is_named(tmp_path: Path) -> None:
    (tmp_path / "x.json").write_text('{"id": "x"}')
    with pytest.raises(SourceError, match=r"x\.json: is no gold document"):
        read_gold([str(tmp_path)])
    with pytest.raises(SourceError, match="no such file"):
        read_gold([str(tmp_path / "y.json")])


@pytest.fixture(scope="module")
def scorer() -> ModuleType:
    if not (SHARED / "score.py").exists():
        pytest.skip("the gold standard is not beside this clone")
    spec = importlib.util.spec_from_file_location("score", SHARED / "score.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("seed", range(40))
def test_figures_agree_with_the_scorer(scorer: ModuleType, seed: int) -> None:
    """On answers made from the gold by forgetting, spoiling, repeating and inventing."""
    golds = [GOLD, *(json.loads(f.read_text()) for f in sorted((SHARED / "seed").glob("*.json")))]
    dice = random.Random(seed)
    answers = [answer for gold in golds for answer in spoil(gold, dice)]
    theirs, ours = scorer.score(copy.deepcopy(golds), copy.deepcopy(answers)), evaluate(golds, answers)
    mine = ours.as_json()
    predicates = theirs.pop("predicates")
    errors = theirs.pop("errors")
    assert theirs == {name: mine[name] for name in theirs}
    counts = {n: (c.get("tp", 0), c.get("tp", 0) + c.get("fp", 0), c.get("tp", 0) + c.get("fn", 0)) for n, c in predicates.items()}
    assert counts == {n: (r.right, r.given, r.asked) for n, r in ours.predicates.items()}
    assert sorted(e[0] for e in errors) == sorted(m.kind for m in ours.misses if "not asked" not in m.note)


def spoil(gold: dict[str, Any], dice: random.Random) -> list[dict[str, Any]]:
    names = [name for e in gold["entities"].values() for name in e["names"]]
    out = []
    for want in gold["facts"]:
        for _ in range(dice.choice((0, 1, 1, 1, 2))):
            qualifiers = dict(want.get("q") or {})
            for slot in list(qualifiers):
                if dice.random() < 0.2:
                    del qualifiers[slot]
                elif dice.random() < 0.2:
                    qualifiers[slot] = dice.choice((3, "2016-11", "considered", 1e9))
            if dice.random() < 0.2:
                qualifiers[dice.choice(("date", "count", "rank", "title"))] = dice.choice(("2017", 5, "CEO"))
            subject, object_ = (dice.choice(gold["entities"][want[side]]["names"]) for side in "so")
            if dice.random() < 0.2:
                object_ = dice.choice([*names, "Texas", "Atlantis", "Japan"])
            if dice.random() < 0.2:
                subject, object_ = object_, subject
            predicate = want["p"] if dice.random() < 0.8 else dice.choice(("plansCloudRegionIn", "unitOf", "partnersWith"))
            out.append({
                "doc": gold["id"], "subject": subject, "predicate": predicate, "object": object_, "qualifiers": qualifiers,
                "subject_names": dice.sample(names, 2) if dice.random() < 0.2 else [subject],
                "evidence": dice.choice((want.get("evidence", ""), "nothing of the kind", "")),
            })  # fmt: skip
    return out


def test_predicates_that_may_stand_for_each_other() -> None:
    assert predicate_key("operatesCloudRegionIn") == predicate_key("operatesDataCenterIn") != predicate_key("operatesOfficeIn")
