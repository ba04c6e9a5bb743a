"""Which names of a document speak of one thing: "Gaw Capital Partners" = "Gaw Capital" = "Gaw", "Simon Hu" = "Hu", "AWS" ≠ "Amazon"."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from kg.mention import words as lists
from kg.model import EntityType, Mention, Referent

WORD = re.compile(r"[^\W_]+(?:[.’'][^\W_]+)*\.?|&")
BRACKET = re.compile(r"\s?\((?:the |or |hereinafter |formerly |now |called )*[“\"‘']?")
GENERIC = lists.LEGAL | lists.GROUP_HEADS - {"ventures"} | lists.members(
    "technologies technology systems networks telecom communications datacenters datacentres datacenter datacentre data center "
    "centers centre centres hosting colocation solutions infrastructure realty properties property estate real reits investments "
    "investment investors management advisors advisers asset assets bank bancorp construction contractors industries international "
    "global worldwide corporate enterprises associates university electric & and of"
)
"""Words that a short form leaves out without becoming another thing."""

UNITS = lists.members(
    "cloud ventures capital energy foundation power labs research web services health media digital ai mobile studios security "
    "entertainment bank insurance solar renewables robotics automotive logistics payments pay games fund credit interactive"
)
"""Words that may name a unit of a company; then the short form is the company."""


@dataclass(slots=True)
class Cluster:
    """The names of one thing."""

    type: EntityType
    names: Counter[str] = field(default_factory=Counter)
    first: int = 0  # where the document first names it
    known: str | None = None


def gather(text: str, mentions: Sequence[Mention], known: Mapping[str, str]) -> tuple[list[Mention], list[Referent]]:
    """Gives every name its referent. ``known`` holds the keys of known organisations by name."""
    found, index = cluster(mentions, known, _brackets(text, mentions))
    referents = [referent(item) for item in found]
    places: dict[str, int] = {}
    out: list[Mention] = []
    for mention in mentions:
        if mention.type is EntityType.PLACE and not mention.referents:
            key = mention.text.casefold()
            if key not in places:
                places[key] = len(referents)
                referents.append(Referent(EntityType.PLACE, mention.text, (mention.text,)))
            mention = replace(mention, referents=(places[key],))
        elif mention.type is not None and (mention.type, mention.text) in index:
            mention = replace(mention, referents=(index[mention.type, mention.text],))
        out.append(mention)
    return out, referents


def _brackets(text: str, mentions: Sequence[Mention]) -> list[tuple[str, str]]:
    """Pairs of an organisation and the short name in brackets right behind it."""
    pairs = []
    for long, short in pairwise(mention for mention in mentions if mention.type is EntityType.ORGANIZATION):
        between = text[long.end : short.start]
        if BRACKET.fullmatch(between) and text[short.end : short.end + 2].strip("”\"’'")[:1] == ")" and len(short.text) < len(long.text):
            pairs.append((long.text, short.text))
    return pairs


def cluster(
    mentions: Sequence[Mention], known: Mapping[str, str], short_for: Sequence[tuple[str, str]]
) -> tuple[list[Cluster], dict[tuple[EntityType, str], int]]:
    """The organisations and people among mentions, as clusters, and which cluster a name of a type belongs to.

    ``known`` gives the keys of known organisations by name, ``short_for`` the pairs (long, short) that the text itself defines in brackets.
    """
    firsts: dict[tuple[EntityType, str], int] = {}
    counts: Counter[tuple[EntityType, str]] = Counter()
    for mention in mentions:
        if mention.type in (EntityType.ORGANIZATION, EntityType.PERSON):
            firsts.setdefault((mention.type, mention.text), mention.start)
            counts[mention.type, mention.text] += 1
    organisations = [name for kind, name in firsts if kind is EntityType.ORGANIZATION]
    people = [name for kind, name in firsts if kind is EntityType.PERSON]
    order = {name: firsts[EntityType.ORGANIZATION, name] for name in organisations}
    joined = {
        EntityType.ORGANIZATION: _join_organisations(organisations, order, known, short_for),
        EntityType.PERSON: _join_people(people),
    }
    clusters: list[Cluster] = []
    index: dict[tuple[EntityType, str], int] = {}
    roots: dict[tuple[EntityType, str], int] = {}
    for (kind, name), start in firsts.items():
        root = (kind, joined[kind][name])
        if root not in roots:
            roots[root] = len(clusters)
            clusters.append(Cluster(kind, first=start))
        place = index[kind, name] = roots[root]
        clusters[place].names[name] += counts[kind, name]
        if kind is EntityType.ORGANIZATION and name in known:
            clusters[place].known = clusters[place].known or known[name]
    return clusters, index


def referent(cluster: Cluster, context: tuple[str, ...] = ()) -> Referent:
    """A cluster as the thing it is, under its fullest ordinary name."""
    names = sorted(cluster.names, key=lambda name: (-_fullness(name), -cluster.names[name], name))
    return Referent(cluster.type, names[0], tuple(names), context, cluster.known)


def _fullness(name: str) -> int:
    """Capitals throughout make a poor label; else the longer name is the fuller."""
    ordinary = not (name.isupper() and len(name) > 5)
    return ordinary * 1_000_000 + len(name.split()) * 1000 + len(name)


class _Union:
    """Names that are the same, by union and find; the first in order stands for all."""

    def __init__(self, names: Sequence[str]) -> None:
        self._above = {name: name for name in names}
        self._rank = {name: k for k, name in enumerate(names)}

    def find(self, name: str) -> str:
        while self._above[name] != name:
            name = self._above[name]
        return name

    def join(self, a: str, b: str) -> None:
        low, high = sorted((self.find(a), self.find(b)), key=self._rank.__getitem__)
        self._above[high] = low

    def all(self) -> dict[str, str]:
        return {name: self.find(name) for name in self._above}


def folded(name: str) -> tuple[str, ...]:
    """The words of a name in lower case, without a leading article, legal forms and the likes of "Group" at its end.

    >>> folded("The Alibaba Group Holding Ltd."), folded("Trust Company")
    (('alibaba',), ('trust',))
    """
    found = [word.lower().rstrip(".") for word in WORD.findall(name)]
    if len(found) > 1 and found[0] == "the":
        found = found[1:]
    while len(found) > 1 and (found[-1] in lists.LEGAL or found[-1] in ("group", "holdings", "holding", "&")):
        found.pop()
    return tuple(found)


def _join_organisations(
    names: Sequence[str], order: dict[str, int], known: Mapping[str, str], short_for: Sequence[tuple[str, str]]
) -> dict[str, str]:
    union = _Union(names)
    keys: dict[str, set[str]] = {name: {known[name]} if name in known else set() for name in names}

    def join(a: str, b: str) -> None:
        a, b = union.find(a), union.find(b)
        if a != b and len(keys[a] | keys[b]) < 2:
            both = keys[a] | keys[b]
            union.join(a, b)
            keys[union.find(a)] = both

    by_key: dict[str, str] = {}
    by_fold: dict[tuple[str, ...], str] = {}
    for name in names:
        if name in known:
            join(by_key.setdefault(known[name], name), name)
    for name in names:
        join(by_fold.setdefault(folded(name), name), name)
    present = set(names)
    for long, short in short_for:
        if long in present and short in present:
            join(long, short)
    by_initials: dict[str, list[str]] = {}
    for name in names:
        for initials in _initials(name):
            by_initials.setdefault(initials, []).append(name)
    for name in names:
        if name.isupper() and " " not in name:
            longs = [long for long in by_initials.get(name, ()) if long != name]
            if len({union.find(long) for long in longs}) == 1:
                join(longs[0], name)
    for name in sorted(names, key=lambda name: -len(folded(name))):
        _join_short(name, names, order, union, join)
    return union.all()


def _join_short(name: str, names: Sequence[str], order: dict[str, int], union: _Union, join: Callable[[str, str], None]) -> None:
    """Joins a name to the one longer name that it shortens."""
    short = folded(name)
    longer = [other for other in names if len(folded(other)) > len(short) and folded(other)[: len(short)] == short]
    fitting = [other for other in longer if _shortens(short, folded(other), order[other] < order[name])]
    if fitting and len({union.find(other) for other in fitting}) == 1:
        join(fitting[0], name)


def _shortens(short: tuple[str, ...], long: tuple[str, ...], before: bool) -> bool:
    rest = long[len(short) :]
    if len(short) == 1 and (len(short[0]) < 2 or short[0] in lists.FUNCTION_WORDS):
        return False
    if all(word in GENERIC for word in rest):
        return rest[0] not in ("of", "and", "&")
    return before and all(word in GENERIC or word in UNITS for word in rest) and rest[0] not in ("of", "and", "&", "cloud")


def _initials(name: str) -> set[str]:
    found = [word for word in WORD.findall(name) if word[0].isupper() or word == "&"]
    if len(found) < 2:
        return set()
    bare = [word for word in found if word.lower().rstrip(".") not in lists.LEGAL and word != "&"]
    return {"".join(word[0] for word in row) for row in (found, bare) if len(row) > 1}


def _join_people(names: Sequence[str]) -> dict[str, str]:
    union = _Union(names)
    full = [name for name in names if " " in name]
    for name in full:
        first, last = _ends(name)
        for other in full:
            if other != name and _ends(other) == (first, last):
                union.join(name, other)
    for name in names:
        if " " not in name:
            same_last = {union.find(other) for other in full if _ends(other)[1] == name.lower()}
            same_first = {union.find(other) for other in full if _ends(other)[0] == name.lower()}
            if len(same_last) == 1:
                union.join(same_last.pop(), name)
            elif not same_last and len(same_first) == 1:
                union.join(same_first.pop(), name)
    return union.all()


def _ends(name: str) -> tuple[str, str]:
    parts = [part.strip(".,").lower() for part in name.split()]
    parts = [part for part in parts if part not in ("jr", "sr", "ii", "iii", "dr", "mr", "ms", "mrs")] or parts
    return parts[0], parts[-1]
