from datetime import date, timedelta

import pytest
from hypothesis import given, strategies as st

from shouwang.honours.rules import longest_streak, years_between

FIRST = date(2026, 1, 5)  # a Monday


def weeks(*numbers: int) -> list[str]:
    days = [(FIRST + timedelta(days=7 * number)).isocalendar() for number in numbers]
    return [f"{year}-W{week:02}" for year, week, _ in days]


@pytest.mark.parametrize(
    ("numbers", "longest"),
    [
        ((), 0),
        ((3,), 1),
        ((0, 1, 2, 3, 4), 5),
        ((0, 1, 3, 4), 5),  # one week of grace, and it counts
        ((0, 1, 4, 5, 6), 3),  # two weeks in a row are no grace
        ((0, 2, 4, 5, 6, 7), 6),  # the quarter's grace was used: anew after the first week that was missed
        ((11, 13, 14), 4),  # the first quarter's grace ...
        ((9, 11, 12, 14, 15), 7),  # ... and the second's
        (tuple(range(60)), 60),
    ],
)
def test_a_streak_forgives_one_week_a_quarter(numbers, longest):
    assert longest_streak(weeks(*numbers)) == longest


def brute(active: set[int]) -> int:
    """Every stretch that begins and ends with a duty, tried for more than one miss a quarter or two misses in a row."""
    best = 0
    for first in active:
        for last in active:
            missed = [n for n in range(first, last + 1) if n not in active]
            quarters = [
                ((FIRST + timedelta(days=7 * n)).year, (FIRST + timedelta(days=7 * n)).month // 3.001) for n in missed
            ]
            in_a_row = any(n + 1 in missed for n in missed)
            if last >= first and not in_a_row and len({(y, int(q)) for y, q in quarters}) == len(missed):
                best = max(best, last - first + 1)
    return best


@given(st.sets(st.integers(0, 60), max_size=45))
def test_a_streak_is_what_trying_every_stretch_finds(active):
    assert longest_streak(weeks(*active)) == brute(active)


@given(st.sets(st.integers(0, 60)), st.integers(0, 60))
def test_one_duty_more_never_shortens_a_streak(active, more):
    assert longest_streak(weeks(*active, more)) >= longest_streak(weeks(*active))


@pytest.mark.parametrize(
    ("first", "day", "years"),
    [
        (date(2025, 11, 23), date(2026, 11, 22), 0),
        (date(2025, 11, 23), date(2026, 11, 23), 1),
        (date(2024, 2, 29), date(2025, 2, 28), 0),
        (date(2024, 2, 29), date(2025, 3, 1), 1),
        (date(2021, 5, 1), date(2026, 4, 30), 4),
    ],
)
def test_years_are_whole_years(first, day, years):
    assert years_between(first, day) == years
