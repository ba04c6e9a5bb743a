"""Names of sites that look like names of companies: "its Hyperion data center", "the Frontier campus", "Project Cannoli"."""

from __future__ import annotations

import re

from kg.extract.chart import Atom
from kg.extract.table import table
from kg.model import Reading

FACILITY_BEHIND = re.compile(
    r"[\s-]+(?:AI |mega-?|hyperscale |cloud )?"
    r"(?:data[ -]?cent|campus|projects?\b|sites?\b|facilit|complex|initiative|building|development)",
    re.I,
)
PROJECT_BEFORE = re.compile(
    r"\bproject\s+$"
    r"|(?:cent(?:er|re)s?|campus(?:es)?|facilit(?:y|ies)|sites?|complex|project|development),?\s+(?:to be |will be |is )?(?:code-?)?"
    r"(?:named|called|dubbed|nicknamed|known as)\s+[\"“'‘]?$",
    re.I,
)

PROGRAMMES = frozenset(table("words")["facility"]["programmes"])
"""Names of joint programmes that build under them: whose a site is, others say."""

COMPANY_ENDS = frozenset(table("words")["facility"]["company_ends"])


def is_site_name(reading: Reading, atom: Atom, owned: bool) -> bool:
    """Whether the "organisation" before a facility is the facility's own name.

    ``owned``: whether an owner stands before it already ("Acme's Hyperion campus"), so that only a known company is none.
    Else most of its mentions must stand before a word for a facility or behind "Project".
    """
    if atom.word in PROGRAMMES:
        return True
    which = {r for m in atom.members for r in m.referents}
    if atom.reference or not which or any(reading.referents[r].known is not None for r in which) or atom.word.split()[-1] in COMPANY_ENDS:
        return False
    if owned:
        return True
    text = reading.document.text
    mentions = [m for m in reading.mentions if which & set(m.referents)]
    like = sum(bool(FACILITY_BEHIND.match(text, m.end) or PROJECT_BEFORE.search(text, max(0, m.start - 50), m.start)) for m in mentions)
    return 2 * like > len(mentions)
