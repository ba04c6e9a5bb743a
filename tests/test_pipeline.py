"""The whole way: the same graph in whatever order and portions, going on after a stop, past what is bad."""

from __future__ import annotations

import json
import random
from pathlib import Path

import pytest
from articles import ARTICLES, write_articles

from kg import pipeline, workers
from kg.errors import SourceError
from kg.model import Document, Reading
from kg.pipeline import Report, build, read_document, rules_of
from kg.protocols import Store
from kg.read import read
from kg.rows import lines
from kg.store import open_store


def document(text: str, **more: str) -> Document:
    return Document(text, id="d", key="d", **more)  # type: ignore[arg-type]


def built(*calls: list[str], jobs: int = 1, store: Store | None = None) -> tuple[Store, list[Report]]:
    graph = store or open_store()
    return graph, [build(call, graph, jobs) for call in calls]


def test_a_document_is_read() -> None:
    text = "Rain fell. Borealis Cloud will build a data center in Oslo."
    reading, (claim,), _ = read_document(document(text))
    assert (claim.subject.label, claim.predicate, claim.object.label) == ("Borealis Cloud", "plansDataCenterIn", "Oslo")
    assert claim.quote == text[claim.start : claim.end]
    assert isinstance(reading, Reading)


def test_a_document_without_a_trigger_ends_at_the_scan(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pipeline, "mention", lambda *_: pytest.fail("names were looked for"))
    reading, claims, dropped = read_document(document("Warm and dry."))
    assert (reading.sentences, claims, dropped) == ((), (), ())


def test_the_graph_does_not_depend_on_order_portions_or_processes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    paths = [str(p) for p in sorted(write_articles(tmp_path / "news").iterdir())]
    whole, _ = built(paths)
    expected = list(lines(whole))
    assert len(expected) > 1000
    for seed in range(3):
        random.Random(seed).shuffle(paths)
        shuffled, _ = built(paths)
        one_by_one, _ = built(*[[path] for path in paths])
        assert list(lines(shuffled)) == list(lines(one_by_one)) == expected
    monkeypatch.setattr(workers, "ALONE", 1)
    parallel, _ = built(paths, jobs=2)
    assert list(lines(parallel)) == expected


def test_what_was_read_is_passed_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = str(write_articles(tmp_path / "news"))
    graph, (first,) = built([folder])
    assert (first.documents, first.unchanged, first.silent) == (len(ARTICLES), 0, 1)
    before = list(lines(graph))
    with monkeypatch.context() as patched:
        patched.setattr(pipeline, "read_document", lambda *_: pytest.fail("read again"))
        _, (second,) = built([folder], store=graph)
    assert (second.documents, second.unchanged) == (len(ARTICLES), len(ARTICLES))
    again = build([folder], graph, again=True)
    assert again.unchanged == 0
    assert list(lines(graph)) == before
    monkeypatch.setattr(pipeline, "EXTRACTOR", "another")
    assert build([folder], graph).unchanged == 0


def test_a_later_version_takes_the_place_of_an_earlier_one(tmp_path: Path) -> None:
    for name, change in (("old", {}), ("new", {"date": "2024-03-06", "text": "It will rain."})):
        (tmp_path / f"{name}.json").write_text(json.dumps(ARTICLES[0] | change))
    forward, (_, report) = built([str(tmp_path / "old.json")], [str(tmp_path / "new.json")])
    assert len(report.replaced) == 1
    backward, (_, late) = built([str(tmp_path / "new.json")], [str(tmp_path / "old.json")])
    assert late.outdated == 1
    assert list(lines(forward)) == list(lines(backward))


def test_a_bad_source_and_a_bug_take_nothing_with_them(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_articles(tmp_path)
    (tmp_path / "bad.json").write_text("{")
    read_well = pipeline.read_document

    def buggy(document: Document) -> object:
        if document.id == "castor-turku":
            raise RuntimeError("a bug")
        return read_well(document)

    monkeypatch.setattr(pipeline, "read_document", buggy)
    _, (report,) = built([str(tmp_path)])
    assert sorted(str(e).rpartition("/")[2].split(":")[0] for e in report.failed) == ["bad.json", "castor-turku"]
    assert "a bug in kg" in str(report.failed)
    assert report.claims >= 4


def test_a_document_that_kills_its_process_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pipeline, "in_order", lambda function, documents, jobs, size: map(workers.Lost, documents))
    _, (report,) = built([str(write_articles(tmp_path))])
    assert len(report.failed) == len(ARTICLES)
    assert all("ended the process" in str(e) for e in report.failed)


def test_dates_and_publishers_can_be_given(tmp_path: Path) -> None:
    (tmp_path / "x.txt").write_text("Borealis Cloud will build a data center in Oslo.")
    (found,) = read([str(tmp_path)], date="2020-01-02", publisher="P")
    assert not isinstance(found, SourceError)
    assert (found.published, found.publisher) == ("2020-01-02", "P")


def test_rules_change_with_judgements() -> None:
    from kg.link import Judgement, Verdict

    assert rules_of().fingerprint == rules_of().fingerprint
    assert rules_of([Judgement(Verdict.SAME, "org/foo", "org/bar")]).fingerprint != rules_of().fingerprint
