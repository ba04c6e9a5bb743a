"""Two tables with the headers of ``neo4j-admin database import``.

    neo4j-admin database import full --nodes=nodes.csv --relationships=edges.csv

A database wants values as they are, so these cells carry no apostrophes against spreadsheets; use the format ``csv`` for those.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

from kg import ontology
from kg.export import cells
from kg.export.options import ExportOptions
from kg.export.target import folder, named, report
from kg.graph import ExportReport, GraphSelection, Stream
from kg.graph.columns import EDGE_COLUMNS, NODE_COLUMNS, column, edge_values, node_values
from kg.protocols import Store

_TYPES = {"string": "string", "integer": "long", "double": "double", "boolean": "boolean"}
_WORD = re.compile(r"(?<=[a-z])(?=[A-Z])")
_QUALIFIER_TYPES = {"decimal": "double", "integer": "double", "string": "string"}


def export(store: Store, out: str | Path, selection: GraphSelection | None = None, options: ExportOptions | None = None) -> ExportReport:
    """Writes nodes.csv and edges.csv into a folder, which is made if it is not there. Aliases are an array, days are dates."""
    options = options or ExportOptions()
    stream = Stream(store, selection or GraphSelection())
    types = {column(q.property): _QUALIFIER_TYPES[q.datatype] for q in ontology.load().qualifiers.values()}
    extra = [name for name in sorted(types) if name not in EDGE_COLUMNS]
    node_columns = [name for name in NODE_COLUMNS if name not in ("aliases", "community", "degree_total")]
    counts = [0, 0]

    def edge_rows() -> Iterable[list[object]]:
        known = [f"{name}:{_TYPES[kind]}" for name, kind in EDGE_COLUMNS.items()]
        yield [":START_ID", ":END_ID", ":TYPE", "id", "start:date", "end:date", *known, *(f"{name}:{types[name]}" for name in extra)]
        for edge in named(stream.edges(), options):
            counts[0] += 1
            start, end = (edge.spells[0].start, edge.spells[-1].end) if edge.spells else (None, None)
            values = cells.row([*EDGE_COLUMNS, *extra], edge_values(edge))
            yield [
                edge.source,
                edge.target,
                _WORD.sub("_", edge.relation if " | " not in edge.relation else "related").upper(),
                edge.id,
                start,
                end,
                *values,
            ]

    def node_rows() -> Iterable[list[object]]:
        yield ["iri:ID", "name", ":LABEL", "aliases:string[]", *(f"{name}:{_TYPES[NODE_COLUMNS[name]]}" for name in node_columns)]
        for node in stream.nodes():
            counts[1] += 1
            aliases = ";".join(alias.replace(";", ",") for alias in node.aliases)
            yield [node.id, node.label, node.type, aliases, *cells.row(node_columns, node_values(node))]

    with folder(out) as aside:
        for name, rows in (("edges.csv", edge_rows()), ("nodes.csv", node_rows())):
            with (aside / name).open("w", encoding="utf-8", newline="") as file:
                file.writelines(cells.line(row, raw=True) for row in rows)
    files = tuple(str(Path(out) / name) for name in ("nodes.csv", "edges.csv"))
    return report("neo4j", stream, out, nodes=counts[1], edges=counts[0], files=files)
