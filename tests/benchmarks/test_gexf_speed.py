"""How much time and memory a large GEXF takes, against networkx' writer: `pytest -m benchmark tests/benchmarks/test_gexf_speed.py -s`.

Each measurement runs in a process of its own; memory is what the process holds at most beyond what it holds before it writes.
"""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

EDGES = """
from kg.graph import Edge, Node, Spell
NODES = {nodes}
def edges(count):
    for n in range(count):
        source, target = f"https://w3id.org/cloud-expansion/id/org/c{{n * 7919 % NODES}}", f"https://w3id.org/cloud-expansion/id/place/p{{n * 104729 % NODES}}"
        yield Edge(f"{{n:016x}}", source, target, "investsIn", "investsIn", 1 + n % 3, (f"f{{n}}",), n * 1e6, "2015-07-29", "2016-01-01", "day", 2015,
                   "announced", None, 1 + n % 5, 1, 0.9, False, (Spell("2015-07-29"),))
def nodes():
    for n in range(NODES):
        for kind in ("org/c", "place/p"):
            yield Node(f"https://w3id.org/cloud-expansion/id/{{kind}}{{n}}", f"Name of {{n}}", "Organization", degree=3, x=n * 1.5, y=n * 0.5)
"""
MEASURE = """
import json, time
def peak():
    high = next(line for line in open("/proc/self/status") if line.startswith("VmHWM"))
    open("/proc/self/clear_refs", "w").write("5")  # the next reading starts from what is held now
    return int(high.split()[1]) / 1024
peak()
"""
OURS = """
from kg.export import gexf
from kg.export.options import ExportOptions
import hashlib
class Sink:
    def __init__(self): self.hash, self.size = hashlib.sha256(), 0
    def write(self, data): self.hash.update(data); self.size += len(data)
sink = Sink()
peak(); before, started = peak(), time.process_time()
gexf.write(edges({edges}), nodes, sink, ExportOptions())
print(json.dumps({{"seconds": time.process_time() - started, "mb": peak() - before, "hash": sink.hash.hexdigest(), "size": sink.size}}))
"""
NETWORKX = """
import io
import networkx as nx
from kg.graph.columns import edge_values, node_values
graph = nx.MultiDiGraph()
for node in nodes():
    graph.add_node(node.id, label=node.label, **dict(node_values(node)))
for edge in edges({edges}):
    graph.add_edge(edge.source, edge.target, id=edge.id, weight=edge.weight, label=edge.kind, start=edge.spells[0].start, **dict(edge_values(edge)))
class Sink:
    size = 0
    def write(self, data): self.size += len(data)
sink = Sink()
peak(); before, started = peak(), time.process_time()
nx.write_gexf(graph, sink, version="1.2draft")
print(json.dumps({{"seconds": time.process_time() - started, "mb": peak() - before, "size": sink.size}}))
"""
STORE = """
import sys
sys.path.insert(0, {folder!r})
from kg.model import Iri, Literal, Quad
from kg.iris import BASE, CX, RDF, RDFS
from kg.store import open_store
from kg.export import gexf
from kg.export.options import ExportOptions
store = open_store({path!r}, read_only=True)
next(iter(store.match(None, Iri(RDF + "type"), Iri(CX + "Fact"), None)))
peak(); before, started = peak(), time.process_time()
report = gexf.export(store, {out!r}, None, ExportOptions(layout="none"))
print(json.dumps({{"seconds": time.process_time() - started, "mb": peak() - before, "edges": report.edges, "nodes": report.nodes}}))
"""


def run(*parts: str) -> dict[str, float]:
    """What a program prints as JSON."""
    done = subprocess.run([sys.executable, "-c", "\n".join((MEASURE, *parts))], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    found: dict[str, float] = json.loads(done.stdout)
    return found


@pytest.mark.benchmark
def test_a_million_edges_take_little_memory_and_the_same_bytes() -> None:
    program = EDGES.format(nodes=50_000), OURS.format(edges=1_000_000)
    one, two = run(*program), run(*program)
    print(f"\n10^6 edges, {one['size'] / 1e6:.0f} MB of GEXF: {one['seconds']:.1f} s, {one['mb']:.0f} MB")
    assert one["hash"] == two["hash"]
    assert one["mb"] < 100


@pytest.mark.benchmark
def test_it_is_five_times_faster_than_networkx() -> None:
    ours, theirs = run(EDGES.format(nodes=5_000), OURS.format(edges=100_000)), run(EDGES.format(nodes=5_000), NETWORKX.format(edges=100_000))
    print(f"\n10^5 edges: ours {ours['seconds']:.1f} s, {ours['mb']:.0f} MB; networkx {theirs['seconds']:.1f} s, {theirs['mb']:.0f} MB")
    assert ours["seconds"] * 5 < theirs["seconds"]
    assert ours["mb"] * 5 < theirs["mb"]
