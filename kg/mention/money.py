"""Sums of money: currency sign, code or word × number × scale × range × approximation ("up to US$2-3 billion", "Rs 2,000 crore")."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from kg.mention.numerals import DIGITS, NUMBERS, SCALE, WORDS, bound_after, bound_before, capitalised, either, listed, number, plain, scale
from kg.model import Kind, Mention, Money, Quantity, Unit

SIGNS = {
    "$": "USD", "US$": "USD", "$US": "USD", "U.S.$": "USD", "A$": "AUD", "AU$": "AUD", "$A": "AUD", "C$": "CAD", "CA$": "CAD",
    "CAD$": "CAD", "CDN$": "CAD", "NZ$": "NZD", "S$": "SGD", "SG$": "SGD", "HK$": "HKD", "NT$": "TWD", "R$": "BRL", "MX$": "MXN",
    "€": "EUR", "£": "GBP", "¥": "JPY", "CN¥": "CNY", "JP¥": "JPY", "₹": "INR", "₩": "KRW", "₱": "PHP", "₫": "VND", "₺": "TRY",
    "₽": "RUB", "₪": "ILS", "₦": "NGN", "฿": "THB", "RMB": "CNY", "Rs": "INR", "Rs.": "INR", "RM": "MYR", "Rp": "IDR", "Rp.": "IDR",
    "NIS": "ILS", "Php": "PHP", "Dh": "AED", "Dhs": "AED", "SR": "SAR", "QR": "QAR", "KSh": "KES", "Ksh": "KES", "Tk": "BDT",
    "USD $": "USD", "USD$": "USD", "AUD $": "AUD", "CAD $": "CAD", "US dollars": "USD",
}  # fmt: skip
CODES = frozenset(
    listed(
        "USD EUR GBP JPY CNY INR KRW AUD CAD NZD SGD HKD TWD MYR IDR THB PHP VND CHF SEK NOK DKK ISK PLN CZK HUF RON BGN TRY RUB "
        "UAH ILS SAR AED "
        "QAR KWD BHD OMR JOD EGP MAD ZAR NGN KES GHS BRL MXN CLP COP ARS PEN UYU PKR BDT LKR KZT GEL TND"
    )
)
WORD_CURRENCIES = {
    "dollar": "USD", "us dollar": "USD", "u.s. dollar": "USD", "american dollar": "USD", "australian dollar": "AUD",
    "canadian dollar": "CAD", "singapore dollar": "SGD", "hong kong dollar": "HKD", "new zealand dollar": "NZD", "taiwan dollar": "TWD",
    "new taiwan dollar": "TWD", "euro": "EUR", "pound": "GBP", "pound sterling": "GBP", "pounds sterling": "GBP",
    "british pound": "GBP", "sterling": "GBP", "egyptian pound": "EGP", "yen": "JPY", "japanese yen": "JPY", "yuan": "CNY",
    "chinese yuan": "CNY", "renminbi": "CNY", "rupee": "INR", "indian rupee": "INR", "pakistani rupee": "PKR",
    "sri lankan rupee": "LKR", "rupiah": "IDR", "indonesian rupiah": "IDR", "ringgit": "MYR", "malaysian ringgit": "MYR", "won": "KRW",
    "korean won": "KRW", "south korean won": "KRW", "baht": "THB", "thai baht": "THB", "dong": "VND", "vietnamese dong": "VND",
    "philippine peso": "PHP", "mexican peso": "MXN", "chilean peso": "CLP", "colombian peso": "COP", "argentine peso": "ARS",
    "reais": "BRL", "brazilian reais": "BRL", "brazilian real": "BRL", "rand": "ZAR", "south african rand": "ZAR", "dirham": "AED",
    "uae dirham": "AED", "emirati dirham": "AED", "moroccan dirham": "MAD", "riyal": "SAR", "saudi riyal": "SAR", "qatari riyal": "QAR",
    "omani rial": "OMR", "kuwaiti dinar": "KWD", "bahraini dinar": "BHD", "kronor": "SEK", "swedish kronor": "SEK",
    "swedish krona": "SEK", "norwegian kroner": "NOK", "norwegian krone": "NOK", "danish kroner": "DKK", "danish krone": "DKK",
    "swiss franc": "CHF", "zloty": "PLN", "polish zloty": "PLN", "forint": "HUF", "koruna": "CZK", "czech koruna": "CZK",
    "czech crown": "CZK", "shekel": "ILS", "turkish lira": "TRY", "lira": "TRY", "rouble": "RUB", "ruble": "RUB", "naira": "NGN",
    "kenyan shilling": "KES", "taka": "BDT", "tenge": "KZT", "cedi": "GHS",
}  # fmt: skip
_NEEDS_SCALE = frozenset(listed("won rand dong lira pound sterling QR SR Dh Dhs Tk R P B"))  # words, weights and codes: "five won", "QR01"
_ONE_LETTER = {"R": "ZAR", "P": "PHP", "B": "THB"}

_PREFIX = rf"(?:{either(SIGNS)}|(?:{either(CODES)})(?![A-Za-z])|[RPB](?=\d[\d.,]*[ -]?(?:bn|billion|million|m\b|trillion|tn)))"
_NUMBER = rf"(?:{DIGITS}|{WORDS})"
_SUFFIX = (
    rf"(?:(?:{either(capitalised(w for w in WORD_CURRENCIES if w.islower()))}"
    rf"|(?i:{either(w for w in WORD_CURRENCIES if ' ' in w)}))s?|{either(CODES)}|RMB|US\$)(?![\w$])"
)
_FRACTION = r"(?i:half an?|a quarter of an?|an?)(?=[ -](?i:thousand|million|billion|trillion)\b)"
_DASH = r"\s?[-–—]\s?"

_SIGNED = re.compile(
    rf"(?P<sign>{_PREFIX})[ \xa0]?(?P<number>{_NUMBER})(?:[ \xa0-]?(?P<scale>{SCALE}))?"
    rf"(?:[ -](?P<also>(?:US|Australian|Canadian) dollars?|{either(CODES)})\b)?(?!\w|[.,]\d)"
)
_WORDED = re.compile(
    rf"(?:(?P<low>{DIGITS})(?:[ \xa0-]?(?P<low_scale>{SCALE}))?(?:{_DASH}| (?P<word>to|and) ))?"
    rf"(?P<number>{_NUMBER}|{_FRACTION})(?:[ \xa0-]?(?P<scale>{SCALE}))?[ \xa0-]?(?P<currency>{_SUFFIX})"
)
_CRORE = re.compile(
    rf"(?P<number>{DIGITS})[ -](?P<scale>(?:thousand |lakh )?crores?)\b(?=[.,;)]|[ -](?:in|for|to|on|over|investment|project|data)\b)"
)
CUES = rf"{either(SIGNS)}|{either(CODES)}|[RPB](?=\d)"
"""Where a sum can begin, beside numbers."""

_CUE = re.compile(rf"(?<![\w$])(?<!\d[.,])(?:{CUES}|{NUMBERS})")
_RANGE = re.compile(
    rf"(?:{_DASH}|(?P<word> (?:to|and|or) ))(?P<sign>{_PREFIX})?[ \xa0]?(?P<number>{DIGITS})(?:[ \xa0-]?(?P<scale>{SCALE}))?(?!\w|[.,]\d)"
)
_PER = re.compile(
    r"(?:\s?/\s?|,? per[ -]|,? an? )(?:common |ordinary |diluted |outstanding |American depositary |A?D?S )?"
    r"(?:shares?|unit|kilowatt|kw\b|kwh|mwh|kilowatt-hour|megawatt-hour|gb\b|gigabyte|hour|user|seat|sq|square|barrel|ton|gallon"
    r"|token|gpu|minute|vote)",
    re.IGNORECASE,
)
_RATE = re.compile(r"\s?=")
_BRACKET = re.compile(r"\s?[(\[]([^()\[\]]{1,80})[)\]]")
_OR = re.compile(
    r"(?:,? or|,? equivalent to|,? which is|\s?/|\s?[–—-])\s?(?:some |about |around |approximately |roughly |nearly |almost )?"
)
_EQUAL = re.compile(
    r"(?:=|~|≈|or|i\.e\.|about|around|approx(?:imately|\.)?|roughly|nearly|almost|some|more than|over|just (?:over|under)"
    r"|equivalent(?: to)?|equal to|,|\s)*"
)
_DOLLARS_ARE = re.compile(
    r"(?:all|figures|amounts|sums|values|prices|currency|stated|expressed|reported|denominated)\b[^.\n]{0,60}\b(?:in|are)\s+"
    r"(?P<whose>Australian|Canadian|Singapore|Hong Kong|New Zealand|New Taiwan) dollars",
    re.IGNORECASE,
)


class _Sum(NamedTuple):
    start: int
    end: int
    amount: Decimal
    currency: str
    low: Decimal | None = None
    scale: str | None = None


@lru_cache(maxsize=8)  # asked for every sentence of a document
def dollar(text: str) -> str:
    """The currency that a bare "$" means in a text: USD unless the text says that its dollars are others.

    >>> dollar("All figures are in Canadian dollars.")
    'CAD'
    """
    said = _DOLLARS_ARE.search(text) if " dollars" in text else None
    return WORD_CURRENCIES[f"{said['whose'].lower()} dollar"] if said else "USD"


def _amount(words: str) -> Decimal | None:
    lowered = words.lower()
    if lowered in ("half a", "half an"):
        return Decimal("0.5")
    if lowered.startswith("a quarter"):
        return Decimal("0.25")
    return Decimal(1) if lowered in ("a", "an") else number(words)


def _signed(found: re.Match[str], bare: str) -> _Sum | None:
    sign, words, size, also = found["sign"], found["number"], found["scale"], found["also"]
    if also:
        currency = also if also in CODES else WORD_CURRENCIES[also.lower().removesuffix("s")]
    else:
        currency = bare if sign == "$" else SIGNS.get(sign) or _ONE_LETTER.get(sign) or sign
    value = _amount(words)
    if value is None or (sign in _NEEDS_SCALE and not size) or (sign.isalpha() and words[0] == "0" and "." not in words):
        return None
    return _Sum(found.start(), found.end(), plain(value * scale(size)), currency, scale=size)


def _worded(found: re.Match[str]) -> _Sum | None:
    """ "10 billion yen", "2-3 million euros", "half a billion dollars"."""
    word, size = found["currency"], found["scale"]
    name = " ".join(word.lower().split())
    name = name if name in WORD_CURRENCIES else name.removesuffix("s")
    if (
        name in _NEEDS_SCALE
        and not size
        and not (name == "pound" and found["number"][0].isdigit() and not found.string.startswith(" of", found.end()))
    ):
        return None
    value = _amount(found["number"])
    if value is None:
        return None
    currency = word if word in CODES else SIGNS.get(word) or WORD_CURRENCIES[name]
    low = number(found["low"]) if found["low"] else None
    if low is not None:
        low *= scale(found["low_scale"] or size)
    value *= scale(size)
    return _Sum(found.start(), found.end(), plain(value), currency, plain(low) if low is not None and low < value else None, size)


def _sum(text: str, at: int, ceiling: int, bare: str) -> _Sum | None:
    """The sum that begins at ``at``, without ranges of signed sums, approximations and conversions."""
    if found := _SIGNED.match(text, at, ceiling):
        return _signed(found, bare)
    if not (text[at].isdigit() or text[at].isalpha()):
        return None
    if found := _WORDED.match(text, at, ceiling):
        if found["word"] == "and" and not text.endswith("etween ", 0, at):
            return _sum(text, found.start("number"), ceiling, bare)
        return _worded(found)
    if (found := _CRORE.match(text, at, ceiling)) and (value := number(found["number"])) is not None:
        return _Sum(at, found.end(), plain(value * scale(found["scale"])), "INR", scale=found["scale"])
    return None


def _upper(text: str, first: _Sum, ceiling: int, floor: int) -> _Sum:
    """The range that begins with ``first``, else ``first`` itself."""
    more = _RANGE.match(text, first.end, ceiling)
    if not more:
        return first
    joined = (more["word"] or "-").strip()
    between = text[max(floor, first.start - 9) : first.start].lower().endswith("between ")
    if joined == "or" or (joined == "and" and not between):
        return first
    if more["sign"] is None and not more["scale"] and joined != "-":
        return first  # "$10 to 20 companies"
    if more["sign"] and SIGNS.get(more["sign"], more["sign"]) != first.currency and more["sign"] != "$":
        return first  # "A$15bn - US$10bn" is a conversion
    high, low = number(more["number"]), first.amount
    if high is None:
        return first
    if more["scale"] and not first.scale and low < 1000:
        low *= scale(more["scale"])
    high *= scale(more["scale"] or first.scale)
    if text[max(floor, first.start - 5) : first.start].lower() == "from ":  # "from $1bn to $2bn" is as often a change as a range
        return _Sum(first.start, more.end(), plain(high), first.currency, scale=more["scale"])
    start = first.start - len("between ") if between else first.start
    return _Sum(start, more.end(), plain(high), first.currency, plain(low), more["scale"]) if low < high else first


def _conversion(text: str, end: int, ceiling: int, currency: str, bare: str) -> int:
    """Where the sum that ends at ``end`` ends with its conversions: "RM10 billion ($2.1 billion)", "SEK 5bn, or about $480m"."""
    if bracket := _BRACKET.match(text, end, ceiling):
        begin = _EQUAL.match(text, bracket.start(1), bracket.end(1))
        at = begin.end() if begin else bracket.start(1)
        other = _sum(text, at, bracket.end(1), bare) if at < bracket.end(1) else None
        return bracket.end() if other and other.currency != currency else end
    joined = _OR.match(text, end, ceiling)
    other = _sum(text, joined.end(), ceiling, bare) if joined and joined.end() < ceiling else None
    return other.end if other and other.currency != currency and other.scale else end


def money_at(text: str, at: int, floor: int, ceiling: int, bare: str = "USD") -> Mention | None:
    """The sum that begins at ``at``; its mention may begin earlier, at words of approximation, but not before ``floor``."""
    first = _sum(text, at, ceiling, bare)
    if first is None or _RATE.match(text, first.end, ceiling) or text[max(0, at - 2) : at].rstrip().endswith("="):
        return None  # "1 euro = 4.67 reais" is no sum
    whole = _upper(text, first, ceiling, floor) if first.low is None else first
    begin, bound = bound_before(text, whole.start, floor)
    stop, after = bound_after(text, whole.end, ceiling)
    value: Money | Quantity = Money(whole.amount, whole.currency, whole.low, bound or after)
    if price := _PER.match(text, stop, ceiling):
        value = Quantity(whole.amount, Unit.OTHER, whole.low, bound)
        stop = price.end()
    else:
        stop = _conversion(text, stop, ceiling, whole.currency, bare)
    return Mention(begin, stop, text[begin:stop], Kind.VALUE, value=value)


def money(text: str, start: int = 0, end: int | None = None) -> Iterator[Mention]:
    """The sums in ``text[start:end]``. The span holds the words of approximation before the sum and a conversion behind it,
    so that a conversion never becomes a second sum. A price of a unit ("$12 a share") is a `Quantity` of `Unit.OTHER`.

    >>> [(m.text, str(m.value.amount), m.value.currency) for m in money("will spend up to US$1.2bn (£940m) in May")]
    [('up to US$1.2bn (£940m)', '1200000000', 'USD')]
    """
    ceiling = len(text) if end is None else end
    bare = dollar(text)
    floor = position = start
    while cue := _CUE.search(text, position, ceiling):
        mention = money_at(text, cue.start(), floor, ceiling, bare)
        if mention:
            yield mention
            floor = mention.end
        position = max(cue.end(), floor)
