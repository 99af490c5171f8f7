"""Who may take a place on a shift, and give it back."""

from datetime import date, timedelta

import pytest
from hypothesis import given, strategies as st
from msgspec.structs import replace

from shouwang.duty.models import SignupState
from shouwang.duty.rules import signups
from shouwang.kernel.problem import Fault, Invalid, NotFound
from tests.unit.duty.cast import EVENING, ZHANG, local, shift, signup

BEFORE = EVENING - timedelta(days=3)
OPEN = shift()


def test_a_place_carries_what_a_check_in_needs_of_the_shift():
    assert signups.sign_up(OPEN, ZHANG, [], BEFORE) == signup(OPEN)


def test_asking_again_gives_the_same_place():
    held = signup(OPEN, signed_up_at=BEFORE - timedelta(days=1))

    assert signups.sign_up(replace(OPEN, taken=5), ZHANG, [held], BEFORE) is held


def test_a_place_given_back_can_be_taken_again():
    assert signups.sign_up(OPEN, ZHANG, [signup(OPEN, state=SignupState.CANCELLED)], BEFORE) == signup(OPEN)


@pytest.mark.parametrize("unit_path", ["D1", "D1/B02", "D1/B02/S05"])
def test_a_shift_of_the_own_unit_or_one_above_is_open(unit_path):
    assert signups.sign_up(replace(OPEN, unit_path=unit_path), ZHANG, [], BEFORE).person_id == "p1"


@pytest.mark.parametrize("unit_path", ["D1/B02/S06", "D1/B02/S051", "D1/B03"])
def test_another_units_shift_is_not_there(unit_path):
    with pytest.raises(NotFound):
        signups.sign_up(replace(OPEN, unit_path=unit_path), ZHANG, [], BEFORE)


@pytest.mark.parametrize(
    ("changed", "at", "refusal", "detail"),
    [
        ({"taken": 5}, BEFORE, signups.ShiftFull, "5 个人都齐了，看看同一晚的另外几班，或者先候补"),
        ({"cancelled": True}, BEFORE, signups.ShiftOver, "这一班取消了"),
        ({}, EVENING, signups.ShiftOver, "这一班已经开始"),
        ({"qualification": "drone"}, BEFORE, signups.NotQualified, "这一班要先学一门课"),
    ],
)
def test_a_place_is_refused_with_its_reason(changed, at, refusal, detail):
    with pytest.raises(refusal) as refused:
        signups.sign_up(replace(OPEN, **changed), ZHANG, [], at)

    assert refused.value.detail == detail


def test_a_passed_course_opens_the_shift_that_needs_it():
    assert signups.sign_up(replace(OPEN, qualification="first-aid"), ZHANG, [], BEFORE).shift_id == "shift-1"


def test_nobody_is_on_two_shifts_at_once():
    other = signup(shift(local(23, 22, 29), shift_id="shift-2"))

    with pytest.raises(signups.ShiftOverlaps) as refused:
        signups.sign_up(OPEN, ZHANG, [other], BEFORE)

    assert refused.value.extra == {"shift_id": "shift-2", "starts_at": local(23, 22, 29)}


def test_shifts_may_touch():
    other = signup(shift(local(23, 22, 30), shift_id="shift-2"))

    assert signups.sign_up(OPEN, ZHANG, [other], BEFORE) == signup(OPEN)


@pytest.mark.parametrize(
    ("cover_until", "told"),
    [
        (None, "还没有保险，续上以前不排班。请告诉队部"),
        (date(2026, 11, 23), "保险到 2026-11-23 为止，续上以前不排班。请告诉队部"),
    ],
)
def test_the_last_hour_of_a_shift_must_be_insured(cover_until, told):
    over_midnight = shift(local(23, 22))

    with pytest.raises(signups.NotInsured) as refused:
        signups.sign_up(over_midnight, replace(ZHANG, cover_until=cover_until), [], BEFORE)

    assert refused.value.detail == told


def test_a_force_that_insures_otherwise_can_switch_cover_off():
    assert signups.sign_up(OPEN, replace(ZHANG, cover_until=None), [], BEFORE, cover_needed=False) == signup(OPEN)


@given(st.integers(0, 8), st.integers(1, 8))
def test_a_place_is_given_exactly_while_one_is_free(taken, capacity):
    asked = replace(OPEN, taken=taken, capacity=capacity)
    try:
        given_ = bool(signups.sign_up(asked, ZHANG, [], BEFORE))
    except signups.ShiftFull:
        given_ = False

    assert given_ == (taken < capacity)


def test_a_day_before_a_place_can_be_given_back():
    given_back = signups.cancel(signup(OPEN), EVENING - timedelta(hours=24))

    assert given_back == signup(OPEN, state=SignupState.CANCELLED, cancelled_at=EVENING - timedelta(hours=24))


def test_second_thoughts_are_allowed_for_half_an_hour():
    late = signup(OPEN, signed_up_at=EVENING - timedelta(hours=2))

    assert signups.cancel(late, EVENING - timedelta(minutes=90)).state is SignupState.CANCELLED


@pytest.mark.parametrize(
    ("held", "at", "refusal"),
    [
        (None, BEFORE, signups.NotSignedUp),
        (signup(OPEN, state=SignupState.CANCELLED), BEFORE, signups.NotSignedUp),
        (signup(OPEN), EVENING, signups.ShiftOver),
        (signup(OPEN), EVENING - timedelta(hours=23, minutes=59), signups.CancelTooLate),
        (
            signup(OPEN, signed_up_at=EVENING - timedelta(hours=2)),
            EVENING - timedelta(minutes=89),
            signups.CancelTooLate,
        ),
    ],
)
def test_otherwise_a_place_stays_taken(held, at, refusal):
    with pytest.raises(refusal):
        signups.cancel(held, at)


def test_a_shift_that_cannot_be_is_refused_with_every_fault():
    with pytest.raises(Invalid) as refused:
        signups.check_shift(shift(hours=13, capacity=0, minimum_team=0), ["market"])

    assert refused.value.faults == (
        Fault("/duty_type", "队伍没有这一种勤务"),
        Fault("/capacity", "人数在 1 到 200 之间"),
        Fault("/minimum_team", "最少人数在 1 和总人数之间"),
        Fault("/ends_at", "要在开始之后，最长 12 小时"),
    )


def test_a_shift_that_can_be_passes():
    signups.check_shift(OPEN, ["market", "patrol"])


def test_a_full_shift_can_be_waited_for_and_waiting_binds_like_a_place():
    full = replace(OPEN, taken=OPEN.capacity)

    waiting = signups.sign_up(full, ZHANG, [], BEFORE, wait=True)

    assert waiting == signup(OPEN, signed_up_at=BEFORE, state=SignupState.WAITING)
    assert signups.sign_up(full, ZHANG, [waiting], BEFORE) == waiting
    with pytest.raises(signups.ShiftOverlaps):
        signups.sign_up(replace(OPEN, shift_id="other"), ZHANG, [waiting], BEFORE)


def test_a_turn_on_the_waiting_list_is_given_up_at_any_time_before_the_start():
    waiting = signup(OPEN, state=SignupState.WAITING)

    left = signups.cancel(waiting, EVENING - timedelta(minutes=1))

    assert left == replace(waiting, state=SignupState.CANCELLED, cancelled_at=EVENING - timedelta(minutes=1))
