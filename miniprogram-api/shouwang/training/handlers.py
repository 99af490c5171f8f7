"""What training does when something happened: a graded attempt is counted."""

from collections.abc import Mapping

from shouwang.platform.dynamo import Writes
from shouwang.platform.outbox import Event, Handler
from shouwang.training.service import Statistics


def handlers(statistics: Statistics) -> Mapping[str, Handler]:
    """The events that training listens to."""

    def attempt_graded(event: Event, done: Writes) -> None:
        statistics.count(event.payload["attempt_id"], done)

    return {"training.attempt-graded": attempt_graded}
