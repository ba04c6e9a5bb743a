"""A store with a few articles, and the command line called inside this process."""

from __future__ import annotations

from pathlib import Path

import pytest
from articles import write_articles
from called import Call, Done

from kg.cli import run


@pytest.fixture
def kg(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Call:
    """Calls kg in an empty folder and gives status, standard output and standard error."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("KG_STORE", raising=False)

    def call(*arguments: str | Path) -> Done:
        capsys.readouterr()
        status = run([str(argument) for argument in arguments])
        return Done(status, *capsys.readouterr())

    return call


@pytest.fixture(scope="session")
def news(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the articles."""
    return write_articles(tmp_path_factory.mktemp("news") / "news")


@pytest.fixture(scope="session")
def graph(tmp_path_factory: pytest.TempPathFactory, news: Path) -> Path:
    """A store with the articles; only for reading."""
    path = tmp_path_factory.mktemp("store") / "graph"
    assert run(["build", str(news), "--store", str(path), "--jobs", "1"]) == 0
    return path
