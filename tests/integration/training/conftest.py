"""A world whose people can take the demo force's first course."""

import pytest

from shouwang.training.service import Training
from shouwang_local.force.course.in_training import first_course
from tests.world import World


@pytest.fixture
def training(world: World) -> Training:
    """Training with the first course published."""
    world.house.courses.publish(*first_course(), by="test")
    return world.house.training
