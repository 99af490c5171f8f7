"""HTTP of 今日待办."""

from typing import Any

from shouwang.console.browser import Browser
from shouwang.console.desk import Desk
from shouwang.console.places import TODAY_PAGE
from shouwang.console.today.reading import Reading
from shouwang.console.today.sheet import today_sheet
from shouwang.kernel.actor import STAFF, Actor
from shouwang.platform.web import Api, Reply, get, roles


class TodayRoutes:
    """The one page."""

    def __init__(self, desk: Desk, reading: Reading) -> None:
        self.desk = desk
        self.reading = reading

    @get(TODAY_PAGE.href, who=roles(*STAFF), html=True, summary="今日待办：等我处理的和今天的样子")
    def today(self, actor: Actor, cookies: dict[str, str]) -> Reply:
        """What waits for me. Cost: 1 request a gate of mine, 9 more at most, and 1 a unit once a minute."""
        now = self.desk.surroundings.roster.now()
        sheet = today_sheet(self.reading.waits(actor, now), self.reading.day(actor, now), now)
        return self.desk.sheet(actor, Browser(cookies), TODAY_PAGE.href, sheet)


def api(desk: Desk, *services: Any) -> Api:
    """今日待办, for the console function."""
    reading = Reading(desk.surroundings.unit_name, *services)
    return Api.of("console-today", TodayRoutes(desk, reading), desk.pages.refusal)
