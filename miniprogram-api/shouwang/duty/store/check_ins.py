"""Check-ins and, apart and sealed, the raw fixes they brought. Each function is one request to the store."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from pynamodb.attributes import BinaryAttribute, NumberAttribute, UnicodeAttribute

from shouwang.duty.models import CheckIn, Clearance, DutySession, EvidenceScore, FenceDecision, Lane, Way
from shouwang.duty.rules.proofs import NothingToProve
from shouwang.duty.rules.sessions import CheckInReplayed
from shouwang.kernel.clock import rfc3339
from shouwang.kernel.ids import ulid
from shouwang.platform.dynamo import (
    Choice,
    Instant,
    Packed,
    Table,
    Writes,
    expiry_index,
    expiry_shard,
    is_kept,
    put,
    update,
)

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
    platform = UnicodeAttribute(default="")
    photos = Packed[tuple[str, ...]](tuple[str, ...], default=())
    evidence = Packed[EvidenceScore](EvidenceScore, null=True)


class FixesRow(Table):
    """The raw fixes of a check-in, sealed, for as long as they may be kept; then the night removes them."""

    TABLE = "check-in-fixes"

    person_id = UnicodeAttribute(hash_key=True)
    check_in_id = UnicodeAttribute(range_key=True)
    sealed = BinaryAttribute(legacy_encoding=False)
    expires_at = NumberAttribute()
    expiry_shard = UnicodeAttribute()

    by_expiry = expiry_index()


class DeviceRow(Table):
    """Who checked in with a phone of late. `device` is a keyed hash of the phone's mark. The night removes it."""

    TABLE = "check-in-devices"

    device = UnicodeAttribute(hash_key=True)
    tap = UnicodeAttribute(range_key=True)  # `instant#person_id`
    person_id = UnicodeAttribute()
    expires_at = NumberAttribute()
    expiry_shard = UnicodeAttribute()

    by_expiry = expiry_index()


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
            expiry_shard=expiry_shard(check_in.person_id, check_in.check_in_id),
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


def scored(check_in: CheckIn, evidence: EvidenceScore) -> Writes:
    """What the evidence of a check-in adds up to."""
    key = CheckInRow(person_id=check_in.person_id, check_in_id=check_in.check_in_id)
    return update(key, CheckInRow.evidence.set(evidence), condition=CheckInRow.check_in_id.exists())


def flagged(check_in: CheckIn, evidence: EvidenceScore) -> Writes:
    """A check-in that a leader shall look at after all. Conflicts when it was settled otherwise meanwhile."""
    key = CheckInRow(person_id=check_in.person_id, check_in_id=check_in.check_in_id)
    changes = (CheckInRow.evidence.set(evidence), CheckInRow.clearance.set(Clearance.PENDING))
    return update(key, *changes, condition=CheckInRow.clearance == check_in.clearance)


def photographed(check_in: CheckIn, photo: str) -> Writes:
    """A waiting check-in with one more photo. Raises (at commit): NothingToProve; conflicts with another photo."""
    key = CheckInRow(person_id=check_in.person_id, check_in_id=check_in.check_in_id)
    waiting = CheckInRow.clearance == Clearance.PENDING
    seen = CheckInRow.photos == check_in.photos
    if not check_in.photos:
        seen = seen | CheckInRow.photos.does_not_exist()
    change = CheckInRow.photos.set((*check_in.photos, photo))
    return update(key, change, condition=waiting & seen, otherwise=NothingToProve())


def recent_check_ins(person_id: str, up_to: str, most: int) -> Sequence[CheckIn]:
    """A person's check-ins up to one of them, the newest first."""
    span = CheckInRow.check_in_id <= up_to
    rows = CheckInRow.query(person_id, span, scan_index_forward=False, limit=most, page_size=most, consistent_read=True)
    return [row.value(CheckIn) for row in rows]


def recent_fixes(person_id: str, up_to: str, most: int, now: datetime) -> Mapping[str, bytes]:
    """The sealed fixes of a person's check-ins up to one of them that may still be kept, by check-in, the newest first."""
    span = FixesRow.check_in_id <= up_to
    rows = FixesRow.query(person_id, span, scan_index_forward=False, limit=most, page_size=most, consistent_read=True)
    return {row.check_in_id: row.sealed for row in rows if is_kept(row, now)}


def fetch_fixes(person_id: str, check_in_id: str, now: datetime) -> bytes | None:
    """The sealed fixes of one check-in, as long as they may be kept."""
    row = FixesRow.fetch(person_id, check_in_id)
    return row.sealed if row and is_kept(row, now) else None


def device_used(device: str, person_id: str, at: datetime) -> Writes:
    """A phone was used by somebody."""
    tap = f"{rfc3339(at)}#{person_id}"
    keep_until = int((at + timedelta(days=1)).timestamp())
    shard = expiry_shard(device, tap)
    return put(DeviceRow(device=device, tap=tap, person_id=person_id, expires_at=keep_until, expiry_shard=shard))


def users_of(device: str, since: datetime, until: datetime, now: datetime) -> frozenset[str]:
    """Who used a phone in a span of time, as far as that may still be kept."""
    rows = DeviceRow.query(device, DeviceRow.tap.between(rfc3339(since), f"{rfc3339(until)}#~"), consistent_read=True)
    return frozenset(row.person_id for row in rows if is_kept(row, now))
