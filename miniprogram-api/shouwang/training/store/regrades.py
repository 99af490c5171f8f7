"""Attempts of a course, for regrading; what a regrade changes. Each function is one request unless it says otherwise."""

from collections.abc import Sequence

import msgspec
from pynamodb.attributes import BooleanAttribute, NumberAttribute, UnicodeAttribute
from pynamodb.indexes import AllProjection, GlobalSecondaryIndex

from shouwang.platform.dynamo import Page, Table, Writes, next_page, put, read_cursor, update
from shouwang.training.models import Attempt, AttemptState, Result, Standing
from shouwang.training.store.attempts import Moved
from shouwang.training.store.tables import COURSE_SHARDS, AttemptRow


class Change(msgspec.Struct, frozen=True):
    """What a regrade makes of one attempt."""

    attempt_id: str
    person_id: str
    name: str
    unit_path: str
    score_before: int
    score_after: int
    passed_before: bool
    passed_after: bool


class ChangesOfPerson(GlobalSecondaryIndex["ChangeRow"]):
    """What regrades changed of a person's."""

    class Meta:
        """Index settings."""

        index_name = "by_person"
        projection = AllProjection()

    person_id = UnicodeAttribute(hash_key=True)
    regrade_id = UnicodeAttribute(range_key=True)


class ChangeRow(Table):
    """One attempt that a regrade changes."""

    TABLE = "regrade-changes"

    regrade_id = UnicodeAttribute(hash_key=True)
    attempt_id = UnicodeAttribute(range_key=True)
    person_id = UnicodeAttribute()
    name = UnicodeAttribute()
    unit_path = UnicodeAttribute()
    score_before = NumberAttribute()
    score_after = NumberAttribute()
    passed_before = BooleanAttribute()
    passed_after = BooleanAttribute()

    by_person = ChangesOfPerson()


def course_shards(course_id: str) -> tuple[str, ...]:
    """The index keys under which a course's attempts stand."""
    return tuple(f"{course_id}#{n}" for n in range(COURSE_SHARDS))


def attempts_of(course_shard: str, cursor: str | None, limit: int) -> Page[str]:
    """Ids of attempts in one shard of a course, oldest first; from the index, which may lag."""
    rows = AttemptRow.by_course.query(
        course_shard, limit=limit, page_size=limit, last_evaluated_key=read_cursor(cursor)
    )
    return Page([row.attempt_id for row in rows], next_page(rows.last_evaluated_key))


def attempts(attempt_ids: Sequence[str]) -> Sequence[Attempt]:
    """Attempts by id. Cost: 1 request for each 100."""
    return [row.value(Attempt) for row in AttemptRow.batch_get(list(attempt_ids), consistent_read=True)]


def regraded(attempt: Attempt, before: Result, result: Result, standing: Standing) -> Writes:
    """An attempt with its corrected key and result, if its result is still the one seen. Raises (at commit): Moved."""
    seen = (AttemptRow.state == AttemptState.GRADED) & (AttemptRow.result == before)
    changes = (AttemptRow.drawn.set(attempt.drawn), AttemptRow.result.set(result), AttemptRow.standing.set(standing))
    return update(AttemptRow(attempt_id=attempt.attempt_id), *changes, condition=seen, otherwise=Moved)


def kept_change(regrade_id: str, change: Change) -> Writes:
    """A line of the list of who changes; writing it again changes nothing."""
    return put(ChangeRow.of(change, regrade_id=regrade_id))


def changes(regrade_id: str, cursor: str | None) -> Page[Change]:
    """A page of who changes."""
    rows = ChangeRow.query(regrade_id, limit=50, last_evaluated_key=read_cursor(cursor))
    return Page([row.value(Change) for row in rows], next_page(rows.last_evaluated_key))
