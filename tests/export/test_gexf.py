"""The GEXF writer against the schema, against readers by others, and against what Gephi's importer chokes on."""

from __future__ import annotations

import gzip
import io
import os
import re
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from pathlib import Path
from typing import Any

import networkx as nx
import pytest
from graph_sample import sample
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from readers import node

from kg.export import gexf
from kg.export.options import ExportOptions
from kg.graph import Edge, EdgeMode, GraphSelection, Node, Spell
from kg.store import open_store

G = "{http://gexf.net/1.3}"
SCHEMA = etree.RelaxNG(etree.parse(Path(__file__).parent / "gexf-1.3.rng"))
A, B = Node("urn:a", "A", "Organization"), Node("urn:b", "B", "Place")


def edge(number: int = 1, kind: str = "investsIn", **more: Any) -> Edge:
    return Edge(f"e{number}", more.pop("source", "urn:a"), more.pop("target", "urn:b"), kind, more.pop("relation", kind), **more)


def written(edges: list[Edge], nodes: list[Node] | None = None, **options: Any) -> tuple[etree._Element, Any]:
    """The file as a tree, valid against the schema, and what was repaired."""
    file = io.BytesIO()
    repairs, *_ = gexf.write(edges, lambda: nodes or [A, B], file, ExportOptions(**options))
    tree = etree.fromstring(file.getvalue())
    assert SCHEMA.validate(tree), SCHEMA.error_log
    return tree, repairs


def the_edge(tree: etree._Element) -> etree._Element:
    (found,) = tree.iter(G + "edge")
    return found


def values(element: etree._Element) -> dict[str, str]:
    return {value.get("for"): value.get("value") for value in element.iter(G + "attvalue")}


@pytest.mark.parametrize("mode", list(EdgeMode))
@pytest.mark.parametrize("layout", ["force", "geo", "none"])
def test_the_sample_is_valid_and_the_same_on_each_run(mode: EdgeMode, layout: Any, tmp_path: Path) -> None:
    runs = []
    for name in ("one.gexf", "two.gexf"):
        report = gexf.export(sample(), tmp_path / name, GraphSelection(mode=mode), ExportOptions(layout=layout))
        runs.append((tmp_path / name).read_bytes())
    assert runs[0] == runs[1]
    tree = etree.fromstring(runs[0])
    assert SCHEMA.validate(tree), SCHEMA.error_log
    assert len(list(tree.iter(G + "node"))) == report.nodes == 8
    assert len(list(tree.iter(G + "edge"))) == report.edges
    assert report.facts == 10


def test_both_stores_and_any_order_of_hashing_give_the_same_bytes(tmp_path: Path) -> None:
    for name, store in (("memory", open_store(None)), ("disk", open_store(tmp_path / "store"))):
        store.load(iter(sample()))
        gexf.export(store, tmp_path / f"{name}.gexf")
        store.close()
    gexf.export(sample(), tmp_path / "list.gexf")
    lines = ("import sys", "sys.path.insert(0, sys.argv[1])", "from graph_sample import sample", "from kg.export import gexf")
    program = "\n".join((*lines, "gexf.export(sample(), sys.argv[2])"))
    for seed in ("1", "2"):
        command = [sys.executable, "-c", program, str(Path(__file__).parent), str(tmp_path / f"seed{seed}.gexf")]
        subprocess.run(command, env={**os.environ, "PYTHONHASHSEED": seed}, check=True)
    assert len({path.read_bytes() for path in tmp_path.glob("*.gexf")}) == 1
    assert len(list(tmp_path.glob("*.gexf"))) == 5


def test_networkx_and_lxml_count_the_same(tmp_path: Path) -> None:
    path = tmp_path / "sample.gexf"
    report = gexf.export(sample(), path, GraphSelection(mode=EdgeMode.FACT))
    graph = nx.read_gexf(path, version="1.3")
    assert isinstance(graph, nx.MultiDiGraph)
    assert (graph.number_of_nodes(), graph.number_of_edges()) == (report.nodes, report.edges) == (8, 10)
    assert graph.nodes["https://w3id.org/cloud-expansion/id/place/singapore"]["latitude"] == 1.29


def test_graphology_reads_it_without_leniency(tmp_path: Path) -> None:
    path = tmp_path / "sample.gexf"
    report = gexf.export(sample(), path, GraphSelection(mode=EdgeMode.FACT))
    read = node("read_gexf.mjs", path)
    assert (len(read["nodes"]), len(read["edges"])) == (report.nodes, report.edges)
    kinds = {(e["source"], e["target"], e["kind"]) for e in read["edges"]}
    assert len(kinds) == report.edges
    assert all({"label", "entity_type", "x", "y", "size", "color"} <= thing.keys() for thing in read["nodes"])
    assert not any("type" in thing for thing in read["nodes"] + read["edges"])


