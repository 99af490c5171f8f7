"""A check-in that waits is settled in time by its volunteer, or by a leader who is not they."""

from datetime import timedelta

import pytest
from msgspec.structs import replace

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
    assert reviewing.decide(WAITING, LI, EVENING, accept=accept, reason="当面看过") is clearance


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
        reviewing.decide(check_in, leader, EVENING, accept=True, reason=reason)


def test_with_a_photo_the_leader_confirms_what_was_recorded():
    shown = replace(WAITING, photos=("evidence/p1/c1/0.jpg",))

    assert reviewing.decide(shown, LI, EVENING, accept=True, reason="是那里") is Clearance.PHOTO
    assert reviewing.decide(shown, LI, EVENING, accept=False, reason="不是那里") is Clearance.REFUSED
    assert reviewing.words(Clearance.PHOTO, "李队长", "是那里")[1] == (
        "李队长认可了你的打卡，这一班的时长记作实测。理由：是那里"
    )


def test_a_queued_check_in_waits_three_days_and_no_longer_a_live_one_waits_on():
    late = EVENING + timedelta(hours=72, seconds=1)
    queued = replace(WAITING, lane=Lane.QUEUED)

    assert reviewing.decide(queued, LI, EVENING + timedelta(hours=72), accept=True, reason="好") is Clearance.WORD
    assert reviewing.decide(WAITING, LI, late, accept=True, reason="好") is Clearance.WORD
    with pytest.raises(reviewing.ReviewTooLate):
        reviewing.decide(queued, LI, late, accept=True, reason="好")


def test_three_photos_within_three_days_are_wanted_and_no_more():
    proofs.require_photo_wanted(replace(WAITING, photos=("1", "2"), lane=Lane.QUEUED), EVENING + timedelta(hours=72))

    for check_in, at, refusal in [
        (replace(WAITING, photos=("1", "2", "3")), EVENING, proofs.EnoughPhotos),
        (WAITING, EVENING + timedelta(hours=73), proofs.EvidenceTooLate),
        (replace(WAITING, clearance=Clearance.FIX), EVENING, proofs.NothingToProve),
    ]:
        with pytest.raises(refusal):
            proofs.require_photo_wanted(check_in, at)


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
