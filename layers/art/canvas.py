"""The sheet on which pieces are laid one over the other: colour and coverage, with the shadows pieces throw."""

from __future__ import annotations

import numpy as np
from metal import Colour, Metal, Picture, brightness, tint
from PIL import Image
from shapes import Field, Grid, blur, bounds


class Canvas:
    """A picture in the making. Shapes: colour (h, w, 3) 0 to 255, cover (h, w) 0 to 1; colour is premultiplied."""

    def __init__(self, grid: Grid, ground: Picture | None = None) -> None:
        self.grid = grid
        self.colour: Picture = np.zeros((*grid.shape, 3), np.float32) if ground is None else ground
        self.cover: Field = np.full(grid.shape, 0 if ground is None else 1, np.float32)

    def lay(self, colour: Picture | Colour, mask: Field) -> None:
        """Lay colour over what is there, where the mask is. Colour is one, or a picture of the whole grid."""
        if not mask.any():
            return
        box = bounds(mask > 0, 0)
        over = mask[box][..., None]
        ink = np.asarray(colour, np.float32)
        ink = ink[box] if ink.ndim == 3 else ink
        self.colour[box] = ink * over + self.colour[box] * (1 - over)
        self.cover[box] = mask[box] + self.cover[box] * (1 - mask[box])

    def darken(self, strength: Field) -> None:
        """Darken what is there, by so much of itself."""
        if strength.any():
            box = bounds(strength > 0.002, 0)
            self.colour[box] *= (1 - strength[box])[..., None]

    def shade(self, mask: Field, strength: float, offset: tuple[float, float], softness: float) -> None:
        """Darken what lies under a piece, down and right of it; what is bare stays bare. Units: of the grid."""
        pixels = self.grid.scale
        shift = (round(offset[1] * pixels), round(offset[0] * pixels))
        self.darken(blur(np.roll(mask, shift, axis=(0, 1)), softness * pixels) * np.float32(strength))

    def metal(
        self, mask: Field, height: Field, metal: Metal, *, shadow: float = 0.5, sheen: float = 0.0, smooth: float = 0.7
    ) -> None:
        """Lay a piece of metal and its shadow. Units: `smooth` of the grid."""
        if shadow:
            self.shade(mask, shadow, (3, 5), 5)
        box = bounds(mask > 0, 4)
        part = blur(height[box], smooth * self.grid.scale)
        colour = np.zeros((*mask.shape, 3), np.float32)
        colour[box] = tint(brightness(part, sheen + _falloff(part.shape)), metal)
        self.lay(colour, mask)

    def rgba(self, size: tuple[int, int]) -> Image.Image:
        """The picture at its final size with its transparency."""
        premultiplied = np.concatenate([self.colour, self.cover[..., None] * 255], axis=-1)
        planes = [
            np.asarray(Image.fromarray(premultiplied[..., c]).resize(size, Image.Resampling.LANCZOS)) for c in range(4)
        ]
        alpha = np.clip(planes[3], 0, 255)
        colour = [np.clip(plane / np.maximum(alpha / 255, 1e-3), 0, 255) for plane in planes[:3]]
        stacked = np.stack([*colour, alpha], axis=-1)
        return Image.fromarray((stacked + 0.5).astype(np.uint8), "RGBA")

    def cut_to(self, mask: Field) -> None:
        """Keep only what lies inside a mask."""
        self.colour *= mask[..., None]
        self.cover *= mask

    def rgb(self, size: tuple[int, int]) -> Image.Image:
        """The picture at its final size; it must be covered everywhere."""
        planes = [
            np.asarray(Image.fromarray(self.colour[..., c]).resize(size, Image.Resampling.LANCZOS)) for c in range(3)
        ]
        return Image.fromarray((np.clip(np.stack(planes, axis=-1), 0, 255) + 0.5).astype(np.uint8), "RGB")


def _falloff(shape: tuple[int, ...]) -> Field:
    """The lamp is nearer to the upper left of every piece: flat metal is never one flat colour."""
    y, x = np.linspace(0.06, -0.06, shape[0], dtype=np.float32), np.linspace(0.05, -0.05, shape[1], dtype=np.float32)
    return y[:, None] + x[None, :]
