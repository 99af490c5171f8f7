"""What a course must be before anybody sees it, and who must take it."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from shouwang.kernel.actor import Role, within
from shouwang.kernel.problem import Fault, Invalid, Problem
from shouwang.training.models import Course, CourseState, FileKind, Learner, Lesson, LessonFile, RequiredSet, Standing

TRAINERS = (Role.TRAINER, Role.COMMANDER, Role.ADMINISTRATOR)  # who keeps banks and courses
COURSE_ID = r"^[a-z0-9][a-z0-9-]{0,63}$"
_OURS = re.compile(r"[0-9a-f]{32}\.(png|jpg|gif|webp|pdf|mp3|m4a|mp4)")
_UNIT = re.compile(r"[A-Z]\d{1,3}(/[A-Z]\d{1,3}){0,2}")
_DUTY_TYPE = re.compile(r"[a-z0-9][a-z0-9-]{0,39}")
_REQUIRED_AT_MOST = 20
MOST_TEXT_BYTES = 150_000  # of all lessons together: a version with its HTML is one row of the store, of 400 KB


class CourseRetired(Problem):
    """The course is no longer given; what was reached in it stays."""

    slug, title, status = "course-retired", "这门课已经停了，以前的成绩还在", 409


class FirstOthers(Problem):
    """Other courses come first."""

    slug, title, status = "first-other-courses", "先学完前面的课，才能考这一门", 409


class NoQuizHere(Problem):
    """The course has no quiz: it is finished by attending a class."""

    slug, title, status = "no-quiz-here", "这门课没有考试，到线下课签到就算学完", 409


def check_course(course: Course, known: Mapping[str, Course]) -> None:
    """Refuse a course that could not be taken. Raises: Invalid with every fault."""
    faults = list(_faults(course, known))
    if faults:
        raise Invalid(faults=faults)


def _faults(course: Course, known: Mapping[str, Course]) -> Iterator[Fault]:
    yield from _name_faults(course)
    if not 1 <= course.valid_months <= 120:
        yield Fault("/valid_months", "有效期要在 1 到 120 个月之间")
    if not course.lessons and not course.quiz.draw:
        yield Fault("/lessons", "没有课文，也没有考试")
    yield from _size_faults(course)
    for n, lesson in enumerate(course.lessons):
        yield from _lesson_faults(f"/lessons/{n}", lesson)
    yield from _required_faults(course, known)
    yield from _audience_faults(course)


def check_names(course: Course) -> None:
    """Refuse a course that could not be spoken of. Raises: Invalid."""
    faults = list(_name_faults(course))
    if faults:
        raise Invalid(faults=faults)


def _name_faults(course: Course) -> Iterator[Fault]:
    if not re.match(COURSE_ID, course.course_id):
        yield Fault("/course_id", "只能用小写字母、数字和短横")
    if not course.title.strip():
        yield Fault("/title", "没有填")


def check_size(course: Course) -> None:
    """Refuse what the store has no room for. Raises: Invalid."""
    faults = list(_size_faults(course))
    if faults:
        raise Invalid(faults=faults)


def _size_faults(course: Course) -> Iterator[Fault]:
    if sum(len(lesson.markdown.encode()) for lesson in course.lessons) > MOST_TEXT_BYTES:
        yield Fault("/lessons", "课文一共最多五万字，分成两门课")


def file_kind(name: str) -> FileKind:
    """What a file of ours is, by its ending."""
    kinds = {"pdf": FileKind.PDF, "mp3": FileKind.AUDIO, "m4a": FileKind.AUDIO, "mp4": FileKind.VIDEO}
    return kinds.get(name.rpartition(".")[2], FileKind.PICTURE)


def _audience_faults(course: Course) -> Iterator[Fault]:
    for n, unit in enumerate(course.for_units):
        if not _UNIT.fullmatch(unit):
            yield Fault(f"/for_units/{n}", "要写成 D1、D1/B02 或 D1/B02/S05 这样")
    for n, post in enumerate(course.for_posts):
        if post not in set(Role):
            yield Fault(f"/for_posts/{n}", "没有这个职务")
    for n, duty_type in enumerate(course.for_duty_types):
        if not _DUTY_TYPE.fullmatch(duty_type):
            yield Fault(f"/for_duty_types/{n}", "勤务类型只能用小写字母、数字和短横")


def _lesson_faults(pointer: str, lesson: Lesson) -> Iterator[Fault]:
    if not lesson.title.strip():
        yield Fault(f"{pointer}/title", "没有填")
    if not lesson.markdown.strip() and not lesson.files:
        yield Fault(f"{pointer}/markdown", "没有课文，也没有课件")
    for n, file in enumerate(lesson.files):
        if not _is_somewhere(file):
            yield Fault(f"{pointer}/files/{n}", "课件要先上传，或者给 https 网址")


def _is_somewhere(file: LessonFile) -> bool:
    ours, elsewhere = bool(_OURS.fullmatch(file.name)), file.url.startswith("https://") and len(file.url) <= 500
    return (ours and not file.url) or (elsewhere and not file.name)


def _required_faults(course: Course, known: Mapping[str, Course]) -> Iterator[Fault]:
    if len(course.requires) > _REQUIRED_AT_MOST:
        yield Fault("/requires", f"前面的课最多 {_REQUIRED_AT_MOST} 门")
    for n, wanted in enumerate(course.requires):
        if wanted not in known or known[wanted].state is not CourseState.PUBLISHED:
            yield Fault(f"/requires/{n}", "没有这门课，或者已经停了")
        elif course.course_id in _all_before(wanted, known):
            yield Fault(f"/requires/{n}", "两门课互相在前面，谁也学不成")


def _all_before(course_id: str, known: Mapping[str, Course]) -> set[str]:
    """A course and all that come before it."""
    seen: set[str] = set()
    open_ones = [course_id]
    while open_ones:
        each = open_ones.pop()
        if each not in seen:
            seen.add(each)
            open_ones += known[each].requires if each in known else ()
    return seen


def require_startable(course: Course, standings: Mapping[str, Standing], day: date, titles: Mapping[str, str]) -> None:
    """Raises: CourseRetired, NoQuizHere, FirstOthers with the names of the courses that come first."""
    if course.state is not CourseState.PUBLISHED:
        raise CourseRetired
    if not course.quiz.draw:
        raise NoQuizHere
    missing = [each for each in course.requires if each not in standings or not standings[each].holds_on(day)]
    if missing:
        names = "、".join(titles.get(each, each) for each in missing)
        raise FirstOthers(f"先学完：{names}", courses=missing)


def has_audience(course: Course) -> bool:
    """Whether a course says of somebody that they must take it."""
    return bool(course.for_units or course.for_posts or course.for_duty_types)


def must_take(course: Course, learner: Learner) -> bool:
    """Whether a course is required of somebody: by unit, by post, or by the duties they do."""
    if course.state is not CourseState.PUBLISHED:
        return False
    by_unit = any(within(learner.unit_path, unit) for unit in course.for_units)
    by_post, by_duty = learner.posts & set(course.for_posts), learner.duty_types & set(course.for_duty_types)
    return by_unit or bool(by_post or by_duty)


def required_of(learner: Learner, courses: Iterable[Course]) -> Sequence[str]:
    """The courses that are required of somebody."""
    return [course.course_id for course in courses if must_take(course, learner)]


def required_set(
    learner: Learner, courses: Iterable[Course], standings: Mapping[str, Standing], day: date
) -> RequiredSet:
    """How much of what is required of somebody is passed and still valid."""
    required = required_of(learner, courses)
    held = sum(each in standings and standings[each].holds_on(day) for each in required)
    return RequiredSet(len(required), held)
