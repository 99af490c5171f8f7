"""积分办法 through the console: read by leaders, changed as a form, tried on a season, switched on once."""

import re

import pytest

from shouwang.kernel.actor import Role
from tests.integration.assessment.conftest import Ledger
from tests.integration.assessment.test_rules import season as served_season
from tests.integration.console.desk import proof_in, text_of
from tests.integration.console.people import commander
from tests.integration.console.test_units import sent

HOME = "/console/rules"
DRAFT, PREVIEW = f"{HOME}/draft", f"{HOME}/preview"


@pytest.fixture
def seated(world, desk):
    """赵支队's browser over a force with last season's points."""
    served_season.__wrapped__(world, Ledger(world))
    desk.sign_in(commander(world))
    return desk


def filled(page):
    """Every field of the draft as it stands on the page, in order; what a browser sends."""
    form = page.text.split(f'action="{PREVIEW}"')[1].split("</form>")[0]
    told = {}
    for name, value in re.findall(
        r'<input (?:class="field"|type="hidden")[^>]*? ?name="(\w+)"[^>]*? value="([^"]*)"', form
    ):
        told.setdefault(name, []).append(value)
    for name, inner in re.findall(r'<select class="field"[^>]*? name="(\w+)".*?>(.*?)</select>', form, re.DOTALL):
        chosen = re.search(r'value="([^"]*)" selected', inner) or re.search(r'value="([^"]*)"', inner)
        told.setdefault(name, []).append(chosen[1])
    return told


def tried(desk, page, **changes):
    """The draft sent with some fields changed."""
    return desk.browser.post(PREVIEW, data={"csrf": proof_in(page), **filled(page), **changes})


# What a draft needs so that hours of the night count twice.
NIGHT = {
    "times_name": "夜间值守",
    "times_rule": "hours",
    "times_percent": "200",
    "when_for": "times",
    "when_night": "yes",
}


def test_every_version_says_in_words_what_its_rules_give(seated, desk_of):
    told, reading = text_of(seated.get(HOME)), desk_of(Role.SQUADRON_LEADER)

    assert "第 1 版，现在用的" in told and "执勤时长 每满 6 分钟 1 分 计入上限" in told
    assert "任务评分 评 5 分得 5，评 4 分得 3，评 3 分得 1" in told
    assert "迟到 一次 \u22125 分 16 以上" in told and "每天上限 80 分" in told
    assert "改一版新的" in told
    assert "改一版新的" not in text_of(reading.get(HOME))
    assert reading.get(DRAFT).status_code == 403


def test_a_draft_is_tried_on_last_season_and_tells_who_would_move_and_why_then_switched_on(world, seated):
    page = seated.get(DRAFT)
    asked = tried(seated, page, **NIGHT)
    again = tried(seated, page, **NIGHT)
    waits = seated.get(asked.location)
    world.work()
    done = seated.get(asked.location)

    assert asked.status_code == 303 and again.location == asked.location
    assert "排上队了" in text_of(waits) and 'http-equiv="refresh"' in waits.text
    told = text_of(done)
    assert "01-01-0002 夜市中队 2 → 1 40 80 +40 执勤时长 40 → 80" in told
    assert "夜市中队 2 100 140 1 1" in told
    address = f"{asked.location}/keep"
    early = sent(seated, done, address, from_on="2026-11-23")
    kept = sent(seated, done, address, from_on="2026-12-01")
    twice = sent(seated, done, address, from_on="2026-12-01")
    stale = sent(seated, done, address, request_id="another-form", from_on="2026-12-02")

    assert early.status_code == 400 and "最早从明天开始" in text_of(early) and 'value="2026-11-23"' in early.text
    assert kept.status_code == 303 and twice.status_code == 303 and stale.status_code == 409
    assert "第 2 版 2026-12-01 起" in text_of(seated.get(HOME))
    assert "夜间按 200%（夜间值守）" in text_of(seated.get(HOME))


def test_a_refused_draft_comes_back_with_every_fault_and_what_was_typed(seated):
    page = seated.get(DRAFT)
    fields = filled(page)
    points, kept = list(fields["points"]), list(fields["kept"])
    kept[0], points[2], points[3] = "no", "许多", "0"

    unread = tried(seated, page, points=points, kept=kept, month_cap="10")
    points[2] = "20"
    unsound = tried(seated, page, points=points, kept=kept, month_cap="10")

    assert unread.status_code == 400 and "写整数" in text_of(unread) and 'value="许多"' in unread.text
    told = text_of(unsound)
    assert unsound.status_code == 400
    assert "每月上限不能比每天的小" in told and "没有写多少分" in told
    row = unsound.text.rpartition("没有写多少分")[2].split("</td>")[0]
    assert 'aria-label="按时满勤，多少分"' in row


def test_one_goes_on_from_a_draft_that_was_tried(world, seated):
    page = seated.get(DRAFT)
    more = {"new_name": "线索奖励", "new_fact": "clue", "new_points": "15", "when_for": "new", "when_levels": "0"}
    first = tried(seated, page, **more).location
    world.work()

    onward = seated.get(f"{DRAFT}?base={first.rpartition('/')[2]}")

    assert 'value="线索奖励"' in onward.text
    assert seated.get(f"{DRAFT}?base=v9").status_code == 404
    assert seated.get(f"{HOME}/previews/nobodys-job").status_code == 404


ALL = {
    "when_night": "no",
    "when_weekend": "yes",
    "when_levels": "1 2",
    "when_from": "10",
    "when_to": "30",
    "when_marks": ["4", "5"],
    "when_duty_types": ["market"],
    "when_units": ["D1/B01"],
}
SAYS = "不在夜间；周末；级别 1、2；任务 商圈夜市安保；单位 南塘大队；评分 4、5；10 以上；30 以内"


def test_a_new_rule_may_deduct_under_every_condition_that_rules_know(seated):
    more = {"new_name": "慢出警", "new_fact": "call-out", "new_points": "-3", "new_capped": "yes"}

    tried_on = seated.get(tried(seated, seated.get(DRAFT), **more, **ALL, when_for="new").location)

    assert f"慢出警 一次 \u22123 分 {SAYS}；计入上限" in text_of(tried_on)


def test_a_rule_and_a_multiplier_that_are_there_take_other_conditions(seated):
    job = tried(seated, seated.get(DRAFT), **NIGHT).location.rpartition("/")[2]
    onward = f"{DRAFT}?base={job}"

    rule = seated.get(tried(seated, seated.get(onward), when_for="rule-0", when_weekend="yes").location)
    times = seated.get(tried(seated, seated.get(onward), when_for="times-0-0", when_weekend="no").location)

    assert "执勤时长 每满 6 分钟 1 分 周末；夜间按 200%（夜间值守）；计入上限" in text_of(rule)
    assert "执勤时长 每满 6 分钟 1 分 不在周末按 200%（夜间值守）；计入上限" in text_of(times)


def test_conditions_for_nothing_and_those_that_never_hold_are_refused(seated):
    page = seated.get(DRAFT)

    loose = tried(seated, page, when_night="yes")
    unnamed = tried(seated, page, when_night="yes", when_for="new")
    never = tried(seated, page, when_for="rule-0", when_from="9", when_to="3")

    assert [it.status_code for it in (loose, unnamed, never)] == [400, 400, 400]
    assert "选给哪一条" in text_of(loose) and "选给哪一条" in text_of(unnamed)
    assert "这个条件永远不会成立" in text_of(never) and 'value="9"' in never.text
