"""Masks: where a piece of metal, enamel or cloth is. A mask is a float32 array, 1 inside, 0 outside, smooth on its edge.

Coordinates are units of the picture (a medal is 1024 units wide, a page 1080); `Grid` knows how many pixels a unit has.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFilter, ImageFont

Field = NDArray[np.float32]
Point = tuple[float, float]


@dataclass(frozen=True)
class Grid:
    """The pixels of one picture. Shapes: every field made from it is (height, width) in pixels."""

    width: float
    height: float
    scale: float

    @property
    def shape(self) -> tuple[int, int]:
        """Rows and columns in pixels."""
        return round(self.height * self.scale), round(self.width * self.scale)

    @cached_property
    def xy(self) -> tuple[Field, Field]:
        """The unit coordinates of every pixel's centre, as a row and a column that broadcast."""
        rows, columns = self.shape
        x = (np.arange(columns, dtype=np.float32) + 0.5) / np.float32(self.scale)
        y = (np.arange(rows, dtype=np.float32) + 0.5) / np.float32(self.scale)
        return x[None, :], y[:, None]

    def polar(self, centre: Point) -> tuple[Field, Field]:
        """Distance and angle (0 = up, clockwise) of every pixel from a centre."""
        x, y = self.xy
        dx, dy = x - np.float32(centre[0]), y - np.float32(centre[1])
        return np.hypot(dx, dy).astype(np.float32), np.arctan2(dx, -dy).astype(np.float32)

    def edge(self, inside: Field) -> Field:
        """A mask from a signed distance in units (positive inside): one pixel of smooth edge."""
        return np.clip(inside * np.float32(self.scale) + 0.5, 0, 1).astype(np.float32)

    def polygon_distance(self, outlines: Sequence[Sequence[Point]]) -> Field:
        """Signed distance in units to the nearest side of some polygons, positive inside: exact, for few sides."""
        inside = self.polygons(outlines) > 0.5
        best = np.full(self.shape, 1e6, np.float32)
        points = [point for outline in outlines for point in outline]
        xs, ys = [p[0] for p in points], [p[1] for p in points]
        box = self._box(min(xs) - 4, min(ys) - 4, max(xs) + 4, max(ys) + 4)
        x, y = self.xy[0][:, box[1]], self.xy[1][box[0]]
        near = best[box]
        for outline in outlines:
            for (ax, ay), (bx, by) in zip(outline, [*outline[1:], outline[0]], strict=True):
                dx, dy = np.float32(bx - ax), np.float32(by - ay)
                along = np.clip(((x - ax) * dx + (y - ay) * dy) / (dx * dx + dy * dy), 0, 1)
                np.minimum(near, np.square(x - ax - along * dx) + np.square(y - ay - along * dy), out=near)
        return np.where(inside, np.sqrt(best), -np.sqrt(best)).astype(np.float32)

    def _box(self, left: float, top: float, right: float, bottom: float) -> tuple[slice, slice]:
        rows, columns = self.shape
        k = self.scale
        return (
            slice(max(0, math.floor(top * k)), min(rows, math.ceil(bottom * k))),
            slice(max(0, math.floor(left * k)), min(columns, math.ceil(right * k))),
        )

    def polar_distance(self, centre: Point, radius_at: Callable[[Field], Field]) -> Field:
        """Signed distance in units to a closed curve given by its radius at each angle, positive inside; true near it."""
        radius, angle = self.polar(centre)
        edge = radius_at(angle)
        slope = (radius_at(angle + 1e-3) - edge) / 1e-3
        return ((edge - radius) / np.sqrt(1 + np.square(slope / np.maximum(edge, 1)))).astype(np.float32)

    def disc(self, centre: Point, radius: float) -> Field:
        """A filled circle."""
        return self.edge(np.float32(radius) - self.polar(centre)[0])

    def ring(self, centre: Point, inner: float, outer: float) -> Field:
        """A flat ring."""
        radius = self.polar(centre)[0]
        return self.edge(np.minimum(radius - np.float32(inner), np.float32(outer) - radius))

    def polygons(self, outlines: Sequence[Sequence[Point]]) -> Field:
        """Filled polygons, drawn at twice the pixels and reduced, so that edges are smooth."""
        rows, columns = self.shape
        picture = Image.new("L", (columns * 2, rows * 2), 0)
        pen = ImageDraw.Draw(picture)
        for outline in outlines:
            pen.polygon([(x * self.scale * 2, y * self.scale * 2) for x, y in outline], fill=255)
        return from_picture(picture.reduce(2))

    def strokes(self, lines: Sequence[Sequence[Point]], width: float) -> Field:
        """Lines of one width with round joints and ends."""
        rows, columns = self.shape
        picture = Image.new("L", (columns * 2, rows * 2), 0)
        pen, k = ImageDraw.Draw(picture), self.scale * 2
        for line in lines:
            points = [(x * k, y * k) for x, y in line]
            pen.line(points, fill=255, width=max(1, round(width * k)), joint="curve")
            for x, y in (points[0], points[-1]):
                half = width * k / 2
                pen.ellipse((x - half, y - half, x + half, y + half), fill=255)
        return from_picture(picture.reduce(2))

    def text(self, words: str, font: str, size: float, centre: Point, spacing: float = 0.0) -> Field:
        """Words on one straight line, the ink of the whole centred on a point."""
        rows, columns = self.shape
        face = ImageFont.truetype(font, round(size * self.scale), layout_engine=ImageFont.Layout.BASIC)
        widths = [face.getlength(character) for character in words]
        gap = spacing * self.scale
        left = centre[0] * self.scale - (sum(widths) + gap * (len(words) - 1)) / 2
        top, bottom = _ink(face, words)
        baseline = centre[1] * self.scale - (top + bottom) / 2
        picture = Image.new("L", (columns, rows), 0)
        pen = ImageDraw.Draw(picture)
        for character, width in zip(words, widths, strict=True):
            pen.text((left, baseline), character, fill=255, font=face, anchor="ls")
            left += width + gap
        return from_picture(picture)

    def arc_text(self, words: str, font: str, size: float, centre: Point, radius: float, spacing: float) -> Field:
        """Words along a circle's lower arc, read from the left, feet outwards; `spacing` is in degrees a character."""
        rows, columns = self.shape
        face = ImageFont.truetype(font, round(size * self.scale), layout_engine=ImageFont.Layout.BASIC)
        sheet = Image.new("L", (columns, rows), 0)
        side = round(size * self.scale * 1.6)
        for index, character in enumerate(words):
            angle = (index - (len(words) - 1) / 2) * spacing
            stamp = Image.new("L", (side, side), 0)
            top, bottom = _ink(face, "守望")
            ImageDraw.Draw(stamp).text(
                (side / 2, side / 2 - (top + bottom) / 2),
                character,
                fill=255,
                font=face,
                anchor="ms",
                stroke_width=size * self.scale * 0.012,
            )
            stamp = stamp.rotate(angle, Image.Resampling.BICUBIC)
            x = (centre[0] + radius * math.sin(math.radians(angle))) * self.scale
            y = (centre[1] + radius * math.cos(math.radians(angle))) * self.scale
            sheet.paste(255, (round(x - side / 2), round(y - side / 2)), stamp)
        return from_picture(sheet)


