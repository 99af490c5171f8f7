"""What honours does when something happened elsewhere."""

from collections.abc import Mapping

from shouwang.honours.service import Honours
from shouwang.platform.dynamo import Writes
from shouwang.platform.outbox import Event, Handler


def handlers(honours: Honours) -> Mapping[str, Handler]:
    """The events that honours listens to."""

    def hours_entered(event: Event, done: Writes) -> None:
        honours.evaluate(event.payload["person_id"], done)

    return {"honours.hours-entered": hours_entered}
