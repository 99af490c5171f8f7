"""What a pass tells other slices: recruitment hears of each, a certificate is for a longer validity, points for the first."""

from datetime import datetime

from shouwang.kernel.clock import rfc3339
from shouwang.platform.dynamo import Writes
from shouwang.platform.outbox import emit
from shouwang.training.models import Attempt, Course, OfflineClass, Result, Standing


def pass_events(attempt: Attempt, before: Standing, after: Standing, result: Result, at: datetime) -> Writes:
    """The events of a passed quiz, in the commit that makes it one."""
    if not result.passed:
        return Writes()
    facts = {"person_id": attempt.person_id, "course_id": attempt.course_id, "attempt_id": attempt.attempt_id}
    return _told(facts, before, after, result.score, attempt.attempt_id, at)


def attended_events(course: Course, held: OfflineClass, before: Standing, after: Standing, at: datetime) -> Writes:
    """The events of a course that is passed by attending a class."""
    facts = {"person_id": after.person_id, "course_id": course.course_id, "attempt_id": held.class_id}
    return _told(facts, before, after, 100, f"{held.class_id}#{after.person_id}", at)


def _told(facts: dict[str, str], before: Standing, after: Standing, score: int, source: str, at: datetime) -> Writes:
    told = emit("recruitment.course-passed", {**facts, "score": score}, at=at, source=source)
    if before.first_passed_at is None or after.valid_until != before.valid_until:
        certified = {"person_id": after.person_id, "course_id": after.course_id, "valid_until": after.valid_until}
        told += emit("honours.course-passed", certified, at=at, source=source)
    if before.first_passed_at is not None:
        return told
    once = f"{facts['person_id']}#{facts['course_id']}"
    return told + emit("assessment.course-passed", {**facts, "occurred_at": rfc3339(at)}, at=at, source=once)
