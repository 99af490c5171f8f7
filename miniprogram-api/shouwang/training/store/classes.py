"""Offline classes and attendance; lessons read. Each function is one request unless it says otherwise."""

from collections.abc import Collection, Mapping, Sequence

from pynamodb.attributes import NumberSetAttribute, UnicodeAttribute
from pynamodb.indexes import AllProjection, GlobalSecondaryIndex

from shouwang.platform.dynamo import Instant, Page, Table, Writes, next_page, put, read_cursor, update
from shouwang.training.models import Attendance, OfflineClass


class ClassRow(Table):
    """线下课."""

    TABLE = "offline-classes"

    course_id = UnicodeAttribute(hash_key=True)
    class_id = UnicodeAttribute(range_key=True)
    title = UnicodeAttribute()
    unit_path = UnicodeAttribute()
    place = UnicodeAttribute()
    starts_at = Instant()
    ends_at = Instant()
    held_by = UnicodeAttribute()


class ClassesOfPerson(GlobalSecondaryIndex["AttendanceRow"]):
    """Where a person was."""

    class Meta:
        """Index settings."""

        index_name = "by_person"
        projection = AllProjection()

    person_id = UnicodeAttribute(hash_key=True)
    class_id = UnicodeAttribute(range_key=True)


class AttendanceRow(Table):
    """到课."""

    TABLE = "class-attendance"

    class_id = UnicodeAttribute(hash_key=True)
    person_id = UnicodeAttribute(range_key=True)
    name = UnicodeAttribute()
    volunteer_number = UnicodeAttribute()
    at = Instant()
    marked_by = UnicodeAttribute()

    by_person = ClassesOfPerson()


class ReadingRow(Table):
    """Lessons a person has read, by course."""

    TABLE = "lessons-read"

    person_id = UnicodeAttribute(hash_key=True)
    course_id = UnicodeAttribute(range_key=True)
    lessons = NumberSetAttribute()


class AlreadyThere(Exception):
    """The person's attendance is recorded already."""

    def __init__(self, _: object = None) -> None:
        super().__init__("already there")


def fetch_class(course_id: str, class_id: str) -> OfflineClass | None:
    """A class."""
    row = ClassRow.fetch(course_id, class_id)
    return row.value(OfflineClass) if row else None


def classes(course_id: str) -> Sequence[OfflineClass]:
    """The last fifty classes of a course, newest first."""
    rows = ClassRow.query(course_id, scan_index_forward=False, limit=50, page_size=50)
    return [row.value(OfflineClass) for row in rows]


def new_class(held: OfflineClass) -> Writes:
    """A class."""
    return put(ClassRow.of(held), ClassRow.class_id.does_not_exist())


def attended(class_id: str, attendance: Attendance) -> Writes:
    """One person's attendance, once. Raises (at commit): AlreadyThere."""
    row = AttendanceRow.of(attendance, class_id=class_id)
    return put(row, AttendanceRow.person_id.does_not_exist(), AlreadyThere)


def attendance(class_id: str, cursor: str | None) -> Page[Attendance]:
    """A page of who was there."""
    rows = AttendanceRow.query(class_id, limit=50, last_evaluated_key=read_cursor(cursor))
    return Page([row.value(Attendance) for row in rows], next_page(rows.last_evaluated_key))


def lesson_read(person_id: str, course_id: str, lesson: int) -> Writes:
    """A lesson read; again changes nothing."""
    always = ReadingRow.person_id.exists() | ReadingRow.person_id.does_not_exist()
    return update(
        ReadingRow(person_id=person_id, course_id=course_id), ReadingRow.lessons.add({lesson}), condition=always
    )


def lessons_read(person_id: str) -> Mapping[str, Collection[int]]:
    """Lessons a person has read, by course."""
    return {row.course_id: {int(n) for n in row.lessons} for row in ReadingRow.query(person_id)}
