"""Two taps make a duty; a third, a late and a forgotten one are each told what became of them."""

from datetime import timedelta

import pytest
from hypothesis import given, strategies as st
from msgspec.structs import replace

from shouwang.duty.models import (
    CheckIn,
    Clearance,
    DutySession,
    FenceDecision,
    Lane,
    SessionState,
    SignupState,
    Verdict,
    Way,
)
from shouwang.duty.rules import sessions
from tests.unit.duty.cast import EVENING, local, session, shift, signup

INSIDE = FenceDecision(Verdict.INSIDE, "在", 0.99, 10.0, 12.0)
UNCERTAIN = FenceDecision(Verdict.UNCERTAIN, "不判", 0.4, 158.0, 65.0)
OUTSIDE = FenceDecision(Verdict.OUTSIDE, "手机说人在 620 米外", 0.0, 620.4, 12.0)


def tap(way: Way, at, decision=INSIDE, lane=Lane.LIVE, clearance=Clearance.FIX) -> CheckIn:
    return CheckIn("c1", "p1", "D1/B02/S05", way, lane, "042", at, at, decision, clearance)


def test_a_duty_of_a_shift_carries_the_shifts_times():
    mine = signup(shift())

    begun = sessions.begin(tap(Way.IN, EVENING), "s1", mine)

    assert begun == DutySession(
        "s1", "p1", "D1/B02/S05", "042", EVENING, Clearance.FIX, "shift-1", mine.starts_at, mine.ends_at, "patrol"
    )


def test_a_duty_without_a_shift_has_none():
    begun = sessions.begin(tap(Way.IN, EVENING, UNCERTAIN, clearance=Clearance.PENDING), "s1", None)

    assert begun == DutySession("s1", "p1", "D1/B02/S05", "042", EVENING, Clearance.PENDING)


def test_a_check_out_ends_the_duty():
    ended = sessions.end(session(EVENING, None), tap(Way.OUT, EVENING + timedelta(hours=3)))

    assert ended == session(EVENING, EVENING + timedelta(hours=3))


def test_a_check_out_elsewhere_is_only_flagged():
    ended = sessions.end(session(EVENING, None), tap(Way.OUT, EVENING + timedelta(hours=3), OUTSIDE))

    assert (ended.out_clearance, ended.out_flag) == (Clearance.FIX, "手机说人在 620 米外")


def test_a_check_out_from_the_queue_waits_for_a_leader():
    ended = sessions.end(
        session(EVENING, None), tap(Way.OUT, EVENING + timedelta(hours=3), UNCERTAIN, Lane.QUEUED, Clearance.PENDING)
    )

    assert (ended.out_clearance, ended.state) == (Clearance.PENDING, SessionState.CLOSED)


def test_a_check_out_before_its_check_in_is_refused():
    with pytest.raises(sessions.CheckOutBeforeIn) as refused:
        sessions.end(session(EVENING, None), tap(Way.OUT, EVENING - timedelta(minutes=1)))

    assert refused.value.detail == "到岗是 19:00"


def test_a_duty_ends_once():
    with pytest.raises(sessions.NoDutyOpen):
        sessions.end(session(EVENING, EVENING + timedelta(hours=1)), tap(Way.OUT, EVENING + timedelta(hours=2)))


def test_a_check_in_made_twice_within_five_minutes_is_one():
    begun = session(EVENING, None)

    assert sessions.same_duty(begun, "042", EVENING + timedelta(seconds=299)) is begun


@pytest.mark.parametrize(("point", "later"), [("042", timedelta(minutes=5)), ("017", timedelta(seconds=1))])
def test_later_or_elsewhere_a_second_check_in_is_told_of_the_first(point, later):
    with pytest.raises(sessions.DutyOpen) as refused:
        sessions.same_duty(session(EVENING, None), point, EVENING + later)

    assert refused.value.detail == "19:00 在 042 到岗。先收那一班"
    assert refused.value.extra == {"open_session_id": "s1", "point_number": "042"}


@pytest.mark.parametrize(
    ("more", "closes_at"),
    [
        ({}, local(24, 1)),
        ({"shift_starts_at": EVENING, "shift_ends_at": local(23, 22, 30)}, local(23, 23)),
        ({"shift_starts_at": EVENING, "shift_ends_at": local(24, 2)}, local(24, 1)),
    ],
)
def test_a_forgotten_duty_ends_half_an_hour_after_its_shift_or_after_six_hours(more, closes_at):
    begun = session(EVENING, None, **more)

    assert sessions.closes_at(begun) == closes_at
    assert not sessions.is_forgotten(begun, closes_at + timedelta(hours=2, seconds=-1))
    assert sessions.is_forgotten(begun, closes_at + timedelta(hours=2))


