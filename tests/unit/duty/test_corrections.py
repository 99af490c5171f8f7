"""补卡: who may ask for what, who decides, and how it moves."""

from datetime import timedelta

import pytest
from msgspec.structs import replace

from shouwang.duty.models import Correction, CorrectionMonth, CorrectionState, Proposal, SessionState
from shouwang.duty.rules import corrections as rules
from shouwang.duty.rules.reports import OwnWork
from shouwang.kernel.actor import Actor, Grant, Role
from shouwang.kernel.problem import Invalid, NotFound
from tests.unit.duty.cast import LI, STRANGER, local, session, shift_window

ZHANG = Actor("p1", "s", (Grant(Role.VOLUNTEER, "D1/B02/S05"),), "张队员", "02-05-0001", "D1/B02/S05")
WANG = Actor("p-wang", "s", (Grant(Role.BRIGADE_LEADER, "D1/B02"),), "王大队长")
NOW = local(24, 9)
FORGOTTEN = session(local(23, 19), None, state=SessionState.MISSING_OUT, **shift_window(local(23, 19), local(23, 22)))
ASKED = Proposal(local(23, 19), local(23, 22), "手机没电了", session_id="s1")


def proposed(asked: Proposal = ASKED, about=FORGOTTEN, *, recorded: bool = True, now=NOW) -> Correction:
    return rules.propose(ZHANG, asked, about, recorded=recorded, correction_id="c1", now=now)


def test_a_correction_keeps_both_values():
    one = proposed()

    assert (one.in_at, one.out_at) == (local(23, 19), local(23, 22))
    assert (one.recorded_in_at, one.recorded_out_at, one.beyond_min) == (local(23, 19), None, 180)


def test_what_a_record_bears_out_needs_nobodys_word():
    early = session(local(23, 19), local(23, 21, 30))

    assert proposed(replace(ASKED, out_at=local(23, 22)), early).beyond_min == 30


@pytest.mark.parametrize(
    ("change", "pointers"),
    [
        ({"reason": ""}, ["/reason"]),
        ({"reason": "长" * 501, "evidence": "长" * 501}, ["/reason", "/evidence"]),
        ({"out_at": NOW + timedelta(minutes=1), "in_at": NOW - timedelta(hours=1)}, ["/out_at", "/in_at"]),
        ({"out_at": local(23, 19)}, ["/out_at"]),
        ({"out_at": local(23, 18)}, ["/out_at"]),
        ({"in_at": local(23, 15), "out_at": local(23, 21, 1)}, ["/out_at"]),
        ({"out_at": local(23, 22, 1)}, ["/out_at"]),
        ({"in_at": local(23, 12, 59), "out_at": local(23, 14)}, ["/in_at"]),
    ],
)
def test_every_fault_of_a_proposal_is_named(change, pointers):
    with pytest.raises(Invalid) as refused:
        proposed(replace(ASKED, **change))

    assert [fault.pointer for fault in refused.value.faults] == pointers


def test_nobody_remembers_seconds():
    asked = rules.whole_minutes(replace(ASKED, in_at=local(23, 19, 0, 59), out_at=local(23, 22, 0, 1), reason=" 没电 "))

    assert (asked.in_at, asked.out_at, asked.reason) == (local(23, 19), local(23, 22), "没电")


def test_seven_days_after_a_duty_it_is_too_late():
    ended = session(local(10, 19), local(10, 20))
    asked = replace(ASKED, in_at=local(10, 19), out_at=local(10, 22))

    assert proposed(asked, ended, now=local(17, 20)).state is CorrectionState.WAITING
    with pytest.raises(rules.CorrectionTooLate):
        proposed(asked, ended, now=local(17, 20, 0, 1))


def test_a_duty_that_runs_or_was_corrected_is_not_corrected():
    with pytest.raises(rules.DutyStillOpen):
        proposed(about=session(local(23, 19), None))
    with pytest.raises(rules.CorrectedBefore):
        proposed(about=replace(FORGOTTEN, corrected=rules.corrected(proposed())))


