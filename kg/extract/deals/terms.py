"""What deals share: status, price, date."""

from __future__ import annotations

import re
from functools import cache

from kg.extract.chart import Chart
from kg.extract.clause import FINITE, Clauses
from kg.extract.draft import Draft, Qualifiers, Thing
from kg.extract.table import table
from kg.extract.verbs import VerbGroup
from kg.model import Money, When

DEAL_STATUS = {
    "future": "announced",
    "infinitive": "announced",
    "progressive": "announced",
    "past": "completed",
    "present": "announced",
    "gerund": "completed",
    "participle": "announced",
}


@cache
def verbs(name: str) -> frozenset[str]:
    return frozenset(v.split()[0] for v in table("deals")["verbs"][name])


@cache
def nouns(name: str) -> frozenset[str]:
    return frozenset(table("deals")["nouns"][name])


def of_papers(chart: Chart, j: int) -> bool:
    """Whether a name only says whose licence, permit or token it is: "bought a Bolt license"."""
    return any(atom.word in nouns("papers") for atom in chart.atoms[j + 1 : j + 3])


def deal_status(group: VerbGroup, headline: bool = False) -> str:
    """The status that a verb gives a deal; headlines tell what is done in the present."""
    if group.considered:
        return "considered"
    if group.tense == "present" and headline:
        return "completed"  # "Acme buys Bolt"
    return DEAL_STATUS.get(group.tense, "announced")


def draft_of(chart: Chart, subject: Thing, predicate: str, thing: Thing, q: Qualifiers, sure: float, frame: str) -> Draft:
    return Draft(subject, predicate, thing, dict(q), chart.sentence.start, chart.sentence.end, sure, frame, chart.number)


PRICE = re.compile(r"(?:for|in|worth|valued|at|valuing|paying|paid|price) (?:[a-z-]+ ){0,8}?M\b")


def price(chart: Chart, start: int, stop: int) -> Money | None:
    """The price told behind a deal: "for $2bn", "in a $2bn deal", "worth $2bn"."""
    if start >= len(chart.atoms):
        return None
    for m in PRICE.finditer(chart.line, chart.offsets[start]):
        at = chart.at(m.end() - 1)
        if at >= stop:
            return None
        value = chart.atoms[at].value
        after = " ".join(a.word for a in chart.atoms[at + 1 : at + 3] if a.code == "w")
        words = chart.words(chart.at(m.start()), at)
        if words.startswith(("valued", "at")) and not re.search(
            r"\b(?:deal|transaction|acquisition|sale|takeover|purchase|price|contract|in a) ",
            chart.words(max(0, chart.at(m.start()) - 4), at),
        ):
            continue  # "when it was valued at $3bn": no price
        if (
            isinstance(value, Money)
            and "valuation" not in after
            and "valuing" not in words
            and "revenue" not in after
            and "debt" not in words
        ):
            return value
    return None


FRONTED = re.compile(
    r"(?:(?:,|and|but|^) (?:in |on )?|^(?:in |on )?|\bin )(?P<d>D) ,? ?(?:when |as |after )?(?:it|they|O) (?:also |then )?$"
)
OF_NEXT = re.compile(r"(?:,|and|but) (?:in |on )?D (?:it|they|O|,)$")


def time_of(chart: Chart, clauses: Clauses, group: VerbGroup, stop: int) -> str | None:
    """The date of a deal that a text tells as past: "in 2021", "last year"; behind its verb up to the next one, else in front."""
    fronted = FRONTED.search(chart.words(0, group.first) + " ")
    if fronted is not None:  # "and in December it bought", "in 2018 when it bought"
        own = chart.atoms[chart.at(fronted.start("d"))].when
        if own is not None and own.date and own.role not in ("by", "over", "since"):
            return own.date
    following = next((g.first for g in clauses.groups if g.head > group.head and g.tense in FINITE), stop)
    opening = next((g.first for g in clauses.groups), 0)
    for j in [*range(group.head + 1, min(stop, following)), *range(min(group.first, opening, 5))]:
        value = chart.atoms[j].value
        if chart.atoms[j].code == "D" and isinstance(value, When) and value.date and value.role not in ("by", "over", "since"):
            if j > group.head and OF_NEXT.search(chart.words(max(0, j - 3), min(j + 2, len(chart.atoms)))):
                break  # "paid $3m for a site in Oslo, and in May it bought": the date of what follows
            return value.date
    return None


def term_of(chart: Chart, start: int) -> Qualifiers:
    """The period over which a contract runs: "over five years", "until 2031"."""
    for atom in chart.atoms[start:]:
        when = atom.when
        if when is None:
            continue
        if when.start or when.end:
            return {k: v for k, v in (("start", when.start), ("end", when.end)) if v}
        if when.date and when.role in ("until", "through", "by"):
            return {"end": when.date}
    return {}
