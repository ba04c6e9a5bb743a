"""What looks alike is offered with a reason, and never joined."""

from __future__ import annotations

import time

import pytest

from kg import iris
from kg.lexicon import load
from kg.link import Linker, Verdict
from kg.link.candidates import candidates
from kg.link.likeness import likeness
from kg.link.review import doubtful
from kg.model import Entity, EntityType, Referent

ORGANIZATION, PERSON = EntityType.ORGANIZATION, EntityType.PERSON


def org(name: str, *names: str) -> Entity:
    return Entity(f"{iris.BASE}org/{iris.slug(name)}", ORGANIZATION, name, (name, *names))


def man(name: str) -> Entity:
    return Entity(f"{iris.BASE}person/{iris.slug(name)}", PERSON, name, (name,))


@pytest.mark.parametrize(
    ("one", "other", "reason"),
    [
        ("Gaw Capital", "Gaw Capital Partners", "partners"),
        ("Digital Bridge", "DigitalBridge", "joined"),
        ("Foo Bar Networks", "FBN", "first letters"),
        ("EdgeConnex", "EdgeConex", "one letter"),
        ("Gооgle", "Google", "another script"),
    ],
)
def test_likeness_of_companies(one: str, other: str, reason: str) -> None:
    found = likeness(org(one), org(other))
    assert found is not None
    assert reason in found.reason
    assert found == likeness(org(other), org(one))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("NTT", "NTT Data"),
        ("Alibaba", "Alibaba Cloud"),
        ("Bain", "Bain Capital"),
        ("Hut 8", "Hut 9"),
        ("DFW10", "DFW11"),
        ("Equinix", "Digital Realty"),
        ("Nabiax", "Nebius"),
        ("Keppel", "Keppel DC REIT"),
    ],
)
def test_two_things_are_not_offered(one: str, other: str) -> None:
    assert likeness(org(one), org(other)) is None


def test_likeness_of_people() -> None:
    alone, together = likeness(man("Bill Stein"), man("William Stein")), likeness(man("Bill Stein"), man("William Stein"), common=True)
    assert alone is not None
    assert together is not None
    assert alone.score < together.score
    assert "one company" in together.reason
    assert likeness(man("Simon Hu"), man("Simon Wu")) is None


def test_candidates_come_with_score_and_reason() -> None:
    linker = Linker(load())
    first, second = candidates(Referent(ORGANIZATION, "Digital Bridge Partners"), linker)[:2]
    assert (first.score, first.reason) == (1.0, "the name itself")
    assert second.entity.label == "DigitalBridge"
    assert 0.5 <= second.score < 1


def test_the_most_connected_doubt_comes_first() -> None:
    entities = [org("Gaw Capital"), org("Gaw Capital Partners"), org("EdgeConnex"), org("EdgeConex"), org("Vultr")]
    counts = {entities[2].iri: 10, entities[0].iri: 1}
    found = doubtful(entities, connections=counts)
    assert [doubt.labels for doubt in found] == [("EdgeConex", "EdgeConnex"), ("Gaw Capital", "Gaw Capital Partners")]
    assert [doubt.connections for doubt in found] == [10, 1]
    answer = found[0].answer(Verdict.SAME, "ada")
    assert doubtful(entities, [answer], counts)[0].labels == ("Gaw Capital", "Gaw Capital Partners")
    assert not doubtful(entities, [doubt.answer(Verdict.UNSURE) for doubt in found])


def test_what_the_graph_tells_apart_is_not_asked() -> None:
    entities = [org("Foo Grid"), org("Foo Grid Technologies")]
    assert doubtful(entities)
    assert not doubtful(entities, related=[frozenset(entity.iri for entity in entities)])
    assert not doubtful(entities, rows=[entity.iri for entity in entities])
    assert doubtful(entities, rows=[entities[0].iri])


def test_namesakes_in_two_companies_are_asked_for() -> None:
    smith, homes = man("John Smith"), frozenset({iris.BASE + "org/equinix", iris.BASE + "org/kkr"})
    (doubt,) = doubtful([smith], homes={smith.iri: homes}, connections={smith.iri: 3})
    assert {doubt.one, doubt.other} == {"person/john-smith @ org/equinix", "person/john-smith @ org/kkr"}
    linker = Linker(load(), [doubt.answer(Verdict.DIFFERENT)])
    found = {linker.link(Referent(PERSON, "John Smith", context=(home,))).iri for home in ("Equinix", "KKR")}
    assert len(found) == 2


def test_review_of_many_entities_stays_fast() -> None:
    entities = [org(f"Foo{chr(97 + i % 26)}{i} Networks {chr(97 + i % 7)}") for i in range(3000)]
    begin = time.process_time()
    doubtful(entities)
    assert time.process_time() - begin < 20