def _ink(face: ImageFont.FreeTypeFont, words: str) -> tuple[float, float]:
    """Top and bottom of the ink above and below the baseline."""
    box = face.getbbox(words, anchor="ls")
    return box[1], box[3]


def from_picture(picture: Image.Image) -> Field:
    """A grey picture as a mask."""
    return np.asarray(picture, dtype=np.float32) / np.float32(255)


def to_picture(mask: Field) -> Image.Image:
    """A mask as a grey picture."""
    return Image.fromarray(np.clip(mask * 255 + 0.5, 0, 255).astype(np.uint8))


def blur(field: Field, pixels: float) -> Field:
    """A field, smoothed; three box passes stand in for the Gaussian, in floats, so that no steps appear.

    Only the box where something is gets worked on, with room for it to spread.
    """
    if pixels <= 0.3:
        return field
    radius = max(1, round(math.sqrt(4 * pixels * pixels + 1) / 2 - 0.5))
    if not field.any():
        return field
    box = bounds(field != 0, 3 * radius + 2)
    part = field[box]
    for _ in range(3):
        part = _box(_box(part, radius, 0), radius, 1)
    out = np.zeros_like(field)
    out[box] = part
    return out


def _box(field: Field, radius: int, axis: int) -> Field:
    width = 2 * radius + 1
    pad = [(0, 0), (0, 0)]
    pad[axis] = (radius + 1, radius)
    total = np.cumsum(np.pad(field, pad, mode="edge"), axis=axis, dtype=np.float64)
    upper = total[width:] if axis == 0 else total[:, width:]
    lower = total[:-width] if axis == 0 else total[:, :-width]
    return ((upper - lower) / width).astype(np.float32)


def grow(mask: Field, pixels: float) -> Field:
    """A mask made larger by so many pixels."""
    return from_picture(to_picture(mask).filter(ImageFilter.MaxFilter(2 * round(pixels) + 1)))


def depth(mask: Field, reach: int) -> Field:
    """How far each pixel lies inside the mask, in pixels, at most `reach`.

    Exact Euclidean distance to the nearest outside pixel: rows by running counts, columns by the lower envelope
    of parabolas over `2 * reach + 1` shifts. Cropped to the mask's box.
    """
    inside = mask > 0.5
    out = np.zeros(mask.shape, np.float32)
    if not inside.any():
        return out
    box = bounds(inside, 1)
    cropped = inside[box]
    across = _row_distance(cropped, reach)
    best = np.square(across)
    padded = np.pad(across, ((reach, reach), (0, 0)))
    rows = cropped.shape[0]
    for shift in range(1, reach + 1):
        for start in (reach - shift, reach + shift):
            np.minimum(best, np.square(padded[start : start + rows]) + np.float32(shift * shift), out=best)
    out[box] = np.minimum(np.sqrt(best), reach)
    return out


def bounds(inside: NDArray[np.bool_], margin: int) -> tuple[slice, slice]:
    """The smallest box round what is inside, with a margin."""
    rows, columns = np.flatnonzero(inside.any(axis=1)), np.flatnonzero(inside.any(axis=0))
    return (
        slice(max(0, int(rows[0]) - margin), int(rows[-1]) + 1 + margin),
        slice(max(0, int(columns[0]) - margin), int(columns[-1]) + 1 + margin),
    )


def _row_distance(inside: NDArray[np.bool_], reach: int) -> Field:
    columns = np.arange(inside.shape[1], dtype=np.int32)[None, :]
    last_out = np.maximum.accumulate(np.where(inside, -1, columns), axis=1)
    next_out = np.minimum.accumulate(np.where(inside, 2 * inside.shape[1], columns)[:, ::-1], axis=1)[:, ::-1]
    return np.minimum(np.minimum(columns - last_out, next_out - columns), reach).astype(np.float32)
