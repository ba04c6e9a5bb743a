"""Every notebook runs from its first cell to its last; the tour gives its answers and a picture."""

from __future__ import annotations

import base64
import os
from pathlib import Path
from typing import Any

import pytest

NOTEBOOKS = sorted((Path(__file__).parents[1] / "notebooks").glob("*.ipynb"))


def executed(path: Path, folder: Path) -> Any:
    """The notebook after it ran in a folder of its own."""
    nbformat = pytest.importorskip("nbformat", reason="notebooks run with the extra `notebook`")
    nbclient = pytest.importorskip("nbclient", reason="notebooks run with the extra `notebook`")
    notebook = nbformat.read(path, as_version=4)
    client = nbclient.NotebookClient(notebook, timeout=240, kernel_name="python3", resources={"metadata": {"path": str(folder)}})
    return client.execute(env={**os.environ, "MPLBACKEND": "agg", "IPYTHONDIR": str(folder / "ipython")})


def outputs(notebook: Any) -> list[str]:
    """The text that each cell printed."""
    return ["".join(o.get("text", "") for o in cell.get("outputs", [])) for cell in notebook.cells if cell.cell_type == "code"]


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda p: p.name)
def test_a_notebook_is_shipped_without_outputs_and_runs(path: Path, tmp_path: Path) -> None:
    assert '"outputs": []' in path.read_text(encoding="utf-8")
    assert '"image/png"' not in path.read_text(encoding="utf-8")
    notebook = executed(path, tmp_path)
    if path.stem != "tour":
        return
    printed = outputs(notebook)
    assert "Norway" in printed[0]
    assert "0 sources failed" in printed[1]
    assert printed[2].startswith("company")
    assert printed[3].startswith("country")
    assert printed[4].startswith("date")
    for answer in printed[2:5]:
        assert len(answer.splitlines()) > 6, answer
    (picture,) = (o["data"]["image/png"] for c in notebook.cells for o in c.get("outputs", []) if "image/png" in o.get("data", {}))
    assert len(base64.b64decode(picture)) > 20_000  # a blank one is smaller
