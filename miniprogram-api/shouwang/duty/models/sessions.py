"""Check-ins and the duties they make."""

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum

import msgspec

from shouwang.duty.models.evidence import EvidenceScore
from shouwang.duty.models.hours import Voucher
from shouwang.duty.models.places import FenceDecision, Lane, SentFix
from shouwang.kernel.intervals import Interval


class Way(StrEnum):
    """Which end of a duty a check-in marks."""

    IN = "in"  # 到岗
    OUT = "out"  # 离岗


class Clearance(StrEnum):
    """What vouches for one end of a duty."""

    FIX = "fix"  # the fence decided
    CODE = "code"  # the rotating code at the point
    PHOTO = "photo"  # a photo that a leader accepted as showing the place
    WORD = "word"  # a leader's word
    PENDING = "pending"  # nobody yet: hours wait
    REFUSED = "refused"  # a leader said no


class Tap(msgspec.Struct, frozen=True):
    """What a phone sends for a check-in, believed in nothing.

    Shapes: a live tap carries the server's `nonce`; a queued one `captured_at` and the phone's own `sequence`.
    """

    way: Way
    point_number: str | None = None  # None: the nearest
    fixes: tuple[SentFix, ...] = ()
    nonce: str | None = None
    captured_at: datetime | None = None
    sequence: int | None = None
    phone_at: datetime | None = None  # what the phone's clock showed when sending
    without_shift: bool = False
    place_code: str | None = None  # the rotating code at the point
    platform: str = ""  # ios, android or devtools, as the phone says
    device: str = ""  # the phone's own mark, the same whoever holds it


class CheckIn(msgspec.Struct, frozen=True):
    """One tap 打卡: what was claimed, when it came, what was decided. Kept whatever the decision."""

    check_in_id: str
    person_id: str
    unit_path: str
    way: Way
    lane: Lane
    point_number: str
    arrived_at: datetime  # when the server had it
    occurred_at: datetime  # when it counts from: arrival when live, the phone's claim when queued
    decision: FenceDecision
    clearance: Clearance
    session_id: str | None = None
    platform: str = ""
    photos: tuple[str, ...] = ()  # keys of files, the first first
    evidence: EvidenceScore | None = None


class SessionState(StrEnum):
    """执勤 moves one way."""

    OPEN = "open"
    CLOSED = "closed"
    MISSING_OUT = "missing-out"  # 忘了离岗: closed by rule, no hours until a correction
    UNRECORDED = "unrecorded"  # 没打卡: nothing was recorded, it stands on a correction alone


class Corrected(msgspec.Struct, frozen=True):
    """What an approved correction 补卡 says of a duty; what was recorded is kept beside it."""

    correction_id: str
    in_at: datetime
    out_at: datetime
    vouchers: tuple[Voucher, ...] = ()


class DutyReport(msgspec.Struct, frozen=True):
    """任务回报: what was done. Shapes: counts by kind, such as `disputes_mediated`, `hazards_found`."""

    duty_type: str
    text: str
    reported_at: datetime
    counts: Mapping[str, int] = msgspec.field(default_factory=dict)


class Mark(msgspec.Struct, frozen=True):
    """评分: a leader's judgement of a report, 0 to 5, with its reason."""

    score: int
    reason: str
    by: str  # person_id
    marked_at: datetime


class DutySession(msgspec.Struct, frozen=True):
    """执勤: from check-in to check-out. `shift_*` are None for a duty without a shift."""

    session_id: str
    person_id: str
    unit_path: str
    point_number: str
    in_at: datetime
    in_clearance: Clearance
    shift_id: str | None = None
    shift_starts_at: datetime | None = None
    shift_ends_at: datetime | None = None
    duty_type: str = ""
    out_at: datetime | None = None
    out_clearance: Clearance | None = None
    out_flag: str = ""  # what a leader should look at, in words; empty for nothing
    state: SessionState = SessionState.OPEN
    breaks: tuple[Interval, ...] = ()
    report: DutyReport | None = None
    report_photos: tuple[str, ...] = ()  # keys of files
    mark: Mark | None = None
    in_voucher: Voucher | None = None  # on whose word an end rests, if on anybody's
    out_voucher: Voucher | None = None
    corrected: Corrected | None = None  # the correction that stands
    version: int = 0

    @property
    def vouchers(self) -> tuple[Voucher, ...]:
        """Everybody on whose word this duty rests, each once."""
        ends = tuple(voucher for voucher in (self.in_voucher, self.out_voucher) if voucher)
        return tuple(dict.fromkeys(ends + (self.corrected.vouchers if self.corrected else ())))
