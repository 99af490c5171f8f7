"""服务记录: months, stars and what a certificate may say; all of it a fold over a person's days."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Protocol

from shouwang.duty.models import DayTotal, HoursEntry
from shouwang.kernel.clock import local_day

# Measured hours for each star; the two ledgers are never added. Source: domain-rules 2.1, stars of the national system
STARS: Sequence[int] = (100, 300, 600, 1000, 1500)
STAR_PUBLICITY_DAYS = 5  # working days before a star counts. Source: domain-rules 2.1
_SATURDAY = 5


class Calendar(Protocol):
    """Which days are worked, as the force's data says."""

    @property
    def holidays(self) -> Iterable[date]:
        """Days off besides weekends."""
        ...

    @property
    def make_up_days(self) -> Iterable[date]:
        """Weekend days that are worked."""
        ...


@dataclass(frozen=True, slots=True)
class MonthRecord:
    """A month of service, the two ledgers side by side. `patrols`: duties that brought a minute."""

    month: str
    minutes_measured: int
    minutes_attested: int
    patrols: int
    days: int


@dataclass(frozen=True, slots=True)
class Star:
    """A star 星级. `counts_from`: the first day after its publicity 公示; before, it is shown as being in publicity."""

    level: int
    hours: int
    reached_on: date
    counts_from: date
    counts: bool


@dataclass(frozen=True, slots=True)
class ServiceRecord:
    """A person's whole service."""

    minutes_measured: int
    minutes_attested: int
    patrols: int
    months: tuple[MonthRecord, ...]
    stars: tuple[Star, ...]
    next_star_hours: int | None


@dataclass(frozen=True, slots=True)
class ServiceStatement:
    """Frozen facts for a certificate of service: sums, and the entries they are made of with the day each was recorded.

    `entries` leads to inclusion proofs: every entry can be shown in the sealed root of its day.
    """

    person_id: str
    first: date
    last: date
    minutes_measured: int
    minutes_attested: int
    patrols: int
    entries: tuple[tuple[str, date], ...]  # entry id, day recorded


def record(days: Iterable[DayTotal], calendar: Calendar, today: date) -> ServiceRecord:
    """A person's record, made of their days."""
    days = sorted(days, key=lambda total: total.day)
    by_month: dict[str, list[DayTotal]] = {}
    for total in days:
        if total.measured or total.attested:
            by_month.setdefault(total.day.isoformat()[:7], []).append(total)
    measured = sum(total.measured for total in days)
    return ServiceRecord(
        minutes_measured=measured,
        minutes_attested=sum(total.attested for total in days),
        patrols=len({source for total in days for source in total.sources}),
        months=tuple(_month(month, totals) for month, totals in sorted(by_month.items(), reverse=True)),
        stars=tuple(_stars(days, calendar, today)),
        next_star_hours=next((hours for hours in STARS if measured < hours * 60), None),
    )


def statement(
    person_id: str, first: date, last: date, days: Iterable[DayTotal], entries: Iterable[HoursEntry]
) -> ServiceStatement:
    """What can be certified of a span of days."""
    days = tuple(days)
    return ServiceStatement(
        person_id,
        first,
        last,
        minutes_measured=sum(total.measured for total in days),
        minutes_attested=sum(total.attested for total in days),
        patrols=len({source for total in days for source in total.sources}),
        entries=tuple((entry.entry_id, local_day(entry.recorded_at)) for entry in entries),
    )


def publicity_over(since: date, calendar: Calendar) -> date:
    """The first day on which a star counts: so many whole working days after it was reached."""
    day, left = since, STAR_PUBLICITY_DAYS
    while left:
        day += timedelta(days=1)
        left -= day in set(calendar.make_up_days) or (day.weekday() < _SATURDAY and day not in set(calendar.holidays))
    return day + timedelta(days=1)


def _month(month: str, totals: Sequence[DayTotal]) -> MonthRecord:
    return MonthRecord(
        month,
        sum(total.measured for total in totals),
        sum(total.attested for total in totals),
        len({source for total in totals for source in total.sources}),
        len(totals),
    )


def _stars(days: Sequence[DayTotal], calendar: Calendar, today: date) -> Iterator[Star]:
    """The stars that the sum reaches today; each was reached on the day from which the sum never fell below again."""
    whole = sum(total.measured for total in days)
    for level, hours in enumerate(STARS, start=1):
        if whole < hours * 60:
            return
        reached, so_far = days[0].day, 0
        for total in days:
            before, so_far = so_far, so_far + total.measured
            if before < hours * 60 <= so_far:
                reached = total.day
        counts_from = publicity_over(reached, calendar)
        yield Star(level, hours, reached, counts_from, counts_from <= today)
