"""What the form of a name and the words around it say of its type: rules, each of which gives evidence and decides nothing alone."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from kg.mention import words as lists
from kg.mention.features import PAD
from kg.mention.tagger import Span, Tagged

STRONG = 0.35
MEDIUM = 0.2
WEAK = 0.1

UNIT = re.compile(r"(?:[KMGT]Wh?|[MGTP]bps|[KMGTP]B|MVA|kVA?|Q[1-4]|H[12]|FY\d*|[A-Z]{2,5}-?\d{1,3}[A-Z]?|[A-Z]\d{1,3})")
"""Units and codes of sites ("MW", "DFW10", "AM3", "Q4")."""

class Evidence(NamedTuple):
    """A span of tokens that looks like a name of a type ("ORG", "PER", "LOC"), and how much so."""

    span: Span
    weight: float


def evidence(tagged: Tagged) -> Iterator[Evidence]:
    """What the forms of all capitalised runs say."""
    for start, end in tagged.runs:
        yield from _run(tagged.words, tagged.kinds, start, end)


def trim(words: Sequence[str], start: int, end: int) -> tuple[int, int]:
    """A run without the words at its ends that begin a sentence or are signs."""
    while start < end and (words[start].lower() in lists.LEADS or not words[start][0].isalnum()) and not (
        words[start].isupper() and len(words[start]) > 1 and start + 1 == end
    ):
        start += 1
    if start < end and words[start - 1] == "to" and words[start].lower() in lists.INFINITIVES:
        start += 1  # "Acme to Build Data Center"
    for i in range(start + 1, end):
        if words[i].lower() in lists.HEADLINE_VERBS and (i + 1 == end or words[i + 1].lower() not in lists.LEGAL):
            end = i
            break
    if end - start > 2 and words[end - 1] == "Partners" and words[end - 2].lower() in ("corporation", "inc", "corp", "ltd", "llc", "plc"):
        end -= 1  # "Acme Corporation Partners on a mine"
    if end - start > 1 and words[end - 1] == "Partners" and words[end] == "with":
        end -= 1
    while end > start and (words[end - 1] in ("An", "The", "From") or _is_sign(words[end - 1])):
        end -= 1
    return start, end


def _is_sign(word: str) -> bool:
    return not word[-1].isalnum() and "." not in word[:-1]


def _run(words: Sequence[str], kinds: Sequence[str], start: int, end: int) -> Iterator[Evidence]:
    start, end = trim(words, start, end)
    if start >= end:
        return
    post = next((k for k in range(start, end) if kinds[k][0] in "UC" and words[k].lower() in lists.POSTS), None)
    if post is not None and not any(kinds[k][1:] in ("legal", "group") for k in range(post, end)):
        after = post
        while after < end and words[after].lower() in lists.POST_PARTS:
            after += 1
        before = post
        while before > start and words[before - 1].lower() in lists.POST_PARTS:
            before -= 1
        if before > start and not _looks_public(words, start, before):
            yield Evidence(Span(start, before, "ORG"), WEAK)
        if after < end and _is_personal(kinds, after, end):
            yield Evidence(Span(after, end, "PER"), STRONG)
        if before > start or after < end:
            return
    yield from _person(words, kinds, start, end)
    yield from _organisation(words, kinds, start, end)


def _looks_public(words: Sequence[str], start: int, end: int) -> bool:
    return words[end - 1].lower() in lists.PLACE_HEADS


def _is_personal(kinds: Sequence[str], start: int, end: int) -> bool:
    """Whether words could be a person's name: capitalised, and none of them a word for a kind of thing."""
    usual = ("month", "terrain")
    return end - start <= 4 and all(kind[0] in "CMU." and (kind[1:] in usual or not kind[1:].strip("GFPp")) for kind in kinds[start:end])


def _person(words: Sequence[str], kinds: Sequence[str], start: int, end: int) -> Iterator[Evidence]:
    if kinds[start][1:] == "honor" and kinds[start][0] == "C":
        first = start + 1 + (words[start + 1] == "." if start + 1 < end else 0)
        if first < end and _is_personal(kinds, first, end):
            yield Evidence(Span(first, end, "PER"), 2 * STRONG)
        return
    if not _is_personal(kinds, start, end):
        return
    given = "G" in kinds[start]
    size = end - start
    before, after = kinds[start - 1], kinds[end]
    if before == "." and kinds[start - 2] == "Chonor":
        yield Evidence(Span(start, end, "PER"), 2 * STRONG)
    elif before == "ltitle" and (given or size in (2, 3)):
        yield Evidence(Span(start, end, "PER"), STRONG if given else MEDIUM)
    elif given and size in (2, 3):
        hired = after == "as" and any(kind[1:] == "title" for kind in kinds[end + 1 : end + 5])
        spoken = hired or before == "lspeech" or after == "lspeech" or (after == "," and _title_follows(words, kinds, end + 1))
        yield Evidence(Span(start, end, "PER"), 2 * STRONG if spoken else MEDIUM)
    elif size in (2, 3) and after == "," and _title_follows(words, kinds, end + 1):
        yield Evidence(Span(start, end, "PER"), STRONG)


def _title_follows(words: Sequence[str], kinds: Sequence[str], start: int) -> bool:
    """Whether words begin with somebody's post: "chief executive", "OVH's chairman", "the company's new president"."""
    for i in range(start, min(start + 6, len(words))):
        if kinds[i][1:] == "title" and words[i].lower() not in ("head", "lead", "general", "partner"):
            return True
        if not (words[i][0].isupper() or kinds[i] in ("'s", "lfirm") or words[i] in ("the", "its", "a", "an", "former", "new", "who")):
            return False
    return False


