"""到岗情况: what became of a place once its shift was over. These are facts; what they are worth is assessment's to say.

Somebody who came is known the night after. Nobody is called absent while a check-in may still arrive from a phone's queue.
A statement can be made again: a correction, a leader's word or an excuse changes it, and only what changed is told.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta

from msgspec.structs import replace

from shouwang.duty.models import Attendance, Clearance, DutySession, SessionState, Signup, SignupState
from shouwang.duty.rules.fixes import QUEUE_LIFE
from shouwang.duty.rules.sessions import LATEST, OUT_GRACE
from shouwang.kernel.problem import Problem

ON_TIME = timedelta(
    minutes=15
)  # as long before a delay is held against anybody. Source: domain-rules 5, "late > 15 min"
LOOK_BACK = timedelta(
    days=10
)  # so long a statement may change: corrections come within 7 days. Source: domain-rules 2.2 rule 7
_MINUTE = timedelta(minutes=1)

Fact = tuple[str, str]  # kind, source


class NothingToExcuse(Problem):
    """The place was not missed, or was excused already."""

    slug, title, status = "nothing-to-excuse", "没有缺勤可以销", 409


def judge(signup: Signup, sessions: Iterable[DutySession], now: datetime) -> Attendance | None:
    """What is known of a place; None while it may still turn out otherwise."""
    if signup.state is not SignupState.SIGNED_UP or now < signup.ends_at + LATEST + OUT_GRACE:
        return None
    mine = [s for s in sessions if s.shift_id == signup.shift_id and s.in_clearance is not Clearance.REFUSED]
    if not mine:
        return Attendance(came=False) if now >= signup.ends_at + QUEUE_LIFE else None
    session = min(mine, key=lambda one: one.in_at)
    if session.state is SessionState.OPEN or Clearance.PENDING in (session.in_clearance, session.out_clearance):
        return None
    late_min = max(timedelta(), session.in_at - signup.starts_at) // _MINUTE
    stayed = session.state is SessionState.CLOSED and session.out_at is not None
    left_at = max((one.out_at for one in mine if one.out_at), default=signup.ends_at) if stayed else signup.ends_at
    early_min = max(timedelta(), signup.ends_at - left_at) // _MINUTE
    return Attendance(True, session.session_id, late_min, early_min, stayed)


def excuse(signup: Signup | None, known: Attendance | None) -> Attendance:
    """A missed place excused by a leader. Raises: NothingToExcuse."""
    if signup is None or known is None or known.came or known.excused:
        raise NothingToExcuse
    return replace(known, excused=True)


def facts(attendance: Attendance | None, shift_id: str) -> Mapping[Fact, int]:
    """The statements that assessment takes, by kind and source; those of quantity 0 are left out."""
    if attendance is None:
        return {}
    if not attendance.came:
        return {} if attendance.excused else {("no-show", shift_id): 1}
    session_id = attendance.session_id or ""
    grace_min = ON_TIME // _MINUTE
    late, early = attendance.late_min > grace_min, attendance.stayed and attendance.early_min > grace_min
    told = {("late", session_id): attendance.late_min} if late else {}
    told |= {("left-early", session_id): attendance.early_min} if early else {}
    return told or ({("completed", session_id): 1} if attendance.stayed else {})


def changes(before: Attendance | None, after: Attendance, shift_id: str) -> Mapping[Fact, int]:
    """What has to be told anew: every statement that stands otherwise than before, 0 for one that no longer holds."""
    old, new = facts(before, shift_id), facts(after, shift_id)
    return {fact: new.get(fact, 0) for fact in sorted({*old, *new}) if old.get(fact, 0) != new.get(fact, 0)}
