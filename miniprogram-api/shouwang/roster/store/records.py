"""Tables of histories, appointments and seats. Each function is one request to the store unless it says otherwise."""

from collections.abc import Sequence
from typing import Any

from pynamodb.attributes import UnicodeAttribute
from pynamodb.indexes import AllProjection, GlobalSecondaryIndex

from shouwang.kernel.actor import Role
from shouwang.platform.dynamo import (
    Choice,
    Day,
    Instant,
    Packed,
    Page,
    Table,
    Writes,
    delete,
    next_page,
    put,
    read_cursor,
)
from shouwang.roster.models import Appointment, AppointmentState, HistoryEntry, Post, Seat, Step
from shouwang.roster.rules.appointing import AppointmentOver, SeatTaken


class HistoryRow(Table):
    """A line of a volunteer's history."""

    TABLE = "member-history"

    volunteer_number = UnicodeAttribute(hash_key=True)
    entry = UnicodeAttribute(range_key=True)
    step = Choice[Step](Step)
    at = Instant()
    by_as = UnicodeAttribute()
    facts = Packed[dict[str, Any]](dict[str, Any])


class WaitingIndex(GlobalSecondaryIndex["AppointmentRow"]):
    """Appointments that wait for a second person, in the order of the tree; sparse."""

    class Meta:
        """Index settings."""

        index_name = "waiting"
        projection = AllProjection()

    waiting_top = UnicodeAttribute(hash_key=True)
    waiting_place = UnicodeAttribute(range_key=True)


class PersonIndex(GlobalSecondaryIndex["AppointmentRow"]):
    """Appointments of a person."""

    class Meta:
        """Index settings."""

        index_name = "by_person"
        projection = AllProjection()

    person_id = UnicodeAttribute(hash_key=True)
    asked_at = Instant(range_key=True)


class AppointmentRow(Table):
    """任命."""

    TABLE = "appointments"

    appointment_id = UnicodeAttribute(hash_key=True)
    person_id = UnicodeAttribute()
    name = UnicodeAttribute()
    volunteer_number = UnicodeAttribute(null=True)
    unit_path = UnicodeAttribute()
    role = Choice[Role](Role)
    post = Choice[Post](Post, null=True)
    from_on = Day()
    until_on = Day(null=True)
    reason = UnicodeAttribute()
    asked_by = UnicodeAttribute()
    asked_by_name = UnicodeAttribute()
    asked_at = Instant()
    expires_at = Instant()
    state = Choice[AppointmentState](AppointmentState)
    decided_by = UnicodeAttribute(default="")
    decided_by_name = UnicodeAttribute(default="")
    decided_at = Instant(null=True)
    decided_why = UnicodeAttribute(default="")
    ended_on = Day(null=True)
    waiting_top = UnicodeAttribute(null=True)
    waiting_place = UnicodeAttribute(null=True)

    waiting = WaitingIndex()
    by_person = PersonIndex()


class SeatRow(Table):
    """A post of a unit, held by one person at a time."""

    TABLE = "seats"

    top = UnicodeAttribute(hash_key=True)
    seat = UnicodeAttribute(range_key=True)  # unit_path#post
    unit_path = UnicodeAttribute()
    post = Choice[Post](Post)
    appointment_id = UnicodeAttribute()
    person_id = UnicodeAttribute()
    name = UnicodeAttribute()
    volunteer_number = UnicodeAttribute(null=True)
    from_on = Day()
    until_on = Day(null=True)


def history(number: str, limit: int = 50) -> Sequence[HistoryEntry]:
    """The last lines of a volunteer's history, newest first."""
    return [row.value(HistoryEntry) for row in HistoryRow.query(number, scan_index_forward=False, limit=limit)]


def noted(entry: HistoryEntry) -> Writes:
    """A line more; never changed."""
    return put(HistoryRow.of(entry), HistoryRow.entry.does_not_exist())


def fetch_appointment(appointment_id: str) -> Appointment | None:
    """An appointment by id."""
    row = AppointmentRow.fetch(appointment_id)
    return row.value(Appointment) if row else None


def appointments_of(person_id: str, limit: int = 50) -> Sequence[Appointment]:
    """The appointments of a person, newest first."""
    rows = AppointmentRow.by_person.query(person_id, scan_index_forward=False, limit=limit)
    return [row.value(Appointment) for row in rows]


def waiting(unit_path: str, cursor: str | None, limit: int) -> Page[Appointment]:
    """A page of what waits in a unit and all below it."""
    below = AppointmentRow.waiting_place.startswith(f"{unit_path}/")
    last = read_cursor(cursor)
    rows = AppointmentRow.waiting.query(_top(unit_path), below, limit=limit, page_size=limit, last_evaluated_key=last)
    return Page([row.value(Appointment) for row in rows], next_page(rows.last_evaluated_key))


def asked(appointment: Appointment) -> Writes:
    """A new appointment, that waits."""
    place = f"{appointment.unit_path}/{appointment.asked_at.isoformat()}#{appointment.appointment_id}"
    row = AppointmentRow.of(appointment, waiting_top=_top(appointment.unit_path), waiting_place=place)
    return put(row, AppointmentRow.appointment_id.does_not_exist())


def moved(seen: Appointment, after: Appointment) -> Writes:
    """An appointment one step on; waits no more. Raises (at commit): AppointmentOver."""
    return put(AppointmentRow.of(after), AppointmentRow.state == seen.state, AppointmentOver())


def seated(seat: Seat) -> Writes:
    """A post given to who holds it now. Raises (at commit): SeatTaken while somebody else's time runs."""
    free = SeatRow.seat.does_not_exist() | (SeatRow.until_on < seat.from_on)
    return put(SeatRow.of(seat, top=_top(seat.unit_path), seat=f"{seat.unit_path}#{seat.post}"), free, SeatTaken())


def vacated(seat_of: Appointment) -> Writes:
    """A post given back, if it is still held under this appointment."""
    row = SeatRow(top=_top(seat_of.unit_path), seat=f"{seat_of.unit_path}#{seat_of.post}")
    own = SeatRow.seat.does_not_exist() | (SeatRow.appointment_id == seat_of.appointment_id)
    return delete(row, own)


def seats(unit_path: str) -> Sequence[Seat]:
    """The posts held in a unit and all below it. Cost: 1 request; a force has a few posts a unit."""
    return [row.value(Seat) for row in SeatRow.query(_top(unit_path), SeatRow.seat.startswith(unit_path))]


def _top(unit_path: str) -> str:
    return unit_path.partition("/")[0]
