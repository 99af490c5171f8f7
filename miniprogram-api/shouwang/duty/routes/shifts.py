"""What a volunteer does about shifts: look, take a place or wait for one, give it back, swap."""

from collections.abc import Sequence
from datetime import date
from typing import Annotated

import msgspec

from shouwang.duty.models import Swap
from shouwang.duty.service import Shifts, Signups, Swaps
from shouwang.duty.service.views import ShiftView, SignupView
from shouwang.kernel.actor import STAFF, Actor, Role
from shouwang.platform.once import Once
from shouwang.platform.web import Api, delete, get, post, roles

_volunteer = roles(Role.VOLUNTEER)


class ShiftsAsk(msgspec.Struct):
    """Which shifts: of a unit (one's own by default) and those above it, from a day on, for some days."""

    unit: str | None = None
    first: date | None = None
    days: Annotated[int, msgspec.Meta(ge=1, le=14)] = 7


class SignupAsk(msgspec.Struct, forbid_unknown_fields=True):
    """Whether to wait when every place is taken."""

    wait: bool = False


class SwapAsk(msgspec.Struct, forbid_unknown_fields=True):
    """Who shall take the place, and which of theirs one takes for it."""

    volunteer_number: Annotated[str, msgspec.Meta(max_length=40)]
    in_return: Annotated[str, msgspec.Meta(max_length=40)] | None = None


class AnswerAsk(msgspec.Struct, forbid_unknown_fields=True):
    """Yes or no."""

    accept: bool


class ShiftsShown(msgspec.Struct):
    """Shifts by their start."""

    items: Sequence[ShiftView]


class SwapsShown(msgspec.Struct):
    """Swaps, the newest first."""

    items: Sequence[Swap]


class ShiftRoutes:
    """Shifts as the volunteer sees them."""

    def __init__(self, shifts: Shifts, signups: Signups, swaps: Swaps) -> None:
        self.shifts = shifts
        self.signups = signups
        self.swaps = swaps

    @get("/v1/shifts", who=roles(Role.VOLUNTEER, *STAFF), summary="看班次")
    def list_shifts(self, actor: Actor, query: ShiftsAsk) -> ShiftsShown:
        """Shifts that the unit's people may take."""
        return ShiftsShown(self.shifts.of_unit(actor, query.unit, query.first, query.days))

    @post("/v1/shifts/{shift_id}/signup", who=_volunteer, status=201, summary="报班；满了可以候补")
    def sign_up(self, actor: Actor, once: Once, shift_id: str, body: SignupAsk | None) -> SignupView:
        """Take a place, or wait for one."""
        return self.signups.sign_up(actor, once, shift_id, wait=body is not None and body.wait)

    @delete("/v1/shifts/{shift_id}/signup", who=_volunteer, summary="退班，或退候补")
    def cancel(self, actor: Actor, shift_id: str) -> None:
        """Give the place back; the first who waits has it."""
        self.signups.cancel(actor, shift_id)

    @post("/v1/shifts/{shift_id}/swaps", who=_volunteer, status=201, summary="请人换班")
    def ask_swap(self, actor: Actor, once: Once, shift_id: str, body: SwapAsk) -> Swap:
        """Ask another volunteer to take one's place, or to exchange places."""
        return self.swaps.ask(actor, once, shift_id, body.volunteer_number, body.in_return)

    @get("/v1/me/swaps", who=_volunteer, summary="我的换班")
    def my_swaps(self, actor: Actor) -> SwapsShown:
        """Swaps that one asked for or was asked for."""
        return SwapsShown(self.swaps.mine(actor))

    @post("/v1/swaps/{swap_id}/answer", who=_volunteer, summary="答复换班")
    def answer_swap(self, actor: Actor, swap_id: str, body: AnswerAsk) -> Swap:
        """Agree, so that the leader can nod, or decline."""
        return self.swaps.answer(actor, swap_id, accept=body.accept)

    @post("/v1/swaps/{swap_id}/withdraw", who=_volunteer, summary="撤回换班")
    def withdraw_swap(self, actor: Actor, swap_id: str) -> Swap:
        """Take back what one asked for."""
        return self.swaps.withdraw(actor, swap_id)


def shifts_api(shifts: Shifts, signups: Signups, swaps: Swaps) -> Api:
    """Routes of a volunteer's shifts."""
    return Api.of("duty_shifts", ShiftRoutes(shifts, signups, swaps))
