"""Two tables under Gephi's headers (nodes.csv, edges.csv), which spreadsheets, Polinode, Kumu and pandas read as well."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from kg import ontology
from kg.export import cells
from kg.export.options import ExportOptions
from kg.export.target import folder, named, report
from kg.graph import Edge, ExportReport, GraphSelection, Stream, arranged
from kg.graph.columns import EDGE_COLUMNS, NODE_COLUMNS, column, edge_values, node_values
from kg.protocols import Store


def export(store: Store, out: str | Path, selection: GraphSelection | None = None, options: ExportOptions | None = None) -> ExportReport:
    """Writes nodes.csv and edges.csv into a folder, which is made if it is not there.

    The columns are always the same. Cells that begin with = + - @ get an apostrophe in front, unless ``options.raw``.
    """
    options = options or ExportOptions()
    stream = Stream(store, selection or GraphSelection())
    qualifiers = [column(qualifier.property) for qualifier in ontology.load().qualifiers.values()]
    edge_columns = [*EDGE_COLUMNS, *sorted(set(qualifiers) - set(EDGE_COLUMNS)), "fact"]
    counts = [0, 0, 0]

    def edge_rows() -> Iterable[list[object]]:
        yield ["Source", "Target", "Type", "Kind", "Id", "Label", "Weight", "Start", "End", *edge_columns]
        for edge in named(stream.edges(), options):
            counts[0] += 1
            counts[1] += not edge.spells
            yield [*_ends(edge), *cells.row(edge_columns, edge_values(edge))]

    def node_rows() -> Iterable[list[object]]:
        yield ["Id", "Label", "Start", "X", "Y", "Size", *NODE_COLUMNS]
        for node in arranged(stream.nodes(), stream.ends(), options.layout):
            counts[2] += 1
            yield [node.id, node.label, node.start, node.x, node.y, node.size, *cells.row(list(NODE_COLUMNS), node_values(node))]

    with folder(out) as aside:
        for name, rows in (("edges.csv", edge_rows()), ("nodes.csv", node_rows())):
            with (aside / name).open("w", encoding="utf-8", newline="") as file:
                file.writelines(cells.line(row, raw=options.raw) for row in rows)
    files = tuple(str(Path(out) / name) for name in ("nodes.csv", "edges.csv"))
    return report("csv", stream, out, nodes=counts[2], edges=counts[0], undated=counts[1], files=files)


def _ends(edge: Edge) -> list[object]:
    start, end = (edge.spells[0].start, edge.spells[-1].end) if edge.spells else (None, None)
    return [edge.source, edge.target, "Directed", edge.kind, edge.id, edge.kind, edge.weight, start, end]
