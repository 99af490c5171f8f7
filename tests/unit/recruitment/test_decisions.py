from datetime import date, timedelta
from typing import Any

import pytest
from msgspec.structs import replace

from shouwang.kernel.actor import Role
from shouwang.kernel.mentions import mention
from shouwang.kernel.problem import Fault, Problem
from shouwang.recruitment.models import (
    Application,
    Decision,
    DrillMark,
    Gate,
    GateRecord,
    QuizPass,
    Stage,
    State,
    Verdict,
)
from shouwang.recruitment.rules.decisions import (
    decide,
    quiz_passed,
    require_editable,
    require_may_begin,
    submit,
    withdraw,
)
from shouwang.recruitment.rules.due import due_on
from shouwang.recruitment.rules.owners import may_decide
from shouwang.recruitment.rules.problems import (
    AlreadyMember,
    DecidedBefore,
    NotEditable,
    NotNow,
    NotYourGate,
    PublicityRunning,
    QuizMissing,
    ReasonMissing,
    SamePerson,
    TooClose,
    TooEarly,
    WrongGate,
)
from tests.unit.recruitment.making import EVERYTHING, FORCE, GATES, NOW, SQUADRON, force, reviewer, verdict, waiting

QUIZ = QuizPass("patrol-law", 90, NOW)
DRILL = DrillMark("reviewer", mention("reviewer"), NOW, "动作到位")
LATER = NOW + timedelta(hours=3)
OWNERS = {
    Gate.WILLINGNESS: Role.RECRUITER,
    Gate.POLITICAL: Role.POLITICAL_CHECKER,
    Gate.FITNESS: Role.RECRUITER,
    Gate.SKILLS: Role.TRAINER,
    Gate.PUBLICITY: Role.COMMANDER,
    Gate.NUMBER: Role.COMMANDER,
}
QUICK = force(oldest=200, publicity_days=0)


def refusal(kind: type[Problem], application: Application, gate: Gate, **how: Any) -> Problem:
    by, what = how.get("by", EVERYTHING), how.get("what", verdict())
    with pytest.raises(kind) as refused:
        decide(application, gate, what, by, how.get("force", QUICK), how.get("now", LATER))
    return refused.value


@pytest.mark.parametrize("gate", GATES)
def test_the_owner_of_a_gate_passes_an_application_on(gate: Gate) -> None:
    owner = reviewer(OWNERS[gate], over="D1/B01")
    before = waiting(gate, quiz=QUIZ)

    after = decide(before, gate, verdict(), owner, QUICK, LATER)

    record = GateRecord(
        gate, Decision.PASS, "reviewer", mention("reviewer"), LATER, 5, waited_since=before.since, due_on=before.due_on
    )
    following = [*GATES[GATES.index(gate) + 1 :], None][0]
    assert after == replace(
        before,
        state=State.REVIEW if following else State.PASSED,
        gate=following,
        since=LATER,
        due_on=due_on(Stage(State.REVIEW, following), LATER, QUICK),
        closed_at=None if following else LATER,
        records=(*before.records, record),
    )


@pytest.mark.parametrize("gate", GATES)
def test_nobody_else_decides_a_gate(gate: Gate) -> None:
    others = set(Role) - {OWNERS[gate], *(role for rule in FORCE.gates if rule.gate == gate for role in rule.deciders)}

    refusal(NotYourGate, waiting(gate, quiz=QUIZ), gate, by=reviewer(*others))


def test_the_owner_of_a_gate_elsewhere_in_the_force_does_not_decide_it_here() -> None:
    refusal(NotYourGate, waiting(Gate.FITNESS), Gate.FITNESS, by=reviewer(Role.RECRUITER, over="D1/B02"))


def test_who_decides_a_gate_is_data_of_the_force() -> None:
    rules = tuple(replace(rule, deciders=(Role.BRIGADE_LEADER,)) for rule in FORCE.gates)
    leader = reviewer(Role.BRIGADE_LEADER, over="D1/B01")

    after = decide(waiting(Gate.FITNESS), Gate.FITNESS, verdict(), leader, force(*rules), LATER)

    assert after.stage == Stage(State.REVIEW, Gate.SKILLS)
    refusal(NotYourGate, waiting(Gate.FITNESS), Gate.FITNESS, by=EVERYTHING, force=force(*rules))


