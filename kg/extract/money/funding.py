"""Who raises funds from whom."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.extract.anchors import sought
from kg.extract.chart import Chart
from kg.extract.clause import BREAKS, FINITE, SUBORDINATE, Clauses
from kg.extract.draft import Draft, Qualifiers, Thing, referents, topic
from kg.extract.memory import Memory
from kg.extract.money.terms import agents_of, draft_of, listed, nouns, remember, status_of, sum_qualifiers, time_at
from kg.extract.verbs import VerbGroup
from kg.model import SentenceKind

RAISING = frozenset({"raise", "borrow"})
DEBT = frozenset({"issue", "sell", "take", "place", "price"})
FUND = re.compile(r"(?:its|a|the|O) (?:[a-zN-]+ ){0,5}?fund (?:[a-z]+ ){0,4}?(?:at|with) (?:[a-z]+ ){0,3}?M\b")
GIVEN = frozenset({"attract", "receive", "obtain", "get", "secure"})
GIVERS = re.compile(r"from (?:(?:investors|banks|lenders|backers|funds) (?:including|such as|led by) )?(?:the )?O\b")
SOURCE = re.compile(
    r"\b(?:from|(?:loan|facility|financing) with|"
    r"led by|co - led by|backed by|provided by|financed by|participation (?:from|by)|joined by|alongside|"
    r"lenders include|"
    r"investors include|(?:investors|backers|lenders|banks|funds|firms|participants|shareholders|others) (?:, )?including)"
    r" (?:(?:a|an|the|group|consortium|syndicate|of|banks?|lenders?|investors?|funds?|including|affiliates?|managed|by|existing|new|,|"
    r"led|international|local|\w+) ){0,7}?(?=O\b)"
)
NO_LENDER = re.compile(r"\b(?:advis|arrang|underwr|bookrunn|counsel|structur|coordinat)")


def raises(chart: Chart, clauses: Clauses, memory: Memory, group: VerbGroup) -> Iterator[Draft]:
    """ "Acme raised $1bn led by Bolt", "secured a $300m loan from Bolt and Core"."""
    atoms = chart.atoms
    stop = clauses.end(group.head)
    funding = [j for j in range(group.head + 1, min(stop, group.head + 14)) if atoms[j].code == "w" and atoms[j].word in nouns("funding")]
    money = next((j for j in range(group.head + 1, min(stop, group.head + 12)) if atoms[j].code == "M"), None)
    if money is None and not funding:
        return
    if money is None and (
        group.lemma not in ("raise", "secure", "receive", "obtain", "close")
        or not ({a.word for a in atoms[group.head : stop]} & {"loan", "round", "funding", "financing"})
    ):
        return
    if money is None and group.tense == "infinitive" and group.lemma in GIVEN:
        return  # "use it as collateral to receive loans"
    if money is None and group.tense == "present" and chart.sentence.kind is not SentenceKind.HEADLINE:
        return  # what it always does
    given = group.lemma in GIVEN and money is not None and GIVERS.match(chart.words(money + 1, min(money + 7, len(atoms)))) is not None
    sold = group.lemma in DEBT and {"bond", "bonds", "notes", "loan", "debentures", "offering"} & {
        a.word for a in atoms[group.head + 1 : min(stop, group.head + 10)] if a.code == "w"
    }
    fund = group.lemma == "close" and FUND.match(chart.words(group.head + 1, stop)) is not None
    near = sold or fund or (funding and (money is None or abs(funding[0] - money) <= 6))
    if (group.lemma not in RAISING and not given and not near) or (group.lemma in DEBT and not sold):
        return
    if group.lemma not in RAISING and funding and {a.word for a in atoms[group.head + 1 : funding[0] + 1]} & {"investment"}:
        return  # "completed a $4 billion investment in Bolt": money that is spent
    path = [a.word for a in atoms[group.head + 1 : money if money is not None else funding[0]] if a.code == "w"]
    if set(path) & set(nouns("no_funding")) or (path and path[-1] == "to"):
        return  # "raises its plan to $3bn"
    agents, sure = agents_of(chart, clauses, memory, group)
    if not agents:
        return
    q: Qualifiers = {"status": status_of(group) if group.tense != "present" else "completed"} | sum_qualifiers(chart, money)
    following = next((g.first for g in clauses.groups if g.head > group.head and g.tense in FINITE), stop)
    opening = next((g.first for g in clauses.groups), 0)
    when = time_at(chart, group.head, min(stop, following)) or time_at(chart, 0, min(opening, 5))
    if when is not None and (when.date or when.end) and when.role not in ("by", "over", "since"):
        q["date"] = when.date or when.end or ""
    things: list[Thing] = [*_sources(chart, group.head, agents)] or [topic("funding")]
    for agent in agents:
        for thing in things:
            yield remember(memory, draft_of(chart, agent, "raisesFunding", thing, q, sure * 0.85, "money.raises"))


def _sources(chart: Chart, start: int, agents: list[int]) -> list[int]:
    """Investors and lenders named behind a raising of funds; who only arranged it is none."""
    atoms, out = chart.atoms, list[int]()
    end = next(
        (
            j
            for j in range(start + 1, len(atoms))
            if atoms[j].code == "w" and (atoms[j].word in BREAKS or (atoms[j].word in SUBORDINATE and atoms[j].word not in ("which",)))
        ),
        len(atoms),
    )
    for m in SOURCE.finditer(chart.line, chart.offsets[start]):
        at = chart.at(m.end())
        if at >= end or NO_LENDER.search(m.group()) or NO_LENDER.search(chart.words(max(start, chart.at(m.start()) - 2), at)):
            continue
        out += [r for r in listed(chart, at) if r not in agents and r not in out]
    return out


ROUND = sought(
    r"\b(?P<a>O)(?P<s> 's)? (?:[a-z-]+ ){0,2}?(?P<m>M) (?:[a-z-]+ ){0,4}?(?:round|funding|financing|loan|raise|bond|offering)\b"
    r"(?: (?:was|were|is|has been|,|-))* (?:[a-z]+ )?(?:led|provided|backed|financed|underpinned|funded) by (?:the )?(?=O)"
)
LENT = sought(
    r"\b(?P<by>O) (?:(?:has|have|had|will|would|is|are|to|also|together|agreed|jointly) ){0,3}?"
    r"(?P<v>lend|lent|lending|led|lead|leads|provide|provided|provides|extend|extended)"
    r" (?P<a>O)?(?: ?(?:a|an|the|up|to|some|about|another))* ?(?P<m>M) (?:in )?(?:[a-z0-9Q-]+ ){0,4}?(?:loan|loans|round|financing|"
    r"facility|credit|funding|debt|mortgage|series [a-h])\b"
    r"(?: (?:round|facility|line))?(?: (?:to|for|in|of) (?:[a-z]+ ){0,3}?(?P<b>O))?"
)

# "Bolt lent Acme $46 million", "is lending Acme $100 million", "has raised its loan to Acme": no other noun is needed behind "lend"
LENDS = sought(
    r"\b(?P<by>O) (?:(?:has|have|had|will|would|is|are|to|also|together|agreed|jointly|each) ){0,3}?(?P<v>lend|lends|lent|lending|loaned) "
    r"(?:(?P<a>O) (?:[a-z-]+ ){0,3}?(?P<m>M)\b|(?:[a-z-]+ ){0,3}?(?P<n>M) to (?:[a-z-]+ ){0,3}?(?P<b>O)\b)"
)


THE_LOAN = r"(?:F|the (?:[a-zNQ-]+ ){0,3}?(?:loan|facility|money|financing|funds|funding|credit|debt|round|mortgage))"
LENDERS_LATER = (
    re.compile(
        rf"\b(?P<by>O) (?:(?:has|have|will|would|is|are|jointly|to|both) ){{0,3}}"
        rf"(?:provid(?:e|es|ed|ing)|lend|lent|lending|led|co - led) {THE_LOAN}"
    ),
    re.compile(
        rf"\b{THE_LOAN} (?:was|is|will be|has been|is being) (?:[a-z]+ )?"
        r"(?:provided|(?:co - )?led|funded|financed|backed|extended) by "
        r"(?:(?:investors|firms|funds|lenders|banks) (?:such as |including |like )?)?"
        r"(?:the )?(?P<by>O)"
    ),
    re.compile(rf"\b{THE_LOAN} (?:comes|came|will come) from (?:the )?(?P<by>O)"),
    re.compile(r"\b(?:lenders|investors|banks|backers) (?:in the round )?(?:are|were|include|included) (?:the )?(?P<by>O)"),
)


def lenders_later(chart: Chart, memory: Memory) -> Iterator[Draft]:
    """ "Acme borrows $500m. Bolt and Core will provide the facility": who lends what was told just before."""
    deal = memory.deal
    if deal is None or deal.predicate != "raisesFunding" or isinstance(deal.object, int) or not 0 < chart.number - deal.sentence <= 3:
        return
    m = next((m for pattern in LENDERS_LATER for m in [pattern.search(chart.line)] if m is not None), None)
    if m is None:
        return
    lenders = [r for r in listed(chart, chart.at(m.start("by"))) if r != deal.subject]
    for lender in lenders:
        yield draft_of(chart, deal.subject, "raisesFunding", lender, deal.qualifiers, 0.75, "money.lenders")
    if lenders:
        deal.object = lenders[0]  # what was told without a lender is the same fact


TOOK_PART = sought(
    r"\b(?P<by>O) (?:also |has |have |had )*(?:participated|joined|took part|taken part|invested|co - led) (?:in )?(?:an?|the|its) "
    r"(?:(?P<m>M) )?(?:[a-zM-]+ ){0,4}?round (?:for|of|by|in|at) (?:[a-zA-]+ ){0,3}?(?P<a>O)\b"
    r"|\b(?P<bx>O) (?:also |has |have |had )*(?:participated|joined|took part|taken part|invested|co - led) (?:in )?(?P<ax>O) "
    r"'s (?:(?P<mx>M) )?"
    r"(?:[a-z-]+ ){0,3}?round\b"
)


def took_part(chart: Chart) -> Iterator[Draft]:
    """ "Bolt participated in Acme's $90 million round"."""
    for m in TOOK_PART.finditer(chart.line):
        x = "x" if m.group("bx") else ""
        at = chart.at(m.start("m" + x)) if m.group("m" + x) else None
        q: Qualifiers = {"status": "completed"} | sum_qualifiers(chart, at)
        for who in referents(chart.atoms[chart.at(m.start("a" + x))]):
            for lender in referents(chart.atoms[chart.at(m.start("bx" if x else "by"))]):
                if who != lender:
                    yield draft_of(chart, who, "raisesFunding", lender, q, 0.7, "money.lenders")


def funding_nouns(chart: Chart, clauses: Clauses, memory: Memory) -> Iterator[Draft]:
    """ "Acme's $500m round was led by Bolt", "Bolt lent Acme $200m", "Bolt provided a $1bn loan to Acme"."""
    for m in ROUND.finditer(chart.line):
        if not m.group("s") and m.group("a") == "O" and not chart.atoms[chart.at(m.start("a"))].reference:
            continue
        q: Qualifiers = {"status": "completed"} | sum_qualifiers(chart, chart.at(m.start("m")))
        for who in referents(chart.atoms[chart.at(m.start("a"))]):
            for lender in listed(chart, chart.at(m.end())):
                if who != lender:
                    yield draft_of(chart, who, "raisesFunding", lender, q, 0.75, "money.lenders")
    lent = [*LENT.finditer(chart.line)]
    for m in lent or LENDS.finditer(chart.line):
        getter = m.start("a") if m.group("a") else m.start("b") if m.group("b") else None
        if getter is None:
            continue
        group = clauses.at_head.get(chart.at(m.start("v")))
        if group is not None and group.negated:
            continue
        status = "completed" if group is None or group.tense == "past" else status_of(group)
        q = {"status": status} | sum_qualifiers(chart, chart.at(m.start("m" if m.group("m") else "n")))
        when = time_at(chart, chart.at(m.end() - 1), len(chart.atoms)) if status == "completed" else None
        if when is not None and when.date and when.role not in ("by", "over", "since"):
            q["date"] = when.date
        for who in referents(chart.atoms[chart.at(getter)]):
            for lender in referents(chart.atoms[chart.at(m.start("by"))]):
                if who != lender:
                    yield draft_of(chart, who, "raisesFunding", lender, q, 0.75, "money.lenders")
