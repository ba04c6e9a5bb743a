"""Investments told by a noun: "a $1bn investment in Ohio", "investors in Acme include"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.extract.anchors import sought
from kg.extract.chart import Chart
from kg.extract.clause import BREAKS, SUBORDINATE, Clauses
from kg.extract.draft import Draft, Qualifiers, of_type, referents, spent_over
from kg.extract.facility import phrase_of
from kg.extract.memory import Memory
from kg.extract.money.objects import facility_places, into
from kg.extract.money.terms import (
    agents_of,
    denied,
    draft_of,
    listed,
    nouns,
    remember,
    status_of,
    sum_qualifiers,
    time_at,
    verbs,
    weighed,
)
from kg.extract.verbs import VerbGroup
from kg.model import EntityType

INVESTMENT = sought(
    r"(?:\bM (?:[a-zL-]+ ){0,4}|\b)(?:investment|investments|infusion|injection|outlay|commitment|expenditure)\b(?: (?:package|plan|"
    r"program|programme))?(?: of (?:[a-z]+ ){0,3}M)?"
)

LIFTED = re.compile(r"(?: (?:[a-z]+|[LFOQD])){0,6}? to (?:[a-z]+ ){0,3}?M\b")
COMING = re.compile(
    r"(?: by (?:the )?O)?(?: , [^;]{3,80}? ,)?(?: (?:of|adding up to|totaling|totalling|worth|(?P<m>M)))*(?: (?:into|in|for|to) L)?"
    r" (?:(?:is|are|was|were|will be|now) )?(?:headed for|bound for|on (?:its|their|O|the) way(?: to)?|goes? (?:in)?to|flows? into|"
    r"reach(?:ed|es)?|have reached)"
    r"(?: (?:the )?(?P<l>L))?(?P<from> from (?:the )?(?=O))?"
)
SHARE = sought(
    r"\b(?P<o>O)(?: 's)? (?:[a-z]+ ){0,2}?(?:commitment|share|contribution|outlay|spending|investment)(?: , [^,]{2,40} ,)? "
    r"(?:at|stands at|comes to|amounts to|totals|is|of) (?:[a-z]+ ){0,3}?(?P<m>M)\b"
)


def investment_nouns(chart: Chart, clauses: Clauses, memory: Memory) -> Iterator[Draft]:
    """ "a $1bn investment in Ohio", "with an outlay of Rs 900 crore", "its investment in Mexico"."""
    atoms = chart.atoms
    for m in INVESTMENT.finditer(chart.line):
        first, last = chart.at(m.start()), chart.at(m.end() - 1)
        after = atoms[last + 1] if last + 1 < len(atoms) else None
        if after is not None and after.code == "w" and after.word in nouns("investor_kinds"):
            continue  # "an investment bank"
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
        if denied(chart, first) or (group is not None and group.negated):
            continue
        if at is None and group is not None and group.lemma in nouns("lifting"):  # "raising its investment there to $1.5bn"
            lifted = LIFTED.match(chart.line, m.end())
            at = chart.at(lifted.end() - 1) if lifted is not None else None
        inside = next((j for j in range(first, last + 1) if atoms[j].code == "L"), None)
        that = re.compile(r" (?:that|which) O (?:[a-z]+ ){0,3}?(?:announced|made|unveiled|pledged|committed|revealed|plans)").match(
            chart.line, m.end()
        )
        if that is not None and not owner:
            owner = referents(atoms[chart.at(that.start() + that.group().index("O"))])
        there = next((j for j in range(last + 1, min(stop, last + 3)) if atoms[j].code == "L" and atoms[j].reference), None)
        inside = inside if inside is not None else there
        coming = COMING.match(chart.line, m.end())
        if coming is not None and at is None and coming.group("m"):
            at = chart.at(coming.start("m"))
        if coming is not None and (
            at is not None or (coming.group("from") and coming.group("l"))
        ):  # "a $10bn outlay by Acme is headed for Ohio"
            if coming.group("from"):
                owner = owner or listed(chart, chart.at(coming.end()))
            things = things or (
                list(of_type(chart, atoms[chart.at(coming.start("l"))].members, EntityType.PLACE)) if coming.group("l") else []
            )
            things = things or into(chart, clauses, memory, chart.at(coming.end()) - 1, len(atoms), ("to", "into", "in", "for"))[0]
        if inside is not None and not things:
            things = list(of_type(chart, atoms[inside].members, EntityType.PLACE))
        if not owner and at is None and first and atoms[first - 1].word in ("the", "this", "that"):
            owner = _told_before(chart, memory)
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
        praised = any(a.word in ("largest", "biggest", "first", "previous", "earlier", "single") for a in atoms[max(0, first - 4) : first])
        if at is None and (
            praised or "commitment" in m.group() or any(a.code == "F" and not phrase_of(a).places for a in atoms[last + 1 : last + 6])
        ):
            continue  # "its largest investment in Ohio" says again what was told
        if (
            at is None
            and not (coming is not None and coming.group("from"))
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
        if group is not None and group.lemma in nouns("announcing"):
            status = "considered" if group.considered else "announced"
        elif group is not None and group.lemma in ("lead", "back") and group.tense == "past":
            status = "completed"
        elif weighed(chart, first):
            status = "considered"
        elif group is not None and group.lemma in nouns("lifting") and group.tense in ("participle", "gerund"):
            status = "announced"
        q: Qualifiers = {"status": status} | sum_qualifiers(chart, at) | spent_over(time_at(chart, last, stop))
        for agent in owner:
            for thing in things:
                if thing == agent:
                    continue
                yield remember(memory, draft_of(chart, agent, "investsIn", thing, q, sure, "money.investment"))


def shares(chart: Chart, clauses: Clauses, memory: Memory) -> Iterator[Draft]:
    """ "Acme's commitment of $2 billion will pay for a region in Oslo"."""
    for m in SHARE.finditer(chart.line):
        whose, at = chart.atoms[chart.at(m.start("o"))], chart.at(m.start("m"))
        group = next((g for g in clauses.groups if at < g.head <= at + 10 and g.lemma in verbs("flow")), None)
        if group is None or group.negated or (not whose.reference and " 's" not in m.group()):
            continue
        things, _ = into(chart, clauses, memory, group.head + 1, len(chart.atoms), ("in", "into", "to", "for", "on"))
        q: Qualifiers = {"status": "completed" if group.tense == "past" else "announced"} | sum_qualifiers(chart, at)
        for agent in referents(whose):
            for thing in things:
                if thing != agent:
                    yield remember(memory, draft_of(chart, agent, "investsIn", thing, q, 0.65, "money.flows"))


AGAIN = 4  # sentences in which "the investment" is the one told


def _told_before(chart: Chart, memory: Memory) -> list[int]:
    """Whose "the investment" is: "The chief of Acme and of its parent said that the investment will go to Ohio"."""
    deal = memory.deal
    known = deal is not None and deal.predicate == "investsIn" and chart.number - deal.sentence <= AGAIN
    return [deal.subject] if known and deal is not None and isinstance(deal.subject, int) else []


INVESTORS = (
    # "investors in Acme include Bolt and Core", "the other investors in Acme are …"
    sought(
        r"\binvestors? in (?:the )?(?P<in>[OFL]) (?:also )?(?:include|includes|included|including|are|is|were|was) (?:also )?(?P<by>)"
    ),
    # "Acme's investors include Bolt", "Acme, whose investors include"
    sought(
        r"\b(?P<in>O)(?: 's| ,)? (?:whose )?(?:[a-z]+ ){0,2}?(?:investors|shareholders|backers) (?:also )?(?:include|includes|included|"
        r"including|are) (?P<by>)"
    ),
    # "Bolt is an investor in Acme"
    sought(
        r"\b(?P<by>O) (?:, )?(?:is |are |was |also |already |, )*(?:an?|the|both|its)? ?(?:[a-z-]+ ){0,3}?investors? in (?:the )?(?P<in>O)"
    ),
)


def investors(chart: Chart) -> Iterator[Draft]:
    """ "The investors in Acme are Bolt, a bank, and Core"."""
    for pattern in INVESTORS:
        for m in pattern.finditer(chart.line):
            what = chart.atoms[chart.at(m.start("in"))]
            named = phrase_of(what).owner if what.code == "F" else what  # "Bolt Data Centre"
            into_whom = referents(named) if named is not None else []
            who = listed(chart, chart.at(m.end())) if not m.group("by") else referents(chart.atoms[chart.at(m.start("by"))])
            for investor in who:
                for thing in into_whom:
                    if investor != thing and len(into_whom) == 1:
                        yield draft_of(chart, investor, "investsIn", thing, {"status": "completed"}, 0.75, "money.investors")
