"""Taps that come late, out of order or after their duty was ended by rule find each other: none goes to waste."""

from collections.abc import Iterable

from shouwang.duty.models import CheckIn, Clearance, DutySession, SessionState, Way
from shouwang.duty.rules.sessions import LONGEST, OUT_GRACE, is_forgotten

REACH = LONGEST + OUT_GRACE  # between the two ends of one duty


def out_for(session: DutySession, taps: Iterable[CheckIn]) -> CheckIn | None:
    """The check-out that came before its check-in: the first loose one that is still believed."""
    loose = [tap for tap in taps if _is_loose(tap, Way.OUT) and tap.occurred_at > session.in_at]
    believed = [tap for tap in loose if not is_forgotten(session, tap.occurred_at)]
    return min(believed, key=lambda tap: tap.occurred_at, default=None)


def in_for(check_out: CheckIn, taps: Iterable[CheckIn]) -> CheckIn | None:
    """The check-in that another duty had kept loose: the last one before a check-out."""
    loose = [tap for tap in taps if _is_loose(tap, Way.IN) and tap.occurred_at < check_out.occurred_at]
    near = [tap for tap in loose if check_out.occurred_at - tap.occurred_at < REACH]
    return max(near, key=lambda tap: tap.occurred_at, default=None)


def ended_too_soon(check_out: CheckIn, sessions: Iterable[DutySession]) -> DutySession | None:
    """The duty that was ended by rule while its check-out was still on the phone."""
    ended = [
        one
        for one in sessions
        if one.state is SessionState.MISSING_OUT
        and one.corrected is None
        and one.in_at < check_out.occurred_at
        and not is_forgotten(one, check_out.occurred_at)
    ]
    return max(ended, key=lambda one: one.in_at, default=None)


def _is_loose(tap: CheckIn, way: Way) -> bool:
    return tap.way is way and tap.session_id is None and tap.clearance is not Clearance.REFUSED
