"""HTTP of 服务时长. Reading is the console function's; exports start as jobs in the checkin function, which may write them."""

from collections.abc import Callable
from datetime import date
from typing import Annotated

import msgspec
from msgspec import Meta

from shouwang.console.acts import ActForm, hidden
from shouwang.console.blocks import Form, refilled
from shouwang.console.browser import Browser
from shouwang.console.desk import Desk
from shouwang.console.hours import sheet
from shouwang.console.hours.sheet import EXPORTS, PROOFS, Asked
from shouwang.console.job_files import HERE as JOBS
from shouwang.console.places import HOURS
from shouwang.duty.rules import exports as rules
from shouwang.duty.service import Exports, Records
from shouwang.duty.service.exports import EXPORTERS
from shouwang.duty.service.records import READERS
from shouwang.kernel.actor import STAFF, Actor
from shouwang.kernel.clock import local_day
from shouwang.kernel.problem import Fault, Invalid, Problem
from shouwang.platform.web import Api, Reply, get, post, roles

staff = roles(*STAFF)
_Month = Annotated[str, Meta(pattern="^(20[0-9]{2}-(0[1-9]|1[0-2]))?$")]
_Cursor = Annotated[str, Meta(max_length=1000)]
_Text = Annotated[str, Meta(max_length=80)]


class MonthAsk(msgspec.Struct):
    """Which month (this one by default) of which unit (one's own by default), and where to go on."""

    month: _Month = ""
    unit: _Text = ""
    cursor: _Cursor = ""


class SpanForm(ActForm, kw_only=True):
    """From which day to which."""

    first: _Text
    last: _Text


class RecordsForm(SpanForm, kw_only=True):
    """Of which unit, in which format."""

    unit_path: _Text
    format: _Text


class Hours(msgspec.Struct, frozen=True):
    """Draws the pages."""

    desk: Desk
    records: Records

    def month(
        self, actor: Actor, browser: Browser, query: MonthAsk, refused: Form | None = None, no: Problem | None = None
    ) -> Reply:
        """A unit's month. Cost: 1 request, 1 for each of at most 25 people."""
        asked = self.asked(actor, query)
        roster = self.records.roster
        page = self.records.month_of(actor, asked.unit.path, asked.month, query.cursor or None)
        forms = [refused if refused and refused.action == one.action else one for one in self.forms(actor, asked)]
        reads = bool(actor.scopes(*READERS))
        return self.desk.sheet(
            actor, browser, HOURS.href, sheet.month_sheet(asked, page, roster.units(), forms, reads_words=reads), no
        )

    def asked(self, actor: Actor, query: MonthAsk) -> Asked:
        """What was asked for, made whole. Raises: NoSuchUnit."""
        today = local_day(self.records.now())
        top = next(iter(actor.scopes(*STAFF)), "")
        unit = self.records.roster.unit(query.unit or top)
        return Asked(query.month or today.isoformat()[:7], unit, top, query.cursor, today)

    def forms(self, actor: Actor, asked: Asked) -> list[Form]:
        """What may be taken away."""
        mine = [unit for unit in self.records.roster.units() if actor.covers(unit.path, *EXPORTERS)]
        records = [sheet.records_form(mine, asked, hidden())] if mine else []
        return [*records, *([sheet.proofs_form(asked, hidden())] if actor.volunteer_number else [])]


class ReadingRoutes:
    """Routes that read."""

    def __init__(self, hours: Hours) -> None:
        self.hours = hours

    @get(HOURS.href, who=staff, html=True, summary="服务时长：一个单位一个月")
    def month(self, actor: Actor, cookies: dict[str, str], query: MonthAsk) -> Reply:
        """A unit's month, person by person."""
        return self.hours.month(actor, Browser(cookies), query)


class ActingRoutes:
    """Routes that start long work."""

    def __init__(self, hours: Hours, exports: Exports) -> None:
        self.hours = hours
        self.exports = exports

    @post(EXPORTS, who=roles(*EXPORTERS), html=True, summary="服务时长：导出服务记录")
    def take_records(self, actor: Actor, cookies: dict[str, str], form: RecordsForm) -> Reply:
        """Service records of a unit, as a job."""
        once = form.once(actor, "service records")

        def work() -> str:
            asked = rules.Asked(form.unit_path, _day("first", form.first), _day("last", form.last), form.format)
            self.exports.ask_records(actor, once, asked)
            return "排上队了，做好了文件在下面"

        return self._job(actor, cookies, form, EXPORTS, f"{JOBS}/{once.source}", work)

    @post(PROOFS, who=staff, html=True, summary="服务时长：自己的时长证明")
    def take_proofs(self, actor: Actor, cookies: dict[str, str], form: SpanForm) -> Reply:
        """The proofs of the own hours, as a job."""
        once = form.once(actor, "hours proofs")

        def work() -> str:
            self.exports.ask_proofs(actor, once, _day("first", form.first), _day("last", form.last))
            return "排上队了，做好了文件在下面"

        return self._job(actor, cookies, form, PROOFS, f"{JOBS}/{once.source}", work)

    def _job(
        self, actor: Actor, cookies: dict[str, str], form: SpanForm, action: str, then: str, work: Callable[[], str]
    ) -> Reply:
        browser = Browser(cookies)

        def again(refusal: Problem) -> Reply:
            query = MonthAsk()
            shown = [one for one in self.hours.forms(actor, self.hours.asked(actor, query)) if one.action == action]
            if not shown:  # who has no such form here sent it all the same
                raise refusal
            return self.hours.month(actor, browser, query, refilled(shown[0], form.typed(), refusal), refusal)

        return self.hours.desk.act(browser, form.csrf, work=work, then=then, again=again)


def _day(name: str, typed: str) -> date:
    try:
        return date.fromisoformat(typed)
    except ValueError as wrong:
        raise Invalid(faults=[Fault(f"/{name}", "要写成 2026-11-30 这样")]) from wrong


def api(desk: Desk, records: Records) -> Api:
    """What is read."""
    return Api.of("console-hours", ReadingRoutes(Hours(desk, records)), desk.pages.refusal)


def acting_api(desk: Desk, records: Records, exports: Exports) -> Api:
    """What starts long work, for the checkin function."""
    return Api.of("console-hours-acting", ActingRoutes(Hours(desk, records), exports), desk.pages.refusal)
