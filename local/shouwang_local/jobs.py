"""The jobs process of one machine: works through what was asked for, and asks for the nightly work of each day."""

import logging
import signal
import threading

from pynamodb.exceptions import PynamoDBException

from shouwang.kernel.problem import Problem
from shouwang.platform import logs
from shouwang.platform.workers import ask_for_rankings, ask_for_the_night, ranking_id, work_due
from shouwang_local.house import open_house

PAUSE_S = 1.0

log = logging.getLogger("shouwang.jobs")


def main(_: list[str]) -> None:
    """Run until SIGTERM or SIGINT; a step in the middle is done again by the next process after its lease."""
    logs.set_up()
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    house = open_house()
    ranked = ""
    while not stop.is_set():
        try:
            ask_for_the_night(house.now())
            if ranked != ranking_id(house.now()):
                ask_for_rankings(house.now())
                ranked = ranking_id(house.now())
            busy = work_due(house.jobs) > 0
        except (PynamoDBException, Problem) as fault:
            log.warning("store", extra={"fault": type(fault).__name__})
            busy = False
        if not busy:
            stop.wait(PAUSE_S)
