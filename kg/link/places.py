"""Which place of the world a document means: by its names and by the wider places that the text puts it in."""

from __future__ import annotations

from collections.abc import Iterable

from kg import iris
from kg.lexicon import Known, Lexicon, plain
from kg.link import fold
from kg.model import Entity, EntityType, Referent


def link_place(referent: Referent, lexicon: Lexicon) -> Entity:
    """The entity of a place. An unknown place is one of its own, told apart by what it lies in.

    >>> from kg.lexicon import load
    >>> paris = [Referent(EntityType.PLACE, "Paris", context=context) for context in ((), ("Texas", "United States"), ("Ontario",))]
    >>> [link_place(each, load()).iri for each in paris]
    ['place/paris', 'place/paris-texas-4717560', 'place/paris-ontario-6942553']
    >>> link_place(Referent(EntityType.PLACE, "Foo Hollow", context=("Va.",)), load()).iri
    'place/foo-hollow-virginia'
    """
    names = tuple(dict.fromkeys(name for name in (fold.clean(each) for each in (referent.label, *referent.names)) if name)) or ("?",)
    known = place_of(referent, lexicon)
    if known is not None:
        every = dict.fromkeys((known.label, *known.names, *names))
        return Entity(known.key, EntityType.PLACE, known.label, tuple(every), known.identifiers)
    outer = [holder.label if (holder := _first(lexicon.find(each, EntityType.PLACE))) else each for each in referent.context]
    parts = [fold.fold(each) or each for each in (names[0], *outer)]
    key = f"place/{iris.slug(' '.join(parts))}"
    if lexicon.get(key) is not None:  # a name that only folds like a known one
        key = f"{key}-{iris.digest(*names[:1], *outer, length=8)}"
    return Entity(key, EntityType.PLACE, names[0], names)


def place_of(referent: Referent, lexicon: Lexicon) -> Known | None:
    """The place of the tables that a referent means, or None."""
    known = lexicon.get(referent.known) if referent.known else None
    if known is not None and known.type is EntityType.PLACE:
        return known
    for name in dict.fromkeys((referent.label, *referent.names)):
        found = lexicon.places(name)
        if not referent.context:
            if found:
                return found[0]
            continue
        for table in (found, lexicon.towns(name)):
            best = _best(table, referent.context, lexicon)
            if best is not None:
                return best
    return None


def holder_of(referent: Referent, lexicon: Lexicon) -> Known | None:
    """The narrowest known place that an unknown one lies in, by its context; None where the text puts it nowhere.

    >>> from kg.lexicon import load
    >>> holder_of(Referent(EntityType.PLACE, "Foo Hollow", context=("Virginia", "United States")), load()).key
    'place/virginia'
    """
    for n, name in enumerate(referent.context):
        found = lexicon.places(name)
        best = _best(found, referent.context[n + 1 :], lexicon) or _first(found)
        if best is not None:
            return best
    return None


def _first(found: tuple[Known, ...]) -> Known | None:
    return found[0] if found else None


def _best(found: Iterable[Known], context: tuple[str, ...], lexicon: Lexicon) -> Known | None:
    """The first place that lies in most of the wider places named; None where it lies in none."""
    wider = [_meanings(name, lexicon) for name in context]
    best, most = None, 0
    for known in found:
        inside = {plain(known.label), known.key, *(holder.key for holder in lexicon.containers(known))}
        score = sum(bool(meanings & inside) for meanings in wider)
        if score > most:
            best, most = known, score
    return best


def _meanings(name: str, lexicon: Lexicon) -> frozenset[str]:
    return frozenset(known.key for known in lexicon.places(name))
