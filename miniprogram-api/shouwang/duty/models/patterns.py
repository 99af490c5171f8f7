"""Weekly patterns 排班模板: what is planned again and again; and what became of a place once its shift was over."""

from datetime import date
from enum import StrEnum

import msgspec


class Holidays(StrEnum):
    """What a pattern does on the force's holidays."""

    AS_USUAL = "as-usual"
    SKIP = "skip"
    ONLY = "only"  # only on holidays, whatever the weekday


class Pattern(msgspec.Struct, frozen=True):
    """排班模板: a shift on some days of each week. Shapes: weekdays 1 (Monday) to 7; `begins_min` minutes after midnight."""

    pattern_id: str
    unit_path: str
    point_number: str
    duty_type: str
    weekdays: tuple[int, ...]
    begins_min: int
    lasts_min: int
    capacity: int
    first: date
    last: date | None = None
    minimum_team: int = 3
    qualification: str | None = None
    holidays: Holidays = Holidays.AS_USUAL
    planned_until: date | None = None  # the last day whose shifts stand
    ended: bool = False


class Attendance(msgspec.Struct, frozen=True):
    """到岗情况 of one place on a shift. `came` False: nobody checked in. Units: whole minutes."""

    came: bool
    session_id: str | None = None
    late_min: int = 0
    early_min: int = 0
    stayed: bool = False  # checked out, and both ends are vouched for
    excused: bool = False
    told: int = 0  # how many statements were made of it
