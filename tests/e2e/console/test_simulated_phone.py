"""Signing in as a newcomer on one machine does: the console in one window, somebody's phone in another."""

import pytest
from playwright.sync_api import expect

from shouwang.kernel.actor import Role
from tests.e2e.console.conftest import seat
from tests.serving import listening
from tests.world import build
from wechat_simulator import serve

pytestmark = pytest.mark.browser


@pytest.fixture
def two_windows(tmp_path, store, clock, browser):
    """A console and a simulator that know each other, and a window on each."""
    with listening() as made:
        simulator = serve(0, seed=1, backend=made.url)
        world = build(tmp_path, store, simulator.url, clock, "sqlite:///test")
        made.app = world.client.application
        world.staff("王招录", Role.RECRUITER)
        desk, phone = seat(world, made.url, browser), seat(world, simulator.url, browser)
        yield desk, phone
        desk.context.close()
        phone.context.close()
    simulator.close()
    store.engine.close()


def test_a_newcomer_signs_in_as_staff_by_pasting_the_code_on_a_simulated_phone(two_windows):
    desk, phone = two_windows
    code = desk.open("/console/sign-in").locator("code").inner_text()
    number = desk.page.locator(".number").inner_text()

    held = phone.open("/people/王招录")
    held.get_by_label("粘贴 scene").fill(code)
    held.get_by_role("button", name="扫码").click()
    expect(held.locator("body")).to_contain_text(number)
    held.get_by_role("button", name="确认").click()

    desk.page.wait_for_url("**/console/today")
    assert desk.complaints == []


def test_not_me_on_the_phone_keeps_the_stranger_out(two_windows):
    desk, phone = two_windows
    code = desk.open("/console/sign-in").locator("code").inner_text()

    held = phone.open("/people/王招录")
    held.get_by_label("粘贴 scene").fill(code)
    held.get_by_role("button", name="扫码").click()
    held.get_by_role("button", name="不是我").click()

    expect(desk.page.get_by_role("heading", level=1)).to_have_text("手机上点了「不是我」")
