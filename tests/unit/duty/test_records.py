"""服务记录: months, stars and their publicity, and what a certificate may say."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from shouwang.duty.models import DayTotal, HoursEntry, Ledger
from shouwang.duty.rules import records
from shouwang.duty.rules.records import MonthRecord, Star


@dataclass(frozen=True)
class Calendar:
    holidays: tuple[date, ...] = ()
    make_up_days: tuple[date, ...] = ()


MONDAY = date(2026, 11, 23)


def days(first: date, *measured: int) -> list[DayTotal]:
    return [DayTotal(first + timedelta(days=n), m, sources=(f"s{n}",), folds=1) for n, m in enumerate(measured)]


def test_months_keep_the_ledgers_side_by_side_and_count_a_night_over_midnight_once():
    night = [
        DayTotal(date(2026, 11, 30), 120, 30, ("night", "typed"), 1),
        DayTotal(date(2026, 12, 1), 90, 0, ("night",), 1),
        DayTotal(date(2026, 12, 2), 0, 0, (), 2),
    ]

    told = records.record(night, Calendar(), date(2026, 12, 3))

    assert (told.minutes_measured, told.minutes_attested, told.patrols) == (210, 30, 2)
    assert told.months == (MonthRecord("2026-12", 90, 0, 1, 1), MonthRecord("2026-11", 120, 30, 2, 1))
    assert (told.stars, told.next_star_hours) == ((), 100)


def test_a_star_counts_after_five_whole_working_days_of_publicity():
    told = records.record(days(MONDAY, *[480] * 13), Calendar(), MONDAY + timedelta(days=13))

    reached = MONDAY + timedelta(days=12)  # 13 x 8 h = 104 h, a Saturday
    assert told.stars == (Star(1, 100, reached, date(2026, 12, 12), counts=False),)
    later = records.record(days(MONDAY, *[480] * 13), Calendar(), date(2026, 12, 12))
    assert [star.counts for star in later.stars] == [True]


def test_holidays_do_not_count_and_worked_weekends_do():
    friday = date(2026, 11, 27)

    assert records.publicity_over(friday, Calendar()) == date(2026, 12, 5)
    assert records.publicity_over(friday, Calendar(holidays=(date(2026, 12, 1),))) == date(2026, 12, 8)
    assert records.publicity_over(friday, Calendar(make_up_days=(date(2026, 11, 28),))) == date(2026, 12, 4)


def test_hours_taken_back_take_the_star_back():
    some = [*days(MONDAY, *[480] * 13), DayTotal(MONDAY + timedelta(days=20), -480, folds=1)]

    assert records.record(some, Calendar(), date(2027, 1, 1)).stars == ()


@given(st.lists(st.integers(0, 480), max_size=400))
def test_stars_are_those_whose_hours_are_there_in_order(measured):
    told = records.record(days(MONDAY, *measured), Calendar(), date(2030, 1, 1))

    assert [star.hours for star in told.stars] == [hours for hours in records.STARS if sum(measured) >= hours * 60]
    assert [star.reached_on for star in told.stars] == sorted(star.reached_on for star in told.stars)
    assert told.minutes_measured == sum(month.minutes_measured for month in told.months)


def test_a_certificate_names_its_entries_and_the_day_each_was_recorded():
    entry = HoursEntry(
        "2026-11-23#s0#0001",
        "p1",
        Ledger.MEASURED,
        MONDAY,
        120,
        "s0",
        1,
        "hours-2",
        datetime(2026, 11, 23, 16, 30, tzinfo=UTC),
    )

    told = records.statement("p1", MONDAY, MONDAY, days(MONDAY, 120), [entry])

    assert (told.minutes_measured, told.minutes_attested, told.patrols) == (120, 0, 1)
    assert told.entries == (("2026-11-23#s0#0001", date(2026, 11, 24)),)
