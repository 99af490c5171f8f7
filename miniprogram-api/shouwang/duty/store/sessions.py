"""Open duties and duties. Each function is one request to the store unless it says otherwise."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

import msgspec
from pynamodb.attributes import NumberAttribute, UnicodeAttribute
from pynamodb.expressions.condition import Condition
from pynamodb.expressions.update import Action
from pynamodb.indexes import AllProjection, GlobalSecondaryIndex

from shouwang.duty.models import (
    Clearance,
    Corrected,
    DutyReport,
    DutySession,
    Mark,
    OnDuty,
    SessionState,
    Voucher,
)
from shouwang.duty.rules.sessions import OUT_GRACE, CheckInReplayed, NoDutyOpen, closes_at
from shouwang.kernel.clock import rfc3339
from shouwang.kernel.ids import ulid
from shouwang.kernel.intervals import Interval
from shouwang.kernel.problem import Stale
from shouwang.platform.dynamo import (
    Choice,
    Instant,
    Packed,
    Page,
    Table,
    Writes,
    delete,
    next_page,
    put,
    read_cursor,
    shards,
    update,
)

OVERDUE = "overdue"  # the index keys under which open duties wait for their end by rule, one a shard


class OnDutyIndex(GlobalSecondaryIndex["OpenDutyRow"]):
    """Who is on duty, in the order of the tree, so that one query lists any unit with all below it."""

    class Meta:
        """Index settings."""

        index_name = "on_duty"
        projection = AllProjection()

    top = UnicodeAttribute(hash_key=True)
    place = UnicodeAttribute(range_key=True)


class AtPointIndex(GlobalSecondaryIndex["OpenDutyRow"]):
    """Who is on duty at one assembly point, of whatever units, in the order of the tree."""

    class Meta:
        """Index settings."""

        index_name = "at_point"
        projection = AllProjection()

    point_number = UnicodeAttribute(hash_key=True)
    place = UnicodeAttribute(range_key=True)


class OverdueIndex(GlobalSecondaryIndex["OpenDutyRow"]):
    """Open duties by the instant at which they end by rule."""

    class Meta:
        """Index settings."""

        index_name = "overdue"
        projection = AllProjection()

    overdue_shard = UnicodeAttribute(hash_key=True)
    overdue_at = Instant(range_key=True)


class OpenDutyRow(Table):
    """The one open duty of a person, as it began. `top` is the detachment's code, `place` is `unit_path/@point/instant`."""

    TABLE = "open-duties"

    person_id = UnicodeAttribute(hash_key=True)
    session_id = UnicodeAttribute()
    session = Packed[DutySession](DutySession)
    name = UnicodeAttribute()
    volunteer_number = UnicodeAttribute()
    top = UnicodeAttribute()
    place = UnicodeAttribute()
    point_number = UnicodeAttribute()
    overdue_shard = UnicodeAttribute()
    overdue_at = Instant()

    on_duty = OnDutyIndex()
    at_point = AtPointIndex()
    overdue = OverdueIndex()


class DutySessionRow(Table):
    """执勤. `session_id` sorts by when the duty began."""

    TABLE = "duty-sessions"

    person_id = UnicodeAttribute(hash_key=True)
    session_id = UnicodeAttribute(range_key=True)
    unit_path = UnicodeAttribute()
    point_number = UnicodeAttribute()
    in_at = Instant()
    in_clearance = Choice[Clearance](Clearance)
    shift_id = UnicodeAttribute(null=True)
    shift_starts_at = Instant(null=True)
    shift_ends_at = Instant(null=True)
    duty_type = UnicodeAttribute(default="")
    out_at = Instant(null=True)
    out_clearance = Choice[Clearance](Clearance, null=True)
    out_flag = UnicodeAttribute(default="")
    state = Choice[SessionState](SessionState)
    breaks = Packed[tuple[Interval, ...]](tuple[Interval, ...])
    report = Packed[DutyReport](DutyReport, null=True)
    report_photos = Packed[tuple[str, ...]](tuple[str, ...], default=())
    mark = Packed[Mark](Mark, null=True)
    in_voucher = Packed[Voucher](Voucher, null=True)
    out_voucher = Packed[Voucher](Voucher, null=True)
    corrected = Packed[Corrected](Corrected, null=True)
    version = NumberAttribute(default=0)


class OpenDutyFound(Exception):
    """A second check-in met an open duty: here it is."""

    def __init__(self, old: dict[str, Any]) -> None:
        super().__init__("open duty")
        self.session = msgspec.json.decode(old["session"]["S"], type=DutySession)


