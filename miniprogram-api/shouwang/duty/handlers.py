"""What duty does when something happened."""

from collections.abc import Mapping
from datetime import date

from shouwang.duty.service import Hours, Scoring, Shifts
from shouwang.duty.service.scoring import CheckedInEvent
from shouwang.duty.service.signs import WANTED, Signs
from shouwang.platform.dynamo import Writes
from shouwang.platform.outbox import Event, Handler


def handlers(hours: Hours, shifts: Shifts, scoring: Scoring, signs: Signs) -> Mapping[str, Handler]:
    """The events that duty listens to."""

    def session_closed(event: Event, done: Writes) -> None:
        days = [date.fromisoformat(day) for day in event.payload.get("days", ())]
        hours.fold(event.payload["person_id"], event.payload["session_id"], done, days)

    def shift_called_off(event: Event, done: Writes) -> None:
        shifts.tell_called_off(event.payload["shift_id"], event.payload["reason"], done)

    def checked_in(event: Event, done: Writes) -> None:
        scoring.score(CheckedInEvent(**event.payload), done)

    def codes_wanted(event: Event, done: Writes) -> None:
        signs.fetch_codes(event.payload["unit"], event.id.partition("#")[2], done)

    return {
        "duty.session-closed": session_closed,
        "duty.shift-called-off": shift_called_off,
        "duty.checked-in": checked_in,
        WANTED: codes_wanted,
    }
