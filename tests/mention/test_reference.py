from __future__ import annotations

import re

import pytest
from linear import assert_linear

from kg.mention.reference import references
from kg.model import Document, EntityType, Kind, Mention, Reading, Referent, Sentence, SentenceKind

ORG, PER, LOC = EntityType.ORGANIZATION, EntityType.PERSON, EntityType.PLACE


def read(text: str, names: dict[str, EntityType], people: dict[str, str] | None = None, context: dict[str, str] | None = None) -> Reading:
    """A reading of a text whose names are given; those that share their first word are one. A line without a full stop is a headline."""
    referents: list[Referent] = []
    index: dict[str, int] = {}
    for name, type_ in names.items():
        key = name.split()[0] if type_ is not PER else name.split()[-1]
        if key in index:
            continue
        wider = (people or {}).get(name) or (context or {}).get(name)
        index[key] = len(referents)
        same = tuple(other for other in names if key in other.split())
        referents.append(Referent(type_, name, same, (wider,) if wider else (), known=f"place/{name}" if type_ is LOC else None))
    mentions = []
    for found in re.finditer("|".join(sorted(map(re.escape, names), key=len, reverse=True)), text):
        type_ = names[found[0]]
        key = found[0].split()[0] if type_ is not PER else found[0].split()[-1]
        mentions.append(Mention(found.start(), found.end(), found[0], Kind.NAME, type_, 1.0, referents=(index[key],)))
    sentences = []
    for paragraph, line in enumerate(re.finditer(r"[^\n]+", text)):
        for part in re.finditer(r"\S.*?(?:[.?!][”\"]?(?=\s[A-Z“\"])|$)", line[0]):
            kind = SentenceKind.BODY if line[0].rstrip()[-1] in '.?!”"' else SentenceKind.HEADLINE
            sentences.append(Sentence(line.start() + part.start(), line.start() + part.end(), paragraph, kind))
    return Reading(Document(text), tuple(sentences), tuple(mentions), tuple(referents))


def resolved(reading: Reading, kinds: dict[str, str] | None = None) -> list[tuple[str, list[str]]]:
    def kind(index: int) -> str:
        return (kinds or {}).get(reading.referents[index].label, "")

    return [(m.text, [reading.referents[i].label for i in m.referents]) for m in references(reading, kind)]


NAMES = {"Northwind": ORG, "Fjordcloud": ORG, "Bergen Power": ORG, "Oslo": LOC, "Norway": LOC, "Kari Moen": PER, "Moen": PER}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Northwind said the company will build in Oslo.", [("the company", ["Northwind"])]),
        ("Northwind opened a hall. The company also plans a second.", [("The company", ["Northwind"])]),
        ("Northwind opened a hall. It plans a second.", [("It", ["Northwind"])]),
        ("Northwind will expand its campus.", [("its", ["Northwind"])]),
        ("Fjordcloud said that Northwind sold its hall.", [("its", ["Northwind"])]),
        ("Northwind picked Oslo. The Tromso-based firm will build there.", [("The Tromso-based firm", ["Northwind"]), ("there", ["Oslo"])]),
        ("Northwind leases land near Oslo, where it will build.", [("where", ["Oslo"]), ("it", ["Northwind"])]),
        ("Northwind opened a hall, the tech giant announced.", [("the tech giant", ["Northwind"])]),
        (
            "Northwind and Fjordcloud formed a venture. The two companies will build in Oslo.",
            [("The two companies", ["Northwind", "Fjordcloud"])],
        ),
        ("Northwind and Fjordcloud said they will build.", [("they", ["Northwind", "Fjordcloud"])]),
        ("A plot went to Fjordcloud. The company will build.", [("The company", ["Fjordcloud"])]),
        (
            "Northwind hired data centre operator Fjordcloud. Costs are open. The operator runs three halls.",
            [("The operator", ["Fjordcloud"])],
        ),
        ("Bergen Power met Northwind. The utility will supply the site.", [("The utility", ["Bergen Power"])]),
        ("Fjordcloud, a unit of Northwind, opened a hall. The unit will grow.", [("The unit", ["Fjordcloud"])]),
        ("Fjordcloud, a unit of Northwind, grew. Northwind wants its cloud arm to grow.", [("its cloud arm", ["Fjordcloud"])]),
        ("Northwind wants its cloud arm Fjordcloud to grow.", [("its", ["Northwind"])]),
    ],
)
def test_organisations(text: str, expected: list[tuple[str, list[str]]]) -> None:
    assert resolved(read(text, NAMES)) == expected


def test_the_topic_is_the_last_resort() -> None:
    text = "Northwind to build in Oslo\n\nNorthwind will build in Oslo.\n\nResidents were angry. The company did not comment."
    assert ("The company", ["Northwind"]) in resolved(read(text, NAMES))


