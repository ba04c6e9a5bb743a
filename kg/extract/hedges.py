"""What somebody only thinks or talks about: "is weighing plans to buy Bolt", "has not ruled out building a campus"."""

from __future__ import annotations

import re
from dataclasses import replace

from kg.extract.chart import Chart
from kg.extract.verbs import VerbGroup

WEIGHED = re.compile(
    r"(?:^| )(?:weigh(?:s|ed|ing)?|consider(?:s|ed|ing)?|mull(?:s|ed|ing)?|explor(?:es?|ed|ing)|ponder(?:s|ed|ing)?"
    r"|contemplat(?:es?|ed|ing)|evaluat(?:es?|ed|ing)|stud(?:y|ies|ied|ying)|examin(?:es?|ed|ing)|discuss(?:es|ed|ing)?"
    r"|debat(?:es?|ed|ing)|toy(?:s|ed|ing)? with|look(?:s|ed|ing)? (?:at|into)|think(?:s|ing)? (?:of|about)|thought (?:of|about)"
    r"|(?:talks|discussions|negotiations) (?:on|about|over|to|for)|rul(?:ed?|ing) out|(?:rumou?red|said|understood|believed|tipped) to)"
    r"(?: (?!(?:and|or|but|that|which|it|they)\b)[a-z]+){0,3}$"
)
"""What stands before the verb."""
REACH = 6  # atoms


def hedged(group: VerbGroup, chart: Chart) -> VerbGroup:
    """The verb as one that is only considered, where what stands before it says so."""
    if group.considered or group.passive or group.tense not in ("infinitive", "gerund", "future", "participle"):
        return group
    left = chart.words(max(0, group.first - REACH), group.head)
    return replace(group, tense="future", considered=True) if WEIGHED.search(left) else group
