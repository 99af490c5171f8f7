"""A passkey in Chromium's own authenticator: added, then in with it, then the proof that lets a typed form go on."""

import pytest
from msgspec.structs import replace
from playwright.sync_api import expect

from shouwang.app import FUNCTIONS, House
from shouwang.kernel.actor import Role
from tests.e2e.console.conftest import seat
from tests.serving import listening

pytestmark = pytest.mark.browser
DEVICE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
}


@pytest.fixture
def named_url(world):
    """The console at a name, as passkeys need one, and told its own address."""
    with listening(host="localhost") as made:
        settings = replace(world.house.settings, public_url=made.url)
        made.app = House(settings, now=world.clock).app(*FUNCTIONS).flask
        yield made.url


def test_a_passkey_is_added_opens_the_door_and_proves_before_an_export(world, browser, named_url):
    desk = seat(world, named_url, browser)
    devices = desk.context.new_cdp_session(desk.page)
    devices.send("WebAuthn.enable")
    devices.send("WebAuthn.addVirtualAuthenticator", {"options": DEVICE})
    desk.take(world.staff("李队长", Role.SQUADRON_LEADER, "D1/B01/S01"))

    page = desk.open("/console/sessions")
    page.get_by_label("叫什么").fill("值班室电脑")
    page.get_by_role("button", name="在这台设备上添一把").click()
    expect(page.get_by_role("button", name="删掉值班室电脑")).to_be_visible()

    desk.context.clear_cookies()
    desk.open("/console/sign-in")
    page.get_by_role("button", name="用通行密钥登录").click()
    page.wait_for_url("**/console/today")

    world.clock.advance(minutes=6)
    desk.open("/console/imports")
    page.get_by_label("用途").fill("点名要用，印一份")
    page.get_by_role("button", name="导出", exact=True).click()
    page.get_by_role("button", name="用通行密钥证明").click()
    page.wait_for_url("**/console/jobs/*")

    assert desk.complaints == []
    desk.context.close()
