"""What pronouns and descriptions stand for: "the company", "its cloud arm", "it", "there", "the two companies", "Mr Hu", "we".

A reference takes the subject of its own sentence, else that of the sentence before, else the topic of the document; it must fit
in number and kind, and is left alone where the text does not settle it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from itertools import pairwise

from kg.mention.reference_words import (
    ACTS,
    ATTRIBUTION,
    BETWEEN,
    DESCRIPTION,
    FITS,
    GENERIC,
    INTRODUCTION,
    KIND_OF_PLACE,
    NEWS,
    NOT_BEFORE_IT,
    NOT_OURS,
    PLEONASTIC,
    PRESS,
    SPEAKS_FOR,
    SUBJECT_STARTERS,
    UNIT_NOUNS,
    VERB_BEFORE,
)
from kg.model import EntityType, Kind, Mention, Reading, SentenceKind

_WORD_BEFORE = re.compile(r"([A-Za-z]+|[,;:“\"(—–])[\s“\"‘']*$")
_TITLED = re.compile(r"\b(?:Mr|Mrs|Ms|Dr|Sir|Madam|Datuk|Tan Sri)\.? ([A-Z][\w’'-]+)")
_POSSESSIVE = re.compile(r"[’']s?\b(?!\w)")
_JOINED = re.compile(r",?\s(?:and|&|with|or)\s(?:(?:the|its|[a-z-]+)\s){0,3}$|,\s$")
_QUOTES = re.compile(r"[“\"]([^“”\"\n]{3,1200})(?:[”\"]|$|(?=\n))", re.MULTILINE)
_RELEASE = re.compile(r"\b(?:today announced|announced today|is pleased to announce|/PRNewswire/|\(?BUSINESS WIRE|GLOBE NEWSWIRE|NEWSWIRE|press release)\b", re.IGNORECASE)
_APPOSITION = re.compile(r",\s(?:(?:which|who) (?:is|are) )?(?:an?|the|one of the|its)\s([a-z][\w\s-]{2,70}?)(?=,|\.|;| (?:that|which|who|in|of|based|for|with|and|said|has|will|is)\b)")
_BEFORE_NAME = re.compile(r"((?:[A-Za-z]+-based |[A-Z][a-z]+ )?(?:[a-z][a-z-]+ ){1,4})$")
_IS_A = re.compile(r"\s(?:is|was|remains|has become) (?:an?|the|one of the)\s([\w\s-]{2,80}?)(?=,|\.|;| (?:that|which|who|in|of|based|for|with|and)\b)")


_GROUPS = ("both", "head", "place", "it", "its", "they", "their", "he", "we", "there")
_OBJECT_OF = re.compile(r"\b(?:by|with|from|against|joined|joins|acquired?|acquires|bought|buys?|invest(?:s|ed)? in|stake in|control of|rival|rivals)\s$")


@dataclass(slots=True)
class _Focus:
    """Whom a sentence is about: organisations (two for "A and B"), a person, or some thing that is neither."""

    organisations: tuple[int, ...] = ()
    person: int | None = None
    thing: bool = False
    owner: int | None = None  # of the thing: "Google's campus"
    only: int | None = None  # the one organisation that the sentence names
    at: int = -1


@dataclass(slots=True)
class _Document:
    """What the resolver knows of a document while it reads on."""

    reading: Reading
    topic: int | None
    kinds: dict[int, set[str]]
    employer: dict[int, int]
    place_kind: Callable[[int], str]
    quotes: list[tuple[int, int, int | None]] = field(default_factory=list)
    places: list[Mention] = field(default_factory=list)
    release: bool = False

    def quote_of(self, at: int) -> int:
        """The number of the quotation that a place in the text lies in; -1 outside."""
        return next((i for i, (start, end, _) in enumerate(self.quotes) if start <= at < end), -1)


def references(reading: Reading, place_kind: Callable[[int], str] | None = None) -> list[Mention]:
    """The references of a document whose names have their referents.

    ``place_kind`` tells of the place with an index into ``reading.referents`` what it is ("country", "state", "city" …; "" where
    unknown). Returns mentions of kind REFERENCE, sorted, that overlap no other mention; each with a score of how sure it is.
    """
    document = _prepared(reading, place_kind or (lambda index: ""))
    by_start = _by_sentence(reading)
    found: list[Mention] = []
    before = _Focus()
    last_place: int | None = None
    last_person: int | None = None
    recent: int | None = None
    paragraph = -1
    pair: tuple[int, ...] = ()
    for number, sentence in enumerate(reading.sentences):
        mentions = by_start.get(number, [])
        if sentence.paragraph - paragraph > 1 and sentence.kind is not SentenceKind.BODY:
            before = _Focus()
        if sentence.paragraph != paragraph:
            recent = None
        paragraph = sentence.paragraph
        state = _State(document, sentence.start, sentence.end, mentions, before, last_place, last_person, recent, pair)
        made = state.read() if sentence.kind is not SentenceKind.HEADLINE else []
        found += made
        focus = state.focus
        if focus.organisations or focus.person is not None or focus.thing:
            before = focus
        if len(focus.organisations) == 1:
            recent = focus.organisations[0]
        pair = state.pair or pair
        last_place, last_person = state.last_place, state.last_person
    found += _titled(reading)
    return _free(found, [(m.start, m.end) for m in reading.mentions])


def _titled(reading: Reading) -> list[Mention]:
    """ "Mr Hu" where the document names one person of that surname."""
    surnames: dict[str, set[int]] = {}
    for index, referent in enumerate(reading.referents):
        if referent.type is EntityType.PERSON:
            for name in (referent.label, *referent.names):
                if " " in name:
                    surnames.setdefault(name.split()[-1], set()).add(index)
    return [
        Mention(found.start(), found.end(), found[0], Kind.REFERENCE, EntityType.PERSON, 0.9, referents=tuple(surnames[found[1]]))
        for found in _TITLED.finditer(reading.document.text)
        if len(surnames.get(found[1], ())) == 1
    ]


def _by_sentence(reading: Reading) -> dict[int, list[Mention]]:
    grouped: dict[int, list[Mention]] = {}
    number = 0
    for mention in reading.mentions:
        while number < len(reading.sentences) and reading.sentences[number].end <= mention.start:
            number += 1
        grouped.setdefault(number, []).append(mention)
    return grouped


def _free(found: list[Mention], taken: list[tuple[int, int]]) -> list[Mention]:
    """Those that overlap nothing that is there already, nor one another."""
    out: list[Mention] = []
    i = end = 0
    for mention in sorted(found, key=lambda m: (m.start, -m.end)):
        while i < len(taken) and taken[i][1] <= mention.start:
            i += 1
        if (i == len(taken) or taken[i][0] >= mention.end) and mention.start >= end:
            out.append(mention)
            end = mention.end
    return out


def _prepared(reading: Reading, place_kind: Callable[[int], str]) -> _Document:
    """Topic, kinds of organisations, employers and quotes of a document."""
    text = reading.document.text
    weights: Counter[int] = Counter()
    kinds: dict[int, set[str]] = {}
    body_starts = next((s.start for s in reading.sentences if s.kind is SentenceKind.BODY), 0)
    first_end = next((s.end for s in reading.sentences if s.kind is SentenceKind.BODY), 0)
    organisations = [m for m in reading.mentions if m.type is EntityType.ORGANIZATION and m.referents and m.kind is Kind.NAME]
    for mention in organisations:
        index = mention.referents[0]
        told = kinds.setdefault(index, set(re.findall(r"[a-z]+", reading.referents[index].label.lower())))
        if mention.score >= 0.5 and _counts(text, mention):
            weights[index] += 1
            weights[index] += 3 * (mention.start < body_starts) + 2 * (body_starts <= mention.start < first_end)
            weights[index] += 2 * (_starts_sentence(text, mention.start))
        for pattern, piece in ((_APPOSITION, text[mention.end : mention.end + 110]), (_IS_A, text[mention.end : mention.end + 110])):
            if said := pattern.match(piece):
                told.update(re.findall(r"[a-z]+", said[1].lower()))
        if said := _BEFORE_NAME.search(text[max(0, mention.start - 60) : mention.start]):
            told.update(re.findall(r"[a-z]+", said[1].lower()))
    ranked = weights.most_common(2)
    topic = ranked[0][0] if ranked and (len(ranked) == 1 or ranked[0][1] > ranked[1][1]) else None
    employer = _employers(reading)
    document = _Document(reading, topic, kinds, employer, place_kind, release=bool(_RELEASE.search(text[:1500])))
    document.quotes = _quotes(document)
    document.places = [m for m in reading.mentions if m.type is EntityType.PLACE and m.kind is Kind.NAME and m.referents]
    return document


def _counts(text: str, mention: Mention) -> bool:
    """Whether a text speaks of what it names: not so of the exchange in "(NYSE: IRM)"."""
    return mention.text.casefold() not in NEWS and not PRESS.search(mention.text) and not (text[mention.start - 1 : mention.start] == "(" and text[mention.end : mention.end + 1] == ":")


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


def _quotes(document: _Document) -> list[tuple[int, int, int | None]]:
    """The quotations, each with the organisation for which its speaker speaks."""
    text = document.reading.document.text
    people = [m for m in document.reading.mentions if m.type is EntityType.PERSON and m.referents]
    out: list[tuple[int, int, int | None]] = []
    last: int | None = None
    for quote in _QUOTES.finditer(text):
        near = [m for m in people if quote.end() <= m.start < quote.end() + 60 or quote.start() - 160 < m.start < quote.start()]
        ahead = [m for m in near if m.start >= quote.end() and SPEAKS_FOR.search(text[quote.end() : m.start])]
        back = [m for m in near if m.start < quote.start() and SPEAKS_FOR.search(text[m.end : quote.start()])]
        speaker = ahead[0].referents[0] if ahead else back[-1].referents[0] if back else None
        whose = document.employer.get(speaker) if speaker is not None else None
        if speaker is None and not text[out[-1][1] : quote.start()].count("\n") if out else False:
            whose = last
        last = whose
        out.append((quote.start(1), quote.end(1), whose))
    return out


@dataclass(slots=True)
class _State:
    """Reads one sentence."""

    document: _Document
    start: int
    end: int
    mentions: list[Mention]
    before: _Focus
    last_place: int | None
    last_person: int | None
    recent: int | None  # the last organisation that a sentence of the paragraph was about
    known_pair: tuple[int, ...]
    focus: _Focus = field(default_factory=_Focus)
    pair: tuple[int, ...] = ()

    def read(self) -> list[Mention]:
        """The references of the sentence; leaves its focus behind."""
        text = self.document.reading.document.text
        organisations = [
            m
            for m in self.mentions
            if m.type is EntityType.ORGANIZATION and m.referents and m.score >= 0.5 and m.kind is Kind.NAME and _counts(text, m)
        ]
        self.focus = self._focus(text, organisations)
        distinct = {m.referents[0] for m in organisations}
        self.focus.only = distinct.pop() if len(distinct) == 1 else None
        self.pair = self._joined(text, organisations)
        out: list[Mention] = []
        subjects: list[tuple[int, tuple[int, ...]]] = []
        for mention in organisations:
            if self._is_subject(text, mention):
                subjects.append((mention.start, (mention.referents[0],)))
        events = sorted(
            [(found.start(), found) for found in DESCRIPTION.finditer(text, self.start, self.end)],
            key=lambda pair: pair[0],
        )
        places = [m for m in self.mentions if m.type is EntityType.PLACE and m.referents and m.kind is Kind.NAME]
        people = [m for m in self.mentions if m.type is EntityType.PERSON and m.referents]
        for at, found in events:
            quote = self.document.quote_of(at)
            here = [who for start, who in subjects if start < at and self.document.quote_of(start) == quote]
            place = next((m.referents[0] for m in reversed(places) if m.end <= at), self.last_place)
            person = next((m.referents[0] for m in reversed(people) if m.end <= at), self.last_person)
            made = self._resolve(text, found, here, organisations, place, person)
            if made is None:
                continue
            out.append(made)
            if made.type is EntityType.ORGANIZATION and found["possessive"] is None and self._is_subject(text, made):
                subjects.append((at, made.referents))
                if not self.focus.organisations and self._leads(text, at):
                    self.focus = _Focus(organisations=made.referents, only=self.focus.only, at=at)
        if places:
            self.last_place = places[-1].referents[0]
        if people:
            self.last_person = people[-1].referents[0]
        return out

    def _all_quoted(self) -> bool:
        return self.document.quote_of(self.start + 1) >= 0 and self.document.quote_of(self.start + 1) == self.document.quote_of(self.end - 1)

    def _leads(self, text: str, at: int) -> bool:
        """Whether what begins at ``at`` is the subject of the sentence."""
        lead = text[self.start : at]
        return not lead.strip(" “\"‘'—–-•*") or bool(INTRODUCTION.fullmatch(lead))

    def _focus(self, text: str, organisations: list[Mention]) -> _Focus:
        for mention in self.mentions:
            if mention.kind is Kind.VALUE or not mention.referents or not self._leads(text, mention.start):
                continue
            if self.document.quote_of(mention.start) >= 0 and not self._all_quoted():
                continue
            owned = _POSSESSIVE.match(text, mention.end)
            if mention.type is EntityType.ORGANIZATION:
                index = mention.referents[0]
                if owned:
                    return _Focus(thing=True, owner=index, at=mention.start)
                more = [m for m in organisations if m.start >= mention.end and _JOINED.fullmatch(text[mention.end : m.start])]
                joined = (index, more[0].referents[0]) if more and " and " in text[mention.end : more[0].start] + " " else (index,)
                return _Focus(organisations=joined, at=mention.start)
            if mention.type is EntityType.PLACE and (mention.kind is Kind.ADJECTIVE or owned or text.startswith("-", mention.end)):
                continue  # "Singapore-based", "Japan's"
            if mention.type is EntityType.PERSON:
                return _Focus(person=mention.referents[0], at=mention.start)
            return _Focus(thing=True, at=mention.start)
        # "Shares of X rose", "The project will": a thing, unless a description of an organisation leads
        first = re.compile(r"[\s“\"‘'•*-]*").match(text, self.start, self.end)
        begin = first.end() if first else self.start
        lead = INTRODUCTION.match(text, begin, self.end)
        led = DESCRIPTION.match(text, begin, self.end) or (DESCRIPTION.match(text, lead.end(), self.end) if lead else None)
        return _Focus() if led else _Focus(thing=True)

    def _joined(self, text: str, organisations: list[Mention]) -> tuple[int, ...]:
        """Two organisations that the sentence brings together."""
        distinct = list(dict.fromkeys(m.referents[0] for m in organisations))
        if len(distinct) == 2:
            return tuple(distinct)
        for first, second in pairwise(organisations):
            if first.referents != second.referents and BETWEEN.fullmatch(text[first.end : second.start]):
                return first.referents[0], second.referents[0]
        return ()

    def _is_subject(self, text: str, mention: Mention) -> bool:
        """Whether a mention can be the subject of a clause: it leads the sentence, or follows what begins one, and owns nothing."""
        if _POSSESSIVE.match(text, mention.end):
            return False
        if self._leads(text, mention.start):
            return True
        before = _WORD_BEFORE.search(text, max(self.start, mention.start - 24), mention.start)
        return bool(before) and before is not None and before[1].lower() in SUBJECT_STARTERS

    def _resolve(
        self, text: str, found: re.Match[str], here: list[tuple[int, ...]], organisations: list[Mention], place: int | None, person: int | None
    ) -> Mention | None:
        kind = next(name for name in _GROUPS if found[name])
        at, end = found.span()
        word = found[0].lower()

        def made(type_: EntityType, who: tuple[int, ...], score: float) -> Mention:
            return Mention(at, end, found[0], Kind.REFERENCE, type_, score, referents=who)

        if kind == "we":
            whose = next((w for start, stop, w in self.document.quotes if start <= at < stop), -1)
            if whose == -1:
                whose = self.document.topic if self.document.release else None
            return made(EntityType.ORGANIZATION, (whose,), 0.75) if whose is not None and whose != -1 else None
        if kind == "there":
            if word == "there" and re.search(r"\b(?:will|would|is|are|was|were|can|could|has|have|if|that|says|said)\s$", text[max(0, at - 8) : at].lower()):
                return None
            if place is None or (word == "there" and re.match(r"\s(?:is|are|was|were|will|has|have|had|would|could|may|seems?|remains?)\b|[’']s", text[end : end + 12])):
                return None
            if word == "where":
                beside = next((m for m in self.mentions if at - 2 <= m.end <= at), None)
                if (beside is not None and beside.type is not EntityType.PLACE) or (beside is None and not text.startswith(", ", at - 2)):
                    return None
            return made(EntityType.PLACE, (place,), 0.75)
        if kind == "place":
            return self._place(found["place"].lower(), at, made)
        if kind == "he":
            return made(EntityType.PERSON, (person,), 0.8) if person is not None else None
        if kind == "both":
            who = self._pair_before(text, at, organisations)
            return made(EntityType.ORGANIZATION, who, 0.75) if who else None
        if kind in ("they", "their"):
            focus = here[-1] if here else self.before.organisations
            joined = focus if len(focus) == 2 else self.focus.organisations if len(self.focus.organisations) == 2 and self.focus.at < at else ()
            return made(EntityType.ORGANIZATION, joined, 0.7) if joined else None
        if kind in ("it", "its"):
            return self._pronoun(text, found, here, made)
        return self._description(text, found, here, organisations, made)

    def _place(self, noun: str, at: int, made: Callable[[EntityType, tuple[int, ...], float], Mention]) -> Mention | None:
        """ "the country", "the city": the last place that is one, or the country of the last place."""
        wanted = KIND_OF_PLACE[noun]
        reading = self.document.reading
        behind = [m for m in self.document.places if m.start < at][-12:]
        for mention in reversed(behind):
            index = mention.referents[0]
            if self.document.place_kind(index) in wanted:
                return made(EntityType.PLACE, (index,), 0.8)
            if "country" in wanted and reading.referents[index].context:
                country = reading.referents[index].context[-1]
                of = next((i for i, r in enumerate(reading.referents) if r.type is EntityType.PLACE and country in (r.label, *r.names)), None)
                if of is not None:
                    return made(EntityType.PLACE, (of,), 0.75)
        return None

    def _pronoun(self, text: str, found: re.Match[str], here: list[tuple[int, ...]], made: Callable[[EntityType, tuple[int, ...], float], Mention]) -> Mention | None:
        at, end = found.span()
        before = _WORD_BEFORE.search(text, max(self.start, at - 24), at)
        if found["it"] and (PLEONASTIC.match(text, end) or not ACTS.match(text, end) or (before and before[1].lower() in NOT_BEFORE_IT)):
            return None
        if found["its"] and NOT_OURS.match(text, end):
            return None
        if found["its"] and before and before[1] == ",":
            named = next((m for m in self.mentions if m.type is EntityType.ORGANIZATION and m.referents and m.end == before.start()), None)
            if named is not None:  # "Telehouse, its largest rival": somebody else's
                here = [who for who in here if who != (named.referents[0],)]
        if here:
            return made(EntityType.ORGANIZATION, here[-1][:1], 0.85) if len(here[-1]) == 1 else None
        leads = self._leads(text, at)
        if self.focus.owner is not None and not leads and found["its"]:
            return made(EntityType.ORGANIZATION, (self.focus.owner,), 0.65)
        if self.focus.thing and not leads:
            return None
        if leads or self.focus.person is not None or not self.focus.organisations:
            if self.focus.person is not None and self.focus.person in self.document.employer:
                return made(EntityType.ORGANIZATION, (self.document.employer[self.focus.person],), 0.7)
            if len(self.before.organisations) == 1:
                return made(EntityType.ORGANIZATION, self.before.organisations, 0.75)
        return None

    def _description(
        self, text: str, found: re.Match[str], here: list[tuple[int, ...]], organisations: list[Mention], made: Callable[[EntityType, tuple[int, ...], float], Mention]
    ) -> Mention | None:
        """ "the company", "the Seattle-based cloud provider", "the unit"."""
        head = found["head"].lower()
        words = re.findall(r"[a-z]+", found[0].lower())
        at, end = found.span()
        follows = next((m for m in organisations if m.start == end + 1 and text[end] == " "), None)
        if follows is not None:
            return None  # "the developer Odata": a name stands beside it
        lead = text[max(self.start, at - 12) : at]
        if re.search(r"\b(?:is|was|are|were|as|become|became|becoming|remains|named|called)\s$", lead) and found[0][0] == "t":
            return None  # "Odata is the largest operator": a predicate
        if lead.endswith(", ") and any(m.end == at - 2 for m in self.mentions) and not ATTRIBUTION.match(text, end):
            return None  # an apposition
        candidates: list[tuple[tuple[int, ...], float]] = []
        apart = {who[0] for who in here} if _OBJECT_OF.search(text, max(self.start, at - 14), at) else set()
        if (quote := self.document.quote_of(at)) >= 0 and self.document.quotes[quote][2] is not None:
            apart.add(self.document.quotes[quote][2] or 0)  # who speaks says "we"
        if here and VERB_BEFORE.search(text, max(self.start, at - 16), at) and not re.search(r"(?:said|says|added|adds|announced)\s$", lead):
            apart.update(here[-1])  # "Oracle picked the startup"
        candidates += [(who, 0.9) for who in reversed(here) if len(who) == 1]
        if self.focus.owner is not None and self.focus.at < at:
            candidates.append(((self.focus.owner,), 0.75))
        if self.focus.person is not None and self.focus.person in self.document.employer and self.focus.at < at:
            candidates.append(((self.document.employer[self.focus.person],), 0.75))
        candidates += [((m.referents[0],), 0.6) for m in reversed(organisations) if m.end <= at]
        if len(self.before.organisations) == 1:
            candidates.append((self.before.organisations, 0.85))
        if self.before.owner is not None:
            candidates.append(((self.before.owner,), 0.7))
        if self.before.person is not None and self.before.person in self.document.employer:
            candidates.append(((self.document.employer[self.before.person],), 0.75))
        if self.before.only is not None and not self.before.organisations:
            candidates.append(((self.before.only,), 0.7))
        if self.recent is not None:
            candidates.append(((self.recent,), 0.7))
        if self.document.topic is not None:
            candidates.append(((self.document.topic,), 0.6))
        generic = head in GENERIC
        best: tuple[tuple[int, ...], float] | None = None
        for who, score in candidates:
            if who[0] in apart:
                continue
            fits = self._fits(who[0], head, words)
            if fits is False or (fits is None and not generic):
                continue
            if fits:
                return made(EntityType.ORGANIZATION, who, min(0.95, score + 0.05))
            best = best or (who, score)
        return made(EntityType.ORGANIZATION, *best) if best else None

    def _fits(self, index: int, head: str, words: list[str]) -> bool | None:
        """Whether an organisation can be called so: True if the document calls it that, False if it is something else, None if open."""
        told = self.document.kinds.get(index, set())
        alike = FITS.get(head, frozenset((head,)))
        if head in UNIT_NOUNS:
            return bool(told & UNIT_NOUNS)
        if head not in GENERIC:
            return True if told & alike else None
        other = told & {"university", "government", "ministry", "council", "county", "city", "department", "commission", "authority", "agency", "administration", "board", "court"}
        if other:
            return False
        modifiers = [word for word in words[1:-1] if len(word) > 3 and word not in ("based", "same", "giant", "company")]
        return True if modifiers and all(word in told for word in modifiers) else None

    def _pair_before(self, text: str, at: int, organisations: list[Mention]) -> tuple[int, ...]:
        distinct = list(dict.fromkeys(m.referents[0] for m in organisations if m.end <= at))
        if len(distinct) == 2:
            return tuple(distinct)
        if len(self.before.organisations) == 2:
            return self.before.organisations
        return self.known_pair


def place_kinds(reading: Reading, kinds: Mapping[str, str]) -> Callable[[int], str]:
    """What the places of a reading are, by a table from keys of the lexicon to kinds."""
    return lambda index: kinds.get(reading.referents[index].known or "", "")
