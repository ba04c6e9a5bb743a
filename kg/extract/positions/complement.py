"""What belongs to a title behind its head: "of data centers for Asia", ", Americas"; and what is somebody's name instead."""

from __future__ import annotations

import re

from kg.extract.positions.row import AND, Row, words

COMPLEMENTS = frozenset(("of", "for"))
DASHES = frozenset("-–—")
REGIONS = re.compile(
    r"(?i)americas?|asia|pacific|europe|africa|middle east|emea|apac|latin america|north america|mena|nordics?|benelux|iberia"
)


def complement(row: Row, first: int, i: int, last: int) -> tuple[int, bool, bool]:
    """Takes in "of data centers for Asia", ", Americas"; tells whether a body or a place is named instead."""
    capital, n = row.capital(i), len(row.atoms)
    of_body = of_place = False
    if capital:
        while (
            last < n
            and row.atoms[last].code in "wOL"
            and (
                (row.atoms[last].code == "w" and row.word(last) in row.department and row.capital(last))
                or (row.atoms[last].code != "w" and row.swallowed(last) and row.word(last + 1) in (",", "at", "for", "of"))
            )
        ):
            last += 1
    for _ in range(4):
        if last + 1 >= n:
            break
        word = row.word(last)
        if word in COMPLEMENTS or (word == "in" and row.word(last + 1) == "charge"):
            start = last + (3 if word == "in" else 1)
            end, body, place = _phrase(
                row,
                start,
                capital,
                bool(words("heads", "whole") & {row.word(j) for j in range(first, last)})
                and "vice" not in {row.word(j) for j in range(first, last)},
            )
            of_body, of_place = of_body or body, of_place or place
            if end is None:
                break
            last = end
        elif capital and (word == "," or word in DASHES or word in AND) and _detached(row, last + 1) and not _opens_title(row, last + 1):
            end, _, _ = _phrase(row, last + 1, capital, False)
            if end is None:
                break
            last = end
        else:
            break
    return last, of_body, of_place


def _opens_title(row: Row, k: int) -> bool:
    """Whether the words from ``k`` on run into a head: "and National Data Center Group Leader"."""
    for j in range(k, min(k + 7, len(row.atoms))):
        if row.word(j) in row.heads:
            return True
        if not (row.title_word(j, True) or row.word(j) in AND):
            return False
    return False


def _detached(row: Row, k: int) -> bool:
    """Whether what stands behind a comma or dash is a department: ", Data Centers, Acme"."""
    a = row.atoms[k]
    if a.code == "L":
        return bool(REGIONS.search(row.text[a.start : a.end])) or row.word(k + 1) in ("at", "for")
    if a.code == "O":
        return row.swallowed(k) and not row.holds_head(k)
    if a.code == "F":
        return row.capital(k)
    return a.code == "w" and row.capital(k) and a.word in row.department


