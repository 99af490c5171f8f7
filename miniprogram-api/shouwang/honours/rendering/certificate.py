"""Certificates as pictures: a drawn template, the words, the code; JPEG for sharing and for A4 print."""

from typing import Literal, NamedTuple

from shouwang.honours.rendering import gallery, qr
from shouwang.honours.rendering.fonts import require_drawable
from shouwang.honours.rendering.jpeg import Quality, encode
from shouwang.honours.rendering.layout import QR_AT, QR_SIDE, Layout, lay_out
from shouwang.honours.rendering.pen import INK, draw_rule, em_width, write
from shouwang.honours.rendering.words import CertificateText

Size = Literal["share", "a4"]


class Sheet(NamedTuple):
    """One of the sizes a page is drawn in. Units: pixels a unit of the page."""

    scale: float
    quality: Quality


SHEETS: dict[str, Sheet] = {
    "share": Sheet(1.0, Quality(light=83, colour=66, dots=96)),
    "a4": Sheet(2480 / 1080, Quality(light=86, colour=68, dots=300)),
}


def require_renderable(data: CertificateText) -> Layout:
    """Where every word will stand, or why it cannot: ask before an award is issued.

    Raises: UndrawableName for characters no font here has; WordsDoNotFit.
    """
    require_drawable(data.all_text)
    return lay_out(data, em_width)


def render_certificate(data: CertificateText, size: Size = "share") -> bytes:
    """A certificate as a baseline JPEG (1080 x 1528 to share, 2480 x 3508 to print).

    Raises: UndrawableName, WordsDoNotFit, UnknownArt.
    """
    layout = require_renderable(data)
    sheet = SHEETS[size]
    page = gallery.page(data.kind.value, data.template_version, size).copy()
    for rule in layout.rules:
        draw_rule(page, rule, sheet.scale)
    for words in layout.words:
        write(page, words, sheet.scale)
    side = round(QR_SIDE * sheet.scale)
    code = qr.picture(data.verify_url, side, INK)
    inset = (side - code.width) // 2
    page.paste(code, (round(QR_AT[0] * sheet.scale) + inset, round(QR_AT[1] * sheet.scale) + inset))
    return encode(page, sheet.quality)
