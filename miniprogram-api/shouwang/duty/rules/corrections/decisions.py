"""Who decides about a correction, how it moves, and what it makes of a duty."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from msgspec.structs import replace

from shouwang.duty.models import Corrected, Correction, CorrectionMonth, CorrectionState, Voucher, Word
from shouwang.duty.rules.corrections.problems import (
    CorrectedBefore,
    CorrectionSettled,
    OtherLeaderNeeded,
    TooManyCorrections,
)
from shouwang.duty.rules.corrections.proposals import UNDECIDED
from shouwang.duty.rules.reports import LONGEST_TEXT, OwnWork
from shouwang.duty.rules.sessions import clock
from shouwang.kernel.actor import LEADERS, Actor
from shouwang.kernel.clock import local_day
from shouwang.kernel.problem import Fault, Invalid, NotFound, Stale

MOST_A_MONTH = 3  # of the duty's month; one withdrawn does not count. Source: domain-rules 2.2 rule 7
SECOND_WORD_FROM = timedelta(hours=4)  # minutes without a record above this take two leaders. Source: decision 0090
_MINUTE = timedelta(minutes=1)

# State -> what it may become.
STEPS: Mapping[CorrectionState, frozenset[CorrectionState]] = {
    CorrectionState.WAITING: frozenset(
        {CorrectionState.SECOND, CorrectionState.APPROVED, CorrectionState.REFUSED, CorrectionState.WITHDRAWN}
    ),
    CorrectionState.SECOND: frozenset({CorrectionState.APPROVED, CorrectionState.REFUSED, CorrectionState.WITHDRAWN}),
    CorrectionState.APPROVED: frozenset({CorrectionState.REVERSED}),
    CorrectionState.REFUSED: frozenset(),
    CorrectionState.WITHDRAWN: frozenset(),
    CorrectionState.REVERSED: frozenset(),
}


def count_in(month: CorrectionMonth, one: Correction) -> CorrectionMonth:
    """A month with one more correction, which waits. Raises: TooManyCorrections, CorrectedBefore."""
    if one.session_id in month.waiting:
        raise CorrectedBefore("这一班的补卡正等着核")
    if month.used >= MOST_A_MONTH:
        raise TooManyCorrections(f"一个月最多 {MOST_A_MONTH} 次，有特殊情况请队长登记")
    return replace(month, used=month.used + 1, waiting=(*month.waiting, one.session_id))


def count_out(month: CorrectionMonth, one: Correction) -> CorrectionMonth:
    """A month after a correction was settled; one that was withdrawn does not count."""
    back = 1 if one.state is CorrectionState.WITHDRAWN else 0
    waiting = tuple(session_id for session_id in month.waiting if session_id != one.session_id)
    return replace(month, used=max(0, month.used - back), waiting=waiting)


def require_seen(one: Correction | None, version: int | None) -> None:
    """Let pass a word on the correction as it was seen. Raises: Stale with what was said meanwhile."""
    if one is None or version is None or one.version == version:
        return
    last = one.words[-1] if one.words else None
    said = f"{last.name}刚判了「{'通过' if last.accept else '不通过'}」" if last else "本人刚改过这一条"
    raise Stale(f"{said}，你的没有提交；写的备注还在")


def decide(one: Correction | None, leader: Actor, *, accept: bool, reason: str, now: datetime) -> Correction:
    """A correction after a leader's word: refused at once, approved by one word, or by two above `SECOND_WORD_FROM`.

    Raises: NotFound outside the leader's units, OwnWork, CorrectionSettled, OtherLeaderNeeded, Invalid without a reason.
    """
    one = _theirs(one, leader)
    if one.state not in UNDECIDED:
        raise CorrectionSettled
    if any(word.by == leader.person_id for word in one.words):
        raise OtherLeaderNeeded(f"超过 {SECOND_WORD_FROM.seconds // 3600} 小时的补卡要两位队长，你已经核过了")
    said = replace(one, words=(*one.words, _word(leader, accept=accept, reason=reason, now=now)))
    if not accept:
        return _step(said, CorrectionState.REFUSED)
    needed = 2 if one.beyond_min > SECOND_WORD_FROM // _MINUTE else 1
    return _step(said, CorrectionState.APPROVED if len(said.words) >= needed else CorrectionState.SECOND)


def reverse(one: Correction | None, leader: Actor, reason: str, now: datetime) -> Correction:
    """An approved correction taken back; its hours fall by reversing entries.

    Raises: NotFound outside the leader's units, OwnWork, CorrectionSettled, Invalid without a reason.
    """
    one = _theirs(one, leader)
    if one.state is not CorrectionState.APPROVED:
        raise CorrectionSettled("只有通过了的补卡可以撤销")
    said = replace(one, words=(*one.words, _word(leader, accept=False, reason=reason, now=now)))
    return _step(said, CorrectionState.REVERSED)


def withdraw(one: Correction | None, person_id: str) -> Correction:
    """A correction taken back by who asked. Raises: NotFound, CorrectionSettled."""
    if one is None or one.person_id != person_id:
        raise NotFound
    if one.state not in UNDECIDED:
        raise CorrectionSettled
    return _step(one, CorrectionState.WITHDRAWN)


def corrected(one: Correction) -> Corrected:
    """What an approved correction says of its duty."""
    vouchers = tuple(Voucher(word.by, word.name) for word in one.words if word.accept)
    return Corrected(one.correction_id, one.in_at, one.out_at, vouchers)


def words(one: Correction) -> tuple[str, str]:
    """Title and text of the notice to the volunteer."""
    last, day = one.words[-1], f"{local_day(one.in_at):%-m 月 %-d 日} {clock(one.in_at)}–{clock(one.out_at)}"
    why = f"{last.name}的理由：{last.reason}"
    told = {
        CorrectionState.SECOND: ("补卡核过一遍", f"{day} 的补卡{last.name}核过了，超过 4 小时，还要另一位队长核"),
        CorrectionState.APPROVED: ("补卡通过了", f"{day} 的补卡通过了，没有打卡凭据的部分记作见证时长。{why}"),
        CorrectionState.REFUSED: ("补卡没有通过", f"{day} 的补卡没有通过，时长不变。{why}"),
        CorrectionState.REVERSED: (
            "补卡撤销了",
            f"{day} 的补卡撤销了，时长照原来打卡的算。{why}。有不同意见找上级队长",
        ),
    }
    return told[one.state]


def _theirs(one: Correction | None, leader: Actor) -> Correction:
    if one is None or not leader.covers(one.unit_path, *LEADERS):
        raise NotFound
    if one.person_id == leader.person_id:
        raise OwnWork("自己的补卡请别的队长来核")
    return one


def _word(leader: Actor, *, accept: bool, reason: str, now: datetime) -> Word:
    if not 1 <= len(reason.strip()) <= LONGEST_TEXT:
        raise Invalid(faults=[Fault("/reason", f"理由写 1 到 {LONGEST_TEXT} 个字")])
    return Word(leader.person_id, leader.mention, accept, reason.strip(), now)


def _step(one: Correction, state: CorrectionState) -> Correction:
    if state not in STEPS[one.state]:
        raise CorrectionSettled
    return replace(one, state=state)
