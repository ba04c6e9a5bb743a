"""Who invests how much in whom, where or what: the verbs of spending."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.extract.chart import Chart
from kg.extract.clause import PREPOSITIONS, SPEECH, Clauses
from kg.extract.draft import Draft, Qualifiers, Thing, of_type, past, referents, spent_over, topic
from kg.extract.facility import phrase_of
from kg.extract.memory import Memory
from kg.extract.money.objects import facility_places, into
from kg.extract.money.terms import agents_of, draft_of, money_at, remember, status_of, sum_qualifiers, time_at
from kg.extract.trades import is_cloud
from kg.extract.verbs import VerbGroup
from kg.model import EntityType, SentenceKind, Unit

INTO = ("in", "into", "on", "across", "toward", "towards", "behind", "building")
# "to" leads to what gets the money only behind a pledge; else it begins a purpose ("spend $1bn to …")
PLEDGED_TO = frozenset({"commit", "contribute", "pledge", "allocate", "devote", "earmark", "channel", "promise"})
# a second sum of the same verb: "$5 billion in Thailand and $6 billion in Malaysia"
AND_SUM = re.compile(
    r"(?:, and|,|and|plus|as well as|, while|, plus)(?: (?:another|a|an|further|additional|about|some|up|to|more|than|over))* $"
)


def invests(chart: Chart, clauses: Clauses, memory: Memory, group: VerbGroup) -> Iterator[Draft]:
    """ "Acme will invest $1bn in Bolt", "$2bn has been poured into Ohio by Acme", "spends $5bn in Ohio and $6bn in Utah"."""
    agents, sure = agents_of(chart, clauses, memory, group)
    if not agents and group.lemma in PLEDGED_TO:
        agents, sure = _of_chief(chart, clauses, memory, group), 0.7
    if not agents:
        return
    stop = clauses.end(group.head)
    at = money_at(chart, group.head + 1, stop)
    if at is None and group.passive:
        at = next((j for j in range(group.first - 1, max(-1, group.first - 7), -1) if chart.atoms[j].code == "M"), None)
    spent = (
        group.tag in ("ed", "en")
        and group.first
        and chart.atoms[group.first - 1].word in ("spending", "capital", "money", "funds", "dollars")
    )
    if at is None and (group.lemma != "invest" or spent):
        return
    sums: list[int | None] = [at]
    if at is not None and at > group.head:
        sums += [j for j in range(at + 1, stop) if chart.atoms[j].code == "M" and _another(chart, at, j)]
    for k, each in enumerate(sums):
        start = (each if each is not None and each > group.head else group.head) + 1
        following = sums[k + 1] if k + 1 < len(sums) else None
        end = following if following is not None else stop
        things, is_topic = into(chart, clauses, memory, start, end, (*INTO, "to", "for") if group.lemma in PLEDGED_TO else INTO)
        weight = sure * (0.7 if each is None and is_topic else 1.0)
        if each is None and is_topic and group.tense in ("participle", "gerund"):
            continue  # "grew fast, investing in new technology": by the way
        if not things and not k:
            things, less = _elsewhere(chart, clauses, memory, group, each, agents, start, stop)
            weight *= less
        q: Qualifiers = {"status": status_of(group)}
        if group.lemma == "put" and group.tense == "present" and chart.sentence.kind is not SentenceKind.HEADLINE:
            q["status"] = "completed"  # "put" is also its past
        q |= sum_qualifiers(chart, each)
        told = any(g.lemma in SPEECH and g.head < group.first for g in clauses.groups)  # "In May it said that it would invest"
        period = spent_over(time_at(chart, group.head, end)) or ({} if told else spent_over(time_at(chart, 0, min(group.first, 4))))
        said = group.tense == "past" or ("date" in period and past(str(period["date"]), chart.reading.document.published))
        if q["status"] != "completed" and said:
            period.pop("date", None)  # when it was said or pledged, not when it is spent
        q |= period
        stake = next((j for j in range(start, min(end, start + 12)) if chart.atoms[j].measures(Unit.PERCENT)), None)
        share = (
            chart.atoms[stake].quantity if stake is not None and chart.words(stake + 1, min(stake + 3, end)).startswith("stake") else None
        )
        if share is not None:
            q["stake"] = share.number
        bought = each is not None and re.match(r"(?:on|to) (?:[a-z]+ ){0,3}?O\b", chart.words(start, end)) is not None
        for agent in agents:
            for thing in things:
                if bought and isinstance(thing, int) and thing != agent and is_cloud(chart, thing):
                    yield draft_of(chart, agent, "customerOf", thing, q, weight * 0.8, "deals.chooses")  # "spend $1bn on Azure"
                elif thing != agent:
                    yield remember(
                        memory, draft_of(chart, agent, "investsIn", thing, q, weight * (0.9 if each is not None else 0.7), "money.invests")
                    )


CHIEF = re.compile(r"\bO(?: 's)? (?:[a-z]+ ){0,2}?(?:chief|boss|head|ceo|president|chairman|founder|officer|executive)(?: ,)? P $")


def _of_chief(chart: Chart, clauses: Clauses, memory: Memory, group: VerbGroup) -> list[int]:
    """Whose money it is that a person promises: "Acme chief Jane Roe promised $1bn to Norway"."""
    argument = clauses.subject(group)
    if argument is None or chart.atoms[argument.index].code != "P":
        return []
    named = CHIEF.search(chart.words(0, argument.index + 1) + " ")
    if named is not None:
        return referents(chart.atoms[chart.at(named.start())])
    return [memory.posts[p] for p in referents(chart.atoms[argument.index]) if p in memory.posts][:1]


def _another(chart: Chart, at: int, j: int) -> bool:
    """Whether the sum at ``j`` is a further one of the verb, with its own "in …"."""
    atoms = chart.atoms
    behind = [a.word for a in atoms[j + 1 : j + 4] if a.code == "w"]
    return bool(AND_SUM.search(chart.words(at, j) + " ")) and any(w in (*INTO, "to", "for") for w in behind[:2])


def _elsewhere(
    chart: Chart, clauses: Clauses, memory: Memory, group: VerbGroup, at: int | None, agents: list[int], start: int, stop: int
) -> tuple[list[Thing], float]:
    """Where money goes that has no "in …" behind it: "spend $1bn to build a campus in Ohio", "In Ohio, it will invest $1bn"."""
    atoms = chart.atoms
    things: list[Thing] = []
    if START_UP.match(chart.words(start, stop)):
        return [], 0.0  # "put $1bn into a start-up that will build data centres across Europe"
    for j in range(start, stop):
        if atoms[j].code == "F":
            things = list(facility_places(chart, clauses, memory, j, stop))
            break
        if at is not None and atoms[j].code == "L" and atoms[j].reference and j == start:
            things = list(of_type(chart, atoms[j].members, EntityType.PLACE))  # "invest $1bn there"
            break
    if (
        not things and at is not None and start < len(atoms) and atoms[start].word == "to" and start + 1 in clauses.at_head
    ):  # "commits $4bn to build … across Peru"
        where = next(
            (j for j in range(start + 2, min(stop, start + 14)) if atoms[j].code == "L" and atoms[j - 1].word in ("in", "across")), None
        )
        things = list(of_type(chart, atoms[where].members, EntityType.PLACE)) if where is not None else []
    if not things and at is not None:
        fronted = next((j for j in range(1, group.first) if atoms[j].code == "L" and atoms[j - 1].word in ("in", "across")), None)
        if fronted is not None:
            things = list(of_type(chart, atoms[fronted].members, EntityType.PLACE))
    if not things and memory.bought is not None and PURCHASE.match(chart.words(start, stop)):
        return ([memory.bought.object] if memory.bought.object not in agents else []), 0.8  # "will spend $1bn on the purchase"
    if (
        not things and at is not None and re.match(r"(?:in|into) it\b", chart.words(start, stop))
    ):  # "Acme is in demand: Bolt wants to invest $1bn in it"
        named = next((r for a in atoms[: group.first] if a.code == "O" for r in referents(a) if r not in agents), None)
        spoken = [r for r in memory.spoken[1][:1] if chart.number - memory.spoken[0] == 1 and r not in agents]
        return ([named] if named is not None else list(spoken)), 0.7
    if (
        not things and at is not None and ON_WHICH.search(chart.words(0, group.first) + " ")
    ):  # "opened a campus in Oslo, on which it spent $1bn"
        where = next((j for j in range(group.first) if atoms[j].code == "L" and not atoms[j].reference), None)
        return (list(of_type(chart, atoms[where].members, EntityType.PLACE)) if where is not None else []), 0.8
    bare = start >= len(atoms) or not (atoms[start].code == "w" and atoms[start].word in PREPOSITIONS)
    if not things and at is not None and (group.lemma == "invest" or (bare and group.lemma in ("commit", "pledge", "spend"))):
        site = memory.site(chart.number, agents, reach=2)
        if site is not None:
            return list(site.places), 0.7
    works = TO_BUILD.match(chart.line, chart.offsets[start]) if not things and at is not None and start < len(atoms) else None
    if works is not None:
        built = phrase_of(atoms[chart.at(works.end() - 1)])
        general = built.kind == "DataCenter" and built.plural and not built.pointing and built.owner is None
        return ([topic("data centers")] if general else []), 0.9
    return things, 1.0


# "to build and operate data centers": in general, nowhere
TO_BUILD = re.compile(
    r"(?:D )?to (?:build|develop|expand|construct|open|operate|create)(?: (?:and|or) [a-z]+)? "
    r"(?:[a-z-]+ ){0,3}?F\b(?! (?:in|at|near|across) )"
)


ON_WHICH = re.compile(r"\bF\b.{0,60} (?:on|in|into|for) which (?:it|they|O) (?:has |have |had |will )?(?:[a-z]+ )?$")
PURCHASE = re.compile(r"(?:on|for|in) (?:the|this|its|O) (?:[a-z]+ )?(?:purchase|acquisition|takeover|deal)\b")
START_UP = re.compile(
    r"(?:in|into|to) (?:an? |the )(?:[a-z-]+ ){0,3}?(?:start - up|start-up|startup|company|firm|venture|business|developer|fund)\b"
)


FUNDS = re.compile(
    r"\b(?:use|uses|used|using|spend|receive|received|receives|get|gets|put)\b (?:[a-z]+ ){0,3}(?:funds?|funding|money|cash|investment|"
    r"proceeds|capital)\b"
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
