"""What stands in the middle of a medal, drawn as relief. Units: of the medal, round its middle."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from outlines import Outline, laurel, lobes, star
from shapes import Field, Grid, Point
from typefaces import face


@dataclass(frozen=True)
class Part:
    """One layer of relief: where, how rounded, how tall, how brightly it shines; lines cut into it; its own metal.

    `inside` is the exact distance from the edge, where it is known: large smooth pieces need it to shine without steps.
    """

    mask: Field
    round: float = 8.0
    tall: float = 9.0
    power: float = 0.6
    grooves: Field | None = None
    metal: str | None = None
    sheen: float = 0.08
    inside: Field | None = None


def placed(points: Sequence[Point], centre: Point, size: float) -> Outline:
    """An outline drawn round the origin in size 1, moved and made larger."""
    return [(centre[0] + x * size, centre[1] + y * size) for x, y in points]


def cut(grid: Grid, outlines: Sequence[Outline], round: float, tall: float, power: float = 1.0) -> Part:
    """A piece with straight sides, cut to exact facets."""
    inside = grid.polygon_distance(outlines)
    return Part(grid.edge(inside), round, tall, power, inside=inside)


def lantern(grid: Grid, centre: Point, size: float) -> list[Part]:
    """The watchman's lantern (守望的灯), the family's sign. `size` is half its height."""
    cap = [(-0.40, -0.30), (-0.27, -0.43), (0.27, -0.43), (0.40, -0.30)]
    foot = [(-0.36, 0.52), (0.36, 0.52), (0.26, 0.63), (-0.26, 0.63)]
    knot = [(-0.07, 0.63), (0.07, 0.63), (0.05, 0.72), (-0.05, 0.72)]
    threads = [[(0.4 * x, 0.72), (x, 1.0)] for x in (-0.11, -0.04, 0.04, 0.11)]
    # A cord with a knotted eye: a wide bow would make it a padlock to whoever looks from afar.
    eye = [(0.10 * math.sin(t), -0.70 - 0.10 * math.cos(t)) for t in np.linspace(0, 2 * math.pi, 40)]
    cord = [(0.0, -0.43), (0.0, -0.60)]
    ribs = [
        [(s * 0.66 * math.cos(v), 0.11 + 0.48 * math.sin(v)) for v in np.linspace(-math.pi / 2, math.pi / 2, 40)]
        for s in (-0.78, -0.46, -0.15, 0.15, 0.46, 0.78)
    ]
    fittings = np.maximum(
        grid.polygons([placed(shape, centre, size) for shape in (cap, foot, knot)]),
        np.maximum(
            grid.strokes([placed(line, centre, size) for line in (eye, cord)], size * 0.062),
            grid.strokes([placed(line, centre, size) for line in threads], size * 0.05),
        ),
    )
    grooves = grid.strokes([placed(rib, centre, size) for rib in ribs], size * 0.036)
    x, y = grid.xy
    from_middle = np.hypot((x - centre[0]) / 0.66, (y - centre[1] - 0.11 * size) / 0.48) / size
    glass = ((1 - from_middle) * size * 0.52).astype(np.float32)
    return [
        Part(grid.edge(glass), size * 0.52, size * 0.34, 0.5, grooves, inside=glass),
        Part(fittings, size * 0.06, size * 0.07),
    ]


def rays(grid: Grid, centre: Point, inner: float, outer: float, count: int, width: float) -> Part:
    """Beams of light round something, long and short by turns."""
    beams = []
    for index in range(count):
        angle = 2 * math.pi * index / count
        reach = outer if index % 2 == 0 else inner + (outer - inner) * 0.55
        foot = (centre[0] + inner * math.sin(angle), centre[1] - inner * math.cos(angle))
        tip = (centre[0] + reach * math.sin(angle), centre[1] - reach * math.cos(angle))
        side = (math.cos(angle) * width / 2, math.sin(angle) * width / 2)
        beams.append([(foot[0] - side[0], foot[1] - side[1]), tip, (foot[0] + side[0], foot[1] + side[1])])
    return cut(grid, beams, width / 2, width * 0.30)


def beacon(grid: Grid, centre: Point) -> list[Part]:
    """The lantern, alight: the sign of the first patrol."""
    return [rays(grid, centre, 126, 166, 24, 17), *lantern(grid, (centre[0], centre[1] + 2), 124)]


def stars(count: int, grid: Grid, centre: Point) -> list[Part]:
    """As many cut stars as the grade, spread evenly as in the sky."""
    size = {1: 122.0, 2: 78.0, 3: 70.0, 4: 60.0, 5: 56.0}[count]
    away = {1: 0.0, 2: 78.0, 3: 86.0, 4: 96.0, 5: 104.0}[count]
    turn = {2: math.pi / 2, 4: math.pi / 4}.get(count, 0.0)
    outlines = [
        star((centre[0] + away * math.sin(a), centre[1] - away * math.cos(a)), size, size * 0.47, 5)
        for a in (2 * math.pi * index / count + turn for index in range(count))
    ]
    parts = [cut(grid, outlines, size * 0.36, size * 0.26)]
    return parts if count < 5 else [*parts, *lantern(grid, (centre[0], centre[1]), 46)]


def numeral(words: str, size: float, grid: Grid, centre: Point) -> list[Part]:
    """A great figure under a small lantern."""
    figure = grid.text(words, face("black"), size, (centre[0], centre[1] + 52), -3)
    return [*lantern(grid, (centre[0], centre[1] - 100), 58), Part(figure, 10, 9)]


def years(words: str, grid: Grid, centre: Point) -> list[Part]:
    """A great figure over 周年."""
    figure = grid.text(words, face("black"), 216, (centre[0], centre[1] - 36))
    below = grid.text("周年", face("black"), 66, (centre[0], centre[1] + 98), 10)
    return [Part(figure, 11, 10), Part(below, 5, 4, sheen=0.20)]


def moon(grid: Grid, centre: Point) -> list[Part]:
    """A crescent with a lantern in its arms and small stars: the night watch."""
    x, y = grid.xy
    outer = 132 - np.hypot(x - (centre[0] - 8), y - centre[1])
    inner = np.hypot(x - (centre[0] + 46), y - (centre[1] - 22)) - 104
    crescent = np.minimum(outer, inner).astype(np.float32)
    sparks = ((92, -104, 24), (134, -34, 15), (26, -126, 13))
    twinkles = [star((centre[0] + dx, centre[1] + dy), r, r * 0.34, 4) for dx, dy, r in sparks]
    return [
        Part(grid.edge(crescent), 36, 26, 0.5, inside=crescent),
        cut(grid, twinkles, 6, 5),
        *lantern(grid, (centre[0] + 52, centre[1] + 18), 74),
    ]


def bell(grid: Grid, centre: Point) -> list[Part]:
    """A ringing bell: called out, and come."""
    side = [(0.16, -0.74), (0.34, -0.66), (0.46, -0.46), (0.52, -0.10), (0.58, 0.22), (0.70, 0.44), (0.86, 0.56)]
    body = side + [(0.86, 0.66)] + [(-x, y) for x, y in reversed([*side, (0.86, 0.66)])]
    size, at = 122.0, (centre[0], centre[1] + 4)
    crown = grid.ring((at[0], at[1] - 0.84 * size), 0.09 * size, 0.19 * size)
    clapper = grid.disc((at[0], at[1] + 0.74 * size), 0.20 * size)
    lip = [[(-0.72 * size + at[0], 0.44 * size + at[1]), (0.72 * size + at[0], 0.44 * size + at[1])]]
    waves = [
        [(at[0] + s * r * math.cos(v), at[1] - 30 + r * math.sin(v)) for v in np.linspace(-0.52, 0.52, 24)]
        for s in (-1, 1)
        for r in (112, 140)
    ]
    return [
        Part(np.maximum(crown, clapper), 12, 12, 0.5),
        replace(cut(grid, [placed(body, at, size)], 46, 34, 0.5), grooves=grid.strokes(lip, 5)),
        Part(grid.strokes(waves, 11), 5, 5),
    ]


def book(grid: Grid, centre: Point) -> list[Part]:
    """An open book under the lantern: the whole course passed."""
    at = (centre[0], centre[1] + 62)

    def curve(side: int, y: float, start: float, end: float) -> Outline:
        """A line of a page: it rises from the fold and falls to the edge."""
        steps = np.linspace(start, end, 24)
        return [(side * (5 + 108 * t), y - 18 * math.sin(math.pi * t * 0.9) + 12 * t) for t in steps]

    sides = (-1, 1)
    pages = [placed([*curve(s, -48, 0, 1), *curve(s, 38, 1, 0)], at, 1) for s in sides]
    lines = [placed(curve(s, y, 0.16, 0.86), at, 1) for s in sides for y in (-27, -7, 13)]
    cover = [(-122, -34), (0, -22), (122, -34), (122, 58), (0, 62), (-122, 58)]
    return [
        Part(grid.polygons([placed(cover, at, 1)]), 6, 6, sheen=-0.12),
        Part(grid.polygons(pages), 10, 10, 0.6, grid.strokes(lines, 4.5)),
        *lantern(grid, (centre[0], centre[1] - 78), 80),
    ]


def knot(grid: Grid, centre: Point) -> list[Part]:
    """The endless knot (盘长): kept up without a break. Two families of cords, woven over and under."""
    gap, reach = 46.0, 92.0
    turn = math.radians(45)

    def turned(points: Sequence[Point]) -> Outline:
        at = (centre[0], centre[1] - 12)
        c, s = math.cos(turn), math.sin(turn)
        return [(at[0] + x * c - y * s, at[1] + x * s + y * c) for x, y in points]

    def loop(x: float, y: float, start: float) -> Outline:
        return [
            (x + gap / 2 * math.cos(start + v), y + gap / 2 * math.sin(start + v)) for v in np.linspace(0, math.pi, 24)
        ]

    rows = (-1.5 * gap, -0.5 * gap, 0.5 * gap, 1.5 * gap)
    along = [turned([(-reach, r), (reach, r)]) for r in rows]
    across = [turned([(r, -reach), (r, reach)]) for r in rows]
    ends = [turned(loop(reach, 0.5 * (a + b), -math.pi / 2)) for a, b in ((rows[0], rows[1]), (rows[2], rows[3]))]
    ends += [turned(loop(-reach, 0.5 * (a + b), math.pi / 2)) for a, b in ((rows[0], rows[1]), (rows[2], rows[3]))]
    ends += [turned(loop(0.5 * (a + b), reach, 0)) for a, b in ((rows[0], rows[1]), (rows[2], rows[3]))]
    ends += [turned(loop(0.5 * (a + b), -reach, math.pi)) for a, b in ((rows[0], rows[1]), (rows[2], rows[3]))]
    over = [
        turned([(x - gap * 0.42, y), (x + gap * 0.42, y)])
        for i, y in enumerate(rows)
        for j, x in enumerate(rows)
        if (i + j) % 2 == 0
    ]
    cord = 20.0
    return [
        Part(grid.strokes([*along, *ends], cord), 10, 10, 0.5),
        Part(grid.strokes(across, cord), 10, 10, 0.5),
        Part(grid.strokes(over, cord), 10, 10, 0.5),
    ]


def crowned(grid: Grid, centre: Point) -> list[Part]:
    """The lantern alight in a wreath: the honour of the year."""
    wreath = [laurel(centre, 136, side * math.radians(172), side * math.radians(24), 13, 44) for side in (1, -1)]
    leaves = grid.polygons([leaf for branch in wreath for leaf in branch.leaves])
    stems = grid.strokes([branch.stem for branch in wreath], 4)
    return [
        Part(stems, 2, 2),
        Part(leaves, 7, 7),
        rays(grid, (centre[0], centre[1] - 4), 76, 108, 16, 14),
        *lantern(grid, (centre[0], centre[1] + 2), 92),
    ]


def flower(grid: Grid, centre: Point) -> list[Part]:
    """A blossom, as children are given for a good deed (小红花): praise."""
    petals = lobes(centre, 138, 5, 0.34, 0.6).distance(grid)
    heart = 36 - grid.polar(centre)[0]
    turns = [2 * math.pi * index / 5 for index in range(5)]
    veins = [
        [(centre[0] + r * math.sin(t + w), centre[1] - r * math.cos(t + w)) for r in (52, 92)]
        for t in turns
        for w in (-0.22, 0.0, 0.22)
    ]
    return [
        Part(grid.edge(petals), 46, 26, 0.5, grid.strokes(veins, 4.5), inside=petals),
        Part(grid.edge(heart), 36, 24, 0.5, inside=heart),
    ]
