"""The rail, in a browser: it follows where one goes, keeps the focus, and is counted anew without anybody waiting for it."""

import pytest
from playwright.sync_api import expect

from tests.integration.console.applicants import apply
from tests.integration.console.desk import recruiter

pytestmark = pytest.mark.browser


def test_the_rail_follows_where_one_goes_and_counts_anew_what_is_old(world, desk):
    apply(world, "何远舟")
    page = desk.take(recruiter(world))
    rail, current = page.locator("#rail"), page.locator("#rail [aria-current]")
    expect(rail.get_by_role("link", name="报名审核 1 件")).to_be_visible()
    apply(world, "罗小满", 2)
    world.clock.advance(minutes=1)

    with page.expect_response("**/console/today/rail?here=/console/units"):
        rail.get_by_role("link", name="单位与职务").focus()
        page.keyboard.press("Enter")

    expect(rail.get_by_role("link", name="报名审核 2 件")).to_be_visible()
    expect(current).to_have_id("go-units")
    expect(current).to_be_focused()
    expect(page.get_by_role("heading", level=1)).to_have_text("单位与职务")
