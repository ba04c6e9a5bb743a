"""From a sentence and its mentions to a row of atoms: brackets that repeat dropped, place chains and lists drawn together,
facility phrases and described companies made one atom each."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator
from functools import lru_cache, partial

from kg.extract.chart import Atom, Chart, code_of
from kg.extract.described import mark_described
from kg.extract.facility import mark_facilities, strong_phrases
from kg.extract.site_names import is_site_name
from kg.extract.stand_ins import mark_pronouns
from kg.extract.table import table
from kg.extract.verb_forms import verb_words
from kg.model import EntityType, Kind, Mention, Reading, Sentence, Token
from kg.tokens import tokenize

PLAIN = str.maketrans({"’": "'", "‐": "-", "‑": "-", "―": "—", "‒": "–"})
CONTINENTS = frozenset(table("words")["places"]["continents"])
LIST_GLUE = {
    "L": re.compile(
        r"(?:,|;|/|(?:[,;] )?(?:and|or|&|plus|as well as|along with|then)(?: also)?)(?: (?:in|near|at))?"
        r"(?: (?:the|both|(?:the rest|parts|much|other parts) of(?: the)?|elsewhere in(?: the)?))?"
    ),
    "O": re.compile(r"(?:,|/|(?:, )?(?:and|or|&|plus|as well as|along with|together with))(?: the)?"),
    "P": re.compile(r"(?:,|(?:, )?(?:and|&))"),
}


def atoms_of(tokens: Iterable[Token], mentions: list[Mention]) -> Iterator[Atom]:
    """Words, with mentions in the place of the words that they span."""
    row = iter(mentions)
    mention = next(row, None)
    bare = -1  # where a name in "s" has just ended that no quotation mark opens
    before = ""
    for token in tokens:
        while mention is not None and mention.end <= token.start:
            yield from _atom(mention)
            bare = mention.end if mention.text[-1:] in "sS" and before not in ("'", "‘") else -1
            mention = next(row, None)
        if mention is not None and token.start >= mention.start:
            continue
        if mention is not None and token.end > mention.start:
            continue  # a token that a mention cuts
        before = token.text.lower()
        if not before.isascii():
            before = before.translate(PLAIN)
        yield Atom("w", "'s" if before == "'" and token.start == bare else before, token.start, token.end)  # "Fjord Systems' site"
    while mention is not None:
        yield from _atom(mention)
        mention = next(row, None)


def _atom(mention: Mention) -> Iterator[Atom]:
    code = code_of(mention)
    yield Atom(code, mention.text.lower(), mention.start, mention.end, (mention,), mention.kind is Kind.REFERENCE, score=mention.score)


CLOSING = {"“": "”", '"': '"', "‘": "'"}
"""What closes a quotation, by what opens it; apostrophes are made straight before."""


def drop_scare_quotes(atoms: list[Atom]) -> list[Atom]:
    """Leaves out the signs round a few quoted words: 'a data centre "mega-campus" in'."""
    out: list[Atom] = []
    i = 0
    while i < len(atoms):
        if atoms[i].code == "w" and atoms[i].word in CLOSING and i:
            sign = CLOSING[atoms[i].word]
            close = next((j for j in range(i + 2, min(i + 6, len(atoms))) if atoms[j].word in (sign, '"') and atoms[j].code == "w"), None)
            if close is not None and not any(a.word in (",", ".", "“", '"') for a in atoms[i + 1 : close]):
                out += atoms[i + 1 : close]
                i = close + 1
                continue
        out.append(atoms[i])
        i += 1
    return out


GENERATIONS = ("ii", "iii", "iv")


def drop_generations(atoms: list[Atom]) -> list[Atom]:
    """Leaves out what only tells a father from a son: "Jane Roe, III, president of"."""
    out: list[Atom] = []
    i = 0
    while i < len(atoms):
        out.append(atoms[i])
        i += 1
        if out[-1].code == "P" and i + 1 < len(atoms) and atoms[i].word == "," and atoms[i + 1].word in GENERATIONS:
            i += 2
    return out


def _plain_list(atoms: list[Atom]) -> bool:
    """Whether names stand between nothing but commas and "and"."""
    return all(a.code != "w" or a.word in (",", "and", "&") for a in atoms)


def drop_brackets(atoms: list[Atom]) -> list[Atom]:
    """Leaves out brackets that only repeat: a ticker "(NYSE: IRM)", an alias "(PDG)", a conversion "(£640m)"."""
    out: list[Atom] = []
    i = 0
    while i < len(atoms):
        if atoms[i].word == "(" and atoms[i].code == "w":
            close = next((j for j in range(i + 1, min(i + 14, len(atoms))) if atoms[j].word == ")" and atoms[j].code == "w"), None)
            if close is not None:
                inner = atoms[i + 1 : close]
                before = out[-1] if out else None
                codes = "".join(a.code for a in inner)
                alias = before is not None and len(inner) <= 3 and before.code in "OPL" and before.code in codes
                if alias and before is not None and before.code != "P":
                    same = {r for a in inner for m in a.members for r in m.referents} <= {r for m in before.members for r in m.referents}
                    alias = same or (len(inner) == 1 and before.code == "O")
                conversion = "M" in codes and before is not None and before.code in "MQ"
                state = len(inner) == 1 and inner[0].members and inner[0].members[0].text.isupper() and len(inner[0].word) <= 3
                if (
                    before is not None
                    and before.code == "L"
                    and len(inner) == 1
                    and ((codes == "L" and len(inner[0].members) == 1) or state)
                ):
                    before.wider += inner[0].members  # "Aurora (CO)"
                    before.end = atoms[close].end
                    i = close + 1
                    continue
                listed = [a for a in inner if a.code != "w"]
                if (
                    len(listed) > 1
                    and before is not None
                    and before.code == "L"
                    and all(a.code == "L" for a in listed)
                    and _plain_list(inner)
                ):
                    for a in listed:
                        a.wider += before.members
                    out[-1:] = inner  # "in Europe (Milan, Madrid and Paris)"
                    i = close + 1
                    continue
                counted = codes == "N" and before is not None and before.code == "L"  # "in Dublin (2), Cork and Paris"
                measure = counted or ("Q" in codes and before is not None and before.code in "QN")
                ticker = (any(a.word == ":" for a in inner) and len(inner) <= 10) or (not codes.strip("w") and len(inner) <= 6)
                life = before is not None and before.code == "P" and any(a.word in LIFE or a.code == "D" for a in inner)
                quoted = len(inner) <= 8 and inner and inner[0].word in ("“", '"', "”") and "M" not in codes
                dateline = codes == "O" and len(out) <= 8 and close + 1 < len(atoms) and atoms[close + 1].word in ("-", "—", "–", "--")
                if alias or life or dateline or conversion or measure or ticker or quoted:
                    i = close + 1
                    continue
        out.append(atoms[i])
        i += 1
    return out


LIFE = ("born", "b", "née", "age", "aged")  # "Jane Roe (b. 1966)"
FREE = re.compile(r"what (?:will be|would be|is to be|will become|would become|could be|it (?:says|said|calls)(?: (?:will|would) be)?)$")


def _opens_as(atoms: list[Atom], i: int) -> int:
    """How many words of "what will be" stand before a phrase that tells the thing itself; behind a preposition or a verb of building."""
    before = atoms[i - 1].word if i else ""
    if before not in ("on", "for", "building", "build", "develop", "developing", "plans", "planning", "opened", "open", "opens"):
        return 0
    for size in (5, 4, 3):
        part = atoms[i : i + size]
        behind = atoms[i + size] if i + size < len(atoms) else None
        opens = behind is not None and behind.word in ("its", "a", "an", "the", "their")
        if opens and FREE.match(" ".join(a.word for a in part)) is not None:
            return size
    return 0


COMPOUND = ("state", "of", "the", "art")


def join_compounds(atoms: list[Atom]) -> list[Atom]:
    """ "state-of-the-art" becomes one word, for its "the" opens no phrase."""
    out: list[Atom] = []
    i = 0
    while i < len(atoms):
        if atoms[i].word == "what" and (free := _opens_as(atoms, i)):  # "broke ground on what will be its largest campus"
            out += [atoms[i + free], Atom("w", "planned", atoms[i].start, atoms[i + free - 1].end)]
            i += free + 1
            continue
        if atoms[i].word == "state" and atoms[i].code == "w":
            for step in (1, 2):  # with blanks, with hyphens
                parts = atoms[i : i + 3 * step + 1 : step]
                if tuple(a.word for a in parts) == COMPOUND:
                    out.append(Atom("w", "modern", atoms[i].start, parts[-1].end))
                    i += 3 * step + 1
                    break
            else:
                out.append(atoms[i])
                i += 1
            continue
        out.append(atoms[i])
        i += 1
    return out


CLEANING = {
    join_compounds: frozenset(("state", "what")),
    drop_generations: frozenset(GENERATIONS),
    drop_scare_quotes: frozenset(CLOSING),
    drop_brackets: frozenset("("),
}
"""What is done to a row first, each with the words without one of which there is nothing to do."""

STATE_CODES = frozenset(table("words")["places"]["state_codes"])


def chain_places(atoms: list[Atom], reading: Reading) -> list[Atom]:
    """ "Taylor, Texas" becomes one place with a wider one behind it."""
    out: list[Atom] = []
    i = 0
    while i < len(atoms):
        atom = atoms[i]
        if atom.code == "L" and out and not atom.reference:
            comma = out[-1].word == "," and out[-1].code == "w"
            previous = out[-2] if (comma or out[-1].word == "in") and len(out) > 1 else None
            park = not comma and previous is not None and all(_unknown(reading, m) for m in previous.members)
            if (
                previous is not None
                and previous.code == "L"
                and not previous.reference
                and (park or (comma and atom.members[0].text in STATE_CODES) or _contains(reading, previous, atom))
            ):
                out.pop()
                previous.wider += atom.members
                previous.end = atom.end
                if comma and i + 1 < len(atoms) and atoms[i + 1].word == "," and i + 2 < len(atoms):
                    follows = atoms[i + 2]
                    if follows.code not in "LAN" and follows.word not in ("and", "or", "as"):
                        i += 1  # the comma that closes "Taylor, Texas,"
                i += 1
                continue
        out.append(atom)
        i += 1
    return out


def join_lists(atoms: list[Atom], code: str) -> list[Atom]:
    """ "Singapore and Japan, as well as in Europe" becomes one atom with three members."""
    glue = LIST_GLUE[code]
    if code == "L":
        _take_markets(atoms)
    at = [i for i, a in enumerate(atoms) if a.code == code]
    if len(at) < 2:
        return atoms
    runs: list[list[int]] = []
    for i in at:
        if runs:
            last = runs[-1][-1]
            between = " ".join(a.word if a.code == "w" else a.code for a in atoms[last + 1 : i])
            if i - last <= 6 and between and glue.fullmatch(between) and not _next_clause(atoms, i, between):
                runs[-1].append(i)
                continue
        runs.append([i])
    out, done = [], 0
    for run in runs:
        for part in _lists(atoms, run, code):
            if len(part) < 2:
                continue
            first, last = part[0], part[-1]
            out += atoms[done:first]
            members = tuple(m for i in part for m in atoms[i].members)
            words = {atoms[i].word for i in range(first, last) if atoms[i].code == "w"}
            out.append(
                Atom(
                    code,
                    atoms[first].word,
                    atoms[first].start,
                    atoms[last].end,
                    members,
                    all(atoms[i].reference for i in part),
                    score=min(atoms[i].score for i in part),
                    glue="or" if "or" in words else "and",
                    wider=tuple(m for i in part for m in atoms[i].wider),
                )
            )
            done = last + 1
    return out + atoms[done:]


MARKETS = frozenset(["markets", "countries", "cities", "metros"])


def _take_markets(atoms: list[Atom]) -> None:
    """ "in Dutch and Asian markets": an adjective before its markets is as good as the place."""
    for i in range(len(atoms) - 2, 1, -1):
        listed = atoms[i].code == "A" and atoms[i - 1].word in ("and", "or") and atoms[i - 2].code in "LA"
        if listed and atoms[i + 1].word in MARKETS:
            atoms[i].code = atoms[i - 2].code = "L"
            atoms[i].end = atoms[i + 1].end
            del atoms[i + 1]  # else it could pass for a verb


BEGINNING = frozenset(["is", "are", "was", "were", "has", "have", "had", "will", "would", "comes", "come", "follows", "gets"])


def _next_clause(atoms: list[Atom], i: int, between: str) -> bool:
    """Whether a name behind a semicolon begins a clause: "in Oslo; Bergen is next"."""
    behind = atoms[i + 1].word if i + 1 < len(atoms) else ""
    return between.startswith(";") and behind in BEGINNING


def _lists(atoms: list[Atom], run: list[int], code: str) -> Iterator[list[int]]:
    """Cuts a run where it is no list: "X bought Y, and Z will …" or "in Ohio, Google said"."""
    if len(run) < 2:
        return
    glues = [" ".join(a.word for a in atoms[i + 1 : j]) for i, j in itertools.pairwise(run)]
    last = max((k for k, g in enumerate(glues) if re.search(r"\b(?:and|or|plus|along|as well|together)\b|&|/", g)), default=-1)
    if last < 0:  # commas alone: an apposition or a run-on, except for places in a bullet ("Oslo, Bergen, Hamar")
        if code == "L" and (len(run) > 2 or ";" in glues):
            yield run
        return
    part = [run[0]]
    for k, g in enumerate(glues):
        if code == "O" and len(run) == 2 and g.startswith(", "):
            return  # "…, and Z" after two names is a new clause more often than a list
        if k > last and g == ",":
            yield part
            part = [run[k + 1]]
            continue
        part.append(run[k + 1])
    yield part


CLOUD_REGION = re.compile(r"\b(?:cloud|AWS|Azure|infrastructure|data cent(?:er|re)) regions?\b|\bavailability zones?\b", re.I)


EXCHANGES = frozenset(
    ("nyse", "nasdaq", "otc", "otcqb", "otcqx", "tsx", "tsxv", "tsx-v", "cse", "lse", "asx", "aim", "sgx", "hkex", "sehk", "nse", "bse")
)
TICKER = re.compile(r"\s?:\s?[A-Z0-9]")
"""Behind the name of an exchange: nobody is spoken of in "(NYSE: ACM)"."""


@lru_cache(maxsize=8)
def _about_regions(text: str) -> bool:
    """Whether a text speaks of cloud regions; asked for many of its sentences."""
    return bool(CLOUD_REGION.search(text))


def chart_of(reading: Reading, sentence: Sentence, number: int, mentions: list[Mention]) -> Chart:
    """The row of a sentence, from the mentions that stand in it."""
    text = reading.document.text
    tokens = tokenize(text, sentence.start, sentence.end)
    common = strong_phrases()  # "our Data Centers", "Points-of-Presence"
    nothing = (EntityType.ORGANIZATION, EntityType.PLACE)  # "Local Zones", "an AWS Region": what stands there, not where
    mentions = [
        m
        for m in mentions
        if not (m.type in nothing and (m.text.lower() in common or text.startswith(("-of-presence", "-of-Presence"), m.end)))
    ]
    mentions = [m for m in mentions if not (m.text.casefold() in EXCHANGES and TICKER.match(reading.document.text, m.end))]
    atoms = list(atoms_of(tokens, mentions))
    words = {atom.word for atom in atoms}
    for step, signs in CLEANING.items():
        if not signs.isdisjoint(words):
            atoms = step(atoms)
    atoms = mark_described(reading, number, chain_places(atoms, reading))
    for a in atoms:
        if a.code == "L" and len(a.wider) == 1 and (a.word in CONTINENTS or _lies_in(reading, a.wider[0], a.members[0])):
            a.members, a.wider = a.wider, a.members  # "in Europe (Oslo)"
    for code in ("L", "O"):
        atoms = join_lists(atoms, code)
    regions = any(a.word in ("region", "regions") for a in atoms) and _about_regions(reading.document.text)
    atoms = mark_pronouns(mark_facilities(atoms, verb_words(), partial(is_site_name, reading), regions))
    return Chart(reading, sentence, atoms, number).render()


def _unknown(reading: Reading, mention: Mention) -> bool:
    """Whether a place is in no table: a park, an estate, a small town."""
    return mention.kind is Kind.NAME and all(reading.referents[r].known is None for r in mention.referents)


def _contains(reading: Reading, narrow: Atom, wide: Atom) -> bool:
    """Whether the second place is one in which the first lies, as far as the reading knows."""
    return bool(narrow.members and wide.members) and _lies_in(reading, narrow.members[-1], wide.members[0])


def _lies_in(reading: Reading, narrow: Mention, wide: Mention) -> bool:
    """The same of two mentions."""
    known = reading.referents
    names = {wide.text.casefold()} | {n.casefold() for x in wide.referents for n in (known[x].label, *known[x].names)}
    return any(names & {c.casefold() for c in known[r].context} for r in narrow.referents)
