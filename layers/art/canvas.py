"""The sheet on which pieces are laid one over the other: colour and coverage, with the shadows pieces throw."""

from __future__ import annotations

import numpy as np
from metal import Colour, Metal, Picture, brightness, soften, tint
from PIL import Image
from shapes import Field, Grid, blur


class Canvas:
    """A picture in the making. Shapes: colour (h, w, 3) 0 to 255, cover (h, w) 0 to 1; colour is premultiplied."""

    def __init__(self, grid: Grid, ground: Picture | None = None) -> None:
        self.grid = grid
        self.colour: Picture = np.zeros((*grid.shape, 3), np.float32) if ground is None else ground
        self.cover: Field = np.full(grid.shape, 0 if ground is None else 1, np.float32)

    def lay(self, colour: Picture | Colour, mask: Field) -> None:
        """Lay colour over what is there, where the mask is."""
        over = mask[..., None]
        self.colour = (np.asarray(colour, np.float32) * over + self.colour * (1 - over)).astype(np.float32)
        self.cover = (mask + self.cover * (1 - mask)).astype(np.float32)

    def shade(self, mask: Field, strength: float, offset: tuple[float, float], softness: float) -> None:
        """Darken what lies under a piece, down and right of it; what is bare stays bare. Units: of the grid."""
        pixels = self.grid.scale
        shift = (round(offset[1] * pixels), round(offset[0] * pixels))
        cast = np.roll(mask, shift, axis=(0, 1))
        self.colour *= (1 - np.float32(strength) * blur(cast, softness * pixels))[..., None]

    def metal(
        self, mask: Field, height: Field, metal: Metal, *, shadow: float = 0.5, sheen: Field | float = 0.0
    ) -> None:
        """Lay a piece of metal and its shadow."""
        if shadow:
            self.shade(mask, shadow, (3, 5), 5)
        self.lay(tint(brightness(soften(height), sheen), metal), mask)

    def rgba(self, size: tuple[int, int]) -> Image.Image:
        """The picture at its final size with its transparency."""
        cover = np.maximum(self.cover, 1e-6)[..., None]
        premultiplied = np.concatenate([self.colour, self.cover[..., None] * 255], axis=-1)
        planes = [
            np.asarray(Image.fromarray(premultiplied[..., c]).resize(size, Image.Resampling.LANCZOS)) for c in range(4)
        ]
        alpha = np.clip(planes[3], 0, 255)
        del cover
        colour = [np.clip(plane / np.maximum(alpha / 255, 1e-3), 0, 255) for plane in planes[:3]]
        stacked = np.stack([*colour, alpha], axis=-1)
        return Image.fromarray((stacked + 0.5).astype(np.uint8), "RGBA")

    def rgb(self, size: tuple[int, int]) -> Image.Image:
        """The picture at its final size; it must be covered everywhere."""
        planes = [
            np.asarray(Image.fromarray(self.colour[..., c]).resize(size, Image.Resampling.LANCZOS)) for c in range(3)
        ]
        return Image.fromarray((np.clip(np.stack(planes, axis=-1), 0, 255) + 0.5).astype(np.uint8), "RGB")
