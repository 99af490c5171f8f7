import random
from datetime import timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shouwang.training.models import Answer, Drawn, Policy, Question, QuestionKind
from shouwang.training.rules import as_options, freeze, grade, mark
from tests.tiers import count
from tests.unit.training.makers import NOW, SECRET, attempt, drawn_and_shown, question


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


def oracle(asked: list[Question], given_texts: list[set[str]]) -> int:
    """The score in integers only, from the options' texts: another road to the same place. Weights are quarters."""
    scale, reached = 840 * 4, 0
    for q, texts in zip(asked, given_texts, strict=True):
        right = {q.options[place] for place in q.key}
        if q.policy is Policy.WEIGHTED:
            quarters = sum(int(4 * q.weights[q.options.index(text)]) for text in texts)
            got = min(4, max(0, quarters)) * scale // 4
        elif q.policy is Policy.PARTIAL_NO_WRONG and not texts - right:
            got = scale * len(texts) // len(right)
        else:
            got = scale if texts == right else 0
        reached += q.points * got
    return 100 * reached // (scale * sum(q.points for q in asked))


def random_question(chance: random.Random, question_id: str) -> Question:
    kind = chance.choice(list(QuestionKind))
    size = 2 if kind is QuestionKind.TRUE_FALSE else chance.randint(2, 8)
    keys = chance.randint(1, size) if kind is QuestionKind.MULTIPLE else 1
    return question(
        question_id,
        kind=kind,
        options=tuple(f"{question_id} 的第 {place} 项" for place in range(size)),
        key=tuple(sorted(chance.sample(range(size), keys))),
        policy=chance.choice(list(Policy)) if kind is QuestionKind.MULTIPLE else Policy.EXACT,
        points=chance.randint(1, 4),
        weights=tuple(chance.choice((-1.0, -0.5, 0.0, 0.25, 0.5, 1.0)) for _ in range(size)),
    )


@pytest.mark.proof
def test_scores_equal_an_independent_oracle_on_random_attempts():
    chance = random.Random(4)
    for _ in range(count(300, 10_000)):
        asked = [random_question(chance, f"q{n}") for n in range(chance.randint(1, 20))]
        tried = attempt(asked)
        shown = [chance.sample(range(len(q.options)), chance.randint(0, len(q.options))) for q in asked]
        texts = [{q.options[d.order[p]] for p in s} for q, d, s in zip(asked, tried.drawn, shown, strict=True)]

        result = grade(tried, {n: answer(n, tuple(s)) for n, s in enumerate(shown)}, NOW, expired=False)

        assert result.score == oracle(asked, texts)
