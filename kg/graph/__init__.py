"""The graph in memory and as a stream: facts of a store as nodes and edges, for Gephi, maps, pictures and networkx.

from kg.graph import GraphSelection, to_networkx
graph = to_networkx(store, GraphSelection(predicates=("investsIn",)))
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.graph.choice import asked
from kg.graph.columns import edge_values, node_values
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
        time = {"start": node.start} if node.start else {}
        graph.add_node(node.id, label=node.label, **dict(node_values(node)), **time, x=node.x, y=node.y, size=node.size)
    for edge in found.edges:
        told = {"start": edge.spells[0].start, "end": edge.spells[-1].end} if edge.spells else {}
        time = {name: day for name, day in told.items() if day}
        graph.add_edge(
            edge.source, edge.target, key=edge.kind, id=edge.id, label=edge.kind, weight=edge.weight, **dict(edge_values(edge)), **time
        )
    return graph
