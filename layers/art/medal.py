"""One medal: a bar and a folded ribbon, a ring, a plate of its own outline, enamel, an emblem, its name on the rim.

Units: the picture is 1024 x 1024; the plate's middle is `MIDDLE`.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from canvas import Canvas
from emblems import Part
from metal import ENAMELS, METALS, Colour, Enamel, Metal, dome, glow, rounded, torus
from outlines import Shape, beads, laurel
from ribbon import hang
from shapes import Field, Grid, Point, blur, grow
from typefaces import face

SIDE = 1024.0
MIDDLE: Point = (512.0, 648.0)
RIM = (258.0, 280.0)
BAND = (186.0, 252.0)
FIELD = 176.0
# Warm grey that shows on white and on dark alike. Source: reference look.md, token `edge`.
LOCKED: Colour = (139, 133, 121)


@dataclass(frozen=True)
class Plate:
    """One layer of the body: its outline; cut in facets that steep, or swelling softly with so many fine flutes."""

    shape: Shape
    facets: float = 0.0
    flutes: int = 0
    metal: str | None = None


@dataclass(frozen=True)
class Medal:
    """What tells one medal from another."""

    kind: str
    name: str
    metal: str
    enamel: str
    ribbon: tuple[Colour, ...]
    plates: Sequence[Plate]
    emblem: Callable[[Grid, Point], Sequence[Part]]


def draw(medal: Medal, scale: float) -> Canvas:
    """The whole medal at so many pixels a unit."""
    canvas = Canvas(Grid(SIDE, SIDE, scale))
    metal, enamel = METALS[medal.metal], ENAMELS[medal.enamel]
    hang(canvas, medal.ribbon, metal)
    for layer in medal.plates:
        plate(canvas, layer, METALS[layer.metal] if layer.metal else metal)
    bail(canvas, metal)
    rim(canvas, metal)
    band(canvas, metal, enamel)
    legend(canvas, medal.name, metal)
    field(canvas, enamel, metal)
    relief(canvas, medal.emblem(canvas.grid, MIDDLE), metal)
    return canvas


def body(medal: Medal, grid: Grid) -> Field:
    """Where the plate is, without what it hangs by."""
    return np.maximum.reduce([grid.edge(layer.shape.distance(grid)) for layer in medal.plates])


def silhouette(medal: Medal, scale: float) -> Canvas:
    """The medal not yet won: its outline in warm grey, the emblem a shade stronger."""
    canvas = Canvas(Grid(SIDE, SIDE, scale))
    grid = canvas.grid
    hang(canvas, medal.ribbon, METALS[medal.metal])
    whole = np.maximum.reduce([canvas.cover, grid.strokes([[(512, 304), (512, 346)]], 28), body(medal, grid)])
    sign = np.maximum.reduce([part.mask for part in medal.emblem(grid, MIDDLE)])
    lines = np.maximum(grid.ring(MIDDLE, RIM[0], RIM[0] + 7), grid.ring(MIDDLE, FIELD, FIELD + 6))
    strength = whole * (0.34 + 0.30 * np.maximum(sign, lines))
    canvas.colour = (np.array(LOCKED, np.float32) * strength[..., None]).astype(np.float32)
    canvas.cover = strength.astype(np.float32)
    return canvas


def plate(canvas: Canvas, layer: Plate, metal: Metal) -> None:
    """Lay one layer of the body."""
    grid, k = canvas.grid, canvas.grid.scale
    inside = layer.shape.distance(grid)
    swelling = dome(inside, 15, 12 * k)
    height = np.clip(inside, 0, 100) * np.float32(layer.facets * k) if layer.facets else swelling
    if layer.flutes:
        radius, angle = grid.polar(MIDDLE)
        fade = np.clip((inside - 5) / 16, 0, 1) * (radius > RIM[0])
        height = height + np.abs(np.sin(layer.flutes / 2 * angle)) * fade * np.float32(2.4 * k)
    mask = grid.edge(inside)
    canvas.metal(mask, height.astype(np.float32), metal, shadow=0.55, smooth=0.35)
    # A thin dark contour keeps bright edges from melting into white paper.
    canvas.darken((0.45 * np.exp(-np.square(inside / 1.6)) * mask).astype(np.float32))


def bail(canvas: Canvas, metal: Metal) -> None:
    """The loop that joins the plate to the ring."""
    grid, k = canvas.grid, canvas.grid.scale
    x, y = grid.xy
    inside = 14 - np.hypot(x - 512, np.maximum(np.maximum(304 - y, y - 346), 0))
    canvas.metal(grid.edge(inside), dome(inside, 14, 14 * k), metal, shadow=0.5)


def rim(canvas: Canvas, metal: Metal) -> None:
    """The raised ring round the band."""
    grid, k = canvas.grid, canvas.grid.scale
    radius, _ = grid.polar(MIDDLE)
    middle, half = sum(RIM) / 2, (RIM[1] - RIM[0]) / 2
    canvas.metal(
        grid.ring(MIDDLE, RIM[0] - 4, RIM[1]), torus(radius, middle, half, 12 * k), metal, shadow=0.6, smooth=0.3
    )


def band(canvas: Canvas, metal: Metal, enamel: Enamel) -> None:
    """The dark band that bears the name, with pearls along its outer edge."""
    grid, k = canvas.grid, canvas.grid.scale
    radius, _ = grid.polar(MIDDLE)
    mask = grid.disc(MIDDLE, RIM[0])
    canvas.lay(np.array(enamel.deep, np.float32) * 0.55 + np.array(enamel.body, np.float32) * 0.25, mask)
    edges = np.exp(-np.square((radius - RIM[0]) / 8)) + np.exp(-np.square((radius - BAND[0]) / 8))
    canvas.darken((0.55 * edges * mask).astype(np.float32))
    pearls = grid.polygons(beads(MIDDLE, BAND[1] - 3, 108, 4.4))
    canvas.metal(pearls, rounded(pearls, 4.4 * k, 4.4 * k), metal, shadow=0.3)


def legend(canvas: Canvas, name: str, metal: Metal) -> None:
    """The name, if any, along the lower arc, laurel along the rest."""
    grid, k = canvas.grid, canvas.grid.scale
    middle = (BAND[0] + BAND[1]) / 2 - 3
    step = 14.4 if len(name) < 6 else 13.2
    half = math.radians(step * len(name) / 2 + 7)
    branches = [laurel(MIDDLE, middle, side * (math.pi - half), side * math.radians(12), 14, 38) for side in (1, -1)]
    stems = grid.strokes([branch.stem for branch in branches], 3.4)
    canvas.metal(stems, rounded(stems, 2 * k, 2 * k), metal, shadow=0.3)
    leaves = grid.polygons([leaf for branch in branches for leaf in branch.leaves])
    canvas.metal(leaves, rounded(leaves, 6 * k, 6 * k), metal, shadow=0.4, sheen=-0.04)
    pearl = grid.disc((MIDDLE[0], MIDDLE[1] - middle), 10)
    canvas.metal(pearl, rounded(pearl, 10 * k, 10 * k), metal, shadow=0.4)
    if not name:
        return
    letters = grid.arc_text(name, face("black"), 50 if len(name) < 6 else 46, MIDDLE, middle, step)
    # Lettering must be read before it shines: low relief, lifted to the bright end of the metal.
    canvas.metal(letters, rounded(letters, 3 * k, 1.8 * k, 0.6), metal, shadow=0.8, sheen=0.30, smooth=0.4)


def field(canvas: Canvas, enamel: Enamel, metal: Metal) -> None:
    """The enamelled middle: fine engraving under glass, dark at the rim, with the lamp's gloss."""
    grid, k = canvas.grid, canvas.grid.scale
    radius, angle = grid.polar(MIDDLE)
    middle, half = (FIELD + BAND[0]) / 2, (BAND[0] - FIELD) / 2 + 3
    canvas.metal(
        grid.ring(MIDDLE, FIELD - 4, BAND[0] + 3), torus(radius, middle, half, 8 * k), metal, shadow=0.5, smooth=0.3
    )
    disc = grid.disc(MIDDLE, FIELD)
    waves = 0.5 + 0.5 * np.sin(54 * angle + 2.2 * np.sin(radius / 9.5))
    engraving = 0.5 + (waves - 0.5) * np.clip((radius - 24) / 110, 0, 1)
    inside = np.sqrt(np.clip(1 - np.square(radius / (FIELD + 4)), 0, 1))
    canvas.lay(glow(enamel, engraving.astype(np.float32), inside), disc)
    canvas.darken((0.6 * np.exp(-np.square((radius - FIELD) / 11)) * disc).astype(np.float32))
    away = np.hypot(grid.xy[0] - (MIDDLE[0] + 16), grid.xy[1] - (MIDDLE[1] + 22))
    lamp = np.clip((away - 148) / 9, 0, 1) * np.clip((FIELD - 7 - radius) / 7, 0, 1) * (np.cos(angle + 0.62) > 0.2)
    canvas.lay((255, 255, 255), (0.30 * lamp * np.clip(np.cos(angle + 0.62), 0, 1)).astype(np.float32))
    back = np.exp(-np.square((radius - FIELD + 10) / 6)) * np.clip(np.cos(angle - 2.5), 0, 1) ** 3
    canvas.lay((255, 255, 255), (0.22 * back * disc).astype(np.float32))


def relief(canvas: Canvas, parts: Sequence[Part], metal: Metal) -> None:
    """The emblem in the middle, its parts from low to high, each with a dark line round it."""
    k = canvas.grid.scale
    for part in parts:
        edge = blur(grow(part.mask, 2.2 * k), 0.8 * k)
        canvas.shade(edge, 0.45, (4, 7), 6)
        canvas.darken(0.55 * edge)
        if part.inside is None:
            height = rounded(part.mask, part.round * k, part.tall * k, part.power)
        else:
            height = dome(part.inside, part.round, part.tall * k, part.power)
        if part.grooves is not None:
            height = height - blur(part.grooves, 1.0 * k) * np.float32(part.tall * 0.45 * k)
        canvas.metal(
            part.mask, height, METALS[part.metal] if part.metal else metal, shadow=0, sheen=part.sheen, smooth=0.8
        )
