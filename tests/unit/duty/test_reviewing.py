"""A check-in that waits is settled in time by its volunteer, or by a leader who is not they."""

from dataclasses import replace
from datetime import timedelta

import pytest

from shouwang.duty.models import CheckIn, Clearance, FenceDecision, Lane, Verdict, Way
from shouwang.duty.rules import proofs, reports, reviewing
from shouwang.kernel.actor import Actor, Grant, Role
from shouwang.kernel.problem import Invalid, NotFound
from tests.unit.duty.cast import EVENING, LI, STRANGER

WAITING = CheckIn(
    "c1", "p1", "D1/B02/S05", Way.IN, Lane.LIVE, "042", EVENING, EVENING,
    FenceDecision(Verdict.UNCERTAIN, "不判"), Clearance.PENDING, "s1",
)  # fmt: skip
LEADER_HIMSELF = Actor("p1", "s", (Grant(Role.COMMANDER, "D1"),))


@pytest.mark.parametrize(("accept", "clearance"), [(True, Clearance.WORD), (False, Clearance.REFUSED)])
def test_a_leaders_word_settles_it(accept, clearance):
    assert reviewing.decide(WAITING, LI, accept=accept, reason="当面看过") is clearance


@pytest.mark.parametrize(
    ("check_in", "leader", "reason", "refusal"),
    [
        (None, LI, "好", NotFound),
        (replace(WAITING, session_id=None), LI, "好", NotFound),
        (WAITING, STRANGER, "好", NotFound),
        (WAITING, LEADER_HIMSELF, "好", reports.OwnWork),
        (replace(WAITING, clearance=Clearance.CODE), LI, "好", proofs.NothingToProve),
        (WAITING, LI, " ", Invalid),
        (WAITING, LI, "长" * 501, Invalid),
    ],
)
def test_otherwise_it_waits_on(check_in, leader, reason, refusal):
    with pytest.raises(refusal):
        reviewing.decide(check_in, leader, accept=True, reason=reason)


def test_the_volunteer_is_told_who_decided_what_and_why():
    assert reviewing.words(Clearance.WORD, "李队长", "当面看过") == (
        "打卡核过了",
        "李队长认可了你的打卡，这一班的时长记作见证。理由：当面看过",
    )
    assert reviewing.words(Clearance.REFUSED, "李队长", "没看到人") == (
        "打卡没有认可",
        "李队长没有认可你的打卡，这一班不计时长。理由：没看到人。有不同意见可以补卡说明",
    )


def test_a_quarter_of_an_hour_is_time_to_prove_it():
    proofs.require_waiting(WAITING, EVENING + timedelta(minutes=15))


@pytest.mark.parametrize(
    ("check_in", "late", "refusal"),
    [
        (WAITING, timedelta(minutes=15, seconds=1), proofs.EvidenceTooLate),
        (replace(WAITING, lane=Lane.QUEUED), timedelta(), proofs.EvidenceTooLate),
        (replace(WAITING, clearance=Clearance.FIX), timedelta(), proofs.NothingToProve),
    ],
)
def test_later_or_settled_there_is_nothing_to_prove(check_in, late, refusal):
    with pytest.raises(refusal):
        proofs.require_waiting(check_in, EVENING + late)
