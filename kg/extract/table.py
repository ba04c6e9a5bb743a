"""The frame tables: what is known of words and their slots, as TOML beside this module."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def table(name: str) -> dict[str, Any]:
    """The table of that name, e.g. ``table("sites")``."""
    return tomllib.loads((files("kg.extract") / "frames" / f"{name}.toml").read_text(encoding="utf-8"))
