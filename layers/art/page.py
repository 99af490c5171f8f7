"""The page of a certificate: paper, woven border, gold frames, crest, title, seal. Units: a page is 1080 x 1528.

Where words go at run time stands in `shouwang/honours/rendering/layout.py`; the two belong together.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import medal
import numpy as np
import seal
from canvas import Canvas
from emblems import Part
from guilloche import braid, rosette
from metal import ENAMELS, GOLD, Colour, Enamel, Picture, brightness, dome, rounded, tint
from outlines import Polygon, lobes, sunburst
from shapes import Field, Grid, Point, blur, grow
from typefaces import face

WIDTH, HEIGHT = 1080.0, 1528.0
CENTRE = (WIDTH / 2, HEIGHT / 2)
BAND, NOTCHED = (34.0, 98.0), 118.0
LINE: Colour = (176, 132, 52)
CREST_AT, CREST_SCALE = (540.0, 264.0), 0.358
TITLE_AT, SUBTITLE_Y = (540.0, 474.0), 578.0
SEAL_AT, SEAL_SIDE = (848.0, 1308.0), 132.0
CODE_BOX = (168.0, 1142.0, 224.0)


Sign = Callable[[Grid, Point], Sequence[Part]]


@dataclass(frozen=True)
class Page:
    """What tells one template from another."""

    kind: str
    title: str
    subtitle: str
    enamel: str
    emblem: Sign
    thread: Colour
    wash: Colour
    sealed: bool = True


def draw(page: Page, scale: float) -> Canvas:
    """The whole page at so many pixels a unit."""
    grid = Grid(WIDTH, HEIGHT, scale)
    canvas = Canvas(grid, paper(grid))
    watermark(canvas, page)
    border(canvas, page)
    corners(canvas, page)
    frames(canvas)
    small_crest(canvas, ENAMELS[page.enamel], page.emblem, CREST_AT, CREST_SCALE)
    title(canvas, page.title)
    subtitle(canvas, page.subtitle)
    code_plate(canvas)
    if page.sealed:
        seal.stamp(canvas, SEAL_AT, SEAL_SIDE)
    else:
        seal.empty_place(canvas, SEAL_AT, SEAL_SIDE, "盖章处")
    return canvas


def paper(grid: Grid) -> Picture:
    """Warm ivory, lighter in the middle. Smooth, so that the picture stays small and words stay clean."""
    away = np.hypot((grid.xy[0] - CENTRE[0]) / 800, (grid.xy[1] - CENTRE[1] + 100) / 1080)
    t = np.square(np.clip(away, 0, 1))[..., None]
    return (np.array((255, 253, 245), np.float32) * (1 - t) + np.array((248, 236, 210), np.float32) * t).astype(
        np.float32
    )


def inside(grid: Grid, inset: float) -> Field:
    """Distance from a rectangle that lies so far within the page, positive inside."""
    x, y = grid.xy
    return np.minimum(np.minimum(x - inset, WIDTH - inset - x), np.minimum(y - inset, HEIGHT - inset - y))


def notched(grid: Grid, inset: float, notch: float) -> Field:
    """The same with corners cut by quarter circles round the corners of the outermost line (海棠角)."""
    x, y = grid.xy
    dx, dy = np.minimum(x - NOTCHED, WIDTH - NOTCHED - x), np.minimum(y - NOTCHED, HEIGHT - NOTCHED - y)
    return np.minimum(inside(grid, inset), np.hypot(dx, dy) - notch - (inset - NOTCHED)).astype(np.float32)


def watermark(canvas: Canvas, page: Page) -> None:
    """The great rosette behind the words, hardly seen."""
    grid, centre = canvas.grid, (CENTRE[0], 880.0)
    for inner, outer, petals, lines in ((248, 322, 36, 7), (150, 248, 26, 7), (72, 150, 16, 7), (14, 72, 10, 5)):
        canvas.lay(page.thread, grid.strokes(rosette(centre, inner, outer, petals, lines), 1.0) * 0.09)


def border(canvas: Canvas, page: Page) -> None:
    """The woven band: two braids, one dark and one light, between gold frames."""
    grid, (low, high) = canvas.grid, BAND
    canvas.lay(page.wash, grid.edge(np.minimum(inside(grid, low - 6), -inside(grid, high + 6))))
    middle, half, clear = (low + high) / 2, (high - low) / 2 - 3, high + 10
    right, bottom = WIDTH - middle, HEIGHT - middle
    sides = (
        ((clear, middle), (WIDTH - clear, middle), 10),
        ((clear, bottom), (WIDTH - clear, bottom), 10),
        ((middle, clear), (middle, HEIGHT - clear), 15),
        ((right, clear), (right, HEIGHT - clear), 15),
    )
    for start, end, waves in sides:
        canvas.lay(LINE, grid.strokes(braid(start, end, half * 0.6, waves * 2, 4), 1.0) * 0.55)
        canvas.lay(page.thread, grid.strokes(braid(start, end, half, waves, 6), 1.0) * 0.72)


def corners(canvas: Canvas, page: Page) -> None:
    """Four corner blocks: a gold frame, a rosette of fine lines, a gold flower with a pearl."""
    grid, k, (low, high) = canvas.grid, canvas.grid.scale, BAND
    middle, half = (low + high) / 2, (high - low) / 2 + 8
    x, y = grid.xy
    for cx in (middle, WIDTH - middle):
        for cy in (middle, HEIGHT - middle):
            block = half - np.maximum(np.abs(x - cx), np.abs(y - cy))
            canvas.lay(page.wash, grid.edge(block))
            canvas.lay(page.thread, grid.strokes(rosette((cx, cy), 16, 33, 12, 4), 0.8) * 0.75)
            bar = np.minimum(block, 4.5 - block).astype(np.float32)
            canvas.metal(grid.edge(bar), dome(bar, 2.2, 2.4 * k), GOLD, shadow=0.3)
            flower = lobes((cx, cy), 17, 8, 0.22).distance(grid)
            canvas.metal(grid.edge(flower), dome(flower, 7, 6 * k), GOLD, shadow=0.4)
            pearl = 6.5 - grid.polar((cx, cy))[0]
            canvas.metal(grid.edge(pearl), dome(pearl, 6.5, 6.5 * k), GOLD, shadow=0.5)


def frames(canvas: Canvas) -> None:
    """The gold frames outside and inside the band, and the notched double line round the words."""
    grid, k = canvas.grid, canvas.grid.scale
    for inset, width in ((20.0, 9.0), (101.0, 6.0)):
        bar = np.minimum(inside(grid, inset), -inside(grid, inset + width)).astype(np.float32)
        canvas.metal(grid.edge(bar), dome(bar, width / 2, width * 0.5 * k), GOLD, shadow=0.3)
    for inset, width in ((NOTCHED, 1.9), (NOTCHED + 6.5, 0.9)):
        line = np.minimum(notched(grid, inset, 36), -notched(grid, inset + width, 36))
        canvas.lay(LINE, grid.edge(line))
    for cx in (127.0, WIDTH - 127.0):
        for cy in (127.0, HEIGHT - 127.0):
            flower = lobes((cx, cy), 11, 5, 0.2).distance(grid)
            canvas.metal(grid.edge(flower), dome(flower, 6, 5 * k), GOLD, shadow=0.3)


def small_crest(canvas: Canvas, enamel: Enamel, emblem: Sign, at: Point, size: float) -> None:
    """The family's sign: a sunburst with an emblem under enamel, no ribbon, no lettering; `size` is against a medal."""
    grid = canvas.grid
    small = Canvas(Grid(medal.SIDE, medal.SIDE, grid.scale * size))
    medal.plate(small, medal.Plate(Polygon(sunburst(medal.MIDDLE, 362, 318, 272, 16)), facets=0.6), GOLD)
    medal.rim(small, GOLD)
    medal.band(small, GOLD, enamel)
    medal.legend(small, "", GOLD)
    medal.field(small, enamel, GOLD)
    medal.relief(small, emblem(small.grid, medal.MIDDLE), GOLD)
    left = round((at[0] - medal.MIDDLE[0] * size) * grid.scale)
    top = round((at[1] - medal.MIDDLE[1] * size) * grid.scale)
    away = (max(0, -top), max(0, -left))
    cover, colour = np.zeros(grid.shape, np.float32), np.zeros((*grid.shape, 3), np.float32)
    seen = (slice(away[0], None), slice(away[1], None))
    rows, columns = small.cover[seen].shape
    box = (slice(top + away[0], top + away[0] + rows), slice(left + away[1], left + away[1] + columns))
    cover[box] = small.cover[seen]
    colour[box] = small.colour[seen] / np.maximum(small.cover[seen], 1e-3)[..., None]
    canvas.shade(cover, 0.30, (3, 6), 7)
    canvas.lay(np.clip(colour, 0, 255), cover)


