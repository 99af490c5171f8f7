import pytest
from hypothesis import given

from shouwang.kernel.problem import Invalid
from shouwang.training.models import Accepted, Policy, QuestionKind, Quiz, Quota
from shouwang.training.rules import check_bank, check_quiz, listed
from tests.unit.training.makers import question, questions


@given(questions())
def test_a_good_question_passes(asked):
    check_bank([asked])


@pytest.mark.parametrize(
    ("changes", "pointer"),
    [
        ({"stem": "  "}, "/questions/0/stem"),
        ({"options": ("甲",), "key": (0,)}, "/questions/0/options"),
        ({"options": tuple(f"第 {n} 项" for n in range(27))}, "/questions/0/options"),
        ({"options": ("甲", "甲", "乙")}, "/questions/0/options"),
        ({"key": ()}, "/questions/0/key"),
        ({"key": (4,)}, "/questions/0/key"),
        ({"kind": QuestionKind.SINGLE}, "/questions/0/key"),
        ({"points": 0}, "/questions/0/points"),
        ({"policy": Policy.WEIGHTED}, "/questions/0/weights"),
        ({"policy": Policy.PAIRWISE}, "/questions/0/policy"),
        ({"difficulty": 6}, "/questions/0/difficulty"),
        ({"kind": QuestionKind.ORDERING, "key": (0, 1, 2)}, "/questions/0/key"),
        ({"kind": QuestionKind.MATCHING, "prompts": ("一", "二"), "key": (0,)}, "/questions/0/key"),
        ({"kind": QuestionKind.MATCHING, "prompts": ("一", "一"), "key": (0, 1)}, "/questions/0/prompts"),
        ({"kind": QuestionKind.NUMERIC, "accepted": ()}, "/questions/0/accepted"),
        ({"kind": QuestionKind.NUMERIC, "accepted": (Accepted("三"),)}, "/questions/0/accepted"),
        ({"kind": QuestionKind.NUMERIC, "accepted": (Accepted("3", "-1"),)}, "/questions/0/accepted"),
        ({"kind": QuestionKind.SHORT_TEXT, "accepted": (Accepted(" "),)}, "/questions/0/accepted"),
        ({"kind": QuestionKind.SHORT_TEXT, "accepted": (Accepted("x", share=0),)}, "/questions/0/accepted"),
    ],
)
def test_a_bad_question_is_named_with_what_is_wrong(changes, pointer):
    with pytest.raises(Invalid) as refused:
        check_bank([question(**changes)])

    assert [fault.pointer for fault in refused.value.faults] == [pointer]


def test_every_fault_of_every_question_is_listed():
    with pytest.raises(Invalid) as refused:
        check_bank([question("q1", stem=""), question("q2", key=(9,)), question("q1")])

    assert [fault.pointer for fault in refused.value.faults] == [
        "/questions/0/stem",
        "/questions/1/key",
        "/questions",
    ]


def test_a_quiz_that_its_bank_can_fill_passes():
    check_quiz(Quiz(draw=2, quotas=(Quota(1, "law"),)), listed([question("q1", tags=("law",)), question("q2")]))


@pytest.mark.parametrize(
    ("quiz", "pointer"),
    [
        (Quiz(draw=3), "/quiz/draw"),
        (Quiz(draw=0), "/quiz/draw"),
        (Quiz(draw=1, quotas=(Quota(2, "law"),)), "/quiz/quotas"),
        (Quiz(draw=2, time_limit_s=10), "/quiz"),
        (Quiz(draw=2, quotas=(Quota(1, difficulty=2),)), "/quiz/quotas/0"),
        (Quiz(draw=2, quotas=(Quota(1, "fire"),)), "/quiz/quotas/0"),
        (Quiz(draw=2, pass_mark=0), "/quiz/pass_mark"),
        (Quiz(draw=2, pass_mark=101), "/quiz/pass_mark"),
    ],
)
def test_a_quiz_that_its_bank_cannot_fill_is_refused(quiz, pointer):
    with pytest.raises(Invalid) as refused:
        check_quiz(quiz, listed([question("q1", tags=("law",)), question("q2", tags=("law",))]))

    assert [fault.pointer for fault in refused.value.faults] == [pointer]


def test_quotas_that_overlap_too_much_are_refused():
    quiz = Quiz(draw=2, quotas=(Quota(1, "law"), Quota(1, difficulty=1)))

    with pytest.raises(Invalid) as refused:
        check_quiz(quiz, listed([question("q1", tags=("law",)), question("q2", difficulty=2)]))

    assert [(fault.pointer, fault.detail) for fault in refused.value.faults] == [
        ("/quiz/quotas", "各类有重叠，题库里凑不齐")
    ]
