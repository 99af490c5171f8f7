"""HTTP of 课程; served by the function of training, which keeps courses and banks."""

from typing import Annotated
from urllib.parse import urlencode

import msgspec
from msgspec import Meta

from shouwang.console.browser import Browser
from shouwang.console.courses.sheet import course_sheet, courses_sheet
from shouwang.console.desk import Desk
from shouwang.console.places import COURSES
from shouwang.console.views import Link
from shouwang.kernel.actor import Actor
from shouwang.platform.web import Api, Reply, get, roles
from shouwang.training.service import Statistics, Training

HERE = COURSES.href
trainers = roles(*COURSES.roles)


class CourseAsk(msgspec.Struct):
    """Which page of the bank's questions."""

    cursor: Annotated[str, Meta(max_length=1000)] = ""


class CoursePages:
    """课程."""

    def __init__(self, desk: Desk, training: Training, statistics: Statistics) -> None:
        self.desk = desk
        self.training = training
        self.statistics = statistics

    @get(HERE, who=trainers, html=True, summary="课程：有哪些课")
    def every(self, actor: Actor, cookies: dict[str, str]) -> Reply:
        """Every course that is given. Cost: 5 requests."""
        courses = [view.course for view in self.training.courses(actor)]
        return self.desk.sheet(actor, Browser(cookies), HERE, courses_sheet(courses))

    @get(HERE + "/{course_id}", who=trainers, html=True, summary="课程：一门课和题目统计")
    def one(self, actor: Actor, cookies: dict[str, str], course_id: str, query: CourseAsk) -> Reply:
        """One course with what its questions' answers tell. Raises: NoSuchCourse. Cost: 5 requests."""
        course = self.training.require_course(course_id)
        page = self.statistics.of_bank(course.bank, query.cursor or None) if course.quiz.draw else None
        onward = urlencode({"cursor": page.cursor}) if page and page.cursor else ""
        more = Link("后面的题", f"{HERE}/{course_id}?{onward}") if onward else None
        sheet = course_sheet(course, page.items if page else (), more)
        return self.desk.sheet(actor, Browser(cookies), HERE, sheet)


def api(desk: Desk, training: Training, statistics: Statistics) -> Api:
    """课程."""
    return Api.of("console-courses", CoursePages(desk, training, statistics), desk.pages.refusal)
