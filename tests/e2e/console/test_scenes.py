"""Every page, light and dark, at a desk and on a phone: no barrier, no complaint, nothing out of the window.

A page is fetched once and looked at as often as its turn says: once in `make test`, the looks taking turns over the pages, and in
all four under `make prove`, or when pictures are made, then on a wide screen besides.
"""

import os
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests import tiers
from tests.e2e.console.conftest import DESK, PHONE, Seat
from tests.e2e.console.scenes import Scene, every

pytestmark = [pytest.mark.browser, pytest.mark.proof]
PICTURES = os.environ.get("SHOUWANG_CONSOLE_PICTURES")
LOOKS = (("dark", PHONE), ("light", DESK), ("dark", DESK), ("light", PHONE))
WIDE = ("dark", {"width": 2560, "height": 1300})


@pytest.mark.parametrize("scene", every(), ids=lambda scene: scene.name)
def test_no_page_has_a_barrier_a_complaint_or_a_sideways_scroll(scene: Scene, world, desk):
    turn = [each.name for each in every()].index(scene.name)
    person, paths = scene.prepare(world)
    desk.expected = ("404",) if "nowhere" in paths else ()
    desk.be(person)
    looks = (*LOOKS, WIDE) if PICTURES else LOOKS
    count = tiers.count(1, len(looks)) if not PICTURES else len(looks)

    found = {
        name: _measured(desk, name, path, [looks[(turn + place + n) % len(looks)] for n in range(count)])
        for place, (name, path) in enumerate(paths.items())
    }

    assert found == {name: [] for name in paths}


def _measured(at: Seat, name: str, path: str, looks: list[tuple[str, dict[str, int]]]) -> list[str]:
    """What is wrong with a page in some looks; the first is the one it is opened in."""
    wrong, page = [], at.page
    for turn, (theme, size) in enumerate(looks):
        page.emulate_media(color_scheme=theme)
        page.set_viewport_size(size)
        if turn == 0:
            at.open(path)
        wrong += at.violations()
        over = page.evaluate("document.documentElement.scrollWidth - innerWidth")
        wrong += [f"{over} px too wide at {size['width']}"] if over > 0 else []
        if PICTURES:
            _draw(page, f"{name}-{theme}-{size['width']}", size)
    return wrong


def _draw(page: Page, name: str, size: dict[str, int]) -> None:
    """The whole page; on a phone as if the window were as high, so that its fixed bars cover nothing of it."""
    folder = Path(PICTURES or "")
    folder.mkdir(parents=True, exist_ok=True)
    if size["width"] == PHONE["width"]:
        page.set_viewport_size({**size, "height": max(size["height"], page.evaluate("document.body.scrollHeight"))})
    page.screenshot(path=folder / f"{name}.png", full_page=True)
