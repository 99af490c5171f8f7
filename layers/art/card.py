"""The volunteer card (义警证), 85.6 x 54 mm. Units: pixels at 300 dots an inch, 1012 x 638.

Where words, photo and code go at run time stands in `shouwang/honours/rendering/card.py`; the two belong together.
"""

from __future__ import annotations

import numpy as np
from canvas import Canvas
from emblems import beacon
from guilloche import rosette
from metal import ENAMELS, GOLD, Picture, brightness, dome, glow, rounded, tint
from page import small_crest
from shapes import Grid, blur, grow
from typefaces import face

WIDTH, HEIGHT = 1012.0, 638.0
HEADER = 132.0
PHOTO = (52.0, 178.0, 246.0, 328.0)
CODE = (718.0, 296.0, 250.0)
NOTICE = "志愿服务凭证 · 非执法证件"


def draw(scale: float) -> Canvas:
    """The whole card at so many pixels a unit."""
    grid = Grid(WIDTH, HEIGHT, scale)
    canvas = Canvas(grid, _paper(grid))
    for inner, outer, petals in ((150, 236, 26), (70, 150, 16), (14, 70, 10)):
        canvas.lay((176, 48, 40), grid.strokes(rosette((560, 400), inner, outer, petals, 6), 0.9) * 0.08)
    _header(canvas)
    _plate(canvas, PHOTO, (226, 218, 202))
    _plate(canvas, (CODE[0], CODE[1], CODE[2], CODE[2]), (255, 255, 255))
    canvas.lay((146, 118, 70), grid.text(NOTICE, face("bold"), 21, (WIDTH / 2, 604), 3))
    return canvas


def _paper(grid: Grid) -> Picture:
    x, y = grid.xy
    t = np.clip(np.hypot((x - WIDTH / 2) / 760, (y - 360) / 470), 0, 1)[..., None] ** 2
    return (np.array((255, 253, 246), np.float32) * (1 - t) + np.array((247, 236, 212), np.float32) * t).astype(
        np.float32
    )


def _header(canvas: Canvas) -> None:
    """A band of red enamel over engraving, a gold bar under it, the crest and the title on it."""
    grid, k = canvas.grid, canvas.grid.scale
    x, y = grid.xy
    waves = 0.5 + 0.22 * np.sin(x / 4.4 + 2.4 * np.sin(y / 9.0))
    depth = np.broadcast_to(np.clip(1.05 - np.abs(y - HEADER / 2) / HEADER, 0, 1), grid.shape)
    band = grid.edge(np.broadcast_to(HEADER - y, grid.shape))
    canvas.lay(glow(ENAMELS["crimson"], waves.astype(np.float32), depth), band)
    bar = np.broadcast_to(4.5 - np.abs(y - HEADER), grid.shape).astype(np.float32)
    canvas.metal(grid.edge(bar), dome(bar, 4.5, 4.5 * k), GOLD, shadow=0.4)
    small_crest(canvas, ENAMELS["crimson"], beacon, (92.0, 84.0), 0.20)
    letters = grid.text("义警证", face("black"), 66, (286, 66), 16)
    rim = blur(grow(letters, 1.6 * k), 0.5 * k)
    canvas.shade(rim, 0.5, (2, 3), 3)
    canvas.lay((84, 4, 10), rim)
    canvas.lay(tint(brightness(blur(rounded(letters, 4 * k, 4 * k, 0.6), 0.8 * k), 0.14), GOLD), letters)


def _plate(canvas: Canvas, box: tuple[float, float, float, float], colour: tuple[int, int, int]) -> None:
    """A place in a gold frame, for the photo or the code."""
    grid, k = canvas.grid, canvas.grid.scale
    left, top, width, height = box
    x, y = grid.xy
    away = np.minimum(np.minimum(x - left, left + width - x), np.minimum(y - top, top + height - y)).astype(np.float32)
    bar = np.minimum(away + 6, -away).astype(np.float32)
    canvas.metal(grid.edge(bar), dome(bar, 3, 3 * k), GOLD, shadow=0.35)
    canvas.lay(colour, grid.edge(away))
