"""Complaints and how they were ruled, both append-only. Each function is one request to the store."""

from collections.abc import Collection, Mapping
from datetime import datetime

from pynamodb.attributes import BooleanAttribute, NumberAttribute, UnicodeAttribute

from shouwang.notices.models import Complaint, Piece, Ruling
from shouwang.notices.rules import ComplaintRuled, forgotten_at, month_of
from shouwang.platform.dynamo import (
    Instant,
    Packed,
    Page,
    Table,
    Writes,
    expiry_index,
    expiry_shard,
    next_page,
    put,
    read_cursor,
)

_PAGE = 50  # at most 100: their rulings are read in one request


class ComplaintRow(Table):
    """投诉, by month."""

    TABLE = "complaints"
    TTL = "expires_at"

    month = UnicodeAttribute(hash_key=True)
    complaint_id = UnicodeAttribute(range_key=True)
    person_id = UnicodeAttribute()
    about = UnicodeAttribute()
    text = UnicodeAttribute()
    at = Instant()
    piece = Packed[Piece](Piece, null=True)
    expires_at = NumberAttribute()
    expiry_shard = UnicodeAttribute()

    by_expiry = expiry_index()


class RulingRow(Table):
    """How a complaint was ruled."""

    TABLE = "complaint-rulings"
    TTL = "expires_at"

    complaint_id = UnicodeAttribute(hash_key=True)
    upheld = BooleanAttribute()
    reason = UnicodeAttribute()
    against_id = UnicodeAttribute(default="")
    ruled_by = UnicodeAttribute()
    at = Instant()
    expires_at = NumberAttribute()


def new_complaint(complaint: Complaint) -> Writes:
    """A complaint."""
    month, expires_at = month_of(complaint.complaint_id), forgotten_at(complaint)
    ends = {"expires_at": int(expires_at.timestamp()), "expiry_shard": expiry_shard(complaint.complaint_id)}
    row = ComplaintRow.of(complaint, month=month, **ends)
    return put(row, ComplaintRow.complaint_id.does_not_exist())


def fetch_complaint(complaint_id: str, now: datetime) -> Complaint | None:
    """A complaint by id, while it is kept."""
    row = ComplaintRow.fetch(month_of(complaint_id), complaint_id)
    return row.value(Complaint) if row and row.expires_at > now.timestamp() else None


def complaints(month: str, cursor: str | None, now: datetime) -> Page[Complaint]:
    """The complaints of a month that are kept, newest first."""
    rows = ComplaintRow.query(month, scan_index_forward=False, limit=_PAGE, last_evaluated_key=read_cursor(cursor))
    kept = [row.value(Complaint) for row in rows if row.expires_at > now.timestamp()]
    return Page(kept, next_page(rows.last_evaluated_key))


def rulings(complaint_ids: Collection[str]) -> Mapping[str, Ruling]:
    """How these complaints were ruled; one that waits is not there. At most 100 ids."""
    rows = RulingRow.batch_get(sorted(complaint_ids), consistent_read=True) if complaint_ids else ()
    return {str(row.complaint_id): row.value(Ruling) for row in rows}


def ruled(complaint: Complaint, ruling: Ruling) -> Writes:
    """A ruling, once; kept as long as its complaint. Raises (at commit): ComplaintRuled."""
    row = RulingRow.of(ruling, expires_at=int(forgotten_at(complaint).timestamp()))
    return put(row, RulingRow.complaint_id.does_not_exist(), ComplaintRuled())
