"""The yearly award desk: commanders keep it, members see it and object, the jury votes."""

from typing import Annotated

import msgspec

from shouwang.honours.models import Given
from shouwang.honours.routes.yearly_told import (
    DeskTold,
    ObjectionsTold,
    Suggestions,
    tell_desk,
    tell_head,
    tell_objection,
)
from shouwang.honours.rules.yearly import JURY, MOST_CANDIDATES, PUBLICITY_DAYS, RULERS
from shouwang.honours.service import Yearly
from shouwang.kernel.actor import Actor, Role
from shouwang.kernel.problem import NotFound
from shouwang.platform.once import Once
from shouwang.platform.web import Api, anyone, get, post, roles

_KEEPER, _RULER = roles(Role.COMMANDER), roles(*RULERS)
_Id = Annotated[str, msgspec.Meta(min_length=2, max_length=30)]
_Words = Annotated[str, msgspec.Meta(min_length=4, max_length=300)]
_Places = Annotated[int, msgspec.Meta(ge=0, le=50)]


class OpenAsk(msgspec.Struct, forbid_unknown_fields=True):
    """A year's desk; the jury by volunteer numbers."""

    year: Annotated[int, msgspec.Meta(ge=2020, le=2099)]
    title: Annotated[str, msgspec.Meta(min_length=2, max_length=20)]
    jury: Annotated[list[_Id], msgspec.Meta(min_length=JURY[0], max_length=JURY[1])]
    volunteers: _Places = 18
    squadrons: _Places = 7


class NominateAsk(msgspec.Struct, forbid_unknown_fields=True):
    """A volunteer's number or a squadron's path, and why."""

    candidate_id: _Id
    why: _Words


class PublicityAsk(msgspec.Struct, forbid_unknown_fields=True):
    """For how many days after today."""

    days: Annotated[int, msgspec.Meta(ge=PUBLICITY_DAYS[0], le=PUBLICITY_DAYS[1])] = 7


class ObjectAsk(msgspec.Struct, forbid_unknown_fields=True):
    """Against whom, and why."""

    candidate_id: _Id
    text: _Words


class ObjectionsAsk(msgspec.Struct):
    """Where to go on."""

    cursor: str | None = None


class RulingAsk(msgspec.Struct, forbid_unknown_fields=True):
    """Upheld: the candidate is out."""

    upheld: bool
    why: _Words


class VoteAsk(msgspec.Struct, forbid_unknown_fields=True):
    """SHA-256 in hex over year, own person_id, salt and the sorted choices, a line each (UTF-8, LF between)."""

    sealed: Annotated[str, msgspec.Meta(pattern="^[0-9a-f]{64}$")]


class RevealAsk(msgspec.Struct, forbid_unknown_fields=True):
    """What was sealed."""

    salt: Annotated[str, msgspec.Meta(min_length=16, max_length=64)]
    choices: Annotated[list[_Id], msgspec.Meta(max_length=MOST_CANDIDATES)]


class ResultAsk(msgspec.Struct, forbid_unknown_fields=True):
    """Why; and where the last places are tied, who of those tied."""

    reason: _Words
    chosen: Annotated[list[_Id], msgspec.Meta(max_length=MOST_CANDIDATES)] = []


class YearlyAwardAsk(msgspec.Struct, forbid_unknown_fields=True):
    """A winner, and the words of the certificate."""

    candidate_id: _Id
    body: Annotated[str, msgspec.Meta(min_length=10, max_length=160)]


