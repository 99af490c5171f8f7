"""What a page of the console is made of: blocks, each drawn by the template of its `kind` in `templates/console/blocks/`.

Like all views they are frozen, already in words, with nothing left to decide or to look up. A new block is one class here
and one template there; it is shown on the style page.
"""

from typing import TYPE_CHECKING

from shouwang.kernel.front import front

if TYPE_CHECKING:
    from shouwang.console.blocks.base import Act as Act, Block as Block, Hidden as Hidden, Tone as Tone
    from shouwang.console.blocks.forms import (
        Choice as Choice,
        Field as Field,
        Form as Form,
        NewPasskey as NewPasskey,
        refilled as refilled,
    )
    from shouwang.console.blocks.sheet import (
        Buttons as Buttons,
        Checks as Checks,
        Columns as Columns,
        Facts as Facts,
        Figure as Figure,
        Figures as Figures,
        Folded as Folded,
        Live as Live,
        Picture as Picture,
        Progress as Progress,
        Prose as Prose,
        Section as Section,
        Sheet as Sheet,
        Timeline as Timeline,
        Words as Words,
    )
    from shouwang.console.blocks.tables import Cell as Cell, Head as Head, Row as Row, Rows as Rows, Table as Table
    from shouwang.console.blocks.week import (
        Week as Week,
        WeekCell as WeekCell,
        WeekItem as WeekItem,
        WeekRow as WeekRow,
    )

__getattr__ = front(__name__)
