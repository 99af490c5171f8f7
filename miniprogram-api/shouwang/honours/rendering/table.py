"""The table of a service record: labels and values between hairlines, short ones two to a row."""

from collections.abc import Sequence
from typing import NamedTuple

from shouwang.honours.rendering.marks import LEFT, RIGHT, EmWidth, Rule, Tone, Words, WordsDoNotFit, straight

Fact = tuple[str, str]

TOP, BOTTOM = 622.0, 974.0
SIZE, SMALLEST = 24.0, 14.0
ROW_HEIGHTS = (25.0, 48.0)
PER_HEIGHT = 0.72  # of a row, the type of a table with many
SHARED = 0.7  # a value this much too long for half a row is set smaller there
LABEL_ROOM, PAD = 170.0, 12.0
MIDDLE = (LEFT + RIGHT) / 2


class Table(NamedTuple):
    """A table that was placed."""

    words: tuple[Words, ...]
    rules: tuple[Rule, ...]
    bottom: float


def lay_table(facts: Sequence[Fact], em_width: EmWidth) -> Table:
    """Place the facts in their order. Raises: WordsDoNotFit."""
    rows = _rows(facts, em_width)
    height = min(ROW_HEIGHTS[1], (BOTTOM - TOP) / len(rows))
    if height < ROW_HEIGHTS[0]:
        raise WordsDoNotFit.of("表格", "".join(value for _, value in facts))
    bottom, size = TOP + height * len(rows), min(SIZE, height * PER_HEIGHT)
    words: list[Words] = []
    rules = [Rule(LEFT, TOP, RIGHT - LEFT, 1.8), Rule(LEFT, bottom, RIGHT - LEFT, 1.8)]
    for index, row in enumerate(rows):
        top = TOP + height * index
        ends = (MIDDLE, RIGHT) if len(row) == 2 else (RIGHT,)
        for (label, value), start, end in zip(row, (LEFT, MIDDLE), ends, strict=False):
            words += _cell(label, value, (start, end), top + height / 2 + size * 0.37, size, em_width)
            rules.append(Rule(start + LABEL_ROOM, top, 1.0, height))
        rules += [Rule(LEFT, top, RIGHT - LEFT, 1.0)] if index else []
        rules += [Rule(MIDDLE, top, 1.0, height)] if len(row) == 2 else []
    return Table(tuple(words), tuple(rules), bottom)


def _rows(facts: Sequence[Fact], em_width: EmWidth) -> list[list[Fact]]:
    """Two short facts share a row; a long one, or one whose neighbour is long, has its own."""
    rows: list[list[Fact]] = []
    room = (MIDDLE - LEFT - LABEL_ROOM - 2 * PAD) / SHARED
    for fact in facts:
        short = straight(fact[1], 0, 0, SIZE, em_width).width <= room
        if short and rows and len(rows[-1]) == 1 and straight(rows[-1][0][1], 0, 0, SIZE, em_width).width <= room:
            rows[-1].append(fact)
        else:
            rows.append([fact])
    return rows


def _cell(
    label: str, value: str, span: tuple[float, float], baseline: float, size: float, em_width: EmWidth
) -> list[Words]:
    start, end = span
    room = end - start - LABEL_ROOM - 2 * PAD
    return [
        _within(label, start + PAD, baseline, LABEL_ROOM - 2 * PAD, size, em_width, Tone.SMALL),
        _within(value, start + LABEL_ROOM + PAD, baseline, room, size, em_width, Tone.PLAIN),
    ]


def _within(text: str, x: float, y: float, room: float, size: float, em_width: EmWidth, tone: Tone) -> Words:
    """Words at the table's size, smaller where the cell is too narrow. Raises: WordsDoNotFit."""
    natural = straight(text, x, y, size, em_width).width
    size *= min(1.0, room / natural) if natural else 1.0
    if size < SMALLEST:
        raise WordsDoNotFit.of("表格里的一项", text)
    return straight(text, x, y, size, em_width, tone)
