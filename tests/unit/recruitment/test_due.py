from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, strategies as st

from shouwang.kernel.holidays import HOLIDAYS, KNOWN_YEARS, MAKE_UP_DAYS
from shouwang.kernel.working_days import is_working_day
from shouwang.recruitment.models import Gate, Stage, State, Usual
from shouwang.recruitment.rules.due import due_on
from shouwang.recruitment.rules.overtaken import require_seen
from shouwang.recruitment.rules.problems import DecidedBefore
from shouwang.recruitment.rules.waits import LEAST, usual, waited_h
from tests.unit.recruitment.making import FORCE, NOW, force, waiting


@pytest.mark.parametrize(
    ("since", "gate", "due"),
    [
        (datetime(2026, 9, 29, 2, tzinfo=UTC), Gate.WILLINGNESS, date(2026, 10, 9)),  # over the whole of 国庆节
        (datetime(2026, 2, 12, 2, tzinfo=UTC), Gate.WILLINGNESS, date(2026, 2, 24)),  # the 14th is worked, 春节 is not
        (datetime(2026, 11, 23, 11, tzinfo=UTC), Gate.WILLINGNESS, date(2026, 11, 26)),
        (datetime(2026, 11, 23, 11, tzinfo=UTC), Gate.PUBLICITY, date(2026, 12, 2)),  # two days after its end
    ],
)
def test_a_gate_is_due_after_its_working_days_by_the_official_calendar(since: datetime, gate: Gate, due: date) -> None:
    assert due_on(Stage(State.REVIEW, gate), since, FORCE) == due


@pytest.mark.parametrize("stage", [Stage(State.DRAFT), Stage(State.RETURNED, Gate.FITNESS), Stage(State.PASSED)])
def test_what_does_not_wait_for_us_is_not_due(stage: Stage) -> None:
    assert due_on(stage, NOW, FORCE) is None


def test_an_appeal_against_a_refusal_in_publicity_does_not_wait_for_its_end() -> None:
    assert due_on(Stage(State.APPEALED, Gate.PUBLICITY), NOW, FORCE) == date(2026, 11, 25)


def test_the_calendar_is_a_plausible_one() -> None:
    assert {day.weekday() for day in MAKE_UP_DAYS} <= {5, 6}
    assert not HOLIDAYS & MAKE_UP_DAYS
    for year in KNOWN_YEARS:  # a day worked on a weekend was a weekday that is free
        free = [day for day in HOLIDAYS if day.year == year]
        worked = [day for day in MAKE_UP_DAYS if day.year == year]
        assert sum(day.weekday() < 5 for day in free) - len(worked) in range(8, 14)


def test_the_forces_own_days_go_before_the_official_ones() -> None:
    own = force(holidays=(date(2026, 11, 24),), make_up_days=(date(2026, 10, 1),))

    assert [is_working_day(day, own) for day in (date(2026, 11, 24), date(2026, 10, 1))] == [False, True]


@given(st.lists(st.integers(0, 2_000), min_size=LEAST, max_size=200))
def test_half_waited_no_longer_than_usual_and_nine_in_ten_no_longer_than_most(waits_h: list[int]) -> None:
    told = usual(waits_h)

    assert told is not None
    short = sum(hours <= told.days * 24 for hours in waits_h)
    long = sum(hours <= told.most_days * 24 for hours in waits_h)
    assert 2 * short >= len(waits_h)
    assert 10 * long >= 9 * len(waits_h)
    assert (1 <= told.days <= told.most_days, told.sample) == (True, len(waits_h))


def test_too_few_waits_tell_nothing() -> None:
    assert usual([24] * (LEAST - 1)) is None
    assert usual([0, 24, 25, 48, 240]) == Usual(2, 10, 5)


def test_a_wait_is_what_lies_between_arriving_and_being_decided() -> None:
    before = waiting(Gate.FITNESS)
    later = NOW + timedelta(hours=30, minutes=1)

    assert waited_h(before, waiting(Gate.SKILLS), later) == 31
    assert waited_h(before, before, later) is None
    assert waited_h(waiting(Gate.FITNESS, state=State.RETURNED), before, later) is None


def test_what_changed_meanwhile_is_named_and_never_quoted() -> None:
    edited = waiting(Gate.FITNESS, version=9, edits={"address": 7, "photo": 9, "name": 3}, objections=1)

    with pytest.raises(DecidedBefore) as refused:
        require_seen(edited, 5, "通过")

    assert refused.value.detail == "这份报名刚改过（住处、照片、有人提出异议），你的「通过」没有提交"
    assert refused.value.extra["changed"] == ("住处", "照片", "有人提出异议")


def test_who_withdrew_meanwhile_is_said_to_have_withdrawn() -> None:
    with pytest.raises(DecidedBefore) as refused:
        require_seen(waiting(Gate.FITNESS, version=9, state=State.WITHDRAWN), 5, "通过")

    assert (refused.value.detail, refused.value.extra["changed"]) == (
        "报名人撤回了，你的「通过」没有提交",
        ("本人撤回",),
    )
