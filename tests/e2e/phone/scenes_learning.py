"""Screens of who learns: courses, one of them, its quiz, its result."""

from shouwang_local.force.course.in_training import first_course
from tests.e2e.phone.member_scenes import on_the_roll
from tests.e2e.phone.phone import Phone
from tests.e2e.phone.scenes import Scene, signed_in
from tests.integration.duty.conftest import Watch
from tests.integration.training.taker import COURSE, Taker


def course(watch: Watch, phone: Phone) -> str:
    """The first course is given, 张队员 has not begun."""
    watch.world.house.courses.publish(*first_course(), by="test")
    signed_in(watch, phone)
    return f"id={COURSE}"


def begun(watch: Watch, phone: Phone) -> str:
    """张队员 has answered six questions of twenty."""
    course(watch, phone)
    taker = Taker.starts(watch.volunteer)
    for n in range(6):
        taker.save(n, [0])
    return f"attempt={taker.paper['attempt_id']}"


def answered(watch: Watch, phone: Phone) -> str:
    """张队员 has answered everything and not handed in."""
    course(watch, phone)
    taker = Taker.starts(watch.volunteer)
    taker.answer_all()
    return f"attempt={taker.paper['attempt_id']}"


def handed_in(watch: Watch, phone: Phone) -> str:
    """张队员 has passed with three wrong answers."""
    on_the_roll(watch, ("01-01-0002", watch.volunteer))
    course(watch, phone)
    taker = Taker.starts(watch.volunteer)
    taker.answer_all(wrong_ones=3)
    assert taker.submit().status_code == 200
    watch.world.deliver()
    return f"attempt={taker.paper['attempt_id']}"


SCENES = (
    Scene("train/courses/index", "courses", begun, "接着做"),
    Scene("train/course/index", "course", course, "开始答题"),
    Scene("train/quiz/index", "quiz", begun, "7 / 20"),
    Scene("train/result/index", "result", handed_in, "错了 3 题"),
)
