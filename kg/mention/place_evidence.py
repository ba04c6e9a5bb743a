"""What speaks for a candidate being a place, and what against: its size, the words around it, the rest of the text."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from kg.lexicon import COUNTRY_WEIGHT, Lexicon
from kg.mention import place_forms as forms
from kg.mention.place_spots import BIG, LIST_SIGNS, SURE, Cover, Spot, is_doubtful, without_overlaps
from kg.mention.words import HEADS, PUBLIC_LEADS
from kg.model import EntityType, Sentence


class Weigher:
    """Weighs the candidates of one text. ``longer`` are the spans of known names that hold more than a place."""

    def __init__(
        self,
        text: str,
        sentences: Sequence[Sentence],
        lexicon: Lexicon,
        words: Sequence[tuple[int, int]],
        longer: Sequence[tuple[int, int]],
    ) -> None:
        self.text = text
        self.lexicon = lexicon
        self.sentences = sentences
        self.sentence_starts = [sentence.start for sentence in sentences]
        self.titled: dict[int, bool] = {}
        self.longer = sorted(longer)
        self.longer_starts = [start for start, _ in self.longer]
        self.surnames = self._surnames(words)

    def weigh(self, spots: list[Spot]) -> list[Spot]:
        """The candidates with scores and in their full extent, with further mentions of those that are known by form alone."""
        for spot in spots:
            self._weigh(spot)
        self._spread(spots)
        for spot in spots:
            if spot.form == "name" and spot.score >= SURE:
                self._extend(spot)
        return self._again([spot for spot in spots if not self._in_longer(spot.start, spot.end)])

    def _surnames(self, words: Sequence[tuple[int, int]]) -> frozenset[str]:
        """Words that the text uses as surnames: after "Mr", or after a capitalised word and before "said"."""
        found = set()
        for (start, end), (begin, stop) in pairwise(words):
            if begin - end == 1 and self.text[end] == " ":
                first, last = self.text[start:end], self.text[begin:stop]
                full = first.istitle() and last.istitle() and first.lower() not in forms.LEAD_BEFORE
                if (full and forms.SPEAKS.match(self.text, stop)) or first.lower() in forms.CALLED:
                    found.add(last)
        return frozenset(found)

    def _weigh(self, spot: Spot) -> None:
        """Sets the score of a candidate."""
        before, behind = self.text[max(0, spot.start - 48) : spot.start], self.text[spot.end : spot.end + 60]
        if spot.form == "head":
            spot.score = 0.5 if forms.ORGANISED.search(before) else 0.9
        elif spot.form == "abbreviation":
            spot.score = 0.9
        elif spot.form in {"name", "adjective"}:
            preposition = forms.PREPOSITION.search(before) if before[-1:].isspace() else None
            word = preposition[1].lower() if preposition else ""
            score = _prior(spot) + self._around(spot, before, behind, word)
            if spot.form == "adjective":
                score -= self._against_adjective(spot, before, behind)
            else:
                score -= self._against_name(spot, before, behind, word)
            spot.score = max(0.0, min(0.99, score))

    def _around(self, spot: Spot, before: str, behind: str, word: str) -> float:
        """What the words around a name give it: "near", "-based", " area"; "Bank of" takes. ``word`` is the preposition before it."""
        gain = 0.45 if spot.fixed else 0.0
        gain += 0.3 if word in forms.STRONG else 0.08 if word in forms.WEAK else 0.0
        if word in {"in", "near", "outside"} and forms.BUILT.search(before):
            gain += 0.25
        if word == "of" and forms.OF_KIND.search(before):
            gain += 0.5
        elif word in {"of", "for"} and not self.in_title(spot.start) and (organised := forms.ORGANISED.search(before)) is not None:
            head = organised[1].lower()
            spot.inside = head in HEADS or head in PUBLIC_LEADS
            gain -= 0.6 if spot.inside else 0.3 if word == "of" and head not in forms.PERSON_BEFORE else 0.0
        if forms.BASED.match(behind) or forms.TAIL.match(behind):
            gain += 0.35
        elif (noun := forms.BEHIND.match(behind)) is not None:
            gain += 0.4 if noun[1].lower() in forms.AREA else 0.12
        if spot.senses[0].kind in {"city", "town"} and not spot.fixed and forms.ARTICLE.search(before) and forms.NO_NOUN.match(behind):
            gain -= 0.4  # no town takes the article
        if (before == "" or before[-1] == "\n") and forms.DATELINE.match(behind):
            gain += 0.4
        return gain

    def _against_adjective(self, spot: Spot, before: str, behind: str) -> float:
        """What takes from an adjective: "American Express", "Norman Foster"."""
        follows, beside = forms.WORD_BEHIND.match(behind), forms.ADJACENT.search(before)
        loss = 0.0
        if follows and follows[1].lower() not in forms.HEAD_AFTER and not self.in_title(spot.start):
            loss += 0.3
        if spot.text in forms.ALSO_NAMES and (follows or (beside and beside[1].lower() not in forms.LEAD_BEFORE)):
            loss += 0.5
        return loss

    def _against_name(self, spot: Spot, before: str, behind: str, word: str) -> float:
        """What takes from a name: capitalised neighbours, a company or a person of the same name."""
        first = spot.senses[0]
        loss = self._neighbours(spot, before, behind)
        if self.in_title(spot.start):
            loss *= 0.5 if is_doubtful(spot) else 0.0
            if word not in forms.STRONG and first.doubt == "word" and first.weight < BIG:
                loss += 0.3
        spot.inside = spot.inside or loss > 0.3
        if not spot.fixed and first.weight < 4 * BIG and self.lexicon.find(spot.text, EntityType.ORGANIZATION):
            loss += 0.4
            spot.inside = True
        if " " not in spot.text and not spot.fixed:
            if spot.text in self.surnames and not word:
                loss += 0.6 if first.doubt == "person" else 0.3
            elif first.doubt == "person" and forms.SPEAKS.match(behind):
                loss += 0.5
        if spot.text.isupper() and " " not in spot.text and len(spot.text) <= 5 and not self._loud(spot, behind):
            loss += 0.4  # an acronym
        if forms.MEASURED.search(before):
            loss += 0.3
        if is_doubtful(spot) and not word and not spot.fixed and forms.ACTS.match(behind):
            loss += 0.2
        if behind[:1] in forms.SIGNS - {"/", "#"} or before[-1:] in forms.SIGNS:
            loss += 0.5
        return loss

    def _neighbours(self, spot: Spot, before: str, behind: str) -> float:
        """What capitalised words right beside a name take from it: "Paris Hilton", "Texas Instruments"."""
        loss = 0.0
        previous = forms.ADJACENT.search(before) if before[-1:] in forms.BESIDE else None
        if previous is not None and previous[1].lower() not in forms.LEAD_BEFORE and not previous[1].endswith("."):
            single = previous[1].lower()
            if single in forms.PERSON_BEFORE and is_doubtful(spot):
                loss += 0.6
            elif not self._is_clear(previous[1]) and not self.lexicon.adjective(previous[1]):
                loss += 0.5 if not spot.fixed else 0.3
        elif previous is not None and (previous[1].lower() in forms.CALLED or forms.INITIAL.fullmatch(previous[1])):
            loss += 0.8
        follows = forms.WORD_BEHIND.match(behind)
        if follows is not None and follows[1].lower() not in forms.HEAD_AFTER and not spot.behind:
            if not self._is_clear(follows[1]):
                loss += 0.55
        elif (behind[:1] == "-" and behind[1:2].isupper()) or (behind[:3] == " & " and behind[3:4].isupper()):
            loss += 0.4
        return loss

    def _is_clear(self, word: str) -> bool:
        """Whether a word alone is a place beyond doubt."""
        return any(k.weight >= BIG and not k.doubt for k in self.lexicon.places(word)[:1])

    def in_title(self, position: int) -> bool:
        """Whether the sentence capitalises most of its words, so that a capital says nothing."""
        index = bisect_right(self.sentence_starts, position) - 1
        if index < 0:
            return False
        if index not in self.titled:
            sentence = self.sentences[index]
            words = re.findall(r"[^\W\d_]{4,}", self.text[sentence.start : min(sentence.end, sentence.start + 400)])
            ended = self.text[sentence.end - 1 : sentence.end] == "."
            self.titled[index] = len(words) > 3 and not ended and sum(w[0].isupper() for w in words) > 0.7 * len(words)
        return self.titled[index]

    def _loud(self, spot: Spot, behind: str) -> bool:
        """Whether capitals say nothing: in headlines, in the first words of a report, of names like "UAE"."""
        if self.in_title(spot.start) or any(spot.text in known.names for known in spot.senses):
            return True
        return (spot.start == 0 or self.text[spot.start - 1] == "\n") and bool(forms.DATELINE.match(behind))

    def _spread(self, spots: Sequence[Spot]) -> None:
        """Members of a list vouch for each other; a name that is sure once is likelier elsewhere."""
        for left, right in pairwise(spots):
            if self.text[left.end : right.start] in LIST_SIGNS and "adjective" not in (left.form, right.form):
                for weak, strong in ((left, right), (right, left)):
                    if weak.score < 0.7 <= strong.score and weak.score > 0.15 and not weak.inside:
                        weak.score = min(0.8, weak.score + 0.3)
        best: dict[str, float] = {}
        for spot in spots:
            if spot.form == "name":
                best[spot.text.lower()] = max(best.get(spot.text.lower(), 0.0), spot.score)
        parts = {spot.text for spot in spots if spot.inside and spot.form == "name" and is_doubtful(spot)}
        for spot in spots:  # "Wayne Aston" and "Aston", "Lincoln Property" and "Lincoln"
            if spot.text in parts and not spot.fixed and best[spot.text.lower()] < 0.8:
                spot.score -= 0.3
        for spot in spots:
            if spot.form == "name" and not spot.inside and 0.2 < spot.score < best[spot.text.lower()] and best[spot.text.lower()] >= 0.8:
                spot.score = min(0.85, spot.score + 0.25)

    def _extend(self, spot: Spot) -> None:
        """Takes into the name what belongs to it: "City of Waukee", "Namyangju City", "northern Virginia"."""
        kind = spot.senses[0].kind
        if kind in {"city", "town", "county", "division"}:
            title = forms.TITLED_OF.search(self.text, max(0, spot.start - 20), spot.start)
            tail = forms.TAIL.match(self.text, spot.end)
            spot.start = title.start(1) if title else spot.start
            spot.end = tail.end() if tail else spot.end
            spot.text = self.text[spot.start : spot.end]
        if kind not in {"country", "division", "region", "county"}:
            return
        point = forms.COMPASS.search(self.text, max(0, spot.start - 24), spot.start)
        if point is None or (point[2] and kind == "region"):
            return
        if point[1] in {"mid", "central"} or (point[2] is None and point[0][-1] == "-"):
            return
        spot.start = point.start(1)
        spot.text = self.text[spot.start : spot.end]
        spot.senses, spot.form = (whole, "name") if (whole := self.lexicon.places(spot.text)) else (spot.senses, "compass")

    def _again(self, spots: list[Spot]) -> list[Spot]:
        """Bare mentions of the places that the text placed once: "Vint Hill" after "Vint Hill, Virginia"."""
        covered = Cover(spots)
        more: list[Spot] = []
        seen: set[str] = set()
        for spot in spots:
            if spot.text in seen or spot.score < 0.6 or spot.form not in {"town", "head"}:
                continue
            seen.add(spot.text)
            name = spot.text
            if spot.form == "head" and name.endswith((" County", " Parish")) and name[:-7] not in self.surnames:
                name = name[:-7]
            elif spot.form == "head" and spot.senses:
                continue
            for match in re.finditer(rf"(?<![\w-]){re.escape(name)}(?![\w-])", self.text):
                start, end = match.span()
                beside = forms.WORD_BEHIND.match(self.text, end)
                alone = beside is None or beside[1].lower() in forms.HEAD_AFTER or self.in_title(start)
                if alone and not covered.holds(start, end) and not self._in_longer(start, end):
                    score = spot.score - (0.1 if name == spot.text else 0.3)
                    more.append(replace(spot, start=start, end=end, text=name, score=score, fixed=True))
        return without_overlaps([*spots, *more])

    def _in_longer(self, start: int, end: int) -> bool:
        """Whether a stretch lies in a known name that is longer."""
        i = bisect_right(self.longer_starts, start) - 1
        return i >= 0 and end <= self.longer[i][1] and (start, end) != self.longer[i]


def _prior(spot: Spot) -> float:
    """How likely the name alone is a place."""
    if not spot.senses:
        return 0.5
    best = max(spot.senses, key=lambda k: k.weight)
    if spot.form == "adjective":
        return 0.85
    if best.weight >= COUNTRY_WEIGHT:
        return 0.75 if best.doubt else 0.93
    if best.kind == "area":
        return 0.4 if best.doubt else 0.9
    if best.kind in {"site", "district", "town"}:
        base = 0.7
    elif best.weight >= BIG:
        base = 0.88
    else:
        base = 0.75 if best.weight >= 100_000 else 0.41
    if best.kind == "county" and " " in best.label and best.label.lower() == spot.text.lower():
        return 0.9
    if best.weight < BIG and best.doubt:
        base -= 0.25 if best.doubt == "person" else 0.1 if " " in spot.text else 0.4
    elif best.weight < BIG * 4 and best.doubt:
        base -= 0.1
    return base
