"""The jobs process of one machine: works through what was asked for, and asks for the nightly work of each day."""

import contextlib
import logging
import signal
import threading
from datetime import timedelta

from pynamodb.exceptions import PynamoDBException

from shouwang.app import House
from shouwang.kernel.clock import local_day
from shouwang.kernel.problem import Problem
from shouwang.platform import jobs, logs
from shouwang.platform.dynamo import commit
from shouwang_local.house import open_house

PAUSE_S = 1.0

log = logging.getLogger("shouwang.jobs")


def main() -> None:
    """Run until SIGTERM or SIGINT; a step in the middle is done again by the next process after its lease."""
    logs.set_up()
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    house = open_house()
    while not stop.is_set():
        try:
            ask_for_the_night(house)
            busy = _round(house)
        except (PynamoDBException, Problem) as fault:
            log.warning("store", extra={"fault": type(fault).__name__})
            busy = False
        if not busy:
            stop.wait(PAUSE_S)


def ask_for_the_night(house: House) -> None:
    """Ask for yesterday's nightly work, once."""
    now = house.now()
    day = local_day(now) - timedelta(days=1)
    job_id = f"nightly#{day}"
    if jobs.fetch(job_id) is None:
        with contextlib.suppress(jobs.Taken):
            commit(jobs.ask("nightly", {"day": day.isoformat()}, job_id=job_id, by="schedule", at=now))


def _round(house: House) -> bool:
    """One step of each job that is due; whether there was any."""
    due = house.jobs.due()
    for job in due:
        with contextlib.suppress(jobs.Taken):
            house.jobs.work(job)
    return bool(due)
