"""Still pictures for a report or a page: the graph, or the map of sites, as SVG or PNG, made without a browser."""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from importlib.resources import files
from pathlib import Path
from typing import IO

from kg.export import looks
from kg.export.drawing import Area, Circle, Drawing, Line, Point, Shape, Text, text_width, write_png, write_svg
from kg.export.geojson import great_circle
from kg.export.looks import Rgb
from kg.export.options import ExportOptions
from kg.export.sites import Arc, Atlas, Site
from kg.export.target import opened, report
from kg.graph import ExportReport, Graph, GraphSelection, Node, Stream, collect
from kg.protocols import Store
from kg.wording import counted

Box = tuple[float, float, float, float]

_MARGIN = 28
_FREE = 14  # labels that may lie upon a circle
_HEAD = 64
_THEMES: dict[str, dict[str, Rgb]] = {
    "light": {
        "back": (250, 251, 252),
        "ink": (27, 36, 48),
        "soft": (93, 107, 124),
        "sea": (234, 240, 245),
        "land": (255, 255, 255),
        "border": (203, 213, 223),
    },
    "dark": {
        "back": (15, 20, 27),
        "ink": (231, 236, 242),
        "soft": (151, 165, 181),
        "sea": (16, 23, 31),
        "land": (34, 44, 56),
        "border": (53, 66, 79),
    },
}


def svg(
    store: Store, out: str | Path | IO[bytes], selection: GraphSelection | None = None, options: ExportOptions | None = None
) -> ExportReport:
    """Draws the graph, or with ``options.picture`` "map" the sites and investments, as SVG."""
    drawing, done = draw(store, selection, options or ExportOptions())
    with opened(out) as file:
        repairs = write_svg(drawing, file)
    return _reported("svg", done, out, tuple(sorted(repairs.counts.items())))


def png(
    store: Store, out: str | Path | IO[bytes], selection: GraphSelection | None = None, options: ExportOptions | None = None
) -> ExportReport:
    """The same as PNG. Raises `MissingExtraError` without Pillow."""
    drawing, done = draw(store, selection, options or ExportOptions())
    with opened(out) as file:
        write_png(drawing, file)
    return _reported("png", done, out, ())


def draw(store: Store, selection: GraphSelection | None, options: ExportOptions) -> tuple[Drawing, ExportReport]:
    """The picture as shapes, and the report of what is on it."""
    if options.picture == "map":
        stream = Stream(store, selection or GraphSelection())
        atlas = Atlas(store, stream)
        sites, arcs = list(atlas.sites()), list(atlas.arcs())
        missing = tuple(sorted(atlas.missing.items()))
        drawing = _map(sites, arcs, options)
        return drawing, report("map", stream, None, nodes=len(sites), edges=len(arcs), dropped=missing, things=("sites", "arcs"))
    found = collect(store, selection, options.layout)
    return _graph(found, options), report("graph", found.stream, None, nodes=len(found.nodes), edges=len(found.edges))


