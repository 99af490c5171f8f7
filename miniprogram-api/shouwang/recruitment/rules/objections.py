"""Objections 异议 to somebody in publicity: raised by anybody who is signed in, ruled by who owns the gate."""

from datetime import datetime

from msgspec.structs import replace

from shouwang.recruitment.models import (
    Application,
    Decision,
    Gate,
    GateRecord,
    Objection,
    ObjectionState,
    Reviewer,
    State,
)
from shouwang.recruitment.rules.due import moved
from shouwang.recruitment.rules.force import Force
from shouwang.recruitment.rules.gates import Move, step
from shouwang.recruitment.rules.overtaken import require_seen
from shouwang.recruitment.rules.owners import require_owner
from shouwang.recruitment.rules.problems import NotInPublicity, ObjectionRuled, TooClose

OBJECTION_REASON = "objection"


def raise_objection(application: Application | None, person_id: str) -> Application:
    """The application with one more objection to look into. Raises: NotInPublicity, TooClose for the own one."""
    if application is None or application.state is not State.REVIEW or application.gate is not Gate.PUBLICITY:
        raise NotInPublicity
    if application.person_id == person_id:
        raise TooClose("这是你自己的报名，要退出就撤回")
    return replace(application, objections=application.objections + 1)


def rule_on(
    application: Application,
    objection: Objection,
    version: int,
    reviewer: Reviewer,
    force: Force,
    now: datetime,
    *,
    upheld: bool,
    note: str,
) -> tuple[Application, Objection]:
    """The objection ruled; upheld, it ends the application.

    Raises: NotYourGate, TooClose (who objected does not rule, either), DecidedBefore, ObjectionRuled, NotNow.
    """
    require_owner(application, Gate.PUBLICITY, reviewer, force)
    actor = reviewer.actor
    if objection.by == actor.person_id:
        raise TooClose("这是你自己提的异议，要换一个人核")
    require_seen(application, version, "异议的结论")
    if objection.state is not ObjectionState.OPEN:
        raise ObjectionRuled
    state = ObjectionState.UPHELD if upheld else ObjectionState.DISMISSED
    ruled = replace(
        objection, state=state, ruled_by=actor.person_id, ruled_by_name=actor.mention, ruled_at=now, note=note
    )
    left = replace(application, objections=max(0, application.objections - 1))
    if not upheld:
        return left, ruled
    to = step(force, application.stage, Move.FAIL)
    record = GateRecord(
        Gate.PUBLICITY, Decision.FAIL, actor.person_id, actor.mention, now, application.version, OBJECTION_REASON, note
    )
    return replace(moved(left, to, force, now), records=(*left.records, record)), ruled
