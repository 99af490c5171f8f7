"""What a volunteer does: check-in and check-out, reports."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Annotated, Literal

import msgspec

from shouwang.duty.models import DutyReport, SentFix, Tap, Way
from shouwang.duty.service import CheckIns, Sessions
from shouwang.duty.service.views import CheckedIn, Current, DutyView
from shouwang.kernel.actor import Actor, Role
from shouwang.kernel.clock import Clock, local_day
from shouwang.platform.once import Once
from shouwang.platform.web import Api, get, post, roles

_At = Annotated[datetime, msgspec.Meta(tz=True)]
_PointNumber = Annotated[str, msgspec.Meta(pattern="^[0-9]{1,4}$")]
Code = Annotated[str, msgspec.Meta(pattern="^[0-9]{6}$")]


class FixAsk(msgspec.Struct):
    """A fix as the phone gives it. Units: degrees in the datum `crs` (gcj02 or wgs84), metres, m/s."""

    latitude: float
    longitude: float
    crs: str | None = None
    accuracy_m: float | None = None
    fix_at: _At | None = None
    altitude_m: float | None = None
    vertical_accuracy_m: float | None = None
    speed_m_s: float | None = None

    def sent(self) -> SentFix:
        """The fix as the rules look at it."""
        return SentFix(
            self.latitude,
            self.longitude,
            self.crs,
            self.accuracy_m,
            self.fix_at,
            self.altitude_m,
            self.vertical_accuracy_m,
            self.speed_m_s,
        )


class CheckInAsk(msgspec.Struct, forbid_unknown_fields=True):
    """A tap: live with the server's `nonce`, or from the phone's queue with `captured_at` and `sequence`."""

    way: Way
    point_number: _PointNumber | None = None
    fixes: Annotated[list[FixAsk], msgspec.Meta(max_length=8)] = []
    nonce: Annotated[str, msgspec.Meta(max_length=80)] | None = None
    captured_at: _At | None = None
    sequence: Annotated[int, msgspec.Meta(ge=0)] | None = None
    phone_at: _At | None = None
    without_shift: bool = False
    place_code: Code | None = None
    platform: Literal["", "ios", "android", "devtools"] = ""
    device: Annotated[str, msgspec.Meta(max_length=128)] = ""

    def tap(self) -> Tap:
        """The tap as the rules look at it."""
        return Tap(
            way=self.way,
            point_number=self.point_number,
            fixes=tuple(fix.sent() for fix in self.fixes),
            nonce=self.nonce,
            captured_at=self.captured_at,
            sequence=self.sequence,
            phone_at=self.phone_at,
            without_shift=self.without_shift,
            place_code=self.place_code,
            platform=self.platform,
            device=self.device,
        )


class ReportAsk(msgspec.Struct, forbid_unknown_fields=True):
    """任务回报."""

    text: Annotated[str, msgspec.Meta(max_length=2000)]
    duty_type: Annotated[str, msgspec.Meta(max_length=40)] = ""
    counts: dict[str, int] = {}


class MonthAsk(msgspec.Struct):
    """Which month, as `2026-11`; this one by default."""

    month: Annotated[str, msgspec.Meta(pattern="^20[0-9]{2}-(0[1-9]|1[0-2])$")] | None = None


class DutiesShown(msgspec.Struct):
    """Duties of a month, the newest first."""

    items: Sequence[DutyView]


class DutyRoutes:
    """Check-ins and duties of the person who asks."""

    def __init__(self, check_ins: CheckIns, sessions: Sessions, now: Clock) -> None:
        self.check_ins = check_ins
        self.sessions = sessions
        self.now = now

    @get("/v1/duty/current", who=roles(Role.VOLUNTEER), summary="正在执勤的这一班，和打卡凭据")
    def current(self, actor: Actor) -> Current:
        """The duty one is on, and the next tap's nonce."""
        return self.sessions.current(actor)

    @post("/v1/checkins", who=roles(Role.VOLUNTEER), status=201, summary="打卡：到岗、离岗")
    def check_in(self, actor: Actor, once: Once, body: CheckInAsk) -> CheckedIn:
        """到岗 or 离岗; a doubt is recorded and waits, a clear no is refused with its reason."""
        return self.check_ins.check_in(actor, once, body.tap())

    @get("/v1/duty/sessions", who=roles(Role.VOLUNTEER), summary="一个月的执勤")
    def month(self, actor: Actor, query: MonthAsk) -> DutiesShown:
        """One's duties of a month with what the ledger says of each."""
        first = date.fromisoformat(f"{query.month}-01") if query.month else local_day(self.now())
        return DutiesShown(self.sessions.month(actor, first))

    @post("/v1/duty/sessions/{session_id}/report", who=roles(Role.VOLUNTEER), summary="写任务回报")
    def report(self, actor: Actor, session_id: str, body: ReportAsk) -> DutyView:
        """What was done; until it is marked it can be written again."""
        written = DutyReport(body.duty_type, body.text, self.now(), body.counts)
        return self.sessions.report(actor, session_id, written)


def api(check_ins: CheckIns, sessions: Sessions, now: Clock) -> Api:
    """Routes of a volunteer's duty."""
    return Api.of("duty", DutyRoutes(check_ins, sessions, now))