def _phrase(row: Row, start: int, capital: bool, whole: bool) -> tuple[int | None, bool, bool]:
    """Where the noun phrase behind "of" ends, or None where it names a body (told by the second) or nothing that belongs to a title."""
    atoms, n = row.atoms, len(row.atoms)
    bodies = words("around", "bodies")
    k = start
    content = False
    while k < n and k - start < 14:
        a, w = atoms[k], row.word(k)
        if a.code == "w" and (w in AND or w == "-" or w == "," or (w in COMPLEMENTS and content) or (w == "outside" and content)):
            follows = k + 1 < n and (
                atoms[k + 1].code in "LFA"
                or (atoms[k + 1].code == "w" and row.title_word(k + 1, capital) and row.word(k + 1) not in row.heads)
                or row.swallowed(k + 1)
            )
            if w == "," and not (capital and follows and _listed(row, k + 1)):
                break
            if (
                (not follows and not (w in COMPLEMENTS and row.word(k + 1) == "the"))
                or (row.word(k + 1) in row.heads)
                or _heads_soon(row, k + 1, capital)
            ):
                break
            k += 1
            continue
        if (
            a.code == "w"
            and w == "the"
            and k + 1 < n
            and (row.word(k + 1) in row.department or row.word(k + 1) in ("board", "economy") or atoms[k + 1].code == "L")
        ):
            k += 1
            continue
        if a.code == "w" and w == "board" and content is False:
            content = True
            k += 1
            continue
        if a.code in "LA" and not a.reference:
            if a.glue and a.code == "L":
                pass
            content = True
            k += 1
            continue
        if row.title_word(k, capital):
            if a.code == "w" and w in row.heads and w not in row.department and content:
                break
            content = True
            k += 1
            continue
        break
    while k > start and (row.word(k - 1) in AND or row.word(k - 1) in COMPLEMENTS or row.word(k - 1) in (",", "-", "the", "outside")):
        k -= 1
    taken = atoms[start:k]
    body = any(a.code == "w" and a.word in bodies and a.word not in ("company", "firm", "group") for a in taken) or (
        not taken and row.word(start) in ("the", "that", "a") and _is_body(row, start)
    )
    if (
        taken
        and taken[-1].code == "w"
        and taken[-1].word in words("around", "units")
        and row.word(k) == ","
        and k + 1 < n
        and atoms[k + 1].code == "O"
    ):
        return None, False, False  # "of subsidiary, Acme"
    if not taken:
        return None, body or _unknown(row, start), False
    follower = atoms[k] if k < n else None
    if follower is not None and (follower.code in "OP" or row.word(k) in ("'s", "'")) and follower.word not in ("he", "she", "they", "it"):
        return None, False, False  # "of Norwegian operator Acme", "of Germany's Siemens"
    if follower is not None and row.word(k) == "-" and any(a.code == "L" for a in taken):
        return None, False, False  # "of Oslo-based Acme"
    if body:
        return None, True, False
    if (
        whole
        and any(a.code == "O" for a in taken)
        and not ((row.word(k) in ("at", "for", "with", ",") or row.word(k) in DASHES) and any(a.code == "O" for a in atoms[k + 1 : k + 4]))
    ):
        return None, False, False  # "of Mission Critical Group": a name after all
    if capital and all(a.code == "w" for a in taken) and not any(a.word in row.department for a in taken):
        return None, True, False  # "President of Foo Bar": a name that nobody found
    place = all(a.code in "LA" or a.word in ("the", ",", "and") for a in taken)
    return k, False, place


def _is_body(row: Row, start: int) -> bool:
    """Whether "the media company" stands for somebody, and does not lead to a name: "the media company Acme"."""
    at = next((j for j in range(start, min(start + 4, len(row.atoms))) if row.word(j) in words("around", "bodies")), None)
    return at is not None and not (at + 1 < len(row.atoms) and row.atoms[at + 1].code == "O")


def _unknown(row: Row, k: int) -> bool:
    k += k < len(row.atoms) and row.word(k) == "the"  # "of The Acme Company"
    return k < len(row.atoms) and row.atoms[k].code == "w" and row.capital(k)


def _listed(row: Row, k: int) -> bool:
    """Whether a comma goes on with the departments of a list: "of Sales, Marketing and Service"."""
    return (
        (row.atoms[k].code in "LF" and row.word(k + 1) in ("and", "&", "at", ","))
        or (row.word(k) in row.department and row.capital(k))
        or (row.swallowed(k) and not row.holds_head(k))
    )


def _heads_soon(row: Row, k: int, capital: bool) -> bool:
    """Whether a new title begins at ``k``: "of Sales and General Manager"."""
    for j in range(k, min(k + 5, len(row.atoms))):
        if row.word(j) in row.heads:
            return True
        if not (row.word(j) in row.modifiers or (row.atoms[j].code == "w" and row.capital(j) and capital and row.word(j).isalpha())):
            return False
    return False
