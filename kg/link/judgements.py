"""What people decided about identity: `same`, `different`, `unsure`, each with who and why. It wins over every rule.

A file of judgements is a table of tabs that people edit::

    verdict    one                     other                      who      why
    same       person/bill-stein       person/william-stein       ada      both are CEO of Digital Realty
    different  person/john-smith @ org/equinix   person/john-smith @ org/kkr   ada   two men

A side is the path of an entity ("org/alibaba-cloud"), or its type and any name ("org/Alibaba Cloud"): a name joins what it means by the
tables unless a judgement says `different`. A person's side may name the organisation, which tells namesakes apart.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from kg import iris
from kg.errors import SourceError
from kg.lexicon import data_folder
from kg.link import fold

HEADER = ("verdict", "one", "other", "who", "why")
KINDS = ("org", "person", "place", "topic")


class Verdict(StrEnum):
    """What somebody decided about two names."""

    SAME = "same"
    DIFFERENT = "different"
    UNSURE = "unsure"


@dataclass(frozen=True, slots=True, order=True)
class Judgement:
    """One line of the file. ``one`` and ``other`` are nodes: "org/foo", "person/john-smith", "person/john-smith @ org/foo"."""

    verdict: Verdict
    one: str
    other: str
    who: str = ""
    why: str = ""

    @property
    def pair(self) -> frozenset[str]:
        """The two sides, whichever comes first."""
        return frozenset((self.one, self.other))


def node(side: str) -> str:
    """A side of a judgement in its plain form. Raises ValueError where it is none.

    >>> node("org/Gaw Capital Partners Ltd"), node("person/John Smith @ org/KKR & Co")
    ('org/gaw-capital-partners', 'person/john-smith @ org/kkr')
    """
    name, _, place = side.partition(" @ ")
    kind, slash, rest = name.strip().partition("/")
    if not slash or not rest.strip() or kind not in KINDS:
        raise ValueError(f"{side!r} is no entity: write org/…, person/…, place/… or topic/…")
    plain = f"{kind}/{slug(kind, rest.strip())}"
    if place and kind != "person":
        raise ValueError(f"{side!r}: only a person can be told apart by an organisation")
    return f"{plain} @ {node(place.strip())}" if place else plain


def slug(kind: str, name: str) -> str:
    """The last part of the IRI of a name of some kind ("org", "person", "place", "topic").

    >>> slug("org", "The Carlyle Group"), slug("person", "Mr Simon Hu"), slug("topic", "the cloud"), slug("org", "???")[:2]
    ('carlyle', 'simon-hu', 'cloud', 'x-')
    """
    folded = {"org": fold.canonical, "person": fold.person}.get(kind, fold.fold)(name)
    return iris.slug(folded or name)


def read(path: Path) -> tuple[Judgement, ...]:
    """The judgements of a file, in its order. Raises `SourceError` with the number of a line that is no judgement."""
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "not UTF-8"
        raise SourceError(str(path), f"cannot be read as judgements: {reason}") from error
    return parse(text, str(path))


def parse(text: str, name: str = "judgements") -> tuple[Judgement, ...]:
    """The judgements in a text; empty lines, comments (#) and the heading are passed over.

    >>> parse("same\\torg/Foo Inc\\torg/Foo Cloud\\tada\\tone press release names both")[0].pair == {"org/foo", "org/foo-cloud"}
    True
    """
    found = []
    for number, row in enumerate(csv.reader(io.StringIO(text), delimiter="\t", quoting=csv.QUOTE_NONE), start=1):
        cells = [cell.strip() for cell in row]
        if not any(cells) or cells[0].startswith("#") or tuple(cells[:3]) == HEADER[:3]:
            continue
        try:
            verdict, one, other, *rest = cells
            found.append(Judgement(Verdict(verdict.lower()), node(one), node(other), *[*rest, "", ""][:2]))
        except ValueError as error:
            reason = str(error) if len(cells) >= 3 else "a judgement has a verdict and two sides, with tabs between them"
            raise SourceError(f"{name}, line {number}", reason) from error
        if found[-1].one != found[-1].other:
            continue
        if found.pop().verdict is not Verdict.SAME:  # what the rules have learnt to join needs no judgement any more
            raise SourceError(f"{name}, line {number}", f"both sides are {node(one)}")
    return tuple(found)


def shipped() -> tuple[Judgement, ...]:
    """The judgements that come with the tables."""
    path = data_folder() / "seeds" / "judgements.tsv"
    return read(path) if path.is_file() else ()


def with_shipped(judgements: Iterable[Judgement]) -> tuple[Judgement, ...]:
    """The judgements of a user and those that are shipped; on a pair that both judge the user decides."""
    own = tuple(judgements)
    decided = {judged.pair for judged in own}
    return (*own, *(judged for judged in shipped() if judged.pair not in decided))


def append(path: Path, judgements: Iterable[Judgement]) -> None:
    """Writes judgements at the end of a file, which is made with its heading where it is not there."""
    lines = ["\t".join(HEADER)] if not path.exists() or not path.stat().st_size else []
    for judgement in judgements:
        cells = (judgement.verdict.value, judgement.one, judgement.other, judgement.who, judgement.why)
        lines.append("\t".join(" ".join(cell.split()) for cell in cells))
    ended = not path.exists() or path.read_bytes()[-1:] in (b"", b"\n")
    with path.open("a", encoding="utf-8", newline="\n") as file:
        file.write(("" if ended else "\n") + "".join(line + "\n" for line in lines))


class Decisions:
    """Judgements as they act: which nodes are one, which are kept apart.

    Nodes that `same` joins form a cluster; a `different` between any two of its members dissolves the whole cluster, since
    nothing tells which of its joins is the wrong one (`dissolved` names it). Order of the judgements does not matter.
    """

    def __init__(self, judgements: Iterable[Judgement], preferred: Iterable[str] = ()) -> None:
        judged = frozenset(judgements)
        self.nodes = frozenset(side for judgement in judged for side in judgement.pair)
        self.apart = frozenset(judgement.pair for judgement in judged if judgement.verdict is Verdict.DIFFERENT)
        self.seen = frozenset(judgement.pair for judgement in judged)
        leaders = _clusters(judgement.pair for judgement in judged if judgement.verdict is Verdict.SAME)
        members: dict[str, set[str]] = {}
        for side, leader in leaders.items():
            members.setdefault(leader, set()).add(side)
        first = frozenset(preferred)
        self._leader: dict[str, str] = {}
        dissolved = []
        for cluster in members.values():
            if any(pair <= cluster for pair in self.apart):
                dissolved.append(tuple(sorted(cluster)))
                continue
            leader = min(cluster, key=lambda side: (side not in first, " @ " in side, side))
            self._leader.update(dict.fromkeys(cluster, leader))
        self.dissolved = tuple(sorted(dissolved))

    def leader(self, side: str) -> str:
        """The node that stands for all that were judged the same as this one."""
        return self._leader.get(side, side)

    def parts(self, name: str, key: str, family: frozenset[str]) -> bool:
        """Whether a judgement keeps ``name`` from the entity ``key`` of the tables, whose other names are ``family``."""
        return name != key and any(frozenset((name, other)) in self.apart for other in family | {key} if other != name)


def _clusters(pairs: Iterable[frozenset[str]]) -> dict[str, str]:
    """Each node with the node that stands for its connected part."""
    parent: dict[str, str] = {}

    def find(side: str) -> str:
        while parent.setdefault(side, side) != side:
            parent[side] = parent[parent[side]]
            side = parent[side]
        return side

    for pair in pairs:
        one, other = sorted(find(side) for side in pair)
        parent[other] = one
    return {side: find(side) for side in tuple(parent)}
