"""HTTP of publicity 公示 and objections 异议."""

from datetime import datetime
from typing import Annotated

import msgspec
from msgspec import Meta

from shouwang.kernel.actor import STAFF, Actor
from shouwang.platform.once import Once
from shouwang.platform.web import Api, anyone, get, post, public, roles
from shouwang.recruitment.models import ObjectionState
from shouwang.recruitment.service import Decided, InPublicity, Objections


class PageAsk(msgspec.Struct):
    """Which page."""

    cursor: str | None = None
    limit: Annotated[int, Meta(ge=1, le=50)] = 50


class PublicityTold(msgspec.Struct):
    """A page of who is in publicity; names masked."""

    items: list[InPublicity]
    cursor: str | None


class ObjectionAsk(msgspec.Struct, forbid_unknown_fields=True):
    """Why somebody should not join."""

    words: Annotated[str, Meta(min_length=5, max_length=500)]


class ObjectionRaised(msgspec.Struct):
    """Under what the objection is kept."""

    objection_id: str


class ObjectionTold(msgspec.Struct):
    """One objection; not who raised it."""

    objection_id: str
    at: datetime
    words: str
    state: ObjectionState
    ruled_by: str
    ruled_at: datetime | None
    note: str


class ObjectionsTold(msgspec.Struct):
    """A page of the objections to an application."""

    items: list[ObjectionTold]
    cursor: str | None


class ObjectionRulingAsk(msgspec.Struct, forbid_unknown_fields=True):
    """How an objection is ruled."""

    version: Annotated[int, Meta(ge=0)]
    upheld: bool
    note: Annotated[str, Meta(min_length=2, max_length=500)]


class PublicityRoutes:
    """公示和异议."""

    def __init__(self, objections: Objections) -> None:
        self.objections = objections

    @get("/v1/publicity", who=public, summary="公示名单")
    def publicity(self, query: PageAsk) -> PublicityTold:
        """Who is about to join."""
        page = self.objections.public(query.cursor, query.limit)
        return PublicityTold(list(page.items), page.cursor)

    @post("/v1/publicity/{application_id}/objections", who=anyone, summary="提异议")
    def raise_one(self, actor: Actor, once: Once, application_id: str, body: ObjectionAsk) -> ObjectionRaised:
        """Object to somebody in publicity."""
        return ObjectionRaised(self.objections.raise_one(actor, once, application_id, body.words).objection_id)

    @get("/v1/review/applications/{application_id}/objections", who=roles(*STAFF), summary="一份报名的异议")
    def read(self, actor: Actor, application_id: str, query: PageAsk) -> ObjectionsTold:
        """The objections to an application."""
        page = self.objections.read(actor, application_id, query.cursor, query.limit)
        items = [
            ObjectionTold(
                objection_id=each.objection.objection_id,
                at=each.objection.at,
                words=each.words,
                state=each.objection.state,
                ruled_by=each.objection.ruled_by_name,
                ruled_at=each.objection.ruled_at,
                note=each.objection.note,
            )
            for each in page.items
        ]
        return ObjectionsTold(items, page.cursor)

    @post("/v1/review/applications/{application_id}/objections/{objection_id}", who=roles(*STAFF), summary="核一条异议")
    def rule(
        self, actor: Actor, once: Once, application_id: str, objection_id: str, body: ObjectionRulingAsk
    ) -> Decided:
        """Rule on an objection."""
        return self.objections.rule(
            actor, once, application_id, objection_id, body.version, upheld=body.upheld, note=body.note
        )


def publicity_api(objections: Objections) -> Api:
    """Routes of publicity."""
    return Api.of("publicity", PublicityRoutes(objections))
