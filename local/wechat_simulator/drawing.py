"""Codes that any reader can read: a QR code of the scene itself, at the width asked for."""

import io

import segno
from PIL import Image

_QUIET_MODULES = 4

Ink = tuple[int, int, int]


def code(text: str, width: int, ink: Ink) -> bytes:
    """A JPEG, ink on white."""
    stencil = _stencil(text, width)
    picture = Image.new("RGB", stencil.size, (255, 255, 255))
    picture.paste(ink, mask=stencil)
    return _bytes(picture, "JPEG")


def transparent(text: str, width: int, ink: Ink) -> bytes:
    """A PNG, ink on nothing."""
    stencil = _stencil(text, width)
    picture = Image.new("RGBA", stencil.size, (*ink, 0))
    picture.putalpha(stencil)
    return _bytes(picture, "PNG")


def _stencil(text: str, width: int) -> Image.Image:
    """255 where there is ink; whole pixels a module, centred."""
    qr = segno.make(text, error="m", micro=False)
    rows = [bytearray(255 if dark else 0 for dark in row) for row in qr.matrix]
    modules = len(rows) + 2 * _QUIET_MODULES
    scale = max(1, width // modules)
    small = Image.frombytes("L", (len(rows), len(rows)), b"".join(map(bytes, rows)))
    large = small.resize((len(rows) * scale, len(rows) * scale), Image.Resampling.NEAREST)
    sheet = Image.new("L", (width, width), 0)
    sheet.paste(large, ((width - large.width) // 2, (width - large.height) // 2))
    return sheet


def _bytes(picture: Image.Image, kind: str) -> bytes:
    out = io.BytesIO()
    picture.save(out, kind, quality=90)
    return out.getvalue()
