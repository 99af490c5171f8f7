from datetime import date, timedelta

import pytest
from hypothesis import given, strategies as st
from msgspec.structs import replace

from shouwang.kernel.problem import Fault
from shouwang.training.models import Accepted, Answer, AttemptState, Counted, Question, QuestionKind, Result, Standing
from shouwang.training.rules import (
    AnswerRefused,
    AttemptOver,
    AttemptsUsedUp,
    NoSuchAttempt,
    finish,
    has_run_out,
    require_own,
    require_tryable,
    save,
    start,
    valid_until,
)
from tests.unit.training.makers import NOW, attempt, course, question

ASKED: list[Question] = [question("q1"), question("q2", kind=QuestionKind.SINGLE, key=(1,))]
OPEN = attempt(ASKED)
BLANK = Standing("P1", "basics")


def result(score: int, passed: bool, **delta: float) -> Result:
    return Result(score, passed, (), (), NOW + timedelta(**delta), expired=False)


def test_somebody_elses_attempt_is_as_good_as_none():
    for found in (None, replace(OPEN, person_id="P2")):
        with pytest.raises(NoSuchAttempt):
            require_own(found, "P1")


def test_my_own_attempt_is_mine():
    assert require_own(OPEN, "P1") is OPEN


def test_an_answer_is_kept_sorted_with_its_revision():
    assert save(OPEN, 0, [3, 1], "", 5, NOW) == Answer(0, (1, 3), 5, NOW)


@pytest.mark.parametrize("late_s", [0, 15])
def test_the_network_has_fifteen_seconds_after_the_deadline(late_s):
    at = OPEN.deadline_at + timedelta(seconds=late_s)

    assert save(OPEN, 0, [1], "", 0, at).saved_at == at


def test_a_later_answer_is_refused():
    with pytest.raises(AttemptOver):
        save(OPEN, 0, [1], "", 0, OPEN.deadline_at + timedelta(seconds=15, microseconds=1))


def test_an_answer_to_a_graded_attempt_is_refused():
    with pytest.raises(AttemptOver):
        save(replace(OPEN, state=AttemptState.GRADED), 0, [1], "", 0, NOW)


@pytest.mark.parametrize(
    ("n", "chosen", "pointer"),
    [(2, [0], "/n"), (-1, [0], "/n"), (0, [4], "/chosen"), (0, [1, 1], "/chosen"), (1, [0, 1], "/chosen")],
)
def test_an_answer_that_does_not_fit_its_question_is_refused(n, chosen, pointer):
    with pytest.raises(AnswerRefused) as refused:
        save(OPEN, n, chosen, "", 0, NOW)

    assert [fault.pointer for fault in refused.value.faults] == [pointer]
    assert all(isinstance(fault, Fault) for fault in refused.value.faults)


def test_taking_an_answer_back_is_an_answer():
    assert save(OPEN, 1, [], "", 7, NOW).chosen == ()


def test_a_fresh_attempt_has_its_deadline_from_the_servers_clock_and_holds_the_standing_open():
    begun = start(course(ASKED, time_limit_s=600), "basics#1", BLANK, "A9", OPEN.drawn, NOW)

    assert (begun.started_at, begun.deadline_at) == (NOW, NOW + timedelta(minutes=10))
    assert begun.standing == Standing("P1", "basics", 1, "A9", NOW, version=1)
    assert not has_run_out(begun, begun.deadline_at)


def test_after_three_tries_a_pause_comes_first():
    tired = Standing("P1", "basics", tries=3, last_started_at=NOW, version=6)
    asked = course(ASKED, max_attempts=3, cool_down_s=3600)

    with pytest.raises(AttemptsUsedUp) as refused:
        require_tryable(asked, tired, NOW + timedelta(minutes=59))
    require_tryable(asked, tired, NOW + timedelta(minutes=60))

    assert refused.value.extra == {"retry_after_s": 61}
    assert start(asked, "basics#1", tired, "A9", OPEN.drawn, NOW + timedelta(minutes=60)).standing.tries == 1


def test_two_tries_of_three_leave_one():
    require_tryable(course(ASKED, max_attempts=3), replace(BLANK, tries=2, last_started_at=NOW), NOW)


