"""Who has a place on a shift, and who waits for one. Each function is one request to the store unless it says otherwise.

Invariants: `taken` never passes the capacity; nobody waits while a place is free; whoever has waited longest moves up, once.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from msgspec.structs import replace
from pynamodb.attributes import NumberAttribute, UnicodeAttribute
from pynamodb.expressions.condition import Condition
from pynamodb.indexes import AllProjection, GlobalSecondaryIndex

from shouwang.duty.models import Attendance, Shift, Signup, SignupState
from shouwang.duty.rules.signups import LONGEST_SHIFT, NotSignedUp
from shouwang.duty.store.shifts import ShiftRow
from shouwang.kernel.clock import rfc3339
from shouwang.platform.dynamo import Choice, Instant, Packed, Table, Writes, check, delete, put, update

Attended = tuple[Signup, Attendance | None]


class Moved(Exception):
    """Somebody was faster: a place went or came, the list moved, the person signed up elsewhere. Read again, decide again."""

    def __init__(self, _: dict[str, Any] | None = None) -> None:
        super().__init__("moved")


class SignupsOfShift(GlobalSecondaryIndex["SignupRow"]):
    """Who has a place on a shift, by when they took it."""

    class Meta:
        """Index settings."""

        index_name = "by_shift"
        projection = AllProjection()

    shift_id = UnicodeAttribute(hash_key=True)
    signed_up_at = Instant(range_key=True)


class SignupRow(Table):
    """报班. A person's own are read by the key, so that what is decided by them has not lagged."""

    TABLE = "signups"

    person_id = UnicodeAttribute(hash_key=True)
    place = UnicodeAttribute(range_key=True)  # `start#shift_id`
    shift_id = UnicodeAttribute()
    volunteer_number = UnicodeAttribute()
    name = UnicodeAttribute()
    point_number = UnicodeAttribute()
    duty_type = UnicodeAttribute()
    starts_at = Instant()
    ends_at = Instant()
    signed_up_at = Instant()
    state = Choice[SignupState](SignupState)
    ticket = NumberAttribute(null=True)
    cancelled_at = Instant(null=True)
    attendance = Packed[Attendance](Attendance, null=True)

    by_shift = SignupsOfShift()


class SignupTurnRow(Table):
    """How often a person has signed up: moves with every sign-up, so that of two at once only one is decided on."""

    TABLE = "signup-turns"

    person_id = UnicodeAttribute(hash_key=True)
    turn = NumberAttribute()


class WaitRow(Table):
    """候补: somebody on a shift's waiting list, in the order of the tickets they drew."""

    TABLE = "shift-waits"

    shift_id = UnicodeAttribute(hash_key=True)
    ticket = NumberAttribute(range_key=True)
    person_id = UnicodeAttribute()


def planned(shift: Shift, places: Iterable[Signup]) -> Writes:
    """A shift with everybody who has a place on it, as another system planned it."""
    writes = put(ShiftRow.of(shift))
    for signup in places:
        writes += put(_row(signup))
    return writes


def fetch_signup(person_id: str, shift: Shift) -> Signup | None:
    """A person's sign-up for a shift, also a cancelled one."""
    row = SignupRow.fetch(person_id, _place(shift.starts_at, shift.shift_id))
    return row.value(Signup) if row else None


def signups_around(person_id: str, starts_from: datetime, starts_before: datetime) -> Sequence[Signup]:
    """A person's sign-ups for shifts that may touch a span of time, earliest first."""
    span = SignupRow.place.between(rfc3339(starts_from - LONGEST_SHIFT), rfc3339(starts_before))
    return [row.value(Signup) for row in SignupRow.query(person_id, span, consistent_read=True)]


def signups_of_shift(shift_id: str, *states: SignupState) -> Sequence[Signup]:
    """Everybody on a shift in one of these states (who has a place, by default), the first first."""
    wanted = SignupRow.state.is_in(*(states or (SignupState.SIGNED_UP,)))
    return [row.value(Signup) for row in SignupRow.by_shift.query(shift_id, filter_condition=wanted)]


def attended_of_shift(shift_id: str) -> Sequence[Attended]:
    """Everybody who has a place on a shift, and what became of it so far."""
    rows = SignupRow.by_shift.query(shift_id, filter_condition=SignupRow.state == SignupState.SIGNED_UP)
    return [(row.value(Signup), row.attendance) for row in rows]


def fetch_attendance(person_id: str, shift: Shift) -> tuple[Signup | None, Attendance | None]:
    """A person's sign-up for a shift, and what became of it so far."""
    row = SignupRow.fetch(person_id, _place(shift.starts_at, shift.shift_id))
    return (row.value(Signup), row.attendance) if row else (None, None)


def attended(shift: Shift, person_id: str, before: Attendance | None, after: Attendance) -> Writes:
    """What became of a place, stated. Conflicts when it was stated otherwise since it was read."""
    row = SignupRow(person_id=person_id, place=_place(shift.starts_at, shift.shift_id))
    seen = SignupRow.attendance.does_not_exist() if before is None else SignupRow.attendance == before
    return update(row, SignupRow.attendance.set(after), condition=seen)


def fetch_turn(person_id: str) -> int:
    """How often a person has signed up."""
    row = SignupTurnRow.fetch(person_id)
    return int(row.turn) if row else 0


