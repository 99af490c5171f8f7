"""One botocore client a process, chosen by `SHOUWANG_STORE`; every request to the store is counted."""

import random
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

import msgspec
from botocore import UNSIGNED
from botocore.config import Config
from pynamodb.connection import Connection

from shouwang.platform.dynamo.wire import Writer

Attach = Callable[[Any, str], None]

_TRIES = 6  # as often as `commit`
_AGENT = "shouwang"  # fixed: botocore builds its own anew for every request, twice


class StoreNotAttached(Exception):
    """`sqlite:` was asked for in a process to which nobody attached the embedded store."""


class _Tally(msgspec.Struct):
    count: int = 0


_tally: ContextVar[_Tally | None] = ContextVar("store_requests", default=None)
_attach: Attach | None = None
_connection: Connection | None = None
_opened: tuple[str, str] | None = None
_prefix = ""


def use_embedded(attach: Attach) -> None:
    """Register who serves `sqlite:///path` stores: `attach(client, path)`. Only the one-machine runner calls this."""
    global _attach
    _attach = attach


def connect(store: str, *, region: str, prefix: str = "shouwang-") -> None:
    """Open the store of this process: `sqlite:///file`, `http://host:port` or `aws`; opening it again keeps the client.

    Raises: StoreNotAttached for `sqlite:` without an embedded store; ValueError for anything else unknown.
    """
    global _connection, _opened, _prefix
    _prefix = prefix
    if _opened == (store, region):
        return
    _connection, _opened = _open(store, region), (store, region)
    _connection.client.meta.events.register("before-call.dynamodb", _count)
    _connection.client.meta.events.register("needs-retry.dynamodb", _pause)
    _connection.client.meta.events.register("provide-client-params.dynamodb", _ask_no_units)


def connection() -> Connection:
    """The connection of this process. Raises: StoreNotAttached before `connect`."""
    if _connection is None:
        raise StoreNotAttached("connect() was not called in this process")
    return _connection


def table_name(name: str) -> str:
    """A table's full name in this stage."""
    return _prefix + name


@contextmanager
def counting() -> Iterator[Callable[[], int]]:
    """Count the requests to the store made inside the block; gives a function that says how many so far."""
    tally = _Tally()
    before = _tally.set(tally)
    try:
        yield lambda: tally.count
    finally:
        _tally.reset(before)


def requests_made() -> int:
    """Requests to the store in the innermost `counting` block so far."""
    tally = _tally.get()
    return tally.count if tally else 0


def _count(**_: object) -> None:
    tally = _tally.get()
    if tally is not None:
        tally.count += 1


def _ask_no_units(params: dict[str, Any], **_: object) -> None:
    """Leave out the units of a request, which PynamoDB asks for every time and nobody here reads (decision 0164)."""
    params.pop("ReturnConsumedCapacity", None)


def _pause(attempts: int, response: Any, **_: object) -> float | None:
    """Seconds until a single write that met a transaction is sent again; botocore knows throttling, but not this."""
    met = response is not None and response[1].get("Error", {}).get("Code") == "TransactionConflictException"
    return random.uniform(0.5, 1.0) * 0.01 * 2**attempts if met and attempts < _TRIES else None  # noqa: S311 -- jitter


def _open(store: str, region: str) -> Connection:
    if store == "aws":
        return _named(Connection(region=region, max_retry_attempts=3))
    if store.startswith("http://"):
        return _named(Connection(region=region, host=store, **_NOBODY))
    if store.startswith("sqlite:///"):
        if _attach is None:
            raise StoreNotAttached("sqlite: stores are served by the one-machine runner (make run) only")
        # Nothing is ever opened at this address.
        opened = _named(Connection(region=region, host="http://local.invalid", max_retry_attempts=8, **_NOBODY))
        _within_the_process(opened.client)
        _attach(opened.client, store.removeprefix("sqlite:///"))
        return opened
    raise ValueError("SHOUWANG_STORE is sqlite:///file, http://host:port or aws")


def _named(opened: Connection) -> Connection:
    """A connection under our own name; its client is made here, by the one thread that has this session."""
    opened.session.set_default_client_config(Config(user_agent=_AGENT))
    opened.client._serializer = Writer(opened.client._serializer)  # botocore has no hook there
    return opened


def _within_the_process(client: Any) -> None:
    """Leave out what only a network needs: nobody checks a signature, and there is one address (decision 0085)."""
    client.meta.events.register("choose-signer.dynamodb", lambda **_: UNSIGNED)
    client._ruleset_resolver = None  # botocore has no switch for it, but a way without


_NOBODY: dict[str, Any] = {
    "aws_access_key_id": "local",
    "aws_secret_access_key": "local",
}  # not a secret: a name for nobody
