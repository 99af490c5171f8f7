"""What a gate's owner may decide, about whom, and what becomes of the application."""

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime, timedelta

from shouwang.kernel.actor import Actor
from shouwang.kernel.clock import SHANGHAI, local_day
from shouwang.recruitment.models import (
    EDITABLE,
    OPEN,
    QUEUED,
    Application,
    Decision,
    DrillMark,
    Gate,
    GateRecord,
    QuizPass,
    Reviewer,
    State,
    Verdict,
)
from shouwang.recruitment.rules.calendar import publicity_ends_on
from shouwang.recruitment.rules.force import Force
from shouwang.recruitment.rules.gates import Move, last_record, move_of, passed, rule_of, step
from shouwang.recruitment.rules.problems import (
    AlreadyMember,
    DecidedBefore,
    NotEditable,
    NotYourGate,
    PublicityRunning,
    QuizMissing,
    SamePerson,
    TooClose,
    TooEarly,
    WrongGate,
)
from shouwang.recruitment.rules.reasons import require_reason

APPLY_AGAIN_AFTER = timedelta(days=90)  # Source: reference domain-rules 3.1

# What was checked at a gate stays as it was: other papers mean another application.
CHECKED = frozenset({"name", "document_number"})


def require_editable(application: Application, names: Collection[str] = ()) -> None:
    """Let a form be written only before it is handed in, or after it was returned; not what a gate has checked.

    Raises: NotEditable.
    """
    if application.state not in EDITABLE:
        raise NotEditable(state=application.state)
    if passed(application.records) and CHECKED & set(names):
        raise NotEditable("姓名和证件号已经核过，要改先撤回，再报一份")


def require_may_begin(latest: Application | None, now: datetime) -> None:
    """Let a person begin an application. Raises: NotEditable, AlreadyMember, TooEarly."""
    if latest is None:
        return
    if latest.state in OPEN:
        raise NotEditable(state=latest.state)
    if latest.state is State.PASSED:
        raise AlreadyMember(volunteer_number=latest.volunteer_number)
    if latest.state is State.FAILED and latest.closed_at is not None:
        again_on = local_day(latest.closed_at + APPLY_AGAIN_AFTER)
        if local_day(now) < again_on:
            raise TooEarly(f"{again_on.month} 月 {again_on.day} 日以后可以再报", again_on=again_on)


def submit(application: Application, force: Force, now: datetime) -> Application:
    """The application handed in, at its first gate or back at the one that returned it. Raises: NotNow."""
    to = step(force, application.stage, Move.SUBMIT)
    unit_path = str(application.fields["unit_path"])
    submitted_at = application.submitted_at or now
    return replace(application, state=to.state, gate=to.gate, since=now, submitted_at=submitted_at, unit_path=unit_path)


def withdraw(application: Application, force: Force, now: datetime) -> Application:
    """The application taken back by its owner. Raises: NotNow."""
    to = step(force, application.stage, Move.WITHDRAW)
    return replace(application, state=to.state, gate=to.gate, closed_at=now)


def require_current(application: Application, gate: Gate, verdict: Verdict) -> None:
    """Let only a decision about what is there now pass. Raises: DecidedBefore telling who did what, WrongGate."""
    if verdict.version != application.version:
        raise _overtaken(application, verdict)
    if application.gate is not gate or application.state not in QUEUED:
        raise WrongGate(gate=application.gate, state=application.state)


def decide(
    application: Application, gate: Gate, verdict: Verdict, reviewer: Reviewer, force: Force, now: datetime
) -> Application:
    """The application after a decision at its gate.

    At the skills gate a pass is the trainer's signature for the drill: it leads on only once the quiz is passed, too.
    Raises: NotYourGate, TooClose, DecidedBefore, WrongGate, ReasonMissing, SamePerson, PublicityRunning, QuizMissing,
    NotNow.
    """
    _require_owner(application, gate, reviewer, force)
    require_current(application, gate, verdict)
    require_reason(gate, verdict)
    to = step(force, application.stage, move_of(verdict.decision))
    if verdict.decision is Decision.PASS:
        _require_passable(application, gate, force, now)
        if gate is Gate.SKILLS and application.quiz is None:
            drill = DrillMark(reviewer.actor.person_id, reviewer.actor.name, now, verdict.note)
            return replace(application, drill=drill)
    record = GateRecord(
        gate,
        verdict.decision,
        reviewer.actor.person_id,
        reviewer.actor.name,
        now,
        application.version,
        verdict.reason,
        verdict.note,
    )
    return replace(
        application,
        state=to.state,
        gate=to.gate,
        since=now,
        closed_at=None if to.state in OPEN else now,
        records=(*application.records, record),
        drill=None if verdict.decision is Decision.RETURN else application.drill,
    )


def quiz_passed(application: Application, quiz: QuizPass, force: Force, now: datetime) -> Application:
    """The application with its quiz passed; at the skills gate, with the drill signed before, it leads on by itself."""
    if application.state not in OPEN or application.quiz is not None:
        return application
    noted = replace(application, quiz=quiz)
    drill = application.drill
    if application.state is not State.REVIEW or application.gate is not Gate.SKILLS or drill is None:
        return noted
    if application.duplicate_of:
        return noted
    to = step(force, application.stage, Move.PASS)
    record = GateRecord(Gate.SKILLS, Decision.PASS, drill.by, drill.by_name, now, application.version, "", drill.note)
    return replace(noted, state=to.state, gate=to.gate, since=now, records=(*application.records, record))


def may_decide(application: Application, actor: Actor, force: Force) -> bool:
    """Whether the application waits for this person, as far as one can tell without looking for friends."""
    if application.state is not State.REVIEW or application.gate is None or application.person_id == actor.person_id:
        return False
    return actor.covers(application.unit_path, *rule_of(force, application.gate).deciders)


def _require_owner(application: Application, gate: Gate, reviewer: Reviewer, force: Force) -> None:
    if not reviewer.actor.covers(application.unit_path, *rule_of(force, gate).deciders):
        raise NotYourGate
    if application.person_id == reviewer.actor.person_id or reviewer.kin & set(application.kin):
        raise TooClose


def _require_passable(application: Application, gate: Gate, force: Force, now: datetime) -> None:
    if application.duplicate_of:
        raise SamePerson(f"证件号和 {application.duplicate_of} 是同一个人，先当面核对", number=application.duplicate_of)
    if gate is Gate.SKILLS and application.quiz is None and application.drill is not None:
        raise QuizMissing
    if gate is Gate.PUBLICITY and application.since is not None:
        ends_on = publicity_ends_on(application.since, force)
        if local_day(now) < ends_on:
            raise PublicityRunning(f"公示要到 {ends_on.month} 月 {ends_on.day} 日", ends_on=ends_on)


def _overtaken(application: Application, verdict: Verdict) -> DecidedBefore:
    mine = verdict.decision.words
    last = last_record(application)
    if last is None or last.version < verdict.version:
        return DecidedBefore(f"这份报名刚改过，你的「{mine}」没有提交", version=application.version)
    at = last.at.astimezone(SHANGHAI).strftime("%H:%M")
    who = last.by_name or "别人"
    return DecidedBefore(
        f"{who} {at} 已判「{last.decision.words}」，你的「{mine}」没有提交",
        version=application.version,
        decided_by=who,
        decided_at=last.at,
        decision=last.decision,
        gate=last.gate,
    )
