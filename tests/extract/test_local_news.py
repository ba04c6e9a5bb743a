"""Ways of saying of trackers, local papers and company pages, read from plain text by the whole pipeline."""

from __future__ import annotations

import pytest

from kg.model import Document
from kg.pipeline import read_document


def facts(text: str) -> set[tuple[str, str, str]]:
    document = Document(text=text, title="", published="2025-08-01", publisher="Gazette", id="d", key="d")
    return {(c.subject.label, c.predicate, c.object.label) for c in read_document(document)[1]}


TOLD = [
    (
        "KKR-owned CyrusOne runs over 50 data centers in Texas. In Ohio, it operates four data centers.",
        {("CyrusOne", "operatesDataCenterIn", "Texas"), ("CyrusOne", "operatesDataCenterIn", "Ohio")},
    ),
    (
        "CyrusOne has opened a data center in Texas. Headquartered in Oslo, Norway, the company operates data centers in Spain.",
        {("CyrusOne", "basedIn", "Oslo"), ("CyrusOne", "operatesDataCenterIn", "Spain")},
    ),
    (
        "Equinix opened a data center in Oslo. The company has further sites in development in Maryland, Ohio, and Virginia.",
        {("Equinix", "buildsDataCenterIn", place) for place in ("Maryland", "Ohio", "Virginia")},
    ),
    (
        "Equinix opened a data center in Oslo. Equinix counts KKR and Mubadala among its investors.",
        {("KKR", "investsIn", "Equinix"), ("Mubadala", "investsIn", "Equinix")},
    ),
    (
        "Its data centers are located in Oslo, with new developments underway in Bergen, Equinix said. Equinix owns a data center in Lima.",
        {("Equinix", "buildsDataCenterIn", "Bergen")},
    ),
    (
        "Equinix runs a data center in Oslo. It continues to grow in Europe with existing data centre assets in London and Frankfurt.",
        {("Equinix", "operatesDataCenterIn", "London"), ("Equinix", "operatesDataCenterIn", "Frankfurt")},
    ),
    (
        "Twenty miles away in Stafford County, meanwhile, Equinix recently announced a $2 billion investment to build a data center.",
        {("Equinix", "investsIn", "Stafford County"), ("Equinix", "plansDataCenterIn", "Stafford County")},
    ),
    (
        "Equinix has announced its largest investment to date: $2 billion to develop a data center campus in Butler County.",
        {("Equinix", "investsIn", "Butler County"), ("Equinix", "plansDataCenterIn", "Butler County")},
    ),
    (
        "Equinix has secured a $900 million loan for the construction of two data centers in Butler County.",
        {("Equinix", "plansDataCenterIn", "Butler County")},
    ),
    ("The project is a collaborative effort between Equinix and Digital Realty.", {("Equinix", "partnersWith", "Digital Realty")}),
    (
        "Equinix runs 14 data centers - planned and operational - in Texas.",
        {("Equinix", "operatesDataCenterIn", "Texas")},
    ),
    (
        "Equinix runs a data center in Oslo. It said that Kirsi Halonen has joined the company's senior team as Chief Strategy Officer.",
        {("Kirsi Halonen", "holdsPosition", "Equinix")},
    ),
    (
        "Equinix runs a data center in Oslo.\n\nAbout Post Road Group\n\nPost Road Group is a lender. The firm is based in Stamford.",
        {("Post Road Group", "basedIn", "Stamford")},
    ),
    (
        "Equinix owns data centers. Equinix's new campus marks its growth in Texas, building on its operational sites in Lima and Tyler.",
        {("Equinix", "operatesDataCenterIn", "Lima"), ("Equinix", "operatesDataCenterIn", "Tyler")},
    ),
]


@pytest.mark.parametrize(("text", "expected"), TOLD, ids=[text[:40] for text, _ in TOLD])
def test_what_is_told(text: str, expected: set[tuple[str, str, str]]) -> None:
    assert expected <= facts(text)


def test_the_code_of_a_site_is_no_place() -> None:
    document = Document(text="CyrusOne will open DFW17 next year, then DFW18B.", title="", published="2025-08-01", id="d", key="d")
    assert not [m for m in read_document(document)[0].mentions if m.text.startswith("DFW") and m.type and m.type.name == "PLACE"]


def test_each_building_has_its_own_cost() -> None:
    text = (
        "Equinix is developing a data center campus in Whitney, Texas. DFW21 is a $375 million development, with work due to "
        "run from March 2026 until May 2027. DFW21B, a $500m project, is set to span 249,000 sq ft. "
        "The $400m DFW22 is set to be a facility of one floor."
    )
    document = Document(text=text, title="", published="2025-12-01", publisher="Gazette", id="d", key="d")
    told = {c.get("site"): c.get("amount") for c in read_document(document)[1] if c.predicate == "plansDataCenterIn"}
    assert {"DFW21": 375_000_000, "DFW21B": 500_000_000, "DFW22": 400_000_000}.items() <= told.items()
