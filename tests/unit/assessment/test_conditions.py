from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, strategies as st

from shouwang.assessment.models import About, Fact, Measure, Multiplier, Rule, RuleSet, When
from shouwang.assessment.rules import DEFAULT_RULES, KINDS, fold, is_night, is_weekend, settle
from shouwang.kernel.clock import SHANGHAI

NOON = datetime(2026, 11, 10, 4, 0, tzinfo=UTC)
DAY = date(2026, 11, 10)


def china(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 11, day, hour, minute, tzinfo=SHANGHAI).astimezone(UTC)


def told(kind: str, quantity: int = 1, source: str = "S1", event: str = "e", hour: int = 0, **about: object) -> Fact:
    return Fact(kind, source, DAY, quantity, NOON, NOON + timedelta(hours=hour), event, About(**about))  # type: ignore[arg-type]


def points(*facts: Fact, rules: RuleSet = DEFAULT_RULES) -> int:
    return sum(fold(facts, (rules,)).values())


def one(rule: Rule) -> RuleSet:
    return RuleSet(2, date(2020, 1, 1), (rule,), 80, 400, (0,))


@pytest.mark.parametrize(
    ("fact", "worth"),
    [
        (told("completed"), 5),
        (told("call-out", 25, level=1), 30),
        (told("call-out", 25, level=2), 40),
        (told("call-out", 10, level=3), 60),
        (told("clue", level=1), 50),
        (told("clue", level=2), 200),
        (told("commended", level=3), 200),
        (told("late", 15), 0),
        (told("late", 16), -5),
        (told("left-early", 1), -5),
        (told("no-show"), -20),
        (told("complaint"), -50),
        (told("false-check-in"), -100),
        (told("correction", -7), -7),
    ],
)
def test_the_first_rules_are_those_of_the_field(fact, worth):
    assert points(fact) == worth


def test_every_rule_of_the_first_version_looks_at_a_kind_that_is_known():
    assert {rule.kind for rule in DEFAULT_RULES.rules} == set(KINDS)


def test_a_fact_that_was_told_is_taken_back_by_quantity_0_in_any_order():
    no_show, taken_back = told("no-show", event="first"), told("no-show", 0, event="second", hour=1)

    assert points(no_show) == -20
    assert points(no_show, taken_back) == points(taken_back, no_show) == 0


def test_what_is_taken_back_says_so():
    first = settle("P1", [], told("no-show", event="first"), (DEFAULT_RULES,), NOON)
    second = settle("P1", first, told("no-show", 0, event="second", hour=1), (DEFAULT_RULES,), NOON)

    assert [(entry.amount, entry.reason) for entry in (*first, *second)] == [(-20, "报班未到"), (20, "报班未到，撤回")]


def test_a_quick_call_out_has_two_lines_and_each_says_why():
    entries = settle("P1", [], told("call-out", 8, level=2), (DEFAULT_RULES,), NOON)

    assert [(entry.amount, entry.reason) for entry in entries] == [(40, "二级出警"), (10, "出警 10 分钟内到")]


@pytest.mark.parametrize(
    ("when", "holds"),
    [
        (When(duty_types=("night-patrol",)), True),
        (When(duty_types=("school-guard",)), False),
        (When(night=True), True),
        (When(night=False), False),
        (When(weekend=True), False),
        (When(units=("D1/B01",)), True),
        (When(units=("D1/B0",)), False),
        (When(levels=(2, 3)), True),
        (When(levels=(1,)), False),
        (When(quantity_from=60), True),
        (When(quantity_from=61), False),
        (When(quantity_to=59), False),
        (When(marks=(4, 5)), False),
        (When(night=True, weekend=True), False),
    ],
)
def test_a_rule_holds_when_each_of_its_conditions_does(when, holds):
    fact = told("hours", 60, duty_type="night-patrol", unit_path="D1/B01/S01", night=True, level=2)

    rules = one(Rule("hours", "执勤时长", Measure.PER_MINUTES, 1, 6, when=when))

    assert points(fact, rules=rules) == (10 if holds else 0)


def test_the_leaders_mark_for_the_same_duty_can_be_a_condition():
    well = Multiplier("评分 4 分以上", 120, When(marks=(4, 5)))
    rules = one(Rule("hours", "执勤时长", Measure.PER_MINUTES, 1, 6, times=(well,)))
    hours, other = told("hours", 60, event="a"), told("hours", 60, source="S2", event="b")

    assert points(hours, other, told("mark", 5, event="c"), rules=rules) == 22
    assert points(told("mark", 5, event="c"), other, hours, rules=rules) == 22


def test_multipliers_that_hold_multiply_and_are_rounded_once():
    night, weekend = Multiplier("夜间", 150, When(night=True)), Multiplier("周末", 150, When(weekend=True))
    rules = one(Rule("hours", "执勤时长", Measure.PER_MINUTES, 1, 6, times=(night, weekend)))

    assert points(told("hours", 30), rules=rules) == 5
    assert points(told("hours", 30, night=True), rules=rules) == 7
    assert points(told("hours", 30, night=True, weekend=True), rules=rules) == 11


def test_a_multiplier_is_named_in_the_reason():
    rules = one(
        Rule("hours", "执勤时长", Measure.PER_MINUTES, 1, 6, times=(Multiplier("夜间", 150, When(night=True)),))
    )

    (entry,) = settle("P1", [], told("hours", 60, night=True), (rules,), NOON)

    assert (entry.amount, entry.reason) == (15, "执勤时长 1 小时，夜间 ×1.5")


def test_a_multiplied_deduction_is_rounded_towards_zero():
    rules = one(Rule("late", "迟到", Measure.ONCE, -5, times=(Multiplier("夜间", 150, When(night=True)),)))

    assert points(told("late", 20, night=True), rules=rules) == -7


@pytest.mark.parametrize(
    ("begun", "ended", "night"),
    [
        (china(10, 19), china(10, 22, 59), False),
        (china(10, 19), china(10, 23), True),
        (china(10, 23, 30), china(11, 1), True),
        (china(10, 4), china(10, 8), True),
        (china(10, 5, 30), china(10, 8), False),
        (china(10, 8), china(10, 17), False),
        (china(10, 22), None, True),
        (china(10, 21), None, False),
        (china(10, 5), None, True),
    ],
)
def test_a_duty_with_an_hour_after_ten_or_before_six_is_a_night_duty(begun, ended, night):
    assert is_night(begun, ended) is night


@given(st.integers(0, 400 * 24 * 60), st.integers(0, 24 * 60))
def test_night_is_what_a_count_of_minutes_says(begun_min, minutes):
    begun_at = datetime(2026, 1, 1, tzinfo=SHANGHAI) + timedelta(minutes=begun_min)
    hours = [(begun_at + timedelta(minutes=each)).hour for each in range(minutes)]
    runs, longest = 0, 0
    for hour in hours:
        runs = runs + 1 if hour >= 22 or hour < 6 else 0
        longest = max(longest, runs)

    assert is_night(begun_at.astimezone(UTC), begun_at.astimezone(UTC) + timedelta(minutes=minutes)) is (longest >= 60)


def test_the_weekend_is_saturday_and_sunday():
    assert [is_weekend(date(2026, 11, day)) for day in range(20, 25)] == [False, True, True, False, False]
