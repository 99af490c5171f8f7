"""My points and why."""

from datetime import date, datetime
from typing import Annotated

import msgspec

from shouwang.assessment.models import Entry, Part
from shouwang.assessment.service import Assessment, Points
from shouwang.kernel.actor import Actor
from shouwang.platform.web import Api, anyone, get

_Limit = Annotated[int, msgspec.Meta(ge=1, le=50)]


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


class OwnRoutes:
    """My points and why."""

    def __init__(self, assessment: Assessment) -> None:
        self.assessment = assessment

    @get("/v1/me/points", who=anyone, summary="我的积分，一笔一笔为什么")
    def points(self, actor: Actor, query: PointsAsk) -> PointsShown:
        """My points and their reasons."""
        return tell_points(self.assessment.points(actor.person_id, query.period, query.cursor, query.limit))


def own_api(assessment: Assessment) -> Api:
    """Routes of one's own points."""
    return Api.of("assessment", OwnRoutes(assessment))


def tell_points(points: Points) -> PointsShown:
    """A person's points and the reasons."""
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
