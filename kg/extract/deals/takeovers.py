"""Purchases told by a noun: "Acme's takeover of Bolt", "completed the acquisition of Bolt"; and those that came to nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.extract.anchors import sought
from kg.extract.chart import Chart
from kg.extract.clause import Clauses
from kg.extract.deals.terms import deal_status, draft_of, nouns, of_papers, price
from kg.extract.draft import Draft, Qualifiers, money_qualifiers, of_type, referents
from kg.extract.memory import Memory
from kg.extract.money.terms import agents_of, denied, weighed
from kg.extract.verbs import VerbGroup
from kg.model import EntityType, Unit

ACQUISITION = sought(r"\b(?:acquisition|takeover|purchase|buyout|buy - out)\b(?: of| by)?")
OF_SITE = re.compile(
    r"(?:acquisition|purchase) of (?:[a-zQNM,-]+ ){0,8}?(?:F|land|Q|acres|site|property|building)(?: [a-z]+){0,3}? (?:in|at|near) "
    r"(?:the )?L\b"
)
BY_FIRM = sought(r"\b(?P<t>O)(?P<s> 's)? (?:[a-z]+ ){0,2}?(?:acquisition|takeover|buyout|purchase) by (?:the )?(?P<b>O)\b(?! 's)")
OF_FIRM = re.compile(
    r"(?:acquisition|takeover|purchase|buyout|buy - out) (?:by O )?of (?:(?!in |for |from )(?:[a-zA'-]+|Q) ){0,6}?(?:(?:in|of) )?(?:O "
    r"'s )?O\b"
)
FAILED = re.compile(
    r"\b(?:has |have |had |was |were |been |is )*(?:failed|collapsed|blocked|rejected|abandoned|terminated|scrapped|cancelled|canceled|"
    r"called off|fallen through|fell through|voted down|"
    r"dropped|withdrawn|thwarted|vetoed|prohibited)\b"
)
DONE = frozenset({"complete", "close", "finalize", "finalise", "follow", "finish", "make"})
TO_COME = frozenset({"announce", "agree", "plan", "propose", "sign", "seek", "unveil", "approve", "clear"})


def acquisition_nouns(chart: Chart, clauses: Clauses, memory: Memory) -> Iterator[Draft]:
    """ "Acme's acquisition of Bolt", "completed the purchase of Bolt", "the acquisition of Bolt by Acme"."""
    atoms = chart.atoms
    for m in BY_FIRM.finditer(chart.line):
        whom, governing = atoms[chart.at(m.start("t"))], next((g for g in clauses.groups if g.head < chart.at(m.start())), None)
        if not (whom.reference or m.group("s")) or denied(chart, chart.at(m.start())):
            continue
        q: Qualifiers = {"status": _status(chart, clauses, governing, m.end(), chart.at(m.start()))}
        q |= money_qualifiers(price(chart, chart.at(m.start()), len(atoms)))
        for b in referents(atoms[chart.at(m.start("b"))]):
            for t in referents(whom):
                if b != t:
                    yield draft_of(chart, b, "acquires", t, q, 0.75, "deals.acquisition")
    for m in ACQUISITION.finditer(chart.line):
        first = chart.at(m.start())
        site = OF_SITE.match(chart.line, m.start())
        of = site or OF_FIRM.match(chart.line, m.start())
        if of is None:
            continue
        target = chart.at(of.end() - 1)
        inner = chart.line[m.start() : of.end()]
        if (
            re.search(r"\b(?:shares|power|energy)\b", inner)
            or (site is None and re.search(r"\b(?:F|L)\b", inner))
            or chart.words(target + 1, min(target + 2, len(atoms))) == "'s"
            or of_papers(chart, target)
        ):
            continue
        buyers, group = _buyer(chart, clauses, first)
        by = re.compile(r"(?: [a-zQMD]+){0,3}? by (?:[a-z]+ )?O\b").match(chart.line, of.end())
        if by is None and (inside := re.search(r"by O ", of.group())) is not None:
            buyers = referents(atoms[chart.at(of.start() + inside.start() + 3)])
        elif by is not None:
            buyers = referents(atoms[chart.at(by.end() - 1)])
        if group is None:
            group = next((g for g in reversed(clauses.groups) if g.head < first), None) or next(iter(clauses.groups), None)
        sure = 0.8
        if not buyers and group is not None and not group.negated:
            buyers, more = agents_of(chart, clauses, memory, group)
            sure *= more
        if not buyers or (group is not None and group.negated) or denied(chart, first):
            continue
        q = {"status": _status(chart, clauses, group, of.end(), first)} | money_qualifiers(price(chart, target, len(atoms)))
        stake = next((a.quantity for a in atoms[max(0, first - 3) : target] if a.measures(Unit.PERCENT)), None)
        if stake is not None:
            q["stake"] = stake.number
        for b in buyers:
            for t in referents(atoms[target]):
                if b != t:
                    memory.bought = draft_of(chart, b, "acquires", t, q, sure, "deals.acquisition")
                    yield memory.bought


def _buyer(chart: Chart, clauses: Clauses, first: int) -> tuple[list[int], VerbGroup | None]:
    """Whose acquisition it is said to be, or the verb that governs the noun."""
    atoms = chart.atoms
    for j in range(first - 1, max(-1, first - 9), -1):
        a = atoms[j]
        if a.code == "O":
            own = (a.reference and a.word in ("its", "their", "our")) or atoms[j + 1].word in ("'s", "'")
            return (referents(a) if own else []), None
        if j in clauses.at_head:
            return [], clauses.at_head[j]
        if a.code in "LPF":
            break
    return [], None


def _status(chart: Chart, clauses: Clauses, group: VerbGroup | None, end: int, first: int) -> str:
    behind = FAILED.search(chart.line, end, end + 60)
    if behind is not None and not re.search(r"[;:]|\bO\b", chart.line[end : behind.start()]):
        return "cancelled"
    if weighed(chart, first):
        return "considered"
    main = next((g for g in clauses.groups if g.first > first and g.lemma not in ("say",)), None)
    if group is None or group.head > first:
        later = main if main is not None and main.first - chart.at(end - 1) <= 3 else None
        return "announced" if later is not None and later.tense == "future" else "completed"
    if group.lemma in nouns("ended"):
        return "cancelled"
    if group.considered:
        return "considered"
    if group.lemma in DONE and group.tense == "past":
        return "completed"
    cleared = re.search(r"\b(?:approval|clearance|green light|go - ahead|support)\b", chart.words(group.head, first))
    if group.tense in ("future", "infinitive") or group.lemma in TO_COME or cleared:
        return "announced"
    return "completed"


HOLDERS = re.compile(
    r"\b(?:shareholders?|holders|investors|stockholders|board|directors) (?:of|at|in) (?P<a>O) (?:have |has |had )?$"
    r"|\b(?P<b>O)(?: 's)? (?:shareholders?|holders|investors|stockholders|board|directors) (?:have |has |had )?$"
)
ENDED = sought(
    r"\b(?P<v>terminated|terminates|abandoned|ended|ends|scrapped|rejected|rejects|rebuffed|rebuffs|dropped|cancelled|canceled|declined|"
    r"blocked|called off|voted down|voted against|withdrew|spurned) "
    r"(?:[a-zAM-]+ ){0,6}?(?:(?P<o>O) 's (?:[a-zM$-]+ ){0,3}?)?(?:merger(?: agreement)?|takeover(?: (?:bid|offer))?|acquisition|bid|"
    r"offer|proposal)\b(?: (?:agreement|bid|offer))?"
    r"(?: (?:with|from|by|of|for) (?P<w>O))?"
)


def ended(chart: Chart, clauses: Clauses, memory: Memory) -> Iterator[Draft]:
    """ "Bolt terminated its merger with Acme", "Bolt rejected Acme's takeover bid": a purchase that came to nothing."""
    for m in ENDED.finditer(chart.line):
        first = chart.at(m.start())
        group = next((g for g in clauses.groups if first <= g.head <= first + 1), None)
        holders = HOLDERS.search(chart.words(0, first) + " ")
        which = "o" if m.group("o") else "w" if m.group("w") else None
        if (group is None and holders is None) or (group is not None and group.negated) or which is None:
            continue
        subject, sure = agents_of(chart, clauses, memory, group) if group is not None and holders is None else ([], 0.0)
        if holders is not None:  # "holders of Bolt rejected Acme's offer"
            subject, sure = referents(chart.atoms[chart.at(holders.start(holders.lastgroup or "a"))]), 0.9
        others = [r for r in referents(chart.atoms[chart.at(m.start(which))]) if r not in subject]
        of = re.search(r"(?:takeover|acquisition|bid|offer)(?: (?:bid|offer))? (?:of|for) O$", m.group()) is not None
        for a in subject:
            for b in others:
                # whoever the text elsewhere says to buy is the buyer; else the one whose bid it is
                buyer, target = (a, b) if of or (memory.bought is not None and memory.bought.subject == a) else (b, a)
                q: Qualifiers = {"status": "cancelled"}
                yield draft_of(chart, buyer, "acquires", target, q, sure * 0.75, "deals.ended")


FOLLOWED = sought(
    r"^(?:an? |the |another |that of )?(?:[a-zNA-]+ ){0,6}?"
    r"(?:portfolio|buildings?|property|properties|sites?|campus|F|purchase|plot|land) (?:in|near|at) (?P<l>L) "
    r"(?:[a-z]+ )?(?:followed|came next|came later)\b"
)


def followed(chart: Chart, clauses: Clauses, memory: Memory) -> Iterator[Draft]:
    """ "Acme bought two buildings in Oslo. A third in Bergen followed in May": the same buyer."""
    m, bought = FOLLOWED.search(chart.line), memory.bought
    if m is None or bought is None or chart.number - bought.sentence > 2:
        return
    at = chart.at(m.end() - 1)
    q: Qualifiers = {"status": "completed"} | money_qualifiers(price(chart, at, len(chart.atoms)))
    when = next((a.when for a in chart.atoms[at:] if a.when is not None), None)
    if when is not None and when.date:
        q["date"] = when.date
    for place in of_type(chart, chart.atoms[chart.at(m.start("l"))].members, EntityType.PLACE):
        yield draft_of(chart, bought.subject, "acquires", place, q, 0.7, "deals.followed")


STAKE_UP = sought(
    r"\b(?P<v>increase|increases|increased|raise|raises|raised|lift|lifted|boost|boosted|up|upped) (?:its|their|O|the) "
    r"(?:[a-z]+ )?(?:stake|holding|shareholding|interest) "
    r"in (?P<t>O) (?:(?:from Q )?to|from) (?:[a-z]+ )?(?P<q>Q)\b"
)
OFFERED = sought(r"\b(?P<b>O) (?:has |have )?(?:offered|offers|bid|bids) (?:[a-z]+ ){0,3}?(?P<m>M) (?:in cash )?for (?P<t>O)\b(?! 's)")


def stakes(chart: Chart, clauses: Clauses, memory: Memory) -> Iterator[Draft]:
    """ "Acme raised its stake in Bolt to 60 percent", "Acme offered $2 billion for Bolt"."""
    for m in STAKE_UP.finditer(chart.line):
        group, share = clauses.at_head.get(chart.at(m.start("v"))), chart.atoms[chart.at(m.start("q"))].quantity
        if group is None or group.negated or share is None or share.unit is not Unit.PERCENT:
            continue
        buyers, sure = agents_of(chart, clauses, memory, group)
        for b in buyers:
            for t in referents(chart.atoms[chart.at(m.start("t"))]):
                if b != t:
                    q: Qualifiers = {"status": deal_status(group), "stake": share.number}
                    yield draft_of(chart, b, "acquires", t, q, sure * 0.8, "deals.stakes")
    for m in OFFERED.finditer(chart.line):
        for b in referents(chart.atoms[chart.at(m.start("b"))]):
            for t in referents(chart.atoms[chart.at(m.start("t"))]):
                if b != t:
                    q = {"status": "considered"} | money_qualifiers(chart.atoms[chart.at(m.start("m"))].money)
                    yield draft_of(chart, b, "acquires", t, q, 0.7, "deals.stakes")


SALE = sought(
    r"\b(?:sale|divestiture|disposal) of (?:[a-z'-]+ ){0,4}?(?:O (?:'s )?(?:[a-z-]+ ){0,3}?)?(?P<t>O)(?: business| unit| stake)? "
    r"(?:for M )?to (?:[a-zA-]+ ){0,5}?(?P<b>O)\b(?! 's)"
)


def sales(chart: Chart, clauses: Clauses, memory: Memory) -> Iterator[Draft]:
    """ "completed the sale of Bolt to Acme for $1.2 billion", "the sale of Bolt to Acme closed in 2020"."""
    for m in SALE.finditer(chart.line):
        first = chart.at(m.start())
        group = next((g for g in reversed(clauses.groups) if g.head < first), None)
        target = chart.atoms[chart.at(m.start("t"))]
        if denied(chart, first) or (group is not None and group.negated) or target.reference:
            continue
        q: Qualifiers = {"status": _status(chart, clauses, group, m.end(), first)} | money_qualifiers(price(chart, first, len(chart.atoms)))
        for b in referents(chart.atoms[chart.at(m.start("b"))]):
            for t in referents(target):
                if b != t:
                    yield draft_of(chart, b, "acquires", t, q, 0.75, "deals.sells")
