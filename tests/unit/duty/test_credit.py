"""The reference's own list of cases for service hours (domain-rules 2.2), and what stands beside it."""

from datetime import date, timedelta

import pytest

from shouwang.duty.models import (
    Clearance,
    DayCredit,
    Ledger,
    SessionState,
)
from shouwang.duty.rules import credit
from shouwang.kernel.intervals import Interval
from tests.unit.duty.cast import EVENING, corrected, fold, local, session, shift_window

MEASURED, ATTESTED = Ledger.MEASURED, Ledger.ATTESTED


def test_a_plain_evening():
    assert fold(session(local(23, 19), local(23, 22, 30))) == {date(2026, 11, 23): {"s1": 210}}


def test_over_midnight_the_minutes_go_to_their_days():
    assert fold(session(local(23, 22), local(24, 1, 30))) == {
        date(2026, 11, 23): {"s1": 120},
        date(2026, 11, 24): {"s1": 90},
    }


def test_new_years_eve_is_split_between_the_years():
    assert fold(session(local(31, 23, month=12), local(1, 2, month=1, year=2027))) == {
        date(2026, 12, 31): {"s1": 60},
        date(2027, 1, 1): {"s1": 120},
    }


@pytest.mark.parametrize("seconds", [3, 599])
def test_out_right_after_in_is_nothing(seconds):
    assert fold(session(EVENING, EVENING + timedelta(seconds=seconds))) == {date(2026, 11, 23): {}}


def test_ten_minutes_are_ten():
    assert fold(session(EVENING, EVENING + timedelta(minutes=10))) == {date(2026, 11, 23): {"s1": 10}}


def test_a_forgotten_check_out_is_worth_nothing():
    forgotten = session(local(23, 19), None, state=SessionState.MISSING_OUT)

    assert credit.credit_of_day(date(2026, 11, 23), [forgotten]) == ()
    assert credit.days_of(forgotten) == ()


def test_who_is_still_on_duty_has_no_minutes_yet():
    assert credit.presence(session(local(23, 19), None)) == ()


def test_two_tasks_that_overlap_are_three_hours_not_four():
    one, two = session(local(23, 19), local(23, 21)), session(local(23, 20), local(23, 22), "s2")

    assert fold(two, one) == {date(2026, 11, 23): {"s1": 120, "s2": 60}}


def test_a_correction_never_displaces_what_was_measured():
    measured = session(local(23, 19), local(23, 21), "late-but-measured")
    typed = session(local(23, 18), local(23, 20), "typed", word=True)

    credits_ = credit.credit_of_day(date(2026, 11, 23), [typed, measured])

    assert credits_ == (
        DayCredit(date(2026, 11, 23), "late-but-measured", MEASURED, 120),
        DayCredit(date(2026, 11, 23), "typed", ATTESTED, 60),
    )


def test_six_hours_a_session_and_the_surplus_is_kept():
    assert credit.credit_of_day(date(2026, 11, 23), [session(local(23, 9), local(23, 16, 30))]) == (
        DayCredit(date(2026, 11, 23), "s1", MEASURED, 360, uncredited=90),
    )


def test_eight_hours_a_day_and_the_surplus_is_kept():
    day = date(2026, 11, 23)
    some = [
        session(local(23, 8), local(23, 13)),
        session(local(23, 14), local(23, 18), "s2"),
        session(local(23, 19), local(23, 20), "s3"),
    ]

    assert credit.credit_of_day(day, some) == (
        DayCredit(day, "s1", MEASURED, 300),
        DayCredit(day, "s2", MEASURED, 180, uncredited=60),
        DayCredit(day, "s3", MEASURED, 0, uncredited=60),
    )


def test_only_a_quarter_of_an_hour_before_and_half_an_hour_after_the_shift_count():
    window = shift_window(local(23, 19), local(23, 22, 30))

    assert fold(session(local(23, 18), local(23, 23, 30), **window)) == {date(2026, 11, 23): {"s1": 15 + 210 + 30}}


def test_a_stay_outside_the_shifts_window_is_nothing():
    window = shift_window(local(23, 19), local(23, 20))

    assert fold(session(local(23, 21), local(23, 23), **window)) == {date(2026, 11, 23): {}}


def test_breaks_are_taken_out():
    pause = Interval(local(23, 20), local(23, 20, 20))

    assert fold(session(local(23, 19), local(23, 22), breaks=(pause,))) == {date(2026, 11, 23): {"s1": 160}}


