"""One volunteer's whole way, each request, event and nightly step under the role of the function that does it."""

from urllib.parse import urlsplit

import pytest
from msgspec.structs import replace

from shouwang.app import House, declare_tables
from shouwang.platform import dynamo
from shouwang.platform.keys import make_key_file
from shouwang.settings import Settings
from shouwang_local.demo import journey
from shouwang_local.deployment import Deployment
from shouwang_local.seed import people, simulator
from tests.contract.packaging.acting import Functions, Guard, GuardedEngine, Played
from tests.contract.packaging.cloud import Gateway
from tests.world import WeChat

APPEND_ONLY = {"audit", "hours-entries", "hours-log", "attested-hours", "log-roots", "points-entries", "complaints"}
APPEND_ONLY |= {"complaint-rulings"}


@pytest.fixture
def played(tmp_path, store, simulator, clock, template, policies):
    """A stage of the demo force without its volunteers, whose functions act under their roles."""
    port = urlsplit(simulator).port
    deployment = Deployment(tmp_path, wechat_port=port)
    guard = Guard(policies)
    make_key_file(tmp_path / "keys.json")
    settings = replace(
        Settings.from_env({**deployment.environment(), "SHOUWANG_STORE": "sqlite:///test"}),
        table_prefix="shouwang-dev-",
    )
    store.open(tmp_path)
    engine, store.engine = store.engine, GuardedEngine(store.engine, guard)
    functions = Functions.of(guard, settings, tmp_path, clock)
    _seed(House(settings, now=clock), deployment, WeChat(simulator, clock), clock)
    yield Played(
        deployment,
        quiet=True,
        functions=functions,
        gateway=Gateway(template),
        clock=clock,
        wechat=WeChat(simulator, clock),
    )
    engine.close()


def _seed(house, deployment, wechat, clock):
    wechat.call("reset")
    wechat.same_time()
    declare_tables()
    dynamo.create_tables()
    for write in (people.write_ground, people.write_staff, people.write_course):
        write(house, clock())
    simulator.introduce(deployment)


def test_nothing_that_the_journey_needs_is_denied(played, tmp_path):
    journey.play(played, tmp_path)
    played.advance(24 * 3600, "the night after")
    steps = played.functions.night()
    played.functions.sweep()

    guard = played.functions.guard
    assert guard.denied == []
    assert steps >= 4
    assert {name for name, _, _ in guard.used} == {*guard.roles} - {"console"}
    assert {(action, table) for _, action, table in guard.used if action.endswith(("UpdateItem", "DeleteItem"))} & {
        (f"dynamodb:{action}", f"table/shouwang-dev-{table}")
        for table in APPEND_ONLY
        for action in ("UpdateItem", "DeleteItem")
    } == set()
