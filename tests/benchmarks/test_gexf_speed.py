"""How much time and memory a large GEXF takes, against networkx' writer: `pytest -m benchmark tests/benchmarks/test_gexf_speed.py -s`."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

pytestmark = pytest.mark.benchmark


def cost(*arguments: object) -> Any:
    """What one way of writing costs, measured in a process of its own."""
    command = [sys.executable, str(Path(__file__).parent / "gexf_load.py"), *map(str, arguments)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_a_million_edges_take_little_memory_and_the_same_bytes() -> None:
    one, two = cost("ours", 1_000_000, 50_000), cost("ours", 1_000_000, 50_000)
    print(f"\n10^6 edges, 10^5 nodes, {one['size'] / 1e6:.0f} MB of GEXF: {one['seconds']:.1f} s, {one['mb']:.0f} MB of memory")
    assert one["hash"] == two["hash"]
    assert one["mb"] < 100


def test_it_is_five_times_faster_than_networkx() -> None:
    ours, theirs = cost("ours", 100_000, 5_000), cost("networkx", 100_000, 5_000)
    print(f"\n10^5 edges: ours {ours['seconds']:.1f} s, {ours['mb']:.0f} MB; networkx {theirs['seconds']:.1f} s, {theirs['mb']:.0f} MB")
    assert ours["seconds"] * 5 < theirs["seconds"]
    assert ours["mb"] * 5 < theirs["mb"]


def test_from_a_store_memory_does_not_grow_with_the_facts(tmp_path: Path) -> None:
    few, many = cost("store", 20_000, 2_000, tmp_path / "few"), cost("store", 100_000, 2_000, tmp_path / "many")
    print(
        f"\n10^5 facts from a store: {many['seconds']:.1f} s, of them {many['reading']:.1f} s to read; {many['mb']:.0f} MB beyond the store"
    )
    assert many["mb"] < 100
    assert many["mb"] < few["mb"] + 40
