"""What assessment does when something happened elsewhere: a fact for the ledger."""

from collections.abc import Mapping
from datetime import date

from shouwang.assessment.models import Fact
from shouwang.assessment.service import Assessment
from shouwang.kernel.clock import local_day, parse_rfc3339
from shouwang.platform.dynamo import Writes
from shouwang.platform.outbox import Event, Handler


def handlers(assessment: Assessment) -> Mapping[str, Handler]:
    """The events that assessment listens to."""

    def hours_entered(event: Event, done: Writes) -> None:
        told = event.payload
        fact = _fact(event, "hours", told["source"], told["minutes"], date.fromisoformat(told["day"]))
        assessment.take(told["person_id"], fact, done)

    def duty_marked(event: Event, done: Writes) -> None:
        told = event.payload
        assessment.take(told["person_id"], _fact(event, "mark", told["session_id"], told["mark"]), done)

    def course_passed(event: Event, done: Writes) -> None:
        told = event.payload
        assessment.take(told["person_id"], _fact(event, "course", told["course_id"], 1), done)

    return {
        "assessment.hours-entered": hours_entered,
        "assessment.duty-marked": duty_marked,
        "assessment.course-passed": course_passed,
    }


def _fact(event: Event, rule: str, source: str, quantity: int, day: date | None = None) -> Fact:
    occurred_at = parse_rfc3339(event.payload["occurred_at"])
    return Fact(rule, source, day or local_day(occurred_at), quantity, occurred_at, event.at, event.id)
