"""Draw the characters of the seal 印章 as outlines, so that no phone needs a serif font: `.venv/bin/python local/phone/seal.py`.

Writes miniprogram/components/seal-glyph/index.wxss. Source of the shapes: Debian's fonts-noto-cjk (OFL).
"""

from pathlib import Path
from typing import Any

from fontTools.pens.boundsPen import BoundsPen
from fontTools.pens.svgPathPen import SVGPathPen
from fontTools.pens.transformPen import TransformPen
from fontTools.ttLib import TTCollection

FONT = Path("/usr/share/fonts/opentype/noto/NotoSerifCJK-Bold.ttc")
OUT = Path(__file__).resolve().parents[2] / "miniprogram" / "components" / "seal-glyph" / "index.wxss"
GLYPHS = {"dao": "到", "gang": "岗", "da": "打", "ka": "卡", "li": "离", "shou": "守", "wang": "望"}
SVG = "%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 100 100'%3E"
HEAD = """/* Written by local/phone/seal.py. */
.glyph { display: block; width: 1em; height: 1em; background: currentColor; }
.glyph { -webkit-mask: var(--glyph) center / contain no-repeat; mask: var(--glyph) center / contain no-repeat; }
"""


def drawn(font: Any, character: str) -> str:
    """One character as the path of a square of 100."""
    glyphs = font.getGlyphSet()
    glyph = glyphs[font.getBestCmap()[ord(character)]]
    bounds = BoundsPen(glyphs)
    glyph.draw(bounds)
    left, low, right, high = bounds.bounds
    scale = 96 / max(right - left, high - low)
    pen = SVGPathPen(glyphs, ntos=lambda number: f"{number:.1f}".rstrip("0").rstrip("."))
    middle = ((left + right) / 2, (low + high) / 2)
    glyph.draw(TransformPen(pen, (scale, 0, 0, -scale, 50 - middle[0] * scale, 50 + middle[1] * scale)))
    return str(pen.getCommands())


def main() -> None:
    """Write the style sheet."""
    font = next(one for one in TTCollection(FONT).fonts if one["name"].getDebugName(1) == "Noto Serif CJK SC")
    lines = [
        f".glyph-{name} {{ --glyph: url(\"data:image/svg+xml,{SVG}%3Cpath d='{drawn(font, character)}'/%3E%3C/svg%3E\"); }}"
        for name, character in GLYPHS.items()
    ]
    OUT.parent.mkdir(parents=True, exist_ok=True)
    OUT.write_text(HEAD + "\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
