"""Working days 工作日: Monday to Friday, less the holidays, plus the weekend days that are worked instead."""

from datetime import date, datetime, timedelta

from shouwang.kernel.clock import local_day
from shouwang.recruitment.rules.force import Force
from shouwang.recruitment.rules.holidays import HOLIDAYS, MAKE_UP_DAYS

_SATURDAY = 5


def is_working_day(day: date, force: Force) -> bool:
    """Whether offices are open on a day: as the force says, else as the official calendar does, else by the week."""
    if day in force.make_up_days:
        return True
    if day in force.holidays or day in HOLIDAYS:
        return False
    return day in MAKE_UP_DAYS or day.weekday() < _SATURDAY


def last_of_working_days(day: date, days: int, force: Force) -> date:
    """The last of so many working days after a day; the day itself if there are none."""
    while days:
        day += timedelta(days=1)
        days -= is_working_day(day, force)
    return day


def publicity_ends_on(since: datetime, force: Force) -> date:
    """The first day on which publicity 公示 is over.

    The day it begins does not count; the last working day counts to its end. Without days it is over at once.
    """
    last = last_of_working_days(local_day(since), force.publicity_days, force)
    return last + timedelta(days=1) if force.publicity_days else last
