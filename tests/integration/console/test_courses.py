"""课程: what is taught, and what the answers tell."""

import pytest

from shouwang.kernel.actor import Role
from shouwang_local.force.course.in_training import first_course
from tests.integration.console.desk import text_of

HERE = "/console/courses"


@pytest.fixture
def seated(world, desk):
    desk.sign_in(world.staff("何教官", Role.TRAINER))
    return desk


def test_without_courses_the_page_says_so(seated):
    assert "还没有课" in text_of(seated.get(HERE))


def test_a_course_shows_its_quiz_and_each_question_with_what_is_not_known_yet(world, seated):
    course, questions = first_course()
    world.house.courses.publish(course, questions, by="test")

    assert course.title in text_of(seated.get(HERE))
    page = text_of(seated.get(f"{HERE}/{course.course_id}"))
    assert f"抽 {course.quiz.draw} 道" in page and "还算不出" in page and "题目统计" in page


def test_an_unknown_course_is_not_found(seated):
    assert seated.get(f"{HERE}/nothing").status_code == 404
