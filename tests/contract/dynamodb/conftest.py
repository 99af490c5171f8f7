"""Every test of this folder runs against every endpoint; where moto differs it must fail, for the reason listed."""

from collections.abc import Iterator
from itertools import count

import pytest

from tests.contract.dynamodb.endpoints import EXTERNAL, Endpoint, opened
from tests.contract.dynamodb.moto_differs import reason
from tests.contract.dynamodb.schemas import INDEXED, PLAIN, RANGED, Schema

ENDPOINTS = [EXTERNAL] if EXTERNAL else ["in-process", "http", "moto"]
_numbers = count(1)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Moto is asked what requests do, not how refusals are worded: it has words of its own."""
    unasked = [item for item in items if "[moto" in item.nodeid and item.path.name.startswith("test_refused_")]
    config.hook.pytest_deselected(items=unasked)
    left_out = set(unasked)
    items[:] = [item for item in items if item not in left_out]
    for item in items:
        differs = reason(item.nodeid) if "[moto" in item.nodeid else None
        if differs is not None:
            item.add_marker(pytest.mark.xfail(reason=differs, strict=True))


@pytest.fixture(scope="session", params=ENDPOINTS)
def endpoint(request: pytest.FixtureRequest) -> Iterator[Endpoint]:
    with opened(request.param) as found:
        yield found


def _created(endpoint: Endpoint, schema: Schema) -> Iterator[str]:
    name = f"contract-{next(_numbers)}"
    endpoint.call("CreateTable", TableName=name, BillingMode="PAY_PER_REQUEST", **schema)
    if EXTERNAL:
        _await_active(endpoint, name)
    yield name
    endpoint.call("DeleteTable", TableName=name)


def _await_active(endpoint: Endpoint, name: str) -> None:
    while endpoint.call("DescribeTable", TableName=name)["Table"]["TableStatus"] != "ACTIVE":
        continue


@pytest.fixture(scope="module")
def plain(endpoint: Endpoint) -> Iterator[str]:
    """A table whose key is a text alone."""
    yield from _created(endpoint, PLAIN)


@pytest.fixture(scope="module")
def ranged(endpoint: Endpoint) -> Iterator[str]:
    """A table whose key is a text and a number."""
    yield from _created(endpoint, RANGED)


@pytest.fixture(scope="module")
def indexed(endpoint: Endpoint) -> Iterator[str]:
    """A table with indexes of every projection."""
    yield from _created(endpoint, INDEXED)


@pytest.fixture
def fresh(endpoint: Endpoint) -> Iterator[str]:
    """A ranged table of the test's own."""
    yield from _created(endpoint, RANGED)


@pytest.fixture
def fresh_indexed(endpoint: Endpoint) -> Iterator[str]:
    """An indexed table of the test's own."""
    yield from _created(endpoint, INDEXED)
