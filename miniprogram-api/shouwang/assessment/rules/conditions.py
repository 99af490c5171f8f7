"""Whether a rule's conditions hold, and what of a fact they may ask: night, weekend."""

from datetime import date, datetime, timedelta

from shouwang.assessment.models import About, When
from shouwang.kernel.actor import within
from shouwang.kernel.clock import SHANGHAI, day_start, local_day

NIGHT_FROM, NIGHT_TO = timedelta(hours=22), timedelta(hours=6)  # Source: domain-rules 5 ("after 22:00")
NIGHT_AT_LEAST = timedelta(hours=1)  # a duty that ends at five past ten is no night watch
_SATURDAY = 5


def holds(when: When, about: About, quantity: int, mark: int | None) -> bool:
    """Whether every condition that is set holds."""
    return (
        (not when.duty_types or about.duty_type in when.duty_types)
        and when.night in (None, about.night)
        and when.weekend in (None, about.weekend)
        and (not when.levels or about.level in when.levels)
        and (not when.units or any(within(about.unit_path, unit) for unit in when.units))
        and (not when.marks or mark in when.marks)
        and _between(quantity, when.quantity_from, when.quantity_to)
    )


def _between(quantity: int, least: int | None, most: int | None) -> bool:
    return (least is None or quantity >= least) and (most is None or quantity <= most)


def is_weekend(day: date) -> bool:
    """Saturday or Sunday; days moved by the holiday calendar are not looked at."""
    return day.weekday() >= _SATURDAY


def is_night(begun_at: datetime, ended_at: datetime | None) -> bool:
    """Whether a duty lay in the night (22:00-06:00) for an hour at least; without an end, whether it began there."""
    if ended_at is None:
        hour = begun_at.astimezone(SHANGHAI).hour
        return hour >= NIGHT_FROM.seconds // 3600 or hour < NIGHT_TO.seconds // 3600
    first = local_day(begun_at) - timedelta(days=1)
    nights = (day_start(first + timedelta(days=place)) for place in range((local_day(ended_at) - first).days + 1))
    return any(_overlap(begun_at, ended_at, night) >= NIGHT_AT_LEAST for night in nights)


def _overlap(begun_at: datetime, ended_at: datetime, day: datetime) -> timedelta:
    return min(ended_at, day + timedelta(days=1) + NIGHT_TO) - max(begun_at, day + NIGHT_FROM)
