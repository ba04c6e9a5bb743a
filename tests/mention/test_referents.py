"""Names that speak of one thing come together, and those of two stay apart."""

from __future__ import annotations

import pytest

from kg.mention.referents import folded, gather
from kg.model import EntityType, Kind, Mention, Referent

ORG, PER, LOC = EntityType.ORGANIZATION, EntityType.PERSON, EntityType.PLACE


def gathered(text: str, *names: tuple[str, EntityType], known: dict[str, str] | None = None) -> list[Referent]:
    """Gathers the names, each searched from the end of the one before."""
    mentions = []
    at = 0
    for name, type in names:
        start = text.index(name, at)
        at = start + len(name)
        mentions.append(Mention(start, at, name, Kind.NAME, type))
    found, referents = gather(text, mentions, known or {})
    assert [m.text for m in found] == [name for name, _ in names]
    assert all(m.text in referents[m.referents[0]].names for m in found)
    return referents


def groups(text: str, type: EntityType, *names: str, known: dict[str, str] | None = None) -> set[frozenset[str]]:
    return {frozenset(r.names) for r in gathered(text, *((name, type) for name in names), known=known)}


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Orlow Capital Partners met. Orlow Capital said so. Orlow agreed.", ["Orlow Capital Partners", "Orlow Capital", "Orlow"]),
        ("Brantwick Digital Group (BDG) grows. BDG hires.", ["Brantwick Digital Group", "BDG", "BDG"]),
        ("Kite Group. Kite Holdings Ltd. KITE", ["Kite Group", "Kite Holdings Ltd", "KITE"]),
        ('Nordal Telegraph and Radio ("NTR") and NTR', ["Nordal Telegraph and Radio", "NTR"]),
        ("Valmer Web Services grew. VWS is large.", ["Valmer Web Services", "VWS"]),
        ("Calvora Energy bought land. Calvora will build.", ["Calvora Energy", "Calvora"]),
    ],
)
def test_names_of_one_organisation(text: str, names: list[str]) -> None:
    assert len(groups(text, ORG, *names)) == 1


def test_a_company_and_its_unit_stay_apart() -> None:
    text = "Calvora said its unit Calvora Cloud will build. Calvora Ventures and Calvora agree."
    assert groups(text, ORG, "Calvora", "Calvora Cloud", "Calvora Ventures", "Calvora") == {
        frozenset({"Calvora"}),
        frozenset({"Calvora Cloud"}),
        frozenset({"Calvora Ventures"}),
    }


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Orlow Inc. is a wholly owned subsidiary of Orlow Ltd.", ["Orlow Inc.", "Orlow Ltd."]),
        ("Orlow Holdings is the parent of Orlow.", ["Orlow Holdings", "Orlow"]),
        ("Orlow Asset Management (OAM) is a unit of Orlow.", ["Orlow Asset Management", "OAM", "Orlow"]),
        ("Orlow's main banking subsidiary, Orlow Bank, grew.", ["Orlow", "Orlow Bank"]),
    ],
)
def test_who_is_called_a_subsidiary_is_not_its_parent(text: str, names: list[str]) -> None:
    assert len(groups(text, ORG, *names)) == 2


def test_known_names_go_by_their_table() -> None:
    known = {"Amazon": "org/amazon", "AWS": "org/aws", "Amazon Web Services": "org/aws", "Facebook": "org/meta", "Meta": "org/meta"}
    text = "Amazon owns Amazon Web Services (AWS). Amazon Logistics Systems is no part. Facebook became Meta."
    found = groups(text, ORG, "Amazon", "Amazon Web Services", "AWS", "Amazon Logistics Systems", "Facebook", "Meta", known=known)
    assert found == {
        frozenset({"Amazon"}),
        frozenset({"Amazon Web Services", "AWS"}),
        frozenset({"Amazon Logistics Systems"}),
        frozenset({"Facebook", "Meta"}),
    }


def test_a_short_name_of_two_stays_alone() -> None:
    text = "Orlow Capital and Orlow Properties differ. Orlow spoke."
    assert frozenset({"Orlow"}) in groups(text, ORG, "Orlow Capital", "Orlow Properties", "Orlow")


