"""Who works together with whom."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.extract.anchors import sought
from kg.extract.chart import Chart
from kg.extract.clause import FINITE, SPEECH, Clauses
from kg.extract.deals.terms import deal_status, draft_of, nouns, time_of, verbs
from kg.extract.draft import Draft, Qualifiers, money_qualifiers, referents
from kg.extract.memory import Memory
from kg.extract.money.terms import agents_of, denied, listed, status_of
from kg.extract.verbs import VerbGroup
from kg.model import Money, SentenceKind

LOOSE = frozenset({"work", "link", "hook", "cooperate", "merge"})  # may also be said of who only delivers


WHO_WORKS = re.compile(r"\b(?:an?|the) (?:[a-z-]+ ){0,3}?(?!company|firm|group|startup|business|provider|operator|developer)[a-z]+ $")


def partners(chart: Chart, clauses: Clauses, memory: Memory, group: VerbGroup) -> Iterator[Draft]:
    """ "Acme has partnered with Bolt", "joined forces with", "is working with"."""
    stop = clauses.end(group.head)
    after = chart.words(group.head + 1, min(group.head + 5, len(chart.atoms)))
    if group.lemma == "join" and not after.startswith("forces"):
        return
    if group.lemma in ("work", "link", "hook") and not re.match(r"(?:closely |together |up )*with\b", after):
        return
    if group.lemma == "team" and not after.startswith(("up", "with")):
        return
    if group.lemma in LOOSE and group.tense == "participle" and WHO_WORKS.search(chart.line, 0, chart.offsets[group.first]):
        return  # "Jane Roe, an architect working with Acme"
    agents, sure = agents_of(chart, clauses, memory, group)
    argument = clauses.subject(group)
    before = chart.words(max(0, argument.index - 2), argument.index) if argument is not None else ""
    if before == ", and" and len(agents) > 2:
        agents = agents[1:]  # "working with the town, and Doe, Acme and Bolt …": the first ends another list
    others: list[int] = []
    for j in clauses.objects(group, "O", ("with",)):
        if j + 1 < len(chart.atoms) and chart.atoms[j + 1].word in nouns("kinds"):
            break  # "with Bolt customers"
        others += [r for r in listed(chart, j, stop - j) if r not in agents and r not in others]
        break
    headline = chart.sentence.kind is SentenceKind.HEADLINE
    q: Qualifiers = {"status": "completed" if headline and group.tense == "present" else status_of(group)}
    when = time_of(chart, clauses, group, stop)
    if when and group.tense == "past":
        q["date"] = when
    weight = 0.6 if group.lemma in LOOSE else 0.85
    if not others and len(agents) > 1 and group.lemma in ("partner", "team", "collaborate", "join", "ally", "merge"):
        agents, others = agents[:1], agents[1:]
    for a in agents:
        for b in others:
            yield draft_of(chart, a, "partnersWith", b, q, sure * weight, "deals.partners")


PARTNERSHIP = sought(
    r"\b(?:partnerships?|joint ventures?|jv|alliance|collaboration|tie - up|tie-up|memorandum of understanding|mou|pact|cooperation|"
    r"consortium|venture(?! (?:funding|capital|debt|funds?|investors?|firms?|arm|money|backing|round))|merger|"
    r"(?:partnership|cooperation|strategic|framework|development|collaboration|reseller|distribution) "
    r"agreement)\b"
)
BEFORE_NAME = r"(?:(?:the|an?|L 's|A|Q|-|[a-z]+) ){0,6}?(?:O 's )?"
WITH_OTHER = re.compile(
    r"(?:(?! (?:with|between|of|by)\b)(?: [a-zA-EG-KQ,()'-]+| [FLMDQN])){0,9}? (?P<p>with|between|of|by) (?P<x>" + BEFORE_NAME + r"O\b)"
)


def partnership_nouns(chart: Chart, clauses: Clauses, memory: Memory) -> Iterator[Draft]:
    """ "a joint venture with Bolt", "a partnership between Acme and Bolt", "Acme and Bolt have formed an alliance"."""
    for m in PARTNERSHIP.finditer(chart.line):
        at = chart.at(m.start())
        group = next((g for g in reversed(clauses.groups) if g.head < at), None)
        if denied(chart, at) or (group is not None and group.negated):
            continue
        if group is not None and m.group() == "merger" and group.lemma in verbs("end"):
            continue
        firsts, others, sure = _sides(chart, clauses, memory, group, m, at)
        if not firsts or not others:
            continue
        q = _terms(chart, group, at, m)
        for a in firsts:
            for b in others:
                if a != b:
                    yield draft_of(chart, a, "partnersWith", b, q, sure, "deals.partnership")


BEFORE_NOUN = re.compile(
    r"O (?:, (?=was |were |has |have ))?(?:'s (?:[a-z]+ ){1,4}(?:is|are|was|were) )?(?:[a-z]+ ){0,3}(?:in|through|via|under) "
    r"(?:an? |its |the )?(?:[a-z]+ ){0,2}$"
)


def _sides(
    chart: Chart, clauses: Clauses, memory: Memory, group: VerbGroup | None, m: re.Match[str], at: int
) -> tuple[list[int], list[int], float]:
    """The two sides of a partnership that a noun tells, and how sure that is."""
    atoms = chart.atoms
    other = WITH_OTHER.match(chart.line, m.end())
    if other is not None and other.group("p") == "with":
        end = chart.at(other.end() - 1)
        others = listed(chart, end) or referents(atoms[end])
        if "venture" in m.group() and re.match(r"O , O (?:,|\.)", chart.line[chart.offsets[end] :]) is not None:
            others = referents(atoms[end])  # "a joint venture with Bolt, AcmeBolt, which": its name
        owner = next((j for j in range(at - 1, max(-1, at - 4), -1) if atoms[j].code == "O"), None)
        if owner is not None and (atoms[owner].reference or atoms[owner + 1].word == "'s"):
            return referents(atoms[owner]), others, 0.8
        firsts, more = agents_of(chart, clauses, memory, group) if group is not None else ([], 0.0)
        behind = next((g for g in clauses.groups if g.head > end and g.tense in FINITE), None)
        if not firsts and group is None and behind is not None and not behind.negated:  # "In partnership with Bolt, Acme will …"
            firsts, more = agents_of(chart, clauses, memory, behind)
        if not firsts:
            found = BEFORE_NOUN.search(chart.line, 0, m.start())
            if found is not None:
                return referents(atoms[chart.at(found.start())]), others, 0.8
        return firsts, others, 0.8 * more
    if other is not None and (other.group("p") in ("between", "of") or FOUNDED.search(chart.line[m.end() : other.start("p")])):
        pair = referents(atoms[chart.at(other.end() - 1)])
        pair = pair if len(pair) > 1 else listed(chart, chart.at(other.end() - 1))
        return pair[:1], pair[1:], 0.8
    joint = JOINT_OWNERS.search(chart.line, 0, m.start())
    if joint is not None and len(pair := referents(atoms[chart.at(joint.start())])) > 1:  # "Acme and Bolt's $2 billion partnership"
        return pair[:1], pair[1:], 0.8
    if group is not None and group.lemma in verbs("form"):
        pair, more = agents_of(chart, clauses, memory, group)
        return pair[:1], pair[1:], 0.8 * more
    return [], [], 0.0


JOINT_OWNERS = re.compile(r"O 's (?:[a-zAM-]+ ){0,4}$")
FOUNDED = re.compile(r"\b(?:formed|founded|created|owned|set up|established|launched|backed|announced)(?: [a-z]+)?(?: by)? ?$")


def _terms(chart: Chart, group: VerbGroup | None, at: int, m: re.Match[str]) -> Qualifiers:
    """Status and sum of a partnership."""
    atoms = chart.atoms
    q: Qualifiers = {}
    if group is not None:
        q["status"] = deal_status(group) if group.lemma in verbs("form") or group.considered else "completed"
        if chart.sentence.kind is SentenceKind.HEADLINE and group.tense == "present":
            q["status"] = "completed"
        if group.lemma in ("announce", "agree", "plan"):
            q["status"] = "announced"
        if group.lemma in verbs("end"):
            q["status"] = "cancelled"
    money = next((atoms[j].value for j in range(max(0, at - 3), min(len(atoms), chart.at(m.end() - 1) + 3)) if atoms[j].code == "M"), None)
    worth = re.compile(r"(?:joint )?(?:venture|partnership|jv) (?:of|worth) M\b").match(chart.line, m.start())
    if isinstance(money, Money) and (worth is not None or any(a.code == "M" for a in atoms[max(0, at - 3) : at])):
        q |= money_qualifiers(money)
    return q


OTHER_TRADE = (
    r"power|energy|lease|leasing|purchase|credit|loan|sale|sales|merger|financing|supply|incentive|tax|rental|cloud|hosting|customer|"
    r"option|"
    r"land|non|confidentiality|acquisition|interconnection|electricity|compute|computing|capacity|service"
)
AGREED = sought(
    r"\b(?P<v>signed|signs|announced|announces|inked|struck|entered into|entered|reached|sealed|put) "
    r"(?:[a-z]+ signature to |pen to )?(?:an? |its |the )?"
    rf"(?:(?!{OTHER_TRADE})[a-zDQ-]+ ){{0,4}}?agreements? with "
    r"(?:(?:the|an?|its|A|[a-z]+) ){0,5}?(?P<o>O)\b(?! 's)"
)
NOT_TOGETHER = re.compile(
    r"\b(?:to (?:buy|acquire|sell|lease|rent|purchase|supply|provide|pay)|"
    r"for (?:the )?(?:purchase|sale|supply|acquisition|power|electricity)|under which O will|capacity|gpus?)\b"
)


def agreements(chart: Chart, clauses: Clauses, memory: Memory) -> Iterator[Draft]:
    """ "Acme has entered into an agreement with Bolt", where nothing says that one only buys from the other."""
    for m in AGREED.finditer(chart.line):
        group = clauses.at_head.get(chart.at(m.start("v")))
        measured = m.group("v").startswith("announce") and re.search(r"\bQ\b", m.group())  # "announced a 190 MW agreement with Bolt"
        if group is None or group.negated or measured or NOT_TOGETHER.search(chart.line, m.end()):
            continue
        agents, sure = agents_of(chart, clauses, memory, group)
        q: Qualifiers = {"status": deal_status(group)}
        when = time_of(chart, clauses, group, len(chart.atoms))
        if when and group.tense == "past":
            q["date"] = when
        for a in agents:
            for b in referents(chart.atoms[chart.at(m.start("o"))]):
                if a != b:
                    yield draft_of(chart, a, "partnersWith", b, q, sure * 0.6, "deals.agreement")


PARTNER_OF = sought(
    r"\b(?P<a>O) (?:is|are|was|were|will be|became|becomes)(?: [a-z“”\"]+){0,8}? (?P<b>O)(?: 's)? "
    r"(?:(?:[a-z-]+|N) ){0,3}partners?\b(?! (?:program|network|in charge))"
)
# what a company is to another: "the official water partner of Acme", "exclusive distributor for Acme"
ROLE = (
    r"(?:the |an? )?(?:[a-z-]+ ){0,5}?"
    r"(?:partner|(?:exclusive|authori[sz]ed|official|certified|sole) (?:[a-z-]+ )?(?:distributor|reseller|dealer))"
)
# Bolt and its development partner Acme, where "Bolt and its" is one list
AND_ITS = sought(r"\b(?P<a>O) (?:[a-z-]+ ){0,3}?partners? (?:, )?(?P<b>O)\b(?! 's)")
PARTNERS = (
    # Bolt is the official partner of Acme; makes Bolt the official partner of Acme; Bolt has been appointed exclusive distributor for Acme
    sought(
        r"\b(?P<a>O) (?:, [^,;:]{1,90} , )?(?:is |was |are |becomes? |became |has become |as |has been |have been |will be )?"
        rf"(?:now |also )?(?:(?:appointed|named|selected|chosen|designated) )?(?:as )?{ROLE} (?:of|for|to) "
        r"(?:the )?(?:[LA] (?:'s )?)?(?P<b>O)\b(?! 's)"
    ),
    # As a trusted Acme partner, Bolt …
    sought(r"\bas (?:an? |the )(?:[a-z-]+ ){0,3}?(?P<b>O) (?:[a-z-]+ ){0,2}?partner , (?P<a>O)\b"),
    AND_ITS,
)
ITS_PARTNER = sought(r"\b(?P<a>O) (?:is|was|are|were|as) (?:F |(?:its|their|the company 's) (?:[a-z-]+ ){0,3})partners?\b")
AS_PARTNER = sought(
    r"\bwith (?:(?:the|A|[a-z]+) ){0,4}?(?P<a>O) (?:acting |serving )?as (?:its|their|an?|the|O) (?:[a-z-]+ ){0,3}partners?\b"
)
DEAL = re.compile(
    r"(?:an? )?(?:[a-zM-]+ ){0,3}(?:deal|agreement|accord|contract) to (?:jointly |together )?"
    r"(?:develop|build|construct|create|launch|explore|deliver|establish)\b"
)


def partners_of(chart: Chart, clauses: Clauses, memory: Memory) -> Iterator[Draft]:
    """ "Core is Acme's development partner", "with Bolt as its partner", "Acme and Core made a deal to develop"."""
    atoms = chart.atoms
    for m in PARTNER_OF.finditer(chart.line):
        at = chart.at(m.start("a"))
        for i in clauses.joint(at):
            for a in referents(atoms[i]):
                for b in referents(atoms[chart.at(m.start("b"))]):
                    if a != b:
                        yield draft_of(chart, b, "partnersWith", a, {}, 0.7, "deals.partner-of")
    for pattern in PARTNERS:
        for m in pattern.finditer(chart.line):
            first, second = chart.at(m.start("a")), chart.at(m.start("b"))
            group = next((g for g in clauses.groups if chart.at(m.start()) < g.head < chart.at(m.end() - 1)), None)
            if (group is not None and group.negated) or denied(chart, second):
                continue
            if pattern is AND_ITS and not chart.text(first, first + 1).lower().endswith(" and its"):
                continue
            for a in referents(atoms[first])[-1:]:
                for b in referents(atoms[second]):
                    if a != b:
                        yield draft_of(chart, a, "partnersWith", b, {}, 0.7, "deals.partner-of")
    for pattern in (ITS_PARTNER, AS_PARTNER):
        for m in pattern.finditer(chart.line):
            at = chart.at(m.start("a"))
            group = next((g for g in reversed(clauses.groups) if g.head < at and (pattern is AS_PARTNER or g.lemma in SPEECH)), None)
            behind = next((g for g in clauses.groups if g.head > at), None) if pattern is AS_PARTNER else None
            for g in (group, behind):
                agents, sure = agents_of(chart, clauses, memory, g) if g is not None and not g.negated else ([], 0.0)
                pairs = [(a, b) for a in agents for b in referents(atoms[at]) if a != b]
                for a, b in pairs:
                    yield draft_of(chart, a, "partnersWith", b, {}, sure * 0.65, "deals.partner-of")
                if pairs:
                    break
    for group in clauses.groups:
        if group.negated or group.lemma not in ("sign", "make", "reach", "strike", "ink", "enter", "seal"):
            continue
        start = group.head + (2 if group.head + 1 < len(atoms) and atoms[group.head + 1].word == "into" else 1)
        if start >= len(atoms) or DEAL.match(chart.line, chart.offsets[start]) is None:
            continue
        pair, sure = agents_of(chart, clauses, memory, group)
        q: Qualifiers = {"status": "completed" if group.tense == "past" else deal_status(group)}
        when = time_of(chart, clauses, group, clauses.end(group.head))
        if when and group.tense == "past":
            q["date"] = when
        for other in pair[1:]:
            yield draft_of(chart, pair[0], "partnersWith", other, q, sure * 0.65, "deals.agreement")
