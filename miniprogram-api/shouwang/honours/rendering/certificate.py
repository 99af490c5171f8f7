"""Certificates as pictures: a drawn template, the words, the code; JPEG for sharing and for A4 print."""

from dataclasses import dataclass
from functools import cache
from io import BytesIO
from typing import TYPE_CHECKING, Literal

from shouwang.honours.rendering import gallery, qr
from shouwang.honours.rendering.fonts import require_drawable
from shouwang.honours.rendering.layout import QR_AT, QR_SIDE, lay_out
from shouwang.honours.rendering.marks import Rule, Tone, Words
from shouwang.honours.rendering.pen import GOLD, INK, RED, Hand, em_width, put
from shouwang.honours.rendering.words import CertificateText

if TYPE_CHECKING:
    from PIL import Image

Size = Literal["share", "a4"]


@dataclass(frozen=True, slots=True)
class Sheet:
    """One of the sizes a page is drawn in. Units: pixels a unit of the page, JPEG quality of light and colour, dpi."""

    scale: float
    light: int
    colour: int
    dots: int


SHEETS: dict[str, Sheet] = {"share": Sheet(1.0, 86, 70, 96), "a4": Sheet(2480 / 1080, 86, 68, 300)}


def render_certificate(data: CertificateText, size: Size = "share") -> bytes:
    """A certificate as a baseline JPEG (1080 x 1528 to share, 2480 x 3508 to print).

    Raises: UndrawableName, UnknownArt; ValueError for words that do not fit the page.
    """
    require_drawable(data.all_text)
    sheet = SHEETS[size]
    page = gallery.page(data.kind.value, data.template_version, size).copy()
    layout = lay_out(data, em_width)
    for rule in layout.rules:
        _draw_rule(page, rule, sheet.scale)
    for words in layout.words:
        _draw_words(page, words, sheet.scale)
    code = qr.picture(data.verify_url, round(QR_SIDE * sheet.scale), INK)
    page.paste(code, (round(QR_AT[0] * sheet.scale), round(QR_AT[1] * sheet.scale)))
    return _jpeg(page, sheet)


def _jpeg(page: "Image.Image", sheet: Sheet) -> bytes:
    """Baseline, colours unthinned (4:4:4) but coarser than light: small words stay sharp at four fifths of the bytes.

    Source: reference imaging.md 2.1 (progressive costs thirteen times); decision 0004.
    """
    out = BytesIO()
    tables = [_table(sheet.light, 0), _table(sheet.colour, 1)]
    page.save(out, "JPEG", subsampling=0, qtables=tables, dpi=(sheet.dots, sheet.dots))
    return out.getvalue()


@cache
def _table(quality: int, index: int) -> list[int]:
    """The quantisation table of light (0) or colour (1) that libjpeg uses at a quality."""
    from PIL import Image  # noqa: PLC0415 - Pillow is slow to import

    scrap = BytesIO()
    Image.new("RGB", (8, 8)).save(scrap, "JPEG", quality=quality)
    with Image.open(scrap) as picture:
        tables: dict[int, list[int]] = vars(picture)["quantization"]
        return tables[index]


def _draw_words(page: "Image.Image", words: Words, k: float) -> None:
    size = round(words.size * k)
    plain, marked = Hand(size, GOLD if words.tone is Tone.SMALL else INK), Hand(size, RED, round(size / 58, 1))
    for glyph in words.glyphs:
        # A glyph wider than its own advance (the dot of a name) is centred in its room.
        inset = (glyph.width - em_width(glyph.character) * words.size) / 2 if glyph.character == "·" else 0.0
        put(page, glyph.character, (words.x + glyph.x + inset) * k, words.y * k, marked if glyph.marked else plain)


def _draw_rule(page: "Image.Image", rule: Rule, k: float) -> None:
    left, top = round(rule.x * k), round(rule.y * k)
    page.paste(GOLD, (left, top, left + max(1, round(rule.width * k)), top + max(1, round(rule.height * k))))
