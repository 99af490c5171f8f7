"""巡逻轨迹: sent while on duty, told as sums."""

from collections.abc import Mapping
from datetime import date
from typing import Annotated

import msgspec

from shouwang.duty.routes.volunteer import FixAsk
from shouwang.duty.service.tracks import Tracks, TrackView
from shouwang.kernel.actor import LEADERS, Actor, Role
from shouwang.platform.web import Api, get, post, roles


class TrackAsk(msgspec.Struct, forbid_unknown_fields=True):
    """Points of the duty one is on, each with its instant."""

    points: Annotated[list[FixAsk], msgspec.Meta(min_length=1, max_length=60)]


class CoverageAsk(msgspec.Struct):
    """Which place on which day."""

    point: Annotated[str, msgspec.Meta(pattern="^[0-9]{1,4}$")]
    day: date


class Kept(msgspec.Struct):
    """How many points were kept; the others told nothing new or could not be used."""

    kept: int


class Coverage(msgspec.Struct):
    """How many duties passed the place, by hour of China's clock."""

    hours: Mapping[int, int]


class TrackRoutes:
    """巡逻轨迹."""

    def __init__(self, tracks: Tracks) -> None:
        self.tracks = tracks

    @post("/v1/duty/sessions/{session_id}/track", who=roles(Role.VOLUNTEER), summary="执勤中上传轨迹（自愿，不计分）")
    def add(self, actor: Actor, session_id: str, body: TrackAsk) -> Kept:
        """Points of the duty one is on."""
        return Kept(self.tracks.add(actor, session_id, [point.sent() for point in body.points]))

    @get("/v1/duty/sessions/{session_id}/track", who=roles(Role.VOLUNTEER), summary="这一班走了多远、到过哪些点")
    def show(self, actor: Actor, session_id: str) -> TrackView:
        """One's own track in sums."""
        return self.tracks.of_duty(actor, session_id)

    @get("/v1/duty/coverage", who=roles(*LEADERS), summary="一个点一天里每小时有几班人走过")
    def coverage(self, actor: Actor, query: CoverageAsk) -> Coverage:
        """Coverage of a place by hour."""
        return Coverage(self.tracks.coverage(actor, query.point, query.day))


def tracks_api(tracks: Tracks) -> Api:
    """Routes of tracks."""
    return Api.of("duty_tracks", TrackRoutes(tracks))
