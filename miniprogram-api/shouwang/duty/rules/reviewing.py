"""核打卡: who may settle a check-in that the machine would not decide, and what the volunteer is told."""

from datetime import datetime

from shouwang.duty.models import CheckIn, Clearance, Lane
from shouwang.duty.rules.fixes import QUEUE_LIFE
from shouwang.duty.rules.proofs import NothingToProve
from shouwang.duty.rules.reports import LONGEST_TEXT, OwnWork
from shouwang.kernel.actor import LEADERS, Actor
from shouwang.kernel.problem import Fault, Invalid, NotFound, Problem, Stale

LAPSED = ("补送的打卡过期了", "离线补送的打卡三天里没有人核，现在只能补卡。7 天内可以补，手机记下的时间会带上")


class ReviewTooLate(Problem):
    """A queued check-in waits three days for a leader; after that only a correction is open."""

    slug, title, status = "review-too-late", "过了三天，这一条只能走补卡", 409


def has_lapsed(check_in: CheckIn, now: datetime) -> bool:
    """Whether a queued check-in has waited longer than it may. Source: docs/decisions/0081-evidence.md."""
    waits = check_in.clearance is Clearance.PENDING and check_in.lane is Lane.QUEUED
    return waits and now - check_in.arrived_at > QUEUE_LIFE


def require_seen(check_in: CheckIn | None, photos_seen: int | None) -> None:
    """Let pass a decision on all the photos there are. Raises: Stale when one more has come since."""
    if check_in is not None and photos_seen is not None and len(check_in.photos) != photos_seen:
        raise Stale("刚又来了一张现场照，看过再判；你写的还在")


def decide(check_in: CheckIn | None, leader: Actor, now: datetime, *, accept: bool, reason: str) -> Clearance:
    """What a leader's word makes of a waiting check-in.

    Raises: NotFound outside the leader's units, OwnWork, NothingToProve, ReviewTooLate, Invalid without a reason.
    """
    if check_in is None or check_in.session_id is None or not leader.covers(check_in.unit_path, *LEADERS):
        raise NotFound
    if check_in.person_id == leader.person_id:
        raise OwnWork("请别的队长来核")
    if check_in.clearance is not Clearance.PENDING or check_in.lane is Lane.TEAM:  # a roll is the person's to confirm
        raise NothingToProve
    if has_lapsed(check_in, now):
        raise ReviewTooLate
    if not 1 <= len(reason.strip()) <= LONGEST_TEXT:
        raise Invalid(faults=[Fault("/reason", f"理由写 1 到 {LONGEST_TEXT} 个字")])
    if not accept:
        return Clearance.REFUSED
    # A photo shows the place and the server's time: with it the leader confirms what was recorded, without it gives a word.
    return Clearance.PHOTO if check_in.photos else Clearance.WORD


def words(clearance: Clearance, leader: str, reason: str) -> tuple[str, str]:
    """Title and text of the notice to the volunteer."""
    if clearance is not Clearance.REFUSED:
        book = "见证" if clearance is Clearance.WORD else "实测"
        return "打卡核过了", f"{leader}认可了你的打卡，这一班的时长记作{book}。理由：{reason}"
    return "打卡没有认可", f"{leader}没有认可你的打卡，这一班不计时长。理由：{reason}。有不同意见可以补卡说明"
