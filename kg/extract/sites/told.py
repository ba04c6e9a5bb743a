"""Facilities in other words: patterns over the row of atoms, as a table (frames/site_sayings.toml).

In a pattern ``<f>`` is the facility, ``<s>`` who has it, ``<l>`` where it stands, ``<n>`` how many, ``<q>`` how much power. Without
``<s>`` it is the owner in the phrase, else whoever the text has just told of; without ``<l>`` the place in the phrase. ``kind`` tells of
what kind a facility without a phrase is: "last" that of the site told last, "dominant" what the text is about. ``plural``, ``owned`` and
``own`` say what the phrase must be: several, of a named owner, "its". With ``council`` a site without a place stands where the public
body of the sentence has its say, with ``alone`` in the only place that the sentence names. ``{near}`` and the like are written out under
``[words]``; ``<at>`` is a stretch all of whose places are meant, each with the number before it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from kg.extract.anchors import Anchored
from kg.extract.chart import Chart
from kg.extract.clause import Clauses
from kg.extract.draft import Draft, Qualifiers, date_of, measure_qualifiers, money_qualifiers, of_type, power_qualifiers, referents
from kg.extract.facility import Facility, phrase_of
from kg.extract.memory import NOBODY, Memory, SiteMemory
from kg.extract.sites.stage import public_body
from kg.extract.table import table
from kg.model import EntityType, Unit

ROLES = {"s": "O", "l": "L", "f": "F", "n": "(?:N|F)", "q": "Q", "at": "[^.;]{1,120}?L(?: , L)*(?: and L)?"}
CAMPUSES = frozenset(("campus", "campuses"))
ABOUT = re.compile(r"\bdata cent(?:er|re)s?\b|\bF\b")


@dataclass(frozen=True, slots=True)
class Saying:
    """One way of telling of a facility."""

    stage: str
    pattern: re.Pattern[str]
    sure: float
    kind: str
    plural: bool
    owned: bool
    own: bool
    council: bool
    alone: bool
    considered: bool


@cache
def sayings() -> Anchored[Saying]:
    """The patterns of the table, ready to match."""
    rows = [(entry, _compiled(text)) for entry in table("site_sayings")["saying"] for text in entry["patterns"]]
    return Anchored((pattern, _saying(entry, pattern)) for entry, pattern in rows)


def _saying(entry: dict[str, Any], pattern: re.Pattern[str]) -> Saying:
    more = {name: entry.get(name, False) for name in ("plural", "owned", "own", "council", "alone", "considered")}
    return Saying(entry["stage"], pattern, entry["sure"], entry.get("kind", ""), **more)


def _compiled(text: str) -> re.Pattern[str]:
    for word, pattern in table("site_sayings")["words"].items():
        text = text.replace(f"{{{word}}}", pattern)
    for role, code in ROLES.items():
        text = text.replace(f"<{role}>", f"(?:the |an? )?(?P<{role}>{code})" if role == "f" else f"(?:the )?(?P<{role}>{code})")
    return re.compile(rf"(?<![^ ]){text}(?![^ ])")


def told(chart: Chart, clauses: Clauses, memory: Memory, before: list[Draft]) -> Iterator[Draft]:
    """The facilities that a sentence tells of in one of the ways of the table; ``before``: what it has told by its verbs."""
    known = {(d.subject, d.object, d.predicate.startswith("cancels")) for d in before if not d.weak}
    weak = {(d.subject, d.object) for d in before if d.weak}
    for saying in sayings().candidates(chart.line):
        for m in saying.pattern.finditer(chart.line):
            first = list(_drafts(chart, clauses, memory, saying, m))
            for draft in (*first, *_more(chart, first, m)):
                key = (draft.subject, draft.object, draft.predicate.startswith("cancels"))
                if key not in known and not (saying.stage == "operates" and key[:2] in weak):
                    if key[2] or saying.stage != "operates":  # "is winding down its data center": not one that simply runs
                        before[:] = [d for d in before if not (d.weak and (d.subject, d.object) == key[:2])]
                    known.add(key)
                    yield draft


MORE = re.compile(r" (?:, )?(?:and|, plus|as well as) (?P<f>F) (?:in|near|at|outside) (?:the )?(?P<l>L)(?![^ ])")


def _more(chart: Chart, told: list[Draft], m: re.Match[str]) -> Iterator[Draft]:
    """ "… two campuses in Oslo, and one in Bergen": what was told of the first place, of the next one."""
    roles = m.groupdict()
    more = MORE.match(chart.line, m.end()) if told and roles.get("f") and roles.get("l") and m.end("l") == m.end() else None
    phrase = phrase_of(chart.atoms[chart.at(more.start("f"))]) if more is not None else None
    if more is None or phrase is None or not phrase.one:
        return
    for place in of_type(chart, chart.atoms[chart.at(more.start("l"))].members, EntityType.PLACE):
        yield replace(told[0], object=place, qualifiers=_figures(phrase))


def _drafts(chart: Chart, clauses: Clauses, memory: Memory, saying: Saying, m: re.Match[str]) -> Iterator[Draft]:
    first, last = chart.at(m.start()), chart.at(m.end() - 1)
    denied = any(g.negated and first <= g.head <= last for g in clauses.groups) or re.search(r"\b(?:not|never|no)\b", m.group())
    if denied and saying.stage != "cancels":
        return
    roles = {name: chart.atoms[chart.at(m.start(name))] for name, found in m.groupdict().items() if found is not None}
    phrase = phrase_of(roles["f"]) if "f" in roles else None
    kind = phrase.kind if phrase is not None and phrase.kind else _kind(memory, saying, chart)
    if kind is None or (saying.plural and not (phrase is not None and phrase.plural)):
        return
    if saying.owned and not (phrase is not None and phrase.owner is not None and phrase.kind is not None):
        return
    if phrase is not None and "no" in phrase.words and saying.stage != "cancels":
        return
    if saying.own and not (phrase is not None and phrase.own):
        return
    stage = "plans" if saying.stage == "operates" and phrase is not None and phrase.planned else saying.stage
    weighty = phrase is not None and (memory.sites or phrase.power is not None or not phrase.words.isdisjoint(CAMPUSES))
    if phrase is not None and phrase.kind is None and not (memory.about_facilities and weighty):
        return
    who = (
        referents(roles["s"])
        if "s" in roles
        else of_type(chart, phrase.owner.members, EntityType.ORGANIZATION)
        if phrase and phrase.owner
        else []
    )
    if "s" in roles and phrase is not None and phrase.owner is not None and not set(who) & set(referents(phrase.owner)):
        return  # "at Bolt's data center in Oslo, Acme …"
    if kind == "Office" and "s" not in roles and not who:
        return  # any firm has an office, and many a gift goes to a research center
    sure = saying.sure
    if not who and "s" not in roles:
        who, sure = _spoken_of(chart, memory), sure * 0.9
    who = [a for a in who if not public_body(chart.reading.referents[a].label)]
    if "at" in m.groupdict() and m["at"] is not None:
        yield from _spread(chart, m, who, f"{stage}{kind}In", sure, stage)
        return
    spots = roles["l"].members if "l" in roles else phrase.places if phrase else ()
    text = chart.reading.document.text
    where = of_type(chart, tuple(p for p in spots if len(spots) == 1 or text[max(0, p.start - 5) : p.start] != "near "), EntityType.PLACE)
    if not where and saying.council:
        where = seat_of_council(chart)
    if not where and saying.alone:
        named = [a for a in chart.atoms if a.code == "L"]
        where = of_type(chart, named[0].members, EntityType.PLACE) if len(named) == 1 else []
    if not where and phrase is not None and phrase.pointing and "s" in roles:
        near = memory.pointed(chart.number, who, phrase.plural)
        where = near.places if near is not None else []
    if "s" in roles and "f" not in roles and len(who) > 1:  # "Acme and Bolt, which built in Oslo and Bergen"
        pairs = list(zip(who, where, strict=True)) if len(who) == len(where) else []
    else:
        pairs = [(a, p) for a in who for p in where]
    q = _figures(phrase) if len(where) == 1 else {}
    count = roles["n"].quantity if "n" in roles else None
    if count is None and "n" in roles and roles["n"].code == "F":
        count = phrase_of(roles["n"]).count
    if "n" in roles and (count is None or count.unit is not Unit.COUNT or len(where) != 1):
        return
    if count is not None:
        q["count"] = count.number
    power = roles["q"].quantity if "q" in roles else None
    if power is not None and len(where) == 1:
        q |= power_qualifiers(power)
    when = _when(chart, first, last)
    if when is not None and stage != "builds":
        q["date"] = when
    if saying.considered:
        q["status"] = "considered"
    if stage != "cancels" and any(g.considered and first <= g.head <= last for g in clauses.groups):
        q["status"] = "considered"
    s = chart.sentence
    if not who and where and saying.stage in ("plans", "builds") and not (phrase is not None and phrase.plural):
        pending = [Draft(NOBODY, f"{stage}{kind}In", p, dict(q), s.start, s.end, sure, f"sites.told.{stage}", chart.number) for p in where]
        memory.sites.append(SiteMemory([], list(where), kind, chart.number, False, pending=pending))
    for agent, place in pairs:
        yield Draft(agent, f"{stage}{kind}In", place, dict(q), s.start, s.end, sure, f"sites.told.{stage}", chart.number)


def _spread(chart: Chart, m: re.Match[str], who: list[int], predicate: str, sure: float, stage: str) -> Iterator[Draft]:
    """ "Two data centers, one in Oslo and the other in Bergen": a fact for each place."""
    s = chart.sentence
    who = [a for a in who if not public_body(chart.reading.referents[a].label)]
    for i in range(chart.at(m.start("at")), chart.at(m.end("at") - 1) + 1):
        if chart.atoms[i].code == "L":
            for place in of_type(chart, chart.atoms[i].members, EntityType.PLACE):
                for agent in who:
                    yield Draft(agent, predicate, place, {}, s.start, s.end, sure, f"sites.told.{stage}", chart.number)


COUNCIL = re.compile(
    r"(?P<place>.+?) (?:City |County |Town |Village |Township |Borough |Parish )?"
    r"(?:Council|Commission|Commissioners(?: Court)?|Board of [A-Z]\w+|Planning (?:and Zoning )?(?:Commission|Board)"
    r"|Zoning (?:Commission|Board)|Supervisors|Selectmen|Trustees)"
)
BODIES = frozenset(("council", "commissioners", "commission", "supervisors", "board", "officials", "leaders", "planners", "trustees"))

BODY_OF = re.compile(
    r"\b(?:council|commission|commissioners|supervisors|board|trustees|planners|selectmen) (?:of|in) (?:the (?:[a-z]+ of )?)?L\b"
)


def seat_of_council(chart: Chart, stop: int | None = None) -> list[int]:
    """Where the public body is that a sentence names, since it decides on its own place: "Haskell County commissioners".

    Of what stands left of the atom at ``stop`` only, where that is given.
    """
    atoms, known = chart.atoms, chart.reading.referents
    of = BODY_OF.search(chart.line)
    if of is not None and (stop is None or chart.at(of.end() - 1) < stop):  # "the village board of Athens"
        return of_type(chart, atoms[chart.at(of.end() - 1)].members, EntityType.PLACE)
    for i, atom in enumerate(atoms[:stop]):
        if atom.code == "L" and not atom.reference and i + 1 < len(atoms) and atoms[i + 1].word in BODIES:
            return of_type(chart, atom.members, EntityType.PLACE)
        for mention in atom.members if atom.code == "O" else ():
            body = COUNCIL.fullmatch(mention.text)
            if body is not None:
                names = {body["place"], f"{body['place']} County"}
                seats = [r for r, x in enumerate(known) if x.type is EntityType.PLACE and names & {x.label, *x.names}]
                if seats:
                    return seats[:1]
    return []


def _kind(memory: Memory, saying: Saying, chart: Chart) -> str | None:
    """The kind of a facility that has no phrase of its own."""
    if saying.kind == "last":
        here = next((phrase_of(a).kind for a in chart.atoms if a.code == "F" and phrase_of(a).kind), None)
        return here or (memory.sites[-1].kind if memory.sites else memory.dominant if memory.about_facilities else None)
    if saying.kind == "dominant":
        return memory.dominant if memory.about_facilities else None
    return memory.dominant if ABOUT.search(chart.line) and memory.about_facilities else None


def _spoken_of(chart: Chart, memory: Memory) -> list[int]:
    """Who the text has just told to have a site, where the sentence names nobody else."""
    near = memory.actors(chart.number)
    named = {r for a in chart.atoms if a.code == "O" for r in of_type(chart, a.members, EntityType.ORGANIZATION)}
    if near:
        return near if not named or named & set(near) else []
    return list(named) if len(named) == 1 else [memory.topic] if memory.topic is not None and not named else []


AT_TIME = frozenset(("in", "by", "before", "since", "from", "during", "until", "around", "for"))
NEARBY = 6  # atoms between what is told and its time


def _when(chart: Chart, first: int, last: int) -> str | None:
    """The time of what is told from ``first`` to ``last``: the only one of the sentence, and none of a day, on which people speak."""
    times = [i for i, a in enumerate(chart.atoms) if a.code == "D"]
    if len(times) != 1 or not first - NEARBY <= times[0] <= last + NEARBY:
        return None
    before = chart.atoms[times[0] - 1].word if times[0] else ""
    said = date_of(chart.atoms[times[0]].when)
    return said if said and len(said) < len("2020-01-01") and before in AT_TIME else None


def _figures(phrase: Facility | None) -> Qualifiers:
    if phrase is None or phrase.plural:
        return {}
    return measure_qualifiers(phrase.measures) | money_qualifiers(phrase.money) | power_qualifiers(phrase.power)
