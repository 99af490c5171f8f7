"""见证: when a leader may speak for a team, and what the person's answer makes of it. It is a word, never a measurement."""

from datetime import datetime

from msgspec.structs import replace

from shouwang.duty.models import (
    Attestation,
    AttestationState,
    CheckIn,
    Clearance,
    Doubt,
    FenceDecision,
    Lane,
    Shift,
    Signup,
    Verdict,
    Voucher,
    Way,
)
from shouwang.duty.rules.proofs import tap_id
from shouwang.duty.rules.sessions import EARLIEST, LATEST, CheckInTooEarly, clock
from shouwang.duty.rules.signups import ShiftOver
from shouwang.kernel.actor import Actor
from shouwang.kernel.problem import NotFound, Problem

MOST_PEOPLE = 30  # of one call of the roll


class AnsweredAlready(Problem):
    """The person has said yes or no."""

    slug, title, status = "answered-already", "这一条你已经答过了", 409


class TooManyPeople(Problem):
    """A roll is called for one team."""

    slug, title, status = "too-many-people", f"一次最多点 {MOST_PEOPLE} 个人", 400


def require_running(shift: Shift, now: datetime) -> None:
    """Let pass while the shift's window is open: a roll is called on the spot. Raises: CheckInTooEarly, ShiftOver."""
    if now < shift.starts_at - EARLIEST:
        raise CheckInTooEarly(f"{clock(shift.starts_at - EARLIEST)} 起可以点名", opens_at=shift.starts_at - EARLIEST)
    if shift.cancelled or now >= shift.ends_at + LATEST:
        raise ShiftOver("这一班已经收了，请走补卡")


def called(signup: Signup, unit_path: str, way: Way, leader: Actor, now: datetime) -> CheckIn:
    """The check-in of somebody whose name was called. Called twice it is the same one."""
    reason = f"{leader.mention}在现场点的名，没有定位，等本人确认"
    return CheckIn(
        check_in_id=tap_id(signup.person_id, now, f"team|{signup.shift_id}|{way}"),
        person_id=signup.person_id,
        unit_path=unit_path,
        way=way,
        lane=Lane.TEAM,
        point_number=signup.point_number,
        arrived_at=now,
        occurred_at=now,
        decision=FenceDecision(Verdict.UNCERTAIN, reason, doubt=Doubt.TEAM),
        clearance=Clearance.PENDING,
    )


def answer(asked: Attestation | None, actor: Actor, *, confirm: bool, now: datetime) -> Attestation:
    """The person's yes or no. Raises: NotFound for another's, AnsweredAlready."""
    if asked is None or asked.person_id != actor.person_id:
        raise NotFound
    if asked.state is not AttestationState.ASKED:
        raise AnsweredAlready
    state = AttestationState.CONFIRMED if confirm else AttestationState.DENIED
    return replace(asked, state=state, answered_at=now)


def with_end(asked: Attestation, end: CheckIn) -> Attestation:
    """What is asked with one end more, which rests on the word of whoever asks now."""
    word = Voucher(asked.by, asked.by_name)
    if end.way is Way.IN:
        return replace(asked, in_check_in=end.check_in_id, in_voucher=word)
    return replace(asked, out_check_in=end.check_in_id, out_voucher=word)


def voucher(asked: Attestation, way: Way) -> Voucher:
    """On whose word one end rests."""
    word = asked.in_voucher if way is Way.IN else asked.out_voucher
    return word or Voucher(asked.by, asked.by_name)
