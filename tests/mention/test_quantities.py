from __future__ import annotations

from decimal import Decimal

import pytest
from linear import assert_linear

from kg.mention.quantities import quantities
from kg.model import Bound, Quantity, Unit


def only(text: str) -> Quantity:
    found = [m.value for m in quantities(text)]
    assert len(found) == 1, found
    assert isinstance(found[0], Quantity)
    return found[0]


@pytest.mark.parametrize(
    ("text", "number", "unit"),
    [
        ("100MW", "100", Unit.MEGAWATT),
        ("a 150-megawatt campus", "150", Unit.MEGAWATT),
        ("1.4GW", "1400", Unit.MEGAWATT),
        ("800 kW", "0.8", Unit.MEGAWATT),
        ("50 MVA", "50", Unit.MEGAWATT),
        ("a gigawatt of power", "1000", Unit.MEGAWATT),
        ("sixty megawatts", "60", Unit.MEGAWATT),
        ("400MWh", "400", Unit.OTHER),
        ("a 28-percent share", "28", Unit.PERCENT),
        ("14 per cent", "14", Unit.PERCENT),
        ("a 200-acre site", "200", Unit.ACRE),
        ("80 hectares", "197.684", Unit.ACRE),
        ("1.2 million square feet", "1200000", Unit.SQUARE_FOOT),
        ("890,000 net rentable square feet", "890000", Unit.SQUARE_FOOT),
        ("3.7M SF", "3700000", Unit.SQUARE_FOOT),
        ("10,000 sq m", "107639.1", Unit.SQUARE_FOOT),
        ("300 km of fibre", "300", Unit.KILOMETRE),
        ("20 miles", "32.187", Unit.KILOMETRE),
        ("a 15-year lease", "15", Unit.YEAR),
        ("18 months", "1.5", Unit.YEAR),
        ("1,000 new jobs", "1000", Unit.JOB),
        ("300 people", "300", Unit.JOB),
        ("200 million people", "200000000", Unit.OTHER),
        ("five large data centers", "5", Unit.COUNT),
        ("a dozen data centres", "12", Unit.COUNT),
        ("a three-building campus", "3", Unit.COUNT),
        ("two in Oslo", "2", Unit.COUNT),
        ("Oslo. Four are in Bergen", "4", Unit.COUNT),
        ("a pair of data centers", "2", Unit.COUNT),
        ("one in Oslo", "1", Unit.COUNT),
        ("5,000 racks", "5000", Unit.OTHER),
        ("in 14 states", "14", Unit.OTHER),
        ("a two-person startup", "2", Unit.OTHER),
        ("the second", "2", Unit.ORDINAL),
        ("the third-largest", "3", Unit.ORDINAL),
        ("the 30th hall", "30", Unit.ORDINAL),
        ("No. 2", "2", Unit.ORDINAL),
        ("number one", "1", Unit.ORDINAL),
    ],
)
def test_numbers_and_units(text: str, number: str, unit: Unit) -> None:
    value = only(text)
    assert (value.number, value.unit) == (Decimal(number), unit)


@pytest.mark.parametrize(
    ("text", "number", "low"),
    [
        ("between 100MW and 200MW", 200, 100),
        ("100-200MW", 200, 100),
        ("400 MW to 1 GW", 1000, 400),
        ("between 35 and 45 people", 45, 35),
        ("two to three sites", 3, 2),
        ("300,000-1.4 million square feet", 1400000, 300000),
    ],
)
def test_ranges(text: str, number: int, low: int) -> None:
    value = only(text)
    assert (value.number, value.low) == (Decimal(number), Decimal(low))


@pytest.mark.parametrize(
    ("text", "bound"),
    [
        ("up to 30 MW", Bound.AT_MOST),
        ("more than 30 MW", Bound.AT_LEAST),
        ("100+ sites", Bound.AT_LEAST),
        ("60-odd sites", Bound.ABOUT),
        ("about 30 MW", Bound.ABOUT),
    ],
)
def test_bounds(text: str, bound: Bound) -> None:
    assert only(text).bound is bound


@pytest.mark.parametrize(
    ("text", "of"),
    [
        ("60MW of IT load", "it"),
        ("16MW of critical capacity", "it"),
        ("a 60MW solar farm", "generation"),
        ("a wind park of 60MW", "generation"),
        ("a grid connection of 60MW", "grid"),
        ("60 MW of battery storage", "storage"),
        ("a 60MW data centre", "facility"),
        ("60MW in Oslo", None),
    ],
)
def test_what_megawatts_are_of(text: str, of: str | None) -> None:
    assert only(text).of == of


@pytest.mark.parametrize(
    ("text", "of"), [("500 permanent jobs", "permanent"), ("500 construction workers", "construction"), ("500 jobs", None)]
)
def test_kinds_of_jobs(text: str, of: str | None) -> None:
    assert only(text).of == of


@pytest.mark.parametrize(
    ("text", "of"),
    [("two availability zones", "zone"), ("six data halls", "hall"), ("four cloud regions", "region"), ("two sites", "site")],
)
def test_what_is_counted(text: str, of: str) -> None:
    assert only(text).of == of


@pytest.mark.parametrize(
    "text",
    [
        "Tier 3",
        "5G",
        "24/7",
        "Windows 10",
        "H100",
        "dozens of sites",
        "at 11:48",
        "one of them",
        "no one",
        "one after another",
        "a third of it",
        "per second",
        "voted 4-2",
    ],
)
def test_no_quantity(text: str) -> None:
    assert [m.value for m in quantities(text)] == []


@pytest.mark.parametrize(
    "piece", ["1 ", "one ", "1-", "five new ", "first ", "1,", "100MW to ", "one hundred and ", "No. ", "x", "5 new, "]
)
def test_linear_time(piece: str) -> None:
    assert_linear(lambda length: list(quantities(piece * (length // len(piece)))), 10_000, 200_000)
