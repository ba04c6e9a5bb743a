"""Power, shares, areas, lengths, terms, jobs, counts of sites, ranks; every other number is `Unit.OTHER`, so that it is never taken for one of them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from kg.mention.numerals import DIGITS, SCALE, WORDS, bound_after, bound_before, number, plain, scale
from kg.model import Bound, Kind, Mention, Quantity, Unit

_NUMBER = rf"(?:{DIGITS}|{WORDS})"
_UNITS = (
    r"(?P<energy{0}>(?i:[kmgt]wh|(?:kilo|mega|giga|tera)watt[ -]hours?)\b)"
    r"|(?P<power{0}>(?:[kKMGT]W(?:e|p|ac|dc|it|IT)?|mw|gw|[MGk]VA|(?i:(?:kilo|mega|giga)[ -]?watts?|mega[ -]?volt[ -]?amp(?:ere)?s?))(?![\w]))"
    r"|(?P<percent{0}>%|(?i:percent\b(?! points?)|per cent\b|pct\b)(?!age))"
    r"|(?P<area{0}>(?i:acres?|hectares?|ha|sq(?:uare|\.)?[ -]?(?:feet|foot|ft|met(?:re|er)s?|m)|sqft|sqm|sf|m2|m²)(?![\w²]))"
    r"|(?P<length{0}>(?i:km|kilomet(?:re|er)s?|miles?)\b(?! per))"
    r"|(?P<term{0}>(?i:years?|yrs?|months?)\b(?!-old| old| of age))"
)
_QUANTITY = re.compile(
    rf"(?<![\w$€£¥₹.,#/+-])(?P<number>{_NUMBER})(?P<scaled>[ \xa0-]?(?P<scale>{SCALE}))?"
    rf"(?:[ \xa0-]?(?:{_UNITS.format('1')}))?"
    rf"(?:(?:\s?[-–—]\s?| (?P<word>to|and|or) )(?P<high>{_NUMBER})(?P<scaled2>[ \xa0-]?(?P<scale2>{SCALE}))?(?:[ \xa0-]?(?:{_UNITS.format('2')}))?)?"
    r"|(?<![\w-])(?P<article>an?|half an?) (?P<whole>(?i:(?:giga|mega)watt))(?![\w-])"
    r"|(?<![\w-])(?P<ordinal>(?i:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth)|\d{1,3}(?:st|nd|rd|th))"
    r"(?:[ -](?P<most>(?:largest|biggest|most|best|busiest|fastest|leading|highest)))?(?![\w])(?!-(?:half|quarter)| (?:century|Street|Avenue|St|Ave|Floor)\b)"
    r"|(?<![\w-])(?P<rank>(?:No\.? ?|#|(?i:number[ -]))(?:\d{1,2}|(?i:one|two|three|four|five))(?!\w|[.,]\d))"
)
_ORDINALS = {
    word: value
    for value, word in enumerate("first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth".split(), start=1)
}
_MEGAWATTS = {"k": Decimal("0.001"), "m": Decimal(1), "g": Decimal(1000), "t": Decimal(10**6)}
_WORD = re.compile(r"(?:[ \xa0-]|, )(?P<word>[A-Za-z][A-Za-z’'/]*)")
_STOP = frozenset(
    "in of at on for to by from with and or that which who will is are was were has have had as than the its their his her our would could can may "
    "might must should near across around within under over into between during after before about per while when where but if not also it they he she we "
    "be been being do does did a an this these those there via including such so".split()
)
_SITES = {
    "center": "data center", "centre": "data center", "datacenter": "data center", "datacentre": "data center", "facility": "facility",
    "building": "building", "region": "region", "zone": "zone", "site": "site", "campus": "campus", "campuse": "campus", "location": "location",
    "hall": "hall", "office": "office", "complex": "campus", "complexe": "campus", "pop": "edge", "hub": "hub", "farm": "farm", "plot": "plot",
}  # fmt: skip
_JOBS = frozenset(
    "job employee worker people position staff role engineer staffer personnel professional post hire technician specialist headcount workforce".split()
)
_PERMANENT = frozenset("permanent full direct ongoing longterm operational".split())
_CONSTRUCTION = frozenset("construction temporary building craft trade".split())
_NOT_COUNTED = frozenset("another day of the time other or thing such and who side hand more".split())  # after "one"
_LEFT = re.compile(r"(?P<last>[A-Za-z][\w&.’'-]*)[ \xa0-]$")
_SENTENCE_STARTS = frozenset("In The With Its Of Some At By For From To And Or But On All Only These Those Those Over About Around Nearly Up Another".split())
_NAMED_BEFORE = frozenset("phase tier level version type class section chapter page article unit suite room route highway interstate hall stage top".split())
_NO_ONE = frozenset("no any every each this that which the some another only".split())
_OF = re.compile(
    r"(?P<it>\b(?:critical )?IT\b|\bcritical (?:load|power|capacity)|\bcomput(?:e|ing)\b)"
    r"|(?P<storage>\bbatter(?:y|ies)\b|\bstorage\b|\bBESS\b)"
    r"|(?P<grid>\bgrid\b|\butility (?:power|capacity)|\bsubstations?\b|\b(?:inter)?connections?\b|\btransmission\b)"
    r"|(?P<generation>\bsolar\b|\bwind\b|\bnuclear\b|\brenewables?\b|\bgenerat\w+|\bgas\b|\bturbines?\b|\bhydro\w*|\bgeothermal\b|\bpower (?:plants?|stations?|purchase)"
    r"|\bclean (?:energy|power)|\bPPAs?\b|\bphotovoltaic\b|\breactors?\b|\bcoal\b|\bfuel cells?\b|\bon-?site power)"
    r"|(?P<facility>\bdata ?cent(?:er|re)s?\b|\bcampus(?:es)?\b|\bfacilit(?:y|ies)\b|\bsites?\b)",
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
    return plain(value.quantize(Decimal("0.001")) if value.as_tuple().exponent < -3 and value > 1 else value)  # type: ignore[operator]


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
        if word in _STOP:
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


def _counted(text: str, found: re.Match[str], value: Decimal, floor: int, ceiling: int) -> tuple[Unit, str | None] | None:
    """What a number without a unit counts; None where it is no number of things at all ("Tier 3", "one another")."""
    start, end = found.start(), found.end()
    if end < ceiling and (text[end].isalnum() or text[end] in "/+:_"):
        return None
    _, words = _noun(text, end, ceiling)
    last = _singular(words[-1]) if words else ""
    if last in _JOBS and not found["scale"]:
        known = [word for word in words if word in _PERMANENT or word in _CONSTRUCTION]
        return Unit.JOB, ("construction" if known[0] in _CONSTRUCTION else "permanent") if known else None
    if last in _JOBS:
        return Unit.OTHER, last
    bare = found["number"].lower()
    left = _LEFT.search(text[max(floor, start - 30) : start])
    before = left["last"] if left else ""
    if last in _SITES and not found["scale"]:
        if words[-1].startswith(("center", "centre")) and len(words) > 1 and words[-2] not in ("data", "computing", "new", "more", "such", "hyperscale", "computer"):
            return Unit.OTHER, " ".join((words[-2], last))
        if _SITES[last] == "farm" and (len(words) < 2 or words[-2] != "server"):
            return Unit.OTHER, "farm"
        return Unit.COUNT, "data center" if len(words) > 1 and words[-2] == "data" else _SITES[last]
    if bare == "one" and (before.lower() in _NO_ONE or (words and words[0] in _NOT_COUNTED) or text[end : end + 4] in (" of ", "-on-", "-off")):
        return None
    if before.lower() in _NAMED_BEFORE or (before[:1].isupper() and before not in _SENTENCE_STARTS and start - len(before) - 1 > floor):
        return None
    if words and any(word.endswith("s") for word in words):
        return Unit.OTHER, last
    if found["scale"] or value != value.to_integral_value() or value > 500 or (words and not bare.isalpha()):
        return Unit.OTHER, last or None
    return (Unit.COUNT, None) if not words or bare.isalpha() else (Unit.OTHER, last)


def _quantity(text: str, found: re.Match[str], floor: int, ceiling: int) -> tuple[int, int, Quantity] | None:
    """The quantity at a number, with its span."""
    start, end = found.span()
    value = number(found["number"])
    if value is None:
        return None
    first, second = _unit(found, "1"), _unit(found, "2")
    high = number(found["high"]) if found["high"] else None
    between = text[max(floor, start - 8) : start].lower() == "between "
    joined = found["word"]
    is_range = high is not None and (joined != "and" or between) and joined != "or" and (first is None or second is not None)
    if is_range and joined is None and first is None and second is None and end < ceiling and text[end].isalnum():
        is_range = False
    low: Decimal | None = None
    kind = second if is_range else first
    size = scale(found["scale"])
    if is_range and high is not None:
        measure = _measure(*kind) if kind else None
        low_measure = _measure(*first) if first else measure
        low = value * (size if found["scale"] else scale(found["scale2"])) * (low_measure.factor if low_measure else 1)
        value = high * scale(found["scale2"]) * (measure.factor if measure else 1)
        if low >= value:
            low, is_range = None, False
        start = start - 8 if between and is_range else start
        if not is_range:
            value, kind = number(found["number"]) or value, first
    if not is_range and found["high"]:
        end = _end_of_first(found)
    if not is_range:
        value = value * size * (_measure(*kind).factor if kind else 1)
    if kind:
        unit = _measure(*kind).unit
        of = _of(text, start, end, floor, ceiling) if unit is Unit.MEGAWATT else None
        return start, end, Quantity(_round(value), unit, _round(low) if low is not None else None, None, of)
    if not is_range and found["high"]:
        narrow = _QUANTITY.match(text, found.start(), end)
        if narrow is None or narrow["number"] is None:
            return None
        found = narrow
    counted = _counted(text, found, value, floor, ceiling)
    return (start, end, Quantity(_round(value), counted[0], _round(low) if low is not None else None, None, counted[1])) if counted else None


def _end_of_first(found: re.Match[str]) -> int:
    """Where the first of two numbers ends that are no range ("five and six")."""
    first = _unit(found, "1")
    for group in (*(kind + "1" for kind in ("power", "percent", "area", "length", "term", "energy") if first and first[0] == kind), "scaled", "number"):
        if found[group]:
            return found.end(group)
    return found.end("number")


def quantities(text: str, start: int = 0, end: int | None = None) -> Iterator[Mention]:
    """The quantities in ``text[start:end]`` other than money: megawatts, percents, acres, square feet, kilometres, years, jobs,
    counts, ranks. The span ends with the unit; for jobs and counts it is the number alone, and ``of`` names what is counted.

    >>> [(m.text, str(m.value.number), m.value.unit.value, m.value.of) for m in quantities("five data centers of up to 1.2GW of IT load")]
    [('five', '5', 'count', 'data center'), ('up to 1.2GW', '1200', 'MW', 'it')]
    """
    ceiling = len(text) if end is None else end
    position = floor = start
    while found := _QUANTITY.search(text, position, ceiling):
        position = found.end()
        begin, stop = found.span()
        made: Quantity | None = None
        if found["ordinal"]:
            word = found["ordinal"].lower()
            before = text[max(floor, begin - 9) : begin].lower()
            if not before.endswith(("per ", "split ", "at ", "one-", "two-")) or word != "second":
                rank = _ORDINALS.get(word) or int(re.sub(r"\D", "", word))
                made = Quantity(Decimal(rank), Unit.ORDINAL, of=found["most"])
        elif found["rank"]:
            value = number(re.split(r"[ .#-]", found["rank"].lower().replace("no", " ").replace("number", " "))[-1] or "0")
            made = Quantity(value, Unit.ORDINAL) if value else None
        elif found["article"]:
            size = _MEGAWATTS[found["whole"][0].lower()] * (Decimal("0.5") if found["article"].lower().startswith("half") else 1)
            made = Quantity(plain(size), Unit.MEGAWATT, of=_of(text, begin, stop, floor, ceiling))
        elif quantity := _quantity(text, found, floor, ceiling):
            begin, stop, made = quantity
            position = max(stop, begin + 1)
            if made.unit is not Unit.ORDINAL:
                begin, bound = bound_before(text, begin, floor)
                stop, after = bound_after(text, stop, ceiling)
                made = Quantity(made.number, made.unit, made.low, bound or after, made.of)
        elif found["high"]:
            position = found.end("number")
        if made:
            yield Mention(begin, stop, text[begin:stop], Kind.VALUE, value=made)
            floor = position = max(position, stop)
