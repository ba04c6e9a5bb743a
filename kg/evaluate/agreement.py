"""When two names, predicates, qualifiers or quotes say the same: the terms on which a fact answers to gold."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

SITE = re.compile(r"^(plans|builds|operates|cancels)(DataCenter|CloudRegion|AvailabilityZone|EdgeLocation|Office)In$")
LEGAL = re.compile(
    r"\b(inc|incorporated|ltd|limited|llc|plc|corp|corporation|co|company|group|holdings?|ag|sa|nv|gmbh|bhd|sdn|pte|lp|com)\b"
)
TITLES = {
    "ceo": "chief executive",
    "cfo": "chief financial",
    "cto": "chief technology",
    "coo": "chief operating",
    "vp": "vice president",
    "evp": "executive vice president",
    "svp": "senior vice president",
}
QUOTE_LENGTH = 600
QUOTE_WORDS = 4


def fold(name: str) -> str:
    """A name without case, article, possessive, legal form and punctuation.

    >>> fold("The Foo-Bar Group's"), fold("Group")
    ('foo bar', 'group')
    """
    name = name.casefold().replace("’", "'").replace("&", " and ")
    name = re.sub(r"'s?\b", "", name).replace("u.s.", "us").replace("u.k.", "uk")
    name = re.sub(r"[^\w\s]", " ", name)
    name = re.sub(r"^\s*(the|a|an)\s+", "", name)
    stripped = LEGAL.sub(" ", name)
    return " ".join((stripped if stripped.strip() else name).split())


def predicate_key(predicate: str) -> str:
    """Predicates that may stand for each other share a key: a cloud region counts as a data centre.

    >>> predicate_key("plansCloudRegionIn"), predicate_key("unitOf")
    ('plansDataCenterIn', 'unitOf')
    """
    site = SITE.match(predicate)
    return f"{site[1]}{'DataCenter' if site[2] == 'CloudRegion' else site[2]}In" if site else predicate


def slot_equal(slot: str, want: Mapping[str, Any], got: Mapping[str, Any]) -> bool:
    """Whether a qualifier is as asked: numbers within 1 %, dates as precise or finer, titles by the posts that they name.

    >>> slot_equal("date", {"date": "2018-H1"}, {"date": "2018-03"}), slot_equal("date", {"date": "2018-03"}, {"date": "2018"})
    (True, False)
    """
    a, b = want.get(slot), got.get(slot)
    if b is None:
        return False
    if slot in ("amount", "count", "capacityMW", "share", "rank", "stake"):
        x, y = _number(a), _number(b)
        same_currency = slot != "amount" or want.get("currency", "USD") == got.get("currency", "USD")
        return x is not None and y is not None and abs(x - y) <= 0.01 * abs(x) and same_currency
    if slot in ("date", "start", "end"):
        a, b = str(a), str(b)
        return len(a) >= 4 and (b.startswith(a) or _within(a, b))
    if slot == "title":
        return bool(_posts(str(a)) & _posts(str(b)))
    return fold(str(a)) == fold(str(b))


def quotes(said: object, asked: object) -> bool:
    """Whether a quote of at most 600 characters shares words in a row with the gold evidence."""
    quote, evidence = " ".join(str(said or "").split()), " ".join(str(asked or "").split())
    if not quote or len(quote) > QUOTE_LENGTH:
        return False
    words = quote.split()
    size = min(QUOTE_WORDS, len(words))
    return any(" ".join(words[i : i + size]) in evidence for i in range(len(words) - size + 1))


def label_of(value: object) -> str:
    """The label of a subject or object, written as a string or as an entity's record."""
    if isinstance(value, dict):
        value = value.get("label") or value.get("name") or value.get("id") or ""
    return str(value)


def names_of(fact: Mapping[str, Any], side: str) -> set[str]:
    """All names, folded, by which a fact calls its "subject" or "object"."""
    return {fold(str(n)) for n in [label_of(fact[side]), *fact.get(f"{side}_names", [])] if n}


def _number(value: object) -> float | None:
    try:
        return float(value)  # type: ignore[arg-type]
    except (TypeError, ValueError):
        return None


def _within(asked: str, said: str) -> bool:
    """Whether a month, day or quarter lies in the half or quarter that was asked for."""
    part = re.fullmatch(r"(\d{4})-([QH])(\d)", asked)
    month = re.match(r"(\d{4})-(\d\d)", said)
    quarter = re.fullmatch(r"(\d{4})-Q(\d)", said)
    fine = month or quarter
    if part is None or fine is None or fine[1] != part[1]:
        return False
    first = int(fine[2]) if month else 3 * int(fine[2]) - 2
    size = 3 if part[2] == "Q" else 6
    return (first - 1) // size + 1 == int(part[3])


def _posts(title: str) -> set[str]:
    """The posts that a title names: "President & CEO of X" gives "president" and "chief executive"."""
    out = set()
    for part in re.split(r"\band\b|&|,|/", title.casefold()):
        part = re.split(r"\b(?:of|for|at)\b", part)[0]
        words = [w for w in re.split(r"\W+", part) if w and w not in ("the", "former", "its", "group", "acting")]
        post = " ".join(TITLES.get(w, w) for w in words).removesuffix(" officer").replace("vicepresident", "vice president")
        if post:
            out.add(TITLES.get(post, post))
    return out
