"""Who holds which post: "Acme CEO Jane Roe", "Jane Roe, head of data centers at Acme", "the firm is led by Jane Roe"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from kg.extract.chart import Chart
from kg.extract.clause import Clauses
from kg.extract.draft import Draft, Qualifiers, of_type
from kg.extract.memory import Memory
from kg.extract.table import table
from kg.model import EntityType

HEADS = frozenset(table("positions")["heads"]["words"])
MODS = frozenset(table("positions")["heads"]["modifiers"])
HEAD = "(?:" + "|".join(sorted((re.escape(w) for w in HEADS), key=len, reverse=True)) + ")"
WORD = r"(?:[a-z][a-z'.]*|-|&|/|A|L|F|N)"
# a title: words up to a head, then perhaps "of …", "for …", "and …", ", …"
BEFORE = rf"(?:(?!(?:including|include|includes|said|says|told|added|and|which|who|that|is|was|are|were|the|its|a|an|by|with|from|as|has|have|will|to|in|of|at|for|on)\b){WORD} ){{0,6}}?"
TITLE = rf"{BEFORE}{HEAD}(?:(?: of| for| -| in charge of| ,| and| , and| &)? (?:(?:the|its) )?(?:(?!(?:said|says|told|at|which|who|that|is|was|has|will|in a|added|as|since|until|after|before|succeeded|succeeding|replaced|replacing|joined|became|where|when)\b){WORD})){{0,9}}?"
SIMPLE = rf"{BEFORE}{HEAD}(?:(?: ,| and| &| , and| -) {BEFORE}{HEAD}){{0,3}}(?: (?:officer|director|president))?"
OF = r"(?: of| at| for| with| in| ,) (?:the |its |[a-z-]+ (?:giant|firm|company|group|provider|operator|developer|unit|startup|maker) |A |local )*"


@cache
def frames() -> tuple[tuple[re.Pattern[str], float], ...]:
    """Patterns with ``p`` (person), ``o`` (organisation), ``t`` (title)."""
    rows = [
        # Jane Roe, head of data centers at Acme / Jane Roe is chief executive of Acme / caption: Jane Roe founder of Acme
        (
            rf"\b(?P<p>P) (?:, |\( |– |- |— )?(?:(?:who )?(?:is|was|serves as|became|remains|currently|has been|, who is) )?(?:now |also |currently )?(?:an? |the |its )?(?P<t>{TITLE}){OF}(?P<o>O)\b",
            0.9,
        ),
        (rf"\b(?P<p>P) (?:, |– |- |— )(?:the )?{TITLE}{OF}O (?:, )?and (?:the |also )?(?P<t>(?:former )?{TITLE}){OF}(?P<o>O)\b", 0.86),
        # Jane Roe is a business executive and the current chief executive of Acme
        (
            rf"\b(?P<p>P) (?:, )?(?:who )?(?:is|was) (?:an? |the )(?:[a-zA'-]+ ){{1,8}}?(?:, |and |, and )(?:also )?(?:the |an? )?(?P<t>{TITLE}){OF}(?P<o>O)\b",
            0.86,
        ),
        # Jane Roe, Acme's chief executive / Jane Roe, an Acme vice president
        (
            rf"\b(?P<p>P) (?:, |\( |– |- |— )(?:an? |the |who is )?(?:A |L )?(?P<o>O) (?:'s )?(?P<t>{TITLE})(?= [,.)(–—-]| said| told| and| in| who| at| says| added| $|$| ;)(?! P| , P)",
            0.85,
        ),
        # Acme's chief executive, Jane Roe / Acme CEO Jane Roe
        (
            rf"\b(?P<o>O) (?:'s |, )?(?:(?:[a-z]+ )?(?:unit|arm|division) )?(?P<t>{TITLE}) (?:, |: |– )?(?:(?:mr|ms|mrs|dr|sir) )?(?:\. )?(?P<p>P)\b",
            0.85,
        ),
        # the chief executive of Acme, Jane Roe / the Chairman of Acme is Jane Roe
        (rf"\b(?P<t>{TITLE}){OF}(?P<o>O) (?:, |is |was |– |: )(?:(?:mr|ms|mrs|dr|datuk) )?(?P<p>P)\b", 0.8),
        (
            rf"\b(?P<o>O) (?:[a-z]+ )?(?:has |have )?(?:appointed|named|hired|promoted|tapped|appoints|names|hires|elected|recruited|nominated|installed|poached) (?:[a-z]+ )?(?P<p>P) (?:, [a-z ,OL']+, )?(?:as |to |to be |to serve as )?(?:its |their |the |a |an |new |position of |role of )*(?P<t>{TITLE})(?= [,.;)]| to| for| in| of| and| who| with| as| D|$| effective| on| following)",
            0.8,
        ),
        (
            rf"\b(?P<p>P) (?:[a-z]+ )?(?:joins|joined|has joined|will join|rejoined) (?P<o>O) (?:[a-zLD]+ )?as (?:its |the |a |an |new )*(?P<t>{TITLE})(?= [,.;)]| to| for| in| of| and| who| from|$| D)",
            0.8,
        ),
        (
            rf"\b(?P<p>P) (?:has been |was |is |had been )?(?:appointed|named|elected|promoted to|hired as|made|appointed as|named as) (?:as |the |its |a |new |to )*(?P<t>{TITLE}){OF}(?P<o>O)\b",
            0.85,
        ),
    ]
    return tuple((re.compile(p), s) for p, s in rows)


LED = (
    (
        re.compile(
            r"\b(?P<o>O) (?:, )?(?:which |that |is |was |, )*(?:currently |now )?(?:led|headed|run|chaired|founded|co - founded|managed|helmed|overseen) by (?:[a-z' -]+ )?(?P<p>P)\b"
        ),
        {
            "led": "leader",
            "headed": "head",
            "run": "head",
            "chaired": "chairman",
            "founded": "founder",
            "co": "co-founder",
            "managed": "manager",
            "helmed": "head",
            "overseen": "head",
        },
    ),
    (
        re.compile(
            r"\b(?P<p>P) (?:, )?(?:who )?(?:also |now |currently )?(?P<v>leads|heads|runs|chairs|founded|co - founded|headed|led|oversees) (?:the )?(?P<o>O)\b(?! (?:'s|in|on))"
        ),
        {
            "leads": "leader",
            "heads": "head",
            "runs": "head",
            "chairs": "chairman",
            "founded": "founder",
            "co": "co-founder",
            "headed": "head",
            "led": "leader",
            "oversees": "head",
        },
    ),
)
LED_TITLE = re.compile(
    rf"\b(?P<o>O) (?:, )?(?:which |that |is |was |, )*(?:currently |now )?(?:led|headed|run|chaired|represented) by (?:its |the )?(?P<t>{TITLE}) (?:, )?(?P<p>P)\b"
)
LED_BEFORE = re.compile(rf"\b(?:led|headed|run|chaired) by (?:its |the )?(?P<t>{TITLE}) (?P<p>P) , (?P<o>O)\b")
AS = re.compile(
    rf"\b(?P<p>P) (?:will |has |was |is |been |to |continues? |continue |serve |remain |appointed |named |promoted |joined ){{0,4}}as (?:the |its |our |a |an |new )*(?P<t>{TITLE})(?= [,.;&]| and|$| of| for| in| effective| along| who)"
)
BARE = (
    AS,
    re.compile(rf"\b(?P<t>{SIMPLE}) (?:, )?(?:(?:mr|ms|mrs|dr) )?(?:\. )?(?P<p>P)\b"),
    re.compile(
        rf"\b(?P<p>P) , (?:the company 's |the firm 's |the group 's |its |their |the |our )?(?P<t>{TITLE})(?= ,| \.| said| told| who|$| says| added| in a)"
    ),
)
FORMER = re.compile(r"\b(?:former|formerly|ex|previous|previously|past|onetime|then|late|outgoing|retired)\b")


def extract(chart: Chart, clauses: Clauses, memory: Memory) -> Iterator[Draft]:
    """The positions that a sentence tells."""
    if "P" not in chart.line:
        return
    told: set[int] = set()
    for pattern, sure in frames():
        for m in pattern.finditer(chart.line):
            yield from _tell(chart, m, sure, told)
    for m in LED_TITLE.finditer(chart.line):
        yield from _tell(chart, m, 0.8, told)
    for m in LED_BEFORE.finditer(chart.line):
        yield from _tell(chart, m, 0.8, told)
    for pattern, titles in LED:
        for m in pattern.finditer(chart.line):
            verb = next((titles[w] for w in m.group().split() if w in titles), "head")
            yield from _tell(chart, m, 0.75, told, title=verb)
    for pattern in BARE:
        for m in pattern.finditer(chart.line):
            yield from _bare(chart, clauses, memory, m, told)


def _tell(
    chart: Chart, m: re.Match[str], sure: float, told: set[int], title: str | None = None, orgs: list[int] | None = None
) -> Iterator[Draft]:
    atoms = chart.atoms
    person = atoms[chart.at(m.start("p"))]
    if orgs is None:
        organisation = atoms[chart.at(m.start("o"))]
        if organisation.reference and organisation.word in ("it", "they", "we"):
            return
        orgs = of_type(chart, organisation.members, EntityType.ORGANIZATION)[:1]
    if title is None:
        first, last = chart.at(m.start("t")), chart.at(m.end("t") - 1)
        title = re.sub(r"\s+", " ", chart.text(first, last + 1)).strip(" ,-–")
        before = chart.words(max(0, first - 3), first)
    else:
        before = chart.words(max(0, chart.at(m.start()) - 1), chart.at(m.end() - 1))
    if not _is_title(title):
        return
    between = chart.line[m.start("p") : m.start("t")] if title is not None and "t" in m.re.groupindex else ""
    was = re.search(r"\bP (?:, )?(?:who )?(?:also )?was (?!appointed|named|elected|promoted|hired|made)", between)
    status = "former" if was or FORMER.search(before.split(" O ")[-1]) or FORMER.match(title.lower()) else "current"
    title = re.sub(r"^(?:newly (?:appointed|named|elected|hired) )", "", title, flags=re.I)
    title = re.sub(
        r"^(?:former|then|ex-?|previous|the|its|an?|new|newly|appointed|outgoing|late|current|currently|long-?time|first)\s+",
        "",
        title,
        flags=re.I,
    )
    people = of_type(chart, person.members, EntityType.PERSON)
    for p in people[:1]:
        if p in told and sure < 0.76:
            continue
        told.add(p)
        for o in orgs:
            q: Qualifiers = {"title": title, "status": status}
            yield Draft(p, "holdsPosition", o, q, chart.sentence.start, chart.sentence.end, sure * person.score, "positions", chart.number)


def _is_title(title: str) -> bool:
    words = re.findall(r"[a-z]+", title.lower())
    return bool(set(words) & HEADS) and len(words) <= 16


def _bare(chart: Chart, clauses: Clauses, memory: Memory, m: re.Match[str], told: set[int]) -> Iterator[Draft]:
    """A title without a company: "Chief Executive Jane Roe said" speaks for the one that the sentence or the text is about."""
    atoms = chart.atoms
    at = chart.at(m.start("p"))
    people = of_type(chart, atoms[at].members, EntityType.PERSON)
    if not people or people[0] in told:
        return
    title_at = chart.at(m.start("t"))
    if re.search(
        r"\bof (?:the|its|that) (?:authority|agency|association|board|commission|department|council|university|fund|institute|chamber|city|county|state|ministry)",
        m.group("t"),
    ):
        return
    if "L" in m.group("t"):
        return  # "planning director for Ohio County": the post of a place
    if title_at and atoms[title_at - 1].code in "LA":
        return
    orgs: list[int] = []
    before = next((j for j in range(title_at - 1, -1, -1) if atoms[j].code == "O"), None)
    if before is not None:
        orgs = of_type(chart, atoms[before].members, EntityType.ORGANIZATION)[-1:]
    if not orgs:
        after = next((j for j in range(at + 1, len(atoms)) if atoms[j].code == "O" and atoms[j].reference), None)
        if after is not None:
            orgs = of_type(chart, atoms[after].members, EntityType.ORGANIZATION)[:1]
    sure = 0.6
    if not orgs and memory.topic is not None:
        orgs, sure = [memory.topic], 0.5
    if not orgs or not re.search(
        r"\b(?:chief|ceo|cfo|cto|coo|president|chairman|chairwoman|director|vice|founder|co|head|spokesman|spokeswoman|spokesperson|manager|officer|executive)\b",
        m.group("t"),
    ):
        return
    yield from _tell(chart, m, sure, told, orgs=orgs)
