"""One build of the mini-program a run, one browser profile a worker, and a world behind the phone that is fresh for each test."""

import fcntl
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext

from shouwang_local import phone as mini
from tests.e2e.phone.phone import Phone, phone, profile
from tests.fixtures import clock, simulator, store, world
from tests.integration.duty.conftest import Watch, watch
from tests.serving import Listening
from tests.world import World

__all__ = ["clock", "simulator", "store", "watch", "world"]


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest) -> Path:
    """The mini-program as a browser reads it; the first worker of a run builds it, the others wait for it."""
    own = tmp_path_factory.getbasetemp()
    shared = own.parent if hasattr(request.config, "workerinput") else own
    with (shared / "phone.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (done := shared / "phone.done").exists():
            mini.build(shared / "phone")
            done.touch()
    return shared / "phone"


@pytest.fixture
def url(door: Listening, world: World, simulator: str, built: Path) -> Iterator[str]:
    """The house with the phone beside it, listening; the simulator's clock is the test's."""
    world.wechat.same_time()
    door.app = mini.mounted(world.client.application, simulator, built)
    yield door.url
    door.leave()


@pytest.fixture(scope="session")
def pocket(browser: Browser, door: Listening, built: Path) -> Iterator[BrowserContext]:
    """The browser profile of this worker's phones. A page of it stays open, and with it the process that has read the program."""
    made = profile(browser)
    made.new_page().goto(door.url)
    yield made
    made.close()


@pytest.fixture
def hand(url: str, pocket: BrowserContext) -> Iterator[Phone]:
    """A phone of the usual size by day on which nothing is kept; whatever it complained about fails the test."""
    made = phone(url, pocket)
    yield made
    made.wipe()
    assert made.complaints == []


@pytest.fixture
def member(hand: Phone, watch: Watch) -> Phone:
    """张队员's phone: a volunteer of the squadron, standing at the point."""
    return hand.as_(watch.volunteer.name).stand_away()
