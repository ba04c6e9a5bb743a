"""Companies that are only described by their place: "the Menlo Park, Calif.-based company", "the two Oslo-based firms".

The place is a mention of its own, so no reference covers the description; here it becomes one `O` that refers to whom the text
has just spoken of, and keeps the place in ``wider``.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import cache

from kg.extract.chart import Atom
from kg.extract.memory import topic_of
from kg.extract.table import table
from kg.model import EntityType, Kind, Mention, Reading

SURE = 0.75
REACH = 4  # sentences to look back
COUNTS = {"two": 2, "three": 3, "both": 2, "2": 2, "3": 3}
BASED = frozenset(("based", "headquartered", "domiciled"))
HELD = frozenset(("registered", "listed", "owned", "backed", "incorporated"))
BREAKS = frozenset((",", "and", "which", "that", "as", "said", "says", "while", "but", "when", "where", ";", "“", "”"))
QUOTES = frozenset(("“", '"', "”"))
SAYS = frozenset(("said", "says", "announced", "added", "told", "disclosed", "reported", "confirmed", "wrote"))
ENDS = frozenset((",", "”", '"'))
GOVERNED = re.compile(r"\b(?:to|with|by|from|of|for|at|in|on|against|like|into|than) $")
SPEAKERS = frozenset(("we", "our", "us"))
NAMED = frozenset(("of", "called", "named", "behind", "-", "known", "for"))


@cache
def nouns() -> tuple[frozenset[str], frozenset[str]]:
    """Words for a company, in the singular and in the plural."""
    one = frozenset(table("relations")["nouns"]["company"]) | seated()
    return one, frozenset(w[:-1] + "ies" if w.endswith("y") and w[-2] not in "aeo" else w + "s" for w in one)


@cache
def generic() -> frozenset[str]:
    """Words that any company may be called by: enough beside "Chinese" alone."""
    return frozenset(table("relations")["nouns"]["generic"])


@cache
def seated() -> frozenset[str]:
    """Words for a company that, with a place before them, tell where it has its seat: "the Dallas lender", not "the Dallas unit"."""
    return frozenset(table("relations")["nouns"]["seated"])


def mark_described(reading: Reading, number: int, atoms: list[Atom]) -> list[Atom]:
    """The row with each such description as one atom."""
    out: list[Atom] = []
    i = 0
    while i < len(atoms):
        found = _description(reading, number, atoms, i) if atoms[i].code == "w" and atoms[i].word in ("the", "both") else None
        if found is None:
            out.append(atoms[i])
            i += 1
        else:
            atom, i = found
            out.append(atom)
    return out


def _description(reading: Reading, number: int, atoms: list[Atom], i: int) -> tuple[Atom, int] | None:
    word = [a.word if a.code == "w" else a.code for a in atoms[i : i + 14]] + [""] * 16
    count = 1
    at = 1
    if atoms[i].word == "both" or (len(atoms) > i + 1 and atoms[i + 1].word in COUNTS):
        count = 2 if atoms[i].word == "both" else COUNTS[atoms[i + 1].word]
        at = 1 if atoms[i].word == "both" else 2
    if word[at] not in ("L", "A") or atoms[i + at].reference:
        return None
    places = list(atoms[i + at].members[-1:]) + list(atoms[i + at].wider)
    attributive = word[at] == "L"
    at += 1
    if word[at : at + 2] == [",", "L"]:
        places += atoms[i + at + 1].members
        at += 2
    if word[at] == "." and word[at + 1] == "-":
        at += 1
    based = word[at] == "-" and word[at + 1] in BASED
    held = word[at] == "-" and word[at + 1] in HELD
    if based or held:
        at += 2
        attributive = attributive and based
    elif word[at] == "-":
        return None
    one, many = nouns()
    noun = next((k for k in range(at, at + 5) if word[k] in (one if count == 1 else many) and word[k + 1] not in one | many), None)
    if noun is None or any(not (w.isalpha() or w == "-") or w in "OPLADMNQF" for w in word[at:noun]):
        return None
    after = word[noun + 1]
    if (
        after in NAMED
        or after in ("O", "P")
        or (after == "," and word[noun + 2] == "O")
        or not _enough(word[noun], based or held, attributive)
    ):
        return None
    found = _speaker(reading, atoms[:i]) if count == 1 and after in SAYS and atoms[i - 1].word in ENDS else []
    found = found or spoken_of(reading, number, atoms[:i], count)
    if not found:
        return None
    start, end = atoms[i].start, atoms[i + noun].end
    text = reading.document.text[start:end]
    members = tuple(Mention(start, end, text, Kind.REFERENCE, EntityType.ORGANIZATION, SURE, None, (r,)) for r in found)
    wider = tuple(places) if based or attributive else ()
    return Atom("O", text.lower(), start, end, members, True, score=SURE, glue="and" if count > 1 else "", wider=wider), i + noun + 1


def _enough(noun: str, based: bool, attributive: bool) -> bool:
    """Whether a noun, with a place before it, describes a company: the less the place tells, the more the noun must."""
    return based or noun in generic() or (attributive and noun in seated())


def _start(mention: Mention) -> int:
    return mention.start


def _speaker(reading: Reading, before: list[Atom]) -> list[int]:
    """Who speaks at the end of a sentence, ", the Oslo-based group said": its subject, or of many the one that the text is about."""
    first = next((i for i, a in enumerate(before) if a.code == "O" and a.word not in SPEAKERS), None)
    if first is None or first > 2 or (first + 1 < len(before) and before[first + 1].word in ("'s", "'")):
        return []
    named = [r for m in before[first].members for r in m.referents]
    k = first
    while k + 2 < len(before) and before[k + 1].word in (",", "and", "&") and before[k + 2].code == "O":
        k += 2
        named += [r for m in before[k].members for r in m.referents]  # "Acme, Bolt and Core": no single one of them
    topic = topic_of(reading)
    return named if len(named) == 1 else [topic] if topic is not None and topic not in named else []


def spoken_of(reading: Reading, number: int, before: list[Atom], count: int) -> list[int]:
    """The organisations that the text has just spoken of: of this sentence, else of the ones before."""
    here: list[int] = []
    subjects: set[int] = set()
    for i, a in enumerate(before):
        if a.code == "O" and a.word not in SPEAKERS:
            named = [r for m in a.members for r in m.referents if r not in here]
            between = {b.word for b in before[i + 1 :] if b.code == "w"}
            if between & BREAKS or (i + 1 < len(before) and before[i + 1].word in ("'s", "'")):
                here += named
            else:
                subjects |= set(named)  # "Acme bought the Oslo-based company": somebody else
    if count == 1 and here:
        topic = topic_of(reading)
        listed = len(here) > 2  # "Acme, Bolt and Core": no single one of them
        return [topic if topic is not None and (topic in here or (listed and topic not in subjects)) else here[0]]
    if len(here) == count:
        return here
    topic = topic_of(reading)
    if count == 1 and topic is not None and topic not in subjects and any(a.code == "P" for a in before) and before[0].word in QUOTES:
        return [topic]  # "…," said the head of the Oslo-based company
    for earlier in reversed(reading.sentences[max(0, number - REACH) : number]):
        found: list[int] = []
        governed: set[int] = set()
        acting: set[int] = set()  # of a passive: "was led by Bolt and Core"
        ended = -1
        for m in reading.mentions[bisect_left(reading.mentions, earlier.start, key=_start) :]:
            if m.start >= earlier.end:
                break
            if m.type is EntityType.ORGANIZATION and (count == 1 or m.kind is Kind.NAME) and m.text.lower() not in SPEAKERS:
                text = reading.document.text
                listed = ended >= 0 and text[ended : m.start] in (", ", " and ", ", and ")
                word = GOVERNED.search(text, max(earlier.start, m.start - 12), m.start)
                if word is not None:
                    governed |= set(m.referents).difference(found)
                if listed or (word is not None and word[0] == "by "):
                    acting |= set(m.referents).difference(found)
                    ended = m.end
                found += [r for r in m.referents if r not in found]
        found = [r for r in found if r not in subjects]
        if count == 1 and found:
            if topic is not None and topic in found and topic not in governed:
                return [topic]
            if topic is not None and acting.issuperset(found):
                return [topic]  # "The financing was led by Bolt. The Oslo-based group …"
            return found[:1]
        if count > 1 and len(found) >= count:
            return found[:count]
    return [topic] if count == 1 and topic is not None and topic not in subjects else []
