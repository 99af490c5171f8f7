"""星级公示 through the console: seen by leaders, ruled once by somebody else over what was seen."""

import re

import pytest

from shouwang.kernel.actor import Role
from tests.integration.console.desk import text_of
from tests.integration.console.honoured import objected, shown_star
from tests.integration.console.people import commander
from tests.integration.console.test_units import sent
from tests.world import OTHER_SQUADRON

HOME = "/console/stars"
WHY = "查过监控，是本人打的卡"


@pytest.fixture
def case(world, desk):
    """赵支队's browser, and the address of an objection to 张队员's star."""
    _, shown = shown_star(world)
    objected(world, shown)
    desk.sign_in(commander(world))
    return re.search(rf'href="({HOME}/\w+/\w+)"', desk.get(HOME).text)[1]


def test_stars_in_publicity_are_shown_with_their_days_and_objections_to_who_rules(world, desk, case, other_desk):
    other_desk.sign_in(world.staff("外队长", Role.SQUADRON_LEADER, OTHER_SQUADRON))

    told, elsewhere = text_of(desk.get(HOME)), text_of(other_desk.get(HOME))

    assert "张队员 01-01-0001 一星服务之星 夜市中队 102 小时 15 分" in told
    assert "1 件异议等人定" in told and "他那几天不在" in told
    assert "张**" in elsewhere and "张队员" not in elsewhere and "他那几天不在" not in elsewhere
    assert other_desk.get(case).status_code == 403


def test_objections_of_strangers_are_told_beside_those_that_hold_the_star(world, desk, case):
    star_id = case.split("/")[3]
    world.house.stars.object_publicly("203.0.113.9", star_id, "路人甲", "那天我在，没有看见他")

    told = text_of(desk.get(HOME))

    assert "1 件异议等人定 没登录的人提了 1 件，不拦公示" in told
    assert "登录的人提的 1 件，没登录的人提的 1 件" in text_of(desk.get(case))


def test_an_objection_is_ruled_once_and_the_star_goes_on(desk, case):
    page = desk.get(case)
    empty = sent(desk, page, f"{case}/ruling", why="嗯")
    done = sent(desk, page, f"{case}/ruling", upheld="false", why=WHY)
    said = text_of(desk.get(done.location))
    same = sent(desk, page, f"{case}/ruling", upheld="false", why=WHY)
    late = sent(desk, page, f"{case}/ruling", request_id="another-form", upheld="true", why=WHY)

    assert empty.status_code == 400 and ">嗯</textarea>" in empty.text and "选一样" in text_of(empty)
    assert "裁定不成立，提的人收到了" in said and f"不成立 刚刚 「{WHY}」" in said
    assert same.status_code == 303 and late.status_code == 409
    assert "这件异议已经定过了" in text_of(late)
    assert "没有等人定的异议" in text_of(desk.get(HOME))


def test_a_ruling_over_a_star_that_changed_meanwhile_is_told_so_and_loses_no_word(world, desk, case):
    page = desk.get(case)
    objected(world, case.split("/")[3], "李队员", 3)

    stale = sent(desk, page, f"{case}/ruling", upheld="true", why=WHY)
    anew = sent(desk, stale, f"{case}/ruling", upheld="true", why=WHY)

    assert stale.status_code == 409 and "内容已经变了" in text_of(stale) and f">{WHY}</textarea>" in stale.text
    assert anew.status_code == 303
    assert "现在没有公示的星" in text_of(desk.get(HOME))


def test_whose_star_it_is_and_who_objected_do_not_rule(world, case, desk_of, other_desk):
    auditor = desk_of(Role.AUDITOR)
    page = auditor.get(case)
    chief = commander(world)
    chief.post(f"/v1/stars/{case.split('/')[3]}/objections", {"text": "我也看见别人代打"})
    other_desk.sign_in(chief)
    mine = next(found for found in re.findall(rf'href="({HOME}/\w+/\w+)"', other_desk.get(HOME).text) if found != case)

    assert "这样裁定" in text_of(page)
    told = other_desk.get(mine)
    assert "要由另一个人来定" in text_of(told) and "这样裁定" not in text_of(told)
    forced = other_desk.post(
        f"{mine}/ruling", told, request_id="a-form-by-hand", version=3, upheld="false", why="我自己定"
    )
    assert forced.status_code == 403
