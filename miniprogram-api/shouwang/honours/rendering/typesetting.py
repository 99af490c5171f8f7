"""Chinese typesetting as pure geometry: line breaking with 禁则, squeezed punctuation, justification.

Nothing here knows fonts or pixels: `advance` tells how wide a character is, and positions come out in the same unit.
Source: W3C "Requirements for Chinese Text Layout" (clreq) 3.1.3-3.1.6; reference imaging.md 2.2.
"""

from collections.abc import Callable, Sequence
from typing import NamedTuple

CLOSING = frozenset("，。、；：？！）》」』】〉”’")
OPENING = frozenset("（《「『【〈“‘")
NEVER_FIRST = CLOSING | frozenset("％·%℃…—～")
NEVER_LAST = OPENING
# In characters: a shorter last line is a widow; a fuller line may not gape by more to spare it.
_WIDOW, _GAPE = 2.5, 1.5

Advance = Callable[[str], float]


class Glyph(NamedTuple):
    """One character of running text: where it stands on its line, how wide it is, whether it is set off."""

    character: str
    x: float
    width: float
    marked: bool = False


class Line(NamedTuple):
    """One line of text, its glyphs placed."""

    glyphs: tuple[Glyph, ...]

    @property
    def text(self) -> str:
        """The characters of the line."""
        return "".join(glyph.character for glyph in self.glyphs)


def paragraph(text: str, mark: str, size: float, width: float, advance: Advance, indent: float = 2.0) -> list[Line]:
    """A justified paragraph; `mark` is the phrase set off, `indent` is in characters of `size`."""
    glyphs = _measured(text, mark, size, advance)
    first = indent * size
    lines = _without_widow(glyphs, width, first, size)
    placed = []
    for index, line in enumerate(lines):
        start = first if index == 0 else 0.0
        filled = line if index == len(lines) - 1 else _stretched(line, width - start)
        placed.append(Line(tuple(glyph._replace(x=glyph.x + start) for glyph in filled)))
    return placed


def widowed(lines: Sequence[Line], size: float) -> bool:
    """Whether a paragraph ends in a line of one or two lonely characters."""
    return len(lines) > 1 and _end(lines[-1].glyphs) < _WIDOW * size


def _without_widow(glyphs: Sequence[Glyph], width: float, first: float, size: float) -> list[list[Glyph]]:
    """Broken lines of which the last is not one lonely character, if no other line must gape for it."""
    lines = _break(glyphs, width, first)
    for step in range(1, 5):
        if len(lines) < 2 or _end(lines[-1]) >= _WIDOW * size:
            break
        narrower = _break(glyphs, width - step * size / 2, first)
        starts = (first, *[0.0] * len(narrower))
        if any(width - start - _end(line) > _GAPE * size for line, start in zip(narrower[:-1], starts, strict=False)):
            break
        lines = narrower
    return lines


def _end(line: Sequence[Glyph]) -> float:
    """Where the ink of a line ends: a closing mark's is in the first half of its square."""
    last = line[-1]
    return last.x + (last.width / 2 if last.character in CLOSING else last.width)


def _measured(text: str, mark: str, size: float, advance: Advance) -> list[Glyph]:
    """The glyphs of a text, the phrase `mark` in its quotation marks set off."""
    quoted = f"“{mark}”"
    low = text.find(quoted)
    high = low + len(quoted) if low >= 0 else low
    return [Glyph(c, 0.0, advance(c) if c != "·" else size / 2, low <= i < high) for i, c in enumerate(text)]


def _break(glyphs: Sequence[Glyph], width: float, first: float) -> list[list[Glyph]]:
    lines: list[list[Glyph]] = []
    rest = list(glyphs)
    while rest:
        room = width - (first if not lines else 0.0)
        count = _fitting(rest, room)
        lines.append(_placed(rest[:count]))
        rest = rest[count:]
        while rest and rest[0].character == " ":
            rest.pop(0)
    return lines


def _fitting(glyphs: Sequence[Glyph], room: float) -> int:
    """How many glyphs go on a line; moved back to where a line may end."""
    count, end = 0, 0.0
    for index, glyph in enumerate(glyphs):
        end += glyph.width - _squeeze(glyphs, index)
        # A closing mark may hang by the empty half of its square.
        if end - (glyph.width / 2 if glyph.character in CLOSING else 0.0) > room:
            break
        count = index + 1
    if count == len(glyphs):
        return count
    legal = next((n for n in range(count, 0, -1) if _may_break(glyphs, n)), 0)
    return legal or max(count, 1)


def _may_break(glyphs: Sequence[Glyph], at: int) -> bool:
    before, after = glyphs[at - 1].character, glyphs[at].character
    if after in NEVER_FIRST or before in NEVER_LAST:
        return False
    return not (_is_word(before) and _is_word(after))


def _is_word(character: str) -> bool:
    return character.isascii() and (character.isalnum() or character in "-./:")


def _squeeze(glyphs: Sequence[Glyph], index: int) -> float:
    """By how much a mark moves into the empty half of the mark before it (标点挤压)."""
    if index == 0:
        return glyphs[0].width / 2 if glyphs[0].character in OPENING else 0.0
    before, here = glyphs[index - 1].character, glyphs[index].character
    touching = (before in CLOSING and here in CLOSING | OPENING) or (before in OPENING and here in OPENING)
    return glyphs[index].width / 2 if touching else 0.0


def _placed(glyphs: Sequence[Glyph]) -> list[Glyph]:
    placed: list[Glyph] = []
    end = 0.0
    for index, glyph in enumerate(glyphs):
        end -= _squeeze(glyphs, index)
        placed.append(glyph._replace(x=end))
        end += glyph.width
    return placed


def _stretched(line: Sequence[Glyph], width: float) -> list[Glyph]:
    """Spread what is left over between the characters, but not within a word or a number."""
    gaps = [
        index
        for index in range(1, len(line))
        if not (_is_word(line[index - 1].character) and _is_word(line[index].character))
    ]
    if not gaps:
        return list(line)
    each, shift = (width - _end(line)) / len(gaps), 0.0
    spread = [line[0]]
    for index in range(1, len(line)):
        shift += each if index in gaps else 0.0
        spread.append(line[index]._replace(x=line[index].x + shift))
    return spread


def name_halves(name: str) -> list[str]:
    """A name on two lines of like length, parted after a `·` where it has one."""
    cuts = [index + 1 for index, character in enumerate(name[:-1]) if character == "·"] or [(len(name) + 1) // 2]
    cut = min(cuts, key=lambda index: max(name_width(name[:index], 1), name_width(name[index:], 1)))
    return [name[:cut], name[cut:]]


def name_width(name: str, size: float) -> float:
    """How long a name is at a size: a square a character, room to breathe round the dot."""
    return sum(dot_width(size) if character == "·" else size for character in name)


def dot_width(size: float) -> float:
    """The room of the dot between the parts of a name. Source: reference imaging.md 3.3: a bare `·` is too tight."""
    return 0.56 * size
