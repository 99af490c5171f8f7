"""What was done, told by who did it; how well, judged by somebody else."""

from datetime import timedelta

import pytest
from msgspec.structs import replace

from shouwang.duty.models import DutyReport, Mark, SessionState
from shouwang.duty.rules import reports
from shouwang.kernel.actor import Actor, Grant, Role
from shouwang.kernel.problem import Fault, Invalid, NotFound
from tests.unit.duty.cast import EVENING, LI, STRANGER, session

ENDED = EVENING + timedelta(hours=3)
DONE = session(EVENING, ENDED)
WRITTEN = DutyReport("patrol", "巡了三趟，劝开一起口角", ENDED + timedelta(minutes=5), {"disputes_mediated": 1})
REPORTED = replace(DONE, report=WRITTEN)


def test_a_report_stands_with_its_duty():
    assert reports.report(DONE, "p1", WRITTEN) == REPORTED


def test_until_it_is_marked_a_report_can_be_written_again():
    again = replace(WRITTEN, text="巡了四趟")

    assert reports.report(REPORTED, "p1", again).report == again


def test_a_forgotten_check_out_can_still_be_reported():
    forgotten = session(EVENING, None, state=SessionState.MISSING_OUT)

    assert reports.report(forgotten, "p1", WRITTEN).report == WRITTEN


@pytest.mark.parametrize(
    ("one", "person", "written", "refusal"),
    [
        (None, "p1", WRITTEN, NotFound),
        (DONE, "p2", WRITTEN, NotFound),
        (session(EVENING, None), "p1", WRITTEN, reports.DutyNotEnded),
        (replace(REPORTED, mark=Mark(4, "好", "p-li", ENDED)), "p1", WRITTEN, reports.AlreadyMarked),
        (DONE, "p1", replace(WRITTEN, reported_at=ENDED + timedelta(days=7, seconds=1)), reports.ReportTooLate),
    ],
)
def test_a_report_is_refused_with_its_reason(one, person, written, refusal):
    with pytest.raises(refusal):
        reports.report(one, person, written)


def test_every_fault_of_a_report_is_listed():
    counts = {"disputes_mediated": -1, "hazards_found": 1000, "arrests": 1}

    with pytest.raises(Invalid) as refused:
        reports.report(DONE, "p1", replace(WRITTEN, text="  ", counts=counts))

    assert refused.value.faults == (
        Fault("/text", "写 1 到 500 个字"),
        Fault("/counts/disputes_mediated", "调处纠纷在 0 到 999 之间"),
        Fault("/counts/hazards_found", "发现隐患在 0 到 999 之间"),
        Fault("/counts/arrests", "没有这一项"),
    )


@pytest.mark.parametrize("score", [0, 5])
def test_a_leader_marks_from_0_to_5_with_a_reason(score):
    marked = reports.mark(REPORTED, LI, score, " 三趟都走全了 ", ENDED)

    assert marked == replace(REPORTED, mark=Mark(score, "三趟都走全了", "p-li", ENDED))


LEADER_HIMSELF = Actor("p1", "s", (Grant(Role.BRIGADE_LEADER, "D1/B02"),))
RECRUITER = Actor("p-wang", "s", (Grant(Role.RECRUITER, "D1"),))


@pytest.mark.parametrize(
    ("one", "leader", "refusal"),
    [
        (None, LI, NotFound),
        (REPORTED, STRANGER, NotFound),
        (REPORTED, RECRUITER, NotFound),
        (REPORTED, LEADER_HIMSELF, reports.OwnWork),
        (DONE, LI, reports.NothingToMark),
        (replace(REPORTED, mark=Mark(4, "好", "p-li", ENDED)), LI, reports.AlreadyMarked),
    ],
)
def test_nobody_marks_the_own_work_or_another_units(one, leader, refusal):
    with pytest.raises(refusal):
        reports.mark(one, leader, 4, "好", ENDED)


@pytest.mark.parametrize(
    ("score", "reason", "pointers"),
    [(6, "好", ["/score"]), (-1, " ", ["/score", "/reason"]), (3, "长" * 501, ["/reason"])],
)
def test_every_fault_of_a_mark_is_listed(score, reason, pointers):
    with pytest.raises(Invalid) as refused:
        reports.mark(REPORTED, LI, score, reason, ENDED)

    assert [fault.pointer for fault in refused.value.faults] == pointers