def test_nobody_decides_the_own_application() -> None:
    himself = replace(EVERYTHING, actor=replace(EVERYTHING.actor, person_id="applicant"))

    refusal(TooClose, waiting(Gate.FITNESS), Gate.FITNESS, by=himself)


@pytest.mark.parametrize("shared", ["phone of 周㛃", "phone of 周大"])
def test_nobody_decides_for_who_shares_a_phone_or_an_emergency_contact(shared: str) -> None:
    friend = replace(EVERYTHING, kin=frozenset({"own phone", shared}))

    refusal(TooClose, waiting(Gate.FITNESS), Gate.FITNESS, by=friend)


def test_a_decision_about_an_old_version_tells_who_decided_what_before() -> None:
    passed = decide(waiting(Gate.FITNESS), Gate.FITNESS, verdict(), EVERYTHING, QUICK, LATER)
    now_there = replace(passed, version=6)

    stale = refusal(DecidedBefore, now_there, Gate.FITNESS, what=verdict(Decision.RETURN, "photo"))

    assert stale.detail == f"{mention('reviewer')} 22:00 已判「通过」，你的「退回」没有提交"
    assert stale.extra == {
        "version": 6,
        "state": State.REVIEW,
        "changed": ("身体关通过",),
        "decided_by": mention("reviewer"),
        "decided_at": LATER,
        "decision": Decision.PASS,
        "gate": Gate.FITNESS,
    }


def test_a_change_that_was_no_decision_is_told_without_a_name() -> None:
    edited = waiting(Gate.FITNESS, version=9)

    stale = refusal(DecidedBefore, edited, Gate.FITNESS)

    assert (stale.detail, stale.extra) == (
        "这份报名刚改过，你的「通过」没有提交",
        {"version": 9, "state": State.REVIEW, "changed": ()},
    )


def test_who_has_no_name_yet_is_somebody_else() -> None:
    nameless = replace(EVERYTHING, actor=replace(EVERYTHING.actor, name=""))
    passed = decide(waiting(Gate.FITNESS), Gate.FITNESS, verdict(), nameless, QUICK, LATER)

    stale = refusal(DecidedBefore, replace(passed, version=6), Gate.FITNESS)

    assert stale.detail == "别人 22:00 已判「通过」，你的「通过」没有提交"


@pytest.mark.parametrize("gate", [gate for gate in GATES if gate is not Gate.FITNESS])
def test_no_other_gate_than_the_one_it_is_at_can_be_decided(gate: Gate) -> None:
    wrong = refusal(WrongGate, waiting(Gate.FITNESS), gate)

    assert wrong.extra == {"gate": Gate.FITNESS, "state": State.REVIEW}


@pytest.mark.parametrize("state", [State.PASSED, State.FAILED, State.WITHDRAWN])
def test_what_is_over_cannot_be_decided(state: State) -> None:
    refusal(WrongGate, waiting(Gate.FITNESS, state=state), Gate.FITNESS)


def test_a_returned_application_waits_for_its_owner_not_for_a_decision() -> None:
    refusal(NotNow, waiting(Gate.FITNESS, state=State.RETURNED), Gate.FITNESS)


def test_a_return_says_why_and_takes_the_drill_back() -> None:
    before = waiting(Gate.SKILLS, drill=DRILL)

    after = decide(before, Gate.SKILLS, verdict(Decision.RETURN, "photo", "看不清脸"), EVERYTHING, QUICK, LATER)

    assert (after.stage, after.drill, after.closed_at) == (Stage(State.RETURNED, Gate.SKILLS), None, None)
    assert after.records[-1] == GateRecord(
        Gate.SKILLS,
        Decision.RETURN,
        "reviewer",
        mention("reviewer"),
        LATER,
        5,
        "photo",
        "看不清脸",
        before.since,
        before.due_on,
    )


def test_a_fail_ends_the_application() -> None:
    after = decide(waiting(Gate.FITNESS), Gate.FITNESS, verdict(Decision.FAIL, "unfit"), EVERYTHING, QUICK, LATER)

    assert (after.stage, after.closed_at) == (Stage(State.FAILED, Gate.FITNESS), LATER)