class YearlyRoutes:
    """年度评选."""

    def __init__(self, yearly: Yearly) -> None:
        self.yearly = yearly

    @post("/v1/award-desks", who=_KEEPER, summary="开一年的最美评选，定名额和评委")
    def open(self, actor: Actor, body: OpenAsk) -> None:
        """Open a desk."""
        self.yearly.open(actor, body.year, body.title, (body.volunteers, body.squadrons), body.jury)

    @get("/v1/award-desks/{year}", who=anyone, summary="一年的评选：候选和依据、公示、结果")
    def desk(self, actor: Actor, year: str) -> DeskTold:
        """A desk."""
        return tell_desk(actor, self.yearly.seen(actor, _year(year)))

    @get("/v1/award-desks/{year}/suggestions", who=_KEEPER, summary="这一年排行的前列，供提名")
    def suggestions(self, actor: Actor, year: str) -> Suggestions:
        """Whom to nominate."""
        return tell_head(self.yearly.record.suggested(actor, _year(year)))

    @post("/v1/award-desks/{year}/candidates", who=_KEEPER, summary="提名一名队员或一个中队")
    def nominate(self, actor: Actor, year: str, body: NominateAsk) -> None:
        """Nominate."""
        self.yearly.nominate(actor, _year(year), body.candidate_id, body.why)

    @post("/v1/award-desks/{year}/publicity", who=_KEEPER, summary="公示候选")
    def publish(self, actor: Actor, year: str, body: PublicityAsk) -> None:
        """Begin the publicity."""
        self.yearly.publish(actor, _year(year), body.days)

    @post("/v1/award-desks/{year}/objections", who=anyone, summary="公示期内提异议，内容只给裁定的人看")
    def object_to(self, actor: Actor, year: str, body: ObjectAsk) -> None:
        """Object."""
        self.yearly.object_to(actor, _year(year), body.candidate_id, body.text)

    @get("/v1/award-desks/{year}/objections", who=_RULER, summary="公示期的异议")
    def objections(self, year: str, query: ObjectionsAsk) -> ObjectionsTold:
        """Objections."""
        page = self.yearly.objections(_year(year), query.cursor)
        return ObjectionsTold([tell_objection(each) for each in page.items], page.cursor)

    @post("/v1/award-desks/{year}/objections/{objection_id}/ruling", who=_RULER, summary="裁定一件异议")
    def rule(self, actor: Actor, year: str, objection_id: str, body: RulingAsk) -> None:
        """Rule an objection."""
        self.yearly.rule(actor, _year(year), objection_id, upheld=body.upheld, why=body.why)

    @post("/v1/award-desks/{year}/voting", who=_KEEPER, summary="公示结束，请评委投票")
    def open_vote(self, actor: Actor, year: str) -> None:
        """Open the vote."""
        self.yearly.open_vote(actor, _year(year))

    @post("/v1/award-desks/{year}/votes", who=anyone, summary="评委封好选票：先交摘要")
    def vote(self, actor: Actor, year: str, body: VoteAsk) -> None:
        """Hand in a sealed vote."""
        self.yearly.vote(actor, _year(year), body.sealed)

    @post("/v1/award-desks/{year}/closing", who=_KEEPER, summary="投票截止，开始开票")
    def close_vote(self, actor: Actor, year: str) -> None:
        """Close the vote."""
        self.yearly.close_vote(actor, _year(year))

    @post("/v1/award-desks/{year}/reveals", who=anyone, summary="评委打开自己的选票")
    def reveal(self, actor: Actor, year: str, body: RevealAsk) -> None:
        """Open the own vote."""
        self.yearly.reveal(actor, _year(year), body.salt, body.choices)

    @post("/v1/award-desks/{year}/result", who=_KEEPER, summary="定结果，写明理由；票数相同的写明选谁")
    def decide(self, actor: Actor, year: str, body: ResultAsk) -> None:
        """Make the result."""
        self.yearly.decide(actor, _year(year), body.reason, body.chosen)

    @post("/v1/award-desks/{year}/awards", who=_KEEPER, status=201, summary="给当选的发证书，每个一次")
    def give(self, actor: Actor, once: Once, year: str, body: YearlyAwardAsk) -> Given:
        """Give a winner the award."""
        return self.yearly.give(actor, _year(year), body.candidate_id, body.body, once)


def yearly_api(yearly: Yearly) -> Api:
    """Routes of the yearly award desk."""
    return Api.of("honours", YearlyRoutes(yearly))


def _year(text: str) -> int:
    if len(text) != 4 or not text.isdecimal():
        raise NotFound
    return int(text)
