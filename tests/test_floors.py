"""Extraction is not below its floors, on gold documents that lie beside the clone (or where KG_GOLD says)."""

from __future__ import annotations

import importlib.util
import os
from pathlib import Path

import pytest

CLONE = Path(__file__).parents[1]
GOLD = Path(os.environ.get("KG_GOLD") or CLONE.parent / "shared" / "gold")


def test_no_figure_is_below_its_floor() -> None:
    """Also that the table of organisations is worth little: `.ci/floors.py` measures plain documents without it."""
    spec = importlib.util.spec_from_file_location("floors", CLONE / ".ci" / "floors.py")
    if spec is None or spec.loader is None or not Path(spec.origin or "").exists() or not GOLD.is_dir():
        pytest.skip("no gold documents beside this clone")
    floors = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(floors)
    kinds = floors.gold_documents([GOLD])
    if not kinds:
        pytest.skip("no gold documents beside this clone")
    lines = list(floors.checks(kinds))
    assert [line for holds, line in lines if not holds] == []
