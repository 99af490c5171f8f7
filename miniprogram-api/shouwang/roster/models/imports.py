"""An import 导入 of a force that is there already: rows as read, and how far it has got."""

from datetime import date, datetime
from enum import StrEnum

import msgspec

from shouwang.kernel.actor import Status


class ImportState(StrEnum):
    """An import moves one way; `committed` is the point of no return."""

    RESERVING = "reserving"
    COMMITTED = "committed"
    PUBLISHED = "published"
    UNDONE = "undone"


class Import(msgspec.Struct, frozen=True):
    """导入. `counters`: for each unit the last sequence seen and the one it was moved to; None before that."""

    import_id: str
    state: ImportState
    rows: int
    begun_at: datetime
    counters: dict[str, tuple[int, int]] | None = None


class MemberRow(msgspec.Struct, frozen=True):
    """One row of a member list, as read. Units: row as the person's spreadsheet counts."""

    row: int
    name: str
    phone: str
    unit_path: str
    joined_on: date
    number: str = ""  # empty: the force gives one
    document: str = ""
    cover_until: date | None = None
    status: Status = Status.ACTIVE
    qualifications: tuple[str, ...] = ()


class RowFault(msgspec.Struct, frozen=True):
    """What is wrong with a cell, or already known."""

    row: int
    column: str
    detail: str


class Read(msgspec.Struct, frozen=True):
    """A list as read: what is good and what is not."""

    rows: tuple[MemberRow, ...] = ()
    faults: tuple[RowFault, ...] = msgspec.field(default=())
