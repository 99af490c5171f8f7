import pytest
from hypothesis import given, strategies as st

from shouwang.kernel.actor import Role
from shouwang.recruitment.models import OPEN, Decision, Gate, Stage, State
from shouwang.recruitment.rules.gates import (
    FOUR,
    BadGates,
    Move,
    last_record,
    move_of,
    own_gate,
    passed,
    require_gate,
    rule_of,
    step,
    transitions,
)
from shouwang.recruitment.rules.problems import NoSuchGate, NotNow
from shouwang.roster.models import GateRule
from tests.unit.recruitment.making import EVERYTHING, FORCE, GATES, force, reviewer, waiting

orders = st.tuples(st.permutations([*FOUR]), st.booleans()).map(
    lambda drawn: (*drawn[0], *([Gate.PUBLICITY] if drawn[1] else []), Gate.NUMBER)
)


def test_the_default_force_goes_through_its_gates_in_this_order() -> None:
    table = transitions(tuple(GATES))
    stage, seen = table[Stage(State.DRAFT)][Move.SUBMIT], []

    while stage.state is State.REVIEW:
        seen.append(stage.gate)
        stage = table[stage][Move.PASS]

    assert (seen, stage) == (
        [Gate.WILLINGNESS, Gate.POLITICAL, Gate.FITNESS, Gate.SKILLS, Gate.PUBLICITY, Gate.NUMBER],
        Stage(State.PASSED),
    )


@given(orders, st.data())
def test_whatever_happens_who_is_numbered_has_passed_every_gate_of_the_list_once_in_order(
    order: tuple[Gate, ...], data: st.DataObject
) -> None:
    table = transitions(order)
    stage, seen = Stage(State.DRAFT), []

    for _ in range(60):
        moves = table.get(stage, {})
        if not moves:
            break
        move = data.draw(st.sampled_from(sorted(moves)))
        if move is Move.PASS:
            seen.append(stage.gate)
        stage = moves[move]

    assert seen == list(order[: len(seen)])
    assert (stage.state is State.PASSED) == (tuple(seen) == order)


@given(orders)
def test_what_is_over_stays_over_but_for_a_refusal_that_is_looked_at_again(order: tuple[Gate, ...]) -> None:
    table = transitions(order)

    assert {stage.state for stage in table} == OPEN | {State.FAILED}
    for gate in order:
        assert table[Stage(State.FAILED, gate)] == {
            Move.APPEAL: Stage(State.APPEALED, gate),
            Move.REOPEN: Stage(State.REVIEW, gate),
        }


@given(orders)
def test_every_open_stage_can_be_left_by_its_owner(order: tuple[Gate, ...]) -> None:
    table = transitions(order)

    left = {here.state: moves[Move.WITHDRAW].state for here, moves in table.items() if here.state in OPEN}
    assert left == {**dict.fromkeys(OPEN, State.WITHDRAWN), State.APPEALED: State.FAILED}


@given(orders)
def test_a_returned_form_comes_back_to_the_gate_that_returned_it(order: tuple[Gate, ...]) -> None:
    table = transitions(order)

    returned = [(here, moves[Move.RETURN]) for here, moves in table.items() if Move.RETURN in moves]

    assert [table[back][Move.SUBMIT] for _, back in returned] == [here for here, _ in returned]
    assert {here.gate for here, _ in returned} == FOUR


@pytest.mark.parametrize(
    "gates",
    [
        (),
        ("willingness", "political", "fitness", "number"),
        ("willingness", "political", "fitness", "skills"),
        ("willingness", "political", "fitness", "skills", "number", "publicity"),
        ("willingness", "willingness", "political", "fitness", "skills", "number"),
        ("willingness", "political", "fitness", "skills", "interview", "number"),
    ],
)
def test_a_list_without_the_four_or_the_number_at_its_end_is_refused(gates: tuple[str, ...]) -> None:
    with pytest.raises(BadGates):
        transitions(gates)


@pytest.mark.parametrize(
    ("stage", "move", "words"),
    [
        (Stage(State.REVIEW, Gate.FITNESS), Move.SUBMIT, "报名已经交过了"),
        (Stage(State.PASSED), Move.WITHDRAW, "报名已经结束了，不用撤回"),
        (Stage(State.RETURNED, Gate.FITNESS), Move.PASS, "这份报名现在不等人判"),
        (Stage(State.FAILED, Gate.FITNESS), Move.FAIL, "这份报名现在不等人判"),
        (Stage(State.REVIEW, Gate.PUBLICITY), Move.RETURN, "这份报名现在不能退回"),
    ],
)
def test_a_step_that_is_not_in_the_table_says_why(stage: Stage, move: Move, words: str) -> None:
    with pytest.raises(NotNow) as refused:
        step(FORCE, stage, move)

    assert (refused.value.detail, refused.value.extra) == (words, {"state": stage.state, "gate": stage.gate})


def test_each_decision_is_one_move() -> None:
    assert [move_of(decision) for decision in Decision] == [Move.PASS, Move.FAIL, Move.RETURN]


def test_only_names_of_gates_are_gates() -> None:
    assert require_gate("fitness") is Gate.FITNESS
    with pytest.raises(NoSuchGate):
        require_gate("interview")


def test_a_gate_that_the_force_does_not_run_has_no_rule() -> None:
    without = force(*(rule for rule in FORCE.gates if rule.gate != "publicity"))

    assert rule_of(FORCE, Gate.PUBLICITY) == GateRule("publicity", (Role.COMMANDER, Role.RECRUITER), 7, 2)
    with pytest.raises(NoSuchGate):
        rule_of(without, Gate.PUBLICITY)


def test_ones_own_gate_is_the_first_that_one_decides() -> None:
    assert own_gate(reviewer(Role.TRAINER).actor, FORCE) is Gate.SKILLS
    assert own_gate(EVERYTHING.actor, FORCE) is Gate.WILLINGNESS
    assert own_gate(reviewer(Role.AUDITOR).actor, FORCE) is Gate.WILLINGNESS


def test_records_tell_what_was_passed_and_what_came_last() -> None:
    application = waiting(Gate.FITNESS)

    assert passed(application.records) == (Gate.WILLINGNESS, Gate.POLITICAL)
    assert last_record(application) == application.records[1]
    assert last_record(waiting(Gate.WILLINGNESS)) is None
