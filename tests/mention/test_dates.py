from __future__ import annotations

from decimal import Decimal

import pytest
from linear import assert_linear

from kg.mention.dates import dates, resolve
from kg.model import When

SAID = "2024-07-17"


def only(text: str, published: str | None = SAID) -> When:
    found = [m.value for m in dates(text, published=published)]
    assert len(found) == 1, found
    assert isinstance(found[0], When)
    return found[0]


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("in 2016", "2016"),
        ("on Nov. 21, 2016", "2016-11-21"),
        ("30 September 2024", "2024-09-30"),
        ("the 3rd of March 2019", "2019-03-03"),
        ("2025-06-13", "2025-06-13"),
        ("12/31/2023", "2023-12-31"),
        ("May 2016", "2016-05"),
        ("in January last year", "2023-01"),
        ("early 2015", "2015"),
        ("in mid-2027", "2027"),
        ("at the end of June", "2024-06"),
        ("the first half of 2018", "2018-H1"),
        ("in the second half of next year", "2025-H2"),
        ("H1 2018", "2018-H1"),
        ("2H25", "2025-H2"),
        ("Q4 2016", "2016-Q4"),
        ("the last quarter of 2025", "2025-Q4"),
        ("fiscal 2026", "2026"),
        ("FY17", "2017"),
        ("summer 2025", "2025"),
        ("late next year", "2025"),
        ("last month", "2024-06"),
        ("this year", "2024"),
        ("last September", "2023-09"),
        ("next month and", "2024-08"),
        ("five years ago", "2019"),
        ("nine months ago", "2023-10"),
        ("on Tuesday", "2024-07-16"),
        ("next Tuesday", "2024-07-23"),
        ("yesterday", "2024-07-16"),
        ("on 21 November", "2024-11-21"),
    ],
)
def test_single_dates(text: str, date: str) -> None:
    assert only(text).date == date


@pytest.mark.parametrize(
    ("text", "date", "role"),
    [
        ("by 2030", "2030", "by"),
        ("by the end of 2026", "2026", "by"),
        ("no later than 2029", "2029", "by"),
        ("by year-end", "2024", "by"),
        ("by the end of the decade", "2030", "by"),
        ("since 2011", "2011", "since"),
        ("through 2027", "2027", "until"),
        ("starting in 2027", "2027", "from"),
        ("within seven years", "2031", "within"),
        ("within the next three years", "2027", "within"),
        ("in 18 months", "2026-01", "in"),
    ],
)
def test_roles(text: str, date: str, role: str) -> None:
    value = only(text)
    assert (value.date, value.role) == (date, role)


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("between 2020 and 2025", "2020", "2025"),
        ("from 2024 to 2028", "2024", "2028"),
        ("from 2023 through 2027", "2023", "2027"),
        ("2023-2027", "2023", "2027"),
        ("2025-26", "2025", "2026"),
        ("between now and 2033", "2024", "2033"),
        ("April-June 2024", "2024-04", "2024-06"),
        ("over the next four years", "2024", "2028"),
        ("over four years", "2024", "2028"),
        ("over a two-year period", "2024", "2026"),
        ("over five years from 2025", "2025", "2030"),
        ("over the past five years", "2019", "2024"),
        ("over the next 18 months", "2024", "2026-01"),
        ("the 2020s", "2020", "2029"),
    ],
)
def test_periods(text: str, start: str, end: str) -> None:
    value = only(text)
    assert (value.start, value.end) == (start, end)


@pytest.mark.parametrize(
    "text",
    [
        "2,016 jobs",
        "2000 MW",
        "2016 jobs",
        "at 2000 Main Street",
        "the Vision 2030 programme",
        "Mrs May said that he may go",
        "Black Friday",
        "for over a decade",
        "over 20 years of experience",
        "a 15-year lease",
        "01/02/2024",
        "in the coming years",
    ],
)
def test_no_date(text: str) -> None:
    assert list(dates(text, published=SAID)) == []


@pytest.mark.parametrize(
    "text", ["in May", "next year", "on Tuesday", "last month", "five years ago", "by year-end", "in the third quarter"]
)
def test_relative_dates_stay_out_of_undated_documents(text: str) -> None:
    assert list(dates(text)) == []


def test_the_length_of_a_period_is_kept_without_a_date() -> None:
    value = only("over four years", None)
    assert value == When(role="over", years=Decimal(4))


def test_the_words_around_a_month_tell_its_side() -> None:
    assert only("It will open in May").date == "2025-05"
    assert only("It opened in May").date == "2024-05"
    assert only("In October, the council voted").date == "2023-10"
    assert only("to close in the third quarter").date == "2024-Q3"


def test_a_known_tense_decides() -> None:
    (month,) = dates("in May", published=SAID)
    assert [resolve(month, SAID, tense).date for tense in ("past", "future")] == ["2024-05", "2025-05"]  # type: ignore[union-attr]


def test_years_later_count_from_the_date_before() -> None:
    assert [m.value.date for m in dates("opened in 2015 and, two years later, a second", published=SAID)] == ["2015", "2017"]  # type: ignore[union-attr]


def test_a_coarse_document_date_gives_no_finer_one() -> None:
    assert only("last year", "2024").date == "2023"
    assert list(dates("last month", published="2024")) == []


@pytest.mark.parametrize(
    "piece", ["May ", "in 2016 ", "2016-", "over the next ", "early ", "between 2016 and ", "Monday, ", "the first ", "1 ", "x"]
)
def test_linear_time(piece: str) -> None:
    assert_linear(lambda length: list(dates(piece * (length // len(piece)), published=SAID)), 10_000, 200_000)


def test_a_record_in_years_looks_back() -> None:
    found = list(dates("It was the largest deal in 12 years. It will open in 12 years.", published="2019-07-10"))
    assert [(m.start > 40, m.value.date) for m in found if isinstance(m.value, When)] == [(True, "2031")]
