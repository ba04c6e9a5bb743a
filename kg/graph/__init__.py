"""The graph in memory and as a stream: facts of a store as nodes and edges, for Gephi, maps, pictures and networkx.

from kg.graph import GraphSelection, to_networkx
graph = to_networkx(store, GraphSelection(predicates=("investsIn",)))
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kg.graph.choice import asked
from kg.graph.facts import Facts
from kg.graph.nouns import Edge, EdgeMode, ExportReport, GraphSelection, Node, Spell
from kg.graph.stream import Stream
from kg.protocols import Store

if TYPE_CHECKING:
    import networkx as nx
    import numpy as np

__all__ = [
    "Edge",
    "EdgeMode",
    "ExportReport",
    "Facts",
    "Graph",
    "GraphSelection",
    "Node",
    "Spell",
    "Stream",
    "arranged",
    "asked",
    "collect",
    "to_networkx",
]


@dataclass(frozen=True, slots=True)
class Graph:
    """A selection in memory: nodes sorted by IRI, edges by source, target and kind, and the stream that counted what was left out."""

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    stream: Stream


def arranged(nodes: Sequence[Node], ends: np.ndarray, layout: str) -> list[Node]:
    """The nodes with positions, sizes and communities; see `kg.graph.layout.arrange`."""
    from kg.graph.layout import arrange

    return arrange(nodes, ends, layout)


def collect(store: Store, selection: GraphSelection | None = None, layout: str = "force") -> Graph:
    """A selection as nodes and edges in memory, laid out. Raises `QueryError` where it names something that is not in the graph."""
    stream = Stream(store, selection or GraphSelection())
    edges = tuple(stream.edges())
    return Graph(tuple(arranged(stream.nodes(), stream.ends(), layout)), edges, stream)


def to_networkx(store: Store, selection: GraphSelection | None = None, *, layout: str = "none") -> nx.MultiDiGraph[str]:
    """A selection as a networkx graph: nodes are IRIs, edges are keyed by their kind.

    Attributes are str, int, float and bool only, and are missing where nothing is known, so that every writer of networkx takes them.
    """
    import networkx as nx

    found = collect(store, selection, layout)
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for node in found.nodes:
        graph.add_node(node.id, **attributes(node))
    for edge in found.edges:
        graph.add_edge(edge.source, edge.target, key=edge.kind, **attributes(edge))
    return graph


def attributes(thing: Node | Edge) -> dict[str, str | int | float | bool]:
    """The columns of a node or an edge as plain values, without those that are empty; named as in GEXF.

    >>> attributes(Node("urn:a", "A", "Organization", country="SG"))["entity_type"]
    'Organization'
    """
    if isinstance(thing, Node):
        values: dict[str, Any] = {
            "label": thing.label,
            "entity_type": thing.type,
            "entity_kind": thing.kind,
            "aliases": " | ".join(thing.aliases),
            "country": thing.country,
            "latitude": thing.latitude,
            "longitude": thing.longitude,
            **dict(thing.identifiers),
            "start": thing.start,
            "community": thing.community,
            "degree_total": thing.degree,
            "x": thing.x,
            "y": thing.y,
            "size": thing.size,
        }
    else:
        spell = thing.spells[0] if thing.spells else Spell()
        values = {
            "id": thing.id,
            "label": thing.kind,
            "relation": thing.relation,
            "weight": thing.weight,
            "facts": len(thing.facts),
            "amount_usd": thing.amount_usd,
            "first_date": thing.first_date,
            "last_date": thing.last_date,
            "date_precision": thing.date_precision,
            "year": thing.year,
            "status": thing.status,
            "stage": thing.stage,
            "sources": thing.sources,
            "publishers": thing.publishers,
            "confidence": thing.confidence,
            "symmetric": thing.symmetric,
            "start": spell.start,
            "end": thing.spells[-1].end if thing.spells else None,
            **{name: value for name, value in thing.qualifiers if name not in ("start", "end")},
        }
    return {name: value for name, value in values.items() if value is not None and value != ""}