@pytest.mark.parametrize(
    "text",
    [
        "Northwind opened a hall. The university will use the hall.",  # nothing says that it is one
        "Northwind opened a hall. The project will grow. It will cost more.",  # the project
        "Northwind opened a hall. It is expected that more will follow.",
        "Northwind is the largest operator in the land.",  # a predicate
        "Fjordcloud, the largest operator in the land, grew.",  # an apposition
        "Fjordcloud, its largest rival, grew.",
        "The company behind the plan spoke.",
        "There is more to come in Oslo.",
        "Bystanders said they liked the hall.",
    ],
)
def test_left_alone(text: str) -> None:
    assert resolved(read(text, NAMES)) == []


def test_an_object_is_not_its_own_subject() -> None:
    text = "Fjordcloud, a startup, grew.\n\nNorthwind bought the startup."
    assert ("the startup", ["Fjordcloud"]) in resolved(read(text, NAMES))


def test_the_company_of_a_speaker() -> None:
    reading = read("“We will build in Oslo and our halls are full,” said Kari Moen, head of Northwind.", NAMES, {"Kari Moen": "Northwind"})
    assert resolved(reading) == [("We", ["Northwind"]), ("our", ["Northwind"])]


def test_the_issuer_of_a_press_release() -> None:
    text = "Northwind opens a hall\n\nNorthwind today announced that a hall is open. Our halls are full."
    assert ("Our", ["Northwind"]) in resolved(read(text, NAMES))
    assert ("Our", ["Northwind"]) not in resolved(read(text.replace("today announced", "said"), NAMES))


def test_people() -> None:
    reading = read(
        "Kari Moen runs Northwind. She joined in May. Mr Moen was before her.", {**NAMES, "Moen": PER}, {"Kari Moen": "Northwind"}
    )
    assert ("She", ["Kari Moen"]) in resolved(reading)
    titled = read("Kari Moen runs Northwind. Ms Moen left.", {name: type_ for name, type_ in NAMES.items() if name != "Moen"})
    assert ("Ms Moen", ["Kari Moen"]) in resolved(titled)


def test_the_country_of_the_last_place() -> None:
    reading = read(
        "Norway is cold. Northwind picked Oslo for a first hall in the country. The city agreed.", NAMES, context={"Oslo": "Norway"}
    )
    assert resolved(reading, {"Norway": "country", "Oslo": "city"}) == [("the country", ["Norway"]), ("The city", ["Oslo"])]


@pytest.mark.parametrize("dateline", ["BERGEN--(WIRE)--", "BERGEN, Norway, Sept. 2, 2025 /Wire/ -- ", "BERGEN — "])
def test_the_subject_behind_a_dateline(dateline: str) -> None:
    text = dateline + "Northwind (NYSE: NWD), the cloud company, today announced that it will build."
    assert resolved(read(text, NAMES)) == [("it", ["Northwind"])]


def test_the_exchange_of_a_ticker_is_nobody() -> None:
    names = {**NAMES, "NYSE": ORG}
    assert resolved(read("Northwind (NYSE: NWD) said it will build.", names)) == [("it", ["Northwind"])]


def test_scores_tell_how_sure_it_is() -> None:
    reading = read(
        "Northwind to build in Oslo\n\nNorthwind said the company will build. Neighbours were angry. Neighbours sued. The company fights.",
        NAMES,
    )
    near, far = (m.score for m in references(reading))
    assert 0.5 <= far < near <= 0.95


def test_sorted_and_apart_from_names() -> None:
    reading = read("The company Northwind said its unit Fjordcloud will build where it can.", NAMES)
    taken = [(m.start, m.end) for m in (*reading.mentions, *references(reading))]
    for start, end in sorted(taken):
        assert sum(start < e and s < end for s, e in taken) == 1


