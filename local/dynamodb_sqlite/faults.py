"""Faults that a store of one file never has by itself, and a caller of DynamoDB must bear: injected by seed."""

import sqlite3
import threading
import time
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import Any, TypeVar

from dynamodb_sqlite.disk.store import MEMORY, Store
from dynamodb_sqlite.wire.errors import internal, throttled, transaction_conflict

T = TypeVar("T")


class Faults:
    """What goes wrong, and how often: every rate is a share of requests from 0 to 1, and all are 0 by default.

    `conflicts`: writes and transactions that meet another transaction on an item.
    `throttling`: requests beyond the capacity. `unprocessed`: members of a batch that come back undone.
    `stale_indexes`: reads of a global index that see it as it was up to `staleness_s` seconds ago.
    `slow_disk`: writes that take `slowness_s` seconds longer. `failing_disk`: writes that the disk refuses.
    The same seed and the same order of requests give the same faults.

    Raises: ValueError for a rate that is none.
    """

    def __init__(
        self,
        seed: int = 0,
        *,
        conflicts: float = 0.0,
        throttling: float = 0.0,
        unprocessed: float = 0.0,
        stale_indexes: float = 0.0,
        staleness_s: float = 1.0,
        slow_disk: float = 0.0,
        slowness_s: float = 0.05,
        failing_disk: float = 0.0,
    ) -> None:
        rates = (conflicts, throttling, unprocessed, stale_indexes, slow_disk, failing_disk)
        if not all(0 <= rate <= 1 for rate in rates):
            raise ValueError("a rate of faults lies between 0 and 1")
        self.conflicts, self.throttling, self.unprocessed = conflicts, throttling, unprocessed
        self.stale_indexes, self.staleness_s = stale_indexes, staleness_s
        self.slow_disk, self.slowness_s, self.failing_disk = slow_disk, slowness_s, failing_disk
        self.active = any(rates)
        self._random: Any = _dice(seed) if self.active else None
        self._lock = threading.Lock()
        self._past_lock = threading.RLock()
        self._past: tuple[float, sqlite3.Connection] | None = None

    def _happens(self, rate: float) -> bool:
        if not rate:
            return False
        with self._lock:
            return bool(self._random.random() < rate)

    def strike_read(self) -> None:
        """Perhaps refuse a read.

        Raises: ProvisionedThroughputExceededException.
        """
        if self._happens(self.throttling):
            raise throttled()

    def strike_write(self) -> None:
        """Perhaps refuse a single write, or let the disk be slow or fail.

        Raises: ProvisionedThroughputExceededException, TransactionConflictException, InternalServerError.
        """
        self.strike_read()
        if self._happens(self.conflicts):
            raise transaction_conflict()
        self.strike_disk()

    def strike_disk(self) -> None:
        """Perhaps let the disk be slow, or fail before anything is written.

        Raises: InternalServerError.
        """
        if self._happens(self.slow_disk):
            time.sleep(self.slowness_s)
        if self._happens(self.failing_disk):
            raise internal()

    def conflicting(self, actions: int) -> int | None:
        """Perhaps the action of a transaction that meets another transaction."""
        if not self._happens(self.conflicts):
            return None
        with self._lock:
            return int(self._random.randrange(actions))

    def spared(self, members: list[T]) -> tuple[list[T], list[T]]:
        """The members of a batch that are done, and those that come back; at least one is done."""
        if not self.unprocessed:
            return members, []
        left = [member for member in members[1:] if self._happens(self.unprocessed)]
        return [member for member in members if not any(member is one for one in left)], left

    def lagging(self, store: Store) -> AbstractContextManager[sqlite3.Connection] | None:
        """Perhaps a connection at a moment of the past; a store in memory has no past."""
        return self._read_past(store) if store.path != MEMORY and self._happens(self.stale_indexes) else None

    @contextmanager
    def _read_past(self, store: Store) -> Iterator[sqlite3.Connection]:
        with self._past_lock:
            now = time.monotonic()
            if self._past is None or now - self._past[0] > self.staleness_s:
                self.forget(store)
                self._past = (now, store.borrow())
            yield self._past[1]

    def forget(self, store: Store) -> None:
        """Let the past go, when nobody reads it."""
        with self._past_lock:
            if self._past is not None:
                store.give_back(self._past[1])
                self._past = None


def _dice(seed: int) -> Any:
    from random import Random  # noqa: PLC0415 - most processes want no faults

    return Random(seed)  # noqa: S311 - faults are to be repeatable


NONE = Faults()
