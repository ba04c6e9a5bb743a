"""Bare sites and regions that somebody has or opens somewhere: "has sites in Oslo", "will open a region in Spain"."""

from __future__ import annotations

from kg.extract.chart import Atom
from kg.extract.table import table

ADJECTIVES = frozenset(table("words")["facility"]["adjectives"])
HELD_SITES = frozenset(["site", "sites", "locations", "center", "centre", "centers", "centres", "region", "regions"])
OPENING = frozenset(
    ["open", "opens", "opened", "opening", "launch", "launched", "launching", "add", "added", "adding", "introduce", "build", "building"]
)
HOLDING = frozenset(
    [
        "has",
        "have",
        "had",
        "operates",
        "operate",
        "operating",
        "runs",
        "run",
        "running",
        "owns",
        "own",
        "owning",
        "with",
        "opened",
        "already",
        "add",
        "adds",
        "adding",
        "open",
        "opening",
    ]
)


MADE = frozenset(["completed", "finished", "single", "own", "large", "small", "a", "an"])


def is_opened(row: list[Atom], atoms: list[Atom], end: int) -> bool:
    """Whether a region is somebody's to open: "will open a region in Oslo", "Acme's region in Oslo"."""
    placed = end + 1 < len(atoms) and atoms[end].word == "in" and atoms[end + 1].code == "L"
    return placed and len(row) > 1 and row[-1].word in ("a", "another", "its") and row[-2].word in OPENING


def is_held(row: list[Atom], atoms: list[Atom], end: int) -> bool:
    """Whether somebody has these sites somewhere: "has sites in Oslo", "runs eight sites across Norway"."""
    before = next((a for a in reversed(row[-4:]) if a.code == "w" and a.word not in ADJECTIVES | MADE), None)
    end += end < len(atoms) and atoms[end].word in ("nearby", "elsewhere", "already", "today", "now")  # "sites nearby in Mesa"
    placed = end + 1 < len(atoms) and atoms[end].word in ("in", "across", "near", "at", "throughout")
    return before is not None and before.word in HOLDING and placed and any(a.code == "L" for a in atoms[end + 1 : end + 3])
