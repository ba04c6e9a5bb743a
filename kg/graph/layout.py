"""Where nodes lie: a deterministic force layout, or Mercator; with sizes by degree and communities.

The same graph gives the same positions: nodes are numbered in the order of their IRIs, and chance is seeded.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import numpy.typing as npt

from kg.graph.nouns import Node

Points = npt.NDArray[np.float64]
Ends = npt.NDArray[np.int32]

_EXACT = 1200  # nodes up to which every pair repels each other; beyond, far ones do so in bundles
COMMUNITIES = 200_000  # edges up to which Louvain is worth its time
_REPULSION = 10.0
_GRAVITY = 0.05
_GOLDEN = math.pi * (3 - math.sqrt(5))
_SCALE = 200.0  # Mercator units a radian


def arrange(nodes: Sequence[Node], ends: Ends, layout: str) -> list[Node]:
    """The nodes with position, size (by the root of the degree) and community. ``ends`` are indices into them, a row an edge.

    ``layout`` is ``force``, ``geo`` or ``none`` (a plain spiral by degree: importers draw a black heap where there are no positions).
    """
    if not nodes:
        return []
    sizes = np.array([3.0 + 2.2 * math.sqrt(node.degree) for node in nodes])
    groups = communities(len(nodes), ends)
    if layout == "force":
        points = force(len(nodes), ends, sizes)
    elif layout == "geo":
        points = mercator(nodes, ends)
    else:
        points = _spiral(np.argsort(-sizes, kind="stable"), 12.0)
    return [
        replace(node, x=round(float(x), 2), y=round(float(y), 2), size=round(float(size), 2), community=group)
        for node, (x, y), size, group in zip(nodes, points, sizes, groups, strict=True)
    ]


def communities(count: int, ends: Ends) -> list[int] | list[None]:
    """For each node the number of its community, the largest one first, by Louvain's method; None for all beyond 200,000 edges, where
    Gephi is faster at it than we are."""
    import networkx as nx

    if len(ends) > COMMUNITIES:
        return [None] * count

    graph: nx.Graph[int] = nx.Graph()
    graph.add_nodes_from(range(count))
    weights: dict[tuple[int, int], int] = {}
    for a, b in ends.tolist():
        if a != b:
            key = (a, b) if a < b else (b, a)
            weights[key] = weights.get(key, 0) + 1
    graph.add_weighted_edges_from((a, b, w) for (a, b), w in sorted(weights.items()))
    parts = nx.community.louvain_communities(graph, seed=1)
    order = sorted((sorted(part) for part in parts), key=lambda part: (-len(part), part))
    number = [0] * count
    for place, part in enumerate(order):
        for node in part:
            number[node] = place
    return number


def force(count: int, ends: Ends, sizes: Points) -> Points:
    """Linked nodes near each other, unlinked ones apart, none on top of another; small parts lie in a ring round the large one."""
    pairs, weights = _weighted(ends)
    points = _pulled(count, pairs, weights)
    return _apart(_fitted(points, sizes), sizes)


def mercator(nodes: Sequence[Node], ends: Ends) -> Points:
    """Places by their coordinates, everything else among the places that it is linked to; what would lie on one spot on a spiral."""
    points = np.full((len(nodes), 2), np.nan)
    for number, node in enumerate(nodes):
        if node.latitude is not None and node.longitude is not None:
            latitude = math.radians(max(-85.0, min(85.0, node.latitude)))
            points[number] = _SCALE * math.radians(node.longitude), _SCALE * math.log(math.tan(math.pi / 4 + latitude / 2))
    neighbours: list[list[int]] = [[] for _ in nodes]
    for a, b in ends.tolist():
        neighbours[a].append(b)
        neighbours[b].append(a)
    for _ in range(3):  # a person lies by a company, which lies by its sites
        known = ~np.isnan(points[:, 0])
        for number in np.flatnonzero(~known).tolist():
            near = [other for other in neighbours[number] if known[other]]
            if near:
                points[number] = points[near].mean(axis=0)
    nowhere = np.flatnonzero(np.isnan(points[:, 0]))
    points[nowhere] = _spiral(np.arange(len(nowhere)), 8.0) + np.array([0.0, -_SCALE * 1.9])
    return _unstacked(points)


def _weighted(ends: Ends) -> tuple[Ends, Points]:
    """The edges without direction, loops and repeats, and how strongly each pulls."""
    if not len(ends):
        return np.empty((0, 2), dtype=np.int32), np.empty(0)
    ordered = np.sort(ends[ends[:, 0] != ends[:, 1]], axis=1)
    pairs, counts = np.unique(ordered, axis=0, return_counts=True)
    return pairs.astype(np.int32), 1.0 + np.log(counts)


def _pulled(count: int, pairs: Ends, weights: Points) -> Points:
    """ForceAtlas2's forces: repulsion by degree, attraction along edges, gravity that grows with the distance, and steps that
    get longer while a node keeps its way and shorter where it swings."""
    degrees = np.bincount(pairs.ravel(), minlength=count).astype(float) if len(pairs) else np.zeros(count)
    mass = degrees + 1.0
    points = _spiral(np.argsort(-degrees, kind="stable"), 10.0)
    rounds = 300 if count <= 1000 else 150 if count <= 8_000 else 60 if count <= 30_000 else 15
    before = np.zeros((count, 2))
    speed = 1.0
    for _ in range(rounds):
        push = _repulsion(points, mass) if count <= _EXACT else _bundled(points, mass)
        moved = _REPULSION * mass[:, None] * push - _GRAVITY * mass[:, None] * points
        if len(pairs):
            gap = points[pairs[:, 1]] - points[pairs[:, 0]]
            pull = gap * weights[:, None]
            for axis in (0, 1):
                moved[:, axis] += np.bincount(pairs[:, 0], pull[:, axis], count) - np.bincount(pairs[:, 1], pull[:, axis], count)
        swing = np.hypot(*(moved - before).T)
        traction = np.hypot(*(moved + before).T) / 2
        wanted = float((mass * traction).sum() / max((mass * swing).sum(), 1e-9))
        speed = min(wanted, speed * 1.5)
        points = points + moved * (speed / (1.0 + speed * np.sqrt(swing)))[:, None]
        before = moved
    centred: Points = points - points.mean(axis=0)
    return centred


def _repulsion(points: Points, mass: Points) -> Points:
    return _pushed(points, points, mass, 0.5, 64)


def _pushed(points: Points, centres: Points, weight: Points, softening: float, rows: int) -> Points:
    """What centres of a weight push on points, by the inverse of the distance; so many rows at a time."""
    push = np.empty_like(points)
    for begin in range(0, len(points), rows):
        part = slice(begin, begin + rows)
        x = points[part, 0, None] - centres[None, :, 0]
        y = points[part, 1, None] - centres[None, :, 1]
        force = weight / (x * x + y * y + softening)
        push[part, 0] = np.einsum("ij,ij->i", x, force)
        push[part, 1] = np.einsum("ij,ij->i", y, force)
    return push


def _bundled(points: Points, mass: Points) -> Points:
    """Repulsion from the centres of the filled cells of a grid, and from the nodes of the own cell through its centre."""
    low, high = points.min(axis=0), points.max(axis=0)
    side = 28
    cell = np.minimum(((points - low) / (high - low + 1e-9) * side).astype(int), side - 1)
    number = cell[:, 0] * side + cell[:, 1]
    weight = np.bincount(number, mass, side * side)
    filled = np.flatnonzero(weight)
    centres = np.stack([np.bincount(number, mass * points[:, axis], side * side)[filled] / weight[filled] for axis in (0, 1)], axis=1)
    heavy: Points = weight[filled].astype(float)
    spread = float(((high - low) / side).prod()) / 6
    return _pushed(points, centres, heavy, spread, 256)


def _apart(points: Points, sizes: Points) -> Points:
    """The same picture, wide enough for most nodes, and then those that still overlap moved off each other."""
    count = len(points)
    if count == 1:
        return points
    for _ in range(60 if count <= 8_000 else 15 if count <= 30_000 else 4):
        order = np.argsort(points[:, 0], kind="stable")
        shift = np.zeros_like(points)
        hits = 0
        for ahead in range(1, min(count, 60)):
            a, b = order[:-ahead], order[ahead:]
            gap = points[b] - points[a]
            length = np.hypot(gap[:, 0], gap[:, 1])
            overlap = (sizes[a] + sizes[b]) * 1.15 + 2.0 - length
            close = overlap > 0
            if not close.any():
                continue
            hits += int(close.sum())
            direction = np.where(length[:, None] > 1e-6, gap / (length[:, None] + 1e-9), (1.0, 0.0))[close]
            half = (overlap[close] / 2)[:, None] * direction
            np.add.at(shift, a[close], -half)
            np.add.at(shift, b[close], half)
        if not hits:
            break
        points = points + 0.6 * shift
    return points


def _fitted(points: Points, sizes: Points) -> Points:
    """The picture scaled so that discs fill a twelfth of the ground that most of them stand on."""
    if len(points) < 3:
        return points
    low, high = np.percentile(points, 4, axis=0), np.percentile(points, 96, axis=0)
    ground = float(np.prod(np.maximum(high - low, 1e-6)))
    scaled: Points = points * math.sqrt(12 * math.pi * float((sizes**2).sum()) / ground)
    return scaled


def _spiral(order: npt.NDArray[np.int64], spacing: float) -> Points:
    """Sunflower seeds: the first of the order in the middle."""
    turn = np.arange(len(order))
    points = np.empty((len(order), 2))
    points[order] = spacing * np.sqrt(turn)[:, None] * np.stack([np.cos(turn * _GOLDEN), np.sin(turn * _GOLDEN)], axis=1)
    return points


def _unstacked(points: Points) -> Points:
    """Nodes on one spot spread on a small spiral round it."""
    stacks: dict[tuple[float, float], list[int]] = {}
    for number, (x, y) in enumerate(np.round(points, 1).tolist()):
        stacks.setdefault((x, y), []).append(number)
    for members in stacks.values():
        if len(members) > 1:
            points[members] += _spiral(np.arange(len(members)), 1.6)
    return points
