"""Names of organisations, people, unknown places: what the tagger sees, summed over the document; known names and forms are evidence.

One name has many occurrences; where the tagger is sure of one it is right about the others too. So every candidate gathers evidence from
all places where it stands, and the type is decided for the name, not for each occurrence.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from kg.mention import forms
from kg.mention import words as lists
from kg.mention.tagger import PAD, Span, Tagged, Tagger
from kg.model import Document, EntityType, Hit, Kind, Mention, Sentence, Token
from kg.tokens import tokenize

TYPES = {"ORG": EntityType.ORGANIZATION, "PER": EntityType.PERSON, "LOC": EntityType.PLACE}
KINDS = ("ORG", "PER", "LOC")
THRESHOLD = 0.4
LOOSE = 0.12
KNOWN = 0.6
KNOWN_COMMON = 0.2  # a known name that is also a common word, or stands before another capitalised word
ALIAS = 0.25
OPENERS = frozenset((PAD, ".", ":", "“", '"', "‘", "-", "–", "—", "•", "*", "'"))  # a capital behind them says nothing
EXCHANGE = re.compile(
    r"(?:NYSE|NASDAQ|Nasdaq|LSE|AIM|OTC(?:QX|MKTS)?|[AJ]SX|NZX|TSXV?|HK(?:EX|G)|SEHK|SGX|[BNST]SE|TYO|EPA|AMS|ETR|FRA|XETRA|KRX|TWSE)\s*:\s*$"
    r"|\b(?:symbols?|tickers?)\s+[“\"‘']?$"
)
GAP = re.compile(r"[ \t\u00a0]{2,}|\t|\s*\|\s*")
DATELINE = re.compile(r"(?:,[^\n]{0,40}?)?\s?(?:–|—|--|-|\(|/PRNewswire)")

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
) -> list[Mention]:
    """The names of organisations, people and places in the active sentences. ``places`` are the places that the text seems to name.

    Sorted, without overlaps. Names below a score of 0.5 are candidates that something else must confirm.
    """
    text = document.text
    tokens = [row for i in sorted(active) for row in _rows(text, sentences[i])]
    if not tokens:
        return []
    tagged = tagger.tag([[token.text for token in row] for row in tokens])
    return _Reader(text, tagged, tokens, tagger.gazetteer.clusters).read(hits, lexicon, places)


class _Reader:
    """Reads the names of one document."""

    def __init__(self, text: str, tagged: Tagged, tokens: Sequence[Sequence[Token]], vocabulary: Container[str]) -> None:
        self.text = text
        self.vocabulary = vocabulary  # common English words
        self.tagged = tagged
        self.words = words = tagged.words
        self.starts = [0] * len(tagged.words)
        self.ends = [0] * len(tagged.words)
        self.index: dict[int, int] = {}  # offset of a word -> its index
        place = 0
        for row in tokens:
            place += 2
            for _, start, end in row:
                self.starts[place], self.ends[place] = start, end
                self.index[start] = place
                place += 1
        self.shorts: set[int] = set()  # where short names stand in brackets behind the long ones
        self.candidates: dict[Key, Candidate] = defaultdict(Candidate)
        self.adjectives: set[str] = set()
        self.small = {word for word in words if word.islower()}

    def key(self, start: int, end: int) -> Key:
        return tuple(self.words[start:end])

    def read(self, hits: Iterable[Hit], lexicon: Lexicon, places: Sequence[Mention]) -> list[Mention]:
        self.adjectives = {word for word in {self.words[start] for start, end in self.tagged.runs} if lexicon.adjective(word)}
        for start, end, _ in self.spans():
            self.candidates[self.key(start, end)]
        for (start, end, kind), weight in forms.evidence(self.tagged):
            row = self.candidates[self.key(start, end)].forms
            k = KINDS.index(kind)
            row[k] = max(row[k], weight)
        self._add_known(hits, lexicon)
        covered = self._cover(places)
        self._add_aliases()
        self._find()
        return self._decide(covered)

    def spans(self) -> Iterator[Span]:
        """The tagger's names, without the words around them that are no part of names."""
        for start, end, kind in self.tagged.spans:
            start, end = forms.trim(self.words, start, end)
            while kind == "PER" and end - start > 1 and self.tagged.kinds[start][1:] in ("title", "honor", "sign"):
                start += 1
            if start < end:
                yield Span(start, end, kind)

    def _add_known(self, hits: Iterable[Hit], lexicon: Lexicon) -> None:
        ends = {end: i for i, end in enumerate(self.ends) if end}
        for hit in hits:
            start, last = self.index.get(hit.start), ends.get(hit.end)
            if start is None or last is None or "name" not in hit.what:
                continue
            surface = self.text[hit.start : hit.end]
            if surface.islower() and not _has_small_name(lexicon, surface):
                continue
            key = _organisation_key(lexicon, surface)
            if key is not None:
                self.candidates[self.key(start, last + 1)].known = key

    def _cover(self, places: Sequence[Mention]) -> list[tuple[int, int, float]]:
        """Where places stand, as words."""
        ends = {end: i for i, end in enumerate(self.ends) if end}
        found = []
        for place in places:
            if place.kind is not Kind.NAME:
                continue
            start, last = self.index.get(place.start), ends.get(place.end)
            if start is not None and last is not None:
                found.append((start, last + 1, place.score))
                self.candidates[self.key(start, last + 1)]
        return found

    def _add_aliases(self) -> None:
        """Short forms of the longer names: surnames, acronyms, names without the words that tell the kind."""
        short: dict[Key, int] = {}
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
                candidate.tagger.append(tuple(_agreement(chain, 2 * k + 1) for k in range(3)))  # type: ignore[arg-type]

    def _decide(self, places: Sequence[tuple[int, int, float]]) -> list[Mention]:
        found: list[tuple[float, int, int, int, float]] = []
        place_at = {(start, end): score for start, end, score in places}
        for key, candidate in self.candidates.items():
            if not candidate.occurrences:
                continue
            size = len(candidate.tagger)
            by_type = list(zip(*candidate.tagger, strict=True))
            scores = [0.5 * sum(row) / size + 0.5 * max(row) + form for row, form in zip(by_type, candidate.forms, strict=True)]
            if candidate.alias is not None:
                scores[candidate.alias] += ALIAS
            least = self._least(key, candidate)
            doubtful = least > 0 or (len(key) == 1 and key[0].lower() in lists.AMBIGUOUS)
            for start, seen in zip(candidate.occurrences, candidate.tagger, strict=True):
                end = start + len(key)
                here = [0.6 * scores[k] + 0.4 * (seen[k] + candidate.forms[k]) for k in range(3)]
                if candidate.known:
                    here[0] += KNOWN_COMMON if doubtful or self._goes_on(end) else KNOWN
                here[2] += place_at.get((start, end), 0.0)
                kind = max(range(3), key=here.__getitem__)
                sure = max(range(3), key=seen.__getitem__)
                if sure != kind and seen[sure] > 0.9 and scores[kind] < 1.5 * scores[sure] + 0.2 and not candidate.known:
                    kind = sure
                if here[kind] >= LOOSE and (seen[kind] >= least or candidate.forms[kind] >= forms.MEDIUM):
                    found.append((here[kind] + 0.15 * (len(key) - 1), start, end, kind, here[kind]))
        return self._choose(found, place_at)

    def _least(self, key: Key, candidate: Candidate) -> float:
        """How sure the tagger must be of a name that is also a common word: surer where it only ever begins sentences."""
        if len(key) > 1:
            return 0.0
        word = key[0].lower()
        small = not self.small.isdisjoint((word, f"{word}s")) or word in lists.FUNCTION_WORDS
        if not small and (word not in lists.AMBIGUOUS if candidate.known else word not in self.vocabulary):
            return 0.0
        inside = any(
            self.words[start - 1] not in OPENERS and max(seen) >= 0.5
            for start, seen in zip(candidate.occurrences, candidate.tagger, strict=True)
        )
        if inside:
            return 0.5 if small else 0.0
        return 0.85 if small else 0.5

    def _goes_on(self, end: int) -> bool:
        """Whether a capitalised word that may make a product of the name stands behind it."""
        word, kind = self.words[end], self.tagged.kinds[end]
        return word[0].isupper() and (word.lower() in lists.PRODUCTS or (kind[1:] in ("", "G", "F") and self.tagged.rows[end] >= 0))

    def _is_hyphened(self, end: int) -> bool:
        words, starts, ends = self.words, self.starts, self.ends
        joined = words[end] == "-" and starts[end] == ends[end - 1] and starts[end + 1] == ends[end]
        return joined and words[end + 1].islower() and words[end + 1] not in lists.COMPOUNDS

    def _is_ticker(self, place: int) -> bool:
        """Whether a word is four capitals or so in brackets behind a name of one word that it does not shorten: "Microsoft (MSFT)"."""
        words = self.words
        return (
            words[place].isupper()
            and 2 <= len(words[place]) <= 5
            and words[place - 1] == "("
            and words[place + 1] == ")"
            and place not in self.shorts
            and not (words[place - 3][0].isupper() or words[place - 3] in lists.CONNECTORS)
        )

    def _choose(self, found: list[tuple[float, int, int, int, float]], places: dict[tuple[int, int], float]) -> list[Mention]:
        found.sort(key=lambda item: (-item[0], item[1], -item[2]))
        used: set[int] = set()
        chosen: list[Mention] = []
        for _, start, end, kind, score in found:
            if any(i in used for i in range(start, end)):
                continue
            kind = self._correct(start, end, kind)
            if kind < 0:
                continue
            if self.words[end] == "." and self.words[end - 1] in lists.DOTTED and self.starts[end] == self.ends[end - 1]:
                end += 1
            if kind == 1 and self._is_hyphened(end):  # "Park Min-seo"
                end += 2
            used.update(range(start, end))
            a, b = self.starts[start], self.ends[end - 1]
            probability = max(_probability(score), places.get((start, end), 0.0)) if kind == 2 else _probability(score)
            chosen.append(Mention(a, b, self.text[a:b], Kind.NAME, TYPES[KINDS[kind]], probability))
        return sorted(chosen, key=lambda mention: mention.start)

    def _correct(self, start: int, end: int, kind: int) -> int:
        """The type after a look at the form of the name: -1 where it is none."""
        if kind == 1:
            return kind
        a, b = self.starts[start], self.ends[end - 1]
        name = self.text[a:b]
        if EXCHANGE.search(self.text, max(0, a - 14), a) or forms.is_excluded(name):
            return -1
        if kind == 2:
            return kind
        if end == start + 1 and (self._is_ticker(start) or name in self.adjectives):
            return -1
        at_start = a == 0 or self.text[a - 1] == "\n"
        if at_start and name.isupper() and len(name) > 3 and " " not in name and DATELINE.match(self.text, b, b + 60):
            return 2
        return kind


def _rows(text: str, sentence: Sentence) -> Iterator[tuple[Token, ...]]:
    """The words of a sentence, cut where a gap shows that it is no running text (menus, tables): no name goes across."""
    start = sentence.start
    for gap in GAP.finditer(text, start, sentence.end):
        if row := tokenize(text, start, gap.start()):
            yield row
        start = gap.end()
    if row := tokenize(text, start, sentence.end):
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


def _probability(score: float) -> float:
    """The share of names with such a score that are right."""
    return round(min(0.99, max(0.02, 0.5 + (score - THRESHOLD) * 0.6)), 2)


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
