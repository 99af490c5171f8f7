"""What honours does when something happened elsewhere."""

from collections.abc import Mapping
from datetime import date

from shouwang.honours.service import Commending, Medals, Papers, Publications
from shouwang.platform.dynamo import Writes
from shouwang.platform.outbox import Event, Handler


def handlers(
    medals: Medals, papers: Papers, commending: Commending, publications: Publications
) -> Mapping[str, Handler]:
    """The events that honours listens to."""

    def volunteer_numbered(event: Event, done: Writes) -> None:
        papers.numbered(event.payload["person_id"], event.id, done)

    def look_again(event: Event, done: Writes) -> None:
        medals.evaluate(event.payload["person_id"], done, whole=event.payload.get("whole", False))

    def course_passed(event: Event, done: Writes) -> None:
        told = event.payload
        until = date.fromisoformat(told["valid_until"]) if told["valid_until"] else None
        papers.course_passed(told["person_id"], told["course_id"], until, event.id, done)

    def commendation_written(event: Event, done: Writes) -> None:
        commending.judge(event.payload["wording_id"], done)

    def complaint_upheld(event: Event, done: Writes) -> None:
        publications.take_down(event.payload["kind"], event.payload["piece_id"], done)

    return {
        "honours.commendation-written": commendation_written,
        "honours.hours-entered": look_again,
        "honours.deeds-entered": look_again,
        "honours.star-ended": look_again,
        "honours.course-passed": course_passed,
        "honours.volunteer-numbered": volunteer_numbered,
        "honours.complaint-upheld": complaint_upheld,
    }
