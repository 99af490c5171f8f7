"""Fixtures of the console's tests; see desk.py for what a desk can do."""

import pytest
from flask import Flask

from shouwang.console import routes, sign_in
from shouwang.console.pages import Pages
from shouwang.console.review.routes import acting_api, reading_api
from shouwang.identity.routes import api as identity_api
from shouwang.platform.web import build
from tests.integration.console.desk import Desk
from tests.world import World


@pytest.fixture
def served(world: World) -> Flask:
    """The console and what its people use of the API, over the world's house."""
    house = world.house
    pages = Pages(house.settings.force_name, secure=False, simulated=True)
    apis = [
        identity_api(house.identity, house.console_sign_in),
        sign_in.api(house.console_sign_in, house.wechat, pages),
        routes.api(pages, house.roster),
        reading_api(pages, house.roster, house.review),
        acting_api(pages, house.roster, house.review),
    ]
    return build("console", apis, house.identity.authenticate).flask


@pytest.fixture
def desk(world: World, served: Flask) -> Desk:
    """A browser that was never here before."""
    return Desk(world, served.test_client())


@pytest.fixture
def other_desk(world: World, served: Flask) -> Desk:
    """Another browser."""
    return Desk(world, served.test_client())
