"""A document as sentences: paragraphs by lines, sentences by sentencex, never one across a paragraph break.

In pages that were saved as one long line, headings, credits and buttons are parted from the sentences, too (`kg.segment.furniture`).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from functools import cache
from itertools import pairwise

from sentencex import get_sentence_boundaries

from kg.model import Document, Sentence, SentenceKind
from kg.needs import rare
from kg.segment.furniture import credit, furniture, headings, joints, links

BULLET = re.compile(r"[ \t]{0,99}(?:[•●▪◦‣∙·■□✓➢*]|[-–—](?=[ \t])|\(?(?:\d{1,2}|[a-z])[.)](?=[ \t]))[ \t]*")
CREDIT = rare(
    r"^\[?(?:REUTERS|AFP|FILE PHOTO|AP Photo|Getty Images|Pictured\b|Courtesy of"
    r"|(?:Photo|Photograph|Picture|Image|Caption|Credit|Illustration)s?(?: credit| caption| source| by|:))"
    r"|\((?:Photo|Image|Picture|Credit|Courtesy|Pictured|AP Photo|Getty|Reuters)\b[^()]{0,120}\)\s*$"
    r"|(?:Getty Images|AP Photo|Shutterstock|iStock|/AFP|/Reuters|/Bloomberg|[Ff]ile photo)\)?\s*$"
)
ENDS = tuple(".!?:;,…。")  # a line with one of these at its end is no headline
CLOSING = "\"'”’»)]"
HEADING = re.compile(r"[ \t]*#{1,6}[ \t]+")  # of Markdown
HEADLINE_WORDS = 16
WRAP_WIDTHS = range(40, 121)
LINE = 400  # a longer paragraph may be a page that lost its lines
LETTERS = re.compile(r"[^\W\d_]+")
LONGEST = 1500  # characters of a sentence: what is longer is no prose, and is cut, so that all that follows takes linear time
WINDOW = 5_000  # characters that the splitter sees at once

# Quotation marks hide the ends of the sentences between them from the splitter, lone surrogates are no text to it.
QUOTES = str.maketrans(dict.fromkeys("\"“”„«»\n\r\t\u00a0", " ") | {chr(code): "\ufffd" for code in range(0xD800, 0xE000)})

MARKS = "\"'“”„«»’"
# The splitter parts these from what follows.
OPEN_END = re.compile(
    r"(?:\b(?:M[rsx]|Mrs|Messrs|Dr|Prof|Gov|Gens?|Sens?|Reps?|Lt|Atty|Ste|Mt|Ft|St|No|Nos|Pty|Pte|Sdn|[Aa]pprox|[Ee]st|Mass|Wash|Tues|Wed|Thurs|vol)\."
    r"|(?:^|\s)\(?\d{1,2}[.)])\s*$"
)
CLOCK = re.compile(r"\b[ap]\.m\.\s*$")
ZONE = re.compile(r"\W*(?:E[SD]?T|P[SD]?T|C[SDE]?E?T|M[SD]?T|GMT|UTC|BST|IST|SGT|HKT|JST|Eastern|Pacific|Central|local)\b")
GOES_ON = re.compile(r"\W*[a-z](?![A-Z])")  # lower case, but neither iPhone nor eBay
# The splitter leaves these together: "in Charlotte, N.C. Duke Energy will …".
STATE_END = rare(
    r",\s(?:[A-Z]\.[A-Z]|Ala|Ariz|Ark|Calif|Colo|Conn|Del|Fla|Ga|Ill|Ind|Kan|Ky|La|Md|Mich|Minn|Miss|Mo|Mont|Neb|Nev|Okla|Ore|Pa"
    r"|Tenn|Tex|Va|Vt|Wis|Wyo)\.(?=\s+[A-Z][a-z])"
)
DOMAIN = re.compile(r"(?:Com|Net|Org|Io|Ai|Js)\b")


def segment(document: Document) -> tuple[Sentence, ...]:
    """The sentences of a document, in order, without white space at their ends; the marks of bullets stay outside.

    >>> text = "Big plans\\n\\nFoo Inc. of Cary, N.C., will build. It has sites:\\n• one in Oslo"
    >>> [(s.kind.value, text[s.start:s.end]) for s in segment(Document(text, title="Big plans"))]
    [('headline', 'Big plans'), ('body', 'Foo Inc. of Cary, N.C., will build.'), ('body', 'It has sites:'), ('bullet', 'one in Oslo')]
    """
    text, title = document.text, document.title.strip()
    words = cache(lambda: Counter(LETTERS.findall(text)))
    out: list[Sentence] = []
    for number, (start, end, mark) in enumerate(paragraphs(text)):
        kind = mark or _kind(text[start:end], title)
        if mark or end - start <= LINE:
            out.extend(Sentence(a, b, number, kind) for a, b in _sentences(text, start, end))
        else:
            out.extend(Sentence(a, b, number, kind) for a, b, kind in _page(text, start, end, words))
    return tuple(piece for sentence in out for piece in _pieces(text, sentence))


def _page(text: str, start: int, end: int, words: Callable[[], Mapping[str, int]]) -> Iterator[tuple[int, int, SentenceKind]]:
    """The sentences of a long paragraph, which may be a page: what stands between them on their own."""
    last, end = start, links(text, start, end)
    for a, b in furniture(text, start, end):
        yield from _parted(text, last, a, words)
        yield a, b, SentenceKind.CAPTION
        last = b
    yield from _parted(text, last, end, words)


def _parted(text: str, start: int, end: int, words: Callable[[], Mapping[str, int]]) -> Iterator[tuple[int, int, SentenceKind]]:
    for a, b in _sentences(text, start, end):
        stop = credit(text, a, b)
        if stop is not None:
            yield a, stop, SentenceKind.CAPTION
            a = stop + len(text[stop:b]) - len(text[stop:b].lstrip())
        edges = sorted({a, b, *headings(text, a, b), *joints(text, a, b, words)})
        for first, last in pairwise(edges):
            first += len(text[first:last]) - len(text[first:last].lstrip())
            piece = text[first:last].rstrip()
            caption = last == b and len(piece) < LINE and CREDIT.search(piece)
            kind = SentenceKind.CAPTION if caption else SentenceKind.BODY if last == b else _kind(piece, "")
            if piece:
                yield first, first + len(piece), kind


def paragraphs(text: str) -> Iterator[tuple[int, int, SentenceKind | None]]:
    """Start, end (without white space and marks around) and the kind that a mark gives it (a bullet, a heading), for each paragraph.

    A paragraph ends at a blank line, before a bullet, and at each line break of a text whose lines are not wrapped.
    """
    lines = [(m.start(), m.end()) for m in re.finditer(r"[^\n]+", text)]
    wrapped = _wrap_width(text, lines)
    start = end = -1
    kind = None
    for a, b in lines:
        line = text[a:b]
        if not line.strip():
            continue
        bullet = BULLET.match(line)
        mark = bullet or HEADING.match(line)
        if mark and mark.end() == len(line):
            mark = None
        if start >= 0 and not mark and text.count("\n", end, a) == 1 and _continues(text, start, end, line, wrapped):
            end = a + len(line.rstrip())
            continue
        if start >= 0:
            yield start, end, kind
        kind = None if mark is None else SentenceKind.BULLET if bullet else SentenceKind.HEADLINE
        start = a + (mark.end() if mark else len(line) - len(line.lstrip()))
        end = a + len(line.rstrip())
    if start >= 0:
        yield start, end, kind


def _wrap_width(text: str, lines: list[tuple[int, int]]) -> int | None:
    """The column at which the lines of a text were wrapped, or None where each line is a paragraph."""
    width = max((b - a for a, b in lines), default=0)
    if width not in WRAP_WIDTHS:
        return None
    breaks = [(x, y) for x, y in pairwise(lines) if y[0] - x[1] == 1]
    full = [text[y[0]] for x, y in breaks if x[1] - x[0] + 1 + _first_word(text, y) > width]
    # Wrapped text breaks its lines where the next word would not fit, mostly within sentences.
    if len(full) >= 2 and 2 * len(full) >= len(breaks) and 3 * sum(c.islower() for c in full) >= len(full):
        return width
    return None


def _first_word(text: str, line: tuple[int, int]) -> int:
    space = text.find(" ", *line)
    return (space if space >= 0 else line[1]) - line[0]


def _continues(text: str, start: int, end: int, line: str, wrapped: int | None) -> bool:
    """Whether a line goes on with the paragraph before it."""
    if wrapped is not None:
        before = end - (text.rfind("\n", start, end) + 1 or start)
        return before + 1 + len(line.split(maxsplit=1)[0]) > wrapped
    return bool(GOES_ON.match(line)) and not text[:end].endswith(ENDS[:4], max(start, end - 1)) and line[0].isalpha()


def _kind(paragraph: str, title: str) -> SentenceKind:
    if CREDIT.search(paragraph):
        return SentenceKind.CAPTION
    short = len(paragraph.split(maxsplit=HEADLINE_WORDS)) <= HEADLINE_WORDS
    if paragraph == title or (short and not paragraph.rstrip(CLOSING).endswith(ENDS)):
        return SentenceKind.HEADLINE
    return SentenceKind.BODY


def _pieces(text: str, sentence: Sentence) -> Iterator[Sentence]:
    """A sentence of monstrous length, cut at spaces."""
    start, end = sentence.start, sentence.end
    if start < end <= start + LONGEST:
        yield sentence
        return
    while end - start > LONGEST:
        cut = text.rfind(" ", start + LONGEST // 2, start + LONGEST)
        cut = cut if cut > 0 else start + LONGEST
        yield replace(sentence, start=start, end=cut)
        start = cut + (text[cut] == " ")
    if start < end:
        yield replace(sentence, start=start, end=end)


def _boundaries(plain: str) -> Iterator[int]:
    """Where the splitter begins a sentence. It is asked in windows, since its time grows faster than the text."""
    start = 0
    while start < len(plain):
        window = plain[start : start + WINDOW]
        found = [start + boundary["start_index"] for boundary in get_sentence_boundaries("en", window)]
        whole = start + len(window) == len(plain)
        # The last sentence of a window may go on behind it.
        yield from (cut for cut in (found if whole else found[:-1]) if cut > start)
        if not whole and found and found[-1] > start:
            yield found[-1]
            start = found[-1]
        else:
            start += len(window)


def _sentences(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The spans of the sentences of a paragraph."""
    plain = text[start:end].translate(QUOTES)
    cuts = {0, len(plain)}
    for cut in _boundaries(plain):
        before, after = plain[max(0, cut - 24) : cut], plain[cut : cut + 24]
        glued = before[-1:] != " " and DOMAIN.match(after)
        if not (glued or GOES_ON.match(after) or OPEN_END.search(before) or (CLOCK.search(before) and ZONE.match(after))):
            # Marks behind a space open the next sentence, marks before it close the last one.
            gap = text[start + cut - len(before) + len(before.rstrip()) : start + cut]
            cuts.add(cut - len(gap.lstrip(MARKS)))
    cuts.update(m.end() for m in STATE_END.finditer(plain))
    out: list[tuple[int, int]] = []
    edges = sorted(cuts)
    for a, b in pairwise(edges):
        piece = text[start + a : start + b]
        first = start + a + len(piece) - len(piece.lstrip())
        last = start + a + len(piece.rstrip())
        if not any(map(str.isalnum, piece)) and out:  # a closing mark on its own
            out[-1] = (out[-1][0], max(last, out[-1][1]))
        elif first < last:
            out.append((first, last))
    return out
