"""Courses and their banks. Each function is one request unless it says otherwise."""

from collections.abc import Mapping, Sequence

from shouwang.platform.dynamo import Writes, commit, put
from shouwang.training.models import Course, Question
from shouwang.training.store.tables import CourseRow, QuestionRow

SHELF = "courses"  # the hash key of what is listed whole
_BATCH = 90  # rows a transaction, of 100 at most


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
    found = QuestionRow.batch_get([(bank, question_id) for question_id in question_ids], consistent_read=True)
    return {row.question_id: row.question for row in found}
