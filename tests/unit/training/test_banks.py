import pytest
from hypothesis import given

from shouwang.kernel.problem import Invalid
from shouwang.training.models import Policy, QuestionKind, Quiz
from shouwang.training.rules import check_bank, check_quiz
from tests.unit.training.makers import question, questions


@given(questions())
def test_a_good_question_passes(asked):
    check_bank([asked])


@pytest.mark.parametrize(
    ("changes", "pointer"),
    [
        ({"stem": "  "}, "/questions/0/stem"),
        ({"options": ("甲",), "key": (0,)}, "/questions/0/options"),
        ({"options": tuple("甲乙丙丁戊己庚辛壬")}, "/questions/0/options"),
        ({"options": ("甲", "甲", "乙")}, "/questions/0/options"),
        ({"key": ()}, "/questions/0/key"),
        ({"key": (4,)}, "/questions/0/key"),
        ({"kind": QuestionKind.SINGLE}, "/questions/0/key"),
        ({"points": 0}, "/questions/0/points"),
        ({"policy": Policy.WEIGHTED}, "/questions/0/weights"),
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
    check_quiz(Quiz(draw=2, quotas={"law": 1}), [question("q1", tag="law"), question("q2")])


@pytest.mark.parametrize(
    ("quiz", "pointer"),
    [
        (Quiz(draw=3), "/quiz/draw"),
        (Quiz(draw=0), "/quiz/draw"),
        (Quiz(draw=1, quotas={"law": 2}), "/quiz/quotas"),
        (Quiz(draw=2, quotas={"fire": 1}), "/quiz/quotas/fire"),
        (Quiz(draw=2, pass_mark=0), "/quiz/pass_mark"),
        (Quiz(draw=2, pass_mark=101), "/quiz/pass_mark"),
    ],
)
def test_a_quiz_that_its_bank_cannot_fill_is_refused(quiz, pointer):
    with pytest.raises(Invalid) as refused:
        check_quiz(quiz, [question("q1", tag="law"), question("q2", tag="law")])

    assert [fault.pointer for fault in refused.value.faults] == [pointer]
