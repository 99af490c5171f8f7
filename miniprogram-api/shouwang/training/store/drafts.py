"""Drafts 改稿 of courses. Each function is one request."""

from collections.abc import Sequence

from shouwang.kernel.problem import Stale
from shouwang.platform.dynamo import Writes, delete, put
from shouwang.training.models import CourseDraft
from shouwang.training.store.tables import CourseDraftRow

SHELF = "drafts"  # the hash key of what is listed whole


def drafts() -> Sequence[CourseDraft]:
    """Every draft."""
    return [_draft(row) for row in CourseDraftRow.query(SHELF)]


def fetch_draft(course_id: str) -> CourseDraft | None:
    """The draft of a course."""
    row = CourseDraftRow.fetch(SHELF, course_id)
    return _draft(row) if row else None


def kept_draft(draft: CourseDraft) -> Writes:
    """A draft one version on. Raises (at commit): Stale when somebody else was faster."""
    seen = draft.version - 1
    unchanged = CourseDraftRow.version == seen if seen else CourseDraftRow.course_id.does_not_exist()
    row = CourseDraftRow(
        shelf=SHELF,
        course_id=draft.course.course_id,
        course=draft.course,
        version=draft.version,
        kept_at=draft.kept_at,
    )
    return put(row, unchanged, Stale())


def gone_draft(draft: CourseDraft) -> Writes:
    """A draft of this version away. Raises (at commit): Stale when somebody else was faster."""
    row = CourseDraftRow(shelf=SHELF, course_id=draft.course.course_id)
    return delete(row, CourseDraftRow.version == draft.version, Stale())


def _draft(row: CourseDraftRow) -> CourseDraft:
    return CourseDraft(row.course, int(row.version), row.kept_at)
