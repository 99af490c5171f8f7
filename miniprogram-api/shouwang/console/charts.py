"""Charts, drawn by the server as SVG: widths in per cent and heights in pixels, so that a chart fits any page and its words
are never scaled. Colours are classes. Each chart says its message in words; its numbers stand in a table on the page.

Source: reference/look.md section 5
"""

from collections.abc import Sequence
from itertools import pairwise
from typing import ClassVar, Literal

import msgspec

from shouwang.console.blocks import Block

Style = Literal["solid", "hatched", "marked"]
Legend = tuple[tuple[Style, str], ...]

_TOP, _FOOT = 14, 20  # px above the highest mark, and below the base line for its labels
_LINE = 16  # px from one line of labels to the next
_MOST_LINES = 3
_SIGN = 12  # px, a sign of a label; others than Chinese are half as wide
_APART = 6  # px between two labels
_WIDE, _NARROW = 620, 300  # px, the least width of a chart at a desk and on a phone
_STEPS = (1, 2, 2.5, 5, 10)
_BAR = 16  # px, the widest bar


class Point(msgspec.Struct, frozen=True):
    """One value of a series: solid (measured 实测), hatched on top of it (attested 认定), marked red where it is the message."""

    label: str
    value: float
    hatched: float = 0.0
    marked: bool = False


class Box(msgspec.Struct, frozen=True):
    """A bar. Units: x per cent, y and height px; width per cent, or of a `slim` one px, and x then is its middle."""

    x: float
    y: float
    width: float
    height: float
    style: Style
    slim: bool = False


class Text(msgspec.Struct, frozen=True):
    """A label. Units: x per cent, y px. `thin` ones are left out where it is narrow."""

    x: float
    y: float
    words: str
    anchor: Literal["start", "middle", "end"]
    thin: bool = False


class Stroke(msgspec.Struct, frozen=True):
    """A line between two points. Units: x per cent, y px."""

    x1: float
    y1: float
    x2: float
    y2: float
    style: Literal["grid", "base", "line"]


class Chart(Block, frozen=True):
    """A drawing with its message in words."""

    kind: ClassVar[str] = "chart"
    label: str
    height: int
    strokes: tuple[Stroke, ...]
    boxes: tuple[Box, ...]
    texts: tuple[Text, ...]
    legend: Legend = ()


def columns(
    label: str,
    points: Sequence[Point],
    *,
    height: int = 140,
    legend: Legend = (),
) -> Chart:
    """Bars from zero, one a point, gaps as wide as half a bar; where they are few enough for a phone, of one width everywhere.
    Each bar has its label, in up to three lines by turns, where that gives all of them room; the height grows by the lines."""
    top = _top(max((point.value + point.hatched for point in points), default=0.0))
    slot = 100 / max(len(points), 1)
    slim = slot * 2 / 3 * _NARROW / 100 >= _BAR
    boxes: list[Box] = []
    for at, point in enumerate(points):
        x, width = (at * slot + slot / 2, _BAR) if slim else (at * slot + slot / 6, slot * 2 / 3)
        solid, hatched = (_high(value, top, height) for value in (point.value, point.hatched))
        base = height - _FOOT
        if solid:
            boxes.append(Box(x, base - solid, width, solid, "marked" if point.marked else "solid", slim))
        if hatched:
            boxes.append(Box(x, base - solid - hatched, width, hatched, "hatched", slim))
    rows = _label_rows(points)
    labels = _labels_below(points, height, rows) if rows else _labels(points, height)
    high = height + max(rows - 1, 0) * _LINE
    return Chart(label, high, _grid(height), tuple(boxes), (*_scale(points, top, height), *labels), legend)


def line(label: str, points: Sequence[Point], *, height: int = 140) -> Chart:
    """A series over time, for many points."""
    top = _top(max((point.value for point in points), default=0.0))
    slot = 100 / max(len(points), 1)
    marks = [
        (at * slot + slot / 2, height - _FOOT - _high(point.value, top, height)) for at, point in enumerate(points)
    ]
    drawn = tuple(Stroke(a, b, c, d, "line") for (a, b), (c, d) in pairwise(marks))
    return Chart(label, height, (*_grid(height), *drawn), (), (*_scale(points, top, height), *_labels(points, height)))


