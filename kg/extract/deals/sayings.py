"""Deals and money in other words: patterns over the row of atoms, as a table (frames/sayings.toml).

In a pattern ``<s>`` and ``<o>`` are the subject and the object of the fact (organisations), ``<l>`` an object that is a place, ``<f>``
one that is a facility, ``<p>`` organisations of which the first goes with each other one, ``<m>`` a sum, ``<q>`` a measure, ``{lend}``
any form of a verb, ``~`` up to four plain words. A role that the pattern leaves out is that of the verb's own subject; where
``absent`` is "main", it is the subject of the sentence, where it is "topic", whoever the text has spoken of.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from kg.extract.anchors import Anchored
from kg.extract.chart import Chart
from kg.extract.clause import FINITE, PREPOSITIONS, SUBORDINATE, Clauses
from kg.extract.deals.terms import deal_status, price, time_of
from kg.extract.draft import Draft, Qualifiers, Thing, of_type, power_qualifiers, referents
from kg.extract.facility import phrase_of
from kg.extract.memory import Memory
from kg.extract.money.objects import facility_places
from kg.extract.money.terms import agents_of, denied, draft_of, listed, remember, status_of, sum_qualifiers
from kg.extract.table import table
from kg.extract.trades import is_cloud, sells_computing, sells_energy
from kg.extract.verb_forms import inflect
from kg.extract.verbs import VerbGroup
from kg.model import EntityType, SentenceKind, Unit

ROLES = {"s": "O", "o": "O", "p": "O", "m": "M", "q": "Q", "l": "L", "f": "F"}
TRADES = {"cloud": is_cloud, "computing": sells_computing, "energy": sells_energy}
# what may stand behind a name that is meant as a whole: "for Bolt in 2022", not "for Bolt chips"
CLOSING = PREPOSITIONS | SUBORDINATE | frozenset(table("sayings")["words"]["closing"])


@dataclass(frozen=True, slots=True)
class Saying:
    """One way of saying a fact."""

    predicate: str
    pattern: re.Pattern[str]
    sure: float
    status: str
    absent: str
    trade: str


@cache
def sayings() -> Anchored[Saying]:
    """The patterns of the table, ready to match."""
    out = []
    for entry in table("sayings")["saying"]:
        for text in entry["patterns"]:
            out.append(
                Saying(
                    entry["predicate"],
                    compiled(text),
                    entry["sure"],
                    entry.get("status", ""),
                    entry.get("absent", ""),
                    entry.get("trade", ""),
                )
            )
    return Anchored((saying.pattern, saying) for saying in out)


def compiled(text: str) -> re.Pattern[str]:
    """A pattern of the table as a regular expression.

    >>> compiled("{lend} <s> <m>").pattern
    '(?<![^ ])(?P<v>lend|lending|lends|lent) (?:the )?(?P<s>O) (?P<m>M)(?![^ ])'
    """

    def verb(m: re.Match[str]) -> str:
        forms = {form for lemma in m.group(1).split("|") for form in inflect(lemma).values()}
        return f"(?P<v>{'|'.join(sorted(forms))})"

    text = re.sub(r"\{([a-z|]+)\}", verb, text).replace("~", "(?:[a-zA-]+ ){0,4}?")
    for role, code in ROLES.items():
        text = text.replace(f"<{role}>", f"(?:the )?(?P<{role}>{code})" if code == "O" else f"(?P<{role}>{code})")
    return re.compile(rf"(?<![^ ]){text}(?![^ ])")


def told(chart: Chart, clauses: Clauses, memory: Memory) -> Iterator[Draft]:
    """The facts that a sentence tells in one of the ways of the table."""
    for saying in sayings().candidates(chart.line):
        for m in saying.pattern.finditer(chart.line):
            yield from _fact(chart, clauses, memory, saying, m)


def _fact(chart: Chart, clauses: Clauses, memory: Memory, saying: Saying, m: re.Match[str]) -> Iterator[Draft]:
    roles = {name: chart.at(m.start(name)) for name, found in m.groupdict().items() if found is not None}
    group = clauses.at_head.get(roles["v"]) if "v" in roles else _inside(chart, clauses, m)
    if (group is not None and group.negated) or denied(chart, chart.at(m.start())) or not _whole(chart, clauses, roles, m):
        return
    share = "q" in roles and chart.atoms[roles["q"]].measures(Unit.PERCENT)
    if share and saying.predicate == "leasesFrom":
        return  # "to take 70 percent of Bolt's data centres": a purchase
    sure = saying.sure
    subjects, more = _who(chart, clauses, memory, saying, roles, group, "s")
    sure *= more
    things, more = _what(chart, clauses, memory, saying, roles, group)
    sure *= more
    if saying.trade and not all(isinstance(t, int) and TRADES[saying.trade](chart, t) for t in things):
        return
    q = _qualifiers(chart, clauses, saying, roles, group)
    if saying.predicate == "raisesFunding" and saying.absent and memory.deal is not None and memory.deal.predicate == "raisesFunding":
        q = {**memory.deal.qualifiers, **(q if "m" in roles else {})}  # one round, whoever takes part in it
    for subject in subjects:
        for thing in things:
            served = saying.predicate == "customerOf" and is_cloud(chart, subject)
            if served and isinstance(thing, int) and not sells_computing(chart, thing):
                continue  # a cloud is not served by its customer
            if subject != thing:
                draft = draft_of(chart, subject, saying.predicate, thing, q, sure, f"sayings.{saying.predicate}")
                if saying.predicate == "acquires":
                    memory.bought = draft
                yield remember(memory, draft) if saying.predicate in ("investsIn", "raisesFunding") else draft


def _inside(chart: Chart, clauses: Clauses, m: re.Match[str]) -> VerbGroup | None:
    """The verb inside a pattern that names none."""
    first, last = chart.at(m.start()), chart.at(m.end() - 1)
    return next((g for g in reversed(clauses.groups) if first <= g.head <= last), None)


def _whole(chart: Chart, clauses: Clauses, roles: dict[str, int], m: re.Match[str]) -> bool:
    """Whether the names are meant themselves, not what stands behind them: "for Bolt chips", "for Bolt's customers"."""
    last = chart.at(m.end() - 1)
    behind = chart.atoms[last + 1] if last + 1 < len(chart.atoms) else None
    if last not in (roles.get("s"), roles.get("o"), roles.get("p")) or behind is None or behind.code != "w":
        return True
    return behind.word in CLOSING or last + 1 in clauses.at_head


def _who(
    chart: Chart, clauses: Clauses, memory: Memory, saying: Saying, roles: dict[str, int], group: VerbGroup | None, role: str
) -> tuple[list[int], float]:
    """The organisations of a role, and how sure that is."""
    if "p" in roles:
        return listed(chart, roles["p"])[:1], 1.0
    if role in roles:
        return referents(chart.atoms[roles[role]]), 1.0
    if saying.absent == "both" and memory.topic not in memory.spoken[1]:
        return [], 0.0
    if saying.absent in ("topic", "both"):
        before = memory.deal
        if (
            saying.predicate == "raisesFunding"
            and before is not None
            and before.predicate == "raisesFunding"
            and isinstance(before.subject, int)
        ):
            return [before.subject], 1.0
        at, who = memory.spoken
        if who and chart.number - at <= 2:
            return list(who[:1]), 0.9
        return ([memory.topic], 0.8) if memory.topic is not None else ([], 0.0)
    if saying.absent == "main":
        main = next((g for g in reversed(clauses.groups) if g.tense in FINITE and not g.passive), None)
        return agents_of(chart, clauses, memory, main) if main is not None else ([], 0.0)
    if group is None or "v" not in roles:
        return [], 0.0
    if group.passive:
        argument = clauses.subject(group)
        found = referents(chart.atoms[argument.index]) if argument is not None and chart.atoms[argument.index].code == "O" else []
        return found, argument.sure if argument is not None else 0.0
    return agents_of(chart, clauses, memory, group)


def _what(
    chart: Chart, clauses: Clauses, memory: Memory, saying: Saying, roles: dict[str, int], group: VerbGroup | None
) -> tuple[list[Thing], float]:
    """The objects of a fact: organisations, places, where a facility stands or whose it is."""
    if "p" in roles:
        return list(listed(chart, roles["p"])[1:]), 1.0
    if "l" in roles:
        return list(of_type(chart, chart.atoms[roles["l"]].members, EntityType.PLACE)), 1.0
    if "f" in roles:
        phrase = phrase_of(chart.atoms[roles["f"]])
        if saying.predicate in ("leasesFrom", "customerOf"):
            return (list(referents(phrase.owner)) if phrase.owner is not None else []), 1.0
        return list(facility_places(chart, clauses, memory, roles["f"], len(chart.atoms))), 1.0
    if saying.predicate == "raisesFunding" and saying.absent and "o" in roles:
        return list(listed(chart, roles["o"])), 1.0  # "from Bolt, Core, Dune, among others"
    found, more = _who(chart, clauses, memory, saying, roles, group, "o")
    return list(found), more


def _qualifiers(chart: Chart, clauses: Clauses, saying: Saying, roles: dict[str, int], group: VerbGroup | None) -> Qualifiers:
    q: Qualifiers = {}
    headline = chart.sentence.kind is SentenceKind.HEADLINE
    if saying.status:
        q["status"] = saying.status
    elif saying.predicate not in ("leasesFrom", "buysEnergyFrom"):
        money = saying.predicate in ("investsIn", "raisesFunding", "customerOf", "partnersWith")
        q["status"] = "completed" if group is None else status_of(group) if money and not headline else deal_status(group, headline)
    start = roles.get("v", min(roles.values()))
    stop = clauses.end(group.head if group is not None else start)
    if "m" in roles:
        q |= sum_qualifiers(chart, roles["m"])
    elif saying.predicate == "acquires":
        paid = price(chart, start, len(chart.atoms))
        q |= {"amount": paid.amount, "currency": paid.currency} if paid is not None else {}
    measure = chart.atoms[roles["q"]].quantity if "q" in roles else None
    if measure is not None and measure.unit is Unit.PERCENT:
        q["stake"] = measure.number
    elif measure is not None and measure.unit is Unit.MEGAWATT:
        q |= power_qualifiers(measure)
    when = time_of(chart, clauses, group, stop) if group is not None and group.tense == "past" else None
    if when:
        q["date"] = when
    return q
