"""Every page of the mini-program: readable, reachable, quiet, by day, at night, on the smallest phone and for elders."""

import io
import json
import os
import re
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import expect

from tests.e2e.phone import scenes, scenes_joining, scenes_learning
from tests.e2e.phone.member_scenes import MEMBER_SCENES
from tests.e2e.phone.phone import SMALLEST, USUAL, Phone
from tests.e2e.phone.scenes import Prepare, Scene
from tests.integration.duty.conftest import Watch
from tests.tiers import PROVE, count

pytestmark = pytest.mark.browser
Look = tuple[str, dict[str, int], dict[str, object]]  # name, size, settings
ALL_SCENES = (*scenes.SCENES, *scenes_joining.SCENES, *scenes_learning.SCENES, *MEMBER_SCENES)
ROOT = Path(__file__).resolve().parents[3]
PICTURES = os.environ.get("SHOUWANG_PHONE_PICTURES", "")  # the folder that `make phone-pictures` names
FETCHING = re.compile("正在取.*…")  # what a page says in the place of what it has not got yet
LEAST_TAP_PX = 48
MOST_NIGHT_LUMINANCE = 0.065
# Under `make prove`, and for pictures, each screen is seen in every look; otherwise in one, dealt out in turn. Each look
# follows from the one before on the open page, as when its owner changes the settings; for large letters it is opened anew.
LOOKS: tuple[Look, ...] = (
    ("", USUAL, {}),
    ("night", USUAL, {"theme": "night"}),
    ("small-night", SMALLEST, {"theme": "night"}),
    ("small", SMALLEST, {}),
    ("elder", SMALLEST, {"elder": True}),
)
ALL_LOOKS = PROVE or bool(PICTURES)
OPENED = ("", "elder")
LOOKED_AT_BY_AXE = (
    ("", "night") if ALL_LOOKS else tuple(name for name, _, _ in LOOKS)
)  # small ones have the same colours and names
SMALL_TARGETS = """() => [...document.querySelectorAll('#pages button, #pages [role=button], #pages input, #pages textarea')]
  .filter((element) => element.checkVisibility())
  .map((element) => [element.textContent.trim().slice(0, 20), element.getBoundingClientRect()])
  .filter(([, box]) => box.width && (box.width < %d || box.height < %d))
  .map(([words, box]) => `${words} ${box.width}x${box.height}`)"""
WIDER = "() => Math.max(0, document.scrollingElement.scrollWidth - innerWidth)"


def pages_of_the_app() -> set[str]:
    """Pages of app.json, those of its subpackages included."""
    app = json.loads((ROOT / "miniprogram" / "app.json").read_text())
    subs = {f"{sub['root']}/{page}" for sub in app["subpackages"] for page in sub["pages"]}
    return set(app["pages"]) | subs


def test_every_page_has_a_scene():
    assert {scene.page for scene in ALL_SCENES} == pages_of_the_app()


def rooms() -> dict[str, list[Scene]]:
    """Scenes with the same story are looked at in one world, one after the other; by the names of the first."""
    told: dict[Prepare, list[Scene]] = {}
    for scene in ALL_SCENES:
        told.setdefault(scene.prepare, []).append(scene)
    return {shown[0].name: shown for shown in told.values()}


def looks_of(scene: Scene) -> tuple[Look, ...]:
    """In which looks a screen is seen in this run."""
    count(1, len(LOOKS))
    return LOOKS if ALL_LOOKS else (LOOKS[ALL_SCENES.index(scene) % len(LOOKS)],)


@pytest.mark.proof
@pytest.mark.parametrize("room", rooms().values(), ids=rooms().keys())
def test_screens_can_be_read_and_touched_by_everybody(room: list[Scene], hand: Phone, watch: Watch):
    query = room[0].prepare(watch, hand)

    assert [fault for scene in room for fault in faults_of(hand, scene, f"{query}&{scene.query}".strip("&"))] == []


def faults_of(held: Phone, scene: Scene, query: str) -> list[str]:
    """What is wrong with a screen in the looks of this run."""
    found, first = [], True
    for name, size, settings in looks_of(scene):
        held.page.set_viewport_size(size)
        if opens := first or name in OPENED:
            held.open(f"{scene.page}?{query}")
        held.see(**settings)
        if opens:
            if scene.act:
                held.tap(scene.act)
            expect(held.page.get_by_text(scene.shows).filter(visible=True).first).to_be_visible()
            expect(held.page.get_by_text(FETCHING)).to_have_count(0)
        found += [f"{scene.name}, {name or 'light'}: {fault}" for fault in faults_of_look(held, scene, name)]
        first = False
    return found


def faults_of_look(held: Phone, scene: Scene, name: str) -> list[str]:
    """What is wrong with a screen as it stands."""
    page = held.page
    found = [f"{n} too small to touch" for n in page.evaluate(SMALL_TARGETS % (LEAST_TAP_PX, LEAST_TAP_PX))]
    found += [f"{px} px wider than the page" for px in [page.evaluate(WIDER)] if px]
    found += held.violations() if name in LOOKED_AT_BY_AXE else []
    if "night" in name or PICTURES:
        found += faults_of_light(page.screenshot(animations="disabled"), scene, name)
    return found


def faults_of_light(picture: bytes, scene: Scene, name: str) -> list[str]:
    """Whether a night screen dazzles; its picture is kept when pictures are asked for."""
    if PICTURES and "small" not in name:
        keep(picture, Path(PICTURES) / f"{scene.name}{'-' if name else ''}{name}.png")
    bright = luminance(picture)
    return [f"luminance {bright:.3f}"] if "night" in name and not scene.glows and bright > MOST_NIGHT_LUMINANCE else []


def luminance(picture: bytes) -> float:
    """The mean relative luminance of a screen. Source: WCAG 2"""
    image = Image.open(io.BytesIO(picture)).convert("RGB")
    linear = [c / 255 / 12.92 if c <= 10 else ((c / 255 + 0.055) / 1.055) ** 2.4 for c in range(256)]
    weights = (0.2126, 0.7152, 0.0722)
    bands = [band.histogram() for band in image.split()]
    sums = [w * sum(n * linear[c] for c, n in enumerate(band)) for w, band in zip(weights, bands, strict=True)]
    return sum(sums) / (image.width * image.height)


def keep(picture: bytes, file: Path) -> None:
    """Write a picture with few colours, so that it is small."""
    file.parent.mkdir(parents=True, exist_ok=True)
    Image.open(io.BytesIO(picture)).convert("RGB").quantize(64).save(file, optimize=True)
