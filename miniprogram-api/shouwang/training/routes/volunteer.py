"""HTTP of training 培训 for those who learn: courses to read, quizzes to take."""

from datetime import date, datetime
from typing import Annotated

import msgspec

from shouwang.kernel.actor import Actor
from shouwang.platform.once import Once
from shouwang.platform.web import Api, anyone, get, post, put
from shouwang.training.models import AttemptState, Course, CourseState, Lesson, Standing, Try
from shouwang.training.rules import AnswerRefused, NoSuchLesson
from shouwang.training.service import AttemptView, CourseView, Paper, Score, Training


class StandingShown(msgspec.Struct):
    """Where I stand in a course."""

    passed: bool
    best_score: int | None
    counted_score: int | None
    valid_until: date | None
    open_attempt_id: str | None


class QuizShown(msgspec.Struct):
    """How the quiz goes. Units: percent, seconds."""

    questions: int
    pass_mark: int
    time_limit_s: int
    max_attempts: int


class CourseShown(msgspec.Struct):
    """A course in the list."""

    course_id: str
    title: str
    summary: str
    lessons: int
    minutes: int
    quiz: QuizShown
    standing: StandingShown
    required: bool
    due_on: date | None
    lessons_read: list[int]
    requires: list[str]
    retired: bool


class CoursesShown(msgspec.Struct):
    """Every course."""

    items: list[CourseShown]


class TryShown(msgspec.Struct):
    """One of my attempts."""

    attempt_id: str
    started_at: datetime
    state: AttemptState
    score: int | None
    passed: bool | None


class CourseRead(msgspec.Struct):
    """A course with its lessons and my tries."""

    course: CourseShown
    lessons: list[Lesson]
    tries: list[TryShown]


class AnswerGiven(msgspec.Struct, forbid_unknown_fields=True):
    """The options chosen, as the paper shows them, from 0; or what was written. `revision` grows with each change.

    To put in order: all options in the order given. To match: one for each prompt, -1 where none is chosen.
    """

    chosen: Annotated[list[Annotated[int, msgspec.Meta(ge=-1)]], msgspec.Meta(max_length=26)]
    text: Annotated[str, msgspec.Meta(max_length=500)] = ""
    revision: Annotated[int, msgspec.Meta(ge=0)] = 0


class AnswerKept(msgspec.Struct):
    """The answer is safe; a higher `revision` than the one sent says that a newer answer was kept already."""

    n: int
    revision: int
    saved_at: datetime


class TrainingRoutes:
    """Courses to read, quizzes to take."""

    def __init__(self, training: Training) -> None:
        self.training = training

    @get("/v1/courses", who=anyone, summary="有哪些课，我学到哪里")
    def courses(self, actor: Actor) -> CoursesShown:
        """Every course and where I stand."""
        return CoursesShown([_course(view) for view in self.training.courses(actor)])

    @get("/v1/courses/{course_id}", who=anyone, summary="一门课的课文和我的成绩")
    def course(self, actor: Actor, course_id: str) -> CourseRead:
        """A course's lessons and my tries."""
        view = self.training.course(actor, course_id)
        return CourseRead(_course(view), list(view.course.lessons), [_try(each) for each in view.tries])

    @put("/v1/courses/{course_id}/lessons/{n}/read", who=anyone, summary="这一节学完了")
    def read(self, actor: Actor, course_id: str, n: str) -> None:
        """Mark a lesson as read; again changes nothing."""
        if not (n.isascii() and n.isdigit() and len(n) <= 3):
            raise NoSuchLesson
        self.training.read(actor, course_id, int(n))

    @post("/v1/courses/{course_id}/attempts", who=anyone, status=201, summary="开始答题，或接着没答完的")
    def start(self, actor: Actor, once: Once, course_id: str) -> Paper:
        """Begin an attempt or go on with the open one."""
        return self.training.start(actor, once, course_id)

    @put("/v1/attempts/{attempt_id}/answers/{n}", who=anyone, summary="存一道题的答案")
    def save(self, actor: Actor, attempt_id: str, n: str, body: AnswerGiven) -> AnswerKept:
        """Keep one answer."""
        if not (n.isascii() and n.isdigit() and len(n) <= 3):
            raise AnswerRefused
        kept = self.training.save(actor, attempt_id, int(n), body.chosen, body.text, body.revision)
        return AnswerKept(kept.n, kept.revision, kept.saved_at)

    @post("/v1/attempts/{attempt_id}/submit", who=anyone, summary="交卷")
    def submit(self, actor: Actor, once: Once, attempt_id: str) -> Score:
        """Hand in, once."""
        return self.training.submit(actor, once, attempt_id)

    @get("/v1/attempts/{attempt_id}", who=anyone, summary="看答卷：没交的题目，交了的讲解")
    def attempt(self, actor: Actor, attempt_id: str) -> AttemptView:
        """The paper while it is open, the review afterwards."""
        return self.training.attempt(actor, attempt_id)


def api(training: Training) -> Api:
    """Routes of training."""
    return Api.of("training", TrainingRoutes(training))


def _course(view: CourseView) -> CourseShown:
    course = view.course
    return CourseShown(
        course_id=course.course_id,
        title=course.title,
        summary=course.summary,
        lessons=len(course.lessons),
        minutes=sum(lesson.minutes for lesson in course.lessons),
        quiz=_quiz(course),
        standing=_standing(view.standing),
        required=view.required,
        due_on=course.due_on if view.required else None,
        lessons_read=list(view.lessons_read),
        requires=list(course.requires),
        retired=course.state is CourseState.RETIRED,
    )


def _quiz(course: Course) -> QuizShown:
    quiz = course.quiz
    return QuizShown(quiz.draw, quiz.pass_mark, quiz.time_limit_s, quiz.max_attempts)


def _standing(standing: Standing) -> StandingShown:
    return StandingShown(
        passed=standing.first_passed_at is not None,
        best_score=standing.best_score,
        counted_score=standing.counted_score,
        valid_until=standing.valid_until,
        open_attempt_id=standing.open_attempt_id,
    )


def _try(each: Try) -> TryShown:
    result = each.result
    return TryShown(
        attempt_id=each.attempt_id,
        started_at=each.started_at,
        state=each.state,
        score=result.score if result else None,
        passed=result.passed if result else None,
    )
