"""The forms of 排班 as they are sent: text, read into what the rules look at."""

from datetime import date, datetime
from typing import Annotated

import msgspec
from msgspec import Meta

from shouwang.console.acts import ActForm
from shouwang.duty.models import Holidays, Pattern, Shift
from shouwang.kernel.clock import SHANGHAI
from shouwang.kernel.problem import Fault, Invalid

_Text = Annotated[str, Meta(max_length=80)]


class TeamForm(ActForm, kw_only=True):
    """What a shift and a pattern both ask for."""

    unit_path: _Text
    point_number: _Text
    duty_type: _Text
    capacity: _Text = ""
    minimum_team: _Text = ""
    qualification: _Text = ""


class ShiftForm(TeamForm, kw_only=True):
    """A shift to be."""

    starts_at: _Text
    ends_at: _Text

    def shift(self) -> Shift:
        """The shift as the rules look at it. Raises: Invalid."""
        start, end = _instant("starts_at", self.starts_at), _instant("ends_at", self.ends_at)
        people = _number("capacity", self.capacity), _number("minimum_team", self.minimum_team)
        return Shift(
            "",
            self.unit_path,
            self.point_number,
            self.duty_type,
            start,
            end,
            people[0],
            minimum_team=people[1],
            qualification=self.qualification.strip() or None,
        )


class PatternForm(TeamForm, kw_only=True):
    """A weekly pattern to be."""

    begins: _Text
    lasts_min: _Text
    first: _Text
    last: _Text = ""
    holidays: Holidays = Holidays.AS_USUAL
    days: Annotated[list[Annotated[str, Meta(pattern="^[1-7]$")]], Meta(max_length=7)] = msgspec.field(
        default_factory=list
    )

    def pattern(self) -> Pattern:
        """The pattern as the rules look at it. Raises: Invalid."""
        if not self.days and self.holidays is not Holidays.ONLY:
            raise Invalid(faults=[Fault("/days", "至少选一天")])
        start = _instant("begins", f"2000-01-01T{self.begins}").astimezone(SHANGHAI)
        return Pattern(
            pattern_id="",
            unit_path=self.unit_path,
            point_number=self.point_number,
            duty_type=self.duty_type,
            weekdays=tuple(sorted(set(map(int, self.days)))),
            begins_min=start.hour * 60 + start.minute,
            lasts_min=_number("lasts_min", self.lasts_min),
            capacity=_number("capacity", self.capacity),
            first=_day("first", self.first),
            last=_day("last", self.last) if self.last else None,
            minimum_team=_number("minimum_team", self.minimum_team),
            qualification=self.qualification.strip() or None,
            holidays=self.holidays,
        )


class EndForm(ActForm, kw_only=True):
    """Which pattern is to end."""

    unit_path: _Text
    pattern_id: _Text


class ShiftActForm(ActForm, kw_only=True):
    """An act on a shift, its reason, and whom it is about."""

    reason: Annotated[str, Meta(max_length=200)] = ""
    person: _Text = ""


def _number(name: str, typed: str) -> int:
    if not (typed.isascii() and typed.isdecimal()):
        raise Invalid(faults=[Fault(f"/{name}", "写一个整数")])
    return int(typed)


def _day(name: str, typed: str) -> date:
    try:
        return date.fromisoformat(typed)
    except ValueError as wrong:
        raise Invalid(faults=[Fault(f"/{name}", "要写成 2026-11-30 这样")]) from wrong


def _instant(name: str, typed: str) -> datetime:
    try:
        return datetime.fromisoformat(typed).replace(tzinfo=SHANGHAI)
    except ValueError as wrong:
        raise Invalid(faults=[Fault(f"/{name}", "时刻写得不对")]) from wrong
