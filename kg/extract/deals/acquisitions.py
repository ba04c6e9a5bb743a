"""Who buys whom, or land and sites where: the verbs of buying and selling."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from kg.extract.chart import Atom, Chart
from kg.extract.clause import BREAKS, PREPOSITIONS, Clauses
from kg.extract.deals.terms import deal_status, draft_of, nouns, of_papers, price, time_of, verbs
from kg.extract.draft import Draft, Qualifiers, Thing, money_qualifiers, of_type, referents
from kg.extract.facility import phrase_of
from kg.extract.memory import Memory
from kg.extract.money.terms import agents_of, went_on
from kg.extract.verbs import VerbGroup
from kg.model import EntityType, Kind, Quantity, SentenceKind, Unit

PAID = re.compile(
    r"M for (?:[a-zNQ-]+ ){0,4}(?:Q|F|acres|land|site|property|parcels?|buildings?|plots?|tracts?)"
    r"|pa(?:y|id|ys|ying) (?:[a-z]+ ){0,3}M for (?:the )?(?:A |L |[a-z-]+ ){0,4}?O(?: of L)?"
    r"(?= (?:[.,;)]|D|last|earlier|and|in|when|after)|$)"
)
LED = re.compile(
    r"\b(?:consortium|group|funds?|investors?|vehicle|affiliates?|partnership|entity|entities|venture|subsidiary|unit)"
    r"(?: of (?:[a-z]+ ){0,3}?[a-z]+)? (?:led|managed|backed|controlled|owned|run|advised|headed) by (?P<o>O)(?: ,)? $"
    r"|\b(?P<p>O) - (?:led|backed|managed) (?:[a-z]+ )?(?:consortium|group|fund|vehicle|venture) $"
)
GOODS = frozenset({"power", "energy", "electricity", "shares", "gpus", "servers", "chips", "equipment", "turbines", "generators"})


def acquires(chart: Chart, clauses: Clauses, memory: Memory, group: VerbGroup) -> Iterator[Draft]:
    """ "Acme has bought Bolt for $2bn", "paid $3 million for 40 acres in Oslo", "Bolt was acquired by Acme"."""
    atoms = chart.atoms
    stop = clauses.end(group.head)
    after = [a.word for a in atoms[group.head + 1 : group.head + 4] if a.code == "w"]
    if not _is_buying(chart, group, stop, after):
        return
    if chart.words(group.first, group.head).startswith(("would have", "could have")):
        return  # it did not come to that
    reduced = not group.passive and group.tag in ("ed", "en") and chart.words(group.head + 1, min(group.head + 3, len(atoms))) == "by O"
    if reduced:  # "Bolt, later acquired by Acme": a passive without its auxiliary
        group = replace(group, passive=True)
    buyers, sure = agents_of(chart, clauses, memory, group)
    led = LED.search(chart.words(0, group.first) + " ")
    if led is not None:
        buyers, sure = referents(atoms[chart.at(led.start(led.lastgroup or "o"))]), 0.8
    targets = _left_of(chart, group) if reduced else _what(chart, clauses, memory, group, stop)
    if not targets and buyers:
        targets, less = _known_from_before(chart, memory, group, stop, buyers)
        sure *= less
    if not buyers or not targets or (set(after) & GOODS and not _stake(chart, group, stop)):
        return
    q: Qualifiers = {"status": _status(chart, group)}
    later = next((g.head for g in clauses.groups if g.head > group.head and g.lemma in verbs("acquire")), len(atoms))
    paid = next((a.money for a in atoms[group.head : stop] if a.code == "M"), None) if group.lemma == "pay" else None
    q |= money_qualifiers(paid or price(chart, group.head, later))
    stake = _stake(chart, group, stop)
    if stake is not None:
        q["stake"] = stake.number
    when = time_of(chart, clauses, group, stop)
    if when and (group.tense in ("past", "gerund") or group.passive):
        q["date"] = when
    acres = next((a.quantity for a in atoms[group.head : stop] if a.measures(Unit.ACRE)), None)
    if acres is not None:
        q["landAcres"] = acres.number
    for buyer in buyers:
        for target in targets:
            bare = isinstance(target, int) and chart.reading.referents[target].label.lower() in nouns("land")
            if buyer != target and not bare:  # "Acme to Acquire Land", in capitals
                memory.bought = draft_of(chart, buyer, "acquires", target, q, sure * 0.9, "deals.acquires")
                yield memory.bought


def _what(chart: Chart, clauses: Clauses, memory: Memory, group: VerbGroup, stop: int) -> list[Thing]:
    """What is bought, as far as the sentence names it: behind the verb, for a passive before it, for land also in front."""
    atoms = chart.atoms
    targets = _done_to(chart, clauses, memory, group) if group.passive else _targets(chart, group, stop)
    land = any(a.code == "Q" or a.word in nouns("land") for a in atoms[group.head + 1 : min(stop, group.head + 6)])
    if land and (not targets or _road(chart, group, stop)):
        fronted = next((j for j in range(1, min(group.first, 4)) if atoms[j].code == "L" and atoms[j - 1].word in ("in", "near")), None)
        return list(of_type(chart, atoms[fronted].members, EntityType.PLACE)) if fronted is not None else []
    return targets


POINTED = re.compile(
    r"(?:the|that|this) (?:[a-zQNM-]+ ){0,4}?(?:land|site|property|parcels?|acres|Q)\b|Q (?:of land )?(?:from|for)\b"
    r"|F (?:from|for|D|last|this|earlier|\.)|(?:[a-z]{1,20} )?(?:land|acres|plots?|Q) (?:in|at|within|inside|beside|next to) F\b"
)


def _known_from_before(chart: Chart, memory: Memory, group: VerbGroup, stop: int, buyers: list[int]) -> tuple[list[Thing], float]:
    """What is only pointed to: "that it bought last year", "the stake", "the land"; with how much less sure that is."""
    bought, tail = memory.bought, chart.words(group.head + 1, stop)
    if re.match(r"(?:private )?(?:D|for M|from O|in D|last|this|earlier|[.,)]|$)", tail):
        told = _told_before(chart, group)
        if told:
            return told, 0.95
    if bought is not None and chart.number - bought.sentence <= 2 and re.match(r"(?:the|that|its) (?:stake|business)\b", tail):
        return [bought.object], 1.0
    pointed = POINTED.match(tail)
    beside = pointed is not None and pointed.group().endswith("F")
    site = memory.site(chart.number, [] if beside else buyers, reach=4 if beside or "F" in tail[:2] else 1) if pointed is not None else None
    return (list(site.places[:1]), 0.8) if site is not None else ([], 1.0)


def _is_buying(chart: Chart, group: VerbGroup, stop: int, after: list[str]) -> bool:
    """Whether a verb that can also mean something else means buying here."""
    atoms, lemma = chart.atoms, group.lemma
    if lemma == "take":
        return bool({"over", "stake", "control", "private"} & set(after[:3])) or _stake(chart, group, stop) is not None
    if lemma == "close":
        return bool(re.match(r"on (?:the )?(?:[a-z]+ ){0,2}?(?:Q|land|site|property)\b", chart.words(group.head + 1, stop)))
    if lemma in ("snap", "scoop", "gobble"):
        return "up" in after
    if lemma == "add":
        words = chart.words(group.head + 1, min(group.head + 7, len(atoms)))
        return bool(re.match(r"(?:another |an additional |a further )?(?:Q|N acres) (?:of land )?(?:in|near|at)", words))
    if lemma in ("obtain", "secure"):
        return bool({"land", "acres"} & set(after)) or (group.head + 1 < len(atoms) and atoms[group.head + 1].measures(Unit.ACRE))
    if lemma == "pay":
        return bool(PAID.search(chart.words(group.head, min(group.head + 14, len(atoms)))))
    if group.tag == "ing" and (set(after[:1]) & nouns("buying_of") or chart.words(max(0, group.first - 1), group.head).endswith("for")):
        return False  # "a home buying service", "a card for buying"
    if group.tense == "present" and group.first and atoms[group.first - 1].word in ("it", "they", "who"):
        return False  # "It buys vintage cars": what it always does
    if lemma == "acquire" and group.tense == "past" and not group.passive and group.first and group.coordinated is False:
        before = atoms[group.first - 1]
        return before.word not in ("the", "a", "an", "its", "their", "recently", "newly")  # "the recently acquired Bolt"
    return lemma != "merge"


GIVEN_UP = re.compile(
    r"\b(?:walk(?:ed|s)? away|pull(?:ed|s)? out|back(?:ed|s)? out|abandoned|scrapped|dropped|cancelled|canceled|terminated|"
    r"ended|shelved|called off)\b"
    r"(?: [a-z]+){0,5}$"
)


NEARLY = re.compile(r"\b(?:close to|near|nearing|nears|negotiating|discussing|seeking|working on|mulling|weighing)(?: [a-z]+){0,4}$")


def _status(chart: Chart, group: VerbGroup) -> str:
    left = chart.words(max(0, group.first - 9), group.first)
    if group.tense in ("infinitive", "gerund", "future") and GIVEN_UP.search(left):
        return "cancelled"
    if NEARLY.search(left):
        return "considered"
    option = any(a.word in ("option", "right", "bid", "offer", "talks") for a in chart.atoms[max(0, group.first - 4) : group.first])
    if option and group.tense in ("infinitive", "gerund", "future"):
        return "considered"
    return deal_status(group, chart.sentence.kind is SentenceKind.HEADLINE)


TOLD_BEFORE = re.compile(
    r"\b(?:F|land|site|property|acres|Q|parcels?|building)(?: of land)? (?:in|near|at) (?P<l>L) (?:that|which) (?:it|O) $"
    r"|\b(?P<o>O) ,? ?(?:that|which) O (?:has |had |have |later |also |then |just |recently )?$"
)


def _told_before(chart: Chart, group: VerbGroup) -> list[Thing]:
    """What stands before "that it bought": "a site in Oslo that it bought last year", "Bolt, which Acme acquired in 2007"."""
    m = TOLD_BEFORE.search(chart.words(0, group.first) + " ")
    if m is None:
        return []
    if m.group("o"):
        return list(referents(chart.atoms[chart.at(m.start("o"))]))
    return list(of_type(chart, chart.atoms[chart.at(m.start("l"))].members, EntityType.PLACE))


def _left_of(chart: Chart, group: VerbGroup) -> list[Thing]:
    """The name right before a participle: "Bolt, later acquired by", "Bolt (acquired by"."""
    for a in reversed(chart.atoms[max(0, group.first - 5) : group.first]):
        if a.code == "O":
            return list(referents(a))
        if a.code != "D" and a.word not in (",", "(", "later", "since", "then", "recently", "in", "was", "and", "itself"):
            return []
    return []


def _done_to(chart: Chart, clauses: Clauses, memory: Memory, group: VerbGroup) -> list[Thing]:
    """What a passive says is bought: an organisation, or a facility by its place."""
    atoms = chart.atoms
    held = next(
        (j for j in range(group.first - 1, -1, -1) if atoms[j].word in nouns("premises") or atoms[j].word in ("land", "acres")), None
    )
    argument = clauses.subject(group)
    if held is not None and (argument is None or atoms[argument.index].code not in "OF"):  # "a former plant in Oslo has been bought by"
        where = next((j for j in range(held, group.first) if atoms[j].code == "L"), None)
        return list(of_type(chart, atoms[where].members, EntityType.PLACE)) if where is not None else []
    if group.first and atoms[group.first - 1].word in ("it", "they") and atoms[group.first - 1].code == "w":
        return list(went_on(chart, group, memory))  # whose name the reading does not know stands for nothing else
    if argument is None:
        return []
    a = chart.atoms[argument.index]
    if a.code == "F":
        behind = next((j for j in range(argument.index + 1, min(group.first, argument.index + 6)) if chart.atoms[j].code == "L"), None)
        if behind is not None:
            return list(of_type(chart, chart.atoms[behind].members, EntityType.PLACE))
        return list(of_type(chart, phrase_of(a).places, EntityType.PLACE)) or [p for s in memory.sites[-1:] for p in s.places]
    return list(of_type(chart, a.members, EntityType.ORGANIZATION))


def _stake(chart: Chart, group: VerbGroup, stop: int) -> Quantity | None:
    return next((a.quantity for a in chart.atoms[group.head + 1 : min(stop, group.head + 8)] if a.measures(Unit.PERCENT)), None)


ROADS = frozenset(
    {"road", "roads", "street", "streets", "avenue", "boulevard", "drive", "highway", "lane", "parkway", "interstate", "route", "loop"}
)


def _is_road(atoms: list[Atom], j: int) -> bool:
    """Whether a place is the name of a road: "Tate Boulevard", "Main and Elm streets"."""
    names = {w for m in atoms[j].members for w in m.text.lower().split()}
    return bool(names & ROADS) or any(x.word in ROADS for x in atoms[j + 1 : j + 3])


def _road(chart: Chart, group: VerbGroup, stop: int) -> bool:
    """Whether what stands behind a purchase of land is the name of a road."""
    at = next((j for j in range(group.head + 1, stop) if chart.atoms[j].code == "L"), None)
    return at is not None and not chart.atoms[at].wider and _is_road(chart.atoms, at)


def _targets(chart: Chart, group: VerbGroup, stop: int) -> list[Thing]:
    """What is bought: an organisation, a facility or land in a place."""
    atoms = chart.atoms
    stakes = measured = False
    for j in range(group.head + 1, stop):
        a = atoms[j]
        landed = measured or any(w.word in nouns("land") for w in atoms[group.head + 1 : j] if w.code == "w")
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
            behind = atoms[j + 1].word if j + 1 < len(atoms) else ""
            if of_papers(chart, j) or behind == "-" or (landed and j > group.head + 3):
                continue
            if behind in nouns("premises"):  # "a Bolt building in Paris"
                return next(
                    (list(of_type(chart, x.members, EntityType.PLACE)) for x in atoms[j + 2 : min(stop, j + 5)] if x.code == "L"), []
                )
            return list(referents(a))
        if a.code == "F":
            return _facility(chart, j, stop)
        if a.code == "Q":
            measured = measured or a.measures(Unit.ACRE, Unit.SQUARE_FOOT)
            stakes = stakes or a.measures(Unit.PERCENT)
            continue
        if a.code in "DP":
            break
        if a.code == "L":
            before = atoms[j - 1].word if atoms[j - 1].code == "w" else ""
            if before in ("off", "along", "on", "from", "as") or _is_road(atoms, j):
                if landed and a.wider:
                    return list(of_type(chart, a.wider[:1], EntityType.PLACE))
                continue  # a road
            beside = j + 1 < len(atoms) and atoms[j + 1].word in nouns("land")
            if landed and (beside or before in ("in", "at", "near", "outside", "the", "of", "around", "in")):
                return list(of_type(chart, a.members, EntityType.PLACE))
            continue
        if a.code == "w":
            stakes = stakes or a.word in nouns("parts")
            if a.word in BREAKS or (a.word in ("from", "for") and not measured and group.lemma != "pay"):
                break
            if a.word == "to" and not measured:
                break
            if (
                a.word in PREPOSITIONS
                and a.word not in nouns("land_prepositions")
                and not (measured and a.word in ("to", "across", "within", "around"))
            ):
                break
            if a.word == "in" and not stakes and not landed:
                break
    return []


def _facility(chart: Chart, j: int, stop: int) -> list[Thing]:
    """What is bought where a facility phrase stands: the company that it names, else the place."""
    atoms, phrase = chart.atoms, phrase_of(chart.atoms[j])
    if phrase.owner is not None and not phrase.places and not phrase.owner_possessive:
        return list(referents(phrase.owner))
    for k in range(j + 1, min(stop + 2, j + 8, len(atoms))):
        if atoms[k].code == "L":
            return list(of_type(chart, atoms[k].members, EntityType.PLACE))
        if atoms[k].code in "OF":
            break
    return list(of_type(chart, tuple(m for m in phrase.places if m.kind is not Kind.ADJECTIVE), EntityType.PLACE))


SOLD = re.compile(
    r"(?:[a-zNQM%-]+ ){0,6}?(?:O (?:'s )?(?:[a-z]+ ){0,3}?)?(?P<t>O|F)(?: 's [a-z -]{3,30})?(?: in (?P<l>L))?(?: business| unit| stake| "
    r"shares)? (?:[a-z]+ )?"
    r"(?:(?:in|of) (?P<in>O) )?(?:for M )?to (?:(?:the|an?|affiliates?|funds?|of|managed|by|[a-zA]+) ){0,5}?(?P<b>O)\b"
)
STAKE_SOLD = re.compile(
    r"(?:O (?:'s )?)?(?:[a-z'-]+ ){0,3}?(?:(?P<q>Q) )?(?:[a-z'-]+ ){0,3}?(?:stake|interest|shares|holding|share)? ?(?:in|of) (?:[a-z-]+ "
    r"){0,4}?(?P<t>O) (?:for M )?to (?:[a-zA]+ ){0,5}?(?P<b>O)\b"
)


LAND_SOLD = re.compile(r"(?:[a-z-]+ ){0,3}?(?P<q>Q)(?: [a-z]+){0,4}? (?:in|near|at) (?P<l>L) (?:for M )?to (?:[a-zA]+ ){0,5}?(?P<b>O)\b")


def _land_sold(chart: Chart, group: VerbGroup, m: re.Match[str], stop: int) -> Iterator[Draft]:
    """ "the village sold 315 acres in Oslo to Acme"."""
    q: Qualifiers = {"status": deal_status(group)} | money_qualifiers(price(chart, group.head, stop))
    land = chart.atoms[chart.at(m.start("q"))]
    if not land.measures(Unit.ACRE, Unit.SQUARE_FOOT) or land.quantity is None:
        return
    if land.measures(Unit.ACRE):
        q["landAcres"] = land.quantity.number
    for b in referents(chart.atoms[chart.at(m.start("b"))]):
        for place in of_type(chart, chart.atoms[chart.at(m.start("l"))].members, EntityType.PLACE):
            yield draft_of(chart, b, "acquires", place, q, 0.7, "deals.sells")


def sells(chart: Chart, clauses: Clauses, memory: Memory, group: VerbGroup) -> Iterator[Draft]:
    """ "Acme sold Bolt to Core", "will sell its 20 percent stake in Bolt to Core", "Bolt was sold to Core"."""
    if group.lemma not in ("sell", "divest", "offload"):
        return
    atoms, stop = chart.atoms, clauses.end(group.head)
    start = chart.offsets[group.head + 1] if group.head + 1 < len(atoms) else len(chart.line)
    stake: int | None = None
    if group.passive:
        argument = clauses.subject(group)
        m = re.compile(r"(?:[a-z]+ ){0,3}?to (?:[a-zA]+ ){0,5}?(?P<b>O)\b").match(chart.line, start)
        if m is None:
            return
        before = chart.words(max(0, argument.index - 1), argument.index) if argument is not None else ""
        if (
            argument is not None
            and atoms[argument.index].reference
            and before in ("before", "until")
            and "O" in chart.words(0, argument.index - 1).split()
        ):
            return  # "Bolt was owned by Core before it was sold to Acme": a saying of its own
        targets = _done_to(chart, clauses, memory, group)
    else:
        m = STAKE_SOLD.match(chart.line, start)
        if m is not None:
            targets = list(referents(atoms[chart.at(m.start("t"))]))
            stake = chart.at(m.start("q")) if m.group("q") else None
        else:
            m = SOLD.match(chart.line, start)
            land = LAND_SOLD.match(chart.line, start) if m is None else None
            if m is None and land is None:
                return
            if land is not None:
                yield from _land_sold(chart, group, land, stop)
                return
            assert m is not None
            at = chart.at(m.start("in") if m.group("in") else m.start("t"))
            if atoms[at].code == "F":
                targets = _facility(chart, at, stop)
            elif atoms[at].reference and atoms[at].word in ("its", "their", "our"):
                targets = list(of_type(chart, atoms[chart.at(m.start("l"))].members, EntityType.PLACE)) if m.group("l") else []
            else:
                targets = list(referents(atoms[at]))
    buyer = chart.at(m.start("b"))
    if buyer >= stop or chart.words(buyer + 1, min(buyer + 2, len(atoms))) == "'s":
        return
    q: Qualifiers = {"status": deal_status(group, chart.sentence.kind is SentenceKind.HEADLINE)} | money_qualifiers(
        price(chart, group.head, stop)
    )
    if stake is not None and atoms[stake].measures(Unit.PERCENT) and atoms[stake].quantity is not None:
        q["stake"] = atoms[stake].quantity.number  # type: ignore[union-attr]
    when = time_of(chart, clauses, group, stop)
    if when and group.tense == "past":
        q["date"] = when
    for b in referents(atoms[buyer]):
        for t in targets:
            if b != t:
                yield draft_of(chart, b, "acquires", t, q, 0.75, "deals.sells")
