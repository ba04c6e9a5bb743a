"""Sums of money: currency sign, code or word × number × scale × range × approximation ("up to US$2-3 billion", "Rs 2,000 crore")."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from kg.mention.numerals import DIGITS, SCALE, WORDS, bound_after, bound_before, number, plain, scale
from kg.model import Bound, Kind, Mention, Money, Quantity, Unit

SIGNS = {
    "$": "USD", "US$": "USD", "$US": "USD", "U.S.$": "USD", "A$": "AUD", "AU$": "AUD", "$A": "AUD", "C$": "CAD", "CA$": "CAD", "CAD$": "CAD",
    "CDN$": "CAD", "NZ$": "NZD", "S$": "SGD", "SG$": "SGD", "HK$": "HKD", "NT$": "TWD", "R$": "BRL", "MX$": "MXN",
    "€": "EUR", "£": "GBP", "¥": "JPY", "CN¥": "CNY", "JP¥": "JPY", "₹": "INR", "₩": "KRW", "₱": "PHP", "₫": "VND", "₺": "TRY", "₽": "RUB",
    "₪": "ILS", "₦": "NGN", "฿": "THB", "RMB": "CNY", "Rs": "INR", "Rs.": "INR", "RM": "MYR", "Rp": "IDR", "Rp.": "IDR", "NIS": "ILS",
    "Php": "PHP", "Dh": "AED", "Dhs": "AED", "SR": "SAR", "QR": "QAR", "KSh": "KES", "Ksh": "KES", "Tk": "BDT",
}  # fmt: skip
CODES = frozenset(
    "USD EUR GBP JPY CNY INR KRW AUD CAD NZD SGD HKD TWD MYR IDR THB PHP VND CHF SEK NOK DKK ISK PLN CZK HUF RON BGN TRY RUB UAH ILS SAR AED "
    "QAR KWD BHD OMR JOD EGP MAD ZAR NGN KES GHS BRL MXN CLP COP ARS PEN UYU PKR BDT LKR KZT GEL TND".split()
)
WORD_CURRENCIES = {
    "dollar": "USD", "us dollar": "USD", "u.s. dollar": "USD", "american dollar": "USD", "australian dollar": "AUD", "canadian dollar": "CAD",
    "singapore dollar": "SGD", "hong kong dollar": "HKD", "new zealand dollar": "NZD", "taiwan dollar": "TWD", "new taiwan dollar": "TWD",
    "euro": "EUR", "pound": "GBP", "pound sterling": "GBP", "pounds sterling": "GBP", "british pound": "GBP", "sterling": "GBP",
    "egyptian pound": "EGP", "yen": "JPY", "japanese yen": "JPY", "yuan": "CNY", "chinese yuan": "CNY", "renminbi": "CNY", "rupee": "INR",
    "indian rupee": "INR", "pakistani rupee": "PKR", "sri lankan rupee": "LKR", "rupiah": "IDR", "indonesian rupiah": "IDR", "ringgit": "MYR",
    "malaysian ringgit": "MYR", "won": "KRW", "korean won": "KRW", "south korean won": "KRW", "baht": "THB", "thai baht": "THB", "dong": "VND",
    "vietnamese dong": "VND", "philippine peso": "PHP", "mexican peso": "MXN", "chilean peso": "CLP", "colombian peso": "COP",
    "argentine peso": "ARS", "reais": "BRL", "brazilian reais": "BRL", "brazilian real": "BRL", "rand": "ZAR", "south african rand": "ZAR",
    "dirham": "AED", "uae dirham": "AED", "emirati dirham": "AED", "moroccan dirham": "MAD", "riyal": "SAR", "saudi riyal": "SAR",
    "qatari riyal": "QAR", "omani rial": "OMR", "kuwaiti dinar": "KWD", "bahraini dinar": "BHD", "kronor": "SEK", "swedish kronor": "SEK",
    "swedish krona": "SEK", "norwegian kroner": "NOK", "norwegian krone": "NOK", "danish kroner": "DKK", "danish krone": "DKK",
    "swiss franc": "CHF", "zloty": "PLN", "polish zloty": "PLN", "forint": "HUF", "koruna": "CZK", "czech koruna": "CZK", "czech crown": "CZK",
    "shekel": "ILS", "turkish lira": "TRY", "lira": "TRY", "rouble": "RUB", "ruble": "RUB", "naira": "NGN", "kenyan shilling": "KES",
    "taka": "BDT", "tenge": "KZT", "cedi": "GHS",
}  # fmt: skip
_NEEDS_SCALE = frozenset({"won", "rand", "dong", "lira", "pound", "sterling", "euro"})  # also words and weights: "five won", "10,000 pounds of steel"


def _alternatives(words: frozenset[str] | dict[str, str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=lambda word: (-len(word), word)))


_PREFIX = rf"(?:{_alternatives(SIGNS)}|(?:{_alternatives(CODES)})(?![A-Za-z])|[RPB](?=\d[\d.,]*[ -]?(?:bn|billion|million|m\b|trillion|tn))|US dollars?\b)"
_NUMBER = rf"(?:{DIGITS}|{WORDS})"
_SUFFIX = rf"(?:(?i:(?:{_alternatives(WORD_CURRENCIES)}))(?:s)?|{_alternatives(CODES)}|RMB|US\$)(?![\w$])"
_FRACTION = r"(?i:half an?|a quarter of an?|an?)"

_SUM = re.compile(
    rf"(?<![\w$])(?P<sign>{_PREFIX})[ \xa0]?(?P<number>{_NUMBER})(?:[ \xa0-]?(?P<scale>{SCALE}))?"
    rf"(?:[ -](?P<also>(?i:US|Australian|Canadian) dollars?|{_alternatives(CODES)}))?(?!\w)"
    rf"|(?<![\w$.,])(?P<plain>{_NUMBER}|{_FRACTION}(?=[ -](?i:thousand|million|billion|trillion)\b))"
    rf"(?:[ \xa0-]?(?P<plain_scale>{SCALE}))?[ \xa0-]?(?P<currency>{_SUFFIX})"
    rf"|(?<![\w$.,])(?P<bare>{DIGITS})[ -](?P<bare_scale>(?:thousand |lakh )?crores?)\b(?=[.,;)]|[ -](?:in|for|to|on|over|investment|project|data)\b)",
)
_RANGE_LOW = re.compile(rf"(?<![\w$.,])(?P<low>{DIGITS})(?:[ -]?(?P<scale>{SCALE}))?\s?(?:-|–|—|to|and|or)\s?$")
_RANGE = re.compile(
    rf"(?:\s?(?:-|–|—)\s?|(?P<word> (?:to|and|or) ))(?P<sign>{_PREFIX})?[ \xa0]?(?P<number>{DIGITS})(?:[ \xa0-]?(?P<scale>{SCALE}))?(?!\w)"
)
_PER = re.compile(
    r"(?:\s?/\s?|,? per[ -]|,? an? )(?:common |ordinary |diluted |outstanding |American depositary |A?D?S )?"
    r"(?:shares?|unit|kilowatt|kw\b|kwh|mwh|kilowatt-hour|megawatt-hour|gb\b|gigabyte|hour|user|seat|sq|square|barrel|ton|gallon|token|gpu|minute|vote)",
    re.IGNORECASE,
)
_BRACKET = re.compile(r"\s?[(\[]([^()\[\]]{1,80})[)\]]")
_OR = re.compile(r"(?:,? or|,? equivalent to|,? which is|\s?/|\s?[–—-])\s?(?:some |about |around |approximately |roughly |nearly |almost )?")
_EQUAL = re.compile(r"(?:=|~|≈|or|i\.e\.|about|around|approx(?:imately|\.)?|roughly|nearly|almost|some|more than|over|just (?:over|under)|equivalent(?: to)?|equal to|,|\s)*")
_DOLLARS_ARE = re.compile(
    r"(?:all|figures|amounts|sums|values|prices|currency|stated|expressed|reported|denominated)\b[^.\n]{0,60}\b(?:in|are)\s+(?P<whose>Australian|Canadian|Singapore|Hong Kong|New Zealand|New Taiwan) dollars",
    re.IGNORECASE,
)


class _Sum(NamedTuple):
    start: int
    end: int
    amount: Decimal
    currency: str
    low: Decimal | None = None
    scaled: bool = False


def dollar(text: str) -> str:
    """The currency that a bare "$" means in a text: USD unless the text says that its dollars are others.

    >>> dollar("All figures are in Canadian dollars.")
    'CAD'
    """
    said = _DOLLARS_ARE.search(text) if " dollars" in text else None
    return WORD_CURRENCIES[f"{said['whose'].lower()} dollar"] if said else "USD"


def _currency(found: re.Match[str], bare: str) -> str | None:
    if found["bare"]:
        return "INR"
    if found["sign"]:
        sign = found["sign"]
        if found["also"]:
            word = found["also"].lower()
            return found["also"] if found["also"] in CODES else WORD_CURRENCIES[word.removesuffix("s")]
        if sign == "$":
            return bare
        return SIGNS.get(sign) or {"R": "ZAR", "P": "PHP", "B": "THB"}.get(sign) or (sign if sign in CODES else "USD")
    word = found["currency"]
    if word in CODES:
        return word
    if word in SIGNS:
        return SIGNS[word]
    word = " ".join(word.lower().split())
    name = word if word in WORD_CURRENCIES else word.removesuffix("s")
    if name in _NEEDS_SCALE and not found["plain_scale"]:
        if name != "euro" and not (name == "pound" and found["plain"][0].isdigit() and found.string[found.end() : found.end() + 3] != " of"):
            return None
    return WORD_CURRENCIES[name]


def _sum(found: re.Match[str], bare: str) -> _Sum | None:
    words = found["number"] or found["plain"] or found["bare"]
    scaled = found["scale"] or found["plain_scale"] or found["bare_scale"]
    lowered = words.lower()
    if lowered.startswith("half a") and "dozen" not in lowered:
        value: Decimal | None = Decimal("0.5")
    elif lowered.startswith("a quarter"):
        value = Decimal("0.25")
    elif lowered in ("a", "an"):
        value = Decimal(1)
    else:
        value = number(words)
    currency = _currency(found, bare)
    if value is None or currency is None:
        return None
    return _Sum(found.start(), found.end(), plain(value * scale(scaled)), currency, scaled=bool(scaled))


def _upper(text: str, first: _Sum, found: re.Match[str], end: int, floor: int, bare: str) -> _Sum:
    """The range that begins with ``first``, else ``first`` itself."""
    if not found["sign"]:
        return _lower(text, first, found, floor)
    more = _RANGE.match(text, first.end, end)
    if not more:
        return first
    joined = (more["word"] or "-").strip()
    between = text[max(floor, first.start - 9) : first.start].lower().endswith("between ")
    if joined == "and" and not between:
        return first
    if more["sign"] is None and not more["scale"] and joined != "-":
        return first  # "$10 to 20 companies"
    if more["sign"] and (SIGNS.get(more["sign"], more["sign"]) != first.currency and more["sign"] != "$"):
        return first  # "A$15bn - US$10bn" is a conversion
    high = number(more["number"])
    low = first.amount
    if high is None:
        return first
    if more["scale"] and not first.scaled and low < 1000:
        low *= scale(more["scale"])
    high *= scale(more["scale"]) if more["scale"] or not first.scaled else scale(found["scale"])
    start = first.start - len("between ") if between else first.start
    if text[max(floor, first.start - 5) : first.start].lower() == "from ":  # "from $1bn to $2bn" is as often a change as a range
        return _Sum(first.start, more.end(), plain(high), first.currency, scaled=True)
    return _Sum(start, more.end(), plain(high), first.currency, plain(low), True) if low < high else first


def _lower(text: str, last: _Sum, found: re.Match[str], floor: int) -> _Sum:
    """The range that ends with ``last`` ("2-3 billion dollars"), else ``last`` itself."""
    begin = max(floor, last.start - 40)
    before = _RANGE_LOW.search(text[begin : last.start])
    if not before or not found["plain"]:
        return last
    joined = before[0].split()[-1].strip("0123456789.,")
    low = number(before["low"])
    start = begin + before.start()
    between = text[max(floor, start - 8) : start].lower() == "between "
    if low is None or (joined == "and" and not between) or joined == "or":
        return last
    low *= scale(before["scale"] or found["plain_scale"])
    return _Sum(start - 8 if between else start, last.end, last.amount, last.currency, plain(low), True) if low < last.amount else last


def _conversion(text: str, end: int, ceiling: int, currency: str, bare: str) -> int:
    """Where the sum that ends at ``end`` ends with its conversions: "RM10 billion ($2.1 billion)", "SEK 5bn, or about $480m"."""
    bracket = _BRACKET.match(text, end, ceiling)
    if bracket:
        begin = _EQUAL.match(text, bracket.start(1), bracket.end(1))
        other = _SUM.match(text, begin.end() if begin else bracket.start(1), bracket.end(1))
        money = other and _sum(other, bare)
        return bracket.end() if money and money.currency != currency else end
    joined = _OR.match(text, end, ceiling)
    other = joined and _SUM.match(text, joined.end(), ceiling)
    money = other and _sum(other, bare)
    return money.end if money and money.currency != currency and money.scaled else end


def money(text: str, start: int = 0, end: int | None = None) -> Iterator[Mention]:
    """The sums in ``text[start:end]``. The span holds the words of approximation before the sum and a conversion behind it,
    so that a conversion never becomes a second sum. A price of a unit ("$12 a share") is a `Quantity` of `Unit.OTHER`.

    >>> [(m.text, str(m.value.amount), m.value.currency) for m in money("will spend up to US$1.2bn (£940m) in May")]
    [('up to US$1.2bn (£940m)', '1200000000', 'USD')]
    """
    ceiling = len(text) if end is None else end
    bare = dollar(text)
    floor = start
    for found in _SUM.finditer(text, start, ceiling):
        first = _sum(found, bare) if found.start() >= floor else None
        if first is None:
            continue
        whole = _upper(text, first, found, ceiling, floor, bare)
        begin, bound = bound_before(text, whole.start, floor)
        stop, after = bound_after(text, whole.end, ceiling)
        if price := _PER.match(text, stop, ceiling):
            value: Money | Quantity = Quantity(whole.amount, Unit.OTHER, whole.low, bound)
            stop = price.end()
        else:
            value = Money(whole.amount, whole.currency, whole.low, bound or after)
            stop = _conversion(text, stop, ceiling, whole.currency, bare)
        yield Mention(begin, stop, text[begin:stop], Kind.VALUE, value=value)
        floor = stop
