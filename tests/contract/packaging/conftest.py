"""What is packaged, and a cloud in which it runs."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from dynamodb_sqlite import Engine
from shouwang.app import declare_tables
from shouwang.platform import dynamo
from shouwang.platform.keys import make_key_file
from shouwang.settings import Settings
from tests.contract.packaging.aws import Aws, Server
from tests.contract.packaging.built import Built, build
from tests.contract.packaging.cloud import Cloud, Gateway
from tests.contract.packaging.lambdas import SECRETS
from tests.contract.packaging.policy import OWNER, Role, roles
from tests.contract.packaging.template import Template
from tests.world import Clock, WeChat, small_force
from wechat_simulator import serve

HERE = Path(__file__).parent


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Keep all of this in one worker: what is built and started once serves every test here."""
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.xdist_group("packaging"))


@pytest.fixture(scope="session")
def built(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Built:
    """Layers, zips and template; workers of one run share them."""
    base = tmp_path_factory.getbasetemp()
    return build((base.parent if hasattr(request.config, "workerinput") else base) / "packaged")


@pytest.fixture(scope="session")
def template(built: Built) -> Template:
    """What CloudFormation gets."""
    return Template.read(built.template)


@pytest.fixture(scope="session")
def policies(template: Template) -> dict[str, Role]:
    """Each function's role."""
    return roles(template)


@pytest.fixture(scope="session")
def cloud(
    tmp_path_factory: pytest.TempPathFactory,
    built: Built,
    template: Template,
    policies: dict[str, Role],
) -> Iterator[Cloud]:
    """A stage with a small force; its functions start when they are first asked for, and live as long as the tests here."""
    folder = tmp_path_factory.mktemp("cloud")
    make_key_file(folder / "keys.json")
    keys = json.loads((folder / "keys.json").read_text())
    engine = Engine(folder / "store.db")
    phones = serve(0, seed=1)  # of its own: it belongs to this stage's account, and goes by the true clock
    secrets = {f"shouwang/dev/{name}": key for name, key in keys.items()}
    server = Server(Aws(engine, {**policies, "local": OWNER}, secrets))
    settings = _settings(folder, server.url, phones.url)
    cloud = Cloud(built, server, Gateway(template), WeChat(phones.url, Clock()), settings)
    declare_tables()
    house = cloud.house()
    dynamo.create_tables()
    house.roster.put_ground(*small_force())
    yield cloud
    cloud.stop()
    phones.close()
    engine.close()


def _settings(folder: Path, store: str, wechat: str) -> Settings:
    return Settings(
        store=store,
        keys=f"file://{folder / 'keys.json'}",
        blobs=f"file://{folder / 'files'}",
        public_url="https://dev.shouwang.example",
        stage="test",
        table_prefix="shouwang-dev-",
        wechat_appid="wx0000000000000000",
        wechat_secret=SECRETS["wechat-secret"],
        wechat_url=wechat,
    )
