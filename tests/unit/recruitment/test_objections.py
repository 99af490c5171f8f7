from datetime import timedelta

import pytest
from msgspec.structs import replace

from shouwang.kernel.actor import Role
from shouwang.kernel.mentions import mention
from shouwang.recruitment.models import Decision, Gate, Objection, ObjectionState, Stage, State
from shouwang.recruitment.rules.decisions import decide
from shouwang.recruitment.rules.objections import raise_objection, rule_on
from shouwang.recruitment.rules.problems import NotInPublicity, ObjectionOpen, ObjectionRuled, TooClose
from tests.unit.recruitment.making import EVERYTHING, NOW, force, reviewer, verdict, waiting

QUICK = force(publicity_days=0)
LATER = NOW + timedelta(days=1)
OBJECTION = Objection("application", "objection", "neighbour", NOW, b"sealed")


def test_an_objection_to_somebody_in_publicity_stops_the_pass() -> None:
    objected = raise_objection(waiting(Gate.PUBLICITY), "neighbour")

    with pytest.raises(ObjectionOpen) as refused:
        decide(objected, Gate.PUBLICITY, verdict(), EVERYTHING, QUICK, LATER)

    assert (refused.value.detail, refused.value.extra) == ("有 1 条异议还没有核", {"objections": 1})


@pytest.mark.parametrize(
    "application", [None, waiting(Gate.NUMBER), waiting(Gate.SKILLS), waiting(Gate.PUBLICITY, state=State.FAILED)]
)
def test_who_is_not_in_publicity_is_not_objected_to(application: object) -> None:
    with pytest.raises(NotInPublicity):
        raise_objection(application, "neighbour")  # type: ignore[arg-type]


def test_nobody_objects_to_the_own_application() -> None:
    with pytest.raises(TooClose):
        raise_objection(waiting(Gate.PUBLICITY), "applicant")


def test_a_dismissed_objection_is_no_longer_in_the_way() -> None:
    left, ruled = rule_on(
        waiting(Gate.PUBLICITY, objections=1), OBJECTION, 5, EVERYTHING, QUICK, LATER, upheld=False, note="查无此事"
    )

    assert left == waiting(Gate.PUBLICITY, objections=0)
    assert ruled == replace(
        OBJECTION,
        state=ObjectionState.DISMISSED,
        ruled_by="reviewer",
        ruled_by_name=mention("reviewer"),
        ruled_at=LATER,
        note="查无此事",
    )


def test_an_upheld_objection_ends_the_application_with_a_record() -> None:
    ended, ruled = rule_on(
        waiting(Gate.PUBLICITY, objections=1), OBJECTION, 5, EVERYTHING, QUICK, LATER, upheld=True, note="属实"
    )

    assert (ended.stage, ended.closed_at) == (Stage(State.FAILED, Gate.PUBLICITY), LATER)
    last = ended.records[-1]
    assert (last.gate, last.decision, last.reason) == (Gate.PUBLICITY, Decision.FAIL, "objection")
    assert ruled.state is ObjectionState.UPHELD


def test_an_objection_is_ruled_once_and_not_by_who_raised_it() -> None:
    application = waiting(Gate.PUBLICITY, objections=1)
    ruled = replace(OBJECTION, state=ObjectionState.DISMISSED)
    neighbour = reviewer(Role.RECRUITER, person_id="neighbour")

    with pytest.raises(ObjectionRuled):
        rule_on(application, ruled, 5, EVERYTHING, QUICK, LATER, upheld=True, note="属实")
    with pytest.raises(TooClose):
        rule_on(application, OBJECTION, 5, neighbour, QUICK, LATER, upheld=False, note="算了")
