"""Each night's work as steps of one job: the forgotten is ended, what ran out graded, the day sealed, ranks made."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import TYPE_CHECKING

from shouwang.platform.jobs import Job, Progress, Step

if TYPE_CHECKING:
    from shouwang.app.house import House
    from shouwang.assessment.models import Member

Task = Callable[["House", date], None]

_BATCH = 25
_FORCE = "D1"


def nightly(house: "House") -> Step:
    """The step of the job `nightly`; its checkpoint is the task that comes next."""

    def step(job: Job) -> Progress:
        place = int(job.checkpoint.get("place", 0))
        list(TASKS.values())[place](house, date.fromisoformat(job.arguments["day"]))
        return Progress({"place": place + 1}, place + 1, len(TASKS), place + 1 == len(TASKS))

    return step


def _end_forgotten(house: "House", _: date) -> None:
    while house.duty_sessions.end_forgotten(_BATCH) == _BATCH:
        pass


def _grade_run_out(house: "House", day: date) -> None:
    while house.training.finish_run_out(day, _BATCH) == _BATCH:
        pass


def _end_publicity(house: "House", _: date) -> None:
    from shouwang.recruitment.service import Publicity  # noqa: PLC0415 -- only at night

    publicity = Publicity(house.review)
    while publicity.end_due(_BATCH) == _BATCH:
        pass


def _seal(house: "House", _: date) -> None:
    house.public_log.seal_due()


def _rank(house: "House", day: date) -> None:
    from shouwang.assessment.models import season_of  # noqa: PLC0415 -- only where ranks are made

    house.assessment.snapshot(season_of(day), _members(house))


def _members(house: "House") -> "Iterator[Member]":
    from shouwang.assessment.models import Member  # noqa: PLC0415 -- only where ranks are made

    for volunteer in house.roster.everyone(_FORCE):
        yield Member(volunteer.person_id, volunteer.volunteer_number, volunteer.name, volunteer.unit_path)


TASKS: Mapping[str, Task] = {
    "end-forgotten": _end_forgotten,
    "grade-run-out": _grade_run_out,
    "end-publicity": _end_publicity,
    "seal": _seal,
    "rank": _rank,
}
