"""What stands around a name tells its type: surnames that are companies, departments, names written small, words of headings."""

from __future__ import annotations

import pytest

from kg.lexicon import load
from kg.mention.name_context import settled
from kg.model import EntityType, Kind, Mention

ORG, PER = EntityType.ORGANIZATION, EntityType.PERSON
WORDS = frozenset(("save", "provider", "tomorrow", "nothing"))


def types(text: str, **names: EntityType) -> dict[str, EntityType | None]:
    """The names of a text after the last look; underscores stand for spaces."""
    given: list[Mention] = []
    for key, type_ in names.items():
        name, at = key.replace("_", " "), -1
        while (at := text.find(name, at + 1)) >= 0:
            if not any(m.start <= at < m.end for m in given):
                given.append(Mention(at, at + len(name), name, Kind.NAME, type_, 0.9))
    found = settled(text, sorted(given, key=lambda m: m.start), (), load(), WORDS)
    assert all(text[m.start : m.end] == m.text for m in found)
    return {m.text: m.type for m in found}


def test_a_surname_that_nobody_bears_beside_a_company_is_a_company() -> None:
    assert types("Nordal and Farrow are building halls in Oslo.", Nordal=ORG, Farrow=PER)["Farrow"] is ORG
    assert types("Nordal and Farrow built. Ann Farrow left.", Nordal=ORG, Ann_Farrow=PER, Farrow=PER)["Farrow"] is PER
    assert types("Nordal and Farrow said no.", Nordal=ORG, Farrow=PER)["Farrow"] is PER


def test_nobody_chairs_a_person() -> None:
    assert types("He is chairman of Merlo Vance and speaks.", Merlo_Vance=PER)["Merlo Vance"] is ORG
    text = "Merlo Vance grows. Merlo hires. Merlo pays."
    assert types(text, Merlo_Vance=PER, Merlo=ORG)["Merlo Vance"] is ORG


def test_who_joins_as_counsel_is_a_person() -> None:
    text = "They include Ann Lee as its president and Mira Dahl as Group General Counsel."
    assert types(text, Ann_Lee=PER, Mira_Dahl=ORG)["Mira Dahl"] is PER


def test_no_company_is_a_chief_executive() -> None:
    assert types("Dahl currently serves as CEO of Nordal.", Dahl=ORG, Nordal=ORG) == {"Dahl": PER, "Nordal": ORG}
    assert types("Dahl is the president of Nordal.", Dahl=ORG, Nordal=ORG)["Dahl"] is PER
    assert types("Dahl Partners is the founder of Nordal.", Dahl_Partners=ORG, Nordal=ORG)["Dahl Partners"] is ORG


@pytest.mark.parametrize(
    "text",
    ["Jo Ray, Vice President of Market Development at Nordal, left.", "Jo Ray, Head – Market Development at Nordal, left."],
)
def test_departments_are_no_companies(text: str) -> None:
    assert "Market Development" not in types(text, Jo_Ray=PER, Market_Development=ORG, Nordal=ORG)
    assert "Market Development" in types("Market Development built a hall.", Market_Development=ORG)


def test_titles_alone_are_no_people() -> None:
    assert types("Sen. Phil Hall spoke.", Sen=PER, Phil_Hall=PER) == {"Phil Hall": PER}


def test_names_that_are_written_small() -> None:
    assert types("Cloud provider acmart said it pays. The deal is the first for acmart.") == {"acmart": ORG}
    assert types("The provider tomorrow said nothing, nothing.") == {}


def test_the_last_word_of_a_button_is_no_part_of_a_name() -> None:
    text = "Save Microsoft is pausing. Microsoft said so. Microsoft left."
    assert types(text, Save_Microsoft=ORG, Microsoft=ORG) == {"Microsoft": ORG}


def test_regions_with_an_article_are_places() -> None:
    assert types("It builds in the Panhandle.", Panhandle=ORG)["Panhandle"] is EntityType.PLACE
    assert types("Panhandle builds in Oslo.", Panhandle=ORG)["Panhandle"] is ORG


def test_the_government_with_which_somebody_deals() -> None:
    text = "It signed a deal with the Finland government in May."
    place = Mention(text.index("Finland"), text.index("Finland") + 7, "Finland", Kind.NAME, EntityType.PLACE, 0.9)
    assert [m.text for m in settled(text, [], [place], load(), WORDS)] == ["Finland government"]
    assert settled("The Finland government met.", [], [Mention(4, 11, "Finland", Kind.NAME, EntityType.PLACE, 0.9)], load(), WORDS) == []


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Jo Ray, Partner and Head of Digital Ventures at Nordal, left.", "Digital Ventures"),
        ("Head of Data Centers Jo Ray left.", "Head of Data Centers"),
        ("Texas Company also files plans.", "Texas Company"),
        ("It plans Texas AI halls.", "Texas AI"),
        ("Its Managed Services grew.", "Managed Services"),
    ],
)
def test_what_is_written_large_and_names_nobody(text: str, name: str) -> None:
    assert name not in types(text, Nordal=ORG, **{name.replace(" ", "_"): ORG})


def test_sites_go_after_their_company() -> None:
    text = "The Nordal Data Center campus is new. Nordal said so."
    assert types(text, Nordal_Data_Center=ORG, Nordal=ORG) == {"Nordal": ORG}


def test_people_without_their_titles() -> None:
    assert types("Prof Mira Dahl spoke.", Prof_Mira_Dahl=PER) == {"Mira Dahl": PER}
