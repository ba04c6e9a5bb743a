"""The commands that read a store: query, dump, export, show, why, stats."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from called import Call

from kg.cli import COMMANDS
from kg.store import open_store

READING = {
    "query": ("SELECT * {?s ?p ?o}",), "dump": (), "export": ("gexf", "x.gexf"), "show": ("Oslo",), "why": ("abc",), "stats": (),
    "forget": ("x",), "timeline": ("Oslo",), "sites": (), "digest": ("--since", "2020"), "conflicts": (), "validate": (), "review": (),
}  # fmt: skip


@pytest.mark.parametrize("name", [name for name in READING if name in COMMANDS])
def test_reading_what_is_not_there_creates_nothing(kg: Call, tmp_path: Path, name: str) -> None:
    done = kg(name, *READING[name], "--store", "nowhere")
    assert done.status == 2
    assert done.err.startswith("kg: nowhere: there is no store; make one with: kg build")
    assert len(done.err.splitlines()) == 1
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", [name for name in READING if name in COMMANDS])
def test_a_store_that_is_being_written_is_named(kg: Call, graph: Path, tmp_path: Path, name: str) -> None:
    shutil.copytree(graph, tmp_path / "g")
    writer = open_store(tmp_path / "g")
    try:
        done = kg(name, *READING[name], "--store", "g")
    finally:
        writer.close()
    assert done.status == 2
    assert "being" in done.err
    assert "another process" in done.err
    assert len(done.err.splitlines()) == 1


def test_queries(kg: Call, graph: Path, tmp_path: Path) -> None:
    def ask(*arguments: str) -> str:
        done = kg("query", *arguments, "--store", graph)
        assert done.status == 0, done.err
        return done.out

    text = "SELECT ?place WHERE { ?who cx:plansFacilityIn ?p . ?p rdfs:label ?place } ORDER BY ?place"
    assert ask(text, "--format", "csv").split() == ["place", "Oslo"]
    (tmp_path / "mine.rq").write_text(f"# title: Mine\n{text}")
    assert ask("mine.rq", "--format", "csv").split() == ["place", "Oslo"]
    assert json.loads(ask(text, "--format", "json"))["results"]["bindings"][0]["place"]["value"] == "Oslo"
    assert ask("ASK { ?x a cx:Fact }").strip() == "yes"
    assert "Ann Lee" in ask("leaders", "company=Borealis Cloud")
    assert ask("leaders", "company=Borealis Cloud", "--show").startswith("#")
    listed = kg("query", "--list")
    assert listed.status == 0
    assert "leaders: " in listed.out


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("SELECT ?x WHERE { ?x ", "line 1, column"),
        ("SELECT ?x { SERVICE <http://x.example/> { ?x ?y ?z } }", "SERVICE"),
        ("DELETE WHERE { ?s ?p ?o }", "kg:"),
        ("leadrs", "did you mean leaders"),
        ("missing.rq", "no such file"),
        ("./missing.rq", "no such file"),
    ],
)
def test_bad_queries_are_one_line(kg: Call, graph: Path, question: str, told: str) -> None:
    done = kg("query", question, "--store", graph)
    assert done.status == 2
    assert told in done.err
    assert len(done.err.strip().splitlines()) == 1
    assert done.out == ""


def test_wrong_calls_of_query(kg: Call, graph: Path) -> None:
    assert "xyz" in kg("query", "leaders", "--format", "xyz", "--store", graph).err
    assert "NAME=VALUE" in kg("query", "leaders", "Oracle", "--store", graph).err
    assert "kg query --list" in kg("query", "--store", graph).err
    assert kg("query", "leaders", "compny=Oracle", "--store", graph).status == 2
    assert "company is given twice" in kg("query", "leaders", "company=Oracle", "company=IBM", "--store", graph).err


def test_dump_of_facts(kg: Call, graph: Path) -> None:
    head, *lines = [line.split("\t") for line in kg("dump", "--store", graph).out.splitlines()]
    rows = [dict(zip(head, line, strict=True)) for line in lines]
    plan = next(row for row in rows if row["predicate"] == "plansDataCenterIn")
    assert (plan["subject"], plan["object"], plan["status"]) == ("Borealis Cloud", "Oslo", "planned")
    assert (plan["documents"], plan["publishers"]) == ("2", "2")
    assert "count=3" in plan["qualifiers"]
    invests = next(row for row in rows if row["predicate"] == "investsIn")
    assert (invests["amount"], invests["currency"]) == ("2000000000", "USD")
    assert [(r["subject"], r["predicate"], r["object"]) for r in rows] == sorted((r["subject"], r["predicate"], r["object"]) for r in rows)
    records = [json.loads(line) for line in kg("dump", "--format", "jsonl", "--store", graph).out.splitlines()]
    assert len(records) == len(rows)
    assert records[0].keys() >= {"subject", "predicate", "object", "qualifiers", "documents", "publishers"}
    assert "Borealis Cloud" in kg("dump", "--format", "table", "--store", graph).out
    assert kg("dump", "--format", "csv", "--iris", "--store", graph).out.count("https://w3id.org/cloud-expansion/id/org/") >= 4


def test_dump_is_narrowed(kg: Call, graph: Path) -> None:
    def predicates(*options: str) -> set[str]:
        out = kg("dump", "--format", "jsonl", *options, "--store", graph).out
        return {json.loads(line)["predicate"] for line in out.splitlines()}

    assert predicates("--subject", "Castor Hosting") == {"operatesDataCenterIn", "acquires", "competesWith"}
    assert predicates("--predicate", "plansFacilityIn") == {"plansDataCenterIn"}
    assert predicates("--object", "Turku") == {"operatesDataCenterIn"}
    assert predicates("--min-confidence", "1") == set()
    for slip in (("--subject", "Nobody"), ("--predicate", "invests"), ("--format", "nt", "--predicate", "invests")):
        done = kg("dump", *slip, "--store", graph)
        assert (done.status, done.out) == (2, "")
    assert "did you mean investsIn" in kg("conflicts", "--predicate", "invests", "--store", graph).err
    symmetric = ["--subject", "Castor Hosting", "--object", "Borealis Cloud"]
    assert predicates(*symmetric) == predicates(*symmetric[2:], *symmetric[:2]) | {"competesWith"}


def test_what_is_less_sure_is_left_out_of_answers_but_kept_in_the_store(kg: Call, graph: Path, tmp_path: Path) -> None:
    facts = [json.loads(line) for line in kg("dump", "--format", "jsonl", "--store", graph).out.splitlines()]
    least = max(fact["confidence"] for fact in facts)
    sure = [fact for fact in facts if fact["confidence"] >= least]
    assert 0 < len(sure) < len(facts)
    narrowed = kg("dump", "--format", "jsonl", "--min-confidence", str(least), "--store", graph)
    assert [json.loads(line) for line in narrowed.out.splitlines()] == sure
    edges = f" {len({(fact['subject'], fact['predicate'], fact['object']) for fact in sure})} edges"
    assert edges in kg("export", "gexf", "x.gexf", "--min-confidence", str(least), "--store", graph).err
    assert kg("dump", "--format", "nt", "--min-confidence", "0.5", "--store", graph).status == 2
    assert len(kg("dump", "--format", "jsonl", "--store", graph).out.splitlines()) == len(facts)


@pytest.mark.filterwarnings("ignore::DeprecationWarning:rdflib")
@pytest.mark.parametrize("format", ["nt", "nq", "ttl", "trig", "jsonld"])
def test_dumps_of_triples_are_read_by_others(kg: Call, graph: Path, format: str) -> None:
    import rdflib

    text = kg("dump", "--format", format, "--store", graph).out
    assert text == kg("dump", "--format", format, "--store", graph).out
    parsed = rdflib.Dataset(default_union=True)
    parsed.parse(data=text, format={"nq": "nquads", "jsonld": "json-ld"}.get(format, format))
    facts = set(parsed.subjects(rdflib.RDF.type, rdflib.URIRef("https://w3id.org/cloud-expansion/ontology#Fact")))
    assert len(facts) >= 6
    quotes = set(parsed.objects(None, rdflib.URIRef("https://w3id.org/cloud-expansion/ontology#quote")))
    assert bool(quotes) == (format in ("nq", "trig"))
    if format in ("nt", "nq"):
        lines = text.encode().splitlines()
        assert lines == sorted(lines)


def test_show_and_why(kg: Call, graph: Path) -> None:
    shown = kg("show", "Borealis Cloud", "--store", graph)
    assert shown.status == 0
    assert "competesWith" in shown.out
    line = next(line for line in shown.out.splitlines() if "investsIn" in line)
    assert "USD 2,000,000,000" in line
    why = kg("why", line.split()[0], "--store", graph)
    assert why.status == 0
    assert "2 documents, 2 publishers" in why.out
    assert "The Fjord Times, 2024-03-04" in why.out
    assert "“Borealis Cloud will invest $2 billion in Norway.”" in why.out
    assert kg("why", "Borealis Cloud", "investsIn", "Norway", "--store", graph).out == why.out
    records = [json.loads(line) for line in kg("why", line.split()[0], "--format", "jsonl", "--store", graph).out.splitlines()]
    assert [r["id"] for r in records] == ["borealis-oslo", "borealis-wire"]
    for wrong in (("zzzz",), ("Borealis Cloud", "acquires", "Norway"), ("a", "b")):
        assert kg("why", *wrong, "--store", graph).status == 2
    assert "'a' is no site" in kg("why", "a", "b", "--store", graph).err
    assert "called 'Nobody'" in kg("show", "Nobody", "--store", graph).err


def test_stats(kg: Call, graph: Path) -> None:
    out = kg("stats", "--store", graph).out
    assert "documents" in out
    assert "Nordic Wire" in out
    counts = json.loads(kg("stats", "--format", "json", "--store", graph).out)
    assert counts["documents"] == 4
    assert counts["facts"] == sum(counts["predicates"].values())
    assert counts["publishers"] == {"Capital Daily": 1, "Nordic Wire": 2, "The Fjord Times": 1}


def test_export(kg: Call, graph: Path, tmp_path: Path) -> None:
    done = kg("export", "gexf", "x.gexf", "--store", graph)
    assert done.status == 0
    assert "nodes" in done.err
    assert "<gexf" in (tmp_path / "x.gexf").read_text()
    narrowed = kg("export", "gexf", "y.gexf", "--predicate", "acquires", "--store", graph)
    assert "2 nodes, 1 edges" in narrowed.err
    chosen = kg("export", "gexf", "z.gexf", "--query", "SELECT ?fact { ?fact rdf:predicate cx:acquires }", "--store", graph)
    assert "2 nodes, 1 edges" in chosen.err
    missing = kg("export", "gexf", "no/such/folder/x.gexf", "--store", graph)
    assert missing.status == 2
    assert "no/such/folder/x.gexf" in missing.err
    (tmp_path / "folder").mkdir()
    for wrong in (("folder",), ("x.gexf", "--report", "no/such/report.json")):
        done = kg("export", "gexf", *wrong, "--store", graph)
        assert done.status == 2
        assert done.err.splitlines()[-1].startswith(f"kg: {wrong[-1]}: ")
    assert kg("export", "word", "x.doc", "--store", graph).status == 2
    assert "called 'Nobody'" in kg("export", "gexf", "q.gexf", "--company", "Nobody", "--store", graph).err
    assert not (tmp_path / "q.gexf").exists()
