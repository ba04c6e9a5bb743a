"""Plain sentences keep their facts with openings, insertions and additions of all kinds; denied or only supposed, they have none."""

from __future__ import annotations

import itertools

import pytest

from kg.model import Document
from kg.pipeline import read_document

FIRM = "Nordal Group"
TOLD = (
    "plans to build a data center in Oslo",
    "is building a data center campus in Oslo",
    "has opened a data center in Oslo",
    "operates three data centers in Oslo",
    "has cancelled plans for a data center in Oslo",
    "has proposed a 200MW data center campus in Oslo",
    "will spend $3 billion on a data center in Oslo",
    "is expanding its data center in Oslo",
    "has started construction of a data center in Oslo",
    "will launch a cloud region in Norway",
    "will invest $1 billion in Norway",
    "has acquired Bolt Systems",
    "has agreed to buy Bolt Systems",
    "has signed a partnership with Bolt Systems",
    "has raised $50 million from Quill Capital",
    "has signed a power purchase agreement with Voltway Energy",
    "has appointed Jane Roe as chief executive",
    "competes with Bolt Systems",
    "is the largest cloud provider in Norway",
    "will create 200 jobs in Oslo",
    "bought 300 acres of land in Oslo",
)
OPENINGS = (
    "On Monday, {it}.",
    "Earlier this year, {it}.",
    "As part of its expansion, {it}.",
    "With demand for AI surging, {it}.",
    "Despite local opposition, {it}.",
    "To meet growing demand, {it}.",
    "In a bid to cut costs, {it}.",
    "Following a review, {it}.",
    "As previously reported, {it}.",
    "Founded in 2010, {it}.",
    "Backed by new funding, {it}.",
    "While rivals wait, {it}.",
    "But {it}.",
    "The Daily Post reported that {it}.",
    "According to a filing, {it}.",
    "Sources say {it}.",
    "It has emerged that {it}.",
    "OSLO, May 5, 2026 – {it}.",
)
INSERTIONS = (
    ", the Norwegian cloud provider,",
    ", which runs 12 sites across Europe,",
    " (NASDAQ: NRD)",
    ", led by CEO Jane Dahl,",
    ", a unit of Fjordtel,",
    ", backed by Halden Capital,",
    " – the country's largest operator –",
    ", one of Europe's biggest developers,",
    ", whose customers include banks,",
    ", however,",
    " today announced that it",
    " said in a blog post that it",
    " is pleased to announce that it",
    " says it",
)
ADDITIONS = (
    ", citing strong demand",
    " as part of a wider plan",
    ", following months of talks",
    " to serve customers in the region",
    " over objections from residents",
    ", the first of its kind",
    ", which it said was overdue",
    ", according to documents filed with the county",
    "; further work starts in May",
    ", but gave no details",
    ", a move that pleased residents",
    ", marking a milestone for the company",
    ", with more to follow",
    ", it emerged this week",
    " – its biggest step yet",
    ", the company said",
    ", officials said",
    ", and analysts expect more",
)
PLACINGS = (
    ", located near the airport",
    ", just off the highway",
    ", on the site of a former mill",
    ", its third in the region",
    ", where land is cheap",
    ", with room for 5,000 racks",
    ", designed for AI workloads",
    ", a city of 700,000",
    ", next to its existing site",
    " that will run on wind power",
)
UNVOUCHED = (
    "{firm} denied that it {told}.",
    "{firm} has denied reports that it {told}.",
    "{firm} declined to say whether it {told}.",
    "{firm} did not confirm that it {told}.",
    "It is unclear whether {firm} {told}.",
    "It is not true that {firm} {told}.",
    "There is no evidence that {firm} {told}.",
    "Nobody has confirmed that {firm} {told}.",
    "Reports that {firm} {told} are false.",
    "Contrary to rumours that {firm} {told}, nothing has changed.",
    "If {firm} {told}, residents will protest.",
    "Unless {firm} {told}, prices will rise.",
    "Whether {firm} {told} remains to be seen.",
    "Residents asked if {firm} {told}.",
    "Imagine that {firm} {told}.",
    "Does anyone believe that {firm} {told}?",
)


def facts(text: str) -> frozenset[tuple[str, str, str]]:
    """The facts of a text; the names of places as a dateline or a headline may write them count as the same."""
    _, claims, _ = read_document(Document(text, published="2026-06-01"))
    return frozenset((c.subject.label, c.predicate, c.object.label.casefold()) for c in claims)


def wanted(told: str) -> frozenset[tuple[str, str, str]]:
    return frozenset(fact for fact in facts(f"{FIRM} {told}.") if FIRM in fact or FIRM.casefold() in fact)


def test_each_plain_sentence_tells_something() -> None:
    assert [told for told in TOLD if not wanted(told)] == []


SENTENCES = (
    *((told, opening.format(it=f"{FIRM} {told}")) for told, opening in itertools.product(TOLD, OPENINGS)),
    *((told, f"{FIRM}{insertion} {told}.") for told, insertion in itertools.product(TOLD, INSERTIONS)),
    *((told, f"{FIRM} {told}{addition}.") for told, addition in itertools.product(TOLD, ADDITIONS)),
    *((told, f"{FIRM} {told}{placing}.") for told, placing in itertools.product(TOLD, PLACINGS) if told.endswith("in Oslo")),
)


@pytest.mark.parametrize("told", TOLD)
def test_additions_take_no_fact_away(told: str) -> None:
    base = wanted(told)
    lost = {text: base - facts(text) for mine, text in SENTENCES if mine == told}
    assert {text: missing for text, missing in lost.items() if missing} == {}


@pytest.mark.parametrize("told", TOLD)
def test_what_the_sentence_does_not_vouch_for_is_no_fact(told: str) -> None:
    found = {text: facts(text) for text in (frame.format(firm=FIRM, told=told) for frame in UNVOUCHED)}
    assert {text: claims for text, claims in found.items() if claims} == {}


WEIGHED = (
    "is considering whether to {does}",
    "is weighing plans to {does}",
    "is exploring ways to {does}",
    "is in talks to {does}",
    "is said to be planning to {does}",
    "is rumoured to be about to {does}",
    "reportedly plans to {does}",
    "may {does}",
    "could {does}",
    "is likely to {does}",
    "is thinking of {doing}",
    "is mulling {doing}",
    "has held talks on {doing}",
    "has not ruled out {doing}",
)
DEEDS = (
    ("acquire Bolt Systems", "acquiring Bolt Systems"),
    ("invest $1 billion in Norway", "investing $1 billion in Norway"),
    ("partner with Bolt Systems", "partnering with Bolt Systems"),
    ("build a data center in Oslo", "building a data center in Oslo"),
    ("open a cloud region in Norway", "opening a cloud region in Norway"),
)


@pytest.mark.parametrize("weighed", WEIGHED)
def test_what_is_only_weighed_is_considered(weighed: str) -> None:
    for does, doing in DEEDS:
        text = f"{FIRM} {weighed.format(does=does, doing=doing)}."
        _, claims, _ = read_document(Document(text, published="2026-06-01"))
        assert [c.get("status") for c in claims if c.subject.label == FIRM] == ["considered"], text
