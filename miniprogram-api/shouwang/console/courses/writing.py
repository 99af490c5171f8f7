"""HTTP of 改课; served by the function of training, which keeps courses, drafts and files."""

from collections.abc import Callable
from typing import Annotated

from msgspec import Meta

from shouwang.console.acts import ActForm
from shouwang.console.browser import Browser
from shouwang.console.courses.draft_sheet import Around, address, draft_sheet
from shouwang.console.courses.lesson_sheet import preview_sheet
from shouwang.console.courses.settings import SettingsForm, read, typed_over
from shouwang.console.courses.sheet import courses_sheet
from shouwang.console.desk import Desk
from shouwang.console.places import COURSES
from shouwang.kernel.actor import Actor
from shouwang.kernel.problem import Problem
from shouwang.platform.once import Sent
from shouwang.platform.web import Api, Reply, get, post, roles
from shouwang.roster.service import Roster
from shouwang.training import rules
from shouwang.training.models import Course
from shouwang.training.rules import NoSuchLesson
from shouwang.training.service import Begun, CourseWriting

EDIT = f"{COURSES.href}/{{course_id}}/edit"
LESSON = f"{EDIT}/lessons/{{n}}"
writers = roles(*COURSES.roles)


class AddForm(ActForm, kw_only=True):
    """One more lesson."""

    title: Annotated[str, Meta(min_length=1, max_length=60)]


class NewForm(ActForm, kw_only=True):
    """A course that was never there."""

    course_id: Annotated[str, Meta(max_length=64)]
    title: Annotated[str, Meta(max_length=40)]


