"""HTTP of the desk 审核台: claims, many decisions at once, second looks, what is overdue."""

from datetime import date, datetime
from typing import Annotated

import msgspec
from msgspec import Meta

from shouwang.kernel.actor import STAFF, Actor
from shouwang.platform.once import Once
from shouwang.platform.web import Api, get, post, roles
from shouwang.recruitment.models import Decision, Gate, State, Verdict
from shouwang.recruitment.routes.told import (
    GatesTold,
    HistoryTold,
    OverdueTold,
    gates_told,
    lines_told,
    overdue_told,
)
from shouwang.recruitment.service import Bulk, Decided, Desk, Outcome, Review, SecondLook, Seen
from shouwang.recruitment.service.bulk import MOST

Version = Annotated[int, Meta(ge=0)]
Note = Annotated[str, Meta(max_length=500)]
ReasonCode = Annotated[str, Meta(max_length=40)]


class PageAsk(msgspec.Struct, kw_only=True):
    """Which page."""

    cursor: str | None = None
    limit: Annotated[int, Meta(ge=1, le=50)] = 50


class OverdueAsk(PageAsk, kw_only=True):
    """Which unit: the widest of one's own unless told."""

    unit: str = ""


class BulkAsk(msgspec.Struct, forbid_unknown_fields=True):
    """One decision about several applications at one gate, each in the version that was read."""

    gate: str
    decision: Decision
    applications: Annotated[list[Seen], Meta(min_length=1, max_length=MOST)]
    reason: ReasonCode = ""
    note: Note = ""
    cover_until: date | None = None


class BulkTold(msgspec.Struct):
    """What came of each, in the order asked."""

    outcomes: list[Outcome]


class ReopenAsk(msgspec.Struct, forbid_unknown_fields=True):
    """Why a refused application is looked at again."""

    version: Version
    reason: ReasonCode
    note: Note = ""


class AppealRulingAsk(msgspec.Struct, forbid_unknown_fields=True):
    """How an appeal is ruled."""

    version: Version
    granted: bool
    note: Note = ""


class SeenAsk(msgspec.Struct, forbid_unknown_fields=True):
    """The version that was read."""

    version: Version


class FindAsk(msgspec.Struct, forbid_unknown_fields=True):
    """The number on a card, and why one looks."""

    document_number: Annotated[str, Meta(min_length=1, max_length=80)]
    reason: Annotated[str, Meta(min_length=2, max_length=200)]


class ClaimTold(msgspec.Struct):
    """Until when the application is this reviewer's."""

    application_id: str
    until: datetime


class FoundTold(msgspec.Struct):
    """The application that holds a document."""

    application_id: str
    number: str
    name: str
    state: State
    gate: Gate | None
    unit_path: str
    volunteer_number: str


class DeskRoutes:
    """审核台."""

    def __init__(self, review: Review, desk: Desk, bulk: Bulk, second_look: SecondLook) -> None:
        self.review = review
        self.desk = desk
        self.bulk = bulk
        self.second_look = second_look

    @get("/v1/review/overdue", who=roles(*STAFF), summary="督办名单：过了办理期限的")
    def overdue(self, actor: Actor, query: OverdueAsk) -> OverdueTold:
        """Whose due day is over, at any gate."""
        return overdue_told(self.review.overdue(actor, query.unit, query.cursor, query.limit))

    @get("/v1/review/gates", who=roles(*STAFF), summary="各关：谁判、期限、原因")
    def gates(self) -> GatesTold:
        """The gates as the force runs them, and the reasons that may be given at each."""
        return gates_told(self.review.roster.force())

    @get("/v1/review/applications/{application_id}/history", who=roles(*STAFF), summary="一份报名的经过")
    def history(self, actor: Actor, application_id: str, query: PageAsk) -> HistoryTold:
        """What happened to an application, newest first."""
        page = self.review.history(actor, application_id, query.cursor, query.limit)
        return HistoryTold(lines_told(page.items), page.cursor)

    @post("/v1/review/decisions", who=roles(*STAFF), summary="批量判一关")
    def decide(self, actor: Actor, once: Once, body: BulkAsk) -> BulkTold:
        """Decide the same about several applications; each is answered for itself."""
        verdict = Verdict(body.decision, 0, body.reason, body.note, body.cover_until)
        return BulkTold(self.bulk.decide(actor, once, body.gate, body.applications, verdict))

    @post("/v1/review/find", who=roles(*STAFF), summary="按证件号找报名")
    def find(self, actor: Actor, body: FindAsk) -> FoundTold:
        """The application that holds a document, of any age; counted among the looks of the day."""
        found = self.second_look.find(actor, body.document_number, body.reason)
        return FoundTold(
            application_id=found.application_id,
            number=found.number,
            name=found.name,
            state=found.state,
            gate=found.gate,
            unit_path=found.unit_path,
            volunteer_number=found.volunteer_number,
        )

    @post("/v1/review/applications/{application_id}/claim", who=roles(*STAFF), summary="领办")
    def claim(self, actor: Actor, application_id: str) -> ClaimTold:
        """Claim an application, or claim it for longer."""
        claim = self.desk.claim(actor, application_id)
        return ClaimTold(claim.application_id, claim.until)

    @post("/v1/review/applications/{application_id}/release", who=roles(*STAFF), summary="不办了，放回去", status=204)
    def release(self, actor: Actor, application_id: str) -> None:
        """Give a claim back."""
        self.desk.release(actor, application_id)

    @post("/v1/review/applications/{application_id}/reopen", who=roles(*STAFF), summary="重开不通过的报名")
    def reopen(self, actor: Actor, once: Once, application_id: str, body: ReopenAsk) -> Decided:
        """Put a refused application back to its gate."""
        return self.second_look.reopen(actor, once, application_id, body.version, reason=body.reason, note=body.note)

    @post("/v1/review/applications/{application_id}/appeal", who=roles(*STAFF), summary="判申诉")
    def rule_on_appeal(self, actor: Actor, once: Once, application_id: str, body: AppealRulingAsk) -> Decided:
        """Rule on an appeal."""
        return self.second_look.rule_on_appeal(
            actor, once, application_id, body.version, granted=body.granted, note=body.note
        )

    @post("/v1/review/applications/{application_id}/undo", who=roles(*STAFF), summary="撤回刚才的判定")
    def undo(self, actor: Actor, once: Once, application_id: str, body: SeenAsk) -> Decided:
        """Take one's own decision of the last seconds back."""
        return self.second_look.undo(actor, once, application_id, body.version)

    @post("/v1/review/applications/{application_id}/document", who=roles(*STAFF), summary="见过证件，是本人的")
    def settle_document(self, actor: Actor, once: Once, application_id: str, body: SeenAsk) -> Decided:
        """The card was shown: the document is this applicant's."""
        return self.second_look.settle_document(actor, once, application_id, body.version)


def desk_api(review: Review, desk: Desk, bulk: Bulk, second_look: SecondLook) -> Api:
    """Routes of the desk."""
    return Api.of("review-desk", DeskRoutes(review, desk, bulk, second_look))
