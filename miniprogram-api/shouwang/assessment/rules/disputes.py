"""Disputes: which entry may be disputed, who answers, what an answer may change."""

from datetime import datetime, timedelta

from msgspec.structs import replace

from shouwang.assessment.models import Dispute, DisputeState, Entry
from shouwang.kernel.actor import LEADERS, Actor
from shouwang.kernel.problem import Fault, Invalid, NotFound, Problem

WITHIN = timedelta(days=30)  # after the entry was recorded. Source: issue of assessment


class DisputedBefore(Problem):
    """One dispute an entry."""

    slug, title, status = "disputed-before", "这一笔已经申诉过了，答复会在消息里", 409


class DisputeTooLate(Problem):
    """Its time is over."""

    slug, title, status = "dispute-too-late", f"记下来超过 {WITHIN.days} 天的，不能再申诉", 409


class DisputeAnswered(Problem):
    """Somebody has answered it; question and answer stay."""

    slug, title, status = "dispute-answered", "这件申诉已经答复过了", 409


class NotYourOwnPoints(Problem):
    """Nobody decides about their own points."""

    slug, title, status = "not-your-own-points", "自己的积分要由别人来定", 403


def dispute(actor: Actor, entry: Entry | None, dispute_id: str, text: str, now: datetime) -> Dispute:
    """A volunteer's dispute over one own entry. Raises: NotFound, DisputeTooLate."""
    if entry is None or entry.person_id != actor.person_id or actor.unit_path is None:
        raise NotFound
    if now - entry.recorded_at > WITHIN:
        raise DisputeTooLate
    return Dispute(
        dispute_id=dispute_id,
        person_id=actor.person_id,
        entry_id=entry.entry_id,
        day=entry.line.day,
        amount=entry.amount,
        reason=entry.reason,
        unit_path=actor.unit_path,
        name=actor.name,
        volunteer_number=actor.volunteer_number or "",
        text=text,
        asked_at=now,
    )


def answer(actor: Actor, asked: Dispute | None, *, upheld: bool, text: str, correction: int, now: datetime) -> Dispute:
    """A leader's answer. Only an upheld dispute corrects points.

    Raises: NotFound outside the own units, NotYourOwnPoints, DisputeAnswered, Invalid.
    """
    if asked is None or not actor.covers(asked.unit_path, *LEADERS):
        raise NotFound
    require_other(actor, asked.person_id)
    if asked.state is not DisputeState.OPEN:
        raise DisputeAnswered
    if correction and not upheld:
        raise Invalid(faults=[Fault("/correction", "申诉成立才更正积分")])
    return replace(
        asked,
        state=DisputeState.UPHELD if upheld else DisputeState.REJECTED,
        answer=text,
        correction=correction,
        answered_by=actor.person_id,
        answered_at=now,
    )


def require_other(actor: Actor, person_id: str) -> None:
    """Nobody decides about their own points. Raises: NotYourOwnPoints."""
    if actor.person_id == person_id:
        raise NotYourOwnPoints
