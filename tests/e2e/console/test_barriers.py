"""Barriers that depend on what is pressed or how wide the window is; every page by itself is in `test_scenes`."""

import gzip

import pytest

from shouwang.console.assets import STATIC
from tests.e2e.console.conftest import PHONE, seat
from tests.integration.console.applicants import apply
from tests.integration.console.desk import recruiter

pytestmark = pytest.mark.browser
WIDTHS = (320, 390, 760, 1024, 1280, 1366, 1920, 2560)


def test_no_width_between_a_phone_and_a_wall_scrolls_sideways(world, desk):
    _, application_id = apply(world, "阿卜杜热西提·麦麦提吐尔逊")
    desk.take(recruiter(world))
    desk.open(f"/console/applications/{application_id}?gate=willingness")

    over = {}
    for width in WIDTHS:
        desk.page.set_viewport_size({"width": width, "height": 850})
        over[width] = desk.page.evaluate("document.documentElement.scrollWidth - innerWidth")

    assert over == dict.fromkeys(WIDTHS, 0)


def test_touch_targets_on_a_phone_are_large_enough(world, url, browser):
    _, application_id = apply(world, "周㛃")
    at = seat(world, url, browser, viewport=PHONE)
    at.take(recruiter(world))
    page = at.open(f"/console/applications/{application_id}?gate=willingness")
    page.get_by_text("不通过或退回…").click()

    assert at.violations() == []
    heights = page.evaluate(
        "[...document.querySelectorAll('.button, .choice')].filter(e => e.offsetHeight).map(e => e.offsetHeight)"
    )

    assert len(heights) >= 10
    assert min(heights) >= 44
    at.context.close()


def test_a_first_load_is_light(world, url, browser):
    apply(world, "周㛃")
    sizes = {}
    at = seat(world, url, browser)  # was never here before
    at.page.on("response", lambda answer: sizes.update({answer.url: len(answer.body())}) if answer.ok else None)

    at.take(recruiter(world))
    at.page.wait_for_load_state("networkidle")
    at.context.close()

    assert sum(sizes.values()) <= 150 * 1024
    vendor = STATIC / "vendor" / "htmx.min.js"
    assert not vendor.exists() or len(gzip.compress(vendor.read_bytes())) <= 20 * 1024
