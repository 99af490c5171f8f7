"""Fixtures of the console's tests; see desk.py for what a desk can do."""

import pytest
from flask import Flask

from tests.integration.console.desk import Desk
from tests.world import World


@pytest.fixture
def served(world: World) -> Flask:
    """The world's house, as browsers reach it."""
    return world.client.application


@pytest.fixture
def desk(world: World, served: Flask) -> Desk:
    """A browser that was never here before."""
    return Desk(world, served.test_client())


@pytest.fixture
def other_desk(world: World, served: Flask) -> Desk:
    """Another browser."""
    return Desk(world, served.test_client())
