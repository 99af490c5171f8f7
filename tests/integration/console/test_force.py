"""全队设置 and 健康 through the console: rules kept on the version seen with their past; dead letters sent again."""

import re

import pytest
from hypothesis import given, strategies as st
from msgspec.structs import replace

from shouwang.kernel.problem import Invalid
from shouwang.platform.dynamo import commit
from shouwang.platform.outbox import TRIES, emit
from shouwang.roster.rules.settling import changes, check_force
from tests.integration.console.desk import text_of
from tests.integration.console.people import administrator, squadron_leader
from tests.world import small_force

RULES, HEALTH = "/console/force", "/console/health"


@pytest.fixture
def seated(world, desk):
    """孙管理's browser."""
    desk.sign_in(administrator(world))
    return desk


def fields_of(page):
    """Every field of the page's form as it stands, but for its proof."""
    form = page.get_data(as_text=True).split(f'action="{RULES}"')[1].split("</form>")[0]
    inputs = re.findall(
        r'<input(?=[^>]*type="(?:hidden|number)")[^>]*name="((?!csrf)[\w.]+)"[^>]*value="([^"]*)"', form
    )
    return {**dict(inputs), "cover_needed": "yes", "holidays": "2027-01-01", "make_up_days": ""}


def test_rules_are_kept_and_what_changed_stands_beside_them(world, seated):
    page = seated.get(RULES)
    answer = seated.post(RULES, page, **{**fields_of(page), "publicity_days": "7"})
    text = text_of(seated.get(RULES))

    assert answer.status_code == 303
    assert "公示 0 → 7，要保险 否 → 是，放假的工作日 0 天 → 1 天" in text and "管理员" in text
    assert world.house.roster.force().publicity_days == 7


def test_an_older_form_changes_nothing_and_keeps_what_was_typed(world, seated):
    page = seated.get(RULES)
    seated.post(RULES, page, **{**fields_of(page), "publicity_days": "7"})
    late = seated.post(RULES, page, **{**fields_of(page), "publicity_days": "3"})

    assert late.status_code == 409 and 'value="3"' in late.get_data(as_text=True)
    assert world.house.roster.force().publicity_days == 7


def test_what_cannot_be_meant_is_told_beside_its_field(world, seated):
    page = seated.get(RULES)
    wrong = {"youngest": "zwanzig", "holidays": "1 月 1 日"}
    text = text_of(seated.post(RULES, page, **{**fields_of(page), **wrong}))
    older = text_of(seated.post(RULES, page, **{**fields_of(page), "youngest": "70", "oldest": "65"}))

    assert "要一个整数" in text and "要写成 2027-01-01 这样" in text and "不能比最小年龄小" in older
    assert world.house.roster.force().youngest == 18


def test_a_leader_reads_the_rules_and_changes_none(world, desk):
    desk.sign_in(squadron_leader(world))

    assert "存下" not in text_of(desk.get(RULES))
    assert desk.get(HEALTH).status_code == 403


@given(st.integers(0, 300), st.integers(0, 300), st.integers(0, 90))
def test_rules_that_pass_have_an_age_from_to_and_a_publicity_that_ends(youngest, oldest, days):
    force = replace(small_force()[0], youngest=youngest, oldest=oldest, publicity_days=days)
    try:
        check_force(force)
    except Invalid:
        return
    assert 16 <= youngest <= oldest <= 200 and days <= 60
    assert changes(force, force) == {}


def test_a_dead_letter_is_shown_without_what_it_carries_and_is_sent_again_once(world, desk):
    commit(emit("nobody.listens", {"name": "不给人看"}, at=world.clock(), source="E1"))
    for _ in range(TRIES):
        for event in world.house.outbox.due():
            world.house.outbox.deliver(event)
        world.clock.advance(hours=1)
    desk.sign_in(administrator(world))
    for event in world.house.outbox.due():  # of signing in, which is told
        world.house.outbox.deliver(event)
    page = desk.get(HEALTH)
    assert "1 封 死信" in text_of(page) and "不给人看" not in text_of(page)

    told = {"request_id": "sent-again", "event_id": "nobody.listens#E1"}
    answers = [desk.post(f"{HEALTH}/retry", page, **told).status_code for _ in "12"]

    assert answers == [303, 404]
    assert "死信，一封也没有" in text_of(desk.get(HEALTH))
    assert [event.id for event in world.house.outbox.due()] == ["nobody.listens#E1"]


def test_work_that_failed_is_listed_with_its_words(world, seated):
    from tests.integration.console.test_points import brought
    from tests.integration.roster.lists import csv, row

    brought(seated, "members", csv(row(1, unit="没有的中队")), dry_run="no")
    world.work()
    text = text_of(seated.get(HEALTH))

    assert "导入队员" in text.split("没做成的后台工作")[-1] and "没做成" in text


def test_what_wechat_has_left_today_is_asked_when_wanted_and_told_in_words_when_it_does_not_answer(world, seated):
    plain, asked = text_of(seated.get(HEALTH)), text_of(seated.get(f"{HEALTH}?wechat=yes"))
    fault = {"path": "/cgi-bin/openapi/quota/get", "errcode": 48001, "times": 1}
    world.wechat.call("faults", faults=[fault])
    down = seated.get(f"{HEALTH}?wechat=yes")

    assert "问微信今天还剩多少" in plain and "发订阅消息" not in plain
    assert "发订阅消息 10,000,000" in asked
    assert down.status_code == 200 and "微信没有答" in text_of(down)
