"""Check-ins and, apart and sealed, the raw fixes they brought. Each function is one request to the store."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from pynamodb.attributes import BinaryAttribute, NumberAttribute, UnicodeAttribute

from shouwang.duty.models import CheckIn, Clearance, DutySession, FenceDecision, Lane, Way
from shouwang.duty.rules.proofs import NothingToProve
from shouwang.duty.rules.sessions import CheckInReplayed
from shouwang.kernel.ids import ulid
from shouwang.platform.dynamo import Choice, Instant, Packed, Table, Writes, put, update

FIXES_KEPT = timedelta(days=180)  # raw fixes; the decision stays. Source: domain-rules 6


class CheckInRow(Table):
    """打卡: what was decided, and on what figures."""

    TABLE = "check-ins"

    person_id = UnicodeAttribute(hash_key=True)
    check_in_id = UnicodeAttribute(range_key=True)
    unit_path = UnicodeAttribute()
    way = Choice[Way](Way)
    lane = Choice[Lane](Lane)
    point_number = UnicodeAttribute()
    arrived_at = Instant()
    occurred_at = Instant()
    decision = Packed[FenceDecision](FenceDecision)
    clearance = Choice[Clearance](Clearance)
    session_id = UnicodeAttribute(null=True)


class FixesRow(Table):
    """The raw fixes of a check-in, sealed, for as long as they may be kept."""

    TABLE = "check-in-fixes"
    TTL = "expires_at"

    person_id = UnicodeAttribute(hash_key=True)
    check_in_id = UnicodeAttribute(range_key=True)
    sealed = BinaryAttribute(legacy_encoding=False)
    expires_at = NumberAttribute()


def new_check_in(check_in: CheckIn, sealed_fixes: bytes | None) -> Writes:
    """A check-in and, apart, its raw fixes. Raises (at commit): CheckInReplayed when that tap came before."""
    kept = put(CheckInRow.of(check_in), CheckInRow.check_in_id.does_not_exist(), CheckInReplayed())
    if sealed_fixes is None:
        return kept
    return kept + put(
        FixesRow(
            person_id=check_in.person_id,
            check_in_id=check_in.check_in_id,
            sealed=sealed_fixes,
            expires_at=int((check_in.arrived_at + FIXES_KEPT).timestamp()),
        )
    )


def fetch_check_in(person_id: str, check_in_id: str) -> CheckIn | None:
    """A check-in of a person."""
    row = CheckInRow.fetch(person_id, check_in_id)
    return row.value(CheckIn) if row else None


def check_ins_between(person_id: str, first: datetime, last: datetime) -> Sequence[CheckIn]:
    """A person's taps of a span of time, as their ids say: of when they were made, or asked for."""
    span = CheckInRow.check_in_id.between(ulid(first, bytes(10)), ulid(last, bytes(10)))
    return [row.value(CheckIn) for row in CheckInRow.query(person_id, span, consistent_read=True)]


def paired(check_in: CheckIn, session: DutySession) -> Writes:
    """A loose tap given to its duty, once. Raises (at commit): NothingToProve when it has one."""
    key = CheckInRow(person_id=check_in.person_id, check_in_id=check_in.check_in_id)
    loose = CheckInRow.session_id.does_not_exist()
    return update(key, CheckInRow.session_id.set(session.session_id), condition=loose, otherwise=NothingToProve())


def cleared_check_in(check_in: CheckIn, clearance: Clearance) -> Writes:
    """A waiting check-in vouched for or refused, once. Raises (at commit): NothingToProve."""
    waiting = CheckInRow.clearance == Clearance.PENDING
    key = CheckInRow(person_id=check_in.person_id, check_in_id=check_in.check_in_id)
    return update(key, CheckInRow.clearance.set(clearance), condition=waiting, otherwise=NothingToProve())
