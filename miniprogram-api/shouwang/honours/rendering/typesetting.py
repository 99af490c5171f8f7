"""Chinese typesetting as pure geometry: line breaking with 禁则, squeezed punctuation, justification.

Nothing here knows fonts or pixels: `advance` tells how wide a character is, and positions come out in the same unit.
Source: W3C "Requirements for Chinese Text Layout" (clreq) 3.1.3-3.1.6; reference imaging.md 2.2.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

CLOSING = frozenset("，。、；：？！）》」』】〉”’")
OPENING = frozenset("（《「『【〈“‘")
NEVER_FIRST = CLOSING | frozenset("％·%℃…—～")
NEVER_LAST = OPENING
_STRETCH_LIMIT = 1.5
_WIDOW = 2.5

Advance = Callable[[str], float]


@dataclass(frozen=True, slots=True)
class Glyph:
    """One character of running text: where it stands on its line, how wide it is, whether it is set off."""

    character: str
    x: float
    width: float
    marked: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """One line of text, its glyphs placed."""

    glyphs: tuple[Glyph, ...]

    @property
    def text(self) -> str:
        """The characters of the line."""
        return "".join(glyph.character for glyph in self.glyphs)

    @property
    def width(self) -> float:
        """Where the last glyph ends."""
        return self.glyphs[-1].x + self.glyphs[-1].width if self.glyphs else 0.0


def paragraph(text: str, mark: str, size: float, width: float, advance: Advance, indent: float = 2.0) -> list[Line]:
    """A justified paragraph; `mark` is the phrase set off, `indent` is in characters of `size`."""
    glyphs = _measured(text, mark, size, advance)
    first = indent * size
    lines = _break(glyphs, width, first)
    for narrower in range(1, 5):
        if len(lines) < 2 or lines[-1][-1].x + lines[-1][-1].width >= _WIDOW * size:
            break
        lines = _break(glyphs, width - narrower * size / 2, first)
    last = len(lines) - 1
    return [
        Line(_shifted(line if index == last else _stretched(line, width - (first if index == 0 else 0), size), first))
        if index == 0
        else Line(tuple(line if index == last else _stretched(line, width, size)))
        for index, line in enumerate(lines)
    ]


def _measured(text: str, mark: str, size: float, advance: Advance) -> list[Glyph]:
    start = text.find(mark) if mark else -1
    quoted = start > 0 and text[start - 1] in OPENING
    low, high = (start - quoted, start + len(mark) + quoted) if start >= 0 else (0, 0)
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
        placed.append(replace(glyph, x=end))
        end += glyph.width
    return placed


def _stretched(line: Sequence[Glyph], width: float, size: float) -> list[Glyph]:
    """Spread what is left over between the characters; a closing mark at the end keeps its ink at the margin."""
    last = line[-1]
    ink_end = last.x + (last.width / 2 if last.character in CLOSING else last.width)
    gaps = [
        index
        for index in range(1, len(line))
        if not (_is_word(line[index - 1].character) and _is_word(line[index].character))
    ]
    spare = width - ink_end
    if not gaps or spare > _STRETCH_LIMIT * size * 1.5:
        return list(line)
    each, shift = spare / len(gaps), 0.0
    spread = [line[0]]
    for index in range(1, len(line)):
        shift += each if index in gaps else 0.0
        spread.append(replace(line[index], x=line[index].x + shift))
    return spread


def _shifted(line: Sequence[Glyph], by: float) -> tuple[Glyph, ...]:
    return tuple(replace(glyph, x=glyph.x + by) for glyph in line)


def name_lines(name: str, size: float, width: float) -> list[str]:
    """A name on one line, or on two of like length, parted after a `·` where it has one."""
    if name_width(name, size) <= width:
        return [name]
    parts = [index + 1 for index, character in enumerate(name) if character == "·"] or [(len(name) + 1) // 2]
    cut = min(parts, key=lambda index: abs(index - len(name) / 2))
    return [name[:cut], name[cut:]]


def name_width(name: str, size: float) -> float:
    """How long a name is at a size: a square a character, room to breathe round the dot."""
    return sum(dot_width(size) if character == "·" else size for character in name)


def dot_width(size: float) -> float:
    """The room of the dot between the parts of a name. Source: reference imaging.md 3.3: a bare `·` is too tight."""
    return 0.56 * size