def test_three_a_month_one_waiting_a_duty_and_one_withdrawn_does_not_count():
    month = CorrectionMonth("2026-11")
    for n in range(3):
        month = rules.count_in(month, replace(proposed(), session_id=f"s{n}"))

    with pytest.raises(rules.TooManyCorrections):
        rules.count_in(month, replace(proposed(), session_id="s9"))
    with pytest.raises(rules.CorrectedBefore):
        rules.count_in(month, replace(proposed(), session_id="s0"))
    withdrawn = rules.count_out(month, replace(rules.withdraw(proposed(), "p1"), session_id="s1"))
    refused = rules.count_out(month, replace(decided(accept=False), session_id="s2"))
    assert (withdrawn.used, withdrawn.waiting) == (2, ("s0", "s2"))
    assert (refused.used, refused.waiting) == (3, ("s0", "s1"))


def decided(one: Correction | None = None, leader: Actor = LI, *, accept: bool = True) -> Correction:
    return rules.decide(one or proposed(), leader, accept=accept, reason="核过岗亭登记本", now=NOW)


def test_one_word_is_enough_up_to_four_hours_and_two_above():
    four_hours = replace(proposed(), beyond_min=240)
    more = replace(proposed(), beyond_min=241)

    assert decided(four_hours).state is CorrectionState.APPROVED
    assert decided(more).state is CorrectionState.SECOND
    assert decided(decided(more), WANG).state is CorrectionState.APPROVED
    with pytest.raises(rules.OtherLeaderNeeded):
        decided(decided(more))


def test_a_refusal_is_one_word_also_of_the_second_leader():
    more = replace(proposed(), beyond_min=241)

    assert decided(accept=False).state is CorrectionState.REFUSED
    assert decided(decided(more), WANG, accept=False).state is CorrectionState.REFUSED


def test_nobody_approves_or_reverses_the_own():
    own = replace(proposed(), person_id=LI.person_id)

    with pytest.raises(OwnWork):
        decided(own)
    with pytest.raises(OwnWork):
        rules.reverse(replace(own, state=CorrectionState.APPROVED), LI, "撤", NOW)


def test_only_leaders_of_the_unit_decide_and_only_with_a_reason():
    with pytest.raises(NotFound):
        decided(leader=STRANGER)
    with pytest.raises(NotFound):
        rules.decide(None, LI, accept=True, reason="好", now=NOW)
    with pytest.raises(Invalid):
        rules.decide(proposed(), LI, accept=True, reason="  ", now=NOW)


def test_who_asked_may_withdraw_while_it_waits_and_nobody_else():
    with pytest.raises(NotFound):
        rules.withdraw(proposed(), "p2")
    with pytest.raises(rules.CorrectionSettled):
        rules.withdraw(decided(), "p1")
    assert rules.withdraw(proposed(), "p1").state is CorrectionState.WITHDRAWN


@pytest.mark.parametrize("state", [s for s in CorrectionState if s not in rules.UNDECIDED])
def test_what_is_settled_is_not_decided_again(state):
    with pytest.raises(rules.CorrectionSettled):
        decided(replace(proposed(), state=state))


def test_an_approved_one_can_be_taken_back_and_says_who_said_what():
    back = rules.reverse(decided(), LI, "登记本上是别人", NOW)

    assert (back.state, [(w.name, w.accept) for w in back.words]) == (
        CorrectionState.REVERSED,
        [(LI.mention, True), (LI.mention, False)],
    )
    assert rules.words(back) == (
        "补卡撤销了",
        f"11 月 23 日 19:00–22:00 的补卡撤销了，时长照原来打卡的算。{LI.mention}的理由：登记本上是别人。有不同意见找上级队长",
    )
    assert [v.name for v in rules.corrected(decided()).vouchers] == [LI.mention]


def test_every_state_says_what_it_may_become():
    assert set(rules.STEPS) == set(CorrectionState)
