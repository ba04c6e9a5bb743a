"""Places: what is one, where it begins and ends, and which of the world's places it means."""

from __future__ import annotations

import time

import pytest

from kg.lexicon import load
from kg.mention.places import SURE, Located, places
from kg.model import Document, Hit, Kind
from kg.segment import segment


def read(text: str, hits: tuple[Hit, ...] = ()) -> list[Located]:
    """The places of a text that are sure."""
    return [found for found in places(text, segment(Document(text)), hits, load()) if found.mention.score >= SURE]


def texts(text: str) -> list[str]:
    return [found.mention.text for found in read(text)]


def names(text: str) -> list[str]:
    return [found.mention.text for found in read(text) if found.mention.kind is Kind.NAME]


def means(text: str, name: str) -> str | None:
    """The key of what a name means, "?" where the name is not found, None where it is an unknown place."""
    return next((found.referent.known for found in read(text) if found.mention.text == name), "?")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("It will build in Singapore and Japan and in the Middle East and Europe.", ["Singapore", "Japan", "Middle East", "Europe"]),
        ("It runs five sites in China and Hong Kong.", ["China", "Hong Kong"]),
        ("Sites in Zürich, São Paulo and Zurich opened; so did one in Sao Paulo.", ["Zürich", "São Paulo", "Zurich", "Sao Paulo"]),
        ("It invested in the UAE, the U.K. and the United States.", ["UAE", "U.K.", "United States"]),
        ("The group raised US$12.7bn and spent S$40m.", []),
        ("A campus in Boydton, Va., and one near Conover, N.C., are planned.", ["Boydton", "Va.", "Conover", "N.C."]),
        ("Officials in Armstrong and Haskell counties, Texas, approved it.", ["Armstrong", "Haskell", "Texas"]),
        ("It looked at Loudoun and Prince William counties, Virginia.", ["Loudoun", "Prince William", "Virginia"]),
        ("The Dallas-Fort Worth market grew.", ["Dallas-Fort Worth"]),
        ("A new site in the state of Johor is planned.", ["Johor"]),
        ("It bought a site in Inner Mongolia.", ["Inner Mongolia"]),
        ("Land in northern Virginia is scarce, and in North Texas, too.", ["northern Virginia", "North Texas"]),
        ("It serves the Dallas area from two halls.", ["Dallas"]),
        ("A cable lands on the island of Batam.", ["Batam"]),
        ("The campus lies in Sedenak Tech Park in Johor.", ["Sedenak Tech Park", "Johor"]),
        ("It works in Tunica County, Mississippi, and in Richland Parish.", ["Tunica County", "Mississippi", "Richland Parish"]),
        ("NEW ORLEANS, March 3 (Wire) - The utility said on Monday.", ["NEW ORLEANS"]),
        ("The Osaka-based operator and the Seattle-based giant signed.", ["Osaka", "Seattle"]),
        ("Virginia's lawmakers met.", ["Virginia"]),
        ("It will build at the Elbow Creek Industrial Park near Hobart.", ["Elbow Creek Industrial Park", "Hobart"]),
        ("The city of Noida and the town of Hutto wait.", ["Noida", "Hutto"]),
        ("Its APAC head oversees EMEA, too, but not LatAm.", ["APAC", "EMEA", "LatAm"]),
        ("The operator's Querétaro region serves Mexico.", ["Querétaro", "Mexico"]),
    ],
)
def test_names_of_places(text: str, found: list[str]) -> None:
    assert names(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "Paris Hilton and Austin Powers walked in.",
        "Mr Jackson said that he liked reading on his mobile.",
        "Michael Jordan scored, said Kent Brewster.",
        "In March, the board may meet. To be clear, Nice work was done.",
        "The University of Virginia and Texas Instruments agreed.",
        "Step 1: Of course, Mobile phones are Split.",
        "The Bank of America lent them $3bn.",
        "Come on, he said. God knows.",
        "It may help us. Join us in may.",
        "Lincoln Smith told Jackson Brown that Madison Lee left.",
    ],
)
def test_what_is_no_place(text: str) -> None:
    assert texts(text) == []


