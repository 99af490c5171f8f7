"""What a page of the console is made of: blocks, each drawn by the template of its `kind` in `templates/console/blocks/`.

Like all views they are frozen, already in words, with nothing left to decide or to look up. A new block is one class here
and one template there; it is shown on the style page.
"""

from typing import TYPE_CHECKING

from shouwang.kernel.front import front

if TYPE_CHECKING:
    from shouwang.console.blocks.base import Act, Block, Hidden, Tone
    from shouwang.console.blocks.forms import Choice, Field, Form, NewPasskey, refilled
    from shouwang.console.blocks.sheet import (
        Buttons,
        Checks,
        Columns,
        Facts,
        Figure,
        Figures,
        Folded,
        Live,
        Picture,
        Progress,
        Prose,
        Section,
        Sheet,
        Timeline,
        Words,
    )
    from shouwang.console.blocks.tables import Cell, Head, Row, Rows, Table
    from shouwang.console.blocks.week import Week, WeekCell, WeekItem, WeekRow

__all__ = [
    "Act",
    "Block",
    "Buttons",
    "Cell",
    "Checks",
    "Choice",
    "Columns",
    "Facts",
    "Field",
    "Figure",
    "Figures",
    "Folded",
    "Form",
    "Head",
    "Hidden",
    "Live",
    "NewPasskey",
    "Picture",
    "Progress",
    "Prose",
    "Row",
    "Rows",
    "Section",
    "Sheet",
    "Table",
    "Timeline",
    "Tone",
    "Week",
    "WeekCell",
    "WeekItem",
    "WeekRow",
    "Words",
    "refilled",
]
__getattr__ = front(__name__)
