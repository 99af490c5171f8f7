"""Security-paper line work: rosettes and woven bands of many fine curves, drawn as single lines."""

from __future__ import annotations

import math

import numpy as np
from shapes import Point

Line = list[Point]


def rosette(centre: Point, inner: float, outer: float, petals: int, lines: int, twist: float = 1.0) -> list[Line]:
    """Closed waves between two radii, each turned a little against the last."""
    middle, swing = (inner + outer) / 2, (outer - inner) / 2
    turns = np.linspace(0, 2 * math.pi, 1440)
    curves: list[Line] = []
    for line in range(lines):
        phase = twist * 2 * math.pi * line / lines
        radius = middle + swing * np.cos(petals * turns + phase)
        curves.append(list(zip(centre[0] + radius * np.sin(turns), centre[1] - radius * np.cos(turns), strict=True)))
    return curves


def braid(start: Point, end: Point, half_width: float, waves: int, strands: int) -> list[Line]:
    """A band of woven waves from a point to a point: two families run against each other inside a breathing envelope."""
    length = math.dist(start, end)
    along = np.linspace(0, 1, max(64, int(length * 2)))
    ux, uy = (end[0] - start[0]) / length, (end[1] - start[1]) / length
    curves: list[Line] = []
    for strand in range(strands):
        phase = 2 * math.pi * strand / strands
        for direction in (1, -1):
            breath = 0.62 + 0.38 * np.cos(2 * math.pi * waves * 2 * along + direction * 0.5 * phase)
            swing = half_width * breath * np.sin(2 * math.pi * waves * along * direction + phase)
            x = start[0] + ux * along * length - uy * swing
            y = start[1] + uy * along * length + ux * swing
            curves.append(list(zip(x, y, strict=True)))
    return curves
