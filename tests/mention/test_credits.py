"""The photographer is not the person shown."""

from __future__ import annotations

from kg.mention.credits import split_credits
from kg.model import EntityType, Kind, Mention


def person(text: str, name: str) -> Mention:
    start = text.index(name)
    return Mention(start, start + len(name), name, Kind.NAME, EntityType.PERSON)


def test_photographer_and_person_shown_are_told_apart() -> None:
    text = "REUTERS  Ann Lee Jane Roe founder of Acme"
    found = list(split_credits(text, [person(text, "Ann Lee Jane Roe")]))
    assert [m.text for m in found] == ["Ann Lee", "Jane Roe"]
    assert all(text[m.start : m.end] == m.text for m in found)


def test_long_names_elsewhere_stay_whole() -> None:
    text = "The chairman is Juan Carlos de la Vega of Acme"
    whole = [person(text, "Juan Carlos de la Vega")]
    assert list(split_credits(text, whole)) == whole


def test_a_name_of_two_words_behind_an_agency_stays_whole() -> None:
    text = "Photo: Ann Lee"
    whole = [person(text, "Ann Lee")]
    assert list(split_credits(text, whole)) == whole
