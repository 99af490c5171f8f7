"""A form that is a table: one row of fields for each thing, more fields below it."""

from typing import ClassVar

import msgspec

from shouwang.console.blocks.base import Block, Hidden, Tone
from shouwang.console.blocks.forms import Field
from shouwang.console.views import Link


class GridRow(msgspec.Struct, frozen=True):
    """One thing: its name, what is fixed about it, its fields under the heads."""

    title: str
    second: str
    fields: tuple[Field, ...]


class Grid(Block, frozen=True):
    """A table of fields 格表, sent whole; fields of one column share a name, a list in the order of the rows."""

    kind: ClassVar[str] = "grid"
    action: str
    caption: str
    heads: tuple[str, ...]
    rows: tuple[GridRow, ...]
    groups: tuple[tuple[str, tuple[Field, ...]], ...]
    submit: str
    hidden: Hidden = ()
    remark: str = ""
    tone: Tone = "main"
    other: Link | None = None
