"""Small PNGs: a picture with soft transparency in 256 colours, chosen for that picture alone. Deterministic."""

from __future__ import annotations

from io import BytesIO

import numpy as np
from numpy.typing import NDArray
from PIL import Image

EDGE_COLOURS = 24
ROUNDS = 8

Floats = NDArray[np.float32]


def encode(picture: Image.Image, entries: int = 256) -> bytes:
    """An RGBA picture as a palette PNG of so many entries, the first of them clear."""
    pixels = np.asarray(picture.convert("RGBA"), np.uint8)
    flat = pixels.reshape(-1, 4)
    colours, inverse, counts = np.unique(flat.view("<u4").ravel(), return_inverse=True, return_counts=True)
    rgba = colours.view(np.uint8).reshape(-1, 4).astype(np.float32)
    solid, edge = rgba[:, 3] == 255, (rgba[:, 3] > 0) & (rgba[:, 3] < 255)
    index = np.zeros(len(rgba), np.uint8)
    table = [np.zeros((1, 4), np.float32)]
    for chosen, size in ((solid, entries - 1 - EDGE_COLOURS), (edge, EDGE_COLOURS)):
        if chosen.any():
            # By what shows: a clear pixel's colour is chance, and must not draw a solid one's entry over the edge.
            centres, labels = _cluster(_shown(rgba[chosen]), counts[chosen].astype(np.float32), size)
            index[chosen] = labels + sum(len(part) for part in table)
            table.append(_plain(centres))
    table_rgba = np.clip(np.concatenate(table) + 0.5, 0, 255).astype(np.uint8)
    image = Image.fromarray(index[inverse].reshape(pixels.shape[:2]))
    image.putpalette(table_rgba[:, :3].tobytes())
    out = BytesIO()
    image.save(out, "PNG", optimize=True, transparency=table_rgba[:, 3].tobytes())
    return out.getvalue()


def _shown(rgba: Floats) -> Floats:
    """Colours as much as they cover."""
    return np.concatenate([rgba[:, :3] * rgba[:, 3:] / 255, rgba[:, 3:]], axis=1)


def _plain(shown: Floats) -> Floats:
    """And back."""
    return np.concatenate([shown[:, :3] * 255 / np.maximum(shown[:, 3:], 1), shown[:, 3:]], axis=1)


def _cluster(rgba: Floats, weight: Floats, size: int) -> tuple[Floats, NDArray[np.uint8]]:
    """Weighted k-means, begun from even steps along the colours' order of brightness."""
    size = min(size, len(rgba))
    order = np.argsort(rgba @ np.array([2, 4, 1, 3], np.float32), kind="stable")
    share = np.cumsum(np.sqrt(weight[order]))
    starts = np.searchsorted(share, (np.arange(size) + 0.5) / size * share[-1])
    centres = rgba[order[np.minimum(starts, len(order) - 1)]].copy()
    labels = _nearest(rgba, centres)
    for _ in range(ROUNDS):
        mass = np.bincount(labels, np.sqrt(weight), size)
        for channel in range(4):
            total = np.bincount(labels, np.sqrt(weight) * rgba[:, channel], size)
            centres[:, channel] = np.where(mass > 0, total / np.maximum(mass, 1e-6), centres[:, channel])
        labels = _nearest(rgba, centres)
    return centres, labels


def _nearest(rgba: Floats, centres: Floats) -> NDArray[np.uint8]:
    half = (centres * centres).sum(axis=1) / 2
    parts = [np.argmin(half - part @ centres.T, axis=1) for part in np.array_split(rgba, max(1, len(rgba) // 65536))]
    return np.concatenate(parts).astype(np.uint8)
