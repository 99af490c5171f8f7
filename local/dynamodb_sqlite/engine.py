"""The engine: bytes of a request in, bytes of an answer out."""

import json
import sqlite3
from pathlib import Path
from typing import Any

from dynamodb_sqlite.disk.store import Store, copy_of, open_store, refusal
from dynamodb_sqlite.faults import NONE, Faults
from dynamodb_sqlite.operations import Served, served
from dynamodb_sqlite.operations.context import Context, RawJson
from dynamodb_sqlite.tables.counts import Counts
from dynamodb_sqlite.trouble import tell
from dynamodb_sqlite.wire.constraints import enforce
from dynamodb_sqlite.wire.errors import AwsError, control_throttled, internal, serialization, unknown_operation

_VERSIONS = ("DynamoDB_20120810", "DynamoDB_20111205")


class Engine:
    """DynamoDB's protocol over one SQLite file.

    Give a path, or `":memory:"` for a store that ends with the engine. Engines of one process on one file share
    its connections; a process that forks opens its engine after the fork. Any number of processes may use a file.

    Raises: Damaged when the file is not a sound store.
    """

    def __init__(self, path: str | Path | Store, faults: Faults = NONE) -> None:
        self._context = Context(path if isinstance(path, Store) else open_store(path), faults, Counts())

    @classmethod
    def copy(cls, content: bytes) -> "Engine":
        """A store in memory that begins with the `content` of another, and goes its own way.

        Raises: Damaged.
        """
        return cls(copy_of(content))

    def content(self) -> bytes:
        """The whole store at this moment, as the bytes of a file that an engine opens."""
        return self._context.store.content()

    def handle(self, target: str, body: bytes, unsigned: AwsError | None = None) -> tuple[int, bytes]:
        """Answer one request: `DynamoDB_20120810.PutItem` and its JSON.

        Gives the HTTP status and the JSON of the answer; what has been answered with 200 is on the disk.
        `unsigned` is the refusal of a request whose door found no signature: it comes after that of unreadable JSON.
        """
        try:
            operation, given = self._read(target, body, unsigned)
            return 200, self._answer(operation, given)
        except AwsError as error:
            return error.status, error.body()
        except sqlite3.Error as error:
            failure = refusal(error)
        except Exception:  # a fault of the engine itself must not become one of its caller
            tell("a request failed: %s", target, trace=True)
            failure = internal()
        return failure.status, failure.body()

    def _read(self, target: str, body: bytes, unsigned: AwsError | None) -> tuple[Served, Any]:
        given = _decode(body) if body else None
        version, _, name = target.partition(".")
        operation = served(name)
        if operation is None or version not in _VERSIONS:
            raise unknown_operation()
        if unsigned is not None:
            raise unsigned
        if not body:
            raise serialization(None)
        return operation, given

    def _answer(self, operation: Served, given: Any) -> bytes:
        try:
            request = operation.takes.read(given)
        except RecursionError:
            raise serialization(None) from None
        enforce(operation.takes, request)
        try:
            answer = operation.run(self._context, request)
        except AwsError as error:
            if operation.changes_tables and error.code == "ProvisionedThroughputExceededException":
                raise control_throttled() from error
            raise
        return b"" if operation.is_silent else _encode(answer).encode()

    def sweep(self, now: float | None = None) -> int:
        """Delete the items whose time to live ended a while ago; returns how many. Late on purpose: see `ttl`."""
        from dynamodb_sqlite.operations import ttl  # noqa: PLC0415 - most processes never sweep

        return ttl.sweep(self._context, now)

    def close(self) -> None:
        """Leave the file; the last engine on it closes it."""
        self._context.faults.forget(self._context.store)
        self._context.store.leave()


def _refuse_constant(text: str) -> None:
    raise ValueError(f"{text} is not JSON")


_decoder = json.JSONDecoder(parse_constant=_refuse_constant)
_dump = json.JSONEncoder(ensure_ascii=False, check_circular=False, separators=(",", ":")).encode


def _decode(body: bytes) -> Any:
    try:
        text = body.decode()
        given = _decoder.decode(text)
        if "\\ud" in text.lower():
            _dump(given).encode()  # refuses lone surrogates, which no store can keep
    except (ValueError, RecursionError):
        raise serialization(None) from None
    return given


def _encode(value: Any) -> str:
    """JSON of an answer; only its outer levels can hold what is JSON already."""
    if isinstance(value, RawJson):
        return value
    if isinstance(value, dict):
        return f"{{{','.join(f'{_dump(name)}:{_encode(member)}' for name, member in value.items())}}}"
    if isinstance(value, list):
        return f"[{','.join(map(_encode, value))}]"
    return _dump(value)
