"""Minutes against the plainest oracle there is: a set of minutes for each day, filled one by one.

The first half is the reference's own list of cases (domain-rules 2.2).
"""

import random
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shouwang.duty.models import (
    Clearance,
    DayCredit,
    DayTotal,
    DutySession,
    HoursEntry,
    Ledger,
    Service,
    SessionState,
)
from shouwang.duty.rules import credit
from shouwang.kernel.clock import local_day
from shouwang.kernel.intervals import Interval
from tests.tiers import count
from tests.unit.duty.cast import EVENING, local, session

MEASURED, ATTESTED = Ledger.MEASURED, Ledger.ATTESTED


def fold(*sessions: DutySession) -> dict[date, dict[str, int]]:
    """The credit of every day that these sessions touch."""
    days = sorted({day for one in sessions for day in credit.days_of(one)})
    return {day: {c.source: c.minutes for c in credit.credit_of_day(day, sessions)} for day in days}


def shift_window(start: datetime, end: datetime) -> dict[str, object]:
    return {"shift_id": "shift-1", "shift_starts_at": start, "shift_ends_at": end}


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


# The oracle: minutes as numbers, one at a time.


def minute_of(instant: datetime) -> int:
    return int(instant.timestamp()) // 60


def earns(one: DutySession) -> bool:
    ends = {one.in_clearance, one.out_clearance}
    return one.state is SessionState.CLOSED and not ends & {Clearance.PENDING, Clearance.REFUSED}


