"""The other formats: each read back by a program of others, where there is one."""

from __future__ import annotations

import csv
import io
import json
import re
from itertools import pairwise
from pathlib import Path
from typing import Any

import networkx as nx
import pytest
from graph_sample import QuadStore, sample
from lxml import etree

from kg.errors import KgError
from kg.export import cells, cytoscape, geojson, gephi_csv, graphml, neo4j
from kg.export.options import ExportOptions
from kg.export.sites import Spot
from kg.graph import EdgeMode, GraphSelection
from kg.plugins import EXPORTERS, load

HOSTILE = """
o:evil a cx:Organization ; rdfs:label "=HYPERLINK(1)" ; skos:altLabel "+1", "-1", "@x", "\\tx", "a;b", "say \\"no\\", \\n twice" .
f:99 a cx:Fact ; rdf:subject o:evil ; rdf:predicate cx:acquires ; rdf:object o:acme ; cx:documents 1 ; cx:publishers 1 ; cx:confidence 0.5 .
"""
FACTS = GraphSelection(mode=EdgeMode.FACT)


def test_every_exporter_of_the_table_has_the_same_signature_and_reports(tmp_path: Path) -> None:
    for name in EXPORTERS:
        if name in ("parquet", "png"):
            pytest.importorskip({"parquet": "pyarrow", "png": "PIL"}[name])
        report = load(EXPORTERS, name)(sample(), tmp_path / f"out-{name}", GraphSelection(), ExportOptions())
        assert report.format == name
        assert report.files
        assert all(Path(file).stat().st_size for file in report.files)
        assert json.loads(json.dumps(report.as_dict()))["format"] == name
        assert report.lines()[0].startswith(f"{name}: ")


def test_graphml_keeps_parallel_edges_apart(tmp_path: Path) -> None:
    path = tmp_path / "graph.graphml"
    report = graphml.export(sample(HOSTILE), path, FACTS)
    graph = nx.read_graphml(path)
    assert (graph.number_of_nodes(), graph.number_of_edges()) == (report.nodes, report.edges) == (9, 11)
    ids = [edge.get("id") for edge in etree.parse(path).iter("{http://graphml.graphdrawing.org/xmlns}edge")]
    assert len(set(ids)) == 11
    data = graph.nodes["https://w3id.org/cloud-expansion/id/place/tokyo"]
    assert (data["label"], data["latitude"], data["entity_type"]) == ("Tokyo", 35.69, "Place")


def test_gephi_tables_have_its_headers_and_no_formulas(tmp_path: Path) -> None:
    report = gephi_csv.export(sample(HOSTILE), tmp_path / "tables", FACTS)
    edges = list(csv.DictReader((tmp_path / "tables/edges.csv").open(encoding="utf-8")))
    nodes = list(csv.DictReader((tmp_path / "tables/nodes.csv").open(encoding="utf-8")))
    assert (len(nodes), len(edges)) == (report.nodes, report.edges) == (9, 11)
    assert {"Source", "Target", "Kind", "Id", "Weight"} <= edges[0].keys()
    assert {node["Id"] for node in nodes} >= {edge["Source"] for edge in edges} | {edge["Target"] for edge in edges}
    cells_ = [cell for row in nodes + edges for cell in row.values()]
    assert not [cell for cell in cells_ if cell.startswith(("=", "+", "@", "\t", "\r"))]
    assert "'=HYPERLINK(1)" in cells_
    gephi_csv.export(sample(HOSTILE), tmp_path / "raw", FACTS, ExportOptions(raw=True))
    assert "=HYPERLINK(1)" in [row["Label"] for row in csv.DictReader((tmp_path / "raw/nodes.csv").open(encoding="utf-8"))]


def test_numbers_below_zero_are_numbers() -> None:
    assert cells.line([-33.9, "-33.9", True, None]) == "-33.9,'-33.9,true,\n"


def test_neo4j_tables_have_its_headers(tmp_path: Path) -> None:
    report = neo4j.export(sample(HOSTILE), tmp_path / "neo4j", FACTS)
    nodes = list(csv.DictReader((tmp_path / "neo4j/nodes.csv").open(encoding="utf-8")))
    edges = list(csv.DictReader((tmp_path / "neo4j/edges.csv").open(encoding="utf-8")))
    assert (len(nodes), len(edges)) == (report.nodes, report.edges) == (9, 11)
    assert {":START_ID", ":END_ID", ":TYPE"} <= edges[0].keys()
    assert {"iri:ID", "name", ":LABEL", "aliases:string[]", "latitude:double"} <= nodes[0].keys()
    assert {edge[":START_ID"] for edge in edges} | {edge[":END_ID"] for edge in edges} <= {node["iri:ID"] for node in nodes}
    assert {"INVESTS_IN", "OPERATES_DATA_CENTER_IN"} <= {edge[":TYPE"] for edge in edges}
    assert all(re.fullmatch(r"[A-Z_]+", edge[":TYPE"]) for edge in edges)
    (evil,) = [node["aliases:string[]"] for node in nodes if node["name"].startswith("=")]
    assert len(evil.split(";")) == 6


def test_cytoscape_elements_hang_together(tmp_path: Path) -> None:
    out = io.BytesIO()
    cytoscape.export(sample(HOSTILE), out, FACTS)
    elements = json.loads(out.getvalue())["elements"]
    ids = {node["data"]["id"] for node in elements["nodes"]}
    assert len(ids) == 9
    assert all({edge["data"]["source"], edge["data"]["target"]} <= ids for edge in elements["edges"])
    assert len({edge["data"]["id"] for edge in elements["edges"]}) == 11


