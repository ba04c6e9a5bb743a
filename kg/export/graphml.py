"""GraphML, for yEd, Cytoscape, igraph and networkx. Edge ids are unique (networkx' writer repeats them where edges are parallel)."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import IO

from kg.export.options import ExportOptions
from kg.export.target import assembled, named, opened, report
from kg.export.text import Repairs
from kg.graph import Edge, ExportReport, GraphSelection, Node, Stream, arranged
from kg.graph.columns import EDGE_COLUMNS, NODE_COLUMNS, Value, edge_values, node_values, ordered
from kg.protocols import Store

_TYPES = {str: "string", int: "int", float: "double", bool: "boolean"}


def export(
    store: Store, out: str | Path | IO[bytes], selection: GraphSelection | None = None, options: ExportOptions | None = None
) -> ExportReport:
    """Writes the facts that the selection lets through as GraphML, as a stream; a path that ends in .gz is compressed."""
    options = options or ExportOptions()
    stream = Stream(store, selection or GraphSelection())
    pen = _Pen()
    with opened(out) as file:
        nodes, edges = assembled(
            file,
            map(pen.edge, named(stream.edges(), options)),
            lambda: map(pen.node, arranged(stream.nodes(), stream.ends(), options.layout)),
            lambda *_: f"{_HEAD}{pen.keys()}<graph edgedefault='directed'>\n",
            lambda _: "",
            "</graph>\n</graphml>\n",
        )
    return report("graphml", stream, out, nodes=nodes, edges=edges, undated=pen.undated, repairs=pen.repairs)


_HEAD = "<?xml version='1.0' encoding='UTF-8'?>\n<graphml xmlns='http://graphml.graphdrawing.org/xmlns'>\n"


class _Pen:
    def __init__(self) -> None:
        self.repairs = Repairs()
        self.undated = 0
        self._used: dict[str, dict[str, str]] = {"node": {}, "edge": {}}

    def node(self, node: Node) -> str:
        values = [("label", node.label), *node_values(node), ("x", node.x), ("y", node.y), ("size", node.size)]
        if node.start:
            values.append(("start", node.start))
        return f'<node id="{self.repairs.xml(node.id)}">{self._data("node", values)}</node>\n'

    def edge(self, edge: Edge) -> str:
        values: list[tuple[str, Value]] = [("label", edge.kind), ("weight", edge.weight), *edge_values(edge)]
        if edge.spells:
            values += [(name, day) for name, day in (("start", edge.spells[0].start), ("end", edge.spells[-1].end)) if day]
        else:
            self.undated += 1
        ends = f'source="{self.repairs.xml(edge.source)}" target="{self.repairs.xml(edge.target)}"'
        return f'<edge id="{edge.id}" {ends}>{self._data("edge", values)}</edge>\n'

    def _data(self, of: str, values: Iterable[tuple[str, Value]]) -> str:
        used = self._used[of]
        parts = []
        for name, value in values:
            used.setdefault(name, _TYPES[type(value)])
            text = self.repairs.xml(value) if isinstance(value, str) else str(value).lower()
            parts.append(f'<data key="{of}_{name}">{text}</data>')
        return "".join(parts)

    def keys(self) -> str:
        """The declarations of all columns that were used."""
        return "".join(
            f'<key id="{of}_{name}" for="{of}" attr.name="{name}" attr.type="{self._used[of][name]}"/>\n'
            for of, known in (("node", NODE_COLUMNS), ("edge", EDGE_COLUMNS))
            for name in ordered(self._used[of], known)
        )
