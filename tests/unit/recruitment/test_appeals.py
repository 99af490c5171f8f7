from datetime import date, timedelta
from typing import Any

import pytest
from msgspec.structs import replace

from shouwang.kernel.actor import Role
from shouwang.kernel.problem import Fault, Problem
from shouwang.recruitment.models import Appeal, Application, Decision, Gate, GateRecord, Stage, State
from shouwang.recruitment.rules.appeals import APPEAL_WITHIN, appeal, appeal_until, reopen, rule_on
from shouwang.recruitment.rules.decisions import may_apply_on, withdraw
from shouwang.recruitment.rules.problems import (
    AppealLate,
    AppealSpent,
    DecidedBefore,
    NotNow,
    NotYourGate,
    OwnRefusal,
    ReasonMissing,
    TooClose,
)
from tests.unit.recruitment.making import EVERYTHING, FORCE, NOW, reviewer, waiting

LATER = NOW + timedelta(days=3)
OTHER = reviewer(Role.RECRUITER, person_id="other", name="孟归程")


def refused_at(gate: Gate, **more: Any) -> Application:
    """An application that the reviewer has refused."""
    record = GateRecord(gate, Decision.FAIL, "reviewer", "王招录", NOW, 4, "unfit")
    failed = waiting(gate, state=State.FAILED, closed_at=NOW)
    return replace(failed, records=(*failed.records, record), **more)


def refusal(kind: type[Problem], act: Any) -> Problem:
    with pytest.raises(kind) as refused:
        act()
    return refused.value


def test_an_appeal_waits_at_the_gate_that_refused_and_is_due_like_an_application() -> None:
    appealed = appeal(refused_at(Gate.FITNESS), "我有体检报告", FORCE, LATER)

    assert (appealed.stage, appealed.since, appealed.closed_at) == (Stage(State.APPEALED, Gate.FITNESS), LATER, NOW)
    assert appealed.due_on == date(2026, 12, 1)
    assert appealed.appeal == Appeal("我有体检报告", LATER, "reviewer")


def test_one_appeals_once_and_within_thirty_days() -> None:
    spent = refused_at(Gate.FITNESS, appeal=Appeal("我有体检报告", NOW, "reviewer", granted=False))
    fresh = refused_at(Gate.FITNESS)

    refusal(AppealSpent, lambda: appeal(spent, "再看一次", FORCE, LATER))
    refusal(AppealLate, lambda: appeal(fresh, "再看一次", FORCE, NOW + APPEAL_WITHIN + timedelta(days=1)))
    assert appeal(fresh, "再看一次", FORCE, NOW + APPEAL_WITHIN).state is State.APPEALED
    assert (appeal_until(fresh), appeal_until(spent), appeal_until(waiting(Gate.FITNESS))) == (
        date(2026, 12, 23),
        None,
        None,
    )


def test_what_was_not_refused_is_not_appealed_against() -> None:
    for application in (waiting(Gate.FITNESS), waiting(Gate.NUMBER, state=State.PASSED, gate=None)):
        assert refusal(NotNow, lambda each=application: appeal(each, "再看一次", FORCE, LATER)).detail == (
            "只有没通过的报名才能申诉"
        )


@pytest.mark.parametrize(
    ("granted", "stage", "closed_at"),
    [
        (True, Stage(State.REVIEW, Gate.FITNESS), None),
        (False, Stage(State.FAILED, Gate.FITNESS), NOW),
    ],
)
def test_another_person_rules_and_the_ninety_days_still_count_from_the_refusal(
    granted: bool, stage: Stage, closed_at: Any
) -> None:
    appealed = appeal(refused_at(Gate.FITNESS), "我有体检报告", FORCE, LATER)

    ruled = rule_on(appealed, 5, OTHER, FORCE, LATER, granted=granted, note="看过报告")

    assert (ruled.stage, ruled.closed_at) == (stage, closed_at)
    assert ruled.appeal == Appeal(
        "我有体检报告", LATER, "reviewer", granted, "other", OTHER.actor.mention, LATER, "看过报告"
    )
    assert may_apply_on(ruled) == (None if granted else date(2027, 2, 21))


def test_who_refused_does_not_rule_nor_does_a_friend_nor_who_read_something_else() -> None:
    appealed = appeal(refused_at(Gate.FITNESS), "我有体检报告", FORCE, LATER)

    def rule(by: Any = OTHER, version: int = 5, **how: Any) -> Any:
        return lambda: rule_on(appealed, version, by, FORCE, LATER, granted=True, **{"note": "", **how})

    refusal(OwnRefusal, rule(EVERYTHING))
    refusal(NotYourGate, rule(reviewer(Role.TRAINER, person_id="other")))
    refusal(TooClose, rule(replace(OTHER, kin=frozenset({"phone of 周大"}))))
    assert refusal(DecidedBefore, rule(version=3)).extra["changed"] == ("身体关不通过", "本人申诉")
    assert rule(reviewer(Role.COMMANDER, person_id="other"))().state is State.REVIEW


def test_without_an_appeal_there_is_nothing_to_rule_on() -> None:
    for application in (refused_at(Gate.FITNESS), waiting(Gate.NUMBER, state=State.PASSED, gate=None)):
        refusal(NotNow, lambda each=application: rule_on(each, 5, OTHER, FORCE, LATER, granted=True, note=""))


def test_an_appeal_that_is_taken_back_leaves_the_refusal_as_it_was() -> None:
    appealed = appeal(refused_at(Gate.FITNESS), "我有体检报告", FORCE, LATER)

    back = withdraw(appealed, FORCE, LATER)

    assert (back.state, back.closed_at, appeal_until(back)) == (State.FAILED, NOW, None)


def test_a_mistaken_refusal_is_reopened_at_its_gate_with_a_reason_of_the_list() -> None:
    failed = refused_at(Gate.FITNESS)

    opened = reopen(failed, 5, EVERYTHING, FORCE, LATER, reason="mistake", note="看错了人")

    assert (opened.stage, opened.closed_at, opened.records) == (
        Stage(State.REVIEW, Gate.FITNESS),
        None,
        failed.records,
    )
    wrong = refusal(ReasonMissing, lambda: reopen(failed, 5, OTHER, FORCE, LATER, reason="unfit", note=""))
    assert wrong.faults == (Fault("/reason", "要从重开的原因里选一个"),)
    refusal(NotNow, lambda: reopen(waiting(Gate.FITNESS), 5, OTHER, FORCE, LATER, reason="mistake", note=""))


def test_the_political_gate_keeps_no_words_of_a_second_look() -> None:
    failed = refused_at(Gate.POLITICAL)
    checker = reviewer(Role.POLITICAL_CHECKER, person_id="other")

    wrong = refusal(ReasonMissing, lambda: reopen(failed, 5, checker, FORCE, LATER, reason="mistake", note="他说"))

    assert wrong.faults == (Fault("/note", "政治关只记结论，不写备注"),)
