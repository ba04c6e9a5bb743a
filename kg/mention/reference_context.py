"""What a document says of its names before its references are resolved: topic, kinds of organisations, speakers."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field

from kg.mention.reference_words import FITS, FUNCTION, NEWS, ORGANISATION_NOUNS, PRESS, SPEAKS_FOR, UNIT_NOUNS
from kg.model import EntityType, Kind, Mention, Reading, SentenceKind
from kg.needs import rare

_SMALL_WORD = re.compile(r"[a-z]+")
_QUOTES = re.compile(r"[“\"]([^“”\"\n]{3,1200})(?:[”\"]|$|(?=\n))", re.MULTILINE)
_KIND_BY_NAME = {"County": "county", "Parish": "county", "City": "city", "Town": "town", "Township": "town", "Village": "village"}
_STOPS = re.compile(r"[.!?]\s+[A-Z“\"]|\n")
_RELEASE = rare(  # in lower case
    r"\b(?:today announced|announced today|is pleased to announce|/prnewswire/|\(?business wire|globe newswire|newswire|press release)\b"
)
_APPOSITION = re.compile(
    r",\s(?:(?:which|who) (?:is|are) )?(?:an?|the|one of the|its)\s([a-z][\w\s-]{2,70}?)(?=,|\.|;| (?:that|which|who|in|of|based|for"
    r"|with|and|said|has|will|is)\b)"
)
_BEFORE_NAME = re.compile(rf"(?<![A-Za-z-])((?:(?!{FUNCTION})[a-z][a-z-]+ ){{1,4}})$")
_IS_A = re.compile(
    r"\s(?:is|was|remains|has become) (?:an?|the|one of the)\s([\w\s-]{2,80}?)(?=,|\.|;| (?:that|which|who|in|of|based|for|with|and)\b)"
)


@dataclass(slots=True)
class Context:
    """What the resolver knows of a document before it reads the sentences."""

    reading: Reading
    topic: int | None
    kinds: dict[int, set[str]]
    employer: dict[int, int]
    place_kind: Callable[[int], str]
    release: bool
    quotes: list[tuple[int, int, int | None]] = field(default_factory=list)  # each with the organisation for which its speaker speaks
    places: list[Mention] = field(default_factory=list)
    countries: dict[str, int] = field(default_factory=dict)  # places by name
    known_by: dict[str, int | None] = field(default_factory=dict)
    main: dict[frozenset[str], int | None] = field(default_factory=dict)

    def called(self, head: str) -> int | None:
        """The one organisation that the document calls a thing of this kind ("operator", "unit")."""
        if head not in self.known_by:
            alike = UNIT_NOUNS if head in UNIT_NOUNS else FITS.get(head, frozenset((head,)))
            those = [index for index, told in self.kinds.items() if told & alike]
            self.known_by[head] = those[0] if len(those) == 1 else None
        return self.known_by[head]

    def main_place(self, kinds: frozenset[str]) -> int | None:
        """The place of some kind that the document names most often, the first of equals."""
        if kinds not in self.main:
            named = Counter(index for place in self.places if self.place_kind(index := place.referents[0]) in kinds)
            self.main[kinds] = named.most_common(1)[0][0] if named else None
        return self.main[kinds]

    def quote_of(self, at: int) -> int:
        """The number of the quotation that a place in the text lies in; -1 outside."""
        number = bisect_right(self.quotes, at, key=lambda quote: quote[0]) - 1
        return number if number >= 0 and at < self.quotes[number][1] else -1

    def places_before(self, at: int) -> list[Mention]:
        """The last dozen places that are named before an offset."""
        number = bisect_left(self.places, at, key=lambda place: place.start)
        return self.places[max(0, number - 12) : number]


@dataclass(slots=True)
class Focus:
    """Whom a sentence is about: organisations (two for "A and B"), a person, or some thing that is neither."""

    organisations: tuple[int, ...] = ()
    person: int | None = None
    thing: bool = False
    owner: int | None = None  # of the thing: "Google's campus"
    only: int | None = None  # the one organisation that the sentence names
    at: int = -1


def prepared(reading: Reading, place_kind: Callable[[int], str]) -> Context:
    """Topic, kinds of organisations, employers and quotes of a document."""
    text = reading.document.text
    weights: Counter[int] = Counter()
    publisher = "" if reading.document.publisher is None else reading.document.publisher.casefold()
    kinds: dict[int, set[str]] = {}
    body_starts = next((s.start for s in reading.sentences if s.kind is SentenceKind.BODY), 0)
    first_end = next((s.end for s in reading.sentences if s.kind is SentenceKind.BODY), 0)
    organisations = [m for m in reading.mentions if m.type is EntityType.ORGANIZATION and m.referents and m.kind is Kind.NAME]
    for mention in organisations:
        index = mention.referents[0]
        if index not in kinds:
            kinds[index] = set(_SMALL_WORD.findall(reading.referents[index].label.lower()))
        told = kinds[index]
        if mention.score >= 0.5 and counts(text, mention) and mention.text.casefold() != publisher:
            weights[index] += 1
            weights[index] += 3 * (mention.start < body_starts) + 2 * (body_starts <= mention.start < first_end)
            weights[index] += 2 * (_starts_sentence(text, mention.start))
        behind = text[mention.end : mention.end + 110]
        for pattern in (_APPOSITION, _IS_A):
            if said := pattern.match(behind):
                told.update(_SMALL_WORD.findall(said[1].lower()))
        if said := _BEFORE_NAME.search(text[max(0, mention.start - 60) : mention.start]):
            words = _SMALL_WORD.findall(said[1])
            told.update(words if words[-1] in ORGANISATION_NOUNS else ())  # "data centre operator Odata"
    ranked = weights.most_common(2)
    topic = ranked[0][0] if ranked and (len(ranked) == 1 or ranked[0][1] > ranked[1][1]) else None
    employer = _employers(reading)

    def kind_of_place(index: int) -> str:
        return place_kind(index) or _KIND_BY_NAME.get(reading.referents[index].label.rsplit(" ", 1)[-1], "")

    document = Context(reading, topic, kinds, employer, kind_of_place, bool(_RELEASE.search(text[:1500].lower())))
    document.quotes = _quotes(document)
    document.places = [m for m in reading.mentions if m.type is EntityType.PLACE and m.kind is Kind.NAME and m.referents]
    for index, referent in enumerate(reading.referents):
        if referent.type is EntityType.PLACE:
            for name in (referent.label, *referent.names):
                document.countries.setdefault(name, index)
    return document


def counts(text: str, mention: Mention) -> bool:
    """Whether a text speaks of what it names: not so of the exchange in "(NYSE: IRM)"."""
    return (
        mention.text.casefold() not in NEWS
        and not PRESS.search(mention.text)
        and not (text[mention.start - 1 : mention.start] == "(" and text[mention.end : mention.end + 1] == ":")
    )


def _starts_sentence(text: str, at: int) -> bool:
    return at == 0 or text[at - 1] == "\n" or text[max(0, at - 2) : at] in (". ", ".\n")


def _employers(reading: Reading) -> dict[int, int]:
    """The organisations of the persons, by what the referents say of them."""
    labels: dict[str, int] = {}
    for index, referent in enumerate(reading.referents):
        if referent.type is EntityType.ORGANIZATION:
            for name in (referent.label, *referent.names):
                labels.setdefault(name.casefold(), index)
    return {
        index: labels[referent.context[0].casefold()]
        for index, referent in enumerate(reading.referents)
        if referent.type is EntityType.PERSON and referent.context and referent.context[0].casefold() in labels
    }


def _quotes(document: Context) -> list[tuple[int, int, int | None]]:
    """The quotations, each with the organisation for which its speaker speaks."""
    text = document.reading.document.text
    people = [m for m in document.reading.mentions if m.type is EntityType.PERSON and m.referents]
    starts = [m.start for m in people]
    out: list[tuple[int, int, int | None]] = []
    last: int | None = None
    for quote in _QUOTES.finditer(text):
        ahead = people[bisect_left(starts, quote.end()) : bisect_left(starts, quote.end() + 140)]
        back = people[bisect_left(starts, quote.start() - 160) : bisect_left(starts, quote.start())]
        speaker = next(
            (
                m.referents[0]
                for m in ahead
                if SPEAKS_FOR.search(text, quote.end(), m.start) and not _STOPS.search(text, quote.end(), m.start)
            ),
            None,
        )
        if speaker is None:
            speaker = next((m.referents[0] for m in reversed(back) if SPEAKS_FOR.search(text, m.end, quote.start())), None)
        goes_on = speaker is None and bool(out) and "\n" not in text[out[-1][1] : quote.start()]
        last = last if goes_on else document.employer.get(speaker) if speaker is not None else None
        out.append((quote.start(1), quote.end(1), last))
    return out
