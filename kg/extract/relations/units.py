"""Whose unit an organisation is: "Aliyun, a unit of Alibaba", "Alibaba's cloud arm Aliyun", "owned by", "the parent of"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import cache

from kg.extract.anchors import Anchored, rated, sought
from kg.extract.chart import Chart
from kg.extract.described import spoken_of
from kg.extract.draft import Draft, Qualifiers, referents
from kg.extract.memory import Memory
from kg.extract.relations.parts import POSSESSIVE, draft, organisations, owner
from kg.model import Quantity, Unit

UNIT = (
    r"(?:units?|subsidiar(?:y|ies)|arms?|divisions?|affiliates?|brands?|branch|offshoot|portfolio "
    r"compan(?:y|ies)|imprint|(?:shell|daughter|subsidiary) compan(?:y|ies)"
    r"|regional hub|holding compan(?:y|ies)|operating compan(?:y|ies))"
)
UNIT_NOUN = r"(?:unit|subsidiary|arm|division|affiliate|brand|branch)\b"
# "wholly owned and independently operated", "the defence electronics and shipbuilding subsidiary", "a 100% subsidiary"
JOINED = rf"(?:and (?=[a-z]+ly |(?:[a-z-]+ ){{1,3}}{UNIT_NOUN})|Q (?:- )?(?=(?:owned |[a-z-]+ )?{UNIT_NOUN}))"
MODIFIERS = rf"(?:(?!(?:of|for|in|by|with|from|to|at|that|which|and|said) )(?:[a-zAL][a-z'-]*|-|F|&|'s|O(?= - )) |{JOINED})"
# what somebody owns is then no company: "owns the Los Azules copper deposit"
ASSET = r"(?! (?:[a-z-]+ ){0,6}(?:deposit|mine|project|site|plant|campus|building|property|tower|park|name|trademark)s?\b)"
WHO = (
    r"(?:, ltd |, inc )?(?:(?:, )?(?:of|from|based in|headquartered in) L (?:, )?(?:L (?:, )?)?)?"
    r"(?:, (?:doing business|known|trading) as [^,;.]{1,40} )?(?:, |\( |– |- "
    r")?(?:(?:an? )?O , )?(?:(?:which|who|that|itself) (?:is|was) |(?:is|was|became|(?:has|have) become|remains|being|as) |, "
    r"|(?:[a-z]+ ){0,8}?operat(?:e|es|ed|ing) as |was (?:established|founded|formed|created|set up"
    r"|incorporated|launched) (?:in )?(?:D )?as )?"
    r"(?:now |also |currently |then |once |itself )?"
)
HALF = Decimal(50)


@cache
def frames() -> Anchored[tuple[re.Pattern[str], float]]:
    """Patterns with the groups ``u`` (unit) and ``p`` (parent), and how sure each is."""
    mods = MODIFIERS
    rows: list[tuple[str, float]] = [
        # Aliyun, a unit of Alibaba; Aliyun, the cloud computing arm of the e-commerce group Alibaba
        (
            rf"(?P<u>O) {WHO}(?:(?:an?|the|its|part|one of the|wholly|indirect|fully) )+{mods}{{0,7}}?{UNIT} "
            rf"(?:company )?of {mods}{{0,7}}?(?P<p>O)\b",
            0.9,
        ),
        # Aliyun (subsidiary of Alibaba); Aliyun, wholly owned subsidiary of Alibaba
        (rf"(?P<u>O) (?:\( |, ){mods}{{0,4}}?(?:{UNIT_NOUN}) of (?:the )?(?P<p>O)\b", 0.8),
        (rf"(?P<u>O) (?!as ){WHO}(?:an? )?(?<!as )part of (?:the )?{mods}{{0,6}}?(?P<p>O)\b(?! 's)", 0.75),
        # Bolt, widely used by agents and now a part of Acme
        (r"(?P<u>O) , [^;“”O]{3,70}?(?:,? and|,) now (?:an? )?part of (?:the )?(?P<p>O)\b(?! 's)", 0.75),
        # Acme, a member of the Bolt Group
        (rf"(?P<u>O) {WHO}(?:an? |the )?(?:[a-z]+ ){{0,2}}?(?:member|part) of the (?P<p>O) (?:group|family)\b", 0.85),
        # Webcor and its parent Core
        (r"(?P<u>O) and (?:its|O) (?:[a-z]+ )?(?:parent|owner|parent company) (?P<p>O)\b", 0.8),
        # Aliyun, its cloud computing arm; AWS, Amazon's cloud unit
        (rf"(?P<u>O) (?:, |\( |– )(?P<p>its|O(?: 's)?) {mods}{{0,5}}?{UNIT}(?= [,.;:)–]|$| said| will| which| that| has| in| for)", 0.8),
        # Aliyun will open …, the cloud arm of Alibaba said
        (rf"^(?P<u>O) [^;:“”]{{5,200}}? , the {mods}{{0,5}}?{UNIT} of (?P<p>O) (?:said|says|announced)\b", 0.75),
        # Acme is a Bergen-based company that owns Bolt and is a subsidiary of Core; Acme is a carrier and the parent of Bolt
        (
            r"^(?:the )?(?P<u>O) (?:is|was) [^;“”]{5,150}? and (?:(?:is|was) (?:an? |the )|an? |(?=wholly |majority ))"
            rf"{mods}{{0,5}}?{UNIT} of {mods}{{0,5}}?(?P<p>O)\b",
            0.75,
        ),
        (
            r"(?P<p>O) (?:is|was) (?:an? |the |located |based )?(?:[a-zAFLMQ,'-]+ ){1,12}?"
            r"and (?:is )?(?:the |an? )?parent (?:company )?(?:of|for|to) "
            r"(?:[a-zA-]+ ){0,6}?(?P<u>O)\b",
            0.8,
        ),
        # sold under its own name and through Core, a subsidiary
        (rf"(?P<p>O|its) [^;“”]{{0,60}}?(?:through|via) (?P<u>O) , (?:an?|its) {mods}{{0,4}}?{UNIT}\b(?! of)", 0.75),
        # sells through the wholly owned subsidiary Core
        (rf"^(?P<p>O) [^;:“”]{{3,80}}? (?:through|via) (?:the|an?) {mods}{{0,4}}?{UNIT} (?:, |called |named )?(?P<u>O)\b(?! 's)", 0.72),
        # Acme has a subsidiary in Oslo called Bolt; Acme is a Bergen company that owns the retailer Bolt
        (
            rf"(?P<p>O) (?:also )?(?:has|had|operates|runs|set up|established|formed|created) (?:an? |its ){mods}{{0,4}}?{UNIT} "
            r"(?:company )?(?:in L )?(?:, )?(?:called|named|known as|,) (?P<u>O)\b",
            0.8,
        ),
        (
            r"^(?P<p>O) (?:is|was) (?:an? |the )(?:[a-zALFQ,–'-]+ ){1,12}?(?:that|which) (?:also |now )?(?:owns|controls|is the parent of) "
            r"(?:(?!and |or |with |in |which |stake |minority |by )[a-zAL-]+ ){0,4}?(?P<u>O)\b(?! 's)" + ASSET,
            0.75,
        ),
        # Aliyun, the Alibaba unit
        (
            rf"(?P<u>O) (?:, |\( )(?:an?|the) (?:A )?(?P<p>O)(?: 's)?(?! -) {mods}{{0,3}}?(?:{UNIT}|company"
            r"|business|startup)(?= [,.;:)–]|$| (?:is|has|will|said|that|which|in|and)\b)",
            0.75,
        ),
        # a subsidiary of Luxottica, EyeMed administers …; a subsidiary of the company called Turner
        (
            rf"(?:an? |the |its ){mods}{{0,5}}?{UNIT} (?:of|for) {mods}{{0,6}}?(?P<p>O) , (?:an? "
            rf"{mods}{{1,4}}?(?:called|named|known as) )?(?P<u>O)\b(?! (?:, )?and\b)(?! , O)",
            0.75,
        ),
        (r"(?P<u>O) (?:, )?(?:which |that )?(?:belongs|belonging|belonged) to (?:[a-zA'-]+ ){0,4}?(?P<p>O)\b", 0.85),
        # the Energy Transition arm of EnCap
        (rf"the (?P<u>O) {UNIT} of {mods}{{0,4}}?(?P<p>O)\b", 0.75),
        # Alibaba's cloud computing unit, Aliyun; its logistics unit, Cainiao; through its subsidiary Core
        (rf"(?P<p>O) 's {mods}{{0,6}}?{UNIT} (?:, |- |– |\( )?(?:known as |called |named )?(?P<u>O)\b(?! 's)", 0.85),
        (
            rf"(?<!its )(?<!based )(?P<p>O|its|their) {mods}{{0,6}}?{UNIT} (?:, |– |\( )?"
            r"(?:known as |called |named |namely )?(?:the )?(?P<u>O)\b(?! 's)",
            0.65,
        ),
        # Amazon's AWS cloud unit; its AWS web services unit; its Alamo shell company
        (rf"(?P<p>O) 's (?P<u>O) {mods}{{0,4}}?(?!units\b){UNIT}\b", 0.9),
        (rf"(?<!, the )(?P<p>O|its) (?P<u>O) {mods}{{0,3}}?(?!units\b){UNIT}\b", 0.75),
        (
            r"(?P<u>O) (?:, )?(?:[^.;]{1,40} , )?(?:which |who |that )?(?:(?:is|are|was|were) )?(?:now |also "
            r"|likewise |currently |both )?(?:wholly |majority |fully |jointly |ultimately |partly |privately "
            r")?(?:- )?"
            r"(?:owned|majority - owned|wholly - owned) by (?:[a-zAL'-]+ ){0,5}?(?P<p>O)\b",
            0.85,
        ),
        (
            r"(?P<u>O) (?:, )?(?:which |who )?(?:is |are )(?:now )?(?:majority |wholly )?(?:controlled|held) by "
            r"(?:[a-zAL'-]+ ){0,5}?(?P<p>O)\b",
            0.75,
        ),
        # Acme has put its sites into a new unit, Bolt; to hand them to a new subsidiary called Bolt
        (
            r"(?P<p>O) [^;:“”]{3,90}? (?:into|to|through|via|in|under|by) (?:an? |its )(?:[a-z-]+ ){0,4}?"
            rf"(?:{UNIT}|venture|vehicle|holding) "
            r"(?:, (?:called |named )?|called |named |known as )(?P<u>O)\b",
            0.7,
        ),
        # Bolt, its hosting business
        (r"(?P<u>O) , (?P<p>its|O(?: 's)) (?:(?!own )[a-zAF-]+ ){1,4}?(?:business|operation|operations|brand|vehicle)(?= [,.;)]|$)", 0.72),
        # Bolt, a data centre operator that Acme controls
        (
            rf"(?P<u>O) (?:, |is |was )(?:an? |the ){mods}{{1,7}}?(?:that |which )?(?:is )?(?P<p>O) (?:fully |wholly |also |now |jointly )*"
            r"(?:owns|controls|majority - owns)(?= [,.;)]|$| with\b| together\b)",
            0.75,
        ),
        # Bolt, whose parent is Acme
        (
            r"(?P<u>O) (?:, )?whose (?:[a-zA]+ )?(?:parent|owner|parent company|owners|(?:majority |main |controlling |biggest |largest )?"
            r"shareholder|holding company) (?:is |, |are )(?:the )?(?:[a-zA-]+ ){0,4}?(?P<p>O)\b",
            0.8,
        ),
        (r"(?P<p>O) - (?:owned|controlled) (?:[a-zALF-]+ ){0,5}?(?P<u>O)\b", 0.85),
        (
            r"(?P<p>O) (?:, (?=which))?(?:which |that )?(?:also |now |already )?(?:owns|owned|controls|is the (?:majority "
            r")?owner of|is the parent(?: company)? of) (?:Q of |all of |the )?"
            r"(?:(?!and |or |with |in |which |stake |minority |by )[a-zAL-]+ ){0,4}?(?P<u>O)\b(?! 's)" + ASSET,
            0.7,
        ),
        (
            r"(?P<u>O) 's (?:[a-zA]+ )?(?:parent|owner|parent company|majority owner|parent group|holding company"
            r"|corporate parent|majority shareholder|controlling shareholder|controlling owner) "
            r"(?:, |company |firm |is (?:the )?)?(?P<p>O)\b",
            0.85,
        ),
        (
            r"(?P<u>O) (?:, )?(?:(?:announced|said|reported|its|a) ){0,2}(?:by |from |its )?(?:[a-zA]+ )?(?:parent"
            r"|owner|parent company|majority owner) (?:, |company )?(?P<p>O)\b",
            0.7,
        ),
        (
            r"(?P<p>O) (?:, |is |was |has been |serves as |has served as )(?:the |its )?(?P<u>O) 's (?:[a-z]+ )?"
            r"(?:parent|owner|parent company|majority owner)\b",
            0.8,
        ),
        # Acme Energy wants to raise money for parent Acme
        (
            r"^(?P<u>O) [^;:“”O]{5,80} (?:for|to|by|from|of|with|at) (?:its )?(?:[a-zA]+ )?"
            r"(?:parent|owner|parent company|parent group) (?P<p>O)\b(?! 's)",
            0.72,
        ),
        (
            r"(?P<p>O) (?:(?:, )?(?:based|headquartered) in L (?:, )?(?=is ))?"
            r"(?:, |is |was |\( |– |also )*(?:an? |the )?(?:[a-zA]+ )?(?:parent|parent company|corporate "
            r"parent|majority owner|owner|parent firm) (?:company )?(?:of|to|for|behind) (?:the )?(?:[a-zAF-]+ "
            r"){0,8}?(?P<u>O)\b" + ASSET,
            0.85,
        ),
        (
            r"(?P<p>O) , (?:[a-zAFL'-]+ ){2,9}?and (?:the )?(?:parent|owner|parent company|holding company) "
            r"(?:company )?of (?:[a-zA-]+ ){0,8}?(?P<u>O)\b",
            0.8,
        ),
        (r"(?<!is )(?<!also )(?<!, )the (?:parent|parent company|owner) of (?P<u>O) , (?P<p>O)\b(?! (?:and|,))", 0.7),
        # Lumen is a film channel owned by Acme; Acme operates Bolt as a wholly owned subsidiary
        (
            r"(?P<u>O) (?:is |was |, )(?:an? |the )(?:[a-zALF,-]+ ){1,12}?owned (?:and operated )?by (?:the "
            r")?(?:[a-zA-]+ ){0,4}?(?:(?:company|group|firm|giant) , (?:the )?)?(?P<p>O)\b",
            0.8,
        ),
        (rf"(?P<p>O) (?:[a-z]+ ){{1,4}}?(?P<u>O) as (?:an? |its |O ){mods}{{0,4}}?{UNIT}\b(?! of)", 0.75),
        # Through its subsidiary Bolt, Acme plans
        (rf"(?:through|via) (?:its|O) {mods}{{0,4}}?{UNIT} (?:, )?(?P<u>O) , (?P<p>O)(?= [a-z])", 0.8),
        (r"makes? (?P<p>O) the (?:majority |sole |new |biggest )*(?:owner|shareholder) of (?P<u>O)\b", 0.8),
        (
            r"(?P<p>O) (?:[a-z]+ )?(?:holds|owns|has|took|retains|still holds) (?:an? )?(?:majority|controlling) "
            r"(?:stake|interest|share|shareholding) in (?P<u>O)\b",
            0.8,
        ),
        (
            r"(?P<u>O) (?:[a-zDA]+ ){0,5}?by (?P<p>O) , which (?:still |also )?(?:holds|owns|has|retains) (?:an? "
            r"|the )?(?:majority|controlling)",
            0.7,
        ),
        (r"(?P<u>O) (?:, )?(?:an? )?(?:[a-z]+ ){0,4}?portfolio company of (?P<p>O)\b", 0.85),
        (rf"(?P<p>O)(?<=O) (?P<u>O) {mods}{{0,3}}?(?:business|shell company|holding company|brand|company)\b", 0.6),
    ]
    return rated(*((re.compile(r"\b" + f), s) for f, s in rows))


# Microsoft's Azure: only where both are known, since a product, a board, a prize is possessed in the same way
POSSESSED = sought(
    r"\b(?P<p>O) (?:[a-z]{2,5} ){0,2}'s (?P<u>O)\b(?= (?:,|\.|;|and|will|has|have|is|was|said|says|to|which|in|for|by|from|can"
    r"|plans|also|announced|opened|launched)\b|$| [,.;])"
)
SHARE = (
    # G42 owns 60 percent of Khazna; Brockton holds a 51 percent stake in Virtus
    sought(
        r"\b(?P<p>O) (?:, [^;.]{1,40} , )?(?:now |also |still |currently |already )?(?:owns|owned|holds|held|has|controls"
        r"|retains|holding|owning) (?:an? |about |around |roughly )?(?P<q>Q) (?:- )?(?:stake |share |interest |holding "
        r"|shareholding |ownership )?(?:of|in) (?:the )?(?:[a-z]+ )?(?P<u>O)\b" + ASSET
    ),
    sought(r"\b(?P<u>O) (?:, )?(?:which |that )?(?:is |are )?(?P<q>Q) (?:- )?(?:owned|held|controlled) by (?P<p>O)\b"),
    sought(
        r"\b(?P<u>O) , (?:in which|of which) (?:(?!and |who |which )[a-zA-]+ ){0,5}(?P<p>O) "
        r"(?:now |still )?(?:holds|owns|has|controls) (?:an? )?(?P<q>Q)"
    ),
)
ITS_PARENT = sought(
    r"\b(?P<its>its|O) (?:[a-z]+ ){0,2}?(?:parent|owner|parent company|parent group|majority owner|majority shareholder|holding company) "
    r"(?:, )?(?P<p>O)\b(?! 's)"
)
ITS_UNIT = sought(rf"\b(?P<u>O) , (?P<its>its) {MODIFIERS}{{0,5}}?{UNIT}(?= [,.;:)]|$| which| that)")
REMAINING = re.compile(
    r"\b(?:remaining|other|rest) (?P<q>Q )?(?:of O |stake |share |shares )?(?:is|was|are|remains) (?:owned"
    r"|held|retained|controlled) by (?P<p>O)\b"
)
# "the parent of Acme, Bolt and other firms"
LISTED = re.compile(r"(?: , O){1,40}(?= (?:, )?and (?:other|several|many)\b)|(?: , O){0,40}(?: ,)? and O\b(?= [,.;)]|$| brands| which)")
HOLDS = re.compile(r"\b(?:owns|owned|holds|held|has|controls|controlled)\b")
UNNAMED = re.compile(r"\b(?:former|formerly|sold|shares|stock|minority|rival|competitor|against|unlike)\b")


def extract(chart: Chart, memory: Memory) -> Iterator[Draft]:
    """The drafts about units of one sentence."""
    yield from _remaining(chart, memory)
    yield from _unsaid(chart)
    if chart.line.count("O") < 2:
        return
    atoms = chart.atoms
    told: set[tuple[int, int]] = set()
    parents: set[int] = set()  # atoms
    for pattern, sure in frames().candidates(chart.line):
        for m in pattern.finditer(chart.line):
            unit, parent = chart.at(m.start("u")), chart.at(m.start("p"))
            us, ps = organisations(chart, unit), owner(chart, parent)
            if unit > parent and (more := LISTED.match(chart.line[m.end() :])):
                us += [
                    u for k in re.finditer("O", more.group()) for u in organisations(chart, chart.at(m.end() + k.start())) if u not in us
                ]
            inner = chart.line[m.start() : m.end()]
            if len(us) > 1 and unit < parent and re.search(r"^O (?:, |\( )(?:an?|the|part) ", inner):
                us = us[-1:]  # "Acme, Bolt and Core, a unit of Dyna"
            if (len(ps) > 1 and sure < 0.8) or UNNAMED.search(inner):
                continue
            if (
                re.match(r" , O\b", chart.line[m.end() :])
                and m.end("p") + 1 < m.end()
                and not atoms[chart.at(m.end() + 3)].reference
                and unit < parent
            ):
                continue  # "Acme, its hosting arm, Bolt": the name behind is the unit
            possessive = atoms[unit].reference and atoms[unit].word in POSSESSIVE
            if (possessive and not ("parent" in inner or "owner" in inner)) or (possessive and parent in parents):
                continue
            stake = _stake(chart, unit, parent)
            if stake and Decimal(str(stake["stake"])) <= HALF and HOLDS.search(inner):
                continue
            parents.add(parent)
            score = min(atoms[unit].score, atoms[parent].score if atoms[parent].code == "O" else 0.9)
            for u in us:
                for p in ps[:1] if sure < 0.85 else ps:
                    if u != p and (u, p) not in told and (p, u) not in told:
                        told.add((u, p))
                        yield draft(chart, u, "unitOf", p, stake, sure * score**0.5, "relations.unit")
    for m in POSSESSED.finditer(chart.line):
        for u in _known(chart, chart.at(m.start("u"))):
            before = chart.at(m.start("p"))
            before -= (
                1 if before and atoms[before - 1].code == "O" and not atoms[before - 1].reference else 0
            )  # "Acme Corp ACME's": a ticker
            for p in _known(chart, before):
                if u != p and (u, p) not in told and (p, u) not in told:
                    told.add((u, p))
                    yield draft(chart, u, "unitOf", p, {}, 0.7, "relations.unit")
    for share in SHARE:
        for m in share.finditer(chart.line):
            held = chart.atoms[chart.at(m.start("q"))].quantity
            if held is None or held.unit is not Unit.PERCENT or held.number <= HALF:
                continue
            for u in organisations(chart, chart.at(m.start("u")))[:1]:
                for p in organisations(chart, chart.at(m.start("p")))[:1]:
                    if u != p and (u, p) not in told:
                        told.add((u, p))
                        yield draft(chart, u, "unitOf", p, {"stake": held.number}, 0.8, "relations.unit")
    yield from _the_unit(chart, told)


def _known(chart: Chart, at: int) -> list[int]:
    """The single organisation that an atom names, where the lexicon has it."""
    found = organisations(chart, at)
    return found if len(found) == 1 and chart.reading.referents[found[0]].known else []


def _stake(chart: Chart, one: int, other: int) -> Qualifiers:
    """The percentage that stands between unit and parent."""
    for a in chart.atoms[min(one, other) : max(one, other)]:
        if isinstance(a.value, Quantity) and a.value.unit is Unit.PERCENT:
            return {"stake": a.value.number}
    return {}


def _remaining(chart: Chart, memory: Memory) -> Iterator[Draft]:
    """ "The remaining 51 percent is owned by Core": of what was bought in the sentence before."""
    deal = memory.bought
    m = REMAINING.search(chart.line) if deal is not None and chart.number - deal.sentence <= 2 else None
    if m is None or deal is None:
        return
    value = chart.atoms[chart.at(m.start("q"))].value if m.group("q") else None
    q: Qualifiers = {"stake": value.number} if isinstance(value, Quantity) and value.unit is Unit.PERCENT else {}
    for holder in referents(chart.atoms[chart.at(m.start("p"))]):
        yield draft(chart, deal.object, "unitOf", holder, q, 0.7, "relations.unit")


def _unsaid(chart: Chart) -> Iterator[Draft]:
    """ "Its owner Acme", "Bolt, its hosting arm" where the sentence does not tell whose: of whom the text has just spoken."""
    for pattern, group in ((ITS_PARENT, "p"), (ITS_UNIT, "u")):
        for m in pattern.finditer(chart.line):
            other = organisations(chart, chart.at(m.start(group)))
            its = chart.at(m.start("its"))
            if len(other) != 1 or (chart.atoms[its].code == "O" and organisations(chart, its) != other):
                continue
            before = chart.atoms[:its] if group == "p" else chart.atoms[: chart.at(m.start("u"))]
            if any(a.code == "O" for a in before):
                continue  # the sentence tells
            for one in spoken_of(chart.reading, chart.number, [], 1):
                if one != other[0]:
                    u, p = (one, other[0]) if group == "p" else (other[0], one)
                    yield draft(chart, u, "unitOf", p, {}, 0.62, "relations.unit")


THE_UNIT = sought(r"(?<!, )\b(?:the|its) (?P<u>O) (?:unit|arm|subsidiary|division)\b(?! of\b)")


def _the_unit(chart: Chart, told: set[tuple[int, int]]) -> Iterator[Draft]:
    """ "The Aliyun unit will …, Alibaba said": the parent is the only other company of the sentence."""
    atoms = chart.atoms
    for m in THE_UNIT.finditer(chart.line):
        u = chart.at(m.start("u"))
        others = [j for j, a in enumerate(atoms) if a.code == "O" and j != u and not (a.reference and a.word != "its")]
        mine = set(referents(atoms[u]))
        found = {r for j in others for r in referents(atoms[j])} - mine
        for x in mine if len(found) == 1 else ():
            parent = next(iter(found))
            if chart.reading.referents[parent].label.startswith(chart.reading.referents[x].label):
                x, parent = parent, x  # "Alibaba Cloud, said the president of the Alibaba unit"
            if (x, parent) not in told and (parent, x) not in told:
                told.add((x, parent))
                yield draft(chart, x, "unitOf", parent, {}, 0.65, "relations.unit")
