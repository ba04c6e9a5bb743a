"""Numbers as they are written: "1,200.5", "4,5" before a scale, "twenty-five", "half a dozen", "1.2 million", "2,000 crore"."""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal

from kg.model import Bound


def listed(words: str) -> list[str]:
    """The words of a list that is written as one string."""
    return words.split()


ONES = {
    name: value
    for value, name in enumerate(
        listed(
            "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
            "eighteen nineteen"
        )
    )
}
TENS = {name: 10 * value for value, name in enumerate(listed("twenty thirty forty fifty sixty seventy eighty ninety"), start=2)}
SCALES = {
    "hundred": Decimal(100),
    "thousand": Decimal(1000),
    "k": Decimal(1000),
    "lakh": Decimal(10**5),
    "m": Decimal(10**6),
    "mn": Decimal(10**6),
    "mm": Decimal(10**6),
    "mil": Decimal(10**6),
    "bil": Decimal(10**9),
    "tril": Decimal(10**12),
    "mln": Decimal(10**6),
    "million": Decimal(10**6),
    "crore": Decimal(10**7),
    "cr": Decimal(10**7),
    "b": Decimal(10**9),
    "bn": Decimal(10**9),
    "bln": Decimal(10**9),
    "billion": Decimal(10**9),
    "t": Decimal(10**12),
    "tn": Decimal(10**12),
    "trn": Decimal(10**12),
    "trillion": Decimal(10**12),
}

DIGITS = r"\d{1,16}(?:,\d{1,3}){0,6}(?:\.\d{1,9})?"
_ONE = (
    r"(?:t(?:wo|hree|en|welve|hirteen)|one|f(?:our(?:teen)?|ive|ifteen)|s(?:ix(?:teen)?|even(?:teen)?)|eight(?:een)?|nine(?:teen)?|eleven)"
)
_TEN = r"(?:t(?:wenty|hirty)|forty|fifty|s(?:ixty|eventy)|eighty|ninety)"
WORDS = (
    rf"(?i:(?:(?:an?|{_ONE})[ -]hundred(?: and)?(?: {_TEN}(?:[ -]{_ONE})?| {_ONE})?"
    rf"|{_TEN}(?:[ -]{_ONE})?|half a dozen|a pair of|(?:an?|{_ONE}) dozen|{_ONE}(?: and a half)?)\b)"
)
"""A number in words; begins and ends at a word's edge."""

LONG_SCALE = r"(?i:(?:hundred )?(?:thousand|millions?|billions?|trillions?)|(?:thousand |lakh )?crores?|lakhs?)\b"
SHORT_SCALE = r"(?:[bB](?:n|ln|il)?|[mM](?:n|m|il|ln)?|[tT](?:n|rn|ril)|[kK]|[cC]r|BN|MN|MM)\b"
SCALE = rf"(?:{LONG_SCALE}|{SHORT_SCALE})"

_EUROPEAN = re.compile(r"\d+,\d{1,2}")
_GROUPED = re.compile(r"\d{1,3}(?:,\d{2,3})*(?:\.\d+)?|\d+(?:\.\d+)?")


def number(words: str) -> Decimal | None:
    """The value of a number in digits or words; None where it is none ("1,2,3").

    >>> [number(w) for w in ("1,200.5", "1,20,000", "4,5", "twenty-five", "two and a half", "half a dozen", "one hundred and ten")]
    [Decimal('1200.5'), Decimal('120000'), Decimal('4.5'), Decimal('25'), Decimal('2.5'), Decimal('6'), Decimal('110')]
    """
    if words[0].isdigit():
        if not words.isascii() or len(words) > 30:
            return None
        if _EUROPEAN.fullmatch(words):
            return Decimal(words.replace(",", "."))
        return Decimal(words.replace(",", "")) if _GROUPED.fullmatch(words) else None
    total = Decimal(0)
    for word in re.split(r"[ -]", words.lower()):
        if word in ONES:
            total += ONES[word]
        elif word in TENS:
            total += TENS[word]
        elif word == "hundred":
            total = (total or Decimal(1)) * 100
        elif word == "dozen":
            total = (total or Decimal(1)) * 12
        elif word == "half":
            total += Decimal("0.5")
        elif word == "pair":
            return Decimal(2)
    return plain(total) if total else None