@pytest.mark.parametrize(
    ("text", "name", "key"),
    [
        ("They moved from Paris, Texas, to Dallas.", "Paris", "place/paris-texas-4717560"),
        ("They moved to Paris last year.", "Paris", "place/paris"),
        ("The plant near Atlanta, Georgia, grew.", "Georgia", "place/georgia-united-states-4197000"),
        ("Offices in Georgia, Armenia and Azerbaijan opened.", "Georgia", "place/georgia"),
        ("Sites in Alabama and Georgia. The one in Georgia is bigger.", "Georgia", "place/georgia-united-states-4197000"),
        ("A campus in Birmingham, Alabama, opened.", "Birmingham", "place/birmingham-alabama-4049979"),
        ("A campus in Birmingham opened.", "Birmingham", "place/birmingham"),
        ("It chose Ashburn.", "Ashburn", "place/ashburn"),
        ("Officials in Washington met the senator.", "Washington", "place/washington-dc"),
        ("Sites in Oregon, Washington and Idaho.", "Washington", "place/washington"),
        ("It has sites near Spokane. Power in Washington is cheap.", "Washington", "place/washington"),
        ("Offices in New York and London.", "New York", "place/new-york-city"),
        ("Rules in Virginia and New York differ.", "New York", "place/new-york"),
        ("Exchanges in Toronto and London, both in Canada and Britain.", "London", "place/london"),
        ("In the state of Texas, it looks at Whitney.", "Whitney", "place/whitney-texas-4741714"),
        ("The hub in Bangalore grew.", "Bangalore", "place/bengaluru"),
        ("A region in Frankfurt am Main opened.", "Frankfurt am Main", "place/frankfurt"),
        ("The Virginia site and one in Quincy, Washington, are full.", "Washington", "place/washington"),
        ("A site in Clonee is planned by the Irish unit.", "Clonee", "place/clonee"),
        ("A data centre in Dublin, Ohio, was sold.", "Dublin", "place/dublin-ohio-5152333"),
        ("In Ohio, the towns of New Albany and Dublin compete with Columbus.", "Dublin", "place/dublin-ohio-5152333"),
        ("The county of Cork; a site in Cork, Ireland.", "Cork", "place/cork"),
        ("SEOUL, South Korea - The fund said so.", "SEOUL", "place/seoul"),
        ("It opened in northern Virginia.", "northern Virginia", "place/northern-virginia"),
        ("Built near Springfield, Nebraska.", "Springfield", "place/springfield-nebraska-5079488"),
        ("Built in Taylor, Tex., for a client.", "Tex.", "place/texas"),
    ],
)
def test_which_place_it_means(text: str, name: str, key: str) -> None:
    assert means(text, name) == key


def test_a_small_town_is_known_where_its_state_is_told() -> None:
    found = read("It bought land in Lacy Lakeview, Texas. Lacy Lakeview waits.")
    assert [each.mention.text for each in found] == ["Lacy Lakeview", "Texas", "Lacy Lakeview"]
    assert found[0].referent.known == found[2].referent.known
    assert found[0].referent.known is not None
    assert found[0].referent.context == ("Texas", "United States")


def test_an_unknown_town_is_placed_by_the_text_and_found_again() -> None:
    found = read("It bought land in Quarrel Hollow, Virginia. Neighbours of Quarrel Hollow object.")
    hollow = [each.referent for each in found if each.mention.text == "Quarrel Hollow"]
    assert [(each.known, each.context) for each in hollow] == [(None, ("Virginia", "United States"))] * 2


def test_a_name_in_an_unlikely_country_is_a_place_of_its_own() -> None:
    found = read("She grew up in Virginia, New Zealand.")
    assert (found[0].mention.text, found[0].referent.known, found[0].referent.context) == ("Virginia", None, ("New Zealand",))


def test_adjectives_speak_of_their_country() -> None:
    found = read("The German firm and a South Korean bank met Emirati investors.")
    assert [(each.mention.text, each.mention.kind, each.referent.known) for each in found] == [
        ("German", Kind.ADJECTIVE, "place/germany"),
        ("South Korean", Kind.ADJECTIVE, "place/south-korea"),
        ("Emirati", Kind.ADJECTIVE, "place/united-arab-emirates"),
    ]


def test_known_names_that_hold_a_place_win() -> None:
    text = "Talks with Reading Networks in Reading, England, went on."
    start = text.index("Reading Networks")
    hit = Hit("reading networks", start, start + len("Reading Networks"), frozenset({"name"}))
    assert read(text, (hit,))[0].mention.start == text.index("Reading, England")


def test_streets_are_told_apart_by_their_form() -> None:
    found = read("The carrier hotel at 500 West Quimby Street and land along Highway 79 are for sale.")
    assert [(each.mention.text, each.form) for each in found] == [("500 West Quimby Street", "street"), ("Highway 79", "street")]


def test_only_active_sentences_are_told_and_the_others_help() -> None:
    text = "The state of Ohio changes.\n\nA campus in Dublin opened."
    sentences = segment(Document(text))
    found = places(text, sentences, (), load(), frozenset({len(sentences) - 1}))
    assert [(each.mention.text, each.referent.known) for each in found] == [("Dublin", "place/dublin-ohio-5152333")]


def test_mentions_are_sorted_quoted_and_do_not_overlap() -> None:
    text = "In the City of Waukee, Iowa, in Des Moines and in West Des Moines, and in western Iowa, north of Ames, Iowa, sites stand."
    end = 0
    for found in read(text):
        assert found.mention.start >= end
        assert text[found.mention.start : found.mention.end] == found.mention.text
        end = found.mention.end
    assert "City of Waukee" in names(text)
    assert "West Des Moines" in names(text)


LONG = {
    "capitals": "New " * 30_000,
    "letters": "A, " * 30_000,
    "places": "Paris, " * 10_000,
    "one word": "A" * 200_000,
    "brackets": "(" * 50_000,
    "prepositions": "near " * 30_000,
    "numbers": "1 " * 50_000 + "Street",
    "hyphens": "Xyz-" * 30_000,
    "heads": "X County and " * 8_000,
    "lists": "Xa, Xb and " * 8_000 + "counties",
}


@pytest.mark.parametrize("text", LONG.values(), ids=LONG)
def test_time_is_linear(text: str) -> None:
    places("warm in Singapore", (), (), load())
    start = time.process_time()
    places(text, (), (), load())
    assert time.process_time() - start < 10
