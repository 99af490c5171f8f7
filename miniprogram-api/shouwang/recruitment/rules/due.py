"""Due times 办理期限: by when the owner of a gate should have decided, in working days."""

from datetime import date, datetime, timedelta

from msgspec.structs import replace

from shouwang.kernel.clock import local_day
from shouwang.kernel.working_days import last_of_working_days, publicity_ends_on
from shouwang.recruitment.models import OPEN, Application, Gate, Stage, State
from shouwang.recruitment.rules.force import Force
from shouwang.recruitment.rules.gates import rule_of

_WAITS_FOR_US = frozenset({State.REVIEW, State.APPEALED})


def due_on(stage: Stage, since: datetime, force: Force) -> date | None:
    """The last day on which who owns the stage is in time; None where it is the applicant who is waited for.

    The day it arrives does not count; at publicity nothing counts before its end.
    """
    if stage.gate is None or stage.state not in _WAITS_FOR_US:
        return None
    start = local_day(since)
    if stage.gate is Gate.PUBLICITY and stage.state is State.REVIEW and force.publicity_days:
        start = publicity_ends_on(since, force) - timedelta(days=1)
    return last_of_working_days(start, rule_of(force, stage.gate).due_days, force)


def moved(application: Application, to: Stage, force: Force, now: datetime) -> Application:
    """The application at another stage, since now. A refusal keeps its day while it is appealed against."""
    closed_at = application.closed_at or now
    return replace(
        application,
        state=to.state,
        gate=to.gate,
        since=now,
        due_on=due_on(to, now, force),
        closed_at=None if to.state in OPEN - {State.APPEALED} else closed_at,
    )
