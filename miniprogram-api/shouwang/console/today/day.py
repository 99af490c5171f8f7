"""The day as a strip: a bar a quarter hour, how many have a place on shifts, and who is on duty now.

While there is nothing to draw it says so in words, and what to do.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta

import msgspec

from shouwang.console.blocks import Words
from shouwang.console.charts import Chart, Legend, Point, columns
from shouwang.console.places import SHIFTS
from shouwang.console.views import Link, Word
from shouwang.duty.service.views import ShiftView
from shouwang.kernel.clock import SHANGHAI, day_start, local_day

QUARTER = timedelta(minutes=15)
_QUARTERS = 96
_LEGEND: Legend = (("solid", "过去的班，报了名的人"), ("marked", "现在在岗"), ("hatched", "还没到的班，报了名的人"))


class Day(msgspec.Struct, frozen=True):
    """One day of a unit. `on_duty` is now; `more` says that there are more than were counted."""

    now: datetime
    shifts: Sequence[ShiftView]
    on_duty: int
    more: bool = False

    @property
    def planned(self) -> int:
        """Places taken on shifts of the day."""
        return sum(shift.taken for shift in self.shifts)

    @property
    def empty(self) -> bool:
        """Whether there is nothing to draw: nobody is on duty, and nobody has a place."""
        return not self.planned and not self.on_duty

    @property
    def expected(self) -> int:
        """Places taken on shifts that run now."""
        return _at(self.shifts, self.now)

    @property
    def short(self) -> int:
        """How many are missing until every shift still to end has its team."""
        coming = (shift for shift in self.shifts if self.now < shift.ends_at)
        return sum(max(shift.minimum_team - shift.taken, 0) for shift in coming)


def strip(day: Day) -> Chart | Words:
    """The drawing, with its message in words; what to do where there is nothing to draw."""
    return Words(_nobody(day)) if day.empty else _chart(day)


def _nobody(day: Day) -> Word:
    coming = [shift for shift in day.shifts if day.now < shift.ends_at]
    if not coming:
        told = "一天里哪一刻有几个人，排了班、有人报名就画在这里。"
        return Word("今天没有班了，也没有人在岗", told, (Link("去排班", SHIFTS.href),))
    first = min(shift.starts_at for shift in coming).astimezone(SHANGHAI)
    began = "已经开始" if first <= day.now else f" {first:%H:%M} 开始"
    told = f"最早的一班{began}，一共还缺 {day.short} 人才够最少的人数。叫队员在小程序里报名；凑不齐的班可以取消。"
    return Word(f"今天的 {len(coming)} 班还没有人报名", told, (Link("看缺人的班", SHIFTS.href),))


def _chart(day: Day) -> Chart:
    start = day_start(local_day(day.now))
    now_at = (day.now - start) // QUARTER
    points = []
    for n in range(_QUARTERS):
        at = start + n * QUARTER
        label, people = f"{at.astimezone(SHANGHAI):%H:%M}", _at(day.shifts, at)
        if n == now_at:
            points.append(Point(label, day.on_duty, marked=True))
        elif n < now_at:
            points.append(Point(label, people))
        else:
            points.append(Point(label, 0, people))
    return columns(f"现在 {day.on_duty} 人在岗，报了名应到 {day.expected} 人", points, legend=_LEGEND, height=120)


def _at(shifts: Sequence[ShiftView], at: datetime) -> int:
    """Places taken on shifts that run at an instant."""
    return sum(shift.taken for shift in shifts if shift.starts_at <= at < shift.ends_at)
