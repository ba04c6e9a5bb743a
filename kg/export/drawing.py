"""Shapes on a canvas, and the two ways to put them down: SVG by hand, PNG by Pillow (the extra ``picture``)."""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import IO, TYPE_CHECKING, Literal

from kg.errors import MissingExtraError
from kg.export.looks import Rgb, hexadecimal
from kg.export.text import Repairs

if TYPE_CHECKING:
    from PIL import ImageFont

Point = tuple[float, float]
_FAMILY = "system-ui, -apple-system, 'Segoe UI', Roboto, 'DejaVu Sans', sans-serif"
_OVERSAMPLING = 3


@dataclass(frozen=True, slots=True)
class Circle:
    """A disc with a rim."""

    at: Point
    radius: float
    fill: Rgb
    rim: Rgb | None = None
    opacity: float = 1.0


@dataclass(frozen=True, slots=True)
class Line:
    """A line through points. ``bend`` curves a line of two points to its left, as a share of its length."""

    points: tuple[Point, ...]
    colour: Rgb
    width: float = 1.0
    opacity: float = 1.0
    bend: float = 0.0


@dataclass(frozen=True, slots=True)
class Area:
    """A filled outline; rings inside each other cut holes."""

    rings: tuple[tuple[Point, ...], ...]
    fill: Rgb
    rim: Rgb | None = None


@dataclass(frozen=True, slots=True)
class Text:
    """A line of text; ``at`` is the left (or right) end of its middle line. ``halo`` is drawn round it."""

    at: Point
    text: str
    size: float
    colour: Rgb
    halo: Rgb | None = None
    bold: bool = False
    anchor: Literal["start", "end"] = "start"


Shape = Circle | Line | Area | Text


@dataclass(frozen=True, slots=True)
class Drawing:
    """Shapes in the order in which they are put down."""

    width: int
    height: int
    back: Rgb
    title: str
    description: str
    shapes: tuple[Shape, ...] = ()


def text_width(text: str, size: float) -> float:
    """About how wide a text is, without a font at hand.

    >>> text_width("Tokyo", 10) < text_width("東京東京東京", 10)
    True
    """
    return size * sum(
        1.0 if unicodedata.east_asian_width(c) in "WF" else 0.33 if c in "ijl.,:;'|! " else 0.7 if c.isupper() else 0.56 for c in text
    )


def bent(line: Line) -> Point | None:
    """The control point of a curved line; None of a straight one."""
    if not line.bend or len(line.points) != 2:
        return None
    (x1, y1), (x2, y2) = line.points
    return (x1 + x2) / 2 + (y1 - y2) * line.bend, (y1 + y2) / 2 + (x2 - x1) * line.bend


def write_svg(drawing: Drawing, file: IO[bytes]) -> Repairs:
    """Writes the drawing as SVG 1.1, with a title and a description for those who cannot see it. Gives what had to be repaired."""
    repairs = Repairs()
    size = f'width="{drawing.width}" height="{drawing.height}" viewBox="0 0 {drawing.width} {drawing.height}"'
    file.write(
        f'<svg xmlns="http://www.w3.org/2000/svg" {size} role="img" font-family="{_FAMILY}">\n'
        f"<title>{repairs.xml(drawing.title)}</title><desc>{repairs.xml(drawing.description)}</desc>\n"
        f'<rect width="100%" height="100%" fill="{hexadecimal(drawing.back)}"/>\n'.encode()
    )
    for shape in drawing.shapes:
        file.write((_element(shape, repairs) + "\n").encode())
    file.write(b"</svg>\n")
    return repairs


