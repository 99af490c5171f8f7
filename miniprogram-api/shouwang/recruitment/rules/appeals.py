"""A refusal looked at again: the applicant's one appeal 申诉, and reopening 重开 by who finds that it was a mistake."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta

from msgspec.structs import replace

from shouwang.kernel.actor import Role
from shouwang.kernel.clock import local_day
from shouwang.kernel.problem import Fault
from shouwang.recruitment.models import Appeal, Application, Gate, Reviewer, State
from shouwang.recruitment.rules.due import moved
from shouwang.recruitment.rules.force import Force
from shouwang.recruitment.rules.gates import Move, step
from shouwang.recruitment.rules.overtaken import require_seen
from shouwang.recruitment.rules.owners import require_owner
from shouwang.recruitment.rules.problems import AppealLate, AppealSpent, NotNow, OwnRefusal, ReasonMissing

APPEAL_WITHIN = timedelta(days=30)  # Source: decision 0061
REOPENINGS: Mapping[str, str] = {"mistake": "判错了", "new-facts": "有了新情况"}


def appeal_until(application: Application) -> date | None:
    """The last day on which the applicant may appeal; None when there is nothing to appeal against, or no more."""
    if application.state is not State.FAILED or application.appeal is not None or application.closed_at is None:
        return None
    return local_day(application.closed_at + APPEAL_WITHIN)


def appeal(application: Application, words: str, force: Force, now: datetime) -> Application:
    """The refusal appealed against. Raises: NotNow, AppealSpent, AppealLate."""
    to = step(force, application.stage, Move.APPEAL)
    if application.appeal is not None:
        raise AppealSpent
    until = appeal_until(application)
    if until is None or local_day(now) > until:
        raise AppealLate
    against = application.records[-1].by if application.records else ""
    return replace(moved(application, to, force, now), appeal=Appeal(words, now, against))


def rule_on(
    application: Application, version: int, reviewer: Reviewer, force: Force, now: datetime, *, granted: bool, note: str
) -> Application:
    """The appeal ruled by another than who refused: back to its gate, or refused for good.

    Raises: NotYourGate, TooClose, DecidedBefore, NotNow, OwnRefusal, ReasonMissing.
    """
    gate = _gate(application)
    require_owner(application, gate, reviewer, force, Role.COMMANDER)
    require_seen(application, version, "申诉的结论")
    to = step(force, application.stage, Move.GRANT if granted else Move.UPHOLD)
    waiting = application.appeal
    if waiting is None or waiting.against == reviewer.actor.person_id:
        raise OwnRefusal
    _require_no_words(gate, note)
    actor = reviewer.actor
    ruled = replace(waiting, granted=granted, by=actor.person_id, by_name=actor.mention, ruled_at=now, note=note)
    return replace(moved(application, to, force, now), appeal=ruled)


def reopen(
    application: Application, version: int, reviewer: Reviewer, force: Force, now: datetime, *, reason: str, note: str
) -> Application:
    """A refused application back at its gate. Raises: NotYourGate, TooClose, DecidedBefore, NotNow, ReasonMissing."""
    gate = _gate(application)
    require_owner(application, gate, reviewer, force, Role.COMMANDER)
    require_seen(application, version, "重开")
    to = step(force, application.stage, Move.REOPEN)
    if reason not in REOPENINGS:
        raise ReasonMissing(faults=[Fault("/reason", "要从重开的原因里选一个")])
    _require_no_words(gate, note)
    return moved(application, to, force, now)


def _gate(application: Application) -> Gate:
    if application.gate is None:
        raise NotNow(state=application.state)
    return application.gate


def _require_no_words(gate: Gate, note: str) -> None:
    """The political gate keeps nothing but the conclusion. Source: reference domain-rules 3.1."""
    if gate is Gate.POLITICAL and note:
        raise ReasonMissing(faults=[Fault("/note", "政治关只记结论，不写备注")])
