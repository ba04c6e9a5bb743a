from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from kg.mention.values import values
from kg.model import Kind, Money, Quantity, Unit, When

TEXT = (
    "Northwind will put $2-3 billion (€2.6bn) into two campuses near Oslo over the next four years. The first 60MW opens in "
    "the second half of 2026; 1,200 jobs follow by 2030, and 2,016 homes lie nearby."
)


def test_one_reading_for_each_stretch() -> None:
    found = values(TEXT, published="2024-05-01")
    assert [m.text for m in found] == [
        "$2-3 billion (€2.6bn)",
        "two",
        "over the next four years",
        "first",
        "60MW",
        "the second half of 2026",
        "1,200",
        "by 2030",
        "2,016",
    ]
    assert [type(m.value) for m in found] == [Money, Quantity, When, Quantity, Quantity, When, Quantity, When, Quantity]
    assert isinstance(found[-1].value, Quantity)
    assert found[-1].value.unit is Unit.OTHER


def test_a_span_of_the_text_alone_is_read() -> None:
    start = TEXT.index("The first")
    assert [m.text for m in values(TEXT, start, start + 14, "2024-05-01")] == ["first", "60MW"]


@settings(max_examples=200, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                "$",
                "1",
                "2,000",
                "bn",
                " ",
                "million",
                "-",
                "to",
                "and",
                "MW",
                "in",
                "May",
                "2016",
                "over",
                "the",
                "next",
                "years",
                "first",
                "half",
                "of",
                "(",
                ")",
                "€",
                "%",
                ",",
                "\n",
                "é",
            ]
        ),
        max_size=40,
    )
)
def test_sorted_apart_and_true_to_the_text(pieces: list[str]) -> None:
    text = "".join(pieces)
    end = 0
    for mention in values(text, published="2024-05-01"):
        assert mention.kind is Kind.VALUE
        assert end <= mention.start < mention.end
        assert mention.text == text[mention.start : mention.end]
        end = mention.end


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=200))
def test_any_text_is_read(text: str) -> None:
    values(text, published="2024-05-01")
