"""The audit log: who did or saw what about whom. Append-only, its own table, readable by the auditor and by the person."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from pynamodb.attributes import UnicodeAttribute

from shouwang.kernel.actor import Actor
from shouwang.platform.dynamo import Instant, Packed, Page, Table, Writes, next_page, put, read_cursor


class AuditRow(Table):
    """One line; `line` sorts by time within a subject."""

    TABLE = "audit"

    subject = UnicodeAttribute(hash_key=True)
    line = UnicodeAttribute(range_key=True)
    at = Instant()
    actor_id = UnicodeAttribute()
    act = UnicodeAttribute()
    facts = Packed[dict[str, Any]](dict[str, Any])


@dataclass(frozen=True, slots=True)
class AuditLine:
    """What an auditor reads. `facts` never holds a class S value."""

    subject: str
    at: datetime
    actor_id: str
    act: str
    facts: dict[str, Any]


def note(subject: str, act: str, actor: Actor | str, at: datetime, line_id: str, facts: Mapping[str, Any]) -> Writes:
    """The write of one line; joins the commit of what it tells. `line_id` makes it once."""
    actor_id = actor if isinstance(actor, str) else actor.person_id
    row = AuditRow(
        subject=subject, line=f"{at.isoformat()}#{line_id}", at=at, actor_id=actor_id, act=act, facts=dict(facts)
    )
    return put(row, AuditRow.line.does_not_exist())


def read(subject: str, cursor: str | None = None, limit: int = 50) -> Page[AuditLine]:
    """The lines about a subject, newest first. Cost: 1 request."""
    rows = AuditRow.query(subject, scan_index_forward=False, limit=limit, last_evaluated_key=read_cursor(cursor))
    lines = [row.value(AuditLine) for row in rows]
    return Page(lines, next_page(rows.last_evaluated_key))
