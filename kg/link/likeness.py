"""How much two names look like one thing, and why. For review only: nothing is joined by it.

A guess is offered with a score in 0..1 and a reason in words; what is known to be two things (other numbers, a unit's name beside its
parent's, two rows of the tables) is not offered at all.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

from kg.link import fold
from kg.link.first_names import formal
from kg.model import Entity, EntityType

_WEAK_WORDS = (  # what a short form of the same company's name may leave out
    "partners technologies technology international global systems solutions services communications infrastructure digital data center "
    "centers networks limited management online hosting labs operator"
)
_UNIT_WORDS = (  # what makes of a company's name that of another one
    "cloud capital bank energy power foundation research studios europe asia africa america india china japan uk germany france reit trust "
    "fund renewables ventures telecom media properties realty insurance"
)
_WEAK, _UNIT = frozenset(_WEAK_WORDS.split()), frozenset(_UNIT_WORDS.split())


@dataclass(frozen=True, slots=True)
class Likeness:
    """That two names may be one thing. ``score`` is how likely a reader would say so, ``reason`` what speaks for it."""

    score: float
    reason: str


def likeness(one: Entity, other: Entity, common: bool = False) -> Likeness | None:
    """The best reason for which two entities may be one, or None. ``common`` tells that two people share an organisation.

    >>> O = EntityType.ORGANIZATION
    >>> likeness(Entity("org/gaw-capital", O, "Gaw Capital"), Entity("org/gaw-capital-partners", O, "Gaw Capital Partners"))
    Likeness(score=0.75, reason='one name is the other and "partners"')
    >>> likeness(Entity("org/ntt", O, "NTT"), Entity("org/ntt-data", O, "NTT Data")) is None
    True
    """
    if one.type is not other.type or one.iri == other.iri or one.type not in (EntityType.ORGANIZATION, EntityType.PERSON):
        return None
    names = [(a, b) for a in _keys(one) for b in _keys(other)]
    people = one.type is EntityType.PERSON
    likes = [_people(a, b, common) if people else _organisations(a, b) for a, b in names]
    likes.append(_disguise(one, other))
    found = [(like.score, like.reason) for like in likes if like is not None]
    return Likeness(*max(found)) if found else None


def blocks(entity: Entity) -> Iterator[str]:
    """Keys under which an entity should meet those that it may be the same as."""
    for key in _keys(entity):
        words = key.split("-")
        if entity.type is EntityType.PERSON:
            yield f"last {words[-1]}"
            yield f"first {formal(words[0])} {words[-1][:1]}"
            continue
        joined = "".join(words)
        yield f"start {joined[:5]}"
        yield f"end {joined[-6:]}"
        if len(words) >= 3:
            yield f"letters {_initials(words)}"
        elif len(joined) <= 8:
            yield f"letters {joined}"
    for name in (entity.label, *entity.names):
        if fold.is_disguised(name) or not name.isascii():
            yield f"looks {fold.skeleton(name)}"
    yield f"looks {fold.skeleton(entity.label)}"


def _keys(entity: Entity) -> tuple[str, ...]:
    key = fold.person if entity.type is EntityType.PERSON else fold.canonical
    return tuple(dict.fromkeys(key(name) for name in (entity.label, *entity.names) if not fold.is_disguised(name)))


def _disguise(one: Entity, other: Entity) -> Likeness | None:
    """Names with letters of two scripts that look like a plain name."""
    if fold.is_disguised(one.label) == fold.is_disguised(other.label):
        return None
    plain, mixed = (other, one) if fold.is_disguised(one.label) else (one, other)
    if fold.skeleton(mixed.label) in {fold.skeleton(name) for name in (plain.label, *plain.names)}:
        return Likeness(0.9, f"{mixed.label!r} has letters of another script that look like {plain.label!r}")
    return None


def _organisations(one: str, other: str) -> Likeness | None:
    if one == other:
        return Likeness(0.8, f"both are called {one.replace('-', ' ')!r}")
    short, long = sorted((one.split("-"), other.split("-")), key=lambda words: (len(words), words))
    if "".join(short) == "".join(long):
        return Likeness(0.95, "the same letters, joined otherwise")
    if _digits(one) != _digits(other):
        return None
    if long[: len(short)] == short and len(short) < len(long):
        rest = long[len(short) :]
        if set(rest) & _UNIT or rest == ["data"]:
            return None
        weak = set(rest) <= _WEAK
        vague = len(short) == 1 and len(short[0]) <= 4
        score = 0.75 if weak else 0.5
        return Likeness(score - (0.15 if vague else 0), f"one name is the other and {' '.join(rest)!r}".replace("'", '"'))
    if len(long) >= 3 and "".join(short) in (_initials(long), _initials([word for word in long if word not in _WEAK])):
        return Likeness(0.7, f"{''.join(short).upper()!r} are the first letters of the other")
    return _spelling("".join(short), "".join(long)) if len(short) == len(long) else None


def _people(one: str, other: str, common: bool) -> Likeness | None:
    more = 0.25 if common else 0.0
    company = ", and both belong to one company" if common else ""
    a, b = one.split("-"), other.split("-")
    if one == other:
        return Likeness(0.6 + more, f"the same name{company}")
    if len(a) > 1 and sorted(a) == sorted(b):
        return Likeness(0.65 + more, f"the same names in another order{company}")
    if a[-1] == b[-1] and len(a) > 1 and len(b) > 1:
        if formal(a[0]) == formal(b[0]):
            return Likeness(0.65 + more, f"{a[0].title()} and {b[0].title()} are forms of one first name{company}")
        if a[0][0] == b[0][0] and 1 in (len(a[0]), len(b[0])):
            return Likeness(0.5 + more, f"one first name is the initial of the other{company}")
        if set(a) < set(b) or set(b) < set(a):
            return Likeness(0.6 + more, f"one leaves out a name{company}")
    if a[-1] == b[-1] and 1 in (len(a), len(b)) and common:
        return Likeness(0.6, f"the same surname{company}")
    like = _spelling("".join(a), "".join(b)) if len(a) == len(b) and common else None
    return Likeness(like.score, like.reason + company) if like else None


def _spelling(one: str, other: str) -> Likeness | None:
    """Names that differ by a letter or two, long enough that this can be a slip."""
    short, long = sorted((len(one), len(other)))
    if short < 6 or long - short > 1 or one[0] != other[0]:
        return None
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    changed = sum(max(i2 - i1, j2 - j1) for tag, i1, i2, j1, j2 in matcher.get_opcodes() if tag != "equal")
    if changed == 1 or (changed == 2 and short >= 12):
        return Likeness(0.6 if short < 10 else 0.7, "one letter differs" if changed == 1 else "two letters differ")
    return None


def _digits(key: str) -> str:
    return "".join(c for c in key if c.isdigit())


def _initials(words: list[str]) -> str:
    return "".join(word[0] for word in words if word not in ("and", "of", "the", "for") and word)
