"""The desk around the phone: what `make run` shows at /phone."""

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser


def test_a_newcomer_chooses_who_holds_the_phone_and_where_they_stand(hand, watch):
    page = hand.page
    page.set_viewport_size({"width": 1366, "height": 950})
    page.goto(f"{hand.url}/phone/")
    held = page.frame_locator("#phone")
    expect(held.get_by_text("先把话说明白")).to_be_visible()

    page.get_by_label("谁拿着").select_option("张队员")
    held.get_by_role("button", name="同意，用微信进入").click()
    expect(held.get_by_text("今天没有您的班")).to_be_visible()
    expect(page.locator("#point")).to_have_value("042")
    page.locator("#map").click(position={"x": 150, "y": 100})

    expect(page.locator("#where")).to_contain_text("圈是 150 米")
    state = page.evaluate("() => document.getElementById('phone').contentWindow.phoneHost.state()")
    assert (state["person"], state["accuracy"]) == ("张队员", 12)
    assert 28.4 < state["place"]["latitude"] < 28.6


def test_a_call_that_the_phone_does_not_know_throws(hand):
    hand.as_("新来的人").open("pages/arrive/index")

    said = hand.page.evaluate(
        "() => { try { return String(wx.chooseInvoice) } catch (fault) { return fault.message } }"
    )

    assert said == "wx.chooseInvoice is not in the phone"
