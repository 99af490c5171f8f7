"""What is put on a page: lines of words and thin rules, each with its place.

Units: of the drawn page, 1080 x 1528 (`layers/art/page.py`); y of words is their baseline.
"""

from collections.abc import Callable
from enum import StrEnum
from typing import NamedTuple

from shouwang.honours.rendering.typesetting import Glyph, dot_width
from shouwang.kernel.problem import Problem

EmWidth = Callable[[str], float]
LEFT, RIGHT = 160.0, 920.0


class WordsDoNotFit(Problem):
    """More words than the paper has room for, at the smallest type that can be read."""

    slug, title, status = "words-do-not-fit", "字太多，纸上写不下", 422

    @classmethod
    def of(cls, what: str, words: str) -> "WordsDoNotFit":
        """The refusal of some words, named for the reader."""
        return cls(f"{what}有 {len(words)} 个字，纸上写不下，请改短一些", what=what, characters=len(words))


class Tone(StrEnum):
    """How words are inked: the body, what is set off, what is small and golden, what is light on dark."""

    PLAIN = "plain"
    MARKED = "marked"
    SMALL = "small"
    LIGHT = "light"


class Words(NamedTuple):
    """One line of words in one size; glyphs are placed from x; `stretched` lines fill a measure."""

    glyphs: tuple[Glyph, ...]
    x: float
    y: float
    size: float
    tone: Tone = Tone.PLAIN
    stretched: bool = False

    @property
    def width(self) -> float:
        """From the first glyph's origin to the end of the last."""
        return self.glyphs[-1].x + self.glyphs[-1].width if self.glyphs else 0.0


class Rule(NamedTuple):
    """A thin golden line, level or upright."""

    x: float
    y: float
    width: float
    height: float


def straight(text: str, x: float, y: float, size: float, em_width: EmWidth, tone: Tone = Tone.PLAIN) -> Words:
    """Words at their natural width; the dot of a name gets room to breathe."""
    glyphs: list[Glyph] = []
    end = 0.0
    for character in text:
        width = dot_width(size) if character == "·" else em_width(character) * size
        glyphs.append(Glyph(character, end, width, tone is Tone.MARKED))
        end += width
    return Words(tuple(glyphs), x, y, size, tone)
