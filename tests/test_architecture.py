"""The house keeps its shape: arrows point down, stages do not know each other, the core is light."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest
from importlinter import configuration
from importlinter.application import use_cases

PACKAGE = Path(__file__).parents[1] / "kg"
HEAVY = {"rdflib", "spacy", "click", "networkx", "trafilatura", "lxml", "pyshacl", "pypdfium2"}
CORE = ("errors", "model", "iris", "protocols", "plugins", "days", "tokens", "ontology", "lexicon", "segment", "scan", "mention", "extract",
        "merge", "link", "fuse", "evaluate", "pipeline")  # fmt: skip


def test_layers(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """The contracts in pyproject.toml, checked by import-linter."""
    monkeypatch.chdir(PACKAGE.parent)
    configuration.configure()
    kept = use_cases.lint_imports(cache_dir=None)
    assert kept, capsys.readouterr().out


def modules() -> list[str]:
    return sorted(".".join(p.relative_to(PACKAGE.parent).with_suffix("").parts).removesuffix(".__init__") for p in PACKAGE.rglob("*.py"))


def test_the_core_imports_nothing_heavy() -> None:
    core = [m for m in modules() if m.split(".")[1:2] and m.split(".")[1] in CORE]
    script = f"import sys\nfor m in {core!r}: __import__(m)\nprint(sorted({HEAVY!r} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


@pytest.mark.parametrize("path", sorted(PACKAGE.rglob("*.py")), ids=lambda p: str(p.relative_to(PACKAGE)))
def test_modules_are_small_and_say_what_they_are(path: Path) -> None:
    source = path.read_text(encoding="utf-8")
    assert len(source.splitlines()) <= 700
    assert ast.get_docstring(ast.parse(source)), "a module says what it is for"
    assert not {"utils", "helpers", "common", "manager", "base"} & set(path.with_suffix("").parts[-2:])


def test_only_the_command_line_prints_or_exits() -> None:
    for path in PACKAGE.rglob("*.py"):
        if path.relative_to(PACKAGE).parts[0] in ("cli", "__main__.py"):
            continue
        calls = {
            node.func.id
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
        }
        assert not calls & {"print", "exit", "quit", "input"}, path
