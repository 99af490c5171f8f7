"""What honours does when something happened elsewhere."""

from collections.abc import Mapping
from datetime import date

from shouwang.honours.service import Honours, Papers
from shouwang.platform.dynamo import Writes
from shouwang.platform.outbox import Event, Handler


def handlers(honours: Honours, papers: Papers) -> Mapping[str, Handler]:
    """The events that honours listens to."""

    def hours_entered(event: Event, done: Writes) -> None:
        honours.evaluate(event.payload["person_id"], done)

    def course_passed(event: Event, done: Writes) -> None:
        told = event.payload
        until = date.fromisoformat(told["valid_until"]) if told["valid_until"] else None
        papers.course_passed(told["person_id"], told["course_id"], told["attempt_id"], until, done)

    return {"honours.hours-entered": hours_entered, "honours.course-passed": course_passed}
