"""HTTP of 集结点. Reading is the console function's, keeping the recruitment function's."""

from typing import Annotated

import msgspec
from msgspec import Meta

from shouwang.console.acts import ActForm
from shouwang.console.blocks import Sheet
from shouwang.console.browser import Browser
from shouwang.console.desk import Desk
from shouwang.console.job_files import HERE as JOBS
from shouwang.console.places import POINTS
from shouwang.console.points.sheet import ADD, SIGNS, Ground, point_sheet, points_sheet
from shouwang.duty.service.signs import PRINTERS, Signs
from shouwang.kernel.actor import STAFF, Actor, within
from shouwang.kernel.geo import Crs, Position
from shouwang.kernel.problem import Fault, Invalid, Problem
from shouwang.platform.web import Api, Reply, get, post, roles
from shouwang.roster.models import AssemblyPoint
from shouwang.roster.rules import KEEPERS, NoSuchUnit
from shouwang.roster.service import Roster
from shouwang.roster.service.points import Points

staff, keepers, printers = roles(*STAFF), roles(*KEEPERS), roles(*PRINTERS)
HERE = POINTS.href
_PAGE = 50


class PointsAsk(msgspec.Struct):
    """Which points: of a unit and all below, by number or a part of the name; those after the cursor."""

    unit: Annotated[str, Meta(max_length=80)] = ""
    find: Annotated[str, Meta(max_length=40)] = ""
    cursor: Annotated[str, Meta(max_length=40)] = ""


class PointForm(ActForm, kw_only=True):
    """What a point shall be. Units: degrees of the datum of Chinese maps, metres."""

    name: Annotated[str, Meta(min_length=1, max_length=40)]
    unit_path: Annotated[str, Meta(min_length=1, max_length=80)]
    latitude_deg: Annotated[float, Meta(ge=-90, le=90)]
    longitude_deg: Annotated[float, Meta(ge=-180, le=180)]
    radius_m: Annotated[int, Meta(ge=1, le=100_000)]
    number: Annotated[str, Meta(max_length=8)] = ""


class SignsForm(ActForm, kw_only=True):
    """Whose signs."""

    unit_path: Annotated[str, Meta(min_length=1, max_length=80)]


class ReadingRoutes:
    """Routes that read."""

    def __init__(self, desk: Desk, roster: Roster) -> None:
        self.desk = desk
        self.roster = roster

    @get(HERE, who=staff, html=True, summary="集结点：示意图和名单")
    def points(self, actor: Actor, cookies: dict[str, str], query: PointsAsk) -> Reply:
        """All points on the map, a page of them in the table. Cost: none, the process knows them."""
        return self.desk.sheet(actor, Browser(cookies), HERE, asked_for(self.roster, actor, query))

    @get(HERE + "/{number}", who=staff, html=True, summary="集结点：一个点")
    def one(self, actor: Actor, cookies: dict[str, str], number: str) -> Reply:
        """One point. Raises: NoSuchPoint. Cost: none."""
        sheet = point_sheet(actor, ground_of(self.roster), self.roster.point(number), self.roster.ground.look().version)
        return self.desk.sheet(actor, Browser(cookies), HERE, sheet)

    @get(ADD, who=keepers, html=True, summary="集结点：加一个的页")
    def new(self, actor: Actor, cookies: dict[str, str]) -> Reply:
        """The form of a new point. Cost: none."""
        sheet = point_sheet(actor, ground_of(self.roster), None, self.roster.ground.look().version)
        return self.desk.sheet(actor, Browser(cookies), HERE, sheet)


class ActingRoutes:
    """Routes that change points, and print."""

    def __init__(self, desk: Desk, roster: Roster, points: Points, signs: Signs) -> None:
        self.desk = desk
        self.roster = roster
        self.points = points
        self.signs = signs

    @post(HERE + "/{number}/keep", who=keepers, html=True, summary="集结点：改一个")
    def keep(self, actor: Actor, cookies: dict[str, str], number: str, form: PointForm) -> Reply:
        """Change a point. Cost: 4 requests."""
        return self._act(actor, cookies, self.roster.point(number), form, number)

    @post(ADD, who=keepers, html=True, summary="集结点：加一个")
    def add(self, actor: Actor, cookies: dict[str, str], form: PointForm) -> Reply:
        """Add a point. Cost: 4 requests."""
        return self._act(actor, cookies, None, form, form.number.strip().upper())

    @post(SIGNS, who=printers, html=True, summary="集结点：打印牌子")
    def print_signs(self, actor: Actor, cookies: dict[str, str], form: SignsForm) -> Reply:
        """A unit's signs as one PDF, by a job. Cost: 1 request."""
        browser, once = Browser(cookies), form.once(actor, "print signs")

        def work() -> str:
            self.signs.ask(actor, once, form.unit_path)
            return "排上队了，做好了文件在下面"

        def again(no: Problem) -> Reply:
            return self.desk.sheet(actor, browser, HERE, asked_for(self.roster, actor, PointsAsk()), no)

        return self.desk.act(browser, form.csrf, work, f"{JOBS}/{once.source}", again)

    def _act(
        self, actor: Actor, cookies: dict[str, str], point: AssemblyPoint | None, form: PointForm, number: str
    ) -> Reply:
        browser = Browser(cookies)

        def work() -> str:
            if point is None and any(known.number == number for known in self.roster.points()):
                raise Invalid(faults=[Fault("/number", "这个编号已经有了")])
            place = Position(form.latitude_deg, form.longitude_deg, Crs.GCJ02)
            asked = AssemblyPoint.at(number, form.name.strip(), form.unit_path, place, form.radius_m)
            try:
                kept = self.points.keep(actor, asked, form.version)
            except NoSuchUnit as none:
                raise Invalid(faults=[Fault("/unit_path", "选一个你管的单位")]) from none
            return f"{kept.number} {kept.name}存下了"

        def again(no: Problem) -> Reply:
            version = self.roster.ground.look().version
            sheet = point_sheet(actor, ground_of(self.roster), point, version, form.typed(), no)
            return self.desk.sheet(actor, browser, HERE, sheet, no)

        return self.desk.act(browser, form.csrf, work, f"{HERE}/{number}", again)


def asked_for(roster: Roster, actor: Actor, query: PointsAsk) -> Sheet:
    """All points that were asked for on the map, a page of them in the table. Cost: none."""
    find = query.find.strip()
    found = [
        point
        for point in roster.points()
        if (not query.unit or within(point.unit_path, query.unit))
        and (not find or find in point.name or point.number.startswith(find.upper()))
    ]
    after = [point for point in found if point.number > query.cursor]
    page, cursor = after[:_PAGE], after[_PAGE - 1].number if len(after) > _PAGE else None
    return points_sheet(actor, ground_of(roster), found, page, cursor, msgspec.structs.asdict(query))


def ground_of(roster: Roster) -> Ground:
    """The district and its units. Cost: none."""
    return Ground(roster.force(), roster.units())


def reading_api(desk: Desk, roster: Roster) -> Api:
    """Routes that read, for the console function."""
    return Api.of("console-points", ReadingRoutes(desk, roster), desk.pages.refusal)


def acting_api(desk: Desk, roster: Roster, points: Points, signs: Signs) -> Api:
    """Routes that change points and print their signs, for the recruitment function."""
    return Api.of("console-points-acting", ActingRoutes(desk, roster, points, signs), desk.pages.refusal)