def test_a_pass_closes_the_attempt_clears_the_tries_and_is_valid_for_a_year_less_a_day():
    after = finish(OPEN.standing, OPEN, result(90, passed=True))

    assert after == Standing(
        "P1", "basics", 0, None, NOW, 90, 90, first_passed_at=NOW, valid_until=date(2027, 11, 22), version=2
    )
    assert after.holds_on(date(2027, 11, 22))
    assert not after.holds_on(date(2027, 11, 23))


def test_a_failure_keeps_what_was_reached_before():
    passed = finish(OPEN.standing, OPEN, result(90, passed=True))

    after = finish(replace(passed, tries=1, open_attempt_id="A2"), OPEN, result(40, passed=False, days=1))

    assert (after.best_score, after.first_passed_at, after.valid_until) == (90, NOW, date(2027, 11, 22))


@given(st.lists(st.tuples(st.integers(0, 100), st.booleans(), st.integers(0, 700)), min_size=1, max_size=8))
def test_in_whatever_order_results_come_the_best_score_and_the_longest_validity_stand(results):
    standing = BLANK
    for score, passed, days in results:
        standing = finish(standing, OPEN, result(score, passed, days=days))

    passes = [NOW + timedelta(days=days) for _, passed, days in results if passed]
    assert standing.best_score == max(score for score, _, _ in results)
    assert standing.first_passed_at == (passes[0] if passes else None)
    assert (standing.valid_until is None) == (not passes)


@pytest.mark.parametrize(("counted", "score"), [(Counted.BEST, 90), (Counted.LAST, 40), (Counted.FIRST, 70)])
def test_the_score_that_counts_is_the_best_the_last_or_the_first(counted, score):
    standing = BLANK
    for each in (70, 90, 40):
        standing = finish(standing, replace(OPEN, counted=counted), result(each, passed=False))

    assert (standing.counted_score, standing.best_score) == (score, 90)


OTHERS = attempt(
    [
        question("q1", kind=QuestionKind.ORDERING, key=(3, 2, 1, 0)),
        question("q2", kind=QuestionKind.MATCHING, prompts=("一", "二"), key=(0, 3)),
        question("q3", kind=QuestionKind.SHORT_TEXT, options=(), key=(), accepted=(Accepted("义警"),)),
    ]
)


@pytest.mark.parametrize(
    ("n", "chosen", "text"), [(0, [2, 0, 3, 1], ""), (0, [], ""), (1, [3, -1], ""), (1, [], ""), (2, [], " 义警 ")]
)
def test_an_order_a_match_and_a_text_are_kept_as_given(n, chosen, text):
    assert save(OTHERS, n, chosen, text, 1, NOW) == Answer(n, tuple(chosen), 1, NOW, text)


@pytest.mark.parametrize(
    ("n", "chosen", "text", "pointer"),
    [
        (0, [0, 1], "", "/chosen"),
        (0, [0, 1, 2, 2], "", "/chosen"),
        (0, [], "甲乙", "/text"),
        (1, [0], "", "/chosen"),
        (1, [0, 4], "", "/chosen"),
        (2, [0], "", "/chosen"),
    ],
)
def test_what_does_not_fit_an_order_a_match_or_a_text_is_refused(n, chosen, text, pointer):
    with pytest.raises(AnswerRefused) as refused:
        save(OTHERS, n, chosen, text, 1, NOW)

    assert [fault.pointer for fault in refused.value.faults] == [pointer]


@pytest.mark.parametrize(
    ("passed_on", "months", "until"),
    [
        (date(2026, 11, 24), 12, date(2027, 11, 23)),
        (date(2026, 1, 1), 12, date(2026, 12, 31)),
        (date(2028, 2, 29), 12, date(2029, 2, 27)),
        (date(2026, 8, 31), 6, date(2027, 2, 27)),
        (date(2026, 12, 15), 1, date(2027, 1, 14)),
    ],
)
def test_a_pass_is_valid_to_the_day_before_the_same_day(passed_on, months, until):
    assert valid_until(passed_on, months) == until