def test_a_decision_without_a_proper_reason_is_refused() -> None:
    wrong = refusal(ReasonMissing, waiting(Gate.FITNESS), Gate.FITNESS, what=verdict(Decision.FAIL))

    assert wrong.faults == (Fault("/reason", "要从这一关的原因里选一个"),)


def test_a_trainers_pass_before_the_quiz_is_the_signature_for_the_drill() -> None:
    before = waiting(Gate.SKILLS)

    after = decide(before, Gate.SKILLS, verdict(note="动作到位"), EVERYTHING, QUICK, LATER)

    assert after == replace(before, drill=replace(DRILL, at=LATER))
    refusal(QuizMissing, after, Gate.SKILLS)


def test_the_quiz_closes_the_gate_once_the_drill_is_signed() -> None:
    before = waiting(Gate.SKILLS, drill=DRILL)

    after = quiz_passed(before, QUIZ, QUICK, LATER)

    record = GateRecord(Gate.SKILLS, Decision.PASS, "reviewer", mention("reviewer"), LATER, 5, "", "动作到位")
    due = due_on(Stage(State.REVIEW, Gate.PUBLICITY), LATER, QUICK)
    moved = replace(before, quiz=QUIZ, gate=Gate.PUBLICITY, since=LATER, due_on=due)
    assert after == replace(moved, records=(*before.records, record))


@pytest.mark.parametrize(
    "before",
    [
        waiting(Gate.SKILLS),
        waiting(Gate.WILLINGNESS),
        waiting(Gate.SKILLS, state=State.RETURNED, drill=DRILL),
        waiting(Gate.SKILLS, drill=DRILL, duplicate_of="26-0771"),
        Application("application", "applicant", NOW),
    ],
)
def test_a_quiz_passed_before_its_time_is_only_noted(before: Application) -> None:
    assert quiz_passed(before, QUIZ, QUICK, LATER) == replace(before, quiz=QUIZ)


def test_a_second_quiz_or_one_after_the_end_changes_nothing() -> None:
    passed, over = waiting(Gate.SKILLS, quiz=QUIZ, drill=DRILL), waiting(Gate.SKILLS, state=State.FAILED)

    assert quiz_passed(passed, replace(QUIZ, score=100), QUICK, LATER) is passed
    assert quiz_passed(over, QUIZ, QUICK, LATER) is over


def test_publicity_cannot_be_cut_short() -> None:
    full = force(oldest=200)

    early = refusal(PublicityRunning, waiting(Gate.PUBLICITY), Gate.PUBLICITY, force=full, now=NOW + timedelta(days=7))

    assert (early.detail, early.extra) == ("公示要到 12 月 1 日", {"ends_on": date(2026, 12, 1)})
    after = decide(waiting(Gate.PUBLICITY), Gate.PUBLICITY, verdict(), EVERYTHING, full, NOW + timedelta(days=8))
    assert after.gate is Gate.NUMBER


def test_an_objection_ends_publicity_at_any_time() -> None:
    after = decide(
        waiting(Gate.PUBLICITY), Gate.PUBLICITY, verdict(Decision.FAIL, "objection"), EVERYTHING, force(), LATER
    )

    assert after.stage == Stage(State.FAILED, Gate.PUBLICITY)


@pytest.mark.parametrize("gate", GATES)
def test_nothing_passes_while_another_application_holds_the_document(gate: Gate) -> None:
    twin = waiting(gate, quiz=QUIZ, duplicate_of="26-0771")

    refused = refusal(SamePerson, twin, gate)

    assert refused.extra == {"number": "26-0771"}


def test_handing_in_leads_to_the_first_gate_and_keeps_the_first_instant_for_ever() -> None:
    draft = Application("application", "applicant", NOW, fields={"unit_path": SQUADRON})

    first = submit(draft, FORCE, NOW)
    returned = replace(first, state=State.RETURNED, gate=Gate.FITNESS, fields={"unit_path": "D1/B01/S02"})
    again = submit(returned, FORCE, LATER)

    assert (first.stage, first.unit_path, first.since) == (Stage(State.REVIEW, Gate.WILLINGNESS), SQUADRON, NOW)
    assert (again.stage, again.unit_path) == (Stage(State.REVIEW, Gate.FITNESS), "D1/B01/S02")
    assert (again.since, again.submitted_at) == (LATER, NOW)


