"""换班: who may ask whom, in which order people say yes, and until when. Nothing moves before the leader has nodded."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from msgspec.structs import replace

from shouwang.duty.models import Candidate, Shift, Signup, SignupState, Swap, SwapState
from shouwang.duty.rules.signups import LONGEST_REASON, NotSignedUp, ShiftOver, sign_up
from shouwang.kernel.actor import LEADERS, Actor, within
from shouwang.kernel.mentions import mention
from shouwang.kernel.problem import Fault, Invalid, NotFound, Problem

# Who moves a swap from where to where.
NEXT: Mapping[SwapState, frozenset[SwapState]] = {
    SwapState.ASKED: frozenset({SwapState.AGREED, SwapState.DECLINED, SwapState.WITHDRAWN}),
    SwapState.AGREED: frozenset({SwapState.DONE, SwapState.REFUSED, SwapState.WITHDRAWN}),
}


class SwapOver(Problem):
    """The swap has been decided, or its shift has begun."""

    slug, title, status = "swap-over", "这次换班已经定了", 409


class SwapWithSelf(Problem):
    """Nobody swaps with themselves."""

    slug, title, status = "swap-with-self", "不能和自己换", 422


class OwnSwap(Problem):
    """A leader does not nod at a swap of their own."""

    slug, title, status = "own-swap", "自己的换班请别的队长点头", 403


def ask(
    swap_id: str,
    own: tuple[Shift, Signup | None],
    other: Candidate,
    in_return: tuple[Shift, Signup | None] | None,
    now: datetime,
) -> Swap:
    """A swap asked for. `own`: the asker's shift and place; `in_return`: the other's.

    Raises: NotSignedUp, ShiftOver, SwapWithSelf, NotFound when the other may not serve there.
    """
    shift, place = own
    place = _require_place(place, now)
    if place.person_id == other.person_id:
        raise SwapWithSelf
    if not within(other.unit_path, shift.unit_path):
        raise NotFound
    if in_return is not None:
        _require_place(in_return[1], now)
    return Swap(
        swap_id=swap_id,
        shift_id=shift.shift_id,
        unit_path=shift.unit_path,
        point_number=shift.point_number,
        starts_at=shift.starts_at,
        ends_at=shift.ends_at,
        from_person=place.person_id,
        from_number=place.volunteer_number,
        from_name=mention(place.person_id),
        to_person=other.person_id,
        to_number=other.volunteer_number,
        to_name=mention(other.person_id),
        asked_at=now,
        in_return_id=in_return[0].shift_id if in_return else None,
        in_return_starts_at=in_return[0].starts_at if in_return else None,
    )


def standing(asked: Swap, swaps: Iterable[Swap]) -> Swap | None:
    """The same question, asked before and still open: whoever asks again, after an answer that was lost, asks nothing new."""
    same = (asked.shift_id, asked.from_person, asked.to_person, asked.in_return_id)
    for one in swaps:
        if one.state in NEXT and (one.shift_id, one.from_person, one.to_person, one.in_return_id) == same:
            return one
    return None


def move(swap: Swap | None, to: SwapState, now: datetime) -> Swap:
    """A swap one step on. Raises: NotFound, SwapOver."""
    if swap is None:
        raise NotFound
    if to not in NEXT.get(swap.state, frozenset()) or (now >= begins(swap) and to is not SwapState.WITHDRAWN):
        raise SwapOver
    return replace(swap, state=to)


def decide(swap: Swap | None, leader: Actor, *, accept: bool, reason: str, now: datetime) -> Swap:
    """A leader's nod, or no. Raises: NotFound outside the leader's units, OwnSwap, SwapOver, Invalid without a reason."""
    if swap is None or not leader.covers(swap.unit_path, *LEADERS):
        raise NotFound
    if leader.person_id in {swap.from_person, swap.to_person}:
        raise OwnSwap
    if not 1 <= len(reason.strip()) <= LONGEST_REASON:
        raise Invalid(faults=[Fault("/reason", f"理由写 1 到 {LONGEST_REASON} 个字")])
    return move(swap, SwapState.DONE if accept else SwapState.REFUSED, now)


def taken_over(
    shift: Shift, person: Candidate, held: Iterable[Signup], given: str | None, now: datetime, *, cover_needed: bool
) -> Signup:
    """The place on a shift as its new holder has it; `given` is the shift they leave for it.

    Raises: every refusal of `signups.sign_up` but ShiftFull: no place is added.
    """
    others = [signup for signup in held if signup.shift_id not in {given, shift.shift_id}]
    roomy = replace(shift, taken=shift.capacity - 1)
    if any(s.shift_id == shift.shift_id and s.state is SignupState.SIGNED_UP for s in held):
        raise SwapOver("对方已经在这一班上")
    return sign_up(roomy, person, others, now, cover_needed=cover_needed)


def begins(swap: Swap) -> datetime:
    """The start of the first of its shifts: from then on nothing is swapped."""
    return min(swap.starts_at, swap.in_return_starts_at or swap.starts_at)


def _require_place(place: Signup | None, now: datetime) -> Signup:
    if place is None or place.state is not SignupState.SIGNED_UP:
        raise NotSignedUp
    if now >= place.starts_at:
        raise ShiftOver("已经开班，不能再换")
    return place
