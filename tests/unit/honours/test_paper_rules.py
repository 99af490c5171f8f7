"""The hours of each duty type on a service record."""

from shouwang.duty.models import KindOfService
from shouwang.honours import rules
from shouwang.roster.models import DutyType

NAMED = [DutyType(f"t{n}", f"第{n}种") for n in range(10)]


def test_types_stand_in_the_forces_order_each_ledger_apart_and_rounded_down():
    served = [KindOfService("t2", 59, 0), KindOfService("t0", 0, 65), KindOfService("t1", 600, 7)]

    told = rules.hours_by_type(served, NAMED)

    assert told == (("第0种", "认定1.0"), ("第1种", "实测10.0 认定0.1"), ("第2种", "实测0.9"))


def test_as_many_types_as_there_are_lines_each_have_one():
    told = rules.hours_by_type([KindOfService(f"t{n}", 60 + n, 0) for n in range(8)], NAMED)

    assert [name for name, _ in told] == [f"第{n}种" for n in range(8)]


def test_of_more_types_those_with_the_fewest_minutes_are_summed_and_no_minute_is_lost():
    served = [KindOfService(f"t{n}", 60 * (n + 1), 0) for n in range(10)]

    told = rules.hours_by_type(served, NAMED)

    assert told == (*((f"第{n}种", f"实测{n + 1}.0") for n in range(3, 10)), ("其他勤务", "实测6.0"))


def test_a_type_the_force_does_not_have_and_none_at_all_share_the_last_line():
    served = [
        KindOfService("", 60, 0),
        KindOfService("gone", 30, 6),
        *(KindOfService(f"t{n}", 90, 0) for n in range(8)),
    ]

    told = rules.hours_by_type(served, NAMED)

    assert told == (*((f"第{n}种", "实测1.5") for n in range(7)), ("其他勤务", "实测3.0 认定0.1"))


def test_a_type_whose_hours_were_taken_back_is_not_told():
    assert rules.hours_by_type([KindOfService("t1", 0, 0)], NAMED) == ()
