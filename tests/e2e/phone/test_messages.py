"""Leave to send one message: asked once after a duty, never again after a no; added and mended in the inbox."""

from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import expect

from tests.e2e.phone.member_scenes import decorated
from tests.e2e.phone.scenes import served, signed_in

pytestmark = pytest.mark.browser
TEMPLATE = "TmplHonourAwarded00000000000000000000000001"
QUESTION = "得了勋章，告诉您一声？"


@pytest.fixture(autouse=True)
def sending(watch):
    """The force sends one kind of message through WeChat."""
    watch.world.house.notices.templates["honour-awarded"] = TEMPLATE


def left(watch, template: str = "honour-awarded") -> int:
    """How many messages of a kind the server may still send."""
    grants = watch.volunteer.get("/v1/me/inbox").json["grants"]
    return next(grant["left"] for grant in grants if grant["template"] == template)


def test_a_message_is_allowed_once_after_a_duty_and_not_asked_for_while_one_is_left(hand, watch):
    page = hand.open(f"pages/summary/index?{served(watch, hand)}")
    hand.tap("好，回家")
    expect(page.get_by_text(QUESTION)).to_be_visible()
    assert left(watch) == 0

    page.get_by_role("button", name="好，告诉我一次").dblclick()
    page.wait_for_function("() => document.body.dataset.route === 'pages/home/index'")

    assert left(watch) == 1
    duty = watch.volunteer.get("/v1/duty/sessions").json["items"][0]["session_id"]
    hand.kill().open(f"pages/summary/index?id={duty}")
    hand.tap("好，回家")
    page.wait_for_function("() => document.body.dataset.route === 'pages/home/index'")


@pytest.mark.parametrize("shut", ["messages-off", "messages-never", "messages-ban"])
def test_who_shut_the_door_for_good_is_not_asked_again(hand, watch, shut):
    query = served(watch, hand)
    if shut != "messages-off":  # WeChat remembers it of the panel in which it was said
        hand.refuse(shut).open("me/inbox/index")
        hand.tap("添加")
        hand.page.get_by_text("消息都在这里").wait_for()
    else:
        hand.refuse(shut)

    page = hand.kill().open(f"pages/summary/index?{query}")
    hand.tap("好，回家")

    page.wait_for_function("() => document.body.dataset.route === 'pages/home/index'")
    assert (hand.kept("no-messages"), left(watch)) == (None, 0)


@pytest.mark.parametrize("no", ["WeChat's", "ours"])
def test_after_a_no_nobody_asks_for_thirty_days(hand, watch, no):
    query = served(watch, hand)
    page = hand.open(f"pages/summary/index?{query}")
    hand.tap("好，回家")
    if no == "ours":
        hand.tap("不用了")
    else:
        hand.refuse("messages").tap("好，告诉我一次")
    page.wait_for_function("() => document.body.dataset.route === 'pages/home/index'")

    hand.kill().refuse().open(f"pages/summary/index?{query}")
    hand.tap("好，回家")
    page.wait_for_function("() => document.body.dataset.route === 'pages/home/index'")
    assert left(watch) == 0
    quiet = datetime.fromtimestamp(hand.kept("no-messages")["honour-awarded"] / 1000, UTC)
    assert quiet.date() == watch.world.clock().date() + timedelta(days=30)


def test_in_the_inbox_messages_are_added_and_a_closed_door_leads_to_the_settings(hand, watch):
    decorated(watch, hand)
    signed_in(watch, hand)
    page = hand.refuse("messages-never").open("me/inbox/index")
    hand.tap("添加")
    expect(page.get_by_text("您选过不再提醒")).to_be_visible()
    hand.tap("去设置里打开")
    hand.answer("都允许")
    expect(page.get_by_text("您选过不再提醒")).to_be_hidden()

    hand.tap("添加")

    expect(page.get_by_text("微信还能提醒您 1 次")).to_be_visible()
    assert left(watch) == 1
