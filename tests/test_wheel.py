"""The wheel works where the clone is not: it carries the ontology and the tables."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built by hatchling in this environment."""
    pytest.importorskip("hatchling", reason="hatchling builds the wheel")
    folder = tmp_path_factory.mktemp("wheel")
    script = f"from hatchling.build import build_wheel; print(build_wheel({str(folder)!r}))"
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return folder / done.stdout.splitlines()[-1]


def test_it_carries_what_the_program_reads(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    for needed in ("ontology/cloud-expansion.ttl", "seeds/organisations.tsv", "seeds/tagger/weights.bin"):
        assert f"kg/_data/{needed}" in names
    assert {f"kg/_data/ontology/queries/{p.name}" for p in (ROOT / "ontology" / "queries").glob("*.rq")} <= names
    assert any(name.endswith("licenses/LICENSE") for name in names)
    assert any(name.endswith("licenses/THIRD_PARTY") for name in names)
    assert not any("test" in name.split("/")[0] for name in names)


def test_it_works_outside_the_clone(wheel: Path, tmp_path: Path) -> None:
    """In an environment of its own that sees the libraries of this one, but not the clone."""
    there = tmp_path / "env"
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(there)], check=True)
    (packages,) = there.glob("lib/python*/site-packages")
    pip = [sys.executable, "-m", "pip", "--python", str(there / "bin" / "python"), "install", "--quiet", "--no-deps", "--no-index"]
    subprocess.run([*pip, str(wheel)], check=True)
    here = [path for path in sys.path if path.endswith("site-packages")]
    (packages / "libraries.pth").write_text("".join(f"{path}\n" for path in here))
    article = tmp_path / "article.txt"
    article.write_text("Borealis Cloud plans three data centers in Oslo, Norway.")
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}

    def kg(*arguments: str) -> str:
        done = subprocess.run([str(there / "bin" / "kg"), *arguments], cwd=tmp_path, env=environment, capture_output=True, text=True)
        assert done.returncode == 0, done.stderr
        return done.stdout

    python = [str(there / "bin" / "python"), "-c", "import kg; print(kg.__file__)"]
    assert subprocess.check_output(python, cwd=tmp_path, env=environment, text=True).startswith(str(there))
    kg("build", "article.txt")
    assert "Oslo" in kg("query", "sites")
    assert "plansDataCenterIn" in kg("dump")
