"""Working days 工作日: Monday to Friday, less the holidays, plus the weekend days that are worked instead."""

from collections.abc import Collection
from datetime import date, datetime, timedelta
from typing import Protocol

from shouwang.kernel.clock import local_day
from shouwang.kernel.holidays import HOLIDAYS, MAKE_UP_DAYS

_SATURDAY = 5


class Calendar(Protocol):
    """Which days are worked and how long publicity 公示 is, as the force's data says."""

    @property
    def holidays(self) -> Collection[date]:
        """Days off besides weekends and the official calendar's."""
        ...

    @property
    def make_up_days(self) -> Collection[date]:
        """Weekend days that are worked."""
        ...

    @property
    def publicity_days(self) -> int:
        """Working days of publicity."""
        ...


def is_working_day(day: date, force: Calendar) -> bool:
    """Whether offices are open on a day: as the force says, else as the official calendar does, else by the week."""
    if day in force.make_up_days:
        return True
    if day in force.holidays or day in HOLIDAYS:
        return False
    return day in MAKE_UP_DAYS or day.weekday() < _SATURDAY


def last_of_working_days(day: date, days: int, force: Calendar) -> date:
    """The last of so many working days after a day; the day itself if there are none."""
    while days:
        day += timedelta(days=1)
        days -= is_working_day(day, force)
    return day


def publicity_ends_on(since: datetime, force: Calendar) -> date:
    """The first day on which publicity 公示 is over.

    The day it begins does not count; the last working day counts to its end. Without days it is over at once.
    """
    last = last_of_working_days(local_day(since), force.publicity_days, force)
    return last + timedelta(days=1) if force.publicity_days else last
