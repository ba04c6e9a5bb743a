"""Which names of a document speak of one thing: "Gaw Capital Partners" = "Gaw Capital" = "Gaw", "Simon Hu" = "Hu", "AWS" ≠ "Amazon"."""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from itertools import pairwise

from kg.mention import words as lists
from kg.model import EntityType, Kind, Mention, Referent

WORD = re.compile(r"[^\W_]+(?:[.’'][^\W_]+)*\.?|&")
BRACKET = re.compile(r"\s?\((?:the |or |hereinafter |formerly |now |called )*[“\"‘']?")
_KIN = r"(?:subsidiary|unit|division|arm|affiliate|parent(?: company)?|holding company|predecessor)"
OWNED = re.compile(  # what stands between two organisations of which one owns the other
    r"\)?(?: \([^()]{1,40}\)|,)? (?:is|was|are|operates as|became|has become|remains|serves as)(?: \w+ly)? (?:an?|the|part of|one of)"
    rf"(?: [\w.%’'-]+,?){{0,9}} {_KIN} (?:of|to|for) (?:[\w’'-]+ ){{0,6}}"
    r"|,? (?:which is |itself )?(?:now )?(?:an? )?part of (?:the )?"
    rf"|, an?(?: [\w.%’'-]+){{0,5}} {_KIN} (?:of|to) (?:the )?|(?:[’']s|, and (?:its|the))(?: [\w-]+){{1,4}} {_KIN},? ?"
)
OFFICIAL = re.compile(r"(?:City|Town|Village|Township|Borough|State|Commonwealth|Republic|Kingdom) of ", re.IGNORECASE)
ENDS = re.compile(r"[!?;:\n]|(?<!\bMr)(?<!\bMs)(?<!\bDr)(?<!\bMrs)\.\s")
GENERIC = lists.LEGAL | lists.GROUP_HEADS - {"ventures"} | lists.members(
    "technologies technology systems networks telecom communications datacenters datacentres datacenter datacentre data center "
    "centers centre centres hosting colocation solutions infrastructure realty properties property estate real reits investments "
    "investment investors management advisors advisers asset assets bank bancorp construction contractors industries international "
    "global worldwide corporate enterprises development developments environments platforms associates university electric & and of"
)
"""Words that a short form leaves out without becoming another thing."""

PLAIN = lists.LEGAL | lists.members(
    "group holdings holding realty trust reit hosting platforms corporate environments datacenters datacentres data centers centres"
)
"""Words that may be missing in the table of known names."""

WORLD = lists.members("international global worldwide")
"""What a company calls its business abroad, unless the text names it so from the first."""

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


def gather(
    text: str, mentions: Sequence[Mention], known: Mapping[str, str], meant: Mapping[tuple[int, int], Referent] | None = None
) -> tuple[list[Mention], list[Referent]]:
    """Gives every name its referent.

    ``known`` holds the keys of known organisations by name, ``meant`` what the places mean that stand from one offset to another.
    """
    short_for = _brackets(text, mentions)
    found, index = cluster(mentions, known, short_for, max(0, text.find("\n")), _apart(text, mentions, short_for))
    employers = _employers(text, mentions, index)
    referents = [referent(item) for item in found]
    referents = [
        replace(person, context=(referents[employers[number]].label,)) if number in employers else person
        for number, person in enumerate(referents)
    ]
    meant = meant or {}
    by_name = {place.label.casefold(): place.known for place in meant.values() if place.known}
    places: dict[str, int] = {}
    out: list[Mention] = []
    for mention in mentions:
        if mention.type is EntityType.PLACE:
            name = " ".join(mention.text.split())
            place = meant.get((mention.start, mention.end)) or Referent(EntityType.PLACE, name, (name,))
            key = place.known or by_name.get(place.label.casefold()) or place.label.casefold()
            number = places.setdefault(key, len(referents))
            if number == len(referents):
                referents.append(place if mention.kind is Kind.NAME else replace(place, names=()))
            elif mention.kind is Kind.NAME:
                referents[number] = _both(referents[number], place)
            mention = replace(mention, referents=(number,))
        elif mention.type is not None and (mention.type, mention.text) in index:
            mention = replace(mention, referents=(index[mention.type, mention.text],))
        out.append(mention)
    return out, referents


