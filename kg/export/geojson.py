"""GeoJSON (RFC 7946): sites as points, investments as arcs along great circles."""

from __future__ import annotations

import json
import math
from pathlib import Path
from typing import IO

from kg.export.options import ExportOptions
from kg.export.sites import Arc, Atlas, Site, Spot
from kg.export.target import opened, report
from kg.graph import ExportReport, GraphSelection, Stream
from kg.protocols import Store

Position = tuple[float, float]
_STEP = math.radians(4)  # between two points of an arc


def export(
    store: Store, out: str | Path | IO[bytes], selection: GraphSelection | None = None, options: ExportOptions | None = None
) -> ExportReport:
    """Writes a FeatureCollection, a feature a line. A site whose place has no coordinates lies at the wider place that has, marked
    ``approximate``; what has none at all is counted in the report. Arcs that cross the antimeridian are cut there."""
    options = options or ExportOptions()
    stream = Stream(store, selection or GraphSelection())
    atlas = Atlas(store, stream, options.status_words)
    counts = [0, 0]
    with opened(out) as file:
        file.write(('{"type":"FeatureCollection","name":' + json.dumps(options.title) + ',"features":[\n').encode())
        for place, features in enumerate((map(_point, atlas.sites()), map(_line, atlas.arcs()))):
            for feature in features:
                file.write(((",\n" if sum(counts) else "") + json.dumps(feature, separators=(",", ":"))).encode())
                counts[place] += 1
        file.write(b"\n]}\n")
    missing = tuple(sorted(atlas.missing.items()))
    return report("geojson", stream, out, nodes=counts[0], edges=counts[1], dropped=missing, things=("sites", "arcs"))


def great_circle(start: Spot, end: Spot) -> list[list[Position]]:
    """The shortest way between two spots as lines of positions (longitude, latitude), cut where it crosses the antimeridian.

    >>> [len(line) for line in great_circle(Spot(139.7, 35.7, "Tokyo", False), Spot(-122.4, 37.8, "San Francisco", False))]
    [10, 12]
    """
    (x1, y1), (x2, y2) = ((math.radians(spot.longitude), math.radians(spot.latitude)) for spot in (start, end))
    a, b = (_vector(x, y) for x, y in ((x1, y1), (x2, y2)))
    angle = math.acos(max(-1.0, min(1.0, sum(p * q for p, q in zip(a, b, strict=True)))))
    steps = max(1, math.ceil(angle / _STEP))
    lines: list[list[Position]] = [[]]
    for number in range(steps + 1):
        part = number / steps
        if angle < 1e-9 or abs(math.sin(angle)) < 1e-9:
            point = tuple(p + (q - p) * part for p, q in zip(a, b, strict=True))
        else:
            first, second = math.sin((1 - part) * angle) / math.sin(angle), math.sin(part * angle) / math.sin(angle)
            point = tuple(first * p + second * q for p, q in zip(a, b, strict=True))
        position = (
            round(math.degrees(math.atan2(point[1], point[0])), 4),
            round(math.degrees(math.atan2(point[2], math.hypot(*point[:2]))), 4),
        )
        before = lines[-1][-1] if lines[-1] else None
        if before and abs(position[0] - before[0]) > 180:
            edge = math.copysign(180.0, before[0])
            gap = position[0] + math.copysign(360.0, before[0]) - before[0]
            latitude = round(before[1] + (position[1] - before[1]) * ((edge - before[0]) / gap if gap else 0.0), 4)
            lines[-1].append((edge, latitude))
            lines.append([(-edge, latitude)])
        lines[-1].append(position)
    return lines


def _vector(longitude: float, latitude: float) -> tuple[float, float, float]:
    return math.cos(latitude) * math.cos(longitude), math.cos(latitude) * math.sin(longitude), math.sin(latitude)


def _point(site: Site) -> dict[str, object]:
    properties: dict[str, object] = {
        "kind": "site",
        "name": site.name,
        "company": site.company.label,
        "place": site.place.label,
        "country": site.place.country,
        "facility": site.kind,
        "stage": site.stage,
        "stage_since": site.since,
        "history": [{"date": day, "stage": stage} for day, stage in site.history] or None,
        "capacity_mw": site.capacity_mw,
        "count": site.count,
        "amount": site.amount,
        "currency": site.currency,
        "year": site.year,
        "sources": site.sources,
        "publishers": site.publishers,
        "located_at": site.spot.of if site.spot.approximate else None,
        "approximate": site.spot.approximate or None,
        "company_iri": site.company.id,
        "place_iri": site.place.id,
        "facts": list(site.facts),
    }
    geometry: dict[str, object] = {"type": "Point", "coordinates": [round(site.spot.longitude, 5), round(site.spot.latitude, 5)]}
    return _feature(site.iri, geometry, properties)


def _line(arc: Arc) -> dict[str, object]:
    lines = [line for line in great_circle(arc.start, arc.end) if len(line) > 1]
    properties: dict[str, object] = {
        "kind": arc.relation,
        "from": arc.source.label,
        "to": arc.target.label,
        "amount": arc.amount,
        "currency": arc.currency,
        "status": arc.status,
        "since": arc.since,
        "year": arc.year,
        "sources": arc.sources,
        "from_iri": arc.source.id,
        "to_iri": arc.target.id,
    }
    geometry: dict[str, object] = {"type": "LineString", "coordinates": lines[0]}
    if len(lines) > 1:
        geometry = {"type": "MultiLineString", "coordinates": lines}
    return _feature(arc.fact, geometry, properties)


def _feature(iri: str, geometry: dict[str, object], properties: dict[str, object]) -> dict[str, object]:
    return {"type": "Feature", "id": iri, "geometry": geometry, "properties": {k: v for k, v in properties.items() if v is not None}}
