"""Confidence grows with the evidence, and says what speaks for a claim."""

from __future__ import annotations

from dataclasses import replace

import marked
import pytest

from kg.extract import drafts_of, extract
from kg.extract.assemble import weighed
from kg.extract.confidence import Evidence, confidence
from kg.model import Kind

MIDDLE = Evidence("sites.plans", 0.6, 0.8, 0.5, 1)
MORE = {"sure": (0.3, 0.6, 0.9, 1.0), "score": (0.2, 0.5, 0.8, 1.0), "named": (0.0, 0.5, 1.0), "told": (1, 2, 3, 4, 9)}


@pytest.mark.parametrize("feature", list(MORE))
@pytest.mark.parametrize("frame", ["sites.plans", "positions", "a frame without a weight"])
def test_more_evidence_never_makes_a_claim_less_sure(feature: str, frame: str) -> None:
    said = [confidence(replace(MIDDLE, frame=frame, **{feature: value})) for value in MORE[feature]]
    assert said == sorted(said)
    assert all(0.01 <= share <= 0.99 for share in said)
    if feature in ("sure", "score"):
        assert said[0] < said[-1]


def evidence(text: str) -> dict[str, Evidence]:
    reading = marked.read(text)
    told, _ = weighed(reading, drafts_of(reading)[0], "test")
    return {f"{claim.predicate} {claim.object.label}": what for claim, what in told}


def test_what_the_quote_does_not_name_is_less_sure() -> None:
    plain = evidence("{Acme} will build a data centre in <Oslo>.")["plansDataCenterIn Oslo"]
    meant = evidence("{Acme} grows. {The company=Acme} will build a data centre in <Oslo>.")["plansDataCenterIn Oslo"]
    assert (plain.named, meant.named) == (1.0, 0.5)
    assert confidence(meant) < confidence(plain)


def test_what_is_told_twice_is_surer() -> None:
    once = evidence("{Acme} will build a data centre in <Oslo>.")["plansDataCenterIn Oslo"]
    twice = evidence("{Acme} will build a data centre in <Oslo>. In <Oslo>, {Acme} plans a data centre.")["plansDataCenterIn Oslo"]
    assert (once.told, twice.told) == (1, 2)
    assert confidence(twice) > confidence(once)


def test_an_unsure_name_makes_an_unsure_claim() -> None:
    reading = marked.read("{Acme} will build a data centre in <Oslo>.")
    doubtful = replace(reading, mentions=tuple(replace(m, score=0.55) if m.kind is Kind.NAME else m for m in reading.mentions))
    assert extract(doubtful)[0][0].confidence < extract(reading)[0][0].confidence
