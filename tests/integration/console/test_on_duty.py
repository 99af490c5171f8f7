"""此刻在岗: the same places on the map and in the table, who is missing, what comes next."""

import re
from datetime import timedelta

import pytest

from shouwang.kernel.actor import Role
from tests.integration.console.desk import text_of
from tests.integration.console.watch import on_duty, squadron
from tests.world import FORCE

HERE = "/console/duty"


@pytest.fixture
def watch(world):
    return squadron(world)


def test_nobody_on_duty_says_where_to_look_next(watch, desk):
    desk.sign_in(watch.leader)

    page = text_of(desk.get(HERE))

    assert "现在没有人在岗" in page and "六小时内没有班" in page and "看排班" in page


def test_a_short_place_stands_first_in_red_with_who_is_there_and_who_is_missing(watch, desk):
    on_duty(watch)
    desk.sign_in(watch.leader)

    page = desk.get(HERE)

    words, html = text_of(page), page.get_data(as_text=True)
    assert "2 人，1 处" in words
    assert "不足，先看这里 1 042 南塘夜市 治安巡逻 阿卜杜热西提·麦麦提吐尔逊、何远舟 2 19:25" in words
    assert "张队员 01-01-0002 042 南塘夜市，19:30 的班 15 分钟" in words
    assert (
        'class="spot short" id="spot-042" data-place="042" href="#at-042" aria-label="042 南塘夜市，2 人，不足"' in html
    )
    assert 'id="at-042" data-place="042"' in html


def test_a_full_team_is_not_short_and_the_map_says_the_message_in_words(watch, desk):
    on_duty(watch, 3)
    desk.sign_in(watch.leader)

    html = desk.get(HERE).get_data(as_text=True)

    assert 'aria-label="现在 3 人在岗，1 处，0 处不足"' in html
    assert "不足，先看这里 1" not in html


def test_a_shift_without_anybody_on_duty_is_the_shortest_place_of_all(watch, desk):
    watch.shift()
    watch.world.clock.advance(minutes=10)
    desk.sign_in(watch.leader)

    assert "042 南塘夜市 治安巡逻 没有人 0 没到" in text_of(desk.get(HERE))


def test_what_comes_next_says_how_many_it_lacks(watch, desk):
    watch.shift(begins_in=timedelta(hours=2))
    desk.sign_in(watch.leader)

    assert (
        "接下来 看排班 六小时内 1 班 接下来的班 几点 任务 集结点 报了 21:00 治安巡逻 042 南塘夜市 0 人，缺 3"
        in text_of(desk.get(HERE))
    )


def test_the_commander_sees_brigades_as_tabs_with_their_people(watch, desk, world):
    on_duty(watch)
    desk.sign_in(world.staff("陈支队", Role.COMMANDER, FORCE))

    whole, other = text_of(desk.get(HERE)), text_of(desk.get(f"{HERE}?unit=D1/B02"))

    assert "全部 2 人 南塘大队 2 人 柳林大队 0 人" in whole
    assert "现在没有人在岗" in other and "南塘大队 2 人" in other


def test_a_leader_sees_nothing_of_another_unit(watch, desk):
    on_duty(watch)
    desk.sign_in(watch.stranger)

    assert "张队员" not in text_of(desk.get(HERE))
    assert desk.get(f"{HERE}?unit=D1/B01/S01").status_code == 404


def test_figures_are_asked_for_anew_in_place_and_are_no_live_region(watch, desk):
    on_duty(watch)
    desk.sign_in(watch.leader)

    html = desk.get(HERE).get_data(as_text=True)

    live = html[html.index('<div id="live"') :]
    assert 'hx-get="/console/duty" hx-trigger="every 60s" hx-target="this" hx-select="#live"' in live
    assert re.search(r"aria-live|role=\"status\"", live) is None
    assert '<a class="bare" id="refresh" href="/console/duty">现在更新</a>' in live


def test_the_page_costs_a_page_of_people_the_units_and_the_short_shifts(watch, desk):
    on_duty(watch)
    desk.sign_in(watch.leader)

    told = desk.get(HERE).headers["Server-Timing"]

    assert told.endswith(
        "store;desc=5"
    )  # the session, who is on duty, the shifts of one unit, the roster of the short one
