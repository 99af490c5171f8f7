"""What a leader does: who is on duty, what waits for a word."""

from collections.abc import Sequence
from datetime import datetime
from typing import Annotated

import msgspec

from shouwang.duty.models import Clearance, Matter, OnDuty, Waiting
from shouwang.duty.service import Reviews, Sessions
from shouwang.duty.service.reviews import PlaceCode, Seen
from shouwang.duty.service.views import DutyView
from shouwang.kernel.actor import LEADERS, Actor
from shouwang.kernel.problem import NotFound
from shouwang.platform import codes
from shouwang.platform.web import Api, Reply, get, post, roles

_leader = roles(*LEADERS)


class PageAsk(msgspec.Struct):
    """Which unit with all below it (one's own by default), and where to go on."""

    unit: str | None = None
    cursor: str | None = None


class NowAsk(PageAsk):
    """And at which assembly point; at any by default."""

    point: str | None = None


class DecisionAsk(msgspec.Struct, forbid_unknown_fields=True):
    """A leader's word on a check-in."""

    accept: bool
    reason: Annotated[str, msgspec.Meta(max_length=2000)]


class MarkAsk(msgspec.Struct, forbid_unknown_fields=True):
    """A leader's mark for a report."""

    score: int
    reason: Annotated[str, msgspec.Meta(max_length=2000)]


class Decided(msgspec.Struct):
    """What a check-in is worth now."""

    clearance: Clearance


class OnDutyShown(msgspec.Struct):
    """Somebody on duty."""

    person_id: str
    name: str
    volunteer_number: str
    unit_path: str
    point_number: str
    in_at: datetime
    waits: bool


class MannedShown(msgspec.Struct):
    """An assembly point and who is on duty there."""

    point_number: str
    point_name: str
    people: Sequence[OnDutyShown]


class OnDutyPage(msgspec.Struct):
    """Who is on duty, by place; at a place by unit and arrival."""

    items: Sequence[MannedShown]
    cursor: str | None


class WaitingPage(msgspec.Struct):
    """What waits, the longest first."""

    items: Sequence[Waiting]
    cursor: str | None


class LeaderRoutes:
    """Duties and check-ins of the units that the person leads."""

    def __init__(self, sessions: Sessions, reviews: Reviews) -> None:
        self.sessions = sessions
        self.reviews = reviews

    @get("/v1/duty/now", who=_leader, summary="此刻谁在岗，按集结点分")
    def on_duty(self, actor: Actor, query: NowAsk) -> OnDutyPage:
        """Who is on duty in a unit and all below it, by place."""
        page = self.sessions.on_duty(actor, query.unit, query.point, query.cursor)
        items = [MannedShown(at.point_number, at.point_name, [_shown(one) for one in at.people]) for at in page.items]
        return OnDutyPage(items, page.cursor)

    @get("/v1/review/checkins", who=_leader, summary="等着核的打卡")
    def check_ins(self, actor: Actor, query: PageAsk) -> WaitingPage:
        """Check-ins that the machine would not decide."""
        page = self.reviews.waiting(actor, Matter.CHECK_IN, query.unit, query.cursor)
        return WaitingPage(page.items, page.cursor)

    @get("/v1/review/checkins/{person_id}/{check_in_id}", who=_leader, summary="细看一条打卡：小地图、凭据、照片数")
    def look(self, actor: Actor, person_id: str, check_in_id: str) -> Seen:
        """Everything needed to judge it; that one looked is noted where the volunteer can read it."""
        return self.reviews.look(actor, person_id, check_in_id)

    @get("/v1/review/checkins/{person_id}/{check_in_id}/photos/{number}", who=_leader, summary="打卡的现场照")
    def photo(self, actor: Actor, person_id: str, check_in_id: str, number: str) -> Reply:
        """A photo, from 0 on."""
        if not (number.isascii() and number.isdecimal() and len(number) < 3):
            raise NotFound
        return Reply(self.reviews.photo(actor, person_id, check_in_id, int(number)), "image/jpeg")

    @post("/v1/review/checkins/{person_id}/{check_in_id}", who=_leader, summary="核打卡：认可或不认可，要写理由")
    def decide(self, actor: Actor, person_id: str, check_in_id: str, body: DecisionAsk) -> Decided:
        """A leader's word; the hours it lets through are attested."""
        return Decided(self.reviews.decide(actor, person_id, check_in_id, accept=body.accept, reason=body.reason))

    @get("/v1/review/reports", who=_leader, summary="等着评的任务回报")
    def reports(self, actor: Actor, query: PageAsk) -> WaitingPage:
        """Reports without a mark."""
        page = self.reviews.waiting(actor, Matter.REPORT, query.unit, query.cursor)
        return WaitingPage(page.items, page.cursor)

    @post("/v1/review/reports/{person_id}/{session_id}", who=_leader, summary="评任务回报：0 到 5 分，要写理由")
    def mark(self, actor: Actor, person_id: str, session_id: str, body: MarkAsk) -> DutyView:
        """A leader's mark, once, never one's own."""
        return self.sessions.mark(actor, person_id, session_id, body.score, body.reason)

    @get("/v1/assembly-points/{number}/code", who=_leader, summary="集结点此刻的码")
    def place_code(self, actor: Actor, number: str) -> PlaceCode:
        """The rotating code, to be shown as digits, or as the QR code of just these digits that stands beside it."""
        return self.reviews.place_code(actor, number)

    @get("/v1/assembly-points/{number}/code.svg", who=_leader, summary="集结点此刻的码，画成二维码")
    def place_code_drawn(self, actor: Actor, number: str) -> Reply:
        """The rotating code as a QR code of just its digits; asked for again when it changes, never kept."""
        drawn = codes.svg(self.reviews.place_code(actor, number).code)
        return Reply(drawn, "image/svg+xml", headers={"Cache-Control": "no-store"})


def _shown(one: OnDuty) -> OnDutyShown:
    session = one.session
    return OnDutyShown(
        session.person_id,
        one.name,
        one.volunteer_number,
        session.unit_path,
        session.point_number,
        session.in_at,
        session.in_clearance is Clearance.PENDING,
    )


def leader_api(sessions: Sessions, reviews: Reviews) -> Api:
    """Routes of a leader's duty."""
    return Api.of("duty_leader", LeaderRoutes(sessions, reviews))
