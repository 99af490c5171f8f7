"""From a stranger to home."""

from datetime import timedelta

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser


def test_a_stranger_reads_the_promises_agrees_and_is_asked_for_the_number(hand, world):
    page = hand.as_("新来的人").open("pages/home/index")
    expect(page.get_by_text("先把话说明白")).to_be_visible()

    hand.tap("同意，用微信进入")

    expect(page.get_by_text("您是队里的人吗？")).to_be_visible()
    assert hand.kept("me")["consents"] == ["service"]


def test_who_has_large_letters_is_offered_elder_mode_once_and_may_change_it(member):
    def offer(font_px: int):
        page = member.letters(font_px).open("pages/home/index")
        page.get_by_text("今天没有您的班").wait_for()
        return page.get_by_text("这里也换成大字？")

    member.sign_in()
    expect(offer(16)).to_be_hidden()
    expect(offer(24)).to_be_visible()
    member.tap("换成大字")
    expect(member.page.locator(".shell.elder .shell-tab-name")).to_have_text(["今日", "时长", "我的"])
    member.open("me/settings/index")
    member.tap("大字")
    expect(member.page.locator(".shell.usual")).to_be_visible()

    assert (member.kept("settings")["elder"], member.kept("settings")["asked"]) == (False, True)
    member.restart()
    expect(offer(24)).to_be_hidden()


def test_a_member_sees_the_shift_of_the_evening_on_home(member, watch):
    shift_id = watch.shift(begins_in=timedelta(minutes=13))
    watch.volunteer.post(f"/v1/shifts/{shift_id}/signup")

    page = member.open("pages/arrive/index")
    member.tap("同意，用微信进入")

    expect(page.get_by_text("现在就能打卡")).to_be_visible()
    expect(page.get_by_text("南塘夜市")).to_be_visible()
