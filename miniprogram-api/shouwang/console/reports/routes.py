"""HTTP of 报表. Reading is the console function's; a report is asked for in the honours function, which may start its job."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Annotated

import msgspec
from msgspec import Meta

from shouwang.assessment.rules.reporting import season_span
from shouwang.assessment.service import ReportAsked, Reporting
from shouwang.assessment.service.reporting import READERS
from shouwang.console.acts import ActForm
from shouwang.console.browser import Browser
from shouwang.console.desk import Desk
from shouwang.console.places import ONLOOKERS, REPORTS
from shouwang.console.reports.sheet import HERE, AtGate, one_sheet, report_form, reports_sheet
from shouwang.kernel.actor import Actor
from shouwang.kernel.clock import local_day
from shouwang.kernel.problem import Fault, Invalid, Problem
from shouwang.platform import jobs
from shouwang.platform.web import Api, Reply, get, post, roles
from shouwang.recruitment.models import Gate
from shouwang.recruitment.service import Review
from shouwang.roster.models import Unit

readers = roles(*REPORTS.roles)


class ReportForm(ActForm, kw_only=True):
    """Of which unit and all below, and when: a month, unless another is the last; or a season, which has its own end."""

    unit: Annotated[str, Meta(min_length=2, max_length=20)]
    month: Annotated[str, Meta(pattern="^20[0-9]{2}(-(0[1-9]|1[0-2]))?$")]
    until: Annotated[str, Meta(pattern="^(20[0-9]{2}-(0[1-9]|1[0-2]))?$")] = ""

    def span(self, today: date) -> tuple[str, str]:
        """The first month and the last, which may be left open. Raises: Invalid for a season that is given another end."""
        if "-" in self.month:
            return self.month, self.until
        if self.until:
            raise Invalid(faults=[Fault("/until", "赛季自己有头有尾，这里不用选")])
        return season_span(self.month, today)


class Reading(msgspec.Struct, frozen=True):
    """The units a person may ask a report of, and the gates."""

    desk: Desk

    def units(self, actor: Actor) -> Sequence[Unit]:
        """Units of whose month this person may have a report. Cost: none."""
        return [unit for unit in self.desk.surroundings.roster.units() if actor.covers(unit.path, *READERS)]

    def sheet(
        self,
        actor: Actor,
        browser: Browser,
        gates: Sequence[AtGate],
        form: ReportForm | None = None,
        no: Problem | None = None,
    ) -> Reply:
        """The first page."""
        today = local_day(self.desk.surroundings.roster.now())
        asked = report_form(self.units(actor), today, form.typed() if form else None, no)
        return self.desk.sheet(actor, browser, HERE, reports_sheet(asked, gates), no)


class ReadingRoutes:
    """Routes that read."""

    def __init__(self, desk: Desk, review: Review) -> None:
        self.desk = desk
        self.review = review

    @get(HERE, who=readers, html=True, summary="报表：要一个单位一个月的，看招录走到哪里")
    def reports(self, actor: Actor, cookies: dict[str, str]) -> Reply:
        """What may be asked for. Cost: 1 request a gate, for who sees applications."""
        return Reading(self.desk).sheet(actor, Browser(cookies), self._gates(actor))

    @get(HERE + "/{job_id}", who=readers, html=True, summary="报表：做到哪里，或者做好的图和表")
    def one(self, actor: Actor, cookies: dict[str, str], job_id: str) -> Reply:
        """One report of mine. Raises: NoSuchJob. Cost: 1 request."""
        job = jobs.fetch_for(actor, job_id)
        if job.kind != "points-report":
            raise jobs.NoSuchJob
        name = self.desk.surroundings.unit_name(job.arguments["unit"]) or job.arguments["unit"]
        return self.desk.sheet(actor, Browser(cookies), HERE, one_sheet(job, name))

    def _gates(self, actor: Actor) -> list[AtGate]:
        """Who waits at each gate, the first page of each."""
        if not actor.roles & ONLOOKERS:
            return []
        found = []
        for rule in self.review.roster.force().gates:
            queue = self.review.queue(actor, rule.gate)
            due = queue.now - timedelta(days=rule.usual_days)
            late = sum(line.since < due for line in queue.waiting.items)
            more = queue.waiting.cursor is not None
            found.append(AtGate(Gate(rule.gate).words, len(queue.waiting.items), late, more))
        return found


class ActingRoutes:
    """Asking for a report."""

    def __init__(self, desk: Desk, reporting: Reporting) -> None:
        self.desk = desk
        self.reporting = reporting

    @post(HERE, who=readers, html=True, summary="报表：做一个单位一个月、几个月或一个赛季的")
    def ask(self, actor: Actor, cookies: dict[str, str], form: ReportForm) -> Reply:
        """Ask for a report, and on to its page. Raises: NotFound outside the own units. Cost: 1 request."""
        browser = Browser(cookies)

        def ask() -> ReportAsked:
            month, until = form.span(local_day(self.desk.surroundings.roster.now()))
            return self.reporting.ask(actor, form.unit, month, form.once(actor, "report"), until)

        return self.desk.make(
            browser,
            form.csrf,
            ask,
            ReportAsked,
            lambda asked: self.desk.pages.see_other(f"{HERE}/{asked.job_id}"),
            lambda no: Reading(self.desk).sheet(actor, browser, (), form, no),
        )


def reading_api(desk: Desk, review: Review) -> Api:
    """What is read."""
    return Api.of("console-reports", ReadingRoutes(desk, review), desk.pages.refusal)


def acting_api(desk: Desk, reporting: Reporting) -> Api:
    """What starts a job, for the honours function."""
    return Api.of("console-reports-acting", ActingRoutes(desk, reporting), desk.pages.refusal)
