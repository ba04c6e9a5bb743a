"""Clauses that a sentence tells without vouching for them: "denied that …", "it is not true that …", "asked whether …", "if …,"."""

from __future__ import annotations

import re

from kg.extract.anchors import sought
from kg.extract.chart import Chart

SAYING = r"(?:reports?|rumou?rs?|claims?|speculation|suggestions?|allegations?|stories|notion|idea|assertions?)"
WHO = r"(?=(?:the |its |their |this |that )?(?:O|P|F|L|it|they|he|she|[a-z]+ [a-z]+s)\b)"
NOT = (
    r"(?:(?:did|does|do|has|have|had|would|could|can|was|is|are|were) ?(?:not|n't)"
    r"|didn't|doesn't|don't|hasn't|haven't|wouldn't|couldn't|never)"
)
THINKS = r"(?:confirm(?:ed)?|believed?|expect(?:ed)?|think|thought|suggest(?:ed)?|claim(?:ed)?|mean|meant|say|said|announced?|aware)"
FALSE = r"(?:false|wrong|untrue|unfounded|baseless|incorrect|inaccurate|premature|denied|dismissed|nonsense|no more than rumou?rs?)"
TOLD = sought(
    r"(?:"
    rf"\b(?:den(?:y|ies|ied|ying)|dismiss(?:es|ed|ing)?|refut(?:es?|ed|ing)|disput(?:es?|ed|ing)|doubt(?:s|ed|ing)?|rebuff(?:s|ed)?)"
    rf" (?:(?:the |any |all |such |media )*{SAYING} )?that\b"
    r"|\b(?:not|n't) (?:true|the case|correct|certain|clear) that\b"
    r"|\b(?:untrue|false|wrong|incorrect) (?:to (?:say|claim|suggest|assume) )?that\b"
    r"|\bno (?:evidence|proof|signs?|indication|truth|suggestion|reason to believe|confirmation)(?: at all| yet)? that\b"
    rf"|\b(?:nobody|no one|none of [a-z ]{{1,20}})(?: (?:has|have|had|yet|really|seriously))* {THINKS}s? that\b"
    rf"|\b{NOT} (?:yet |really |publicly )?(?:been )?{THINKS} that\b"
    rf"|\b(?:unclear|unknown|known|clear|uncertain|asked|asks?|asking|say|said|saying|wonder(?:s|ed)?|questioned|disclosed?|sure|see|seen|doubtful)"
    rf" (?:whether|if) {WHO}"
    r")"
)
"""What stands before such a clause; it goes on to the end of the sentence or to what is set against it."""
UP_TO = re.compile(r" ;| , (?:but|although|though|while|however|instead|saying|adding|insisting|yet)\b")
FRAMED = sought(
    rf"(?:^|(?<= ))(?:contrary to (?:the )?{SAYING} that\b [^,;]+ ,"
    rf"|(?:the |an? |any )?{SAYING} that\b [^;]{{5,160}}? (?:is|are|was|were|proved|turned out(?: to be)?)(?: [a-z]+)? {FALSE}\b)"
)
SUPPOSED = re.compile(
    rf"^(?:(?:if|unless|should it (?:turn out|emerge) that|even if|only if) {WHO}[^,;]+ ,|(?:imagine|suppose|assume|what if)(?: that)?\b.*)"
    rf"|^whether {WHO}.*"
)
SUPPOSING = frozenset(("if", "whether", "unless", "should", "imagine", "suppose", "assume", "what"))
"""With what a clause begins that is only supposed."""
SIGNS = SUPPOSING - {"what"} | {"that"}


def without_unvouched(chart: Chart) -> Chart:
    """A sentence without the clauses that it does not vouch for."""
    if not any(a.code == "w" and a.word in SIGNS for a in chart.atoms):
        return chart
    span = _first(chart.line)
    if span is None:
        return chart
    begin, stop = chart.at(span[0]), chart.at(span[1] - 1) + 1
    left = chart.atoms[:begin] + chart.atoms[stop:]
    return without_unvouched(Chart(chart.reading, chart.sentence, left, chart.number).render())


def _first(line: str) -> tuple[int, int] | None:
    """From where to where the first such clause stands in a row of atoms."""
    told = TOLD.search(line)
    if told is not None:
        begin = line.rfind(" ", 0, told.end() - 1) + 1
        end = UP_TO.search(line, told.end())
        stop = end.start() if end is not None else len(line.rstrip(" .”\""))
        return (begin, stop) if stop > begin else None
    framed = FRAMED.search(line) or SUPPOSED.search(line)
    return framed.span() if framed is not None else None
