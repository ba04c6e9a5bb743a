"""Candidates for places: names that the lexicon knows, and names that only their form makes places."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kg.lexicon import COUNTRY_WEIGHT, Known, Lexicon
from kg.mention import place_forms as forms
from kg.mention.place_spots import BIG, Cover, Spot, without_overlaps
from kg.mention.words import HEADS
from kg.model import EntityType

CAPITALISED = re.compile(r"(?<![\w$])(?:(?:[A-Z]\.[ \u00a0]?){1,2}[A-Z]\.(?![\w])|[^\W\d_a-z][^\W\d_]*(?:['’](?!s\b)[^\W\d_]+)*)")
GAP = re.compile(
    r"[ \u00a0]|\n|[-–‑/]|\. |, (?=D\.?C\b)| & |"
    r" (?:of|and|de|de la|de las|do|da|dos|di|del|am|an der|upon|on|in|under|sur|les|le|y|the|i|and the|of the) |"
    r"-(?:sur|de|la|les|en|upon|on|le|am|i|of|and)-(?:the-)?"
)
DOTTED = frozenset({"St", "Ft", "Mt", "ST", "FT", "MT", "Co", "S", "N", "W", "E", "Ste", "Pt"})
LONGEST = 7
"""Words of the longest name."""
JOINTS = frozenset({" ", "\u00a0", "-", "–"})
"""What stands between the words of one name."""
WITHIN = frozenset({", ", ",\n", " (", ",", ", in ", " in ", " in the state of ", ", in the state of "})
"""What stands between a place and the wider one that it lies in."""
HEADED = {
    "Province": {"division"},
    "Prefecture": {"division"},
    "Governorate": {"division"},
    "Oblast": {"division"},
    "Municipality": {"city", "division"},
    "Island": {"city", "town", "area", "division"},
    "District": {"district"},
    "Borough": {"county", "city"},
}
"""Heads of names -> the kinds of place that the name without the head may be."""
CODE = re.compile(r"[-–/_]\d|\d|['’]")
LISTED_BEFORE = re.compile(r"(?:,|\band|\bor|&)\s+$")
LISTED_BEHIND = re.compile(r",?\s+(?:and|or|&|as well)\b|,\s+[A-Z]")
WITH_ABBREVIATION = re.compile(r"\b(?:in|near|across|western|eastern|northern|southern)\s+$")
NAME_BEFORE = re.compile(rf"{forms.UP}[\w'’-]{{0,40}},?\s{{1,9}}$")


class Finder:
    """Finds the candidates of one text. ``words`` are the spans of its capitalised words."""

    def __init__(self, text: str, lexicon: Lexicon) -> None:
        self.text = text
        self.lexicon = lexicon
        self.words = [(match.start(), match.end()) for match in CAPITALISED.finditer(text)]
        self._inside: dict[tuple[str, str, int], tuple[Known, ...]] = {}

    def find(self) -> list[Spot]:
        """All candidates, sorted, without overlaps; those that only their form makes places have a score."""
        roads = Cover(self._roads())
        spots = self._join_containers([s for s in self._known() if not roads.holds(s.start, s.end)])
        spots = without_overlaps([*spots, *self._by_head()])
        spots += [*self._placed(spots), *self._near(spots), *self._streets()]
        return without_overlaps(spots)

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
                if text[end : end + 1].isdigit():
                    continue  # "DFW17": the code of a site
                if j == i and name.lower() in forms.SMALL and name not in {"US", "IT"}:
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
                elif j == i and (found := lexicon.abbreviated(name)) and not CODE.match(text, end):
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
                if between in WITHIN or (between == " " and spot.form == "abbreviation"):
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
        if key not in self._inside:
            wide = {k.key for k in outer.senses}
            self._inside[key] = ()
            for table in (self.lexicon.places, self.lexicon.towns):
                senses = tuple(k for k in table(name) if any(c.key in wide for c in self.lexicon.containers(k)))
                if senses:
                    self._inside[key] = senses
                    break
        return self._inside[key]

    def _closes(self, inner: Spot, outer: Spot) -> bool:
        """Whether ", New Zealand" behind "Virginia" says where that is, and is not the next member of a list."""
        if outer.form == "abbreviation":
            return not forms.ADJACENT.search(self.text, max(0, inner.start - 24), inner.start) or outer.text[-1] == "."
        towns = all(k.kind in {"city", "town", "county"} for k in inner.senses)
        if not any(k.kind == "country" or (k.kind == "division" and towns and k.country in {"US", "CA", "AU"}) for k in outer.senses):
            return False
        before = self.text[max(0, inner.start - 24) : inner.start]
        if LISTED_BEFORE.search(before) or forms.ADJACENT.search(before):
            return False
        behind = self.text[outer.end : outer.end + 60].split(". ")[0]
        lonely = not any(k.weight >= COUNTRY_WEIGHT for k in inner.senses)
        return lonely and not LISTED_BEHIND.match(behind)

    def _follows_name(self, spot: Spot) -> bool:
        """Whether an abbreviation of a state stands where one does: ", Va."."""
        before = self.text[max(0, spot.start - 40) : spot.start]
        if spot.text[-1] == "." and WITH_ABBREVIATION.search(before):
            return True
        return bool(NAME_BEFORE.search(before)) and (before.rstrip().endswith(",") or spot.text[-1] == ".")

    def _run(self, last: int, most: int = 4) -> int:
        """The index of the first of the capitalised words that run up to word ``last``, joined by single spaces or hyphens."""
        first = last
        while first > 0 and last - first + 1 < most and self.text[self.words[first - 1][1] : self.words[first][0]] in JOINTS:
            if self.words[first - 1][1] - self.words[first - 1][0] == 1:
                break  # "R-Baltimore"
            first -= 1
        while first < last and self.text[slice(*self.words[first])].lower() in forms.LEADS:
            first += 1
        return first

    def _by_head(self) -> Iterator[Spot]:
        """Counties, islands, industrial parks: a name with its head, known or not."""
        text = self.text
        for n, (start, end) in enumerate(self.words):
            head = text[start:end]
            if head not in forms.AREA_HEADS or n == 0 or text[self.words[n - 1][1] : start] not in JOINTS:
                continue
            needs = forms.AREA_HEADS[head].split()
            first = self._run(n - 1)
            begin, bare = self.words[first][0], self.words[n - 1]
            word = text[begin : self.words[first][1]].lower()
            follows = forms.WORD_BEHIND.match(text, end)
            if (needs and (text[slice(*bare)] not in needs or first == n - 1)) or word in forms.LEADS or word in forms.NO_NAME:
                continue
            name = text[begin:end]
            odd = not forms.NOT_IN_AREA.isdisjoint(name.lower().split()) or (first == n - 1 and word in forms.POINTS)
            if odd or (follows and follows[1].lower() in forms.NO_PLACE_BEHIND):
                continue
            senses = self.lexicon.places(name)
            if not senses:
                senses = tuple(k for k in self.lexicon.places(text[begin : bare[1]]) if k.kind in HEADED.get(head, ()))
            yield Spot(begin, end, name, senses, "head")
        for match in forms.LISTED.finditer(text):
            if match[1][0].isupper() and match[1] not in {"Counties", "Parishes"}:
                continue
            names = self._listed_before(match.start())
            if names is not None:
                head = {"counties": " County", "parishes": " Parish"}.get(match[1].lower(), "")
                for part in re.finditer(forms.NAMES, names[1]):
                    begin = names.start(1) + part.start()
                    senses = self.lexicon.places(part[0] + head) if head else ()
                    yield Spot(begin, begin + len(part[0]), part[0], senses, "head")

    def _placed(self, spots: Sequence[Spot]) -> Iterator[Spot]:
        """Names that the text places in a state or country: "in Xyz, Texas"."""
        text = self.text
        covered = Cover(spots)
        ends = {end: n for n, (_, end) in enumerate(self.words)}
        for outer in spots:
            comma = text.rfind(",", max(0, outer.start - 3), outer.start)
            last = ends.get(comma)
            if last is None or outer.form == "adjective" or not any(k.kind in {"division", "country"} for k in outer.senses):
                continue
            if outer.form == "name" and self.lexicon.find(outer.text, EntityType.ORGANIZATION):
                continue  # "Microsoft, Meta"
            start, end = self.words[self._run(last)][0], comma
            before = text[max(0, start - 40) : start]
            words = text[start:end].lower().split()
            odd = words[0] in forms.LEADS or words[-1] in HEADS or before[-1:] == "&" or not forms.NOT_IN_TOWN.isdisjoint(words)
            if odd or covered.holds(start, end) or forms.ORGANISED.search(before) or forms.PERSON_TITLE.search(before):
                continue
            score = 0.35
            if forms.PREPOSITION.search(before) or forms.OF_KIND.search(before):
                score = 0.85
            elif outer.form == "abbreviation":
                score = 0.3 if outer.text in forms.DEGREES else 0.6
            elif text[outer.end : outer.end + 1] in {",", ".", ")", ""}:
                score = 0.4 if any(k.kind == "country" for k in outer.senses) else 0.6
            senses = self._held(text[start:end], outer)
            score = min(0.95, score + 0.25 * bool(senses))
            yield Spot(start, end, text[start:end], senses, "town", score, behind=outer, fixed=True)

    def _near(self, spots: Sequence[Spot]) -> Iterator[Spot]:
        """Names behind words that only places follow: "the town of Xyz", "near Xyz"."""
        text, words = self.text, self.words
        covered = Cover(spots)
        starts = {start: n for n, (start, _) in enumerate(words)}
        for match in forms.BEFORE_UNKNOWN.finditer(text):
            first = last = starts.get(match.end(), -1)
            if first < 0 or text[slice(*words[first])].lower() in forms.LEADS:
                continue
            while last + 1 < len(words) and last - first < 3 and text[words[last][1] : words[last + 1][0]] in JOINTS:
                last += 1
            start, end = words[first][0], words[last][1]
            parts = text[start:end].lower().split()
            if end - start > 1 and not covered.holds(start, end) and parts[-1] not in HEADS and forms.NOT_IN_TOWN.isdisjoint(parts):
                sure = match[0].rstrip().endswith("of") and "outside" not in match[0]
                beside = match[0].rstrip().endswith("near") and forms.BUILT.search(text, max(0, match.start() - 40), match.end())
                if beside and not (text.startswith(("'", "’"), end) or self.lexicon.find(text[start:end], EntityType.ORGANIZATION)):
                    score = 0.75
                else:
                    score = 0.62 if sure else 0.45
                yield Spot(start, end, text[start:end], (), "town", score)

    def _listed_before(self, at: int) -> re.Match[str] | None:
        """The list of names that ends before an offset, its first group."""
        return forms.LIST_BEFORE.search(self.text, max(0, at - 120), at)

    def _roads(self) -> Iterator[Spot]:
        """Several streets with one head: "between Aledo and Chapin School roads"."""
        for match in forms.ROADS.finditer(self.text):
            names = self._listed_before(match.start())
            if names is not None:
                yield Spot(names.start(1), names.end(1), names[1], (), "street", 0.6)

    def _streets(self) -> Iterator[Spot]:
        """Streets and numbered roads."""
        text = self.text
        for n, (start, end) in enumerate(self.words):
            if text[start:end] not in forms.STREET_HEADS:
                continue
            number = forms.NUMBERED.match(text, end)
            begin = start
            if n and text[self.words[n - 1][1] : start] in JOINTS:
                first = self._run(n - 1, 3)
                begin = self.words[first][0] if text[slice(*self.words[first])].lower() not in forms.LEADS - forms.POINTS else start
            house = forms.HOUSE.search(text, max(0, begin - 16), begin)
            if text[start:end] in forms.NUMBERED_HEADS:
                if number is not None:
                    yield Spot(begin, number.end(), text[begin : number.end()], (), "street", 0.7)
            elif house is not None:
                yield Spot(house.start(), end, text[house.start() : end], (), "street", 0.75)
            elif begin < start and text[start:end] in forms.NAMED_STREETS:
                yield Spot(begin, end, text[begin:end], (), "street", 0.6)
