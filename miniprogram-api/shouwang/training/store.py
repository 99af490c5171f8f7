"""Tables of training and the mapping to its nouns. Each function is one request unless it says otherwise."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from pynamodb.attributes import NumberAttribute, UnicodeAttribute
from pynamodb.indexes import GlobalSecondaryIndex, IncludeProjection, KeysOnlyProjection

from shouwang.kernel.clock import local_day
from shouwang.platform.dynamo import Choice, Day, Instant, Packed, Table, Writes, commit, put, update
from shouwang.training.models import (
    Answer,
    Attempt,
    AttemptState,
    Course,
    Drawn,
    Lesson,
    Listed,
    Question,
    Quiz,
    Result,
    Standing,
    Try,
)
from shouwang.training.rules import AttemptOver

SHELF = "courses"  # the hash key of what is listed whole
_BATCH = 90  # rows a transaction, of 100 at most


class CourseRow(Table):
    """课程."""

    TABLE = "courses"

    shelf = UnicodeAttribute(hash_key=True)
    course_id = UnicodeAttribute(range_key=True)
    title = UnicodeAttribute()
    summary = UnicodeAttribute()
    lessons = Packed[tuple[Lesson, ...]](tuple[Lesson, ...])
    quiz = Packed[Quiz](Quiz)
    valid_months = NumberAttribute()
    bank = UnicodeAttribute()
    contents = Packed[tuple[Listed, ...]](tuple[Listed, ...])


class QuestionRow(Table):
    """题目 of one version of a bank; written before the course points to it, never changed after."""

    TABLE = "questions"

    bank = UnicodeAttribute(hash_key=True)
    question_id = UnicodeAttribute(range_key=True)
    question = Packed[Question](Question)


class AttemptsOfPerson(GlobalSecondaryIndex["AttemptRow"]):
    """A person's attempts; what changes while one is open is left out, so that saving an answer writes no index."""

    class Meta:
        """Index settings."""

        index_name = "by_person"
        projection = IncludeProjection(["course_id", "state", "result"])

    person_id = UnicodeAttribute(hash_key=True)
    started_at = Instant(range_key=True)


class UnfinishedAttempts(GlobalSecondaryIndex["AttemptRow"]):
    """Attempts not yet graded, by the day of their deadline; sparse."""

    class Meta:
        """Index settings."""

        index_name = "unfinished"
        projection = KeysOnlyProjection()

    unfinished_on = Day(hash_key=True)
    deadline_at = Instant(range_key=True)


class AttemptRow(Table):
    """答卷."""

    TABLE = "attempts"

    attempt_id = UnicodeAttribute(hash_key=True)
    person_id = UnicodeAttribute()
    course_id = UnicodeAttribute()
    bank = UnicodeAttribute()
    drawn = Packed[tuple[Drawn, ...]](tuple[Drawn, ...])
    pass_mark = NumberAttribute()
    valid_months = NumberAttribute()
    started_at = Instant()
    deadline_at = Instant()
    standing = Packed[Standing](Standing)
    state = Choice(AttemptState)
    saves = NumberAttribute()
    result = Packed[Result](Result, null=True)
    unfinished_on = Day(null=True)

    by_person = AttemptsOfPerson()
    unfinished = UnfinishedAttempts()


class AnswerRow(Table):
    """作答."""

    TABLE = "attempt-answers"

    attempt_id = UnicodeAttribute(hash_key=True)
    n = NumberAttribute(range_key=True)
    chosen = Packed[tuple[int, ...]](tuple[int, ...])
    revision = NumberAttribute()
    saved_at = Instant()


class StandingRow(Table):
    """Where a person stands in a course."""

    TABLE = "passes"

    person_id = UnicodeAttribute(hash_key=True)
    course_id = UnicodeAttribute(range_key=True)
    tries = NumberAttribute()
    open_attempt_id = UnicodeAttribute(null=True)
    last_started_at = Instant(null=True)
    best_score = NumberAttribute(null=True)
    first_passed_at = Instant(null=True)
    valid_until = Day(null=True)
    version = NumberAttribute()


class Moved(Exception):
    """The attempt or the standing is no longer as it was read: read again and decide again."""

    def __init__(self, _: dict[str, Any] | None = None) -> None:
        super().__init__("moved")


class NewerKept(Exception):
    """A later answer to the same question is kept already; this one comes late from the network."""

    def __init__(self, kept: dict[str, Any]) -> None:
        super().__init__("newer kept")
        self.revision = int(kept["revision"]["N"])


def courses() -> tuple[Course, ...]:
    """Every course."""
    return tuple(row.value(Course) for row in CourseRow.query(SHELF))


def fetch_course(course_id: str) -> Course | None:
    """A course."""
    row = CourseRow.fetch(SHELF, course_id)
    return row.value(Course) if row else None


def keep_questions(bank: str, questions: Sequence[Question]) -> None:
    """Write a bank that no course points to yet. Cost: 1 request for each 90 questions."""
    rows = [put(QuestionRow(bank=bank, question_id=q.question_id, question=q)) for q in questions]
    for start in range(0, len(rows), _BATCH):
        commit(*rows[start : start + _BATCH])


def kept_course(course: Course, seen: Course | None) -> Writes:
    """Make the course point to its new bank. Raises (at commit): Conflict when somebody else published meanwhile."""
    unchanged = CourseRow.bank == seen.bank if seen else CourseRow.course_id.does_not_exist()
    return put(CourseRow.of(course, shelf=SHELF), unchanged)


def questions(bank: str, question_ids: Sequence[str]) -> Mapping[str, Question]:
    """Questions of a bank by id. Cost: 1 request for each 100."""
    found = QuestionRow.batch_get([(bank, question_id) for question_id in question_ids])
    return {row.question_id: row.question for row in found}


def fetch_standing(person_id: str, course_id: str) -> Standing:
    """Where a person stands in a course; a blank standing before the first try."""
    row = StandingRow.fetch(person_id, course_id)
    return row.value(Standing) if row else Standing(person_id, course_id)


def standings(person_id: str) -> Mapping[str, Standing]:
    """Where a person stands, by course."""
    return {row.course_id: row.value(Standing) for row in StandingRow.query(person_id)}


def new_attempt(attempt: Attempt) -> Writes:
    """An attempt and the standing that holds it open. Raises (at commit): Moved."""
    row = AttemptRow.of(attempt, unfinished_on=local_day(attempt.deadline_at))
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
    return {int(row.n): Answer(int(row.n), row.chosen, int(row.revision), row.saved_at) for row in rows}


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
