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


def test_a_member_sees_the_shift_of_the_evening_on_home(member, watch):
    shift_id = watch.shift(begins_in=timedelta(minutes=13))
    watch.volunteer.post(f"/v1/shifts/{shift_id}/signup")

    page = member.open("pages/arrive/index")
    member.tap("同意，用微信进入")

    expect(page.get_by_text("现在就能打卡")).to_be_visible()
    expect(page.get_by_text("南塘夜市")).to_be_visible()