def _graph(found: Graph, options: ExportOptions) -> Drawing:
    theme = _THEMES[options.theme]
    years = sorted({edge.first_date[:4] for edge in found.edges if edge.first_date})
    said = f"{counted(len(found.nodes), 'thing')}, {counted(found.stream.kept, 'fact')}" + (f", {years[0]}–{years[-1]}" if years else "")
    shapes: list[Shape] = []
    at, scale = _fitted(found.nodes, options)
    index = {node.id: number for number, node in enumerate(found.nodes)}
    parallel: dict[tuple[int, int], int] = {}
    for edge in found.edges:
        a, b = index[edge.source], index[edge.target]
        nth = parallel[min(a, b), max(a, b)] = parallel.get((min(a, b), max(a, b)), -1) + 1
        bend = (0.10 + 0.09 * nth) * (1 if a < b else -1)
        colour = looks.of_relation(edge.relation)
        opacity = 0.55 if len(found.edges) < 600 else 0.35 if len(found.edges) < 3000 else 0.2
        shapes.append(Line((at[a], at[b]), colour, 1.0 + 0.7 * math.log2(max(1, edge.weight)), opacity, bend))
    for node, place in sorted(zip(found.nodes, at, strict=True), key=lambda pair: -pair[0].size):
        shapes.append(Circle(place, max(2.2, node.size * scale), looks.of_type(node.type), theme["back"]))
    named = sorted(zip(found.nodes, at, strict=True), key=lambda pair: (-pair[0].degree, pair[0].id))
    labels = [(node.label, place, max(2.2, node.size * scale), min(19.0, 10.5 + 0.55 * math.sqrt(node.degree))) for node, place in named]
    discs = [(place[0] - r, place[1] - r, place[0] + r, place[1] + r) for _, place, r, _ in labels if r > 6]
    present = {node.type for node in found.nodes}
    legend = [(name, colour, False) for name, colour in looks.TYPES.items() if name in present]
    families = {looks.of_relation(edge.relation) for edge in found.edges}
    legend += [(name, colour, True) for name, colour in looks.FAMILIES if colour in families]
    shapes += _labelled(labels, discs, _legend_box(legend, options), theme, options)
    return _framed(shapes, said, legend, theme["back"], options)


def _map(sites: list[Site], arcs: list[Arc], options: ExportOptions) -> Drawing:
    theme = _THEMES[options.theme]
    said = f"{len(sites):,} sites, {len(arcs):,} investments"
    shapes: list[Shape] = []
    scale = min(options.width / 352, options.height / 196)

    def place(longitude: float, latitude: float) -> Point:
        return options.width / 2 + (longitude - 8) * scale, options.height * 0.60 - _miller(latitude) * scale

    world = json.loads((files("kg.export") / "assets" / "world.json").read_text(encoding="utf-8"))
    for ring in world["land"]:
        shapes.append(Area((tuple(place(*point) for point in _unpacked(ring)),), theme["land"], theme["border"]))
    for line in world["borders"]:
        shapes.append(Line(tuple(place(*point) for point in _unpacked(line)), theme["border"], 0.6))
    for arc in arcs:
        width = min(4.0, 1 + math.log10(max(1.0, (arc.amount or 0) / 1e8)))
        for points in great_circle(arc.start, arc.end):
            shapes.append(Line(tuple(place(*point) for point in points), looks.MONEY, width, 0.4))
    labels = []
    for (x, y), members in _stacked(sites, place).items():
        for number, site in enumerate(members):
            turn, away = number * 2.399963, 7.0 * math.sqrt(number)
            radius = min(11.0, 4.5 + math.sqrt(site.capacity_mw) / 5) if site.capacity_mw else 4.8
            spot = (x + away * math.cos(turn), y + away * math.sin(turn))
            shapes.append(Circle(spot, radius, looks.STAGES.get(site.stage, looks.OTHER), theme["land"], 0.92))
        labels.append(
            (members[0].place.label, (x, y), 6.0 + 7.0 * math.sqrt(len(members) - 1), 11.0 + min(4.0, len(members) / 2), len(members))
        )
    labels.sort(key=lambda label: (-label[4], label[0]))
    legend = [(name, colour, False) for name, colour in looks.STAGES.items() if any(site.stage == name for site in sites)]
    legend += [("investments", looks.MONEY, True)] if arcs else []
    shapes += _labelled([label[:4] for label in labels], [], _legend_box(legend, options), theme, options)
    return _framed(shapes, said + " · map: Natural Earth", legend, theme["sea"], options)


def _fitted(nodes: Iterable[Node], options: ExportOptions) -> tuple[list[Point], float]:
    """The positions on the canvas, and how large a unit of the layout is there."""
    nodes = list(nodes)
    if not nodes:
        return [], 1.0
    left, right = min(node.x - node.size for node in nodes), max(node.x + node.size for node in nodes)
    low, high = min(node.y - node.size for node in nodes), max(node.y + node.size for node in nodes)
    width, height = options.width - 2 * _MARGIN - 60, options.height - _HEAD - 2 * _MARGIN
    scale = min(width / max(right - left, 1e-6), height / max(high - low, 1e-6), 4.0)
    x, y = (options.width - 40) / 2, _HEAD + (options.height - _HEAD) / 2
    middle, centre = (left + right) / 2, (low + high) / 2
    return [(x + (node.x - middle) * scale, y - (node.y - centre) * scale) for node in nodes], scale


