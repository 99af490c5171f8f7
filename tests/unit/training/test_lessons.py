"""Lessons of a draft: moved, added, taken out, and still known by who read them."""

import pytest

from shouwang.kernel.problem import Invalid
from shouwang.training import rules
from shouwang.training.models import Course, FileKind, Lesson, LessonFile, Quiz

FILE = LessonFile("堤段图", FileKind.PDF, url="https://example.org/a.pdf")


def course(*titles: str) -> Course:
    return Course("flood", "防汛", "", tuple(Lesson(title, 5, "字") for title in titles), Quiz(draw=0))


def told(it: Course) -> list[tuple[str, int | None]]:
    return [(lesson.title, lesson.key) for lesson in it.lessons]


def test_lessons_move_by_one_and_no_further_than_the_ends():
    it = rules.keyed(course("甲", "乙", "丙"))

    assert told(rules.moved(it, 1, -1)) == [("乙", 1), ("甲", 0), ("丙", 2)]
    assert told(rules.moved(it, 0, -1)) == told(rules.moved(it, 2, 1)) == told(it)


def test_a_new_lesson_has_a_key_that_none_had_before():
    first = rules.with_lesson(course(), Lesson("甲", 5, ""), 100)
    second = rules.with_lesson(first, Lesson("乙", 5, ""), 100)

    assert told(second) == [("甲", 100), ("乙", 101)]
    assert told(rules.with_lesson(rules.without(second, 1), Lesson("丙", 5, ""), 160)) == [("甲", 100), ("丙", 160)]


def test_what_was_read_is_told_by_where_it_stands_now():
    it = rules.without(rules.moved(rules.keyed(course("甲", "乙", "丙")), 2, -1), 0)

    assert rules.places_read(it, {0, 2}) == (0,)
    assert rules.places_read(course("甲", "乙"), {1}) == (1,)


def test_files_of_a_lesson_come_and_go():
    it = rules.with_file(course("甲"), 0, FILE)

    assert it.lessons[0].files == (FILE,)
    assert rules.without_file(it, 0, 0).lessons[0].files == rules.without_file(it, 0, 9).lessons[0].files[1:] == ()


@pytest.mark.parametrize(
    ("name", "kind"),
    [("a.png", FileKind.PICTURE), ("a.pdf", FileKind.PDF), ("a.m4a", FileKind.AUDIO), ("a.mp4", FileKind.VIDEO)],
)
def test_a_file_is_what_its_ending_says(name, kind):
    assert rules.file_kind(name) is kind


def test_a_course_holds_no_more_than_the_store_has_room_for():
    full = course(*["课"] * rules.MOST_LESSONS)
    files = course("甲")
    for _ in range(rules.MOST_FILES):
        files = rules.with_file(files, 0, FILE)
    long = rules.with_text(course("甲"), 0, "甲", 5, "汛" * 50_001)

    with pytest.raises(Invalid):
        rules.with_lesson(full, Lesson("多", 5, ""), 1)
    with pytest.raises(Invalid):
        rules.with_file(files, 0, FILE)
    with pytest.raises(Invalid):
        rules.check_size(long)
    with pytest.raises(rules.NoSuchLesson):
        rules.moved(full, rules.MOST_LESSONS, 1)


def test_a_course_without_a_name_is_begun_by_nobody():
    with pytest.raises(Invalid) as refused:
        rules.check_names(Course("汛", " ", "", (), Quiz(draw=0)))

    assert [fault.pointer for fault in refused.value.faults] == ["/course_id", "/title"]
