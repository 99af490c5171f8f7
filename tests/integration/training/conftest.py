"""A world whose people can take the demo force's first course."""

import pytest

from shouwang.platform.web import build
from shouwang.training.routes import api
from shouwang.training.service import Training
from shouwang_local.force.course.in_training import first_course
from tests.world import World


@pytest.fixture
def training(world: World) -> Training:
    """Training with the first course published, its routes beside identity's."""
    made = Training(world.house.keys, world.house.now, world.house.new_id)
    identity = world.house._identity_api()
    world.client = build("shouwang", [identity, api(made)], world.house.identity.authenticate).flask.test_client()
    made.publish(*first_course(), by="test")
    return made
