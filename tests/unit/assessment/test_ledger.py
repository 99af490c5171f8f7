import random
from collections import Counter, defaultdict
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, strategies as st
from msgspec.structs import replace

from shouwang.assessment.models import Book, Entry, Fact, Line, Measure, Part, Rule, RuleSet
from shouwang.assessment.rules import DEFAULT_RULES, after, all_books, fold, in_force, settle
from tests.tiers import count

RULES = (DEFAULT_RULES,)
MIDNIGHT = datetime(2026, 11, 1, tzinfo=UTC)


def hours(source: str, minutes: int, day: int = 10, hour: float = 12, event: str | None = None) -> Fact:
    at = MIDNIGHT + timedelta(days=day - 1, hours=hour)
    return Fact("hours", source, date(2026, 11, day), minutes, at, at, event or f"{source}/{minutes}/{day}")


def mark(source: str, score: int, told_hour: float, event: str) -> Fact:
    told_at = MIDNIGHT + timedelta(days=9, hours=told_hour)
    return Fact("mark", source, date(2026, 11, 10), score, MIDNIGHT + timedelta(days=9), told_at, event)


def deliver(facts: list[Fact], rule_sets: tuple[RuleSet, ...] = RULES) -> list[Entry]:
    """The month's ledger after these facts came one by one."""
    month: list[Entry] = []
    for fact in facts:
        month += settle("P1", month, fact, rule_sets, MIDNIGHT)
    return month


def net(entries: list[Entry]) -> dict[Line, int]:
    sums: Counter[Line] = Counter()
    for entry in entries:
        sums[entry.line] += entry.amount
    return {line: amount for line, amount in sums.items() if amount}


def worth(facts: list[Fact]) -> dict[Line, int]:
    return {line: points for line, points in fold(facts, RULES).items() if points}


def line(source: str, part: Part = Part.EARNED, day: int = 10, rule: str = "hours") -> Line:
    return Line(date(2026, 11, day), source, rule, part)


facts = st.one_of(
    st.builds(
        hours,
        source=st.sampled_from("ABCDEFG"),
        minutes=st.integers(-200, 480),
        day=st.integers(1, 30),
        hour=st.integers(0, 23),
        event=st.uuids().map(str),
    ),
    st.builds(
        mark,
        source=st.sampled_from("ABC"),
        score=st.integers(0, 5),
        told_hour=st.integers(0, 200),
        event=st.uuids().map(str),
    ),
)


def test_every_six_minutes_are_a_point_rounded_down():
    (entry,) = deliver([hours("S1", 192)])

    assert (entry.amount, entry.reason, entry.line) == (32, "执勤时长 3 小时 12 分", line("S1"))
    assert (entry.rule_version, entry.revision, entry.entry_id) == (1, 0, "2026-11#2026-11-10#S1#hours#earned#000")


def test_two_entries_of_one_session_are_worth_their_sum_not_the_sum_of_their_worths():
    ledger = deliver([hours("S1", 33, event="first"), hours("S1", -3, event="second")])

    assert [entry.amount for entry in ledger] == [5, 0]
    assert ledger[1].reason == "执勤时长 更正 −3 分"


def test_a_session_can_be_taken_back_whole():
    ledger = deliver([hours("S1", 120, event="in"), hours("S1", -120, event="out")])

    assert net(ledger) == {}
    assert [entry.amount for entry in ledger] == [20, -20]


def test_a_day_is_worth_eighty_points_at_most():
    ledger = deliver([hours("S1", 360, hour=8), hours("S2", 240, hour=16)])

    assert net(ledger) == {line("S1"): 60, line("S2"): 40, line("S2", Part.CAP): -20}
    assert ledger[-1].reason == "执勤时长，超出上限冲回"


def test_a_month_is_worth_four_hundred_points_at_most():
    ledger = deliver([hours(f"S{day}", 480, day=day) for day in range(1, 8)])

    assert sum(entry.amount for entry in ledger) == 400


def test_a_late_session_takes_its_turn_by_when_it_happened():
    ledger = deliver([hours("B", 480, hour=16), hours("A", 120, hour=8)])

    assert net(ledger) == {line("A"): 20, line("B"): 80, line("B", Part.CAP): -20}


def test_room_that_a_correction_leaves_is_given_back():
    ledger = deliver([hours("A", 480, hour=8), hours("B", 60, hour=18), hours("A", -300, hour=8, event="less")])

    assert net(ledger) == {line("A"): 30, line("B"): 10}
    assert [entry.reason for entry in ledger if entry.line.part is Part.CAP] == [
        "执勤时长，超出上限冲回",
        "执勤时长，上限腾出，补回",
    ]


def test_the_last_mark_counts_whenever_it_arrives():
    first, second = mark("S1", 5, 1, "first"), mark("S1", 4, 2, "second")

    assert net(deliver([first, second])) == net(deliver([second, first])) == {line("S1", rule="mark"): 3}


def test_a_course_is_worth_twenty_points_once():
    passed = Fact("course", "patrol-basics", date(2026, 11, 10), 1, MIDNIGHT, MIDNIGHT, "attempt-1")

    assert [(entry.amount, entry.reason) for entry in deliver([passed, passed])] == [(20, "培训合格")]


