"""Courses 课程 and their quizzes. Units: `_s` seconds, pass marks in percent."""

from datetime import date, datetime
from enum import StrEnum

import msgspec

from shouwang.training.models.questions import Listed


class FileKind(StrEnum):
    """What a lesson's file is."""

    PICTURE = "picture"  # 图片
    PDF = "pdf"
    AUDIO = "audio"  # 音频
    VIDEO = "video"  # 视频


class LessonFile(msgspec.Struct, frozen=True):
    """课件: a file kept here by its name, or elsewhere under an https address."""

    title: str
    kind: FileKind
    name: str = ""
    url: str = ""


class Lesson(msgspec.Struct, frozen=True):
    """课: a text to read before the quiz, in Markdown; `html` is that text made safe, when it is published.

    `key` stays with it wherever it is moved: by it the course knows who has read it. None: its place is its key.
    """

    title: str
    minutes: int
    markdown: str
    html: str = ""
    files: tuple[LessonFile, ...] = ()
    key: int | None = None


class Counted(StrEnum):
    """Which of a person's scores is the one that counts."""

    BEST = "best"  # 最好的一次
    LAST = "last"  # 最后一次
    FIRST = "first"  # 第一次


class Quota(msgspec.Struct, frozen=True):
    """So many questions of a tag, of a difficulty, or of both."""

    count: int
    tag: str = ""
    difficulty: int | None = None

    def takes(self, listed: "Listed") -> bool:
        """Whether a question may fill this quota."""
        return self.tag in ("", *listed.tags) and self.difficulty in (None, listed.difficulty)


class Quiz(msgspec.Struct, frozen=True):
    """考试设置. What `quotas` leave of `draw` comes from anywhere in the bank."""

    draw: int
    pass_mark: int = 80  # Source: domain-rules 4.1
    time_limit_s: int = 1800
    max_attempts: int = 3  # in a row without a pass, within `cool_down_s` of each other
    cool_down_s: int = 86_400
    quotas: tuple[Quota, ...] = ()
    counted: Counted = Counted.BEST


class CourseState(StrEnum):
    """课程 is given, or no longer."""

    PUBLISHED = "published"
    RETIRED = "retired"


class Course(msgspec.Struct, frozen=True):
    """课程. A course whose quiz draws nothing is finished by attending one of its classes.

    `bank` names the bank that new attempts draw from. `requires` are courses to be passed before. `for_units`, `for_posts`
    and `for_duty_types` say who must take it: volunteers of these units (and all below), holders of these roles, who has
    served in duties of these types; all empty: nobody must. The courses that somebody must take are their required set.
    `due_on` is the day until which they should have passed; None: no day was set.
    """

    course_id: str
    title: str
    summary: str
    lessons: tuple[Lesson, ...]
    quiz: Quiz
    valid_months: int = 12
    bank: str = ""
    requires: tuple[str, ...] = ()
    for_units: tuple[str, ...] = ()
    for_posts: tuple[str, ...] = ()
    for_duty_types: tuple[str, ...] = ()
    due_on: date | None = None
    state: CourseState = CourseState.PUBLISHED
    version: int = 0


class CourseDraft(msgspec.Struct, frozen=True):
    """改稿: a course as it is being written; nobody learns from it before it is published.

    `course.version` is the version it was begun from, 0 for a course that was never published. `version` grows with each
    change; 0 where nothing was changed yet.
    """

    course: Course
    version: int = 0
    kept_at: datetime | None = None


class Learner(msgspec.Struct, frozen=True):
    """Who somebody is, as far as courses are required of them."""

    person_id: str
    unit_path: str
    posts: frozenset[str]
    duty_types: frozenset[str] = frozenset()


class RequiredSet(msgspec.Struct, frozen=True):
    """必修: how many courses somebody must take, and of how many the pass holds today."""

    courses: int
    held: int
