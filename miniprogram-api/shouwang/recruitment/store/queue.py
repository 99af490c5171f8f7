"""The queues, as they are read: a line for each unit that lists it, written with every change.

One queue for each gate and state, sorted by who has waited longest; one of all that has a due time, sorted by it.
"""

from datetime import date, datetime

from msgspec.structs import replace
from pynamodb.attributes import UnicodeAttribute

from shouwang.kernel.clock import rfc3339
from shouwang.platform.dynamo import Packed, Page, Table, Writes, delete, next_page, put, read_cursor
from shouwang.recruitment.models import QUEUED, Application, Claim, Gate, State, Waiting


class QueueRow(Table):
    """A line of a queue, once for each unit that lists it."""

    TABLE = "review-queue"

    queue = UnicodeAttribute(hash_key=True)
    waiting = UnicodeAttribute(range_key=True)
    line = Packed[Waiting](Waiting)  # whole: a page of 50 takes half the time to read


def requeued(before: Application, after: Application) -> Writes:
    """The lines of the queue as they change with an application, for each unit that lists it."""
    old, new = _lines(before), _lines(after)
    gone = [delete(row) for key, row in old.items() if key not in new]
    return sum([*gone, *(put(row) for row in new.values())], Writes())


def claim_shown(application: Application, claim: Claim | None) -> Writes:
    """The lines of an application as they tell who works on it; a Conflict at commit if it has moved on."""
    there = QueueRow.queue.exists()
    by_name, until = (claim.by_name, claim.until) if claim else ("", None)
    rows = list(_lines(application).values())
    for row in rows:
        row.line = replace(row.line, claimed_by=by_name, claimed_until=until)
    return sum((put(row, there) for row in rows), Writes())


def queue(
    unit_path: str, gate: Gate, state: State, cursor: str | None, limit: int, before: datetime | None = None
) -> Page[Waiting]:
    """A page of who waits at a gate in a unit and all below it, the longest first; only since `before`, if given."""
    return _page(_queue(unit_path, gate, state), rfc3339(before) if before else None, cursor, limit)


def overdue(unit_path: str, today: date, cursor: str | None, limit: int) -> Page[Waiting]:
    """A page of whose due day is over in a unit and all below it, at any gate, the most overdue first."""
    return _page(_due(unit_path), today.isoformat(), cursor, limit)


def _page(name: str, before: str | None, cursor: str | None, limit: int) -> Page[Waiting]:
    rows = QueueRow.query(
        name,
        QueueRow.waiting < before if before else None,
        limit=limit,
        page_size=limit,
        last_evaluated_key=read_cursor(cursor),
        attributes_to_get=["line"],  # the keys stand in it: a third of a page need not be read
    )
    return Page([row.line for row in rows], next_page(rows.last_evaluated_key))


def _lines(application: Application) -> dict[tuple[str, str], QueueRow]:
    gate, since = application.gate, application.since
    if application.state not in QUEUED or gate is None or since is None:
        return {}
    line = Waiting(
        application.application_id,
        application.number,
        application.name,
        application.unit_path,
        since,
        again=any(record.gate is gate for record in application.records),
        gate=gate,
        due_on=application.due_on,
    )
    scopes, own = _scopes(application.unit_path), application.application_id
    keys = [(_queue(path, gate, application.state), f"{rfc3339(since)}#{own}") for path in scopes]
    if application.due_on is not None:
        keys += [(_due(path), f"{application.due_on.isoformat()}#{own}") for path in scopes]
    return {(name, waiting): QueueRow(queue=name, waiting=waiting, line=line) for name, waiting in keys}


def _queue(unit_path: str, gate: Gate, state: State) -> str:
    return f"{unit_path}#{gate}#{state}"


def _due(unit_path: str) -> str:
    return f"{unit_path}#due"


def _scopes(unit_path: str) -> list[str]:
    """A unit and every one above it."""
    codes = unit_path.split("/")
    return ["/".join(codes[: place + 1]) for place in range(len(codes))]
