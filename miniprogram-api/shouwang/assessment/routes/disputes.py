"""Disputes over entries and leaders' answers, corrections, a volunteer's points as leaders see them."""

from datetime import date, datetime
from typing import Annotated

import msgspec

from shouwang.assessment.models import Dispute, DisputeState
from shouwang.assessment.routes.own import PointsAsk, PointsShown, tell_points
from shouwang.assessment.rules import CORRECTORS
from shouwang.assessment.service import Asked, Assessment, Disputes
from shouwang.kernel.actor import LEADERS, Actor
from shouwang.platform.dynamo import Page
from shouwang.platform.once import Once
from shouwang.platform.web import Api, anyone, get, post, roles

_LEADERS = roles(*LEADERS)
_Text = Annotated[str, msgspec.Meta(min_length=4, max_length=300)]
_Amount = Annotated[int, msgspec.Meta(ge=-500, le=500)]


class DisputeAsk(msgspec.Struct, forbid_unknown_fields=True):
    """What is wrong with the entry."""

    text: _Text


class AnswerAsk(msgspec.Struct, forbid_unknown_fields=True):
    """A leader's answer; the volunteer reads it. `correction` in points, only with an upheld dispute."""

    upheld: bool
    text: _Text
    correction: _Amount = 0


class CorrectionAsk(msgspec.Struct, forbid_unknown_fields=True):
    """Points, + or -, for a day, and why; the volunteer reads it."""

    day: date
    amount: Annotated[int, msgspec.Meta(ge=-500, le=500)]
    reason: _Text


class WaitingAsk(msgspec.Struct):
    """Whose disputes; by default those of the widest unit one leads."""

    unit: str | None = None
    cursor: str | None = None


class CursorAsk(msgspec.Struct):
    """Where to go on."""

    cursor: str | None = None


class DisputeShown(msgspec.Struct):
    """A dispute, the entry it is about, and the answer."""

    dispute_id: str
    volunteer_number: str
    name: str
    entry_id: str
    day: date
    amount: int
    reason: str
    text: str
    asked_at: datetime
    state: DisputeState
    answer: str
    correction: int
    answered_at: datetime | None


class DisputesShown(msgspec.Struct):
    """A page of disputes."""

    items: list[DisputeShown]
    cursor: str | None


class DisputeRoutes:
    """Disputes, their answers, corrections."""

    def __init__(self, assessment: Assessment, disputes: Disputes) -> None:
        self.assessment = assessment
        self.disputes = disputes

    @post("/v1/me/points/{entry_id}/dispute", who=anyone, status=201, summary="对一笔积分申诉，30 天内，一笔一次")
    def ask(self, actor: Actor, once: Once, entry_id: str, body: DisputeAsk) -> Asked:
        """Dispute an entry of mine."""
        return self.disputes.ask(actor, entry_id, body.text, once)

    @get("/v1/me/points-disputes", who=anyone, summary="我的积分申诉和答复")
    def own(self, actor: Actor, query: CursorAsk) -> DisputesShown:
        """My disputes."""
        return _page(self.disputes.own(actor, query.cursor))

    @get("/v1/points-disputes", who=_LEADERS, summary="等答复的积分申诉")
    def waiting(self, actor: Actor, query: WaitingAsk) -> DisputesShown:
        """Open disputes of the own units."""
        return _page(self.disputes.waiting(actor, query.unit, query.cursor))

    @post("/v1/points-disputes/{dispute_id}/answer", who=_LEADERS, summary="答复积分申诉")
    def answer(self, actor: Actor, dispute_id: str, body: AnswerAsk) -> DisputeShown:
        """Answer a dispute, once."""
        return _shown(
            self.disputes.answer(actor, dispute_id, upheld=body.upheld, text=body.text, correction=body.correction)
        )

    @get("/v1/volunteers/{number}/points", who=_LEADERS, summary="一名队员的积分，一笔一笔为什么")
    def points(self, actor: Actor, number: str, query: PointsAsk) -> PointsShown:
        """A volunteer's points and their reasons."""
        person_id = self.disputes.roster.volunteer_for(actor, number).person_id
        return tell_points(self.assessment.points(person_id, query.period, query.cursor, query.limit))

    @post(
        "/v1/volunteers/{number}/points-corrections", who=roles(*CORRECTORS), status=201, summary="更正一名队员的积分"
    )
    def correct(self, actor: Actor, once: Once, number: str, body: CorrectionAsk) -> dict[str, str]:
        """Correct a volunteer's points by an entry of its own."""
        self.disputes.correct(actor, number, body.day, body.amount, body.reason, once)
        return {}


def disputes_api(assessment: Assessment, disputes: Disputes) -> Api:
    """Routes of disputes."""
    return Api.of("assessment", DisputeRoutes(assessment, disputes))


def _page(page: Page[Dispute]) -> DisputesShown:
    return DisputesShown([_shown(dispute) for dispute in page.items], page.cursor)


def _shown(dispute: Dispute) -> DisputeShown:
    return msgspec.convert(dispute, DisputeShown, from_attributes=True)
