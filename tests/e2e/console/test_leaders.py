"""What a leader decides, in Chromium: signed in by scan, a correction approved; a certificate revoked, as strangers see it."""

import re

import pytest
from playwright.sync_api import expect

from tests.e2e.console.conftest import Seat
from tests.integration.console.honoured import certified
from tests.integration.console.people import commander
from tests.integration.console.watch import corrected, squadron

pytestmark = pytest.mark.browser


def test_a_leader_signs_in_by_scan_and_approves_a_correction(world, desk: Seat):
    watch = squadron(world)
    corrected(watch)
    page = desk.sign_in(watch.leader)

    desk.open("/console/corrections")
    page.get_by_role("link", name=re.compile("张队员")).first.click()
    page.get_by_role("textbox").fill("看过凭据，属实")
    page.get_by_role("button", name="补卡通过").click()

    expect(page.get_by_role("status")).to_contain_text("张队员")
    expect(page.get_by_role("heading", name="补卡都核完了")).to_be_visible()


def test_a_certificate_is_revoked_and_the_stranger_who_scans_it_reads_why(world, desk: Seat):
    chief = commander(world)
    certified(world, chief)
    desk.take(chief)
    page = desk.open("/console/honours")

    page.get_by_role("link", name="年度优秀义警").click()
    expect(page.get_by_role("img", name=re.compile("年度优秀义警"))).to_be_visible()
    code = page.get_by_role("link", name="验真页").last.get_attribute("href").rpartition("/")[2]
    page.locator("summary", has_text="撤销").click()
    page.get_by_label("原因，本人和验真的人都看得到").first.fill("名单报错了，他没有参加")
    page.get_by_role("button", name="撤销这份荣誉").click()

    expect(page.get_by_role("heading", name="已撤销，不再出示")).to_be_visible()
    expect(page.get_by_text("撤销了，验真页已经这样说")).to_be_visible()
    assert "已撤销" in world.client.get(f"/c/{code}").get_data(as_text=True)