def first_waiting(shift: Shift) -> Signup | None:
    """Who has waited longest for a place. Cost: 2 requests; 1 when nobody waits."""
    rows = WaitRow.query(shift.shift_id, limit=1, consistent_read=True)
    first = next(iter(rows), None)
    return fetch_signup(first.person_id, shift) if first else None


def count_before(shift: Shift, ticket: int) -> int:
    """How many wait whose tickets are older."""
    return WaitRow.count(shift.shift_id, WaitRow.ticket < ticket, consistent_read=True)


def take_place(shift: Shift, signup: Signup, turn: int) -> Writes:
    """A place on a shift: the sign-up and the count, which never passes the capacity.

    Raises (at commit): Moved when the last place went, or the person signed up elsewhere since `turn` was read.
    """
    free = (ShiftRow.taken < ShiftRow.capacity) & _standing()
    counted = update(ShiftRow(shift_id=shift.shift_id), ShiftRow.taken.add(1), condition=free, otherwise=Moved)
    return counted + _signed(signup, turn)


def join_waiting(shift: Shift, signup: Signup, turn: int) -> Writes:
    """A turn on the waiting list of a shift that is full. Raises (at commit): Moved when a place came free."""
    full = (ShiftRow.taken >= ShiftRow.capacity) & _standing()
    counted = update(ShiftRow(shift_id=shift.shift_id), ShiftRow.waiting.add(1), condition=full, otherwise=Moved)
    listed = put(WaitRow(shift_id=shift.shift_id, ticket=signup.ticket, person_id=signup.person_id))
    return counted + listed + _signed(signup, turn)


def leave_waiting(waiter: Signup, left: Signup) -> Writes:
    """A turn given up: `left` is the sign-up as it is then. Raises (at commit): Moved when they just moved up."""
    counted = update(
        ShiftRow(shift_id=waiter.shift_id), ShiftRow.waiting.add(-1), condition=ShiftRow.waiting > 0, otherwise=Moved
    )
    return counted + _unlisted(waiter) + put(_row(left), SignupRow.state == SignupState.WAITING, Moved)


def give_back_place(signup: Signup) -> Writes:
    """A cancelled sign-up and the place it frees, nobody waiting for it.

    Raises (at commit): NotSignedUp when it was given back before; Moved when somebody waits by now.
    """
    alone = (ShiftRow.taken > 0) & (ShiftRow.waiting.does_not_exist() | (ShiftRow.waiting == 0))
    row = ShiftRow(shift_id=signup.shift_id)
    return _given_back(signup) + update(row, ShiftRow.taken.add(-1), condition=alone, otherwise=Moved)


def pass_on_place(signup: Signup, waiter: Signup, now: datetime) -> Writes:
    """A cancelled sign-up whose place goes to the first on the waiting list.

    Raises (at commit): NotSignedUp when it was given back before; Moved when the waiter left or moved up already.
    """
    counted = update(
        ShiftRow(shift_id=signup.shift_id), ShiftRow.waiting.add(-1), condition=ShiftRow.waiting > 0, otherwise=Moved
    )
    moved_up = replace(waiter, state=SignupState.SIGNED_UP, signed_up_at=now)
    still_waits = (SignupRow.state == SignupState.WAITING) & (SignupRow.ticket == waiter.ticket)
    return _given_back(signup) + counted + _unlisted(waiter) + put(_row(moved_up), still_waits, Moved)


def exchange(gone: Signup, come: Signup, turn: int) -> Writes:
    """One person's place taken by another; the shift's count stays.

    Raises (at commit): NotSignedUp when the place was given back; Moved when the other signed up since `turn` was read.
    """
    still_on = check(ShiftRow(shift_id=gone.shift_id), _standing(), Moved)
    return still_on + _given_back(gone) + _signed(come, turn)


def withdrawn(signup: Signup) -> Writes:
    """A sign-up ended with its shift, once. Raises (at commit): Moved when it was over before."""
    return put(_row(signup), SignupRow.state != SignupState.CANCELLED, Moved)


def _given_back(signup: Signup) -> Writes:
    return put(_row(signup), SignupRow.state == SignupState.SIGNED_UP, NotSignedUp())


def _signed(signup: Signup, turn: int) -> Writes:
    """A sign-up of a person of whom nothing has changed since `turn` was read."""
    not_held = SignupRow.place.does_not_exist() | (SignupRow.state == SignupState.CANCELLED)
    seen = SignupTurnRow.turn == turn if turn else SignupTurnRow.turn.does_not_exist()
    moved_on = put(SignupTurnRow(person_id=signup.person_id, turn=turn + 1), seen, Moved)
    return put(_row(signup), not_held, Moved) + moved_on


def _unlisted(waiter: Signup) -> Writes:
    row = WaitRow(shift_id=waiter.shift_id, ticket=waiter.ticket)
    return delete(row, WaitRow.person_id == waiter.person_id, Moved)


def _standing() -> Condition:
    return ShiftRow.cancelled == False  # noqa: E712 -- an expression


def _row(signup: Signup) -> SignupRow:
    return SignupRow.of(signup, place=_place(signup.starts_at, signup.shift_id))


def _place(starts_at: datetime, shift_id: str) -> str:
    return f"{rfc3339(starts_at)}#{shift_id}"
