"""Two nights of duties, sealed, and how to look at them; for the tests of the hours log."""

import base64
from datetime import date

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from shouwang.duty.rules import log
from shouwang.duty.store.hours import HoursEntryRow, LogRow
from shouwang_local.hours.auditing import audit
from tests.world import Person


def serve(watch, hours: float, person: Person | None = None) -> None:
    watch.tap("in", watch.at_point(), person=person)
    watch.world.clock.advance(hours=hours)
    watch.tap("out", watch.at_point(), person=person)
    watch.deliver()


def two_nights(watch) -> None:
    """Two duties on the first day, one on the second, both days sealed; a third day that is not over."""
    serve(watch, 1)
    serve(watch, 1, watch.leader)
    watch.world.clock.advance(hours=22)
    serve(watch, 2)
    watch.world.clock.advance(hours=22)
    watch.world.house.public_log.seal_due()
    serve(watch, 1)


def found(watch) -> list[str]:
    return audit(watch.world.house, watch.world.house.locked)


def public_key(watch) -> str:
    key = Ed25519PrivateKey.from_private_bytes(watch.world.house.keys["signing"]).public_key()
    return base64.urlsafe_b64encode(key.public_bytes_raw()).decode().rstrip("=")


def entry(watch) -> HoursEntryRow:
    """The entry of the volunteer's first duty."""
    return next(iter(HoursEntryRow.query(watch.volunteer.person_id)))


def line_of(watch, row: HoursEntryRow) -> LogRow:
    from shouwang.duty.models import HoursEntry

    line_id = log.line_id(watch.world.house.keys["hours-log"], row.value(HoursEntry))
    return LogRow.get(date(2026, 11, 23), line_id)
