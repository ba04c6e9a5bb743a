"""Linking places: the same place has one IRI whatever the text calls it, and namesakes keep apart."""

from __future__ import annotations

import pytest

from kg.lexicon import load
from kg.link.places import holder_of, link_place
from kg.model import EntityType, Referent


def link(label: str, *context: str, names: tuple[str, ...] = (), known: str | None = None) -> str:
    return link_place(Referent(EntityType.PLACE, label, (label, *names), context, known), load()).iri


@pytest.mark.parametrize(
    ("label", "context", "iri"),
    [
        ("Singapore", (), "place/singapore"),
        ("the Netherlands", (), "place/netherlands"),
        ("Mumbai", ("Maharashtra", "India"), "place/mumbai"),
        ("Paris", (), "place/paris"),
        ("Paris", ("Texas", "United States"), "place/paris-texas-4717560"),
        ("Paris", ("Tex.",), "place/paris-texas-4717560"),
        ("Georgia", (), "place/georgia"),
        ("Georgia", ("United States",), "place/georgia-united-states-4197000"),
        ("Dublin", ("Ohio",), "place/dublin-ohio-5152333"),
        ("Va.", (), "place/virginia"),
        ("Northern Virginia", ("Virginia", "United States"), "place/northern-virginia"),
        ("Lacy Lakeview", ("Texas", "United States"), "place/lacy-lakeview"),
    ],
)
def test_names_with_context(label: str, context: tuple[str, ...], iri: str) -> None:
    assert link(label, *context) == iri


def test_all_spellings_meet() -> None:
    assert len({link(name) for name in ("Zürich", "Zurich", "ZURICH", "Zuerich")}) == 1
    assert len({link(name) for name in ("US", "U.S.", "United States", "America", "the United States")}) == 1


def test_what_the_text_was_sure_of_wins() -> None:
    assert link("Birmingham", known="place/birmingham-alabama-4049979") == "place/birmingham-alabama-4049979"
    assert link("Paris", known="place/gone-since") == "place/paris"


def test_unknown_places_have_iris_of_their_own() -> None:
    one = link("Quarrel Hollow", "Virginia", "United States")
    assert one == link("QUARREL HOLLOW", "Va.", "U.S.") == "place/quarrel-hollow-virginia-united-states"
    assert one != link("Quarrel Hollow", "Ohio", "United States")
    assert link("Virginia", "New Zealand") == "place/virginia-new-zealand"
    assert link("Quarrel Hollow") == "place/quarrel-hollow"


@pytest.mark.parametrize("label", ["…", "北区", "A" * 500, "Αshburn", ""])
def test_any_name_gets_an_iri(label: str) -> None:
    iri = link(label)
    assert iri.startswith("place/")
    assert len(iri) > len("place/")
    assert link(label) == iri


def test_a_name_that_only_looks_known_is_another_place() -> None:
    assert link("Αshburn") != link("Ashburn")  # the first letter is Greek


def test_known_entities_bring_names_and_identifiers() -> None:
    entity = link_place(Referent(EntityType.PLACE, "Bangalore", ("Bangalore",)), load())
    assert entity.label == "Bengaluru"
    assert "Bangalore" in entity.names
    assert entity.identifiers == (("geonames", "1277333"),)


def test_unknown_entities_keep_their_names_and_claim_nothing() -> None:
    entity = link_place(Referent(EntityType.PLACE, "Elbow Tech Park", ("Elbow Tech Park", "ETP"), ("Johor", "Malaysia")), load())
    assert entity.label == "Elbow Tech Park"
    assert "ETP" in entity.names
    assert entity.identifiers == ()


def test_the_order_of_names_does_not_matter() -> None:
    one = Referent(EntityType.PLACE, "Bengaluru", ("Bengaluru", "Bangalore"))
    other = Referent(EntityType.PLACE, "Bangalore", ("Bangalore", "Bengaluru"))
    assert link_place(one, load()).iri == link_place(other, load()).iri


def test_the_holder_of_an_unknown_place() -> None:
    holder = holder_of(Referent(EntityType.PLACE, "Quarrel Hollow", context=("Loudoun County", "Virginia")), load())
    assert holder is not None
    assert holder.key == "place/loudoun-county"
    assert holder_of(Referent(EntityType.PLACE, "Quarrel Hollow"), load()) is None