def test_a_path_that_ends_in_gz_is_compressed_alike_on_each_run(tmp_path: Path) -> None:
    for name in ("one.gexf.gz", "two.gexf.gz"):
        gexf.export(sample(), tmp_path / name)
    assert (tmp_path / "one.gexf.gz").read_bytes() == (tmp_path / "two.gexf.gz").read_bytes()
    assert gzip.decompress((tmp_path / "one.gexf.gz").read_bytes()).startswith(b"<?xml")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["one.gexf.gz", "two.gexf.gz"]


def test_the_graph_says_how_its_time_is_meant() -> None:
    graph = next(written([edge()])[0].iter(G + "graph"))
    assert dict(graph.attrib) == {
        "defaultedgetype": "directed", "idtype": "string", "mode": "dynamic", "timeformat": "date",
        "timerepresentation": "interval", "timezone": "UTC",
    }  # fmt: skip
    assert next(written([edge()], timeline=False)[0].iter(G + "graph")).get("mode") == "static"


@pytest.mark.parametrize(
    ("spell", "start", "end"),
    [
        (Spell("2015", None), "2015-01-01", None),
        (Spell("2015-07", "2016-02"), "2015-07-01", "2016-02-29"),
        (Spell("2016-Q4", "2018-H1"), "2016-10-01", "2018-06-30"),
        (Spell("2015-07-29 01:02:03", None), "2015-07-29", None),
        (Spell("2015-02-30", None), None, None),
        (Spell("soon", "2016"), None, "2016-12-31"),
        (Spell("2020-05-01", "2019-01-01"), "2020-05-01", None),  # Gephi drops such an interval, and the edge is always there
    ],
)
def test_times_are_whole_days_in_order(spell: Spell, start: str | None, end: str | None) -> None:
    tree, repairs = written([edge(spells=(spell,))])
    assert (the_edge(tree).get("start"), the_edge(tree).get("end")) == (start, end)
    assert sum(repairs.counts.values()) >= 1


def test_overlapping_spells_are_merged_and_several_become_spells() -> None:
    tree, _ = written([edge(spells=(Spell("2012", "2013"), Spell("2019", "2020-06"), Spell("2020", "2021")))])
    spells = [dict(spell.attrib) for spell in the_edge(tree).iter(G + "spell")]
    assert spells == [{"start": "2012-01-01", "end": "2013-12-31"}, {"start": "2019-01-01", "end": "2021-12-31"}]
    assert the_edge(tree).get("start") is None


def test_an_edge_without_a_date_has_no_start_and_is_counted(tmp_path: Path) -> None:
    report = gexf.export(sample(), tmp_path / "sample.gexf")
    edges = list(etree.parse(tmp_path / "sample.gexf").iter(G + "edge"))
    undated = [e for e in edges if e.get("start") is None and e.get("end") is None and not list(e.iter(G + "spell"))]
    assert len(undated) == report.undated == 2


def test_parallel_edges_have_kinds_of_their_own(tmp_path: Path) -> None:
    gexf.export(sample(), tmp_path / "sample.gexf", GraphSelection(mode=EdgeMode.FACT))
    edges = list(etree.parse(tmp_path / "sample.gexf").iter(G + "edge"))
    assert len({(e.get("source"), e.get("target"), e.get("kind")) for e in edges}) == len(edges)
    assert {e.get("kind") for e in edges} >= {"investsIn", "investsIn (2)"}
    assert all(e.get("label") == e.get("kind") for e in edges)


def test_a_weight_of_nothing_would_delete_the_edge() -> None:
    tree, repairs = written([edge(weight=0)])
    assert the_edge(tree).get("weight") == "1"
    assert repairs.counts["weight 0 or less made 1"] == 1


@pytest.mark.parametrize(
    ("label", "shown"),
    [
        ("Acme\x00\x01\x1b Cloud", "Acme Cloud"),
        ("line\nbreak\tand tab", "line break and tab"),
        ("\ud83d lone", " lone"),
        ("\ufffe\uffffend", "end"),
        ("𝔄cme 🚀 云", "𝔄cme 🚀 云"),
        ("שרתים مركز البيانات", "שרתים مركز البيانات"),
        ('<script>alert("1")</script> & co', '<script>alert("1")</script> & co'),
    ],
)
def test_labels_arrive_whole_but_for_what_xml_forbids(label: str, shown: str) -> None:
    tree, _ = written([edge()], [Node("urn:a", label, "Organization", aliases=(label,)), B])
    found = next(tree.iter(G + "node"))
    assert found.get("label") == shown
    assert values(found)["aliases"] == shown


