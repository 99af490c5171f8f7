"""Fixtures of the console's tests; see desk.py for what a desk can do."""

from functools import partial

import pytest
from flask import Flask

from shouwang.console import routes, sign_in
from shouwang.console.pages import Pages
from shouwang.console.shell import Surroundings
from shouwang.identity.routes import api as identity_api
from shouwang.platform.web import build
from shouwang.roster.service import Roster
from tests.integration.console.desk import Desk
from tests.world import World


@pytest.fixture
def served(world: World) -> Flask:
    """The console and the phone's side of signing in, over the world's house."""
    house = world.house
    pages = Pages(house.settings.force_name, secure=False)
    picture = partial(house.wechat.code_image, page="pages/sign-in/index", check_path=False)
    roster = Roster(house.now, house.new_id)
    apis = [
        identity_api(house.identity, house.console_sign_in),
        sign_in.api(house.console_sign_in, picture, pages, tell_scene=True),
        routes.house(pages, Surroundings(roster)),
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
