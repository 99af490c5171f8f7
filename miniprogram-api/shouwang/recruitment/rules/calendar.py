"""Working days 工作日: Monday to Friday, less the holidays, plus the weekend days that are worked instead."""

from datetime import date, datetime, timedelta

from shouwang.kernel.clock import local_day
from shouwang.recruitment.rules.force import Force

_SATURDAY = 5


def is_working_day(day: date, force: Force) -> bool:
    """Whether offices are open on a day. Source: the State Council's yearly list, kept as data of the force."""
    if day in force.make_up_days:
        return True
    return day.weekday() < _SATURDAY and day not in force.holidays


def publicity_ends_on(since: datetime, force: Force) -> date:
    """The first day on which publicity 公示 is over.

    The day it begins does not count; the last working day counts to its end. Without days it is over at once.
    """
    day, left = local_day(since), force.publicity_days
    while left:
        day += timedelta(days=1)
        left -= is_working_day(day, force)
    return day + timedelta(days=1) if force.publicity_days else day