def test_a_check_out_long_after_is_refused_and_the_duty_counts_as_forgotten():
    begun = session(EVENING, None)

    with pytest.raises(sessions.NoDutyOpen) as refused:
        sessions.end(begun, tap(Way.OUT, EVENING + timedelta(hours=8)))

    assert refused.value.detail == "上一班没有离岗打卡，已经收了，时长先记 0。7 天内可以补卡"
    assert sessions.end_by_rule(begun) == replace(begun, state=SessionState.MISSING_OUT)


@pytest.mark.parametrize(
    ("at", "found"),
    [
        (local(23, 18, 45), True),
        (local(23, 19, 0), True),
        (local(23, 22, 59, 59), True),
        (local(23, 23, 0), False),
        (local(23, 12, 59), False),
    ],
)
def test_a_check_in_belongs_to_the_shift_of_its_hour(at, found):
    mine = signup(shift())

    assert sessions.running_signup([mine], "042", at) == (mine if found else None)


def test_between_two_shifts_that_touch_the_nearer_start_wins():
    first, second = signup(shift(hours=3)), signup(shift(local(23, 22), shift_id="shift-2"))

    assert sessions.running_signup([second, first], "042", local(23, 21, 50)) is second
    assert sessions.running_signup([second, first], "042", local(23, 19, 10)) is first


def test_before_the_quarter_of_an_hour_a_check_in_is_too_early():
    with pytest.raises(sessions.CheckInTooEarly) as refused:
        sessions.running_signup([signup(shift())], "042", local(23, 18, 44, 59))

    assert (refused.value.detail, refused.value.extra) == (
        "18:45 起可以打，到时这里会亮",
        {"opens_at": local(23, 18, 45)},
    )


def test_at_another_point_the_running_shift_is_named():
    with pytest.raises(sessions.ShiftElsewhere) as refused:
        sessions.running_signup([signup(shift())], "017", EVENING)

    assert (refused.value.detail, refused.value.extra) == ("这一班在 042，到那里再打", {"point_number": "042"})


@pytest.mark.parametrize(("point", "at"), [("017", EVENING), ("042", local(23, 18, 30))])
def test_who_says_it_is_a_duty_of_its_own_is_believed(point, at):
    assert sessions.running_signup([signup(shift())], point, at, without_shift=True) is None


def test_a_cancelled_sign_up_is_none():
    assert sessions.running_signup([signup(shift(), state=SignupState.CANCELLED)], "042", EVENING) is None


@pytest.mark.parametrize(
    ("decision", "code_shown", "clearance"),
    [
        (INSIDE, False, Clearance.FIX),
        (INSIDE, True, Clearance.FIX),
        (UNCERTAIN, False, Clearance.PENDING),
        (UNCERTAIN, True, Clearance.CODE),
        (OUTSIDE, False, Clearance.REFUSED),
        (OUTSIDE, True, Clearance.PENDING),
    ],
)
def test_a_code_settles_a_doubt_and_only_questions_a_clear_no(decision, code_shown, clearance):
    assert sessions.vouch(decision, code_shown=code_shown) is clearance


@pytest.mark.parametrize(
    ("decision", "lane", "code_shown", "clearance"),
    [
        (OUTSIDE, Lane.LIVE, False, Clearance.FIX),
        (UNCERTAIN, Lane.LIVE, True, Clearance.CODE),
        (UNCERTAIN, Lane.QUEUED, False, Clearance.PENDING),
        (OUTSIDE, Lane.QUEUED, False, Clearance.PENDING),
        (UNCERTAIN, Lane.QUEUED, True, Clearance.CODE),
        (OUTSIDE, Lane.QUEUED, True, Clearance.PENDING),
    ],
)
def test_a_check_out_is_measured_at_once_and_doubted_when_late(decision, lane, code_shown, clearance):
    assert sessions.vouch_out(decision, lane, code_shown=code_shown) is clearance


ends = st.sampled_from(Clearance)


@given(ends, ends | st.none(), ends)
def test_vouching_settles_what_waits_and_touches_nothing_else(in_clearance, out_clearance, word):
    before = replace(session(EVENING, None), in_clearance=in_clearance, out_clearance=out_clearance)

    after = sessions.clear(before, word)

    assert after.in_clearance is (word if in_clearance is Clearance.PENDING else in_clearance)
    assert after.out_clearance is (word if out_clearance is Clearance.PENDING else out_clearance)
