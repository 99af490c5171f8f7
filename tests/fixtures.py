"""Fixtures shared by all tests; see world.py for what they give."""

import functools
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.world import Clock, Store, WeChat, World, build


@pytest.fixture(scope="session")
def simulator() -> Iterator[str]:
    """The WeChat simulator of this test process: its address."""
    from wechat_simulator import serve

    server = serve(0, seed=1)
    yield server.url
    server.close()


@functools.cache
def _store() -> Store:
    return Store()


@pytest.fixture(scope="session")
def store() -> Store:
    """The embedded store of this test process, one whoever asks: the store's client is one a process, too."""
    return _store()


@pytest.fixture
def clock() -> Clock:
    """The clock of this test."""
    return Clock()


@pytest.fixture
def world(tmp_path: Path, store: Store, simulator: str, clock: Clock) -> Iterator[World]:
    """A fresh world."""
    WeChat(simulator, clock).call("reset")
    made = build(tmp_path, store, simulator, clock, "sqlite:///test")
    yield made
    assert store.engine is not None
    store.engine.close()
