"""Every compiled pattern of the stages that read text takes time in proportion to the text, whatever the text."""

from __future__ import annotations

import functools
import importlib
import inspect
import pkgutil
import re
import re._constants as sre
import re._parser as sre_parser
import time
from collections.abc import Iterator
from typing import Any

import pytest

import kg.extract
import kg.mention
import kg.segment
from kg.extract.anchors import Anchored
from kg.needs import Gated

SHORT, LONG = 10_000, 100_000
UNITS = (
    *("a", "A", "1", " ", ",", ".", "-", "'", '"', "(", "$", "a ", "A ", "Aa ", "aa, ", "1,", "1 ", "A. ", "the ", "of the "),
    *("and ", "to ", "O ", "O , ", "P , ", "L , ", "O and ", "F in L ", "M in O ", "T of O ", "D ", "Q of ", "N w ", "O 's "),
    *("( O ", "A O ", "which is ", "in the "),
)

USED = r"\b%s\b(?!\.(?:match|fullmatch)\b| = re\.compile|: )"


def modules() -> Iterator[Any]:
    for package in (kg.extract, kg.mention, kg.segment):
        yield package
        for info in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            if not info.name.endswith(".calibrate"):
                yield importlib.import_module(info.name)


def patterns() -> dict[str, tuple[re.Pattern[str], bool]]:
    """All patterns that modules hold: by themselves, in collections, and as what cached functions without arguments return.

    With each goes whether it is looked for in a text; one whose name only stands before ``.match`` is tried at a single place.
    """
    found: dict[str, tuple[re.Pattern[str], bool]] = {}
    sources = [inspect.getsource(module) for module in modules()]

    def collect(name: str, thing: object, depth: int = 0) -> None:
        code = "\n".join(source for source in sources if re.search(rf"^{name} = |import\b.*\b{name}\b", source, re.M)) if depth == 0 else ""
        if isinstance(thing, re.Pattern) and isinstance(thing.pattern, str):
            anchored = depth == 0 and re.search(rf"\b{name}\.(?:match|fullmatch)\(", code) and not re.search(USED % name, code)
            found.setdefault(thing.pattern, (thing, not anchored))
        elif isinstance(thing, dict) and depth < 3:
            for value in list(thing.values())[:200]:
                collect(name, value, depth + 1)
        elif isinstance(thing, (tuple, list)) and depth < 3:
            for value in thing[:200]:
                collect(name, value, depth + 1)
        elif isinstance(thing, (Anchored, Gated)):
            for pattern in thing.patterns:
                collect(name, pattern, depth + 1)
        elif isinstance(thing, functools._lru_cache_wrapper) and not inspect.signature(thing).parameters and depth == 0:
            collect(name, thing(), 1)

    for module in modules():
        for name, thing in vars(module).items():
            collect(name, thing)
    return found


def sample(parsed: Any, least: bool) -> str:
    """A text that a parsed pattern roughly matches: of choices the last, of repetitions the least or one more."""
    out = ""
    for op, value in parsed:
        if op is sre.LITERAL:
            out += chr(value)
        elif op in (sre.ANY, sre.NOT_LITERAL):
            out += "a"
        elif op is sre.IN:
            out += member(value)
        elif op in (sre.MAX_REPEAT, sre.MIN_REPEAT, sre.POSSESSIVE_REPEAT):
            low, high, inner = value
            out += sample(inner, least) * min(int(high), low if least else low + 1, 3)
        elif op is sre.SUBPATTERN:
            out += sample(value[-1], least)
        elif op is sre.ATOMIC_GROUP:
            out += sample(value, least)
        elif op is sre.BRANCH:
            out += sample(value[1][-1], least)
    return out


def member(choices: Any) -> str:
    for op, value in choices:
        if op is sre.LITERAL:
            return chr(value)
        if op is sre.RANGE:
            return chr(value[0])
        if op is sre.CATEGORY:
            return {sre.CATEGORY_DIGIT: "1", sre.CATEGORY_SPACE: " ", sre.CATEGORY_NOT_WORD: ","}.get(value, "a")
    return "a"


def seconds(pattern: re.Pattern[str], searched: bool, text: str) -> float:
    started = time.process_time()
    if searched:
        for _ in pattern.finditer(text):
            pass
    else:
        pattern.match(text)
    pattern.fullmatch(text)
    return time.process_time() - started


PATTERNS = patterns()


def test_they_are_found() -> None:
    assert len(PATTERNS) > 150


@pytest.mark.parametrize("source", PATTERNS, ids=lambda source: re.sub(r"\W+", "_", source)[:40])
def test_linear(source: str) -> None:
    pattern, searched = PATTERNS[source]
    parsed = sre_parser.parse(source, pattern.flags & ~re.UNICODE)
    made = {sample(parsed, least) for least in (True, False)} - {""}
    for unit in (*UNITS, *made, *(m[: len(m) // 2 + 1] + " " for m in made)):
        text = (unit * (SHORT // len(unit) + 1))[:SHORT]
        if seconds(pattern, searched, text) < 0.08:  # a quadratic one takes longer for ten thousand characters
            continue
        short = min(seconds(pattern, searched, text) for _ in range(2))
        long = seconds(pattern, searched, (unit * (LONG // len(unit) + 1))[:LONG])
        assert long < 25 * short + 0.2, f"{source!r} takes {short:.3f} s, then {long:.3f} s for ten times {unit!r}"
