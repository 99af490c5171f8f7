"""What duty tells: answers as they go out, and as they are kept for a repeated request."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

import msgspec

from shouwang.duty.models import (
    CheckIn,
    Clearance,
    Corrected,
    Doubt,
    DutyReport,
    DutySession,
    HoursEntry,
    Ledger,
    Mark,
    SessionState,
    Shift,
    Signup,
    SignupState,
    Verdict,
    Way,
)
from shouwang.duty.rules import credit, sessions
from shouwang.duty.rules.signups import CANCEL_BEFORE
from shouwang.kernel.intervals import length

_MINUTE = timedelta(minutes=1)


class DutyView(msgspec.Struct, frozen=True):
    """执勤 as its volunteer sees it. `minutes`: on duty within the shift's window; `credited`: what the ledger says."""

    session_id: str
    point_number: str
    point_name: str
    in_at: datetime
    out_at: datetime | None
    state: SessionState
    waits: bool  # an end of it waits for a code or a leader
    ledger: Ledger | None
    minutes: int | None
    closes_at: datetime
    shift_id: str | None
    shift_starts_at: datetime | None
    shift_ends_at: datetime | None
    report: DutyReport | None = None
    report_photos: int = 0
    mark: Mark | None = None
    credited: int | None = None
    out_flag: str = ""
    corrected: Corrected | None = None

    @classmethod
    def of(cls, session: DutySession, point_name: str, entries: Sequence[HoursEntry] | None = None) -> "DutyView":
        """A duty, and what its entries add up to when they were read."""
        claims = credit.claims(session)
        ledger = claims[-1].ledger if claims else credit.ledger_of(session)
        mine = None if entries is None else sum(e.minutes for e in entries if e.source == session.session_id)
        return cls(
            session_id=session.session_id,
            point_number=session.point_number,
            point_name=point_name,
            in_at=session.in_at,
            out_at=session.out_at,
            state=session.state,
            waits=Clearance.PENDING in (session.in_clearance, session.out_clearance),
            ledger=ledger,
            minutes=sum(length(claim.pieces) // _MINUTE for claim in claims) if ledger else None,
            closes_at=sessions.closes_at(session),
            shift_id=session.shift_id,
            shift_starts_at=session.shift_starts_at,
            shift_ends_at=session.shift_ends_at,
            report=session.report,
            report_photos=len(session.report_photos),
            mark=session.mark,
            credited=mine,
            out_flag=session.out_flag,
            corrected=session.corrected,
        )


class CheckedIn(msgspec.Struct, frozen=True):
    """What a check-in is told. `waits`: recorded, hours wait for a code, a photo or a leader."""

    check_in_id: str
    way: Way
    verdict: Verdict
    waits: bool
    reason: str
    doubt: Doubt | None
    clearance: Clearance
    distance_m: int | None
    accuracy_m: int | None
    p_inside: float | None
    duty: DutyView | None
    photos: int = 0

    @classmethod
    def of(cls, check_in: CheckIn, duty: DutyView | None) -> "CheckedIn":
        """A check-in and the duty it belongs to."""
        decision = check_in.decision
        return cls(
            check_in_id=check_in.check_in_id,
            way=check_in.way,
            verdict=decision.verdict,
            waits=check_in.clearance is Clearance.PENDING,
            reason=decision.reason,
            doubt=decision.doubt,
            clearance=check_in.clearance,
            distance_m=None if decision.distance_m is None else round(decision.distance_m),
            accuracy_m=None if decision.accuracy_m is None else round(decision.accuracy_m),
            p_inside=None if decision.p_inside is None else round(decision.p_inside, 6),
            duty=duty,
            photos=len(check_in.photos),
        )


class ShiftView(msgspec.Struct, frozen=True):
    """班次 as a volunteer sees it."""

    shift_id: str
    unit_path: str
    point_number: str
    point_name: str
    duty_type: str
    starts_at: datetime
    ends_at: datetime
    capacity: int
    taken: int
    minimum_team: int
    qualification: str | None
    cancelled: bool
    waiting: int
    mine: bool
    my_state: SignupState | None
    cancel_until: datetime

    @classmethod
    def of(cls, shift: Shift, point_name: str, mine: SignupState | None) -> "ShiftView":
        """A shift, and whether the volunteer has a place on it or waits for one."""
        return cls(
            shift.shift_id,
            shift.unit_path,
            shift.point_number,
            point_name,
            shift.duty_type,
            shift.starts_at,
            shift.ends_at,
            shift.capacity,
            shift.taken,
            shift.minimum_team,
            shift.qualification,
            shift.cancelled,
            shift.waiting,
            mine is SignupState.SIGNED_UP,
            mine,
            shift.starts_at - CANCEL_BEFORE,
        )


class SignupView(msgspec.Struct, frozen=True):
    """报班 as its volunteer sees it."""

    shift_id: str
    point_number: str
    point_name: str
    duty_type: str
    starts_at: datetime
    ends_at: datetime
    cancel_until: datetime
    state: SignupState
    ahead: int | None  # how many stood before this one when it joined the waiting list

    @classmethod
    def of(cls, signup: Signup, point_name: str, ahead: int | None = None) -> "SignupView":
        """A place on a shift, or a turn on its waiting list."""
        cancel_until = signup.starts_at - CANCEL_BEFORE
        return cls(
            signup.shift_id,
            signup.point_number,
            point_name,
            signup.duty_type,
            signup.starts_at,
            signup.ends_at,
            cancel_until,
            signup.state,
            ahead,
        )


class DayView(msgspec.Struct, frozen=True):
    """One day's hours, the ledgers side by side."""

    day: date
    minutes_measured: int
    minutes_attested: int


class HoursView(msgspec.Struct, frozen=True):
    """Service hours 服务时长 of some days and their sum."""

    first: date
    last: date
    minutes_measured: int
    minutes_attested: int
    patrols: int
    days: tuple[DayView, ...]


class Current(msgspec.Struct, frozen=True):
    """The duty one is on, and the proof that the next tap needs."""

    server_at: datetime
    nonce: str
    duty: DutyView | None
