from collections import Counter

from hypothesis import given, strategies as st

from shouwang.training.models import Listed, QuestionKind, Quiz, Quota
from shouwang.training.rules import draw, freeze
from tests.unit.training.makers import SECRET, question, questions

CONTENTS = [Listed(f"{tag}-{n:02d}", (tag,), 1 + n % 3) for tag in ("law", "fire", "aid") for n in range(20)]
QUIZ = Quiz(draw=20, quotas=(Quota(8, "law"), Quota(4, "aid")))


@given(st.text(min_size=1, max_size=26))
def test_a_draw_has_the_number_and_the_quotas_asked_and_nothing_twice(attempt_id):
    drawn = draw(CONTENTS, QUIZ, SECRET, attempt_id)
    tags = Counter(question_id[:-3] for question_id in drawn)

    assert len(drawn) == len(set(drawn)) == 20
    assert tags["law"] >= 8
    assert tags["aid"] >= 4


@given(st.text(min_size=1, max_size=26), st.permutations(CONTENTS))
def test_a_draw_can_be_made_again_however_the_bank_is_listed(attempt_id, listed_otherwise):
    assert draw(listed_otherwise, QUIZ, SECRET, attempt_id) == draw(CONTENTS, QUIZ, SECRET, attempt_id)


def test_a_quota_may_ask_for_a_difficulty_too():
    drawn = draw(CONTENTS, Quiz(draw=10, quotas=(Quota(6, "fire", 3), Quota(4, difficulty=1))), SECRET, "A1")
    listed = [each for each in CONTENTS if each.question_id in drawn]

    assert sum(each.tags == ("fire",) and each.difficulty == 3 for each in listed) >= 6
    assert sum(each.difficulty == 1 for each in listed) == 4


@given(st.text(min_size=1, max_size=26))
def test_quotas_that_overlap_are_filled_wherever_that_can_be_done(attempt_id):
    both = [Listed(f"both-{n}", ("law", "fire"), 1) for n in range(2)]
    only_law = [Listed(f"law-{n}", ("law",), 1) for n in range(2)]
    quiz = Quiz(draw=4, quotas=(Quota(2, "law"), Quota(2, "fire")))

    drawn = draw([*both, *only_law], quiz, SECRET, attempt_id)

    assert sorted(drawn) == ["both-0", "both-1", "law-0", "law-1"]


def test_without_the_secret_a_draw_cannot_be_foreseen():
    assert draw(CONTENTS, QUIZ, SECRET, "A1") != draw(CONTENTS, QUIZ, b"another secret", "A1")


def test_every_question_comes_up_and_attempts_differ():
    draws = [draw(CONTENTS, QUIZ, SECRET, f"A{n}") for n in range(200)]

    assert len(set(draws)) == 200
    assert {question_id for drawn in draws for question_id in drawn} == {listed.question_id for listed in CONTENTS}


def test_a_small_bank_is_drawn_whole():
    assert sorted(draw(CONTENTS[:5], Quiz(draw=5), SECRET, "A1")) == [f"law-{n:02d}" for n in range(5)]


@given(questions(), st.text(max_size=26))
def test_options_are_shown_in_some_order_each_once_and_the_same_again(asked, attempt_id):
    (frozen,) = freeze([asked], SECRET, attempt_id)

    assert sorted(frozen.order) == list(range(len(asked.options)))
    assert freeze([asked], SECRET, attempt_id) == (frozen,)
    assert (frozen.key, frozen.policy, frozen.points) == (asked.key, asked.policy, asked.points)


def test_right_options_stand_in_every_place_equally_often():
    asked = question(kind=QuestionKind.SINGLE, key=(0,))
    places = Counter(freeze([asked], SECRET, f"A{n}")[0].order.index(0) for n in range(2_000))

    assert all(400 < places[place] < 600 for place in range(4))


def test_true_stays_before_false():
    asked = question(kind=QuestionKind.TRUE_FALSE, options=("对", "错"), key=(1,))

    assert {freeze([asked], SECRET, f"A{n}")[0].order for n in range(50)} == {(0, 1)}
