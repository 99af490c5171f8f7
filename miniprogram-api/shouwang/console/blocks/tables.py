"""Tables 表."""

from typing import ClassVar

import msgspec

from shouwang.console.blocks.base import Act, Block
from shouwang.console.views import Link, State, Time, Word


class Cell(msgspec.Struct, frozen=True):
    """One cell: words, or a state, or a time; a second line; a link; buttons."""

    text: str = ""
    second: str = ""
    href: str = ""
    state: State | None = None
    time: Time | None = None
    acts: tuple[Act, ...] = ()
    links: tuple[Link, ...] = ()
    bar: float | None = None  # a share 0..1, drawn as a bar behind the words
    urgent: bool = False


class Head(msgspec.Struct, frozen=True):
    """A column. Columns of the second rank fold under the first one on phones; numbers stand right."""

    words: str
    number: bool = False
    second: bool = False


class Row(msgspec.Struct, frozen=True):
    """A row; the first cell is its link and its heading. `place`: the place on the map that it tells of."""

    cells: tuple[Cell, ...]
    current: bool = False
    place: str = ""


class Rows(msgspec.Struct, frozen=True):
    """Rows under one small heading; a plain table has one such group without a title."""

    rows: tuple[Row, ...]
    title: str = ""
    urgent: bool = False


class Table(Block, frozen=True):
    """A table 表. `caption` names it for screen readers; `empty` stands in its place where there is nothing."""

    kind: ClassVar[str] = "table"
    caption: str
    heads: tuple[Head, ...]
    groups: tuple[Rows, ...]
    empty: Word = msgspec.field(default_factory=lambda: Word("还没有", "有了会列在这里。"))
    more: Link | None = None
    start: Link | None = None

    @property
    def rows(self) -> tuple[Row, ...]:
        """All rows."""
        return tuple(row for group in self.groups for row in group.rows)
