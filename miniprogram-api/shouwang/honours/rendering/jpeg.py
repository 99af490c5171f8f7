"""JPEG as these pictures need it: small words sharp, smooth paper smooth, few bytes, few milliseconds."""

from functools import cache
from io import BytesIO
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from PIL import Image

# Rows of eight. Source: ITU-T T.81, annex K.1, tables K.1 (light) and K.2 (colour, of which the rest is 99).
_LIGHT = (
    *(16, 11, 10, 16, 24, 40, 51, 61),
    *(12, 12, 14, 19, 26, 58, 60, 55),
    *(14, 13, 16, 24, 40, 57, 69, 56),
    *(14, 17, 22, 29, 51, 87, 80, 62),
    *(18, 22, 37, 56, 68, 109, 103, 77),
    *(24, 35, 55, 64, 81, 104, 113, 92),
    *(49, 64, 78, 87, 103, 121, 120, 101),
    *(72, 92, 95, 98, 112, 100, 103, 99),
)
_COLOUR_CORNER = ((17, 18, 24, 47), (18, 21, 26, 66), (24, 26, 56, 99), (47, 66, 99, 99))
_COLOUR = (*(step for row in _COLOUR_CORNER for step in (*row, 99, 99, 99, 99)), *[99] * 32)
# Steps of an 8 x 8 square's mean: above 3, smooth paper shows patches of other tints.
_FLAT_STEP = 3


class Quality(NamedTuple):
    """How finely light and colour are kept (libjpeg's 1 to 100), and dots an inch."""

    light: int
    colour: int
    dots: int


class _File(BytesIO):
    """Told by its name what to write, Pillow loads one format's driver and not five."""

    name = "picture.jpg"


def encode(page: "Image.Image", quality: Quality) -> bytes:
    """Baseline, colours unthinned (4:4:4) but coarser than light: words stay sharp at four fifths of the bytes.

    Source: reference imaging.md 2.1 (progressive costs thirteen times); decision 0004.
    """
    out = _File()
    tables = [_steps(_LIGHT, quality.light), _steps(_COLOUR, quality.colour)]
    page.save(out, subsampling=0, qtables=tables, dpi=(quality.dots, quality.dots))
    return out.getvalue()


@cache
def _steps(table: tuple[int, ...], quality: int) -> list[int]:
    """A table of quantisation steps at a quality, as libjpeg scales it, but flat tints kept exact."""
    percent = 5000 // quality if quality < 50 else 200 - 2 * quality
    steps = [max(1, (step * percent + 50) // 100) for step in table]
    return [min(steps[0], _FLAT_STEP), *steps[1:]]
