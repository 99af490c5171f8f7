"""The square leisure seal 守望相助 (闲章): vermilion, hand-cut, no star and no organisation's name round an arc,
so that nobody can take it for an official seal (公章)."""

from __future__ import annotations

import numpy as np
from canvas import Canvas
from metal import Colour
from PIL import Image, ImageDraw, ImageFont
from shapes import Field, Grid, Point, blur, from_picture
from typefaces import face

VERMILION: Colour = (190, 42, 30)
# Read down the right column, then the left, as seals are.
WORDS = (("守", 1, 0), ("望", 1, 1), ("相", 0, 0), ("助", 0, 1))


def stamp(canvas: Canvas, centre: Point, side: float) -> None:
    """Press the seal on the page, a little unevenly, as a hand does."""
    grid = canvas.grid
    mask = _carved(grid, centre, side) * _wear(grid)
    canvas.lay(VERMILION, (mask * 0.92).astype(np.float32))


def empty_place(canvas: Canvas, centre: Point, side: float, words: str) -> None:
    """A dashed square that says where an official seal goes, on papers that need one."""
    grid = canvas.grid
    half, dash = side / 2, 9.0
    left, top = centre[0] - half, centre[1] - half
    dashes = []
    for step in range(int(side / dash / 2) + 1):
        a, b = step * dash * 2, min(step * dash * 2 + dash, side)
        for offset in (0.0, side):
            dashes.append([(left + a, top + offset), (left + b, top + offset)])
            dashes.append([(left + offset, top + a), (left + offset, top + b)])
    canvas.lay((150, 134, 104), grid.strokes(dashes, 1.6) * 0.8)
    canvas.lay((150, 134, 104), grid.text(words, face("bold"), 24, centre, 4) * 0.8)


def _carved(grid: Grid, centre: Point, side: float) -> Field:
    """Border and characters, each character stretched to fill its quarter."""
    pixels = round(side * grid.scale)
    sheet = Image.new("L", (pixels, pixels), 0)
    pen = ImageDraw.Draw(sheet)
    edge = round(pixels * 0.052)
    pen.rounded_rectangle((0, 0, pixels - 1, pixels - 1), pixels * 0.09, fill=255)
    pen.rounded_rectangle((edge, edge, pixels - 1 - edge, pixels - 1 - edge), pixels * 0.055, fill=0)
    room = round(pixels * 0.405)
    for word, column, row in WORDS:
        glyph = _filled(word, room)
        x = round(pixels * 0.5) + (round(pixels * 0.012) if column else -round(pixels * 0.012) - room)
        y = round(pixels * 0.5) + (round(pixels * 0.012) if row else -round(pixels * 0.012) - room)
        sheet.paste(255, (x, y), glyph)
    turned = sheet.rotate(1.6, Image.Resampling.BICUBIC, expand=True)
    page = Image.new("L", (grid.shape[1], grid.shape[0]), 0)
    left = round(centre[0] * grid.scale - turned.width / 2)
    page.paste(turned, (left, round(centre[1] * grid.scale - turned.height / 2)))
    return from_picture(page)


def _filled(word: str, room: int) -> Image.Image:
    """A character whose ink fills a square."""
    font = ImageFont.truetype(face("black"), room * 2)
    left, top, right, bottom = font.getbbox(word)
    glyph = Image.new("L", (int(right - left), int(bottom - top)), 0)
    ImageDraw.Draw(glyph).text((-left, -top), word, fill=255, font=font, stroke_width=room * 0.012)
    return glyph.resize((room, room), Image.Resampling.LANCZOS)


def _wear(grid: Grid) -> Field:
    """Where the paste did not take: small soft gaps, the same every time and at every size."""
    rng = np.random.default_rng(19)
    coarse = rng.standard_normal((764, 540)).astype(np.float32)
    fine = rng.standard_normal((1528, 1080)).astype(np.float32)
    rows, columns = grid.shape
    smooth = [
        np.asarray(Image.fromarray(layer).resize((columns, rows), Image.Resampling.BICUBIC))
        for layer in (blur(coarse, 2.0) * 4.0, blur(fine, 0.8) * 1.6)
    ]
    return np.clip(1.25 + 0.55 * smooth[0] + 0.35 * smooth[1], 0.25, 1).astype(np.float32)
