"""Cytoscape.js JSON, which Cytoscape itself opens too (``.cyjs``)."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import IO

from kg.export.options import ExportOptions
from kg.export.target import assembled, named, opened, report
from kg.graph import Edge, ExportReport, GraphSelection, Node, Stream, arranged
from kg.graph.columns import edge_values, node_values
from kg.protocols import Store


def export(
    store: Store, out: str | Path | IO[bytes], selection: GraphSelection | None = None, options: ExportOptions | None = None
) -> ExportReport:
    """Writes the facts that the selection lets through as Cytoscape.js elements, an element a line."""
    options = options or ExportOptions()
    stream = Stream(store, selection or GraphSelection())
    with opened(out) as file:
        nodes, edges = assembled(
            file,
            _listed(_edge(edge) for edge in named(stream.edges(), options)),
            lambda: _listed(_node(node) for node in arranged(stream.nodes(), stream.ends(), options.layout)),
            lambda *_: json.dumps({"data": {"name": options.title}})[:-1] + ', "elements": {"nodes": [\n',
            lambda _: '\n], "edges": [\n',
            "\n]}}\n",
        )
    return report("cytoscape", stream, out, nodes=nodes, edges=edges)


def _node(node: Node) -> dict[str, object]:
    time = {"start": node.start} if node.start else {}
    data = {"id": node.id, "label": node.label, **dict(node_values(node)), **time}
    return {"data": data, "position": {"x": node.x, "y": -node.y}, "classes": node.type}


def _edge(edge: Edge) -> dict[str, object]:
    times = [{name: day for name, day in (("start", spell.start), ("end", spell.end)) if day} for spell in edge.spells]
    ends = {"id": edge.id, "source": edge.source, "target": edge.target, "label": edge.kind, "weight": edge.weight}
    return {"data": {**ends, **dict(edge_values(edge)), **({"times": times} if times else {})}, "classes": edge.relation}


def _listed(elements: Iterable[dict[str, object]]) -> Iterator[str]:
    for number, element in enumerate(elements):
        yield (",\n" if number else "") + json.dumps(element, ensure_ascii=True, separators=(",", ":"))
