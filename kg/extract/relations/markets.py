"""What place an organisation has in a market: "the largest operator in Asia", "a 32 percent share of", "ranks second in"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from kg.extract.chart import Atom, Chart
from kg.extract.clause import Clauses
from kg.extract.draft import Draft, Qualifiers, Thing, date_of, of_type, topic
from kg.extract.memory import Memory
from kg.extract.relations.parts import POSSESSIVE, draft, has_verb, organisations
from kg.model import EntityType, Kind, Quantity, Unit

RANKED = r"(?:(?:second|third|fourth|fifth|N) (?:- )?)?"
SUPERLATIVE = (
    rf"(?:{RANKED}(?:largest|biggest|most valuable|busiest|leading)|number N|number one|number two|top|dominant|leading|no \. \d|# ?\d|N)"
)
WHAT = r"(?:(?!(?:and|who|which|that|is|was|in|of|to|for|by|with|from|said|says) |, |\. )(?:[a-zFAQ-]+|&) ){0,9}?"
HOLDER = (
    r"(?:provider|operator|company|player|developer|supplier|vendor|host|landlord|group|firm|utility|owner"
    r"|maker|carrier|seller|platform|business|network|reit|service|giant|retailer|buyer|user|builder"
    r"|telecom|telco"
    r"|investor|producer|manufacturer|bank|chipmaker|colocation|hyperscaler|miner|party|lender|airline"
    r"|insurer|distributor|publisher|broadcaster|franchisor|brand|chain|exchange|specialist|integrator"
    r"|reseller|startup"
    r"|consumer|employer|processor|refiner|grocer|brewer|lessor|hoster|registrar|conglomerate|marketplace)s?"
)
OF = r"(?: of (?!O)(?:(?!in |across )[a-zF&,-]+ ){1,8}?| for (?:[a-zF-]+ ){1,4}?)?"
SCOPE = r"(?:in|across|on|within|throughout|of)"
POSSESSOR = r"(?:L|the (?:world|country|nation|continent|industry|region|state))"
# what stands before the description, and joins it to the name
JOIN = (
    r"(?:, |\( |– |- |is |remains |was |became |has become |, which is |, already |as |being |are |, now "
    r"|, long )(?:now |also |still |already |currently |by far |easily |today |widely |long |arguably "
    r"|then )*"
)
SEEN = r"(?:considered |regarded as |seen as |known as |ranked as |ranked |described as |recognized as |itself )?"

DESCRIBED = (
    # the leading data centre operator in Asia
    re.compile(
        rf"(?P<d>the |a |an |one of the )?(?P<w>{SUPERLATIVE}) (?P<t>{WHAT})(?P<h>{HOLDER})?(?:{OF})?(?:(?<= )| "
        rf"){SCOPE} (?:the )?(?:(?!F )[a-z]+ ){{0,3}}?(?P<l>L)\b"
    ),
    # Europe's largest data centre provider
    re.compile(rf"(?P<d>)(?P<l>L) 's (?P<w>{SUPERLATIVE}) (?P<t>{WHAT}){HOLDER}\b"),
    # the leader in cloud computing in China
    re.compile(
        r"(?P<d>the |a |an )(?P<w>(?:market |clear |global |undisputed |regional )?leader) (?P<t>)(?:in|of) "
        r"(?:[a-zF&,-]+ ){0,7}?(?:in (?:the )?)?(?P<l>L)\b"
    ),
)
TOPICAL = (
    # the world's largest chipmaker; the No. 1 managed cloud company; the leading provider of colocation
    re.compile(
        rf"the (?:(?:world|industry|globe|nation|country) 's )?(?P<w>{SUPERLATIVE})(?: independent| global| "
        rf"pure - play)? (?P<t>(?:(?!L|P )[a-zFA&-]+ ){{0,6}}?)(?P<h>{HOLDER})(?= (?:[^\w\s]|and|in|of|with|by"
        r"|that|which|is|was|has|for|on|across|O|said|will|to|as)|$)(?: of (?P<of>(?:(?!in |and |to |for "
        rf")[a-zF&-]+ ?){{1,5}}))?(?! (?:in(?! D)|on(?! the continent)|across|of|for)\b)"
    ),
    # the largest private foundation in the world
    re.compile(rf"the (?P<w>{SUPERLATIVE}) (?P<t>(?:(?!L|P )[a-zFA&-]+ ){{1,6}}?)(?P<h>)(?:in|of) the (?:world|industry|globe)\b"),
    re.compile(
        r"(?:the )(?P<w>(?:market |global |world |industry |undisputed |clear )*leader) in (?:the "
        r")?(?P<t>(?:(?!the |in |for |with |by |to |that |who |which |enabling |of )(?:[a-zF&-]+) ){1,7}?)"
        r"(?P<h>)(?=[^\w\s-]|in |for |with |by |to |that |who |which |enabling |is |has |market\b|$)"
    ),
)
RANKS = re.compile(
    r"\b(?P<o>O) (?:[a-z]+ )?(?:ranks?|ranked|placed|places|is ranked) (?P<w>first|second|third|fourth"
    r"|fifth|N|number one|number two)\b(?: [a-z-]+){0,6}? in (?:the )?(?P<l>L)\b"
)
DOMINATES = re.compile(
    r"\b(?P<o>O) (?:, )?(?:which |that )?(?:[a-z]+ )?(?:leads|dominates|tops) (?:the )?(?P<w>[a-z]*) "
    r"?(?P<l>[LA]) (?:'s )?(?:[a-zF-]+ ){0,4}market\b"
)
WITH = re.compile(
    r"\b(?P<o>O) (?:, )?(?:[a-z']+ ){0,6}?(?:has|had|held|holds|with|commands|controls|controlled"
    r"|accounts? for|accounted for|captured|took|owns|hold|commanded) (?:[a-z]+ ){0,3}?(?P<q>Q) (?:- "
    r")?(?:[a-z]+ ){0,3}?"
    r"(?:market share|share|of the)(?P<t>(?: [a-zF-]+){0,6}?)(?: (?:in|of) (?:the )?)? ?(?P<l>[LA])?\b"
)
# "40 percent of worldwide spending goes to AWS"
GOES = re.compile(
    r"\b(?P<q>Q) of (?P<t>(?:[a-zF-]+ ){0,4}?)(?:spending|market|revenues?|sales|capacity|demand) (?:goes"
    r"|go|went|belongs|falls) to (?P<o>O)(?P<l>)\b"
)
OWN = re.compile(
    r"\b(?P<o>O) 's (?P<q>Q) (?:- )?(?:market )?share (?:of|in) (?:the )?(?P<t>(?:[a-zF]+ ){0,5}?market)?(?: ?(?:in|of) (?P<l>L))?"
)
# "… the 22% of Microsoft's Azure and the 11% held by Google Cloud", "followed by Azure with 22%"
OTHERS = (
    re.compile(r"\bQ (?:of|held by|for|at|by) (?:O (?:[a-z]{2,5} ){0,2}'s )?(?P<o>O)\b(?! (?:[a-z]{2,5} ){0,2}'s O)"),
    re.compile(r"\b(?P<o>O) (?:with|at|on|has|had|held|\(|, with|one of) (?:an? |about |around |some )?(?P<q>Q)"),
)
AMONG = re.compile(r"\b(?:with|among|of|to|by|in|for|like|not|no|never|once|longer)\b")
LATER = re.compile(r" ?(?:[a-zF-]+ ){0,8}?(?:in|of) (?:the )?(?P<l>[LA])\b")
CONTINENTS = frozenset(("africa", "asia", "europe", "north america", "south america", "latin america", "america", "australia"))
ORDINALS = (("second", "two"), ("third", "three"), ("fourth", "four"), ("fifth", "five"))
FIRST = frozenset(("largest", "biggest", "leading", "leader", "one", "dominant", "top", "busiest", "first", "valuable"))


def extract(chart: Chart, clauses: Clauses, memory: Memory) -> Iterator[Draft]:
    """The drafts about market positions of one sentence."""
    told: dict[int, Draft] = {}
    for found in (_described(chart, clauses), _plain(chart), _shares(chart)):
        for one in found:
            if isinstance(one.subject, int) and not (one.subject in told and told[one.subject].object == one.object):
                told[one.subject] = one
                yield one


def _described(chart: Chart, clauses: Clauses) -> Iterator[Draft]:
    """A superlative that says of whom: before it, behind it, or by the verb "is"."""
    told: set[int] = set()
    for pattern in DESCRIBED:
        for m in pattern.finditer(chart.line):
            if has_verb(m.group("t")):
                continue
            holders, sure = _holders(chart, clauses, m)
            if not m.groupdict().get("h", "-") and sure < 0.82:
                continue  # "It was to be the largest in the country": a site, not a company
            hedged = (m.group("d") or "").strip() in ("a", "an", "one of the")
            if _counts(chart, m) or (hedged and sure < 0.8):
                continue
            rank = _rank(m.group("w"), chart, chart.at(m.start("w")))
            q: Qualifiers = {"rank": rank} if rank and not hedged else {}
            for r in of_type(chart, _place(chart, chart.at(m.start("l"))).members, EntityType.PLACE):
                for org in holders[:1]:
                    told.add(org)
                    yield draft(chart, org, "hasMarketPositionIn", r, q, sure * (0.8 if hedged else 1.0), "relations.position")
    for pattern in TOPICAL:
        for m in pattern.finditer(chart.line):
            if has_verb(m.group("t")):
                continue
            if _counts(chart, m):
                continue
            holders, sure = _holders(chart, clauses, m)
            label = (m.groupdict().get("of") or m.group("t")).strip().replace(" - ", "-").replace("F", "data center")
            label = re.sub(r"^(?:and|&|-) | (?:and|&|-)$", "", label)
            rank = _rank(m.group("w"), chart, chart.at(m.start("w")))
            if not label or (re.search(r"-[a-z]+$", label) and chart.line[m.end() :].lstrip().startswith(",")):
                continue  # "the leader in high-security, …": cut in the midst
            place = _meant(chart, m.group()) or _behind(chart, m.end())
            for org in holders[:1]:
                if org not in told and (label or place is not None):
                    told.add(org)
                    thing: Thing = place if place is not None else topic(label)
                    yield draft(chart, org, "hasMarketPositionIn", thing, {"rank": rank} if rank else {}, sure * 0.75, "relations.position")


def _place(chart: Chart, at: int) -> Atom:
    """The place, or of "the country" the one that the sentence itself names."""
    named = [a for a in chart.atoms[at:] if a.code == "L" and not a.reference]
    return named[0] if chart.atoms[at].reference and len(named) == 1 else chart.atoms[at]


def _counts(chart: Chart, m: re.Match[str]) -> bool:
    """Whether a bare ordinal counts instead of ranking: "the first miner", not "the No. 1 host"."""
    if m.group("w").strip() != "N":
        return False
    atom = chart.atoms[chart.at(m.start("w"))]
    return not re.match(r"(?:no\b|number|#|№)|.*(?:largest|biggest|leading)", chart.reading.document.text[atom.start : atom.end].lower())


def _behind(chart: Chart, end: int) -> int | None:
    """ "… on the continent": which one the sentence or the text speaks of."""
    m = re.match(r" (?:on|in) the (?P<n>continent)\b", chart.line[end:])
    return _meant(chart, "the continent 's") if m else None


def _meant(chart: Chart, words: str) -> int | None:
    """The continent that "the continent" means: the last one named up to the end of the sentence."""
    if "continent" not in words:
        return None
    for mention in reversed(chart.reading.mentions):
        if mention.start < chart.sentence.end and mention.type is EntityType.PLACE and mention.kind is Kind.NAME:
            for r in mention.referents:
                if chart.reading.referents[r].label.lower() in CONTINENTS:
                    return r
    return None


def _holders(chart: Chart, clauses: Clauses, m: re.Match[str]) -> tuple[list[int], float]:
    """Of whom the description is said."""
    atoms, before = chart.atoms, chart.line[: m.start()]
    near = re.search(rf"\b(?P<o>O) {JOIN}{SEEN}(?:the )?$", before + ("" if before.endswith(" ") else " "))
    if near is not None:
        at = chart.at(near.start("o"))
        if not (atoms[at].reference and atoms[at].word in POSSESSIVE):
            return organisations(chart, at)[-1:] if len(atoms[at].members) > 1 and " , " in near.group() else organisations(chart, at), 0.82
    calls = re.search(r"\b(?P<o>O) (?:, )?(?:which |that )?(?:calls|called|bills|describes) itself (?:as )?$", before)
    if calls is not None:
        return organisations(chart, chart.at(calls.start("o"))), 0.75
    behind = re.match(r" (?:, |- |– )?(?P<o>O)\b(?! 's)", chart.line[m.end() :])
    if behind is not None and not re.search(r"(?:with|by|from|than|against) (?:the )?$", before):
        at = chart.at(m.end() + behind.start("o"))
        if not atoms[at].reference:
            return organisations(chart, at)[:1], 0.75
    i = chart.at(m.start())
    verb = next((g for g in reversed(clauses.groups) if g.head < i), None)
    if (
        verb is None
        or verb.negated
        or verb.lemma not in ("be", "become", "remain", "rank")
        or verb.head < i - 6
        or AMONG.search(chart.words(verb.head, i))
    ):
        verb = None
        link = re.search(
            r"\b(?:is|remains|became|was|be|become|are|as) (?:now |also |still |already |by far |by a wide margin |currently )*(?:the )?$",
            before,
        )
        if link is None:
            return [], 0.0
        at = chart.at(link.start())
        return _subject_before(chart, at), 0.7
    if verb.first and atoms[verb.first - 1].code in "LFP":
        return [], 0.0
    subject = clauses.subject(verb)
    if subject is not None and subject.sure >= 0.5 and atoms[subject.index].code == "O":
        return organisations(chart, subject.index), 0.8
    return _subject_before(chart, verb.first), 0.65


def _subject_before(chart: Chart, at: int) -> list[int]:
    """The subject of a coordinated "and is the largest …": the first name of the clause that no preposition governs."""
    governed = frozenset(("of", "in", "by", "with", "from", "to", "at", "for", "on", "into", "between", "like", "than"))
    for j in range(at):
        a = chart.atoms[j]
        if a.code == "O" and not (j and chart.atoms[j - 1].code == "w" and chart.atoms[j - 1].word in governed):
            return organisations(chart, j)
    return []


def _plain(chart: Chart) -> Iterator[Draft]:
    """ "Acme ranks second in", "Acme dominates the Chinese cloud market"."""
    for pattern, sure in ((RANKS, 0.75), (DOMINATES, 0.7)):
        for m in pattern.finditer(chart.line):
            rank = 1 if pattern is DOMINATES else _rank(m.group("w"), chart, chart.at(m.start("w")))
            for r in of_type(chart, chart.atoms[chart.at(m.start("l"))].members, EntityType.PLACE)[:1]:
                for org in organisations(chart, chart.at(m.start("o")))[:1]:
                    yield draft(chart, org, "hasMarketPositionIn", r, {"rank": rank} if rank else {}, sure, "relations.position")


def _shares(chart: Chart) -> Iterator[Draft]:
    """Shares of a market, of the leader and of those that are named beside it."""
    things: list[Thing] = []
    when: Qualifiers = {}
    used: set[int] = set()
    for pattern, sure in ((WITH, 0.6), (OWN, 0.75), (GOES, 0.7)):
        for m in pattern.finditer(chart.line):
            at = chart.at(m.start("q"))
            quantity = chart.atoms[at].quantity
            if (
                quantity is None
                or quantity.unit is not Unit.PERCENT
                or re.search(r"\b(?:stake|shareholding|shares|stock)\b", chart.line[m.start() : m.end() + 12])
            ):
                continue
            if pattern is not GOES and "share" not in m.group() and "market" not in chart.line[m.start() : m.end() + 25]:
                continue
            if re.search(r"\bshare (?:price|of (?:the )?(?:company|venture|firm))\b", chart.line[m.start() : m.end() + 30]):
                continue
            things = list(of_type(chart, chart.atoms[chart.at(m.start("l"))].members, EntityType.PLACE)) if m.group("l") else []
            later = LATER.match(chart.line, m.end())
            if not things and later and pattern is WITH:
                things = list(of_type(chart, chart.atoms[chart.at(later.start("l"))].members, EntityType.PLACE))
            things = things or [topic((m.group("t") or "").strip().replace("F", "data center") or "market")]
            when = _date(chart)
            for org in organisations(chart, chart.at(m.start("o")))[:1]:
                used |= {org, at}
                for thing in things:
                    yield draft(chart, org, "hasMarketPositionIn", thing, {"share": quantity.number} | when, sure, "relations.share")
    if not things:
        return
    for pattern in OTHERS:
        for m in pattern.finditer(chart.line):
            at = next((j for j in range(chart.at(m.start()), chart.at(m.end() - 1) + 1) if chart.atoms[j].code == "Q"), -1)
            quantity = chart.atoms[at].quantity if at >= 0 else None
            if at in used or quantity is None or quantity.unit is not Unit.PERCENT:
                continue
            for org in organisations(chart, chart.at(m.start("o")))[:1]:
                if org not in used:
                    used |= {org, at}
                    for thing in things:
                        yield draft(chart, org, "hasMarketPositionIn", thing, {"share": quantity.number} | when, 0.6, "relations.share")


def _date(chart: Chart) -> Qualifiers:
    """The time of the shares, where the sentence tells a single one."""
    dates = [a.when for a in chart.atoms if a.when is not None]
    date = date_of(dates[0]) if len(dates) == 1 else None
    return {"date": date} if date else {}


def _rank(words: str, chart: Chart, at: int) -> int | None:
    for n, names in enumerate(ORDINALS, 2):
        if any(w in names for w in words.split()):
            return n
    for a in chart.atoms[at : at + 4]:
        if a.code == "N" and isinstance(a.value, Quantity) and a.value.unit is Unit.ORDINAL and a.value.number < Decimal(50):
            return int(a.value.number)
    digit = re.search(r"\d+", words)
    if digit:
        return int(digit.group())
    return 1 if set(words.split()) & FIRST else None
