"""服务记录: months, stars and what a certificate may say; all of it a fold over a person's days."""

from collections.abc import Iterable, Sequence
from datetime import date

import msgspec

from shouwang.duty.models import DayTotal, HoursEntry
from shouwang.kernel.clock import local_day

# Measured hours for each star; the two ledgers are never added. Source: domain-rules 2.1, stars of the national system
STARS: Sequence[int] = (100, 300, 600, 1000, 1500)


class MonthRecord(msgspec.Struct, frozen=True):
    """A month of service, the two ledgers side by side. `patrols`: duties that brought a minute."""

    month: str
    minutes_measured: int
    minutes_attested: int
    patrols: int
    days: int


class Star(msgspec.Struct, frozen=True):
    """A star 星级 as honours keeps it. `state`: in publicity, stands, refused or lapsed; only one that stands counts.

    `counts_from`: the first day after its publicity 公示. `reason`: why it was refused or lapsed.
    """

    level: int
    hours: int
    state: str
    proposed_on: date
    counts_from: date
    counts: bool
    reason: str


class ServiceRecord(msgspec.Struct, frozen=True):
    """A person's whole service."""

    minutes_measured: int
    minutes_attested: int
    patrols: int
    months: tuple[MonthRecord, ...]
    stars: tuple[Star, ...]
    next_star_hours: int | None


class ServiceStatement(msgspec.Struct, frozen=True):
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


def record(days: Iterable[DayTotal], stars: Sequence[Star]) -> ServiceRecord:
    """A person's record, made of their days and of what became of their stars."""
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
        stars=tuple(stars),
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


def _month(month: str, totals: Sequence[DayTotal]) -> MonthRecord:
    return MonthRecord(
        month,
        sum(total.measured for total in totals),
        sum(total.attested for total in totals),
        len({source for total in totals for source in total.sources}),
        len(totals),
    )
