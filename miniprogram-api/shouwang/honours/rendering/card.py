"""The volunteer card (义警证) as a picture: 85.6 x 54 mm at 300 dots an inch, with photo and code."""

from datetime import date
from io import BytesIO
from typing import TYPE_CHECKING

import msgspec

from shouwang.honours.rendering import gallery, qr
from shouwang.honours.rendering.fonts import require_drawable
from shouwang.honours.rendering.jpeg import Quality, encode
from shouwang.honours.rendering.marks import Tone, Words, WordsDoNotFit, straight
from shouwang.honours.rendering.pen import INK, em_width, write
from shouwang.honours.rendering.typesetting import name_halves, name_width

if TYPE_CHECKING:
    from PIL import Image

# The places on the drawn card, in its pixels. They belong to `layers/art/card.py`.
PHOTO = (52, 178, 246, 328)
CODE = (718, 296, 250)
LEFT, NAME_Y, NAME_ROOM = 338.0, 234.0, 634.0
ISSUER_RIGHT, ISSUER_Y, ISSUER_ROOM = 972.0, 80.0, 500.0
ROW_TOP, ROW, ROW_ROOM = 304.0, 86.0, 350.0
# A decoded photo may not be larger than this. Units: pixels.
MOST_PIXELS = 40_000_000


class CardText(msgspec.Struct, frozen=True):
    """What a volunteer card says, frozen when it is made (义警证内容).

    `code_url` is what the code holds: the holder's page, or that page with a signed string that a phone without
    network can check.
    """

    holder: str
    number: str
    unit: str
    issuer: str
    valid_until: date
    code_url: str
    template_version: int = 2


def render_card(data: CardText, photo: bytes) -> bytes:
    """A card as a JPEG of 1012 x 638. Raises: UndrawableName, WordsDoNotFit, UnknownArt; ValueError for what is no photo."""
    require_drawable(data.holder + data.number + data.unit + data.issuer)
    page = gallery.card(data.template_version).copy()
    page.paste(_upright(photo), PHOTO[:2])
    for words in _words(data):
        write(page, words, 1.0)
    code = qr.picture(data.code_url, CODE[2], INK)
    inset = (CODE[2] - code.width) // 2
    page.paste(code, (CODE[0] + inset, CODE[1] + inset))
    return encode(page, Quality(92, 80, 300))


def portrait(photo: bytes) -> bytes:
    """A photo as the card needs it and no more: upright, cut, twice the window's pixels, no metadata. Raises: ValueError."""
    return encode(_upright(photo, 2), Quality(88, 78, 300))


def _words(data: CardText) -> list[Words]:
    until = f"{data.valid_until.year}年{data.valid_until.month}月{data.valid_until.day}日"
    issuer = _fitted(data.issuer, 0, ISSUER_Y, 30.0, ISSUER_ROOM, Tone.LIGHT)
    rows = (("单位", data.unit, 27.0), ("编号", data.number, 38.0), ("有效期至", until, 27.0))
    labels = [
        straight(label, LEFT, ROW_TOP + ROW * i, 21.0, em_width, Tone.SMALL) for i, (label, _, _) in enumerate(rows)
    ]
    values = [
        _fitted(value, LEFT, ROW_TOP + ROW * i + 8.0 + size, size, ROW_ROOM, Tone.PLAIN)
        for i, (_, value, size) in enumerate(rows)
    ]
    return [*_name(data.holder), _from_right(issuer), *labels, *values]


def _name(holder: str) -> list[Words]:
    """The name on one line while it stays large, else on two."""
    on_one = [(size, [holder]) for size in (56.0, 50.0, 44.0, 38.0)]
    on_two = [(size, name_halves(holder)) for size in (34.0, 30.0, 26.0, 22.0)]
    for size, lines in on_one + on_two:
        if max(name_width(line, size) for line in lines) <= NAME_ROOM:
            top = NAME_Y - (len(lines) - 1) * size * 0.6
            return [
                straight(line, LEFT, top + i * size * 1.2, size, em_width, Tone.MARKED) for i, line in enumerate(lines)
            ]
    raise WordsDoNotFit.of("姓名", holder)


def _fitted(text: str, x: float, y: float, size: float, room: float, tone: Tone) -> Words:
    """Words at a size, or smaller where they are long. Raises: WordsDoNotFit."""
    natural = straight(text, x, y, size, em_width, tone).width
    smaller = size * min(1.0, room / natural) if natural else size
    if smaller < 15:
        raise WordsDoNotFit.of("证件上的一项", text)
    return straight(text, x, y, smaller, em_width, tone)


def _from_right(words: Words) -> Words:
    """The same words, ending at the header's right edge."""
    return Words(words.glyphs, ISSUER_RIGHT - words.width, words.y, words.size, words.tone)


def _upright(photo: bytes, times: int = 1) -> "Image.Image":
    """The photo upright, cut to the card's window from its middle, a little above. Raises: ValueError."""
    from PIL import Image, ImageOps, UnidentifiedImageError  # noqa: PLC0415 - Pillow is slow to import

    try:
        with Image.open(BytesIO(photo)) as opened:
            if opened.width * opened.height > MOST_PIXELS:
                raise ValueError("the photo is too large")
            opened.draft("RGB", (PHOTO[2] * 2, PHOTO[3] * 2))
            upright = ImageOps.exif_transpose(opened).convert("RGB")
    except (UnidentifiedImageError, OSError) as error:
        raise ValueError("the photo is not a picture") from error
    return ImageOps.fit(upright, (PHOTO[2] * times, PHOTO[3] * times), Image.Resampling.LANCZOS, centering=(0.5, 0.4))
