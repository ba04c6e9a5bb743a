from __future__ import annotations

from decimal import Decimal

import pytest
from linear import assert_linear

from kg.mention.money import dollar, money
from kg.model import Bound, Money, Quantity, Unit


def only(text: str) -> Money:
    found = [m.value for m in money(text)]
    assert len(found) == 1, found
    assert isinstance(found[0], Money)
    return found[0]


@pytest.mark.parametrize(
    ("text", "amount", "currency"),
    [
        ("$1.2bn", "1200000000", "USD"),
        ("US$ 1 billion", "1000000000", "USD"),
        ("US$12.7bn", "12700000000", "USD"),
        ("$US500 million", "500000000", "USD"),
        ("USD $300 million", "300000000", "USD"),
        ("USD1.2 billion", "1200000000", "USD"),
        ("500 million USD", "500000000", "USD"),
        ("$100m", "100000000", "USD"),
        ("$600M", "600000000", "USD"),
        ("$1.5B", "1500000000", "USD"),
        ("$836,000", "836000", "USD"),
        ("$1 trillion", "1000000000000", "USD"),
        ("€4.5 billion", "4500000000", "EUR"),
        ("€1,2 billion", "1200000000", "EUR"),
        ("EUR 20 mn", "20000000", "EUR"),
        ("100 million euros", "100000000", "EUR"),
        ("£640m", "640000000", "GBP"),
        ("2 million pounds", "2000000", "GBP"),
        ("A$1.5bn", "1500000000", "AUD"),
        ("C$4bn", "4000000000", "CAD"),
        ("NZ$40 million", "40000000", "NZD"),
        ("S$5bil", "5000000000", "SGD"),
        ("HK$3bn", "3000000000", "HKD"),
        ("NT$5 billion", "5000000000", "TWD"),
        ("R$1 billion", "1000000000", "BRL"),
        ("R14.4 billion", "14400000000", "ZAR"),
        ("8 billion rand", "8000000000", "ZAR"),
        ("RM 2 billion", "2000000000", "MYR"),
        ("Rs 2,000 crore", "20000000000", "INR"),
        ("Rs. 50,000-crore", "500000000000", "INR"),
        ("₹1.5 lakh crore", "1500000000000", "INR"),
        ("INR 500 crore", "5000000000", "INR"),
        ("an outlay of 50,000 crore in", "500000000000", "INR"),
        ("10 billion yen", "10000000000", "JPY"),
        ("¥10 billion", "10000000000", "JPY"),
        ("RMB 3bn", "3000000000", "CNY"),
        ("3 billion yuan", "3000000000", "CNY"),
        ("KRW 200 billion", "200000000000", "KRW"),
        ("460 billion won", "460000000000", "KRW"),
        ("SEK 5bn", "5000000000", "SEK"),
        ("4 billion Danish kroner", "4000000000", "DKK"),
        ("2 million dirhams", "2000000", "AED"),
        ("SAR 5 billion", "5000000000", "SAR"),
        ("one billion dollars", "1000000000", "USD"),
        ("a billion-dollar campus", "1000000000", "USD"),
        ("half a billion dollars", "500000000", "USD"),
        ("two and a half billion dollars", "2500000000", "USD"),
        ("$450-million plant", "450000000", "USD"),
    ],
)
def test_currency_number_and_scale(text: str, amount: str, currency: str) -> None:
    value = only(text)
    assert (value.amount, value.currency) == (Decimal(amount), currency)


@pytest.mark.parametrize(
    ("text", "amount", "low"),
    [
        ("$2-3 billion", 3 * 10**9, 2 * 10**9),
        ("2-3 billion dollars", 3 * 10**9, 2 * 10**9),
        ("between $1bn and $2bn", 2 * 10**9, 10**9),
        ("$900 million to $1 billion", 10**9, 900 * 10**6),
        ("£1.5 million–£2 million", 2 * 10**6, 1500 * 10**3),
    ],
)
def test_ranges_take_the_upper_end(text: str, amount: int, low: int) -> None:
    value = only(text)
    assert (value.amount, value.low) == (Decimal(amount), Decimal(low))


def test_a_change_is_no_range() -> None:
    assert only("raised from $1bn to $2bn") == Money(Decimal(2 * 10**9), "USD")


def test_two_sums_stay_two() -> None:
    assert [m.text for m in money("€3 billion and $1 billion, or $10 to 20 firms")] == ["€3 billion", "$1 billion", "$10"]


@pytest.mark.parametrize(
    ("text", "bound"),
    [
        ("up to $5bn", Bound.AT_MOST),
        ("as much as $5bn", Bound.AT_MOST),
        ("no more than $5bn", Bound.AT_MOST),
        ("more than $5bn", Bound.AT_LEAST),
        ("in excess of $5bn", Bound.AT_LEAST),
        ("$5bn-plus", Bound.AT_LEAST),
        ("$5bn or more", Bound.AT_LEAST),
        ("nearly $5bn", Bound.ABOUT),
        ("an estimated $5bn", Bound.ABOUT),
        ("worth $5bn", None),
    ],
)
def test_bounds_keep_the_number(text: str, bound: Bound | None) -> None:
    value = only(text)
    assert (value.amount, value.bound) == (Decimal(5 * 10**9), bound)


@pytest.mark.parametrize(
    "text",
    [
        "$1 billion (£640m)",
        "RM10 billion (about US$2.1 billion at current rates)",
        "SEK 5bn, or about $480 million, in",
        "60 billion yen ($400m)",
        "1 billion reais (some 214 million euros)",
    ],
)
def test_a_conversion_is_no_second_sum(text: str) -> None:
    only(text)


def test_a_part_in_brackets_is_a_second_sum() -> None:
    assert [m.value.amount for m in money("$300 million ($200 million at first)") if isinstance(m.value, Money)] == [
        300 * 10**6,
        200 * 10**6,
    ]


@pytest.mark.parametrize(
    "text",
    [
        "multibillion-dollar",
        "tens of billions of dollars",
        "five won",
        "10,000 pounds of steel",
        "the QR01 hall",
        "1 euro = 4.67 reais",
        "ERP 5",
        "$ and €",
    ],
)
def test_no_sum(text: str) -> None:
    assert list(money(text)) == []


def test_the_price_of_a_unit_is_no_sum() -> None:
    (price,) = money("sold at $12 a share")
    assert price.value == Quantity(Decimal(12), Unit.OTHER)


def test_a_bare_dollar_follows_only_what_the_text_says() -> None:
    assert dollar("Sydney. A $2bn plan.") == "USD"
    assert next(iter(money("All amounts are in Australian dollars. It pays $2bn."))).value.currency == "AUD"  # type: ignore[union-attr]


@pytest.mark.parametrize("piece", ["$1 ", "1,", "$", "one hundred ", "($1 ", "1-", "x", "up to ", "a billion ", "$1-"])
def test_linear_time(piece: str) -> None:
    assert_linear(lambda length: list(money(piece * (length // len(piece)))), 10_000, 200_000)
