"""The gates 关 as one explicit table of transitions, built from the force's list. No other way leads on."""

from collections.abc import Mapping, Sequence
from enum import StrEnum
from functools import cache
from itertools import pairwise

from shouwang.kernel.actor import Actor
from shouwang.recruitment.models import Application, Decision, Gate, GateRecord, Stage, State
from shouwang.recruitment.rules.force import Force, GateRule
from shouwang.recruitment.rules.problems import NoSuchGate, NotNow


class Move(StrEnum):
    """What can happen to an application."""

    SUBMIT = "submit"
    PASS = "pass"  # noqa: S105 -- a verdict, not a secret
    FAIL = "fail"
    RETURN = "return"
    WITHDRAW = "withdraw"
    APPEAL = "appeal"
    GRANT = "grant"  # the appeal
    UPHOLD = "uphold"  # the refusal
    REOPEN = "reopen"


Table = Mapping[Stage, Mapping[Move, Stage]]

# All four of the seed must stand in every force's list. Source: seed, reference domain-rules 3.1.
FOUR = frozenset({Gate.WILLINGNESS, Gate.POLITICAL, Gate.FITNESS, Gate.SKILLS})
_BY_DECISION = {Decision.PASS: Move.PASS, Decision.FAIL: Move.FAIL, Decision.RETURN: Move.RETURN}
_CANNOT = {
    Move.SUBMIT: "报名已经交过了",
    Move.WITHDRAW: "报名已经结束了，不用撤回",
    Move.PASS: "这份报名现在不等人判",
    Move.FAIL: "这份报名现在不等人判",
    Move.RETURN: "这份报名现在不能退回",
    Move.APPEAL: "只有没通过的报名才能申诉",
    Move.GRANT: "这份报名没有等着的申诉",
    Move.UPHOLD: "这份报名没有等着的申诉",
    Move.REOPEN: "只有没通过的报名才能重开",
}


class BadGates(ValueError):
    """The force's list of gates is none: one of the four is missing, one stands twice, or the number is not last."""


@cache
def transitions(gates: tuple[str, ...]) -> Table:
    """Every step there is, for a force with these gates. Raises: BadGates."""
    order = _checked(gates)
    table: dict[Stage, dict[Move, Stage]] = {
        Stage(State.DRAFT): {Move.SUBMIT: Stage(State.REVIEW, order[0]), Move.WITHDRAW: Stage(State.WITHDRAWN)},
    }
    after = {gate: Stage(State.REVIEW, following) for gate, following in pairwise(order)}
    for gate in order:
        here, back = Stage(State.REVIEW, gate), Stage(State.RETURNED, gate)
        failed, appealed = Stage(State.FAILED, gate), Stage(State.APPEALED, gate)
        table[here] = {
            Move.PASS: after.get(gate, Stage(State.PASSED)),
            Move.FAIL: failed,
            Move.WITHDRAW: Stage(State.WITHDRAWN, gate),
        }
        table[failed] = {Move.APPEAL: appealed, Move.REOPEN: here}
        # An appeal taken back leaves the refusal standing: else withdrawing would be a way around the 90 days.
        table[appealed] = {Move.GRANT: here, Move.UPHOLD: failed, Move.WITHDRAW: failed}
        if gate in FOUR:  # what is in public or about to be numbered has nothing left to mend
            table[here][Move.RETURN] = back
            table[back] = {Move.SUBMIT: here, Move.WITHDRAW: Stage(State.WITHDRAWN, gate)}
    return table


def step(force: Force, stage: Stage, move: Move) -> Stage:
    """Where a move leads from a stage. Raises: NotNow."""
    following = transitions(tuple(rule.gate for rule in force.gates)).get(stage, {}).get(move)
    if following is None:
        raise NotNow(_CANNOT[move], state=stage.state, gate=stage.gate)
    return following


def move_of(decision: Decision) -> Move:
    """The move that a decision is."""
    return _BY_DECISION[decision]


def require_gate(name: str) -> Gate:
    """The gate of a name. Raises: NoSuchGate."""
    if name not in set(Gate):
        raise NoSuchGate
    return Gate(name)


def rule_of(force: Force, gate: Gate) -> GateRule:
    """How the force runs a gate. Raises: NoSuchGate."""
    for rule in force.gates:
        if rule.gate == gate:
            return rule
    raise NoSuchGate


def own_gate(actor: Actor, force: Force) -> Gate:
    """The first gate that a person decides somewhere; the first of all for who decides none."""
    own = [rule.gate for rule in force.gates if actor.roles & set(rule.deciders)]
    return Gate(own[0] if own else force.gates[0].gate)


def passed(records: Sequence[GateRecord]) -> tuple[Gate, ...]:
    """The gates that were passed, in the order in which they were."""
    return tuple(record.gate for record in records if record.decision is Decision.PASS)


def last_record(application: Application) -> GateRecord | None:
    """The latest decision, if any."""
    return application.records[-1] if application.records else None


def _checked(gates: tuple[str, ...]) -> tuple[Gate, ...]:
    unknown = set(gates) - set(Gate)
    if unknown or len(set(gates)) != len(gates) or not set(gates) >= FOUR or gates[-1] != Gate.NUMBER:
        raise BadGates(gates)
    return tuple(Gate(gate) for gate in gates)
