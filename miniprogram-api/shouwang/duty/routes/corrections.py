"""补卡 over HTTP: the volunteer asks, the leaders of the unit decide."""

from collections.abc import Sequence
from datetime import datetime
from typing import Annotated

import msgspec

from shouwang.duty.models import Matter, Proposal
from shouwang.duty.routes.leader import DecisionAsk, PageAsk, WaitingPage
from shouwang.duty.service import Corrections, Reviews
from shouwang.duty.service.correction_views import CorrectionView
from shouwang.kernel.actor import LEADERS, Actor, Role
from shouwang.platform.once import Once
from shouwang.platform.web import Api, Reply, anyone, get, post, roles

_At = Annotated[datetime, msgspec.Meta(tz=True)]
_PointNumber = Annotated[str, msgspec.Meta(pattern="^[0-9]{1,4}$")]
_Text = Annotated[str, msgspec.Meta(max_length=2000)]
_leader = roles(*LEADERS)
MOST_BYTES = 4 * 1024 * 1024  # Source: design section 3, uploads


class CorrectionAsk(msgspec.Struct, forbid_unknown_fields=True):
    """What should be credited: of a duty by its `session_id`, or of one that was not recorded, at a point or on a shift."""

    in_at: _At
    out_at: _At
    reason: _Text
    evidence: _Text = ""
    session_id: Annotated[str, msgspec.Meta(max_length=40)] | None = None
    point_number: _PointNumber | None = None


class CursorAsk(msgspec.Struct):
    """Where to go on."""

    cursor: str | None = None


class ReasonAsk(msgspec.Struct, forbid_unknown_fields=True):
    """Why."""

    reason: _Text


class CorrectionsPage(msgspec.Struct):
    """Corrections, the newest first."""

    items: Sequence[CorrectionView]
    cursor: str | None


class CorrectionRoutes:
    """补卡."""

    def __init__(self, corrections: Corrections, reviews: Reviews) -> None:
        self.corrections = corrections
        self.reviews = reviews

    @post("/v1/corrections", who=roles(Role.VOLUNTEER), status=201, summary="补卡：写明时间、理由和凭据")
    def ask(self, actor: Actor, once: Once, body: CorrectionAsk) -> CorrectionView:
        """Within 7 days, 3 a month; what was recorded is kept beside it."""
        asked = Proposal(body.in_at, body.out_at, body.reason, body.evidence, body.session_id, body.point_number)
        return self.corrections.ask(actor, once, asked)

    @get("/v1/corrections", who=roles(Role.VOLUNTEER), summary="我的补卡")
    def mine(self, actor: Actor, query: CursorAsk) -> CorrectionsPage:
        """The own corrections with every word said about them."""
        page = self.corrections.mine(actor, query.cursor)
        return CorrectionsPage(page.items, page.cursor)

    @post("/v1/corrections/{correction_id}/withdraw", who=roles(Role.VOLUNTEER), summary="收回补卡")
    def withdraw(self, actor: Actor, correction_id: str) -> CorrectionView:
        """Take a waiting correction back; it does not count towards the month."""
        return self.corrections.withdraw(actor, correction_id)

    @post(
        "/v1/corrections/{correction_id}/photo",
        who=roles(Role.VOLUNTEER),
        summary="给补卡附一张照片",
        most_bytes=MOST_BYTES,
    )
    def add_photo(self, actor: Actor, correction_id: str, raw: bytes) -> CorrectionView:
        """A photo as evidence, JPEG or PNG, at most three."""
        return self.corrections.add_photo(actor, correction_id, raw)

    @get("/v1/review/corrections/{person_id}/{correction_id}/photos/{n}", who=anyone, summary="补卡附的照片")
    def photo(self, actor: Actor, person_id: str, correction_id: str, n: str) -> Reply:
        """A photo, for the leaders of the unit and for the person."""
        content, kind = self.corrections.photo(actor, person_id, correction_id, int(n) if n.isdecimal() else -1)
        return Reply(content, kind, headers={"X-Content-Type-Options": "nosniff", "Cache-Control": "private, no-store"})

    @get("/v1/review/corrections", who=_leader, summary="等着核的补卡")
    def waiting(self, actor: Actor, query: PageAsk) -> WaitingPage:
        """Corrections without a decision, the longest waiting first."""
        page = self.reviews.waiting(actor, Matter.CORRECTION, query.unit, query.cursor)
        return WaitingPage(page.items, page.cursor)

    @get(
        "/v1/review/corrections/{person_id}/{correction_id}",
        who=_leader,
        summary="细看一张补卡：要补的、原来记的、理由",
    )
    def look(self, actor: Actor, person_id: str, correction_id: str) -> CorrectionView:
        """What a leader decides about."""
        return self.corrections.look(actor, person_id, correction_id)

    @post(
        "/v1/review/corrections/{person_id}/{correction_id}",
        who=_leader,
        summary="核补卡：通过或不通过，要写理由；超过 4 小时要两位",
    )
    def decide(self, actor: Actor, person_id: str, correction_id: str, body: DecisionAsk) -> CorrectionView:
        """A leader's word, never on the own; the hours it lets through are attested."""
        return self.corrections.decide(actor, person_id, correction_id, accept=body.accept, reason=body.reason)

    @post(
        "/v1/review/corrections/{person_id}/{correction_id}/reverse", who=_leader, summary="撤销通过了的补卡，要写理由"
    )
    def reverse(self, actor: Actor, person_id: str, correction_id: str, body: ReasonAsk) -> CorrectionView:
        """Take an approved correction back; the ledger is answered by reversing entries."""
        return self.corrections.reverse(actor, person_id, correction_id, body.reason)


def corrections_api(corrections: Corrections, reviews: Reviews) -> Api:
    """Routes of corrections."""
    return Api.of("corrections", CorrectionRoutes(corrections, reviews))
