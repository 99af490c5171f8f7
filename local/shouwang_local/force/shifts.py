"""Shifts 班次 of the demo force: the last 7 days and the coming 14, nobody in two places at once."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache
from random import Random

from shouwang.kernel.clock import SHANGHAI
from shouwang_local.force.draw import SEED, stream
from shouwang_local.force.people import Volunteer, volunteers
from shouwang_local.force.points import points_of
from shouwang_local.force.units import Unit, squadrons

DAYS_BACK, DAYS_AHEAD = 7, 14
_SATURDAY = 5


@dataclass(frozen=True, slots=True)
class Shift:
    """A shift 班次. Units: aware instants; `members` are the numbers signed up, the leader 带班 first."""

    key: str
    squadron_code: str
    point_number: str
    task: str
    duty_type: str
    starts_at: datetime
    ends_at: datetime
    capacity: int
    members: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Hours:
    start: timedelta
    length: timedelta


def _hours(start_h: float, length_h: float) -> _Hours:
    return _Hours(timedelta(hours=start_h), timedelta(hours=length_h))


# When each task is done; the night market is walked across midnight. Source: domain-rules 2.1 (patrols 20:00-24:00).
_TIMES: dict[str, tuple[_Hours, ...]] = {
    "夜市巡逻": (_hours(19, 3), _hours(22, 3.5)),
    "商圈安保": (_hours(15, 3), _hours(18.5, 3.5)),
    "治安巡逻": (_hours(19.5, 3),),
    "未成年人保护": (_hours(7, 1.5), _hours(16, 2)),
    "应急支援": (_hours(20, 4),),
    "法律宣传": (_hours(9, 2),),
    "矛盾调处": (_hours(14, 2.5),),
    "敬老巡访": (_hours(9, 3),),
    "十年禁渔": (_hours(5, 3), _hours(20.5, 3.5)),
}

# The roster's code of each task. Source: shouwang.roster.models.DEFAULT_DUTY_TYPES
DUTY_TYPES = {
    "夜市巡逻": "market",
    "商圈安保": "market",
    "治安巡逻": "patrol",
    "敬老巡访": "patrol",
    "未成年人保护": "school",
    "应急支援": "emergency",
    "法律宣传": "publicity",
    "矛盾调处": "mediation",
    "十年禁渔": "fishing-ban",
}


@cache
def shifts(today: date, seed: str = SEED) -> tuple[Shift, ...]:
    """Every shift from 7 days ago to 14 days ahead, by day, squadron and start."""
    random = stream(seed, "shifts")
    roll: dict[str, list[Volunteer]] = {}
    for volunteer in volunteers(today, seed):
        roll.setdefault(volunteer.squadron_code, []).append(volunteer)
    drilled = stream(seed, "drills")
    days = (today + timedelta(days=ahead) for ahead in range(-DAYS_BACK, DAYS_AHEAD))
    return tuple(
        shift
        for day in days
        for squadron in squadrons()
        for shift in (
            *_of_day(random, day, squadron, roll[squadron.code]),
            *_drill(drilled, day, squadron, roll[squadron.code]),
        )
    )


def _of_day(random: Random, day: date, squadron: Unit, roll: list[Volunteer]) -> Iterator[Shift]:
    """One squadron's day: each member has at most one of its shifts; a second one is at its last point (042 by night)."""
    midnight = datetime(day.year, day.month, day.day, tzinfo=SHANGHAI)
    free = random.sample(roll, len(roll))
    points = points_of(squadron.code)
    for turn, hours in enumerate(_TIMES[squadron.task]):
        capacity = random.randint(4, 8)
        taken = [free.pop() for _ in range(random.randint(2, capacity - 1))]
        starts_at = midnight + hours.start
        yield Shift(
            key=f"{day:%Y%m%d}-{squadron.code}-{turn + 1}",
            squadron_code=squadron.code,
            point_number=points[-1 if turn else day.toordinal() % len(points)].number,
            task=squadron.task,
            duty_type=DUTY_TYPES[squadron.task],
            starts_at=starts_at,
            ends_at=starts_at + hours.length,
            capacity=capacity,
            members=tuple(volunteer.number for volunteer in taken),
        )


def _drill(random: Random, day: date, squadron: Unit, roll: list[Volunteer]) -> Iterator[Shift]:
    """集训 of those who come in an emergency: on Saturday mornings, when none of them has a shift."""
    if squadron.task != "应急支援" or day.weekday() != _SATURDAY:
        return
    starts_at = datetime(day.year, day.month, day.day, 9, tzinfo=SHANGHAI)
    yield Shift(
        key=f"{day:%Y%m%d}-{squadron.code}-drill",
        squadron_code=squadron.code,
        point_number=points_of(squadron.code)[0].number,
        task="集训",
        duty_type="training",
        starts_at=starts_at,
        ends_at=starts_at + timedelta(hours=2.5),
        capacity=20,
        members=tuple(volunteer.number for volunteer in random.sample(roll, 12)),
    )
