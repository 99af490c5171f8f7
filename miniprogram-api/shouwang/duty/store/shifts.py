"""班次 and who has a place on them. Each function is one request to the store unless it says otherwise."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from pynamodb.attributes import BooleanAttribute, NumberAttribute, UnicodeAttribute
from pynamodb.indexes import AllProjection, GlobalSecondaryIndex

from shouwang.duty.models import Shift, Signup, SignupState
from shouwang.duty.rules.signups import LONGEST_SHIFT, NotSignedUp, full
from shouwang.kernel.clock import rfc3339
from shouwang.kernel.problem import Stale
from shouwang.platform.dynamo import Choice, Instant, Table, Writes, put, update


class ShiftsOfUnit(GlobalSecondaryIndex["ShiftRow"]):
    """A unit's own shifts by their start."""

    class Meta:
        """Index settings."""

        index_name = "by_unit"
        projection = AllProjection()

    unit_path = UnicodeAttribute(hash_key=True)
    starts_at = Instant(range_key=True)


class ShiftRow(Table):
    """班次. `taken` moves only together with a sign-up, and never beyond `capacity`."""

    TABLE = "shifts"

    shift_id = UnicodeAttribute(hash_key=True)
    unit_path = UnicodeAttribute()
    point_number = UnicodeAttribute()
    duty_type = UnicodeAttribute()
    starts_at = Instant()
    ends_at = Instant()
    capacity = NumberAttribute()
    taken = NumberAttribute()
    minimum_team = NumberAttribute()
    qualification = UnicodeAttribute(null=True)
    cancelled = BooleanAttribute(default=False)

    by_unit = ShiftsOfUnit()


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
    cancelled_at = Instant(null=True)

    by_shift = SignupsOfShift()


class SignupTurnRow(Table):
    """How often a person has signed up: moves with every sign-up, so that of two at once only one is decided on."""

    TABLE = "signup-turns"

    person_id = UnicodeAttribute(hash_key=True)
    turn = NumberAttribute()


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


def planned(shift: Shift, places: Iterable[Signup]) -> Writes:
    """A shift with everybody who has a place on it, as another system planned it."""
    writes = put(ShiftRow.of(shift))
    for signup in places:
        writes += put(SignupRow.of(signup, place=_place(signup.starts_at, signup.shift_id)))
    return writes


def fetch_signup(person_id: str, shift: Shift) -> Signup | None:
    """A person's sign-up for a shift, also a cancelled one."""
    row = SignupRow.fetch(person_id, _place(shift.starts_at, shift.shift_id))
    return row.value(Signup) if row else None


def signups_around(person_id: str, starts_from: datetime, starts_before: datetime) -> Sequence[Signup]:
    """A person's sign-ups for shifts that may touch a span of time, earliest first."""
    span = SignupRow.place.between(rfc3339(starts_from - LONGEST_SHIFT), rfc3339(starts_before))
    return [row.value(Signup) for row in SignupRow.query(person_id, span, consistent_read=True)]


def signups_of_shift(shift_id: str) -> Sequence[Signup]:
    """Everybody who has a place on a shift, the first first."""
    rows = SignupRow.by_shift.query(shift_id, filter_condition=SignupRow.state == SignupState.SIGNED_UP)
    return [row.value(Signup) for row in rows]


def fetch_turn(person_id: str) -> int:
    """How often a person has signed up."""
    row = SignupTurnRow.fetch(person_id)
    return int(row.turn) if row else 0


def take_place(shift: Shift, signup: Signup, turn: int) -> Writes:
    """A place on a shift: the sign-up and the count, which never passes the capacity.

    Raises (at commit): ShiftFull; Stale when the person signed up elsewhere since `turn` was read.
    """
    free = (ShiftRow.taken < ShiftRow.capacity) & (ShiftRow.cancelled == False)  # noqa: E712 -- an expression
    counted = update(ShiftRow(shift_id=shift.shift_id), ShiftRow.taken.add(1), condition=free, otherwise=full(shift))
    not_held = SignupRow.place.does_not_exist() | (SignupRow.state == SignupState.CANCELLED)
    mine = put(SignupRow.of(signup, place=_place(signup.starts_at, signup.shift_id)), not_held, Stale())
    seen = SignupTurnRow.turn == turn if turn else SignupTurnRow.turn.does_not_exist()
    return counted + mine + put(SignupTurnRow(person_id=signup.person_id, turn=turn + 1), seen, Stale())


def give_back_place(signup: Signup) -> Writes:
    """A cancelled sign-up and the place it frees. Raises (at commit): NotSignedUp when it was given back before."""
    held = SignupRow.state == SignupState.SIGNED_UP
    row = SignupRow.of(signup, place=_place(signup.starts_at, signup.shift_id))
    freed = update(ShiftRow(shift_id=signup.shift_id), ShiftRow.taken.add(-1), condition=ShiftRow.taken > 0)
    return put(row, held, NotSignedUp()) + freed


def _place(starts_at: datetime, shift_id: str) -> str:
    return f"{rfc3339(starts_at)}#{shift_id}"
