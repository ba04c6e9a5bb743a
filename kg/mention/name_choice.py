"""Which of the strings that may be names are names: the likeliest that do not overlap, whole, and of the type that their form allows."""

from __future__ import annotations

import re
from collections.abc import Container, Sequence

from kg.mention import forms
from kg.mention import words as lists
from kg.mention.tagger import Tagged
from kg.model import EntityType, Kind, Mention

TYPES = {"ORG": EntityType.ORGANIZATION, "PER": EntityType.PERSON, "LOC": EntityType.PLACE}
KINDS = ("ORG", "PER", "LOC")
LEAST = 0.1  # candidates below this probability are forgotten
SOFTER = 0.75  # a name has mostly several occurrences: at a probability of 0.4 for one it is worth taking, which becomes a score of 0.5
EXCHANGE = re.compile(
    r"(?:NYSE|NASDAQ|Nasdaq|LSE|AIM|OTC(?:QX|MKTS)?|[AJ]SX|NZX|TSXV?|HK(?:EX|G)|SEHK|SGX|[BNST]SE|TYO|EPA|AMS|ETR|FRA|XETRA|KRX|TWSE)\s*:\s*"
    r"(?:[A-Z][A-Z.]{0,5}(?:\s*[,;/&]\s*|\s+and\s+)){0,4}$"
    r"|\b(?:symbols?|tickers?)\s+[“\"‘']?$"
)
DATELINE = re.compile(r"(?:,[^\n]{0,40}?)?\s?(?:–|—|--|-|\(|/PRNewswire)")


class Choice:
    """Chooses among the candidates of one document, which are words from and to."""

    def __init__(
        self,
        text: str,
        tagged: Tagged,
        starts: Sequence[int],
        ends: Sequence[int],
        shorts: Container[int],
        known: Container[tuple[str, ...]],
        adjectives: Container[str],
    ) -> None:
        self.text = text
        self.words, self.kinds = tagged.words, tagged.kinds
        self.starts, self.ends = starts, ends
        self.shorts = shorts  # where short names stand in brackets behind the long ones
        self.known = known  # as words
        self.adjectives = adjectives

    def _complete(self, start: int, end: int, kind: int) -> tuple[int, int]:
        """A name with what belongs to it by its form: "J." and "B.N." before a person, "-seo" behind one, "Ltd." behind a company."""
        words = self.words
        if kind == 1:
            if words[start - 1] == "." and len(words[start - 2]) == 1 and words[start - 2].isupper():
                start -= 2
            elif len(words[start - 1]) > 3 and words[start - 1][1::2].strip(".") == "" and words[start - 1].isupper():
                start -= 1
            if self._is_hyphened(end):
                end += 2
        elif kind == 0:
            while self.kinds[end] in ("Clegal", "Ulegal"):
                end += 1
        if words[end] == "." and words[end - 1] in lists.DOTTED and self.starts[end] == self.ends[end - 1]:
            end += 1
        return start, end

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

    def names(self, spans: Sequence[tuple[int, int]], probabilities: Sequence[Sequence[float]]) -> list[Mention]:
        """The likeliest names that do not overlap."""
        likely = [(max(row), start, end, row.index(max(row))) for (start, end), row in zip(spans, probabilities, strict=True)]
        used: set[int] = set()
        chosen: list[Mention] = []
        for probability, start, end, kind in sorted(likely, key=lambda item: (-item[0], item[1], -item[2])):
            if probability < LEAST:
                break
            if any(i in used for i in range(start, end)):
                continue
            kind = self._correct(start, end, kind)
            if kind < 0:
                continue
            start, end = self._complete(start, end, kind)
            if any(i in used for i in range(start, end)):
                continue
            used.update(range(start, end))
            a, b = self.starts[start], self.ends[end - 1]
            chosen.append(Mention(a, b, self.text[a:b], Kind.NAME, TYPES[KINDS[kind]], round(probability**SOFTER, 2)))
        return sorted(chosen, key=lambda mention: mention.start)

    def _correct(self, start: int, end: int, kind: int) -> int:
        """The type after a look at the form of the name: -1 where it is none."""
        a, b = self.starts[start], self.ends[end - 1]
        name = self.text[a:b]
        if kind == 1:
            return -1 if self.words[end - 1].lower() in lists.OFFICES else kind
        if "," in self.words[start:end] and self.words[end - 1].lower() not in lists.LEGAL and kind == 0:
            return -1
        known = tuple(self.words[start:end]) in self.known  # "G42" has the form of a site's code
        if EXCHANGE.search(self.text, max(0, a - 14), a) or (not known and forms.is_excluded(name)):
            return -1
        if kind == 2:
            return kind
        if end == start + 1 and (self._is_ticker(start) or name in self.adjectives):
            return -1
        at_start = a == 0 or self.text[a - 1] == "\n"
        if at_start and not known and name.isupper() and len(name) > 3 and " " not in name and DATELINE.match(self.text, b, b + 60):
            return 2
        return kind
