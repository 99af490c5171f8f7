"""Item statistics against an independent oracle."""

import random
import statistics as plain
from collections import Counter
from datetime import timedelta

import pytest
from msgspec.structs import replace

from shouwang.training.models import Answer, Policy, QuestionKind, Tally
from shouwang.training.rules import contributions, counted, grade, item_statistics, joined
from tests.tiers import count
from tests.unit.training.makers import NOW, attempt, question

BANK = [
    question("q0", kind=QuestionKind.SINGLE, key=(1,), points=2),
    question("q1", policy=Policy.PARTIAL_NO_WRONG),
    question("q2", kind=QuestionKind.TRUE_FALSE, options=("对", "错"), key=(0,), points=0.5),
    question("q3", kind=QuestionKind.SINGLE, key=(3,)),
]


def taken(chance: random.Random, skill: float) -> tuple:
    """A graded attempt, and the marks of its questions by a road of its own."""
    tried = attempt(BANK)
    answers, marks, chosen = {}, {}, {}
    for n, (asked, drawn) in enumerate(zip(BANK, tried.drawn, strict=True)):
        own = set(asked.key) if chance.random() < skill else {chance.randrange(len(asked.options))}
        if chance.random() < 0.1:
            own = set()
        answers[n] = Answer(n, tuple(sorted(drawn.order.index(each) for each in own)), 0, NOW)
        share = len(own & set(asked.key)) / len(asked.key) if own <= set(asked.key) else 0.0
        whole = share if asked.policy is Policy.PARTIAL_NO_WRONG else float(own == set(asked.key))
        marks[asked.question_id], chosen[asked.question_id] = whole * asked.points, own
    return replace(tried, result=grade(tried, answers, NOW + timedelta(minutes=9), expired=False)), marks, chosen


def oracle(marks: list[dict[str, float]], question_id: str, most: float) -> tuple:
    """The reference's formulas over whole lists, by the standard library."""
    item = [each[question_id] for each in marks]
    rest = [sum(each.values()) - each[question_id] for each in marks]
    if len(marks) < 2:
        return plain.fmean(item) / most, None, None, None
    facility, sd = plain.fmean(item) / most, plain.stdev(item) / most
    flat = plain.pvariance(item) == 0 or plain.pvariance(rest) == 0
    cov, best = plain.covariance(item, rest), plain.covariance(sorted(item), sorted(rest))
    return facility, sd, None if flat else 100 * plain.correlation(item, rest), None if best == 0 else 100 * cov / best


@pytest.mark.proof
def test_item_statistics_equal_an_independent_oracle_on_random_attempts():
    chance = random.Random(11)
    left = count(600, 10_000)
    while left > 0:
        size = min(left, chance.choice([1, 2, 5, 40, 200]))
        left -= size
        shards: list[dict[str, Tally]] = [{q.question_id: Tally() for q in BANK} for _ in range(4)]
        marks, chosen = [], []
        for _ in range(size):
            tried, points, options = taken(chance, chance.random())
            marks.append(points)
            chosen.append(options)
            shard = chance.choice(shards)
            for told in contributions(tried, tried.result):
                shard[told.question_id] = counted(shard[told.question_id], told)

        for asked in BANK:
            found = item_statistics(asked, joined(shard[asked.question_id] for shard in shards))

            expected = oracle(marks, asked.question_id, asked.points)
            told = (found.facility, found.sd, found.discrimination, found.efficiency)
            assert found.answers == size
            assert told == pytest.approx(expected, abs=1e-6)
            times = Counter(option for each in chosen for option in each[asked.question_id])
            assert {each.option: each.chosen for each in found.options} == {
                n: times[n] for n in range(len(asked.options))
            }


def test_taking_a_contribution_back_leaves_what_was_there():
    tried, _, _ = taken(random.Random(3), 0.5)
    other, _, _ = taken(random.Random(4), 0.9)
    (first, *_), (second, *_) = contributions(tried, tried.result), contributions(other, other.result)
    before = counted(Tally(), first)

    after = counted(counted(before, second), second, -1)

    assert replace(after, version=before.version) == before


def told_flags(pairs, chosen) -> tuple[str, ...]:
    asked = question("q", kind=QuestionKind.SINGLE, key=(0,), options=("甲", "乙", "丙"))
    return item_statistics(asked, Tally(tuple(pairs), tuple(chosen))).flags


@pytest.mark.parametrize(
    ("pairs", "chosen", "flags"),
    [
        ([("1", "5", 15), ("0", "1", 15)], [(0, 15), (1, 8), (2, 7)], ()),
        (
            [("1", "5", 3), ("0", "1", 27)],
            [(0, 3), (1, 2), (2, 25)],
            ("太难：答对的不到两成", "选错的比选对的多，答案可能有误"),
        ),
        ([("1", "5", 39), ("0", "1", 1)], [(0, 39), (1, 1)], ("太容易：几乎人人答对", "有干扰项没有人选")),
        ([("1", "1", 15), ("0", "5", 15)], [(0, 15), (1, 8), (2, 7)], ("分不出会的和不会的",)),
        ([("1", "1", 14), ("0", "5", 15)], [(0, 14), (1, 15)], ()),
    ],
)
def test_questions_worth_a_look_are_flagged_once_enough_have_answered(pairs, chosen, flags):
    assert told_flags(pairs, chosen) == flags


def test_nothing_is_said_of_a_question_that_nobody_answered():
    found = item_statistics(BANK[0], Tally())

    assert (found.answers, found.facility, found.discrimination, found.flags) == (0, None, None, ())
