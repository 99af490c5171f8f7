"""A pytest plugin for the run under faults: which of the slices' tests are run, chosen by seed.

Left out are tests that count requests to the store: a request that met a conflict is made again and counted again, as it
should be. They are known by their own source, so that a new one needs no mark. `pytest --collect-only` names them.
"""

import inspect
import random
import re
from collections import defaultdict

import pytest

_COUNTS_REQUESTS = re.compile(r"Server-Timing|counting\(|_cost\(|store_requests\(")


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--per-slice` and `--choice`."""
    parser.addoption("--per-slice", type=int, default=10_000, help="at most so many tests of each folder")
    parser.addoption("--choice", type=int, default=0, help="the seed of the choice")


def counts_requests(item: pytest.Item) -> bool:
    """Whether a test says how many requests something costs."""
    return isinstance(item, pytest.Function) and bool(_COUNTS_REQUESTS.search(inspect.getsource(item.function)))


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Keep as many of each folder as were asked for, in their order."""
    folders: dict[str, list[pytest.Item]] = defaultdict(list)
    for item in items:
        if not counts_requests(item):
            folders[item.path.parent.name].append(item)
    chance, most = random.Random(config.getoption("choice")), config.getoption("per_slice")
    kept = {item for of_folder in folders.values() for item in chance.sample(of_folder, min(most, len(of_folder)))}
    config.hook.pytest_deselected(items=[item for item in items if item not in kept])
    items[:] = [item for item in items if item in kept]
