"""服务记录: months, stars and their publicity, and what a certificate may say."""

from datetime import UTC, date, datetime, timedelta

from hypothesis import given, strategies as st

from shouwang.duty.models import DayTotal, HoursEntry, Ledger
from shouwang.duty.rules import records
from shouwang.duty.rules.records import MonthRecord, Star

MONDAY = date(2026, 11, 23)


def days(first: date, *measured: int) -> list[DayTotal]:
    return [DayTotal(first + timedelta(days=n), m, sources=(f"s{n}",), folds=1) for n, m in enumerate(measured)]


def test_months_keep_the_ledgers_side_by_side_and_count_a_night_over_midnight_once():
    night = [
        DayTotal(date(2026, 11, 30), 120, 30, ("night", "typed"), 1),
        DayTotal(date(2026, 12, 1), 90, 0, ("night",), 1),
        DayTotal(date(2026, 12, 2), 0, 0, (), 2),
    ]

    told = records.record(night, ())

    assert (told.minutes_measured, told.minutes_attested, told.patrols) == (210, 30, 2)
    assert told.months == (MonthRecord("2026-12", 90, 0, 1, 1), MonthRecord("2026-11", 120, 30, 2, 1))
    assert (told.stars, told.next_star_hours) == ((), 100)


def test_stars_are_told_as_honours_keeps_them():
    star = Star(1, 100, "publicity", date(2026, 12, 5), date(2026, 12, 12), counts=False, reason="")

    told = records.record(days(MONDAY, *[480] * 13), [star])

    assert (told.stars, told.next_star_hours) == ((star,), 300)


@given(st.lists(st.integers(0, 480), max_size=400))
def test_the_next_star_is_the_first_whose_hours_are_not_there(measured):
    told = records.record(days(MONDAY, *measured), ())

    assert told.next_star_hours == next((hours for hours in records.STARS if sum(measured) < hours * 60), None)
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
