"""Every page, light and dark, at a desk and on a phone: no barrier, no complaint, nothing out of the window."""

import os
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.e2e.console.conftest import DESK, PHONE, Seat, seat
from tests.e2e.console.scenes import Scene, every

pytestmark = pytest.mark.browser
PICTURES = os.environ.get("SHOUWANG_CONSOLE_PICTURES")


@pytest.mark.parametrize("scene", every(), ids=lambda scene: scene.name)
def test_no_page_has_a_barrier_a_complaint_or_a_sideways_scroll(scene: Scene, world, url, browser):
    person, paths = scene.prepare(world)
    at = seat(world, url, browser)
    at.expected = ("404",) if "nowhere" in paths else ()
    at.take(person)

    found = {name: _measured(at, name, path) for name, path in paths.items()}
    at.context.close()

    assert found == {name: [] for name in paths}
    assert at.complaints == []


def _measured(at: Seat, name: str, path: str) -> list[str]:
    """What is wrong with a page: dark and on a phone, then light and at a desk."""
    wrong = []
    for theme, size in (("dark", PHONE), ("light", DESK)):
        at.page.emulate_media(color_scheme=theme)
        at.page.set_viewport_size(size)
        page = at.open(path)
        wrong += at.violations()
        over = page.evaluate("document.documentElement.scrollWidth - innerWidth")
        wrong += [f"{over} px too wide at {size['width']}"] if over > 0 else []
        if PICTURES:
            _draw(page, f"{name}-{theme}-{size['width']}")
    if PICTURES:
        _pictures_besides(at, name, path)
    return wrong


def _pictures_besides(at: Seat, name: str, path: str) -> None:
    for theme, size in (("light", PHONE), ("dark", DESK)):
        at.page.emulate_media(color_scheme=theme)
        at.page.set_viewport_size(size)
        _draw(at.open(path), f"{name}-{theme}-{size['width']}")


def _draw(page: Page, name: str) -> None:
    folder = Path(PICTURES or "")
    folder.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=folder / f"{name}.png", full_page=True)
