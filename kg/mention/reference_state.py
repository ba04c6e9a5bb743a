"""Reads the references of one sentence: whom its pronouns and descriptions stand for, and whom it leaves in focus."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise

from kg.mention.reference_context import Context, Focus, counts
from kg.mention.reference_places import Make, around, place
from kg.mention.reference_words import (
    ACTS,
    ATTRIBUTION,
    BETWEEN,
    BY_TRADE,
    CLAUSE_FIRST,
    DESCRIPTION,
    GENERIC,
    HER_NAMES,
    HIS_NAMES,
    INTRODUCTION,
    JOINED,
    LISTED,
    NOT_BEFORE_IT,
    NOT_OURS,
    OBJECT_OF,
    PLEONASTIC,
    SUBJECT_STARTERS,
    TAKING,
    THERE_AFTER,
    THERE_BEFORE,
    TOWN_COMPANY,
    VERB_BEFORE,
    fits,
)
from kg.model import EntityType, Kind, Mention

_WORD_BEFORE = re.compile(r"([A-Za-z]+|[,;:“\"(—–])[\s“\"‘']*$")
_ARM = re.compile(r"\s(?:[a-z-]+\s){0,3}?(?:unit|arm|subsidiary|division|affiliate)\b(?!-|,)")
_PREDICATE = re.compile(r"\b(?:is|was|are|were|as|become|became|becoming|remains|named|called)\s$")
_OPENING = re.compile(r"[\s“\"‘'•*-]*")
_SAYS = re.compile(r"(?:said|says|added|adds|announced)\s$")
_POSSESSIVE = re.compile(r"[’']s?\b(?!\w)")
_ATTRIBUTE = re.compile(  # "The Acme deal": a thing
    r"\s(?:deal|agreement|lease|contract|transaction|order|acquisition|announcement|news|purchase|merger|pact|takeover|bid|offer|investment)\b"
)
_SERVED = re.compile(r"\b(?:suppl(?:y|ies|ied|ying)|power(?:s|ed|ing)?|serv(?:e|es|ed|ing)|feed(?:s|ing)?)\s$")
_OWNER_OF = re.compile(r"-(?:owned|backed|led|controlled|funded|affiliated|linked|run)\b")  # "KKR-owned Acme": about Acme
_TOGETHER = re.compile(r"\W*(?:Together|Jointly|Between them),?\s$")
_GROUPS = ("both", "all", "head", "place", "around", "it", "its", "they", "their", "he", "we", "there")


@dataclass(slots=True)
class SentenceReader:
    """Reads one sentence."""

    document: Context
    start: int
    end: int
    mentions: list[Mention]
    before: Focus
    last_place: int | None
    people: list[int]  # persons of the sentences before, the last one last
    recent: int | None  # the last organisation that a sentence of the paragraph was about
    known_pair: tuple[int, ...]
    last_pair: tuple[int, ...]  # of the sentence before
    before_start: int  # where the sentence before begins
    focus: Focus = field(default_factory=Focus)
    pair: tuple[int, ...] = ()
    starts: dict[int, Mention] = field(default_factory=dict)
    ends: dict[int, Mention] = field(default_factory=dict)
    passed: list[Mention] = field(default_factory=list)  # the last organisations that were named
    distinct: list[int] = field(default_factory=list)  # up to three
    subjects: list[tuple[int, tuple[int, ...]]] = field(default_factory=list)  # the last ones, with their offsets

    def read(self) -> list[Mention]:
        """The references of the sentence; leaves its focus behind."""
        text = self.document.reading.document.text
        organisations = [
            m
            for m in self.mentions
            if m.type is EntityType.ORGANIZATION and m.referents and m.score >= 0.5 and m.kind is Kind.NAME and counts(text, m)
        ]
        self.ends = {m.end: m for m in self.mentions}
        self.focus = self._focus(text, organisations)
        distinct = {m.referents[0] for m in organisations}
        self.focus.only = distinct.pop() if len(distinct) == 1 else None
        self.pair = self._joined(text, organisations)
        self.starts = {m.start: m for m in self.mentions}
        out: list[Mention] = []
        chosen = {m.start for m in organisations}
        named = [m for m in self.mentions if m.referents and m.kind is Kind.NAME]
        upcoming = iter([m for m in named if m.type is not EntityType.ORGANIZATION or m.start in chosen])
        coming = next(upcoming, None)
        for found in DESCRIPTION.finditer(text, self.start, self.end):
            at = found.start()
            while coming is not None and coming.end <= at:
                self._pass(text, coming)
                coming = next(upcoming, None)
            made = self._resolve(text, found)
            if made is None:
                continue
            out.append(made)
            if made.type is EntityType.PERSON and found["he"] and self._leads(text, at) and not self.focus.organisations:
                self.focus = Focus(person=made.referents[0], only=self.focus.only, at=at)
            if made.type is EntityType.ORGANIZATION and found["possessive"] is None and self._is_subject(text, made):
                self.subjects = [*self.subjects[-5:], (at, made.referents)]
                fronted = CLAUSE_FIRST.match(text, self.start, at) is not None and text.endswith(", ", 0, at)
                if (fronted or not self.focus.organisations) and self._leads(text, at):
                    self.focus = Focus(organisations=made.referents, only=self.focus.only, at=at)
        while coming is not None:
            self._pass(text, coming)
            coming = next(upcoming, None)
        return out

    def _pass(self, text: str, mention: Mention) -> None:
        """Takes note of a name that lies behind now."""
        index = mention.referents[0]
        if mention.type is EntityType.ORGANIZATION:
            self.passed = [*self.passed[-7:], mention]
            if len(self.distinct) < 3 and index not in self.distinct:
                self.distinct.append(index)
            if self._is_subject(text, mention):
                self.subjects = [*self.subjects[-5:], (mention.start, (index,))]
        elif mention.type is EntityType.PLACE:
            self.last_place = index
        elif mention.type is EntityType.PERSON:
            self.people = [*self.people[-3:], index]

    def _all_quoted(self) -> bool:
        return self.document.quote_of(self.start + 1) >= 0 and self.document.quote_of(self.start + 1) == self.document.quote_of(
            self.end - 1
        )

    def _can_be(self, person: int, pronoun: str | None) -> bool:
        """Whether "he" or "she" can be a person, going by the given name."""
        referent = self.document.reading.referents[person]
        given = {name.split()[0].lower() for name in (referent.label, *referent.names) if " " in name}
        return not given & (HIS_NAMES if (pronoun or "").lower() == "she" else HER_NAMES)

    def _leads(self, text: str, at: int) -> bool:
        """Whether what begins at ``at`` is the subject of the sentence."""
        if at - self.start > 300:
            return False
        lead = text[self.start : at]
        return not lead.strip(" “\"‘'—–-•*") or bool(INTRODUCTION.fullmatch(lead))

    def _focus(self, text: str, organisations: list[Mention]) -> Focus:
        for mention in self.mentions:
            if mention.start - self.start > 300:
                break
            if mention.kind is Kind.VALUE or not mention.referents or not self._leads(text, mention.start):
                continue
            if self.document.quote_of(mention.start) >= 0 and not self._all_quoted():
                continue
            owned = _POSSESSIVE.match(text, mention.end)
            if mention.type is EntityType.ORGANIZATION:
                index = mention.referents[0]
                if not counts(text, mention) or _OWNER_OF.match(text, mention.end):
                    continue
                if self._is_attribute(text, mention):
                    return Focus(thing=True, at=mention.start)
                if owned:
                    return Focus(thing=True, owner=index, at=mention.start)
                near = (m for m in organisations if mention.end <= m.start <= mention.end + 60)
                more = [m for m in near if JOINED.fullmatch(text[mention.end : m.start])]
                joined: tuple[int, ...] = (index,)
                if more and " and " in text[mention.end : more[0].start] + " ":
                    joined = (index, more[0].referents[0])
                if more and len(joined) == 1:  # "Acme, Bolt and Core": no single one of them
                    second = more[0]
                    third = next((m for m in organisations if second.end <= m.start <= second.end + 60), None)
                    if third is not None and LISTED.fullmatch(text[second.end : third.start]):
                        joined = (index, second.referents[0], third.referents[0])
                return Focus(organisations=joined, at=mention.start)
            if mention.type is EntityType.PLACE and (mention.kind is Kind.ADJECTIVE or owned or text.startswith("-", mention.end)):
                continue  # "Singapore-based", "Japan's"
            if mention.type is EntityType.PLACE and TOWN_COMPANY.match(text, mention.end) and text[: mention.start].endswith("he "):
                continue  # "The Cleveland bank"
            if mention.type is EntityType.PERSON:
                return Focus(person=mention.referents[0], at=mention.start)
            return Focus(thing=True, at=mention.start)
        # "Shares of X rose", "The project will": a thing, unless a description of an organisation leads
        first = _OPENING.match(text, self.start, self.end)
        begin = first.end() if first else self.start
        lead = INTRODUCTION.match(text, begin, self.end)
        led = DESCRIPTION.match(text, begin, self.end) or (DESCRIPTION.match(text, lead.end(), self.end) if lead else None)
        return Focus() if led else Focus(thing=True)

    def _is_attribute(self, text: str, mention: Mention) -> bool:
        """Whether a name only tells which deal is meant: "The Acme deal"."""
        return text[max(0, mention.start - 4) : mention.start].lower() == "the " and _ATTRIBUTE.match(text, mention.end) is not None

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
        if _POSSESSIVE.match(text, mention.end) or _OWNER_OF.match(text, mention.end) or self._is_attribute(text, mention):
            return False
        if self._leads(text, mention.start):
            return True
        before = _WORD_BEFORE.search(text, max(self.start, mention.start - 24), mention.start)
        if before is None or before[1].lower() not in SUBJECT_STARTERS:
            return False
        beside = self.ends.get(before.start()) or self.ends.get(before.start() - 1)
        return before[1] not in ("and", ",") or beside is None or beside.type is not EntityType.ORGANIZATION

    def _here(self, at: int) -> list[tuple[int, ...]]:
        """The subjects of the sentence before an offset, inside the same quotation or outside of all."""
        quote = self.document.quote_of(at)
        return [who for start, who in self.subjects if start < at and self.document.quote_of(start) == quote]

    def _resolve(self, text: str, found: re.Match[str]) -> Mention | None:
        kind = next(name for name in _GROUPS if found[name])
        at, end = found.span()

        def made(type_: EntityType, who: tuple[int, ...], score: float) -> Mention:
            return Mention(at, end, found[0], Kind.REFERENCE, type_, score, referents=who)

        if kind == "we":
            quote = self.document.quote_of(at)
            whose = self.document.quotes[quote][2] if quote >= 0 else self.document.topic if self.document.release else None
            return made(EntityType.ORGANIZATION, (whose,), 0.75) if whose is not None else None
        if kind == "there":
            return (
                made(EntityType.PLACE, (self.last_place,), 0.75) if self.last_place is not None and self._is_where(text, at, end) else None
            )
        if kind == "place":
            return place(self.document, found["place"].lower(), at, self.before_start, made)
        if kind == "around":
            return around(self.document, found["around"], at, self.before_start, made)
        if kind == "he":
            person = next((who for who in reversed(self.people) if self._can_be(who, found["he"])), None)
            return made(EntityType.PERSON, (person,), 0.8) if person is not None else None
        if kind == "both":
            who = tuple(self.distinct) if len(self.distinct) == 2 else self.before.organisations
            who = who if len(who) == 2 else self.known_pair
            return made(EntityType.ORGANIZATION, who, 0.75) if who else None
        if kind == "all":  # "the companies": those that the sentence before brought together, unless others were named since
            who = self.before.organisations if not self.distinct else ()
            who = who if len(who) == 2 else self.last_pair if not self.distinct else ()
            return made(EntityType.ORGANIZATION, who, 0.75) if len(who) == 2 else None
        here = self._here(at)
        if kind in ("they", "their"):
            joined = here[-1] if here else self.before.organisations
            if len(joined) != 2 and self.focus.at < at:
                joined = self.focus.organisations
            if len(joined) != 2 and _TOGETHER.fullmatch(text, self.start, at):
                joined = self.last_pair
            return made(EntityType.ORGANIZATION, joined, 0.7) if len(joined) == 2 else None
        if kind in ("it", "its"):
            return self._pronoun(text, found, here, made)
        return self._description(text, found, here, made)

    def _is_where(self, text: str, at: int, end: int) -> bool:
        """Whether "there" and "where" speak of a place: not so in "there is", "will there ever"."""
        if text[at] == "t":
            return not (THERE_AFTER.search(text, max(0, at - 8), at) or THERE_BEFORE.match(text, end))
        beside = self.ends.get(at - 2) or self.ends.get(at - 1)
        return beside.type is EntityType.PLACE if beside is not None else text.startswith(", ", at - 2)

    def _pronoun(self, text: str, found: re.Match[str], here: list[tuple[int, ...]], made: Make) -> Mention | None:
        at, end = found.span()
        before = _WORD_BEFORE.search(text, max(self.start, at - 24), at)
        word = before[1].lower() if before else ""
        if found["it"] and TAKING.search(text, max(self.start, at - 40), at) and not ACTS.match(text, end):
            apart = set(here[-1]) if here else set()  # "When Acme acquired it": whom the text is about
            led = self.focus.organisations if self.focus.at < at else ()
            about = [who for who in (*led, *self.before.organisations, self.document.topic) if who is not None and who not in apart]
            if not about or len(self.before.organisations) > 1:
                return None
            self.subjects = [*self.subjects[-5:], (at, (about[0],))]  # "When Acme acquired it, the company had two sites"
            return made(EntityType.ORGANIZATION, (about[0],), 0.7)
        if found["it"] and (PLEONASTIC.match(text, end) or not ACTS.match(text, end) or word in NOT_BEFORE_IT):
            return None
        if found["its"] and (arm := _ARM.match(text, end)) and arm.end() + 1 not in self.starts:
            unit = self.document.called("unit")
            if unit is not None:
                return Mention(at, arm.end(), text[at : arm.end()], Kind.REFERENCE, EntityType.ORGANIZATION, 0.75, referents=(unit,))
        if found["its"] and NOT_OURS.match(text, end):
            return None
        quote = self.document.quote_of(at)
        quoted = quote >= 0 and quote != self.document.quote_of(max(0, self.before.at))  # who speaks means something else than the writer
        if found["its"] and before and word == ",":
            named = self.ends.get(before.start())
            if named is not None and named.type is EntityType.ORGANIZATION:  # "Telehouse, its largest rival": somebody else's
                here = [who for who in here if who != named.referents[:1]]
                opens = not here and named.referents == self.focus.organisations and len(self.before.organisations) == 1
                if opens and self.before.organisations != named.referents:  # "Alphabet … Google Cloud, its cloud business, grew"
                    return made(EntityType.ORGANIZATION, self.before.organisations, 0.7)
        if found["its"] and word in ("is", "are", "was", "were", "become", "becomes", "remains"):
            here = here[:-1]  # "OpenAI said Vantage is its partner"
        if here:
            return made(EntityType.ORGANIZATION, here[-1], 0.85) if len(here[-1]) == 1 else None
        leads = self._leads(text, at)
        if self.focus.owner is not None and not leads and found["its"]:
            return made(EntityType.ORGANIZATION, (self.focus.owner,), 0.65)
        if self.focus.thing and not leads:
            return None
        speaks_for = self.document.employer.get(self.focus.person) if self.focus.person is not None else None
        if speaks_for is not None:
            return made(EntityType.ORGANIZATION, (speaks_for,), 0.7)
        if (leads or self.focus.person is not None or not self.focus.organisations) and len(self.before.organisations) == 1 and not quoted:
            return made(EntityType.ORGANIZATION, self.before.organisations, 0.75)
        return None

    def _description(self, text: str, found: re.Match[str], here: list[tuple[int, ...]], made: Make) -> Mention | None:
        """ "the company", "the Seattle-based cloud provider", "the unit"."""
        head = found["head"].lower()
        words = re.findall(r"[a-z]+", found[0].lower())
        at, end = found.span()
        beside = self.starts.get(end + 1)
        if beside is not None and beside.type is EntityType.ORGANIZATION and text[end] == " ":
            return None  # "the developer Odata": a name stands beside it
        if found["town"]:  # "the Cleveland bank": a place, nothing else, stands before the noun
            place = self.starts.get(found.start("town"))
            if place is None or place.type is not EntityType.PLACE or place.end + 1 != found.end("town"):
                return None
        lead = text[max(self.start, at - 12) : at]
        if found[0][0] == "t" and _PREDICATE.search(lead):
            return None  # "Odata is the largest operator"
        if lead.endswith(", ") and found["possessive"] is None and self._ends_name(text, at - 2) and not ATTRIBUTION.match(text, end):
            return None  # an apposition
        apart = self._apart(text, at, here, found["possessive"] is not None)
        best: tuple[int, float] | None = None
        for who, score in self._candidates(at, here, self._leads(text, at)):
            fitting = fits(self.document.kinds.get(who, set()), head, words)
            placed = found["town"] is not None and self.before.organisations == (who,)  # "KeyBank … The Cleveland bank"
            if who in apart or fitting is False or (fitting is None and head not in GENERIC and not placed):
                continue
            if fitting or placed:
                return made(EntityType.ORGANIZATION, (who,), min(0.95, score + 0.05))
            best = best or (who, score)
        if best is not None:
            return made(EntityType.ORGANIZATION, best[:1], best[1])
        only = self.document.called(head) if head not in GENERIC else None
        if only is None and head in BY_TRADE and found["possessive"] is None:  # whom the text is about need not be introduced by its trade
            only = self.document.topic
            return made(EntityType.ORGANIZATION, (only,), 0.6) if only is not None and only not in apart else None
        return made(EntityType.ORGANIZATION, (only,), 0.7) if only is not None and only not in apart else None

    def _ends_name(self, text: str, at: int) -> bool:
        """Whether a name ends there, be it with its acronym or ticker in brackets."""
        if text.endswith(")", 0, at):
            at = text.rfind("(", max(self.start, at - 60), at) - 1
            return at in self.ends and self.ends[at].type is EntityType.ORGANIZATION
        return at in self.ends and self.ends[at].type is not EntityType.PLACE  # "Based in Oslo, the company …"

    def _apart(self, text: str, at: int, here: list[tuple[int, ...]], owns: bool) -> set[int]:
        """Whom a description cannot mean: the subject of the verb whose object it is, and who speaks ("we")."""
        of = OBJECT_OF.search(text, max(self.start, at - 14), at)
        hired = of is not None and of[0].startswith("join") and self._is_person(text, of.start())  # "Jane Roe has joined the company"
        apart = {who[0] for who in here} if of is not None and not hired else set()
        of_verb = not owns and VERB_BEFORE.search(text, max(self.start, at - 16), at)
        if here and of_verb and not hired and not _SAYS.search(text, max(self.start, at - 12), at):
            apart.update(here[-1])  # "Oracle picked the startup"
        if here and owns and _SERVED.search(text, max(self.start, at - 16), at):
            apart.update(here[-1])  # "Bolt will supply the company's data centers"
        quote = self.document.quote_of(at)
        speaker = self.document.quotes[quote][2] if quote >= 0 else None
        return apart if speaker is None else apart | {speaker}

    def _is_person(self, text: str, at: int) -> bool:
        """Whether the subject of the verb at ``at`` is a named person."""
        begin = next((at - len(word) for word in (" has ", " had ", " will ", " ") if text.endswith(word, 0, at)), at)
        return begin in self.ends and self.ends[begin].type is EntityType.PERSON

    def _candidates(self, at: int, here: list[tuple[int, ...]], leads: bool) -> Iterator[tuple[int, float]]:
        """Whom a description can mean, best first; one that ``leads`` the sentence hardly means who is named in its introduction."""
        yield from ((who[0], 0.9) for who in reversed(here) if len(who) == 1)
        passed = [(mention.referents[0], 0.6) for mention in reversed(self.passed)]
        for focus, scores in ((self.focus if self.focus.at < at else Focus(), (0.75, 0.75)), (self.before, (0.7, 0.75))):
            if focus is self.before:
                yield from () if leads else passed
                yield from ((who, 0.85) for who in focus.organisations if len(focus.organisations) == 1)
            if focus.owner is not None:
                yield focus.owner, scores[0]
            employer = self.document.employer.get(focus.person) if focus.person is not None else None
            if employer is not None:
                if leads and self.document.topic is not None and employer != self.document.topic:
                    yield self.document.topic, 0.65  # an outsider has spoken; the text goes on with what it is about
                yield employer, scores[1]
        if self.before.only is not None and not self.before.organisations:
            yield self.before.only, 0.7
        if self.recent is not None:
            yield self.recent, 0.7
        if self.document.topic is not None:
            yield self.document.topic, 0.6
        if leads:
            yield from passed
