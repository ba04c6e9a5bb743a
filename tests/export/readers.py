"""Programs by others that read what we write. A test that needs one that is not here is skipped, and says so in the summary."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import warnings
from pathlib import Path
from typing import Any, NoReturn

import pytest

HERE = Path(__file__).parent


def node(script: str, *arguments: object, **environment: str) -> Any:
    """What a script of this folder prints as JSON, run by Node with the packages that `npm install` put here."""
    if shutil.which("node") is None:
        missing("no node")
    if not (HERE / "node_modules" / "graphology").is_dir():
        missing("no node_modules: run `npm install` in tests/export")
    command = ["node", str(HERE / script), *map(str, arguments)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, env={**os.environ, **environment}, check=False)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def chromium() -> str:
    """The path of a Chromium."""
    found = os.environ.get("KG_CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    return found or missing("no Chromium")


def missing(what: str) -> NoReturn:
    """Skips a test, and says so where everybody reads it."""
    warnings.warn(pytest.PytestWarning(f"NOT TESTED, {what}"), stacklevel=3)
    pytest.skip(what)