def title(canvas: Canvas, words: str) -> None:
    """The title in raised gold with a dark red rim."""
    grid, k = canvas.grid, canvas.grid.scale
    size, gap = (130.0, 36.0) if len(words) <= 4 else (104.0, 20.0)
    letters = grid.text(words, face("black"), size, TITLE_AT, gap)
    rim = blur(grow(letters, 2.4 * k), 0.5 * k)
    canvas.shade(rim, 0.32, (2.5, 4), 4)
    canvas.lay((116, 10, 12), rim)
    height = blur(rounded(letters, 7 * k, 7 * k, 0.6), 1.2 * k)
    y = (grid.xy[1] - (TITLE_AT[1] - size / 2)) / size
    canvas.lay(tint(brightness(height, 0.14 - 0.16 * np.clip(y, 0, 1)), GOLD), letters)


def subtitle(canvas: Canvas, words: str) -> None:
    """The small Latin line between two rules."""
    grid = canvas.grid
    letters = grid.text(words, face("bold"), 21, (TITLE_AT[0], SUBTITLE_Y), 5.5)
    canvas.lay((146, 100, 26), letters)
    columns = np.flatnonzero(letters.any(axis=0)) / grid.scale
    left, right, y = columns[0] - 24, columns[-1] + 24, SUBTITLE_Y
    canvas.lay(LINE, grid.strokes([[(left - 92, y), (left, y)], [(right, y), (right + 92, y)]], 1.5))
    for x in (left + 4, right - 4):
        diamond = [[(x - 5, y), (x, y - 5), (x + 5, y), (x, y + 5)]]
        canvas.lay(LINE, grid.polygons(diamond))


def code_plate(canvas: Canvas) -> None:
    """The white plate on which the code is printed, in a gold hairline."""
    grid, (left, top, side) = canvas.grid, CODE_BOX
    x, y = grid.xy
    plate = np.minimum(np.minimum(x - left, left + side - x), np.minimum(y - top, top + side - y)).astype(np.float32)
    canvas.lay(LINE, grid.edge(plate + 7.5))
    canvas.lay((255, 255, 255), grid.edge(plate + 6))
