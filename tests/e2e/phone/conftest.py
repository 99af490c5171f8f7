"""One build of the mini-program a run, one browser a worker, and a world behind the phone that is fresh for each test."""

import fcntl
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from shouwang_local import phone as mini
from tests.e2e.console.conftest import browser_type_launch_args
from tests.e2e.phone.phone import Phone, phone
from tests.fixtures import clock, simulator, store, world
from tests.integration.duty.conftest import Watch, watch
from tests.serving import listening
from tests.world import World

__all__ = ["browser_type_launch_args", "clock", "simulator", "store", "watch", "world"]


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
def url(world: World, simulator: str, built: Path) -> Iterator[str]:
    """The house with the phone beside it, listening; the simulator's clock is the test's."""
    world.wechat.same_time()
    with listening(mini.mounted(world.client.application, simulator, built)) as made:
        yield made.url


@pytest.fixture
def hand(url: str, browser: Browser) -> Iterator[Phone]:
    """A phone of the usual size by day; whatever it complained about fails the test."""
    made = phone(url, browser)
    yield made
    made.context.close()
    assert made.complaints == []


@pytest.fixture
def member(hand: Phone, watch: Watch) -> Phone:
    """张队员's phone: a volunteer of the squadron, standing at the point."""
    return hand.as_(watch.volunteer.name).stand_away()
