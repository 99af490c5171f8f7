"""Where every word of a certificate stands, decided once for the shared picture, the print and the PDF.

Units: of the drawn page, 1080 x 1528 (`layers/art/page.py`); y of words is their baseline.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from shouwang.honours.rendering.typesetting import CLOSING, Glyph, Line, dot_width, name_lines, name_width, paragraph
from shouwang.honours.rendering.words import CertificateKind, CertificateText, chinese_day

EmWidth = Callable[[str], float]

LEFT, RIGHT = 160.0, 920.0
NAME_BASELINE, NAME_SIZES = 712.0, (62.0, 54.0, 46.0, 40.0, 34.0, 30.0)
BODY_TOP, BODY_BOTTOM = 742.0, 1112.0
BODY_SIZES = (40.0, 38.0, 36.0, 34.0, 32.0, 30.0, 28.0, 26.0)
LEADING = 1.72
SIGNED_BASELINE, SIGNED_ROOM = 1164.0, 500.0
QR_AT, QR_SIDE = (168.0, 1142.0), 224.0
RECORD_TOP, RECORD_ROW, RECORD_SIZE = 650.0, 50.0, 26.0


class Tone(StrEnum):
    """How words are inked: the body, what is set off, what is small and golden."""

    PLAIN = "plain"
    MARKED = "marked"
    SMALL = "small"


@dataclass(frozen=True, slots=True)
class Words:
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


@dataclass(frozen=True, slots=True)
class Rule:
    """A thin golden line, level or upright."""

    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Layout:
    """All that is written on one page."""

    words: tuple[Words, ...]
    rules: tuple[Rule, ...]


def lay_out(data: CertificateText, em_width: EmWidth) -> Layout:
    """Place the words of a certificate. Raises: ValueError for words that do not fit the page."""
    if data.kind is CertificateKind.SERVICE:
        rows, rules, bottom = _record(data, em_width)
        head: Sequence[Words] = rows
    else:
        head, rules, bottom = _salutation(data.holder, em_width)
    body = _body(data, bottom, em_width)
    return Layout((*head, *body, *_signature(data, em_width), *_caption(data, em_width)), tuple(rules))


def straight(text: str, x: float, y: float, size: float, em_width: EmWidth, tone: Tone = Tone.PLAIN) -> Words:
    """Words at their natural width; the dot of a name gets room to breathe."""
    glyphs: list[Glyph] = []
    end = 0.0
    for character in text:
        width = dot_width(size) if character == "·" else em_width(character) * size
        glyphs.append(Glyph(character, end, width, tone is Tone.MARKED))
        end += width
    return Words(tuple(glyphs), x, y, size, tone)


def _salutation(holder: str, em_width: EmWidth) -> tuple[list[Words], list[Rule], float]:
    """The name and 同志 on one baseline, the name on two lines where it must be; and how far the rest moves down."""
    room = RIGHT - LEFT - 3 * 38 - 16
    size, lines = next(
        (size, lines)
        for size in NAME_SIZES
        for lines in [name_lines(holder, size, room)]
        if size == NAME_SIZES[-1] or max(name_width(line, size) for line in lines) <= room
    )
    step = size * 1.32
    words = [
        straight(line, LEFT, NAME_BASELINE + step * i, size, em_width, Tone.MARKED) for i, line in enumerate(lines)
    ]
    rules = [Rule(LEFT - 6, line.y + size * 0.2, line.width + 12, 2.0) for line in words]
    last = words[-1]
    words.append(straight("同志：", LEFT + last.width + 16, last.y, 38.0, em_width))
    return words, rules, BODY_TOP + last.y - NAME_BASELINE


def _record(data: CertificateText, em_width: EmWidth) -> tuple[list[Words], list[Rule], float]:
    """The table of a service record: label left, value right of it, a hairline under each row."""
    words: list[Words] = []
    rules = [Rule(LEFT, RECORD_TOP, RIGHT - LEFT, 1.6)]
    for index, (label, value) in enumerate((("姓名", data.holder), *data.facts)):
        baseline = RECORD_TOP + RECORD_ROW * index + 34
        words.append(straight(label, LEFT + 12, baseline, RECORD_SIZE, em_width, Tone.SMALL))
        words.append(_within(value, LEFT + 200, baseline, RIGHT - LEFT - 212, em_width))
        rules.append(Rule(LEFT, RECORD_TOP + RECORD_ROW * (index + 1), RIGHT - LEFT, 1.0))
    bottom = rules[-1].y
    rules[-1] = Rule(LEFT, bottom, RIGHT - LEFT, 1.6)
    rules.append(Rule(LEFT + 186, RECORD_TOP, 1.0, bottom - RECORD_TOP))
    return words, rules, bottom + 14


def _within(text: str, x: float, y: float, room: float, em_width: EmWidth) -> Words:
    """Words at the table's size, smaller where the cell is too narrow. Raises: ValueError below a readable size."""
    natural = straight(text, x, y, RECORD_SIZE, em_width).width
    size = RECORD_SIZE * min(1.0, room / natural) if natural else RECORD_SIZE
    if size < 14:
        raise ValueError(f"{len(text)} characters do not fit in a row")
    return straight(text, x, y, size, em_width)


def _body(data: CertificateText, top: float, em_width: EmWidth) -> list[Words]:
    """The paragraphs in the largest type that fits. Raises: ValueError when none does."""
    sizes = BODY_SIZES if data.kind is not CertificateKind.SERVICE else BODY_SIZES[4:]
    for size in sizes:
        lines = _lines(data, size, em_width)
        if len(lines) * size * LEADING <= BODY_BOTTOM - top:
            first, step = top + size * 1.25, size * LEADING
            return [
                Words(line.glyphs, LEFT, first + index * step, size, stretched=stretched)
                for index, (line, stretched) in enumerate(lines)
            ]
    raise ValueError(f"{len(data.body)} characters do not fit on a certificate")


def _lines(data: CertificateText, size: float, em_width: EmWidth) -> list[tuple[Line, bool]]:
    """The body's lines at a size, and which of them fill the measure."""

    def advance(character: str) -> float:
        return em_width(character) * size

    paragraphs = [paragraph(text, data.title, size, RIGHT - LEFT, advance) for text in data.body.split("\n")]
    return [(line, line is not lines[-1]) for lines in paragraphs for line in lines]


def _signature(data: CertificateText, em_width: EmWidth) -> list[Words]:
    """Issuer and day, their ink ending at the right margin: a closing mark hangs by its empty half."""
    placed = []
    for index, text in enumerate((data.issuer, chinese_day(data.issued_on))):
        size = min(34.0, 34.0 * SIGNED_ROOM / straight(text, 0, 0, 34.0, em_width).width)
        end = RIGHT + (size / 2 if text[-1:] in CLOSING else 0.0)
        words = straight(text, 0, SIGNED_BASELINE + 54 * index, size, em_width)
        placed.append(replace(words, x=end - words.width))
    return placed


def _caption(data: CertificateText, em_width: EmWidth) -> list[Words]:
    x, bottom = QR_AT[0] + QR_SIDE + 22, QR_AT[1] + QR_SIDE
    texts = ("扫码验真", f"证书编号 {data.serial}", f"验证码 {data.code}")
    return [straight(text, x, bottom - (2 - i) * 32 - 6, 19.0, em_width, Tone.SMALL) for i, text in enumerate(texts)]
