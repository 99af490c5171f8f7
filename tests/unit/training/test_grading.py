import random
from datetime import timedelta
from fractions import Fraction

import pytest
from hypothesis import given, strategies as st

from shouwang.training.models import WRITTEN, Accepted, Answer, Drawn, Policy, Question, QuestionKind
from shouwang.training.rules import as_options, freeze, grade, mark
from tests.tiers import count
from tests.unit.training.makers import (
    MULTIPLE_POLICIES,
    NOW,
    SECRET,
    SHARES,
    WEIGHTS,
    attempt,
    drawn_and_shown,
    others,
    question,
)


def frozen(**changes: object) -> Drawn:
    return freeze([question(**changes)], SECRET, "A1")[0]


def answer(n: int, shown: tuple[int, ...]) -> Answer:
    return Answer(n, shown, 0, NOW)


def shown_for(drawn: Drawn, options: tuple[int, ...]) -> tuple[int, ...]:
    return tuple(sorted(drawn.order.index(option) for option in options))


@pytest.mark.parametrize(
    ("policy", "chosen", "expected"),
    [
        (Policy.EXACT, {0, 2}, 1),
        (Policy.EXACT, {0}, 0),
        (Policy.EXACT, {0, 1, 2}, 0),
        (Policy.PARTIAL_NO_WRONG, {0, 2}, 1),
        (Policy.PARTIAL_NO_WRONG, {0}, Fraction(1, 2)),
        (Policy.PARTIAL_NO_WRONG, {0, 1}, 0),
        (Policy.PARTIAL_NO_WRONG, {0, 1, 2}, 0),
        (Policy.WEIGHTED, {0, 2}, 1),
        (Policy.WEIGHTED, {0}, Fraction(1, 2)),
        (Policy.WEIGHTED, {0, 1}, Fraction(1, 4)),
        (Policy.WEIGHTED, {1, 3}, 0),
    ],
)
def test_each_policy_marks_an_answer_as_the_reference_says(policy, chosen, expected):
    drawn = frozen(policy=policy, weights=(0.5, -0.25, 0.5, -1.0))

    assert mark(drawn, chosen) == expected


@given(drawn_and_shown())
def test_nothing_chosen_is_worth_nothing(case):
    _, drawn, _ = case

    assert mark(drawn, ()) == 0


@given(drawn_and_shown())
def test_a_mark_lies_between_0_and_1(case):
    _, drawn, shown = case

    assert 0 <= mark(drawn, as_options(drawn, shown)) <= 1


@given(drawn_and_shown())
def test_the_key_alone_is_worth_everything_unless_weights_say_otherwise(case):
    asked, drawn, _ = case

    if asked.policy is not Policy.WEIGHTED:
        assert mark(drawn, asked.key) == 1


@given(others())
def test_what_is_put_in_order_matched_or_written_right_is_worth_everything(asked):
    (drawn,) = freeze([asked], SECRET, "A1")

    assert mark(drawn, asked.key, asked.accepted[0].text if asked.accepted else "") == 1


ORDER = {"kind": QuestionKind.ORDERING, "key": (2, 0, 1, 3)}
MATCH = {"kind": QuestionKind.MATCHING, "prompts": ("一", "二", "三"), "key": (1, 1, 0)}


@pytest.mark.parametrize(
    ("changes", "chosen", "expected"),
    [
        (ORDER, (2, 0, 1, 3), 1),
        (ORDER, (0, 2, 1, 3), 0),
        (ORDER | {"policy": Policy.PAIRWISE}, (0, 2, 1, 3), Fraction(5, 6)),
        (ORDER | {"policy": Policy.PAIRWISE}, (3, 1, 0, 2), 0),
        (ORDER | {"policy": Policy.PAIRWISE}, (), 0),
        (MATCH, (1, 1, 0), 1),
        (MATCH, (1, 1, -1), 0),
        (MATCH | {"policy": Policy.PARTIAL_NO_WRONG}, (1, 1, -1), Fraction(2, 3)),
        (MATCH | {"policy": Policy.PARTIAL_NO_WRONG}, (), 0),
        ({"policy": Policy.HALF_NO_WRONG}, (0,), Fraction(1, 2)),
        ({"policy": Policy.HALF_NO_WRONG}, (0, 1), 0),
    ],
)
def test_orders_matches_and_halves_are_marked_as_the_reference_says(changes, chosen, expected):
    assert mark(frozen(**changes), chosen) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("3.14", 1),
        ("３．１４", 1),
        (" 3.15 ", 1),
        ("3.1501", 0),
        ("3.13", 1),
        ("3.2", Fraction(1, 2)),
        ("1,000", 0),
        ("-3.14", 0),
        ("三", 0),
        ("", 0),
        ("3.14e0", 1),
        ("nan", 0),
    ],
)
def test_a_number_is_right_within_its_tolerance_to_the_last_digit(text, expected):
    accepted = (Accepted("3.14", "0.01"), Accepted("3.2", "0", 0.5))

    assert mark(frozen(kind=QuestionKind.NUMERIC, options=(), key=(), accepted=accepted), (), text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("义警", 1),
        (" 义警 ", 1),
        ("ＹＩＪＩＮＧ  A", 1),
        ("yijing a", 1),
        ("yijinga", 0),
        ("警", Fraction(1, 4)),
        ("", 0),
    ],
)
def test_a_text_is_right_whatever_its_width_case_and_blanks(text, expected):
    accepted = (Accepted("义警"), Accepted("Yijing A"), Accepted("警", share=0.25))

    assert mark(frozen(kind=QuestionKind.SHORT_TEXT, options=(), key=(), accepted=accepted), (), text) == expected


