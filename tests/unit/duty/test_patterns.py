"""排班模板: each day once, whatever night plans it; holidays as the pattern says."""

from datetime import date, timedelta

import pytest
from hypothesis import given, strategies as st
from msgspec.structs import replace

from shouwang.duty.models import Holidays, Pattern
from shouwang.duty.rules import patterns
from shouwang.kernel.problem import Fault, Invalid
from tests.unit.duty.cast import local

MONDAY = date(2026, 11, 23)
HOLIDAY = date(2026, 11, 26)
NIGHTS = Pattern("p-1", "D1/B02/S05", "042", "market", (1, 4, 6), 22 * 60, 210, 5, MONDAY)


def planned(pattern: Pattern, today: date, holidays=()) -> list[date]:
    shifts, _ = patterns.shifts_due(pattern, today, holidays)
    return [(shift.starts_at + timedelta(hours=8)).date() for shift in shifts]


def test_a_pattern_means_a_shift_on_each_of_its_weekdays_over_midnight_too():
    shifts, until = patterns.shifts_due(NIGHTS, MONDAY, ())

    assert planned(NIGHTS, MONDAY) == [MONDAY + timedelta(days=n) for n in (0, 3, 5, 7, 10, 12, 14)]
    assert until == MONDAY + timedelta(days=14)
    assert (shifts[0].starts_at, shifts[0].ends_at) == (local(23, 22), local(24, 1, 30))
    assert (shifts[0].capacity, shifts[0].minimum_team, shifts[0].duty_type) == (5, 3, "market")


@pytest.mark.parametrize(
    ("rule", "on"),
    [(Holidays.AS_USUAL, True), (Holidays.SKIP, False), (Holidays.ONLY, True)],
)
def test_holidays_are_as_the_pattern_says(rule, on):
    days = planned(replace(NIGHTS, holidays=rule), MONDAY, [HOLIDAY])

    assert (HOLIDAY in days) is on
    assert (MONDAY in days) is (rule is not Holidays.ONLY)


def test_an_ended_pattern_and_one_whose_time_is_over_owe_nothing():
    assert planned(replace(NIGHTS, ended=True), MONDAY) == []
    assert planned(replace(NIGHTS, last=MONDAY), MONDAY + timedelta(days=1)) == []
    assert planned(replace(NIGHTS, last=MONDAY), MONDAY) == [MONDAY]


@given(
    st.frozensets(st.integers(1, 7), min_size=1),
    st.lists(st.integers(0, 5), max_size=30),
    st.sampled_from(Holidays),
    st.frozensets(st.integers(0, 90).map(lambda n: MONDAY + timedelta(days=n)), max_size=5),
)
def test_planned_on_any_nights_every_day_is_planned_once_and_none_is_missed(weekdays, pauses, rule, holidays):
    pattern = replace(NIGHTS, weekdays=tuple(weekdays), holidays=rule)
    today, made = MONDAY, []

    for pause in [0, *pauses]:
        today += timedelta(days=pause)
        due, until = patterns.shifts_due(pattern, today, holidays)
        made += [shift.shift_id for shift in due]
        pattern = replace(pattern, planned_until=until)

    days = [MONDAY + timedelta(days=n) for n in range((pattern.planned_until - MONDAY).days + 1)]
    wanted = [day for day in days if patterns.is_on(pattern, day, holidays)]
    assert len(made) == len(set(made)) == len(wanted)


def test_a_pattern_that_cannot_be_is_refused_with_every_fault():
    wrong = replace(
        NIGHTS, duty_type="parade", weekdays=(0, 9), begins_min=1440, lasts_min=0, capacity=0, last=date(2026, 1, 1)
    )

    with pytest.raises(Invalid) as refused:
        patterns.check_pattern(wrong, ["market"])

    assert refused.value.faults == (
        Fault("/duty_type", "队伍没有这一种勤务"),
        Fault("/capacity", "人数在 1 到 200 之间"),
        Fault("/minimum_team", "最少人数在 1 和总人数之间"),
        Fault("/weekdays", "用 1 到 7 写星期一到星期日，不重复"),
        Fault("/begins", "在 00:00 到 23:59 之间"),
        Fault("/lasts_min", "在 1 分钟到 12 小时之间"),
        Fault("/last", "在 first 之后"),
    )
    with pytest.raises(Invalid, match="invalid"):
        patterns.check_pattern(replace(NIGHTS, weekdays=()), ["market"])
