"""Two Parquet tables, nodes and edges, for pandas, DuckDB and Spark. Needs the extra ``parquet``."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

from kg import ontology
from kg.errors import MissingExtraError
from kg.export.options import ExportOptions
from kg.export.target import folder, named, report
from kg.graph import Edge, ExportReport, GraphSelection, Node, Stream, arranged
from kg.graph.columns import EDGE_COLUMNS, NODE_COLUMNS, column, edge_values, node_values
from kg.protocols import Store

_BATCH = 20_000
_QUALIFIER_TYPES = {"decimal": "double", "integer": "double", "string": "string"}


def export(store: Store, out: str | Path, selection: GraphSelection | None = None, options: ExportOptions | None = None) -> ExportReport:
    """Writes nodes.parquet and edges.parquet into a folder, which is made if it is not there; ``facts`` holds the IRIs behind an edge.

    Raises `MissingExtraError` without pyarrow.
    """
    try:
        import pyarrow as pa
        import pyarrow.parquet as pq
    except ImportError as error:
        raise MissingExtraError("the format parquet", "parquet") from error
    options = options or ExportOptions()
    stream = Stream(store, selection or GraphSelection())
    types = {"string": pa.string(), "integer": pa.int64(), "double": pa.float64(), "boolean": pa.bool_(), "list": pa.list_(pa.string())}

    def write(path: Path, columns: dict[str, str], rows: Iterator[dict[str, Any]]) -> int:
        schema = pa.schema([(name, types[kind]) for name, kind in columns.items()])
        count = 0
        with pq.ParquetWriter(path, schema) as writer:
            while batch := list(islice(rows, _BATCH)):
                writer.write_table(pa.Table.from_pylist(batch, schema))
                count += len(batch)
        return count

    with folder(out) as aside:
        edges = write(aside / "edges.parquet", _edge_columns(), map(_edge, named(stream.edges(), options)))
        nodes = write(aside / "nodes.parquet", _node_columns(), map(_node, arranged(stream.nodes(), stream.ends(), options.layout)))
    files = tuple(str(Path(out) / name) for name in ("nodes.parquet", "edges.parquet"))
    return report("parquet", stream, out, nodes=nodes, edges=edges, files=files)


def _node_columns() -> dict[str, str]:
    return {"id": "string", "label": "string", "start": "string", "x": "double", "y": "double", **NODE_COLUMNS, "aliases": "list"}


def _edge_columns() -> dict[str, str]:
    qualifiers = {column(q.property): _QUALIFIER_TYPES[q.datatype] for q in ontology.load().qualifiers.values()}
    ends = dict.fromkeys(("id", "source", "target", "kind"), "string")
    return {**qualifiers, **ends, "weight": "integer", "start": "string", "end": "string", **EDGE_COLUMNS, "facts": "list"}


def _node(node: Node) -> dict[str, Any]:
    own = {"id": node.id, "label": node.label, "start": node.start, "x": node.x, "y": node.y}
    return {**dict(node_values(node)), **own, "aliases": list(node.aliases)}


def _edge(edge: Edge) -> dict[str, Any]:
    start, end = (edge.spells[0].start, edge.spells[-1].end) if edge.spells else (None, None)
    own = {
        "id": edge.id,
        "source": edge.source,
        "target": edge.target,
        "kind": edge.kind,
        "weight": edge.weight,
        "start": start,
        "end": end,
    }
    return {**dict(edge_values(edge)), **own, "facts": list(edge.facts), "symmetric": edge.symmetric}
