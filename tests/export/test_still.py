"""Pictures without a browser: they hold what they should, look the same on each run, and are not blank."""

from __future__ import annotations

import io
from typing import Literal

import pytest
from graph_sample import sample
from lxml import etree

from kg.export import still
from kg.export.options import ExportOptions

S = "{http://www.w3.org/2000/svg}"
EVIL = 'o:bolt skos:altLabel "x" . o:acme rdfs:label "<script>alert(1)</script> & \\u0001 co" .'


def svg(picture: Literal["graph", "map"], extra: str = "") -> etree._Element:
    out = io.BytesIO()
    still.svg(sample(extra), out, None, ExportOptions(picture=picture, title="A & B"))
    return etree.fromstring(out.getvalue())


def test_the_graph_shows_every_thing_and_names_the_large_ones() -> None:
    tree = svg("graph")
    assert [t.text for t in tree.iter(S + "title")] == ["A & B"]
    texts = {t.text for t in tree.iter(S + "text")}
    assert {"Acme Cloud", "Bolt Networks", "Singapore", "Organization", "8 things, 10 facts, 2015–2019"} <= texts
    assert len(list(tree.iter(S + "circle"))) == 8 + 4  # and the legend
    assert len([path for path in tree.iter(S + "path") if path.get("fill") == "none" and "Q" in path.get("d")]) == 9


def test_the_map_shows_the_sites_by_stage() -> None:
    tree = svg("map")
    texts = {t.text for t in tree.iter(S + "text")}
    assert {"Singapore", "Tokyo", "operating", "building"} <= texts
    assert "planned" not in texts  # the one that was planned is open


def test_names_do_not_touch_each_other() -> None:
    from kg.export.drawing import Text, text_width

    drawing, _ = still.draw(sample(), None, ExportOptions())
    boxes = [
        (t.at[0], t.at[1] - t.size / 2, t.at[0] + text_width(t.text, t.size), t.at[1] + t.size / 2)
        for t in drawing.shapes
        if isinstance(t, Text)
    ]
    assert not [(a, b) for n, a in enumerate(boxes) for b in boxes[n + 1 :] if a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]]


def test_hostile_names_are_text() -> None:
    tree = svg("graph", EVIL)
    assert not list(tree.iter(S + "script"))
    assert any("<script>" in (t.text or "") for t in tree.iter(S + "text"))


@pytest.mark.parametrize("picture", ["graph", "map"])
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_a_png_is_not_blank_and_the_same_on_each_run(picture: Literal["graph", "map"], theme: Literal["light", "dark"]) -> None:
    image = pytest.importorskip("PIL.Image")
    runs = []
    for _ in range(2):
        out = io.BytesIO()
        still.png(sample(), out, None, ExportOptions(picture=picture, theme=theme, width=640, height=400))
        runs.append(out.getvalue())
    assert runs[0] == runs[1]
    drawn = image.open(io.BytesIO(runs[0]))
    assert drawn.size == (640, 400)
    colours = drawn.convert("RGB").getcolors(1 << 20)
    assert len(colours) > 150
    assert max(count for count, _ in colours) < 0.97 * 640 * 400
