"""Standing relations: whose unit, where based, what place in a market, who competes with whom. All are patterns on the row."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import cache

from kg.extract.chart import Chart
from kg.extract.clause import Clauses
from kg.extract.draft import Draft, Qualifiers, Thing, of_type, referents, topic
from kg.extract.memory import Memory
from kg.extract.money.terms import agents_of
from kg.model import EntityType, Quantity, Unit, When

UNIT = r"(?:units?|subsidiar(?:y|ies)|arms?|divisions?|affiliates?|brands?|members?|branch|offshoot|portfolio compan(?:y|ies))"
MODIFIERS = r"(?:(?!of |for |in |by |with |from |to |at )(?:[a-zAL][a-z'-]*|-|F|&) )"


def extract(chart: Chart, clauses: Clauses, memory: Memory) -> Iterator[Draft]:
    """The drafts about standing relations of one sentence."""
    yield from _units(chart, memory)
    yield from _bases(chart, clauses, memory)
    yield from _positions(chart, clauses, memory)
    yield from _own_shares(chart)
    yield from _competitors(chart, clauses, memory)


def _draft(chart: Chart, subject: Thing, predicate: str, thing: Thing, q: Qualifiers, sure: float, frame: str) -> Draft:
    return Draft(subject, predicate, thing, dict(q), chart.sentence.start, chart.sentence.end, sure, frame, chart.number)


@cache
def unit_frames() -> tuple[tuple[re.Pattern[str], float], ...]:
    """Patterns with the groups ``u`` (unit) and ``p`` (parent), and how sure each is."""
    mods = MODIFIERS
    frames: list[tuple[str, float]] = [
        # Aliyun, a unit of Alibaba; Aliyun, the cloud computing arm of the e-commerce group Alibaba
        (
            rf"(?P<u>O) (?:, |\( |– |- )?(?:(?:which|who) (?:is|was) |is |was |became |, )?(?:now |also |currently )?(?:an?|the|its|part|one) {mods}{{0,7}}?{UNIT} (?:company )?of {mods}{{0,7}}?(?P<p>O)\b",
            0.9,
        ),
        (rf"(?P<u>O) (?:, |is |which is |, which is )(?:now |a )?part of {mods}{{0,6}}?(?P<p>O)\b", 0.75),
        # A subsidiary of Luxottica, EyeMed administers …
        (rf"(?:an? |the ){mods}{{0,5}}?{UNIT} of {mods}{{0,6}}?(?P<p>O) , (?P<u>O)\b(?! (?:and|,))", 0.75),
        (r"(?P<u>O) (?:, )?(?:which |that )?(?:belongs|belonging) to (?:[a-zA'-]+ ){0,4}?(?P<p>O)\b", 0.85),
        # Alibaba's cloud computing unit, Aliyun; Siemens's subsidiary Atos
        (rf"(?P<p>O) 's {mods}{{0,6}}?{UNIT} (?:, |- |– |\( )?(?:known as |called |named )?(?P<u>O)\b(?! 's)", 0.85),
        (rf"(?P<p>O) {mods}{{0,6}}?{UNIT} (?:, |– |\( )?(?:known as |called |named )?(?P<u>O)\b(?! 's)", 0.6),
        # Amazon's AWS cloud unit; its AWS web services unit
        (rf"(?P<p>O) 's (?P<u>O) {mods}{{0,4}}?{UNIT}\b", 0.9),
        (rf"(?P<p>O)(?<=O) (?P<u>O) {mods}{{0,3}}?{UNIT}\b", 0.75),
        (
            r"(?P<p>O) 's (?P<u>O)\b(?= (?:,|\.|;|will|has|have|is|was|said|says|to|which|in|for|by|from|can|plans|also|announced|opened|launched)\b|$| [,.;])",
            0.55,
        ),
        (
            r"(?P<u>O) (?:, )?(?:which |who )?(?:is |are |was )?(?:now |also )?(?:wholly |majority |fully |jointly |ultimately |partly )?(?:- )?owned by (?:[a-zAL'-]+ ){0,5}?(?P<p>O)\b",
            0.85,
        ),
        (
            r"(?P<u>O) (?:, )?(?:which |who )?(?:is |are )(?:now )?(?:majority |wholly )?(?:controlled|held) by (?:[a-zAL'-]+ ){0,5}?(?P<p>O)\b",
            0.75,
        ),
        (r"(?P<p>O) - (?:owned|controlled) (?:[a-zALF-]+ ){0,5}?(?P<u>O)\b", 0.85),
        (
            r"(?P<p>O) (?:, )?(?:which |that )?(?:also |now |already )?(?:owns|controls|is the (?:majority )?owner of|is the parent(?: company)? of) (?:Q of |all of |the )?(?:(?!and |or |with |in |which |stake |minority )[a-zAL-]+ ){0,4}?(?P<u>O)\b(?! 's)",
            0.7,
        ),
        (
            r"(?P<u>O) 's (?:[a-zA]+ )?(?:parent|owner|parent company|majority owner|parent group|holding company) (?:, |company )?(?P<p>O)\b",
            0.85,
        ),
        (r"(?P<u>O) (?:[a-zA]+ )?(?:parent|owner|parent company|majority owner) (?:, )?(?P<p>O)\b", 0.7),
        (
            r"(?P<p>O) (?:, )?(?:an? |the )?(?:[a-z]+ )?(?:parent|parent company|majority owner|owner|parent firm) (?:company )?of (?:[a-zA-]+ ){0,8}?(?P<u>O)\b",
            0.85,
        ),
        (
            r"(?P<p>O) , (?:[a-zAFL'-]+ ){2,9}?and (?:the )?(?:parent|owner|parent company|holding company) (?:company )?of (?:[a-zA-]+ ){0,8}?(?P<u>O)\b",
            0.8,
        ),
        (r"makes? (?P<p>O) the (?:majority |sole |new |biggest )*(?:owner|shareholder) of (?P<u>O)\b", 0.8),
        (
            r"(?P<p>O) (?:[a-z]+ )?(?:holds|owns|has|took|retains|still holds) (?:an? )?(?:majority|controlling) (?:stake|interest) in (?P<u>O)\b",
            0.8,
        ),
        (
            r"(?P<u>O) (?:[a-zDA]+ ){0,5}?by (?P<p>O) , which (?:still |also )?(?:holds|owns|has|retains) (?:an? |the )?(?:majority|controlling)",
            0.7,
        ),
        (rf"(?P<p>O)(?<=O) (?P<u>O) {mods}{{0,3}}?(?:business|shell company|holding company|brand|company)\b", 0.6),
        (r"(?P<u>O) (?:, )?(?:an? )?(?:[a-z]+ ){0,4}?portfolio company of (?P<p>O)\b", 0.85),
        (r"(?:remaining )?(?P<q>Q) (?:of O )?is (?:owned|held) by (?P<p>O)\b", 0.0),
    ]
    return tuple((re.compile(r"\b" + f), s) for f, s in frames if s)


REMAINING = re.compile(
    r"\b(?:remaining|other|rest) (?P<q>Q )?(?:of O |stake |share |shares )?(?:is|was|are|remains) (?:owned|held|retained|controlled) by (?P<p>O)\b"
)


def _remaining(chart: Chart, memory: Memory) -> Iterator[Draft]:
    """ "The remaining 51 percent is owned by Core": of what was bought in the sentence before."""
    deal = memory.bought
    m = REMAINING.search(chart.line) if deal is not None and chart.number - deal.sentence <= 2 else None
    if m is None or deal is None:
        return
    value = chart.atoms[chart.at(m.start("q"))].value if m.group("q") else None
    q: Qualifiers = {"stake": value.number} if isinstance(value, Quantity) and value.unit is Unit.PERCENT else {}
    for owner in referents(chart.atoms[chart.at(m.start("p"))]):
        yield _draft(chart, deal.object, "unitOf", owner, q, 0.7, "relations.remaining")


def _units(chart: Chart, memory: Memory) -> Iterator[Draft]:
    atoms = chart.atoms
    told: set[tuple[int, int]] = set()
    for pattern, sure in unit_frames():
        for m in pattern.finditer(chart.line):
            unit, parent = chart.at(m.start("u")), chart.at(m.start("p"))
            us, ps = referents(atoms[unit]), referents(atoms[parent])
            if len(us) > 1 and unit < parent and re.search(r"^O (?:, |\( )(?:an?|the|part) ", chart.line[m.start() : m.end()]):
                us = us[-1:]  # "Acme, Bolt and Core, a unit of Dyna"
            if len(ps) > 1 and sure < 0.8:
                continue
            if atoms[unit].reference and atoms[unit].word in ("its", "their", "our"):
                continue
            inner = chart.line[m.start() : m.end()]
            if re.search(r"\b(?:former|formerly|sold|shares|stock|minority)\b", inner):
                continue
            for u in us:
                for p in ps:
                    if u != p and (u, p) not in told:
                        told.add((u, p))
                        q: Qualifiers = {}
                        stake = next(
                            (
                                a.value
                                for a in atoms[min(unit, parent) : max(unit, parent)]
                                if isinstance(a.value, Quantity) and a.value.unit is Unit.PERCENT
                            ),
                            None,
                        )
                        if isinstance(stake, Quantity):
                            q["stake"] = stake.number
                        yield _draft(chart, u, "unitOf", p, q, sure * min(atoms[unit].score, atoms[parent].score), "relations.unit")
    yield from _remaining(chart, memory)
    # "The Aliyun unit will …, Alibaba said"
    for m in re.finditer(r"\b(?:the|its) (?P<u>O) (?:unit|arm|subsidiary|division)\b", chart.line):
        u = chart.at(m.start("u"))
        others = [j for j, a in enumerate(atoms) if a.code == "O" and j != u and not (a.reference and a.word not in ("its",))]
        mine = set(referents(atoms[u]))
        found = {r for j in others for r in referents(atoms[j])} - mine
        if len(found) == 1 and m.group().startswith(("the", "its")):
            for x in mine:
                if (x, next(iter(found))) not in told:
                    told.add((x, next(iter(found))))
                    yield _draft(chart, x, "unitOf", next(iter(found)), {}, 0.65, "relations.the-unit")


BASED = (
    (re.compile(r"\b(?P<l>L)(?: ,)? - (?:based|headquartered) (?:[a-zAFQND&,'-]+ ){0,9}?(?P<o>O)\b"), 0.9),
    (
        re.compile(
            r"\b(?P<o>O) (?:, )?(?:(?:which|who) )?(?:is |are |was )?(?:also |now )?(?:based|headquartered) (?:in|at|near|out of|outside) (?:the |downtown )?(?:[a-z]+ of )?(?P<l>L)\b"
        ),
        0.9,
    ),
    (re.compile(r"\b(?:headquartered|based) in (?P<l>L) (?:, )?(?:the )?(?P<o>O)\b"), 0.85),
    (re.compile(r"\b(?P<o>O) (?:, )?(?:[a-z]+ )?(?:[a-zA,'-]+ ){0,9}?(?:headquartered|based) in (?P<l>L)\b"), 0.75),
    (
        re.compile(r"\b(?P<o>O) (?:[a-z]+ )?(?:has|have|maintains|moved|keeps) (?:its|O|their|a)? ?(?:[a-z]+ )?F (?:in|to|at) (?P<l>L)\b"),
        0.0,
    ),
    (re.compile(r"\b(?P<o>O) 's (?:[a-z]+ )?headquarters (?:is |are )?(?:located |based )?in (?P<l>L)\b"), 0.85),
    (re.compile(r"\b(?P<o>O) (?:, )?(?:an? |the )(?P<l>L) (?:, )?- based\b"), 0.85),
    (
        re.compile(
            r"\b(?P<o>O) (?:\( )?(?:, )(?:(?:an? |the )(?:[a-zA-]+ ){0,6}?)?(?:company|firm|operator|provider|developer|startup|group|utility|investor|manager|business) (?:based|headquartered) in (?P<l>L)\b"
        ),
        0.85,
    ),
)
NATIONAL = re.compile(
    r"\b(?P<a>A) (?:(?!and |or |of |in )[a-z-]+ |- |F ){0,6}?(?:company|firm|operator|provider|giant|developer|group|startup|retailer|telecom|telco|carrier|utility|investor|manager|fund|bank|miner|conglomerate|business|maker|specialist|player|builder|rival|competitor) (?P<o>O)\b"
)


def _bases(chart: Chart, clauses: Clauses, memory: Memory) -> Iterator[Draft]:
    atoms = chart.atoms
    told: set[tuple[int, int]] = set()
    for pattern, sure in BASED:
        if not sure:
            continue
        for m in pattern.finditer(chart.line):
            inner = chart.line[m.start() : m.end()]
            o, place = chart.at(m.start("o")), chart.at(m.start("l"))
            if re.search(r"(?:^| )P |\bF based in|data|team|employees|customers|researchers|staff|analyst", inner) and sure < 0.85:
                continue
            if atoms[o].reference and atoms[o].word in ("its", "their", "our"):
                continue
            if len(atoms[o].members) > 1 and not re.search(r"- (?:based|headq)", inner) and "both" not in inner:
                continue
            mentions = atoms[place].members
            if re.search(r"L(?: ,)? - (?:based|headq)", inner):
                mentions = mentions[-1:]
                orgs = referents(atoms[o])[:1]
            else:
                orgs = referents(atoms[o])
            for org in orgs:
                for r in of_type(chart, mentions[:1], EntityType.PLACE):
                    if (org, r) not in told:
                        told.add((org, r))
                        yield _draft(chart, org, "basedIn", r, {}, sure * atoms[o].score, "relations.based")
    for m in NATIONAL.finditer(chart.line):
        o = chart.at(m.start("o"))
        if re.search(r"\b(?:rival|competitor) ", m.group()) and len(atoms[o].members) > 1:
            continue
        for r in of_type(chart, atoms[chart.at(m.start("a"))].members, EntityType.PLACE):
            for org in referents(atoms[o])[:1]:
                if not any(t[0] == org for t in told):
                    told.add((org, r))
                    yield _draft(chart, org, "basedIn", r, {}, 0.6, "relations.national")


SUPERLATIVE = r"(?:(?:second|third|fourth|fifth|N) (?:- )?)?(?:largest|biggest|leading|no (?:\. )?N|number N|number one|number two|top|dominant|most valuable|busiest|no \. \d|#\d|N (?:- )?(?:largest|biggest))"
WHAT = r"(?:(?!and |, |\. |who |which |that |is |was )[a-zFAQ-]+ |- |& ){0,9}?"
HOLDER = r"(?:provider|operator|company|player|developer|supplier|vendor|host|landlord|group|firm|utility|owner|maker|carrier|seller|platform|business|network|reit|service|giant|retailer|buyer|user|builder|telecom|telco|investor|producer|manufacturer|bank|chipmaker|colocation|hyperscaler|miner|party|in)s?"
POSITION = (
    # the leading data centre operator in Asia
    (
        re.compile(
            rf"\b(?P<o>O) (?:, |\( |is |remains |was |became |has become |, which is |– )(?:now |also |still |already |currently )?(?:considered |regarded as |seen as |widely seen as )?(?P<d>the |a |an |one of the )?(?P<w>{SUPERLATIVE}) {WHAT}(?:{HOLDER} )?(?:in|across|on|within|throughout) (?:[a-z]+ ){{0,5}}?(?P<l>L)\b"
        ),
        0.8,
    ),
    # the company is Europe's largest data centre provider
    (
        re.compile(
            rf"\b(?P<o>O) (?:, |is |remains |was |became |has become |, which is |– |, already )(?:now |also |still |already |currently )?(?:by far )?(?P<d>)(?P<l>L) 's (?P<w>{SUPERLATIVE}) {WHAT}{HOLDER}\b"
        ),
        0.85,
    ),
    (re.compile(rf"\b(?P<d>)(?P<l>L) 's (?P<w>{SUPERLATIVE}) {WHAT}{HOLDER} (?:, |- |– )?(?P<o>O)\b"), 0.75),
    (
        re.compile(
            r"\b(?P<o>O) (?:[a-z, ]+ )??(?:is |as |considered |remains |, |be )(?:considered |regarded as |seen as |now |still )?(?P<d>the |a |an )(?P<w>(?:market |clear |global |undisputed )?leader) in (?:[a-zF-]+ ){0,7}?(?:in (?:the )?)?(?P<l>L)\b"
        ),
        0.75,
    ),
    (
        re.compile(
            r"\b(?P<o>O) (?:[a-z]+ )?(?:leads|dominates|tops) (?:the )?(?P<d>)(?P<w>[a-z]*) ?(?P<l>[LA]) (?:'s )?(?:[a-zF-]+ ){0,4}market\b"
        ),
        0.7,
    ),
)
WITHOUT_PLACE = re.compile(
    rf"\b(?P<o>O) (?:, (?:which calls itself |long |now )?|calls itself |is |remains )(?:the |(?:the )?(?:world|industry|nation|country) 's )(?P<w>{SUPERLATIVE})(?: independent| global| pure - play)? (?P<t>(?:[a-zF]+ |- ){{1,5}}?){HOLDER}\b(?! (?:in|on|across|of)\b)"
)
SHARE = re.compile(
    r"\b(?P<o>O) (?:[a-z']+ ){0,6}?(?:has|had|held|holds|with|commands|controls|controlled|accounts? for|captured|took|owns) (?:[a-z]+ ){0,3}?(?P<q>Q) (?:- )?(?:[a-z]+ ){0,3}?(?:market share|share|of the)(?: [a-zF-]+){0,6}?(?: (?:in|of) (?:the )?)? ?(?P<l>[LA])?\b"
)


def _positions(chart: Chart, clauses: Clauses, memory: Memory) -> Iterator[Draft]:
    atoms = chart.atoms
    told: set[tuple[int, int]] = set()
    for pattern, sure in POSITION:
        for m in pattern.finditer(chart.line):
            o, place = chart.at(m.start("o")), chart.at(m.start("l"))
            hedged = (m.group("d") or "").strip() in ("a", "an", "one of the")
            q: Qualifiers = {}
            rank = _rank(m.group("w"), chart, chart.at(m.start("w")))
            if rank and not hedged:
                q["rank"] = rank
            for org in referents(atoms[o])[:1]:
                for r in of_type(chart, atoms[place].members, EntityType.PLACE):
                    if (org, r) not in told:
                        told.add((org, r))
                        yield _draft(chart, org, "hasMarketPositionIn", r, q, sure * (0.8 if hedged else 1.0), "relations.position")
    for m in WITHOUT_PLACE.finditer(chart.line):
        o = chart.at(m.start("o"))
        holder = referents(atoms[o])[:1]
        label = m.group("t").strip().replace(" - ", "-").replace("F", "data center").lower()
        if holder and not any(t[0] == holder[0] for t in told) and label and "L" not in m.group():
            rank = _rank(m.group("w"), chart, chart.at(m.start("w")))
            yield _draft(
                chart, holder[0], "hasMarketPositionIn", topic(label), {"rank": rank} if rank else {}, 0.5, "relations.position-topic"
            )
    for m in SHARE.finditer(chart.line):
        value = atoms[chart.at(m.start("q"))].value
        if not (isinstance(value, Quantity) and value.unit is Unit.PERCENT) or re.search(
            r"\bstake\b", chart.line[m.start() : m.end() + 12]
        ):
            continue
        if "share" not in m.group() and "market" not in chart.line[m.start() : m.end() + 25]:
            continue
        things: list[Thing] = []
        if m.group("l"):
            things = list(of_type(chart, atoms[chart.at(m.start("l"))].members, EntityType.PLACE))
        else:
            later = re.compile(r"(?: [a-zF-]+){0,8}? (?:in|of) (?:the )?(?P<l>[LA])\b").match(chart.line, m.end())
            if later:
                things = list(of_type(chart, atoms[chart.at(later.start("l"))].members, EntityType.PLACE))
        for org in referents(atoms[chart.at(m.start("o"))])[:1]:
            for thing in things or [topic("market")]:
                yield _draft(chart, org, "hasMarketPositionIn", thing, {"share": value.number}, 0.6, "relations.share")


OWN_SHARE = re.compile(
    r"\b(?P<o>O) 's (?P<q>Q) (?:- )?(?:market )?share (?:of|in) (?:the )?(?P<t>(?:[a-zF]+ ){0,5}?market)?(?: ?(?:in|of) (?P<l>L))?"
)


def _own_shares(chart: Chart) -> Iterator[Draft]:
    """ "Acme's 32 percent share of the cloud market"."""
    for m in OWN_SHARE.finditer(chart.line):
        quantity = chart.atoms[chart.at(m.start("q"))].quantity
        if quantity is None or quantity.unit is not Unit.PERCENT:
            continue
        things: list[Thing] = list(of_type(chart, chart.atoms[chart.at(m.start("l"))].members, EntityType.PLACE)) if m.group("l") else []
        label = (m.group("t") or "market").replace("F", "data center")
        for org in referents(chart.atoms[chart.at(m.start("o"))])[:1]:
            for thing in things or [topic(label)]:
                yield _draft(chart, org, "hasMarketPositionIn", thing, {"share": quantity.number}, 0.75, "relations.share")


def _rank(words: str, chart: Chart, at: int) -> int | None:
    for n, names in enumerate((("second", "two"), ("third", "three"), ("fourth", "four"), ("fifth", "five")), 2):
        if any(w in names for w in words.split()):
            return n
    for a in chart.atoms[at : at + 4]:
        if a.code == "N" and isinstance(a.value, Quantity) and a.value.unit is Unit.ORDINAL and a.value.number < Decimal(50):
            return int(a.value.number)
    if any(w in words for w in ("largest", "biggest", "leading", "leader", "number one", "dominant", "top", "busiest")):
        return 1
    return None


COMPETE = (
    (
        re.compile(
            r"\b(?P<a>O) (?:, )?(?:which |that )?(?:also |already |now |will |to |would |could |can |directly |it )*(?:competes?|competing|compete|vies|vying|rivals) (?:directly |fiercely |primarily |mainly |head - to - head |better )?(?:with|against|for (?:[a-z]+ ){1,4}with)? ?(?:[a-zAL'-]+ ){0,6}?(?P<b>O)\b"
        ),
        0.8,
    ),
    (
        re.compile(
            r"\b(?P<a>O) (?:[a-zM$, ]+ )?(?:a|the|its|more of a|main|biggest|chief|as|strong|serious|stronger) (?:[a-zA-]+ ){0,3}?(?:competitor|rival|challenger|alternative)s? (?:to|of) (?:[a-zAL'-]+ ){0,4}?(?P<b>O)\b"
        ),
        0.75,
    ),
    (
        re.compile(
            r"\b(?P<a>O) (?:'s )?(?:[a-zAL,-]+ ){0,12}?(?:rival|competitor)s? (?:, |such as |like |including |are |is |include )?(?:the )?(?P<b>O)\b"
        ),
        0.7,
    ),
    (
        re.compile(
            r"\b(?P<a>O) (?:[a-z ,]+ )?(?:takes on|taking on|take on|took on|challenges|challenging|challenge|catch up with|battling|battles|facing off against) (?:[a-zAL'-]+ ){0,6}?(?P<b>O)\b"
        ),
        0.7,
    ),
    (
        re.compile(
            r"\b(?P<a>O) (?:[a-z, ]+ )?(?:faces?|facing|faced) (?:[a-z, -]+ )?competition (?:[a-z, -]+ )?(?:from|against) (?:[a-zALF,' -]+ )?(?P<b>O)\b"
        ),
        0.8,
    ),
    (
        re.compile(
            r"\b(?P<a>O) 's (?:[a-z]+ ){0,2}?(?:competitors|rivals) (?:[a-z]+ )?(?:include|are|such as|like) (?:[a-z]+ ){0,3}?(?P<b>O)\b"
        ),
        0.85,
    ),
    (re.compile(r"\b(?:competitors?|rivals?) (?:to|of) (?P<a>O) (?:, )?(?:such as|like|including|include) (?P<b>O)\b"), 0.75),
)


def _competitors(chart: Chart, clauses: Clauses, memory: Memory) -> Iterator[Draft]:
    atoms = chart.atoms
    told: set[tuple[int, int]] = set()
    for pattern, sure in COMPETE:
        for m in pattern.finditer(chart.line):
            a, b = chart.at(m.start("a")), chart.at(m.start("b"))
            group = next((g for g in clauses.groups if m.start() <= chart.offsets[g.head] < m.end()), None)
            firsts = referents(atoms[a])
            if group is not None:
                if group.negated:
                    continue
                found, more = agents_of(chart, clauses, memory, group)
                firsts = found if found and more >= 0.7 else firsts
            for x in firsts:
                for y in referents(atoms[b]):
                    if x != y and (x, y) not in told and (y, x) not in told:
                        told.add((x, y))
                        yield _draft(chart, x, "competesWith", y, {}, sure, "relations.competes")


def year_of(when: When | None) -> str | None:
    return when.date if when else None
