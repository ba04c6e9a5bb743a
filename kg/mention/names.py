"""Names of organisations, people, unknown places: what the tagger sees, summed over the document; known names and forms are evidence.

One name has many occurrences; where the tagger is sure of one it is right about the others too. So every candidate gathers evidence from
all places where it stands, and the type is decided for the name, not for each occurrence.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from kg.mention import forms
from kg.mention import words as lists
from kg.mention.features import PAD
from kg.mention.name_choice import KINDS, Choice
from kg.mention.name_context import settled
from kg.mention.spelling import words
from kg.mention.tagger import Span, Tagged, Tagger
from kg.mention.weighing import COVERED, CROSSED, Evidence, Row, Weighing, at, strength
from kg.model import Document, EntityType, Hit, Kind, Mention, Sentence, Token
from kg.tokens import WORD

OPENERS = frozenset((PAD, ".", ":", "“", '"', "‘", "-", "–", "—", "•", "*", "'"))  # a capital behind them says nothing
GAP = re.compile(r"[ \t\u00a0]{2,}|\t|\s*\|\s*")
IN_GAPS = ("  ", "\t", "\u00a0", "|")  # each gap holds one of them

Key = tuple[str, ...]


class Lexicon(Protocol):
    """What this module asks of the lexicon."""

    def find(self, name: str, type: EntityType | None = None) -> Sequence[Any]:
        """The known things of a name."""

    def adjective(self, word: str) -> Sequence[Any]:
        """The places that an adjective speaks of."""


@dataclass(slots=True)
class Candidate:
    """A string that may be a name, with what speaks for each of KINDS."""

    occurrences: list[int] = field(default_factory=list)  # indices of first words
    tagger: list[tuple[float, float, float]] = field(default_factory=list)
    forms: list[float] = field(default_factory=lambda: [0.0, 0.0, 0.0])
    alias: int | None = None
    known: str | None = None


def names(
    document: Document,
    sentences: Sequence[Sentence],
    hits: Iterable[Hit],
    lexicon: Lexicon,
    active: frozenset[int],
    places: Sequence[Mention],
    tagger: Tagger,
    weighing: Weighing,
) -> list[Mention]:
    """The names of organisations, people and places in the active sentences. ``places`` are the places that the text seems to name.

    Sorted, without overlaps. Names with a score below 0.5 are candidates that something else must confirm.
    """
    reader = Reader.of(document, sentences, active, tagger)
    if reader is None:
        return []
    spans, evidence = reader.gather(reader.look(hits, lexicon, places))
    chosen = reader.choose(spans, weighing.probabilities(evidence)) if spans else []
    return settled(document.text, chosen, places, lexicon, reader.vocabulary)


class Reader:
    """Reads the names of one document: `look` for candidates, `gather` what speaks for them, `choose`."""

    @classmethod
    def of(cls, document: Document, sentences: Sequence[Sentence], active: frozenset[int], tagger: Tagger) -> Reader | None:
        """The reader of the active sentences, or None where they hold no words."""
        given = tagger.gazetteer.given
        tokens = [row for i in sorted(active) for row in _rows(document.text, sentences[i], given)]
        if not tokens:
            return None
        text = document.text
        tagged = tagger.tag([[token.text for token in row] for row in tokens])
        return cls(text, tagged, tokens, tagger.gazetteer.clusters)

    def __init__(self, text: str, tagged: Tagged, tokens: Sequence[Sequence[Token]], vocabulary: Container[str]) -> None:
        self.text = text
        self.vocabulary = vocabulary  # common English words
        self.tagged = tagged
        self.words = words = tagged.words
        self.starts = [0] * len(tagged.words)
        self.ends = [0] * len(tagged.words)
        self.index: dict[int, int] = {}  # offset of a word -> its index
        self.last: dict[int, int] = {}  # offset where a word ends, or one of those that it stands for -> its index
        place = 0
        for row in tokens:
            place += 2
            for word, start, end in row:
                self.starts[place], self.ends[place] = start, end
                self.index[start] = self.last[end] = place
                if len(word) < end - start:
                    self.last.update((match.end(), place) for match in WORD.finditer(text, start, end))
                place += 1
        self.shorts: set[int] = set()  # where short names stand in brackets behind the long ones
        self.candidates: dict[Key, Candidate] = defaultdict(Candidate)
        self.adjectives: set[str] = set()
        self.whole: set[tuple[int, int]] = set()  # capitalised runs
        self.small = {word for word in words if word.islower()}

    def key(self, start: int, end: int) -> Key:
        return tuple(self.words[start:end])

    def look(self, hits: Iterable[Hit], lexicon: Lexicon, places: Sequence[Mention]) -> dict[tuple[int, int], float]:
        """Gathers the candidates with their occurrences; gives back where places stand, as words, with their scores."""
        self.adjectives = {word for word in {self.words[start] for start, _ in self.tagged.runs} if lexicon.adjective(word)}
        for start, end, _ in self.spans():
            self.candidates[self.key(start, end)]
        for run in self.tagged.runs:
            start, end = forms.trim(self.words, *run)
            if start < end:
                self.whole.add((start, end))
                if self.words[start - 1] not in OPENERS and self.words[start][0].isalpha():
                    self.candidates[self.key(start, end)]
        for (start, end, kind), weight in forms.evidence(self.tagged):
            row = self.candidates[self.key(start, end)].forms
            k = KINDS.index(kind)
            row[k] = max(row[k], weight)
        self._add_known(hits, lexicon)
        found = self._add_places(places)
        self._add_aliases()
        self._find()
        return found

    def spans(self) -> Iterator[Span]:
        """The tagger's names, without the words around them that are no part of names."""
        for start, end, kind in self.tagged.spans:
            if "—" in self.words[start:end]:  # "7:00 AM US/Eastern — Acme, the maker of"
                start = max(i for i in range(start, end) if self.words[i] == "—") + 1
            start, end = forms.trim(self.words, start, end)
            while kind == "PER" and end - start > 1 and self.tagged.kinds[start][1:] in ("title", "honor", "sign"):
                start += 1
            if start < end:
                yield Span(start, end, kind)

    def _add_known(self, hits: Iterable[Hit], lexicon: Lexicon) -> None:
        for hit in hits:
            start, last = self.index.get(hit.start), self.last.get(hit.end)
            if start is None or last is None or "name" not in hit.what:
                continue
            surface = self.text[hit.start : hit.end]
            if surface.islower() and not _has_small_name(lexicon, surface):
                continue
            key = _organisation_key(lexicon, surface)
            if key is not None:
                self.candidates[self.key(start, last + 1)].known = key

    def _add_places(self, places: Sequence[Mention]) -> dict[tuple[int, int], float]:
        found = {}
        for place in places:
            start, last = self.index.get(place.start), self.last.get(place.end)
            if place.kind is Kind.NAME and start is not None and last is not None:
                found[start, last + 1] = place.score
                self.candidates[self.key(start, last + 1)]
        return found

    def _add_aliases(self) -> None:
        """Short forms of the longer names: surnames, acronyms, names without the words that tell the kind."""
        people = [key for key, candidate in self.candidates.items() if len(key) > 1 and candidate.forms[1] >= forms.STRONG]
        short: dict[Key, int] = {key[-1:]: 1 for key in people if len(key[-1]) > 1}
        longs = {key for key, candidate in self.candidates.items() if candidate.forms[0] >= forms.STRONG}
        for start, end, kind in self.spans():
            key = self.key(start, end)
            if len(key) < 2:
                continue
            if kind == "PER" and len(key) <= 4 and len(key[-1]) > 1 and key[-1].lower() not in lists.FUNCTION_WORDS:
                short.setdefault((key[-1],), 1)
            if kind == "ORG":
                longs.add(key)
        for key in longs:
            for form in _short_forms(key):
                if len(form) > 1 or form[0].lower() not in self.small:
                    short.setdefault(form, 0)
        for long, brief in forms.brackets(self.tagged):
            name = self.candidates[self.key(long.start, long.end)]
            name.forms[0] = max(name.forms[0], forms.MEDIUM)
            short[self.key(brief.start, brief.end)] = 0
            self.shorts.add(brief.start)
        for form, of in short.items():
            self.candidates[form].alias = of

    def _find(self) -> None:
        """All occurrences of all candidates, with what the tagger says there."""
        sizes: dict[str, set[int]] = defaultdict(set)
        for key in self.candidates:
            sizes[key[0]].add(len(key))
        words, rows, table = self.words, self.tagged.rows, self.tagged.table
        for i, word in enumerate(words):
            for size in sizes.get(word, ()):
                end = i + size
                candidate = self.candidates.get(tuple(words[i:end]))
                if candidate is None:
                    continue
                candidate.occurrences.append(i)
                after = -1 if words[end] == "." else rows[end]
                chain = [table[rows[k]] if rows[k] >= 0 else None for k in range(i, end)]
                chain.append(table[after] if after >= 0 else None)
                candidate.tagger.append((_agreement(chain, 1), _agreement(chain, 3), _agreement(chain, 5)))

    def gather(self, places: Mapping[tuple[int, int], float]) -> tuple[list[tuple[int, int]], list[Row]]:
        """All occurrences of all candidates as words from and to, and what speaks for each."""
        spans: list[tuple[int, int]] = []
        found: list[Row] = []
        for key, candidate in self.candidates.items():
            if candidate.occurrences:
                for start, row in self._evidence(key, candidate, places):
                    spans.append((start, start + len(key)))
                    found.append(row)
        self._add_neighbours(spans, found)
        return spans, found

    def _evidence(
        self, key: Key, candidate: Candidate, places: Mapping[tuple[int, int], float]
    ) -> Iterator[tuple[int, Row]]:
        """What speaks for each occurrence of a candidate."""
        size = len(candidate.occurrences)
        by_type = list(zip(*candidate.tagger, strict=True))
        known = candidate.known is not None
        first, word, single = key[0], key[0].lower(), len(key) == 1
        small = single and (not self.small.isdisjoint((word, f"{word}s")) or word in lists.FUNCTION_WORDS)
        common = single and word in self.vocabulary
        doubtful = single and word in lists.AMBIGUOUS
        inside = any(
            self.words[start - 1] not in OPENERS and max(seen) >= 0.5
            for start, seen in zip(candidate.occurrences, candidate.tagger, strict=True)
        )
        steady = Evidence(
            mean=(sum(by_type[0]) / size, sum(by_type[1]) / size, sum(by_type[2]) / size),
            most=(max(by_type[0]), max(by_type[1]), max(by_type[2])),
            here=(0.0, 0.0, 0.0),
            forms=(candidate.forms[0], candidate.forms[1], candidate.forms[2]),
            alias=(float(candidate.alias == 0), float(candidate.alias == 1), float(candidate.alias == 2)),
            known=float(known and not doubtful),
            known_doubtful=float(known and doubtful),
            known_goes_on=0.0,
            small=float(small),
            small_outside=float(small and not inside),
            common=float(common),
            common_outside=float(common and not inside),
            single=float(single),
            capitals=float(single and first.isupper() and len(first) > 1),
            mixed=float(single and self.tagged.kinds[candidate.occurrences[0]][0] == "M"),
            excluded=float(not known and forms.is_excluded(" ".join(key))),
            adjective=float(single and first in self.adjectives),
            often=min(size, 4) / 4,
            length=min(len(key), 6) / 6,
            whole=0.0,
            opens=0.0,
            place=0.0,
            is_place=0.0,
            covered=0.0,
            crossed=0.0,
        )
        row = steady.row()
        least = 0.85 if steady.small_outside else 0.4 if doubtful and not inside else 0.0
        for start, seen in zip(candidate.occurrences, candidate.tagger, strict=True):
            if max(seen) < least and (start, start + len(key)) not in places:
                continue  # "Apple trees grow", "Switch off the lights": nothing but the place of the word makes it a name
            end = start + len(key)
            yield start, at(
                row,
                here=seen,
                known_goes_on=float(known and self._goes_on(end)),
                whole=float((start, end) in self.whole),
                opens=float(self.words[start - 1] in OPENERS),
                place=places.get((start, end), 0.0),
            )

    @staticmethod
    def _add_neighbours(spans: Sequence[tuple[int, int]], found: Sequence[Row]) -> None:
        """Adds to each how strong the strongest candidate around it is, and the strongest that it crosses."""
        around: dict[int, list[tuple[int, int, float]]] = defaultdict(list)
        for (start, end), row in zip(spans, found, strict=True):
            if end - start > 1:
                much = strength(row)
                for i in range(start, end):
                    around[i].append((start, end, much))
        for (start, end), row in zip(spans, found, strict=True):
            others = [(a, b, s) for a, b, s in {*around.get(start, ()), *around.get(end - 1, ())} if (a, b) != (start, end)]
            if others:
                row[COVERED] = max((s for a, b, s in others if a <= start and end <= b), default=0.0)
                row[CROSSED] = max((s for a, b, s in others if not ((a <= start and end <= b) or (start <= a and b <= end))), default=0.0)

    def _goes_on(self, end: int) -> bool:
        """Whether a capitalised word that may make a product of the name stands behind it."""
        word, kind = self.words[end], self.tagged.kinds[end]
        return word[0].isupper() and (word.lower() in lists.PRODUCTS or (kind[1:] in ("", "G", "F") and self.tagged.rows[end] >= 0))

    def choose(self, spans: Sequence[tuple[int, int]], probabilities: Sequence[Sequence[float]]) -> list[Mention]:
        """The likeliest names that do not overlap."""
        known = {key for key, candidate in self.candidates.items() if candidate.known is not None}
        return Choice(self.text, self.tagged, self.starts, self.ends, self.shorts, known, self.adjectives).names(spans, probabilities)


