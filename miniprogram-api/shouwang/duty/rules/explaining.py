"""Every minute of a duty in words: what was recorded, what was taken off and why, what the ledger got.

The steps of a duty on a day add up: the first is how long it lasted that day, the last what was credited.
"""

from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta

import msgspec

from shouwang.duty.models import Clearance, DutySession, Ledger, SessionState
from shouwang.duty.rules.claims import claims, stay_of, whole_minutes
from shouwang.duty.rules.credit import DAY_CAP, SHORTEST, Share, shares_of_day
from shouwang.duty.rules.sessions import EARLIEST, LATEST, LONGEST, clock
from shouwang.kernel.clock import day_start, local_day
from shouwang.kernel.intervals import Interval, intersection, length

_MINUTE = timedelta(minutes=1)
_CLEARED = {
    Clearance.FIX: "定位",
    Clearance.CODE: "现场码",
    Clearance.PHOTO: "照片",
    Clearance.WORD: "队长认可",
    Clearance.PENDING: "还等着核",
    Clearance.REFUSED: "没有认可",
}
_LEDGERS = {Ledger.MEASURED: "实测", Ledger.ATTESTED: "见证"}


class Step(msgspec.Struct, frozen=True):
    """One step from a stay to its credit. `minutes`: what it leaves out (negative), or what there is (first and last)."""

    minutes: int
    words: str


class Explained(msgspec.Struct, frozen=True):
    """A duty on a day. `recorded` says the record in a sentence; `steps` lead from the stay to `measured` and `attested`."""

    session_id: str
    point_number: str
    recorded: str
    steps: tuple[Step, ...]
    measured: int
    attested: int


def explain_day(day: date, sessions: Iterable[DutySession]) -> tuple[Explained, ...]:
    """The duties that touch a day, the first first."""
    sessions = sorted(sessions, key=lambda one: (one.in_at, one.session_id))
    shares = shares_of_day(day, sessions)
    by_id = {one.session_id: one for one in sessions}
    return tuple(_explain(day, one, shares, by_id) for one in sessions if _touches(one, day))


def _touches(session: DutySession, day: date) -> bool:
    stay = stay_of(session)
    last = max(stay.start_at, stay.end_at - timedelta(microseconds=1)) if stay else session.in_at
    return (
        local_day(stay.start_at if stay else session.in_at) <= day <= local_day(last) or local_day(session.in_at) == day
    )


def _explain(day: date, one: DutySession, shares: Iterable[Share], by_id: dict[str, DutySession]) -> Explained:
    mine = [share for share in shares if share.claim.session.session_id == one.session_id]
    by_ledger = {ledger: sum(s.minutes for s in mine if s.claim.ledger is ledger) for ledger in Ledger}
    return Explained(
        one.session_id,
        one.point_number,
        _recorded(one),
        tuple(_steps(day, one, mine, by_id)),
        by_ledger[Ledger.MEASURED],
        by_ledger[Ledger.ATTESTED],
    )


def _recorded(one: DutySession) -> str:
    """The record and its correction, in a sentence."""
    if one.state is SessionState.UNRECORDED:
        told = "没有打卡记录"
    else:
        told = f"{clock(one.in_at)} 到岗（{_CLEARED[one.in_clearance]}）"
        if one.out_at is not None and one.out_clearance is not None:
            told += f"，{_at(one.out_at, one.in_at)} 离岗（{_CLEARED[one.out_clearance]}）"
        elif one.state is SessionState.OPEN:
            told += "，还没离岗"
        else:
            told += "，没有离岗打卡"
    if one.shift_starts_at and one.shift_ends_at:
        told += f"；班次 {clock(one.shift_starts_at)}–{_at(one.shift_ends_at, one.shift_starts_at)}"
    if one.corrected:
        names = "、".join(voucher.name for voucher in one.corrected.vouchers)
        said = f"{clock(one.corrected.in_at)}–{_at(one.corrected.out_at, one.corrected.in_at)}"
        told += f"；补卡改成 {said}，{names}核过"
    if one.out_flag:
        told += f"；离岗时{one.out_flag}"
    return told


def _steps(day: date, one: DutySession, mine: list[Share], by_id: dict[str, DutySession]) -> Iterator[Step]:
    why_not = _why_nothing(one)
    if why_not:
        yield Step(0, why_not)
        return
    this_day = Interval(day_start(day), day_start(day + timedelta(days=1)))
    stay = stay_of(one)
    lasted = length(intersection([whole_minutes(stay)], [this_day])) if stay else timedelta()
    asked = sum((share.asked for share in mine), timedelta())
    yield Step(lasted // _MINUTE, f"这一天在岗 {lasted // _MINUTE} 分钟" + ("，不满一分钟的不计" if lasted else ""))
    if not claims(one):
        yield Step(-(lasted // _MINUTE), f"能算的不到 {SHORTEST // _MINUTE} 分钟，不计")
    elif asked < lasted:
        yield Step(-((lasted - asked) // _MINUTE), _why_outside(one))
    for share in mine:
        yield from _taken_off(share, by_id)
    for share in mine:
        yield Step(share.minutes, f"记入{_LEDGERS[share.claim.ledger]}时长 {share.minutes} 分钟")


def _taken_off(share: Share, by_id: dict[str, DutySession]) -> Iterator[Step]:
    shared, long = share.asked - share.own, share.own - share.valid
    if shared:
        others = "、".join(f"{clock(by_id[name].in_at)} 那一班" for name in share.shared_with)
        yield Step(-(shared // _MINUTE), f"和 {others}重叠，同一分钟只记一次")
    if long:
        yield Step(-(long // _MINUTE), f"一班最多 {LONGEST // timedelta(hours=1)} 小时，超出的留着不计")
    if share.valid - share.counted:
        over = (share.valid - share.counted) // _MINUTE
        yield Step(-over, f"一天最多 {DAY_CAP // timedelta(hours=1)} 小时，超出的留着不计")


def _why_nothing(one: DutySession) -> str:
    """Why a duty earns nothing at all, if it does not."""
    if one.corrected is not None:
        return ""
    if one.state is SessionState.OPEN:
        return "还没离岗，离岗后再算"
    if one.state is SessionState.MISSING_OUT:
        return "没有离岗打卡，系统收的班，时长记 0；补卡通过后再算"
    if one.state is SessionState.UNRECORDED:
        return "补卡撤销了，时长记 0"
    ends = {one.in_clearance, one.out_clearance}
    if Clearance.REFUSED in ends:
        return "有一头打卡队长没有认可，时长记 0"
    return "有一头打卡还等着核，核过再算" if Clearance.PENDING in ends else ""


def _why_outside(one: DutySession) -> str:
    told = []
    if one.shift_starts_at:
        early, late = EARLIEST // _MINUTE, LATEST // _MINUTE
        told.append(
            f"班前 {early} 分钟以前、班后 {late} 分钟以后的不计" + ("，补的只到班次结束" if one.corrected else "")
        )
    if one.breaks:
        told.append("休息不计")
    return "；".join(told) or "补卡没有写进来的不计"


def _at(instant: datetime, since: datetime) -> str:
    """An instant as people say it, with its day when that is another."""
    days = (local_day(instant) - local_day(since)).days
    return ("次日 " if days == 1 else f"{days} 天后 " if days else "") + clock(instant)