@given(drawn_and_shown(), st.text(max_size=8))
def test_the_order_of_the_options_never_changes_a_mark(case, other_attempt):
    asked, drawn, shown = case
    reordered = freeze([asked], SECRET, other_attempt)[0]
    same_answer = shown_for(reordered, tuple(as_options(drawn, shown)))

    assert mark(reordered, as_options(reordered, same_answer)) == mark(drawn, as_options(drawn, shown))


def test_a_result_holds_the_score_rounded_down_and_the_answers_as_they_were_shown():
    asked = [question("q1"), question("q2"), question("q3")]
    tried = attempt(asked, pass_mark=60)
    right = [shown_for(drawn, (0, 2)) for drawn in tried.drawn]

    result = grade(tried, {0: answer(0, right[0]), 2: answer(2, right[2])}, NOW, expired=False)

    assert (result.score, result.passed, result.marks) == (66, True, (1.0, 0.0, 1.0))
    assert result.answers == (right[0], (), right[2])


def test_a_score_that_only_rounds_up_to_the_mark_does_not_pass():
    tried = attempt([question(str(n)) for n in range(3)], pass_mark=67)
    answers = {n: answer(n, shown_for(tried.drawn[n], (0, 2))) for n in (0, 1)}

    assert grade(tried, answers, NOW, expired=False).passed is False  # 66.67


def test_exactly_the_pass_mark_passes():
    tried = attempt([question(str(n)) for n in range(5)], pass_mark=80)
    answers = {n: answer(n, shown_for(tried.drawn[n], (0, 2))) for n in range(4)}

    assert grade(tried, answers, NOW, expired=False).passed is True


def test_a_question_of_more_points_weighs_more():
    tried = attempt([question("q1", points=3), question("q2")])
    answers = {0: answer(0, shown_for(tried.drawn[0], (0, 2)))}

    assert grade(tried, answers, NOW + timedelta(minutes=1), expired=True).score == 75


SCALE = 840 * 840  # every share below is a whole number of these


def oracle_of_choice(q: Question, given: object) -> int:
    texts = {q.options[place] for place in given}  # type: ignore[union-attr]
    right = {q.options[place] for place in q.key}
    if q.policy is Policy.WEIGHTED:
        quarters = sum(int(4 * q.weights[q.options.index(text)]) for text in texts)
        return min(4, max(0, quarters)) * SCALE // 4
    if q.policy is Policy.PARTIAL_NO_WRONG and not texts - right:
        return SCALE * len(texts) // len(right)
    if q.policy is Policy.HALF_NO_WRONG and texts and texts < right:
        return SCALE // 2
    return SCALE if texts == right else 0


def oracle_of_order(q: Question, given: list[int]) -> int:
    if q.policy is Policy.EXACT or not given:
        return SCALE if list(q.key) == given else 0
    pairs = kept = 0
    for n, first in enumerate(given):
        for second in given[n + 1 :]:
            pairs += 1
            kept += q.key.index(first) < q.key.index(second)
    return SCALE * kept // pairs


def oracle_of_match(q: Question, given: list[int]) -> int:
    right = sum(map(int.__eq__, given, q.key)) if given else 0
    if q.policy is Policy.PARTIAL_NO_WRONG:
        return SCALE * right // len(q.key)
    return SCALE if right == len(q.key) else 0


