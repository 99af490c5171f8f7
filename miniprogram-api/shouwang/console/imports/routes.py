"""HTTP of 导入导出. Pages are the console function's; taking lists in needs files, which the recruitment function has."""

from collections.abc import Callable
from typing import Annotated, Literal

from msgspec import Meta

from shouwang.console.acts import ActForm
from shouwang.console.browser import Browser
from shouwang.console.desk import Desk
from shouwang.console.imports.sheet import EXPORT, MEMBERS, POINTS, imports_sheet, job_sheet
from shouwang.console.places import IMPORTS
from shouwang.kernel.actor import Actor
from shouwang.kernel.geo import Crs
from shouwang.kernel.problem import Fault, Invalid, Problem
from shouwang.platform import jobs
from shouwang.platform.web import Api, Reply, Upload, get, post, roles
from shouwang.roster.rules import KEEPERS
from shouwang.roster.service import Roster
from shouwang.roster.service.exporting import EXPORTERS, Format, MemberExport
from shouwang.roster.service.importing import IMPORTERS, JobAsked, MemberImport
from shouwang.roster.service.points import Points
from shouwang.roster.service.staging import MOST_BYTES, Sent

listers = roles(*{*IMPORTERS, *EXPORTERS, *KEEPERS})
HERE = IMPORTS.href
_FORM_BYTES = 64 * 1024  # around the file


class ListForm(ActForm, kw_only=True):
    """How to take a list in."""

    dry_run: Literal["yes", "no"] = "yes"
    skip_known: Literal["", "yes"] = ""
    crs: Crs = Crs.GCJ02


class ExportForm(ActForm, kw_only=True):
    """Which list to write."""

    unit_path: Annotated[str, Meta(min_length=1, max_length=80)]
    format: Format = Format.XLSX
    names: Literal["", "yes"] = ""
    reason: Annotated[str, Meta(max_length=200)] = ""


class ReadingRoutes:
    """Routes that read."""

    def __init__(self, desk: Desk, roster: Roster) -> None:
        self.desk = desk
        self.roster = roster

    @get(HERE, who=listers, html=True, summary="导入导出：交一张表，要一张表")
    def lists(self, actor: Actor, cookies: dict[str, str]) -> Reply:
        """What may be sent in and asked for. Cost: none."""
        return self.desk.sheet(actor, Browser(cookies), HERE, imports_sheet(actor, self.roster.units()))

    @get(HERE + "/{job_id}", who=listers, html=True, summary="导入导出：一次导入做到哪里、哪里有错")
    def one(self, actor: Actor, cookies: dict[str, str], job_id: str) -> Reply:
        """One import of mine. Raises: NoSuchJob. Cost: 1 request."""
        return self.desk.sheet(actor, Browser(cookies), HERE, job_sheet(jobs.fetch_for(actor, job_id)))


class ActingRoutes:
    """Routes that take lists in, or ask for one."""

    def __init__(
        self, desk: Desk, roster: Roster, importing: MemberImport, exporting: MemberExport, points: Points
    ) -> None:
        self.desk = desk
        self.roster = roster
        self.importing = importing
        self.exporting = exporting
        self.points = points

    @post(
        f"{HERE}/{MEMBERS}",
        who=roles(*IMPORTERS),
        html=True,
        most_bytes=MOST_BYTES + _FORM_BYTES,
        summary="导入导出：交一张名册",
    )
    def members(self, actor: Actor, cookies: dict[str, str], form: ListForm, file: Upload) -> Reply:
        """Take a member list in; a job reads it. Cost: 3 requests, 1 file."""

        def ask() -> JobAsked:
            once, sent = form.once(actor, "import members"), _sent(file)
            skip = bool(form.skip_known)
            return self.importing.ask(actor, once, sent, dry_run=form.dry_run == "yes", skip_known=skip)

        return self._take(actor, cookies, MEMBERS, form, ask, HERE)

    @post(
        f"{HERE}/{POINTS}",
        who=roles(*KEEPERS),
        html=True,
        most_bytes=MOST_BYTES + _FORM_BYTES,
        summary="导入导出：交一张集结点表",
    )
    def take_points(self, actor: Actor, cookies: dict[str, str], form: ListForm, file: Upload) -> Reply:
        """Take a list of points in; a job reads it. Cost: 3 requests, 1 file."""

        def ask() -> JobAsked:
            once, sent = form.once(actor, "import points"), _sent(file)
            return self.points.ask(actor, once, sent, form.crs, dry_run=form.dry_run == "yes")

        return self._take(actor, cookies, POINTS, form, ask, HERE)

    @post(f"{HERE}/{EXPORT}", who=roles(*EXPORTERS), html=True, summary="导入导出：要一张名册")
    def export(self, actor: Actor, cookies: dict[str, str], form: ExportForm) -> Reply:
        """Ask for a member list; a job writes it. Cost: 3 requests."""

        def ask() -> JobAsked:
            once = form.once(actor, "export members")
            return self.exporting.ask(
                actor, once, form.unit_path, form.format, form.reason.strip(), names=bool(form.names)
            )

        return self._take(actor, cookies, EXPORT, form, ask, "/console/jobs")

    def _take(
        self,
        actor: Actor,
        cookies: dict[str, str],
        name: str,
        form: ActForm,
        ask: Callable[[], JobAsked],
        then: str,
    ) -> Reply:
        """On to the job's page, also for a form that was sent before."""
        browser = Browser(cookies)

        def on(asked: JobAsked) -> Reply:
            return self.desk.pages.see_other(f"{then}/{asked.job_id}")

        def again(no: Problem) -> Reply:
            sheet = imports_sheet(actor, self.roster.units(), name, form.typed(), no)
            return self.desk.sheet(actor, browser, HERE, sheet, no)

        return self.desk.make(browser, form.csrf, ask, JobAsked, on, again)


def _sent(file: Upload) -> Sent:
    if not file.content:
        raise Invalid(faults=[Fault("/file", "选一张表")])
    return Sent(file.content)


def reading_api(desk: Desk, roster: Roster) -> Api:
    """Routes that read, for the console function."""
    return Api.of("console-imports", ReadingRoutes(desk, roster), desk.pages.refusal)


def acting_api(desk: Desk, roster: Roster, importing: MemberImport, exporting: MemberExport, points: Points) -> Api:
    """Routes that take lists in, for the recruitment function."""
    return Api.of(
        "console-imports-acting", ActingRoutes(desk, roster, importing, exporting, points), desk.pages.refusal
    )
