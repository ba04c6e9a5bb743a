"""What share of a market an organisation has: "a 32 percent share of", "put Acme's share at 7 percent", "accounts for 40 percent of"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.extract.anchors import plain, rated
from kg.extract.chart import Chart
from kg.extract.draft import Draft, Qualifiers, Thing, date_of, of_type, topic
from kg.extract.relations.parts import draft, organisations
from kg.model import EntityType, Unit

WITH = re.compile(
    r"\b(?P<o>O) (?:, )?(?:[a-z']+ ){0,6}?(?:has|had|held|holds|with|commands|controls|controlled"
    r"|accounts? for|accounted for|captured|took|owns|hold|commanded) (?:[a-z]+ ){0,3}?(?P<q>Q) (?:- "
    r")?(?:[a-z]+ ){0,3}?"
    r"(?:market share|share|of the)(?P<t>(?: [a-zF-]+){0,6}?)(?: (?:in|of) (?:the )?)? ?(?P<l>[LA])?\b"
)
# "a third of all spending goes to Acme"
GOES = re.compile(
    r"\b(?P<q>Q) of (?P<t>(?:[a-zF-]+ ){0,4}?)(?:spending|market|revenues?|sales|capacity|demand) (?:goes"
    r"|go|went|belongs|falls) to (?P<o>O)(?P<l>)\b"
)
OWN = (
    re.compile(
        r"\b(?P<o>O) 's (?P<q>Q) (?:- )?(?:market )?share (?:of|in) (?:the )?(?P<t>(?:[a-zF]+ ){0,5}?market)?(?: ?(?:in|of) (?P<l>L))?"
    ),
    # Acme's share of worldwide cloud spending was 7 percent; put Acme's share of the Norway market at 7 percent
    re.compile(
        r"\b(?P<o>O) (?:'s )?(?:market share|share of (?=[a-zL]))(?: ?in)? ?(?:the )?"
        r"(?P<t>(?:[a-zF-]+ ){0,5}?)(?:(?:in |of )?(?P<l>L) (?:[a-zF'-]+ ){0,4}?)?"
        r"(?:was|is|at|of|stood at|stands at|reached|rose to|fell to|grew to|climbed to|slipped to|came to) "
        r"(?:about |around |some |roughly )?(?P<q>Q)"
    ),
)
# Acme claims a market share of 12 percent in Norway
CLAIMS = re.compile(
    r"\b(?P<o>O) (?:, which )?(?:[a-z]+ ){0,2}?(?:claims|has|had|holds|held|with|commands|enjoys|reports|won|gained) (?:an? )?(?:[a-z]+ )?"
    r"(?:market )?share of (?:about |around |some |roughly )?(?P<q>Q)(?P<t>)(?: (?:of|in) (?:the )?(?:[a-zF]+ ){0,4}?(?P<l>L)\b)?"
)
# Acme leads the cloud market with 31 percent; Acme accounts for 40 percent of Norway's capacity
LEADS = re.compile(
    r"\b(?P<o>O) (?:, which )?(?:leads|led|tops|topped|dominates) (?:the )?(?P<t>(?:[a-zF-]+ ){0,4}?)(?:in (?:the )?(?P<l>L) )?with "
    r"(?:an? |about |around |some )?(?P<q>Q)"
)
ACCOUNTS = re.compile(
    r"\b(?P<o>O) (?:, which )?(?:accounts?|accounted) for (?:about |around |some |roughly |more than )?(?P<q>Q) of (?:the )?(?P<l>L) "
    r"(?:'s )?(?P<t>(?:[a-zF-]+ ){0,3}?)(?:capacity|market|spending|sales|revenues?|supply)\b"
)
SHARES = rated((WITH, 0.6), *((own, 0.75) for own in OWN), (CLAIMS, 0.72), (LEADS, 0.72), (ACCOUNTS, 0.7), (GOES, 0.7))
# "… the 22% of Microsoft's Azure and the 11% held by Google Cloud", "followed by Azure with 22%"
OTHERS = plain(
    re.compile(r"\bQ (?:of|held by|for|at|by) (?:O (?:[a-z]{2,5} ){0,2}'s )?(?P<o>O)\b(?! (?:[a-z]{2,5} ){0,2}'s O)"),
    re.compile(r"\b(?P<o>O) (?:, which )?(?:with|at|on|has|had|held|holds|\(|, with|one of) (?:an? |about |around |some )?(?P<q>Q)"),
    re.compile(r"\b(?P<o>O) (?P<q>Q)(?= (?:and|,|\.|;)|$)"),
)
LATER = re.compile(r" ?(?:[a-zF-]+ ){0,8}?(?:in|of) (?:the )?(?P<l>[LA])\b")


def extract(chart: Chart) -> Iterator[Draft]:
    """Shares of a market, of the leader and of those that are named beside it."""
    things: list[Thing] = []
    when: Qualifiers = {}
    used: set[int] = set()
    for pattern, sure in SHARES.candidates(chart.line):
        for m in pattern.finditer(chart.line):
            at = chart.at(m.start("q"))
            quantity = chart.atoms[at].quantity
            if (
                at in used
                or quantity is None
                or quantity.unit is not Unit.PERCENT
                or re.search(r"\b(?:stake|shareholding|shares|stock)\b", chart.line[m.start() : m.end() + 12])
            ):
                continue
            if pattern not in (GOES, ACCOUNTS) and "share" not in m.group() and "market" not in chart.line[m.start() : m.end() + 25]:
                continue
            if re.search(r"\bshare (?:price|of (?:the )?(?:company|venture|firm))\b", chart.line[m.start() : m.end() + 30]):
                continue
            things = list(of_type(chart, chart.atoms[chart.at(m.start("l"))].members, EntityType.PLACE)) if m.group("l") else []
            later = LATER.match(chart.line, m.end())
            if not things and later and pattern is WITH:
                things = list(of_type(chart, chart.atoms[chart.at(later.start("l"))].members, EntityType.PLACE))
            things = things or [topic((m.group("t") or "").strip().replace("F", "data center") or "market")]
            when = _date(chart)
            for org in organisations(chart, chart.at(m.start("o")))[:1]:
                used |= {org, at}
                for thing in things:
                    yield draft(chart, org, "hasMarketPositionIn", thing, {"share": quantity.number} | when, sure, "relations.share")
    if not things:
        return
    for pattern in OTHERS.candidates(chart.line):
        for m in pattern.finditer(chart.line):
            at = next((j for j in range(chart.at(m.start()), chart.at(m.end() - 1) + 1) if chart.atoms[j].code == "Q"), -1)
            quantity = chart.atoms[at].quantity if at >= 0 else None
            if at in used or quantity is None or quantity.unit is not Unit.PERCENT:
                continue
            for org in organisations(chart, chart.at(m.start("o")))[:1]:
                if org not in used:
                    used |= {org, at}
                    for thing in things:
                        yield draft(chart, org, "hasMarketPositionIn", thing, {"share": quantity.number} | when, 0.6, "relations.share")


def _date(chart: Chart) -> Qualifiers:
    """The time of the shares, where the sentence tells a single one."""
    dates = [a.when for a in chart.atoms if a.when is not None]
    date = date_of(dates[0]) if len(dates) == 1 else None
    return {"date": date} if date else {}
