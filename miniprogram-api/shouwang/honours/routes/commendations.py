"""Commendations by leaders, those whose words wait for a person, and the citation wall."""

from datetime import date, datetime
from typing import Annotated

import msgspec

from shouwang.honours.models import Award, Wording, WordingState
from shouwang.honours.rules import DECIDERS
from shouwang.honours.service import Commending, WordingAsked
from shouwang.kernel.actor import LEADERS, Actor
from shouwang.platform.once import Once
from shouwang.platform.web import Api, anyone, get, post, roles

_UnitPath = Annotated[str, msgspec.Meta(min_length=2, max_length=20)]


class CommendAsk(msgspec.Struct, forbid_unknown_fields=True):
    """Whom to commend and in which words; WeChat checks them."""

    volunteer_number: Annotated[str, msgspec.Meta(min_length=1, max_length=20)]
    title: Annotated[str, msgspec.Meta(min_length=2, max_length=20)]
    body: Annotated[str, msgspec.Meta(min_length=10, max_length=160)]


class HeldAsk(msgspec.Struct):
    """Of which unit; by default the widest of one's own."""

    unit: str | None = None
    cursor: str | None = None


class WallAsk(msgspec.Struct):
    """Whose wall, and where to go on."""

    unit: _UnitPath
    cursor: str | None = None


class DecideAsk(msgspec.Struct, forbid_unknown_fields=True):
    """Issue it as it is, or not."""

    accept: bool


class WordingTold(msgspec.Struct):
    """A commendation whose words wait for a person."""

    commendation_id: str
    volunteer_number: str
    unit_path: str
    title: str
    body: str
    at: datetime
    state: WordingState


class Wordings(msgspec.Struct):
    """Commendations whose words wait for a person."""

    items: list[WordingTold]
    cursor: str | None


class CitationTold(msgspec.Struct):
    """A commendation on the wall; a complaint names it by `citation_id`."""

    citation_id: str
    name: str
    unit: str
    title: str
    body: str
    issued_on: date


class Wall(msgspec.Struct):
    """The citation wall, the newest first."""

    items: list[CitationTold]
    cursor: str | None


class CommendationRoutes:
    """表扬 and 表扬墙."""

    def __init__(self, commending: Commending) -> None:
        self.commending = commending

    @post("/v1/commendations", who=roles(*LEADERS), status=202, summary="写一份表扬；文字过微信检查后发出，带积分")
    def write(self, actor: Actor, once: Once, body: CommendAsk) -> WordingAsked:
        """Hand a commendation in."""
        return self.commending.write(actor, body.volunteer_number, body.title, body.body, once)

    @get("/v1/commendations/held", who=roles(*DECIDERS), summary="微信拿不准、等人看的表扬")
    def held(self, actor: Actor, query: HeldAsk) -> Wordings:
        """Commendations whose words wait."""
        page = self.commending.held(actor, query.unit, query.cursor)
        return Wordings([_wording(each) for each in page.items], page.cursor)

    @post("/v1/commendations/{commendation_id}/decision", who=roles(*DECIDERS), summary="定一份等人看的表扬")
    def decide(self, actor: Actor, commendation_id: str, body: DecideAsk) -> None:
        """Decide about held words."""
        self.commending.decide(actor, commendation_id, accept=body.accept)

    @get("/v1/citations", who=anyone, summary="表扬墙：只有同意公开的人")
    def wall(self, actor: Actor, query: WallAsk) -> Wall:
        """The citation wall of a unit."""
        page = self.commending.wall(actor, query.unit, query.cursor)
        return Wall([_citation(award) for award in page.items], page.cursor)


def commendations_api(commending: Commending) -> Api:
    """Routes of commendations."""
    return Api.of("honours", CommendationRoutes(commending))


def _wording(each: Wording) -> WordingTold:
    return WordingTold(
        each.wording_id, each.volunteer_number, each.unit_path, each.title, each.body, each.at, each.state
    )


def _citation(award: Award) -> CitationTold:
    written = award.inscription
    return CitationTold(award.award_id, written.name, written.unit, written.title, written.body, written.issued_on)
