"""What people are told: the way through the gates as one sees it, and the words of each step."""

from collections.abc import Mapping
from datetime import date, datetime
from enum import StrEnum

import msgspec
from msgspec.structs import replace

from shouwang.kernel.working_days import publicity_ends_on
from shouwang.recruitment.models import QUEUED, Application, Decision, Gate, State, Usual
from shouwang.recruitment.rules.force import Force
from shouwang.recruitment.rules.form import FIELDS
from shouwang.recruitment.rules.gates import last_record
from shouwang.recruitment.rules.reasons import REASONS


class NodeState(StrEnum):
    """How a gate stands on somebody's way."""

    AHEAD = "ahead"
    NOW = "now"
    RETURNED = "returned"
    PASSED = "passed"
    FAILED = "failed"


class Node(msgspec.Struct, frozen=True):
    """One gate on the way. `at` is when it was passed or failed, or since when one waits there.

    `usual_days` is what half of those of late waited at most, `most_days` what nine in ten did, `sample` how many they
    were; with too few of them `usual_days` is the force's own plan.
    """

    gate: Gate
    words: str
    state: NodeState
    usual_days: int
    at: datetime | None = None
    ends_on: date | None = None  # publicity only
    most_days: int | None = None
    sample: int = 0


class Thing(msgspec.Struct, frozen=True):
    """One thing that who returned the form asks for: a field's name or `photo`, and whether it was written since."""

    name: str
    words: str
    done: bool


class Verdict(msgspec.Struct, frozen=True):
    """The last decision as the applicant is told of it: who took it and why. `things` are empty but for a return."""

    decision: Decision
    gate: Gate
    by_name: str
    at: datetime
    why: str
    things: tuple[Thing, ...] = ()


class News(msgspec.Struct, frozen=True):
    """What the applicant is told of a step."""

    title: str
    body: str


def way(application: Application, force: Force, usual: Mapping[str, Usual] = {}) -> tuple[Node, ...]:
    """The gates of the force as this application has gone through them, with how long each takes of late."""
    nodes = (_node(application, force, Gate(rule.gate), rule.usual_days) for rule in force.gates)
    return tuple(_with_usual(node, usual.get(node.gate)) for node in nodes)


def _with_usual(node: Node, usual: Usual | None) -> Node:
    if usual is None:
        return node
    return replace(node, usual_days=usual.days, most_days=usual.most_days, sample=usual.sample)


def _node(application: Application, force: Force, gate: Gate, usual_days: int) -> Node:
    decided = [record for record in application.records if record.gate is gate]
    if decided and decided[-1].decision is Decision.PASS:
        return Node(gate, gate.words, NodeState.PASSED, usual_days, decided[-1].at)
    if application.gate is not gate:
        return Node(gate, gate.words, NodeState.AHEAD, usual_days)
    if application.state is State.FAILED:
        return Node(gate, gate.words, NodeState.FAILED, usual_days, application.closed_at)
    if application.state not in QUEUED or application.since is None:
        return Node(gate, gate.words, NodeState.AHEAD, usual_days)
    state = NodeState.RETURNED if application.state is State.RETURNED else NodeState.NOW
    ends_on = publicity_ends_on(application.since, force) if gate is Gate.PUBLICITY else None
    return Node(gate, gate.words, state, usual_days, application.since, ends_on)


def verdict(application: Application) -> Verdict | None:
    """What the last decision says to the applicant; None before the first, and while nothing follows from it.

    Who decided at the political gate is not told. Source: reference domain-rules 3.1.
    """
    last = last_record(application)
    if last is None or application.state not in (State.RETURNED, State.FAILED, State.APPEALED):
        return None
    reason = REASONS[last.reason]
    edits = application.edits
    things = tuple(
        Thing(name, FIELDS[name].words if name in FIELDS else "照片", edits.get(name, 0) > last.version)
        for name in reason.asks_for
    )
    by_name = "" if last.gate is Gate.POLITICAL else last.by_name
    # What a refusal says beside its reason is for the desk; news() tells no more either.
    tells_note = last.decision is Decision.RETURN or reason.needs_note
    return Verdict(
        last.decision, last.gate, by_name, last.at, _why(last.reason, last.note if tells_note else ""), things
    )


def asked(application: Application) -> str:
    """What is asked of the applicant now; empty when there is nothing to do but wait."""
    last = last_record(application)
    if application.state is State.DRAFT:
        return "填完交上来"
    if application.state is State.RETURNED and last is not None:
        return "补好再交：" + _why(last.reason, last.note)
    if application.state is State.REVIEW and application.gate is Gate.SKILLS and application.quiz is None:
        return "去学课程，把笔试考过"
    return ""


def news(before: Application, after: Application) -> News:
    """What to tell the applicant when a gate's owner has decided."""
    if after.state is State.PASSED:
        return News("你入队了", f"编号 {after.volunteer_number}，欢迎")
    last = after.records[-1] if len(after.records) > len(before.records) else None
    if last is None:
        return News("实操合格", "笔试考过，技能关就过了")
    if last.decision is Decision.RETURN:
        return News(f"{last.gate.words}：退回补件", f"{_why(last.reason, last.note)}。改好再交，回到这一关")
    if last.decision is Decision.FAIL:
        return News(
            f"{last.gate.words}：没有通过",
            f"{_why(last.reason, last.note if last.reason == 'other-final' else '')}。90 天后可以再报",
        )
    return News(f"{last.gate.words}：通过了", f"下一关：{after.gate.words}" if after.gate else "")


def second_look(after: Application) -> News:
    """What to tell the applicant whose refusal was looked at again."""
    gate = after.gate.words if after.gate else ""
    if after.state is State.REVIEW and after.appeal is not None and after.appeal.ruled_at == after.since:
        return News("申诉成立", f"{gate}重新看，结果会告诉你")
    if after.state is State.REVIEW:
        return News("报名重开了", f"{gate}重新看，结果会告诉你")
    return News("申诉没有成立", f"{gate}原来的结论不变")


def _why(reason: str, note: str) -> str:
    known = REASONS[reason]
    return note if known.needs_note else "，".join(part for part in (known.words, note) if part)