def _element(shape: Shape, repairs: Repairs) -> str:
    if isinstance(shape, Circle):
        rim = f' stroke="{hexadecimal(shape.rim)}" stroke-width="1.2"' if shape.rim else ""
        x, y = shape.at
        return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{shape.radius:.1f}" fill="{hexadecimal(shape.fill)}"{rim}{_opacity(shape.opacity)}/>'
    if isinstance(shape, Line):
        control = bent(shape)
        if control:
            (x1, y1), (x2, y2) = shape.points
            way = f"M{x1:.1f} {y1:.1f}Q{control[0]:.1f} {control[1]:.1f} {x2:.1f} {y2:.1f}"
        else:
            way = "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in shape.points)
        return (
            f'<path d="{way}" fill="none" stroke="{hexadecimal(shape.colour)}" stroke-width="{shape.width:.1f}"{_opacity(shape.opacity)}/>'
        )
    if isinstance(shape, Area):
        way = "".join("M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in ring) + "Z" for ring in shape.rings)
        rim = f' stroke="{hexadecimal(shape.rim)}" stroke-width="0.7"' if shape.rim else ""
        return f'<path d="{way}" fill="{hexadecimal(shape.fill)}" fill-rule="evenodd"{rim}/>'
    x, y = shape.at
    halo = f' stroke="{hexadecimal(shape.halo)}" stroke-width="3" paint-order="stroke" stroke-linejoin="round"' if shape.halo else ""
    weight = ' font-weight="600"' if shape.bold else ""
    anchor = ' text-anchor="end"' if shape.anchor == "end" else ""
    place = f'x="{x:.1f}" y="{y + shape.size * 0.35:.1f}" font-size="{shape.size:.1f}"'
    return f'<text {place} fill="{hexadecimal(shape.colour)}"{halo}{weight}{anchor}>{repairs.xml(shape.text)}</text>'


def _opacity(opacity: float) -> str:
    return f' opacity="{opacity:.2f}"' if opacity < 1 else ""


def write_png(drawing: Drawing, file: IO[bytes]) -> None:
    """Writes the drawing as PNG, drawn large and made smaller so that edges are smooth. Raises `MissingExtraError` without Pillow."""
    try:
        from PIL import Image, ImageDraw
    except ImportError as error:
        raise MissingExtraError("the format png", "picture") from error
    big = _OVERSAMPLING
    image = Image.new("RGB", (drawing.width * big, drawing.height * big), drawing.back)
    pen = ImageDraw.Draw(image, "RGBA")
    words: list[Text] = []
    for shape in drawing.shapes:
        if isinstance(shape, Circle):
            (x, y), radius = shape.at, shape.radius
            box = [(x - radius) * big, (y - radius) * big, (x + radius) * big, (y + radius) * big]
            pen.ellipse(box, fill=_seen(shape.fill, shape.opacity), outline=shape.rim, width=round(1.2 * big) if shape.rim else 0)
        elif isinstance(shape, Line):
            points = [(x * big, y * big) for x, y in _flat(shape)]
            pen.line(points, fill=_seen(shape.colour, shape.opacity), width=max(1, round(shape.width * big)), joint="curve")
        elif isinstance(shape, Area):
            for ring in shape.rings:
                pen.polygon([(x * big, y * big) for x, y in ring], fill=shape.fill, outline=shape.rim, width=max(1, round(0.7 * big)))
        else:
            words.append(shape)
    image = image.resize((drawing.width, drawing.height), Image.Resampling.LANCZOS)
    pen = ImageDraw.Draw(image, "RGBA")
    for word in words:
        text = "".join(c for c in word.text if unicodedata.category(c) not in ("Cc", "Cs"))
        anchor = "rm" if word.anchor == "end" else "lm"
        rim = 2 if word.halo else 0
        pen.text(word.at, text, fill=word.colour, font=_font(word.size, word.bold), anchor=anchor, stroke_width=rim, stroke_fill=word.halo)
    image.save(file, "PNG", optimize=True)


def _flat(line: Line) -> Iterable[Point]:
    control = bent(line)
    if control is None:
        return line.points
    (x1, y1), (x2, y2) = line.points
    steps = max(6, min(24, int(math.dist(*line.points) / 12)))
    parts = [number / steps for number in range(steps + 1)]
    return [
        ((1 - t) ** 2 * x1 + 2 * t * (1 - t) * control[0] + t * t * x2, (1 - t) ** 2 * y1 + 2 * t * (1 - t) * control[1] + t * t * y2)
        for t in parts
    ]


def _seen(colour: Rgb, opacity: float) -> tuple[int, int, int, int]:
    return (*colour, round(255 * opacity))


@lru_cache
def _font(size: float, bold: bool) -> ImageFont.FreeTypeFont | ImageFont.ImageFont:
    """DejaVu Sans, which has most scripts, where the system has it; else the one inside Pillow."""
    from PIL import ImageFont

    try:
        return ImageFont.truetype("DejaVuSans-Bold.ttf" if bold else "DejaVuSans.ttf", size)
    except OSError:
        return ImageFont.load_default(size)