def oracle_of_text(q: Question, given: str) -> int:
    """Numbers here are whole hundredths, shares quarters."""
    got = 0
    for each in q.accepted:
        if q.kind is QuestionKind.SHORT_TEXT:
            hit = given == each.text
        else:
            hit = abs(int(given) - round(float(each.text) * 100)) <= round(float(each.tolerance) * 100)
        got = max(got, int(each.share * 4) if hit else 0)
    return got * SCALE // 4


def oracle(asked: list[Question], given: list) -> int:
    """The score in integers only: another road to the same place. Points are halves."""
    roads = {QuestionKind.ORDERING: oracle_of_order, QuestionKind.MATCHING: oracle_of_match}
    roads |= {QuestionKind.NUMERIC: oracle_of_text, QuestionKind.SHORT_TEXT: oracle_of_text}
    reached = sum(
        int(q.points * 2) * roads.get(q.kind, oracle_of_choice)(q, each) for q, each in zip(asked, given, strict=True)
    )
    return 100 * reached // (SCALE * sum(int(q.points * 2) for q in asked))


def random_question(chance: random.Random, question_id: str) -> Question:
    kind = chance.choice(list(QuestionKind))
    size = 2 if kind is QuestionKind.TRUE_FALSE else chance.randint(2, 8)
    facts: dict[str, object] = {"kind": kind, "points": chance.choice([0.5, 1, 1.5, 2, 4])}
    facts |= {"options": tuple(f"{question_id} 的第 {place} 项" for place in range(size))}
    if kind is QuestionKind.ORDERING:
        facts |= {
            "key": tuple(chance.sample(range(size), size)),
            "policy": chance.choice([Policy.EXACT, Policy.PAIRWISE]),
        }
    elif kind is QuestionKind.MATCHING:
        key = tuple(chance.randrange(size) for _ in range(chance.randint(1, 6)))
        policy = chance.choice([Policy.EXACT, Policy.PARTIAL_NO_WRONG])
        facts |= {"key": key, "prompts": tuple(map(str, key)), "policy": policy}
    elif kind in WRITTEN:
        values = [
            Accepted(f"{chance.randint(0, 9)}.{chance.randint(0, 99):02}", "0.5", chance.choice(SHARES))
            for _ in range(2)
        ]
        facts |= {"options": (), "key": (), "accepted": tuple(values)}
    else:
        keys = chance.randint(1, size) if kind is QuestionKind.MULTIPLE else 1
        facts |= {"key": tuple(sorted(chance.sample(range(size), keys)))}
        facts |= {"policy": chance.choice(MULTIPLE_POLICIES) if kind is QuestionKind.MULTIPLE else Policy.EXACT}
        facts |= {"weights": tuple(chance.choice(WEIGHTS) for _ in range(size))}
    return question(question_id, **facts)


def random_answer(chance: random.Random, q: Question) -> list[int] | str:
    size = len(q.options)
    if q.kind is QuestionKind.NUMERIC:
        return str(chance.randint(0, 999))
    if q.kind is QuestionKind.SHORT_TEXT:
        return chance.choice([q.accepted[0].text, q.accepted[1].text, "别的"])
    if q.kind is QuestionKind.ORDERING:
        return chance.choice([[], list(q.key), chance.sample(range(size), size)])
    if q.kind is QuestionKind.MATCHING:
        return chance.choice([[], list(q.key), [chance.randint(-1, size - 1) for _ in q.key]])
    return chance.sample(range(size), chance.randint(0, size))


def as_saved(n: int, q: Question, drawn: Drawn, given: list[int] | str) -> Answer:
    if isinstance(given, str):
        text = f"{int(given) // 100}.{int(given) % 100:02}" if q.kind is QuestionKind.NUMERIC else given
        return Answer(n, (), 0, NOW, text)
    return Answer(n, tuple(drawn.order.index(place) if place >= 0 else -1 for place in given), 0, NOW)


@pytest.mark.proof
def test_scores_equal_an_independent_oracle_on_random_attempts():
    chance = random.Random(4)
    for _ in range(count(300, 10_000)):
        asked = [random_question(chance, f"q{n}") for n in range(chance.randint(1, 20))]
        tried = attempt(asked)
        given = [random_answer(chance, q) for q in asked]

        answers = {n: as_saved(n, asked[n], tried.drawn[n], each) for n, each in enumerate(given)}
        result = grade(tried, answers, NOW, expired=False)

        assert result.score == oracle(asked, given)
