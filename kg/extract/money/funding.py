"""Who raises funds from whom."""

from __future__ import annotations

from collections.abc import Iterator

from kg.extract.chart import Chart
from kg.extract.clause import BREAKS, SUBORDINATE, Clauses
from kg.extract.draft import Draft, Qualifiers, Thing, money_qualifiers, referents, topic
from kg.extract.memory import Memory
from kg.extract.money.spending import remember
from kg.extract.money.terms import agents_of, draft_of, nouns, status_of, time_at
from kg.extract.verbs import VerbGroup
from kg.model import Money


def raises(chart: Chart, clauses: Clauses, memory: Memory, group: VerbGroup) -> Iterator[Draft]:
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
    given = (
        group.lemma in ("receive", "obtain", "get", "secure")
        and money is not None
        and chart.words(money + 1, min(money + 3, len(atoms))).startswith("from O")
    )
    if group.lemma not in ("raise", "borrow") and not given and not (funding and (money is None or abs(funding[0] - money) <= 6)):
        return
    path = [a.word for a in atoms[group.head + 1 : money if money is not None else funding[0]] if a.code == "w"]
    if set(path) & {
        "forecast",
        "guidance",
        "stake",
        "total",
        "target",
        "capacity",
        "investment",
        "bid",
        "offer",
        "by",
        "spending",
        "price",
    }:
        return
    agents, sure = agents_of(chart, clauses, memory, group)
    if not agents:
        return
    q: Qualifiers = {"status": status_of(group) if group.tense != "present" else "completed"}
    if money is not None:
        value = atoms[money].value
        q |= money_qualifiers(value if isinstance(value, Money) else None)
    when = time_at(chart, group.head, stop) or time_at(chart, 0, min(group.first, 5))
    if when is not None and (when.date or when.end) and when.role not in ("by", "over"):
        q["date"] = when.date or when.end or ""
    lenders: list[int] = []
    for j in range(group.head + 1, len(atoms)):
        a = atoms[j]
        if (a.code == "w" and a.word in ("from", "by")) or (a.word == "with" and "led" in path):
            for k in range(j + 1, min(j + 8, len(atoms))):
                if atoms[k].code == "O":
                    lenders += [r for r in referents(atoms[k]) if r not in lenders and r not in agents]
                    break
                if atoms[k].code in "MDLF":
                    break
        if a.code == "w" and (a.word in BREAKS or (a.word in SUBORDINATE and a.word not in ("which",))):
            break
    things: list[Thing] = list(lenders) or [topic("funding")]
    for agent in agents:
        for thing in things:
            yield remember(memory, draft_of(chart, agent, "raisesFunding", thing, q, sure * 0.85, "money.raises"))
