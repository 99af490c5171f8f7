"""Taking a decision back at once 撤回判定: a slip of the finger, seen in the same breath. Later there is 重开."""

from datetime import datetime, timedelta

from msgspec.structs import replace

from shouwang.recruitment.models import Application, Reviewer, State
from shouwang.recruitment.rules.gates import last_record
from shouwang.recruitment.rules.overtaken import require_seen
from shouwang.recruitment.rules.problems import NothingToUndo, UndoLate

UNDO_WITHIN = timedelta(seconds=10)  # Source: reference look.md section 6
ON_THE_WAY = timedelta(seconds=3)  # a press within the time may arrive after it


def undone(application: Application, version: int, reviewer: Reviewer, now: datetime) -> Application:
    """The application back where its last decision found it, waiting as long as it had.

    Only who decided takes it back, and only while nothing has happened since; a number that was given stays given. A drill
    that a return had made void is signed again. Raises: NothingToUndo, DecidedBefore, UndoLate.
    """
    last = last_record(application)
    if last is None or last.by != reviewer.actor.person_id or application.state is State.PASSED:
        raise NothingToUndo
    require_seen(application, version, "撤回")
    if application.version != last.version + 1:
        raise NothingToUndo
    if now - last.at > UNDO_WITHIN + ON_THE_WAY:
        raise UndoLate
    return replace(
        application,
        state=State.REVIEW,
        gate=last.gate,
        since=last.waited_since or last.at,
        due_on=last.due_on,
        closed_at=None,
        records=application.records[:-1],
    )
