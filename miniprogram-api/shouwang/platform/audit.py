"""The audit log: who did or saw what about whom. Append-only, its own table, readable by the auditor and by the person."""

from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta
from typing import Any

import msgspec
from pynamodb.attributes import NumberAttribute, UnicodeAttribute
from pynamodb.indexes import AllProjection, GlobalSecondaryIndex

from shouwang.kernel.actor import Actor
from shouwang.kernel.clock import local_day
from shouwang.kernel.mentions import nameless
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

KEPT = timedelta(days=3 * 366)  # three years. Source: reference domain-rules 6 (retention)


class ActorIndex(GlobalSecondaryIndex["AuditRow"]):
    """Lines by who acted."""

    class Meta:
        """Index settings."""

        index_name = "by_actor"
        projection = AllProjection()

    actor_id = UnicodeAttribute(hash_key=True)
    line = UnicodeAttribute(range_key=True)


class DayIndex(GlobalSecondaryIndex["AuditRow"]):
    """Lines by day in China."""

    class Meta:
        """Index settings."""

        index_name = "by_day"
        projection = AllProjection()

    day = UnicodeAttribute(hash_key=True)
    line = UnicodeAttribute(range_key=True)


class AuditRow(Table):
    """One line; `line` sorts by time within a subject. The store clears it away when the law no longer wants it kept."""

    TABLE = "audit"
    TTL = "expires_at"

    subject = UnicodeAttribute(hash_key=True)
    line = UnicodeAttribute(range_key=True)
    at = Instant()
    actor_id = UnicodeAttribute()
    act = UnicodeAttribute()
    facts = Packed[dict[str, Any]](dict[str, Any])
    actor_as = UnicodeAttribute(default="")
    day = UnicodeAttribute(null=True)
    expires_at = NumberAttribute()
    expiry_shard = UnicodeAttribute()

    by_actor = ActorIndex()
    by_day = DayIndex()
    by_expiry = expiry_index()


class AuditLine(msgspec.Struct, frozen=True):
    """What an auditor reads. `facts` never holds a class S value; `actor_as` names roles and number, never a person."""

    subject: str
    at: datetime
    actor_id: str
    act: str
    facts: dict[str, Any]
    actor_as: str = ""


def note(
    subject: str,
    act: str,
    actor: Actor | str,
    at: datetime,
    line_id: str,
    facts: Mapping[str, Any],
    people: Mapping[str, str] | None = None,
) -> Writes:
    """The write of one line; joins the commit of what it tells. `line_id` makes it once.

    `people` (person_id to name): whom a reason may name beside who acts. A line is never changed, so it mentions them.
    """
    line = f"{at.isoformat()}#{line_id}"
    named = {} if isinstance(actor, str) else {actor.person_id: actor.name}
    row = AuditRow(
        subject=subject,
        line=line,
        at=at,
        actor_id=actor if isinstance(actor, str) else actor.person_id,
        act=act,
        facts=nameless(facts, {**named, **(people or {})}),
        actor_as="" if isinstance(actor, str) else acting_as(actor),
        day=local_day(at).isoformat(),
        expires_at=int((at + KEPT).timestamp()),
        expiry_shard=expiry_shard(subject, line),
    )
    return put(row, AuditRow.line.does_not_exist())


def read(subject: str, cursor: str | None = None, limit: int = 50) -> Page[AuditLine]:
    """The lines about a subject, newest first. Cost: 1 request."""
    return _page(AuditRow.query, subject, cursor, limit)


def read_actor(actor_id: str, cursor: str | None = None, limit: int = 50) -> Page[AuditLine]:
    """What somebody did or saw, newest first. Cost: 1 request."""
    return _page(AuditRow.by_actor.query, actor_id, cursor, limit)


def read_day(day: date, cursor: str | None = None, limit: int = 50) -> Page[AuditLine]:
    """What happened on a day in China, newest first. Cost: 1 request."""
    return _page(AuditRow.by_day.query, day.isoformat(), cursor, limit)


def _page(query: Callable[..., Any], key: str, cursor: str | None, limit: int) -> Page[AuditLine]:
    last = read_cursor(cursor)
    rows = query(key, scan_index_forward=False, limit=limit, page_size=limit, last_evaluated_key=last)
    lines = [row.value(AuditLine) for row in rows]
    return Page(lines, next_page(rows.last_evaluated_key))


def acting_as(actor: Actor) -> str:
    """The roles held, and the number: who acted, without a name."""
    roles = ",".join(sorted(actor.roles))
    return f"{roles} {actor.volunteer_number}" if actor.volunteer_number else roles
