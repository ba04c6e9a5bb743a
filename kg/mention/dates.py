"""Dates and periods as news writes them, at the precision of the text and anchored at the document's date.

"Nov. 21, 2016" → 2016-11-21, "early next year" (said in 2019) → 2020, "the first half of 2018" → 2018-H1,
"over the next four years" (said in 2024) → 2024 to 2028. What needs the document's date stays out where there is none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

from kg.mention.date_words import (
    ANCHORED,
    ATOM,
    BARE_YEAR,
    CAPITALISED,
    COUNTED,
    CUE,
    FUTURE,
    JOIN,
    LEADS_IN,
    OPEN,
    PAST,
    PERIOD,
    RECORD,
    ROLE,
    ROLES,
    SENTENCE,
)
from kg.mention.moments import (
    SEASONS,
    Anchor,
    Tense,
    anchor_of,
    current,
    iso,
    month_number,
    months_in,
    moved,
    near_day,
    near_month,
    part_of_year,
    relative_year,
    season,
    weekday,
)
from kg.model import Kind, Mention, When


def _resolved(found: re.Match[str], anchor: Anchor | None, tense: Tense, said: int | None, asked: Tense | None = None) -> When | None:
    """The date of an atom; ``tense`` may be a guess, ``asked`` is what the caller knows."""
    group = found.groupdict()
    kind = found.lastgroup
    date_: str | None = None
    if group["iso"]:
        year, month, day = (int(part) for part in group["iso"].split("-"))
        date_ = iso(year, month, day) if 1 <= month <= 12 else None
    elif group["slash"]:
        first, second, year = (int(part) for part in group["slash"].split("/"))
        if first > 12 or second > 12 or first == second:  # else day and month cannot be told apart
            month, day = (second, first) if first > 12 else (first, second)
            date_ = iso(year, month, day) if month <= 12 else None
    elif group["m1"] or group["m2"]:
        month, day = month_number(group["m1"] or group["m2"]), int(re.sub(r"\D", "", group["d1"] or group["d2"]))
        year_ = int(group["y1"]) if group["y1"] else near_day(month, day, anchor, asked)
        date_ = iso(year_, month, day) if year_ else None
    elif group["m3"]:
        year_ = int(group["y3"]) if group["y3"] else relative_year(group["r3"], anchor, said)
        date_ = iso(year_, month_number(group["m3"])) if year_ else None
    elif group["nth"]:
        date_ = part_of_year(group["nth"].lower(), group["part"], group["y4"], anchor, tense, said)
    elif group["code"]:
        digit = next(c for c in group["code"] if c.isdigit())
        year_text = group["y5"]
        if year_text and year_text.startswith("FY"):
            date_ = "20" + year_text[-2:]
        else:
            if year_text and year_text.isdigit():
                year_text = year_text if len(year_text) == 4 else "20" + year_text
            rank = {"1": "first", "2": "second", "3": "third", "4": "fourth"}[digit]
            date_ = part_of_year(rank, "quarter" if "Q" in group["code"] else "half", year_text, anchor, tense, said)
    elif group["fiscal"]:
        if "-" in found[0][-3:] or "/" in found[0][-3:]:
            start = int(group["fiscal"]) if len(group["fiscal"]) == 4 else 2000 + int(group["fiscal"])
            return When(start=str(start), end=str(start + 1))
        date_ = group["fiscal"] if len(group["fiscal"]) == 4 else "20" + group["fiscal"]
    elif group["y6"]:
        end = group["y6"][:2] + group["y7"]
        return When(start=group["y6"], end=end) if 0 < int(end) - int(group["y6"]) <= 10 else None
    elif group["decade"]:
        return When(start=group["decade"], end=str(int(group["decade"]) + 9))
    elif group["soft"]:
        if group["y8"]:
            date_ = group["y8"]
        elif group["m8"]:
            month = month_number(group["m8"])
            year_ = near_month(month, anchor, tense)
            date_ = iso(year_, month) if year_ else None
        elif group["d8"]:
            date_ = str((anchor.year // 10 + 1) * 10) if anchor else None
        elif group["r88"]:
            which, unit = group["r88"].split()
            date_ = season(unit, which, anchor, tense) if unit in SEASONS else current(which, unit, anchor, said, tense)
        else:
            year_ = relative_year(group["r8"], anchor, said)
            date_ = str(year_) if year_ else None
    elif group["yearend"]:
        date_ = group["y9"] or (str(anchor.year) if anchor else None)
    elif group["season"]:
        year_ = int(group["y10"]) if group["y10"].isdigit() else relative_year(group["y10"], anchor, said)
        date_ = str(year_) if year_ else None
    elif group["which"]:
        which = group["which"].lower()
        if group["wday"]:
            date_ = weekday(group["wday"], which, anchor, tense)
        elif group["month"]:
            month = month_number(group["month"])
            if anchor and anchor.month:
                year = anchor.year
                date_ = iso(
                    year - (month >= anchor.month) if which == "last" else year + (month <= anchor.month) if which == "next" else year,
                    month,
                )
        elif group["seas"]:
            date_ = season(group["seas"], which, anchor, tense)
        else:
            date_ = current(which, group["unit"], anchor, said, tense)
    elif group["n"]:
        way = -1 if group["way"] in ("ago", "earlier") else 1
        if group["way"] in ("later", "earlier"):
            anchor = Anchor(said, None, None) if said and group["u"] in ("year", "decade") else None
        date_ = moved(group["n"], group["u"], way, anchor)
    elif group["between_now"]:
        date_ = str(anchor.year) if anchor else None
    elif group["now"]:
        whole = anchor.whole if anchor else None
        step = {"today": 0, "yesterday": -1, "tomorrow": 1}[group["now"].lower()]
        date_ = (whole + timedelta(days=step)).isoformat() if whole else None
    elif group["bareday"]:
        date_ = weekday(group["bareday"], "", anchor, tense)
    elif group["baremonth"]:
        month = month_number(group["baremonth"])
        year_ = near_month(month, anchor, tense)
        date_ = iso(year_, month) if year_ else None
    elif kind == "year":
        date_ = group["year"]
    return When(date=date_) if date_ else None


def _acceptable(found: re.Match[str], floor: int) -> bool:
    """Whether a bare year, month, weekday or small word is one: not a count, an address, a name ("Vision 2030", "May said")."""
    text, start = found.string, found.start()
    before = text[max(floor, start - 24) : start]
    if found["year"] or found["y6"]:
        if COUNTED.match(text, found.end()):
            return False
        named = CAPITALISED.search(before)
        if named and not LEADS_IN.search(before):
            return False  # "Vision 2030", "Room 2012"
        return bool(LEADS_IN.search(before)) or 1990 <= int((found["year"] or found["y6"])[:4]) <= 2060
    if found["between_now"]:
        return before.lower().endswith(("between ", "from "))
    if found["baremonth"]:
        name = found["baremonth"]
        if name.isupper() and len(name) < 5:
            return False
        sure = len(name) > 3 and name.lower() not in ("march", "april", "may", "june", "august", "sept.") and not name.endswith(".")
        return (
            sure
            or text[found.end() : found.end() + 1] in ("-", "–")
            or bool(re.search(r"(?i)\b(?:in|by|since|until|till|through|of|from|to|and|between|during|before|after|around|for)\s$", before))
        )
    if found["bareday"] or found["wday"]:
        return not before.endswith(("Black ", "Cyber ", "Super "))
    if found["d1"] or found["d2"]:
        return not (found["m1"] or found["m2"]).islower()
    return not (found["season"] and found["season"] == "fall" and found["y10"].isalpha())


def _tense(text: str, start: int, end: int) -> Tense:
    """The tense that the words around a date suggest: the nearest cue before it in its sentence, else the first one behind it."""
    before = text[max(0, start - 120) : start]
    ends = [m.end() for m in SENTENCE.finditer(before)]
    before = before[ends[-1] :] if ends else before
    future = max((m.start() for m in FUTURE.finditer(before)), default=-1)
    past = max((m.start() for m in PAST.finditer(before)), default=-1)
    if future == past:
        after = text[end : end + 100]
        stop = SENTENCE.search(after)
        after = after[: stop.start()] if stop else after
        future = -min((m.start() for m in FUTURE.finditer(after)), default=101)
        past = -min((m.start() for m in PAST.finditer(after)), default=100)
    return "future" if future > past else "past"


def _period(found: re.Match[str], anchor: Anchor | None, ceiling: int, said: int | None) -> tuple[int, When] | None:
    """ "over the next four years", "within 18 months", "in two years", "over a two-year period"."""
    prep, nx, unit = found["prep"].lower(), found["nx"], found["u"].lower()
    n = found["n"] or ""
    if not n and (not nx or (unit != "decade" and prep in ("the", "in", "for", "during"))):
        return None  # "the year", "in the last quarter" are atoms
    if prep in ("for", "during", "the", "through", "across", "throughout") and not nx:
        return None  # "for 20 years" is the length of something
    text = found.string
    before = text[max(0, found.start() - 6) : found.start()].lower()
    if (
        prep == "over"
        and not nx
        and (before.endswith(("for ", "more ")) or re.match(r" (?:of|ago|old|experience)\b|-", text[found.end() : found.end() + 12]))
    ):
        return None
    if prep == "in" and not nx and RECORD.search(text, max(0, found.start() - 50), found.start()):
        return None  # "its largest in 32 years"
    if prep in ("in", "for", "during") and n.lower() in ("a", "an") and not nx and not found["tail"]:
        return None  # "in a year"
    months = months_in(n, unit)
    if months is None or months > 2400 or unit in ("day", "week"):
        return None
    years = months / 12
    role = (
        "over"
        if prep in ("over", "the", "for", "during", "across", "through", "throughout")
        else "within"
        if prep == "within" or nx
        else "in"
    )
    if role == "over" and not nx and (joined := ANCHORED.match(text, found.end(), ceiling)):
        other = ATOM.match(text, joined.end(), ceiling)
        when = _resolved(other, anchor, "future", said) if other else None
        if other and when and when.date:
            year, span = int(when.date[:4]), int(years)
            back = joined["how"] in ("to", "through", "until") or joined["how"].startswith("ending")
            return other.end(), When(
                start=str(year - span) if back else when.date, end=when.date if back else str(year + span), role="over", years=years
            )
    if anchor is None:
        return (found.end(), When(role=role, years=years)) if role != "in" else None
    way = -1 if nx in ("past", "last", "previous", "preceding") else 1
    far = str(anchor.year + way * int(years)) if years == int(years) else anchor.months_on(way * int(months))
    if unit in ("month", "quarter") and years < 2 and years != 1:
        far = anchor.months_on(way * int(months))
    here = str(anchor.year)
    if way < 0:
        return found.end(), When(start=far, end=here, role="over", years=years)
    if role == "over":
        return found.end(), When(start=here, end=far, role=role, years=years)
    return found.end(), When(date=far, role=role, years=years)


def _said_before(text: str, start: int) -> int | None:
    """The year last named before ``start``, within a paragraph or so."""
    years = BARE_YEAR.findall(text, max(0, start - 400), start)
    return int(years[-1]) if years else None


def _until(
    text: str, first: re.Match[str], when: When, word: str, ceiling: int, anchor: Anchor | None, tense: Tense
) -> tuple[int, When] | None:
    """The period that begins with a date ("2020 to 2025", "between May and July", "2023-2027") and where it ends."""
    joined = JOIN.match(text, first.end(), ceiling)
    if joined is None or when.date is None:
        return None
    link = (joined["word"] or "-").strip()
    if link == "and" and word != "between":
        return None
    later = ATOM.match(text, joined.end(), ceiling)
    until = _resolved(later, anchor, tense, None) if later and _acceptable(later, joined.end()) else None
    if later is None or until is None or until.date is None:
        return None
    start = when.date
    if first["baremonth"] and len(until.date) >= 7 and later["baremonth"] is None:
        start = until.date[:5] + start[5:]
    return (later.end(), When(start=start, end=until.date)) if start[:4] <= until.date[:4] else None


def date_at(
    text: str, at: int, floor: int, ceiling: int, published: str | None = None, tense: Tense | None = None, said: int | None = None
) -> Mention | None:
    """The date or period that begins at ``at``; its mention may begin earlier, at a word like "by", but not before ``floor``.

    ``said`` is the year of the date before, for "two years later" and "that year".
    """
    anchor = anchor_of(published)
    if (period := PERIOD.match(text, at, ceiling)) and (made := _period(period, anchor, ceiling, said)):
        return Mention(at, made[0], text[at : made[0]], Kind.VALUE, value=made[1])
    found = ATOM.match(text, at, ceiling)
    if not found or not _acceptable(found, floor):
        return None
    if said is None and (found["way"] or found["which"] or found["r8"] or found["y4"]):
        said = _said_before(text, at)
    role = ROLE.search(text, max(floor, at - 32), at)
    word = role["role"].lower() if role else ""
    leans = tense
    if leans is None:
        ahead = word in ("by", "before", "ahead of", "no later than", "not later than") or (
            word in ("until", "through") and found["bareday"]
        )
        leans = "future" if ahead else _tense(text, at, found.end()) if found.lastgroup in OPEN or found["nth"] else "past"
    when = _resolved(found, anchor, leans, said, tense)
    if when is None:
        return None
    begin, stop = at, found.end()
    if span := _until(text, found, when, word, ceiling, anchor, leans):
        stop, when = span
        if role and word in ("between", "from"):
            begin = role.start()
    elif role and when.date and word != "between":
        begin = role.start()
        if word == "before" and text.startswith((" is over", " is out"), stop):
            word = "by"
        when = replace(when, role=ROLES.get(word.split()[0] if word.startswith(("starting", "beginning")) else word, word))
    return Mention(begin, stop, text[begin:stop], Kind.VALUE, value=when)


def year_of(mention: Mention) -> int | None:
    """The year of a mention of a single date."""
    when = mention.value
    return int(when.date[:4]) if isinstance(when, When) and when.date else None


def dates(text: str, start: int = 0, end: int | None = None, published: str | None = None, tense: Tense | None = None) -> Iterator[Mention]:
    """The dates and periods in ``text[start:end]``. ``published`` is the document's date (ISO 8601); ``tense`` settles months and
    weekdays that are named alone (None: what the words around them suggest).

    >>> [(m.text, m.value.date) for m in dates("It opened in May and expands late next year.", published="2019-07-10")]
    [('May', '2019-05'), ('late next year', '2020')]
    """
    ceiling = len(text) if end is None else end
    floor = position = start
    said: int | None = None
    while cue := CUE.search(text, position, ceiling):
        mention = date_at(text, cue.start(), floor, ceiling, published, tense, said)
        if mention:
            yield mention
            floor = mention.end
            said = year_of(mention) or said
        position = max(cue.end(), floor)


def resolve(mention: Mention, published: str | None, tense: Tense | None) -> When | None:
    """The date of a mention of a date once more, now that the tense of its verb is known: "in May" under "will open" lies ahead.

    >>> [resolve(m, "2019-07-10", "future").date for m in dates("May", published="2019-07-10") or ()]
    []
    >>> from kg.model import Kind, Mention, When
    >>> resolve(Mention(0, 7, "March 3", Kind.VALUE, value=When(date="2019-03-03")), "2019-07-10", "future").date
    '2020-03-03'
    """
    value = mention.value
    if not isinstance(value, When):
        return None
    first = next(iter(dates("in " + mention.text if mention.text[:1].isupper() else mention.text, published=published, tense=tense)), None)
    return first.value if first and isinstance(first.value, When) else value
