"""HTTP of 队员. Reading is the console function's; finding by phone needs the lookup key and changes write people and
sessions, which the recruitment function may."""

from collections.abc import Callable
from typing import Annotated, Any

import msgspec
from msgspec import Meta

from shouwang.console.acts import ActForm, WhyForm, read_day
from shouwang.console.browser import Browser
from shouwang.console.desk import Desk
from shouwang.console.places import VOLUNTEERS
from shouwang.console.volunteers import acts
from shouwang.console.volunteers.listing import FOUND, Listed, found_sheet, register_sheet
from shouwang.console.volunteers.profile import points_sheet, profile_sheet
from shouwang.console.volunteers.reading import Reading
from shouwang.kernel.actor import STAFF, Actor, Status
from shouwang.kernel.clock import local_day
from shouwang.kernel.problem import Fault, Invalid, NotFound, Problem
from shouwang.platform.web import Api, Reply, get, post, roles
from shouwang.roster.rules.members import CARERS, MOVERS, STATUS_TITLES
from shouwang.roster.service import Members, Roster, Search

staff = roles(*STAFF)
HERE = VOLUNTEERS.href
_PAGE = 50
Work = Callable[[], str]
"""Does a form's work and says what was done."""
_Cursor = Annotated[str, Meta(max_length=1000)]


class ListAsk(msgspec.Struct):
    """Whose list: of a unit and all below it, by default the own widest scope."""

    unit: Annotated[str, Meta(max_length=80)] = ""
    cursor: _Cursor = ""


class FindAsk(msgspec.Struct):
    """What was typed."""

    find: Annotated[str, Meta(max_length=60)] = ""
    cursor: _Cursor = ""


class EarlierAsk(msgspec.Struct):
    """Earlier points: from where, and what they summed up to there."""

    cursor: _Cursor = ""
    total: int | None = None


class TransferForm(WhyForm, kw_only=True):
    """Where to, and why."""

    unit_path: Annotated[str, Meta(min_length=1, max_length=80)]


class StatusForm(WhyForm, kw_only=True):
    """Which status, and why; a leave has its last day."""

    status: Status
    until_on: Annotated[str, Meta(max_length=10)] = ""


class CoverForm(ActForm, kw_only=True):
    """The insurance's last day."""

    cover_until: Annotated[str, Meta(max_length=10)]


class ReadingRoutes:
    """Routes that read."""

    def __init__(self, desk: Desk, reading: Reading) -> None:
        self.desk = desk
        self.reading = reading

    @get(HERE, who=staff, html=True, summary="队员：名册")
    def register(self, actor: Actor, cookies: dict[str, str], query: ListAsk) -> Reply:
        """The register of a unit. Cost: 2 requests."""
        roster = self.reading.roster
        unit_path = query.unit or next(iter(actor.scopes(*STAFF)), "")
        page = roster.volunteers_for(actor, unit_path, query.cursor or None, _PAGE)
        listed = Listed(
            *(page, local_day(roster.now()), self.desk.surroundings.unit_name, roster.force().cover_needed),
            *(unit_path, "", query.cursor),
            self.reading.honours.racks([volunteer.person_id for volunteer in page.items]),
        )
        return self.desk.sheet(actor, Browser(cookies), HERE, register_sheet(actor, roster.units(), listed))

    @get(HERE + "/{number}", who=staff, html=True, summary="队员：一个人的全部情况")
    def one(self, actor: Actor, cookies: dict[str, str], number: str) -> Reply:
        """One volunteer. Cost: 17 requests."""
        read = self.reading.whole(actor, number, self.desk.surroundings.unit_name)
        sheet = profile_sheet(read, actor, self.reading.roster.force().name)
        return self.desk.sheet(actor, Browser(cookies), HERE, sheet)

    @get(HERE + "/{number}/points", who=staff, html=True, summary="队员：更早的积分条目")
    def points(self, actor: Actor, cookies: dict[str, str], number: str, query: EarlierAsk) -> Reply:
        """Earlier entries of one volunteer. Cost: 5 requests."""
        volunteer = self.reading.roster.volunteer_for(actor, number)
        points = self.reading.assessment.points(volunteer.person_id, cursor=query.cursor or None)
        disputes = {one.entry_id: one for one in self.reading.disputes.of_person(volunteer.person_id).items}
        total = points.all_time if query.total is None else query.total
        sheet = points_sheet(points, volunteer, disputes, local_day(self.reading.roster.now()), total)
        return self.desk.sheet(actor, Browser(cookies), HERE, sheet)


