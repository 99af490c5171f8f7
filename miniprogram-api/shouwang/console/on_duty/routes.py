"""HTTP of 此刻在岗."""

from typing import Annotated

import msgspec

from shouwang.console.browser import Browser
from shouwang.console.desk import Desk
from shouwang.console.on_duty.reading import Watch
from shouwang.console.on_duty.sheet import Ground, sheet
from shouwang.console.places import ON_DUTY
from shouwang.duty.service import Sessions, Shifts
from shouwang.kernel.actor import LEADERS, Actor
from shouwang.platform.web import Api, Reply, get, roles


class UnitAsk(msgspec.Struct):
    """Which unit with all below it; one's own by default."""

    unit: Annotated[str, msgspec.Meta(max_length=40)] = ""


class OnDutyRoutes:
    """The one page."""

    def __init__(self, desk: Desk, watch: Watch) -> None:
        self.desk = desk
        self.watch = watch

    @get(ON_DUTY.href, who=roles(*LEADERS), html=True, summary="此刻在岗：地图、表、接下来、缺的人")
    def now(self, actor: Actor, cookies: dict[str, str], query: UnitAsk) -> Reply:
        """Who is on duty in a unit and all below it."""
        moment = self.watch.read(actor, query.unit, self.watch.sessions.now())
        roster = self.watch.sessions.roster
        ground = Ground(roster.force(), roster.units(), roster.points())
        shown = sheet(moment, ground, self.desk.surroundings.unit_name)
        return self.desk.sheet(actor, Browser(cookies), ON_DUTY.href, shown)


def api(desk: Desk, sessions: Sessions, shifts: Shifts) -> Api:
    """此刻在岗, for the console function."""
    return Api.of("console-duty", OnDutyRoutes(desk, Watch(sessions, shifts)), desk.pages.refusal)
