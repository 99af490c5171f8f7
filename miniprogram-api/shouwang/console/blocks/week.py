"""The week 周 as a grid, and by day on phones."""

from typing import ClassVar

import msgspec

from shouwang.console.blocks.base import Block
from shouwang.console.blocks.tables import Table


class WeekItem(msgspec.Struct, frozen=True):
    """One thing on one day: when, where, how it stands."""

    href: str
    when: str
    where: str
    stands: str
    short: bool = False
    off: bool = False


class WeekCell(msgspec.Struct, frozen=True):
    """One day of one row."""

    items: tuple[WeekItem, ...]


class WeekRow(msgspec.Struct, frozen=True):
    """One unit's week."""

    title: str
    href: str
    cells: tuple[WeekCell, ...]


class Week(Block, frozen=True):
    """A grid of rows and seven days; `days` in words, and whether it is today. `phone`: the same by day."""

    kind: ClassVar[str] = "week"
    label: str
    days: tuple[tuple[str, bool], ...]
    rows: tuple[WeekRow, ...]
    phone: Table

    @property
    def empty(self) -> bool:
        """Whether there is nothing in it."""
        return not any(cell.items for row in self.rows for cell in row.cells)
