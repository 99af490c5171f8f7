"""What the review tells, as JSON."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

import msgspec

from shouwang.kernel.actor import Role
from shouwang.platform.audit import AuditLine
from shouwang.recruitment.models import Appeal, Claim, Decision, Gate, GateRecord, State, Waiting
from shouwang.recruitment.rules.appeals import REOPENINGS
from shouwang.recruitment.rules.force import Force
from shouwang.recruitment.rules.gates import FOUR
from shouwang.recruitment.rules.reasons import reasons_at
from shouwang.recruitment.rules.way import Node
from shouwang.recruitment.service import Detail, Overdue, Queue


class WaitingTold(msgspec.Struct):
    """Who waits."""

    application_id: str
    number: str
    name: str
    unit_path: str
    since: datetime
    again: bool
    gate: Gate | None
    due_on: date | None
    claimed_by: str


class QueueTold(msgspec.Struct):
    """A page of who waits at a gate in a unit and all below, the longest first."""

    gate: Gate
    status: State
    unit: str
    usual_days: int
    items: list[WaitingTold]
    cursor: str | None


class LineTold(msgspec.Struct):
    """One line of what happened to an application, newest first."""

    at: datetime
    act: str
    facts: dict[str, Any]


class HistoryTold(msgspec.Struct):
    """A page of what happened to an application."""

    items: list[LineTold]
    cursor: str | None


class ReasonTold(msgspec.Struct):
    """A reason that may be given: its code, its words, and whether a note must say more."""

    code: str
    words: str
    needs_note: bool


class GateTold(msgspec.Struct):
    """A gate as the force runs it, and the reasons its owners may give."""

    gate: Gate
    words: str
    deciders: list[Role]
    usual_days: int
    due_days: int
    returns: list[ReasonTold]
    fails: list[ReasonTold]


class GatesTold(msgspec.Struct):
    """Every gate in its order, and the reasons for reopening."""

    gates: list[GateTold]
    reopenings: list[ReasonTold]


class DetailTold(msgspec.Struct):
    """One application as its reviewers see it."""

    application_id: str
    number: str
    name: str
    birth_year: int | None
    sex: str
    unit_path: str
    state: State
    gate: Gate | None
    since: datetime | None
    submitted_at: datetime | None
    version: int
    way: list[Node]
    fields: dict[str, Any]
    masked: dict[str, str]
    photo: bool
    records: tuple[GateRecord, ...]
    quiz_score: int | None
    drill_by: str
    duplicate_of: str
    duplicate_id: str
    due_on: date | None
    objections: int
    appeal: Appeal | None
    claim: Claim | None
    volunteer_number: str
    may_decide: bool
    revealed_today: int
    history: list[LineTold]


class OverdueTold(msgspec.Struct):
    """A page of the escalation list of a unit and all below, the most overdue first."""

    unit: str
    items: list[WaitingTold]
    cursor: str | None


def gates_told(force: Force) -> GatesTold:
    """The gates of a force, with the words that go with them."""
    gates = [
        GateTold(
            gate=gate,
            words=gate.words,
            deciders=list(rule.deciders),
            usual_days=rule.usual_days,
            due_days=rule.due_days,
            returns=_reasons(gate, Decision.RETURN),
            fails=_reasons(gate, Decision.FAIL),
        )
        for rule in force.gates
        for gate in (Gate(rule.gate),)
    ]
    return GatesTold(gates, [ReasonTold(code, words, needs_note=False) for code, words in REOPENINGS.items()])


def _reasons(gate: Gate, decision: Decision) -> list[ReasonTold]:
    allowed = reasons_at(gate, decision) if (decision is not Decision.RETURN or gate in FOUR) else {}
    return [ReasonTold(code, reason.words, reason.needs_note) for code, reason in allowed.items()]


def lines_told(lines: Iterable[AuditLine]) -> list[LineTold]:
    """What happened, line by line."""
    return [LineTold(line.at, line.act, dict(line.facts)) for line in lines]


def waiting_told(line: Waiting, now: datetime) -> WaitingTold:
    """A line of a queue, and who works on it."""
    return WaitingTold(
        application_id=line.application_id,
        number=line.number,
        name=line.name,
        unit_path=line.unit_path,
        since=line.since,
        again=line.again,
        gate=line.gate,
        due_on=line.due_on,
        claimed_by=line.claimed(now),
    )


def overdue_told(overdue: Overdue) -> OverdueTold:
    """A page of the escalation list."""
    items = [waiting_told(line, overdue.now) for line in overdue.waiting.items]
    return OverdueTold(overdue.unit_path, items, overdue.waiting.cursor)


def queue_told(queue: Queue, status: State) -> QueueTold:
    """A page of a queue."""
    items = [waiting_told(line, queue.now) for line in queue.waiting.items]
    return QueueTold(queue.gate, status, queue.unit_path, queue.usual_days, items, queue.waiting.cursor)


def detail_told(detail: Detail) -> DetailTold:
    """One application."""
    application = detail.application
    return DetailTold(
        application_id=application.application_id,
        number=application.number,
        name=application.name,
        birth_year=application.birth_year,
        sex=application.sex,
        unit_path=application.unit_path,
        state=application.state,
        gate=application.gate,
        since=application.since,
        submitted_at=application.submitted_at,
        version=application.version,
        way=list(detail.way),
        fields=dict(application.fields),
        masked=dict(application.masked),
        photo=bool(application.photo),
        records=application.records,
        quiz_score=application.quiz.score if application.quiz else None,
        drill_by=application.drill.by_name if application.drill else "",
        duplicate_of=application.duplicate_of,
        duplicate_id=application.duplicate_id,
        due_on=application.due_on,
        objections=application.objections,
        appeal=application.appeal,
        claim=detail.claim,
        volunteer_number=application.volunteer_number,
        may_decide=detail.may_decide,
        revealed_today=detail.revealed_today,
        history=lines_told(detail.history),
    )
