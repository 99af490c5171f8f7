"""What waits for a leader: a line for each unit that lists it, written with the change; nothing is decided by them."""

from collections.abc import Iterator
from datetime import datetime

from pynamodb.attributes import UnicodeAttribute

from shouwang.duty.models import Matter, Waiting
from shouwang.kernel.clock import rfc3339
from shouwang.platform.dynamo import Instant, Page, Table, Writes, delete, next_page, put, read_cursor


class ReviewRow(Table):
    """A line of a unit's list of one matter, by who has waited longest."""

    TABLE = "check-in-reviews"

    scope = UnicodeAttribute(hash_key=True)
    waiting = UnicodeAttribute(range_key=True)
    person_id = UnicodeAttribute()
    subject_id = UnicodeAttribute()
    unit_path = UnicodeAttribute()
    name = UnicodeAttribute()
    volunteer_number = UnicodeAttribute()
    point_number = UnicodeAttribute()
    about = UnicodeAttribute()
    since = Instant()


def listed(matter: Matter, line: Waiting) -> Writes:
    """A line in the lists of the unit and all above it."""
    writes = Writes()
    for scope, waiting in _places(matter, line.unit_path, line.since, line.subject_id):
        writes += put(ReviewRow.of(line, scope=scope, waiting=waiting))
    return writes


def unlisted(matter: Matter, unit_path: str, since: datetime, subject_id: str) -> Writes:
    """The lines gone."""
    writes = Writes()
    for scope, waiting in _places(matter, unit_path, since, subject_id):
        writes += delete(ReviewRow(scope=scope, waiting=waiting))
    return writes


def waiting_for(matter: Matter, unit_path: str, cursor: str | None, limit: int) -> Page[Waiting]:
    """A page of what waits in a unit and all below it, the longest first. Cost: 1 request."""
    rows = ReviewRow.query(
        f"{unit_path}#{matter}", limit=limit, page_size=limit, last_evaluated_key=read_cursor(cursor)
    )
    lines = [row.value(Waiting) for row in rows]
    return Page(lines, next_page(rows.last_evaluated_key))


def _places(matter: Matter, unit_path: str, since: datetime, subject_id: str) -> Iterator[tuple[str, str]]:
    steps = unit_path.split("/")
    for depth in range(len(steps), 0, -1):
        yield f"{'/'.join(steps[:depth])}#{matter}", f"{rfc3339(since)}#{subject_id}"
