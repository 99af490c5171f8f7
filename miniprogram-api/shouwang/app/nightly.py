"""Each night's work as steps of one job: the forgotten is ended, what ran out graded, the day sealed, ranks made."""

from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import date, timedelta
from typing import TYPE_CHECKING

from shouwang.platform.dynamo import commit
from shouwang.platform.jobs import Job, Progress, Step, Taken, ask

if TYPE_CHECKING:
    from shouwang.app.house import House

Task = Callable[["House", date], bool | None]
"""A night's work in steps of at most 60 s; True asks for another step."""

_BATCH = 25
_FORCE = "D1"
_KEPT = timedelta(days=2)


def nightly(house: "House") -> Step:
    """The step of the job `nightly`; its checkpoint is the task that comes next."""

    def step(job: Job) -> Progress:
        place = int(job.checkpoint.get("place", 0))
        more = list(TASKS.values())[place](house, date.fromisoformat(job.arguments["day"]))
        place += not more
        return Progress({"place": place}, place, len(TASKS), place == len(TASKS))

    return step


def _end_forgotten(house: "House", _: date) -> None:
    while house.duty_sessions.end_forgotten(_BATCH) == _BATCH:
        pass


def _grade_run_out(house: "House", day: date) -> None:
    while house.training.finish_run_out(day, _BATCH) == _BATCH:
        pass


def _end_publicity(house: "House", _: date) -> None:
    while house.publicity.end_due(_BATCH) == _BATCH:
        pass


def _chase(house: "House", _: date) -> None:
    house.chasing.chase_overdue()
    house.chasing.chase_returned()


def _end_stars(house: "House", _: date) -> None:
    house.stars.tell_ended()


def _tell_waits(house: "House", day: date) -> None:
    house.waits.tell_usual(day)


def _ask_for_duty(house: "House", day: date) -> None:
    """Shifts planned and settled unit by unit, as a job of its own: a force has more units than one step has time for."""
    now, job_id = house.now(), f"duty-night#{day}"
    with suppress(Taken):
        commit(ask("duty-night", {}, job_id=job_id, by="nightly", at=now))


def _remind(house: "House", day: date) -> None:
    house.follow_up.remind(day)


def _seal(house: "House", _: date) -> None:
    house.public_log.seal_due()


def _rank(house: "House", day: date) -> None:
    """The day's periods for the last time, with what was told late; and the records of older rankings go."""
    from shouwang.assessment.rules import periods_of  # noqa: PLC0415 -- only where ranks are made
    from shouwang.platform.workers import forget_rankings  # noqa: PLC0415

    house.rankings.snapshot(*periods_of(day))
    forget_rankings(day - _KEPT)


def _clear_away(house: "House", day: date) -> bool:
    from shouwang.app.clearing import clear_away  # noqa: PLC0415 -- only at night

    return clear_away(house, day)


def _anniversaries(house: "House", day: date) -> None:
    """Who joined on this day of the year is looked at again; of 29 February, on 1 March."""
    days = {(day.month, day.day)} | ({(2, 29)} if (day.month, day.day) == (3, 1) else set())
    joined = (v.person_id for v in house.active(_FORCE) if (v.joined_on.month, v.joined_on.day) in days)
    house.backfilling.anniversaries(joined)


TASKS: Mapping[str, Task] = {
    "end-forgotten": _end_forgotten,
    "grade-run-out": _grade_run_out,
    "end-publicity": _end_publicity,
    "chase": _chase,
    "end-stars": _end_stars,
    "tell-waits": _tell_waits,
    "duty": _ask_for_duty,
    "remind": _remind,
    "seal": _seal,
    "rank": _rank,
    "clear-away": _clear_away,
    "anniversaries": _anniversaries,
}