def _both(one: Referent, other: Referent) -> Referent:
    """A place under the names of two mentions; its label is the plainest name that the text uses, if there is one."""
    names = (*one.names, *(name for name in other.names if name not in one.names))
    label = min((one.label, other.label), key=_pomp) if one.names and other.names else one.label if one.names else other.label
    return replace(one, label=label, names=names, context=one.context or other.context)


def _pomp(name: str) -> int:
    """How far the name of a place is from its plain one: "City of Meridian", "MERIDIAN", "northern Virginia"."""
    return 4 * bool(OFFICIAL.match(name)) + 2 * (name.isupper() and len(name) > 4) + name[0].islower()


def _employers(text: str, mentions: Sequence[Mention], index: Mapping[tuple[EntityType, str], int]) -> dict[int, int]:
    """For people, the organisation that stands beside their title: "Alibaba Cloud president Simon Hu"."""
    found: dict[int, int] = {}
    for one, other in pairwise(mention for mention in mentions if mention.type in (EntityType.ORGANIZATION, EntityType.PERSON)):
        if one.type is other.type or other.start - one.end > 90:
            continue
        between = text[one.end : other.start]
        if any(word.lower() in lists.TITLES for word in WORD.findall(between)) and not ENDS.search(between):
            person, firm = (one, other) if one.type is EntityType.PERSON else (other, one)
            if person.type and firm.type:
                found.setdefault(index[person.type, person.text], index[firm.type, firm.text])
    return found


def _brackets(text: str, mentions: Sequence[Mention]) -> list[tuple[str, str]]:
    """Pairs of an organisation and the short name in brackets right behind it."""
    pairs = []
    for long, short in pairwise(mention for mention in mentions if mention.type is EntityType.ORGANIZATION):
        between = text[long.end : short.start]
        if BRACKET.fullmatch(between) and text[short.end : short.end + 2].strip("”\"’'")[:1] == ")" and len(short.text) < len(long.text):
            pairs.append((long.text, short.text))
    return pairs


def _apart(text: str, mentions: Sequence[Mention], short_for: Sequence[tuple[str, str]]) -> frozenset[tuple[str, str]]:
    """Pairs of organisations that cannot be one, since the text calls one the other's subsidiary: "Acme Inc. is a unit of Acme Ltd."."""
    pairs = set()
    for one, other in pairwise(mention for mention in mentions if mention.type is EntityType.ORGANIZATION):
        if one.text != other.text and other.start - one.end < 120 and OWNED.fullmatch(text, one.end, other.start):
            for name in (one.text, *(long for long, short in short_for if short == one.text)):
                pairs |= {(name, other.text), (other.text, name)}
    return frozenset(pairs)


