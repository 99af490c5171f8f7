"""HTTP of 课程; served by the function of training, which keeps courses and banks."""

from collections.abc import Callable
from typing import Annotated, Literal
from urllib.parse import urlencode

import msgspec
from msgspec import Meta

from shouwang.console.acts import ActForm
from shouwang.console.browser import Browser
from shouwang.console.courses.sheet import course_sheet, courses_sheet
from shouwang.console.desk import Desk
from shouwang.console.places import COURSES
from shouwang.console.views import Link
from shouwang.kernel.actor import Actor
from shouwang.kernel.problem import Problem
from shouwang.platform.web import Api, Reply, get, post, roles
from shouwang.training.service import Courses, CourseWriting, Statistics, Training

HERE = COURSES.href
trainers = roles(*COURSES.roles)


class CoursesAsk(msgspec.Struct):
    """Which courses."""

    show: Literal["", "retired"] = ""


class CourseAsk(msgspec.Struct):
    """Which page of the bank's questions."""

    cursor: Annotated[str, Meta(max_length=1000)] = ""


class CoursePages:
    """课程."""

    def __init__(
        self, desk: Desk, training: Training, statistics: Statistics, courses: Courses, writing: CourseWriting
    ) -> None:
        self.desk = desk
        self.training = training
        self.statistics = statistics
        self.courses = courses
        self.writing = writing

    @get(HERE, who=trainers, html=True, summary="课程：有哪些课，停了的另看")
    def every(self, actor: Actor, cookies: dict[str, str], query: CoursesAsk) -> Reply:
        """Every course that is given, or those given no longer. Cost: 2 requests."""
        sheet = courses_sheet(self.courses.every(), self.writing.drafts(), retired=bool(query.show))
        return self.desk.sheet(actor, Browser(cookies), HERE, sheet)

    @get(HERE + "/{course_id}", who=trainers, html=True, summary="课程：一门课和题目统计")
    def one(self, actor: Actor, cookies: dict[str, str], course_id: str, query: CourseAsk) -> Reply:
        """One course with what its questions' answers tell. Raises: NoSuchCourse. Cost: 6 requests."""
        return self._draw(actor, Browser(cookies), course_id, query.cursor)

    @post(HERE + "/{course_id}/retire", who=trainers, html=True, summary="课程：停课")
    def retire(self, actor: Actor, cookies: dict[str, str], course_id: str, form: ActForm) -> Reply:
        """Give a course no longer; what was reached stays. Cost: 2 requests."""

        def work() -> str:
            return f"停了「{self.courses.retire(actor, course_id, form.version).title}」，以前的成绩都在"

        return self._act(actor, cookies, course_id, form, work)

    @post(HERE + "/{course_id}/give", who=trainers, html=True, summary="课程：停了的再开")
    def give(self, actor: Actor, cookies: dict[str, str], course_id: str, form: ActForm) -> Reply:
        """Give a retired course again. Cost: 5 requests."""

        def work() -> str:
            return f"「{self.courses.give_again(actor, course_id, form.version).title}」又开了"

        return self._act(actor, cookies, course_id, form, work)

    def _act(
        self, actor: Actor, cookies: dict[str, str], course_id: str, form: ActForm, work: Callable[[], str]
    ) -> Reply:
        browser = Browser(cookies)

        def again(no: Problem) -> Reply:
            return self._draw(actor, browser, course_id, "", no)

        return self.desk.act(browser, form.csrf, work, f"{HERE}/{course_id}", again)

    def _draw(self, actor: Actor, browser: Browser, course_id: str, cursor: str, no: Problem | None = None) -> Reply:
        course = self.training.require_course(course_id)
        page = self.statistics.of_bank(course.bank, cursor or None) if course.quiz.draw else None
        onward = urlencode({"cursor": page.cursor}) if page and page.cursor else ""
        more = Link("后面的题", f"{HERE}/{course_id}?{onward}") if onward else None
        versions = self.courses.versions(course_id)
        sheet = course_sheet(course, page.items if page else (), more, versions, self.courses.now)
        return self.desk.sheet(actor, browser, HERE, sheet, no)


def api(desk: Desk, training: Training, statistics: Statistics, courses: Courses, writing: CourseWriting) -> Api:
    """课程."""
    return Api.of("console-courses", CoursePages(desk, training, statistics, courses, writing), desk.pages.refusal)
