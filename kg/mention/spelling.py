"""The words of a text as the reader of names sees them: what people write in many ways is one word there, and what hides a name is none.

"Acme Fruit Co., Ltd." and "Acme, L.L.C." end in one word for a legal form, "E. J. Roe Company" begins with one for the initials;
degrees behind a person, signs of trademarks, nicknames in quotes and particles of surnames are left out. Offsets stay those of the text.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator, Sequence

from kg.mention import words as lists
from kg.model import Token
from kg.needs import rare
from kg.tokens import tokenize

_FORM = (  # those that are legal forms wherever they stand behind a name
    r"(?:Inc|INC|Corp|CORP|Ltd|LTD|ltd|Ltda|LTDA|Lda|Pte|PTE|Pty|PTY|Pvt|PVT|Bhd|BHD|Sdn\.? Bhd|SDN\.? BHD)\b\.?"
    r"|(?:Incorporated|Limited|LIMITED|Berhad|P?LLC|LLP|LP|PLC|Plc|plc|SpA|Srl|SRL|GmbH|gGmbH|KGaA|ApS|Oyj|P\.L\.C)\b"
    r"|(?:S\. ?de ?R\. ?L\b\.?|S de RL|S\.A(?:\.B)?\.?|SAB?)(?: de C\. ?V\b\.?| de CV\b)|S\. ?de ?R\. ?L\b\.?"
    r"|P\.(?:L\.L\.)?C\b\.?|L\. ?L\. ?[CP]\b\.?|L\.P\b\.?|S\.p\.A\b\.?|S\.r\.l\b\.?|S\.A(?:\.S)?\b\.?|[BN]\.V\b\.?|A\.G\b\.?|K\.K\b\.?"
    r"|\((?:Pty|PTY|Pvt|PVT|Private)\.?\)"
)
_CO = r"(?:Co|(?<!, )CO|Cie)\b\.?"  # behind a comma a state
LEGAL = re.compile(
    rf"(?:,\s?|\s)(?=[A-Zglp(])(?:(?:{_CO},?\s)?(?:{_FORM})(?:,?\s(?:{_FORM})| &(?: {_CO})?(?: KG(?:aA)?\b| OHG\b)?)*"
    rf"|{_CO},?\s?(?i:ltd)\b\.?)"
)
"""A chain of legal forms behind a name, from the space or comma before it."""

_COUNTRY = rare(
    r"\s\((?:[A-Z]{2,3}|[A-Z][a-z]+(?: [A-Z][a-z]+)?)\)(?=\s(?:Ltd|LTD|Limited|LIMITED|Inc|INC|LLC|PLC|plc|Pte|Pvt|Pty|Co)\b)"
)


def _letters(names: Iterable[str], between: str) -> str:
    """Alternatives that match abbreviations with something between their letters."""
    return "|".join(between.join(re.findall(r"[A-Z][a-z]*", name)) for name in sorted(names, reverse=True))


_SURE = "(?:" + _letters(lists.DEGREES, r"\.? ?") + "|" + _letters(lists.UNSURE_DEGREES, r"\. ?") + r")\b\.?"
_UNSURE = "(?:" + "|".join(sorted(lists.UNSURE_DEGREES)) + r"|[JS]r\.?)\b"
DEGREES = re.compile(rf"(?:,\s?(?:{_UNSURE})){{0,4}},?\s{_SURE}(?:,?\s(?:{_SURE}|{_UNSURE}))*(?!\s?[A-Z&-])")
_DEGREE = re.compile(_SURE)  # without what may stand before it, `re` goes from capital to capital
_SOLE = rare(r",\s(?:MD|PE|DO|QC|KC|OC|RN)(?=,|\s(?:is|was|has|joined|serves|served)\b|\.?$)", re.MULTILINE)
_VERB = re.compile(r",(?=\s(?:is|was|has|had|will|joined|joins|serves|served|became|leads|led|currently|previously)\b)")
_SIGN = rare(r"\s?[™®©℠]|\s?\((?:TM|R|tm|r)\)(?=\W)")
_NICK = rare(r"\s[\"“'‘(][A-Z][a-z.]+(?: [A-Z][a-z]+)?[\"”'’)](?=\s[A-Z])")
_PARTICLE = re.compile(
    r"(?<=[a-z.] )(?:(?:van|von) (?:der|den|de|dem|'t)|(?:de|di) (?:la|las|los|le)|bin|ibn|bint|binti|ter|ten|zu|di|della|dos|das|ul)"
    r"(?= [A-Z])"
)
_ARTICLE = rare(r"\b(?:[aA]l|[eE]l|[aA]sh?|[aA][rd]|[uU]l)-([A-Z][a-z’']+)")
_TITLE = rare(r"\b(?:C\. ?[EFOTIM]\. ?O\b\.?|V\.P\b\.?)")
_INITIALS = re.compile(r"(?<![\w.])(?:[A-Z]\.\s?){2,3}(?=[A-Z][a-z])")
_INITIAL = re.compile(r"(?<=[a-z\"”] )[A-Z]\.(?= [\"“'‘(]?[A-Z][a-z’'])")
_LAST_WORD = re.compile(r"[^\W_][\w’'&/-]*[.)™®]?$")
_GIVEN = re.compile(r"(?<![\w-])([A-Z][a-z]+)(?: (?:[A-Z]\.|[A-Z][a-z]+))? [\w’'-]+$")


def words(text: str, start: int, end: int, given: Container[str]) -> Sequence[Token]:
    """The words of ``text[start:end]`` with their places; ``given`` holds the given names."""
    changed = _changed(text, start, end, given)
    if not changed:
        return tokenize(text, start, end)
    found: list[Token] = []
    place = start
    for word in changed:
        if word.start < place:
            continue
        found += tokenize(text, place, word.start)
        if word.text:
            found.append(word)
        place = word.end
    found += tokenize(text, place, end)
    return found


def degrees(text: str, start: int, end: int, given: Container[str]) -> Iterator[tuple[int, int]]:
    """Where degrees and honours stand behind names."""
    for match in DEGREES.finditer(text, start, end) if _DEGREE.search(text, start, end) else ():
        if _before(text, match.start())[:1].isupper():
            yield match.span()
    for match in _SOLE.finditer(text, start, end):
        name = _GIVEN.search(text, max(start, match.start() - 60), match.start())
        if name and name[1] in given and name[0].rsplit(" ", 1)[-1].lower() not in lists.PLACE_HEADS:
            yield match.span()


def _changed(text: str, start: int, end: int, given: Container[str]) -> list[Token]:
    """What is not read as it stands, in order; what is left out has no letters."""
    found = []
    for a, b in degrees(text, start, end, given):
        verb = _VERB.match(text, b)
        found.append(Token("", a, verb.end() if verb else b))
    for match in LEGAL.finditer(text, start, end):
        before = _before(text, match.start())
        if before[:1].isupper() or before[:1].isdigit():
            found.extend(_legal(match))
    for pattern in (_COUNTRY, _SIGN):
        found += [Token("", *match.span()) for match in pattern.finditer(text, start, end)]
    for match in _NICK.finditer(text, start, end):
        if _before(text, match.start(), initial=True) in given:
            found.append(Token("", *match.span()))
    for match in _PARTICLE.finditer(text, start, end):
        if _before(text, match.start())[:1].isupper():
            found.append(Token("", *match.span()))
    found += [Token(match[1], *match.span()) for match in _ARTICLE.finditer(text, start, end)]
    for match in _TITLE.finditer(text, start, end):
        found.append(Token(match[0].replace(".", "").replace(" ", ""), *match.span()))
    for match in _INITIALS.finditer(text, start, end):
        found.append(Token(match[0].replace(" ", ""), match.start(), match.start() + len(match[0].rstrip())))
    for match in _INITIAL.finditer(text, start, end):
        if _before(text, match.start())[:1].isupper():
            found.append(Token(match[0][0], *match.span()))
    return sorted(found, key=lambda word: (word.start, -word.end))


def _legal(match: re.Match[str]) -> Iterator[Token]:
    """A chain of legal forms as one word, where it is not one already."""
    chain = match[0].lstrip(", ")
    if chain.isalpha() and not chain.islower() and not match[0].startswith(","):
        return
    start = match.end() - len(chain)
    if match[0].startswith(","):
        start = match.start()
    last = re.findall(r"[A-Za-z]+", chain)[-1]
    yield Token("Ltd" if len(last) == 1 else last.upper() if last.islower() else last, start, match.end())


def _before(text: str, place: int, initial: bool = False) -> str:
    """The word before a place in the text; with ``initial``, the one before an initial."""
    part = text[max(0, place - 48) : place].rstrip()
    if initial and len(part) > 3 and part[-1] == "." and part[-3] == " ":
        part = part[:-3]
    found = _LAST_WORD.search(part)
    return found.group() if found else ""
