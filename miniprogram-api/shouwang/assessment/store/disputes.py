"""Disputes and the queues that list the open ones. Each function is one request to the store."""

import hashlib
from collections.abc import Sequence
from itertools import accumulate

from pynamodb.attributes import NumberAttribute, UnicodeAttribute
from pynamodb.indexes import AllProjection, GlobalSecondaryIndex

from shouwang.assessment.models import Dispute, DisputeState
from shouwang.assessment.rules import DisputeAnswered, DisputedBefore
from shouwang.kernel.clock import rfc3339
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


class DisputesOfPerson(GlobalSecondaryIndex["DisputeRow"]):
    """A person's disputes."""

    class Meta:
        """Index settings."""

        index_name = "by_person"
        projection = AllProjection()

    person_id = UnicodeAttribute(hash_key=True)
    asked_at = Instant(range_key=True)


class DisputeRow(Table):
    """申诉."""

    TABLE = "points-disputes"

    dispute_id = UnicodeAttribute(hash_key=True)
    person_id = UnicodeAttribute()
    entry_id = UnicodeAttribute()
    day = Day()
    amount = NumberAttribute()
    reason = UnicodeAttribute()
    unit_path = UnicodeAttribute()
    name = UnicodeAttribute()
    volunteer_number = UnicodeAttribute()
    text = UnicodeAttribute()
    asked_at = Instant()
    state = Choice[DisputeState](DisputeState)
    answer = UnicodeAttribute(default="")
    correction = NumberAttribute(default=0)
    answered_by = UnicodeAttribute(default="")
    answered_at = Instant(null=True)

    by_person = DisputesOfPerson()


class DisputeQueueRow(Table):
    """An open dispute, once for each unit whose leaders may answer it."""

    TABLE = "dispute-queue"

    queue = UnicodeAttribute(hash_key=True)
    waiting = UnicodeAttribute(range_key=True)
    dispute = Packed[Dispute](Dispute)


def dispute_id(person_id: str, entry_id: str) -> str:
    """The one dispute that an entry can have."""
    return hashlib.sha256(f"{person_id}#{entry_id}".encode()).hexdigest()[:26].upper()


def fetch(dispute_id: str) -> Dispute | None:
    """A dispute by id."""
    row = DisputeRow.fetch(dispute_id)
    return row.value(Dispute) if row else None


def of_person(person_id: str, cursor: str | None) -> Page[Dispute]:
    """A person's disputes, the newest first; from the index, which may lag."""
    rows = DisputeRow.by_person.query(
        person_id, scan_index_forward=False, limit=50, last_evaluated_key=read_cursor(cursor)
    )
    return Page([row.value(Dispute) for row in rows], next_page(rows.last_evaluated_key))


def waiting(unit_path: str, cursor: str | None) -> Page[Dispute]:
    """Open disputes of a unit and all below, the oldest first."""
    rows = DisputeQueueRow.query(unit_path, limit=50, last_evaluated_key=read_cursor(cursor))
    return Page([row.dispute for row in rows], next_page(rows.last_evaluated_key))


def asked(dispute: Dispute) -> Writes:
    """A new dispute and its rows in the queues. Raises (at commit): DisputedBefore."""
    writes = put(DisputeRow.of(dispute), DisputeRow.dispute_id.does_not_exist(), DisputedBefore())
    for row in queued(dispute):
        writes += put(row)
    return writes


def answered(dispute: Dispute) -> Writes:
    """An answered dispute; it leaves the queues. Raises (at commit): DisputeAnswered."""
    writes = put(DisputeRow.of(dispute), DisputeRow.state == DisputeState.OPEN, DisputeAnswered())
    for row in queued(dispute):
        writes += delete(row)
    return writes


def queued(dispute: Dispute) -> Sequence[DisputeQueueRow]:
    """A dispute's rows in the queues of its squadron, brigade and force."""
    place = f"{rfc3339(dispute.asked_at)}#{dispute.dispute_id}"
    units = accumulate(dispute.unit_path.split("/"), lambda above, code: f"{above}/{code}")
    return [DisputeQueueRow(queue=unit, waiting=place, dispute=dispute) for unit in units]