def minutes_of(one: DutySession) -> list[datetime]:
    """The minutes of a session that could count, each by its first instant."""
    stay = [one.in_at + timedelta(minutes=n) for n in range(int((one.out_at - one.in_at).total_seconds()) // 60)]
    if one.shift_starts_at:
        opens, closes = one.shift_starts_at - timedelta(minutes=15), one.shift_ends_at + timedelta(minutes=30)
        stay = [at for at in stay if opens <= at < closes]
    stay = [at for at in stay if not any(pause.start_at <= at < pause.end_at for pause in one.breaks)]
    return stay if len(stay) >= 10 else []


def oracle(day: date, sessions) -> dict[str, int]:
    """Every session in order lays its first 360 minutes; a minute is laid once; a day takes 480."""
    laid: set[int] = set()
    counted: list[str] = []
    seen: set[str] = set()
    order = sorted(
        filter(earns, sessions),
        key=lambda s: (Clearance.WORD in (s.in_clearance, s.out_clearance), s.in_at, s.session_id),
    )
    for one in order:
        for nth, at in enumerate(minutes_of(one)):
            if local_day(at) != day or minute_of(at) in laid:
                continue
            seen.add(one.session_id)
            if nth < 360:
                laid.add(minute_of(at))
                counted.append(one.session_id)
    return {source: counted[:480].count(source) for source in seen}


DAY_0 = local(20, 0)


@st.composite
def duties(draw, most: int = 6) -> list[DutySession]:
    """Duties over three days, on whole minutes, with shifts, breaks, doubts, corrections and overlaps."""
    found = []
    for n in range(draw(st.integers(1, most))):
        in_at = DAY_0 + timedelta(minutes=draw(st.integers(0, 3 * 1440)))
        out_at = in_at + timedelta(minutes=draw(st.integers(0, 600)))
        more: dict[str, object] = {}
        if draw(st.booleans()):
            starts_at = in_at + timedelta(minutes=draw(st.integers(-120, 120)))
            more |= shift_window(starts_at, starts_at + timedelta(minutes=draw(st.integers(30, 480))))
        if draw(st.booleans()) and out_at - in_at > timedelta(minutes=2):
            begin = draw(st.integers(0, int((out_at - in_at).total_seconds()) // 60 - 1))
            at = in_at + timedelta(minutes=begin)
            more["breaks"] = (Interval(at, at + timedelta(minutes=draw(st.integers(0, 60)))),)
        if draw(st.integers(0, 5)) == 0:
            more["in_clearance"] = draw(st.sampled_from([Clearance.PENDING, Clearance.REFUSED]))
        found.append(session(in_at, out_at, f"s{n}", word=draw(st.integers(0, 3)) == 0, **more))
    return found


@settings(max_examples=count(150, 5_000), deadline=None)
@given(duties())
def test_a_days_credit_is_what_the_oracle_counts(some):
    for day in {day for one in some for day in credit.days_of(one)}:
        folded = {c.source: c.minutes for c in credit.credit_of_day(day, some)}

        assert folded == oracle(day, some)
        assert sum(folded.values()) <= 480


@settings(max_examples=count(100, 3_000), deadline=None)
@given(duties(), st.randoms(use_true_random=False))
def test_the_order_in_which_facts_are_read_does_not_matter(some, rnd):
    shuffled = rnd.sample(some, len(some))

    assert fold(*shuffled) == fold(*some)


seconds = st.integers(0, 86_400)


@settings(max_examples=count(150, 5_000), deadline=None)
@given(st.lists(seconds, min_size=2, max_size=8, unique=True))
def test_one_duty_after_the_other_loses_less_than_a_minute_each_and_gains_nothing(taps):
    taps = sorted(taps)[: len(taps) // 2 * 2]
    some = [
        session(DAY_0 + timedelta(seconds=a), DAY_0 + timedelta(seconds=b), f"s{a}")
        for a, b in zip(taps[::2], taps[1::2], strict=True)
    ]
    total = {one.session_id: 0 for one in some}

    for minutes in fold(*some).values():
        for source, value in minutes.items():
            total[source] += value

    uncapped = {one.session_id: int((one.out_at - one.in_at).total_seconds()) // 60 for one in some}
    expected = {source: 0 if value < 10 else min(value, 360) for source, value in uncapped.items()}
    if sum(expected.values()) <= 480:
        assert total == expected
    assert all(total[source] <= expected[source] for source in total)


# The ledger: whatever order events come in, however often, each source ends at what the fold says.


def keep(ledger: list[HoursEntry], known: list[DutySession], day: date, now: datetime) -> None:
    """What the handler of one event does for one day."""
    ledger.extend(credit.adjustments("p1", day, credit.credit_of_day(day, known), ledger, now))


@settings(max_examples=count(100, 3_000), deadline=None)
@given(duties(), st.randoms(use_true_random=False))
def test_shuffled_doubled_and_late_events_end_at_the_same_sum_for_each_source(some, rnd):
    events = rnd.sample(some * 2, len(some) * 2)
    ledger: list[HoursEntry] = []
    known: list[DutySession] = []

    for n, event in enumerate(events):
        if event not in known:
            known.append(event)
        for day in credit.days_of(event):
            keep(ledger, known, day, EVENING + timedelta(minutes=n))

    days = {day for one in some for day in credit.days_of(one)}
    for day in days:
        net = {key: value for key, value in credit.net_minutes(e for e in ledger if e.day == day).items() if value}
        assert net == {(c.source, c.ledger): c.minutes for c in credit.credit_of_day(day, some) if c.minutes}
        assert all(value >= 0 for value in net.values())
    assert len({entry.entry_id for entry in ledger}) == len(ledger)
    assert {entry.minutes for entry in ledger} & {0} == set()


def test_an_entry_names_its_source_day_revision_and_rule():
    day, folded = date(2026, 11, 23), [DayCredit(date(2026, 11, 23), "s1", MEASURED, 210)]

    (entry,) = credit.adjustments("p1", day, folded, [], EVENING)

    assert entry == HoursEntry("2026-11-23#s1#0001", "p1", MEASURED, day, 210, "s1", 1, "hours-1", EVENING)
    assert credit.adjustments("p1", day, folded, [entry], EVENING) == ()


def test_what_was_measured_and_then_refused_is_taken_back():
    day, folded = date(2026, 11, 23), [DayCredit(date(2026, 11, 23), "s1", MEASURED, 210)]
    (entry,) = credit.adjustments("p1", day, folded, [], EVENING)

    (reversal,) = credit.adjustments("p1", day, [], [entry], EVENING)

    assert (reversal.minutes, reversal.revision, reversal.entry_id) == (-210, 2, "2026-11-23#s1#0002")


def test_hours_that_change_their_ledger_leave_one_and_enter_the_other():
    day = date(2026, 11, 23)
    before, after = [DayCredit(day, "s1", MEASURED, 210)], [DayCredit(day, "s1", ATTESTED, 180)]
    first = credit.adjustments("p1", day, before, [], EVENING)

    moved = credit.adjustments("p1", day, after, first, EVENING)

    assert [(e.ledger, e.minutes, e.revision) for e in moved] == [(ATTESTED, 180, 2), (MEASURED, -210, 3)]


def test_totals_keep_the_ledgers_apart_and_count_a_duty_over_midnight_once():
    some = [session(local(23, 22), local(24, 1, 30)), session(local(24, 9), local(24, 10), "typed", word=True)]
    days = [date(2026, 11, 23), date(2026, 11, 24), date(2026, 11, 25)]

    totals = [credit.day_total(day, credit.credit_of_day(day, some), folds=1) for day in days]

    assert totals == [
        DayTotal(days[0], measured=120, sources=("s1",), folds=1),
        DayTotal(days[1], measured=90, attested=60, sources=("s1", "typed"), folds=1),
        DayTotal(days[2], folds=1),
    ]
    assert credit.service(totals) == Service(minutes_measured=210, minutes_attested=60, patrols=2)


@pytest.mark.proof
def test_five_years_of_a_volunteers_duties_are_what_the_oracle_counts():
    rnd = random.Random(5)
    for _ in range(count(1, 20)):
        some = []
        for n in range(520):
            in_at = local(1, 0, month=1, year=2022) + timedelta(minutes=rnd.randrange(5 * 365 * 1440))
            some.append(session(in_at, in_at + timedelta(minutes=rnd.randrange(540)), f"s{n}", word=rnd.random() < 0.1))
        for day in sorted({day for one in some for day in credit.days_of(one)}):
            near = [
                one
                for one in some
                if abs((one.in_at - local(1, 0)).total_seconds()) >= 0 and day in credit.days_of(one)
            ]
            assert {c.source: c.minutes for c in credit.credit_of_day(day, near)} == oracle(day, near)