def _rows(text: str, sentence: Sentence, given: Container[str]) -> Iterator[Sequence[Token]]:
    """The words of a sentence, cut where a gap shows that it is no running text (menus, tables): no name goes across."""
    start = sentence.start
    piece = text[start : sentence.end]
    for gap in GAP.finditer(text, start, sentence.end) if any(sign in piece for sign in IN_GAPS) else ():
        if row := words(text, start, gap.start(), given):
            yield row
        start = gap.end()
    if row := words(text, start, sentence.end, given):
        yield row


def _agreement(chain: Sequence[Sequence[float] | None], begin: int) -> float:
    """How sure the tagger is that exactly these words are a name; the last entry of the chain is the word behind."""
    head = chain[0]
    if head is None:
        return 0.0
    least = head[begin]
    for row in chain[1:-1]:
        least = min(least, row[begin + 1] if row is not None else 0.0)
    behind = chain[-1]
    return least if behind is None else min(least, 1.0 - behind[begin + 1])


def _short_forms(key: Key) -> list[Key]:
    """Shorter forms of an organisation's name: without the last words that tell its kind, and its initials."""
    found: list[Key] = []
    if key[0].lower() in lists.FUNCTION_WORDS or len(key[0]) == 1:
        return found
    for end in range(len(key) - 1, 0, -1):
        tail = key[end].lower()
        if tail not in lists.HEADS and tail not in lists.LEGAL and tail not in ("data", "centers", "centres", ".", ",", "real", "estate"):
            break
        if key[end - 1].lower() not in ("of", "and", "&", "for", "the", ",", "-"):
            found.append(key[:end])
    initials = "".join(word[0] for word in key if word[0].isupper() and word.lower() not in lists.LEGAL)
    if len(initials) > 1:
        found.append((initials,))
    return found


def _organisation_key(lexicon: Lexicon, surface: str) -> str | None:
    """The key of the known organisation of a name."""
    found = lexicon.find(surface, EntityType.ORGANIZATION)
    return str(found[0].key) if found else None


def _has_small_name(lexicon: Lexicon, surface: str) -> bool:
    """Whether a known organisation writes itself without capitals ("maincubes")."""
    return any(surface in (known.label, *known.names) for known in lexicon.find(surface, EntityType.ORGANIZATION))


def organisations_of(named: Iterable[Mention], lexicon: Lexicon) -> dict[str, str]:
    """The keys of the known organisations among names."""
    found = {}
    for name in {mention.text for mention in named if mention.type is EntityType.ORGANIZATION}:
        key = _organisation_key(lexicon, name)
        if key is not None:
            found[name] = key
    return found
