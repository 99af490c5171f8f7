"""Group commit: a writer that is interrupted while it waits stops nobody else."""

import signal
import threading
from collections.abc import Iterator

import pytest

from dynamodb_sqlite.disk.committer import Committer

DONE_WITHIN_S = 30


class Counted:
    """A transaction of nothing that counts its commits."""

    def __init__(self) -> None:
        self.commits = 0

    def begin(self) -> None:
        """See `Transaction`."""

    def commit(self) -> None:
        self.commits += 1

    def roll_back(self) -> None:
        """See `Transaction`."""

    def changes(self) -> int:
        return 0


@pytest.fixture
def blocked() -> Iterator[tuple[Committer, threading.Event]]:
    """A committer whose leader is at work until the event comes."""
    committer, go_on, at_work = Committer(Counted()), threading.Event(), threading.Event()

    def work() -> None:
        at_work.set()
        go_on.wait(DONE_WITHIN_S)

    leader = threading.Thread(target=lambda: committer.run(work))
    leader.start()
    at_work.wait(DONE_WITHIN_S)
    yield committer, go_on
    go_on.set()
    leader.join()


def interrupt_soon() -> None:
    """Ctrl-C for the main thread, once it waits; also where whoever started us in the background had it ignored."""
    signal.signal(signal.SIGINT, signal.default_int_handler)
    threading.Timer(0.1, signal.pthread_kill, [threading.main_thread().ident, signal.SIGINT]).start()


def test_a_writer_that_is_interrupted_leaves_the_queue(blocked) -> None:
    committer, go_on = blocked
    done: list[str] = []

    interrupt_soon()
    with pytest.raises(KeyboardInterrupt):
        committer.run(lambda: done.append("interrupted"))
    go_on.set()
    committer.run(lambda: done.append("later"))

    assert done == ["later"]


def test_the_writer_behind_one_that_was_interrupted_leads_in_its_place(blocked) -> None:
    committer, go_on = blocked
    done: list[str] = []
    behind = threading.Thread(target=lambda: committer.run(lambda: done.append("behind")))
    threading.Timer(0.05, behind.start).start()

    interrupt_soon()
    with pytest.raises(KeyboardInterrupt):
        committer.run(lambda: done.append("interrupted"))
    go_on.set()
    behind.join(DONE_WITHIN_S)

    assert done == ["behind"]
