"""What the tagger looks at: features of words, of their neighbours, of capitalised runs. After a change here, train again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kg.mention import words as lists

PAD = "<>"  # no token of a text looks so
OFFSETS = (0, -1, 1, -2, 2)
LONGEST = 48  # islands are cut after so many tokens, so that no text makes a long chain


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """What the tagger knows of single words: names of places, parts of such names, given names, family names, word clusters."""

    places: frozenset[str]
    place_parts: frozenset[str]
    given: frozenset[str]
    family: frozenset[str]
    clusters: dict[str, tuple[int, int]]

    def flags(self, word: str) -> str:
        """The lists that a word is in: "P" place, "p" part of one, "G" given name, "F" family name."""
        return (
            ("P" if word in self.places else "p" if word in self.place_parts else "")
            + ("G" if word in self.given else "")
            + ("F" if word in self.family else "")
        )


_CLASSES: tuple[tuple[str, frozenset[str]], ...] = (
    ("legal", lists.LEGAL),
    ("group", lists.GROUP_HEADS),
    ("public", lists.PUBLIC_HEADS),
    ("head", lists.COMPANY_HEADS),
    ("honor", lists.HONORIFICS),
    ("month", lists.MONTHS),
    ("title", lists.TITLES),
    ("terrain", lists.PLACE_HEADS),
    ("speech", lists.SPEECH),
    ("deal", lists.DEAL_VERBS),
    ("firm", lists.COMPANY_NOUNS),
    ("where", lists.PLACE_NOUNS),
)
_ITSELF = lists.members(
    'of and & for the in at to by from with on a an , . ( ) \'s ’s - : ; " “ ” / \' – — as its or near | •'
)


def word_class(word: str, gazetteer: Gazetteer) -> str:
    """A coarse class of a word, for features over neighbouring words."""
    lower = word.lower()
    if word == PAD or word in _ITSELF:
        return "'s" if word == "’s" else word
    if not word[0].isalnum():
        return "sign"
    if word[0].isdigit():
        return "number"
    case = "l" if word == lower else ("U" if word.isupper() and len(word) > 1 else "C" if word[1:] == lower[1:] else "M")
    for name, members in _CLASSES:
        if lower in members:
            return case + name
    if lower in lists.FUNCTION_WORDS:
        return case + "function"
    return case + gazetteer.flags(word if case != "U" else word.capitalize()) if case != "l" else "l"


def shape(word: str) -> str:
    """The pattern of capitals, small letters and digits, with runs shortened.

    >>> shape("CyrusOne"), shape("AWS"), shape("T5"), shape("eBay"), shape("U.S.")
    ('XxXx', 'XX', 'X9', 'xXx', 'X.X.')
    """
    out: list[str] = []
    for char in word[:24]:
        sign = "X" if char.isupper() else "9" if char.isdigit() else "x" if char.isalpha() else char
        if out and out[-1] == sign and (sign != "X" or out[-2:-1] == ["X"]):
            continue
        out.append(sign)
    return "".join(out)


def is_candidate(word: str) -> bool:
    """Whether a word can be part of a name: it has a capital or a digit."""
    first = word[0]
    return first.isupper() or first.isdigit() or (first.isalpha() and word != word.lower())


def word_features(word: str, gazetteer: Gazetteer) -> tuple[tuple[str, ...], ...]:
    """What a word says of itself and of the words at the distances OFFSETS before it: the features that it gives as neighbour."""
    lower = word.lower()
    kind = word_class(word, gazetteer)
    fine, coarse = gazetteer.clusters.get(lower, (-1, -1))
    near = (f"w={lower}", f"c={fine}", f"k={coarse}", f"t={kind}")
    own = [*near, f"s={shape(word)}"]
    if is_candidate(word):
        own += [f"W={word}", f"p2={lower[:2]}", f"p3={lower[:3]}", f"e2={lower[-2:]}", f"e3={lower[-3:]}", f"e4={lower[-4:]}"]
        own += [f"g={gazetteer.flags(word)}", f"n={min(len(word), 9)}"]
    far = (near[0], near[2], near[3])
    return (
        tuple(own),
        tuple(f"-1{name}" for name in near),
        tuple(f"+1{name}" for name in near),
        tuple(f"-2{name}" for name in far),
        tuple(f"+2{name}" for name in far),
    )


def pair_features(before: str, here: str, after: str) -> tuple[str, str, str]:
    """Features over the classes of three neighbouring words."""
    return f"a|{before}|{here}", f"b|{here}|{after}", f"c|{before}|{after}"


def run_features(words: Sequence[str], start: int, end: int, kinds: Sequence[str]) -> tuple[tuple[str, ...], ...]:
    """What the whole capitalised run ``words[start:end]`` says of each of its words, of its first and of its last word."""
    before, after = start - 1, end
    first, last = words[start].lower(), words[end - 1].lower()
    length = min(end - start, 5)
    run = kinds[start:end]
    firm = "y" if any(kind[1:] in ("legal", "group", "head", "public") for kind in run) else "n"
    place_before, place_after = kinds[before], kinds[after]
    inside = (
        f"rf={first}",
        f"rl={last}",
        f"rn={length}|{firm}",
        f"rk={run[0]}|{run[-1]}|{length}",
        f"rw={' '.join(words[start:end]).lower() if length < 5 else ''}",
        f"r--={words[before - 1].lower()} {words[before].lower()}",
        f"r++={words[after].lower()} {words[after + 1].lower()}",
        f"r-={words[before].lower()}|{firm}",
        f"r+={words[after].lower()}|{firm}",
        f"r-k={place_before}|{run[-1]}",
        f"r+k={run[-1]}|{place_after}",
        f"r-+={place_before}|{place_after}|{min(length, 2)}",
        f"rp={'.'.join(run[:3])}|{length}",
    )
    return inside, (f"rb={length}|{run[0]}|{run[-1]}",), (f"re={length}|{run[0]}|{run[-1]}",)


def case_features(capital: bool, style: str) -> tuple[str, ...]:
    """The style of the sentence: "t" plain, "T" title case, "U" all capitals."""
    return () if style == "t" else (f"tc={style}{'C' if capital else 'c'}",)


def style_of(letters: int, capitals: int, uppers: int) -> str:
    """The style of a sentence from its numbers of words, of capitalised words, of words all in capitals."""
    if letters > 3 and uppers > 0.6 * letters:
        return "U"
    return "T" if letters > 2 and capitals > 0.65 * letters else "t"


def islands(words: Sequence[str], candidate: Sequence[bool]) -> list[tuple[int, int]]:
    """Stretches that can hold names: capitalised words and at most two small words or one sign between them."""
    found: list[tuple[int, int]] = []
    size = len(words)
    i = 0
    while i < size:
        if not candidate[i]:
            i += 1
            continue
        j = i + 1
        letters = words[i][0].isalpha()
        while j < size and j - i < LONGEST:
            if candidate[j]:
                letters = letters or words[j][0].isalpha()
                j += 1
            elif j + 1 < size and candidate[j + 1] and (words[j] in lists.CONNECTORS or not words[j][0].isalpha()) and words[j] != PAD:
                j += 1
            elif j + 2 < size and candidate[j + 2] and words[j] in ("of", "and", "for") and words[j + 1] == "the":
                j += 2
            elif words[j] == "-" and j + 1 < size and words[j + 1][0].isalpha():
                j += 2  # "Dong-yeon", but "Seattle-based" too
            else:
                break
        if letters:
            found.append((i, j))
        i = j
    return found


def runs(words: Sequence[str], candidate: Sequence[bool], start: int, end: int) -> list[tuple[int, int]]:
    """The capitalised runs of an island; a run goes across "of", "&", "-" and the like, not across commas and "and"."""
    found: list[tuple[int, int]] = []
    i = start
    while i < end:
        if not candidate[i]:
            i += 1
            continue
        j = i + 1
        while j < end:
            if candidate[j]:
                j += 1
            elif words[j] == "for" and j + 1 < end and words[j + 1][0].isdigit():
                break  # "with Castor Solar for 240 MW"
            elif j + 1 < end and candidate[j + 1] and words[j] != "and" and words[j] in lists.CONNECTORS:
                j += 2
            elif j + 2 < end and candidate[j + 2] and words[j] in ("of", "for") and words[j + 1] == "the":
                j += 3
            else:
                break
        found.append((i, j))
        i = j
    return found