def cluster(
    mentions: Sequence[Mention],
    known: Mapping[str, str],
    short_for: Sequence[tuple[str, str]],
    headline: int = 0,
    apart: Container[tuple[str, str]] = (),
) -> tuple[list[Cluster], dict[tuple[EntityType, str], int]]:
    """The organisations and people among mentions, as clusters, and which cluster a name of a type belongs to.

    ``known`` gives the keys of known organisations by name, ``short_for`` the pairs (long, short) that the text itself defines in brackets,
    ``headline`` is where the headline ends, in which short names stand before the long ones; ``apart`` holds pairs that are no one thing.
    """
    firsts: dict[tuple[EntityType, str], int] = {}
    counts: Counter[tuple[EntityType, str]] = Counter()
    for mention in mentions:
        if mention.type in (EntityType.ORGANIZATION, EntityType.PERSON):
            firsts.setdefault((mention.type, mention.text), mention.start)
            counts[mention.type, mention.text] += 1
    organisations = [name for kind, name in firsts if kind is EntityType.ORGANIZATION]
    people = [name for kind, name in firsts if kind is EntityType.PERSON]
    order: dict[str, int] = {}
    for mention in mentions:
        if mention.type is EntityType.ORGANIZATION and mention.start >= headline:
            order.setdefault(mention.text, mention.start)
    order |= {name: sys.maxsize for name in organisations if name not in order}
    joined = {
        EntityType.ORGANIZATION: _join_organisations(organisations, order, known, short_for, apart),
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
    own = (cluster.known or "").rsplit("/", 1)[-1]
    if own and cluster.type is EntityType.ORGANIZATION:  # "Meta" before "Facebook", which the table holds for one
        own_names = [name for name in names if "-".join(folded(name)).startswith(own)]
        if own_names and not _initials(names[0]) & {name.upper() for name in own_names}:
            names = own_names + [name for name in names if name not in own_names]
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


@lru_cache(4096)
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
    names: Sequence[str],
    order: dict[str, int],
    known: Mapping[str, str],
    short_for: Sequence[tuple[str, str]],
    apart: Container[tuple[str, str]],
) -> dict[str, str]:
    union = _Union(names)
    keys: dict[str, set[str]] = {name: {known[name]} if name in known else set() for name in names}

    def join(a: str, b: str) -> None:
        if (a, b) in apart:
            return
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
    longer: dict[tuple[str, ...], list[str]] = {}
    for name in names:
        words = folded(name)
        for size in range(1, len(words)):
            longer.setdefault(words[:size], []).append(name)
    for name in sorted(names, key=lambda name: -len(folded(name))):
        mine = folded(name)
        fitting = [other for other in longer.get(mine, ()) if _shortens(mine, folded(other), order[other] < order[name], name in known)]
        if len({union.find(other) for other in fitting}) == 1:
            join(fitting[0], name)
    return union.all()


def _shortens(short: tuple[str, ...], long: tuple[str, ...], before: bool, is_known: bool) -> bool:
    """Whether a short name leaves out of a longer one only what does not tell things apart; ``before``: the longer one was there first."""
    rest = long[len(short) :]
    if rest[0] in ("of", "and", "&") or (len(short) == 1 and (len(short[0]) < 2 or short[0] in lists.FUNCTION_WORDS)):
        return False
    if "group" in rest[:-1]:  # "Orlow Group Data Centres" is a thing of its own
        return False
    if is_known:  # the table says which names it has; only what tells nothing new may be missing there
        return all(word in PLAIN for word in rest)
    if all(word in GENERIC for word in rest):
        return before or rest[0] not in WORLD
    return before and rest[0] != "cloud" and all(word in GENERIC or word in UNITS for word in rest)


def _initials(name: str) -> set[str]:
    found = [word for word in WORD.findall(name) if word[0].isupper() or word == "&"]
    if len(found) < 2:
        return set()
    bare = [word for word in found if word.lower().rstrip(".") not in lists.LEGAL and word != "&"]
    return {"".join(word[0] for word in row) for row in (found, bare) if len(row) > 1}


def _join_people(names: Sequence[str]) -> dict[str, str]:
    union = _Union(names)
    by_ends: dict[tuple[str, str], str] = {}
    by_last: dict[str, set[str]] = {}
    by_first: dict[str, set[str]] = {}
    for name in names:
        if " " in name:
            first, last = _ends(name)
            union.join(by_ends.setdefault((first, last), name), name)
            by_last.setdefault(last, set()).add(by_ends[first, last])
            by_first.setdefault(first, set()).add(by_ends[first, last])
    for name in names:
        full = by_last.get(name.lower().rsplit(" ", 1)[-1], set())
        longer = {other for other in full if other.lower().endswith(f" {name.lower()}")}
        if " " in name and len(longer) == 1:  # "Del Prete" of "Marco del Prete"
            union.join(min(longer), name)
        if " " not in name:
            for found in (by_last.get(name.lower(), ()), by_first.get(name.lower(), ())):
                if found:
                    if len(found) == 1:
                        union.join(min(found), name)
                    break
    return union.all()


def _ends(name: str) -> tuple[str, str]:
    parts = [part.strip(".,").lower() for part in name.split()]
    parts = [part for part in parts if part not in ("jr", "sr", "ii", "iii", "dr", "mr", "ms", "mrs")] or parts
    return parts[0], parts[-1]
