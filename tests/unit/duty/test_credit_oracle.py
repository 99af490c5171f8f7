"""Minutes against the plainest oracle there is: a set of minutes for each day, filled one by one; and the ledger that follows."""

import random
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given, settings, strategies as st
from msgspec.structs import replace

from shouwang.duty.models import (
    DayCredit,
    DayTotal,
    DutySession,
    HoursEntry,
    KindOfService,
    Ledger,
    Service,
)
from shouwang.duty.rules import credit
from tests.tiers import count
from tests.unit.duty.cast import EVENING, fold, local, session
from tests.unit.duty.duties import DAY_0, duties, maybe_corrected
from tests.unit.duty.oracle import oracle

MEASURED, ATTESTED = Ledger.MEASURED, Ledger.ATTESTED


def folded_day(day: date, sessions) -> dict[tuple[str, Ledger], int]:
    return {(c.source, c.ledger): c.minutes for c in credit.credit_of_day(day, sessions)}


@settings(max_examples=count(150, 5_000))
@given(duties())
def test_a_days_credit_is_what_the_oracle_counts(some):
    for day in {day for one in some for day in credit.days_of(one)}:
        folded = folded_day(day, some)

        assert folded == oracle(day, some)
        assert all(minutes >= 0 for minutes in folded.values())
        assert sum(folded.values()) <= 480


@settings(max_examples=count(100, 3_000))
@given(duties(), st.randoms(use_true_random=False))
def test_the_order_in_which_facts_are_read_does_not_matter(some, rnd):
    shuffled = rnd.sample(some, len(some))

    assert fold(*shuffled) == fold(*some)


seconds = st.integers(0, 86_400)


@settings(max_examples=count(150, 5_000))
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


@settings(max_examples=count(100, 3_000))
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

    assert entry == HoursEntry("2026-11-23#s1#0001", "p1", MEASURED, day, 210, "s1", 1, credit.RULE, EVENING)
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
    for _ in range(count(1, 10)):
        some = []
        for n in range(520):
            in_at = local(1, 0, month=1, year=2022) + timedelta(minutes=rnd.randrange(5 * 365 * 1440))
            stay = session(in_at, in_at + timedelta(minutes=rnd.randrange(540)), f"s{n}", word=rnd.random() < 0.1)
            some.append(maybe_corrected(stay, rnd.randint))
        touching: dict[date, list[DutySession]] = {}
        for one in some:
            for day in credit.days_of(one):
                touching.setdefault(day, []).append(one)
        for day, near in touching.items():
            assert folded_day(day, near) == oracle(day, near)


def test_minutes_of_each_duty_type_are_the_entries_of_its_duties():
    some = [session(local(23, 9), local(23, 11), name) for name in ("s1", "s2")]
    typed = [replace(some[0], duty_type="patrol"), some[1]]
    entries = [
        HoursEntry("a", "p1", MEASURED, DAY_0, 50, "s1", 1, credit.RULE, EVENING),
        HoursEntry("b", "p1", ATTESTED, DAY_0, 20, "s1", 2, credit.RULE, EVENING),
        HoursEntry("c", "p1", MEASURED, DAY_0, -10, "s1", 3, credit.RULE, EVENING),
        HoursEntry("d", "p1", MEASURED, DAY_0, 30, "s2", 1, credit.RULE, EVENING),
        HoursEntry("e", "p1", ATTESTED, DAY_0, 7, "unknown", 1, credit.RULE, EVENING),
    ]

    assert credit.by_duty_type(entries, typed) == (KindOfService("", 30, 7), KindOfService("patrol", 40, 20))