def test_parquet_tables_read_back(tmp_path: Path) -> None:
    pq = pytest.importorskip("pyarrow.parquet")
    from kg.export import parquet

    parquet.export(sample(), tmp_path / "tables", FACTS)
    edges = pq.read_table(tmp_path / "tables/edges.parquet").to_pylist()
    nodes = pq.read_table(tmp_path / "tables/nodes.parquet").to_pylist()
    assert (len(nodes), len(edges)) == (8, 10)
    assert sum(edge["amount_usd"] or 0 for edge in edges) == 1_502_000_000
    assert {"Acme Holdings"} in [set(node["aliases"]) for node in nodes]


def valid(geometry: dict[str, Any]) -> bool:
    """Whether positions are in the order and the bounds of RFC 7946, and lines have two of them or more."""
    lines = {"Point": [[geometry["coordinates"]]], "LineString": [geometry["coordinates"]], "MultiLineString": geometry["coordinates"]}[
        geometry["type"]
    ]
    positions = [position for line in lines for position in line]
    long_enough = geometry["type"] == "Point" or all(len(line) >= 2 for line in lines)
    return long_enough and all(len(p) == 2 and -180 <= p[0] <= 180 and -90 <= p[1] <= 90 for p in positions)


HOME = "o:bolt cx:basedIn p:sf . p:sf a cx:Place ; rdfs:label 'San Francisco' ; geo:lat 37.77 ; geo:long -122.42 ."


def test_geojson_holds_sites_and_arcs() -> None:
    out = io.BytesIO()
    report = geojson.export(sample(HOME), out)
    collection = json.loads(out.getvalue())
    assert collection["type"] == "FeatureCollection"
    features = {feature["id"].rsplit("/id/", 1)[1]: feature for feature in collection["features"]}
    assert all(feature["type"] == "Feature" and valid(feature["geometry"]) for feature in features.values())
    assert (report.nodes, report.edges, report.things) == (2, 1, ("sites", "arcs"))
    site = features["site/acme-cloud/singapore/data-center"]
    assert site["geometry"] == {"type": "Point", "coordinates": [103.85, 1.29]}
    assert site["properties"]["stage"] == "operating"
    assert site["properties"]["history"] == [{"date": "2015-07-29", "stage": "planned"}, {"date": "2018-05-01", "stage": "operating"}]
    assert (site["properties"]["capacity_mw"], site["properties"]["count"]) == (40, 2)
    arc = features["fact/09"]
    assert arc["geometry"]["type"] == "MultiLineString"  # from San Francisco to Japan across the antimeridian
    assert [line[0][0] < 0 for line in arc["geometry"]["coordinates"]] == [True, False]
    assert (arc["properties"]["amount"], arc["properties"]["to"]) == (500_000_000, "Japan")


def test_geojson_passes_a_validator(tmp_path: Path) -> None:
    library = pytest.importorskip("geojson")
    out = io.BytesIO()
    geojson.export(sample(HOME), out)
    assert library.loads(out.getvalue()).is_valid


def test_a_site_without_coordinates_lies_in_the_wider_place_and_says_so() -> None:
    extra = """
    p:shed a cx:Place ; rdfs:label "Shed" ; cx:partOf p:tokyo .
    p:void a cx:Place ; rdfs:label "Void" .
    s:x a cx:Site ; cx:company o:acme ; cx:place p:shed ; cx:stage "planned" .
    s:y a cx:Site ; cx:company o:acme ; cx:place p:void ; cx:stage "planned" .
    f:50 a cx:Fact ; cx:ofSite s:x ; rdf:subject o:acme ; rdf:predicate cx:plansDataCenterIn ; rdf:object p:shed ; cx:stage "planned" .
    f:51 a cx:Fact ; cx:ofSite s:y ; rdf:subject o:acme ; rdf:predicate cx:plansDataCenterIn ; rdf:object p:void ; cx:stage "planned" .
    """
    out = io.BytesIO()
    report = geojson.export(sample(extra), out)
    (shed,) = [f for f in json.loads(out.getvalue())["features"] if f["properties"].get("place") == "Shed"]
    assert shed["geometry"]["coordinates"] == [139.69, 35.69]
    assert (shed["properties"]["approximate"], shed["properties"]["located_at"]) == (True, "Tokyo")
    assert dict(report.dropped)["sites whose place has no coordinates"] == 1


@pytest.mark.parametrize("end", [(-60.0, -20.0), (179.99, 10.0), (0.0, 0.0), (120.0, 35.7), (-40.3, -35.7)])
def test_great_circles_stay_on_the_map(end: tuple[float, float]) -> None:
    lines = geojson.great_circle(Spot(139.7, 35.7, "Tokyo", False), Spot(*end, "there", False))
    assert lines[0][0] == (139.7, 35.7)
    assert lines[-1][-1] == end
    steps = [abs(b[0] - a[0]) for line in lines for a, b in pairwise(line)]
    assert max(steps) <= 180
    assert all(-180 <= x <= 180 and -90 <= y <= 90 for line in lines for x, y in line)


@pytest.mark.parametrize("name", ["csv", "neo4j"])
def test_a_format_of_several_files_wants_a_folder(name: str, tmp_path: Path) -> None:
    with pytest.raises(KgError, match="folder"):
        load(EXPORTERS, name)(sample(), io.BytesIO())
    (tmp_path / "file").write_text("here")
    with pytest.raises(KgError, match="no folder to write in"):
        load(EXPORTERS, name)(sample(), tmp_path / "file")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["file"]


@pytest.mark.parametrize("name", [name for name in EXPORTERS if name not in ("parquet", "png")])
def test_an_empty_store_gives_an_empty_export(name: str, tmp_path: Path) -> None:
    report = load(EXPORTERS, name)(QuadStore([]), tmp_path / "out")
    assert (report.nodes, report.edges) == (0, 0)
