"""Nodes and edges as columns, the same names and types in every format.

Values are str, int, float and bool; what is not known has no value. No column is called by a name that some reader keeps for itself
(``type`` crashes sigma). Qualifiers of a fact become columns in snake case: ``capacityMW`` is ``capacity_mw``.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from functools import lru_cache
from types import MappingProxyType

from kg.graph.nouns import Edge, Node

Value = str | int | float | bool

NODE_COLUMNS = MappingProxyType(
    {
        "entity_type": "string",
        "entity_kind": "string",
        "aliases": "string",
        "country": "string",
        "latitude": "double",
        "longitude": "double",
        "community": "integer",
        "degree_total": "integer",
        "wikidata": "string",
        "geonames": "string",
        "lei": "string",
    }
)
EDGE_COLUMNS = MappingProxyType(
    {
        "relation": "string",
        "facts": "integer",
        "amount_usd": "double",
        "first_date": "string",
        "last_date": "string",
        "date_precision": "string",
        "year": "integer",
        "status": "string",
        "stage": "string",
        "sources": "integer",
        "publishers": "integer",
        "confidence": "double",
        "symmetric": "boolean",
    }
)
NUMBERS = frozenset(
    ("amount", "amountMin", "capacityMW", "capacityMin", "count", "share", "rank", "stake", "landAcres", "floorAreaSqFt", "term")
)
_RESERVED = frozenset(
    ("type", "id", "label", "source", "target", "kind", "weight", "start", "end", "x", "y", "z", "size", "color", "key", "hidden")
)


def node_values(node: Node) -> list[tuple[str, Value]]:
    """The columns of a node that have a value, but for id, label, position and time, which each format writes in its own way.

    >>> node_values(Node("urn:a", "A", "Organization", country="SG"))
    [('entity_type', 'Organization'), ('country', 'SG'), ('degree_total', 0)]
    """
    return _told(
        ("entity_type", node.type),
        ("entity_kind", node.kind),
        ("aliases", " | ".join(node.aliases)),
        ("country", node.country),
        ("latitude", node.latitude),
        ("longitude", node.longitude),
        ("community", node.community),
        ("degree_total", node.degree),
        *node.identifiers,
    )


def edge_values(edge: Edge) -> list[tuple[str, Value]]:
    """The columns of an edge that have a value, but for id, ends, kind, weight and time.

    >>> edge_values(Edge("1", "urn:a", "urn:b", "acquires", "acquires", qualifiers=(("stake", "20"),)))
    [('relation', 'acquires'), ('sources', 0), ('publishers', 0), ('stake', 20.0)]
    """
    told = _told(
        ("relation", edge.relation),
        ("facts", len(edge.facts) or None),
        ("amount_usd", edge.amount_usd),
        ("first_date", edge.first_date),
        ("last_date", edge.last_date),
        ("date_precision", edge.date_precision),
        ("year", edge.year),
        ("status", edge.status),
        ("stage", edge.stage),
        ("sources", edge.sources),
        ("publishers", edge.publishers),
        ("confidence", edge.confidence),
        ("symmetric", edge.symmetric or None),
    )
    return told + _told(*((column(name), number(value) if name in NUMBERS else value) for name, value in edge.qualifiers))


@lru_cache(1024)
def column(qualifier: str) -> str:
    """The name of a qualifier as a column; one that is taken gets a prefix.

    >>> column("capacityMW"), column("landAcres"), column("start"), column("count")
    ('capacity_mw', 'land_acres', 'fact_start', 'count')
    """
    letters = [
        f"_{c.lower()}" if c.isupper() and place and not qualifier[place - 1].isupper() else c.lower() for place, c in enumerate(qualifier)
    ]
    snake = "".join(letters)
    return f"fact_{snake}" if snake in _RESERVED or snake in EDGE_COLUMNS else snake


def number(text: str) -> float | None:
    """The number that a literal holds, None where it holds none that a double can.

    >>> number("40.0"), number("many"), number("9" * 400), number("NaN")
    (40.0, None, None, None)
    """
    try:
        value = float(text)
    except (ValueError, OverflowError):
        return None
    return value if math.isfinite(value) else None


def ordered(used: Iterable[str], known: Iterable[str]) -> list[str]:
    """The columns that are used: the known ones in their order, then the others by name."""
    known = tuple(known)
    names = set(used)
    return [name for name in known if name in names] + sorted(names - set(known))


def _told(*values: tuple[str, Value | None]) -> list[tuple[str, Value]]:
    return [(name, value) for name, value in values if value is not None and value != ""]
