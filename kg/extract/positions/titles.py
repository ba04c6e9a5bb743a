"""Titles: where in a sentence a post is named, what it is called, and whether it is a past or a coming one.

``titled`` draws each title into one atom of the code `T`, so that frames read "P , T of O" and need not know what titles look like.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass, replace

from kg.extract.chart import Atom, Chart
from kg.extract.positions.complement import complement
from kg.extract.positions.row import Row, words
from kg.extract.table import table


@dataclass(frozen=True, slots=True)
class Title:
    """What a `T` says: the title as written; ``of_body`` where it goes on with somebody's name ("director of the authority")."""

    text: str
    heads: frozenset[str]
    former: bool = False
    coming: bool = False
    of_body: bool = False
    of_place: bool = False
    plural: bool = False
    capital: bool = False
    named: bool = False  # begins with capitals that may be somebody's name: "Lincoln Executive Vice President"


def titled(chart: Chart) -> Chart:
    """The sentence with each title as one atom."""
    spans = _joined(chart, list(_spans(chart)))
    if not spans:
        return chart
    atoms: list[Atom] = []
    at = 0
    for first, start, last, title in spans:
        atoms += chart.atoms[at:first]
        inner = chart.atoms[start:last]
        atoms.append(Atom("T", title.text, inner[0].start, inner[-1].end, phrase=title))
        at = last
    atoms += chart.atoms[at:]
    return Chart(chart.reading, chart.sentence, atoms, chart.number).render()


def title_of(atom: Atom) -> Title:
    assert isinstance(atom.phrase, Title)
    return atom.phrase


def is_department(row: Chart, i: int) -> bool:
    """Whether a name is made of nothing but words for departments: "Global Sales"."""
    return Row(row).swallowed(i)


Span = tuple[int, int, int, Title]
"""First atom with "former" and the like, first atom of the title, the atom behind it, the title."""


def _spans(chart: Chart) -> list[Span]:
    atoms, heads = chart.atoms, words("heads", "words")
    row = Row(chart)
    spans: list[Span] = []
    done = 0
    i = 0
    while i < len(atoms):
        if not (row.is_word(i) and (atoms[i].word in heads or row.swallowed(i))):
            i += 1
            continue
        last = row.core_end(i)
        first = row.leftwards(i, done)
        if row.is_other_noun(i, last) or not row.stands_as_noun(first, i, last):
            i = max(last, i + 1)
            continue
        last, of_body, of_place = complement(row, first, i, last)
        outer, former, coming = row.edge(first, done)
        core = {a.word for a in atoms[first:last] if a.code == "w"} & heads or {"officer"}
        plurals = table("positions")["heads"]["plural"]
        text = _clean(chart.text(first, last))
        plural = atoms[i].word in plurals and atoms[i].word == atoms[row.core_end(i) - 1].word
        if plural:
            text = re.sub(rf"(?i)\b{atoms[i].word}\b", plurals[atoms[i].word], text)
            text = re.sub(r"(?i)\bco-co-", "co-", text)
        spans.append(
            (
                outer,
                first,
                last,
                Title(text, frozenset(core), former, coming, of_body, of_place, plural, row.capital(i), row.begins_named(first, i)),
            )
        )
        done = i = last
    return spans


def _joined(chart: Chart, spans: list[Span]) -> list[Span]:
    """ "Founder, CEO and President" is one title of three posts."""
    out: list[Span] = []
    for span in spans:
        outer, _, last, title = span
        if out:
            before, start, end, other = out[-1]
            glue = " ".join(a.word if a.code == "w" else a.code for a in chart.atoms[end:outer])
            same = not (title.former or title.coming) and not (other.of_body or other.of_place or other.plural or title.plural)
            if same and glue in (",", "and", "&", ", and", "/", "as well as", "- and"):
                text = _clean(chart.text(start, last))
                out[-1] = (
                    before,
                    start,
                    last,
                    replace(title, text=text, heads=title.heads | other.heads, former=other.former, coming=other.coming),
                )
                continue
        out.append(span)
    return out


def _clean(text: str) -> str:
    text = re.sub(r"\s*\([^()]{1,40}\)?|\b(?:current|currently) ", "", text)
    return re.sub(r"\s+", " ", text).strip(" ,-–—&")


def holds(title: Title, names: Collection[str]) -> bool:
    """Whether one of these words heads the title."""
    return bool(title.heads & frozenset(names))
