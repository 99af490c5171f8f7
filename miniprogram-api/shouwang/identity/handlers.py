"""What identity does when something happened elsewhere."""

from collections.abc import Mapping
from datetime import date

from shouwang.identity.service import Identity
from shouwang.platform.dynamo import Writes
from shouwang.platform.outbox import Event, Handler


def handlers(identity: Identity) -> Mapping[str, Handler]:
    """The events that identity listens to."""

    def volunteer_numbered(event: Event, done: Writes) -> None:
        told = event.payload
        cover_until = date.fromisoformat(told["cover_until"]) if told.get("cover_until") else None
        identity.promote(
            told["person_id"], told["volunteer_number"], told["name"], told["unit_path"], done, cover_until
        )

    return {"identity.volunteer-numbered": volunteer_numbered}