def _top(most: float) -> float:
    """A round number at or above the largest value."""
    unit = 1.0
    while most > unit * 10:
        unit *= 10
    return next(step * unit for step in _STEPS if step * unit >= most)


def _high(value: float, top: float, height: int) -> float:
    return round(value / top * (height - _TOP - _FOOT), 1)


def _grid(height: int) -> tuple[Stroke, ...]:
    base, middle = height - _FOOT, _TOP + (height - _TOP - _FOOT) / 2
    return (*(Stroke(0, y, 100, y, "grid") for y in (_TOP, middle)), Stroke(0, base, 100, base, "base"))


def _scale(points: Sequence[Point], top: float, height: int) -> tuple[Text, ...]:
    """The top and the middle; nothing where there is nothing, and no half of what is counted in whole ones."""
    values = [value for point in points for value in (point.value, point.hatched)]
    if not any(values):
        return ()
    whole = all(float(value).is_integer() for value in values)
    middle = _TOP + (height - _TOP - _FOOT) / 2
    half = (Text(0, middle - 3, f"{top / 2:,.10g}", "start"),) if not whole or (top / 2).is_integer() else ()
    return (Text(0, _TOP - 3, f"{top:,.10g}", "start"), *half)


def _width(label: str) -> float:
    return sum(_SIGN if ord(sign) > 0x2E80 else _SIGN / 2 for sign in label) + _APART


def _label_rows(points: Sequence[Point]) -> int:
    """Over how many lines the labels of all bars must be spread to have room at a desk; 0 where no such number will do."""
    return next((rows for rows in range(1, _MOST_LINES + 1) if _have_room(points, rows, _WIDE)), 0)


def _have_room(points: Sequence[Point], step: int, wide: int) -> bool:
    """Whether each label stands clear of the next but `step`, which has the same line, where a chart is so wide. Units: px."""
    slot = wide / max(len(points), 1)
    spans = []
    for at, point in enumerate(points):
        width = _width(point.label)
        left = min(max(at * slot + slot / 2 - width / 2, 0), wide - width)  # the outermost are moved inwards
        spans.append((left, left + width))
    return all(one[1] <= other[0] + 0.1 for one, other in zip(spans, spans[step:], strict=False))


def _labels_below(points: Sequence[Point], height: int, rows: int) -> tuple[Text, ...]:
    """A label below the middle of each bar, line by line in turns; on a phone as many of them as have room."""
    slot = 100 / max(len(points), 1)
    step = next(step for step in range(rows, len(points) + rows + 1, rows) if _have_room(points, step, _NARROW))
    made = []
    for at, point in enumerate(points):
        row, x, half = at % rows, at * slot + slot / 2, _width(point.label) / 2 / _WIDE * 100
        y, thin = height - 5 + row * _LINE, at % step >= rows
        if x < half:
            made.append(Text(0, y, point.label, "start", thin=thin))
        elif x > 100 - half:
            made.append(Text(100, y, point.label, "end", thin=thin))
        else:
            made.append(Text(x, y, point.label, "middle", thin=thin))
    return tuple(made)


def _labels(points: Sequence[Point], height: int) -> tuple[Text, ...]:
    """The first and the last label, and those between that have room."""
    every = max(len(points) // 8, 1)
    slot, last = 100 / max(len(points), 1), len(points) - 1
    shown = [at for at in range(len(points)) if at in (0, last) or (at % every == 0 and last - at >= every)]
    return tuple(
        Text(at * slot + slot / 2, height - 5, points[at].label, "middle", thin=at not in (0, last) and len(points) > 4)
        if 0 < at < last
        else Text(0 if at == 0 else 100, height - 5, points[at].label, "start" if at == 0 else "end")
        for at in shown
    )
