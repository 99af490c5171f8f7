"""What the roster does when something happened elsewhere."""

from collections.abc import Mapping

from shouwang.platform.dynamo import Writes
from shouwang.platform.outbox import Event, Handler
from shouwang.roster.service import Members


def handlers(members: Members) -> Mapping[str, Handler]:
    """The events that the roster listens to."""

    def phone_bound(event: Event, done: Writes) -> None:
        members.phone_bound(event.payload["volunteer_number"], event.payload["tail_index"], done)

    return {"roster.phone-bound": phone_bound}
