"""班次. Each function is one request to the store unless it says otherwise."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from pynamodb.attributes import BooleanAttribute, NumberAttribute, UnicodeAttribute
from pynamodb.indexes import AllProjection, GlobalSecondaryIndex

from shouwang.duty.models import Shift
from shouwang.duty.rules.signups import ShiftOver
from shouwang.platform.dynamo import Instant, Table, Writes, put, update


class ShiftsOfUnit(GlobalSecondaryIndex["ShiftRow"]):
    """A unit's own shifts by their start."""

    class Meta:
        """Index settings."""

        index_name = "by_unit"
        projection = AllProjection()

    unit_path = UnicodeAttribute(hash_key=True)
    starts_at = Instant(range_key=True)


class ShiftRow(Table):
    """班次. `taken` and `waiting` move only together with a sign-up; nobody waits while a place is free."""

    TABLE = "shifts"

    shift_id = UnicodeAttribute(hash_key=True)
    unit_path = UnicodeAttribute()
    point_number = UnicodeAttribute()
    duty_type = UnicodeAttribute()
    starts_at = Instant()
    ends_at = Instant()
    capacity = NumberAttribute()
    taken = NumberAttribute()
    waiting = NumberAttribute(default=0)
    tickets = NumberAttribute(default=0)  # drawn so far for the waiting list; one drawn in vain is a gap
    minimum_team = NumberAttribute()
    qualification = UnicodeAttribute(null=True)
    cancelled = BooleanAttribute(default=False)

    by_unit = ShiftsOfUnit()


def fetch_shift(shift_id: str) -> Shift | None:
    """A shift by id."""
    row = ShiftRow.fetch(shift_id)
    return row.value(Shift) if row else None


def shifts_of_unit(unit_path: str, starts_from: datetime, starts_before: datetime, most: int) -> Sequence[Shift]:
    """A unit's own shifts that start in a span of time, earliest first, at most so many."""
    span = ShiftRow.starts_at.between(starts_from, starts_before - timedelta(microseconds=1))
    return [row.value(Shift) for row in ShiftRow.by_unit.query(unit_path, span, limit=most, page_size=most)]


def new_shift(shift: Shift) -> Writes:
    """A shift, once."""
    return put(ShiftRow.of(shift), ShiftRow.shift_id.does_not_exist())


def called_off(shift: Shift) -> Writes:
    """A shift cancelled, once. Raises (at commit): ShiftOver."""
    standing = ShiftRow.cancelled == False  # noqa: E712 -- an expression
    row = ShiftRow(shift_id=shift.shift_id)
    return update(row, ShiftRow.cancelled.set(True), condition=standing, otherwise=ShiftOver("这一班已经取消了"))


def draw_ticket(shift: Shift) -> int:
    """The next place in the order of the waiting list: no two people have the same one."""
    row = ShiftRow(shift_id=shift.shift_id)
    row.update([ShiftRow.tickets.add(1)], condition=ShiftRow.shift_id.exists())
    return int(row.tickets)
