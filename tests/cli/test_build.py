"""`kg build` and `kg forget`: the report, the exit status, and what is left behind."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from articles import ARTICLES
from called import Call

from kg.store import open_store


def test_the_report_says_what_became_of_everything(kg: Call, news: Path) -> None:
    done = kg("build", news, "--store", "g")
    assert done.status == 0
    assert done.out == ""
    assert f"{len(ARTICLES)} documents read" in done.err
    assert "1 document without anything of the kind" in done.err
    assert f"g: {len(ARTICLES)} documents" in done.err
    again = kg("build", news, "--store", "g")
    assert f"{len(ARTICLES)} documents already there" in again.err
    assert kg("build", news, "--store", "g", "--again").status == 0
    assert kg("build", news, "--store", "g", "--fresh").status == 0


def test_what_fails_is_named_and_the_rest_is_done(kg: Call, news: Path, tmp_path: Path) -> None:
    (tmp_path / "mixed.jsonl").write_text('{"text": "Borealis Cloud will build a data center in Oslo."}\n{"title": "x"}\n{"text": }\n')
    (tmp_path / "empty.txt").touch()
    (tmp_path / "picture.png").write_bytes(b"\x89PNG\x00\x00")
    (tmp_path / "latin.txt").write_bytes("Zürich".encode("latin-1"))
    (tmp_path / "folder").mkdir()
    sources = ["mixed.jsonl", "empty.txt", "picture.png", "latin.txt", "folder", "missing.txt"]
    done = kg("build", *sources, news, "--store", "g")
    assert done.status == 1
    for name in ("mixed.jsonl#2", "mixed.jsonl#3", *sources[1:]):
        assert sum(line.startswith(f"kg: {name}: ") for line in done.err.splitlines()) == 1, name
    assert "7 sources failed" in done.err
    assert f"g: {len(ARTICLES) + 1} documents" in done.err
    assert "Traceback" not in done.err


def test_when_nothing_can_be_read_no_graph_is_made(kg: Call, tmp_path: Path) -> None:
    done = kg("build", "missing.txt", "--store", "g")
    assert done.status == 1
    assert "missing.txt: there is no such file or folder" in done.err
    assert not (tmp_path / "g").exists()


def test_wrong_calls(kg: Call, news: Path, tmp_path: Path) -> None:
    assert kg("build").status == 2
    bad_date = kg("build", news, "--date", "soon")
    assert bad_date.status == 2
    assert "2015-07-29" in bad_date.err
    assert kg("build", news, "--jobs", "0").status == 2
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "thesis.txt").touch()
    other = kg("build", news, "--store", "full")
    assert other.status == 2
    assert "thesis.txt" in other.err
    assert sorted(p.name for p in (tmp_path / "full").iterdir()) == ["thesis.txt"]


def test_a_store_that_another_process_writes(kg: Call, news: Path, tmp_path: Path) -> None:
    kg("build", news / "weather.json", "--store", "g")
    writer = open_store(tmp_path / "g")
    try:
        done = kg("build", news, "--store", "g")
    finally:
        writer.close()
    assert done.status == 2
    assert "g: the store is being used by another process" in done.err
    assert len(done.err.splitlines()) == 1
    assert kg("build", news, "--store", "g").status == 0


def test_judgements_beside_the_store_are_followed(kg: Call, news: Path, tmp_path: Path) -> None:
    (tmp_path / "g.judgements.tsv").write_text("same\torg/Castor Hosting\torg/Borealis Cloud\tada\ta test\n")
    assert kg("build", news, "--store", "g").status == 0
    assert kg("show", "Castor Hosting", "--store", "g").out == kg("show", "Borealis Cloud", "--store", "g").out != ""
    (tmp_path / "bad.tsv").write_text("perhaps\tx\n")
    bad = kg("build", news, "--store", "g", "--judgements", "bad.tsv")
    assert bad.status == 2
    assert "bad.tsv, line 1" in bad.err


def test_forget(kg: Call, news: Path, tmp_path: Path) -> None:
    kg("build", news, "--store", "g")
    before = kg("dump", "--store", "g", "--format", "nq").out
    done = kg("forget", "castor-turku", "https://fjord.example/borealis-oslo", "nobody", "--store", "g")
    assert done.status == 1
    assert "nobody: there is no such document" in done.err
    assert "2 documents forgotten" in done.err
    assert "Turku" not in kg("dump", "--store", "g", "--format", "nq").out
    (tmp_path / "rest").mkdir()
    for name in ("borealis-oslo", "castor-turku"):
        (tmp_path / "rest" / f"{name}.json").write_bytes((news / f"{name}.json").read_bytes())
    kg("build", *(news / f"{a['id']}.json" for a in ARTICLES), "--store", "g")
    assert kg("dump", "--store", "g", "--format", "nq").out == before


def test_forgetting_in_no_store_makes_none(kg: Call, tmp_path: Path) -> None:
    done = kg("forget", "x", "--store", "nowhere")
    assert done.status == 2
    assert "there is no store" in done.err
    assert not (tmp_path / "nowhere").exists()


def test_the_store_can_be_named_by_the_environment(kg: Call, graph: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KG_STORE", str(graph))
    stats = kg("stats", "--format", "json")
    assert json.loads(stats.out)["documents"] == len(ARTICLES)
