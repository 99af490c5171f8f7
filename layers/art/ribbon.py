"""The bar, the ribbon folded to a point, and the ring: what a medal hangs by. Units: of the medal's picture."""

from __future__ import annotations

import math

import numpy as np
from canvas import Canvas
from metal import Colour, Metal, dome, torus
from shapes import Field, Grid, blur

BAR_Y = 46.0
FOOT_Y = 268.0


def hang(canvas: Canvas, colours: tuple[Colour, ...], metal: Metal) -> None:
    """Ring first, then the cloth that runs through it, then the bar that holds the cloth."""
    grid, k = canvas.grid, canvas.grid.scale
    radius, _ = grid.polar((512, 286))
    canvas.metal(grid.ring((512, 286), 26, 40), torus(radius, 33, 7, 7.5 * k), metal, shadow=0, smooth=0.3)
    _strip(canvas, colours, (378.0, 520.0), (470.0, 530.0))
    _strip(canvas, colours, (504.0, 646.0), (494.0, 554.0))
    bar = _bar(grid)
    canvas.metal(grid.edge(bar), dome(bar, 9, 10 * k, 0.6), metal, shadow=0.6)
    line = grid.strokes([[(398, BAR_Y), (476, BAR_Y)], [(548, BAR_Y), (626, BAR_Y)]], 3)
    canvas.darken(0.45 * line)
    for x, size in ((366, 16), (658, 16), (512, 13)):
        inside = size - grid.polar((x, BAR_Y))[0]
        canvas.metal(grid.edge(inside), dome(inside, size, size * k), metal, shadow=0.45, smooth=0.3)


def _bar(grid: Grid) -> Field:
    x, y = grid.xy
    half = 21 + 6 * np.cos((x - 512) / 146 * math.pi)
    return np.minimum(half - np.abs(y - BAR_Y), 148 - np.abs(x - 512)).astype(np.float32)


def _strip(canvas: Canvas, colours: tuple[Colour, ...], top: tuple[float, float], foot: tuple[float, float]) -> None:
    """One half of the ribbon, from the bar to the ring; stripes run along it from edge to middle, the weave across."""
    grid, k = canvas.grid, canvas.grid.scale
    x, y = grid.xy
    t = np.clip((y - BAR_Y) / (FOOT_Y - BAR_Y), 0, 1)
    left, right = top[0] + (foot[0] - top[0]) * t, top[1] + (foot[1] - top[1]) * t
    across = (x - left) / (right - left)
    bottom = FOOT_Y - 8 + 10 * np.sqrt(np.clip(1 - np.square(2 * across - 1), 0, 1))
    mask = grid.edge(np.minimum(np.minimum(x - left, right - x), np.minimum(y - BAR_Y, bottom - y)))
    from_edge = np.clip(1 - np.abs(across - 0.5) * 2, 0, 1) * len(colours)
    table = np.array(colours, np.float32)
    colour = table[np.clip(from_edge, 0, len(colours) - 1e-3).astype(int)]
    colour = np.stack([blur(np.ascontiguousarray(colour[..., c]), 0.7 * k) for c in range(3)], axis=-1)
    weave = 1 + 0.07 * np.sin(2 * math.pi * y / 4.5) * np.sin(2 * math.pi * across * 30)
    sheen = 0.82 + 0.32 * np.exp(-np.square((across - 0.36) / 0.24)) - 0.30 * t**4
    canvas.shade(mask, 0.5, (-3, 3), 6)
    canvas.lay(np.clip(colour * (weave * sheen)[..., None], 0, 255).astype(np.float32), mask)
