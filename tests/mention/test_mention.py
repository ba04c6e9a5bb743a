"""The whole stage: names, places and values together, each stretch of text read once, each name with its thing."""

from __future__ import annotations

import pytest
from linear import assert_linear

from kg.lexicon import load
from kg.mention import mention, settle
from kg.model import Document, EntityType, Kind, Mention, Reading
from kg.scan import Scanner
from kg.segment import segment

ORG, PER, LOC = EntityType.ORGANIZATION, EntityType.PERSON, EntityType.PLACE


def read(text: str, published: str | None = "2024-05-01") -> Reading:
    document = Document(text, published=published)
    sentences = segment(document)
    hits = Scanner(load().surfaces(), ()).scan(text)
    return mention(document, sentences, hits, load(), frozenset(range(len(sentences))))


def said(text: str, kind: Kind = Kind.NAME) -> set[tuple[str, EntityType | None]]:
    return {(m.text, m.type) for m in read(text).mentions if m.kind is kind and m.score >= 0.5}


@pytest.mark.parametrize(
    ("text", "wanted", "not_wanted"),
    [
        ("Texas Instruments will build in Sherman, Texas.", {("Texas Instruments", ORG), ("Texas", LOC)}, {("Texas Instruments", LOC)}),
        ("Brantwick paid US$2 million in the US.", {("US", LOC)}, set()),
        ("365 Data Centers runs five sites.", {("365 Data Centers", ORG)}, set()),
        ("The sale in May 2019 surprised Theresa May in London.", {("Theresa May", PER), ("London", LOC)}, {("May", PER)}),
        ("Microsoft and Google hired people in Virginia.", {("Microsoft", ORG), ("Google", ORG), ("Virginia", LOC)}, set()),
    ],
)
def test_the_longest_and_surest_reading_wins(
    text: str, wanted: set[tuple[str, EntityType]], not_wanted: set[tuple[str, EntityType]]
) -> None:
    found = said(text)
    assert wanted <= found
    assert not not_wanted & found


def test_values_are_there() -> None:
    reading = read("It puts US$2 million into 40MW by 2027.")
    values = [m for m in reading.mentions if m.kind is Kind.VALUE]
    assert len(values) == 3
    assert all(m.value is not None and not m.referents for m in values)


def test_names_have_things_behind_them() -> None:
    reading = read("Microsoft Corp. opened a region in Madrid, Spain. Satya Nadella, chief executive of Microsoft, spoke in Madrid.")
    by_name = {m.text: reading.referents[m.referents[0]] for m in reading.mentions if m.kind is Kind.NAME}
    assert by_name["Microsoft"] is by_name["Microsoft Corp."]
    assert by_name["Microsoft"].known == "org/microsoft"
    assert by_name["Madrid"].known is not None
    assert by_name["Madrid"].known.startswith("place/")
    assert "Spain" in by_name["Madrid"].context
    assert by_name["Satya Nadella"].context == (by_name["Microsoft"].label,)


def test_an_adjective_and_a_name_mean_one_place() -> None:
    reading = read("The German firm stays in Germany.")
    places = [m for m in reading.mentions if m.type is LOC]
    assert [m.kind for m in places] == [Kind.ADJECTIVE, Kind.NAME]
    assert len({m.referents for m in places}) == 1
    assert reading.referents[places[0].referents[0]].label == "Germany"


def test_settling_prefers_what_is_sure_then_what_is_long() -> None:
    def made(start: int, end: int, kind: Kind, score: float) -> Mention:
        return Mention(start, end, "x" * (end - start), kind, None if kind is Kind.VALUE else ORG, score)

    long_doubtful, short_sure = made(0, 9, Kind.NAME, 0.3), made(0, 4, Kind.NAME, 0.8)
    value, inner = made(10, 15, Kind.VALUE, 1.0), made(12, 15, Kind.NAME, 0.9)
    assert settle(20, [long_doubtful, short_sure, inner], [], [value]) == [short_sure, value]


@pytest.mark.parametrize(
    "text",
    [
        "The striker scored twice in the second half, and the visitors never recovered. The coach praised the back line afterwards.",
        "Peel the apples and cut them into slices. Melt the butter, add sugar and cinnamon. Serve with cream. Apple pie keeps for days.",
        "A cold front moves in on Friday. Expect showers in the north and sunny spells in the south. Winds ease by Sunday.",
        "The court heard that the man had taken the money. The judge adjourned the case. The hearing goes on next week.",
        "Meta-analyses are hard to read. The compass needle points north. Switch to a lower gear. Stack the chairs. The oracle was silent.",
        "Dear reader, welcome to our newsletter. This week: gardening, books and a walk in the hills. Enjoy the summer.",
    ],
)
def test_other_subjects_make_no_companies(text: str) -> None:
    assert not {name for name, type in said(text) if type is ORG}


@pytest.mark.parametrize(
    "unit",
    [
        "Alpha Beta and Gamma Capital (AGC) of Delta, ",
        "AAAA BBBB CCCC ",
        "(((Alpha [[",
        "Orlow N{} Ltd, ",
        "xxxxxxxxxx",
        "Alpha-Beta-Gamma-",
    ],
)
def test_time_is_linear_in_pathological_text(unit: str) -> None:
    assert_linear(lambda size: read("".join(unit.replace("{}", str(i)) for i in range(size))), 500, 2000)
