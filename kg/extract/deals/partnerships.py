"""Who works together with whom."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.extract.chart import Chart
from kg.extract.clause import Clauses
from kg.extract.deals.terms import deal_status, draft_of, time_of, verbs
from kg.extract.draft import Draft, Qualifiers, money_qualifiers, referents
from kg.extract.memory import Memory
from kg.extract.money.terms import agents_of, status_of
from kg.extract.verbs import VerbGroup
from kg.model import Money


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
    agents, sure = agents_of(chart, clauses, memory, group)
    others: list[int] = []
    for j in clauses.objects(group, "O", ("with",)):
        others += [r for r in referents(chart.atoms[j]) if r not in agents and r not in others]
        break
    q: Qualifiers = {"status": status_of(group)}
    when = time_of(chart, clauses, group, stop)
    if when and group.tense == "past":
        q["date"] = when
    weight = 0.6 if group.lemma in ("work", "link", "hook", "cooperate") else 0.85
    if not others and len(agents) > 1 and group.lemma in ("partner", "team", "collaborate", "join", "ally"):
        agents, others = agents[:1], agents[1:]
    for a in agents:
        for b in others:
            yield draft_of(chart, a, "partnersWith", b, q, sure * weight, "deals.partners")


PARTNERSHIP = re.compile(
    r"\b(?:partnerships?|joint ventures?|jv|alliance|collaboration|tie - up|memorandum of understanding|mou|pact|cooperation|consortium|venture|(?:partnership|cooperation|strategic|framework|development|collaboration) agreement|merger)\b"
)


WITH_OTHER = re.compile(
    r"(?:(?! (?:with|between|of)\b)(?: [a-zA-EG-KQ,()'-]+| [FLMDQN])){0,9}? (?P<p>with|between|of|by) (?:(?:the|an?|affiliate|unit|local|fellow|its|partner|company|firm|developer|operator|provider|subsidiary|utility|state|owned|-|of|fund|funds|managed|by|A|[a-z]+) ){0,6}?O\b"
)


def partnership_nouns(chart: Chart, clauses: Clauses, memory: Memory) -> Iterator[Draft]:
    """ "a joint venture with Bolt", "a partnership between Acme and Bolt", "Acme and Bolt have formed an alliance"."""
    atoms = chart.atoms
    for m in PARTNERSHIP.finditer(chart.line):
        at = chart.at(m.start())
        group = next((g for g in reversed(clauses.groups) if g.head < at), None)
        if group is not None and group.negated:
            continue
        other = WITH_OTHER.match(chart.line, m.end())
        firsts: list[int] = []
        others: list[int] = []
        sure = 0.8
        if other is not None and other.group("p") in ("with",):
            others = referents(atoms[chart.at(other.end() - 1)])
            owner = next((j for j in range(at - 1, max(-1, at - 4), -1) if atoms[j].code == "O"), None)
            if owner is not None and (atoms[owner].reference or atoms[owner + 1].word == "'s"):
                firsts = referents(atoms[owner])
            elif group is not None:
                firsts, more = agents_of(chart, clauses, memory, group)
                sure *= more
            if not firsts:
                before = re.compile(r"O (?:[a-z]+ ){0,3}(?:in|through|via|under) (?:an? |its |the )?(?:[a-z]+ ){0,2}$").search(
                    chart.line, 0, m.start()
                )
                if before is not None:
                    firsts = referents(atoms[chart.at(before.start())])
        elif other is not None and other.group("p") in ("between", "of"):
            pair = referents(atoms[chart.at(other.end() - 1)])
            if len(pair) > 1:
                firsts, others = pair[:1], pair[1:]
        elif group is not None and group.lemma in verbs("form"):
            pair, more = agents_of(chart, clauses, memory, group)
            sure *= more
            if len(pair) > 1:
                firsts, others = pair[:1], pair[1:]
        if not firsts or not others:
            continue
        q: Qualifiers = {}
        if group is not None:
            q["status"] = deal_status(group) if group.lemma in verbs("form") or group.considered else "completed"
            if chart.sentence.kind == "headline" and group.tense == "present":
                q["status"] = "completed"
            if group.lemma in ("announce", "agree", "plan"):
                q["status"] = "announced"
        money = next(
            (atoms[j].value for j in range(max(0, at - 3), min(len(atoms), chart.at(m.end() - 1) + 3)) if atoms[j].code == "M"), None
        )
        worth = re.compile(r"(?:joint )?(?:venture|partnership|jv) (?:of|worth) M\b").match(chart.line, m.start())
        if isinstance(money, Money) and (worth is not None or any(a.code == "M" for a in atoms[max(0, at - 3) : at])):
            q |= money_qualifiers(money)
        for a in firsts:
            for b in others:
                if a != b:
                    yield draft_of(chart, a, "partnersWith", b, q, sure, "deals.partnership")


PARTNER_OF = re.compile(r"\b(?P<a>O) (?:is|are|was|were)(?: [a-z“”\"]+){0,8}? (?P<b>O)(?: 's)? (?:[a-z-]+ ){0,3}partners?\b")


MADE_A_DEAL = re.compile(
    r"\b(?P<a>O) (?:have |has )?(?:signed|made|reached|struck|inked|entered into|sealed) (?:an? )?(?:[a-zM-]+ ){0,3}(?:deal|agreement|accord|contract) to (?:jointly |together )?(?:develop|build|construct|create|launch|explore|deliver|establish)\b"
)


def partners_of(chart: Chart) -> Iterator[Draft]:
    """ "Core is Acme's development partner", "Acme and Core made a deal to develop"."""
    for m in PARTNER_OF.finditer(chart.line):
        for a in referents(chart.atoms[chart.at(m.start("a"))]):
            for b in referents(chart.atoms[chart.at(m.start("b"))]):
                if a != b:
                    yield draft_of(chart, b, "partnersWith", a, {}, 0.7, "deals.partner-of")
    for m in MADE_A_DEAL.finditer(chart.line):
        pair = referents(chart.atoms[chart.at(m.start("a"))])
        for other in pair[1:]:
            yield draft_of(chart, pair[0], "partnersWith", other, {"status": "completed"}, 0.65, "deals.made-a-deal")
