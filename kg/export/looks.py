"""Colours, the same in Gephi, in the page and in pictures. Chosen to be told apart by colour-blind readers, on light and on dark."""

from __future__ import annotations

Rgb = tuple[int, int, int]

TYPES: dict[str, Rgb] = {
    "Organization": (59, 111, 216),
    "Place": (31, 158, 119),
    "Person": (224, 123, 57),
    "Topic": (151, 92, 190),
}
STAGES: dict[str, Rgb] = {
    "planned": (232, 167, 53),
    "building": (224, 108, 50),
    "operating": (31, 158, 119),
    "cancelled": (138, 143, 152),
}
MONEY: Rgb = (190, 64, 110)
TIES: Rgb = (110, 134, 173)
OTHER: Rgb = (140, 147, 158)

_PREDICATES: tuple[tuple[tuple[str, ...], Rgb], ...] = (
    (("plans",), STAGES["planned"]),
    (("builds",), STAGES["building"]),
    (("operates",), STAGES["operating"]),
    (("cancels",), STAGES["cancelled"]),
    (("investsIn", "acquires", "raisesFunding"), MONEY),
    (("unitOf", "partnersWith", "customerOf", "leasesFrom", "buysEnergyFrom", "competesWith"), TIES),
)
FAMILIES: tuple[tuple[str, Rgb], ...] = (
    ("invests, buys, raises", MONEY),
    ("plans a site", STAGES["planned"]),
    ("builds a site", STAGES["building"]),
    ("operates a site", STAGES["operating"]),
    ("cancels a site", STAGES["cancelled"]),
    ("belongs, supplies, competes", TIES),
)


def of_type(entity_type: str) -> Rgb:
    """The colour of a node."""
    return TYPES.get(entity_type, OTHER)


def of_relation(relation: str) -> Rgb:
    """The colour of an edge, by the family of its predicate.

    >>> of_relation("plansDataCenterIn") == STAGES["planned"]
    True
    """
    return next((colour for names, colour in _PREDICATES if relation.startswith(names)), OTHER)


def hexadecimal(colour: Rgb) -> str:
    """
    >>> hexadecimal((59, 111, 216))
    '#3b6fd8'
    """
    return "#{:02x}{:02x}{:02x}".format(*colour)
