"""What may be asked: soon, seldom, and of one duty."""

import hashlib
from collections.abc import Iterator
from datetime import datetime, timedelta

from msgspec.structs import replace

from shouwang.duty.models import (
    Clearance,
    Corrected,
    Correction,
    CorrectionState,
    DutySession,
    Ledger,
    Proposal,
    SessionState,
    Signup,
)
from shouwang.duty.rules import credit
from shouwang.duty.rules.corrections.problems import (
    CorrectedBefore,
    CorrectionSettled,
    CorrectionTooLate,
    DutyStillOpen,
    EvidenceRefused,
)
from shouwang.duty.rules.reports import LONGEST_TEXT
from shouwang.duty.rules.sessions import LONGEST, clock
from shouwang.kernel.actor import Actor
from shouwang.kernel.clock import local_day
from shouwang.kernel.intervals import length
from shouwang.kernel.problem import Fault, Invalid, NotFound

UNDECIDED = frozenset({CorrectionState.WAITING, CorrectionState.SECOND})
WITHIN = timedelta(days=7)  # of the duty. Source: domain-rules 2.2 rule 7
NEAR = LONGEST  # a proposal further from what was recorded is another duty
MOST_PHOTOS = 3
_MINUTE = timedelta(minutes=1)


def month_of(instant: datetime) -> str:
    """The month of a day in China, as `2026-11`."""
    return local_day(instant).isoformat()[:7]


def whole_minutes(asked: Proposal) -> Proposal:
    """A proposal on the clock's minutes: nobody remembers seconds."""
    return replace(
        asked,
        in_at=asked.in_at.replace(second=0, microsecond=0),
        out_at=asked.out_at.replace(second=0, microsecond=0),
        reason=asked.reason.strip(),
        evidence=asked.evidence.strip(),
    )


def propose(
    actor: Actor, asked: Proposal, session: DutySession, *, recorded: bool, correction_id: str, now: datetime
) -> Correction:
    """A correction of a duty; `session` is the duty recorded, or what it would be if nothing was recorded.

    Raises: DutyStillOpen, CorrectedBefore, CorrectionTooLate, Invalid with every fault.
    """
    if session.state is SessionState.OPEN:
        raise DutyStillOpen
    if session.corrected is not None:
        raise CorrectedBefore("要改就请队长先撤销那一张")
    faults = list(_faults(asked, session, recorded=recorded, now=now))
    if faults:
        raise Invalid(faults=faults)
    ended_at = (session.out_at or session.in_at) if recorded else asked.out_at
    if now - ended_at > WITHIN:
        raise CorrectionTooLate(f"离岗后 {WITHIN.days} 天内可以补")
    return Correction(
        correction_id=correction_id,
        person_id=actor.person_id,
        unit_path=session.unit_path,
        name=actor.name,
        volunteer_number=actor.volunteer_number or "",
        point_number=session.point_number,
        session_id=session.session_id,
        month=month_of(asked.in_at),
        in_at=asked.in_at,
        out_at=asked.out_at,
        reason=asked.reason,
        evidence=asked.evidence,
        asked_at=now,
        beyond_min=beyond(session, asked) // _MINUTE,
        recorded_in_at=session.in_at if recorded else None,
        recorded_out_at=session.out_at if recorded else None,
        shift_id=session.shift_id,
        shift_starts_at=session.shift_starts_at,
        shift_ends_at=session.shift_ends_at,
        duty_type=session.duty_type,
    )


def unrecorded(actor: Actor, asked: Proposal, session_id: str, signup: Signup | None) -> DutySession:
    """A duty of which nothing was recorded: worth nothing but what a correction makes of it."""
    return DutySession(
        session_id=session_id,
        person_id=actor.person_id,
        unit_path=actor.unit_path or "",
        point_number=signup.point_number if signup else asked.point_number or "",
        in_at=asked.in_at,
        in_clearance=Clearance.WORD,
        shift_id=signup.shift_id if signup else None,
        shift_starts_at=signup.starts_at if signup else None,
        shift_ends_at=signup.ends_at if signup else None,
        duty_type=signup.duty_type if signup else "",
        state=SessionState.UNRECORDED,
    )


def beyond(session: DutySession, asked: Proposal) -> timedelta:
    """How much of a proposal no record bears out."""
    as_asked = replace(session, corrected=Corrected("", asked.in_at, asked.out_at))
    found = [claim for claim in credit.claims(as_asked) if claim.ledger is Ledger.ATTESTED]
    return sum((length(claim.pieces) for claim in found), timedelta())


def require_photo_wanted(one: Correction | None, person_id: str) -> Correction:
    """A waiting correction of the person. Raises: NotFound, CorrectionSettled."""
    if one is None or one.person_id != person_id:
        raise NotFound
    if one.state not in UNDECIDED:
        raise CorrectionSettled
    return one


def with_photo(one: Correction, photo: bytes) -> tuple[Correction, str]:
    """A correction with one photo more, and the photo's key. Raises: EvidenceRefused.

    The key names the content, so that the same photo sent again is the same photo.
    """
    key = f"evidence/{one.person_id}/{one.correction_id}/{hashlib.sha256(photo).hexdigest()[:32]}.jpg"
    if key in one.photos:
        return one, key
    if len(one.photos) >= MOST_PHOTOS:
        raise EvidenceRefused(f"一张补卡最多 {MOST_PHOTOS} 张照片")
    return replace(one, photos=(*one.photos, key)), key


def _faults(asked: Proposal, session: DutySession, *, recorded: bool, now: datetime) -> Iterator[Fault]:
    if not 1 <= len(asked.reason) <= LONGEST_TEXT:
        yield Fault("/reason", f"理由写 1 到 {LONGEST_TEXT} 个字")
    if len(asked.evidence) > LONGEST_TEXT:
        yield Fault("/evidence", f"凭据最多写 {LONGEST_TEXT} 个字")
    if asked.out_at > now:
        yield Fault("/out_at", "离岗时间还没到")
    elif asked.out_at <= asked.in_at:
        yield Fault("/out_at", "离岗要在到岗之后")
    elif asked.out_at - asked.in_at > LONGEST:
        yield Fault("/out_at", f"一班最多 {LONGEST.seconds // 3600} 小时")
    elif session.shift_ends_at and asked.out_at > max(session.shift_ends_at, session.out_at or session.shift_ends_at):
        yield Fault("/out_at", f"最多补到班次结束 {clock(session.shift_ends_at)}")
    if recorded and not session.in_at - NEAR <= asked.in_at <= (session.out_at or session.in_at) + NEAR:
        yield Fault("/in_at", f"离打卡的 {clock(session.in_at)} 太远，不像是这一班")
