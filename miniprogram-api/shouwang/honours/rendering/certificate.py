"""Certificates as pictures: a drawn template, the words, the code; JPEG for sharing and for A4 print."""

from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING, Literal

from shouwang.honours.rendering import gallery, qr
from shouwang.honours.rendering.fonts import require_drawable
from shouwang.honours.rendering.layout import QR_AT, QR_SIDE, Rule, Tone, Words, lay_out
from shouwang.honours.rendering.pen import GOLD, INK, RED, Hand, em_width, put
from shouwang.honours.rendering.words import CertificateText

if TYPE_CHECKING:
    from PIL import Image

Size = Literal["share", "a4"]


@dataclass(frozen=True, slots=True)
class Sheet:
    """One of the sizes a page is drawn in. Units: pixels a unit of the page, JPEG quality, dots an inch."""

    scale: float
    quality: int
    dots: int


SHEETS: dict[str, Sheet] = {"share": Sheet(1.0, 88, 96), "a4": Sheet(2480 / 1080, 88, 300)}


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
    out = BytesIO()
    # Colours unthinned (4:4:4) keep small words sharp; progressive would cost thirteen times. Source: imaging.md 2.1.
    page.save(out, "JPEG", quality=sheet.quality, subsampling=0, dpi=(sheet.dots, sheet.dots))
    return out.getvalue()


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
