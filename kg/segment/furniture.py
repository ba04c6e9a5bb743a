"""What stands between the sentences of a scraped page without a full stop: buttons, links, credits of pictures, headings.

Pages that were saved as text run all of it together: "… on Monday. Advertisement The campus will …", "… in May. – Acme Rivals say …",
"Power and water The hall needs …". Each of these functions finds where such a piece begins and ends.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping

from kg.needs import rare

_BUTTON = rare(
    r"\b(?:Advertisement\s+)?Article continues below this ad\b"
    r"|\b(?:Story|Article) continues(?: below)?(?: (?:this )?advertisement)?\b"
    r"|\b(?:ADVERTISEMENT|Advertisement)\b(?=\s+[“\"A-Z]|\s*$)"
    r"|\b(?:Continue [Rr]eading|Post this|Story Continues|Skip to (?:main |site )?content|Sign up now|Subscribe (?:now|here|today)"
    r"|Click here to [a-z ]{3,40}|Read [Mm]ore|View [Mm]ore|Learn [Mm]ore|See [Mm]ore)\b(?=\s+[“\"A-Z]|\s*$)"
    r"|\bSign up for our (?:free )?[a-z ]{0,20}newsletters?\b(?=\s+[“\"A-Z]|\s*$)"
    r"|\b(?:Email This Link|Featured article|Related articles)\b(?=\s+[A-Z])"
    r"|\bShare on (?:Facebook|X|Twitter|Pinterest|LinkedIn|WhatsApp)\b(?: \(formerly Twitter\))?(?=\s+[A-Z])"
    r"|\b(?:CLICK HERE|SIGN UP|SUBSCRIBE)\b(?:\s[A-Z’']{2,}){0,8}"
)
_LINK = rare(
    r"\b(?:RELATED|READ MORE|ALSO READ|READ ALSO|READ NEXT|SEE ALSO|MORE|Related(?: story| article| stories| news| content)?|Read [Mm]ore"
    r"|Read [Nn]ext|Read [Aa]lso|Also [Rr]ead|See [Aa]lso|Recommended|Featured article)\s?:\s?"
)
_MORE_IN = rare(r"\bMore (?:in|from|on) (?=[A-Z][\w&-]* )")  # the last of a page: headlines of other articles
_SENTENCE = re.compile(r"[.!?][”\"]?\s+[A-Z“]")
LINK_LENGTH = 200  # a headline is no longer

_AGENCY = rare(
    r"(?:\b(?:Getty Images|Wikimedia Commons|Wikimedia|Shutterstock|iStock|Unsplash|Pixabay|Pexels|Google Maps|Google Earth"
    r"|AP Photo|Adobe Stock|Alamy|Flickr)(?:/[A-Z]\w+)?)(?=\s[A-Z])"
)

_OPENERS = (
    r"(?:The|This|These|Those|It|Its|In|When|While|With|But|They|Their|We|Our|He|She|Since|After|Before|During|According|However"
    r"|Meanwhile|Under|Despite|Although|Located|Based|Founded|There|If|As|From|Last|Earlier|Over|Once|Each|Both|Several|Some|Many|Most"
    r"|Two|Three|Four)"
)
_OPENING = re.compile(rf"(?<=[\w)%’”])\s(?={_OPENERS}\s(?:[a-z]|\d))")
_NO_END = re.compile(r"\b(?:and|or|of|the|an?|to|in|at|on|by|for|with|from|said|says|as|that|than|into|called|named|titled)$", re.I)
_BEGINS = re.compile(rf"{_OPENERS}\s(?:[a-z]|\d)")
_LIGHT = frozenset(("of", "and", "&", "the", "for", "de", "in", "at"))
CREDIT_WORDS = 7
NEAR = 3000

_GLUED_YEAR = re.compile(r"\b\d{3,4}%?\.(?=[A-Z][a-z]*[ ,])")
_GLUED_STOP = re.compile(r"[a-z)%]{3}\.(?=[A-Z][a-z]+(?:['’]s)? [a-z(])")  # "for AI workloads.Under the terms"
_GLUED = re.compile(r"\b(?P<head>[a-z]{3,}|[A-Z]{2,}|[A-Z][a-z]{2,})(?P<tail>[A-Z][a-z]{2,})\b")
_TWICE = re.compile(
    r"\b(?P<name>[A-Z][\w ]{1,30}\w)(?P=name)(?=\s(?:is|was|has|will|said|operates|provides)\b)"
    r"|(?P<whole>\b[A-Z][\w&.’-]{1,20}(?: [A-Z][\w&.’-]{0,20}){1,4})(?= (?P=whole)\b)"
    r"|\bAbout (?P<short>[A-Z][\w&.’-]{1,20})(?= (?P=short)\b)"
)
_GLUED_SHORT = re.compile(r"(?<![A-Za-z])[a-z]{4,}(?=(?:As|In|At|It|By|If|To|On|For|An?)\s[a-z])")  # "community supportAs one"
_GLUED_PLACE = re.compile(r"(?<![A-Za-z])[A-Z][a-z]{3,}(?=(?:As|In|At|It|By|If)\s(?:its?|the|an?|this|[a-z]+ing)\s)")  # "TexasIn its"
_GLUED_OPENER = re.compile(r"(?:The|This|These|When|While|With|Based|Since|After|Founded|According)\s[a-z]")


def furniture(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The spans of buttons, adverts and links in a paragraph.

    >>> text = "It opens in May. Advertisement The hall is new. RELATED: Acme plans two halls in Oslo Since then it grew."
    >>> [text[a:b] for a, b in furniture(text, 0, len(text))]
    ['Advertisement', 'RELATED: Acme plans two halls in Oslo']
    """
    found = [(m.start(), m.end()) for m in _BUTTON.finditer(text, start, end)]
    for link in _LINK.finditer(text, start, end):
        stop = min(end, link.end() + LINK_LENGTH)
        opening = _OPENING.search(text, min(link.end() + 15, stop), stop)
        if opening:
            found.append((link.start(), opening.start()))
        elif stop == end and not re.search(r"[.!?]\s", text[link.end() : end]):
            found.append((link.start(), end))
        else:
            found.append((link.start(), link.end()))
    last = start
    for a, b in sorted(found):
        if a >= last:
            yield a, b
            last = b


