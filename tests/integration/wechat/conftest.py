"""One simulator a test process, reset for every test; a clock that both sides read."""

from collections.abc import Iterator

import pytest

from shouwang.platform.wechat import WeChat
from tests.integration.wechat.simulated import AES_KEY, APPID, PUSH_TOKEN, SECRET, START, Clock, Simulated, adapter
from wechat_simulator import Account, serve


@pytest.fixture(scope="session")
def _running() -> Iterator[Simulated]:
    clock = Clock()
    server = serve(0, seed=7, now=clock, account=Account(APPID, SECRET, push_token=PUSH_TOKEN, push_aes_key=AES_KEY))
    yield Simulated(server, clock)
    server.close()


@pytest.fixture
def simulated(_running: Simulated) -> Simulated:
    _running.clock.instant = START
    _running("reset", seed=7)
    return _running


@pytest.fixture
def wechat(simulated: Simulated) -> WeChat:
    return adapter(simulated)
