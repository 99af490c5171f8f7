"""HTTP of 今日待办."""

from typing import Annotated, Any

import msgspec

from shouwang.console.browser import Browser
from shouwang.console.desk import Desk
from shouwang.console.places import TODAY_PAGE
from shouwang.console.today.reading import Reading
from shouwang.console.today.sheet import today_sheet
from shouwang.kernel.actor import STAFF, Actor
from shouwang.platform.web import Api, Reply, get, roles


class Here(msgspec.Struct):
    """The address of the place at which somebody is."""

    here: Annotated[str, msgspec.Meta(max_length=60)] = ""


class TodayRoutes:
    """The one page."""

    def __init__(self, desk: Desk, reading: Reading) -> None:
        self.desk = desk
        self.reading = reading

    @get(TODAY_PAGE.href, who=roles(*STAFF), html=True, summary="今日待办：等我处理的和今天的样子")
    def today(self, actor: Actor, cookies: dict[str, str]) -> Reply:
        """What waits for me. Cost: 1 request a gate of mine, 9 more at most, and 1 a unit once a minute."""
        now = self.desk.surroundings.roster.now()
        waiting = self.reading.waiting(actor, now)
        sheet = today_sheet(waiting, self.reading.day(actor, now), now)
        return self.desk.sheet(actor, Browser(cookies), TODAY_PAGE.href, sheet, counts=waiting.counts(now))

    @get(TODAY_PAGE.href + "/rail", who=roles(*STAFF), html=True, summary="各页等我处理的件数")
    def rail(self, actor: Actor, cookies: dict[str, str], query: Here) -> Reply:
        """The rail alone, counted now. Cost: 1 request a gate of mine, and 8 more at most."""
        now = self.desk.surroundings.roster.now()
        counts = self.reading.waiting(actor, now).counts(now)
        return self.desk.rail(actor, Browser(cookies), query.here, counts)


def api(desk: Desk, *services: Any) -> Api:
    """今日待办, for the console function."""
    reading = Reading(desk.surroundings.unit_name, *services)
    return Api.of("console-today", TodayRoutes(desk, reading), desk.pages.refusal)
