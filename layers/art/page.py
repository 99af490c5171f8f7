"""The page of a certificate: paper, woven border, gold frames, crest, title, seal. Units: a page is 1080 x 1528."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from canvas import Canvas
from guilloche import braid, ink, rosette
from metal import GOLD, Colour, Picture, brightness, rounded, soften, tint
from shapes import Field, Grid, Point, blur, grow
from typefaces import face

WIDTH, HEIGHT = 1080.0, 1528.0
CENTRE = (WIDTH / 2, HEIGHT / 2)
BAND = (34.0, 98.0)


@dataclass(frozen=True)
class Page:
    """What tells one template from another."""

    title: str
    subtitle: str
    thread: Colour
    thread_light: Colour
    wash: Colour
    seal: bool = True


def paper(grid: Grid, seed: int) -> Picture:
    """Warm ivory, lighter in the middle, with the faintest fibre."""
    radius = np.hypot((grid.xy[0] - CENTRE[0]) / 760, (grid.xy[1] - CENTRE[1] + 120) / 1050)
    t = np.clip(radius, 0, 1)[..., None] ** 2
    ground = np.array((255, 252, 243), np.float32) * (1 - t) + np.array((249, 238, 214), np.float32) * t
    fibre = np.random.default_rng(seed).standard_normal((grid.shape[0] // 4 + 1, grid.shape[1] // 4 + 1))
    cloud = blur(np.kron(fibre, np.ones((4, 4)))[: grid.shape[0], : grid.shape[1]].astype(np.float32), 4)
    return (ground + (cloud * 2.2)[..., None]).astype(np.float32)


def frame(grid: Grid, inset: float, width: float) -> Field:
    """A square-cornered frame of one width."""
    return grid.edge(np.minimum(_inside(grid, inset), -_inside(grid, inset + width)))


def notched(grid: Grid, inset: float, width: float, notch: float) -> Field:
    """A frame whose corners are cut by quarter circles, as on old Chinese panels (海棠角)."""
    outer = np.minimum(_inside(grid, inset), _outside_corners(grid, inset, notch))
    inner = np.minimum(_inside(grid, inset + width), _outside_corners(grid, inset, notch + width))
    return grid.edge(np.minimum(outer, -inner))


def _inside(grid: Grid, inset: float) -> Field:
    x, y = grid.xy
    return np.minimum(np.minimum(x - inset, WIDTH - inset - x), np.minimum(y - inset, HEIGHT - inset - y))


def _outside_corners(grid: Grid, inset: float, radius: float) -> Field:
    x, y = grid.xy
    dx = np.minimum(x - inset, WIDTH - inset - x)
    dy = np.minimum(y - inset, HEIGHT - inset - y)
    return (np.hypot(dx, dy) - radius).astype(np.float32)


def border(canvas: Canvas, page: Page) -> None:
    """The woven band with a rosette on each corner block."""
    grid = canvas.grid
    low, high = BAND
    band = grid.edge(np.minimum(_inside(grid, low), -_inside(grid, high)))
    canvas.lay(page.wash, band * 0.55)
    middle, half = (low + high) / 2, (high - low) / 2 - 6
    clear = high + 26
    right, bottom = WIDTH - middle, HEIGHT - middle
    sides = [
        braid((clear, middle), (WIDTH - clear, middle), half, 9, 7),
        braid((clear, bottom), (WIDTH - clear, bottom), half, 9, 7),
        braid((middle, clear), (middle, HEIGHT - clear), half, 13, 7),
        braid((right, clear), (right, HEIGHT - clear), half, 13, 7),
    ]
    for side in sides:
        canvas.lay(page.thread, ink(grid, side, 0.7) * 0.62)


def corners(canvas: Canvas, page: Page) -> None:
    """Four corner pieces: a rosette of fine lines under a gold pearl in a gold ring."""
    grid, low, high = canvas.grid, *BAND
    middle = (low + high) / 2
    for x in (middle, WIDTH - middle):
        for y in (middle, HEIGHT - middle):
            canvas.lay(page.thread, ink(grid, rosette((x, y), 12, 30, 12, 9), 0.6) * 0.8)


def watermark(canvas: Canvas, colour: Colour) -> None:
    """The great rosette behind the words, hardly seen."""
    grid, centre = canvas.grid, (CENTRE[0], 850.0)
    for inner, outer, petals, lines in ((250, 330, 36, 8), (150, 250, 24, 8), (70, 150, 16, 8), (16, 70, 10, 6)):
        canvas.lay(colour, ink(grid, rosette(centre, inner, outer, petals, lines), 0.7) * 0.16)


def gold_frames(canvas: Canvas) -> None:
    """The outer frame and the inner pair."""
    grid = canvas.grid
    k = grid.scale
    for mask, width in (
        (frame(grid, 22, 9), 4.5),
        (frame(grid, 101, 5), 2.5),
    ):
        canvas.metal(mask, rounded(mask, width * k, width * k * 0.9), GOLD, shadow=0.25)
    canvas.lay((176, 132, 52), notched(grid, 116, 1.4, 34))
    canvas.lay((176, 132, 52), notched(grid, 122, 0.8, 34))


def title(canvas: Canvas, words: str, centre: Point, size: float, spacing: float) -> None:
    """The title in raised gold with a dark red rim."""
    grid, k = canvas.grid, canvas.grid.scale
    letters = grid.text(words, face("black"), size, centre, spacing)
    rim = blur(grow(letters, 2.6 * k), 0.6 * k)
    canvas.shade(rim, 0.34, (2.5, 4), 4)
    canvas.lay((112, 12, 12), rim)
    height = rounded(letters, 7 * k, 8 * k, 0.6)
    y = (grid.xy[1] - (centre[1] - size / 2)) / size
    sheen = (0.10 - 0.20 * np.clip(y, 0, 1)).astype(np.float32)
    canvas.lay(tint(brightness(soften(height, 1.2 * k), sheen), GOLD), letters)


def subtitle(canvas: Canvas, words: str, centre: Point) -> None:
    """The small Latin line between two rules."""
    grid = canvas.grid
    letters = grid.text(words, face("bold"), 22, centre, 6)
    canvas.lay((150, 104, 28), letters)
    half = 14 * len(words) * 0.72
    rules = [
        [(centre[0] - half - 110, centre[1]), (centre[0] - half - 24, centre[1])],
        [(centre[0] + half + 24, centre[1]), (centre[0] + half + 110, centre[1])],
    ]
    canvas.lay((176, 132, 52), grid.strokes(rules, 1.4))


def draw(page: Page, scale: float) -> Canvas:
    """The whole page at so many pixels a unit."""
    grid = Grid(WIDTH, HEIGHT, scale)
    canvas = Canvas(grid, paper(grid, 20220708))
    border(canvas, page)
    corners(canvas, page)
    watermark(canvas, page.thread_light)
    gold_frames(canvas)
    title(canvas, page.title, (CENTRE[0], 470), 132, 34)
    subtitle(canvas, page.subtitle, (CENTRE[0], 576))
    return canvas