def test_what_gephi_reads_as_infinity_is_named_and_left_alone() -> None:
    tree, repairs = written(
        [edge(qualifiers=(("title", "HEAD OF INFRA"),))],
        [Node("urn:INFOSYS", "INFOSYS", "Organization", aliases=("INFY", "INFOSYS LTD")), B, A],
    )
    assert list(repairs.infected) == ["HEAD OF INFRA", "INFY | INFOSYS LTD"]
    assert values(next(tree.iter(G + "node")))["aliases"] == "INFY | INFOSYS LTD"


def test_ids_that_differ_only_in_case_are_told_apart() -> None:
    tree, repairs = written([edge(source="urn:a", target="urn:A")], [A, Node("urn:A", "other", "Organization")])
    assert [n.get("id") for n in tree.iter(G + "node")] == ["urn:a", "urn:A~2"]
    assert the_edge(tree).get("target") == "urn:A~2"
    assert repairs.counts["ids that differ only in case told apart"] == 1


def test_numbers_that_the_format_cannot_hold_are_left_out_and_counted() -> None:
    tree, repairs = written([edge(amount_usd=float("inf"), confidence=float("nan"), year=10**12, sources=3)])
    assert {"amount_usd", "confidence", "year"}.isdisjoint(values(the_edge(tree)))
    assert values(the_edge(tree))["sources"] == "3"
    assert sum(repairs.counts.values()) == 3
    tree, _ = written([edge(amount_usd=Decimal("1000000000.00"), status=None, confidence=0)])
    assert values(the_edge(tree))["amount_usd"] == "1000000000"
    assert {c.get("id"): c.get("type") for c in tree.iter(G + "attribute")}["confidence"] == "double"  # though this one is a whole number
    tree, _ = written([edge(qualifiers=(("amount", "9" * 400), ("count", "many"), ("capacityMW", "40.50")))])
    assert values(the_edge(tree))["capacity_mw"] == "40.5"
    assert {"amount", "count"}.isdisjoint(values(the_edge(tree)))


def test_no_column_has_a_name_or_a_type_that_breaks_a_reader() -> None:
    tree, _ = written([edge(qualifiers=(("type", "x"), ("source", "y"), ("start", "2020"), ("date", "2020")), first_date="2020-01-01")])
    columns = [(c.getparent().get("class"), c.get("title"), c.get("type")) for c in tree.iter(G + "attribute")]
    assert len(columns) == len(set(columns))
    assert not {"type", "source", "target", "label", "id", "start", "end"} & {title for _, title, _ in columns}
    assert {kind for _, _, kind in columns} <= {"string", "integer", "double", "boolean"}
    assert values(the_edge(tree))["fact_type"] == "x"


def test_each_column_has_one_type_and_only_used_ones_are_declared() -> None:
    tree, _ = written([edge(1, amount_usd=1e9), edge(2, kind="acquires")])
    declared = {c.get("id") for c in tree.iter(G + "attribute")}
    assert declared == {v.get("for") for v in tree.iter(G + "attvalue")}


def test_colours_are_whole_numbers_and_every_node_has_a_place() -> None:
    tree, _ = written([edge()])
    assert all(re.fullmatch(r"\d{1,3}", v) for c in tree.iter("{http://gexf.net/1.3/viz}color") for v in c.attrib.values())
    assert len(list(tree.iter("{http://gexf.net/1.3/viz}position"))) == 2


def test_a_tracker_reads_its_own_words(tmp_path: Path) -> None:
    gexf.export(sample(), tmp_path / "sample.gexf", options=ExportOptions(status_words="tracker"))
    words = {values(e).get("stage") for e in etree.parse(tmp_path / "sample.gexf").iter(G + "edge")}
    assert words == {None, "announced", "under construction", "operating"}


def test_a_pipe_is_written_to_and_not_replaced(tmp_path: Path) -> None:
    pipe, plain = tmp_path / "pipe", tmp_path / "plain"
    os.mkfifo(pipe)
    with ThreadPoolExecutor(1) as pool:
        read = pool.submit(pipe.read_bytes)
        gexf.export(sample(), pipe)
        gexf.export(sample(), plain)
        assert read.result(20) == plain.read_bytes()
    assert pipe.is_fifo()


def test_a_folder_that_is_not_there_is_said_plainly(tmp_path: Path) -> None:
    from kg.errors import KgError

    with pytest.raises(KgError, match="cannot be written"):
        gexf.export(sample(), tmp_path / "nowhere" / "sample.gexf")


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=30), st.text(max_size=30), st.one_of(st.none(), st.text(max_size=12)), st.floats(), st.integers())
def test_any_text_and_any_number_gives_a_valid_file(label: str, text: str, day: str | None, number: float, integer: int) -> None:
    nodes = [Node("urn:a", label, text or "Thing", kind=text, latitude=number), B]
    written([edge(kind=label or "x", status=text, amount_usd=number, year=integer, weight=integer, spells=(Spell(day, day),))], nodes)