class WritingPages:
    """改课."""

    def __init__(self, desk: Desk, writing: CourseWriting, roster: Roster) -> None:
        self.desk = desk
        self.writing = writing
        self.roster = roster

    @post(f"{COURSES.href}/new", who=writers, html=True, summary="课程：写一门新的")
    def begin(self, actor: Actor, cookies: dict[str, str], form: NewForm) -> Reply:
        """A draft of a new course; on to it. Cost: 4 requests."""
        browser = Browser(cookies)

        def work() -> Begun:
            once = form.once(actor, "begin course")
            return self.writing.begin(actor, once, form.course_id.strip(), form.title.strip())

        def on(begun: Begun) -> Reply:
            return self.desk.pages.see_other(address(begun.course_id))

        def again(no: Problem) -> Reply:
            sheet = courses_sheet(self.writing.courses.every(), self.writing.drafts(), form.typed(), no)
            return self.desk.sheet(actor, browser, COURSES.href, sheet, no)

        return self.desk.make(browser, form.csrf, work, Begun, on, again)

    @get(EDIT, who=writers, html=True, summary="改课：课文、考试、谁要学、发布")
    def draft(self, actor: Actor, cookies: dict[str, str], course_id: str) -> Reply:
        """A course's draft, or the course as it is given. Raises: NoDraft. Cost: 6 requests."""
        return self._draw(actor, Browser(cookies), course_id)

    @get(f"{EDIT}/preview", who=writers, html=True, summary="改课：手机上看是什么样")
    def preview(self, actor: Actor, cookies: dict[str, str], course_id: str) -> Reply:
        """The draft as the phone shows it. Raises: NoDraft. Cost: 2 requests."""
        shown = self.writing.shown(self.writing.draft(course_id).course)
        return self.desk.sheet(actor, Browser(cookies), COURSES.href, preview_sheet(shown))

    @post(EDIT, who=writers, html=True, summary="改课：存下设置")
    def settings(self, actor: Actor, cookies: dict[str, str], course_id: str, form: SettingsForm) -> Reply:
        """All but the lessons. Cost: 3 requests."""
        browser = Browser(cookies)

        def work() -> str:
            self.writing.change(sent_of(actor, form, course_id, "settings"), course_id, read(form))
            return "存下了，还没有发布"

        def again(no: Problem) -> Reply:
            return self._draw(actor, browser, course_id, form, no)

        return self.desk.act(browser, form.csrf, work, address(course_id), again)

    @post(f"{EDIT}/lessons", who=writers, html=True, summary="改课：加一节课文")
    def add(self, actor: Actor, cookies: dict[str, str], course_id: str, form: AddForm) -> Reply:
        """One more lesson at the end. Cost: 3 requests."""

        def work() -> str:
            draft = self.writing.add_lesson(sent_of(actor, form, course_id, "add"), course_id, form.title.strip())
            return f"加了第 {len(draft.course.lessons)} 节，点它写课文"

        return self._act(actor, cookies, course_id, form, work)

    @post(f"{LESSON}/{{way}}", who=writers, html=True, summary="改课：课文往上、往下、去掉")
    def move(self, actor: Actor, cookies: dict[str, str], course_id: str, n: str, way: str, form: ActForm) -> Reply:
        """A lesson up, down or out. Raises: NoSuchLesson. Cost: 3 requests."""
        place = place_of(n)
        edits: dict[str, Callable[[Course], Course]] = {
            "up": lambda course: rules.moved(course, place, -1),
            "down": lambda course: rules.moved(course, place, 1),
            "remove": lambda course: rules.without(course, place),
        }
        if way not in edits:
            raise NoSuchLesson

        def work() -> str:
            self.writing.change(sent_of(actor, form, course_id, f"{way} {n}"), course_id, edits[way])
            return "去掉了，还没有发布" if way == "remove" else "挪好了，还没有发布"

        return self._act(actor, cookies, course_id, form, work)

    @post(f"{EDIT}/publish", who=writers, html=True, summary="改课：发布新的一版")
    def publish(self, actor: Actor, cookies: dict[str, str], course_id: str, form: ActForm) -> Reply:
        """Put the draft in force. Cost: 7 requests."""

        def work() -> str:
            course = self.writing.publish(actor, sent_of(actor, form, course_id, "publish"), course_id)
            return f"「{course.title}」第 {course.version} 版发布了"

        return self._act(actor, cookies, course_id, form, work, f"{COURSES.href}/{course_id}")

    @post(f"{EDIT}/discard", who=writers, html=True, summary="改课：丢掉改稿")
    def discard(self, actor: Actor, cookies: dict[str, str], course_id: str, form: ActForm) -> Reply:
        """Throw the draft away. Cost: 3 requests."""

        def work() -> str:
            self.writing.discard(sent_of(actor, form, course_id, "discard"), course_id)
            return "改稿丢掉了，发布过的都在"

        return self._act(actor, cookies, course_id, form, work, COURSES.href)

    def _act(
        self,
        actor: Actor,
        cookies: dict[str, str],
        course_id: str,
        form: ActForm,
        work: Callable[[], str],
        then: str = "",
    ) -> Reply:
        browser = Browser(cookies)

        def again(no: Problem) -> Reply:
            return self._draw(actor, browser, course_id, None, no)

        return self.desk.act(browser, form.csrf, work, then or address(course_id), again)

    def _draw(
        self,
        actor: Actor,
        browser: Browser,
        course_id: str,
        typed: SettingsForm | None = None,
        no: Problem | None = None,
    ) -> Reply:
        writing, draft = self.writing, self.writing.draft(course_id)
        around = Around(
            writing.courses.banks.banks(), writing.courses.every(), self.roster.units(), self.roster.force().duty_types
        )
        form = typed or typed_over(draft.course)
        sheet = draft_sheet(draft, form, around, writing.lacks(draft.course), writing.now, no)
        return self.desk.sheet(actor, browser, COURSES.href, sheet, no)


def sent_of(actor: Actor, form: ActForm, course_id: str, act: str) -> Sent:
    """A form of a draft, over the version it was drawn on."""
    return form.sent(actor, f"write course {course_id} {act}")


def place_of(n: str) -> int:
    """A place as an address names it. Raises: NoSuchLesson."""
    if not (n.isascii() and n.isdigit() and len(n) <= 3):
        raise NoSuchLesson
    return int(n)


def api(desk: Desk, writing: CourseWriting, roster: Roster) -> Api:
    """改课."""
    return Api.of("console-writing", WritingPages(desk, writing, roster), desk.pages.refusal)
