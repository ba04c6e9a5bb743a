"""Who invests how much in whom, where or what."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.extract.chart import Chart
from kg.extract.clause import BREAKS, SUBORDINATE, Clauses
from kg.extract.draft import Draft, Qualifiers, money_qualifiers, of_type, past, referents, spent_over
from kg.extract.memory import Memory
from kg.extract.money.objects import facility_places, into
from kg.extract.money.terms import agents_of, draft_of, money_at, status_of, time_at, verbs
from kg.extract.verbs import VerbGroup
from kg.model import EntityType, Money


def invests(chart: Chart, clauses: Clauses, memory: Memory, group: VerbGroup) -> Iterator[Draft]:
    agents, sure = agents_of(chart, clauses, memory, group)
    if not agents:
        return
    stop = clauses.end(group.head)
    at = money_at(chart, group.head + 1, stop)
    if at is None and group.passive:  # "$2bn has been invested in Ohio by Acme"
        at = next((j for j in range(group.first - 1, max(-1, group.first - 7), -1) if chart.atoms[j].code == "M"), None)
    if at is None and group.lemma != "invest":
        return
    start = (at if at is not None and at > group.head else group.head) + 1
    things, is_topic = into(
        chart,
        clauses,
        memory,
        start,
        stop,
        ("in", "into", "on", "across") if group.lemma not in ("commit", "contribute") else ("in", "into", "on", "to", "for", "across"),
    )
    if not things:  # "spend $1bn to build a campus in Ohio"
        for j in range(start, stop):
            if chart.atoms[j].code == "F":
                things = list(facility_places(chart, clauses, memory, j, stop))
                break
    if not things and at is not None:
        fronted = next(
            (j for j in range(1, group.first) if chart.atoms[j].code == "L" and chart.atoms[j - 1].word in ("in", "across")), None
        )
        if fronted is not None:
            things = list(of_type(chart, chart.atoms[fronted].members, EntityType.PLACE))
    if not things and at is not None and group.lemma == "invest":
        site = memory.site(chart.number, agents, reach=2)
        things = list(site.places) if site is not None else []
        sure *= 0.7
    if at is None and is_topic:
        sure *= 0.7
    q: Qualifiers = {"status": status_of(group)}
    if at is not None:
        value = chart.atoms[at].value
        q |= money_qualifiers(value if isinstance(value, Money) else None)
    period = spent_over(time_at(chart, group.head, stop)) or spent_over(time_at(chart, 0, min(group.first, 4)))
    if q["status"] != "completed" and "date" in period and past(str(period["date"]), chart.reading.document.published):
        del period["date"]  # when it was said, not when it is spent
    q |= period
    for agent in agents:
        for thing in things:
            yield remember(memory, draft_of(chart, agent, "investsIn", thing, q, sure * (0.9 if at is not None else 0.7), "money.invests"))


def remember(memory: Memory, draft: Draft) -> Draft:
    memory.deal = draft
    return draft


INVESTMENT = re.compile(
    r"(?:\bM (?:[a-zL-]+ ){0,4}|\b)(?:investment|investments|infusion|injection|outlay|commitment|expenditure)\b(?: (?:package|plan|program|programme))?(?: of (?:[a-z]+ ){0,3}M)?"
)


def investment_nouns(chart: Chart, clauses: Clauses, memory: Memory) -> Iterator[Draft]:
    """ "a $1bn investment in Ohio", "with an investment of Rs 2,400 crore", "its investment in Mexico"."""
    atoms = chart.atoms
    for m in INVESTMENT.finditer(chart.line):
        first, last = chart.at(m.start()), chart.at(m.end() - 1)
        before, after = (atoms[first - 1] if first else None), (atoms[last + 1] if last + 1 < len(atoms) else None)
        if (
            after is not None
            and after.code == "w"
            and after.word
            in (
                "bank",
                "banks",
                "firm",
                "firms",
                "company",
                "manager",
                "managers",
                "fund",
                "funds",
                "corporation",
                "group",
                "trust",
                "banking",
                "vehicle",
                "board",
                "adviser",
            )
        ):
            continue
        at = next((j for j in range(first, last + 1) if atoms[j].code == "M"), None)
        stop = clauses.end(last)
        things, is_topic = into(chart, clauses, memory, last + 1, min(stop, last + 12), ("in", "into", "across", "for"))
        owner: list[int] = []
        group: VerbGroup | None = None
        sure = 0.75
        j = first - 1
        while j >= 0 and first - j < 9:
            a = atoms[j]
            if a.code == "O":
                possessive = (a.reference and a.word in ("its", "their", "our")) or atoms[j + 1].word in ("'s", "'")
                if possessive:
                    owner = referents(a)
                break
            if j in clauses.at_head:
                group = clauses.at_head[j]
                break
            if a.code in "LPF" or (a.code == "w" and (a.word in BREAKS or a.word in SUBORDINATE)):
                break
            j -= 1
        by = re.compile(r"(?: [a-z]+){0,6}? by (?:[a-z]+ )?O\b").match(chart.line, m.end())
        if by is not None:
            owner = referents(atoms[chart.at(by.end() - 1)])
        if group is None:
            group = next((g for g in reversed(clauses.groups) if g.head < first), None)
        if group is not None and group.negated:
            continue
        inside = next((j for j in range(first, last + 1) if atoms[j].code == "L"), None)
        that = re.compile(r" (?:that|which) O (?:[a-z]+ ){0,3}?(?:announced|made|unveiled|pledged|committed|revealed|plans)").match(
            chart.line, m.end()
        )
        if that is not None and not owner:
            owner = referents(atoms[chart.at(that.start() + that.group().index("O"))])
        if inside is not None and not things:
            things = list(of_type(chart, atoms[inside].members, EntityType.PLACE))
        if not owner and group is not None:
            owner, more = agents_of(chart, clauses, memory, group)
            sure *= more
        argument = clauses.subject(group) if group is not None and group.lemma in ("represent", "be", "mark", "include") else None
        if at is not None and not things and argument is not None and atoms[argument.index].code == "F":
            site = memory.pointed(chart.number, [], False)
            own = facility_places(chart, clauses, memory, argument.index, len(atoms))
            if site is not None or own:
                things = list(own or (site.places if site is not None else []))
                owner = owner or (site.agents if site is not None else [])
        possessive_places = (
            bool(owner) and that is None and by is None and bool(things) and not is_topic and all(isinstance(t, int) for t in things)
        )
        if (
            at is None
            and not possessive_places
            and not (owner and group is not None and group.lemma in verbs("light") and things and not is_topic)
        ):
            continue
        with_before = " ".join(a.word for a in atoms[max(0, first - 4) : first] if a.code == "w")
        if not things and re.search(r"\b(?:with|at|for|through|via) (?:a|an|the|total|initial|estimated|planned)", with_before):
            site_places = [p for s in memory.sites[-1:] if s.sentence == chart.number for p in s.places]
            things = list(site_places)
        if not things or not owner:
            continue
        status = (
            status_of(group) if group is not None and (group.lemma in verbs("light") | verbs("invest") or group.considered) else "announced"
        )
        if group is not None and group.lemma in (
            "announce",
            "unveil",
            "plan",
            "propose",
            "confirm",
            "reveal",
            "outline",
            "sign",
            "approve",
        ):
            status = "considered" if group.considered else "announced"
        value = atoms[at].value if at is not None else None
        q: Qualifiers = (
            {"status": status} | money_qualifiers(value if isinstance(value, Money) else None) | spent_over(time_at(chart, last, stop))
        )
        del before
        for agent in owner:
            for thing in things:
                yield remember(memory, draft_of(chart, agent, "investsIn", thing, q, sure, "money.investment"))


FUNDS = re.compile(
    r"\b(?:use|uses|used|using|spend|receive|received|receives|get|gets|put)\b (?:[a-z]+ ){0,3}(?:funds?|funding|money|cash|investment|proceeds|capital)\b"
)


def uses_the_funds(chart: Chart, clauses: Clauses, memory: Memory) -> Iterator[Draft]:
    """ "The unit will use the funds to …": the money told just before goes to the unit."""
    deal = memory.deal
    if deal is None or deal.predicate != "investsIn" or chart.number - deal.sentence > 2 or isinstance(deal.object, int):
        return
    m = FUNDS.search(chart.line)
    group = clauses.at_head.get(chart.at(m.start())) if m else None
    if group is None:
        return
    argument = clauses.subject(group)
    if argument is None:
        return
    for user in of_type(chart, chart.atoms[argument.index].members, EntityType.ORGANIZATION):
        if user != deal.subject:
            yield Draft(
                deal.subject, "investsIn", user, dict(deal.qualifiers), deal.start, deal.end, 0.7, "money.uses-funds", deal.sentence
            )
