"""What duty does when something happened."""

from collections.abc import Mapping

from shouwang.duty.service import Hours
from shouwang.platform.dynamo import Writes
from shouwang.platform.outbox import Event, Handler


def handlers(hours: Hours) -> Mapping[str, Handler]:
    """The events that duty listens to."""

    def session_closed(event: Event, done: Writes) -> None:
        hours.fold(event.payload["person_id"], event.payload["session_id"], done)

    return {"duty.session-closed": session_closed}