def test_what_was_handed_in_cannot_be_handed_in_again() -> None:
    with pytest.raises(NotNow):
        submit(waiting(Gate.WILLINGNESS, fields={"unit_path": SQUADRON}), FORCE, NOW)


@pytest.mark.parametrize("gate", GATES)
def test_an_applicant_may_go_at_any_time(gate: Gate) -> None:
    after = withdraw(waiting(gate), FORCE, LATER)

    assert (after.stage, after.closed_at) == (Stage(State.WITHDRAWN, gate), LATER)


def test_who_is_in_cannot_withdraw_the_application() -> None:
    with pytest.raises(NotNow):
        withdraw(waiting(Gate.NUMBER, state=State.PASSED, gate=None), FORCE, LATER)


def test_a_form_is_written_before_it_is_handed_in_and_after_it_was_returned() -> None:
    require_editable(Application("application", "applicant", NOW), ["name", "document_number"])
    require_editable(waiting(Gate.WILLINGNESS, state=State.RETURNED), ["name", "document_number"])
    require_editable(waiting(Gate.FITNESS, state=State.RETURNED), ["community"])

    with pytest.raises(NotEditable):
        require_editable(waiting(Gate.WILLINGNESS))


@pytest.mark.parametrize("name", ["name", "document_number"])
def test_who_one_is_cannot_be_rewritten_behind_a_gate_that_checked_it(name: str) -> None:
    with pytest.raises(NotEditable) as refused:
        require_editable(waiting(Gate.FITNESS, state=State.RETURNED), [name])

    assert refused.value.detail == "姓名和证件号已经核过，要改先撤回，再报一份"


def test_one_may_begin_at_first_and_after_having_withdrawn() -> None:
    require_may_begin(None, NOW)
    require_may_begin(waiting(Gate.FITNESS, state=State.WITHDRAWN, closed_at=NOW), NOW)


def test_one_application_at_a_time() -> None:
    with pytest.raises(NotEditable):
        require_may_begin(waiting(Gate.FITNESS), NOW)


def test_a_member_does_not_apply() -> None:
    with pytest.raises(AlreadyMember) as refused:
        require_may_begin(waiting(Gate.NUMBER, state=State.PASSED, volunteer_number="01-01-0001"), NOW)

    assert refused.value.extra == {"volunteer_number": "01-01-0001"}


def test_who_was_refused_may_apply_again_after_ninety_days() -> None:
    refused = waiting(Gate.FITNESS, state=State.FAILED, closed_at=NOW)

    with pytest.raises(TooEarly) as early:
        require_may_begin(refused, NOW + timedelta(days=89))
    require_may_begin(refused, NOW + timedelta(days=90))

    assert (early.value.detail, early.value.extra) == ("2 月 21 日以后可以再报", {"again_on": date(2027, 2, 21)})


@pytest.mark.parametrize(
    ("application", "by", "may"),
    [
        (waiting(Gate.FITNESS), reviewer(Role.RECRUITER), True),
        (waiting(Gate.FITNESS), reviewer(Role.TRAINER), False),
        (waiting(Gate.FITNESS), reviewer(Role.RECRUITER, over="D1/B02"), False),
        (waiting(Gate.FITNESS), reviewer(Role.RECRUITER, person_id="applicant"), False),
        (waiting(Gate.FITNESS, state=State.RETURNED), reviewer(Role.RECRUITER), False),
    ],
)
def test_a_page_shows_the_decision_only_to_who_may_take_it(application: Application, by: Any, may: bool) -> None:
    assert may_decide(application, by.actor, FORCE) == may


def test_the_insurances_last_day_is_told_with_the_number() -> None:
    told = Verdict(Decision.PASS, 5, cover_until=date(2027, 11, 22))

    assert decide(waiting(Gate.NUMBER), Gate.NUMBER, told, EVERYTHING, QUICK, LATER).state is State.PASSED
    assert refusal(ReasonMissing, waiting(Gate.FITNESS), Gate.FITNESS, what=told).faults == (
        Fault("/cover_until", "保险日期在发编号时填"),
    )