def test_half_a_minute_is_cut_once_not_at_every_midnight():
    assert fold(session(local(23, 22, 0, 30), local(24, 1, 31, 0))) == {
        date(2026, 11, 23): {"s1": 120},
        date(2026, 11, 24): {"s1": 90},
    }


@pytest.mark.parametrize("waiting", [Clearance.PENDING, Clearance.REFUSED])
@pytest.mark.parametrize("end", ["in_clearance", "out_clearance"])
def test_hours_wait_while_an_end_is_in_doubt_and_fall_if_it_is_refused(waiting, end):
    assert fold(session(local(23, 19), local(23, 21), **{end: waiting})) == {date(2026, 11, 23): {}}


@pytest.mark.parametrize(
    ("ends", "ledger"),
    [
        ((Clearance.FIX, Clearance.FIX), MEASURED),
        ((Clearance.CODE, Clearance.PHOTO), MEASURED),
        ((Clearance.WORD, Clearance.FIX), ATTESTED),
        ((Clearance.FIX, Clearance.WORD), ATTESTED),
    ],
)
def test_a_leaders_word_at_either_end_makes_the_hours_attested(ends, ledger):
    one = session(local(23, 19), local(23, 21), in_clearance=ends[0], out_clearance=ends[1])

    assert credit.ledger_of(one) is ledger


@pytest.mark.parametrize(
    ("minutes", "shown"), [(0, "0.0"), (5, "0.0"), (6, "0.1"), (210, "3.5"), (239, "3.9"), (24756, "412.6")]
)
def test_certificates_show_tenths_of_hours_rounded_down(minutes, shown):
    assert credit.tenths_of_hours(minutes) == shown


def test_a_forgotten_check_out_is_worth_what_an_approved_correction_says_up_to_the_planned_end():
    window = shift_window(local(23, 19), local(23, 22))
    forgotten = session(local(23, 19), None, state=SessionState.MISSING_OUT, **window)

    day = credit.credit_of_day(date(2026, 11, 23), [corrected(forgotten, local(23, 19), local(23, 22, 20))])

    assert day == (DayCredit(date(2026, 11, 23), "s1", ATTESTED, 180),)


def test_a_correction_keeps_measured_what_was_measured_and_attests_the_rest():
    early_out = session(local(23, 19), local(23, 20, 30))

    day = credit.credit_of_day(date(2026, 11, 23), [corrected(early_out, local(23, 19), local(23, 22))])

    assert day == (
        DayCredit(date(2026, 11, 23), "s1", MEASURED, 90),
        DayCredit(date(2026, 11, 23), "s1", ATTESTED, 90),
    )


def test_an_honest_correction_can_take_minutes_away():
    forgot_to_tap_until_home = session(local(23, 19), local(23, 23))

    assert fold(corrected(forgot_to_tap_until_home, local(23, 19), local(23, 22))) == {date(2026, 11, 23): {"s1": 180}}


def test_six_hours_hold_for_what_is_measured_and_attested_together():
    long = session(local(23, 9), local(23, 14))

    day = credit.credit_of_day(date(2026, 11, 23), [corrected(long, local(23, 9), local(23, 16))])

    assert day == (
        DayCredit(date(2026, 11, 23), "s1", MEASURED, 300),
        DayCredit(date(2026, 11, 23), "s1", ATTESTED, 60, uncredited=60),
    )


def test_a_correction_of_a_refused_duty_is_a_word_against_a_word_and_attested():
    refused = session(local(23, 19), local(23, 21), in_clearance=Clearance.REFUSED)

    day = credit.credit_of_day(date(2026, 11, 23), [corrected(refused, local(23, 19), local(23, 21))])

    assert day == (DayCredit(date(2026, 11, 23), "s1", ATTESTED, 120),)


def test_a_days_sum_made_again_from_its_entries_is_the_one_that_was_folded():
    day = date(2026, 11, 23)
    some = [session(local(23, 19), local(23, 21)), session(local(23, 9), local(23, 10), "typed", word=True)]
    folded = credit.credit_of_day(day, some)
    entries = credit.adjustments("p1", day, folded, [], EVENING, 1)

    assert credit.total_of_entries(day, entries) == credit.day_total(day, folded, 1)
