"""What place an organisation has in a market: "the largest operator in Asia", "ranks second in"; shares are in shares.py."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from kg.extract.anchors import plain, rated, sought
from kg.extract.chart import Chart
from kg.extract.clause import Clauses
from kg.extract.draft import Draft, Qualifiers, Thing, of_type, topic
from kg.extract.memory import Memory
from kg.extract.relations import shares
from kg.extract.relations.parts import POSSESSIVE, draft, has_verb, organisations
from kg.extract.table import table
from kg.model import EntityType, Kind, Mention, Quantity, Referent, Unit

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

DESCRIBED = plain(
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
TOPICAL = plain(
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
# the local operator, the market leader in Norway, the Norway market leader
LOCAL = sought(
    rf"the (?P<w>{SUPERLATIVE}) (?:[a-zF-]+ ){{0,3}}?(?:local|domestic|homegrown|national) "
    rf"(?P<t>{WHAT})(?P<h>{HOLDER})(?! (?:in|of|across) )"
)
LEADER = (
    re.compile(
        r"\b(?P<o>O) (?:is|was|remains|became|has become) (?:now |also |still |already )?"
        r"(?:the )?(?P<w>market leader) in (?:the )?(?P<l>L)\b"
    ),
    re.compile(r"\b(?P<o>O) , (?:the )?(?P<l>[LA]) (?:'s )?(?:[a-zF]+ )?(?P<w>market leader)\b"),
    re.compile(
        r"\b(?P<o>O) (?:holds|occupies|has|took|takes|claims) (?:the )?(?P<w>top|first|leading|number one) (?:spot|place|position|rank) in "
        r"(?:the )?(?:[a-zF]+ ){0,4}?(?P<l>L)\b"
    ),
)
OVERTAKEN = re.compile(
    r"\b(?P<o>O) (?:has |have |had |will |would |to )?(?:[a-z]+ )?(?:overtaken|overtook|overtakes?|overtaking|passed|surpassed"
    r"|replaced|displaced|ousted|dethroned|unseated) O as (?:the )?$"
)
RANKS = re.compile(
    r"\b(?P<o>O) (?:[a-z]+ )?(?:ranks?|ranked|placed|places|is ranked) (?P<w>first|second|third|fourth"
    r"|fifth|N|number one|number two)\b(?: [a-z-]+){0,6}? in (?:the )?(?P<l>L)\b"
)
DOMINATES = re.compile(
    r"\b(?P<o>O) (?:, )?(?:which |that )?(?:[a-z]+ )?(?:leads|dominates|tops) (?:the )?(?P<w>[a-z]*) "
    r"?(?P<l>[LA]) (?:'s )?(?:[a-zF-]+ ){0,4}market\b"
)
DOMINATES_IN = re.compile(
    r"\b(?P<o>O) (?:, )?(?:which |that )?(?:[a-z]+ )?(?:leads|dominates|tops) (?:the )?(?P<w>[a-z]*) ?(?:[a-zF-]+ ){0,3}?market "
    r"in (?:the )?(?P<l>L)\b"
)
PLAIN = rated((RANKS, 0.75), (DOMINATES, 0.7), (DOMINATES_IN, 0.7), *((leader, 0.75) for leader in LEADER))
AMONG = re.compile(r"\b(?:with|among|of|to|by|in|for|like|not|no|never|once|longer)\b")
CONTINENTS = frozenset(table("words")["places"]["continents"])
ORDINALS = (("second", "two"), ("third", "three"), ("fourth", "four"), ("fifth", "five"))
FIRST = frozenset(("largest", "biggest", "leading", "leader", "one", "dominant", "top", "busiest", "first", "valuable"))


def extract(chart: Chart, clauses: Clauses, memory: Memory) -> Iterator[Draft]:
    """The drafts about market positions of one sentence."""
    told: dict[int, Draft] = {}
    for found in (_described(chart, clauses), _plain(chart), shares.extract(chart)):
        for one in found:
            if isinstance(one.subject, int) and not (one.subject in told and told[one.subject].object == one.object):
                told[one.subject] = one
                yield one


def _described(chart: Chart, clauses: Clauses) -> Iterator[Draft]:
    """A superlative that says of whom: before it, behind it, or by the verb "is"."""
    told: set[int] = set()
    for pattern in DESCRIBED.candidates(chart.line):
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
            for r in _places(chart, chart.at(m.start("l"))):
                for org in holders[:1]:
                    told.add(org)
                    yield draft(chart, org, "hasMarketPositionIn", r, q, sure * (0.8 if hedged else 1.0), "relations.position")
    for m in LOCAL.finditer(chart.line):
        holders, sure = _holders(chart, clauses, m)
        country = _country(chart) if not has_verb(m.group("t")) and not _counts(chart, m) else None
        rank = _rank(m.group("w"), chart, chart.at(m.start("w")))
        for org in holders[:1]:
            if country is None:
                break
            told.add(org)
            yield draft(chart, org, "hasMarketPositionIn", country, {"rank": rank} if rank else {}, sure * 0.8, "relations.position")
    for pattern in TOPICAL.candidates(chart.line):
        for m in pattern.finditer(chart.line):
            if has_verb(m.group("t")):
                continue
            if _counts(chart, m):
                continue
            holders, sure = _holders(chart, clauses, m)
            label = (m.groupdict().get("of") or m.group("t")).strip().replace(" - ", "-").replace("F", "data center")
            label = re.sub(r"^(?:and|&|-) | (?:and|&|-)$", "", label)
            rank = _rank(m.group("w"), chart, chart.at(m.start("w")))
            if label in ("local", "domestic", "national"):
                continue
            if not label or (re.search(r"-[a-z]+$", label) and chart.line[m.end() :].lstrip().startswith(",")):
                continue  # "the leader in high-security, …": cut in the midst
            place = _meant(chart, m.group()) or _behind(chart, m.end())
            for org in holders[:1]:
                if org not in told and (label or place is not None):
                    told.add(org)
                    thing: Thing = place if place is not None else topic(label)
                    yield draft(chart, org, "hasMarketPositionIn", thing, {"rank": rank} if rank else {}, sure * 0.75, "relations.position")


def _places(chart: Chart, at: int) -> Sequence[Thing]:
    """The places, or of "the country" the one that the sentence itself names, or in which a place lies that it names before."""
    atom = chart.atoms[at]
    found = of_type(chart, atom.members, EntityType.PLACE)
    if not atom.reference:
        return found
    after = [a for a in chart.atoms[at:] if a.code == "L" and not a.reference]
    if len(after) == 1:
        return of_type(chart, after[0].members, EntityType.PLACE)
    before = [a for a in chart.atoms[:at] if a.code == "L" and not a.reference]
    inside = (
        _country_of(chart, before[-1].members[-1]) if before and atom.word.startswith(("the country", "the nation", "the king")) else None
    )
    return [inside] if inside is not None else found


def _country_of(chart: Chart, mention: Mention) -> Thing | None:
    """The country in which a place lies, be it named or not; itself where the lexicon knows nothing wider."""
    known = chart.reading.referents
    place = known[mention.referents[-1]]
    if not place.context:
        return mention.referents[-1] if place.known is not None else None
    country = place.context[-1]
    named = next((i for i, r in enumerate(known) if r.type is EntityType.PLACE and country in (r.label, *r.names)), None)
    return named if named is not None else Referent(EntityType.PLACE, country, (country,))


def _counts(chart: Chart, m: re.Match[str]) -> bool:
    """Whether a bare ordinal counts instead of ranking: "the first miner", not "the No. 1 host"."""
    if m.group("w").strip() != "N":
        return False
    atom = chart.atoms[chart.at(m.start("w"))]
    return not re.match(r"(?:no\b|number|#|№)|.*(?:largest|biggest|leading)", chart.reading.document.text[atom.start : atom.end].lower())


def _country(chart: Chart) -> Thing | None:
    """The country that the text has spoken of last, itself or by a place in it: that of "the largest local operator"."""
    for mention in reversed(chart.reading.mentions):
        if mention.start < chart.sentence.end and mention.type is EntityType.PLACE and mention.kind is Kind.NAME and mention.referents:
            return _country_of(chart, mention)
    return None


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
    if near is not None and not OVERTAKEN.search(before + ("" if before.endswith(" ") else " ")):
        at = chart.at(near.start("o"))
        if not (atoms[at].reference and atoms[at].word in POSSESSIVE):
            return organisations(chart, at)[-1:] if len(atoms[at].members) > 1 and " , " in near.group() else organisations(chart, at), 0.82
    overtaken = OVERTAKEN.search(before + ("" if before.endswith(" ") else " "))
    if overtaken is not None:
        return organisations(chart, chart.at(overtaken.start("o"))), 0.8
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
    for pattern, sure in PLAIN.candidates(chart.line):
        for m in pattern.finditer(chart.line):
            rank = 1 if pattern is DOMINATES or pattern in LEADER else _rank(m.group("w"), chart, chart.at(m.start("w")))
            for r in of_type(chart, chart.atoms[chart.at(m.start("l"))].members, EntityType.PLACE)[:1]:
                for org in organisations(chart, chart.at(m.start("o")))[:1]:
                    yield draft(chart, org, "hasMarketPositionIn", r, {"rank": rank} if rank else {}, sure, "relations.position")


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
