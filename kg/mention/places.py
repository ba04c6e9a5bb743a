"""Places that a text names, and which of the world's places each one means.

Capitalised words are looked up in the lexicon; what stands around them ("near", ", Va.", "Hilton") tells whether they are places at all, and
what else the document speaks of tells which Paris it is. Places that nobody knows are found by form: "in Vint Hill, Virginia", "Tunica County".
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from kg.lexicon import COUNTRY_WEIGHT, Known, Lexicon
from kg.mention import place_forms as forms
from kg.mention.place_senses import choose
from kg.mention.words import FUNCTION_WORDS, HEADS, MONTHS, PUBLIC_LEADS, members
from kg.model import EntityType, Hit, Kind, Mention, Referent, Sentence

SURE = 0.5
"""Mentions below this score are candidates that something else must confirm."""
LEAST = 0.25

CAPITALISED = re.compile(r"(?<![\w$])(?:(?:[A-Z]\.[ \u00a0]?){1,2}[A-Z]\.(?![\w])|[^\W\d_a-z][^\W\d_]*(?:['’](?!s\b)[^\W\d_]+)*)")
GAP = re.compile(
    r"[ \u00a0]|\n|[-–‑/]|\. |, (?=D\.?C\b)| & | (?:of|and|de|de la|de las|do|da|dos|di|del|am|an der|upon|on|in|under|sur|les|le|y|the|i|and the|of the) |"
    r"-(?:sur|de|la|les|en|upon|on|le|am|i|of|and)-(?:the-)?"
)
DOTTED = frozenset({"St", "Ft", "Mt", "Co", "S", "N", "W", "E", "Ste", "Pt"})
LONGEST = 7
BIG = 500_000
ADJACENT = re.compile(r"(?:^|[^\w.])([^\W\d_a-z][\w'’.&]*)[ \u00a0-]$")
WORD_BEHIND = re.compile(r"[ \u00a0]([^\W\d_a-z][\w]*)")
_HEADED = {
    "Province": {"division"}, "Prefecture": {"division"}, "Governorate": {"division"}, "Oblast": {"division"}, "Municipality": {"city", "division"},
    "Island": {"city", "town", "area", "division"}, "District": {"district"}, "Borough": {"county", "city"},
}  # fmt: skip
_INITIAL = re.compile(r"[A-Z]\.|(?:[A-Z]\.){2}")
_CODE = re.compile(r"[-–/_]\d|\d|['’]")
_ARTICLE = re.compile(r"(?:^|\W)[Tt]he\s$")
_NO_NOUN = re.compile(r"\s*(?:$|[.,;:)\n]|(?:in|on|and|of|is|was|are|were|to|for|by|with|at|has|had|will|that|which|who|from)\b)")
_TAIL = re.compile(r" City(?!\w)(?! [A-Z])| (?:metropolitan|metro) area\b| Metro(?:politan)? Area\b")
STOP = re.compile(r"[.!?:]\s+$|\n\s*$|[“\"‘(•*–—]\s*$|^\s*$")


@dataclass(frozen=True, slots=True)
class Located:
    """A mention of a place with the thing it means; ``form`` tells how it was found: "name", "adjective", "head" ("Tunica County"),
    "compass" ("northern Virginia"), "street", "town" (by form alone)."""

    mention: Mention
    referent: Referent
    form: str


@dataclass(slots=True)
class Spot:
    """A candidate while evidence is gathered."""

    start: int
    end: int
    text: str
    senses: tuple[Known, ...]
    form: str = "name"
    score: float = 0.0
    behind: Spot | None = None  # the wider place right behind it: ", Texas"
    known: Known | None = None
    context: tuple[str, ...] = ()
    fixed: bool = False  # the text itself says which place it is
    inside: bool = False  # capitalised words beside it make it part of a longer name


def places(text: str, sentences: Sequence[Sentence], hits: Iterable[Hit], lexicon: Lexicon, active: frozenset[int] | None = None) -> list[Located]:
    """The places that a text mentions, sorted, without overlaps, with scores; those inside longer known names (``hits``) are left out.

    The whole text is read, since places elsewhere tell which one is meant; those of the ``active`` sentences are returned (None: all).
    """
    spots = _Finder(text, sentences, lexicon, _inside_names(hits, lexicon)).find()
    choose(spots, lexicon)
    located = [_located(spot) for spot in spots if spot.score >= LEAST]
    if active is None:
        return located
    spans = sorted((sentences[i].start, sentences[i].end) for i in active)
    starts = [start for start, _ in spans]
    kept = []
    for item in located:
        i = bisect_right(starts, item.mention.start) - 1
        if i >= 0 and item.mention.start < spans[i][1]:
            kept.append(item)
    return kept


def _inside_names(hits: Iterable[Hit], lexicon: Lexicon) -> list[tuple[int, int]]:
    """Where known organisations of more than one word are named: "Bank of America", "Texas Instruments"."""
    return [(hit.start, hit.end) for hit in hits if "name" in hit.what and (" " in hit.pattern or "-" in hit.pattern)]


def _located(spot: Spot) -> Located:
    adjective = spot.form == "adjective"
    mention = Mention(spot.start, spot.end, spot.text, Kind.ADJECTIVE if adjective else Kind.NAME, EntityType.PLACE, round(spot.score, 2))
    label = spot.known.label if adjective and spot.known else " ".join(spot.text.split())
    known = spot.known.key if spot.known else None
    return Located(mention, Referent(EntityType.PLACE, label, (" ".join(spot.text.split()),), spot.context, known), spot.form)


class _Finder:
    """Finds the candidates of one text and what speaks for and against each."""

    def __init__(self, text: str, sentences: Sequence[Sentence], lexicon: Lexicon, closed: Sequence[tuple[int, int]]) -> None:
        self.text = text
        self.lexicon = lexicon
        self.closed = closed
        self.sentences = sentences
        self.sentence_starts = [s.start for s in sentences]
        self.titled: dict[int, bool] = {}
        self.held: dict[tuple[str, str, int], tuple[Known, ...]] = {}
        self.words = [(m.start(), m.end()) for m in CAPITALISED.finditer(text)]
        self.personal = self._personal()

    def find(self) -> list[Spot]:
        spots = list(self._known())
        spots = self._join_containers(spots)
        spots += self._by_head()
        spots = _without_overlaps(spots)
        spots += self._unknown_towns(spots)
        spots += self._streets()
        spots = _without_overlaps(spots)
        for spot in spots:
            self._weigh(spot)
        self._spread(spots)
        self._extend(spots)
        spots = [s for s in spots if not any(a <= s.start and s.end <= b and (a, b) != (s.start, s.end) for a, b in self.closed)]
        return self._again(spots)

    # -- candidates ----------------------------------------------------------------------------------------------------

    def _known(self) -> Iterator[Spot]:
        """Names, adjectives and abbreviations of the lexicon, longest first."""
        text, words, lexicon = self.text, self.words, self.lexicon
        i = 0
        while i < len(words):
            start, end = words[i]
            if text[end : end + 1] == "$":
                i += 1
                continue
            last = i
            while last + 1 < len(words) and last - i < LONGEST:
                gap = text[words[last][1] : words[last + 1][0]]
                if not GAP.fullmatch(gap) or (gap == ". " and text[words[last][0] : words[last][1]] not in DOTTED):
                    break
                last += 1
            the = text[start:end] in {"The", "THE"}
            for j in range(last, i - 1, -1):
                end = words[j][1]
                name = text[start:end]
                if j == i and name.lower() in _SMALL and name not in {"US", "IT"}:
                    continue
                senses = lexicon.places(name) if lexicon.is_place(name) else ()
                if senses and the and not any(n[:4] == "The " for k in senses for n in (k.label, *k.names)):
                    continue
                adjective = lexicon.adjective(name) if senses and senses[0].weight < BIG else ()
                if senses and not adjective:
                    dot = text[end : end + 1] == "." and lexicon.abbreviated(name + ".")
                    if dot and name + "." not in {"Miss."}:
                        end, senses = end + 1, dot
                    yield Spot(start, end, text[start:end], senses)
                elif (found := lexicon.adjective(name)) and (j > i or not name.isupper()):
                    yield Spot(start, end, name, found, "adjective")
                elif j == i and text[end : end + 1] == "." and (found := lexicon.abbreviated(name + ".")):
                    yield Spot(start, end + 1, text[start : end + 1], found, "abbreviation")
                elif j == i and (found := lexicon.abbreviated(name)) and not _CODE.match(text, end):
                    yield Spot(start, end, name, found, "abbreviation")
                else:
                    continue
                i = j
                break
            i += 1

    def _join_containers(self, spots: list[Spot]) -> list[Spot]:
        """Links "Paris" to the "Texas" behind it; an abbreviation stays only behind a place or a name."""
        kept: list[Spot] = []
        for n, spot in enumerate(spots):
            before = spots[n - 1] if n else None
            if before is not None:
                between = self.text[before.end : spot.start]
                if between in {", ", ",\n", " (", ",", ", in ", " in ", " in the state of ", ", in the state of "} or (between == " " and spot.form == "abbreviation"):
                    if self._holds(spot, before):
                        before.behind, before.fixed = spot, True
                    elif between in {", ", ",\n"} and spot.form != "adjective" and before.form == "name" and self._closes(before, spot):
                        before.senses, before.behind, before.fixed = (), spot, True
                        before.form, before.score = "town", 0.75
                elif between in {"'s ", "’s "} and spot.form == "name" and self._holds(before, spot):
                    spot.behind, spot.fixed = before, True
            if spot.form == "abbreviation" and not self._follows_name(spot):
                continue
            kept.append(spot)
        return kept

    def _holds(self, outer: Spot, inner: Spot) -> bool:
        """Whether some place that ``inner`` can mean, small towns too, lies in one that ``outer`` can mean; keeps only those senses."""
        if outer.form == "adjective" or inner.form in {"adjective", "abbreviation"}:
            return False
        senses = self._held(inner.text, outer)
        if senses:
            inner.senses = senses
            keys = {c.key for c in self.lexicon.containers(senses[0])}
            outer.senses = tuple(k for k in outer.senses if k.key in keys)
        return bool(senses)

    def _held(self, name: str, outer: Spot) -> tuple[Known, ...]:
        """The places of a name, small towns too, that lie in what ``outer`` can mean."""
        key = (name, outer.senses[0].key if outer.senses else "", len(outer.senses))
        if key not in self.held:
            wide = {k.key for k in outer.senses}
            self.held[key] = ()
            for table in (self.lexicon.places, self.lexicon.towns):
                senses = tuple(k for k in table(name) if any(c.key in wide for c in self.lexicon.containers(k)))
                if senses:
                    self.held[key] = senses
                    break
        return self.held[key]

    def _closes(self, inner: Spot, outer: Spot) -> bool:
        """Whether ", New Zealand" behind "Virginia" says where that is, and is not the next member of a list."""
        if outer.form == "abbreviation":
            return True
        towns = all(k.kind in {"city", "town", "county"} for k in inner.senses)
        if not any(k.kind == "country" or (k.kind == "division" and towns and k.country in {"US", "CA", "AU"}) for k in outer.senses):
            return False
        before = self.text[max(0, inner.start - 24) : inner.start]
        if re.search(r"(?:,|\band|\bor|&)\s+$", before) or ADJACENT.search(before):
            return False
        behind = self.text[outer.end : outer.end + 60].split(". ")[0]
        lonely = not any(k.weight >= COUNTRY_WEIGHT for k in inner.senses)
        return lonely and not re.match(r",?\s+(?:and|or|&|as well)\b|,\s+[A-Z]", behind)

    def _follows_name(self, spot: Spot) -> bool:
        """Whether an abbreviation of a state stands where one does: ", Va."."""
        before = self.text[max(0, spot.start - 40) : spot.start]
        if spot.text[-1] == "." and re.search(r"\b(?:in|near|across|western|eastern|northern|southern)\s+$", before):
            return True
        return bool(re.search(rf"{forms.UP}[\w'’-]*,?\s+$", before)) and (before.rstrip().endswith(",") or spot.text[-1] == ".")

    def _run(self, last: int, most: int = 4) -> int:
        """The index of the first of the capitalised words that run up to word ``last``, joined by single spaces or hyphens."""
        first = last
        while first > 0 and last - first + 1 < most and self.text[self.words[first - 1][1] : self.words[first][0]] in _JOINTS:
            first -= 1
        while first < last and self.text[slice(*self.words[first])].lower() in _LEADS:
            first += 1
        return first

    def _by_head(self) -> Iterator[Spot]:
        """Counties, islands, industrial parks: a name with its head, known or not."""
        text = self.text
        for n, (start, end) in enumerate(self.words):
            head = text[start:end]
            if head not in forms.AREA_HEADS or n == 0 or text[self.words[n - 1][1] : start] not in _JOINTS:
                continue
            needs = forms.AREA_HEADS[head].split()
            first = self._run(n - 1)
            if needs:
                if text[slice(*self.words[n - 1])] not in needs or first == n - 1:
                    continue
            begin = self.words[first][0]
            word = text[begin : self.words[first][1]].lower()
            follows = WORD_BEHIND.match(text, end)
            if word in _LEADS or word in _NO_NAME or (follows and follows[1].lower() in forms.NO_PLACE_BEHIND and not self._in_title(start)):
                continue
            name = text[begin:end]
            senses = self.lexicon.places(name) or tuple(k for k in self.lexicon.places(text[begin : self.words[n - 1][1]]) if k.kind in _HEADED.get(head, ()))
            yield Spot(begin, end, name, senses, "head", 0.9)
        for match in forms.LISTED.finditer(text):
            if match[1][0].isupper() and match[1] not in {"Counties", "Parishes"}:
                continue
            names = forms.LIST_BEFORE.search(text, max(0, match.start() - 120), match.start())
            if names is not None:
                head = {"counties": " County", "parishes": " Parish"}.get(match[1].lower(), "")
                for part in re.finditer(forms.NAMES, names[1]):
                    begin = names.start(1) + part.start()
                    yield Spot(begin, begin + len(part[0]), part[0], self.lexicon.places(part[0] + head) if head else (), "head", 0.92)

    def _unknown_towns(self, spots: Sequence[Spot]) -> Iterator[Spot]:
        """Names that only their surroundings make places: "in Xyz, Texas", "the town of Xyz", "near Xyz"."""
        text = self.text
        covered = _Cover(spots)
        ends = {end: n for n, (_, end) in enumerate(self.words)}
        starts = {start: n for n, (start, _) in enumerate(self.words)}
        for outer in spots:
            comma = text.rfind(",", max(0, outer.start - 3), outer.start)
            last = ends.get(comma)
            if last is None or outer.form == "adjective" or not any(k.kind in {"division", "country"} for k in outer.senses):
                continue
            first = self._run(last)
            start, end = self.words[first][0], comma
            words = text[start:end].split()
            before = text[max(0, start - 40) : start]
            odd = any(w.lower() in _NOT_IN_TOWN for w in words) or words[0].lower() in _LEADS or before[-1:] == "&" or words[-1].lower() in HEADS
            if covered.holds(start, end) or odd or forms.ORGANISED.search(before):
                continue
            placed = bool(forms.PREPOSITION.search(before)) or bool(forms.OF_KIND.search(before))
            behind = text[outer.end : outer.end + 1]
            score = 0.85 if placed else 0.6 if outer.form == "abbreviation" or behind in {",", ".", ")", ""} else 0.35
            if outer.form != "abbreviation" and not placed and any(k.kind == "country" for k in outer.senses):
                score -= 0.2
            senses = self._held(text[start:end], outer)
            yield Spot(start, end, text[start:end], senses, "town", min(0.95, score + 0.25 * bool(senses)), behind=outer, fixed=True)
        for match in forms.BEFORE_UNKNOWN.finditer(text):
            first = starts.get(match.end(), -1)
            if first < 0 or covered.holds(*self.words[first]):
                continue
            last = first
            while last + 1 < len(self.words) and last - first < 3 and text[self.words[last][1] : self.words[last + 1][0]] in _JOINTS:
                last += 1
            start, end = self.words[first][0], self.words[last][1]
            if text[slice(*self.words[first])].lower() not in _LEADS and not covered.holds(start, end):
                yield Spot(start, end, text[start:end], (), "town", 0.62 if match[0].rstrip().endswith("of") and "outside" not in match[0] else 0.45)

    def _streets(self) -> Iterator[Spot]:
        """Streets and numbered roads."""
        text = self.text
        for n, (start, end) in enumerate(self.words):
            if text[start:end] not in forms.STREET_HEADS:
                continue
            number = forms.NUMBERED.match(text, end)
            begin = start
            if n and text[self.words[n - 1][1] : start] in _JOINTS:
                first = self._run(n - 1, 3)
                begin = self.words[first][0] if text[slice(*self.words[first])].lower() not in _LEADS - _POINTS else start
            house = forms.HOUSE.search(text, max(0, begin - 16), begin)
            if text[start:end] in _NUMBERED_HEADS:
                if number is not None and (text[start:end] != "Route" or begin < start or True):
                    yield Spot(begin, number.end(), text[begin : number.end()], (), "street", 0.7)
            elif house is not None:
                yield Spot(house.start(), end, text[house.start() : end], (), "street", 0.75)
            elif begin < start and text[start:end] in {"Street", "Avenue", "Boulevard", "Parkway", "Turnpike", "Road", "Blvd", "Ave"}:
                yield Spot(begin, end, text[begin:end], (), "street", 0.6)

    # -- evidence --------------------------------------------------------------------------------------------------------

    def _personal(self) -> frozenset[str]:
        """Words that the text uses as surnames: after a capitalised word that is no place and no lead, or before "said"."""
        found = set()
        for n in range(1, len(self.words)):
            (a, b), (c, d) = self.words[n - 1], self.words[n]
            if c - b == 1 and self.text[b] == " ":
                first, last = self.text[a:b], self.text[c:d]
                if (first.istitle() and last.istitle() and first.lower() not in forms.LEAD_BEFORE and forms.SPEAKS.match(self.text, d)) or first.lower() in {"mr", "mrs", "ms", "dr"}:
                    found.add(last)
        return frozenset(found)

    def _weigh(self, spot: Spot) -> None:
        """The score of a candidate."""
        if spot.form in {"street", "town"}:
            return
        text = self.text
        before, behind = text[max(0, spot.start - 60) : spot.start], text[spot.end : spot.end + 60]
        if spot.form == "head":
            spot.score = 0.9 if not forms.ORGANISED.search(before) else 0.5
            return
        if spot.form == "abbreviation":
            spot.score = 0.9
            return
        score = _prior(spot)
        titled = self._in_title(spot.start)
        sentence_start = bool(STOP.search(before))
        preposition = forms.PREPOSITION.search(before)
        word = preposition[1].lower() if preposition else ""
        if spot.fixed:
            score += 0.45
        if word in forms.STRONG:
            score += 0.3
        elif word in forms.WEAK:
            score += 0.08
        if forms.OF_KIND.search(before):
            score += 0.5
        elif word in {"of", "for"} and not titled and (organised := forms.ORGANISED.search(before)) is not None:
            head = organised[1].lower()
            score -= 0.6 if head in HEADS or head in PUBLIC_LEADS else 0.3 if word == "of" and head not in forms.PERSON_BEFORE else 0.0
            spot.inside = head in HEADS or head in PUBLIC_LEADS
        if forms.BASED.match(behind) or _TAIL.match(behind):
            score += 0.35
        elif (noun := forms.BEHIND.match(behind)) is not None:
            score += 0.4 if noun[1].lower() in forms.AREA else 0.12
        first = spot.senses[0]
        if first.kind in {"city", "town"} and _ARTICLE.search(before) and not spot.fixed and _NO_NOUN.match(behind):
            score -= 0.4  # no town takes the article
        if sentence_start and (before == "" or before[-1:] == "\n") and forms.DATELINE.match(behind):
            score += 0.4
        if spot.form == "adjective":
            follows = WORD_BEHIND.match(behind)
            if follows and not titled and follows[1].lower() not in forms.HEAD_AFTER:
                score -= 0.3
            beside = ADJACENT.search(before)
            if spot.text in _ALSO_NAMES and (follows or (beside and beside[1].lower() not in forms.LEAD_BEFORE)):
                score -= 0.5
            spot.score = max(0.0, min(0.97, score))
            return
        loss = self._neighbours(spot, before, behind)
        if titled:
            loss *= 0.5 if _doubtful(spot) else 0.0
            if word not in forms.STRONG and spot.senses[0].doubt == "word" and spot.senses[0].weight < BIG:
                loss += 0.3
        score -= loss
        spot.inside = spot.inside or loss > 0.3
        if not spot.fixed and spot.senses[0].weight < 2 * BIG and self.lexicon.find(spot.text, EntityType.ORGANIZATION):
            score -= 0.4
        if spot.known is None and len(spot.text.split()) == 1 and not spot.fixed:
            person = any(k.doubt == "person" for k in spot.senses[:1])
            if spot.text in self.personal and not word:
                score -= 0.6 if person else 0.3
            elif person and forms.SPEAKS.match(behind):
                score -= 0.5
        if text[spot.end : spot.end + 1] in {"@", "_"} or text[max(0, spot.start - 1) : spot.start] in {"@", "#", "/", "_"}:
            score -= 0.5
        spot.score = max(0.0, min(0.99, score))

    def _neighbours(self, spot: Spot, before: str, behind: str) -> float:
        """What capitalised words right beside a name take from it: "Paris Hilton", "Texas Instruments"."""
        loss = 0.0
        previous = ADJACENT.search(before)
        if previous is not None and previous[1].lower() not in forms.LEAD_BEFORE and not previous[1].endswith("."):
            single = previous[1].lower()
            if single in forms.PERSON_BEFORE and _doubtful(spot):
                loss += 0.6
            elif not self._is_clear(previous[1]) and not self.lexicon.adjective(previous[1]):
                loss += 0.5 if not spot.fixed else 0.3
        elif previous is not None and (previous[1].lower() in {"mr.", "mrs.", "ms.", "dr."} or _INITIAL.fullmatch(previous[1])):
            loss += 0.8
        follows = WORD_BEHIND.match(behind)
        if follows is not None and follows[1].lower() not in forms.HEAD_AFTER and not spot.behind:
            if not self._is_clear(follows[1]):
                loss += 0.55
        elif behind[:1] == "-" and behind[1:2].isupper() or behind[:3] == " & " and behind[3:4].isupper():
            loss += 0.4
        return loss

    def _is_clear(self, word: str) -> bool:
        """Whether a word alone is a place beyond doubt."""
        return any(k.weight >= BIG and not k.doubt for k in self.lexicon.places(word)[:1])

    def _in_title(self, position: int) -> bool:
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

    def _spread(self, spots: Sequence[Spot]) -> None:
        """Members of a list vouch for each other; a name that is sure once is likelier elsewhere."""
        for left, right in zip(spots, spots[1:], strict=False):
            between = self.text[left.end : right.start]
            if between in {", ", " and ", ", and ", " or ", " & ", ",\n", " to ", "/", " and in ", ", in ", " and the ", ", the "} and "adjective" not in (left.form, right.form):
                for weak, strong in ((left, right), (right, left)):
                    if weak.score < 0.7 <= strong.score and weak.score > 0.15 and not weak.inside:
                        weak.score = min(0.8, weak.score + 0.3)
        best: dict[str, float] = {}
        for spot in spots:
            if spot.form == "name":
                best[spot.text.lower()] = max(best.get(spot.text.lower(), 0.0), spot.score)
        surnames = {s.text for s in spots if s.inside and s.form == "name" and _doubtful(s) and ADJACENT.search(self.text, max(0, s.start - 24), s.start)}
        for spot in spots:
            if spot.text in surnames and not spot.fixed and best[spot.text.lower()] < 0.8:
                spot.score -= 0.25
        for spot in spots:
            if spot.form == "name" and not spot.inside and 0.2 < spot.score < best[spot.text.lower()] and best[spot.text.lower()] >= 0.8:
                spot.score = min(0.85, spot.score + 0.25)

    def _extend(self, spots: Sequence[Spot]) -> None:
        """Takes into the name what belongs to it: "northern Virginia", "City of Waukee", "Namyangju City", "New York metropolitan area"."""
        for spot in spots:
            if spot.form == "name" and spot.score >= SURE and any(k.kind in {"city", "town", "county", "division"} for k in spot.senses[:1]):
                title = forms.TITLED_OF.search(self.text, max(0, spot.start - 20), spot.start)
                tail = _TAIL.match(self.text, spot.end)
                spot.start = title.start(1) if title else spot.start
                spot.end = tail.end() if tail else spot.end
                spot.text = self.text[spot.start : spot.end]
            if spot.form != "name" or spot.score < SURE or not any(k.kind in {"country", "division", "region", "county"} for k in spot.senses[:1]):
                continue
            match = forms.COMPASS.search(self.text, max(0, spot.start - 24), spot.start)
            if match is None or (match[2] and spot.senses[0].kind == "region") or (match[1].lower() in {"mid", "central"} and not match[1][0].isupper()) or (match[2] is None and "-" in match[0][-1:]):
                continue
            spot.start = match.start(1)
            spot.text = self.text[spot.start : spot.end]
            whole = self.lexicon.places(spot.text)
            if whole:
                spot.senses = whole
            else:
                spot.form = "compass"

    def _again(self, spots: list[Spot]) -> list[Spot]:
        """Bare mentions of the places that the text placed once: "Vint Hill" after "Vint Hill, Virginia"."""
        covered = _Cover(spots)
        more: list[Spot] = []
        seen: set[str] = set()
        for spot in spots:
            if spot.text in seen:
                continue
            seen.add(spot.text)
            county = spot.form == "head" and spot.text.endswith((" County", " Parish")) and spot.text[:-7].strip() not in self.personal
            if spot.score >= 0.6 and (county or (spot.form in {"town", "head"} and (not spot.senses or spot.form == "town"))):
                name = spot.text[:-7].strip() if county else spot.text
                for match in re.finditer(rf"(?<![\w-]){re.escape(name)}(?![\w-])", self.text):
                    if not covered.holds(match.start(), match.end()) and not any(a < match.end() and match.start() < b for a, b in self.closed):
                        neighbour = WORD_BEHIND.match(self.text, match.end())
                        if neighbour is None or neighbour[1].lower() in forms.HEAD_AFTER or self._in_title(match.start()):
                            score = spot.score - (0.3 if county else 0.1)
                            more.append(replace(spot, start=match.start(), end=match.end(), text=name, score=score, fixed=True))
        return _without_overlaps([*spots, *more])


class _Cover:
    """The stretches that candidates take."""

    def __init__(self, spots: Iterable[Spot]) -> None:
        self._spans = sorted((s.start, s.end) for s in spots)
        self._starts = [start for start, _ in self._spans]

    def holds(self, start: int, end: int) -> bool:
        """Whether a stretch overlaps one of them."""
        i = bisect_right(self._starts, end - 1) - 1
        return i >= 0 and self._spans[i][1] > start


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
        base = 0.75 if best.weight >= 100_000 else 0.45 if best.kind in {"city", "county"} or best.weight >= 50_000 else 0.4
    if best.kind == "county" and " " in best.label and best.label.lower() == spot.text.lower():
        return 0.9
    if best.weight < BIG and best.doubt:
        base -= 0.25 if best.doubt == "person" else 0.1 if " " in spot.text else 0.4
    elif best.weight < BIG * 4 and best.doubt:
        base -= 0.1
    return base


def _doubtful(spot: Spot) -> bool:
    best = spot.senses[0] if spot.senses else None
    return best is None or bool(best.doubt) or best.weight < BIG


def _without_overlaps(spots: Iterable[Spot]) -> list[Spot]:
    """The longest of those that overlap, sorted."""
    kept: list[Spot] = []
    for spot in sorted(spots, key=lambda s: (s.start, -(s.end - s.start), s.form != "head")):
        if kept and spot.start < kept[-1].end:
            if spot.end - spot.start > kept[-1].end - kept[-1].start and kept[-1].start == spot.start:
                kept[-1] = spot
            continue
        kept.append(spot)
    return kept


_ALSO_NAMES = frozenset({"Norman", "Breton", "Lombard", "Dane", "Finn", "Pole", "Scots", "Saxon", "Victorian", "English", "German", "French", "Israel", "Frankfurter"})
_SMALL = (FUNCTION_WORDS | MONTHS | members("north south east west northern southern eastern western central upper lower centre center")) - {"us"}
_JOINTS = frozenset({" ", "\u00a0", "-", "–"})
_POINTS = members("north south east west northeast northwest southeast southwest")
_LEADS = forms.LEAD_BEFORE - members("new upper lower inner outer port village island mid city north south east west") | MONTHS
_NO_NAME = members("the this that its each every any some another special new data national")
_NUMBERED_HEADS = frozenset({"Highway", "Hwy", "Interstate", "Route", "Sector"})
_NOT_IN_TOWN = members(
    "mr mrs ms dr gov sen rep president ceo chairman director minister mayor inc ltd llc corp plc co company group holdings university"
) | MONTHS
