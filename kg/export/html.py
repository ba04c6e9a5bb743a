"""One page with everything inside: a graph, a map and a table, to be opened from a disk, without a network.

Labels and sentences are foreign text. They travel as JSON in which no ``<`` stands, become text nodes only, and a content security
policy lets no script run but ours (by its hash), no address be loaded, and no form be sent.
"""

from __future__ import annotations

import base64
import hashlib
import html
import json
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import IO, Any
from urllib.parse import urlsplit

from kg import ontology
from kg.export import looks
from kg.export.evidence import Evidence, Source
from kg.export.geojson import great_circle
from kg.export.options import ExportOptions
from kg.export.sites import Arc, Atlas, Site
from kg.export.status import words
from kg.export.target import named, opened, report
from kg.graph import Edge, ExportReport, GraphSelection, Node, Stream, collect
from kg.graph.columns import NUMBERS, column, number
from kg.graph.facts import FactRow
from kg.graph.stream import qualifiers, started
from kg.protocols import Store

_SCRIPTS = ("vendor.js", "state.js", "details.js", "filters.js", "graph.js", "map.js", "main.js")
_QUOTES = 4  # sentences shown for a fact
_HEAVY = 20_000  # edges that a browser still moves smoothly


def export(
    store: Store, out: str | Path | IO[bytes], selection: GraphSelection | None = None, options: ExportOptions | None = None
) -> ExportReport:
    """Writes the facts that the selection lets through as one HTML file. The same store gives the same bytes."""
    options = options or ExportOptions()
    found = collect(store, selection, options.layout)
    edges = tuple(named(found.edges, options))
    facts = found.stream.kept, found.stream.filtered
    page = _Page(store, found.nodes, edges, options, found.stream)
    found.stream.kept, found.stream.filtered = facts  # the map asks for the same facts again
    with opened(out) as file:
        file.write(_page(page.data(), options).encode())
    notes = (f"{len(edges):,} edges make a slow page: narrow the selection",) if len(edges) > _HEAVY else ()
    undated = sum(not edge.spells for edge in edges)
    missing = tuple(sorted(page.atlas.missing.items()))
    return report("html", found.stream, out, nodes=len(found.nodes), edges=len(edges), undated=undated, dropped=missing, notes=notes)


class _Page:
    """Collects what the page shows, with numbers in place of names."""

    def __init__(self, store: Store, nodes: tuple[Node, ...], edges: tuple[Edge, ...], options: ExportOptions, stream: Stream) -> None:
        self._options = options
        self._stream = stream
        self._rename = words(options.status_words) or (lambda word: word)
        self._evidence = Evidence(store)
        self._node_number = {node.id: number for number, node in enumerate(nodes)}
        self._fact_number: dict[str, int] = {}
        self._facts: list[dict[str, Any]] = []
        self._source_number: dict[str, int] = {}
        self._sources: list[dict[str, str]] = []
        self._nodes = [_node(node) for node in nodes]
        self._edges = [self._edge(edge) for edge in edges]
        self.atlas = Atlas(store, stream, options.status_words)
        self._sites = [site for site in map(self._site, self.atlas.sites()) if site]
        self._arcs = [arc for arc in map(self._arc, self.atlas.arcs()) if arc]

    def data(self) -> dict[str, Any]:
        """Everything, as plain values."""
        labels = ontology.load().labels
        relations = {fact["relation"] for fact in self._facts} | {edge["relation"] for edge in self._edges}
        return {
            "nodes": self._nodes,
            "edges": self._edges,
            "facts": self._facts,
            "documents": self._sources,
            "sites": self._sites,
            "arcs": self._arcs,
            "labels": {name: labels[name] for name in sorted(relations) if name in labels},
            "colours": {
                "types": {name: looks.hexadecimal(colour) for name, colour in looks.TYPES.items()},
                "relations": {name: looks.hexadecimal(looks.of_relation(name)) for name in sorted(relations)},
                "stages": {self._rename(name) or name: looks.hexadecimal(colour) for name, colour in looks.STAGES.items()},
                "money": looks.hexadecimal(looks.MONEY),
                "other": looks.hexadecimal(looks.OTHER),
            },
        }

    def _edge(self, edge: Edge) -> dict[str, Any]:
        return {
            "source": self._node_number[edge.source],
            "target": self._node_number[edge.target],
            "relation": edge.relation,
            "weight": edge.weight,
            "spells": [[spell.start, spell.end] for spell in edge.spells],
            "facts": [self._fact(iri) for iri in edge.facts],
        }

    def _fact(self, iri: str) -> int:
        if iri not in self._fact_number:
            row = self._stream.facts.fact(iri)
            quotes = self._evidence.of(row)
            self._fact_number[iri] = len(self._facts)
            self._facts.append(
                {
                    "subject": self._node_number[row.subject],
                    "relation": row.predicate,
                    "object": self._node_number[row.object],
                    "amount": row.number("amount"),
                    "currency": row.values.get("currency"),
                    "status": self._rename(row.values.get("stageDetail") or row.values.get("status") or row.values.get("stage")),
                    "date": row.values.get("date"),
                    "since": started(row),
                    "documents": row.integer("documents"),
                    "publishers": row.integer("publishers"),
                    "confidence": row.number("confidence"),
                    "qualifiers": _spoken(row),
                    "evidence": [[quote.text, self._source(quote.source)] for quote in quotes[:_QUOTES]],
                    "more": max(0, len(quotes) - _QUOTES),
                }
            )
        return self._fact_number[iri]

    def _source(self, source: Source) -> int:
        if source.iri not in self._source_number:
            self._source_number[source.iri] = len(self._sources)
            told = {"headline": source.headline, "date": source.date, "publisher": source.publisher, "digest": source.digest}
            self._sources.append({**told, "url": source.url if urlsplit(source.url).scheme in ("http", "https") else ""})
        return self._source_number[source.iri]

    def _site(self, site: Site) -> dict[str, Any] | None:
        if site.company.id not in self._node_number or site.place.id not in self._node_number:
            return None
        return {
            "company": self._node_number[site.company.id],
            "place": self._node_number[site.place.id],
            "name": site.name,
            "facility": site.kind,
            "stage": site.stage,
            "history": [[day, self._rename(stage)] for day, stage in site.history],
            "capacity": site.capacity_mw,
            "count": site.count,
            "amount": site.amount,
            "currency": site.currency,
            "documents": site.sources,
            "longitude": round(site.spot.longitude, 3),
            "latitude": round(site.spot.latitude, 3),
            "at": site.spot.of if site.spot.approximate else None,
            "facts": [self._fact(iri) for iri in site.facts],
        }

    def _arc(self, arc: Arc) -> dict[str, Any] | None:
        if arc.source.id not in self._node_number or arc.target.id not in self._node_number:
            return None
        return {
            "source": self._node_number[arc.source.id],
            "target": self._node_number[arc.target.id],
            "amount": arc.amount,
            "currency": arc.currency,
            "fact": self._fact(arc.fact),
            "lines": [[[round(x, 1), round(y, 1)] for x, y in line] for line in great_circle(arc.start, arc.end)],
        }