def links(text: str, start: int, end: int) -> int:
    """Where the headlines of other articles begin with which a page ends; its end where there are none.

    >>> text = "It opens in May. More in Construction Acme plans two halls in Oslo"
    >>> text[links(text, 0, len(text)) :]
    'More in Construction Acme plans two halls in Oslo'
    """
    for more in _MORE_IN.finditer(text, start, end):
        if text[start : more.start()].rstrip().endswith((".", "!", "?", "”", '"')) and not _SENTENCE.search(text, more.end(), end):
            return more.start()
    return end


def credit(text: str, start: int, end: int) -> int | None:
    """Where the credit of a picture ends with which a sentence begins; None where there is none.

    >>> text = "Acme Corp builds. – Acme Corp Rivals are few."
    >>> text[: credit(text, 18, len(text))]
    'Acme Corp builds. – Acme Corp'
    """
    agency = _AGENCY.search(text, start, min(end, start + 90))
    if agency and "." not in text[start : agency.start()]:
        return agency.end()
    if text[start] not in "–—" or not text[start + 1 : start + 2].isspace():
        return None
    at = first = start + 2
    ends: list[int] = []
    while len(ends) < CREDIT_WORDS and at < end:
        word = re.compile(r"\S+").match(text, at, end)
        if word is None or not (word[0][0].isupper() or word[0] in _LIGHT):
            break
        if ends and _BEGINS.match(text, at, end):
            return ends[-1]
        if word[0].endswith((".", ",")):
            return None
        ends.append(word.end())
        at = word.end() + 1
    before, behind = text[max(0, start - NEAR) : start], text[at : at + NEAR]
    for stop in reversed(ends[:-1]):
        name = text[first:stop]
        if text[stop + 1].isupper() and (name in before or name in behind):
            return stop
    return None


def headings(text: str, start: int, end: int) -> Iterator[int]:
    """Where a sentence begins behind a heading without a full stop: "Power and water The hall needs …".

    >>> text = "Power and water The hall needs both."
    >>> [text[at:] for at in headings(text, 0, len(text))]
    ['The hall needs both.']
    """
    for opening in _OPENING.finditer(text, start, end):
        if not _NO_END.search(text, max(start, opening.start() - 12), opening.start()):
            yield opening.end()


def joints(text: str, start: int, end: int, words: Callable[[], Mapping[str, int]]) -> Iterator[int]:
    """Where a new sentence begins inside of what looks like one word: "new commitmentsGoogle said", "in 2026.The hall".

    ``words`` tells how often the text has a word.

    >>> text = "Google pays. Its other commitmentsGoogle said so. Google Cloud and YouTube too."
    >>> [text[at : at + 6] for at in joints(text, 0, len(text), lambda: {"Google": 2, "commitmentsGoogle": 1, "YouTube": 1})]
    ['Google']
    """
    yield from (m.end() for m in _GLUED_YEAR.finditer(text, start, end))
    yield from (m.end() for m in _GLUED_STOP.finditer(text, start, end))
    yield from (m.end() for m in _GLUED_SHORT.finditer(text, start, end))
    yield from (m.end(m.lastgroup or 0) for m in _TWICE.finditer(text, start, end))
    yield from (m.end() for m in _GLUED_PLACE.finditer(text, start, end) if words().get(m[0], 0))
    for word in _GLUED.finditer(text, start, end):
        at = word.start("tail")
        alone = words().get(word["tail"], 0) > 1 and words().get(word[0], 0) == 1
        if _GLUED_OPENER.match(text, at, end) or (alone and (word["head"].islower() or word["head"].isupper())):
            yield at
