"""What assessment does when something happened elsewhere: a fact for the ledger."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from shouwang.assessment.models import HOURS, MARK, About, Fact
from shouwang.assessment.rules import is_night, is_weekend
from shouwang.assessment.service import Assessment
from shouwang.kernel.clock import local_day, parse_rfc3339
from shouwang.platform.dynamo import Writes
from shouwang.platform.outbox import Event, Handler


def handlers(assessment: Assessment) -> Mapping[str, Handler]:
    """The events that assessment listens to."""

    def hours_entered(event: Event, done: Writes) -> None:
        told = event.payload
        fact = _fact(event, HOURS, told["source"], told["minutes"], date.fromisoformat(told["day"]))
        assessment.take(told["person_id"], fact, done)

    def duty_marked(event: Event, done: Writes) -> None:
        told = event.payload
        assessment.take(told["person_id"], _fact(event, MARK, told["session_id"], told["mark"]), done)

    def course_passed(event: Event, done: Writes) -> None:
        told = event.payload
        assessment.take(told["person_id"], _fact(event, "course", told["course_id"], 1), done)

    def fact_told(event: Event, done: Writes) -> None:
        told = event.payload
        assessment.take(told["person_id"], _fact(event, told["fact"], told["source"], told["quantity"]), done)

    return {
        "assessment.hours-entered": hours_entered,
        "assessment.duty-marked": duty_marked,
        "assessment.course-passed": course_passed,
        "assessment.fact-told": fact_told,
    }


def _fact(event: Event, kind: str, source: str, quantity: int, day: date | None = None) -> Fact:
    occurred_at = parse_rfc3339(event.payload["occurred_at"])
    day = day or local_day(occurred_at)
    return Fact(kind, source, day, quantity, occurred_at, event.at, event.id, _about(event.payload, day))


def _about(told: Mapping[str, Any], day: date) -> About:
    begun_at = parse_rfc3339(told["occurred_at"])
    ended_at = parse_rfc3339(told["ended_at"]) if told.get("ended_at") else None
    return About(
        duty_type=told.get("duty_type", ""),
        unit_path=told.get("unit_path", ""),
        ledger=told.get("ledger", ""),
        level=told.get("level", 0),
        night=is_night(begun_at, ended_at),
        weekend=is_weekend(day),
        note=told.get("note", ""),
    )
