"""Deals: who buys, partners with, serves, houses and powers whom."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from kg.extract.chart import Chart
from kg.extract.clause import BREAKS, PREPOSITIONS, Clauses
from kg.extract.draft import Draft, Qualifiers, Thing, money_qualifiers, of_type, power_qualifiers, referents
from kg.extract.facility import phrase_of
from kg.extract.investments import agents_of, status_of
from kg.extract.memory import Memory
from kg.extract.table import table
from kg.extract.verbs import VerbGroup
from kg.model import EntityType, Kind, Money, Quantity, Unit, When

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


def extract(chart: Chart, clauses: Clauses, memory: Memory) -> Iterator[Draft]:
    """The drafts about deals of one sentence."""
    for group in clauses.groups:
        if group.negated:
            continue
        lemma = group.lemma
        if lemma in verbs("acquire"):
            yield from _acquires(chart, clauses, memory, group)
        if lemma in verbs("sell"):
            yield from _sells(chart, clauses, memory, group)
        if lemma in verbs("partner"):
            yield from _partners(chart, clauses, memory, group)
        if lemma in verbs("lease"):
            yield from _leases(chart, clauses, memory, group)
        if lemma in verbs("choose"):
            yield from _chooses(chart, clauses, memory, group)
    yield from _acquisition_nouns(chart, clauses, memory)
    yield from _partnership_nouns(chart, clauses, memory)
    yield from _partners_of(chart)
    yield from _lease_nouns(chart, clauses, memory)
    yield from _energy(chart, clauses, memory)
    yield from _customers(chart, clauses, memory)


def deal_status(group: VerbGroup) -> str:
    return "considered" if group.considered else DEAL_STATUS.get(group.tense, "announced")


def _draft(chart: Chart, subject: Thing, predicate: str, thing: Thing, q: Qualifiers, sure: float, frame: str) -> Draft:
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
        if (
            isinstance(value, Money)
            and "valuation" not in after
            and "valuing" not in words
            and "revenue" not in after
            and "debt" not in words
        ):
            return value
    return None


def _time(chart: Chart, clauses: Clauses, group: VerbGroup, stop: int) -> str | None:
    """The date of a deal that a text tells as past: "in 2021", "last year"."""
    for j in [*range(group.head + 1, stop), *range(min(group.first, 5))]:
        value = chart.atoms[j].value
        if chart.atoms[j].code == "D" and isinstance(value, When) and value.date and value.role not in ("by", "over", "since"):
            return value.date
    return None


def _acquires(chart: Chart, clauses: Clauses, memory: Memory, group: VerbGroup) -> Iterator[Draft]:
    atoms = chart.atoms
    stop = clauses.end(group.head)
    after = [a.word for a in atoms[group.head + 1 : group.head + 4] if a.code == "w"]
    if group.lemma == "take" and not ({"over", "stake"} & set(after[:3]) or _stake(chart, group, stop) is not None):
        return
    if group.lemma in ("snap", "scoop", "gobble", "swallow") and "up" not in after:
        return
    if group.lemma == "add" and not re.match(
        r"(?:another |an additional )?Q (?:of land )?(?:in|near|at)", chart.words(group.head + 1, min(group.head + 7, len(atoms)))
    ):
        return
    if group.lemma in ("obtain", "secure") and not ({"land", "acres"} & set(after)):
        return
    if group.lemma == "merge" or (
        group.lemma == "pay"
        and not re.search(
            r"M for (?:[a-zNQ-]+ ){0,4}(?:Q|F|acres|land|site|property)", chart.words(group.head, min(group.head + 14, len(atoms)))
        )
    ):
        return
    buyers, sure = agents_of(chart, clauses, memory, group)
    if group.passive:
        argument = clauses.subject(group)
        targets: list[Thing] = []
        if argument is not None:
            a = atoms[argument.index]
            targets = list(of_type(chart, a.members, EntityType.ORGANIZATION))
            if a.code == "F":
                targets = list(of_type(chart, phrase_of(a).places, EntityType.PLACE)) or [p for s in memory.sites[-1:] for p in s.places]
    else:
        targets = _targets(chart, clauses, memory, group, stop)
    if not targets and any(a.code == "Q" or a.word in nouns("land") for a in atoms[group.head + 1 : min(stop, group.head + 6)]):
        fronted = next((j for j in range(1, min(group.first, 4)) if atoms[j].code == "L" and atoms[j - 1].word in ("in", "near")), None)
        targets = list(of_type(chart, atoms[fronted].members, EntityType.PLACE)) if fronted is not None else []
    if (
        not targets
        and memory.bought is not None
        and chart.number - memory.bought.sentence <= 2
        and chart.words(group.head + 1, stop).startswith(("the stake", "that stake", "its stake"))
    ):
        targets = [memory.bought.object]
    if not buyers or not targets:
        return
    if any(w in after for w in ("power", "energy", "electricity", "shares")) and not _stake(chart, group, stop):
        return
    q: Qualifiers = {"status": deal_status(group)}
    if group.tense == "present" and chart.sentence.kind == "headline":
        q["status"] = "completed"
    later = next((g.head for g in clauses.groups if g.head > group.head and g.lemma in verbs("acquire")), len(atoms))
    cost = price(chart, group.head, later)
    if group.lemma == "pay":
        value = next((a.value for a in atoms[group.head : stop] if a.code == "M"), None)
        cost = value if isinstance(value, Money) else None
    q |= money_qualifiers(cost)
    stake = _stake(chart, group, stop)
    if stake is not None:
        q["stake"] = stake.number
    when = _time(chart, clauses, group, stop)
    if (when and group.tense in ("past", "gerund")) or (when and group.passive):
        q["date"] = when
    for j in range(group.head, stop):
        value = atoms[j].value
        if isinstance(value, Quantity) and value.unit is Unit.ACRE:
            q["landAcres"] = value.number
            break
    for buyer in buyers:
        for target in targets:
            if buyer != target:
                memory.bought = _draft(chart, buyer, "acquires", target, q, sure * 0.9, "deals.acquires")
                yield memory.bought


def _stake(chart: Chart, group: VerbGroup, stop: int) -> Quantity | None:
    for j in range(group.head + 1, min(stop, group.head + 8)):
        value = chart.atoms[j].value
        if isinstance(value, Quantity) and value.unit is Unit.PERCENT:
            return value
    return None


def _targets(chart: Chart, clauses: Clauses, memory: Memory, group: VerbGroup, stop: int) -> list[Thing]:
    """What is bought: an organisation, a facility or land in a place."""
    atoms = chart.atoms
    stakes = False
    measured = False
    for j in range(group.head + 1, stop):
        a = atoms[j]
        if a.code == "O":
            possessive = j + 1 < len(atoms) and atoms[j + 1].word in ("'s", "'")
            if possessive or (a.reference and a.word in ("its", "their", "our")):
                # "Acme's data centers": the thing comes later, else the owner's business
                later = [k for k in range(j + 1, min(stop, j + 8)) if atoms[k].code in "OF" and not atoms[k].reference]
                if possessive and later and atoms[later[0]].code == "O":
                    return list(referents(atoms[later[0]]))
                if possessive and not later and not a.reference:
                    return list(referents(a)) if stakes else []
                continue
            if j + 1 < len(atoms) and atoms[j + 1].word == "-":
                continue
            if not a.reference or stakes:
                return list(referents(a))
            return list(referents(a))
        if a.code == "F":
            phrase = phrase_of(a)
            if phrase.owner is not None and not phrase.places and not phrase.owner_possessive:
                return list(referents(phrase.owner))
            for k in range(j + 1, min(stop + 2, j + 8, len(atoms))):
                if atoms[k].code == "L":
                    return list(of_type(chart, atoms[k].members, EntityType.PLACE))
                if atoms[k].code in "OF":
                    break
            return list(of_type(chart, tuple(m for m in phrase.places if m.kind is not Kind.ADJECTIVE), EntityType.PLACE))
        if a.code == "Q":
            measured = measured or (isinstance(a.value, Quantity) and a.value.unit in (Unit.ACRE, Unit.SQUARE_FOOT))
            continue
        if a.code in "MDP":
            if a.code == "M":
                continue
            break
        if a.code == "L":
            if atoms[j - 1].word in ("off", "along", "on"):
                continue  # a road
            before = atoms[j - 1].word if atoms[j - 1].code == "w" else ""
            landed = measured or any(w.word in nouns("land") for w in atoms[group.head + 1 : j] if w.code == "w")
            if landed and before in ("in", "at", "near", "outside", "the", "on", "of", "around", "along"):
                return list(of_type(chart, a.members, EntityType.PLACE))
            if landed and group.lemma == "pay" and before in ("in", "near"):
                return list(of_type(chart, a.members, EntityType.PLACE))
            if landed and j + 1 < len(atoms) and atoms[j + 1].word in nouns("land"):
                return list(of_type(chart, a.members, EntityType.PLACE))
            continue
        if a.code == "w":
            if (
                a.word == "stake"
                or a.word == "stakes"
                or a.word in ("all", "majority", "control", "percent", "rest", "remaining", "ownership", "interest")
            ):
                stakes = True
            if a.word in BREAKS:
                break
            if (
                a.word in PREPOSITIONS
                and a.word not in ("of", "in", "on", "at", "near", "for", "over", "outside", "with")
                and not (measured and a.word in ("to", "across", "within", "around"))
            ):
                break
            if a.word in ("from", "for") and not measured and group.lemma != "pay":
                break
            if a.word == "in" and not stakes and not measured and not any(w.word in nouns("land") for w in atoms[group.head + 1 : j]):
                break
    return []


def _sells(chart: Chart, clauses: Clauses, memory: Memory, group: VerbGroup) -> Iterator[Draft]:
    """ "Acme sold Bolt to Core"."""
    if group.lemma not in ("sell", "divest", "offload") or group.passive:
        return
    stop = clauses.end(group.head)
    things = list(clauses.objects(group, "O"))
    m = re.compile(r"to (?:[a-zA]+ ){0,5}?O\b").search(chart.line, chart.offsets[group.head])
    if not things or m is None:
        return
    buyer = chart.at(m.end() - 1)
    if buyer >= stop or buyer == things[0] or chart.words(buyer + 1, min(buyer + 2, len(chart.atoms))) == "'s":
        return
    q: Qualifiers = {"status": deal_status(group)} | money_qualifiers(price(chart, group.head, stop))
    when = _time(chart, clauses, group, stop)
    if when and group.tense == "past":
        q["date"] = when
    for b in referents(chart.atoms[buyer]):
        for t in referents(chart.atoms[things[0]]):
            yield _draft(chart, b, "acquires", t, q, 0.75, "deals.sells")


ACQUISITION = re.compile(r"\b(?:acquisition|takeover|purchase|buyout|buy - out)\b(?: of| by)?")


def _acquisition_nouns(chart: Chart, clauses: Clauses, memory: Memory) -> Iterator[Draft]:
    """ "Acme's acquisition of Bolt", "completed the purchase of Bolt", "the acquisition of Bolt by Acme"."""
    atoms = chart.atoms
    for m in ACQUISITION.finditer(chart.line):
        first = chart.at(m.start())
        site = re.compile(
            r"(?:acquisition|purchase) of (?:[a-zQNM-]+ ){0,6}?(?:F|land|Q|acres|site|property|building)(?: [a-z]+){0,3}? (?:in|at|near) (?:the )?L\b"
        ).match(chart.line, m.start())
        of = re.compile(
            r"(?:acquisition|takeover|purchase|buyout|buy - out) (?:by O )?of (?:(?!in |for |from )[a-zA-Z'-]+ ){0,6}?O\b"
        ).match(chart.line, m.start())
        if of is None and site is None:
            continue
        of = of if of is not None and site is None else site or of
        assert of is not None
        target = chart.at(of.end() - 1)
        inner = chart.line[m.start() : of.end()]
        if (
            re.search(r"\b(?:shares|power|energy)\b", inner)
            or (site is None
            and re.search(r"\b(?:F|L)\b", inner))
            or chart.words(target + 1, min(target + 2, len(atoms))) == "'s"
        ):
            continue
        buyers: list[int] = []
        group: VerbGroup | None = None
        for j in range(first - 1, max(-1, first - 9), -1):
            a = atoms[j]
            if a.code == "O":
                if (a.reference and a.word in ("its", "their", "our")) or atoms[j + 1].word in ("'s", "'"):
                    buyers = referents(a)
                break
            if j in clauses.at_head:
                group = clauses.at_head[j]
                break
            if a.code in "LPF":
                break
        by = re.compile(r"(?: [a-zQMD]+){0,3}? by (?:[a-z]+ )?O\b").match(chart.line, of.end())
        if by is None and (mm := re.search(r"by O ", of.group())) is not None:
            buyers = referents(atoms[chart.at(of.start() + mm.start() + 3)])
        elif by is not None:
            buyers = referents(atoms[chart.at(by.end() - 1)])
        if group is None:
            group = next((g for g in reversed(clauses.groups) if g.head < first), None) or next(iter(clauses.groups), None)
        sure = 0.8
        if not buyers and group is not None and not group.negated:
            buyers, more = agents_of(chart, clauses, memory, group)
            sure *= more
        if not buyers or (group is not None and group.negated):
            continue
        status = "completed"
        if group is not None:
            status = (
                "considered"
                if group.considered
                else "cancelled"
                if group.lemma in nouns("ended")
                else "completed"
                if group.lemma in ("complete", "close", "finalize", "finalise", "follow", "finish", "make") and group.tense == "past"
                else "announced"
                if group.tense in ("future", "infinitive")
                or group.lemma in ("announce", "agree", "plan", "propose", "sign", "seek", "unveil", "approve", "clear")
                else "completed"
            )
        q: Qualifiers = {"status": status} | money_qualifiers(price(chart, target, len(atoms)))
        for b in buyers:
            for t in referents(atoms[target]):
                if b != t:
                    memory.bought = _draft(chart, b, "acquires", t, q, sure, "deals.acquisition")
                    yield memory.bought


def _partners(chart: Chart, clauses: Clauses, memory: Memory, group: VerbGroup) -> Iterator[Draft]:
    """ "Acme has partnered with Bolt", "joined forces with", "is working with"."""
    stop = clauses.end(group.head)
    after = chart.words(group.head + 1, min(group.head + 5, len(chart.atoms)))
    if group.lemma == "join" and not after.startswith("forces"):
        return
    if group.lemma in ("work", "link", "hook") and not re.match(r"(?:closely |together |up )*with\b", after):
        return
    if group.lemma == "team" and not after.startswith(("up", "with")):
        return
    agents, sure = agents_of(chart, clauses, memory, group)
    others: list[int] = []
    for j in clauses.objects(group, "O", ("with",)):
        others += [r for r in referents(chart.atoms[j]) if r not in agents and r not in others]
        break
    q: Qualifiers = {"status": status_of(group)}
    when = _time(chart, clauses, group, stop)
    if when and group.tense == "past":
        q["date"] = when
    weight = 0.6 if group.lemma in ("work", "link", "hook", "cooperate") else 0.85
    if not others and len(agents) > 1 and group.lemma in ("partner", "team", "collaborate", "join", "ally"):
        agents, others = agents[:1], agents[1:]
    for a in agents:
        for b in others:
            yield _draft(chart, a, "partnersWith", b, q, sure * weight, "deals.partners")


PARTNERSHIP = re.compile(
    r"\b(?:partnerships?|joint ventures?|jv|alliance|collaboration|tie - up|memorandum of understanding|mou|pact|cooperation|consortium|venture|(?:partnership|cooperation|strategic|framework|development|collaboration) agreement|merger)\b"
)
WITH_OTHER = re.compile(
    r"(?:(?! (?:with|between|of)\b)(?: [a-zA-EG-KQ,()'-]+| [FLMDQN])){0,9}? (?P<p>with|between|of|by) (?:(?:the|an?|affiliate|unit|local|fellow|its|partner|company|firm|developer|operator|provider|subsidiary|utility|state|owned|-|of|fund|funds|managed|by|A|[a-z]+) ){0,6}?O\b"
)


def _partnership_nouns(chart: Chart, clauses: Clauses, memory: Memory) -> Iterator[Draft]:
    """ "a joint venture with Bolt", "a partnership between Acme and Bolt", "Acme and Bolt have formed an alliance"."""
    atoms = chart.atoms
    for m in PARTNERSHIP.finditer(chart.line):
        at = chart.at(m.start())
        group = next((g for g in reversed(clauses.groups) if g.head < at), None)
        if group is not None and group.negated:
            continue
        other = WITH_OTHER.match(chart.line, m.end())
        firsts: list[int] = []
        others: list[int] = []
        sure = 0.8
        if other is not None and other.group("p") in ("with",):
            others = referents(atoms[chart.at(other.end() - 1)])
            owner = next((j for j in range(at - 1, max(-1, at - 4), -1) if atoms[j].code == "O"), None)
            if owner is not None and (atoms[owner].reference or atoms[owner + 1].word == "'s"):
                firsts = referents(atoms[owner])
            elif group is not None:
                firsts, more = agents_of(chart, clauses, memory, group)
                sure *= more
            if not firsts:
                before = re.compile(r"O (?:[a-z]+ ){0,3}(?:in|through|via|under) (?:an? |its |the )?(?:[a-z]+ ){0,2}$").search(
                    chart.line, 0, m.start()
                )
                if before is not None:
                    firsts = referents(atoms[chart.at(before.start())])
        elif other is not None and other.group("p") in ("between", "of"):
            pair = referents(atoms[chart.at(other.end() - 1)])
            if len(pair) > 1:
                firsts, others = pair[:1], pair[1:]
        elif group is not None and group.lemma in verbs("form"):
            pair, more = agents_of(chart, clauses, memory, group)
            sure *= more
            if len(pair) > 1:
                firsts, others = pair[:1], pair[1:]
        if not firsts or not others:
            continue
        q: Qualifiers = {}
        if group is not None:
            q["status"] = deal_status(group) if group.lemma in verbs("form") or group.considered else "completed"
            if chart.sentence.kind == "headline" and group.tense == "present":
                q["status"] = "completed"
            if group.lemma in ("announce", "agree", "plan"):
                q["status"] = "announced"
        money = next(
            (atoms[j].value for j in range(max(0, at - 3), min(len(atoms), chart.at(m.end() - 1) + 3)) if atoms[j].code == "M"), None
        )
        worth = re.compile(r"(?:joint )?(?:venture|partnership|jv) (?:of|worth) M\b").match(chart.line, m.start())
        if isinstance(money, Money) and (worth is not None or any(a.code == "M" for a in atoms[max(0, at - 3) : at])):
            q |= money_qualifiers(money)
        for a in firsts:
            for b in others:
                if a != b:
                    yield _draft(chart, a, "partnersWith", b, q, sure, "deals.partnership")


PARTNER_OF = re.compile(r"\b(?P<a>O) (?:is|are|was|were)(?: [a-z“”\"]+){0,8}? (?P<b>O)(?: 's)? (?:[a-z-]+ ){0,3}partners?\b")
MADE_A_DEAL = re.compile(
    r"\b(?P<a>O) (?:have |has )?(?:signed|made|reached|struck|inked|entered into|sealed) (?:an? )?(?:[a-zM-]+ ){0,3}(?:deal|agreement|accord|contract) to (?:jointly |together )?(?:develop|build|construct|create|launch|explore|deliver|establish)\b"
)


def _partners_of(chart: Chart) -> Iterator[Draft]:
    """ "Core is Acme's development partner", "Acme and Core made a deal to develop"."""
    for m in PARTNER_OF.finditer(chart.line):
        for a in referents(chart.atoms[chart.at(m.start("a"))]):
            for b in referents(chart.atoms[chart.at(m.start("b"))]):
                if a != b:
                    yield _draft(chart, b, "partnersWith", a, {}, 0.7, "deals.partner-of")
    for m in MADE_A_DEAL.finditer(chart.line):
        pair = referents(chart.atoms[chart.at(m.start("a"))])
        for other in pair[1:]:
            yield _draft(chart, pair[0], "partnersWith", other, {"status": "completed"}, 0.65, "deals.made-a-deal")


LEASE = re.compile(
    r"\b(?:signed|signs|inked|has|entered into|executed|announced|sign) (?:an? |its )?(?:[a-zQDNM-]+ ){0,5}?leases? (?:agreement |deal )?(?:[a-zQM]+ ){0,3}?(?P<p>with|from) (?:[a-zA]+ ){0,3}?(?P<o>O)\b"
)


def _lease_nouns(chart: Chart, clauses: Clauses, memory: Memory) -> Iterator[Draft]:
    """ "signed a 15-year lease with Core": the signer is the tenant unless the text says that the other one leases."""
    for m in LEASE.finditer(chart.line):
        group = clauses.at_head.get(chart.at(m.start())) or next((g for g in clauses.groups if g.head <= chart.at(m.end() - 1)), None)
        if group is None or group.negated:
            continue
        agents, sure = agents_of(chart, clauses, memory, group)
        value = next((a.value for a in chart.atoms if isinstance(a.value, Quantity) and a.value.unit is Unit.MEGAWATT), None)
        q: Qualifiers = power_qualifiers(value) | money_qualifiers(price(chart, chart.at(m.end() - 1), len(chart.atoms)))
        for a in agents:
            for b in referents(chart.atoms[chart.at(m.start("o"))]):
                if a == b:
                    continue
                names = "|".join(re.escape(n) for n in chart.reading.referents[b].names or (chart.reading.referents[b].label,))
                leases = re.search(
                    rf"\b(?:{names}) (?:will |has |would |is to |plans to )?(?:lease|leases|leased|rent|take)\b",
                    chart.reading.document.text,
                )
                tenant, landlord = (b, a) if leases else (a, b)
                yield _draft(chart, tenant, "leasesFrom", landlord, q, sure * 0.65, "deals.lease")


def _leases(chart: Chart, clauses: Clauses, memory: Memory, group: VerbGroup) -> Iterator[Draft]:
    """ "Acme leased 100 MW from Bolt"."""
    if group.lemma == "take":
        return
    stop = clauses.end(group.head)
    agents, sure = agents_of(chart, clauses, memory, group)
    landlords: list[int] = []
    for j in clauses.objects(group, "O", ("from",)):
        landlords = referents(chart.atoms[j])
        break
    tenants = agents
    if not landlords:
        to = list(clauses.objects(group, "O", ("to",)))
        if to:
            landlords, tenants = agents, referents(chart.atoms[to[0]])
            if group.passive:
                argument = clauses.subject(group)
                if argument is not None and chart.atoms[argument.index].code == "F":
                    owner = phrase_of(chart.atoms[argument.index]).owner
                    site = memory.site(chart.number)
                    landlords = referents(owner) if owner is not None else site.agents if site is not None else []
    q: Qualifiers = {}
    for j in range(group.head + 1, stop):
        value = chart.atoms[j].value
        if isinstance(value, Quantity) and value.unit is Unit.MEGAWATT:
            q |= power_qualifiers(value)
            break
    money = price(chart, group.head, stop)
    q |= money_qualifiers(money)
    for t in tenants:
        for x in landlords:
            if t != x:
                yield _draft(chart, t, "leasesFrom", x, q, max(sure, 0.6) * 0.8, "deals.leases")


def _chooses(chart: Chart, clauses: Clauses, memory: Memory, group: VerbGroup) -> Iterator[Draft]:
    """ "Acme chose Bolt as its cloud provider", "runs on Azure", "migrates to AWS"."""
    stop = clauses.end(group.head)
    tail = chart.words(group.head + 1, stop)
    lemma = group.lemma
    suppliers: list[int] = []
    if lemma in ("choose", "select", "pick", "tap", "use", "adopt"):
        found = next(iter(clauses.objects(group, "O")), None)
        if found is None or not re.search(
            r"\b(?:cloud|provider|supplier|platform|infrastructure|hosting|workloads|host|computing|services|hosted)\b", tail
        ):
            return
        if lemma in ("use", "adopt", "tap") and not re.search(r"\b(?:cloud|platform|services)\b|^O (?:for|as|to)", tail):
            return
        suppliers = referents(chart.atoms[found])
    elif lemma in ("migrate", "move", "shift", "switch", "run", "rely", "standardize"):
        if not re.search(
            r"\b(?:workloads?|applications?|data|infrastructure|systems?|services|operations|website|it)\b", tail
        ) and lemma not in ("run", "rely", "migrate", "standardize"):
            return
        for j in clauses.objects(group, "O", ("to", "on", "onto")):
            suppliers = referents(chart.atoms[j])
            break
    elif lemma in ("contract", "rent", "order"):
        for j in clauses.objects(group, "O", ("from", "with")):
            suppliers = referents(chart.atoms[j])
            break
    if not suppliers:
        return
    agents, sure = agents_of(chart, clauses, memory, group)
    for a in agents:
        for s in suppliers:
            if a != s:
                yield _draft(chart, a, "customerOf", s, {"status": status_of(group)}, sure * 0.7, "deals.chooses")


CUSTOMERS = (
    # "O counts O among its customers"
    (
        re.compile(
            r"\bO(?P<s>) (?:[a-z]+ )?(?:counts?|counted|lists?|includes?|numbers?|has) (?P<c>O) (?:among|as) (?:its|O|the|an?)? ?(?:[a-z]+ ){0,4}(?:customers?|clients?|tenants?|users?)"
        ),
        "sc",
    ),
    # "its customers include O"; "customers such as O"
    (
        re.compile(
            r"(?P<s>O)(?: 's)? (?:[a-zA]+ ){0,3}(?:customers|clients|tenants|users) (?:[a-z]+ )?(?:include|includes|included|including|are|such as) (?:[a-zA]+ ){0,4}(?P<c>O)"
        ),
        "sc",
    ),
    # "O is a customer of O"; "O, a customer of O"
    (
        re.compile(
            r"(?P<c>O) (?:, )?(?:[a-z]+ )?(?:is |was |became |, )?(?:also |now )?(?:an?|the|its|one of the) (?:[a-z-]+ ){0,5}(?:customer|client|tenant|user|customers|clients)s? (?:of|for|at) (?P<s>O)"
        ),
        "cs",
    ),
    (re.compile(r"\b(?:customers?|clients?) (?:of|for) (?P<s>O) (?:, )?(?:include|including|such as|like) (?P<c>O)"), "sc"),
    # "signed a $14bn contract with O for computing capacity"
    (
        re.compile(
            r"(?P<c>O) (?:[a-z]+ ){0,6}(?:signed|struck|inked|agreed|announced|reached|sealed) (?:an? )?(?:[a-zDQ-]+ ){0,4}(?P<m>M )?(?:[a-zDQ-]+ ){0,5}(?:contract|deal|agreement) (?:[a-z]+ ){0,2}with (?P<s>O) (?:[a-z]+ ){0,6}(?:for|to (?:use|buy|rent|supply|provide)) (?:[a-zQ,]+ ){0,8}(?:computing|compute|cloud|gpu|gpus|servers|capacity)"
        ),
        "cs",
    ),
)


def _customers(chart: Chart, clauses: Clauses, memory: Memory) -> Iterator[Draft]:
    for pattern, _ in CUSTOMERS:
        for m in pattern.finditer(chart.line):
            supplier, customer = chart.at(m.start("s")), chart.at(m.start("c"))
            if m.group("s") == "":
                supplier = chart.at(m.start())
            q: Qualifiers = {}
            if "m" in pattern.groupindex and m.group("m"):
                value = chart.atoms[chart.at(m.start("m"))].value
                q |= money_qualifiers(value if isinstance(value, Money) else None)
                q["status"] = "announced"
            for c in referents(chart.atoms[customer]):
                for s in referents(chart.atoms[supplier]):
                    if c != s:
                        yield _draft(chart, c, "customerOf", s, q, 0.8, "deals.customers")


AGREEMENT = re.compile(
    r"\b(?:power purchase|ppas?|(?:energy|power|electricity|renewable|offtake|nuclear|solar|wind)(?: [a-z]+){0,2} (?:agreements?|deals?|contracts?))\b"
)


def _energy(chart: Chart, clauses: Clauses, memory: Memory) -> Iterator[Draft]:
    """ "signed a power purchase agreement with Bolt", "will buy 100 MW of wind power from Bolt"."""
    atoms = chart.atoms
    buyers: list[int] = []
    sellers: list[int] = []
    sure, group = 0.8, None
    m = AGREEMENT.search(chart.line)
    if m is not None:
        at = chart.at(m.start())
        group = next((g for g in reversed(clauses.groups) if g.head < at), None)
        other = re.compile(r"(?: [a-zA-NQMD,()'-]+){0,9}? (?:with|from) (?:[a-zA-]+ ){0,4}?O\b").match(chart.line, m.end())
        if other is not None and group is not None and not group.negated:
            sellers = referents(atoms[chart.at(other.end() - 1)])
            buyers, more = agents_of(chart, clauses, memory, group)
            sure *= more
        elif group is not None and not group.negated:
            between = re.compile(r"(?: [a-zQMD]+){0,4}? between (?P<a>O)").match(chart.line, m.end())
            if between is not None:
                pair = referents(atoms[chart.at(between.start("a"))])
                buyers, sellers = pair[1:2], pair[:1]
    else:
        for g in clauses.groups:
            if g.negated:
                continue
            stop = clauses.end(g.head)
            tail = chart.words(g.head + 1, stop)
            if g.lemma in ("buy", "purchase", "procure", "source", "take") and re.search(
                r"\b(?:power|energy|electricity|output)\b(?!ed)", tail
            ):
                found = list(clauses.objects(g, "O", ("from",)))
                if found:
                    sellers, group = referents(atoms[found[0]]), g
                    buyers, sure = agents_of(chart, clauses, memory, g)
                    break
            if g.lemma in ("supply", "provide", "deliver", "sell") and re.search(r"\b(?:power|energy|electricity)\b(?!ed)", tail):
                found = list(clauses.objects(g, "O", ("to", "with"))) or list(clauses.objects(g, "O"))
                if found:
                    buyers, group = referents(atoms[found[0]]), g
                    sellers, sure = agents_of(chart, clauses, memory, g)
                    break
    if not buyers or not sellers:
        return
    q: Qualifiers = {}
    power = [a.value for a in atoms if isinstance(a.value, Quantity) and a.value.unit is Unit.MEGAWATT]
    if len(power) == 1 and isinstance(power[0], Quantity):
        q |= power_qualifiers(power[0])
    for b in buyers:
        for s in sellers:
            if b != s:
                yield _draft(chart, b, "buysEnergyFrom", s, q, sure * 0.85, "deals.energy")
