"""Objections 异议. Each function is one request, or a write for a commit."""

from pynamodb.attributes import BinaryAttribute, UnicodeAttribute

from shouwang.platform.dynamo import Choice, Instant, Page, Table, Writes, next_page, put, read_cursor
from shouwang.recruitment.models import Objection, ObjectionState
from shouwang.recruitment.rules.problems import ObjectedBefore, ObjectionRuled


class ObjectionRow(Table):
    """One person's objection to one application."""

    TABLE = "objections"

    application_id = UnicodeAttribute(hash_key=True)
    objection_id = UnicodeAttribute(range_key=True)
    by = UnicodeAttribute()
    at = Instant()
    words = BinaryAttribute(legacy_encoding=False)
    state = Choice(ObjectionState)
    ruled_by = UnicodeAttribute(default="")
    ruled_by_name = UnicodeAttribute(default="")
    ruled_at = Instant(null=True)
    note = UnicodeAttribute(default="")


def fetch_objection(application_id: str, objection_id: str) -> Objection | None:
    """An objection."""
    row = ObjectionRow.fetch(application_id, objection_id)
    return row.value(Objection) if row else None


def objections(application_id: str, cursor: str | None, limit: int) -> Page[Objection]:
    """A page of the objections to an application."""
    rows = ObjectionRow.query(
        application_id,
        consistent_read=True,
        limit=limit,
        page_size=limit,
        last_evaluated_key=read_cursor(cursor),
    )
    return Page([row.value(Objection) for row in rows], next_page(rows.last_evaluated_key))


def keep_objection(objection: Objection) -> Writes:
    """An objection raised. Raises (at commit): ObjectedBefore."""
    return put(ObjectionRow.of(objection), ObjectionRow.objection_id.does_not_exist(), ObjectedBefore())


def keep_ruled(objection: Objection) -> Writes:
    """An objection ruled. Raises (at commit): ObjectionRuled."""
    return put(ObjectionRow.of(objection), ObjectionRow.state == ObjectionState.OPEN, ObjectionRuled())