class ActingRoutes:
    """Routes that find by phone, or change something."""

    def __init__(self, desk: Desk, roster: Roster, search: Search, members: Members) -> None:
        self.desk = desk
        self.roster = roster
        self.search = search
        self.members = members

    @get(FOUND, who=staff, html=True, summary="队员：按编号、姓名、手机尾号找")
    def found(self, actor: Actor, cookies: dict[str, str], query: FindAsk) -> Reply:
        """What a search finds. Cost: 1 to 4 requests."""
        page = self.search.find(actor, query.find, query.cursor or None, _PAGE)
        listed = Listed(
            *(page, local_day(self.roster.now()), self.desk.surroundings.unit_name, self.roster.force().cover_needed),
            *("", query.find.strip(), query.cursor),
        )
        browser = Browser(cookies)
        scope = self.desk.surroundings.shell(actor, browser, HERE).scope
        return self.desk.sheet(actor, browser, HERE, found_sheet(listed, scope))

    @get(HERE + "/{number}/change/{act}", who=roles(*CARERS), html=True, summary="队员：调动、改在队状态、登记保险的页")
    def page(self, actor: Actor, cookies: dict[str, str], number: str, act: str) -> Reply:
        """The page of one act. Cost: 1 request."""
        return self._draw(actor, Browser(cookies), number, act)

    @post(HERE + "/{number}/change/transfer", who=roles(*MOVERS), html=True, summary="队员：调动")
    def transfer(self, actor: Actor, cookies: dict[str, str], number: str, form: TransferForm) -> Reply:
        """Move a volunteer. Cost: 8 requests."""

        def work() -> str:
            once = form.once(actor, f"transfer {number}")
            self.members.transfer(actor, once, number, form.unit_path, form.reason, form.version)
            return f"{self._name(number)}调到了{self.desk.surroundings.unit_name(form.unit_path)}，编号不变"

        return self._act(actor, cookies, number, acts.TRANSFER, form, work)

    @post(HERE + "/{number}/change/status", who=roles(*CARERS), html=True, summary="队员：请假、停勤、离队、归队")
    def status(self, actor: Actor, cookies: dict[str, str], number: str, form: StatusForm) -> Reply:
        """Change where a volunteer stands. Cost: 8 requests."""

        def work() -> str:
            once, until = form.once(actor, f"status {number}"), read_day(form.until_on, "until_on")
            self.members.change_status(actor, once, number, form.status, until, form.reason, form.version)
            return f"{self._name(number)}现在是「{STATUS_TITLES[form.status]}」，本人会收到消息"

        return self._act(actor, cookies, number, acts.STATUS, form, work)

    @post(HERE + "/{number}/change/cover", who=roles(*CARERS), html=True, summary="队员：登记保险到期日")
    def cover(self, actor: Actor, cookies: dict[str, str], number: str, form: CoverForm) -> Reply:
        """Note until when a volunteer is insured. Cost: 6 requests."""

        def work() -> str:
            once, until = form.once(actor, f"cover {number}"), read_day(form.cover_until, "cover_until")
            if until is None:
                raise Invalid(faults=[Fault("/cover_until", "写上哪一天")])
            self.members.set_cover(actor, number, until, once, form.version)
            return f"{self._name(number)}的保险登记到 {until}"

        return self._act(actor, cookies, number, acts.COVER, form, work)

    def _name(self, number: str) -> str:
        return self.roster.volunteer(number).name  # the act was allowed; it may have led out of sight

    def _draw(
        self,
        actor: Actor,
        browser: Browser,
        number: str,
        act: str,
        form: ActForm | None = None,
        no: Problem | None = None,
    ) -> Reply:
        volunteer = self.roster.volunteer_for(actor, number)
        units, today = self.roster.units(), local_day(self.roster.now())
        about = acts.About(actor, volunteer, units, today, self.desk.surroundings.unit_name)
        if not acts.is_open(act, about):
            raise NotFound
        return self.desk.sheet(actor, browser, HERE, acts.act_sheet(act, about, form.typed() if form else None, no), no)

    def _act(self, actor: Actor, cookies: dict[str, str], number: str, act: str, form: ActForm, work: Work) -> Reply:
        browser = Browser(cookies)
        return self.desk.act(
            browser, form.csrf, work, f"{HERE}/{number}", lambda no: self._draw(actor, browser, number, act, form, no)
        )


def reading_api(desk: Desk, *services: Any) -> Api:
    """Routes that read, for the console function."""
    return Api.of("console-volunteers", ReadingRoutes(desk, Reading(*services)), desk.pages.refusal)


def acting_api(desk: Desk, roster: Roster, search: Search, members: Members) -> Api:
    """Routes that find by phone and change volunteers, for the recruitment function."""
    return Api.of("console-volunteers-acting", ActingRoutes(desk, roster, search, members), desk.pages.refusal)
