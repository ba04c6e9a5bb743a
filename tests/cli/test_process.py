"""kg as a process: how fast it starts, and how it ends when its reader or its user goes away."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

import kg.cli
from kg.cli import COMMANDS

KG = [sys.executable, "-m", "kg"]


def seconds(*command: str) -> float:
    """CPU seconds of a command and what it starts, best of five."""
    best = 99.0
    for _ in range(5):
        before = os.times()
        subprocess.run(command, check=True, capture_output=True)
        after = os.times()
        best = min(best, after.children_user + after.children_system - before.children_user - before.children_system)
    return best


def test_help_takes_less_than_three_times_what_click_takes() -> None:
    assert seconds(*KG, "--help") < 3 * seconds(sys.executable, "-c", "import click")


def test_help_imports_no_command_and_nothing_heavy() -> None:
    script = "import sys, kg.cli; kg.cli.run(['--help']); print(sorted(m for m in sys.modules if m.startswith('kg.') or '.' not in m))"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    loaded = set(eval(done.stdout.splitlines()[-1]))
    assert {m for m in loaded if m.startswith("kg.")} == {"kg.cli", "kg.errors"}
    assert not loaded & {"rdflib", "pyoxigraph", "networkx", "numpy", "trafilatura", "lxml", "sentencex", "ahocorasick_rs"}


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_explains_itself_with_examples(name: str) -> None:
    done = CliRunner().invoke(kg.cli.kg, [name, "--help"])
    assert done.exit_code == 0
    assert "Example" in done.output
    assert f"kg {name}" in done.output
    command = kg.cli.kg.get_command(None, name)  # type: ignore[arg-type]
    assert command is not None
    for parameter in command.params:
        assert isinstance(parameter, click.Argument) or parameter.help, f"{name}: {parameter.name} has no help"


def test_version() -> None:
    assert CliRunner().invoke(kg.cli.kg, ["--version"]).output.startswith("kg 0.")


def test_an_unknown_command_is_named_with_the_nearest() -> None:
    done = subprocess.run([*KG, "exprot"], capture_output=True, text=True)
    assert done.returncode == 2
    assert "Did you mean export" in done.stderr


def test_a_closed_pipe_is_quiet(graph: Path) -> None:
    done = subprocess.run(
        ["bash", "-c", f"'{sys.executable}' -m kg dump --format nq --store '{graph}' | head -1; echo ${{PIPESTATUS[0]}}"],
        capture_output=True, text=True,
    )  # fmt: skip
    line, status = done.stdout.splitlines()
    assert line.endswith(" .")
    assert status in ("0", "141")
    assert done.stderr == ""


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_a_full_disk_is_one_line(graph: Path) -> None:
    with open("/dev/full", "w") as full:
        done = subprocess.run([*KG, "dump", "--store", str(graph)], stdout=full, stderr=subprocess.PIPE, text=True)
    assert done.returncode == 2
    assert done.stderr.startswith("kg: the output: ")
    assert len(done.stderr.splitlines()) == 1


def test_interrupting_a_build_keeps_what_was_stored(tmp_path: Path) -> None:
    with (tmp_path / "many.jsonl").open("w") as file:
        for number in range(20_000):
            text = f"Borealis Cloud will build a data center in Oslo. It will cost ${number + 1} million."
            file.write(json.dumps({"id": str(number), "text": text}) + "\n")
    command = [*KG, "build", "many.jsonl", "--jobs", "2", "--store", "g"]
    process = subprocess.Popen(command, cwd=tmp_path, stderr=subprocess.PIPE, text=True, start_new_session=True)
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline and sum(f.stat().st_size for f in tmp_path.glob("g/data-*/*")) < 3_000_000:
        time.sleep(0.1)
    os.killpg(process.pid, signal.SIGINT)
    _, errors = process.communicate(timeout=60)
    assert process.returncode == 130
    assert errors.strip() == "kg: interrupted; what was stored stays, and the same command goes on from there"
    stats = subprocess.run([*KG, "stats", "--format", "json", "--store", "g"], cwd=tmp_path, capture_output=True, text=True, check=True)
    assert 0 < json.loads(stats.stdout)["documents"] < 20_000
