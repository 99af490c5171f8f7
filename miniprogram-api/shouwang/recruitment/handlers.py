"""What recruitment does when something happened elsewhere."""

from collections.abc import Mapping

from shouwang.platform.dynamo import Writes
from shouwang.platform.outbox import Event, Handler
from shouwang.recruitment.models import QuizPass
from shouwang.recruitment.service import Submission


def handlers(submission: Submission) -> Mapping[str, Handler]:
    """The events that recruitment listens to."""

    def course_passed(event: Event, done: Writes) -> None:
        told = event.payload
        submission.quiz_passed(told["person_id"], QuizPass(told["course_id"], told["score"], event.at), done)

    return {"recruitment.course-passed": course_passed}