def _organisation(words: Sequence[str], kinds: Sequence[str], start: int, end: int) -> Iterator[Evidence]:
    last = words[end - 1].lower()
    size = end - start
    if last in lists.NO_ORGANISATION:
        return
    legal = next((k for k in range(start + 1, end) if kinds[k][1:] == "legal"), None)
    if legal is None and end + 1 < len(words) and words[end] == "," and kinds[end + 1][1:] == "legal" and kinds[end + 1][0] != "l":
        yield Evidence(Span(start, end + 2, "ORG"), 2 * STRONG)
        return
    if legal is not None:
        while legal + 1 < end and kinds[legal + 1][1:] == "legal":
            legal += 1
        yield Evidence(Span(start, legal + 1, "ORG"), STRONG)
        return
    if public_and := _public_and(words, kinds, start, end):
        yield Evidence(Span(start, public_and, "ORG"), 2 * STRONG)
        return
    data_centers = last in ("centers", "centres") and words[end - 2] == "Data"
    headed = size > 1 and (kinds[end - 1][1:] in ("group", "head", "public") or data_centers)
    public = size > 2 and words[start].lower() in lists.PUBLIC_LEADS and words[start + 1] in ("of", "for")
    brand = kinds[start][0] == "M" and size == 1 and last not in lists.PRODUCTS
    if headed or public:
        yield Evidence(Span(start, end, "ORG"), STRONG)
    elif size > 2 and words[start] in lists.PLACE_HEADS_OF and words[start + 1] == "of":
        yield Evidence(Span(start, end, "LOC"), STRONG)
    elif size > 1 and kinds[end - 1] == "Cterrain":
        yield Evidence(Span(start, end, "LOC"), MEDIUM)
    elif kinds[start - 1] == "lfirm" and words[start] not in lists.COMMON_ABBREVIATIONS:
        yield Evidence(Span(start, end, "ORG"), MEDIUM)
    elif brand or (kinds[end] == "'s" and kinds[end + 1] in ("lfirm", "Utitle")):
        yield Evidence(Span(start, end, "ORG"), WEAK)


def _public_and(words: Sequence[str], kinds: Sequence[str], start: int, end: int) -> int | None:
    """Where a public body ends whose name goes on behind "and": "Department of Licensing and Regulation"."""
    if words[end] != "and" or kinds[end + 1][0] != "C" or kinds[end + 1][1:] in ("public", "head", "group") or "P" in kinds[end + 1]:
        return None
    for i in range(start, end - 1):
        if words[i].lower() in lists.PUBLIC_LEADS and words[i + 1] in ("of", "for") and "P" not in kinds[i + 2]:
            stop = end + 2
            while kinds[stop][0] == "C" and kinds[stop][1:] == "" and stop - end < 4:
                stop += 1
            return stop
    return None


def brackets(tagged: Tagged) -> Iterator[tuple[Span, Span]]:
    """Pairs of a run and the short name in brackets behind it, where its letters come from the run: "Princeton Digital Group (PDG)"."""
    words = tagged.words
    for start, end in tagged.runs:
        if words[start - 1] not in ("(", "“", '"') or end - start > 2 or (words[start - 1] != "(" and words[start - 2] != "("):
            continue
        stop = start - 1 if words[start - 1] == "(" else start - 2
        short = "".join(words[start:end])
        first = _long_form(words, stop, short)
        if first is not None:
            yield Span(first, stop, "ORG"), Span(start, end, "ORG")


def _long_form(words: Sequence[str], stop: int, short: str) -> int | None:
    """Where the long form of an acronym begins that ends before ``stop``; None where the letters do not fit."""
    letters = [char.upper() for char in short if char.isalnum()]
    if len(letters) < 2 or not short[0].isupper():
        return None
    k = stop
    left = len(letters)
    while k > 0 and left and stop - k < 12 and words[k - 1] != PAD:
        k -= 1
        word = words[k]
        if word[0].upper() == letters[left - 1] and word[0].isupper():
            left -= 1
        elif word[0].isupper() and word.lower() not in lists.LEGAL:
            if word[:left].upper() == "".join(letters[:left]):
                return k
            break
        elif not (word[0].isupper() or word in lists.CONNECTORS or word in ("and", "the", ",", ".", "'s")):
            break
    return k if not left else None


@lru_cache(maxsize=10_000)
def is_excluded(name: str) -> bool:
    """Whether a string is never an organisation: units, site codes, common abbreviations, programmes, laws, events.

    >>> is_excluded("CHIPS Act"), is_excluded("DFW10"), is_excluded("Project Cannoli"), is_excluded("CyrusOne")
    (True, True, True, False)
    """
    last = name.rsplit(" ", 1)[-1].lower()
    return bool(
        UNIT.fullmatch(name)
        or name in lists.COMMON_ABBREVIATIONS
        or name.lower() in lists.PRODUCT_NAMES
        or (name.lower() in lists.KINDS_ALONE and not name.isupper())
        or last in lists.NO_ORGANISATION
        or name.startswith(("Project ", "Phase ", "Building ", "Figure ", "Table ", "Tier "))
        or all(word in lists.MONTHS or word.isdigit() for word in name.lower().split())
        or last in lists.OFFICES
        or (" " in name and all(word in lists.DEAL_WORDS for word in name.lower().split()))
        or (name.lower() in lists.LEADS and not name.isupper())
    )
