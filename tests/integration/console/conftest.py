"""Fixtures of the console's tests; see desk.py for what a desk can do."""

import pytest
from flask import Flask

from shouwang.kernel.actor import Role
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


@pytest.fixture
def desk_of(world, served):
    """A desk for each role, signed in when first asked for."""
    desks = {}

    def at(role: Role) -> Desk:
        if role not in desks:
            desks[role] = Desk(world, served.test_client())
            desks[role].sign_in(world.staff(role.value, role))
        return desks[role]

    return at
