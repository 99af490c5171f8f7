"""HTTP of 排班: what is read, for the console function."""

from datetime import date
from typing import Annotated

import msgspec
from msgspec import Meta

from shouwang.console.browser import Browser
from shouwang.console.desk import Desk
from shouwang.console.places import SHIFTS
from shouwang.console.shifts.forms import NEW, PATTERNS
from shouwang.console.shifts.reading import Planning
from shouwang.duty.service import Patterns, Shifts
from shouwang.kernel.actor import LEADERS, STAFF, Actor
from shouwang.platform.web import Api, Reply, get, roles

leader = roles(*LEADERS)


class UnitAsk(msgspec.Struct):
    """Which unit; one's own widest by default."""

    unit: Annotated[str, Meta(max_length=80)] = ""


class WeekAsk(UnitAsk):
    """And a day of which week; this one by default."""

    week: date | None = None


class ReadingRoutes:
    """Routes that read."""

    def __init__(self, planning: Planning) -> None:
        self.planning = planning

    @get(SHIFTS.href, who=leader, html=True, summary="排班：一个单位的一周")
    def week(self, actor: Actor, cookies: dict[str, str], query: WeekAsk) -> Reply:
        """The week of a unit and all below it."""
        return self.planning.week(actor, Browser(cookies), query.unit, query.week)

    @get(NEW, who=leader, html=True, summary="排班：排一个班的页")
    def new(self, actor: Actor, cookies: dict[str, str], query: UnitAsk) -> Reply:
        """The form of a shift."""
        return self.planning.new(actor, Browser(cookies), query.unit)

    @get(PATTERNS, who=leader, html=True, summary="排班：每周的模板")
    def weekly(self, actor: Actor, cookies: dict[str, str], query: UnitAsk) -> Reply:
        """A unit's patterns."""
        return self.planning.weekly(actor, Browser(cookies), query.unit)

    @get(SHIFTS.href + "/{shift_id}", who=roles(*STAFF), html=True, summary="排班：一个班和它的名单")
    def one(self, actor: Actor, cookies: dict[str, str], shift_id: str) -> Reply:
        """One shift."""
        return self.planning.one(actor, Browser(cookies), shift_id)


def api(desk: Desk, shifts: Shifts, patterns: Patterns) -> Api:
    """What is read."""
    return Api.of("console-shifts", ReadingRoutes(Planning(desk, shifts, patterns)), desk.pages.refusal)
