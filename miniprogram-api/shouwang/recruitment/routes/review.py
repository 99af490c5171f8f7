"""HTTP of the review 报名审核."""

from datetime import date, datetime
from typing import Annotated, Any

import msgspec
from msgspec import Meta

from shouwang.kernel.actor import STAFF, Actor
from shouwang.platform.once import Once
from shouwang.platform.web import Api, Reply, get, post, roles
from shouwang.recruitment.models import Decision, Gate, GateRecord, State, Verdict
from shouwang.recruitment.rules.way import Node
from shouwang.recruitment.service import Decided, Detail, Queue, Revealed, Review


class QueueAsk(msgspec.Struct):
    """Which queue: the own gate and the own unit unless told."""

    gate: str = ""
    status: State = State.REVIEW
    unit: str = ""
    cursor: str | None = None
    limit: Annotated[int, Meta(ge=1, le=50)] = 50


class WaitingTold(msgspec.Struct):
    """Who waits."""

    application_id: str
    number: str
    name: str
    unit_path: str
    since: datetime
    again: bool


class QueueTold(msgspec.Struct):
    """A page of who waits at a gate in a unit and all below, the longest first."""

    gate: Gate
    status: State
    unit: str
    usual_days: int
    items: list[WaitingTold]
    cursor: str | None


class LineTold(msgspec.Struct):
    """One line of what happened to an application, newest first."""

    at: datetime
    act: str
    facts: dict[str, Any]


class DetailTold(msgspec.Struct):
    """One application as its reviewers see it."""

    application_id: str
    number: str
    name: str
    birth_year: int | None
    sex: str
    unit_path: str
    state: State
    gate: Gate | None
    since: datetime | None
    submitted_at: datetime | None
    version: int
    way: list[Node]
    fields: dict[str, Any]
    masked: dict[str, str]
    photo: bool
    records: tuple[GateRecord, ...]
    quiz_score: int | None
    drill_by: str
    duplicate_of: str
    volunteer_number: str
    may_decide: bool
    revealed_today: int
    history: list[LineTold]


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
        return _queue(
            self.review.queue(actor, query.gate, query.status, query.unit, query.cursor, query.limit), query.status
        )

    @get("/v1/review/applications/{application_id}", who=roles(*STAFF), summary="一份报名")
    def detail(self, actor: Actor, application_id: str) -> DetailTold:
        """One application, masked."""
        return _detail(self.review.detail(actor, application_id))

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


def _queue(queue: Queue, status: State) -> QueueTold:
    items = [
        WaitingTold(w.application_id, w.number, w.name, w.unit_path, w.since, w.again) for w in queue.waiting.items
    ]
    return QueueTold(queue.gate, status, queue.unit_path, queue.usual_days, items, queue.waiting.cursor)


def _detail(detail: Detail) -> DetailTold:
    application = detail.application
    return DetailTold(
        application_id=application.application_id,
        number=application.number,
        name=application.name,
        birth_year=application.birth_year,
        sex=application.sex,
        unit_path=application.unit_path,
        state=application.state,
        gate=application.gate,
        since=application.since,
        submitted_at=application.submitted_at,
        version=application.version,
        way=list(detail.way),
        fields=dict(application.fields),
        masked=dict(application.masked),
        photo=bool(application.photo),
        records=application.records,
        quiz_score=application.quiz.score if application.quiz else None,
        drill_by=application.drill.by_name if application.drill else "",
        duplicate_of=application.duplicate_of,
        volunteer_number=application.volunteer_number,
        may_decide=detail.may_decide,
        revealed_today=detail.revealed_today,
        history=[LineTold(line.at, line.act, dict(line.facts)) for line in detail.history],
    )
