"""Which font draws which character, so that no name is ever drawn as a box."""

import struct
from array import array
from bisect import bisect_right
from functools import cache
from pathlib import Path
from sys import byteorder
from typing import TYPE_CHECKING, NamedTuple

from shouwang.honours.rendering.gallery import rare_fonts_dir
from shouwang.kernel.problem import Problem

if TYPE_CHECKING:
    from PIL import ImageFont

_NOT_DRAWN = frozenset(" \n\u3000")
# Made by `layers/fonts/build.py`. HanaMinB first: its strokes are Serif's kin; WenKai has what both lack.
RARE_FONTS = ("HanaMinB.ttf", "LXGWWenKai-rare.ttf")


class UndrawableName(Problem):
    """A character has no glyph in any font here: a person must see to this certificate."""

    slug, title, status = "undrawable-name", "有的字我们还写不出来，要请人工制作", 422


class Face(NamedTuple):
    """One font file and the code points it has. A cold picture pays for every import: no dataclass here."""

    path: str
    starts: "array[int]"
    ends: "array[int]"

    def has(self, character: str) -> bool:
        """Whether the font maps this character to a glyph."""
        point = ord(character)
        index = bisect_right(self.starts, point) - 1
        return index >= 0 and point <= self.ends[index]


@cache
def font_chain() -> tuple[Face, ...]:
    """The fonts in the order they are asked: Noto Serif SC, then the rare-character fonts where they were built."""
    from pylopdf_fonts_zh_cn import serif_path  # noqa: PLC0415 - a late import, with Pillow

    paths = [Path(str(serif_path()))]
    rare = rare_fonts_dir()
    if rare is not None:
        paths += [rare / name for name in RARE_FONTS if (rare / name).exists()]
    return tuple(_face(path) for path in paths)


def _face(path: Path) -> Face:
    starts, ends = read_coverage(path)
    return Face(str(path), starts, ends)


@cache
def face_of(character: str) -> Face | None:
    """The first font that has the character."""
    return next((face for face in font_chain() if face.has(character)), None)


def require_face(character: str) -> Face:
    """The font that draws a character. Raises: UndrawableName."""
    face = face_of(character)
    if face is None:
        raise _refusal(character)
    return face


@cache
def sized(path: str, pixels: int) -> "ImageFont.FreeTypeFont":
    """A font opened at one size."""
    from PIL import ImageFont  # noqa: PLC0415 - Pillow is slow to import

    return ImageFont.truetype(path, pixels, layout_engine=ImageFont.Layout.BASIC)


def undrawable(text: str) -> str:
    """The characters of a text that no font here can draw, each once, in order; empty when all can."""
    return "".join(
        dict.fromkeys(character for character in text if character not in _NOT_DRAWN and face_of(character) is None)
    )


def require_drawable(text: str) -> None:
    """Refuse a text that cannot be drawn whole. Raises: UndrawableName, with the characters."""
    missing = undrawable(text)
    if missing:
        raise _refusal(missing)


def _refusal(missing: str) -> UndrawableName:
    return UndrawableName(f"“{'、'.join(missing)}”我们还写不出来，这张证书要请人工制作", characters=missing)


def read_coverage(path: Path) -> "tuple[array[int], array[int]]":
    """The code points of a font, from its own `cmap` (format 12): starts and ends of the runs, ascending.

    Source: OpenType 1.9.1, "cmap", format 12. Read from the font itself, it can never disagree with the font.
    """
    with path.open("rb") as file:
        tables = struct.unpack(">4xH6x", file.read(12))[0]
        directory = file.read(16 * tables)
        records = (struct.unpack_from(">4sIII", directory, 16 * index) for index in range(tables))
        offset, length = next((start, size) for tag, _, start, size in records if tag == b"cmap")
        file.seek(offset)
        table = file.read(length)
    groups = array("I", _format_12(table))
    if byteorder == "little":
        groups.byteswap()
    return groups[0::3], groups[1::3]


def _format_12(table: bytes) -> bytes:
    (count,) = struct.unpack_from(">2xH", table)
    for index in range(count):
        (start,) = struct.unpack_from(">4xI", table, 4 + 8 * index)
        if struct.unpack_from(">H", table, start)[0] == 12:
            (groups,) = struct.unpack_from(">12xI", table, start)
            return table[start + 16 : start + 16 + 12 * groups]
    raise ValueError("the font has no full Unicode character map")
