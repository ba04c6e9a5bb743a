"""Money that moves by itself: "$2bn will go into Ohio", "part of the money will pay for data centres in Oslo"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.extract.anchors import sought
from kg.extract.chart import Chart
from kg.extract.clause import SPEECH, Clauses
from kg.extract.draft import Draft, Qualifiers, Thing, of_type, referents, spent_over
from kg.extract.facility import phrase_of
from kg.extract.memory import Memory, SiteMemory
from kg.extract.money.objects import facility_places, into
from kg.extract.money.terms import draft_of, remember, sum_qualifiers, time_at, verbs
from kg.extract.verbs import VerbGroup
from kg.model import EntityType

TOWARDS = ("in", "into", "to", "towards", "toward", "for", "on", "across")
# verbs of which a sum is the subject, and those that need the passive for it
ACTIVE = frozenset({"go", "flow", "head", "pay", "finance", "fund", "cover", "put"})


def flows(chart: Chart, clauses: Clauses, memory: Memory) -> Iterator[Draft]:
    """ "A further $4bn will go into Ohio", "another $348 million is headed for Bolt County"."""
    atoms = chart.atoms
    for group in clauses.groups:
        if group.negated or group.lemma not in verbs("flow") or not (group.passive or group.lemma in ACTIVE) or group.tag == "ing":
            continue
        at = next((j for j in range(group.first - 1, max(-1, group.first - 8), -1) if atoms[j].code in "MOPF;"), None)
        if at is None or atoms[at].code != "M" or _inside(chart, at):
            continue
        if not group.passive and any(a.word == "and" for a in atoms[at : group.first]):
            continue
        if group.lemma == "pay" and not chart.words(group.head + 1, min(len(atoms), group.head + 3)).startswith("for"):
            continue
        stop = clauses.end(group.head)
        things, _ = into(chart, clauses, memory, group.head + 1, stop, TOWARDS)
        if not things:
            inside = next(
                (j for j in range(group.head + 2, stop) if atoms[j].code == "L" and atoms[j - 1].word in ("in", "the", "across")), None
            )
            things = list(of_type(chart, atoms[inside].members, EntityType.PLACE)) if inside is not None else []
        owner, sure = _owner(chart, clauses, memory, group, at)
        status = "considered" if group.considered else "completed" if group.tense == "past" else "announced"
        q: Qualifiers = {"status": status} | sum_qualifiers(chart, at) | spent_over(time_at(chart, group.head, stop))
        for who in owner:
            for thing in things:
                if thing != who:
                    yield remember(memory, draft_of(chart, who, "investsIn", thing, q, sure, "money.flows"))


SET_ASIDE = sought(
    r"\b(?P<m>M) (?:[a-z]+ )?(?:set aside|earmarked|reserved|budgeted|pledged|committed|promised|put up|allocated) by (?:the )?(?P<o>O) "
    r"(?:for|to) (?:the |its )?(?P<l>L)\b"
)
COMES_IN = sought(
    r"\b(?P<o>O) (?:is |are |has |will be |was )?(?:coming|comes|came|come) in with (?:[a-z]+ ){0,3}?(?P<m>M) (?:for|to)\b"
    r"|\b(?P<p>O) (?:has |have )?(?:unveiled|announced|approved|confirmed|disclosed) (?:[a-z]+ ){0,3}?(?P<n>M) (?:for|towards?)\b"
)


def set_aside(chart: Chart, clauses: Clauses, memory: Memory) -> Iterator[Draft]:
    """ "the $12 billion set aside by Acme for India", "Acme announced $5 billion for a region in Oslo"."""
    for m in SET_ASIDE.finditer(chart.line):
        q: Qualifiers = {"status": "announced"} | sum_qualifiers(chart, chart.at(m.start("m")))
        for who in referents(chart.atoms[chart.at(m.start("o"))]):
            for place in of_type(chart, chart.atoms[chart.at(m.start("l"))].members, EntityType.PLACE):
                yield remember(memory, draft_of(chart, who, "investsIn", place, q, 0.7, "money.flows"))
    for m in COMES_IN.finditer(chart.line):
        at = chart.at(m.start("m") if m.group("m") else m.start("n"))
        whose = chart.at(m.start("o") if m.group("o") else m.start("p"))
        group = next((g for g in clauses.groups if whose < g.head < at), None)
        if (group is not None and group.negated) or _inside(chart, at):
            continue
        things, is_topic = into(chart, clauses, memory, at + 1, clauses.end(at), ("for", "to", "towards", "toward"))
        if is_topic and m.group("n"):
            continue
        q = {"status": "announced"} | sum_qualifiers(chart, at) | spent_over(time_at(chart, at, clauses.end(at)))
        for who in referents(chart.atoms[whose]):
            for thing in things:
                if thing != who:
                    yield remember(memory, draft_of(chart, who, "investsIn", thing, q, 0.65, "money.flows"))


RECEIVES = sought(
    r"\b(?P<t>[FL]) (?:[a-z]+ ){0,2}?(?:is to|will|would|is set to|has|have|had|is expected to) (?:also )?(?:receive|get|attract|"
    r"attracted|received|see|drawn?) "
    r"(?:[a-z]+ ){0,3}?(?P<m>M)\b(?: (?:of|in) (?:[a-z]+ ){0,2}?(?:investments?|funding|spending|money))?"
)


def receives(chart: Chart, clauses: Clauses, memory: Memory) -> Iterator[Draft]:
    """ "Oslo is to get $300 million by 2030, the company said"."""
    for m in RECEIVES.finditer(chart.line):
        at, where = chart.at(m.start("m")), chart.at(m.start("t"))
        a = chart.atoms[where]
        in_row = a.code == "F"
        places = facility_places(chart, clauses, memory, where, at) if in_row else of_type(chart, a.members, EntityType.PLACE)
        by = re.compile(r"(?: [a-zLFDM,]+){0,9}? (?:by|from) (?:the )?O\b").match(chart.line, m.end())
        owner = referents(chart.atoms[chart.at(by.end() - 1)]) if by is not None else []
        speaker = next((g for g in clauses.groups if g.lemma in SPEECH and g.head > at), None)
        argument = clauses.subject(speaker) if speaker is not None and not owner else None
        if argument is not None and chart.atoms[argument.index].code == "O":
            owner = referents(chart.atoms[argument.index])
        if not owner and a.code == "F":
            phrase = phrase_of(a)
            site = memory.pointed(chart.number, [], phrase.plural)
            owner = referents(phrase.owner) if phrase.owner is not None else site.agents if site is not None else []
        q: Qualifiers = {"status": "completed" if re.search(r"\b(?:has|have|had)\b", m.group()) else "announced"}
        q |= sum_qualifiers(chart, at) | spent_over(time_at(chart, at, clauses.end(at)))
        for who in owner:
            for place in places:
                yield remember(memory, draft_of(chart, who, "investsIn", place, q, 0.65, "money.flows"))


def _inside(chart: Chart, at: int) -> bool:
    """Whether a sum only describes what stands behind it: "the $2bn campus"."""
    after = chart.atoms[at + 1] if at + 1 < len(chart.atoms) else None
    return after is not None and (after.code == "F" or after.word in ("-", "deal", "contract", "loan", "fund", "project"))


def _owner(chart: Chart, clauses: Clauses, memory: Memory, group: VerbGroup, at: int) -> tuple[list[int], float]:
    """Whose money it is: "by Acme", "Acme's $2bn", "Acme said that $2bn …", else who was said to spend just before."""
    atoms = chart.atoms
    by = re.compile(r"(?: [a-zLFD,]+){0,9}? (?:by|from|at) (?:the )?O\b").match(
        chart.line, chart.offsets[group.head] + len(atoms[group.head].word)
    )
    if by is not None:
        return referents(atoms[chart.at(by.end() - 1)]), 0.75
    if at > 1 and atoms[at - 1].word == "'s" and atoms[at - 2].code == "O":
        return referents(atoms[at - 2]), 0.8
    if at and atoms[at - 1].code == "O" and atoms[at - 1].reference and atoms[at - 1].word in ("its", "their", "our"):
        return referents(atoms[at - 1]), 0.7
    for speaker in reversed(clauses.groups):
        if speaker.head < at and speaker.lemma in SPEECH:
            argument = clauses.subject(speaker)
            if argument is not None and atoms[argument.index].code == "O":
                return referents(atoms[argument.index]), 0.65
            if argument is not None and atoms[argument.index].code == "P":
                of = [memory.posts[p] for p in referents(atoms[argument.index]) if p in memory.posts]
                if of:
                    return of[:1], 0.6
    if re.search(r"\bO 's\b", chart.words(0, at)):
        return [], 0.0  # somebody's: `shares` tells whose
    deal = memory.deal
    if deal is not None and chart.number - deal.sentence <= 2 and isinstance(deal.subject, int) and deal.predicate == "investsIn":
        return [deal.subject], 0.6
    site = memory.site(chart.number, reach=2)
    if site is not None and site.agents:
        return list(site.agents), 0.5
    return ([memory.topic], 0.4) if memory.topic is not None and "O" not in chart.line.split() else ([], 0.0)


PART = sought(
    r"\b(?:(?:part|some|half|most|much|portion|bulk|rest|all|third|quarter) of )?(?:the|this|that|its|these) (?:new |fresh |extra |[MD] )?"
    r"(?:money|funds|funding|investment|cash|capital|sum|proceeds|spending|amount|package)\b (?:[a-z]+ ){0,3}?"
    r"(?:pay for|go|goes|be used|used|finance|fund|funds|cover|covers|include|includes|support|supports|be put|be spent|pays for|flow)\b"
)


def pays_for(chart: Chart, clauses: Clauses, memory: Memory) -> Iterator[Draft]:
    """ "Part of the money will pay for new data centres in Oslo": plans, of the one that got the money."""
    deal = memory.deal
    m = PART.search(chart.line)
    if deal is None or m is None or chart.number - deal.sentence > 2:
        return
    atoms, last = chart.atoms, chart.at(m.end() - 1)
    known = chart.reading.referents
    getter: Thing = deal.subject
    if deal.predicate == "investsIn" and isinstance(deal.object, int) and known[deal.object].type is EntityType.ORGANIZATION:
        getter = deal.object
    stop = clauses.end(last)
    f = next((j for j in range(last + 1, min(stop, last + 10)) if atoms[j].code == "F"), None)
    if f is None or not isinstance(getter, int):
        return
    phrase = phrase_of(atoms[f])
    if phrase.pointing or phrase.existing:
        return
    places = facility_places(chart, clauses, memory, f, len(atoms))
    j = f + 1
    while j < len(atoms) and places:  # "in Oslo and in Bergen": what the row left apart
        if atoms[j].code == "L" and not atoms[j].reference:
            places += [p for p in of_type(chart, atoms[j].members, EntityType.PLACE) if p not in places]
        elif atoms[j].word not in ("in", "and", ",", "the", "as", "well"):
            break
        j += 1
    site = SiteMemory([getter], places, phrase.kind or memory.dominant, chart.number, phrase.plural)
    for place in places:
        draft = draft_of(chart, getter, f"plans{site.kind}In", place, {}, 0.75, "money.pays-for")
        site.drafts.append(draft)
        yield draft
    if places:
        memory.sites.append(site)