def scale(words: str | None) -> Decimal:
    """The factor that a scale stands for: "bn", "million", "lakh crore"; 1 for None.

    >>> [int(scale(w)) for w in ("bn", "Million", "lakh crore", "hundred thousand", None)]
    [1000000000, 1000000, 1000000000000, 100000, 1]
    """
    factor = Decimal(1)
    for word in (words or "").lower().split():
        factor *= SCALES.get(word) or SCALES[word.removesuffix("s")]
    return factor


def plain(value: Decimal) -> Decimal:
    """The same number without a needless fraction: 1200000000.0 → 1200000000."""
    whole = value.to_integral_value()
    return whole if whole == value else value.normalize()


_BEFORE = re.compile(
    r"(?<![\w-])(?:"
    r"(?P<most>up[ -]to|as (?:much|many|high|large) as|(?:a )?(?:at most|maximum of|upper limit of|cap of)|(?:no|not) more than"
    r"|less than|fewer than|under|below|maximum)"
    r"|(?P<least>(?:no|not) (?:less|fewer) than|at least|(?:well |far |significantly |considerably )?(?:more than|over|above)"
    r"|exceed(?:ing|s|ed)?|upwards? of|in excess of|north of|(?:a )?minimum of|as (?:little|few|low) as|greater than)"
    r"|about|around|approximately|approx\.?|roughly|nearly|almost|some|close to|(?:an )?estimated(?: at)?|circa|ca\.|c\."
    r"|just (?:under|over|about|short of)|in the region of|on the order of|somewhere (?:around|near)|(?:an )?approximate"
    r")(?: (?:about|around|approximately|an? (?:additional|estimated|extra|further)|another|some|a total of))? $"
    r"|(?P<sign>[~≈><])\s?$",
    re.IGNORECASE,
)
_AFTER = re.compile(
    r"\s?\+(?!\w)|-plus\b|,? (?:or more|and (?:up|above)|plus)\b|(?P<odd>-odd\b| or so\b)|(?P<most>,? (?:or less|at (?:the )?most"
    r"|max(?:imum)?)\b)"
)
_SIGNS = {"~": Bound.ABOUT, "≈": Bound.ABOUT, ">": Bound.AT_LEAST, "<": Bound.AT_MOST}


def bound_before(text: str, start: int, floor: int) -> tuple[int, Bound | None]:
    """Where the words begin that bound the number at ``start`` ("up to", "more than"), and what they say; looks not before ``floor``."""
    found = _BEFORE.search(text[max(floor, start - 48) : start])
    if not found:
        return start, None
    begin = start - (min(48, start - floor) - found.start())
    if found["sign"]:
        return begin, _SIGNS[found["sign"]]
    if found["most"]:
        return begin, Bound.AT_MOST
    return begin, Bound.AT_LEAST if found["least"] else Bound.ABOUT


def bound_after(text: str, end: int, ceiling: int) -> tuple[int, Bound | None]:
    """Where the words end that bound the number before ``end`` ("or more", "+"), and what they say."""
    found = _AFTER.match(text, end, ceiling)
    if not found:
        return end, None
    return found.end(), Bound.AT_MOST if found["most"] else Bound.ABOUT if found["odd"] else Bound.AT_LEAST


def either(words: Iterable[str]) -> str:
    """A pattern for one of many words, grouped by their first letters: so it is quick to say no. Matches the longest.

    >>> either(["Rs", "Rp", "RM", "USD"])
    'R(?:M|p|s)|USD'
    """
    by_first: dict[str, set[str]] = {}
    for word in words:
        by_first.setdefault(word[:1], set()).add(word[1:])
    parts = []
    for first, rests in sorted(by_first.items()):
        if not first:
            continue
        optional = "" in rests
        inner = either(rests)
        if not inner:
            parts.append(re.escape(first))
        elif len(rests) == 1:
            parts.append(re.escape(first) + inner)
        else:
            parts.append(f"{re.escape(first)}(?:{inner}){'?' if optional else ''}")
    return "|".join(parts)


def capitalised(words: Iterable[str]) -> list[str]:
    """The words as they are, and with a capital."""
    return [form for word in words for form in (word, word[0].upper() + word[1:])]


NUMBER_WORDS = (*list(ONES)[1:], *TENS, "half")
NUMBERS = (
    rf"\d|(?:{either(capitalised(NUMBER_WORDS))})\b"
    r"|[Aa]n? (?=dozen|pair of|hundred|thousand|million|billion|trillion|gigawatt|megawatt|year|decade|month|quarter|week|day)"
)
"""Where a number can begin."""
