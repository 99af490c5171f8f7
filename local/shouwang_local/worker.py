"""The worker of one machine: delivers the outbox's events, over and over, until it is told to stop."""

import logging
import signal
import threading

from pynamodb.exceptions import PynamoDBException

from shouwang.kernel.problem import Problem
from shouwang.platform import logs
from shouwang.platform.outbox import Outbox
from shouwang_local.house import open_house

PAUSE_S = 0.25  # between looks when there was nothing to do; a look costs one request a shard

log = logging.getLogger("shouwang.worker")


def main(_: list[str]) -> None:
    """Run until SIGTERM or SIGINT; a step in the middle is finished, or done again by the next worker."""
    logs.set_up()
    stop = threading.Event()
    for signal_number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(signal_number, lambda *_: stop.set())
    outbox = open_house().outbox
    while not stop.is_set():
        if not _round(outbox, stop):
            stop.wait(PAUSE_S)


def _round(outbox: Outbox, stop: threading.Event) -> bool:
    """One look at what is due; whether there was anything."""
    try:
        events = outbox.due()
        for event in events:
            if stop.is_set():
                break
            outbox.deliver(event)
    except (PynamoDBException, Problem) as fault:
        log.warning("store", extra={"fault": type(fault).__name__})
        return False
    return bool(events)
