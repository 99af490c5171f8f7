"""Where every word of a certificate stands, decided once for the shared picture, the print and the PDF.

Units: of the drawn page, 1080 x 1528 (`layers/art/page.py`); y of words is their baseline.
"""

from datetime import date
from typing import NamedTuple

from shouwang.honours.rendering.marks import LEFT, RIGHT, EmWidth, Rule, Tone, Words, WordsDoNotFit, straight
from shouwang.honours.rendering.table import lay_table
from shouwang.honours.rendering.typesetting import CLOSING, Line, name_halves, name_width, paragraph, widowed
from shouwang.honours.rendering.words import CertificateKind, CertificateText, chinese_day

NAME_BASELINE, NAME_SIZES = 712.0, (62.0, 54.0, 46.0, 40.0, 34.0, 30.0, 26.0, 24.0)
ONE_LINE_FROM = 46.0
BODY_TOP, BODY_BOTTOM = 742.0, 1112.0
BODY_SIZES = (40.0, 38.0, 36.0, 34.0, 32.0, 30.0, 28.0, 26.0, 24.0)
# Under a table the words only close it: they stay small.
CLOSING_SIZES = BODY_SIZES[5:]
LEADING = 1.72
# Touching marks share squares: no text shrinks by more than this. A size that cannot hold that much is not tried.
SQUEEZED = 0.85
# To spare a lonely last line, type may shrink to this share of what would fit, not further.
SPARED = 0.8
SIGNED_BASELINE, SIGNED_ROOM = 1164.0, 500.0
QR_AT, QR_SIDE = (168.0, 1142.0), 224.0


class Layout(NamedTuple):
    """All that is written on one page."""

    words: tuple[Words, ...]
    rules: tuple[Rule, ...]


def lay_out(data: CertificateText, em_width: EmWidth) -> Layout:
    """Place the words of a certificate. Raises: WordsDoNotFit."""
    if data.kind is CertificateKind.SERVICE:
        table = lay_table((("姓名", data.holder), *data.facts), em_width)
        head, rules, bottom = table.words, table.rules, table.bottom + 12
    else:
        head, rules, bottom = _salutation(data.holder, "同志：" if data.comrade else "：", em_width)
    body = _body(data, bottom, em_width)
    return Layout((*head, *body, *_signature(data, em_width), *_caption(data, em_width)), rules)


def _salutation(holder: str, address: str, em_width: EmWidth) -> tuple[tuple[Words, ...], tuple[Rule, ...], float]:
    """The name and 同志 on one baseline, the name on two lines where it must be; and how far the rest moves down."""
    size, lines = _name(holder, RIGHT - LEFT - 3 * 38 - 16)
    step = size * 1.32
    words = [
        straight(line, LEFT, NAME_BASELINE + step * i, size, em_width, Tone.MARKED) for i, line in enumerate(lines)
    ]
    rules = tuple(Rule(LEFT - 6, line.y + size * 0.2, line.width + 12, 2.0) for line in words)
    last = words[-1]
    comrade = straight(address, LEFT + last.width + 16, last.y, 38.0, em_width)
    return (*words, comrade), rules, BODY_TOP + last.y - NAME_BASELINE


def _name(holder: str, room: float) -> tuple[float, list[str]]:
    """The size and lines of a name: one line while it stays large, then two. Raises: WordsDoNotFit."""
    on_one = [(size, [holder]) for size in NAME_SIZES if size >= ONE_LINE_FROM]
    on_two = [(size, name_halves(holder)) for size in NAME_SIZES]
    for size, lines in on_one + on_two:
        if max(name_width(line, size) for line in lines) <= room:
            return size, lines
    raise WordsDoNotFit.of("姓名", holder)


def _body(data: CertificateText, top: float, em_width: EmWidth) -> list[Words]:
    """The paragraphs in the largest type that fits and leaves no lonely last line, or the largest that fits.

    Raises: WordsDoNotFit.
    """
    sizes = CLOSING_SIZES if data.kind is CertificateKind.SERVICE else BODY_SIZES
    squares = sum(map(em_width, data.body.replace("\n", ""))) * SQUEEZED
    fitting: list[tuple[float, list[tuple[Line, bool]]]] = []
    for size in sizes:
        if squares * size * size * LEADING > (RIGHT - LEFT) * (BODY_BOTTOM - top):
            continue
        if fitting and size < fitting[0][0] * SPARED:
            break
        paragraphs = _paragraphs(data, size, em_width)
        lines = [(line, line is not lines[-1]) for lines in paragraphs for line in lines]
        if len(lines) * size * LEADING <= BODY_BOTTOM - top:
            fitting.append((size, lines))
            if not any(widowed(lines, size) for lines in paragraphs):
                return _set(size, lines, top)
    if fitting:
        return _set(*fitting[0], top)
    raise WordsDoNotFit.of("正文", data.body)


def _paragraphs(data: CertificateText, size: float, em_width: EmWidth) -> list[list[Line]]:
    def advance(character: str) -> float:
        return em_width(character) * size

    return [paragraph(text, data.title, size, RIGHT - LEFT, advance) for text in data.body.split("\n")]


def _set(size: float, lines: list[tuple[Line, bool]], top: float) -> list[Words]:
    """The body's lines at a size from a height on, each with whether it fills the measure."""
    first, step = top + size * 1.25, size * LEADING
    return [
        Words(line.glyphs, LEFT, first + index * step, size, stretched=stretched)
        for index, (line, stretched) in enumerate(lines)
    ]


def _signature(data: CertificateText, em_width: EmWidth) -> list[Words]:
    """Issuer and day, their ink ending at the right margin: a closing mark hangs by its empty half."""
    placed = []
    for index, text in enumerate((data.issuer, chinese_day(data.issued_on))):
        size = min(34.0, 34.0 * SIGNED_ROOM / straight(text, 0, 0, 34.0, em_width).width)
        end = RIGHT + (size / 2 if text[-1:] in CLOSING else 0.0)
        words = straight(text, 0, SIGNED_BASELINE + 54 * index, size, em_width)
        placed.append(words._replace(x=end - words.width))
    return placed


def _caption(data: CertificateText, em_width: EmWidth) -> list[Words]:
    x, bottom = QR_AT[0] + QR_SIDE + 22, QR_AT[1] + QR_SIDE
    texts = ["扫码验真", f"证书编号 {data.serial}", f"验证码 {data.code}"]
    if data.valid_until:
        texts.insert(1, f"有效期至 {_plain_day(data.valid_until)}")
    rows = len(texts) - 1
    return [straight(text, x, bottom - (rows - i) * 32 - 6, 19.0, em_width, Tone.SMALL) for i, text in enumerate(texts)]


def _plain_day(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"
