"""Tables 表."""

from dataclasses import dataclass, field
from typing import ClassVar

from shouwang.console.blocks.base import Act, Block
from shouwang.console.views import Link, State, Time, Word


@dataclass(frozen=True, slots=True)
class Cell:
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


@dataclass(frozen=True, slots=True)
class Head:
    """A column. Columns of the second rank fold under the first one on phones; numbers stand right."""

    words: str
    number: bool = False
    second: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """A row; the first cell is its link and its heading. `place`: the place on the map that it tells of."""

    cells: tuple[Cell, ...]
    current: bool = False
    place: str = ""


@dataclass(frozen=True, slots=True)
class Rows:
    """Rows under one small heading; a plain table has one such group without a title."""

    rows: tuple[Row, ...]
    title: str = ""
    urgent: bool = False


@dataclass(frozen=True, slots=True)
class Table(Block):
    """A table 表. `caption` names it for screen readers; `empty` stands in its place where there is nothing."""

    kind: ClassVar[str] = "table"
    caption: str
    heads: tuple[Head, ...]
    groups: tuple[Rows, ...]
    empty: Word = field(default_factory=lambda: Word("还没有", "有了会列在这里。"))
    more: Link | None = None
    start: Link | None = None

    @property
    def rows(self) -> tuple[Row, ...]:
        """All rows."""
        return tuple(row for group in self.groups for row in group.rows)
