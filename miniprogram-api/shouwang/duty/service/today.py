"""今日: home in one request."""

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

import msgspec
from msgspec.structs import replace

from shouwang.duty.models import AttestationState, Clearance, DutySession, Service, SessionState, SwapState
from shouwang.duty.rules.reports import REPORT_WITHIN
from shouwang.duty.service.check_ins import CheckIns
from shouwang.duty.service.hours import Hours
from shouwang.duty.service.shifts import Shifts
from shouwang.duty.service.views import DutyView, HoursView, SignupView
from shouwang.duty.store import attestations, sessions as store, swaps
from shouwang.kernel.actor import Actor
from shouwang.kernel.clock import Clock, local_day

if TYPE_CHECKING:
    from shouwang.roster.service import Roster

_THIS_MOMENT = timedelta(minutes=1)  # a duty that begins right now is among the recent ones
_MOST_WAITS = 12  # lines: what is beyond that is found on its own page. Source: bar of 4 KB
_RECENT = REPORT_WITHIN  # so long a report can be written


class Wait(StrEnum):
    """What waits for the volunteer, or the volunteer for."""

    ATTESTATION = "attestation"  # 请确认点名
    SWAP = "swap"  # 请答复换班
    EVIDENCE = "evidence"  # 打卡存疑，等码、照片或队长
    REPORT = "report"  # 可以写回报
    FORGOTTEN = "forgotten"  # 忘了离岗，可以补卡


class WaitLine(msgspec.Struct, frozen=True):
    """One thing that waits; `subject_id` is that of the attestation, the swap or the duty."""

    what: Wait
    subject_id: str
    at: datetime


class NextHonour(msgspec.Struct, frozen=True):
    """The nearest medal, what there is towards it, and what lacks in words. Units: those of the medal's own count."""

    medal: str
    title: str
    have: int
    at_least: int
    missing: str


class Today(msgspec.Struct, frozen=True):
    """今日. `nonce` makes the next check-in one of this moment."""

    server_at: datetime
    nonce: str
    signup: SignupView | None
    duty: DutyView | None
    month: HoursView
    next_honour: NextHonour | None
    waits: tuple[WaitLine, ...]


class Home(msgspec.Struct, frozen=True):
    """今日. `next_honour` is honours' own answer to what somebody has done."""

    roster: "Roster"
    check_ins: CheckIns
    shifts: Shifts
    hours: Hours
    next_honour: Callable[[Service], NextHonour | None]
    now: Clock

    def today(self, actor: Actor) -> Today:
        """Everything the first page shows. Cost: 7 requests, 8 while on duty, whatever the force's size and one's years."""
        now = self.now()
        day = local_day(now)
        signup = self.shifts.coming(actor.person_id, now)
        recent = store.sessions_between(actor.person_id, now - _RECENT, now + _THIS_MOMENT)
        month, ever = self.hours.view_and_whole(actor.person_id, day.replace(day=1), day)
        return Today(
            server_at=now,
            nonce=self.check_ins.nonce(actor),
            signup=SignupView.of(signup, self.roster.point(signup.point_number).name) if signup else None,
            duty=self._duty(actor, recent),
            month=replace(month, days=()),  # they are on a page of their own
            next_honour=self.next_honour(ever),
            waits=self._waits(actor, recent, now),
        )

    def _duty(self, actor: Actor, recent: Sequence[DutySession]) -> DutyView | None:
        """The duty one is on, as it stands by now: the open one is kept as it began."""
        begun = store.fetch_open(actor.person_id)
        if begun is None:
            return None
        stands = next((one for one in recent if one.session_id == begun.session_id), begun)
        return DutyView.of(stands, self.roster.point(stands.point_number).name)

    def _waits(self, actor: Actor, recent: Sequence[DutySession], now: datetime) -> tuple[WaitLine, ...]:
        asked = [
            WaitLine(Wait.ATTESTATION, one.attestation_id, one.asked_at)
            for one in attestations.attestations_of(actor.person_id)
            if one.state is AttestationState.ASKED
        ]
        swapping = [
            WaitLine(Wait.SWAP, one.swap_id, one.asked_at)
            for one in swaps.swaps_of(actor.person_id)
            if one.to_person == actor.person_id and one.state is SwapState.ASKED and now < one.starts_at
        ]
        of_duties = [line for session in recent for line in _of_duty(session)]
        lines = sorted([*asked, *swapping, *of_duties], key=lambda line: line.at, reverse=True)
        return tuple(lines[:_MOST_WAITS])


def _of_duty(session: DutySession) -> Iterator[WaitLine]:
    """What a duty of the last days waits for."""
    if Clearance.PENDING in (session.in_clearance, session.out_clearance):
        yield WaitLine(Wait.EVIDENCE, session.session_id, session.in_at)
    if session.state is SessionState.MISSING_OUT and session.corrected is None:
        yield WaitLine(Wait.FORGOTTEN, session.session_id, session.in_at)
    if session.state is SessionState.CLOSED and session.report is None:
        yield WaitLine(Wait.REPORT, session.session_id, session.out_at or session.in_at)
