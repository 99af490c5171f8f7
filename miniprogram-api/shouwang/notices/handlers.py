"""What notices does when something happened elsewhere."""

from collections.abc import Mapping

import msgspec

from shouwang.notices.models import Notice
from shouwang.notices.service import Notices
from shouwang.platform.dynamo import Writes
from shouwang.platform.outbox import Event, Handler


def handlers(notices: Notices) -> Mapping[str, Handler]:
    """The events that notices listens to."""

    def tell(event: Event, done: Writes) -> None:
        notices.tell(event, msgspec.convert(event.payload, Notice), done)

    def send(event: Event, done: Writes) -> None:
        notices.send(event.payload["message_id"], done)

    return {"notices.tell": tell, "notices.send": send}
