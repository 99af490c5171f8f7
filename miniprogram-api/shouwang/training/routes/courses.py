"""HTTP of courses for those who teach: publishing, retiring, files, who has not finished."""

from datetime import date
from typing import Annotated, Literal

import msgspec

from shouwang.kernel.actor import LEADERS, Actor
from shouwang.platform.once import Once
from shouwang.platform.web import Api, Reply, Upload, anyone, get, post, put, roles
from shouwang.training.models import Course, Lesson, LessonFile, Quiz
from shouwang.training.rules import TRAINERS
from shouwang.training.service import Courses, CourseVersion, ExportAsked, FileKept, FollowUp, Unfinished

_KEEPERS = roles(*TRAINERS)
_FOLLOWERS = roles(*TRAINERS, *LEADERS)
_MOST_FILE = 4 * 1024 * 1024 + 64 * 1024
_MOST_COURSE = 512 * 1024


class LessonTold(msgspec.Struct, forbid_unknown_fields=True):
    """A lesson: its text in Markdown, its files by name (after uploading) or https address; its key, if it has one, stays."""

    title: Annotated[str, msgspec.Meta(max_length=60)]
    minutes: Annotated[int, msgspec.Meta(ge=0, le=600)] = 0
    markdown: Annotated[str, msgspec.Meta(max_length=50_000)] = ""
    files: Annotated[list[LessonFile], msgspec.Meta(max_length=20)] = []
    key: Annotated[int, msgspec.Meta(ge=0)] | None = None


class CourseTold(msgspec.Struct, forbid_unknown_fields=True):
    """A course as it shall be. A quiz that draws nothing: the course is finished by attending a class.

    `version`: the one it was made from, 0 for a new course; when another is in force the answer is 409. None: whatever it is.
    """

    title: Annotated[str, msgspec.Meta(max_length=40)]
    quiz: Quiz
    summary: Annotated[str, msgspec.Meta(max_length=500)] = ""
    lessons: Annotated[list[LessonTold], msgspec.Meta(max_length=50)] = []
    bank: Annotated[str, msgspec.Meta(max_length=64)] = ""
    valid_months: int = 12
    requires: list[str] = []
    for_units: Annotated[list[str], msgspec.Meta(max_length=50)] = []
    for_posts: Annotated[list[str], msgspec.Meta(max_length=20)] = []
    for_duty_types: Annotated[list[str], msgspec.Meta(max_length=20)] = []
    due_on: date | None = None
    version: Annotated[int, msgspec.Meta(ge=0)] | None = None


class VersionsShown(msgspec.Struct):
    """The last versions of a course, newest first."""

    items: list[CourseVersion]


class UnitAsk(msgspec.Struct):
    """Which unit, and where to go on; without a unit the widest of one's own."""

    unit: str | None = None
    cursor: str | None = None


class UnfinishedShown(msgspec.Struct):
    """Those of a page of volunteers who have not finished; a page may be empty and yet not the last."""

    items: list[Unfinished]
    cursor: str | None


class ExportTold(msgspec.Struct, forbid_unknown_fields=True):
    """Which unit's list, and in which form."""

    unit: str
    format: Literal["csv", "xlsx"] = "xlsx"


class CourseRoutes:
    """Courses, for those who teach and lead."""

    def __init__(self, courses: Courses, follow_up: FollowUp) -> None:
        self._courses = courses
        self._follow_up = follow_up

    @put("/v1/courses/{course_id}", who=_KEEPERS, most_bytes=_MOST_COURSE, summary="发布课程，或者发布新的一版")
    def keep(self, actor: Actor, course_id: str, body: CourseTold) -> Course:
        """Publish a course, or its next version."""
        lessons = tuple(Lesson(it.title, it.minutes, it.markdown, "", tuple(it.files), it.key) for it in body.lessons)
        course = Course(
            course_id=course_id,
            title=body.title,
            summary=body.summary,
            lessons=lessons,
            quiz=body.quiz,
            valid_months=body.valid_months,
            bank=body.bank or course_id,
            requires=tuple(body.requires),
            for_units=tuple(body.for_units),
            for_posts=tuple(body.for_posts),
            for_duty_types=tuple(body.for_duty_types),
            due_on=body.due_on,
        )
        return self._courses.keep(actor, course, body.version)

    @post("/v1/courses/{course_id}/retire", who=_KEEPERS, summary="停课，以前的成绩都在")
    def retire(self, actor: Actor, course_id: str) -> Course:
        """Give a course no longer."""
        return self._courses.retire(actor, course_id)

    @get("/v1/courses/{course_id}/versions", who=_KEEPERS, summary="课程的历次版本")
    def versions(self, actor: Actor, course_id: str) -> VersionsShown:
        """What was published when."""
        return VersionsShown(list(self._courses.versions(course_id)))

    @post("/v1/training-files", who=_KEEPERS, most_bytes=_MOST_FILE, summary="上传课件")
    def keep_file(self, actor: Actor, file: Upload) -> FileKept:
        """Keep a file for lessons; the same file again has the same name."""
        return self._courses.keep_file(file.content)

    @get("/v1/training-files/{name}", who=anyone, summary="取课件或题目的图片")
    def file(self, actor: Actor, name: str) -> Reply:
        """A lesson's file or a question's picture; its name is made of its content, so it never changes."""
        content, content_type = self._courses.file(name)
        headers = {"Cache-Control": "private, max-age=31536000, immutable", "Content-Security-Policy": "sandbox"}
        return Reply(content, content_type, headers=headers)

    @get("/v1/courses/{course_id}/unfinished", who=_FOLLOWERS, summary="谁还没学完")
    def unfinished(self, actor: Actor, course_id: str, query: UnitAsk) -> UnfinishedShown:
        """Who has not finished, by unit."""
        page = self._follow_up.unfinished(actor, course_id, query.unit, query.cursor)
        return UnfinishedShown(list(page.items), page.cursor)

    @post("/v1/courses/{course_id}/unfinished/export", who=_FOLLOWERS, status=202, summary="导出谁还没学完")
    def export(self, actor: Actor, once: Once, course_id: str, body: ExportTold) -> ExportAsked:
        """The whole list of a unit as a file, made by a job."""
        return self._follow_up.export(actor, once, course_id, body.unit, body.format)


def courses_api(courses: Courses, follow_up: FollowUp) -> Api:
    """Routes of courses for those who teach and lead."""
    return Api.of("training_courses", CourseRoutes(courses, follow_up))
