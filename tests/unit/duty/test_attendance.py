"""到岗情况: who came is known the night after; nobody is called absent while a queued tap may still arrive."""

from datetime import timedelta

import pytest
from msgspec.structs import replace

from shouwang.duty.models import Attendance, Clearance, SessionState, SignupState
from shouwang.duty.rules import attendance
from tests.unit.duty.cast import EVENING, session, shift, signup

SHIFT = shift()
PLACE = signup(SHIFT)
NEXT_NIGHT = SHIFT.ends_at + timedelta(hours=5)
FOUR_DAYS = SHIFT.ends_at + timedelta(hours=72)


def stay(late_min: int = 0, early_min: int = 0, **more):
    came, left = EVENING + timedelta(minutes=late_min), SHIFT.ends_at - timedelta(minutes=early_min)
    return replace(session(came, left), **{"shift_id": SHIFT.shift_id, **more})


def facts(one: Attendance | None) -> dict[tuple[str, str], int]:
    return dict(attendance.facts(one, SHIFT.shift_id))


@pytest.mark.parametrize(
    ("stayed", "told"),
    [
        (stay(), {("completed", "s1"): 1}),
        (stay(-10, -5), {("completed", "s1"): 1}),
        (stay(15, 15), {("completed", "s1"): 1}),
        (stay(16), {("late", "s1"): 16}),
        (stay(0, 16), {("left-early", "s1"): 16}),
        (stay(40, 30), {("late", "s1"): 40, ("left-early", "s1"): 30}),
        (stay(20, state=SessionState.MISSING_OUT, out_at=None, out_clearance=None), {("late", "s1"): 20}),
        (stay(0, state=SessionState.MISSING_OUT, out_at=None, out_clearance=None), {}),
    ],
)
def test_a_stay_is_told_by_its_ends(stayed, told):
    judged = attendance.judge(PLACE, [stayed], NEXT_NIGHT)

    assert (judged.came, facts(judged)) == (True, told)


@pytest.mark.parametrize(
    ("sessions", "at"),
    [
        ([], NEXT_NIGHT),
        ([], FOUR_DAYS - timedelta(seconds=1)),
        ([stay()], SHIFT.ends_at),
        ([stay(in_clearance=Clearance.PENDING)], FOUR_DAYS),
        ([stay(out_clearance=Clearance.PENDING)], FOUR_DAYS),
        ([session(EVENING, None, shift_id=SHIFT.shift_id)], FOUR_DAYS),
    ],
)
def test_what_may_still_turn_out_otherwise_is_not_told(sessions, at):
    assert attendance.judge(PLACE, sessions, at) is None


@pytest.mark.parametrize("sessions", [[], [stay(shift_id="another")], [stay(in_clearance=Clearance.REFUSED)]])
def test_nobody_there_is_a_no_show_once_no_tap_can_come_any_more(sessions):
    judged = attendance.judge(PLACE, sessions, FOUR_DAYS)

    assert facts(judged) == {("no-show", SHIFT.shift_id): 1}


def test_who_gave_the_place_back_is_not_judged():
    assert attendance.judge(replace(PLACE, state=SignupState.CANCELLED), [], FOUR_DAYS) is None


def test_an_excuse_takes_the_no_show_back_once():
    missed = Attendance(came=False)

    excused = attendance.excuse(PLACE, missed)

    assert attendance.changes(missed, excused, SHIFT.shift_id) == {("no-show", SHIFT.shift_id): 0}
    for known in (None, excused, Attendance(came=True)):
        with pytest.raises(attendance.NothingToExcuse):
            attendance.excuse(PLACE, known)


def test_a_correction_turns_a_no_show_into_what_it_was():
    after = attendance.judge(PLACE, [stay(20)], FOUR_DAYS)

    assert attendance.changes(Attendance(came=False), after, SHIFT.shift_id) == {
        ("late", "s1"): 20,
        ("no-show", SHIFT.shift_id): 0,
    }
    assert attendance.changes(after, after, SHIFT.shift_id) == {}
