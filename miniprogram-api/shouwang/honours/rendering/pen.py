"""Drawing characters on a page: each glyph is rasterised once a process and then only pasted."""

from functools import cache, lru_cache
from typing import TYPE_CHECKING, NamedTuple

from shouwang.honours.rendering.fonts import require_face, sized
from shouwang.honours.rendering.marks import Rule, Tone, Words

if TYPE_CHECKING:
    from PIL import Image

Colour = tuple[int, int, int]
INK: Colour = (38, 30, 26)
RED: Colour = (150, 22, 20)
GOLD: Colour = (138, 96, 28)
IVORY: Colour = (255, 240, 208)
_TONES = {Tone.PLAIN: INK, Tone.MARKED: RED, Tone.SMALL: GOLD, Tone.LIGHT: IVORY}
# Set-off words are inked heavier by this part of their size on each side: there is one weight of type.
HEAVIER = 1 / 58
# Ink as a part of the type's square. Source: measured in Noto Serif SC: 警 0.28, 囊 0.33, one ideograph in a hundred 0.34.
_DENSE, _PROOF = 0.36, 64


class Hand(NamedTuple):
    """How words are written: size, colour, and how much heavier than the font. Units: pixels."""

    size: int
    colour: Colour = INK
    weight: float = 0.0


# About 150 characters a certificate; a busy day shares most of them. 4096 small masks are some 10 MB.
@lru_cache(maxsize=4096)
def _mask(character: str, size: int, weight: float) -> "tuple[Image.Image, int, int] | None":
    """A character's mask and where its upper left corner lies from the pen's point on the baseline."""
    from PIL import Image  # noqa: PLC0415 - Pillow is slow to import

    font = sized(require_face(character).path, size)
    drawn, (left, top) = font.getmask2(character, "L", stroke_width=weight, stroke_filled=True, anchor="ls")
    if 0 in drawn.size:
        return None
    return Image.frombytes("L", drawn.size, bytes(drawn)), left, top


@cache
def em_width(character: str) -> float:
    """How far the pen moves for a character, as a part of the type's size."""
    return sized(require_face(character).path, 1000).getlength(character) / 1000


@cache
def is_dense(character: str) -> bool:
    """Whether a character has so many strokes that a heavier pen would fill it with ink (龘, 靐)."""
    drawn, _ = sized(require_face(character).path, _PROOF).getmask2(character, "L")
    return sum(bytes(drawn)) / 255 > _DENSE * _PROOF * _PROOF


def put(page: "Image.Image", character: str, x: float, baseline: float, hand: Hand) -> None:
    """Write one character with its origin at a point."""
    drawn = _mask(character, hand.size, 0.0 if hand.weight and is_dense(character) else hand.weight)
    if drawn is not None:
        mask, left, top = drawn
        page.paste(hand.colour, (round(x) + left, round(baseline) + top), mask)


def write(page: "Image.Image", words: Words, k: float) -> None:
    """Write a line of words on a page of `k` pixels a unit."""
    size = round(words.size * k)
    plain, marked = Hand(size, _TONES[words.tone]), Hand(size, RED, round(size * HEAVIER, 1))
    for glyph in words.glyphs:
        # The dot of a name has more room than its own; it stands in the middle of it.
        inset = (glyph.width - em_width(glyph.character) * words.size) / 2 if glyph.character == "·" else 0.0
        put(page, glyph.character, (words.x + glyph.x + inset) * k, words.y * k, marked if glyph.marked else plain)


def draw_rule(page: "Image.Image", rule: Rule, k: float) -> None:
    """Draw a thin golden line."""
    left, top = round(rule.x * k), round(rule.y * k)
    page.paste(GOLD, (left, top, left + max(1, round(rule.width * k)), top + max(1, round(rule.height * k))))
