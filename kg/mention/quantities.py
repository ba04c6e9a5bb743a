"""Power, shares, areas, lengths, terms, jobs, counts of sites, ranks.

Every other number is `Unit.OTHER`, so that it is never taken for one of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from typing import NamedTuple

from kg.mention.numerals import DIGITS, NUMBERS, SCALE, WORDS, bound_after, bound_before, capitalised, either, listed, number, plain, scale
from kg.model import Kind, Mention, Quantity, Unit

_NUMBER = rf"(?:{DIGITS}|{WORDS})"
_UNITS = (
    r"(?:(?:net|gross|total|rentable|leasable|usable|additional|contiguous|more|extra)[ -]){{0,3}}(?:"
    r"(?P<energy{0}>(?i:[kmgt]wh|(?:kilo|mega|giga|tera)watt[ -]hours?)\b)"
    r"|(?P<power{0}>(?:[kKMGT]W(?:e|p|ac|dc|it|IT)?|mw|gw|[MGk]VA|(?i:(?:kilo|mega|giga)[ -]?watts?"
    r"|mega[ -]?volt[ -]?amp(?:ere)?s?))(?![\w]))"
    r"|(?P<percent{0}>%|(?i:percent\b(?! points?)|per cent\b|pct\b)(?!age))"
    r"|(?P<area{0}>(?i:acres?|hectares?|ha|sq(?:uare|\.)?[ -]?(?:feet|foot|ft|met(?:re|er)s?|m)|sqft|sqm|sf|m2|m²)(?![\w²]))"
    r"|(?P<length{0}>(?i:km|kilomet(?:re|er)s?|miles?)\b(?! per))"
    r"|(?P<term{0}>(?i:years?|yrs?|months?)\b(?!-old| old| of age)))"
)
_QUANTITY = re.compile(
    r"(?P<ordinal>(?i:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth)|\d{1,3}(?:st|nd|rd|th))"
    r"(?:[ -](?P<most>(?:largest|biggest|most|best|busiest|fastest|leading|highest)))?(?!\w)"
    r"(?!-(?:half|quarter|party|hand)| (?:century|part(?:y|ies)|Street|Avenue|St|Ave|Floor)\b)"
    rf"|(?P<number>{_NUMBER})(?P<scaled>[ \xa0-]?(?P<scale>{SCALE}))?"
    rf"(?:[ \xa0-]?(?:{_UNITS.format('1')}))?"
    rf"(?:(?:\s?[-–—]\s?| (?P<word>to|and|or) )(?P<high>{_NUMBER})(?P<scaled2>[ \xa0-]?(?P<scale2>{SCALE}))?"
    rf"(?:[ \xa0-]?(?:{_UNITS.format('2')}))?)?"
    r"|(?P<article>(?i:half an?|an?)) (?P<whole>(?i:(?:giga|mega)watt))(?![\w-]| figure)"
    r"|(?P<rank>(?:No\.? ?|#|(?i:number[ -]))(?:\d{1,2}|(?i:one|two|three|four|five))(?!\w|[.,]\d))"
)
_ORDINAL_WORDS = listed("first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth")
CUES = rf"(?:{either(capitalised(_ORDINAL_WORDS))})\b|No\.? ?\d|#\d|[Nn]umber[ -]"
"""Where a quantity can begin, beside numbers."""

_CUE = re.compile(rf"(?<![\w$€£¥₹,#/:+-])(?<!\d[.,])(?:{CUES}|{NUMBERS})")
_ORDINALS = {word: value for value, word in enumerate(_ORDINAL_WORDS, start=1)}
_MEGAWATTS = {"k": Decimal("0.001"), "m": Decimal(1), "g": Decimal(1000), "t": Decimal(10**6)}
_WORD = re.compile(r"(?:[ \xa0-]|, )(?P<word>[A-Za-z][A-Za-z’'/]*)")
_STOP = frozenset(
    listed(
        "in of at on for to by from with and or that which who will is are was were has have had as than the its their his her our "
        "would could can may "
        "might must should near across around within under over into between during after before about per while when where but if "
        "not also it they he she we "
        "be been being do does did a an this these those there via including such so each apiece"
    )
)
_SITES = {
    "center": "data center", "centre": "data center", "datacenter": "data center", "datacentre": "data center", "facility": "facility",
    "building": "building", "region": "region", "zone": "zone", "site": "site", "campus": "campus", "campuse": "campus",
    "location": "location", "hall": "hall", "office": "office", "complex": "campus", "complexe": "campus", "pop": "edge", "hub": "hub",
    "farm": "farm", "plot": "plot",
}  # fmt: skip
_JOBS = frozenset(
    listed(
        "job employee worker people person position staff role engineer staffer personnel professional post hire technician specialist "
        "headcount workforce"
    )
)
_PERMANENT = frozenset(listed("permanent full ongoing longterm operational"))
_CONSTRUCTION = frozenset(listed("construction temporary building craft trade"))
_LEFT = re.compile(r"(?<![\w&.’'-])(?P<last>[A-Za-z][\w&’'-]*)[ \xa0]$")
_SENTENCE_STARTS = frozenset(
    listed(
        "In The With Its Of Some At By For From To And Or But On All Only These Those Over About Around Nearly Up Another Roughly "
        "Approximately Almost Their "
        "There His We They It As Where While When After Since Has Have Had Other Most Just"
    )
)
_NAMED_BEFORE = frozenset(
    listed("phase tier level version type class section chapter page article unit suite room route highway interstate hall stage top")
)
_NO_ONE = frozenset(listed("no any every each this that which the some another only for new old big")) | _ORDINALS.keys()
_ONE_IN = re.compile(r" (?:in|at|near|on|outside|each|under|apiece)\b|$|[.;)]")
_BARE = frozenset(listed("more others other additional extra further in-all"))
_PLURALS = frozenset(listed("men women children people feet"))
_OF = re.compile(
    r"(?P<it>\b(?-i:IT)\b|\bcritical (?:load|power|capacity)|\bcomput(?:e|ing)\b)"
    r"|(?P<storage>\bbatter(?:y|ies)\b|\bstorage\b|\bBESS\b)"
    r"|(?P<grid>\bgrid\b|\butility (?:power|capacity)|\bsubstations?\b|\b(?:inter)?connections?\b|\btransmission\b)"
    r"|(?P<generation>\bsolar\b|\bwind\b|\bnuclear\b|\brenewables?\b|\bgenerat\w+|\bgas\b|\bturbines?\b|\bhydro\w*|\bgeothermal\b"
    r"|\bpower (?:plants?|stations?|purchase)"
    r"|\bclean (?:energy|power)|\bPPAs?\b|\bphotovoltaic\b|\breactors?\b|\bcoal\b|\bfuel cells?\b|\bon-?site power)"
    r"|(?P<facility>\bdata ?cent(?:er|re)s?\b|\bcampus(?:es)?\b|\bfacilit(?:y|ies)\b|\bsites?\b|\bcomplex(?:es)?\b)",
    re.IGNORECASE,
)
_CLAUSE_END = re.compile(r"[.;:,()\n]|\b(?:and|while|which|that|but)\b")


class _Measure(NamedTuple):
    unit: Unit
    factor: Decimal


def _measure(kind: str, unit: str) -> _Measure:
    """What a unit measures, and by which factor its numbers become ours."""
    word = unit.lower()
    if kind == "power":
        return _Measure(Unit.MEGAWATT, _MEGAWATTS[word[0]])
    if kind == "percent":
        return _Measure(Unit.PERCENT, Decimal(1))
    if kind == "area":
        if word.startswith("acre"):
            return _Measure(Unit.ACRE, Decimal(1))
        if word.startswith("h"):
            return _Measure(Unit.ACRE, Decimal("2.471054"))
        metric = word in ("m2", "m²", "sqm") or re.search(r"m(?:et(?:re|er)s?)?$", word) is not None
        return _Measure(Unit.SQUARE_FOOT, Decimal("10.76391") if metric else Decimal(1))
    if kind == "length":
        return _Measure(Unit.KILOMETRE, Decimal("1.609344") if word.startswith("mile") else Decimal(1))
    if kind == "term":
        return _Measure(Unit.YEAR, Decimal(1) if word.startswith("y") else Decimal(1) / 12)
    return _Measure(Unit.OTHER, Decimal(1))


def _unit(found: re.Match[str], which: str) -> tuple[str, str] | None:
    for kind in ("power", "percent", "area", "length", "term", "energy"):
        if unit := found[kind + which]:
            return kind, unit
    return None


def _round(value: Decimal) -> Decimal:
    return plain(value.quantize(Decimal("0.001")) if value.as_tuple().exponent < -3 else value)  # type: ignore[operator]


def _of(text: str, start: int, end: int, floor: int, ceiling: int) -> str | None:
    """What megawatts are of: the first word in the rest of the clause that tells, else the last one before the number."""
    after = text[end : min(ceiling, end + 60)]
    if stop := _CLAUSE_END.search(after):
        after = after[: stop.start()]
    if found := _OF.search(after):
        return found.lastgroup
    before = text[max(floor, start - 40) : start]
    parts = _CLAUSE_END.split(before)
    told = list(_OF.finditer(parts[-1]))
    return told[-1].lastgroup if told and told[-1].lastgroup != "facility" else None


def _noun(text: str, end: int, ceiling: int) -> tuple[int, list[str]]:
    """The words of the noun phrase that a number begins, lower case, singular where they end in s, and where the last of them ends."""
    words: list[str] = []
    position = end
    while len(words) < 7 and (found := _WORD.match(text, position, ceiling)):
        word = found["word"].lower()
        if word in _STOP and not (word in ("and", "or") and words[-1:] == ["direct"]):  # "direct and indirect jobs"
            break
        position = found.end()
        words.append(word)
        if _singular(word) in _SITES or _singular(word) in _JOBS:
            after = _WORD.match(text, position, ceiling)
            if not (after and text[position] != "," and _singular(after["word"].lower()) in (*_SITES, *_JOBS)):
                break
    return position, words


def _singular(word: str) -> str:
    if word.endswith("ies"):
        return word[:-3] + "y"
    return word[:-1] if word.endswith("s") and not word.endswith(("ss", "us")) else word


def _counted(text: str, found: re.Match[str], value: Decimal, end: int, floor: int, ceiling: int) -> tuple[Unit, str | None] | None:
    """What a number without a unit counts; None where it is no number of things at all ("Tier 3", "one another", "11:48")."""
    start = found.start()
    follows = text[end : end + 2]
    if (
        follows[:1].isalnum()
        or follows[:1] in tuple("/+:_")
        or (follows[:1] in tuple("-–. ") and follows[1:].isdigit() and found["number"][0].isdigit())
    ):
        return None
    if follows[:1] in tuple(".)") and text[max(0, start - 1) : start] in ("", "\n"):
        return None  # the number of an item
    bare = found["number"].lower()
    left = _LEFT.search(text, max(floor, start - 30), start)
    before = left["last"] if left else ""
    _, words = _noun(text, end, ceiling)
    if follows[:1] == "-":
        words = words[:1]  # "three-building campus"
    while words and words[-1] in _BARE:
        words.pop()
    last = _singular(words[-1]) if words else ""
    if last in _JOBS:
        kinds = [word for word in words if word in _PERMANENT or word in _CONSTRUCTION]
        if found["scale"] or (last == "person" and follows[:1] == "-"):
            return Unit.OTHER, last  # "a two-person startup"
        return Unit.JOB, ("construction" if kinds[0] in _CONSTRUCTION else "permanent") if kinds else None
    if last in _SITES and not found["scale"]:
        inner = words[-2] if len(words) > 1 else ""
        if last in ("center", "centre") and inner not in (
            "data",
            "computing",
            "computer",
            "hyperscale",
            "new",
            "more",
            "such",
            "operational",
            "",
        ):
            return Unit.OTHER, f"{inner} {last}"
        if last == "farm" and inner != "server":
            return Unit.OTHER, "farm"
        return Unit.COUNT, "data center" if inner == "data" and last != "hall" else _SITES[last]
    if before.lower() in _NAMED_BEFORE or (before[:1].isupper() and before not in _SENTENCE_STARTS):
        return None
    if bare == "one" and (before.lower() in _NO_ONE or words or not _ONE_IN.match(text, end, ceiling)):
        return None
    plural = next((word for word in words if (word.endswith("s") and not word.endswith("ss")) or word in _PLURALS), None)
    if plural:
        return Unit.OTHER, _singular(plural)
    if found["scale"] or value != value.to_integral_value() or value > 500 or (words and not bare.isalpha()) or follows[:1] == "-":
        return Unit.OTHER, last or None
    return Unit.COUNT, None


def _quantity(text: str, found: re.Match[str], floor: int, ceiling: int) -> tuple[int, int, Quantity] | None:
    """The quantity at a number, with its span."""
    start, end = found.span()
    value = number(found["number"])
    if value is None:
        return None
    value *= scale(found["scale"])
    first, second = _unit(found, "1"), _unit(found, "2")
    low: Decimal | None = None
    unit = first
    if ranged := _range(text, found, value, first, second, floor):
        low, value, between = ranged
        start -= len("between ") if between else 0
        unit = second
    elif found["high"]:
        end = _end_of_first(found)
    if unit:
        measure = _measure(*unit)
        of = _of(text, start, end, floor, ceiling) if measure.unit is Unit.MEGAWATT else None
        low = low * _measure(*(first or unit)).factor if low is not None else None
        return start, end, Quantity(_round(value * measure.factor), measure.unit, None if low is None else _round(low), None, of)
    counted = _counted(text, found, value, bound_after(text, end, ceiling)[0], floor, ceiling)
    return (start, end, Quantity(_round(value), counted[0], None if low is None else _round(low), None, counted[1])) if counted else None


def _range(
    text: str, found: re.Match[str], low: Decimal, first: tuple[str, str] | None, second: tuple[str, str] | None, floor: int
) -> tuple[Decimal, Decimal, bool] | None:
    """The lower and the upper end of a range, and whether "between" introduces it; None where two numbers are none."""
    high = number(found["high"]) if found["high"] else None
    if high is None or found["word"] == "or" or (first is not None and second is None):
        return None
    between = text.endswith("between ", max(floor, found.start() - 8), found.start())
    if found["word"] == "and" and not between:
        return None
    size = scale(found["scale2"])
    high *= size
    if not found["scale"] and low * size < high:
        low *= size
    if low >= high and not (first and second and first[1][0] != second[1][0]):
        return None
    return low, high, between


def _end_of_first(found: re.Match[str]) -> int:
    """Where the first of two numbers ends that are no range ("five and six")."""
    first = _unit(found, "1")
    for group in (
        *(kind + "1" for kind in ("power", "percent", "area", "length", "term", "energy") if first and first[0] == kind),
        "scaled",
        "number",
    ):
        if found[group]:
            return found.end(group)
    return found.end("number")


def _ranked(text: str, found: re.Match[str], floor: int) -> Quantity | None:
    """ "second", "third-largest", "No. 2"."""
    if found["rank"]:
        value = number(re.split(r"[ .#-]", found["rank"].lower().replace("no", " ").replace("number", " "))[-1] or "0")
        return Quantity(value, Unit.ORDINAL) if value else None
    word = found["ordinal"].lower()
    before = text[max(floor, found.start() - 8) : found.start()].lower()
    if (word == "second" and before.endswith(("per ", "split "))) or (
        word == "third" and before.endswith(("a ", "two ")) and text.startswith(" of", found.end())
    ):
        return None
    return Quantity(Decimal(_ORDINALS.get(word) or int(re.sub(r"\D", "", word))), Unit.ORDINAL, of=found["most"])


def quantity_at(text: str, at: int, floor: int, ceiling: int) -> Mention | None:
    """The quantity that begins at ``at``; its mention may begin earlier, at words of approximation, but not before ``floor``."""
    found = _QUANTITY.match(text, at, ceiling)
    if not found:
        return None
    begin, stop = found.span()
    if found["ordinal"] or found["rank"]:
        made = _ranked(text, found, floor)
        return Mention(begin, stop, found[0], Kind.VALUE, value=made) if made else None
    if found["article"]:
        size = _MEGAWATTS[found["whole"][0].lower()] * (Decimal("0.5") if found["article"].lower().startswith("half") else 1)
        made = Quantity(plain(size), Unit.MEGAWATT, of=_of(text, begin, stop, floor, ceiling))
        return Mention(begin, stop, found[0], Kind.VALUE, value=made)
    quantity = _quantity(text, found, floor, ceiling)
    if quantity is None:
        return None
    begin, stop, made = quantity
    begin, bound = bound_before(text, begin, floor)
    stop, after = bound_after(text, stop, ceiling)
    return Mention(begin, stop, text[begin:stop], Kind.VALUE, value=replace(made, bound=bound or after))


def quantities(text: str, start: int = 0, end: int | None = None) -> Iterator[Mention]:
    """The quantities in ``text[start:end]`` other than money: megawatts, percents, acres, square feet, kilometres, years, jobs,
    counts, ranks. The span ends with the unit; for jobs and counts it is the number alone, and ``of`` names what is counted.

    >>> [(m.text, str(m.value.number), m.value.unit.value, m.value.of) for m in quantities("five data centers of up to 1.2GW of IT load")]
    [('five', '5', 'count', 'data center'), ('up to 1.2GW', '1200', 'MW', 'it')]
    """
    ceiling = len(text) if end is None else end
    position = floor = start
    while cue := _CUE.search(text, position, ceiling):
        mention = quantity_at(text, cue.start(), floor, ceiling)
        if mention:
            yield mention
            floor = mention.end
        position = max(cue.end(), floor)
