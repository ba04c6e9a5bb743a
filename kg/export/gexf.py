"""GEXF 1.3 for Gephi, written as a stream: edges go to a spool, then the nodes that they touch, so memory does not grow with the edges.

What Gephi's importer makes of a file, not only what the format allows, decides the form: each edge has a ``kind`` (parallel edges
without one are merged), days are whole days in UTC, spells do not overlap, no weight is 0, ids differ by more than case, and no column
is called ``type``.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import IO

from kg.export import looks
from kg.export.options import ExportOptions
from kg.export.target import assembled, named, opened, report
from kg.export.text import Repairs
from kg.graph import Edge, ExportReport, GraphSelection, Node, Spell, Stream, arranged
from kg.graph.columns import EDGE_COLUMNS, NODE_COLUMNS, Value, edge_values, node_values, ordered
from kg.graph.time import days, merged
from kg.protocols import Store

_TYPES = {**NODE_COLUMNS, **EDGE_COLUMNS}
_KEPT = 1 << 14  # values and times whose elements are kept ready
_INTEGERS = 1 << 31  # Gephi's integers have 32 bits


def export(
    store: Store, out: str | Path | IO[bytes], selection: GraphSelection | None = None, options: ExportOptions | None = None
) -> ExportReport:
    """Writes the facts that the selection lets through as GEXF 1.3; a path that ends in .gz is compressed (Gephi opens it as it is).

    The same store gives the same bytes. Raises `QueryError` where the selection names something that is not in the graph.
    """
    options = options or ExportOptions()
    stream = Stream(store, selection or GraphSelection())
    with opened(out) as file:
        repairs, nodes, edges, undated = write(
            named(stream.edges(), options), lambda: arranged(stream.nodes(), stream.ends(), options.layout), file, options
        )
    return report("gexf", stream, out, nodes=nodes, edges=edges, undated=undated, repairs=repairs)


def write(
    edges: Iterable[Edge], nodes: Callable[[], Iterable[Node]], file: IO[bytes], options: ExportOptions
) -> tuple[Repairs, int, int, int]:
    """Writes edges, then asks for the nodes (which may depend on the edges that went by) and puts them in front.

    Gives what was repaired, and the numbers of nodes, edges, and edges without a date. Edge ids must be unique whatever their case.
    """
    pen = _Pen(options.timeline)
    time = ' mode="dynamic" timeformat="date" timerepresentation="interval" timezone="UTC"' if options.timeline else ' mode="static"'

    def head(node_count: int, _: int) -> str:
        return (
            '<?xml version="1.0" encoding="UTF-8"?>\n'
            '<gexf xmlns="http://gexf.net/1.3" xmlns:viz="http://gexf.net/1.3/viz" version="1.3">\n'
            f"<meta><creator>kg</creator><description>{pen.repairs.xml(options.title)}</description></meta>\n"
            f'<graph defaultedgetype="directed" idtype="string"{time}>\n'
            f"{_columns('node', NODE_COLUMNS, pen.node_columns)}{_columns('edge', EDGE_COLUMNS, pen.edge_columns)}"
            f'<nodes count="{node_count}">\n'
        )

    nodes_written, edges_written = assembled(
        file,
        map(pen.edge, edges),
        lambda: map(pen.node, nodes()),
        head,
        lambda edge_count: f'</nodes>\n<edges count="{edge_count}">\n',
        "</edges>\n</graph>\n</gexf>\n",
    )
    return pen.repairs, nodes_written, edges_written, pen.undated


def _columns(of: str, known: Iterable[str], used: dict[str, str]) -> str:
    lines = "".join(f'<attribute id="{name}" title="{name}" type="{used[name]}"/>\n' for name in ordered(used, known))
    return f'<attributes class="{of}" mode="static">\n{lines}</attributes>\n' if lines else ""


class _Pen:
    """Turns nodes and edges into elements, and remembers the columns that they use."""

    def __init__(self, timeline: bool) -> None:
        self.timeline = timeline
        self.repairs = Repairs()
        self.undated = 0
        self.node_columns: dict[str, str] = {}
        self.edge_columns: dict[str, str] = {}
        self._ids: dict[str, str] = {}
        self._folded: set[str] = set()
        self._colours: dict[str, str] = {}
        self._elements: dict[tuple[str, Value], str] = {}
        self._times: dict[tuple[Spell, ...], tuple[str, str]] = {}

    def node(self, node: Node) -> str:
        body = self._body(node_values(node), self.node_columns)
        time = self._time((Spell(node.start),) if node.start else ())[0]
        red, green, blue = looks.of_type(node.type)
        name = self._id(node.id)
        return (
            f'<node id="{name}" label="{self.repairs.xml(node.label) or name}"{time}><attvalues>{body}</attvalues>'
            f'<viz:color r="{red}" g="{green}" b="{blue}"/><viz:position x="{node.x:.2f}" y="{node.y:.2f}" z="0"/>'
            f'<viz:size value="{max(node.size, 0.1):.2f}"/></node>\n'
        )

    def edge(self, edge: Edge) -> str:
        body = self._body(edge_values(edge), self.edge_columns)
        time, spells = self._time(edge.spells)
        if not edge.spells:
            self.undated += 1
        weight = edge.weight
        if not weight > 0:
            weight = 1
            self.repairs.counts["weight 0 or less made 1"] += 1
        kind = self.repairs.xml(edge.kind).strip() or "related"
        ends = f'source="{self._id(edge.source)}" target="{self._id(edge.target)}"'
        return (
            f'<edge id="{edge.id}" {ends} kind="{kind}" label="{kind}" weight="{weight}"{time}>'
            f"<attvalues>{body}</attvalues>{spells}{self._colour(edge.relation)}</edge>\n"
        )

    def _body(self, values: list[tuple[str, Value]], used: dict[str, str]) -> str:
        """The values as elements; those that needed no repair are kept, since edges repeat each other's words and dates."""
        elements = []
        known = self._elements
        for pair in values:
            element = known.get(pair)
            if element is None or pair[0] not in used:
                repairs = self.repairs.counts.total()
                element = self._value(*pair, used)
                if len(known) < _KEPT and self.repairs.counts.total() == repairs:
                    known[pair] = element
            elements.append(element)
        return "".join(elements)

    def _value(self, name: str, value: Value, used: dict[str, str]) -> str:
        if isinstance(value, str):
            text, kind = self.repairs.value(value), "string"
        elif isinstance(value, bool):
            text, kind = ("true" if value else "false"), "boolean"
        elif isinstance(value, int):
            text, kind = str(value) if -_INTEGERS <= value < _INTEGERS else "", "integer"
        else:
            text, kind = (f"{float(value):.15g}" if math.isfinite(value) else ""), "double"
        if not text:
            self.repairs.counts[f"{name} left out: nothing that the format can hold"] += 1
            return ""
        used.setdefault(name, _TYPES.get(name, kind))
        return f'<attvalue for="{name}" value="{text}"/>'

    def _id(self, iri: str) -> str:
        known = self._ids.get(iri)
        if known is None:
            known = base = self.repairs.xml(iri)
            number = 1
            while known.casefold() in self._folded:
                number += 1
                known = f"{base}~{number}"
            if number > 1:
                self.repairs.counts["ids that differ only in case told apart"] += 1
            self._folded.add(known.casefold())
            self._ids[iri] = known
        return known

    def _colour(self, relation: str) -> str:
        element = self._colours.get(relation)
        if element is None:
            red, green, blue = looks.of_relation(relation)
            element = self._colours[relation] = f'<viz:color r="{red}" g="{green}" b="{blue}"/>'
        return element

    def _time(self, spells: tuple[Spell, ...]) -> tuple[str, str]:
        """The attributes for one spell, or the child element for several."""
        if not self.timeline or not spells:
            return "", ""
        known = self._times.get(spells)
        if known is None:
            repairs = self.repairs.counts.total()
            sound = merged(found for found in map(self._sound, spells) if found)
            if len(sound) > 1:
                known = "", "<spells>" + "".join(f"<spell{_interval(spell)}/>" for spell in sound) + "</spells>"
            else:
                known = (_interval(sound[0]) if sound else ""), ""
            if len(self._times) < _KEPT and self.repairs.counts.total() == repairs:
                self._times[spells] = known
        return known

    def _sound(self, spell: Spell) -> Spell | None:
        """The spell in whole days, an end before its start left out; None for what is no time at all."""
        first, last = days(spell.start), days(spell.end)
        start, end = first and first[0], last and last[1]
        if (spell.start and not first) or (spell.end and not last):
            self.repairs.counts["dates left out: no calendar date"] += 1
        elif (first and start != spell.start) or (last and end != spell.end):
            self.repairs.counts["dates expanded to whole days"] += 1
        if start and end and start > end:
            self.repairs.counts["ends before their starts left out"] += 1
            end = None
        return Spell(start, end) if start or end else None


def _interval(spell: Spell) -> str:
    return (f' start="{spell.start}"' if spell.start else "") + (f' end="{spell.end}"' if spell.end else "")