def test_marks_and_courses_do_not_use_up_the_caps():
    ledger = deliver([hours("S1", 480), mark("S1", 5, 1, "good")])

    assert sum(entry.amount for entry in ledger) == 85


def test_a_fact_under_a_rule_that_is_gone_is_kept_and_worth_nothing():
    (entry,) = deliver([Fact("dancing", "S1", date(2026, 11, 10), 9, MIDNIGHT, MIDNIGHT, "event")])

    assert (entry.amount, entry.reason) == (0, "dancing")


def test_what_happened_keeps_the_version_of_its_day():
    double = RuleSet(
        2, date(2026, 11, 15), (Rule("hours", "执勤时长", Measure.PER_MINUTES, 2, 6),), 80, 400, DEFAULT_RULES.levels
    )
    ledger = deliver([hours("S2", 60, day=20), hours("S1", 60, day=10)], (DEFAULT_RULES, double))

    assert {entry.line.source: (entry.amount, entry.rule_version) for entry in ledger} == {"S1": (10, 1), "S2": (20, 2)}


def test_the_newest_version_that_has_begun_is_in_force():
    later = RuleSet(2, date(2026, 11, 15), (), 80, 400, ())
    same_day = RuleSet(3, date(2026, 11, 15), (), 80, 400, ())

    assert in_force([same_day, DEFAULT_RULES, later], date(2026, 11, 14)) is DEFAULT_RULES
    assert in_force([same_day, DEFAULT_RULES, later], date(2026, 11, 15)) is same_day


@given(st.lists(facts, max_size=14), st.randoms(use_true_random=False))
def test_shuffled_and_doubled_facts_end_at_the_same_net_sum_of_every_line(told, chance):
    doubled = told + [fact for fact in told if chance.random() < 0.3]
    chance.shuffle(doubled)

    assert net(deliver(doubled)) == net(deliver(told)) == worth(told)


@given(st.lists(facts, max_size=14))
def test_no_day_and_no_month_goes_beyond_its_cap(told):
    by_day: Counter[date] = Counter()
    for each, points in worth(told).items():
        if each.rule == "hours":
            by_day[each.day] += points

    assert all(0 <= points <= 80 for points in by_day.values())
    assert sum(by_day.values()) <= 400


@given(st.lists(facts, max_size=14))
def test_entries_have_keys_of_their_own_and_say_why(told):
    ledger = deliver(told)

    assert len({entry.entry_id for entry in ledger}) == len(ledger)
    assert all(entry.reason for entry in ledger)


@given(st.lists(facts, max_size=14), st.lists(facts, max_size=3))
def test_a_new_fact_changes_no_entry_only_adds_some(told, more):
    before = deliver(told)

    assert deliver(told + more)[: len(before)] == before


@given(st.lists(facts, max_size=10))
def test_books_grown_entry_by_entry_are_the_books_made_anew_from_all_entries(told):
    books: dict[str, Book] = {}
    month: list[Entry] = []
    for fact in told:
        entries = settle("P1", month, fact, RULES, MIDNIGHT)
        if entries:
            books |= {book.book: book for book in after(books, month, entries)}
        month += entries

    made_anew = {book.book: book for book in all_books(sorted(month, key=lambda entry: entry.entry_id))}
    assert books == made_anew if month else books == {}
    assert all(book.sum == sum(entry.amount for entry in month) for book in books.values())


@given(st.lists(facts, max_size=10))
def test_after_every_fact_is_taken_back_every_book_is_0(told):
    taken_back = [
        replace(
            fact,
            quantity=-fact.quantity if fact.kind == "hours" else 0,
            told_at=MIDNIGHT + timedelta(days=99),
            event=f"back {fact.event}",
        )
        for fact in told
    ]

    entries = sorted(deliver(told + taken_back), key=lambda entry: entry.entry_id)

    assert all(book.sum == 0 for book in all_books(entries))
    assert all(set(book.days.values()) <= {0} for book in all_books(entries))


def oracle(told: list[Fact]) -> int:
    """The month's points by another road: minute by minute sums in plain dictionaries, sessions in order, two counters."""
    minutes: dict[tuple[str, date], int] = defaultdict(int)
    since: dict[tuple[str, date], datetime] = {}
    for fact in {fact.event: fact for fact in told}.values():
        key = (fact.source, fact.day)
        minutes[key] += fact.quantity
        since[key] = min(since.get(key, fact.occurred_at), fact.occurred_at)
    left_of_day: dict[date, int] = defaultdict(lambda: 80)
    left = 400
    for source, day in sorted(minutes, key=lambda key: (since[key], *key)):
        for _ in range(max(0, minutes[source, day]) // 6):
            if left_of_day[day] and left:
                left_of_day[day] -= 1
                left -= 1
    return 400 - left


@pytest.mark.proof
def test_late_shuffled_and_doubled_hours_end_where_an_independent_count_ends():
    chance = random.Random(7)
    for round_ in range(count(200, 10_000)):
        told = [
            hours(
                chance.choice("ABCDEFGH"),
                chance.randint(-60, 400),
                day=chance.randint(1, 9),
                hour=chance.randint(0, 23),
                event=f"{round_}/{place}",
            )
            for place in range(chance.randint(1, 12))
        ]
        arriving = told + chance.sample(told, len(told) // 3)
        chance.shuffle(arriving)

        assert sum(entry.amount for entry in deliver(arriving)) == oracle(told)
