"""HTTP of 课文, the lessons of a draft; served by the function of training, which keeps drafts and files."""

from collections.abc import Callable
from typing import Annotated

from msgspec import Meta

from shouwang.console.acts import ActForm
from shouwang.console.browser import Browser
from shouwang.console.courses.draft_sheet import address
from shouwang.console.courses.lesson_sheet import ADDRESS, FILE, TEXT, lesson_sheet
from shouwang.console.courses.writing import LESSON, place_of, sent_of, writers
from shouwang.console.desk import Desk
from shouwang.console.places import COURSES
from shouwang.kernel.actor import Actor
from shouwang.kernel.problem import Fault, Invalid, Problem
from shouwang.platform.web import Api, Reply, Upload, get, post
from shouwang.training import rules
from shouwang.training.models import Course, FileKind, LessonFile
from shouwang.training.service import CourseWriting

_MOST_TEXT = 512 * 1024
_MOST_FILE = 4 * 1024 * 1024 + 64 * 1024  # a file of 4 MB and what a form puts around it
_LONGEST = 50_000  # as of the API
Title = Annotated[str, Meta(min_length=1, max_length=60)]


class TextForm(ActForm, kw_only=True):
    """A lesson's words. A browser sends two signs for the end of each line, hence the greater bound."""

    title: Title
    minutes: Annotated[str, Meta(max_length=10)] = "0"
    markdown: Annotated[str, Meta(max_length=2 * _LONGEST)] = ""


class FileForm(ActForm, kw_only=True):
    """A file's name."""

    name: Title


class AddressForm(ActForm, kw_only=True):
    """A file that is kept elsewhere."""

    name: Title
    url: Annotated[str, Meta(max_length=500)]
    kind: FileKind = FileKind.VIDEO


class LessonPages:
    """课文."""

    def __init__(self, desk: Desk, writing: CourseWriting) -> None:
        self.desk = desk
        self.writing = writing

    @get(LESSON, who=writers, html=True, summary="改课：一节课文")
    def lesson(self, actor: Actor, cookies: dict[str, str], course_id: str, n: str) -> Reply:
        """One lesson. Raises: NoDraft, NoSuchLesson. Cost: 2 requests."""
        return self._draw_lesson(actor, Browser(cookies), course_id, n)

    @post(LESSON, who=writers, html=True, most_bytes=_MOST_TEXT, summary="改课：存好一节课文")
    def text(self, actor: Actor, cookies: dict[str, str], course_id: str, n: str, form: TextForm) -> Reply:
        """A lesson's words. Raises: NoSuchLesson. Cost: 3 requests."""

        def work() -> str:
            title, minutes, markdown = _read_text(form)

            def edit(course: Course) -> Course:
                return rules.with_text(course, place_of(n), title, minutes, markdown)

            self.writing.change(sent_of(actor, form, course_id, f"text {n}"), course_id, edit)
            return "存好了，还没有发布"

        return self._act_lesson(actor, cookies, course_id, n, form, TEXT, work)

    @post(f"{LESSON}/files", who=writers, html=True, most_bytes=_MOST_FILE, summary="改课：交一个课件")
    def file(
        self, actor: Actor, cookies: dict[str, str], course_id: str, n: str, form: FileForm, file: Upload
    ) -> Reply:
        """A file of a lesson. Raises: NoSuchLesson. Cost: 4 requests, 1 file."""

        def work() -> str:
            if not file.content:
                raise Invalid(faults=[Fault("/file", "选一个文件")])
            sent = sent_of(actor, form, course_id, f"file {n}")
            self.writing.add_file(sent, course_id, place_of(n), form.name.strip(), file.content)
            return "课件加上了，还没有发布"

        return self._act_lesson(actor, cookies, course_id, n, form, FILE, work)

    @post(f"{LESSON}/addresses", who=writers, html=True, summary="改课：课件的网址")
    def address(self, actor: Actor, cookies: dict[str, str], course_id: str, n: str, form: AddressForm) -> Reply:
        """A file that is kept elsewhere. Raises: NoSuchLesson. Cost: 3 requests."""

        def work() -> str:
            if not form.url.startswith("https://"):
                raise Invalid(faults=[Fault("/url", "要 https:// 开头")])
            there = LessonFile(form.name.strip(), form.kind, url=form.url)
            sent = sent_of(actor, form, course_id, f"address {n}")
            self.writing.change(sent, course_id, lambda course: rules.with_file(course, place_of(n), there))
            return "课件加上了，还没有发布"

        return self._act_lesson(actor, cookies, course_id, n, form, ADDRESS, work)

    @post(f"{LESSON}/files/{{m}}/remove", who=writers, html=True, summary="改课：去掉一个课件")
    def remove_file(
        self, actor: Actor, cookies: dict[str, str], course_id: str, n: str, m: str, form: ActForm
    ) -> Reply:
        """A lesson without one of its files. Raises: NoSuchLesson. Cost: 3 requests."""

        def work() -> str:
            sent = sent_of(actor, form, course_id, f"file {n} {m}")
            self.writing.change(sent, course_id, lambda course: rules.without_file(course, place_of(n), place_of(m)))
            return "课件去掉了，还没有发布"

        return self._act_lesson(actor, cookies, course_id, n, form, "", work)

    def _act_lesson(
        self,
        actor: Actor,
        cookies: dict[str, str],
        course_id: str,
        n: str,
        form: ActForm,
        which: str,
        work: Callable[[], str],
    ) -> Reply:
        browser = Browser(cookies)

        def again(no: Problem) -> Reply:
            return self._draw_lesson(actor, browser, course_id, n, form.typed(), which, no)

        return self.desk.act(browser, form.csrf, work, address(course_id, "lessons", n), again)

    def _draw_lesson(
        self,
        actor: Actor,
        browser: Browser,
        course_id: str,
        n: str,
        typed: dict[str, str] | None = None,
        which: str = "",
        no: Problem | None = None,
    ) -> Reply:
        draft = self.writing.draft(course_id)
        rules.require_lesson(draft.course, place_of(n))
        sheet = lesson_sheet(draft, place_of(n), typed or {}, which, no)
        return self.desk.sheet(actor, browser, COURSES.href, sheet, no)


def _read_text(form: TextForm) -> tuple[str, int, str]:
    """Title, minutes and text as typed. Raises: Invalid."""
    faults, markdown = [], form.markdown.replace("\r\n", "\n")
    good = form.minutes.isdecimal() and int(form.minutes) <= 600
    if not good:
        faults.append(Fault("/minutes", "写整数，0 到 600"))
    if len(markdown) > _LONGEST:
        faults.append(Fault("/markdown", "一节最多五万字，分成两节"))
    if faults:
        raise Invalid(faults=faults)
    return form.title.strip(), int(form.minutes), markdown


def api(desk: Desk, writing: CourseWriting) -> Api:
    """课文."""
    return Api.of("console-lessons", LessonPages(desk, writing), desk.pages.refusal)
