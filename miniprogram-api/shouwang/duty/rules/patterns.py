"""排班模板: which shifts a weekly pattern means. A day of a pattern is one shift, however often it is planned."""

import hashlib
from collections.abc import Collection, Iterator
from datetime import date, timedelta

from shouwang.duty.models import Holidays, Pattern, Shift
from shouwang.duty.rules.signups import LONGEST_SHIFT, team_faults
from shouwang.kernel.clock import day_start
from shouwang.kernel.ids import ulid
from shouwang.kernel.problem import Fault, Invalid

AHEAD = timedelta(days=14)  # as far as a list of shifts reaches. Source: design section 4, pages stay small
_DAY_MIN = 24 * 60
_MOST_AT_ONCE = 30  # shifts in one commit


def shifts_due(pattern: Pattern, today: date, holidays: Collection[date]) -> tuple[tuple[Shift, ...], date]:
    """The shifts that a pattern still owes up to two weeks ahead, and the last day that is then planned."""
    until = min(today + AHEAD, pattern.last or date.max)
    start = max(today, pattern.first, (pattern.planned_until or date.min) + timedelta(days=1))
    if pattern.ended or start > until:
        return (), pattern.planned_until or today
    until = min(until, start + timedelta(days=_MOST_AT_ONCE - 1))
    days = (start + timedelta(days=n) for n in range((until - start).days + 1))
    return tuple(_shift(pattern, day) for day in days if is_on(pattern, day, holidays)), until


def is_on(pattern: Pattern, day: date, holidays: Collection[date]) -> bool:
    """Whether a pattern has a shift that begins on a day."""
    if pattern.holidays is Holidays.ONLY:
        return day in holidays
    return day.isoweekday() in pattern.weekdays and not (pattern.holidays is Holidays.SKIP and day in holidays)


def check_pattern(pattern: Pattern, duty_types: Collection[str]) -> None:
    """Refuse a pattern whose shifts could not be. Raises: Invalid with every fault."""
    faults = list(_faults(pattern, duty_types))
    if faults:
        raise Invalid(faults=faults)


def _faults(pattern: Pattern, duty_types: Collection[str]) -> Iterator[Fault]:
    days = pattern.weekdays
    yield from team_faults(pattern, duty_types)
    if pattern.holidays is not Holidays.ONLY and not days:
        yield Fault("/weekdays", "至少选一天")
    if not set(days) <= set(range(1, 8)) or len(set(days)) < len(days):
        yield Fault("/weekdays", "用 1 到 7 写星期一到星期日，不重复")
    if not 0 <= pattern.begins_min < _DAY_MIN:
        yield Fault("/begins", "在 00:00 到 23:59 之间")
    if not 0 < pattern.lasts_min <= LONGEST_SHIFT // timedelta(minutes=1):
        yield Fault("/lasts_min", f"在 1 分钟到 {LONGEST_SHIFT // timedelta(hours=1)} 小时之间")
    if pattern.last is not None and pattern.last < pattern.first:
        yield Fault("/last", "在 first 之后")


def _shift(pattern: Pattern, day: date) -> Shift:
    starts_at = day_start(day) + timedelta(minutes=pattern.begins_min)
    return Shift(
        shift_id=ulid(starts_at, hashlib.sha256(f"{pattern.pattern_id}|{day}".encode()).digest()),
        unit_path=pattern.unit_path,
        point_number=pattern.point_number,
        duty_type=pattern.duty_type,
        starts_at=starts_at,
        ends_at=starts_at + timedelta(minutes=pattern.lasts_min),
        capacity=pattern.capacity,
        minimum_team=pattern.minimum_team,
        qualification=pattern.qualification,
    )
