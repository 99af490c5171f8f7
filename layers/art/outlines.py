"""Outlines of medals, each kind its own, so that even a silhouette tells them apart. Units: of the medal's picture."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from shapes import Field, Grid, Point

Outline = list[Point]


@dataclass(frozen=True)
class Polygon:
    """A straight-sided outline."""

    points: Sequence[Point]

    def distance(self, grid: Grid) -> Field:
        """Signed distance to the edge, positive inside."""
        return grid.polygon_distance([self.points])


@dataclass(frozen=True)
class Curve:
    """A closed curve round a centre, given by its radius at each angle (0 = up, clockwise)."""

    centre: Point
    radius_at: Callable[[Field], Field]

    def distance(self, grid: Grid) -> Field:
        """Signed distance to the edge, positive inside."""
        return grid.polar_distance(self.centre, self.radius_at)


Shape = Polygon | Curve


def star(centre: Point, outer: float, inner: float, points: int, turn: float = 0.0) -> Outline:
    """A straight-edged star."""
    corners = []
    for index in range(2 * points):
        angle = math.pi * index / points + turn
        radius = outer if index % 2 == 0 else inner
        corners.append((centre[0] + radius * math.sin(angle), centre[1] - radius * math.cos(angle)))
    return corners


def sunburst(centre: Point, first: float, second: float, inner: float, points: int, turn: float = 0.0) -> Outline:
    """A star whose rays are of two lengths by turns; a ray of the first length points up, or by `turn` from it."""
    corners = []
    for index in range(4 * points):
        angle = math.pi * index / (2 * points) + turn
        radius = (first, inner, second, inner)[index % 4]
        corners.append((centre[0] + radius * math.sin(angle), centre[1] - radius * math.cos(angle)))
    return corners


def lobes(centre: Point, radius: float, count: int, cut: float, power: float = 0.7) -> Curve:
    """Round lobes with clefts between them, one lobe up: a cloud, a blossom."""
    return Curve(centre, lambda t: radius * (1 - cut + cut * np.abs(np.cos(count * t / 2)) ** power))


def hollow_sides(centre: Point, radius: float, sides: int, bulge: float) -> Curve:
    """A polygon with hollowed sides and blunt corners, as on old window frames (海棠窗)."""
    sector = 2 * math.pi / sides

    def radius_at(t: Field) -> Field:
        local = np.abs((t + sector / 2) % sector - sector / 2)
        side = radius * math.cos(math.pi / sides) / np.cos(math.pi / sides - local)
        return np.minimum(side * (1 - bulge * np.square(local / (sector / 2))), radius * 0.968)

    return Curve(centre, radius_at)


def reeded(centre: Point, radius: float, teeth: int, height: float) -> Curve:
    """A coin's edge of many small round teeth."""
    return Curve(centre, lambda t: radius + height * np.tanh(1.6 * np.sin(teeth * t)))


def turned_square(centre: Point, radius: float, turn: float, blunt: float = 0.09) -> Polygon:
    """A square with blunted corners, standing on its point when `turn` is 0."""
    corners: Outline = []
    for index in range(4):
        angle = math.pi / 2 * index + turn
        tip = (centre[0] + radius * math.sin(angle), centre[1] - radius * math.cos(angle))
        for side in (-1, 1):
            other = angle + side * math.pi / 2
            toward = (centre[0] + radius * math.sin(other), centre[1] - radius * math.cos(other))
            corners.append((tip[0] + (toward[0] - tip[0]) * blunt, tip[1] + (toward[1] - tip[1]) * blunt))
    return Polygon(corners)


def circle(centre: Point, radius: float, steps: int = 48) -> Outline:
    """A circle of many sides."""
    return ellipse(centre, radius, radius, steps)


def ellipse(centre: Point, across: float, down: float, steps: int = 96) -> Outline:
    """An ellipse of many sides."""
    turns = [2 * math.pi * step / steps for step in range(steps)]
    return [(centre[0] + across * math.sin(t), centre[1] - down * math.cos(t)) for t in turns]


def beads(centre: Point, radius: float, count: int, size: float) -> list[Outline]:
    """Round beads on a circle."""
    turns = [2 * math.pi * index / count for index in range(count)]
    return [circle((centre[0] + radius * math.sin(t), centre[1] - radius * math.cos(t)), size) for t in turns]


def leaf(base: Point, angle: float, length: float, width: float, bend: float = 0.0) -> Outline:
    """One laurel leaf from its foot, pointing along `angle` (0 = up, clockwise), its middle bent to one side."""
    ux, uy = math.sin(angle), -math.cos(angle)
    edge = [i / 16 for i in range(17)]
    outline = []
    for side, ts in ((1, edge), (-1, edge[::-1])):
        for t in ts:
            half = side * width / 2 * math.sin(math.pi * t**0.85) + bend * length * math.sin(math.pi * t)
            outline.append((base[0] + ux * length * t - uy * half, base[1] + uy * length * t + ux * half))
    return outline


@dataclass(frozen=True)
class Branch:
    """A laurel branch: its leaves and its stem."""

    leaves: list[Outline]
    stem: Outline


def laurel(centre: Point, radius: float, start: float, end: float, pairs: int, size: float) -> Branch:
    """A branch along a circle from an angle to an angle (radians): leaves in pairs, smaller towards its tip."""
    leaves = []
    direction = 1 if end > start else -1

    def point(t: float) -> Point:
        angle = start + (end - start) * t
        return centre[0] + radius * math.sin(angle), centre[1] - radius * math.cos(angle)

    for index in range(pairs):
        t = index / pairs
        heading = start + (end - start) * t + direction * math.pi / 2
        length = size * (1 - 0.35 * t)
        for side in (-1, 1):
            leaves.append(leaf(point(t), heading + side * 0.46, length, length * 0.34, side * 0.08))
    leaves.append(leaf(point(1 - 0.5 / pairs), end + direction * math.pi / 2, size * 0.72, size * 0.22))
    return Branch(leaves, [point(t / 40) for t in range(40)])
