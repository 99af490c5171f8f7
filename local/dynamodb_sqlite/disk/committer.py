"""Group commit: writers that come at the same time share one transaction and one fsync."""

import threading
import time
from collections.abc import Callable
from typing import Any, Protocol, TypeVar

from dynamodb_sqlite.wire.errors import AwsError

T = TypeVar("T")
_LONGEST_LINGER_S = 0.002


class Transaction(Protocol):
    """What a committer commits; `changes` counts the rows changed so far."""

    def begin(self) -> None:
        """Begin, or wait until that is possible."""

    def commit(self) -> None:
        """Bring all that was done to the disk."""

    def roll_back(self) -> None:
        """Undo all that was done."""

    def changes(self) -> int:
        """See above."""


class _HalfDone(Exception):
    """A job was refused after it had changed something."""


class _Ticket:
    """A job that waits for its turn, and then for its commit."""

    __slots__ = ("error", "job", "leads", "ready", "result")

    def __init__(self, job: Callable[[], Any]) -> None:
        self.job = job
        self.result: Any = None
        self.error: BaseException | None = None
        self.leads = False
        self.ready = threading.Lock()
        self.ready.acquire()


class Committer:
    """The first writer to come leads: it runs everybody's jobs, commits once, and wakes them all.

    When several writers were there the last time, a leader lingers for as many to come again, for half of what
    a commit takes at most: a shared fsync is worth more than the wait. A lone writer never waits.
    """

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction
        self._arrival = threading.Condition(threading.Lock())
        self._queue: list[_Ticket] = []
        self._led = False
        self._expected = 1
        self._commit_s = 0.0
        self._at_work = threading.Lock()

    def run(self, job: Callable[[], T]) -> T:
        """Run a job within a transaction and come back when it is committed.

        Raises: what the job raises; what beginning or committing raises.
        """
        ticket = _Ticket(job)
        with self._arrival:
            self._queue.append(ticket)
            waits, self._led = self._led, True
            self._arrival.notify()
        try:
            if waits:
                ticket.ready.acquire()
            if not waits or ticket.leads:
                self._lead()
        except BaseException:
            self._give_up(ticket, leads=not waits)
            raise
        if ticket.error is not None:
            raise ticket.error
        result: T = ticket.result
        return result

    def between(self, act: Callable[[], None]) -> None:
        """Do something to the store while no transaction is under way."""
        with self._at_work:
            act()

    def _lead(self) -> None:
        batch = self._gather()
        with self._at_work:
            if not self._transact(batch) and len(batch) > 1:
                for ticket in batch:  # one job may have broken the transaction of all
                    self._transact([ticket])
        with self._arrival:
            self._expected = len(batch) + len(self._queue)
            self._pass_on()
        for ticket in batch:
            ticket.ready.release()

    def _pass_on(self) -> None:
        """Let the first who waits lead; whoever calls this holds the lock."""
        following = self._queue[0] if self._queue else None
        self._led = following is not None
        if following is not None:
            following.leads = True
            following.ready.release()

    def _give_up(self, ticket: _Ticket, *, leads: bool) -> None:
        """A writer was interrupted while it waited (Ctrl-C): its job is not run, and another leads in its place."""
        with self._arrival:
            if ticket not in self._queue:
                return  # its job is at work, or done
            self._queue.remove(ticket)
            if leads or ticket.leads:
                self._pass_on()

    def _gather(self) -> list[_Ticket]:
        with self._arrival:
            if len(self._queue) < self._expected:
                linger = min(self._commit_s / 2, _LONGEST_LINGER_S)
                self._arrival.wait_for(lambda: len(self._queue) >= self._expected, linger)
            batch, self._queue = self._queue, []
        return batch

    def _transact(self, batch: list[_Ticket]) -> bool:
        """Run and commit a batch; whether the store took it. The refusal of one job leaves the others be."""
        try:
            self._transaction.begin()
            for ticket in batch:
                self._try(ticket)
            started = time.perf_counter()
            self._transaction.commit()
            self._commit_s = time.perf_counter() - started
        except BaseException as error:
            self._transaction.roll_back()
            for ticket in batch:
                ticket.error = error.__cause__ if isinstance(error, _HalfDone) else error
            return False
        return True

    def _try(self, ticket: _Ticket) -> None:
        before = self._transaction.changes()
        ticket.error = None
        try:
            ticket.result = ticket.job()
        except AwsError as refusal:
            if self._transaction.changes() != before:
                raise _HalfDone from refusal
            ticket.error = refusal
