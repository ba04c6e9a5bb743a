"""The documentation is true: every command in it runs, every command is in it, its links lead somewhere."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from kg.cli import COMMANDS, run

ROOT = Path(__file__).parents[1]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
BLOCK = re.compile(r"^```sh\n(.*?)^```", re.MULTILINE | re.DOTALL)
SHELL = re.compile(r"[|<>;]|\\\$")


def commands(page: Path) -> list[str]:
    lines = "".join(BLOCK.findall(page.read_text(encoding="utf-8"))).splitlines()
    return [line for line in lines if re.match(r"(kg|echo) ", line)]


@pytest.fixture(scope="module")
def clone(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that looks like a clone, with a graph of the seed documents in it."""
    folder = tmp_path_factory.mktemp("clone")
    for name in ("seeds", "tests", "notebooks", "docs"):
        (folder / name).symlink_to(ROOT / name)
    assert run(["build", str(folder / "seeds" / "documents"), "--store", str(folder / "graph"), "--jobs", "1"]) == 0
    binary = folder / "bin" / "kg"
    binary.parent.mkdir()
    binary.write_text(f'#!/bin/sh\nexec {shlex.quote(sys.executable)} -m kg "$@"\n')
    binary.chmod(0o755)
    return folder


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.name)
def test_every_command_runs(page: Path, clone: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """One after the other, as a reader would; those that need a shell in one."""
    monkeypatch.chdir(clone)
    monkeypatch.delenv("KG_STORE", raising=False)
    for command in commands(page):
        if SHELL.search(re.sub(r"'[^']*'", "", command)) or command.startswith("echo"):
            there = {**os.environ, "PATH": f"{clone}/bin:{os.environ['PATH']}"}
            done = subprocess.run(["bash", "-o", "pipefail", "-c", command], capture_output=True, text=True, env=there)
            assert done.returncode in (0, 141), f"{command}\n{done.stderr}"
            assert done.stdout or ">" in command, command
        else:
            status = run(shlex.split(command)[1:])
            out, err = capsys.readouterr()
            found_something = command.startswith("kg validate") and status == 1
            assert status == 0 or found_something, f"{command}\n{err}"
            assert out or err, command


def test_every_command_is_in_the_reference() -> None:
    told = (ROOT / "docs" / "cli.md").read_text(encoding="utf-8")
    assert [name for name in COMMANDS if f"kg {name}" not in told] == []


@pytest.mark.parametrize("heading", ["Run", "Test"])
def test_the_readme_has_one_line_to_run_and_one_to_test(heading: str) -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    section = readme.split(f"\n## {heading}\n")[1].split("\n## ")[0]
    (block,) = BLOCK.findall(section)
    (line,) = block.splitlines()
    assert line.startswith("python3 -m venv ")


@pytest.mark.parametrize("page", [*PAGES, ROOT / "CONTRIBUTING.md"], ids=lambda p: p.name)
def test_links_lead_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\((?!https?://|#)([^)#]+)", page.read_text(encoding="utf-8")):
        if target != "docs/graph.png":  # drawn with the export; see tests/export
            assert (page.parent / target).exists(), target


def test_the_python_in_the_readme_runs(clone: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.chdir(clone)
    (block,) = re.findall(r"^```python\n(.*?)^```", (ROOT / "README.md").read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)
    exec(compile(block, "README.md", "exec"), {})
    assert capsys.readouterr().out.count(" runs a site in ") == 3
