"""排班: the week of a unit, one shift with its people, weekly patterns; who is short stands first."""

from datetime import timedelta

import pytest

from shouwang.kernel.actor import Role
from shouwang.roster.models import Volunteer
from tests.integration.console.desk import text_of
from tests.integration.console.watch import on_duty, squadron
from tests.world import FORCE, SQUADRON

HOME = "/console/shifts"
FORM = {
    "unit_path": SQUADRON,
    "point_number": "042",
    "duty_type": "patrol",
    "capacity": "6",
    "minimum_team": "3",
    "request_id": "a-request-of-its-own",
}
SHIFT = {**FORM, "starts_at": "2026-11-25T19:00", "ends_at": "2026-11-25T22:00"}


@pytest.fixture
def watch(world):
    return squadron(world)


@pytest.fixture
def seated(watch, desk):
    desk.sign_in(watch.leader)
    return desk


def test_an_empty_week_says_what_to_do_next(seated):
    page = text_of(seated.get(HOME))

    assert "夜市中队 11 月 23 日到 11 月 29 日 0 班" in page and "这一周还没有排班" in page


def test_the_week_shows_each_shift_and_the_short_ones_first(watch, seated):
    watch.shift(begins_in=timedelta(days=1))

    page = text_of(seated.get(HOME))

    assert "1 班不足三人，还缺 3 人" in page
    assert "先补这些" in page and "周二 24 日 19:00 治安巡逻 042 南塘夜市 夜市中队 0 / 5，缺 3" in page
    assert "19:00 至 22:30 042 南塘夜市 0 / 5，缺 3" in page


def test_the_commander_sees_brigades_summed_up(watch, desk, world):
    watch.shift(begins_in=timedelta(days=1))
    desk.sign_in(world.staff("陈支队", Role.COMMANDER, FORCE))

    assert "南塘大队 1 班 缺 3 柳林大队" in text_of(desk.get(HOME))


def test_a_shift_is_made_once_however_often_the_form_comes(seated):
    page = seated.get(f"{HOME}/new")

    first, again = (seated.post(f"{HOME}/new", page, **SHIFT) for _ in range(2))

    assert (first.status_code, again.status_code) == (303, 303)
    assert "1 班" in text_of(seated.get(f"{HOME}?week=2026-11-25"))


def test_a_refused_shift_comes_back_with_each_fault_beside_its_field(seated):
    page = seated.get(f"{HOME}/new")

    refused = seated.post(f"{HOME}/new", page, **{**SHIFT, "minimum_team": "9", "ends_at": "2026-11-26T19:00"})

    words = text_of(refused)
    assert (refused.status_code, "最少人数在 1 和总人数之间" in words) == (400, True)
    assert "要在开始之后，最长 12 小时" in words
    assert 'value="2026-11-26T19:00"' in refused.get_data(as_text=True)


def test_a_shifts_page_lists_who_is_on_it_for_the_eye_and_for_paper(watch, desk):
    shift = on_duty(watch)
    desk.sign_in(watch.leader)

    page = text_of(desk.get(f"{HOME}/{shift}"))

    assert "11 月 23 日周一 19:30 至 23:00" in page and "班里的人 3 人" in page
    assert "阿卜杜热西提·麦麦提吐尔逊 01-01-0011" in page and "望澜区义警支队 班次名单" in page


def test_a_roll_is_called_for_those_ticked_and_each_outcome_is_told(watch, desk):
    shift = on_duty(watch)
    desk.sign_in(watch.leader)
    known = [Volunteer("01-01-0002", watch.volunteer.person_id, "张队员", SQUADRON, watch.world.clock().date())]
    watch.world.house.roster.put_volunteers(known, {})
    page = desk.get(f"{HOME}/{shift}")

    form = {"way": "in", "reason": "没带手机", "request_id": "a-request-of-its-own"}
    none = desk.post(f"{HOME}/{shift}/call", page, **form)
    done = desk.post(f"{HOME}/{shift}/call", page, **form, **{"on_01-01-0002": "yes"})

    assert (none.status_code, "一个人也没有勾" in text_of(none)) == (400, True)
    assert done.status_code == 303
    assert "01-01-0002 记下了" in text_of(desk.get(f"{HOME}/{shift}"))


def test_calling_a_shift_off_asks_for_a_reason_and_tells_everybody(watch, seated):
    shift = watch.shift(begins_in=timedelta(days=2))
    page = seated.get(f"{HOME}/{shift}")

    bare = seated.post(f"{HOME}/{shift}/cancel", page, request_id="a-request-of-its-own", reason="")
    done = seated.post(f"{HOME}/{shift}/cancel", page, request_id="a-request-of-its-own", reason="台风")

    assert (bare.status_code, "取消这一班" in text_of(bare)) == (400, True)
    assert (done.status_code, "现在 取消了" in text_of(seated.get(f"{HOME}/{shift}"))) == (303, True)


def test_somebody_is_taken_off_a_shift_with_a_reason(watch, seated):
    shift = watch.shift(begins_in=timedelta(days=2))
    watch.volunteer.post(f"/v1/shifts/{shift}/signup", {})
    page = seated.get(f"{HOME}/{shift}")

    form = {"person": watch.volunteer.person_id, "reason": "家里有事", "request_id": "a-request-of-its-own"}
    done = seated.post(f"{HOME}/{shift}/release", page, **form)

    assert (done.status_code, "还没有人报这一班" in text_of(seated.get(f"{HOME}/{shift}"))) == (303, True)


def test_a_weekly_pattern_plans_two_weeks_and_ends(seated):
    page = seated.get(f"{HOME}/patterns")
    form = {**FORM, "begins": "19:30", "lasts_min": "180", "first": "2026-11-23", "days": ["1", "5"]}

    none = seated.post(f"{HOME}/patterns", page, **{**form, "days": []})
    made = seated.post(f"{HOME}/patterns", page, **form)
    shown = seated.get(f"{HOME}/patterns")
    pattern = shown.get_data(as_text=True).split('name="pattern_id" value="')[1].split('"')[0]
    ended = seated.post(
        f"{HOME}/patterns/end", shown, unit_path=SQUADRON, pattern_id=pattern, request_id="another-request"
    )

    assert (none.status_code, made.status_code, ended.status_code) == (400, 303, 303)
    assert "哪几天 至少选一天" in text_of(none)
    assert "周一、五 19:30 至 22:30 042 南塘夜市 治安巡逻 6 12 月 7 日" in text_of(shown)
    assert "还没有模板" in text_of(seated.get(f"{HOME}/patterns"))


def test_another_units_leader_finds_no_week_and_no_shift(watch, desk):
    shift = watch.shift(begins_in=timedelta(days=2))
    desk.sign_in(watch.stranger)

    assert desk.get(f"{HOME}?unit={SQUADRON}").status_code == 404
    assert desk.get(f"{HOME}/{shift}").status_code == 404
