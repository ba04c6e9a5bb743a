"""Tables that fit, and progress only where somebody looks."""

from __future__ import annotations

import sys

import pytest

from kg.cli.output import Progress, table


def test_a_table_fits_the_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "60")
    lines = list(table(("who", "what", "sum"), [("Borealis Cloud", "word " * 40, 1_500_000), ("阿里云", None, 2)]))
    assert max(map(len, lines)) <= 60
    assert lines[1].endswith("…  1,500,000")
    assert lines[2].startswith("阿里云 ")
    assert "word word" in next(line for line in table(("what",), [("word " * 40,)], whole=True) if "word" in line)


def test_line_ends_in_cells_do_not_break_the_table() -> None:
    assert list(table(("a",), [("x\ny\tz",)])) == ["a", "x y z"]


def test_an_empty_table_has_its_head() -> None:
    assert list(table(("a", "b"), [])) == ["a  b"]


@pytest.mark.parametrize("watched", [True, False])
def test_progress_is_shown_on_a_terminal_only(watched: bool, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(sys.stderr, "isatty", lambda: watched, raising=False)
    progress = Progress("reading")
    progress(documents=1200)
    progress.end()
    shown = capsys.readouterr()
    assert shown.out == ""
    assert ("reading: 1,200 documents" in shown.err) == watched
