"""What a leader does about shifts: plan them, see who is on them, call them off, nod at swaps."""

from collections.abc import Sequence
from datetime import datetime
from typing import Annotated

import msgspec

from shouwang.duty.models import Matter, Shift, SignupState, Swap, Waiting
from shouwang.duty.service import Reviews, Shifts, Signups, Swaps
from shouwang.duty.service.views import ShiftView
from shouwang.kernel.actor import LEADERS, STAFF, Actor
from shouwang.platform.once import Once
from shouwang.platform.web import Api, get, post, roles

_At = Annotated[datetime, msgspec.Meta(tz=True)]
_leader = roles(*LEADERS)


class ShiftAsk(msgspec.Struct, forbid_unknown_fields=True):
    """A shift to be."""

    unit_path: str
    point_number: str
    duty_type: Annotated[str, msgspec.Meta(min_length=1, max_length=40)]
    starts_at: _At
    ends_at: _At
    capacity: int
    minimum_team: int = 3
    qualification: str | None = None


class ReasonAsk(msgspec.Struct, forbid_unknown_fields=True):
    """Why."""

    reason: Annotated[str, msgspec.Meta(max_length=2000)]


class NodAsk(msgspec.Struct, forbid_unknown_fields=True):
    """A leader's yes or no to a swap."""

    accept: bool
    reason: Annotated[str, msgspec.Meta(max_length=2000)]


class SwapPageAsk(msgspec.Struct):
    """Which unit with all below it (one's own by default), and where to go on."""

    unit: str | None = None
    cursor: str | None = None


class SwapsWaiting(msgspec.Struct):
    """Swaps that wait for a nod, the longest first."""

    items: Sequence[Waiting]
    cursor: str | None


class PlaceTaken(msgspec.Struct):
    """Somebody on a shift, or on its waiting list."""

    person_id: str
    volunteer_number: str
    name: str
    state: SignupState
    signed_up_at: datetime


class ShiftPeople(msgspec.Struct):
    """Everybody on a shift, the first first, and then who waits, the longest first."""

    items: Sequence[PlaceTaken]


class PlanningRoutes:
    """Shifts of the units that the person leads."""

    def __init__(self, shifts: Shifts, signups: Signups, swaps: Swaps, reviews: Reviews) -> None:
        self.shifts = shifts
        self.signups = signups
        self.swaps = swaps
        self.reviews = reviews

    @post("/v1/shifts", who=_leader, status=201, summary="排一个班")
    def create(self, actor: Actor, once: Once, body: ShiftAsk) -> ShiftView:
        """A shift of one of the own units."""
        asked = Shift(
            "",
            body.unit_path,
            body.point_number,
            body.duty_type,
            body.starts_at,
            body.ends_at,
            body.capacity,
            minimum_team=body.minimum_team,
            qualification=body.qualification,
        )
        return self.shifts.create(actor, once, asked)

    @get("/v1/shifts/{shift_id}/roster", who=roles(*STAFF), summary="这一班都有谁，谁在候补")
    def people(self, actor: Actor, shift_id: str) -> ShiftPeople:
        """Everybody on a shift."""
        found = self.shifts.people(actor, shift_id)
        return ShiftPeople(
            [PlaceTaken(s.person_id, s.volunteer_number, s.name, s.state, s.signed_up_at) for s in found]
        )

    @post("/v1/shifts/{shift_id}/roster/{person_id}/release", who=_leader, summary="把一个人从班上换下来，要写理由")
    def release(self, actor: Actor, shift_id: str, person_id: str, body: ReasonAsk) -> None:
        """Free the place of somebody who cannot come; the first who waits has it."""
        self.signups.release(actor, shift_id, person_id, body.reason)

    @post("/v1/shifts/{shift_id}/cancel", who=_leader, summary="取消一个班，要写理由")
    def call_off(self, actor: Actor, shift_id: str, body: ReasonAsk) -> ShiftView:
        """Cancel a shift; everybody on it is told."""
        return self.shifts.call_off(actor, shift_id, body.reason)

    @get("/v1/review/swaps", who=_leader, summary="等着点头的换班")
    def swaps_waiting(self, actor: Actor, query: SwapPageAsk) -> SwapsWaiting:
        """Swaps that both sides agreed to."""
        page = self.reviews.waiting(actor, Matter.SWAP, query.unit, query.cursor)
        return SwapsWaiting(page.items, page.cursor)

    @post("/v1/review/swaps/{person_id}/{swap_id}", who=_leader, summary="换班点头或不点头，要写理由")
    def decide_swap(self, actor: Actor, person_id: str, swap_id: str, body: NodAsk) -> Swap:
        """A leader's nod moves the places at once."""
        return self.swaps.decide(actor, person_id, swap_id, accept=body.accept, reason=body.reason)


def planning_api(shifts: Shifts, signups: Signups, swaps: Swaps, reviews: Reviews) -> Api:
    """Routes of a leader's planning."""
    return Api.of("duty_planning", PlanningRoutes(shifts, signups, swaps, reviews))