def begin(session: DutySession, name: str, volunteer_number: str, instead_of: DutySession | None = None) -> Writes:
    """A duty and its claim on the person, or on the place of a forgotten one. Raises (at commit): OpenDutyFound."""
    free: Condition = OpenDutyRow.person_id.does_not_exist()
    if instead_of is not None:
        free = OpenDutyRow.session_id == instead_of.session_id
    row = OpenDutyRow.of(
        session,
        session=session,
        name=name,
        volunteer_number=volunteer_number,
        top=session.unit_path.partition("/")[0],
        place=f"{session.unit_path}/@{session.point_number}/{rfc3339(session.in_at)}#{session.person_id}",
        point_number=session.point_number,
        overdue_shard=shards.named_of(OVERDUE, session.person_id),
        overdue_at=closes_at(session) + OUT_GRACE,
    )
    new = put(DutySessionRow.of(session), DutySessionRow.session_id.does_not_exist())
    return put(row, free, OpenDutyFound) + new


def fetch_open(person_id: str) -> DutySession | None:
    """The duty a person is on, as it began."""
    row = OpenDutyRow.fetch(person_id)
    return row.session if row else None


def end(session: DutySession) -> Writes:
    """An open duty ended, by a check-out or by rule. Raises (at commit): NoDutyOpen when it has ended already."""
    still_open = DutySessionRow.state == SessionState.OPEN
    return update(key_of(session), *_ending(session), condition=still_open, otherwise=NoDutyOpen())


def whole(session: DutySession) -> Writes:
    """A duty that comes with both its ends; it was never open. Raises (at commit): CheckInReplayed when it is there."""
    return put(DutySessionRow.of(session), DutySessionRow.session_id.does_not_exist(), CheckInReplayed())


def end_after_all(session: DutySession) -> Writes:
    """A duty ended by rule whose check-out came late. Raises (at commit): NoDutyOpen when it was corrected meanwhile."""
    ended = (DutySessionRow.state == SessionState.MISSING_OUT) & DutySessionRow.corrected.does_not_exist()
    return update(key_of(session), *_ending(session), condition=ended, otherwise=NoDutyOpen())


def release(session: DutySession) -> Writes:
    """The person free for another duty. Raises (at commit): NoDutyOpen when they were released already."""
    claim = OpenDutyRow(person_id=session.person_id)
    return delete(claim, OpenDutyRow.session_id == session.session_id, NoDutyOpen())


def fetch_session(person_id: str, session_id: str) -> DutySession | None:
    """A duty of a person."""
    row = DutySessionRow.fetch(person_id, session_id)
    return row.value(DutySession) if row else None


def keep_report(session: DutySession) -> Writes:
    """A duty with its report, photos or mark; refused as Stale if it changed since it was read."""
    changes: list[Action] = [DutySessionRow.version.add(1)]
    if session.report:
        changes.append(DutySessionRow.report.set(session.report))
    if session.report_photos:
        changes.append(DutySessionRow.report_photos.set(session.report_photos))
    if session.mark:
        changes.append(DutySessionRow.mark.set(session.mark))
    seen = DutySessionRow.version == session.version
    return update(key_of(session), *changes, condition=seen, otherwise=Stale())


def sessions_between(person_id: str, begin_from: datetime, begin_before: datetime) -> Sequence[DutySession]:
    """A person's duties that began in a span of time, earliest first."""
    span = DutySessionRow.session_id.between(ulid(begin_from, bytes(10)), ulid(begin_before, bytes(10)))
    rows = DutySessionRow.query(person_id, span, consistent_read=True)
    return [row.value(DutySession) for row in rows]


def on_duty(unit_path: str, point_number: str | None, cursor: str | None, limit: int) -> Page[OnDuty]:
    """A page of who is on duty in a unit and all below it, at one point or at any, by unit, point and arrival."""
    below = OpenDutyRow.place.startswith(f"{unit_path}/")
    index = OpenDutyRow.at_point if point_number else OpenDutyRow.on_duty
    key = point_number or unit_path.partition("/")[0]
    rows = index.query(key, below, limit=limit, page_size=limit, last_evaluated_key=read_cursor(cursor))
    people = [OnDuty(row.session, row.name, row.volunteer_number) for row in rows]
    return Page(people, next_page(rows.last_evaluated_key))


def overdue(now: datetime, limit: int) -> Iterator[DutySession]:
    """Open duties whose end by rule has come. Cost: 1 request a shard."""
    for shard in shards.named(OVERDUE):
        rows = OpenDutyRow.overdue.query(shard, OpenDutyRow.overdue_at <= now, limit=limit)
        yield from (row.session for row in rows)


def _ending(session: DutySession) -> list[Action]:
    changes: list[Action] = [DutySessionRow.state.set(session.state), DutySessionRow.version.add(1)]
    if session.out_at is not None and session.out_clearance is not None:
        changes += [
            DutySessionRow.out_at.set(session.out_at),
            DutySessionRow.out_clearance.set(session.out_clearance),
            DutySessionRow.out_flag.set(session.out_flag),
        ]
    return changes


def key_of(session: DutySession) -> DutySessionRow:
    """The row of a duty, for a change of it."""
    return DutySessionRow(person_id=session.person_id, session_id=session.session_id)
