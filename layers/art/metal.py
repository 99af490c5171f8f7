"""Light: how a height field of gold, silver or bronze looks under a lamp at the upper left, and how enamel glows."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from shapes import Field, depth

Colour = tuple[int, int, int]
Picture = NDArray[np.float32]


@dataclass(frozen=True)
class Metal:
    """One metal: the colours from its deepest shadow to its brightest glint."""

    name: str
    ramp: tuple[Colour, ...]


# Stops at which the ramp's colours stand. Source: reference imaging.md 3.1, ramps re-tuned by eye on white and on dark.
STOPS = (0.0, 0.16, 0.34, 0.52, 0.70, 0.86, 1.0)
GOLD = Metal(
    "gold",
    ((44, 22, 4), (104, 62, 12), (170, 114, 26), (216, 164, 56), (242, 206, 104), (253, 236, 172), (255, 253, 240)),
)
SILVER = Metal(
    "silver",
    ((18, 21, 28), (56, 62, 74), (102, 110, 124), (150, 158, 170), (198, 204, 212), (234, 238, 242), (255, 255, 255)),
)
BRONZE = Metal(
    "bronze",
    ((40, 14, 4), (92, 42, 16), (146, 80, 38), (190, 118, 66), (224, 162, 108), (248, 210, 170), (255, 244, 230)),
)
METALS = {metal.name: metal for metal in (GOLD, SILVER, BRONZE)}

KEY = np.array([-0.46, -0.62, 0.63], np.float32)
FILL = np.array([0.62, 0.50, 0.60], np.float32)


def normals(height: Field) -> tuple[Field, Field, Field]:
    """The unit normals of a height field whose height is in pixels."""
    dy, dx = np.gradient(height)
    length = np.sqrt(dx * dx + dy * dy + 1).astype(np.float32)
    return (-dx / length).astype(np.float32), (-dy / length).astype(np.float32), (1 / length).astype(np.float32)


def brightness(height: Field, sheen: Field | float = 0.0) -> Field:
    """How bright polished metal is, 0 to 1: diffuse light, two soft lamps in the mirror, a dark horizon between."""
    nx, ny, nz = normals(height)
    diffuse = np.clip(nx * KEY[0] + ny * KEY[1] + nz * KEY[2], 0, 1)
    mirror = (2 * nz * nx, 2 * nz * ny, 2 * nz * nz - 1)
    toward_key = sum(m * k for m, k in zip(mirror, KEY, strict=True))
    toward_fill = sum(m * f for m, f in zip(mirror, FILL, strict=True))
    key = _smooth(0.70, 1.02, toward_key)
    fill = _smooth(0.80, 0.99, toward_fill)
    horizon = np.exp(-np.square((mirror[1] - 0.34) / 0.22)) * (1 - nz)
    value = 0.10 + 0.56 * diffuse + 0.34 * key + 0.20 * fill - 0.55 * horizon + sheen
    return np.clip(value, 0, 1).astype(np.float32)


def _smooth(low: float, high: float, value: Field) -> Field:
    t = np.clip((value - low) / (high - low), 0, 1)
    return (t * t * (3 - 2 * t)).astype(np.float32)


def tint(value: Field, metal: Metal) -> Picture:
    """Brightness as colour. Shapes: (height, width, 3), 0 to 255."""
    ramp = np.array(metal.ramp, np.float32)
    return np.stack([np.interp(value, STOPS, ramp[:, channel]) for channel in range(3)], axis=-1).astype(np.float32)


def dome(inside: Field, width: float, tall: float, power: float = 0.5) -> Field:
    """A height that rises from an edge over `width` to `tall`: power 0.5 is a quarter circle, 1 a flat cut.

    Units: all of `inside` (distance from the edge, positive inside), `width` and `tall` are pixels.
    """
    t = np.clip(inside / width, 0, 1)
    profile = t if power == 1 else np.power(np.clip(1 - np.square(1 - t), 0, 1), power)
    return (profile * np.float32(tall)).astype(np.float32)


def rounded(mask: Field, width: float, tall: float, power: float = 0.5) -> Field:
    """The same from a mask alone, its distances counted in whole pixels: for letters and small pieces."""
    return dome(depth(mask, max(2, round(width))), width, tall, power)


def torus(radius: Field, middle: float, half: float, tall: float) -> Field:
    """The height of a round rim from the distance to its centre: exact, so that it shines without steps."""
    return (tall * np.sqrt(np.clip(1 - np.square((radius - middle) / half), 0, 1))).astype(np.float32)


@dataclass(frozen=True)
class Enamel:
    """Glass over engraved metal: its colour in the light, in the body and in the depth."""

    name: str
    light: Colour
    body: Colour
    deep: Colour


ENAMELS = {
    enamel.name: enamel
    for enamel in (
        Enamel("crimson", (226, 56, 50), (168, 18, 28), (78, 4, 14)),
        Enamel("night", (64, 104, 188), (24, 48, 116), (8, 16, 48)),
        Enamel("jade", (70, 176, 128), (18, 108, 78), (4, 44, 34)),
        Enamel("teal", (58, 170, 180), (10, 100, 112), (2, 40, 50)),
        Enamel("vermilion", (246, 122, 54), (204, 62, 20), (100, 20, 6)),
        Enamel("violet", (150, 104, 196), (88, 48, 132), (36, 14, 60)),
        Enamel("azure", (92, 168, 224), (28, 104, 172), (8, 42, 84)),
        Enamel("plum", (206, 70, 118), (140, 24, 72), (60, 6, 32)),
    )
}


def glow(enamel: Enamel, engraving: Field, inside: Field) -> Picture:
    """Enamel's colour: engraving 0 to 1 shines through, `inside` 0 at the rim to 1 in the middle."""
    value = np.clip(0.18 + 0.50 * inside + 0.36 * (engraving - 0.5), 0, 1)
    ramp = np.array((enamel.deep, enamel.body, enamel.light), np.float32)
    return np.stack([np.interp(value, (0, 0.5, 1), ramp[:, c]) for c in range(3)], axis=-1).astype(np.float32)
