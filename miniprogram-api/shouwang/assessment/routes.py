"""HTTP of assessment 考核: my points and why, rankings."""

from datetime import date, datetime
from typing import Annotated

import msgspec

from shouwang.assessment.models import Entry, Part, Place
from shouwang.assessment.service import Assessment, Points, Ranking
from shouwang.kernel.actor import STAFF, Actor
from shouwang.kernel.mask import mask_name
from shouwang.platform.web import Api, anyone, get

_Limit = Annotated[int, msgspec.Meta(ge=1, le=50)]
_Season = Annotated[str, msgspec.Meta(pattern="^20[0-9]{2}$")]
_UnitPath = Annotated[str, msgspec.Meta(min_length=2, max_length=20)]


class EntryShown(msgspec.Struct):
    """One line of my ledger and its reason."""

    entry_id: str
    day: date
    amount: int
    reason: str
    rule: str
    rule_version: int
    part: Part
    source: str
    recorded_at: datetime


class PointsShown(msgspec.Struct):
    """My points: sums, level, and the entries they are made of."""

    all_time: int
    season: str
    season_points: int
    month_points: int
    level: int
    to_next: int | None
    items: list[EntryShown]
    cursor: str | None


class PointsAsk(msgspec.Struct):
    """Which entries: of a season (`2026`), of a month (`2026-11`), or all; and where to go on."""

    period: Annotated[str, msgspec.Meta(pattern="^(20[0-9]{2}(-[01][0-9])?)?$")] = ""
    cursor: str | None = None
    limit: _Limit = 50


class PlaceShown(msgspec.Struct):
    """One place of a board."""

    place: int
    number: str
    name: str
    points: int
    me: bool


class OwnPlaceShown(msgspec.Struct):
    """Where I stand on the board asked for. `gap`: points to the next one above."""

    place: int
    members: int
    points: int
    gap: int | None


class RankingShown(msgspec.Struct):
    """A page of a board as it was at an instant."""

    unit_path: str
    season: str
    as_of: datetime
    items: list[PlaceShown]
    mine: OwnPlaceShown | None
    after: int | None


class RankingAsk(msgspec.Struct):
    """Whose board, which season, after which position."""

    unit: _UnitPath
    season: _Season
    after: Annotated[int, msgspec.Meta(ge=0)] = 0
    limit: _Limit = 50


class AssessmentRoutes:
    """My points and why, rankings."""

    def __init__(self, assessment: Assessment) -> None:
        self.assessment = assessment

    @get("/v1/me/points", who=anyone, summary="我的积分，一笔一笔为什么")
    def points(self, actor: Actor, query: PointsAsk) -> PointsShown:
        """My points and their reasons."""
        return _points(self.assessment.points(actor.person_id, query.period, query.cursor, query.limit))

    @get("/v1/rankings", who=anyone, summary="排行榜，注明截至时间")
    def ranking(self, actor: Actor, query: RankingAsk) -> RankingShown:
        """A unit's board."""
        ranking = self.assessment.ranking(actor, query.unit, query.season, query.after, query.limit)
        return _ranking(actor, query, ranking)


def api(assessment: Assessment) -> Api:
    """Routes of assessment."""
    return Api.of("assessment", AssessmentRoutes(assessment))


def _points(points: Points) -> PointsShown:
    return PointsShown(
        all_time=points.all_time,
        season=points.season,
        season_points=points.season_points,
        month_points=points.month_points,
        level=points.standing.level,
        to_next=points.standing.to_next,
        items=[_entry(entry) for entry in points.page.items],
        cursor=points.page.cursor,
    )


def _entry(entry: Entry) -> EntryShown:
    return EntryShown(
        entry_id=entry.entry_id,
        day=entry.line.day,
        amount=entry.amount,
        reason=entry.reason,
        rule=entry.line.rule,
        rule_version=entry.rule_version,
        part=entry.line.part,
        source=entry.line.source,
        recorded_at=entry.recorded_at,
    )


def _ranking(actor: Actor, query: RankingAsk, ranking: Ranking) -> RankingShown:
    sees_names = actor.covers(query.unit, *STAFF)
    mine = next((own for own in ranking.own if own.unit_path == query.unit), None)
    return RankingShown(
        unit_path=query.unit,
        season=query.season,
        as_of=ranking.as_of,
        items=[_place(place, actor, sees_names) for place in ranking.places],
        mine=OwnPlaceShown(mine.place, mine.members, mine.points, mine.gap) if mine else None,
        after=ranking.after,
    )


def _place(place: Place, actor: Actor, sees_names: bool) -> PlaceShown:
    me = place.person_id == actor.person_id
    name = place.name if me or sees_names else mask_name(place.name)
    return PlaceShown(place.place, place.number, name, place.points, me)
