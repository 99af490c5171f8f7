"""没学完的: which courses are required until when, who has not finished one, and the whole list as a file."""

from datetime import date

import pytest
from msgspec.structs import replace

from shouwang.kernel.actor import Role
from shouwang.platform.dynamo import commit
from shouwang.training import store
from shouwang.training.models import Standing
from shouwang_local.force.course.in_training import first_course
from tests.integration.console.desk import text_of
from tests.integration.console.people import members, squadron_leader
from tests.integration.console.test_units import sent
from tests.world import OTHER_SQUADRON, SQUADRON

HERE = "/console/unfinished"


@pytest.fixture
def course(world):
    """A course that every volunteer must take by the end of November, and that 张队员 has passed."""
    course, questions = first_course()
    member = members(world)
    due = replace(course, for_units=(), for_posts=("volunteer",), due_on=date(2026, 11, 30))
    passed = Standing(member.person_id, course.course_id, best_score=95, valid_until=date(2027, 11, 1), version=1)
    commit(store.kept_standing(passed))
    return world.house.courses.publish(due, questions, by="test")


@pytest.fixture
def seated(world, desk, course):
    desk.sign_in(squadron_leader(world))
    return desk


def one(course, **more):
    return f"{HERE}?course={course.course_id}" + "".join(f"&{name}={value}" for name, value in more.items())


def test_the_courses_that_are_required_are_listed_by_their_day_and_others_not(world, seated, course):
    trainer = world.staff("何教官", Role.TRAINER)
    free = {"title": "自愿学的", "quiz": {"draw": 1}, "bank": course.course_id}
    assert trainer.put("/v1/courses/free", free).status_code == 200

    told = text_of(seated.get(HERE))

    assert f"{course.title} 11 月 30 日 还有" in told
    assert "自愿学的" not in told


def test_who_has_not_finished_is_listed_of_the_own_units_alone(world, seated, course):
    mine = text_of(seated.get(one(course)))
    other = seated.get(one(course, unit=OTHER_SQUADRON))

    assert "阿卜杜热西提·麦麦提吐尔逊 01-01-0002 夜市中队 还没开始" in mine
    assert "张队员" not in mine.partition("最好成绩")[2] and "周㛃" not in mine
    assert "最晚 11 月 30 日学完" in mine
    assert other.status_code == 404
    assert seated.get(f"{HERE}?course=nothing").status_code == 404


def test_a_course_for_leaders_lists_leaders_who_lack_it(world, seated, course):
    world.house.courses.publish(replace(course, for_posts=("squadron_leader",)), first_course()[1], by="test")

    assert "都学完了" in text_of(seated.get(one(course)))


def test_the_whole_list_is_made_once_and_with_a_fresh_proof(world, seated, course):
    page = seated.get(one(course))
    asked = [
        sent(seated, page, f"{HERE}/export", format="csv", unit=SQUADRON, course=course.course_id) for _ in range(2)
    ]
    world.work()
    made = seated.get(f"{asked[0].location}/files/0").data.decode("utf-8-sig")
    world.clock.advance(minutes=6)
    late = sent(seated, page, f"{HERE}/export", request_id="form-late", unit=SQUADRON, course=course.course_id)
    outside = sent(seated, page, f"{HERE}/export", request_id="form-out", unit="D1/B02", course=course.course_id)

    assert asked[0].status_code == 303 and asked[0].location == asked[1].location
    assert made.splitlines() == [
        "编号,姓名,单位,情况,最好成绩,有效期到,最晚学完",
        f"01-01-0002,阿卜杜热西提·麦麦提吐尔逊,{SQUADRON},还没开始,,,2026-11-30",
    ]
    assert late.status_code == 307 and late.location.startswith("/console/proof?act=")
    assert outside.status_code == 404


def test_who_neither_teaches_nor_leads_has_no_such_page(desk_of):
    assert desk_of(Role.AUDITOR).get(HERE).status_code == 403
