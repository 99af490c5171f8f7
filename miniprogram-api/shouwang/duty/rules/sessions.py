"""Two taps make a duty: pairing, what is said to a second tap, and how a forgotten one ends.

The server's time rules; what a phone claims is evidence.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta

from msgspec.structs import replace

from shouwang.duty.models import (
    CheckIn,
    Clearance,
    DutySession,
    FenceDecision,
    Lane,
    SessionState,
    Signup,
    SignupState,
    Verdict,
)
from shouwang.kernel.clock import SHANGHAI
from shouwang.kernel.problem import Problem

EARLIEST = timedelta(minutes=15)  # before a shift starts. Source: domain-rules 2.2 rule 4
LATEST = timedelta(minutes=30)  # after a shift ends. Source: domain-rules 2.2 rule 4
SAME_TAP = timedelta(minutes=5)  # a second check-in at the same point is the same one. Source: domain-rules 2.2 rule 1
LONGEST = timedelta(hours=6)  # a duty. Source: domain-rules 2.2 rules 3 and 4
# Rule 3 dates the automatic end at a shift's end + 30 min or 6 h; a person who checks out soon after that is still
# believed (rule 4 then cuts and caps). Source: docs/decisions/0021-hours.md
OUT_GRACE = timedelta(hours=2)
# A shift that starts within this time is the one a check-in means; before, a duty without a shift is a duty of its own.
SOON = timedelta(hours=6)
FORGOTTEN = "上一班没有离岗打卡，已经收了，时长先记 0。7 天内可以补卡"


class DutyOpen(Problem):
    """One duty at a time: another is still open."""

    slug, title, status = "duty-open", "你还有一班没收", 409


class NoDutyOpen(Problem):
    """A check-out without a check-in; the tap is kept, and a correction can use it."""

    slug, title, status = "no-duty-open", "没有正在进行的执勤", 409


class CheckInReplayed(Problem):
    """This very tap was sent before, as another request; a new tap takes a new nonce or the next sequence number."""

    slug, title, status = "check-in-replayed", "这一次打卡已经送过了", 409


class CheckOutBeforeIn(Problem):
    """An end before its beginning."""

    slug, title, status = "check-out-before-in", "离岗时间比到岗还早", 409


class CheckInTooEarly(Problem):
    """The shift begins later."""

    slug, title, status = "check-in-too-early", "还没到打卡时间", 409


class ShiftElsewhere(Problem):
    """The shift of this hour is at another point."""

    slug, title, status = "shift-elsewhere", "你这一班在别的集结点", 409


class NotThere(Problem):
    """The fence says no; trying again is always open."""

    slug, title, status = "not-there", "还没到集结点", 422


def running_signup(
    signups: Iterable[Signup], point_number: str, now: datetime, *, without_shift: bool = False
) -> Signup | None:
    """The sign-up that a check-in at a point belongs to now; None for a duty without a shift.

    Raises: ShiftElsewhere or CheckInTooEarly unless the volunteer says it is `without_shift`.
    """
    mine = sorted((s for s in signups if s.state is SignupState.SIGNED_UP), key=lambda signup: signup.starts_at)
    running = [s for s in mine if s.starts_at - EARLIEST <= now < s.ends_at + LATEST]
    here = [s for s in running if s.point_number == point_number]
    if here:
        return min(here, key=lambda signup: abs(signup.starts_at - now))
    if without_shift:
        return None
    if running:
        raise ShiftElsewhere(f"这一班在 {running[0].point_number}，到那里再打", point_number=running[0].point_number)
    coming = next((s for s in mine if now < s.starts_at and s.starts_at - now < SOON), None)
    if coming:
        opens_at = coming.starts_at - EARLIEST
        raise CheckInTooEarly(f"{clock(opens_at)} 起可以打，到时这里会亮", opens_at=opens_at)
    return None


def vouch(decision: FenceDecision, *, code_shown: bool) -> Clearance:
    """How a check-in stands. A code from the point settles a doubt; against a clear no it only earns a leader's look."""
    if decision.verdict is Verdict.INSIDE:
        return Clearance.FIX
    if decision.verdict is Verdict.OUTSIDE:
        return Clearance.PENDING if code_shown else Clearance.REFUSED
    return Clearance.CODE if code_shown else Clearance.PENDING


def same_duty(open_session: DutySession, point_number: str, now: datetime) -> DutySession:
    """What a second check-in gets: the open duty, if it is the same tap again. Raises: DutyOpen."""
    if open_session.point_number == point_number and abs(now - open_session.in_at) < SAME_TAP:
        return open_session
    told = f"{clock(open_session.in_at)} 在 {open_session.point_number} 到岗。先收那一班"
    raise DutyOpen(told, open_session_id=open_session.session_id, point_number=open_session.point_number)


def begin(check_in: CheckIn, session_id: str, signup: Signup | None) -> DutySession:
    """A duty that begins with a check-in."""
    return DutySession(
        session_id=session_id,
        person_id=check_in.person_id,
        unit_path=check_in.unit_path,
        point_number=check_in.point_number,
        in_at=check_in.occurred_at,
        in_clearance=check_in.clearance,
        shift_id=signup.shift_id if signup else None,
        shift_starts_at=signup.starts_at if signup else None,
        shift_ends_at=signup.ends_at if signup else None,
        duty_type=signup.duty_type if signup else "",
    )


def vouch_out(decision: FenceDecision, lane: Lane, *, code_shown: bool) -> Clearance:
    """How a check-out stands: at once it is measured wherever it is made, from a queue it needs the point's code."""
    if lane is Lane.LIVE:
        return Clearance.CODE if code_shown else Clearance.FIX
    return vouch(decision, code_shown=code_shown) if code_shown else Clearance.PENDING


def end(session: DutySession, check_out: CheckIn) -> DutySession:
    """The duty ended by a check-out. Where it was made only flags: people leave first and tap then.

    Raises: CheckOutBeforeIn; NoDutyOpen when the duty has ended, also by rule.
    """
    if session.state is not SessionState.OPEN or is_forgotten(session, check_out.occurred_at):
        raise NoDutyOpen(FORGOTTEN)
    if check_out.occurred_at < session.in_at:
        raise CheckOutBeforeIn(f"到岗是 {clock(session.in_at)}")
    return replace(
        session,
        out_at=check_out.occurred_at,
        out_clearance=check_out.clearance,
        out_flag="" if check_out.decision.verdict is Verdict.INSIDE else check_out.decision.reason,
        state=SessionState.CLOSED,
    )


def closes_at(session: DutySession) -> datetime:
    """When a duty without a check-out ends by rule (rule 3)."""
    latest = session.in_at + LONGEST
    return latest if session.shift_ends_at is None else max(session.in_at, min(latest, session.shift_ends_at + LATEST))


def is_forgotten(session: DutySession, now: datetime) -> bool:
    """Whether a check-out is no longer believed: the duty is over by rule."""
    return now >= closes_at(session) + OUT_GRACE


def end_by_rule(session: DutySession) -> DutySession:
    """忘了离岗: the duty ended by rule, without credit until a correction is approved."""
    return replace(session, state=SessionState.MISSING_OUT)


def clear(session: DutySession, clearance: Clearance) -> DutySession:
    """Whatever end of the duty still waits, vouched for or refused."""
    return replace(
        session,
        in_clearance=clearance if session.in_clearance is Clearance.PENDING else session.in_clearance,
        out_clearance=clearance if session.out_clearance is Clearance.PENDING else session.out_clearance,
    )


def clock(instant: datetime) -> str:
    """An instant as people say it: 18:45."""
    return instant.astimezone(SHANGHAI).strftime("%H:%M")