@pytest.mark.parametrize("piece", ["the company ", "its ", "the new ", "“we ", "It is ", "the two companies and ", "where, "])
def test_linear_time(piece: str) -> None:
    def cost(length: int) -> None:
        text = "Northwind said " + piece * (length // len(piece)) + "."
        reading = Reading(
            Document(text),
            (Sentence(0, len(text)),),
            (Mention(0, 9, "Northwind", Kind.NAME, ORG, referents=(0,)),),
            (Referent(ORG, "Northwind", ("Northwind",)),),
        )
        references(reading)

    assert_linear(cost, 2_000, 40_000)


@pytest.mark.parametrize("between", [", ", ", the company and its rival ", " said it and ", ", where the firm "])
def test_linear_time_in_names(between: str) -> None:
    def cost(count: int) -> None:
        text = between.join(["Northwind"] * count) + "."
        step = len("Northwind" + between)
        names = tuple(Mention(i * step, i * step + 9, "Northwind", Kind.NAME, ORG, referents=(i % 7,)) for i in range(count))
        reading = Reading(Document(text), (Sentence(0, len(text)),), names, tuple(Referent(ORG, f"Northwind {i}") for i in range(7)))
        references(reading)

    assert_linear(cost, 1_000, 10_000)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Odata and Oslo-based Vesta are building halls. The companies plan seven more.", ["Odata", "Vesta"]),
        ("Odata signed a deal with Vesta. Together, they will build halls.", ["Odata", "Vesta"]),
        ("Odata and Vesta's next bet is big. The companies have plans.", ["Odata", "Vesta"]),
    ],
)
def test_two_that_were_named_together_are_the_companies(text: str, wanted: list[str]) -> None:
    found = resolved(read(text, {"Odata": ORG, "Vesta": ORG, "Oslo": LOC}))
    assert [who for said, who in found if said in ("The companies", "they")] == [wanted]


def test_companies_in_general_are_nobody() -> None:
    found = resolved(read("Odata grew. The companies of the region did not.", {"Odata": ORG, "Vesta": ORG}))
    assert [said for said, _ in found if said == "The companies"] == []


def test_who_is_named_in_the_introduction_only_is_not_the_company() -> None:
    found = resolved(read("Odata grew. With its purchase of Vesta last year, the company entered Oslo.", {"Odata": ORG, "Vesta": ORG}))
    assert ("the company", ["Odata"]) in found


def test_the_city_that_the_text_is_about() -> None:
    text = "Odata builds a hall in Bergen. Vesta did so in Malmo. The work is hard. The city pays for Odata in Bergen."
    places = {"Bergen": "city", "Malmo": "city"}
    assert ("The city", ["Bergen"]) in resolved(read(text, {"Odata": ORG, "Vesta": ORG, "Bergen": LOC, "Malmo": LOC}), places)


def test_the_mission_that_somebody_outlines_is_his_company_s() -> None:
    text = "Odata chief Kari Moen outlined the company’s plans."
    assert ("the company", ["Odata"]) in resolved(read(text, {"Odata": ORG, "Kari Moen": PER}))


def test_counties_that_no_table_knows() -> None:
    names = {"Odata": ORG, "Arne County": LOC, "Bergen County": LOC}
    found = resolved(read("Odata left Bergen County. Odata builds in Arne County. The county pays.", names), {"Bergen County": "county"})
    assert ("The county", ["Arne County"]) in found


def test_it_in_what_somebody_says_is_not_the_subject_before() -> None:
    text = "Odata opened a hall. “It will bring jobs,” said Kari Moen."
    assert not [said for said, _ in resolved(read(text, {"Odata": ORG, "Kari Moen": PER})) if said == "It"]


def test_the_area_and_the_region_around_a_place() -> None:
    kinds = {"Bergen": "city", "Europe": "region"}
    names = {"Odata": ORG, "Vesta": ORG, "Bergen": LOC, "Europe": LOC}
    assert ("the area", ["Bergen"]) in resolved(read("Odata builds in Bergen. Vesta has a hall in the area.", names), kinds)
    assert ("the region", ["Europe"]) in resolved(read("Odata buys in Europe and may build in the region.", names), kinds)
    assert not [s for s, _ in resolved(read("Odata builds in Bergen. Vesta is known in the area of law.", names), kinds) if s == "the area"]


def test_after_an_outsider_has_spoken_the_text_goes_on_with_its_topic() -> None:
    text = "Odata raises money\nOdata raised money. Odata makes coolers. Kari Moen of Vesta said it was pleased. The company will hire."
    assert ("The company", ["Odata"]) in resolved(read(text, {"Odata": ORG, "Vesta": ORG, "Kari Moen": PER}, {"Kari Moen": "Vesta"}))


def test_a_town_before_a_noun_for_a_company() -> None:
    names = {"Odata": ORG, "Vesta": ORG, "Bergen": LOC}
    assert ("it", ["Odata"]) in resolved(read("Odata makes coolers. The Bergen lender said that it would hire.", names))


def test_whom_somebody_acquired_or_owns() -> None:
    names = {"Odata": ORG, "Vesta": ORG}
    assert ("it", ["Odata"]) in resolved(read("Odata has a hall. When Vesta acquired it, the hall was cold.", names))


def test_the_group_is_the_one_that_is_called_so_not_the_last_of_a_list() -> None:
    names = {"Arne Group": ORG, "Vesta": ORG, "Odata": ORG, "Kari": ORG}
    text = "Arne Group borrows money. Arne Group has loans. Vesta, Odata and Kari will lend it. The group has halls."
    assert ("The group", ["Arne Group"]) in resolved(read(text, names))
