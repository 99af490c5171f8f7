"""The table of recoveries 找回记录. Each function is one request to the store, or a write for a commit."""

from collections.abc import Sequence

from pynamodb.attributes import UnicodeAttribute
from pynamodb.indexes import AllProjection, GlobalSecondaryIndex

from shouwang.platform.dynamo import Choice, Instant, Packed, Page, Table, Writes, next_page, put, read_cursor
from shouwang.roster.models.recoveries import Fact, Recovery, RecoveryState
from shouwang.roster.rules.recovering import RecoveryOver


class RecoveryWaitingIndex(GlobalSecondaryIndex["RecoveryRow"]):
    """Recoveries that wait, in the order of the tree; sparse."""

    class Meta:
        """Index settings."""

        index_name = "waiting"
        projection = AllProjection()

    waiting_top = UnicodeAttribute(hash_key=True)
    waiting_place = UnicodeAttribute(range_key=True)


class RecordIndex(GlobalSecondaryIndex["RecoveryRow"]):
    """Recoveries of a record."""

    class Meta:
        """Index settings."""

        index_name = "by_person"
        projection = AllProjection()

    person_id = UnicodeAttribute(hash_key=True)
    asked_at = Instant(range_key=True)


class NewcomerIndex(GlobalSecondaryIndex["RecoveryRow"]):
    """Recoveries by who asks."""

    class Meta:
        """Index settings."""

        index_name = "by_newcomer"
        projection = AllProjection()

    newcomer_id = UnicodeAttribute(hash_key=True)
    asked_at = Instant(range_key=True)


class RecoveryRow(Table):
    """找回记录."""

    TABLE = "recoveries"

    recovery_id = UnicodeAttribute(hash_key=True)
    newcomer_id = UnicodeAttribute()
    person_id = UnicodeAttribute()
    name = UnicodeAttribute()
    volunteer_number = UnicodeAttribute()
    unit_path = UnicodeAttribute()
    facts = Packed[tuple[Fact, ...]](tuple[Fact, ...])
    words = UnicodeAttribute(default="")
    new_phone_tail = UnicodeAttribute(default="")
    asked_at = Instant()
    expires_at = Instant()
    state = Choice[RecoveryState](RecoveryState)
    vouched_by = UnicodeAttribute(default="")
    vouched_by_name = UnicodeAttribute(default="")
    vouched_at = Instant(null=True)
    decided_by = UnicodeAttribute(default="")
    decided_by_name = UnicodeAttribute(default="")
    decided_at = Instant(null=True)
    decided_why = UnicodeAttribute(default="")
    waiting_top = UnicodeAttribute(null=True)
    waiting_place = UnicodeAttribute(null=True)

    waiting = RecoveryWaitingIndex()
    by_person = RecordIndex()
    by_newcomer = NewcomerIndex()


def fetch_recovery(recovery_id: str) -> Recovery | None:
    """A recovery by id."""
    row = RecoveryRow.fetch(recovery_id)
    return row.value(Recovery) if row else None


def recoveries_of(newcomer_id: str, limit: int = 20) -> Sequence[Recovery]:
    """What somebody asked for, newest first."""
    rows = RecoveryRow.by_newcomer.query(newcomer_id, scan_index_forward=False, limit=limit)
    return [row.value(Recovery) for row in rows]


def waiting(unit_path: str, cursor: str | None, limit: int) -> Page[Recovery]:
    """A page of what waits in a unit and all below it."""
    below = RecoveryRow.waiting_place.startswith(f"{unit_path}/")
    last = read_cursor(cursor)
    rows = RecoveryRow.waiting.query(_top(unit_path), below, limit=limit, page_size=limit, last_evaluated_key=last)
    return Page([row.value(Recovery) for row in rows], next_page(rows.last_evaluated_key))


def asked(recovery: Recovery) -> Writes:
    """A new recovery, that waits."""
    return put(_waiting(recovery), RecoveryRow.recovery_id.does_not_exist())


def vouched(seen: Recovery, after: Recovery) -> Writes:
    """A recovery one step on, still waiting. Raises (at commit): RecoveryOver."""
    return put(_waiting(after), RecoveryRow.state == seen.state, RecoveryOver())


def decided(seen: Recovery, after: Recovery) -> Writes:
    """A recovery at its end; waits no more. Raises (at commit): RecoveryOver."""
    return put(RecoveryRow.of(after), RecoveryRow.state == seen.state, RecoveryOver())


def _waiting(recovery: Recovery) -> RecoveryRow:
    place = f"{recovery.unit_path}/{recovery.asked_at.isoformat()}#{recovery.recovery_id}"
    return RecoveryRow.of(recovery, waiting_top=_top(recovery.unit_path), waiting_place=place)


def _top(unit_path: str) -> str:
    return unit_path.partition("/")[0]
