"""Who competes with whom: "rival", "competes with", "takes on", "competition from"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.extract.anchors import plain, rated
from kg.extract.chart import Chart
from kg.extract.clause import Clauses
from kg.extract.described import spoken_of
from kg.extract.draft import Draft
from kg.extract.memory import Memory
from kg.extract.money.terms import agents_of
from kg.extract.relations.parts import POSSESSIVE, draft, organisations, owner

ADVERBS = r"(?:also |already |now |will |to |would |could |can |directly |it |may |better |increasingly |further |aggressively )*"
RIVALS = r"(?:competitor|rival|challenger|competition|contender)s?"
COMPETE = rated(
    (
        re.compile(
            rf"\b(?P<a>O) (?:, )?(?:which |that )?{ADVERBS}(?:(?:competes?|competing|competed|vies|vying|vie) (?:directly |fiercely "
            r"|primarily |mainly |head - to - head |better |globally |in [a-zL ]{1,30} |for [a-z ]{1,30} )?(?:with"
            r"|against)|rivals|rivalling|rivaling) "
            r"(?:[a-zAL',-]+ ){0,8}?(?P<b>O)\b"
        ),
        0.8,
    ),
    (
        re.compile(
            r"\b(?P<a>O) (?:[a-zM$, ]+ )?(?:a|the|its|more of a|main|biggest|chief|as|strong|serious|stronger|an) "
            rf"(?:[a-zA-]+ ){{0,3}}?(?:{RIVALS}|alternative) (?:to|of|for) (?:[a-zAL'-]+ ){{0,4}}?(?P<b>O)\b"
        ),
        0.75,
    ),
    # Acme challenges Bolt; Acme wants to challenge market leader Bolt
    (
        re.compile(
            rf"\b(?P<a>O) (?:[a-z ,]+ (?:to|and|which|that|who|will|would|could|also|now|is|are|has) )?{ADVERBS}"
            r"(?:challenges?|challenging|challenged) "
            r"(?!(?:in|of|for|with|to|facing|posed|faced)\b)(?:[a-zAL'.-]+ ){0,8}?(?P<b>O)\b(?! 's (?:role|job|position))"
        ),
        0.7,
    ),
    # Telecity will buy Irish rival Data Electronics; Acme, like its rivals Bolt and Core
    (
        re.compile(
            r"\b(?P<a>O) (?:'s )?(?:[a-zAL,-]+ ){0,12}?(?:rival|competitor)s? (?:, |such as |like |including |are "
            r"|is |include |at |and )?(?:the )?(?P<b>O)\b"
        ),
        0.7,
    ),
    (
        re.compile(
            rf"\b(?P<a>O) (?:[a-z ,]+ )?{ADVERBS}(?:(?:takes|taking|take|took) on(?! (?:an?|the|more|new|its|this|that) "
            r"(?:[a-z]+ ){0,3}?(?:role|position|job|task|debt|risk|challenge|project|work|responsibilit|investor|staff|customer))"
            r"|catch up with|catch up to|battling|battles|facing off against|going up against|goes up "
            r"against|pitted against|(?:is|are|comes|came) up against|contends? with|contending with|head - to - head with|jostles? with"
            r"|jostling with|locks? horns with|take market share from|compete with|running after) "
            r"(?:[a-zAL'.-]+ ){0,8}?(?P<b>O)\b(?! 's (?:role|job|position))"
        ),
        0.7,
    ),
    (
        re.compile(
            r"\b(?P<a>O) (?:[a-z, ]+ )?(?:faces?|facing|faced|fends? off|fending off|sees|seeing) (?:[a-z, -]+ "
            r")?(?:competition|rivalry|challenge|threat) (?:[a-z, -]+ )?(?:from|against|with|by) (?:[a-zALF,' -]+ "
            r")?(?P<b>O)\b"
        ),
        0.8,
    ),
    (
        re.compile(
            rf"\b(?P<a>O) 's (?:[a-z]+ ){{0,2}}?{RIVALS} (?:[a-z]+ )?(?:, )?(?:include|are|such as|like|is|in L are|in L "
            rf"include|among them|including|notably|namely) (?:[a-z]+ ){{0,3}}?(?P<b>O)\b"
        ),
        0.85,
    ),
    (re.compile(rf"\b{RIVALS} (?:to|of|for) (?P<a>O) (?:, )?(?:such as|like|including|include|are|is) (?P<b>O)\b"), 0.75),
    (re.compile(r"\b(?P<a>O) (?:closer )?into (?:[a-z]+ )?competition with (?:[a-z]+ ){0,3}?(?P<b>O)\b"), 0.75),
    # Telehouse, its largest rival; Azure, AWS's main competitor
    (re.compile(r"\b(?P<b>O) , (?:the )?(?P<a>O|its) (?:'s )?(?:[a-zA-]+ ){0,3}?(?:rival|competitor|challenger)\b(?! (?:in|to) O)"), 0.75),
    (
        re.compile(
            r"\b(?P<b>O) , (?:an?|the|another) (?:[a-zAL-]+ ){0,4}?(?:rival|competitor|challenger) (?:of|to) (?:[a-z]+ )?(?P<a>O)\b"
        ),
        0.8,
    ),
    (re.compile(r"\b(?:rivalry|battle|contest|race|competition) between (?P<a>O) and (?P<b>O)\b"), 0.75),
    # Acme's competitors got there before it: Bolt and Core
    (re.compile(rf"\b(?P<a>O|its) (?:'s )?(?:[a-zA]+ ){{0,2}}?{RIVALS} (?!O)[^:;O]{{0,80}}? : (?P<b>O)\b"), 0.75),
    # Bolt and Core are Acme's main competitors
    (
        re.compile(rf"\b(?P<b>O) (?:is|are|remains?|was|were) (?:now |still |also )?(?P<a>O) (?:'s )?(?:[a-z-]+ ){{0,3}}?{RIVALS}\b"),
        0.78,
    ),
    (re.compile(rf"\blike (?P<p>its |their )?(?:[a-z-]+ )?{RIVALS} (?P<b>O) , (?P<a>O)\b"), 0.75),
    # Acme faces Bolt and Core in the cloud market
    (
        re.compile(
            r"\b(?P<a>O) (?:now |also |already |will )?(?:faces?|meets?|encounters?) (?:the likes of )?(?P<b>O) in "
            r"(?:the |this |its |that )?(?:[a-zFAL'-]+ ){0,5}?(?:market|business|race|field|sector|segment|industry)\b"
        ),
        0.75,
    ),
)
WITH = re.compile(r"\b[a-z]{1,20} (?:(?!and |with |against )[a-zLF,-]+ ){0,6}?(?:with|against) (?:[a-zAL',-]+ ){0,8}?(?P<b>O)\b")
# Acme and Bolt compete for customers; Acme, Bolt and Core are rivals
AMONG = plain(
    re.compile(r"\b(?:rivalry|battle|contest|race|competition) (?:between|among) (?P<ab>O)\b"),
    re.compile(
        r"\b(?P<ab>O) (?:all |both |now |also |already )*(?:compete|vie|are (?:[a-z-]+ ){0,4}?(?:rivals|competitors|competing|vying))\b"
        r"(?! (?:[a-zFL]+ ){0,4}?(?:with|against|of|to)\b)"
    ),
)
# a rival, the text does not say whose: of whom it has just spoken
UNSAID = plain(
    re.compile(
        r"\b(?P<b>O) , (?:an?|the|another) (?:[a-zAL-]+ ){0,3}?(?:rival|competitor|challenger)"
        r"(?: (?:near|in|from|at|outside) L)?(?= [,.;]|$)"
    ),
    re.compile(rf"(?:^|[,;“\"] |but |and |while )(?:its |other |local |several )*{RIVALS} (?:such as|like|including) (?P<b>O)\b"),
    re.compile(r"\bcompetition (?:[a-z]+ ){0,2}?(?:comes?|came|is coming) (?:[a-z]+ )?from (?P<b>O)\b"),
)
# "… and with Core", "as well as against Core"
MORE = re.compile(r"(?: (?:, )?(?:and|or|as well as) (?:also )?(?:with|against|from|by|to) (?:the )?(?:A )?O)+\b")


def extract(chart: Chart, clauses: Clauses, memory: Memory) -> Iterator[Draft]:
    """The drafts about rivals of one sentence."""
    atoms = chart.atoms
    told: set[tuple[int, int]] = set()
    for pattern, sure in COMPETE.candidates(chart.line):
        for m in pattern.finditer(chart.line):
            a, b = chart.at(m.start("a")), chart.at(m.start("b"))
            inner = chart.line[m.start() : m.end()]
            group = next((g for g in clauses.groups if m.start() <= chart.offsets[g.head] < m.end()), None)
            firsts = owner(chart, a) if atoms[a].code != "O" or atoms[a].word in POSSESSIVE else organisations(chart, a)
            if group is not None and m.start("a") < m.start("b"):
                if group.negated:
                    continue
                found, more = agents_of(chart, clauses, memory, group)
                firsts = found if found and more >= 0.7 else firsts
            elif re.search(r"\b(?:not|no|never|former)\b", inner):
                continue
            seconds = organisations(chart, b)
            if more_named := MORE.match(chart.line, m.end()):
                seconds = seconds + [
                    o for k in re.finditer(r"\bO\b", more_named.group()) for o in organisations(chart, chart.at(m.end() + k.start()))
                ]
            for x in firsts:
                yield from _pairs(chart, [x], seconds, sure, told)
    for group in clauses.groups:  # whatever stands between: "Acme, which runs 12 sites, competes with Bolt"
        against = WITH.match(chart.line, chart.offsets[group.head]) if group.lemma in ("compete", "vie") and not group.negated else None
        if against is not None:
            found, more = agents_of(chart, clauses, memory, group)
            for x in found if more >= 0.7 else ():
                yield from _pairs(chart, [x], organisations(chart, chart.at(against.start("b"))), 0.75, told)
    for pattern in AMONG.candidates(chart.line):
        for m in pattern.finditer(chart.line):
            all_of = organisations(chart, chart.at(m.start("ab")))
            for i, one in enumerate(all_of[:4] if len(all_of) <= 4 else ()):
                yield from _pairs(chart, [one], all_of[i + 1 :], 0.72, told)
    for pattern in UNSAID.candidates(chart.line):
        for m in pattern.finditer(chart.line):
            seconds = organisations(chart, chart.at(m.start("b")))
            whose = (
                [memory.topic]
                if memory.topic is not None and memory.topic not in seconds
                else spoken_of(chart.reading, chart.number, [], 1)
            )
            if not any(x in pair for x in seconds for pair in told):
                yield from _pairs(chart, whose, seconds, 0.62, told)


def _pairs(chart: Chart, firsts: list[int], seconds: list[int], sure: float, told: set[tuple[int, int]]) -> Iterator[Draft]:
    for x in firsts:
        for y in seconds:
            if x != y and (x, y) not in told and (y, x) not in told:
                told.add((x, y))
                yield draft(chart, x, "competesWith", y, {}, sure, "relations.competes")
