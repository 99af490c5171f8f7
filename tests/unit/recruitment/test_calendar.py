from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, strategies as st

from shouwang.kernel.clock import local_day
from shouwang.kernel.working_days import is_working_day, publicity_ends_on
from tests.unit.recruitment.making import NOW, force

days = st.dates(date(2026, 1, 1), date(2027, 12, 31))


@pytest.mark.parametrize(
    ("publicity_days", "ends_on"),
    [
        (0, date(2026, 11, 23)),  # at once
        (1, date(2026, 11, 25)),  # Tuesday counts to its end
        (4, date(2026, 11, 28)),
        (5, date(2026, 12, 1)),  # over the weekend to Monday's end
    ],
)
def test_publicity_counts_whole_working_days_after_the_one_it_begins_on(publicity_days: int, ends_on: date) -> None:
    assert publicity_ends_on(NOW, force(publicity_days=publicity_days)) == ends_on


def test_a_holiday_does_not_count_and_a_worked_weekend_does() -> None:
    closed = force(publicity_days=2, holidays=(date(2026, 11, 24),), make_up_days=(date(2026, 11, 28),))
    friday = datetime(2026, 11, 27, 1, 0, tzinfo=UTC)

    assert publicity_ends_on(NOW, closed) == date(2026, 11, 27)
    assert publicity_ends_on(friday, closed) == date(2026, 12, 1)


def test_the_day_begins_at_midnight_in_china() -> None:
    late_on_the_22nd_in_utc = datetime(2026, 11, 22, 16, 0, tzinfo=UTC)

    assert publicity_ends_on(late_on_the_22nd_in_utc, force(publicity_days=1)) == date(2026, 11, 25)


@given(
    st.integers(0, 365 * 24).map(lambda hours: NOW + timedelta(hours=hours)),
    st.integers(1, 15),
    st.lists(days, max_size=10).map(tuple),
    st.lists(days, max_size=10).map(tuple),
)
def test_exactly_so_many_working_days_lie_between(
    since: datetime, publicity_days: int, holidays: tuple[date, ...], make_up_days: tuple[date, ...]
) -> None:
    calendar = force(publicity_days=publicity_days, holidays=holidays, make_up_days=make_up_days)

    ends_on = publicity_ends_on(since, calendar)

    between = [local_day(since) + timedelta(days=n) for n in range(1, (ends_on - local_day(since)).days)]
    assert sum(is_working_day(day, calendar) for day in between) == publicity_days
    assert is_working_day(between[-1], calendar)
