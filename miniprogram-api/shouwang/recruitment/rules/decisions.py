"""What a gate's owner may decide, about whom, and what becomes of the application."""

from collections.abc import Collection
from datetime import date, datetime, timedelta

from msgspec.structs import replace

from shouwang.kernel.clock import local_day
from shouwang.kernel.working_days import publicity_ends_on
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
from shouwang.recruitment.rules.due import moved
from shouwang.recruitment.rules.force import Force
from shouwang.recruitment.rules.gates import Move, move_of, passed, step
from shouwang.recruitment.rules.overtaken import require_seen
from shouwang.recruitment.rules.owners import require_owner
from shouwang.recruitment.rules.problems import (
    AlreadyMember,
    NotEditable,
    ObjectionOpen,
    PublicityRunning,
    QuizMissing,
    SamePerson,
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
    again_on = may_apply_on(latest)
    if again_on is not None and local_day(now) < again_on:
        raise TooEarly(f"{again_on.month} 月 {again_on.day} 日以后可以再报", again_on=again_on)


def may_apply_on(latest: Application) -> date | None:
    """From which day on who was refused may apply again; None for who was not refused."""
    if latest.state is not State.FAILED or latest.closed_at is None:
        return None
    return local_day(latest.closed_at + APPLY_AGAIN_AFTER)


def submit(application: Application, force: Force, now: datetime) -> Application:
    """The application handed in, at its first gate or back at the one that returned it. Raises: NotNow."""
    to = step(force, application.stage, Move.SUBMIT)
    unit_path = str(application.fields["unit_path"])
    submitted_at = application.submitted_at or now
    return replace(moved(application, to, force, now), submitted_at=submitted_at, unit_path=unit_path)


def withdraw(application: Application, force: Force, now: datetime) -> Application:
    """The application, or the appeal against its refusal, taken back by its owner. Raises: NotNow."""
    to = step(force, application.stage, Move.WITHDRAW)
    return moved(application, to, force, now)


def require_current(application: Application, gate: Gate, verdict: Verdict) -> None:
    """Let only a decision about what is there now pass. Raises: DecidedBefore telling who did what, WrongGate."""
    require_seen(application, verdict.version, verdict.decision.words)
    if application.gate is not gate or application.state not in QUEUED:
        raise WrongGate(gate=application.gate, state=application.state)


def decide(
    application: Application, gate: Gate, verdict: Verdict, reviewer: Reviewer, force: Force, now: datetime
) -> Application:
    """The application after a decision at its gate.

    At the skills gate a pass is the trainer's signature for the drill: it leads on only once the quiz is passed, too.
    Raises: NotYourGate, TooClose, DecidedBefore, WrongGate, ReasonMissing, SamePerson, PublicityRunning, ObjectionOpen,
    QuizMissing, NotNow.
    """
    require_owner(application, gate, reviewer, force)
    require_current(application, gate, verdict)
    require_reason(gate, verdict)
    to = step(force, application.stage, move_of(verdict.decision))
    if verdict.decision is Decision.PASS:
        _require_passable(application, gate, force, now)
        if gate is Gate.SKILLS and application.quiz is None:
            drill = DrillMark(reviewer.actor.person_id, reviewer.actor.mention, now, verdict.note)
            return replace(application, drill=drill)
    record = GateRecord(
        gate,
        verdict.decision,
        reviewer.actor.person_id,
        reviewer.actor.mention,
        now,
        application.version,
        verdict.reason,
        verdict.note,
        application.since,
        application.due_on,
    )
    return replace(
        moved(application, to, force, now),
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
    return replace(moved(noted, to, force, now), records=(*application.records, record))


def _require_passable(application: Application, gate: Gate, force: Force, now: datetime) -> None:
    if application.duplicate_of:
        raise SamePerson(f"证件号和 {application.duplicate_of} 是同一个人，先当面核对", number=application.duplicate_of)
    if gate is Gate.SKILLS and application.quiz is None and application.drill is not None:
        raise QuizMissing
    if application.objections and gate in {Gate.PUBLICITY, Gate.NUMBER}:
        raise ObjectionOpen(f"有 {application.objections} 条异议还没有核", objections=application.objections)
    if gate is Gate.PUBLICITY and application.since is not None:
        ends_on = publicity_ends_on(application.since, force)
        if local_day(now) < ends_on:
            raise PublicityRunning(f"公示要到 {ends_on.month} 月 {ends_on.day} 日", ends_on=ends_on)
