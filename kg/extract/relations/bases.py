"""Where an organisation has its seat: "Oslo-based Acme", "headquartered in", "its headquarters in", "German operator Acme"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.extract.anchors import rated, sought
from kg.extract.chart import Atom, Chart
from kg.extract.clause import Clauses
from kg.extract.draft import Draft, of_type
from kg.extract.facility import phrase_of
from kg.extract.memory import Memory
from kg.extract.relations.parts import POSSESSIVE, draft, finite, has_verb, organisations
from kg.model import EntityType, Mention

COMPANY = (
    r"(?:company|firm|operator|provider|developer|startup|start - up|group|utility|investor|manager"
    r"|business|retailer|maker|bank|fund|reit|supplier|vendor|host|carrier|telecom|telco|corporation"
    r"|organization"
    r"|specialist|manufacturer|conglomerate|giant|unit|platform|agency|association|chain|publisher|airline"
    r"|builder|insurer|multinational|consultancy)"
)
NO_GAP = r"(?:and|or|of|in|by|with|from|to|at|for|that|which|who|is|was|has|said|based|headquartered|new|former|owned|listed)\b"
BASED = rated(
    # Oslo-based Acme; Oslo-based cloud provider Acme
    (re.compile(r"\b(?P<l>L)(?: ,)? - (?:based|headquartered) (?P<gap>(?:[a-zAFQNDM&,'-]+ ){0,9}?)(?P<o>O)\b"), 0.9),
    (
        re.compile(
            r"\b(?P<o>O) (?:, |\( )?(?:(?:which|who) )?(?:is |are |was |were )?(?:also |now |both |currently |still |proudly "
            r"|originally )?(?:based|headquartered|domiciled) "
            r"(?:in|at|near|out of|outside) (?:the |downtown |nearby |suburban |unincorporated |sunny )?(?:[a-z]+ of )?(?P<l>L)\b"
        ),
        0.9,
    ),
    (re.compile(r"\b(?:headquartered|based) (?:in|near|out of) (?P<l>L) (?:, L )?(?:, )?(?:the )?(?P<o>O)\b(?! 's)"), 0.85),
    # Acme is a maker of pumps headquartered in Oslo; Acme, a bank based in Oslo
    (
        re.compile(
            r"\b(?P<o>O) (?P<gap>(?:[a-zALFDNOTMQ,'&–()/-]+ ){0,22}?)(?:(?:headquartered|based|headquarters|head "
            r"office) (?:is |are )?(?:located )?in(?: unincorporated| downtown)?"
            r"|with (?:its |their )?(?:headquarters|head office|F) in|(?<=, "
            r")out of|(?<=services )out of) (?:the )?(?P<l>L)\b"
        ),
        0.75,
    ),
    (re.compile(r"\b(?P<o>O) 's (?:[a-z]+ )?(?:headquarters|head office|home base) (?:is |are )?(?:located |based )?in (?P<l>L)\b"), 0.85),
    (
        re.compile(
            rf"\b(?P<o>O) (?:, |– |\( )?(?:is |was )?(?:an? |the |one of the )(?:(?!{NO_GAP})[a-z-]+ ){{0,3}}?(?P<l>L) (?:, )?[-–] "
            r"(?:based|headquartered)\b"
        ),
        0.85,
    ),
    (re.compile(r"\bfrom (?:(?:its|their|O) (?:base|headquarters|head office|home|hub)|F) in (?P<l>L) (?:, )?(?P<o>O)\b"), 0.8),
)
# Acme, a Denver colocation company; Acme is a Lagos cable operator; Acme, the fast-growing Oslo developer of server halls
ATTRIBUTIVE = re.compile(
    rf"\b(?P<o>O) (?:(?:, |– |\( )(?:(?:which|itself) (?:is|was) )?|is |was |remains )(?:an?|the) "
    rf"(?P<gap>(?:(?!{NO_GAP})[a-z-]+ ){{0,3}}?)(?P<l>L) (?P<rest>(?:(?!{NO_GAP})(?:[a-z-]+|F|&) ){{0,4}}?)"
    rf"(?:{COMPANY}|lender|landlord|hyperscaler|miner|chipmaker|broker|house)\b(?! - )"
)
# a Denver colocation company, Acme; the Atlanta developer Acme
BESIDE = re.compile(
    rf"\b(?:an?|the|by|and|with|from|rival) (?P<gap>(?:(?!{NO_GAP})[a-z-]+ ){{0,2}}?)(?P<l>L) "
    rf"(?P<rest>(?:(?!{NO_GAP})(?:[a-z-]+|F|&) ){{0,3}}?)"
    rf"(?:{COMPANY}|lender|landlord|hyperscaler|miner|chipmaker|broker) (?:, (?:called |named )?)?(?P<o>O)\b(?! (?:and|'s) O)"
)
# MainOne of Nigeria; the Hiranandani Group of Mumbai
OF_PLACE = re.compile(r"\b(?P<o>O) of (?P<l>L)\b(?! (?:'s|-|[AO])\b| 's)")
# Acme, which is run from Kampala; Acme will be run from Coral Gables; Oslo, where Acme has its headquarters; Headquartered in Oslo, it has
SEATED = (
    re.compile(
        r"\b(?P<o>O) (?:, )?(?:which |that )?(?:is|are|was|will be|would be) (?:now |still |to be )?"
        r"(?:run|managed|led|directed|controlled) (?:from|out of) (?:an? (?:head )?(?:office|base|headquarters) in )?(?:the )?(?P<l>L)\b"
    ),
    re.compile(
        r"\b(?P<l>L) , (?:where|L) (?:the )?(?P<o>O) (?:also |still |now )?(?:(?:has|keeps|maintains) (?:(?:its|the|O) )?"
        r"(?:(?:global |main |corporate |world |head )*(?:headquarters|office|base|seat|home)|(?P<f>F))"
        r"|is (?:based|headquartered|domiciled)|makes (?:its|O) home)\b"
    ),
    re.compile(
        r"\b(?P<o>O) (?:, )?(?:which |that )?(?:also |still |now )?(?:has|keeps|maintains|makes|had) (?:its|O) "
        r"(?:main office|corporate office|seat|home|home base|corporate seat|base) in (?:the )?(?:[a-z]+ of )?(?P<l>L)\b"
    ),
    re.compile(
        r"(?:^|[,;] |^D (?:in D )?and )(?:headquartered|based) (?:in|near|at|out of) (?:the )?(?:[a-z]+ of )?"
        r"(?P<l>L) (?:[a-z]{2} |of (?:the )?L )?(?:, L )?(?:, (?:with|and) (?:[a-z]+ )*F in L )?(?:, )?(?:the )?(?P<o>O)\b(?! 's)"
    ),
    # Acme is a family-owned bakery company located in Oslo; Acme, located in Oslo, sells
    re.compile(
        rf"\b(?P<o>O) (?:is|was) (?:an? |the )(?:[a-zALFQ,'&-]+ ){{0,10}}?"
        rf"(?:{COMPANY}|club|school|museum|institute|college|practice|studio|store) "
        r"(?:, )?(?:(?:that|which) is )?(?:[a-z]+ly )?located (?:in|at|near) (?:the |downtown |central )?(?P<l>L)\b"
    ),
    re.compile(r"\b(?P<o>O) , (?:which is )?(?:[a-z]+ly )?located (?:in|at|near) (?:the )?(?:[a-z]+ of )?(?P<l>L)\b"),
    # With headquarters in Oslo, Acme plans
    re.compile(
        r"(?:^|[,;] )with (?:its |O )?(?:(?P<f>F)|(?:[a-z]+ )?(?:base|seat)) in (?:the )?(?P<l>L) "
        r"(?:, L )?(?:, )?(?:the )?(?P<o>O)\b(?! 's)"
    ),
    re.compile(r"\b(?P<o>O) (?:, )?(?:which |that )?(?:calls|called|makes|made) (?P<l>L) (?:its )?home\b"),
)
SEATS = rated(*((seated, 0.8) for seated in SEATED), (ATTRIBUTIVE, 0.75), (BESIDE, 0.7), (OF_PLACE, 0.62))
COPULAR = re.compile(r"(?:, |– )?(?:(?:which|who|that) )?(?:(?:is|was|are|remains) (?:also |now )?)?(?:an? |the |one of the )")
NATIONAL = sought(
    rf"\b(?P<a>A) (?P<gap>(?:(?!and |or |of |in )[a-z-]+ |- |F ){{0,6}}?)(?:{COMPANY}|builder|player|miner"
    r"|leader|rival|competitor|lender|major|hyperscaler|chipmaker) (?P<o>O)\b"
)
PEOPLE = re.compile(
    r"(?:^| )P |\bF based in|\b(?:data(?! (?:cent(?:er|re)|hall|processing))|team|employees|customers|clients|researchers|staff|analysts?"
    r"|servers|workers|users|people|executives?(?! search)|offices?|service(?! (?:provider|company|firm|contractor))"
    r"|engineers|developers|companies|businesses|startups|firms|members|partners|professionals|scientists|students)\b"
)
ANOTHER = re.compile(r"\b(?:projects?|sites?|assets|campus(?:es)?|operations|propert(?:y|ies)|portfolio|as well as)\b")
"""What is based somewhere and is no company: "Oslo-based projects"."""
SEAT = frozenset(("headquarters", "headquarter", "hq", "office", "offices"))
WIDER = frozenset(
    (
        "regional",
        "division",
        "divisional",
        "branch",
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


def extract(chart: Chart, clauses: Clauses, memory: Memory) -> Iterator[Draft]:
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
    for pattern, sure in BASED.candidates(chart.line):
        for m in overlapping(pattern, chart.line):
            inner = chart.line[m.start() : m.end()]
            o, place = chart.at(m.start("o")), chart.at(m.start("l"))
            attributive = bool(re.search(r"L(?: ,)? - (?:based|headq)", inner))
            gap = m.groupdict().get("gap") or ""
            if sure < 0.85 and (PEOPLE.search(_last_words(gap, inner)) or _other_clause(gap)):
                continue
            if re.search(r"\b(?:with|from) (?:[a-z]+ )*F in", inner) and not _is_seat(chart, place - 2):
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
            if attributive and (re.search(r"\band $", gap) or ANOTHER.search(gap)):
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
    for org, mentions in _moved(chart, clauses):
        yield from tell(org, mentions, 0.72)
    for org, mentions, sure in _described(chart):
        if not any(t[0] == org for t in told):
            yield from tell(org, mentions, sure)
    yield from _headquarters(chart, clauses, memory, tell)
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


MOVED = re.compile(r"[a-z]{4,12} (?:(?P<f>F) )?(?:from L )?to (?:the )?(?P<l>L)\b")


def _moved(chart: Chart, clauses: Clauses) -> Iterator[tuple[int, tuple[Mention, ...]]]:
    """Whither a company has gone: "moved its headquarters from Bergen to Oslo", "was founded in Bergen before relocating to Oslo"."""
    for group in clauses.groups:
        happened = group.tense in ("past", "gerund", "participle") and not (group.negated or group.considered)
        if group.lemma not in ("move", "relocate") or not happened:
            continue
        m = MOVED.match(chart.line, chart.offsets[group.head])
        subject = clauses.subject(group) if m is not None else None
        if m is None or subject is None or subject.sure < 0.6 or chart.atoms[subject.index].code != "O":
            continue
        seat = m.group("f") is not None and _is_seat(chart, chart.at(m.start("f")))
        if seat or (m.group("f") is None and group.lemma == "relocate"):
            for org in organisations(chart, subject.index)[:1]:
                yield org, chart.atoms[chart.at(m.start("l"))].members


def overlapping(pattern: re.Pattern[str], line: str) -> Iterator[re.Match[str]]:
    """All matches, also those that begin inside of others: "Acme bought Bolt, a hosting firm based in Oslo" is told of Bolt."""
    m = pattern.search(line)
    while m is not None:
        yield m
        m = pattern.search(line, m.start() + 1)


def _described(chart: Chart) -> Iterator[tuple[int, tuple[Mention, ...], float]]:
    """Seats told by what a company is called, or by whence it is run."""
    for pattern, sure in SEATS.candidates(chart.line):
        for m in pattern.finditer(chart.line):
            atom, place = chart.atoms[chart.at(m.start("o"))], chart.atoms[chart.at(m.start("l"))]
            if m.groupdict().get("f") and not _is_seat(chart, chart.at(m.start("f"))):
                continue
            if place.reference or (atom.reference and atom.word in POSSESSIVE) or has_verb(m.groupdict().get("rest") or ""):
                continue
            found = organisations(chart, chart.at(m.start("o")))
            if "located" in m.group() and any(SITE.search(chart.reading.referents[o].label) for o in found):
                continue  # a hall, not a company
            if pattern is OF_PLACE and not _seat_behind(chart, m, atom, place):
                continue
            for org in found[-1:] if m.start("o") < m.start("l") else found[:1]:
                yield org, place.members[-1:] if pattern is not OF_PLACE else place.members[:1], sure * atom.score**0.5


def _seat_behind(chart: Chart, m: re.Match[str], atom: Atom, place: Atom) -> bool:
    """Whether "of" joins a company and its seat: not so of "the purchase by Acme of Oslo", of bodies, of what covers several places."""
    if atom.reference or len(place.members) > 1 or REGION.fullmatch(place.members[0].text):
        return False
    label = chart.reading.document.text[atom.members[-1].start : atom.members[-1].end]
    return not BODY.search(label) and not re.search(r"\b(?:by|from) $", chart.line[: m.start()])


BODY = re.compile(
    r"(?i)\b(?:universit|college|department|ministry|government|state|bank|school|chamber|board|council|city|county|port|commonwealth|republic"
    r"|federation|association|institute|society|church|diocese|bureau|office|governor|authority|cloud|commission|tech)"
)
SITE = re.compile(r"(?i)\b(?:data cent(?:er|re)|campus|museum|hall|park|plant|school|facility|site|building|cent(?:er|re))s?$")
REGION = re.compile(
    r"(?i)nordics?|europe|asia|africa|middle east|latin america|north america|south america|scandinavia"
    r"|asia[ -]pacific|gulf|baltics?|caribbean|benelux"
)


def _label(chart: Chart, m: re.Match[str]) -> str:
    """The name of the place that an adjective stands for."""
    places = of_type(chart, chart.atoms[chart.at(m.start("a"))].members, EntityType.PLACE)
    return chart.reading.referents[places[0]].label if places else ""


def _last_words(gap: str, inner: str) -> str:
    """Where what is based can stand: the end of a description ("is a full service executive search firm"), else all of it."""
    copular = COPULAR.match(gap)
    return " ".join(gap[copular.end() :].split()[-2:]) if copular else inner


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


def _is_seat(chart: Chart, i: int) -> bool:
    """Whether an atom is a headquarters: an office is one only as "head office"."""
    a = chart.atoms[i]
    return a.code == "F" and a.word in SEAT and (not a.word.startswith("office") or "head office" in chart.text(i, i + 1).lower())


def _headquarters(chart: Chart, clauses: Clauses, memory: Memory, tell: object) -> Iterator[Draft]:
    """ "has its headquarters in Oslo", "Acme's headquarters in Oslo"."""
    for i, a in enumerate(chart.atoms):
        if not _is_seat(chart, i):
            continue
        phrase = phrase_of(a)
        if phrase.words & WIDER or phrase.planned or phrase.more:
            continue
        place = re.match(r"F (?:is |are )?(?:located |based )?(?:in|at) (?:the )?(?:[a-z]+ )?(?P<l>L)\b", chart.line[chart.offsets[i] :])
        if place is None:
            continue
        verb = next((g for g in reversed(clauses.groups) if g.head < i), None)
        holds = verb is None or verb.lemma in ("have", "maintain", "keep", "be", "locate", "base") or phrase.owner_possessive
        if not holds or (verb is not None and verb.lemma in ("move", "relocate", "build", "open", "plan") and not phrase.owner_possessive):
            continue
        if verb is not None and ((verb.tense == "future" and verb.lemma != "base") or verb.lemma in ("move", "relocate")):
            continue
        owners = of_type(chart, phrase.owner.members, EntityType.ORGANIZATION) if phrase.owner is not None else []
        if not owners and verb is not None and verb.lemma in ("have", "maintain", "keep"):
            subject = clauses.subject(verb)
            owners = organisations(chart, subject.index) if subject is not None and subject.sure >= 0.6 else []
        if not owners and verb is not None and verb.lemma == "base" and "the" in phrase.words and memory.topic is not None:
            owners = [memory.topic]  # "who will be based at the head office in Oslo"
        at = chart.at(chart.offsets[i] + place.start("l"))
        for org in owners[:1]:
            yield from tell(org, chart.atoms[at].members, 0.75)  # type: ignore[operator]
