"""What a user may choose about the form of an export; what is in it is chosen by `kg.graph.GraphSelection`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class ExportOptions:
    """How an export looks. Each format takes what it can show and ignores the rest.

    ``layout``: ``force`` (who belongs together), ``geo`` (Mercator from coordinates), ``none``. ``timeline``: write dates as intervals.
    ``status_words``: ``own`` (planned, building …) or ``tracker`` (announced, under construction …). ``raw``: leave cells that
    begin with = + - @ as they are (unsafe in a spreadsheet). ``picture``: what a still shows. ``width``, ``height`` in pixels.
    """

    layout: Literal["force", "geo", "none"] = "force"
    timeline: bool = True
    status_words: Literal["own", "tracker"] = "own"
    raw: bool = False
    title: str = "Cloud expansion"
    theme: Literal["light", "dark"] = "light"
    picture: Literal["graph", "map"] = "graph"
    width: int = 1600
    height: int = 1000
