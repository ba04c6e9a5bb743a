"""Where an organisation has its seat: "Oslo-based Acme", "headquartered in", "its headquarters in", "German operator Acme"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.extract.chart import Chart
from kg.extract.clause import Clauses
from kg.extract.draft import Draft, of_type
from kg.extract.facility import phrase_of
from kg.extract.relations.parts import POSSESSIVE, draft, finite, has_verb, organisations
from kg.model import EntityType, Mention

COMPANY = (
    r"(?:company|firm|operator|provider|developer|startup|start - up|group|utility|investor|manager"
    r"|business|retailer|maker|bank|fund|reit|supplier|vendor|host|carrier|telecom|telco|corporation"
    r"|organization"
    r"|specialist|manufacturer|conglomerate|giant|unit|platform|agency|association|chain|publisher|airline"
    r"|builder|insurer|multinational|consultancy)"
)
BASED = (
    # Oslo-based Acme; Oslo-based cloud provider Acme
    (re.compile(r"\b(?P<l>L)(?: ,)? - (?:based|headquartered) (?P<gap>(?:[a-zAFQNDM&,'-]+ ){0,9}?)(?P<o>O)\b"), 0.9),
    (
        re.compile(
            r"\b(?P<o>O) (?:, |\( )?(?:(?:which|who) )?(?:is |are |was |were )?(?:also |now |currently |still "
            r"|originally )?(?:based|headquartered|domiciled) "
            r"(?:in|at|near|out of|outside) (?:the |downtown |nearby |suburban )?(?:[a-z]+ of )?(?P<l>L)\b"
        ),
        0.9,
    ),
    (re.compile(r"\b(?:headquartered|based) (?:in|near|out of) (?P<l>L) (?:, )?(?:the )?(?P<o>O)\b(?! 's)"), 0.85),
    # Acme is a maker of pumps headquartered in Oslo; Acme, a bank based in Oslo
    (
        re.compile(
            r"\b(?P<o>O) (?P<gap>(?:[a-zALFDNOT,'&–()-]+ ){0,16}?)(?:(?:headquartered|based|headquarters|head "
            r"office) (?:is |are )?(?:located )?in|with (?:its |their )?(?:headquarters|head office|F) in|(?<=, "
            r")out of|(?<=services )out of) (?:the )?(?P<l>L)\b"
        ),
        0.75,
    ),
    (re.compile(r"\b(?P<o>O) 's (?:[a-z]+ )?(?:headquarters|head office|home base) (?:is |are )?(?:located |based )?in (?P<l>L)\b"), 0.85),
    (re.compile(r"\b(?P<o>O) (?:, )?(?:is |was )?(?:an? |the )(?P<l>L) (?:, )?[-–] based\b"), 0.85),
    (re.compile(r"\bfrom (?:its|their|O) (?:base|headquarters|head office|home|hub|F) in (?P<l>L) (?:, )?(?P<o>O)\b"), 0.8),
)
COPULAR = re.compile(r"(?:, |– )?(?:(?:which|who|that) )?(?:(?:is|was|are|remains) (?:also |now )?)?(?:an? |the |one of the )")
NATIONAL = re.compile(
    rf"\b(?P<a>A) (?P<gap>(?:(?!and |or |of |in )[a-z-]+ |- |F ){{0,6}}?)(?:{COMPANY}|builder|player|miner"
    r"|leader|rival|competitor|lender|major|hyperscaler|chipmaker) (?P<o>O)\b"
)
PEOPLE = re.compile(
    r"(?:^| )P |\bF based in|\b(?:data|team|employees|customers|clients|researchers|staff|analysts?"
    r"|servers|workers|users|people|executives?|offices?|service)\b"
)
SEAT = frozenset(("headquarters", "headquarter", "hq", "office"))
WIDER = frozenset(
    (
        "regional",
        "european",
        "asian",
        "african",
        "north",
        "south",
        "american",
        "new",
        "second",
        "future",
        "planned",
        "operational",
        "emea",
        "us",
        "u.s.",
        "former",
        "national",
        "local",
        "international",
        "area",
    )
)


def extract(chart: Chart, clauses: Clauses) -> Iterator[Draft]:
    """The drafts about seats of one sentence."""
    atoms = chart.atoms
    told: set[tuple[int, int]] = set()

    def tell(org: int, mentions: tuple[Mention, ...], sure: float, frame: str = "relations.based") -> Iterator[Draft]:
        for r in of_type(chart, mentions[:1], EntityType.PLACE):
            if (org, r) not in told:
                told.add((org, r))
                yield draft(chart, org, "basedIn", r, {}, sure, frame)

    for a in atoms:  # "the Oslo-based company"
        if a.code == "O" and a.reference and a.wider and a.word not in POSSESSIVE:
            for org in of_type(chart, a.members, EntityType.ORGANIZATION):
                yield from tell(org, a.wider, 0.75)
    for pattern, sure in BASED:
        for m in pattern.finditer(chart.line):
            inner = chart.line[m.start() : m.end()]
            o, place = chart.at(m.start("o")), chart.at(m.start("l"))
            attributive = bool(re.search(r"L(?: ,)? - (?:based|headq)", inner))
            gap = m.groupdict().get("gap") or ""
            if sure < 0.85 and (PEOPLE.search(inner) or _other_clause(gap)):
                continue
            if "with" in inner and " F in" in inner and atoms[place - 2].word not in SEAT:
                continue
            if attributive and has_verb(gap):
                continue  # "Oslo-based operator Foo said that Acme": a name that nobody found
            if atoms[o].reference and atoms[o].word in POSSESSIVE:
                continue
            if len(atoms[o].members) > 1 and not attributive and "both" not in inner:
                continue
            mentions = atoms[place].members[-1:] if attributive else atoms[place].members
            if attributive and place > 1 and atoms[place - 1].word == "," and atoms[place - 2].code == "L" and not atoms[place - 2].wider:
                mentions = atoms[place - 2].members[-1:]  # "Tysons, Va.-based"
            if attributive and re.search(r"\band $", gap):
                continue  # "an Oslo-based operator and Acme"
            found = organisations(chart, o)
            if re.match(r"O (?:, |\( |– )(?:an?|the|which|who|based|headquartered)\b", inner):
                found = found[-1:]  # "Acme and Bolt, an Oslo-based carrier"
            elif attributive:
                found = found[:1]
            for org in found:
                yield from tell(org, mentions, sure * atoms[o].score ** 0.5)
    for group in clauses.groups:  # "is owned by Bolt and is headquartered in Oslo"
        if group.lemma in ("base", "headquarter", "locate") and group.passive and not group.negated and group.tense in ("present", "past"):
            seat = re.match(r"[a-z]+ (?:in|at|near) (?:the |downtown )?(?P<l>L)\b", chart.line[chart.offsets[group.head] :])
            subject = clauses.subject(group) if seat is not None else None
            if (
                seat is None
                or subject is None
                or subject.sure < 0.6
                or atoms[subject.index].code != "O"
                or atoms[subject.index].word in POSSESSIVE
            ):
                continue
            for org in organisations(chart, subject.index)[:1]:
                if group.lemma == "locate" and SITE.search(chart.reading.referents[org].label):
                    continue  # a hall, not a company
                yield from tell(org, atoms[chart.at(chart.offsets[group.head] + seat.start("l"))].members, 0.8 * subject.sure)
    yield from _headquarters(chart, clauses, tell)
    for m in NATIONAL.finditer(chart.line):
        o = chart.at(m.start("o"))
        if REGION.fullmatch(_label(chart, m)):
            continue  # "a Nordic operator": no seat
        if (re.search(r"\b(?:rival|competitor) ", m.group()) and len(atoms[o].members) > 1) or has_verb(m.group("gap")):
            continue
        for r in of_type(chart, atoms[chart.at(m.start("a"))].members, EntityType.PLACE):
            for org in organisations(chart, o)[:1]:
                if not any(t[0] == org for t in told):
                    told.add((org, r))
                    yield draft(chart, org, "basedIn", r, {}, 0.6, "relations.national")


SITE = re.compile(r"(?i)\b(?:data cent(?:er|re)|campus|museum|hall|park|plant|school|facility|site|building|cent(?:er|re))s?$")
REGION = re.compile(
    r"(?i)nordics?|europe|asia|africa|middle east|latin america|north america|south america|scandinavia"
    r"|asia[ -]pacific|gulf|baltics?|caribbean|benelux"
)


def _label(chart: Chart, m: re.Match[str]) -> str:
    """The name of the place that an adjective stands for."""
    places = of_type(chart, chart.atoms[chart.at(m.start("a"))].members, EntityType.PLACE)
    return chart.reading.referents[places[0]].label if places else ""


def _other_clause(gap: str) -> bool:
    """Whether the words between a company and "based in" begin something else: "Acme works with clients based in Oslo"."""
    gap = re.sub(r"\([^()]*\) ?", "", gap)
    copular = COPULAR.match(gap)
    rest = gap[copular.end() :] if copular else gap
    if re.search(r"\bO (?:,|and|\)|$)|\bO$|\bP\b", rest) or ("O" in rest.split() and not copular):
        return True  # another company stands nearer
    if copular:
        return bool(re.search(r"\b(?:has|have|had|will|said|says|with|from|where|when|while|to|by)\b", rest))
    return finite(rest) or bool(re.search(r"\b(?:with|from|for|to|by|at|into|on|between|against|including|said|of)\b", rest))


def _headquarters(chart: Chart, clauses: Clauses, tell: object) -> Iterator[Draft]:
    """ "has its headquarters in Oslo", "Acme's headquarters in Oslo"."""
    for i, a in enumerate(chart.atoms):
        if a.code != "F" or a.word not in SEAT:
            continue
        phrase = phrase_of(a)
        if a.word == "office" and "head" not in phrase.words:
            continue
        if phrase.words & WIDER or phrase.planned or phrase.more:
            continue
        place = re.match(r"F (?:is |are )?(?:located |based )?(?:in|at) (?:the )?(?:[a-z]+ )?(?P<l>L)\b", chart.line[chart.offsets[i] :])
        if place is None:
            continue
        verb = next((g for g in reversed(clauses.groups) if g.head < i), None)
        holds = verb is None or verb.lemma in ("have", "maintain", "keep", "be", "locate", "base") or phrase.owner_possessive
        if not holds or (verb is not None and verb.lemma in ("move", "relocate", "build", "open", "plan") and not phrase.owner_possessive):
            continue
        if verb is not None and (verb.tense == "future" or verb.lemma in ("move", "relocate")):
            continue
        owners = of_type(chart, phrase.owner.members, EntityType.ORGANIZATION) if phrase.owner is not None else []
        if not owners and verb is not None and verb.lemma in ("have", "maintain", "keep"):
            subject = clauses.subject(verb)
            owners = organisations(chart, subject.index) if subject is not None and subject.sure >= 0.6 else []
        at = chart.at(chart.offsets[i] + place.start("l"))
        for org in owners[:1]:
            yield from tell(org, chart.atoms[at].members, 0.75)  # type: ignore[operator]
