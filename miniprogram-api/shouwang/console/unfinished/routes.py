"""HTTP of 没学完的; served by the function of training, which keeps who has passed."""

from collections.abc import Sequence
from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from shouwang.console.acts import ActForm
from shouwang.console.browser import Browser
from shouwang.console.desk import Desk
from shouwang.console.job_files import HERE as JOBS
from shouwang.console.places import UNFINISHED
from shouwang.console.unfinished.sheet import export_form, required_sheet, unfinished_sheet
from shouwang.kernel.actor import Actor
from shouwang.kernel.clock import local_day
from shouwang.kernel.problem import NotFound, Problem
from shouwang.platform.web import Api, Reply, get, post, roles
from shouwang.roster.models import Unit
from shouwang.training import rules
from shouwang.training.models import CourseState
from shouwang.training.service import Courses, ExportAsked, FollowUp

HERE = UNFINISHED.href
followers = roles(*UNFINISHED.roles)
Name = Annotated[str, Meta(max_length=64)]


class UnfinishedAsk(msgspec.Struct):
    """Of which course, which unit and all below, from which volunteer on."""

    course: Name = ""
    unit: Annotated[str, Meta(max_length=20)] = ""
    cursor: Annotated[str, Meta(max_length=1000)] = ""


class ExportForm(ActForm, kw_only=True):
    """Which list, as which file."""

    course: Name
    unit: Annotated[str, Meta(min_length=2, max_length=20)]
    format: Literal["csv", "xlsx"] = "xlsx"


class UnfinishedPages:
    """没学完的."""

    def __init__(self, desk: Desk, courses: Courses, follow_up: FollowUp) -> None:
        self.desk = desk
        self.courses = courses
        self.follow_up = follow_up

    @get(HERE, who=followers, html=True, summary="没学完的：必修的课，一门课谁还没学完")
    def page(self, actor: Actor, cookies: dict[str, str], query: UnfinishedAsk) -> Reply:
        """The courses that are required; of one, who has not finished. Raises: NoSuchCourse, NoSuchUnit. Cost: 4 requests."""
        browser = Browser(cookies)
        if query.course:
            return self._one(actor, browser, query)
        given = [each for each in self.courses.every() if each.state is CourseState.PUBLISHED]
        sheet = required_sheet([each for each in given if rules.has_audience(each)], local_day(self.follow_up.now()))
        return self.desk.sheet(actor, browser, HERE, sheet)

    @post(f"{HERE}/export", who=followers, html=True, summary="没学完的：列一整张表")
    def export(self, actor: Actor, cookies: dict[str, str], form: ExportForm) -> Reply:
        """Have the whole list of a unit made, and on to its job. Raises: NoSuchCourse, NoSuchUnit, StepUpNeeded. Cost: 4."""
        browser = Browser(cookies)

        def work() -> ExportAsked:
            once = form.once(actor, "export unfinished")
            return self.follow_up.export(actor, once, form.course, form.unit, form.format)

        def on(asked: ExportAsked) -> Reply:
            return self.desk.pages.see_other(f"{JOBS}/{asked.job_id}")

        def again(no: Problem) -> Reply:
            return self._one(actor, browser, UnfinishedAsk(form.course, form.unit), form, no)

        return self.desk.make(browser, form.csrf, work, ExportAsked, on, again)

    def _one(
        self,
        actor: Actor,
        browser: Browser,
        query: UnfinishedAsk,
        form: ExportForm | None = None,
        no: Problem | None = None,
    ) -> Reply:
        units = self._units(actor)
        unit = query.unit or (units[0].path if units else "")
        if not unit:
            raise NotFound
        follow_up, course = self.follow_up, self.follow_up.training.require_course(query.course)
        page = follow_up.unfinished(actor, query.course, unit, query.cursor or None)
        asked = export_form(course, units, unit, form.typed() if form else None, no)
        unit_name, today = self.desk.surroundings.unit_name, local_day(follow_up.now())
        sheet = unfinished_sheet(course, page, units, unit, unit_name, today, asked)
        return self.desk.sheet(actor, browser, HERE, sheet, no)

    def _units(self, actor: Actor) -> Sequence[Unit]:
        """Units whose volunteers this person may follow: the own ones and all below."""
        return [unit for unit in self.desk.surroundings.roster.units() if actor.covers(unit.path, *UNFINISHED.roles)]


def api(desk: Desk, courses: Courses, follow_up: FollowUp) -> Api:
    """没学完的."""
    return Api.of("console-unfinished", UnfinishedPages(desk, courses, follow_up), desk.pages.refusal)