def _labelled(
    labels: Sequence[tuple[str, Point, float, float]], discs: Sequence[Box], legend: Box, theme: dict[str, Rgb], options: ExportOptions
) -> list[Shape]:
    """Names beside their circles, the most important first, as many as fit without touching each other; only the first dozen may lie
    upon large circles."""
    shapes: list[Shape] = []
    taken = [legend]
    for number, (name, (x, y), radius, size) in enumerate(labels):
        text = name if len(name) <= 40 else name[:39] + "…"
        width, half = text_width(text, size), size * 0.62
        own = (x - radius, y - radius, x + radius, y + radius)
        beside, above = radius + 4, radius + half + 1
        for left, middle in ((x + beside, y), (x - beside - width, y), (x - width / 2, y - above), (x - width / 2, y + above)):
            box = (left, middle - half, left + width, middle + half)
            if box[0] < 4 or box[2] > options.width - 4 or box[1] < _HEAD or box[3] > options.height - 4:
                continue
            if any(_touch(box, other) for other in taken):
                continue
            if number >= _FREE and any(_touch(box, other) for other in discs if other != own):
                continue
            taken.append(box)
            shapes.append(Text((left, middle), text, size, theme["ink"] if size > 12 else theme["soft"], theme["back"]))
            break
    return shapes


def _framed(shapes: list[Shape], said: str, legend: list[tuple[str, Rgb, bool]], back: Rgb, options: ExportOptions) -> Drawing:
    """The shapes with a title above and a legend below."""
    theme = _THEMES[options.theme]
    frame: list[Shape] = [
        Text((_MARGIN, 30), options.title, 22, theme["ink"], back, bold=True),
        Text((_MARGIN, 54), said, 13, theme["soft"], back),
    ]
    y = options.height - _MARGIN - 19 * (len(legend) - 1)
    for name, colour, dash in legend:
        frame.append(Line(((_MARGIN, y), (_MARGIN + 14, y)), colour, 3) if dash else Circle((_MARGIN + 7, y), 5, colour))
        frame.append(Text((_MARGIN + 22, y), name, 12, theme["ink"], back))
        y += 19
    return Drawing(options.width, options.height, back, options.title, said, (*shapes, *frame))


def _legend_box(legend: list[tuple[str, Rgb, bool]], options: ExportOptions) -> Box:
    return 0.0, options.height - _MARGIN - 19.0 * len(legend), 210.0, float(options.height)


def _stacked(sites: list[Site], place: Callable[[float, float], Point]) -> dict[Point, list[Site]]:
    stacks: dict[Point, list[Site]] = {}
    for site in sites:
        x, y = place(site.spot.longitude, site.spot.latitude)
        stacks.setdefault((round(x / 6) * 6.0, round(y / 6) * 6.0), []).append(site)
    return stacks


def _touch(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def _unpacked(line: list[int]) -> Iterable[Point]:
    """Positions from the differences that world.json holds."""
    x = y = 0
    for place in range(0, len(line), 2):
        x += line[place]
        y += line[place + 1]
        yield x / 100, y / 100


def _miller(latitude: float) -> float:
    """Miller's projection, in degrees of longitude."""
    return math.degrees(1.25 * math.log(math.tan(math.pi / 4 + 0.4 * math.radians(max(-85.0, min(85.0, latitude))))))


def _reported(name: str, done: ExportReport, out: object, repaired: tuple[tuple[str, int], ...]) -> ExportReport:
    return replace(done, format=name, repaired=repaired, files=(str(out),) if isinstance(out, str | Path) else ())
