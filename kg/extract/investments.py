"""Money: who invests how much in whom, where or what; who raises funds from whom; how many jobs come with it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from kg.extract.chart import Chart
from kg.extract.clause import BREAKS, PREPOSITIONS, QUOTES, SUBORDINATE, Clauses
from kg.extract.draft import Draft, Qualifiers, Thing, money_qualifiers, of_type, past, referents, spent_over, topic
from kg.extract.facility import phrase_of
from kg.extract.memory import Memory
from kg.extract.table import table
from kg.extract.verbs import VerbGroup
from kg.model import EntityType, Money, Quantity, Unit, When

STATUS = {
    "future": "announced",
    "infinitive": "announced",
    "progressive": "inProgress",
    "past": "completed",
    "present": "announced",
    "gerund": "announced",
    "participle": "inProgress",
}


@cache
def verbs(name: str) -> frozenset[str]:
    return frozenset(v.split()[0] for v in table("money")["verbs"][name])


@cache
def nouns(name: str) -> frozenset[str]:
    return frozenset(table("money")["nouns"][name])


def extract(chart: Chart, clauses: Clauses, memory: Memory) -> Iterator[Draft]:
    """The drafts about money and jobs of one sentence."""
    for group in clauses.groups:
        if group.negated:
            continue
        if group.lemma in verbs("invest"):
            yield from _invests(chart, clauses, memory, group)
        if group.lemma in verbs("raise"):
            yield from _raises(chart, clauses, memory, group)
        if group.lemma in verbs("jobs"):
            yield from _jobs(chart, clauses, memory, group)
    yield from _investment_nouns(chart, clauses, memory)
    yield from _uses_the_funds(chart, clauses, memory)


def status_of(group: VerbGroup) -> str:
    """The status that a verb group gives to what it tells."""
    if group.considered:
        return "considered"
    if group.lemma in table("money")["words"]["pledging"]:
        return "announced"
    return STATUS.get(group.tense, "announced")


def agents_of(chart: Chart, clauses: Clauses, memory: Memory, group: VerbGroup) -> tuple[list[int], float]:
    """The organisations that are the subject (or the "by") of a verb; a facility stands for whose it is."""
    argument = clauses.agent(group) if group.passive else clauses.subject(group)
    if argument is None:
        return [], 0.0
    atom = chart.atoms[argument.index]
    found = of_type(chart, atom.members, EntityType.ORGANIZATION)
    if found:
        return found, argument.sure * atom.score
    if atom.code == "F":
        phrase = phrase_of(atom)
        if phrase.owner is not None:
            return referents(phrase.owner), argument.sure * 0.8
        site = memory.pointed(chart.number, [], phrase.plural)
        if site is not None:
            return site.agents, argument.sure * 0.8
    return [], 0.0


def into(
    chart: Chart,
    clauses: Clauses,
    memory: Memory,
    start: int,
    stop: int,
    prepositions: tuple[str, ...] = ("in", "into", "on", "for", "to", "towards", "toward", "across"),
) -> tuple[list[Thing], bool]:
    """What stands behind the first "in …" from ``start`` on: organisations, else places, else a topic. True where a topic."""
    atoms = chart.atoms
    for j in range(start, stop):
        if not (atoms[j].code == "w" and atoms[j].word in prepositions):
            continue
        if atoms[j].word in ("for", "to") and not any(a.code in "OLF" for a in atoms[j + 1 : j + 4]):
            continue
        words: list[str] = []
        for k in range(j + 1, stop):
            a = atoms[k]
            if a.code == "O":
                if (k + 1 < len(atoms) and atoms[k + 1].word in ("'s", "'")) or (a.reference and a.word in ("its", "their", "our")):
                    if k + 1 < len(atoms) and atoms[k + 1].word in ("'s", "'"):
                        words.append("'s")
                    continue
                return list(referents(a)), False
            if a.code == "L":
                return list(of_type(chart, a.members, EntityType.PLACE)), False
            if a.code == "F":
                places = _facility_places(chart, clauses, memory, k, stop)
                if places:
                    return list(places), False
                alone = phrase_of(a).plural and "L" not in chart.line and chart.sentence.kind != "headline"
                return ([topic("data centers")], True) if alone and not phrase_of(a).pointing else ([], False)
            if a.code in "MDQP":
                break
            if a.code == "w" and (
                a.word in BREAKS
                or a.word in QUOTES
                or a.word in SUBORDINATE
                or a.word in (",", "over", "by", "since", "between", "through", "as", "during", "to")
            ):
                break
            if a.code == "w" and a.word in PREPOSITIONS and a.word not in ("of",):
                for m in range(k + 1, min(k + 6, stop)):
                    if atoms[m].code == "L" and a.word in ("in", "across", "at", "near", "for", "throughout", "outside"):
                        return list(of_type(chart, atoms[m].members, EntityType.PLACE)), False
                    if atoms[m].code not in "wAN":
                        break
                break
            words.append(a.word)
        label = " ".join(w for w in words if w.isalnum() or w == "-").strip()
        label = re.sub(r"(?: and| or| -)+$", "", label)
        if words[:1] in (["the"], ["this"], ["that"], ["these"]) and len(words) < 3:
            return [], False  # "in the technology": it points to something
        label = re.sub(r"^(?:the|a|an|its|their|new|more|additional|own) ", "", label)
        label = re.sub(r"^(?:the|a|an|its|their|new|more|additional|own) ", "", label).replace(" - ", "-")
        if label and set(label.replace("-", " ").split()) & set(table("money")["words"]["topic_heads"]) and len(label.split()) <= 6:
            return [topic(label)], True
        return [], False
    return [], False


def _facility_places(chart: Chart, clauses: Clauses, memory: Memory, f: int, stop: int) -> list[int]:
    """Where the facility at ``f`` stands: said behind or inside the phrase, else as told before."""
    atoms, phrase = chart.atoms, phrase_of(chart.atoms[f])
    for j in range(f + 1, min(stop, f + 9)):
        if atoms[j].code == "L" and atoms[j].reference and atoms[j].word in ("there", "here"):
            return of_type(chart, atoms[j].members, EntityType.PLACE)
        if (
            atoms[j].code == "L"
            and atoms[j - 1].code == "w"
            and atoms[j - 1].word in ("in", "at", "near", "outside", "across", "within", "around", "the", "on", "downtown")
        ):
            return of_type(chart, atoms[j].members, EntityType.PLACE)
        if atoms[j].code in "OPF" or atoms[j].word in BREAKS:
            break
    if phrase.places:
        return of_type(chart, phrase.places, EntityType.PLACE)
    if phrase.pointing:
        site = memory.site(chart.number)
        if site is not None:
            return list(site.places)
    return []


def _money(chart: Chart, start: int, stop: int) -> int | None:
    for j in range(start, min(stop, len(chart.atoms))):
        if chart.atoms[j].code == "M":
            return j
        if chart.atoms[j].code in "OLPF" or chart.atoms[j].word in BREAKS:
            return None
    return None


def _when(chart: Chart, start: int, stop: int) -> When | None:
    for j in range(start, min(stop, len(chart.atoms))):
        value = chart.atoms[j].value
        if chart.atoms[j].code == "D" and isinstance(value, When):
            return value
    return None


def _draft(chart: Chart, subject: Thing, predicate: str, thing: Thing, q: Qualifiers, sure: float, frame: str) -> Draft:
    return Draft(subject, predicate, thing, dict(q), chart.sentence.start, chart.sentence.end, sure, frame, chart.number)


def _invests(chart: Chart, clauses: Clauses, memory: Memory, group: VerbGroup) -> Iterator[Draft]:
    agents, sure = agents_of(chart, clauses, memory, group)
    if not agents:
        return
    stop = clauses.end(group.head)
    at = _money(chart, group.head + 1, stop)
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
                things = list(_facility_places(chart, clauses, memory, j, stop))
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
    period = spent_over(_when(chart, group.head, stop)) or spent_over(_when(chart, 0, min(group.first, 4)))
    if q["status"] != "completed" and "date" in period and past(str(period["date"]), chart.reading.document.published):
        del period["date"]  # when it was said, not when it is spent
    q |= period
    for agent in agents:
        for thing in things:
            yield _remember(memory, _draft(chart, agent, "investsIn", thing, q, sure * (0.9 if at is not None else 0.7), "money.invests"))


def _remember(memory: Memory, draft: Draft) -> Draft:
    memory.deal = draft
    return draft


INVESTMENT = re.compile(
    r"(?:\bM (?:[a-zL-]+ ){0,4}|\b)(?:investment|investments|infusion|injection|outlay|commitment|expenditure)\b(?: (?:package|plan|program|programme))?(?: of (?:[a-z]+ ){0,3}M)?"
)


def _investment_nouns(chart: Chart, clauses: Clauses, memory: Memory) -> Iterator[Draft]:
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
            own = _facility_places(chart, clauses, memory, argument.index, len(atoms))
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
            {"status": status} | money_qualifiers(value if isinstance(value, Money) else None) | spent_over(_when(chart, last, stop))
        )
        del before
        for agent in owner:
            for thing in things:
                yield _remember(memory, _draft(chart, agent, "investsIn", thing, q, sure, "money.investment"))


FUNDS = re.compile(
    r"\b(?:use|uses|used|using|spend|receive|received|receives|get|gets|put)\b (?:[a-z]+ ){0,3}(?:funds?|funding|money|cash|investment|proceeds|capital)\b"
)


def _uses_the_funds(chart: Chart, clauses: Clauses, memory: Memory) -> Iterator[Draft]:
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


def _raises(chart: Chart, clauses: Clauses, memory: Memory, group: VerbGroup) -> Iterator[Draft]:
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
    when = _when(chart, group.head, stop) or _when(chart, 0, min(group.first, 5))
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
            yield _remember(memory, _draft(chart, agent, "raisesFunding", thing, q, sure * 0.85, "money.raises"))


def _jobs(chart: Chart, clauses: Clauses, memory: Memory, group: VerbGroup) -> Iterator[Draft]:
    atoms = chart.atoms
    stop = clauses.end(group.head)
    near = range(group.head + 1, min(stop, group.head + 10))
    before = range(max(0, group.first - 5), group.first) if group.passive else ()
    at = next((j for j in (*near, *before) if atoms[j].measures(Unit.JOB)), None)
    if at is None:
        return
    quantity = atoms[at].value
    assert isinstance(quantity, Quantity)
    if group.lemma == "add" and group.head + 1 < len(atoms) and atoms[group.head + 1].word == "to":
        return
    if (
        group.lemma in ("have", "employ", "provide", "support", "need", "require")
        and group.tense in ("present", "past")
        and group.lemma != "employ"
    ):
        return
    agents, sure = agents_of(chart, clauses, memory, group)
    if not agents:
        site = memory.pointed(chart.number, [], False, reach=4)
        if site is None:
            return
        agents, sure = site.agents, 0.7
    places: list[int] = []
    for j in range(at + 1, min(stop, at + 12)):
        if atoms[j].code == "L" and any(a.word in ("in", "at", "across", "near", "there") for a in atoms[j - 2 : j + 1]):
            places = of_type(chart, atoms[j].members, EntityType.PLACE)
            break
    told = bool(places)
    if not places:
        site = memory.pointed(chart.number, agents, False, reach=6)
        places = site.places[:1] if site is not None else []
        sure *= 0.9
    if group.tense == "present" and group.lemma == "employ" and not told:
        return
    status = "completed" if group.tense == "present" and group.lemma == "employ" else status_of(group)
    q: Qualifiers = {"count": quantity.number, "status": status}
    if quantity.bound is not None:
        q["bound"] = str(quantity.bound)
    if quantity.of:
        q["jobKind"] = quantity.of
    when = _when(chart, at, stop)
    if when is not None and (when.date or when.end):
        q["date"] = when.date or when.end or ""
    for agent in agents:
        for place in places:
            yield _draft(chart, agent, "createsJobsIn", place, q, sure * 0.8, "money.jobs")
