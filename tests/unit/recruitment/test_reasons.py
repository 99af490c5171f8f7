from typing import Any

import pytest

from shouwang.kernel.problem import Fault
from shouwang.recruitment.models import Decision, Gate
from shouwang.recruitment.rules.problems import ReasonMissing
from shouwang.recruitment.rules.reasons import REASONS, reasons_at, require_reason
from tests.unit.recruitment.making import verdict

RETURNS = {code for code, reason in REASONS.items() if reason.decision is Decision.RETURN}
NOT_CHOSEN = Fault("/reason", "要从这一关的原因里选一个")


def test_every_gate_has_reasons_of_its_own_list_to_fail() -> None:
    assert {gate: [*reasons_at(gate, Decision.FAIL)] for gate in Gate} == {
        Gate.WILLINGNESS: ["unwilling", "duplicate", "untrue", "other-final"],
        Gate.POLITICAL: ["not-cleared"],
        Gate.FITNESS: ["unfit", "duplicate", "untrue", "other-final"],
        Gate.SKILLS: ["unskilled", "duplicate", "untrue", "other-final"],
        Gate.PUBLICITY: ["objection", "duplicate", "untrue", "other-final"],
        Gate.NUMBER: ["objection", "duplicate", "untrue", "other-final"],
    }


def test_a_pass_needs_no_words() -> None:
    require_reason(Gate.FITNESS, verdict())
    require_reason(Gate.FITNESS, verdict(note="走完三公里"))


@pytest.mark.parametrize("code", sorted(RETURNS))
def test_a_form_is_returned_for_a_reason_of_the_list(code: str) -> None:
    require_reason(Gate.FITNESS, verdict(Decision.RETURN, code, "改好再来"))


@pytest.mark.parametrize(
    ("gate", "what", "fault"),
    [
        (Gate.FITNESS, verdict(Decision.PASS, "photo"), Fault("/reason", "通过不用写原因")),
        (Gate.FITNESS, verdict(Decision.FAIL, ""), NOT_CHOSEN),
        (Gate.FITNESS, verdict(Decision.FAIL, "photo"), NOT_CHOSEN),
        (Gate.FITNESS, verdict(Decision.RETURN, "unfit"), NOT_CHOSEN),
        (Gate.SKILLS, verdict(Decision.FAIL, "unfit"), NOT_CHOSEN),
        (Gate.POLITICAL, verdict(Decision.FAIL, "untrue"), NOT_CHOSEN),
        (Gate.FITNESS, verdict(Decision.RETURN, "other", " "), Fault("/note", "选了「别的」，要写明是什么")),
        (Gate.FITNESS, verdict(Decision.FAIL, "other-final"), Fault("/note", "选了「别的」，要写明是什么")),
    ],
)
def test_a_reason_that_does_not_fit_is_refused(gate: Gate, what: Any, fault: Fault) -> None:
    with pytest.raises(ReasonMissing) as refused:
        require_reason(gate, what)

    assert refused.value.faults == (fault,)


@pytest.mark.parametrize(
    "what",
    [
        verdict(note="公安协查：无不宜情形"),
        verdict(Decision.FAIL, "not-cleared", "2019 年有拘留"),
        verdict(Decision.RETURN, "declaration", "缺签名"),
    ],
)
def test_the_political_gate_keeps_the_decision_and_nothing_else(what: Any) -> None:
    with pytest.raises(ReasonMissing) as refused:
        require_reason(Gate.POLITICAL, what)

    assert refused.value.faults == (Fault("/note", "政治关只记通过、退回或不通过，不写备注"),)