def test_people_by_surname_and_initials() -> None:
    text = "Simon R. Hale spoke. Simon Hale left. Hale said. Mr. Hale. Bo Tan met Li Tan. Tan waved."
    found = groups(text, PER, "Simon R. Hale", "Simon Hale", "Hale", "Hale", "Bo Tan", "Li Tan", "Tan")
    assert frozenset({"Simon R. Hale", "Simon Hale", "Hale"}) in found
    assert frozenset({"Tan"}) in found


def test_a_person_has_the_organisation_beside_the_title() -> None:
    def context(text: str, *names: tuple[str, EntityType]) -> tuple[str, ...]:
        return next(r.context for r in gathered(text, *names) if r.type is PER)

    before = "Calvora chief executive Anna Berg met Orvix."
    assert context(before, ("Calvora", ORG), ("Anna Berg", PER), ("Orvix", ORG)) == ("Calvora",)
    assert context("Anna Berg, president of Orvix, left.", ("Anna Berg", PER), ("Orvix", ORG)) == ("Orvix",)
    assert context("Anna Berg walked by Orvix.", ("Anna Berg", PER), ("Orvix", ORG)) == ()


def test_the_label_is_the_fullest_ordinary_name() -> None:
    names = ("BRANTWICK DIGITAL GROUP", "Brantwick Digital", "Brantwick")
    found = gathered("BRANTWICK DIGITAL GROUP grows. Brantwick Digital is big. Brantwick.", *((name, ORG) for name in names))
    assert [r.label for r in found] == ["Brantwick Digital"]


def test_types_are_apart() -> None:
    referents = gathered("Hale founded Hale in Hale.", ("Hale", PER), ("Hale", ORG), ("Hale", LOC))
    assert {r.type for r in referents} == {PER, ORG, LOC}


def test_folding() -> None:
    assert folded("The Kite Group Holding Ltd.") == ("kite",)
    assert folded("Group") == ("group",)


def test_ten_thousand_names_take_no_longer_than_they_should() -> None:
    names = [f"Orlow {'Capital' if i % 2 else 'Digital'} N{i}" for i in range(10_000)]
    text = " ".join(names)
    at, mentions = 0, []
    for name in names:
        mentions.append(Mention(at, at + len(name), name, Kind.NAME, ORG))
        at += len(name) + 1
    assert len(gather(text, mentions, {})[1]) == 10_000


def test_what_tells_nothing_new_may_be_missing_in_the_table() -> None:
    known = {"Meta": "org/meta", "QTS": "org/qts"}
    text = "Meta Platforms Inc. grew. Meta too. QTS Realty Trust LLC is QTS."
    assert groups(text, ORG, "Meta Platforms Inc.", "Meta", "QTS Realty Trust LLC", "QTS", known=known) == {
        frozenset({"Meta Platforms Inc.", "Meta"}),
        frozenset({"QTS Realty Trust LLC", "QTS"}),
    }


def test_a_short_name_in_the_headline_comes_before_the_long_one() -> None:
    text = "Orlow adds sites\n\nOrlow Digital Technologies will add sites. Orlow is big."
    assert len(groups(text, ORG, "Orlow", "Orlow Digital Technologies", "Orlow")) == 1


def test_surnames_of_several_words() -> None:
    assert len(groups("Marco del Prete came. Del Prete spoke.", PER, "Marco del Prete", "Del Prete")) == 1


def test_a_business_abroad_that_is_named_later_is_another() -> None:
    assert len(groups("Kite grew. Kite International hires.", ORG, "Kite", "Kite International")) == 2
    assert len(groups("Kite International grew. Kite hires.", ORG, "Kite International", "Kite")) == 1


def test_a_known_company_goes_by_its_own_name() -> None:
    found = gathered("Facebook is now Meta.", ("Facebook", ORG), ("Meta", ORG), known={"Facebook": "org/meta", "Meta": "org/meta"})
    assert [referent.label for referent in found] == ["Meta"]


def test_places_go_by_their_plain_name() -> None:
    text = "City of Meridian officials spoke in Meridian."
    spans = ((0, 16), (text.index("in M") + 3, len(text) - 1))
    mentions = [Mention(a, b, text[a:b], Kind.NAME, LOC) for a, b in spans]
    meant = {(m.start, m.end): Referent(LOC, m.text, (m.text,), known="place/meridian") for m in mentions}
    assert [referent.label for referent in gather(text, mentions, {}, meant)[1]] == ["Meridian"]
