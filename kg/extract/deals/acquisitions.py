"""Who buys whom, or land and sites where."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.extract.chart import Chart
from kg.extract.clause import BREAKS, PREPOSITIONS, Clauses
from kg.extract.deals.terms import deal_status, draft_of, nouns, price, time_of, verbs
from kg.extract.draft import Draft, Qualifiers, Thing, money_qualifiers, of_type, referents
from kg.extract.facility import phrase_of
from kg.extract.memory import Memory
from kg.extract.money.terms import agents_of
from kg.extract.verbs import VerbGroup
from kg.model import EntityType, Kind, Money, Quantity, Unit


def acquires(chart: Chart, clauses: Clauses, memory: Memory, group: VerbGroup) -> Iterator[Draft]:
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
    when = time_of(chart, clauses, group, stop)
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
                memory.bought = draft_of(chart, buyer, "acquires", target, q, sure * 0.9, "deals.acquires")
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


def sells(chart: Chart, clauses: Clauses, memory: Memory, group: VerbGroup) -> Iterator[Draft]:
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
    when = time_of(chart, clauses, group, stop)
    if when and group.tense == "past":
        q["date"] = when
    for b in referents(chart.atoms[buyer]):
        for t in referents(chart.atoms[things[0]]):
            yield draft_of(chart, b, "acquires", t, q, 0.75, "deals.sells")


ACQUISITION = re.compile(r"\b(?:acquisition|takeover|purchase|buyout|buy - out)\b(?: of| by)?")


def acquisition_nouns(chart: Chart, clauses: Clauses, memory: Memory) -> Iterator[Draft]:
    """ "Acme's acquisition of Bolt", "completed the purchase of Bolt", "the acquisition of Bolt by Acme"."""
    atoms = chart.atoms
    for m in ACQUISITION.finditer(chart.line):
        first = chart.at(m.start())
        site = re.compile(
            r"(?:acquisition|purchase) of (?:[a-zQNM,-]+ ){0,8}?(?:F|land|Q|acres|site|property|building)(?: [a-z]+){0,3}? (?:in|at|near) (?:the )?L\b"
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
            or (site is None and re.search(r"\b(?:F|L)\b", inner))
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
                    memory.bought = draft_of(chart, b, "acquires", t, q, sure, "deals.acquisition")
                    yield memory.bought
