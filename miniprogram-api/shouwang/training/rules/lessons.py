"""Lessons of a course: their keys, by which is known who read what, and the changes that a draft of a course takes."""

from collections.abc import Collection, Sequence

from msgspec.structs import replace

from shouwang.kernel.problem import Fault, Invalid
from shouwang.training.models import Course, Lesson, LessonFile
from shouwang.training.rules.attempts import NoSuchLesson

MOST_LESSONS, MOST_FILES = 50, 20  # of a course, of a lesson. These bounds are those of the API


def key_of(course: Course, place: int) -> int:
    """The key of the lesson at a place; its place itself where it was given none."""
    key = course.lessons[place].key
    return place if key is None else key


def places_read(course: Course, keys: Collection[int]) -> tuple[int, ...]:
    """Which lessons were read, by where they stand now. Lessons that were taken out are not told."""
    return tuple(place for place in range(len(course.lessons)) if key_of(course, place) in keys)


def keyed(course: Course) -> Course:
    """The course with each lesson's key written out, so that lessons can be moved."""
    return _with(course, [replace(lesson, key=key_of(course, n)) for n, lesson in enumerate(course.lessons)])


def with_lesson(course: Course, lesson: Lesson, fresh: int) -> Course:
    """One more lesson at the end. `fresh` is at least its key: no lesson that was taken out may have had it.

    Raises: Invalid when there are too many.
    """
    if len(course.lessons) >= MOST_LESSONS:
        raise Invalid(faults=[Fault("/lessons", f"一门课最多 {MOST_LESSONS} 节")])
    key = max(fresh, *(1 + key_of(course, n) for n in range(len(course.lessons))), 0)
    return _with(course, [*course.lessons, replace(lesson, key=key)])


def with_text(course: Course, place: int, title: str, minutes: int, markdown: str) -> Course:
    """The lesson at a place with other words. Raises: NoSuchLesson."""
    lesson = require_lesson(course, place)
    return _at(course, place, replace(lesson, title=title, minutes=minutes, markdown=markdown, html=""))


def with_file(course: Course, place: int, file: LessonFile) -> Course:
    """One more file of a lesson. Raises: NoSuchLesson, Invalid when there are too many."""
    lesson = require_lesson(course, place)
    if len(lesson.files) >= MOST_FILES:
        raise Invalid(faults=[Fault("/files", f"一节课最多 {MOST_FILES} 个课件")])
    return _at(course, place, replace(lesson, files=(*lesson.files, file)))


def without_file(course: Course, place: int, n: int) -> Course:
    """A lesson without its file `n`; the file itself stays for those who have the address. Raises: NoSuchLesson."""
    lesson = require_lesson(course, place)
    return _at(course, place, replace(lesson, files=lesson.files[:n] + lesson.files[n + 1 :]))


def moved(course: Course, place: int, by: int) -> Course:
    """A lesson one up (-1) or one down (1); the first goes no higher, the last no lower. Raises: NoSuchLesson."""
    lesson = require_lesson(course, place)
    rest = [*course.lessons[:place], *course.lessons[place + 1 :]]
    rest.insert(min(max(place + by, 0), len(rest)), lesson)
    return _with(course, rest)


def without(course: Course, place: int) -> Course:
    """The course without a lesson. Raises: NoSuchLesson."""
    require_lesson(course, place)
    return _with(course, [*course.lessons[:place], *course.lessons[place + 1 :]])


def require_lesson(course: Course, place: int) -> Lesson:
    """The lesson at a place. Raises: NoSuchLesson."""
    if not 0 <= place < len(course.lessons):
        raise NoSuchLesson
    return course.lessons[place]


def _at(course: Course, place: int, lesson: Lesson) -> Course:
    return _with(course, [*course.lessons[:place], lesson, *course.lessons[place + 1 :]])


def _with(course: Course, lessons: Sequence[Lesson]) -> Course:
    return replace(course, lessons=tuple(lessons))
