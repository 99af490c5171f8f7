"""HTTP of the review 报名审核."""

from datetime import date
from typing import Annotated

import msgspec
from msgspec import Meta

from shouwang.kernel.actor import STAFF, Actor
from shouwang.platform.once import Once
from shouwang.platform.web import Api, Reply, get, post, roles
from shouwang.recruitment.models import Decision, State, Verdict
from shouwang.recruitment.routes.told import DetailTold, QueueTold, detail_told, queue_told
from shouwang.recruitment.service import Decided, Revealed, Review


class QueueAsk(msgspec.Struct):
    """Which queue: the own gate and the own unit unless told."""

    gate: str = ""
    status: State = State.REVIEW
    unit: str = ""
    older_days: Annotated[int, Meta(ge=0, le=3650)] = 0
    cursor: str | None = None
    limit: Annotated[int, Meta(ge=1, le=50)] = 50


class VerdictAsk(msgspec.Struct, forbid_unknown_fields=True):
    """A decision about the version that was read."""

    decision: Decision
    version: Annotated[int, Meta(ge=0)]
    reason: Annotated[str, Meta(max_length=40)] = ""
    note: Annotated[str, Meta(max_length=500)] = ""
    cover_until: date | None = None


class RevealAsk(msgspec.Struct, forbid_unknown_fields=True):
    """Which sensitive field, and what for."""

    field: Annotated[str, Meta(min_length=1, max_length=40)]
    reason: Annotated[str, Meta(min_length=2, max_length=200)]


class ReviewRoutes:
    """报名审核."""

    def __init__(self, review: Review) -> None:
        self.review = review

    @get("/v1/review/applications", who=roles(*STAFF), summary="待审名单")
    def queue(self, actor: Actor, query: QueueAsk) -> QueueTold:
        """Who waits at a gate."""
        page = self.review.queue(
            actor, query.gate, query.status, query.unit, query.cursor, query.limit, query.older_days
        )
        return queue_told(page, query.status)

    @get("/v1/review/applications/{application_id}", who=roles(*STAFF), summary="一份报名")
    def detail(self, actor: Actor, application_id: str) -> DetailTold:
        """One application, masked."""
        return detail_told(self.review.detail(actor, application_id))

    @get("/v1/review/applications/{application_id}/photo", who=roles(*STAFF), summary="报名人的照片")
    def photo(self, actor: Actor, application_id: str) -> Reply:
        """The applicant's photo."""
        return Reply(self.review.photo(actor, application_id), "image/jpeg")

    @post("/v1/review/applications/{application_id}/gates/{gate}", who=roles(*STAFF), summary="判一关")
    def decide(self, actor: Actor, once: Once, application_id: str, gate: str, body: VerdictAsk) -> Decided:
        """Decide at a gate."""
        verdict = Verdict(body.decision, body.version, body.reason, body.note, body.cover_until)
        return self.review.decide(actor, once, application_id, gate, verdict)

    @post("/v1/review/applications/{application_id}/reveal", who=roles(*STAFF), summary="看一项敏感信息")
    def reveal(self, actor: Actor, application_id: str, body: RevealAsk) -> Revealed:
        """See one sensitive field; never kept as an answer, so that asking again counts again."""
        return self.review.reveal(actor, application_id, body.field, body.reason)


def review_api(review: Review) -> Api:
    """Routes of the gatekeepers."""
    return Api.of("review", ReviewRoutes(review))
