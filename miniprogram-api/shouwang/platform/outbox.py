"""Effects that may lag: an event is written with the change that caused it, and delivered until its handler is done.

Invariants: an event's handler commits its effect, its next events and the done-mark in one transaction, so that each effect
happens once however often, late or disordered the event comes. An event that fails `TRIES` times is a dead letter: kept,
counted and shown, never dropped. On AWS the table's stream calls `deliver`; on one machine a worker polls the sparse index.
"""

import logging
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from datetime import datetime, timedelta
from typing import Any

import msgspec
from pynamodb.attributes import NumberAttribute, UnicodeAttribute
from pynamodb.indexes import AllProjection, GlobalSecondaryIndex

from shouwang.kernel.clock import Clock
from shouwang.platform import metrics
from shouwang.platform.dynamo import Instant, Table, Writes, commit, put, shards, update

UNDONE = "undone"  # the index keys under which events wait, one a shard
DEAD = "dead"  # the index key of dead letters
TRIES = 8
_BACKOFF = timedelta(seconds=2)

log = logging.getLogger("shouwang.outbox")


class UndoneIndex(GlobalSecondaryIndex["EventRow"]):
    """Events not yet done, by shard and due time; sparse."""

    class Meta:
        """Index settings."""

        index_name = "undone"
        projection = AllProjection()

    undone_shard = UnicodeAttribute(hash_key=True)
    due_at = Instant(range_key=True)


class EventRow(Table):
    """One event for one listener."""

    TABLE = "outbox"
    TTL = "expires_at"

    event_id = UnicodeAttribute(hash_key=True)
    kind = UnicodeAttribute()
    payload = UnicodeAttribute()
    at = Instant()
    attempts = NumberAttribute(default=0)
    undone_shard = UnicodeAttribute(null=True)  # `undone#3`, or `dead` for a dead letter
    due_at = Instant(null=True)
    done_at = Instant(null=True)
    last_fault = UnicodeAttribute(null=True)
    expires_at = NumberAttribute(null=True)

    undone = UndoneIndex()


class Event(msgspec.Struct, frozen=True):
    """What a handler gets. `id` is stable over redeliveries: derive the ids of effects from it."""

    id: str
    kind: str
    at: datetime
    payload: dict[str, Any]


Handler = Callable[[Event, Writes], None]
"""Commits its effect together with the given done-mark, in one transaction; must assume no order and any repetition."""


def emit(kind: str, payload: Mapping[str, Any], *, at: datetime, source: str) -> Writes:
    """The write of one event. `source` names what caused it (unique with `kind`), so that the same cause emits it once.

    Raises (at commit): AlreadyEmitted when that cause has emitted it before.
    """
    event_id = f"{kind}#{source}"
    row = EventRow(
        event_id=event_id,
        kind=kind,
        payload=msgspec.json.encode(payload).decode(),
        at=at,
        due_at=at,
        undone_shard=shards.named_of(UNDONE, event_id),
        attempts=0,
    )
    return put(row, EventRow.event_id.does_not_exist(), AlreadyEmitted)


class AlreadyEmitted(Exception):
    """The same cause has emitted this event before; its effect is done or on its way."""

    def __init__(self, _: dict[str, Any]) -> None:
        super().__init__("already emitted")


class AlreadyDone(Exception):
    """Another delivery of the same event has committed first."""

    def __init__(self, _: dict[str, Any]) -> None:
        super().__init__("already done")


class Outbox(msgspec.Struct, frozen=True):
    """Delivery: finds undone events and hands each to its handler."""

    handlers: Mapping[str, Handler]
    now: Clock

    def due(self, *, limit: int = 25) -> Sequence[Event]:
        """Undone events whose time has come. Cost: 1 request a shard."""
        return [
            _event(row)
            for shard in shards.named(UNDONE)
            for row in EventRow.undone.query(shard, EventRow.due_at <= self.now(), limit=limit, page_size=limit)
        ]

    def deliver(self, event: Event) -> bool:
        """Run the handler of one event; True when the event is done (now or before).

        A handler's failure is counted and tried again later with growing pauses; after `TRIES` it is a dead letter.
        """
        try:
            self.handlers[event.kind](event, _done(event, self.now()))
        except AlreadyDone:
            return True
        except Exception as fault:
            log.warning("event failed", extra={"event": event.id, "kind": event.kind, "fault": type(fault).__name__})
            self._postpone(event, type(fault).__name__)
            return False
        return True

    def _postpone(self, event: Event, fault: str) -> None:
        row = EventRow.fetch(event.id)
        if row is None or row.undone_shard is None or row.undone_shard == DEAD:
            return
        attempts = int(row.attempts) + 1
        changes = [EventRow.attempts.set(attempts), EventRow.last_fault.set(fault)]
        if attempts >= TRIES:
            changes.append(EventRow.undone_shard.set(DEAD))
            metrics.record("DeadLetters")
            log.error("dead letter", extra={"event": event.id, "kind": event.kind, "fault": fault})
        else:
            changes.append(EventRow.due_at.set(self.now() + _BACKOFF * 2**attempts))
        seen = (EventRow.attempts == row.attempts) & EventRow.undone_shard.exists()
        with suppress(AlreadyDone):  # another delivery was faster: done, or postponed already
            commit(update(EventRow(event_id=event.id), *changes, condition=seen, otherwise=AlreadyDone))


def _done(event: Event, now: datetime) -> Writes:
    keep_until = int((now + timedelta(days=30)).timestamp())
    return update(
        EventRow(event_id=event.id),
        EventRow.undone_shard.remove(),
        EventRow.due_at.remove(),
        EventRow.done_at.set(now),
        EventRow.payload.set("{}"),  # what was told is told; a name need not lie here for a month
        EventRow.expires_at.set(keep_until),
        condition=EventRow.undone_shard.exists(),
        otherwise=AlreadyDone,
        first=True,  # a doubled delivery's effect is refused too; that it is done says why
    )


def _event(row: EventRow) -> Event:
    return Event(row.event_id, row.kind, row.at, msgspec.json.decode(row.payload))
