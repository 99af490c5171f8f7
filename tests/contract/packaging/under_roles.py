"""A pytest plugin: whatever a test does in its world, every request to the store is held against the role of its function.

    pytest -p tests.contract.packaging.under_roles tests/integration

A request's function is the one that serves the route; an event's is `outbox`, a job's is `jobs`. What a test does with its
own hands is the owner's.
"""

import functools
from collections.abc import Callable, Mapping
from contextvars import ContextVar
from typing import Any

import pytest
from flask import has_request_context, request

from shouwang.app import FUNCTIONS
from shouwang.platform.jobs import Jobs
from shouwang.platform.outbox import Outbox
from shouwang_local.contract import local_house
from tests.contract.packaging.policy import Need, Role, needs, roles, table_arn
from tests.contract.packaging.template import Template
from tests.world import Store

DENIED = b'{"__type":"com.amazon.coral.service#AccessDeniedException","message":"not authorized"}'
denied: list[tuple[str, str, str]] = []
_worker: ContextVar[str | None] = ContextVar("worker", default=None)


@functools.cache
def _deployed() -> tuple[Mapping[str, Role], frozenset[str]]:
    """Every role, and the tables that there are besides a test's own."""
    template = Template.of_sources("shouwang-")
    tables = frozenset(table_arn(one["TableName"]) for one in template.of("AWS::DynamoDB::Table").values())
    return roles(template), tables


@functools.cache
def _allows(name: str, need: Need) -> bool:
    policies, tables = _deployed()
    ours = need.resource.partition("/index/")[0] in tables
    return not ours or policies[name].allows(need)


@functools.cache
def _served() -> dict[str, str]:
    """The function of each route."""
    with local_house() as house:
        http = [name for name, row in FUNCTIONS.items() if row.apis]
        return {route.name: name for name in reversed(http) for route in house.app(name).routes}


def _acting() -> str | None:
    if _worker.get() is not None:
        return _worker.get()
    rule = request.url_rule if has_request_context() else None
    return _served()[rule.endpoint] if rule else None


def _as(name: str, inner: Callable[..., Any]) -> Callable[..., Any]:
    @functools.wraps(inner)
    def acting(*given: Any) -> Any:
        before = _worker.set(name)
        try:
            return inner(*given)
        finally:
            _worker.reset(before)

    return acting


def pytest_configure() -> None:
    """Put the roles before every world's store."""
    _deployed(), _served()
    inner = Store.handle

    def handle(self: Store, target: str, body: bytes) -> tuple[int, bytes]:
        name = _acting()
        refused = [need for need in needs(target, body) if name and not _allows(name, need)]
        denied.extend((str(name), need.action, need.resource.rpartition(":")[2]) for need in refused)
        return (400, DENIED) if refused else inner(self, target, body)

    Store.handle = handle  # type: ignore[method-assign]
    Outbox.deliver = _as("outbox", Outbox.deliver)  # type: ignore[method-assign]
    Jobs.work = _as("jobs", Jobs.work)  # type: ignore[method-assign]


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Any:
    """A test passes only if nothing was denied in it."""
    denied.clear()
    answer = yield
    assert denied == [], item.nodeid
    return answer
