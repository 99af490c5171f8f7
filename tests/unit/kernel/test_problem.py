"""A refusal says what a reader needs and never more than it was given."""

from shouwang.kernel.problem import Fault, Invalid, NotFound, Problem, Stale


def test_a_refusal_without_words_uses_its_title():
    assert NotFound().detail == "没有找到"


def test_a_refusal_carries_words_faults_and_figures():
    refused = Invalid("有 1 处", faults=[Fault("/name", "没有填")], retry_after_s=3)

    assert (refused.detail, refused.faults, refused.extra) == (
        "有 1 处",
        (Fault("/name", "没有填"),),
        {"retry_after_s": 3},
    )


def test_as_text_a_refusal_is_only_its_slug():
    assert str(Stale("张三的申请变了")) == "stale"
    assert {Problem.status, NotFound.status, Stale.status} == {400, 404, 409}
