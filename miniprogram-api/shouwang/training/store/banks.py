"""Courses, banks and their questions. Each function is one request unless it says otherwise."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from shouwang.platform.dynamo import Writes, commit, delete, put
from shouwang.training.models import Bank, Course, Listed, Question
from shouwang.training.store.tables import BankRow, ContentsRow, CourseRow, CourseVersionRow, QuestionRow

SHELF = "courses"  # the hash key of what is listed whole
BANKS = "banks"
_BATCH = 90  # rows a transaction, of 100 at most
_BATCH_BYTES = 2_000_000  # of 4 MB at most
_PAGE = 1_500  # questions listed in a row, of 400 KB at most


def courses() -> tuple[Course, ...]:
    """Every course."""
    return tuple(row.value(Course) for row in CourseRow.query(SHELF))


def fetch_course(course_id: str) -> Course | None:
    """A course."""
    row = CourseRow.fetch(SHELF, course_id)
    return row.value(Course) if row else None


def kept_course(course: Course, at: datetime) -> Writes:
    """A course one version on, and that version kept. Raises (at commit): Conflict when somebody else was faster."""
    seen = course.version - 1
    unchanged = CourseRow.version == seen if seen else CourseRow.course_id.does_not_exist()
    kept = CourseVersionRow(course_id=course.course_id, version=course.version, course=course, at=at)
    return put(CourseRow.of(course, shelf=SHELF), unchanged) + put(kept, CourseVersionRow.version.does_not_exist())


def course_versions(course_id: str) -> Sequence[tuple[Course, datetime]]:
    """The last fifty versions of a course and when they were published, newest first."""
    rows = CourseVersionRow.query(course_id, scan_index_forward=False, limit=50, page_size=50)
    return [(row.course, row.at) for row in rows]


def banks() -> tuple[Bank, ...]:
    """Every bank."""
    return tuple(row.value(Bank) for row in BankRow.query(BANKS))


def fetch_bank(bank_id: str) -> Bank | None:
    """A bank."""
    row = BankRow.fetch(BANKS, bank_id)
    return row.value(Bank) if row else None


def stage(version: str, questions: Sequence[Question], contents: Sequence[Listed]) -> int:
    """Write a version of a bank that nothing points to yet; how many pages its list has.

    Cost: 1 request for each 90 questions, and 1 for each 1,500.
    """
    stage_questions(version, questions)
    return stage_contents(version, contents)


def stage_questions(version: str, questions: Sequence[Question]) -> None:
    """Write some questions of such a version; again changes nothing. Cost: 1 request for each 90."""
    rows = [QuestionRow(bank=version, question_id=q.question_id, question=q) for q in questions]
    for batch in _batches(rows):
        commit(*(put(row) for row in batch))


def stage_contents(version: str, contents: Sequence[Listed]) -> int:
    """Write the list of such a version; how many pages it has. Cost: 1 request for each 1,500."""
    pages = [contents[start : start + _PAGE] for start in range(0, len(contents), _PAGE)]
    for page, part in enumerate(pages):
        commit(put(ContentsRow(bank=version, page=page, listed=tuple(part))))
    return len(pages)


def _batches(rows: Sequence[QuestionRow]) -> Iterator[list[QuestionRow]]:
    batch: list[QuestionRow] = []
    size = 0
    for row in rows:
        own = 4 * len(row.question.stem + row.question.explanation + "".join(row.question.options)) + 2_000
        if batch and (len(batch) == _BATCH or size + own > _BATCH_BYTES):
            yield batch
            batch, size = [], 0
        batch.append(row)
        size += own
    if batch:
        yield batch


def pages_of(count: int) -> int:
    """How many pages the list of so many questions has."""
    return -(-count // _PAGE)


def unstage(version: str, question_ids: Sequence[str], pages: int) -> None:
    """Remove a version that nothing came to point to. Cost: 1 request for each 90 questions."""
    rows = [delete(QuestionRow(bank=version, question_id=each)) for each in question_ids]
    rows += [delete(ContentsRow(bank=version, page=page)) for page in range(pages)]
    for start in range(0, len(rows), _BATCH):
        commit(*rows[start : start + _BATCH])


def kept_bank(bank: Bank, seen: Bank | None) -> Writes:
    """The bank points to its new version. Raises (at commit): Conflict when somebody else was faster."""
    unchanged = BankRow.version == seen.version if seen else BankRow.bank_id.does_not_exist()
    return put(BankRow.of(bank, shelf=BANKS), unchanged)


def contents(bank: Bank) -> tuple[Listed, ...]:
    """The list of contents of the version in force. Cost: 1 request for each MB of it, some 10,000 questions."""
    return tuple(listed for row in ContentsRow.query(bank.version) for listed in row.listed)


def questions(version: str, question_ids: Sequence[str]) -> Mapping[str, Question]:
    """Questions of a version of a bank by id. Cost: 1 request for each 100."""
    found = QuestionRow.batch_get([(version, question_id) for question_id in question_ids], consistent_read=True)
    return {row.question_id: row.question for row in found}


def every_question(version: str) -> tuple[Question, ...]:
    """All questions of a version of a bank, by id. Cost: 1 request for each MB."""
    return tuple(row.question for row in QuestionRow.query(version))
