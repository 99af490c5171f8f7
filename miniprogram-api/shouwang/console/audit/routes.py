"""HTTP of 审计: the log for the auditor; whose word hours rest on for those who answer for the force, too."""

from datetime import date
from typing import Annotated

import msgspec
from msgspec import Meta

from shouwang.console.acts import read_day
from shouwang.console.audit.sheet import HERE, HOURS, attested_sheet, hours_sheet, log_sheet
from shouwang.console.browser import Browser
from shouwang.console.desk import Desk
from shouwang.duty.service import Records
from shouwang.duty.service.records import READERS
from shouwang.identity.service.auditing import Auditing
from shouwang.kernel.actor import Actor, Role
from shouwang.kernel.clock import local_day
from shouwang.kernel.problem import Fault, Invalid, NotFound, Problem
from shouwang.platform.audit import AuditLine
from shouwang.platform.dynamo import Page
from shouwang.platform.web import Api, Reply, get, roles
from shouwang.roster.rules import NoSuchVolunteer
from shouwang.roster.rules.members import looks_like_number
from shouwang.roster.service import Roster

_PAGE = 50
_Text = Annotated[str, Meta(max_length=120)]
_Cursor = Annotated[str, Meta(max_length=1000)]


class LogAsk(msgspec.Struct):
    """One of three ways to search, and perhaps what kind of act."""

    about: _Text = ""
    by: Annotated[str, Meta(max_length=40)] = ""
    day: Annotated[str, Meta(max_length=10)] = ""
    act: Annotated[str, Meta(max_length=40)] = ""
    cursor: _Cursor = ""


class MonthAsk(msgspec.Struct):
    """Which month. Shapes: `2026-11`."""

    month: Annotated[str, Meta(pattern=r"^(\d{4}-(0[1-9]|1[0-2]))?$")] = ""
    cursor: _Cursor = ""


class AuditRoutes:
    """The log and the report."""

    def __init__(self, desk: Desk, roster: Roster, auditing: Auditing, records: Records) -> None:
        self.desk = desk
        self.roster = roster
        self.auditing = auditing
        self.records = records

    @get(HERE, who=roles(Role.AUDITOR), html=True, summary="审计：按对象、按人、按天、按什么事查")
    def log(self, actor: Actor, cookies: dict[str, str], query: LogAsk) -> Reply:
        """The log, once something is asked. Cost: 3 to 6 requests; none before."""
        asked, refusal, page = msgspec.structs.asdict(query), None, None
        if query.about or query.by or query.day:
            try:
                page = self._found(actor, query)
            except Problem as no:
                if no.status >= 500:
                    raise
                refusal = no
        sheet = log_sheet(actor, asked, page, self.roster.now(), refusal)
        return self.desk.sheet(actor, Browser(cookies), HERE, sheet, refusal)

    @get(HOURS, who=roles(*READERS), html=True, summary="审计：凭人证明的时长，按证明的人")
    def hours(self, actor: Actor, cookies: dict[str, str], query: MonthAsk) -> Reply:
        """Hours of a month by whose word they rest on. Cost: 1 request, 1 for each of them."""
        month = query.month or local_day(self.roster.now()).isoformat()[:7]
        page = self.records.attesters(actor, month, query.cursor or None)
        sheet = hours_sheet(actor, month, page, self.roster.now(), self.roster.force().name)
        return self.desk.sheet(actor, Browser(cookies), _place(actor), sheet)

    @get(HOURS + "/{person_id}", who=roles(*READERS), html=True, summary="审计：凭一个人证明的条目")
    def one(self, actor: Actor, cookies: dict[str, str], person_id: str, query: MonthAsk) -> Reply:
        """The entries behind one line. Raises: NotFound. Cost: 1 request."""
        if not query.month:
            raise NotFound
        lines = self.records.attested_by(actor, person_id, query.month)
        sheet = attested_sheet(query.month, lines, self.desk.surroundings.unit_name)
        return self.desk.sheet(actor, Browser(cookies), _place(actor), sheet)

    def _found(self, actor: Actor, query: LogAsk) -> Page[AuditLine]:
        subject = self._subject(query.about.strip())
        by = self._person(query.by.strip(), "by") if query.by else ""
        day: date | None = read_day(query.day, "day")
        return self.auditing.read(actor, subject, by, day, query.cursor or None, _PAGE, query.act)

    def _subject(self, typed: str) -> str:
        """What the log calls it: a volunteer by number, anything else as it is."""
        return f"person {self._person(typed, 'about')}" if looks_like_number(typed.upper()) else typed

    def _person(self, number: str, field: str) -> str:
        try:
            return self.roster.volunteer(number.upper()).person_id
        except NoSuchVolunteer as nobody:
            raise Invalid(faults=[Fault(f"/{field}", "没有这个编号")]) from nobody


def _place(actor: Actor) -> str:
    """The place in the rail by which somebody came to the report."""
    return HERE if Role.AUDITOR in actor.roles else HOURS


def api(desk: Desk, roster: Roster, auditing: Auditing, records: Records) -> Api:
    """审计, for the console function."""
    return Api.of("console-audit", AuditRoutes(desk, roster, auditing, records), desk.pages.refusal)
