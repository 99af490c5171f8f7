"""How the outbox stands, for whoever watches over it: what waits, what is dead, and sending a dead letter once more."""

from collections.abc import Sequence
from datetime import datetime

import msgspec

from shouwang.kernel.actor import Actor
from shouwang.kernel.problem import NotFound
from shouwang.platform import audit
from shouwang.platform.dynamo import commit, shards, update
from shouwang.platform.outbox import DEAD, UNDONE, EventRow

_COUNTED = 100  # events of a shard that are counted; beyond that the page says more


class Backlog(msgspec.Struct, frozen=True):
    """Events not yet done. `more`: there are more than were counted."""

    events: int
    oldest_at: datetime | None
    more: bool


class DeadLetter(msgspec.Struct, frozen=True):
    """An event that is no longer tried; what it carries is not shown."""

    id: str
    kind: str
    at: datetime
    attempts: int
    fault: str


class NoSuchDeadLetter(NotFound):
    """It was sent again already, or never was dead."""

    slug, title = "no-such-dead-letter", "没有这封死信，或者已经重投了"


def backlog() -> Backlog:
    """What waits now. Cost: 1 request a shard."""
    waiting = [
        [row.at for row in EventRow.undone.query(shard, limit=_COUNTED, page_size=_COUNTED)]
        for shard in shards.named(UNDONE)
    ]
    instants = [at for shard in waiting for at in shard]
    return Backlog(len(instants), min(instants, default=None), any(len(shard) == _COUNTED for shard in waiting))


def dead_letters(limit: int = 50) -> Sequence[DeadLetter]:
    """Events that are no longer tried, oldest first. Cost: 1 request."""
    rows = EventRow.undone.query(DEAD, limit=limit, page_size=limit)
    return [DeadLetter(row.event_id, row.kind, row.at, int(row.attempts), row.last_fault or "") for row in rows]


def send_again(actor: Actor, event_id: str, now: datetime, line_id: str) -> None:
    """Try a dead letter anew, from the first try on; audited. Raises: NoSuchDeadLetter. Cost: 1 request."""
    changes = (
        EventRow.undone_shard.set(shards.named_of(UNDONE, event_id)),
        EventRow.due_at.set(now),
        EventRow.attempts.set(0),
    )
    commit(
        update(
            EventRow(event_id=event_id),
            *changes,
            condition=EventRow.undone_shard == DEAD,
            otherwise=lambda _: NoSuchDeadLetter(),
        ),
        audit.note(f"event {event_id}", "event-retried", actor, now, line_id, {}),
    )
