"""Names of organisations and people: known and unknown ones, their limits, and what is none."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.lexicon import Lexicon, data_folder, load
from kg.mention import mention
from kg.model import Document, EntityType, Kind, Reading
from kg.scan import Scanner
from kg.segment import segment


def read(text: str, title: str = "") -> Reading:
    document = Document(f"{title}\n\n{text}" if title else text, title)
    lexicon = load()
    sentences = segment(document)
    hits = Scanner(lexicon.surfaces(), ()).scan(document.text)
    return mention(document, sentences, hits, lexicon, frozenset(range(len(sentences))))


def names(text: str, type: EntityType, title: str = "") -> set[str]:
    return {m.text for m in read(text, title).mentions if m.type is type and m.kind is Kind.NAME and m.score >= 0.5}


def organisations(text: str) -> set[str]:
    return names(text, EntityType.ORGANIZATION)


def people(text: str) -> set[str]:
    return names(text, EntityType.PERSON)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Brantwick Data Centers will build a campus near Leeds, the company said.", {"Brantwick Data Centers"}),
        ("Data centre operator Calvora has bought a plot of land outside Lyon.", {"Calvora"}),
        ("Shares in Hallmere Realty Trust LLC rose after the sale.", {"Hallmere Realty Trust LLC"}),
        ("The loan came from Northbrook Capital Partners and Bank of Ashdale.", {"Northbrook Capital Partners", "Bank of Ashdale"}),
        ("Tessellane, Inc. and Orvix GmbH signed the lease on Monday.", {"Tessellane, Inc.", "Orvix GmbH"}),
        ("The Texas Department of Transportation approved the road.", {"Texas Department of Transportation"}),
        ("Officials at the University of Leiden joined the project.", {"University of Leiden"}),
        ("Developers Kelwood & Marsh own the land.", {"Kelwood & Marsh"}),
    ],
)
def test_unknown_organisations_are_found_whole(text: str, wanted: set[str]) -> None:
    assert wanted <= organisations(text)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ('"We are pleased," said Joanna Fairweather, chief executive of Calvora Networks.', {"Joanna Fairweather"}),
        ("Calvora Networks CEO Rajesh Venkataraman opened the site.", {"Rajesh Venkataraman"}),
        ("Governor Lucia Brandt signed the bill. Mr. Brandt was absent.", {"Lucia Brandt", "Brandt"}),
        ("Tomasz Wieczorek, its chief financial officer, left in May.", {"Tomasz Wieczorek"}),
        ("President Kim Min-seo of Hanbit Networks spoke first.", {"Kim Min-seo"}),
    ],
)
def test_people_are_told_apart(text: str, wanted: set[str]) -> None:
    assert wanted <= people(text)
    assert not wanted & organisations(text)


@pytest.mark.parametrize(
    "text",
    [
        "The site uses 40 MW and Tier III power, and the PUE is 1.2 in Q4.",
        "The CHIPS Act and the Inflation Reduction Act were passed in Congress last year, according to the report.",
        "Preheat the oven. Stir the flour, add two eggs and the sugar, and bake for an hour.",
        "Rain will spread from the west on Tuesday, with gusts of 50 mph along the coast.",
        "The new building, called DFW12, is part of Project Marigold.",
        "We are proud of our team. They work hard. It shows. Read more here.",
    ],
)
def test_what_is_no_company(text: str) -> None:
    assert organisations(text) - {"Congress"} == set()


def test_common_words_of_known_names_need_evidence() -> None:
    assert "Apple" not in organisations("She baked an apple pie. Apple trees grow on the hill, and each apple is picked by hand.")
    assert "Switch" not in organisations("Switch off the lights when you leave. The switch is by the door.")
    assert "Oracle" in organisations("Oracle opened a cloud region in Madrid. Rivals of Oracle were there before.")


def test_tickers_are_no_names() -> None:
    found = organisations("Calvora Networks (NASDAQ: CLVN) said its sales rose. Microsoft (MSFT) fell.")
    assert "CLVN" not in found
    assert "MSFT" not in found
    assert "Microsoft" in found


def test_names_do_not_cross_gaps_of_menus() -> None:
    assert all("  " not in name for name in organisations("World  Markets  Technology  Politics  About Us"))


def test_one_sure_place_helps_the_others() -> None:
    text = (
        "Velmora Holdings Ltd said on Monday that it will build a data centre in Porto. "
        "The building will open in 2027. Analysts had expected that Velmora would choose Lisbon."
    )
    assert "Velmora" in organisations(text)


def test_scores_lie_between_nought_and_one() -> None:
    for found in read("Calvora and the Brent Group met Anna Lindqvist in Oslo. Delta Ridge was quiet.").mentions:
        assert 0 <= found.score <= 1


def test_mentions_are_sorted_and_apart() -> None:
    reading = read("Bank of America and Texas Instruments paid US$2 million to 365 Data Centers on May 3, 2021 in New York, New York.")
    for one, other in zip(reading.mentions, reading.mentions[1:], strict=False):
        assert one.end <= other.start
    assert all(m.text == reading.document.text[m.start : m.end] for m in reading.mentions)


def test_only_active_sentences_are_read() -> None:
    document = Document("Calvora Networks opened a site. Tessellane Inc closed one.")
    sentences = segment(document)
    reading = mention(document, sentences, (), load(), frozenset({1}))
    assert all(m.start >= sentences[1].start for m in reading.mentions)
    assert not mention(document, sentences, (), load(), frozenset()).mentions


def test_nothing_hinges_on_the_table_of_organisations(tmp_path: Path) -> None:
    seeds = data_folder() / "seeds"
    (tmp_path / "places").symlink_to(seeds / "places")
    head = (seeds / "organisations.tsv").read_text(encoding="utf-8").split("\n")[0]
    (tmp_path / "organisations.tsv").write_text(f"{head}\n", encoding="utf-8")
    text = (
        "Equinix will buy land in Frankfurt from Digital Realty, the two companies said. "
        "Microsoft and Google have data centers near by, and so does Vantage Data Centers. "
        "Iliad's data centre unit and CoreSite were not among the bidders, according to Reuters."
    )
    document = Document(text)
    sentences = segment(document)
    lexicon = Lexicon(tmp_path)
    assert not lexicon.find("Equinix", EntityType.ORGANIZATION)
    reading = mention(document, sentences, (), lexicon, frozenset(range(len(sentences))))
    found = {m.text for m in reading.mentions if m.type is EntityType.ORGANIZATION and m.kind is Kind.NAME and m.score >= 0.5}
    assert {"Equinix", "Digital Realty", "Microsoft", "Google", "Vantage Data Centers", "CoreSite", "Reuters"} <= found
