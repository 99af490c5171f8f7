"""Honours that wait for a person, as they are kept. Each function is one request to the store."""

from pynamodb.attributes import UnicodeAttribute
from pynamodb.indexes import AllProjection, GlobalSecondaryIndex

from shouwang.honours.models import Citation, Task
from shouwang.honours.rules import TaskSettled
from shouwang.platform.dynamo import Instant, Packed, Page, Table, Writes, next_page, put, read_cursor, update


class OpenTasks(GlobalSecondaryIndex["TaskRow"]):
    """Tasks that wait, by unit; sparse."""

    class Meta:
        """Index settings."""

        index_name = "open"
        projection = AllProjection()

    top = UnicodeAttribute(hash_key=True)
    place = UnicodeAttribute(range_key=True)


class TasksOfPerson(GlobalSecondaryIndex["TaskRow"]):
    """A person's tasks, done ones too."""

    class Meta:
        """Index settings."""

        index_name = "by_person"
        projection = AllProjection()

    person_id = UnicodeAttribute(hash_key=True)
    at = Instant(range_key=True)


class TaskRow(Table):
    """待办; one of that kind a person and honour."""

    TABLE = "honour-tasks"

    task_id = UnicodeAttribute(hash_key=True)
    person_id = UnicodeAttribute()
    name = UnicodeAttribute()
    missing = UnicodeAttribute()
    number = UnicodeAttribute()
    unit_path = UnicodeAttribute()
    citation = Packed[Citation](Citation)
    asked_by = UnicodeAttribute()
    at = Instant()
    claim = UnicodeAttribute(null=True)
    award_id = UnicodeAttribute(null=True)
    top = UnicodeAttribute(null=True)
    place = UnicodeAttribute(null=True)

    open = OpenTasks()
    by_person = TasksOfPerson()


def noted(task: Task) -> Writes:
    """A task that waits; the same one again changes nothing. Raises (at commit): TaskSettled when it was done before."""
    row = TaskRow.of(task, top=task.unit_path.split("/")[0], place=f"{task.unit_path}/#{task.task_id}")
    return put(row, TaskRow.award_id.does_not_exist(), TaskSettled())


def fetch_open_task(task_id: str) -> Task | None:
    """A task that still waits."""
    row = TaskRow.fetch(task_id)
    return row.value(Task) if row and row.place else None


def open_tasks(unit_path: str, cursor: str | None = None) -> Page[Task]:
    """Tasks of a unit and all below it; from the index, which may lag."""
    rows = TaskRow.open.query(
        unit_path.split("/")[0],
        TaskRow.place.startswith(unit_path + "/"),
        limit=50,
        last_evaluated_key=read_cursor(cursor),
    )
    return Page([row.value(Task) for row in rows], next_page(rows.last_evaluated_key))


def settled_task(task_id: str, award_id: str) -> Writes:
    """A task done, by this award. Raises (at commit): TaskSettled."""
    row = TaskRow(task_id=task_id)
    changes = (TaskRow.award_id.set(award_id), TaskRow.top.remove(), TaskRow.place.remove())
    return update(row, *changes, condition=TaskRow.place.exists(), otherwise=TaskSettled())
