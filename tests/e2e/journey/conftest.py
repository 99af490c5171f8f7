"""A whole deployment in processes of its own, for tests that play the journey on it."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from shouwang_local import control, seed
from shouwang_local.demo.journey import fresh_deployment
from shouwang_local.demo.play import Stage
from shouwang_local.deployment import Deployment
from shouwang_local.processes import Processes
from shouwang_local.seed import simulator


@dataclass
class Running:
    """A deployment that runs."""

    deployment: Deployment
    processes: Processes
    stage: Stage
    folder: Path


@pytest.fixture(scope="session")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """The whole house, started as `make demo` starts it."""
    folder = tmp_path_factory.mktemp("journey")
    deployment = fresh_deployment(folder / "store")
    processes = Processes(deployment)
    seed.seed_once(deployment)
    door = control.serve(deployment)
    try:
        processes.start_all()
        simulator.introduce(deployment)
        yield Running(deployment, processes, Stage(deployment, quiet=True), folder)
    finally:
        door.shutdown()
        door.server_close()
        processes.stop()
