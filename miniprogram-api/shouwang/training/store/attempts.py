"""Attempts, answers and standings. Each function is one request unless it says otherwise."""

import hashlib
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from shouwang.kernel.clock import local_day
from shouwang.platform.dynamo import Page, Writes, next_page, put, read_cursor, update
from shouwang.training.models import Answer, Attempt, AttemptState, Result, Standing, Try
from shouwang.training.rules import AttemptOver
from shouwang.training.store.tables import COURSE_SHARDS, AnswerRow, AttemptRow, StandingRow


class Moved(Exception):
    """The attempt or the standing is no longer as it was read: read again and decide again."""

    def __init__(self, _: dict[str, Any] | None = None) -> None:
        super().__init__("moved")


class NewerKept(Exception):
    """A later answer to the same question is kept already; this one comes late from the network."""

    def __init__(self, kept: dict[str, Any]) -> None:
        super().__init__("newer kept")
        self.revision = int(kept["revision"]["N"])


def fetch_standing(person_id: str, course_id: str) -> Standing:
    """Where a person stands in a course; a blank standing before the first try."""
    row = StandingRow.fetch(person_id, course_id)
    return row.value(Standing) if row else Standing(person_id, course_id)


def standings(person_id: str) -> Mapping[str, Standing]:
    """Where a person stands, by course."""
    return {row.course_id: row.value(Standing) for row in StandingRow.query(person_id)}


def standings_in(course_id: str, person_ids: Sequence[str]) -> Mapping[str, Standing]:
    """Where some people stand in a course, by person; who never tried is not there. Cost: 1 request for each 100."""
    rows = StandingRow.batch_get([(person_id, course_id) for person_id in person_ids])
    return {row.person_id: row.value(Standing) for row in rows}


def ending(day: date, cursor: str | None, limit: int) -> Page[tuple[str, str]]:
    """Persons and courses of passes that end on a day; from the index, which may lag."""
    rows = StandingRow.ending.query(day, limit=limit, page_size=limit, last_evaluated_key=read_cursor(cursor))
    return Page([(row.person_id, row.course_id) for row in rows], next_page(rows.last_evaluated_key))


def new_attempt(attempt: Attempt) -> Writes:
    """An attempt and the standing that holds it open. Raises (at commit): Moved."""
    shard = int(hashlib.sha256(attempt.attempt_id.encode()).hexdigest()[:8], 16) % COURSE_SHARDS
    keys = {"unfinished_on": local_day(attempt.deadline_at), "course_shard": f"{attempt.course_id}#{shard}"}
    row = AttemptRow.of(attempt, **keys)
    return put(row, AttemptRow.attempt_id.does_not_exist()) + kept_standing(attempt.standing)


def kept_standing(standing: Standing) -> Writes:
    """A standing one version on. Raises (at commit): Moved."""
    seen = standing.version - 1
    unchanged = (StandingRow.version == seen) if seen else StandingRow.person_id.does_not_exist()
    return put(StandingRow.of(standing), unchanged, Moved)


def fetch_attempt(attempt_id: str) -> Attempt | None:
    """An attempt."""
    row = AttemptRow.fetch(attempt_id)
    return row.value(Attempt) if row else None


def tries(person_id: str, course_id: str) -> Sequence[Try]:
    """A person's tries at a course among the last fifty at any, newest first; from the index, which may lag."""
    rows = AttemptRow.by_person.query(person_id, scan_index_forward=False, limit=50, page_size=50)
    return [row.value(Try) for row in rows if row.course_id == course_id]


def unfinished(day: date, limit: int) -> Sequence[str]:
    """Ids of attempts whose deadline lies on a day and that are not graded, oldest first."""
    return [row.attempt_id for row in AttemptRow.unfinished.query(day, limit=limit, page_size=limit)]


def saved(attempt: Attempt, answer: Answer) -> Writes:
    """An answer kept while its attempt is open. Raises (at commit): AttemptOver; NewerKept."""
    row = AnswerRow.of(answer, attempt_id=attempt.attempt_id)
    in_turn = AnswerRow.n.does_not_exist() | (AnswerRow.revision <= answer.revision)
    is_open = AttemptRow.state == AttemptState.OPEN
    counted = update(_row(attempt), AttemptRow.saves.add(1), condition=is_open, otherwise=AttemptOver())
    return put(row, in_turn, NewerKept) + counted


def answers(attempt_id: str) -> Mapping[int, Answer]:
    """The answers of an attempt by question number."""
    rows = AnswerRow.query(attempt_id, consistent_read=True)
    return {int(row.n): Answer(int(row.n), row.chosen, int(row.revision), row.saved_at, row.text) for row in rows}


def graded(seen: Attempt, result: Result, after: Standing) -> Writes:
    """An attempt with its result and the standing after it, if no answer was saved since it was read.

    Raises (at commit): Moved.
    """
    untouched = (AttemptRow.state == AttemptState.OPEN) & (AttemptRow.saves == seen.saves)
    changes = (
        AttemptRow.state.set(AttemptState.GRADED),
        AttemptRow.result.set(result),
        AttemptRow.standing.set(after),
        AttemptRow.unfinished_on.remove(),
    )
    return update(_row(seen), *changes, condition=untouched, otherwise=Moved)


def _row(attempt: Attempt) -> AttemptRow:
    return AttemptRow(attempt_id=attempt.attempt_id)
