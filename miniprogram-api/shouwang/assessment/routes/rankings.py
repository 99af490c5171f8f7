"""Rankings: a page of a board, one's own place and neighbours, the squadrons beside each other."""

from datetime import date, datetime
from typing import Annotated

import msgspec

from shouwang.assessment.models import OwnPlace, Place
from shouwang.assessment.rules import PERIOD
from shouwang.assessment.service import Ranking, Rankings
from shouwang.kernel.actor import STAFF, Actor
from shouwang.kernel.clock import local_day
from shouwang.kernel.mask import mask_name
from shouwang.platform.web import Api, anyone, get

_UnitPath = Annotated[str, msgspec.Meta(min_length=2, max_length=20)]
_NAMELESS = "未公开姓名"


class PlaceShown(msgspec.Struct):
    """One place of a board. Number and name are empty words for who did not agree to be named."""

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
    above: list[PlaceShown]
    below: list[PlaceShown]


class UnitPlaceShown(msgspec.Struct):
    """A squadron by points a head."""

    place: int
    unit_path: str
    members: int
    points: int
    per_head: float


class RankingShown(msgspec.Struct):
    """A page of a board as it was at an instant."""

    unit_path: str
    period: str
    as_of: datetime
    members: int
    items: list[PlaceShown]
    squadrons: list[UnitPlaceShown]
    mine: OwnPlaceShown | None
    cursor: str | None


class RankingAsk(msgspec.Struct):
    """Whose board; of which season (`2026`) or period (`2026-11`, `2026-W48`, `all`), by default this season; from where on."""

    unit: _UnitPath
    season: Annotated[str, msgspec.Meta(pattern="^(20[0-9]{2})?$")] = ""
    period: Annotated[str, msgspec.Meta(pattern=f"^({PERIOD}|)$")] = ""
    cursor: Annotated[str, msgspec.Meta(max_length=40)] = ""


class RankingRoutes:
    """Rankings."""

    def __init__(self, rankings: Rankings) -> None:
        self.rankings = rankings

    @get("/v1/rankings", who=anyone, summary="排行榜：周、月、赛季、累计，注明截至时间")
    def ranking(self, actor: Actor, query: RankingAsk) -> RankingShown:
        """A unit's board."""
        period = query.period or query.season or _season(local_day(self.rankings.now()))
        ranking = self.rankings.show(actor, query.unit, period, query.cursor)
        return _ranking(actor, query.unit, period, ranking)


def rankings_api(rankings: Rankings) -> Api:
    """Routes of rankings."""
    return Api.of("assessment", RankingRoutes(rankings))


def _season(day: date) -> str:
    return f"{day:%Y}"


def _ranking(actor: Actor, unit_path: str, period: str, ranking: Ranking) -> RankingShown:
    sees_names = actor.covers(unit_path, *STAFF)
    return RankingShown(
        unit_path=unit_path,
        period=period,
        as_of=ranking.as_of,
        members=ranking.members,
        items=[_place(place, actor, sees_names) for place in ranking.places],
        squadrons=[
            UnitPlaceShown(each.place, each.unit_path, each.members, each.points, each.per_head_x100 / 100)
            for each in ranking.units
        ],
        mine=_own(ranking.own, actor, sees_names) if ranking.own else None,
        cursor=ranking.cursor,
    )


def _own(own: OwnPlace, actor: Actor, sees_names: bool) -> OwnPlaceShown:
    above, below = ([_place(place, actor, sees_names) for place in side] for side in (own.above, own.below))
    return OwnPlaceShown(own.place, own.members, own.points, own.gap, above, below)


def _place(place: Place, actor: Actor, sees_names: bool) -> PlaceShown:
    me = place.person_id == actor.person_id
    if me or sees_names:
        return PlaceShown(place.place, place.number, place.name, place.points, me)
    if not place.published:
        return PlaceShown(place.place, "", _NAMELESS, place.points, me)
    return PlaceShown(place.place, place.number, mask_name(place.name), place.points, me)