def _node(node: Node) -> dict[str, Any]:
    return {
        "label": node.label,
        "type": node.type,
        "kind": node.kind,
        "country": node.country,
        "aliases": list(node.aliases),
        "latitude": node.latitude,
        "longitude": node.longitude,
        "wikidata": dict(node.identifiers).get("wikidata"),
        "degree": node.degree,
        "x": node.x,
        "y": node.y,
        "size": node.size,
    }


_SHOWN_ELSEWHERE = frozenset(("amount", "currency", "date", "fact", "stageDetail"))
_WORDS = {
    "capacityMW": "{} MW",
    "capacityMin": "at least {} MW",
    "landAcres": "{} acres",
    "floorAreaSqFt": "{} sq ft",
    "share": "{}% share",
    "stake": "{}% stake",
    "rank": "no. {}",
    "count": "{} in number",
    "term": "for {} years",
    "title": "{}",
    "regionCode": "{}",
    "start": "from {}",
    "end": "until {}",
}
_BOUNDS = {"atLeast": "at least", "atMost": "at most", "about": "about"}


def _spoken(row: FactRow) -> list[str]:
    """The other qualifiers in words: "40 MW", "president".

    >>> _spoken(FactRow("urn:f", values={"capacityMW": "1040.0", "phase": "2", "bound": "atLeast"}))
    ['at least', '1,040 MW', 'phase 2']
    """
    told = []
    for name, value in qualifiers(row):
        if name not in _SHOWN_ELSEWHERE:
            amount = number(value) if name in NUMBERS else None
            shown = _BOUNDS.get(value, value) if amount is None else f"{amount:,.10g}"
            label = "{}" if name == "bound" else column(name).replace("_", " ") + " {}"
            told.append(_WORDS.get(name, label).format(shown))
    return told


def _page(data: dict[str, Any], options: ExportOptions) -> str:
    script = "\n".join(_asset(name) for name in _SCRIPTS)
    style = _asset("page.css")
    policy = (
        f"default-src 'none'; script-src 'sha256-{_hash(script)}'; style-src 'sha256-{_hash(style)}'; img-src data: blob:; "
        "base-uri 'none'; form-action 'none'"
    )
    packed = json.dumps(data, ensure_ascii=True, separators=(",", ":"))[:-1] + ',"world":' + _asset("world.json").strip() + "}"
    parts = {
        "theme": options.theme,
        "policy": policy,
        "title": html.escape("".join(c for c in options.title if c.isprintable())),
        "style": style,
        "data": packed.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026"),
        "script": script,
    }
    head, *rest = _asset("page.html").split("{{")
    pieces = [head]
    for piece in rest:
        name, _, text = piece.partition("}}")
        pieces += [parts[name], text]
    return "".join(pieces)


def _hash(text: str) -> str:
    return base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


@lru_cache
def _asset(name: str) -> str:
    return (files("kg.export") / "assets" / name).read_text(encoding="utf-8")
