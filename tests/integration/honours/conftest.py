"""A hall of honours in the test's world."""

import pytest

import shouwang.honours.store  # noqa: F401 -- declares its tables before the world makes them
from tests.integration.honours.hall import Hall, open_hall
from tests.world import World


@pytest.fixture
def hall(world: World) -> Hall:
    """Honours with nobody honoured yet."""
    return open_hall(world)
