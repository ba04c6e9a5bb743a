"""Writes a large GEXF in one way and prints what it cost, as JSON: `python gexf_load.py ours|networkx|store EDGES NODES [FOLDER]`.

Memory is what the process holds at most while it writes, beyond what it held before (graph or store included).
"""

from __future__ import annotations

import hashlib
import json
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from kg.export import gexf
from kg.export.options import ExportOptions
from kg.graph import Edge, Facts, Node, Spell
from kg.graph.columns import edge_values, node_values
from kg.iris import BASE, CX, RDF, RDFS, XSD
from kg.model import Iri, Literal, Quad
from kg.store import open_store


class Sink:
    """A file that keeps its size and its hash only."""

    def __init__(self) -> None:
        self.hash, self.size = hashlib.sha256(), 0

    def write(self, data: bytes) -> None:
        self.hash.update(data)
        self.size += len(data)


def edges(count: int, nodes: int) -> Iterator[Edge]:
    """Edges as an export of investments has them."""
    for n in range(count):
        source, target = f"{BASE}org/c{n * 7919 % nodes}", f"{BASE}place/p{n * 104729 % nodes}"
        dates = "2015-07-29", "2016-01-01", "day", 2015
        yield Edge(
            *(f"{n:016x}", source, target, "investsIn", "investsIn", 1 + n % 3, (f"f{n}",), n * 1e6, *dates),
            *("announced", None, 1 + n % 5, 1, 0.9, False, (Spell("2015-07-29"),)),
        )


def nodes(count: int) -> Iterator[Node]:
    """Twice as many nodes: companies and places."""
    for n in range(count):
        for kind in ("org/c", "place/p"):
            yield Node(f"{BASE}{kind}{n}", f"Name of {n}", "Organization", degree=3, x=n * 1.5, y=n * 0.5)


def quads(facts: int, entities: int) -> Iterator[Quad]:
    """The same as a store holds it."""
    for n in range(entities):
        for kind, name in (("org/c", "Organization"), ("place/p", "Place")):
            yield Quad(Iri(f"{BASE}{kind}{n}"), Iri(RDF + "type"), Iri(CX + name))
            yield Quad(Iri(f"{BASE}{kind}{n}"), Iri(RDFS + "label"), Literal(f"Name of {n}"))
    same = {"currency": "USD", "status": "announced", "from": "2015-07-29", "firstSaid": "2015-07-29", "lastSaid": "2015-08-01"}
    for n in range(facts):
        fact = Iri(f"{BASE}fact/{n * 2654435761 % 2**32:08x}")
        ends = {
            "subject": f"{BASE}org/c{n * 7919 % entities}",
            "predicate": CX + "investsIn",
            "object": f"{BASE}place/p{n * 104729 % entities}",
        }
        yield Quad(fact, Iri(RDF + "type"), Iri(CX + "Fact"))
        yield from (Quad(fact, Iri(RDF + name), Iri(end)) for name, end in ends.items())
        yield from (Quad(fact, Iri(CX + name), Literal(value)) for name, value in same.items())
        numbers = {"amount": n, "documents": 1 + n % 5, "publishers": 1, "year": 2015}
        yield from (Quad(fact, Iri(CX + name), Literal(str(value), XSD + "integer")) for name, value in numbers.items())


def ours(count: int, size: int) -> dict[str, object]:
    sink = Sink()
    cost = measured(lambda: gexf.write(edges(count, size), lambda: nodes(size), sink, ExportOptions()))  # type: ignore[arg-type]
    return {**cost, "hash": sink.hash.hexdigest(), "size": sink.size}


def networkx(count: int, size: int) -> dict[str, object]:
    import networkx as nx

    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for node in nodes(size):
        graph.add_node(node.id, label=node.label, **dict(node_values(node)))
    for edge in edges(count, size):
        told = {"id": edge.id, "weight": edge.weight, "label": edge.kind, "start": edge.spells[0].start, **dict(edge_values(edge))}
        graph.add_edge(edge.source, edge.target, **told)
    sink = Sink()
    return {**measured(lambda: nx.write_gexf(graph, sink)), "size": sink.size}


def store(count: int, size: int, folder: Path) -> dict[str, object]:
    if not folder.exists():
        filled = open_store(folder)
        filled.load(quads(count, size))
        filled.close()
    opened = open_store(folder, read_only=True)
    facts = Facts(opened)
    reading = measured(lambda: [sum(1 for subject in facts.subjects()[0] for _ in facts.of_subject(subject))])
    sink = Sink()
    cost = measured(lambda: gexf.export(opened, sink, None, ExportOptions(layout="none")))  # type: ignore[arg-type]
    return {**cost, "reading": reading["seconds"], "size": sink.size}


def measured(work: Callable[[], object]) -> dict[str, object]:
    """CPU seconds and MB that a piece of work takes."""
    held = _peak(), _peak()
    started = time.process_time()
    work()
    return {"seconds": time.process_time() - started, "mb": _peak() - held[1]}


def _peak() -> float:
    """The most memory since the last call, in MB (Linux)."""
    high = next(line for line in Path("/proc/self/status").read_text().splitlines() if line.startswith("VmHWM"))
    Path("/proc/self/clear_refs").write_text("5")
    return int(high.split()[1]) / 1024


if __name__ == "__main__":
    way, many, few, *rest = sys.argv[1:]
    print(json.dumps({"ours": ours, "networkx": networkx, "store": store}[way](int(many), int(few), *map(Path, rest))))  # type: ignore[operator]
